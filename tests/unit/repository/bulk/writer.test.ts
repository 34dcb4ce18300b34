// A bulk writer: order, room, flushing by hand and by time, closing in all its ways.
import { describe, expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  BeforeSave,
  BulkError,
  BulkWriter,
  ConnectionManager,
  DataSource,
  Document,
  Id,
  Integer,
  Keyword,
} from 'elastodm';
import { failure } from '../../../../src/errors/failure.js';
import { bulkErrorOf, bulkWire, settled, unparsable } from '../../../support/bulk-wire.js';
import { rejection, thrown } from '../../../support/failing.js';
import { startFaultServer } from '../../../support/fault-server.js';
import { repositoryOn } from '../../../support/recorder.js';

@Document('films')
class Film {
  @Id() id?: string;
  @Keyword() title!: string;
  @Integer() year?: number;
}

function scene(options: Parameters<typeof bulkWire>[0] = {}) {
  const wire = bulkWire(options);
  const films = repositoryOn(Film, wire);
  const film = (id: string): Film => films.create({ id, title: id });
  return { wire, films, film };
}

describe('takes', () => {
  test('saves, changes and deletions, and says in the end what came of them', async () => {
    const { wire, films, film } = scene();
    const writer = films.createBulkWriter();
    expect(writer).toBeInstanceOf(BulkWriter);
    await writer.save(film('a'));
    await writer.save(film('b'), { opType: 'create' });
    await writer.update('c', { year: 1979 });
    await writer.update('d', { year: 1979 }, { upsert: true, retryOnConflict: 2 });
    await writer.delete('e', { routing: 'r' });
    await writer.delete(film('f'));
    expect(wire.sent).toEqual([]);
    expect(await writer.close()).toEqual({
      total: 6,
      succeeded: 6,
      missing: 0,
      failed: 0,
      unknown: 0,
      settled: 6,
      retried: 0,
      requests: 1,
      bytes: expect.any(Number) as unknown,
      failures: [],
      hookErrors: [],
    });
    expect(wire.asked).toEqual([
      [
        'index a',
        'index b op_type=create',
        'update c',
        'update d retry_on_conflict=2',
        'delete e routing=r',
        'delete f',
      ],
    ]);
  });

  test('what is not waited for in the same order', async () => {
    @Document('notes')
    class Note {
      @Id() id?: string;
      @Keyword() text!: string;
      @BeforeSave() async wait(): Promise<void> {
        // Those before take longer than those after.
        if (this.text < 'c') await settled();
      }
    }
    const wire = bulkWire();
    const notes = repositoryOn(Note, wire);
    const writer = notes.createBulkWriter({ chunkSize: 2 });
    const taken = ['a', 'b', 'c', 'd', 'e'].map((text) => writer.save(notes.create({ id: text, text })));
    expect(await writer.close()).toMatchObject({ total: 5, succeeded: 5 });
    await Promise.all(taken);
    expect(wire.asked.flat()).toEqual(['index a', 'index b', 'index c', 'index d', 'index e']);
  });

  test('no more than there is room for: `save` waits', async () => {
    const { wire, films, film } = scene({ held: true });
    const writer = films.createBulkWriter({ chunkSize: 2, concurrency: 2 });
    let taken = 0;
    const feeding = (async () => {
      for (let number = 0; number < 50; number++) {
        await writer.save(film(`f${number}`));
        taken = number + 1;
      }
    })();
    await settled();
    expect([taken, wire.waiting]).toEqual([6, 2]);
    wire.release(1);
    await settled();
    expect([taken, wire.waiting]).toEqual([8, 2]);
    wire.release();
    await feeding;
    expect(await writer.close()).toMatchObject({ succeeded: 50, requests: 25 });
    expect(wire.mostAtOnce).toBe(2);
  });

  test('what can not be stored as a failure beside the others', async () => {
    const { films, film } = scene();
    const writer = films.createBulkWriter({ failures: 'collect' });
    await writer.save(Object.assign(film('a'), { year: 1.5 }));
    await writer.save(new Date() as never);
    await writer.delete('');
    await writer.save(film('b'));
    expect(writer.result).toMatchObject({ total: 4, succeeded: 0, failed: 3, settled: 3 });
    expect(await writer.close()).toMatchObject({ total: 4, succeeded: 1, failed: 3, settled: 4 });
  });
});

