// What came of each document of a bulk write, and of the whole.
import { describe, expect, test } from '@jest/globals';
import { inspect } from 'node:util';
import { BulkError, Document, Id, IndexBlockedError, Integer, Keyword } from 'elastodm';
import type { BulkProgress, ElastodmError } from 'elastodm';
import { failure } from '../../../../src/errors/failure.js';
import { bulkErrorOf, bulkWire, counting, settled, unparsable } from '../../../support/bulk-wire.js';
import type { BulkAnswer, ToldOperation } from '../../../support/bulk-wire.js';
import { rejection, thrown } from '../../../support/failing.js';
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
  function* many(count: number, from = 0): Generator<Film> {
    for (let number = from; number < count; number++) yield films.create({ id: `f${number}`, title: 'x' });
  }
  return { wire, films, many };
}

/** Refuses those of these ids. */
const refusing =
  (...ids: readonly string[]) =>
  ({ about }: ToldOperation): object | undefined =>
    ids.includes(String(about._id)) ? unparsable : undefined;

describe('documents that are refused', () => {
  test('are thrown in the end, when all others are written', async () => {
    const { films, many } = scene({ item: refusing('f1', 'f4') });
    const documents = [...many(6)];
    const error = await bulkErrorOf<Film>(films.saveMany(documents, { chunkSize: 2 }));
    expect(error).toBeInstanceOf(BulkError);
    expect(error.result).toEqual({
      total: 6,
      succeeded: 4,
      missing: 0,
      failed: 2,
      unknown: 0,
      settled: 6,
      retried: 0,
      requests: 3,
      bytes: expect.any(Number) as unknown,
      failures: error.failures,
      hookErrors: [],
    });
    expect(error.failures).toEqual(
      [1, 4].map((position) => ({
        document: documents[position],
        id: `f${position}`,
        position,
        operation: 'save',
        outcome: 'rejected',
        status: 400,
        type: 'document_parsing_exception',
        reason: 'failed to parse field [year] of type [integer]',
      })),
    );
    expect(error.failures[0]!.document).toBe(documents[1]);
    expect(error.cause).toBeUndefined();
    expect(inspect(error, { depth: 5 })).not.toContain('Film {');
    expect(JSON.stringify(error)).not.toContain('"title"');
  });

  test('are returned where failures are collected', async () => {
    const { films, many } = scene({ item: refusing('f1', 'f4') });
    const result = await films.saveMany(many(6), { failures: 'collect', chunkSize: 2 });
    expect(result).toMatchObject({ total: 6, succeeded: 4, failed: 2, settled: 6 });
    expect(result.failures.map(({ position }) => position)).toEqual([1, 4]);
  });

  test('are in the order of the input, whichever request is answered first', async () => {
    const { wire, films, many } = scene({ held: true, item: refusing('f0', 'f3', 'f5') });
    const saving = films.saveMany(many(6), { failures: 'collect', chunkSize: 2 });
    await settled();
    expect(wire.waiting).toBe(3);
    wire.release();
    expect((await saving).failures.map(({ position }) => position)).toEqual([0, 3, 5]);
  });

  test('stop it when they are too many, also where they are collected', async () => {
    const { wire, films, many } = scene({ item: () => unparsable });
    const input = counting(many(1_000));
    const saving = films.saveMany(input.items, {
      failures: 'collect',
      chunkSize: 10,
      concurrency: 1,
      maxFailures: 15,
    });
    const error = await bulkErrorOf(saving);
    expect(error).toMatchObject({ code: 'BULK_FAILED', details: { stopped: 'more than 15 failed' } });
    expect(wire.sent).toHaveLength(2);
    const { total, succeeded, failed, unknown } = error.result;
    expect([total, succeeded, unknown]).toEqual([input.taken, 0, 0]);
    expect(failed).toBe(total);
    expect(input.taken).toBeLessThanOrEqual(31);
    expect(input.ended).toBe(true);
    const types = new Set(error.failures.map(({ type }) => type));
    expect([...types]).toEqual(['document_parsing_exception', 'not_sent']);
  });

  test('are not too many when they are as many as may be', async () => {
    const { films, many } = scene({ item: refusing('f0', 'f1') });
    const result = await films.saveMany(many(100), { failures: 'collect', chunkSize: 10, maxFailures: 2 });
    expect(result).toMatchObject({ total: 100, succeeded: 98, failed: 2 });
  });

  test('are 1,000 at most by default, and of an array any number', async () => {
    const { films, many } = scene({ item: () => unparsable });
    const some = await bulkErrorOf(films.saveMany(many(3_000), { chunkSize: 500, concurrency: 1 }));
    expect(some.message).toContain('more than 1000 failed');
    expect(some.result.total).toBeLessThan(3_000);
    const all = await bulkErrorOf(films.saveMany([...many(3_000)], { chunkSize: 500 }));
    expect(all.result).toMatchObject({ total: 3_000, failed: 3_000, requests: 6 });
    const any = await films.saveMany(many(3_000), { failures: 'collect', maxFailures: Infinity });
    expect(any).toMatchObject({ total: 3_000, failed: 3_000 });
  });
});

