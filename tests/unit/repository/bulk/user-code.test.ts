// A bulk write and the code of its user: hooks that take long or for ever, callbacks and setters that throw, odd inputs.
import { describe, expect, test } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { AfterSave, BeforeSave, BulkError, Document, HookError, Id, Keyword } from 'elastodm';
import { bulkErrorOf, bulkWire } from '../../../support/bulk-wire.js';
import { rejection } from '../../../support/failing.js';
import { repositoryOn } from '../../../support/recorder.js';

@Document('films')
class Film {
  @Id() id?: string;
  @Keyword() title!: string;
}

@Document('films')
class Slow extends Film {
  @BeforeSave() async wait(): Promise<void> {
    await sleep(60);
  }
}

@Document('films')
class Endless extends Film {
  @AfterSave() async wait(): Promise<void> {
    await new Promise(() => undefined);
  }
}

@Document('films')
class Named extends Film {
  @BeforeSave() name(): void {
    this.id = 'one';
  }
}

const make = <TFilm extends Film>(Class: new () => TFilm, count: number): TFilm[] =>
  Array.from({ length: count }, (_, place) => {
    const film = new Class();
    film.title = `film ${place}`;
    return film;
  });

describe('a hook', () => {
  test('that takes longer than `flushInterval` does not keep its document in the writer', async () => {
    const wire = bulkWire();
    const writer = repositoryOn(Slow, wire).createBulkWriter({ flushInterval: 20 });
    await writer.save(make(Slow, 1)[0]!);
    await sleep(80);
    expect(writer.result).toMatchObject({ succeeded: 1, requests: 1 });
    await writer.close();
  });

  test('after the write that never ends: closing, and a signal, do not wait for it', async () => {
    const films = repositoryOn(Endless, bulkWire());
    const writer = films.createBulkWriter({ failures: 'collect' });
    for (const film of make(Endless, 3)) await writer.save(film);
    expect(await writer.close({ timeout: 30 })).toMatchObject({ total: 3, succeeded: 3, failed: 0 });
    const saving = films.saveMany(new Set(make(Endless, 3)), { signal: AbortSignal.timeout(30) });
    expect((await bulkErrorOf(saving)).result).toMatchObject({ total: 3, succeeded: 3, failed: 0 });
  });

  test('before the write: an array does not wait for it when it is aborted', async () => {
    const wire = bulkWire();
    const start = performance.now();
    const saving = repositoryOn(Slow, wire).saveMany(make(Slow, 50), { signal: AbortSignal.timeout(30) });
    expect((await rejection(saving)).code).toBe('REQUEST_ABORTED');
    expect(performance.now() - start).toBeLessThan(1_000);
    expect(wire.sent).toEqual([]);
  });

  test('that gives an id: what is done under it is done in order', async () => {
    const wire = bulkWire();
    const films = repositoryOn(Named, wire);
    await films.saveMany(make(Named, 3), { chunkSize: 1 });
    await films.bulk([{ save: make(Named, 1)[0]! }, { delete: 'one' }], { chunkSize: 1 });
    expect(wire.mostAtOnce).toBe(1);
    expect(wire.asked.flat()).toEqual(['index one', 'index one', 'index one', 'index one', 'delete one']);
  });
});

describe('what throws when a document is given its id', () => {
  test('is told beside the result, and all others are accounted for', async () => {
    const films = repositoryOn(Film, bulkWire());
    const all = make(Film, 4);
    const writer = films.createBulkWriter({ failures: 'collect' });
    for (const film of all) await writer.save(film);
    Object.freeze(all[1]);
    const { total, succeeded, failed, settled, hookErrors } = await writer.close();
    expect({ total, succeeded, failed, settled }).toEqual({ total: 4, succeeded: 4, failed: 0, settled: 4 });
    expect(hookErrors).toEqual([expect.any(HookError)]);
    expect(all.map(({ id }) => typeof id)).toEqual(['string', 'undefined', 'string', 'string']);
  });
});

