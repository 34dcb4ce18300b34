// What each operation of a bulk write sends, and what comes of it for the document.
import { describe, expect, test } from '@jest/globals';
import {
  AfterDelete,
  AfterSave,
  AfterUpdate,
  BeforeDelete,
  BeforeSave,
  BeforeUpdate,
  DateField,
  Discriminator,
  Document,
  Id,
  Integer,
  Keyword,
  Routing,
  UpdatedAt,
  Version,
  script,
} from 'elastodm';
import { toLines } from '../../../support/bulk-lines.js';
import { bulkWire, unparsable } from '../../../support/bulk-wire.js';
import { rejection } from '../../../support/failing.js';
import { repositoryOn } from '../../../support/recorder.js';

@Document('films')
class Film {
  @Id() id?: string;
  @Keyword() title!: string;
  @Integer() year?: number;
}

const uuid7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7/;
const made = expect.stringMatching(uuid7) as unknown;

function scene(options: Parameters<typeof bulkWire>[0] = {}) {
  const wire = bulkWire(options);
  const films = repositoryOn(Film, wire);
  return { wire, films, lines: (number = 0) => toLines(wire.sent[number] as never) };
}

describe('saving', () => {
  test('new documents, those with an id, and those that are known', async () => {
    const { wire, films, lines } = scene();
    const known = await films.saveMany([films.create({ id: 'k', title: 'Known' })]);
    known[0]!.title = 'Changed';
    const [a, b] = [films.create({ title: 'Alien' }), films.create({ id: 'b"\n', title: 'Blade' })];
    await films.saveMany([a, b, known[0]!]);
    expect(wire.sent[1]).toMatchObject({ api: 'bulk', params: { index: 'films' } });
    expect(lines(1)).toEqual([
      { create: { _id: made } },
      { title: 'Alien' },
      { index: { _id: 'b"\n' } },
      { title: 'Blade' },
      { index: { _id: 'k', if_seq_no: 0, if_primary_term: 1 } },
      { title: 'Changed' },
    ]);
    expect(a.id).toMatch(uuid7);
    await films.saveMany([a]);
    expect(lines(2)[0]).toEqual({ index: { _id: a.id, if_seq_no: 1, if_primary_term: 1 } });
  });

  test('with what a write may be told', async () => {
    const { wire, films } = scene();
    const [known] = await films.saveMany([films.create({ id: 'k', title: 'Known' })]);
    await films.saveMany([known!, films.create({ id: 'n', title: 'New' })], {
      optimistic: false,
      refresh: 'wait_for',
      pipeline: 'clean',
      waitForActiveShards: 'all',
      requireAlias: true,
      timeout: 5_000,
      retries: 7,
    });
    expect(wire.sent[1]).toEqual({
      api: 'bulk',
      params: {
        index: 'films',
        operations: ['{"index":{"_id":"k"}}\n{"title":"Known"}', '{"index":{"_id":"n"}}\n{"title":"New"}'],
        refresh: 'wait_for',
        wait_for_active_shards: 'all',
        require_alias: true,
        pipeline: 'clean',
      },
    });
    expect(wire.said[1]).toMatchObject({ timeout: 5_000, retries: 7 });
    expect(wire.said[0]).not.toHaveProperty('retries');
  });

  test('of any input, requests are repeated 10 times; of an array, as the connection says', async () => {
    const { wire, films } = scene();
    await films.saveMany([films.create({ title: 'x' })]);
    await films.saveMany([films.create({ title: 'x' })].values());
    expect(wire.said.map(({ retries }) => retries)).toEqual([undefined, 10]);
  });

  test("with `opType: 'create'`, for all or for one", async () => {
    const { films, lines } = scene();
    const film = (id: string): Film => films.create({ id, title: id });
    await films.saveMany([film('a')], { opType: 'create' });
    await films.bulk([{ save: film('b'), opType: 'create' }, { save: film('c') }]);
    expect([...lines(0), ...lines(1)]).toEqual([
      { index: { _id: 'a', op_type: 'create' } },
      { title: 'a' },
      { index: { _id: 'b', op_type: 'create' } },
      { title: 'b' },
      { index: { _id: 'c' } },
      { title: 'c' },
    ]);
  });

  test('with ids that Elasticsearch makes: none is sent, and each is written back', async () => {
    const { films, lines } = scene();
    const [a, b, own] = ['a', 'b', 'own'].map((title) => films.create({ title }));
    own!.id = 'mine';
    await films.saveMany([a!, own!, b!].values(), { ids: 'server' });
    expect(lines()).toEqual([
      { create: {} },
      { title: 'a' },
      { index: { _id: 'mine' } },
      { title: 'own' },
      { create: {} },
      { title: 'b' },
    ]);
    expect([a, own, b].map((film) => film!.id)).toEqual(['made-1', 'mine', 'made-2']);
    await films.saveMany([a!], { ids: 'server' });
    expect(lines(1)[0]).toEqual({ index: { _id: 'made-1', if_seq_no: 0, if_primary_term: 1 } });
  });

  test('with a routing, and with a version of their own', async () => {
    @Document('visits')
    class Visit {
      @Id() id?: string;
      @Routing() @Keyword() user!: string;
      @Version({ type: 'external' }) version?: number;
    }
    const wire = bulkWire();
    const visits = repositoryOn(Visit, wire);
    await visits.saveMany([visits.create({ id: 'v', user: 'ann', version: 5 })].values());
    expect(toLines(wire.sent[0] as never)).toEqual([
      { index: { _id: 'v', routing: 'ann', version: 5, version_type: 'external' } },
      { user: 'ann' },
    ]);
  });

  test('to indices that the documents choose: each names its own, with no requirements of one', async () => {
    @Document({ index: (log: Log) => `logs-${log.day}`, pattern: 'logs-*', refresh: true })
    class Log {
      @Id() id?: string;
      @Keyword() day!: string;
    }
    const wire = bulkWire();
    const logs = repositoryOn(Log, wire);
    await logs.saveMany(['mon', 'tue'].map((day) => logs.create({ id: day, day })));
    expect(wire.sent).toEqual([
      {
        api: 'bulk',
        params: {
          operations: [
            '{"index":{"_id":"mon","_index":"logs-mon"}}\n{"day":"mon"}',
            '{"index":{"_id":"tue","_index":"logs-tue"}}\n{"day":"tue"}',
          ],
          refresh: true,
        },
      },
    ]);
  });

  test('to a data stream, and beside it to its indices: in requests of their own', async () => {
    @Document({ index: 'logs', dataStream: true })
    class Log {
      @Id() id?: string;
      @DateField() '@timestamp'!: Date;
    }
    const backing = { _index: '.ds-logs-000001', _seq_no: 4, _primary_term: 1, _version: 1, status: 201 };
    const wire = bulkWire({ item: ({ action }) => (action === 'create' ? backing : undefined) });
    const logs = repositoryOn(Log, wire);
    const log = (): Log => logs.create({ '@timestamp': new Date(0) });
    const [first] = await logs.saveMany([log()]);
    await logs.bulk([{ delete: first! }, { save: log() }]);
    const source = '{"@timestamp":"1970-01-01T00:00:00.000Z"}';
    const line = expect.stringMatching(/^\{"create":\{"_id":"[0-9a-f-]{36}"\}\}\n/) as unknown;
    expect(wire.sent[0]).toEqual({
      api: 'bulk',
      params: { index: 'logs', operations: [line], require_data_stream: true },
    });
    expect(String((wire.sent[0]!.params as { operations: string[] }).operations[0]).endsWith(source)).toBe(
      true,
    );
    expect(wire.sent.slice(1)).toEqual([
      {
        api: 'bulk',
        params: {
          operations: [
            JSON.stringify({
              delete: { _id: first!.id, _index: '.ds-logs-000001', if_seq_no: 4, if_primary_term: 1 },
            }),
          ],
        },
      },
      { api: 'bulk', params: { index: 'logs', operations: [line], require_data_stream: true } },
    ]);
  });

  test('leaves documents that were refused as they were', async () => {
    const { films } = scene({ item: (_, place) => (place === 0 ? unparsable : undefined) });
    const [bad, good] = ['bad', 'good'].map((title) => films.create({ title }));
    await rejection(films.saveMany([bad!, good!]));
    expect([bad!.id, typeof good!.id]).toEqual([undefined, 'string']);
  });
});