describe('requests that fail', () => {
  const lost = failure('WRITE_OUTCOME_UNKNOWN', {
    alias: 'default',
    api: 'bulk',
    reason: 'the connection broke',
  });
  const refused = failure('AUTHORIZATION_FAILED', { alias: 'default', api: 'bulk', reason: 'no' });

  test.each([
    ['unknown', lost],
    ['rejected', refused],
  ] as const)('stop it; the outcome of their documents is %s', async (outcome, cause) => {
    const { wire, films, many } = scene({
      rewrite: (answer, number) => {
        if (number === 1) throw cause;
        return answer;
      },
    });
    const input = counting(many(1_000));
    const saving = films.saveMany(input.items, { failures: 'collect', chunkSize: 3, concurrency: 1 });
    const error = await bulkErrorOf<Film>(saving);
    expect(error).toMatchObject({
      code: 'BULK_FAILED',
      details: { stopped: `a request failed (${cause.code})` },
    });
    expect(error.cause).toBe(cause);
    expect(wire.sent).toHaveLength(2);
    expect(error.result).toMatchObject({ total: input.taken, succeeded: 3, failed: input.taken - 3 });
    expect(error.result.unknown).toBe(outcome === 'unknown' ? 3 : 0);
    expect(error.failures.slice(0, 4).map((one) => [one.position, one.outcome, one.type, one.id])).toEqual([
      [3, outcome, cause.code, 'f3'],
      [4, outcome, cause.code, 'f4'],
      [5, outcome, cause.code, 'f5'],
      [6, 'rejected', 'not_sent', 'f6'],
    ]);
    expect(error.failures.slice(4).every(({ type }) => type === 'not_sent')).toBe(true);
  });

  test('of an array, where it was the only one: are thrown as they are', async () => {
    const { films, many } = scene({
      rewrite: () => {
        throw lost;
      },
    });
    expect(await rejection(films.saveMany([...many(3)]))).toBe(lost);
  });

  test('of an array, where it was one of several: the BulkError says which documents are meant', async () => {
    const { wire, films, many } = scene({
      held: true,
      rewrite: (answer, number) => {
        if (number === 1) throw lost;
        return answer;
      },
    });
    const saving = films.saveMany([...many(20)], { chunkSize: 2, concurrency: 2 });
    saving.catch(() => undefined);
    await settled();
    wire.release();
    const error = await bulkErrorOf(saving);
    expect(error.cause).toBe(lost);
    expect(error.result).toMatchObject({
      succeeded: 2,
      unknown: 2,
      requests: 2,
      settled: expect.any(Number),
    });
    expect(error.result.total).toBe(error.result.succeeded + error.result.failed);
  });

  test('let those that are under way come to their end', async () => {
    const { wire, films, many } = scene({
      held: true,
      rewrite: (answer, number) => {
        if (number === 0) throw lost;
        return answer;
      },
    });
    const saving = films.saveMany(many(100), { chunkSize: 5 });
    saving.catch(() => undefined);
    await settled();
    wire.release(1);
    await settled();
    expect(wire.waiting).toBe(3);
    wire.release();
    const error = await bulkErrorOf(saving);
    expect(error.result).toMatchObject({ succeeded: 15, unknown: 5, requests: 4 });
    expect(error.result.total).toBe(error.result.succeeded + error.result.failed);
  });

  test('a new document whose outcome is unknown keeps the id that it was sent under', async () => {
    const { wire, films } = scene({
      rewrite: (answer, number) => {
        if (number === 0) throw lost;
        return answer;
      },
      other: ({ params }) => ({ _index: 'films', _id: (params as { id: string }).id, found: false }),
    });
    const film = films.create({ title: 'Alien' });
    const error = await bulkErrorOf(films.saveMany([film].values()));
    const [{ id, outcome }] = error.failures as [BulkError['failures'][number]];
    expect([typeof id, outcome, film.id]).toEqual(['string', 'unknown', undefined]);
    await films.saveMany([film].values());
    expect(film.id).toBe(id);
    expect(wire.sent.map(({ api }) => api)).toEqual(['bulk', 'get', 'bulk']);
  });

  test('with ids of the server, it has none', async () => {
    const { films } = scene({
      rewrite: () => {
        throw lost;
      },
    });
    const input = [films.create({ title: 'Alien' })].values();
    const error = await bulkErrorOf(films.saveMany(input, { ids: 'server' }));
    expect(error.failures).toMatchObject([{ id: undefined, outcome: 'unknown' }]);
  });

  test('by a mistake that is no failure of a server are thrown as the cause', async () => {
    const mistake = new TypeError('x is not a function');
    const { films, many } = scene({
      rewrite: () => {
        throw mistake;
      },
    });
    const error = await bulkErrorOf(films.saveMany(many(3)));
    expect(error.cause).toBe(mistake);
    expect(error.result).toMatchObject({ total: 3, failed: 3 });
  });
});

