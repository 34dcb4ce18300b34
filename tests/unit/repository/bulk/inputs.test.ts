// What may give the documents of a bulk write, and inputs that throw, hang, or give what can't be stored.
import { describe, expect, test } from '@jest/globals';
import { Readable } from 'node:stream';
import { ReadableStream } from 'node:stream/web';
import { Document, ElastodmError, Id, Integer, Keyword } from 'elastodm';
import type { BulkError, BulkOperation, BulkResult } from 'elastodm';
import { bulkErrorOf, bulkWire, counting, settled } from '../../../support/bulk-wire.js';
import { rejection } from '../../../support/failing.js';
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
  const film = (id: string, year = 1979): Film => films.create({ id, title: id, year });
  return { wire, films, film, three: ['a', 'b', 'c'].map((id) => film(id)) };
}

const whole: Partial<BulkResult> = {
  total: 3,
  succeeded: 3,
  failed: 0,
  settled: 3,
  requests: 1,
  failures: [],
};

describe('are taken from', () => {
  const inputs: readonly [string, (three: Film[]) => Iterable<Film> | AsyncIterable<Film>][] = [
    ['a Set', (three) => new Set(three)],
    ['the values of a Map', (three) => new Map(three.map((film) => [film.id, film])).values()],
    ['an iterator helper', (three) => three[Symbol.iterator]()],
    [
      'a generator',
      function* (three) {
        yield* three;
      },
    ],
    [
      'an async generator',
      async function* (three) {
        for (const film of three) {
          await settled();
          yield film;
        }
      },
    ],
    ['a Node stream of objects', (three) => Readable.from(three)],
    ['a web stream', (three) => ReadableStream.from(three)],
    [
      'an async iterable of its own kind, without `return`',
      (three) => ({
        [Symbol.asyncIterator]: () => {
          const values = three.values();
          return { next: () => Promise.resolve(values.next()) };
        },
      }),
    ],
  ];
  test.each(inputs)('%s', async (_name, input) => {
    const { wire, films, three } = scene();
    expect(await films.saveMany(input(three))).toMatchObject(whole);
    expect(wire.asked).toEqual([['index a', 'index b', 'index c']]);
  });

  test('an array, whose failures are collected', async () => {
    const { films, three } = scene();
    expect(await films.saveMany(three, { failures: 'collect' })).toMatchObject(whole);
  });

  test('a frozen array, for saving, deleting and all operations', async () => {
    const { wire, films, three } = scene();
    const frozen = Object.freeze(three);
    await films.saveMany(frozen);
    expect(await films.deleteMany(frozen)).toMatchObject(whole);
    expect(await films.bulk(Object.freeze(frozen.map((film) => ({ save: film }))))).toMatchObject(whole);
    expect(wire.asked.map(([first]) => first)).toEqual([
      'index a',
      'delete a if_seq_no=0 if_primary_term=1',
      'index a',
    ]);
  });

  test('nothing: nothing is sent', async () => {
    const { wire, films } = scene();
    const none = { ...whole, total: 0, succeeded: 0, settled: 0, requests: 0, bytes: 0, missing: 0 };
    async function* nothing(): AsyncGenerator<Film> {
      // Ends at once.
    }
    expect(await films.saveMany([])).toEqual([]);
    expect(await films.saveMany([], { failures: 'collect' })).toMatchObject(none);
    expect(await films.saveMany(new Set<Film>())).toMatchObject(none);
    expect(await films.saveMany(nothing())).toMatchObject(none);
    expect(await films.deleteMany([])).toMatchObject(none);
    expect(await films.bulk([])).toMatchObject(none);
    expect(wire.sent).toEqual([]);
  });
});