describe('changing', () => {
  test('by id: a part, a script, one that may be made, with conditions', async () => {
    const { wire, films, lines } = scene();
    const result = await films.bulk([
      { update: 'a', changes: { year: 1979 } },
      { update: 'b', changes: script('ctx._source.year += params.by', { by: 1 }), retryOnConflict: 3 },
      { update: 'c', changes: { title: 'C' }, upsert: true },
      { update: 'd', changes: { year: 1 }, upsert: { title: 'D', year: 0 } },
      { update: 'e', changes: { year: 2 }, routing: 'r' },
    ]);
    expect(result).toMatchObject({ total: 5, succeeded: 5 });
    expect(wire.sent).toHaveLength(1);
    expect(lines()).toEqual([
      { update: { _id: 'a' } },
      { doc: { year: 1979 } },
      { update: { _id: 'b', retry_on_conflict: 3 } },
      { script: { source: 'ctx._source.year += params.by', params: { by: 1 } } },
      { update: { _id: 'c' } },
      { doc: { title: 'C' }, upsert: { title: 'C' } },
      { update: { _id: 'd' } },
      { doc: { year: 1 }, upsert: { title: 'D', year: 0 } },
      { update: { _id: 'e', routing: 'r' } },
      { doc: { year: 2 } },
    ]);
  });

  test('a known document: what is stored becomes what it holds', async () => {
    const get = { _seq_no: 8, _primary_term: 1, found: true, _source: { title: 'Alien', year: 1980 } };
    const done = { result: 'updated', status: 200, _version: 2, _seq_no: 8, _primary_term: 1, get };
    const { films, lines } = scene({ item: ({ action }) => (action === 'update' ? done : undefined) });
    const film = films.create({ id: 'a', title: 'Alien' });
    await films.saveMany([film]);
    await films.bulk([{ update: film, changes: { year: 1979 } }]);
    expect(lines(1)).toEqual([
      { update: { _id: 'a', if_seq_no: 0, if_primary_term: 1 } },
      { doc: { year: 1979 }, _source: true },
    ]);
    expect(film).toEqual({ id: 'a', title: 'Alien', year: 1980 });
    await films.bulk([{ delete: film }]);
    expect(lines(2)).toEqual([{ delete: { _id: 'a', if_seq_no: 8, if_primary_term: 1 } }]);
  });

  test('by what changed in it: only that is sent, and nothing where nothing did', async () => {
    const { wire, films, lines } = scene();
    const both = ['a', 'b'].map((id) => films.create({ id, title: id, year: 1 }));
    await films.saveMany(both);
    both[0]!.year = 2;
    const result = await films.bulk(both.map((film) => ({ update: film })));
    expect(result).toMatchObject({ total: 2, succeeded: 2, settled: 2, requests: 1 });
    expect(lines(1)).toEqual([
      { update: { _id: 'a', if_seq_no: 0, if_primary_term: 1 } },
      { doc: { year: 2 } },
    ]);
    expect(await films.bulk(both.map((film) => ({ update: film })))).toMatchObject({
      succeeded: 2,
      requests: 0,
    });
    expect(wire.sent).toHaveLength(2);
  });

  test('a change that changes nothing is done, and its hook is not called', async () => {
    const called: string[] = [];
    @Document('notes')
    class Note {
      @Id() id?: string;
      @Keyword() text!: string;
      @AfterUpdate() changed(): void {
        called.push(this.text);
      }
    }
    const get = { found: true, _source: { text: 'b' } };
    const item = { status: 200, _version: 2, _seq_no: 5, _primary_term: 1, get };
    const results = ['noop', 'updated'];
    const wire = bulkWire({
      item: ({ action }) => (action === 'update' ? { ...item, result: results.shift() } : undefined),
    });
    const notes = repositoryOn(Note, wire);
    const note = notes.create({ id: 'n', text: 'a' });
    await notes.saveMany([note]);
    await notes.bulk([{ update: note, changes: { text: 'b' } }]);
    expect(called).toEqual([]);
    await notes.bulk([{ update: note, changes: { text: 'b' } }]);
    expect(called).toEqual(['b']);
  });

  test('with the time of the change, and beside a version that counts elsewhere as a whole', async () => {
    @Document('notes')
    class Note {
      @Id() id?: string;
      @Keyword() text!: string;
      @UpdatedAt() at?: Date;
    }
    const wire = bulkWire();
    const notes = repositoryOn(Note, wire);
    await notes.bulk([{ update: 'n', changes: { text: 'b' } }]);
    expect(toLines(wire.sent[0] as never)[1]).toEqual({
      doc: { text: 'b', at: expect.stringMatching(/Z$/) as unknown },
    });
  });

  test('what can not be changed so is a failure beside the others', async () => {
    const { films } = scene();
    const result = await films.bulk(
      [
        { update: films.create({ title: 'new' }), changes: { year: 1 } },
        { update: films.create({ id: 'x', title: 'not read' }) },
        { update: 'a', changes: { nothing: 1 } as never },
        { update: 'b', changes: { year: 1.5 } },
        { update: 'c', changes: { year: 1 } },
      ],
      { failures: 'collect' },
    );
    expect(result).toMatchObject({ total: 5, succeeded: 1, failed: 4 });
    expect(
      result.failures.map(({ operation, position, type, id }) => [operation, position, type, id]),
    ).toEqual([
      ['update', 0, 'DOCUMENT_INVALID_ID', undefined],
      ['update', 1, 'DOCUMENT_NOT_LOADED', 'x'],
      ['update', 2, expect.any(String), 'a'],
      ['update', 3, 'DOCUMENT_INVALID_VALUE', 'b'],
    ]);
  });

  test('a document that is not there is a failure', async () => {
    const missing = {
      status: 404,
      error: { type: 'document_missing_exception', reason: '[a]: document missing' },
    };
    const { films } = scene({ item: () => missing });
    const { failures } = await films.bulk([{ update: 'a', changes: { year: 1 } }], { failures: 'collect' });
    expect(failures).toEqual([
      {
        document: undefined,
        id: 'a',
        position: 0,
        operation: 'update',
        outcome: 'rejected',
        status: 404,
        type: 'document_missing_exception',
        reason: '[a]: document missing',
      },
    ]);
  });
});