describe('an index that takes no writes', () => {
  test.each([
    [429, 'index [films] blocked by: [TOO_MANY_REQUESTS/12/disk usage exceeded flood-stage watermark];'],
    [403, 'index [films] blocked by: [FORBIDDEN/8/index write (api)];'],
  ])('stops it (%i)', async (status, reason) => {
    const blocked = { status, error: { type: 'cluster_block_exception', reason } };
    const { wire, films, many } = scene({ item: ({ about }) => (about._id === 'f4' ? blocked : undefined) });
    const input = counting(many(1_000));
    const saving = films.saveMany(input.items, { failures: 'collect', chunkSize: 3, concurrency: 1 });
    const error = await bulkErrorOf(saving);
    expect(error).toMatchObject({ code: 'BULK_FAILED', details: { stopped: 'the index takes no writes' } });
    expect(error.cause).toBeInstanceOf(IndexBlockedError);
    expect(error.cause).toMatchObject({ code: 'INDEX_BLOCKED', details: { index: 'films', reason } });
    expect(wire.sent).toHaveLength(2);
    expect(error.result).toMatchObject({ succeeded: 5, unknown: 0 });
    expect(error.failures[0]).toMatchObject({ position: 4, status, type: 'cluster_block_exception', reason });
    expect(error.result.total).toBe(error.result.succeeded + error.result.failed);
  });
});