describe('that throw', () => {
  const broken = new Error('the cursor is lost');
  function* sync(three: readonly Film[]): Generator<Film> {
    yield* three;
    throw broken;
  }
  async function* later(three: readonly Film[]): AsyncGenerator<Film> {
    await Promise.resolve();
    yield* sync(three);
  }
  test.each([
    ['a generator', sync],
    ['an async generator', later],
    ['a Node stream', (three: readonly Film[]) => Readable.from(sync(three))],
  ] as const)('%s: what it gave before is written, and the result is beside', async (_name, input) => {
    const { wire, films, three } = scene();
    const error = await bulkErrorOf(films.saveMany(input(three), { chunkSize: 2, failures: 'collect' }));
    expect(error.result).toEqual({
      total: 3,
      succeeded: 3,
      missing: 0,
      failed: 0,
      unknown: 0,
      settled: 3,
      retried: 0,
      requests: 2,
      bytes: expect.any(Number) as unknown,
      failures: [],
      hookErrors: [],
    });
    expect(error.cause).toBe(broken);
    expect(error.message).toContain('the input threw');
    expect(error.message).not.toContain('cursor');
    expect(wire.asked).toEqual([['index a', 'index b'], ['index c']]);
  });

  test('at once: nothing is sent', async () => {
    const { wire, films } = scene();
    const error = await bulkErrorOf(films.saveMany(sync([])));
    expect([error.cause, error.result.total, wire.sent]).toEqual([broken, 0, []]);
  });

  test('beside documents that failed: both are told', async () => {
    const { films, film } = scene();
    const error = await bulkErrorOf(films.saveMany(sync([film('a', 1.5), film('b')])));
    expect(error.cause).toBe(broken);
    expect(error.result).toMatchObject({ total: 2, succeeded: 1, failed: 1, settled: 2 });
    expect(error.failures).toMatchObject([{ position: 0, outcome: 'rejected' }]);
  });
});

describe('that hang', () => {
  /** Gives these, and then nothing more, and no end. */
  function hanging(first: readonly Film[]) {
    const told = { returned: 0, next: 0 };
    const values = first.values();
    const iterator: AsyncIterator<Film> = {
      next: () => {
        told.next++;
        const { value, done } = values.next();
        return done === true ? new Promise(() => undefined) : Promise.resolve({ value: value, done: false });
      },
      return: () => {
        told.returned++;
        return new Promise(() => undefined);
      },
    };
    return { told, input: { [Symbol.asyncIterator]: () => iterator } };
  }
  const within = async (call: Promise<unknown>): Promise<BulkError> => {
    const start = performance.now();
    const error = await bulkErrorOf(call);
    expect(performance.now() - start).toBeLessThan(50);
    return error;
  };

  test('do not keep an abort waiting: what was not sent is told, and the input is ended', async () => {
    const { wire, films, three } = scene();
    const { told, input } = hanging(three);
    const controller = new AbortController();
    const saving = films.saveMany(input, { signal: controller.signal });
    saving.catch(() => undefined);
    await settled();
    expect(wire.sent).toEqual([]);
    controller.abort(new Error('enough'));
    const error = await within(saving);
    expect(error.cause).toMatchObject({ code: 'REQUEST_ABORTED', cause: { message: 'enough' } });
    expect(error.result).toMatchObject({ total: 3, succeeded: 0, failed: 3, unknown: 0, settled: 0 });
    expect(error.failures.map(({ outcome, type, status }) => [outcome, type, status])).toEqual(
      Array(3).fill(['rejected', 'not_sent', 0]),
    );
    expect(told).toEqual({ returned: 1, next: 4 });
  });

  test('do not keep a request that fails waiting', async () => {
    const lost = new ElastodmError('CONNECTION_FAILED', { alias: 'default', reason: 'connect ECONNREFUSED' });
    const rewrite = (): never => {
      throw lost;
    };
    const { wire, films, three } = scene({ held: true, rewrite });
    const { told, input } = hanging(three);
    const saving = films.saveMany(input, { chunkSize: 2 });
    saving.catch(() => undefined);
    await settled();
    expect(wire.asked).toEqual([['index a', 'index b']]);
    wire.release();
    const error = await within(saving);
    expect(error.cause).toBe(lost);
    expect(error.result).toMatchObject({ total: 3, succeeded: 0, failed: 3, unknown: 0, requests: 1 });
    expect(error.failures.map(({ position, type }) => [position, type])).toEqual([
      [0, 'CONNECTION_FAILED'],
      [1, 'CONNECTION_FAILED'],
      [2, 'not_sent'],
    ]);
    expect(told.returned).toBe(1);
  });

  test('do not keep a document too many that fails waiting', async () => {
    const { films, film } = scene();
    const { told, input } = hanging([film('a', 1.5), film('b')]);
    const error = await within(films.saveMany(input, { maxFailures: 0 }));
    expect(error.message).toContain('more than 0 failed');
    expect([told.returned, error.result.total]).toEqual([1, 1]);
  });
});