describe('deleting', () => {
  test('documents, on condition that nobody changed them, and ids', async () => {
    const { wire, films, lines } = scene();
    const known = films.create({ id: 'a', title: 'Alien' });
    await films.saveMany([known]);
    const result = await films.deleteMany([known, films.create({ id: 'b', title: 'B' }), 'c'], {
      refresh: true,
    });
    expect(result).toMatchObject({ total: 3, succeeded: 3, missing: 0 });
    expect(wire.sent[1]).toMatchObject({ params: { index: 'films', refresh: true } });
    expect(lines(1)).toEqual([
      { delete: { _id: 'a', if_seq_no: 0, if_primary_term: 1 } },
      { delete: { _id: 'b' } },
      { delete: { _id: 'c' } },
    ]);
    await films.saveMany([known]);
    expect(lines(2)[0]).toEqual({ index: { _id: 'a' } });
  });

  test('what is not there is counted, and no failure', async () => {
    const gone = { status: 404, result: 'not_found', _version: 1, _seq_no: 3, _primary_term: 1 };
    const { films } = scene({ item: (_, place) => (place === 1 ? gone : undefined) });
    expect(await films.deleteMany(['a', 'b', 'c'])).toEqual({
      total: 3,
      succeeded: 2,
      missing: 1,
      failed: 0,
      unknown: 0,
      settled: 3,
      retried: 0,
      requests: 1,
      bytes: 3 * '{"delete":{"_id":"a"}}\n'.length,
      failures: [],
      hookErrors: [],
    });
  });

  test('with an address, and of an external version', async () => {
    @Document('visits')
    class Visit {
      @Id() id?: string;
      @Routing() @Keyword() user!: string;
      @Version({ type: 'external' }) version?: number;
    }
    const wire = bulkWire();
    const visits = repositoryOn(Visit, wire);
    await visits.bulk([
      { delete: 'v', routing: 'ann' },
      { delete: visits.create({ id: 'w', user: 'bob', version: 7 }) },
    ]);
    expect(toLines(wire.sent[0] as never)).toEqual([
      { delete: { _id: 'v', routing: 'ann' } },
      { delete: { _id: 'w', routing: 'bob', version: 7, version_type: 'external_gte' } },
    ]);
  });

  test('of a class that shares its index, and of one with several: ids are looked up first', async () => {
    @Document({ index: 'shared', discriminator: 'note' })
    class Note {
      @Id() id?: string;
      @Discriminator() kind!: string;
      @Keyword() text!: string;
    }
    const found = { kind: 'note', text: 'x' };
    const wire = bulkWire({
      other: ({ params }) => {
        const { id = '' } = params as { readonly id?: string };
        if (id === 'none') return { _index: 'shared', _id: id, found: false };
        return {
          _index: 'shared',
          _id: id,
          found: true,
          _version: 1,
          _seq_no: 9,
          _primary_term: 2,
          _source: found,
        };
      },
    });
    const notes = repositoryOn(Note, wire);
    expect(await notes.deleteMany(['a', 'none', 'b'])).toMatchObject({ total: 3, succeeded: 2, missing: 1 });
    expect(wire.sent.map(({ api }) => api)).toEqual(['get', 'get', 'get', 'bulk']);
    expect(toLines(wire.sent[3] as never)).toEqual([{ delete: { _id: 'a' } }, { delete: { _id: 'b' } }]);
  });

  test('what has no id is a failure', async () => {
    const { films } = scene();
    const { failures } = await films.deleteMany([films.create({ title: 'x' }), ''], { failures: 'collect' });
    expect(failures.map(({ operation, type }) => [operation, type])).toEqual([
      ['delete', 'DOCUMENT_INVALID_ID'],
      ['delete', 'DOCUMENT_INVALID_ID'],
    ]);
  });
});