describe('requests that are too large', () => {
  const tooLarge = (): ElastodmError =>
    failure('REQUEST_REFUSED', {
      alias: 'default',
      api: 'bulk',
      status: 413,
      type: 'x',
      reason: 'too large',
    });
  /** Takes no request of more bytes than these. */
  const limited =
    (limit: number) =>
    (wire: () => { readonly params: unknown }) =>
    (answer: BulkAnswer): BulkAnswer => {
      const { operations } = wire().params as { readonly operations: readonly string[] };
      if (Buffer.byteLength(operations.join('\n')) + 1 > limit) throw tooLarge();
      return answer;
    };

  test('are halved until they are taken, and those that follow are smaller', async () => {
    const { wire, films, many } = scene({
      rewrite: (answer) => limited(200)(() => wire.sent.at(-1)!)(answer),
    });
    const result = await films.saveMany(many(40), { chunkSize: 16, concurrency: 1 });
    expect(result).toMatchObject({ total: 40, succeeded: 40, failed: 0 });
    const ids = wire.asked.filter(({ length }) => length <= 5).flat();
    expect(ids).toEqual([...many(40)].map(({ id }) => `index ${id}`));
    expect(wire.asked.slice(0, 3).map(({ length }) => length)).toEqual([16, 8, 4]);
    expect(wire.asked.slice(-4).every(({ length }) => length <= 5)).toBe(true);
  });

  test('of one document refuse that document alone', async () => {
    const { wire, films, many } = scene({
      rewrite: (answer) => limited(200)(() => wire.sent.at(-1)!)(answer),
    });
    const documents = [...many(6)];
    documents[2]!.title = 'x'.repeat(500);
    const result = await films.saveMany(documents, { failures: 'collect' });
    expect(result).toMatchObject({ total: 6, succeeded: 5, failed: 1 });
    expect(result.failures).toMatchObject([
      {
        document: documents[2],
        position: 2,
        id: 'f2',
        outcome: 'rejected',
        status: 413,
        type: 'REQUEST_REFUSED',
      },
    ]);
  });
});

describe('answers that do not fit', () => {
  const spoils: readonly [string, (answer: BulkAnswer) => unknown][] = [
    ['one item too few', (answer) => ({ ...answer, items: answer.items.slice(1) })],
    ['one item too many', (answer) => ({ ...answer, items: [...answer.items, ...answer.items.slice(0, 1)] })],
    ['another order', (answer) => ({ ...answer, items: answer.items.toReversed() })],
    ['no items', ({ took, errors }) => ({ took, errors })],
    ['nothing', () => undefined],
    ['items that say nothing', (answer) => ({ ...answer, items: answer.items.map(() => ({})) })],
  ];
  test.each(spoils)('%s: the outcome of all of them is unknown, and it stops', async (_name, spoil) => {
    const { wire, films, many } = scene({
      rewrite: (answer, number) => (number === 1 ? spoil(answer) : answer),
    });
    const saving = films.saveMany(many(20), { failures: 'collect', chunkSize: 3, concurrency: 1 });
    const error = await bulkErrorOf(saving);
    expect(error.cause).toMatchObject({ code: 'WRITE_OUTCOME_UNKNOWN' });
    expect(wire.sent).toHaveLength(2);
    expect(error.result).toMatchObject({ succeeded: 3, unknown: 3 });
    expect(
      error.failures.filter(({ outcome }) => outcome === 'unknown').map(({ position }) => position),
    ).toEqual([3, 4, 5]);
  });

  test('items without ids, where the server was to make them: unknown', async () => {
    const { films } = scene({
      rewrite: (answer) => ({ ...answer, items: answer.items.map(() => ({ create: { status: 201 } })) }),
    });
    const input = [films.create({ title: 'x' })].values();
    const error = await bulkErrorOf(films.saveMany(input, { ids: 'server' }));
    expect(error.failures).toMatchObject([{ outcome: 'unknown', id: undefined }]);
  });
});