describe('that are stopped', () => {
  test('a generator is ended', async () => {
    const { films, film } = scene();
    const input = counting([film('a', 1.5), film('b'), film('c')]);
    const error = await bulkErrorOf(films.saveMany(input.items, { maxFailures: 0 }));
    expect([input.taken, input.ended, error.result.total]).toEqual([1, true, 1]);
  });

  test('streams are destroyed', async () => {
    const { films, film } = scene();
    const stream = Readable.from([film('a', 1.5), film('b'), film('c')]);
    await rejection(films.saveMany(stream, { maxFailures: 0 }));
    expect(stream.destroyed).toBe(true);
    let reason: unknown;
    const web = new ReadableStream<Film>({
      pull: (controller) => controller.enqueue(film('a', 1.5)),
      cancel: (told) => {
        reason = told ?? 'cancelled';
      },
    });
    await rejection(films.saveMany(web, { maxFailures: 0 }));
    expect(reason).toBe('cancelled');
  });
});

describe('that give what can not be stored', () => {
  const wrong = (film: ReturnType<typeof scene>['film']): Film[] => [film('a'), film('b', 1.5), film('c')];

  test('an array: it is thrown, and nothing is sent', async () => {
    const { wire, films, film } = scene();
    const error = await rejection(films.saveMany(wrong(film)));
    expect(error).toMatchObject({ code: 'DOCUMENT_INVALID_VALUE' });
    expect(wire.sent).toEqual([]);
  });

  test('an array with collected failures, and everything else: it is a failure beside the others', async () => {
    for (const kind of ['array', 'iterable'] as const) {
      const { wire, films, film } = scene();
      const documents = wrong(film);
      const input = kind === 'array' ? documents : documents.values();
      const result = await films.saveMany(input, { failures: 'collect' });
      expect(result).toMatchObject({ total: 3, succeeded: 2, failed: 1, unknown: 0, settled: 3 });
      expect(result.failures).toEqual([
        {
          document: documents[1],
          id: 'b',
          position: 1,
          operation: 'save',
          outcome: 'rejected',
          status: 0,
          type: 'DOCUMENT_INVALID_VALUE',
          reason: expect.stringContaining('year') as unknown,
          error: expect.objectContaining({ code: 'DOCUMENT_INVALID_VALUE' }) as unknown,
        },
      ]);
      expect(wire.asked).toEqual([['index a', 'index c']]);
    }
  });

  test('things that are no documents and no operations', async () => {
    const { wire, films, film } = scene();
    const saved = await films.saveMany([null, 'text', 7, {}, film('a')] as never, { failures: 'collect' });
    expect(saved).toMatchObject({ total: 5, succeeded: 1, failed: 4 });
    expect(saved.failures.map(({ position, type }) => [position, type])).toEqual([
      [0, 'DOCUMENT_WRONG_CLASS'],
      [1, expect.any(String)],
      [2, 'DOCUMENT_WRONG_CLASS'],
      [3, 'DOCUMENT_WRONG_CLASS'],
    ]);
    const operations = [
      null,
      undefined,
      7,
      'x',
      {},
      { save: undefined },
      { remove: film('b') },
      { delete: '' },
    ];
    const done = await films.bulk([...operations, { save: film('c') }] as BulkOperation<Film>[], {
      failures: 'collect',
    });
    expect(done).toMatchObject({ total: 9, succeeded: 1, failed: 8 });
    expect(done.failures.map(({ type }) => type)).toEqual([
      ...Array<string>(5).fill('QUERY_INVALID_VALUE'),
      'DOCUMENT_WRONG_CLASS',
      'QUERY_INVALID_VALUE',
      'DOCUMENT_INVALID_ID',
    ]);
    expect(wire.asked).toEqual([['index a'], ['index c']]);
  });

  test('and that are nothing to iterate over', async () => {
    const { wire, films } = scene();
    for (const input of [7, {}, undefined, null]) {
      const error = await rejection(films.saveMany(input as never));
      expect(error).toBeInstanceOf(Error);
    }
    expect(wire.sent).toEqual([]);
  });
});