describe('flush', () => {
  test('sends what was taken, and waits for it; the writer goes on', async () => {
    const { wire, films, film } = scene();
    const writer = films.createBulkWriter();
    const saving = writer.save(film('a'));
    await writer.flush();
    expect(writer.result).toMatchObject({ total: 1, succeeded: 1, settled: 1 });
    await saving;
    await writer.flush();
    await writer.save(film('b'));
    await writer.close();
    expect(wire.asked).toEqual([['index a'], ['index b']]);
  });

  test('does not throw for documents that failed: `close` does', async () => {
    const { films, film } = scene({ item: () => unparsable });
    const writer = films.createBulkWriter();
    await writer.save(film('a'));
    await writer.flush();
    expect(writer.result).toMatchObject({ failed: 1 });
    expect(await rejection(writer.close())).toBeInstanceOf(BulkError);
  });

  test('comes by itself after the interval, counted from the first document that waits', async () => {
    const { wire, films, film } = scene();
    const writer = films.createBulkWriter({ flushInterval: 30 });
    await sleep(40);
    expect(wire.sent).toEqual([]);
    const start = performance.now();
    await writer.save(film('a'));
    while (wire.sent.length === 0) {
      await sleep(2);
      if (performance.now() - start < 25) await writer.save(film(`b${performance.now()}`));
    }
    const waited = performance.now() - start;
    expect(waited).toBeGreaterThanOrEqual(25);
    expect(waited).toBeLessThan(500);
    await writer.save(film('c'));
    await writer.close();
    expect(wire.asked.at(-1)).toEqual(['index c']);
    // No timer is left that would send again.
    await sleep(40);
    expect(wire.sent).toHaveLength(2);
  });

  test.each([0, -1, NaN, '1s'])('an interval of %p is refused', (flushInterval) => {
    const { films } = scene();
    const call = (): unknown => films.createBulkWriter({ flushInterval: flushInterval as number });
    expect(thrown(call)).toMatchObject({
      code: 'QUERY_INVALID_VALUE',
      details: { path: 'flushInterval' },
    });
  });
});

describe('stops', () => {
  const lost = failure('WRITE_OUTCOME_UNKNOWN', {
    alias: 'default',
    api: 'bulk',
    reason: 'the connection broke',
  });

  test('when a request fails: what is called afterwards is refused, and says why', async () => {
    const { films, film } = scene({
      rewrite: () => {
        throw lost;
      },
    });
    const writer = films.createBulkWriter();
    await writer.save(film('a'));
    for (const call of [
      () => writer.flush(),
      () => writer.save(film('b')),
      () => writer.delete('c'),
      () => writer.update('d', { year: 1 }),
    ]) {
      const error = await bulkErrorOf(call());
      expect(error).toBeInstanceOf(BulkError);
      expect(error.cause).toBe(lost);
      expect(error.result).toMatchObject({ total: 1, unknown: 1 });
    }
    const error = await bulkErrorOf(writer.close());
    expect(error.failures).toMatchObject([{ id: 'a', outcome: 'unknown' }]);
    expect(await rejection(writer.close())).toBe(error);
    expect(await rejection(writer.save(film('e')))).toMatchObject({ code: 'WRITER_CLOSED' });
  });

  test('when too many documents fail', async () => {
    const { films, film } = scene({ item: () => unparsable });
    const writer = films.createBulkWriter({ maxFailures: 1, failures: 'collect' });
    await writer.save(film('a'));
    await writer.flush();
    await writer.save(film('b'));
    expect((await rejection(writer.flush())).message).toContain('more than 1 failed');
    expect(await bulkErrorOf(writer.close())).toMatchObject({ details: { failed: 2 } });
  });
});

describe('close', () => {
  test('twice gives the same; what comes afterwards is refused', async () => {
    const { wire, films, film } = scene();
    const writer = films.createBulkWriter();
    await writer.save(film('a'));
    const [one, other] = await Promise.all([writer.close(), writer.close()]);
    expect(other).toBe(one);
    expect(await writer.close({ timeout: 1 })).toBe(one);
    for (const call of [writer.save(film('b')), writer.update('b', {}), writer.delete('b')]) {
      expect(await rejection(call)).toMatchObject({ code: 'WRITER_CLOSED', details: { className: 'Film' } });
    }
    expect(wire.asked).toEqual([['index a']]);
  });

  test('of a writer that took nothing sends nothing', async () => {
    const { wire, films } = scene();
    expect(await films.createBulkWriter().close()).toMatchObject({ total: 0, failures: [] });
    expect(wire.sent).toEqual([]);
  });

  test('with a timeout ends what is under way: unknown; what was not sent is rejected', async () => {
    const { wire, films, film } = scene({ held: true });
    const writer = films.createBulkWriter({ chunkSize: 2, concurrency: 1, failures: 'collect' });
    const taken = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => writer.save(film(id)));
    const start = performance.now();
    const result = await writer.close({ timeout: 30 });
    expect(performance.now() - start).toBeLessThan(200);
    expect(result).toMatchObject({ total: 6, succeeded: 0, failed: 6, unknown: 2 });
    expect(result.failures.map(({ id, outcome, type }) => [id, outcome, type])).toEqual([
      ['a', 'unknown', 'WRITE_OUTCOME_UNKNOWN'],
      ['b', 'unknown', 'WRITE_OUTCOME_UNKNOWN'],
      ...['c', 'd', 'e', 'f'].map((id) => [id, 'rejected', 'not_sent']),
    ]);
    await Promise.allSettled(taken);
    expect(wire.sent).toHaveLength(1);
  });

  test('with a timeout does not wait for a hook that does not end', async () => {
    @Document('notes')
    class Note {
      @Id() id?: string;
      @Keyword() text!: string;
      @BeforeSave() wait(): Promise<void> {
        return new Promise(() => undefined);
      }
    }
    const notes = repositoryOn(Note, bulkWire());
    const writer = notes.createBulkWriter({ failures: 'collect' });
    const taken = ['a', 'b'].map((text) => writer.save(notes.create({ id: text, text })));
    const result = await writer.close({ timeout: 20 });
    expect(result).toMatchObject({ total: 2, failed: 2, unknown: 0 });
    await Promise.all(taken);
  });

  test('happens at the end of its block, with `await using`', async () => {
    const { wire, films, film } = scene();
    {
      await using writer = films.createBulkWriter();
      await writer.save(film('a'));
    }
    expect(wire.asked).toEqual([['index a']]);
  });

  test('at the end of its block throws what `close` throws', async () => {
    const { films, film } = scene({ item: () => unparsable });
    const block = async (): Promise<void> => {
      await using writer = films.createBulkWriter();
      await writer.save(film('a'));
    };
    expect(await rejection(block())).toBeInstanceOf(BulkError);
  });
});