describe('hooks', () => {
  const told: string[] = [];
  @Document('notes')
  class Note {
    @Id() id?: string;
    @Keyword() text!: string;
    @Keyword() mark?: string;
    @BeforeSave() async beforeSave(): Promise<void> {
      await Promise.resolve();
      if (this.text === 'refused') throw new Error('not this one');
      this.mark = 'saving';
      told.push(`before save ${this.text}`);
    }
    @AfterSave() afterSave(): void {
      told.push(`after save ${this.text} ${String(this.id !== undefined)}`);
      if (this.text === 'late') throw new Error('too late');
    }
    @BeforeUpdate() beforeUpdate(): void {
      this.mark = 'changing';
      told.push(`before update ${this.text}`);
    }
    @AfterUpdate() afterUpdate(): void {
      told.push(`after update ${this.text}`);
    }
    @BeforeDelete() beforeDelete(): void {
      told.push(`before delete ${this.text}`);
    }
    @AfterDelete() afterDelete(): void {
      told.push(`after delete ${this.text}`);
    }
  }
  function notesOn(options: Parameters<typeof bulkWire>[0] = {}) {
    told.length = 0;
    const wire = bulkWire(options);
    return { wire, notes: repositoryOn(Note, wire) };
  }

  test('are called before each document is sent, and after it is written', async () => {
    const { wire, notes } = notesOn();
    const both = ['a', 'b'].map((text) => notes.create({ id: text, text }));
    await notes.saveMany(both.values());
    expect(told).toEqual(['before save a', 'before save b', 'after save a true', 'after save b true']);
    expect(toLines(wire.sent[0] as never)[1]).toEqual({ text: 'a', mark: 'saving' });
    told.length = 0;
    both[0]!.text = 'c';
    await notes.bulk([{ update: both[0]! }, { delete: both[1]! }, { delete: 'z' }]);
    expect(told).toEqual(['before update c', 'before delete b', 'after update c', 'after delete b']);
  });

  test('one that throws before refuses its document, and what it changed is taken back', async () => {
    const { wire, notes } = notesOn();
    const all = ['a', 'refused', 'b'].map((text) => notes.create({ id: text, text }));
    const { failures } = await notes.saveMany(all, { failures: 'collect' });
    expect(failures).toMatchObject([
      { position: 1, outcome: 'rejected', type: 'Error', reason: 'not this one', status: 0 },
    ]);
    expect(failures[0]!.document).toBe(all[1]);
    expect(wire.asked).toEqual([['index a', 'index b']]);
    expect(all.map(({ mark }) => mark)).toEqual(['saving', undefined, 'saving']);
  });

  test('what they changed is taken back when the document is refused', async () => {
    const { notes } = notesOn({ item: () => unparsable });
    const note = notes.create({ id: 'a', text: 'a' });
    await rejection(notes.saveMany([note]));
    await rejection(notes.saveMany([note].values()));
    expect(note).toEqual({ id: 'a', text: 'a' });
  });

  test('one that throws afterwards is thrown in the end: everything is written', async () => {
    const { notes } = notesOn();
    const all = ['a', 'late', 'b'].map((text) => notes.create({ id: text, text }));
    const error = await rejection(notes.saveMany(all.values(), { chunkSize: 1 }));
    expect(error).toMatchObject({ code: 'HOOK_FAILED' });
    expect(told.filter((one) => one.startsWith('after'))).toHaveLength(3);
  });

  test('documents that failed come before it, which is the cause', async () => {
    const { notes } = notesOn({ item: (_, place) => (place === 0 ? unparsable : undefined) });
    const all = ['a', 'late'].map((text) => notes.create({ id: text, text }));
    const error = await rejection(notes.saveMany(all));
    expect(error).toMatchObject({ code: 'BULK_FAILED', cause: { code: 'HOOK_FAILED' } });
  });
});