describe('progress', () => {
  test('is told after each request, and says how far all is done', async () => {
    const { wire, films, many } = scene({ held: true, item: refusing('f1') });
    const told: BulkProgress[] = [];
    const saving = films.saveMany(many(7), {
      failures: 'collect',
      chunkSize: 2,
      concurrency: 2,
      onProgress: (progress) => told.push(progress),
    });
    for (let step = 0; step < 4; step++) {
      await settled();
      wire.release(1);
    }
    await settled();
    expect(
      told.map(({ total, succeeded, failed, settled: done, requests, underWay }) => [
        total,
        succeeded,
        failed,
        done,
        requests,
        underWay,
      ]),
    ).toEqual([
      [7, 1, 1, 2, 2, 1],
      [7, 3, 1, 4, 3, 1],
      [7, 5, 1, 6, 4, 1],
      [7, 6, 1, 7, 4, 0],
    ]);
    expect(told[0]).toEqual({
      total: 7,
      succeeded: 1,
      missing: 0,
      failed: 1,
      unknown: 0,
      settled: 2,
      retried: 0,
      requests: 2,
      bytes: expect.any(Number) as unknown,
      underWay: 1,
    });
    await saving;
  });

  test('does not pass what is not done yet, whichever request is answered first', async () => {
    let first: (() => void) | undefined;
    const wire = bulkWire({
      rewrite: (answer, number) =>
        number === 0 ? new Promise((resolve) => (first = () => resolve(answer))) : answer,
    });
    const films = repositoryOn(Film, wire);
    const told: number[] = [];
    const documents = Array.from({ length: 8 }, (_, number) =>
      films.create({ id: `f${number}`, title: 'x' }),
    );
    const saving = films.saveMany(documents.values(), {
      chunkSize: 2,
      onProgress: ({ settled: done }) => told.push(done),
    });
    await settled();
    expect(told).toEqual([0, 0, 0]);
    first?.();
    await saving;
    expect(told.at(-1)).toBe(8);
  });

  test('does not pass what waits for an earlier operation on its document, or for a hook', async () => {
    const { wire, films } = scene({ held: true });
    const film = films.create({ id: 'a', title: 'x' });
    const told: number[] = [];
    const saving = films.saveMany([film, film].values(), {
      onProgress: ({ settled: done }) => told.push(done),
    });
    await settled();
    wire.release();
    await saving;
    expect(told).toEqual([1, 2]);
  });

  test('that throws stops it: nothing more is sent, and what was done is told', async () => {
    const { wire, films, many } = scene();
    const mistake = new Error('no such window');
    const saving = films.saveMany(many(100), {
      chunkSize: 2,
      concurrency: 1,
      onProgress: () => {
        throw mistake;
      },
    });
    const error = await bulkErrorOf(saving);
    expect(error.cause).toBe(mistake);
    expect(error.message).toContain('`onProgress` threw');
    expect([wire.sent.length, error.result.succeeded]).toEqual([1, 2]);
  });
});

describe('options that are wrong', () => {
  test.each([
    ['chunkBytes', 0],
    ['chunkBytes', 1.5],
    ['chunkSize', 0],
    ['chunkSize', NaN],
    ['chunkSize', '10'],
    ['concurrency', 0],
    ['concurrency', Infinity],
    ['retries', -1],
    ['retries', null],
    ['maxFailures', -1],
    ['maxFailures', 'none'],
  ])('%s: %p is refused, and nothing is read or sent', async (name, value) => {
    const { wire, films, many } = scene();
    const input = counting(many(3));
    const options = { [name]: value };
    for (const call of [
      () => films.saveMany(input.items, options),
      () => films.saveMany([...many(1)], options),
      () => films.deleteMany(['a'], options),
      () => films.bulk([{ delete: 'a' }], options),
    ]) {
      expect(await rejection(call() as Promise<unknown>)).toMatchObject({
        code: 'QUERY_INVALID_VALUE',
        details: { className: 'Film', path: name },
      });
    }
    expect(thrown(() => films.createBulkWriter(options))).toMatchObject({ code: 'QUERY_INVALID_VALUE' });
    expect([input.taken, wire.sent.length]).toEqual([0, 0]);
  });
});