describe('a callback', () => {
  test.each(['onProgress', 'onFailure'] as const)(
    '`%s` that throws, or rejects, ends the write',
    async (name) => {
      for (const callback of [
        () => {
          throw new Error('mine');
        },
        // eslint-disable-next-line @typescript-eslint/require-await -- it rejects
        async () => {
          throw new Error('mine');
        },
      ]) {
        const films = repositoryOn(
          Film,
          bulkWire({ item: () => ({ status: 400, error: { type: 'x', reason: 'y' } }) }),
        );
        const endless = (function* () {
          for (;;) yield make(Film, 1)[0]!;
        })();
        const options = {
          chunkSize: 1,
          maxFailures: Infinity,
          failures: 'collect',
          [name]: callback,
        } as const;
        const error = await rejection(films.saveMany(endless, options));
        expect(error).toBeInstanceOf(BulkError);
        expect(error.cause).toEqual(new Error('mine'));
      }
    },
  );
});

describe('a writer', () => {
  test('that flushes does not wait for what others add meanwhile', async () => {
    const wire = bulkWire({ held: true });
    const films = repositoryOn(Film, wire);
    const writer = films.createBulkWriter({ chunkSize: 1 });
    const [first, ...others] = make(Film, 3) as [Film, Film, Film];
    await writer.save(first);
    const flushed = writer.flush();
    for (const film of others) await writer.save(film);
    wire.release(1);
    await flushed;
    expect(writer.result.succeeded).toBe(1);
    wire.release();
    expect((await writer.close()).succeeded).toBe(3);
  });

  test('that is closing may be given an earlier end', async () => {
    const films = repositoryOn(Film, bulkWire({ held: true }));
    const writer = films.createBulkWriter({ failures: 'collect' });
    await writer.save(make(Film, 1)[0]!);
    const closing = writer.close();
    expect(await writer.close({ timeout: 20 })).toMatchObject({ total: 1, unknown: 1 });
    expect(await closing).toMatchObject({ total: 1, unknown: 1 });
  });
});

describe('an input', () => {
  test.each<readonly [string, () => unknown]>([
    [
      'throws',
      () => {
        throw new Error('theirs');
      },
    ],
    ['gives no promise', () => ({ done: true, value: undefined })],
  ])('whose `return` %s leaves the failures as they are', async (_name, end) => {
    const films = repositoryOn(
      Film,
      bulkWire({ item: () => ({ status: 400, error: { type: 'x', reason: 'y' } }) }),
    );
    const input = {
      [Symbol.asyncIterator]: () => ({
        next: () => Promise.resolve({ done: false as const, value: make(Film, 1)[0]! }),
        return: end as () => Promise<IteratorReturnResult<undefined>>,
      }),
    };
    const error = await bulkErrorOf(films.saveMany(input, { chunkSize: 1, maxFailures: 0 }));
    expect(error.details.stopped).toBe('more than 0 failed');
  });

  test('of what is no document says so of each', async () => {
    const films = repositoryOn(Film, bulkWire());
    const odd = [undefined, null, 'text', 5] as unknown as Film[];
    const { failures } = await films.saveMany(odd, { failures: 'collect' });
    expect(failures.map(({ operation, id, type }) => [operation, id, type])).toEqual(
      odd.map(() => ['save', undefined, 'DOCUMENT_WRONG_CLASS']),
    );
  });

  test.each([undefined, null, 5, {}])('that is %p is refused', async (input) => {
    const films = repositoryOn(Film, bulkWire());
    expect(await rejection(films.saveMany(input as never))).toMatchObject({
      code: 'QUERY_INVALID_VALUE',
      details: { path: 'documents' },
    });
  });
});

test.each([{ failures: 'colect' }, { ids: 'mine' }, { opType: 'delete' }])(
  '%p is refused',
  async (options) => {
    const films = repositoryOn(Film, bulkWire());
    expect(await rejection(films.saveMany([], options as never))).toMatchObject({
      code: 'QUERY_INVALID_VALUE',
      details: { path: Object.keys(options)[0] },
    });
  },
);

test('an update of an id wants changes', async () => {
  const films = repositoryOn(Film, bulkWire());
  const { failures } = await films.bulk([{ update: 'x' } as never], { failures: 'collect' });
  expect(failures).toMatchObject([{ operation: 'update', id: 'x', type: 'QUERY_INVALID_VALUE' }]);
});