describe('the DataSource and its connections', () => {
  async function world() {
    const server = await startFaultServer();
    server.store.createIndex('films');
    const manager = new ConnectionManager();
    manager.createConnection({ hosts: server.url });
    const dataSource = new DataSource({ connections: manager, documents: [Film] });
    return { server, manager, dataSource, films: dataSource.getRepository(Film) };
  }
  const nothing = { failures: [] };

  test('close the writers that are open first, and report nothing where all is written', async () => {
    const { server, manager, dataSource, films } = await world();
    await using _ = server;
    const [one, other] = [films.createBulkWriter(), films.createBulkWriter()];
    await one.save(films.create({ id: 'a', title: 'Alien' }));
    await other.save(films.create({ id: 'b', title: 'Blade' }));
    expect(await dataSource.close()).toEqual(nothing);
    expect([...server.documents('films').keys()].sort()).toEqual(['a', 'b']);
    expect(await rejection(one.save(films.create({ title: 'x' })))).toMatchObject({ code: 'WRITER_CLOSED' });
    // The manager was passed in, and is still open.
    await films.save(films.create({ id: 'c', title: 'C' }));
    const third = films.createBulkWriter();
    await third.save(films.create({ id: 'd', title: 'D' }));
    expect(await manager.close()).toEqual(nothing);
    expect(server.documents('films').has('d')).toBe(true);
    expect(await third.close()).toMatchObject({ succeeded: 1 });
  });

  test('a DataSource that made its connections closes both', async () => {
    await using server = await startFaultServer();
    server.store.createIndex('films');
    const dataSource = new DataSource({ connections: { default: { hosts: server.url } }, documents: [Film] });
    const films = dataSource.getRepository(Film);
    const writer = films.createBulkWriter();
    await writer.save(films.create({ id: 'a', title: 'Alien' }));
    expect(await dataSource.close()).toEqual(nothing);
    expect([...server.documents('films').keys()]).toEqual(['a']);
    expect(await rejection(films.count())).toMatchObject({ code: 'CONNECTION_CLOSED' });
  });

  test('report what is not written, and what may be, within the time', async () => {
    const { server, manager, dataSource, films } = await world();
    await using _ = server;
    server.failNext({ match: '_bulk', action: 'hang', apply: true, times: Infinity });
    const writer = films.createBulkWriter({ chunkSize: 1, concurrency: 1 });
    const documents = ['a', 'b'].map((id) => films.create({ id, title: id }));
    for (const document of documents) await writer.save(document);
    await server.received(1, '_bulk');
    const start = performance.now();
    const report = await dataSource.close({ timeout: 50 });
    expect(performance.now() - start).toBeLessThan(500);
    expect(report.failures.map(({ id, outcome }) => [id, outcome])).toEqual([
      ['a', 'unknown'],
      ['b', 'rejected'],
    ]);
    expect(report.failures[1]!.document).toBe(documents[1]);
    await manager.close({ timeout: 1 });
  });

  test('do not throw for writers that failed, and report those failures', async () => {
    const { server, manager, films } = await world();
    await using _ = server;
    server.failNext({ match: '_bulk', action: 'status', status: 403 });
    const writer = films.createBulkWriter();
    await writer.save(films.create({ id: 'a', title: 'Alien' }));
    const report = await manager.close();
    expect(report.failures).toMatchObject([{ id: 'a', outcome: 'rejected', type: 'AUTHORIZATION_FAILED' }]);
  });

  test('forget writers that were closed', async () => {
    const { server, manager, dataSource, films } = await world();
    await using _ = server;
    const writer = films.createBulkWriter({ failures: 'collect' });
    await writer.save(Object.assign(films.create({ id: 'a', title: 'Alien' }), { year: 1.5 }));
    expect(await writer.close()).toMatchObject({ failed: 1 });
    expect(await dataSource.close()).toEqual(nothing);
    expect(await manager.close()).toEqual(nothing);
  });
});
