// Faults in the middle of a bulk write of several requests, and what must come of them: more rows of the table.
import { expect } from '@jest/globals';
import { BulkError } from 'elastodm';
import type { BulkOptions } from 'elastodm';
import type { FaultCase, FaultStage } from './fault-cases.js';
import { failureOf } from './fault-scene.js';
import type { Film } from './fault-scene.js';
import type { JsonObject } from './fault-server/store.js';

const oneAfterAnother: BulkOptions = { chunkSize: 2, concurrency: 1 };

/** New films, from a generator. */
function* filmsOf({ film }: FaultStage, ...titles: readonly string[]): Generator<Film> {
  for (const title of titles) yield film(title);
}
/** Films with ids of their own: `a` has the id `film-a`. */
function* named({ film }: FaultStage, letters: string): Generator<Film> {
  for (const letter of letters) yield film(letter, `film-${letter}`);
}
const inIndex = (letters: string): Record<string, string> =>
  Object.fromEntries(letters.split('').map((letter) => [`film-${letter}`, letter]));
const request = (letters: string): string =>
  `POST _bulk ${letters
    .split('')
    .map((letter) => `index film-${letter}`)
    .join(', ')}`;

async function bulkErrorOf(call: Promise<unknown>): Promise<BulkError> {
  const error = await failureOf(call);
  if (error instanceof BulkError) return error as BulkError;
  throw error;
}

/** Each outcome in short: `film-a unknown`. */
const outcomes = ({ failures }: BulkError): readonly string[] =>
  failures.map(
    ({ id, position, outcome }) => `${id?.startsWith('film-') === true ? id : position} ${outcome}`,
  );

const lostAnswers: readonly FaultCase[] = [
  {
    row: 1,
    name: 'a bulk write whose second request is done and not answered: it is sent again, and all is written once',
    faults: [{ action: 'reset', apply: true, skip: 1 }],
    cuts: [{ kind: 'cut', skip: 1 }],
    act: async (stage) => {
      const result = await stage.films.saveMany(filmsOf(stage, 'A', 'B', 'C', 'D', 'E'), oneAfterAnother);
      expect(result).toMatchObject({ total: 5, succeeded: 5, failed: 0, settled: 5, requests: 3 });
    },
    sent: [
      'POST _bulk create {1}, create {2}',
      'POST _bulk create {3}, create {4}',
      'POST _bulk create {3}, create {4}',
      'POST _mget {3}, {4}',
      'POST _bulk create {5}',
    ],
    waits: [100],
    retries: ['broken'],
    stored: { '{1}': 'A', '{2}': 'B', '{3}': 'C', '{4}': 'D', '{5}': 'E' },
  },
  {
    row: 3,
    name: 'a bulk write whose second request does not arrive: it is sent again',
    faults: [{ action: 'reset', skip: 1 }],
    cuts: [{ kind: 'cut', after: 'before', skip: 1 }],
    act: async (stage) => {
      const result = await stage.films.saveMany(filmsOf(stage, 'A', 'B', 'C'), oneAfterAnother);
      expect(result).toMatchObject({ total: 3, succeeded: 3 });
    },
    sent: ['POST _bulk create {1}, create {2}', 'POST _bulk create {3}', 'POST _bulk create {3}'],
    waits: [100],
    retries: ['broken'],
    stored: { '{1}': 'A', '{2}': 'B', '{3}': 'C' },
  },
  {
    row: 1,
    name: 'a bulk write whose second request is never answered: it stops, and says which documents are unknown',
    faults: [{ action: 'reset', apply: true, skip: 1, times: Infinity }],
    cuts: [{ kind: 'cut', skip: 1, times: Infinity }],
    act: async (stage) => {
      const saving = stage.films.saveMany(named(stage, 'abcdefghij'), { ...oneAfterAnother, retries: 2 });
      const error = await bulkErrorOf(saving);
      expect(error.cause).toMatchObject({ code: 'WRITE_OUTCOME_UNKNOWN' });
      expect(error.result).toMatchObject({ succeeded: 2, unknown: 2 });
      expect(outcomes(error).slice(0, 3)).toEqual(['film-c unknown', 'film-d unknown', 'film-e rejected']);
      expect(error.result.total).toBe(2 + error.failures.length);
      stage.heal();
    },
    // At least as often as the connection says.
    sent: [request('ab'), ...Array<string>(4).fill(request('cd'))],
    waits: [100, 200, 400],
    retries: ['broken', 'broken', 'broken'],
    stored: inIndex('abcd'),
  },
  {
    row: 2,
    name: 'a bulk write with ids of the server whose answer is lost: it is not repeated, and unknown',
    faults: [{ action: 'reset', apply: true, skip: 1 }],
    cuts: [{ kind: 'cut', skip: 1 }],
    act: async (stage) => {
      const input = [...filmsOf(stage, 'A', 'B', 'C', 'D')];
      const saving = stage.films.saveMany(input.values(), { ...oneAfterAnother, ids: 'server' });
      const error = await bulkErrorOf(saving);
      expect(outcomes(error)).toEqual(['2 unknown', '3 unknown']);
      expect(input.map(({ id }) => typeof id)).toEqual(['string', 'string', 'undefined', 'undefined']);
      expect(error.failures.map(({ id }) => id)).toEqual([undefined, undefined]);
    },
    sent: ['POST _bulk create {}, create {}', 'POST _bulk create {}, create {}'],
    waits: [],
    retries: [],
    stored: { '{1}': 'A', '{2}': 'B', '{3}': 'C', '{4}': 'D' },
  },
  {
    row: 3,
    name: 'a bulk write with ids of the server that meets a full queue: that is sent again, it was not done',
    faults: [{ action: 'reject-items', items: [1] }],
    act: async (stage) => {
      const result = await stage.films.saveMany(filmsOf(stage, 'A', 'B'), { ids: 'server' });
      expect(result).toMatchObject({ succeeded: 2, retried: 1 });
    },
    sent: ['POST _bulk create {}, create {}', 'POST _bulk create {}'],
    waits: [100],
    retries: [429],
    stored: { '{1}': 'A', '{2}': 'B' },
  },
  {
    row: 1,
    name: 'a bulk write of a node that comes back late: repeated as often as it takes',
    faults: [{ action: 'reset', times: 7 }],
    cuts: [{ kind: 'cut', after: 'before', times: 7 }],
    act: async (stage) => {
      expect(await stage.films.saveMany(named(stage, 'ab'))).toMatchObject({ succeeded: 2, requests: 1 });
    },
    sent: Array<string>(8).fill(request('ab')),
    waits: [100, 200, 400, 800, 1_600, 3_200, 5_000],
    retries: Array<string>(7).fill('broken'),
    stored: inIndex('ab'),
  },
  {
    row: 1,
    name: 'a bulk writer: the answer is lost, and the rest follows',
    faults: [{ action: 'reset', apply: true }],
    cuts: [{ kind: 'cut' }],
    act: async (stage) => {
      await using writer = stage.films.createBulkWriter(oneAfterAnother);
      for (const film of filmsOf(stage, 'A', 'B', 'C')) await writer.save(film);
      expect(await writer.close()).toMatchObject({ total: 3, succeeded: 3 });
    },
    sent: [
      'POST _bulk create {1}, create {2}',
      'POST _bulk create {1}, create {2}',
      'POST _mget {1}, {2}',
      'POST _bulk create {3}',
    ],
    waits: [100],
    retries: ['broken'],
    stored: { '{1}': 'A', '{2}': 'B', '{3}': 'C' },
  },
];

const prepareTwo: FaultCase['prepare'] = ({ films, film }) =>
  films.saveMany([film('a', 'film-a'), film('b', 'film-b')]);
const deletions: readonly FaultCase[] = [
  {
    row: 1,
    name: 'a bulk deletion of ids is done and not answered: what the repetition does not find was deleted',
    faults: [{ action: 'reset', apply: true }],
    cuts: [{ kind: 'cut' }],
    prepare: prepareTwo,
    act: async ({ films }) => {
      const result = await films.deleteMany(['film-a', 'film-b']);
      expect(result).toMatchObject({ total: 2, succeeded: 2, missing: 0, failed: 0 });
      expect(await films.deleteMany(['film-a'])).toMatchObject({ succeeded: 0, missing: 1, failed: 0 });
    },
    sent: [
      'POST _bulk delete film-a, delete film-b',
      'POST _bulk delete film-a, delete film-b',
      'POST _bulk delete film-a',
    ],
    waits: [100],
    retries: ['broken'],
    stored: {},
  },
  {
    row: 1,
    name: 'a bulk deletion of documents is done and not answered: those that are not there any more were deleted',
    faults: [{ action: 'reset', apply: true }],
    cuts: [{ kind: 'cut' }],
    prepare: prepareTwo,
    act: async ({ films }, documents) => {
      const result = await films.deleteMany(documents);
      expect(result).toMatchObject({ total: 2, succeeded: 2, missing: 0, failed: 0 });
    },
    sent: [
      'POST _bulk delete film-a if_seq_no=0, delete film-b if_seq_no=1',
      'POST _bulk delete film-a if_seq_no=0, delete film-b if_seq_no=1',
      'POST _mget film-a, film-b',
    ],
    waits: [100],
    retries: ['broken'],
    stored: {},
  },
  {
    row: 4,
    name: 'a bulk deletion does not arrive, and somebody changes a document: that one is a conflict',
    faults: [{ action: 'reset' }],
    cuts: [{ kind: 'cut', after: 'before' }],
    prepare: prepareTwo,
    act: async (stage, documents) => {
      stage.clock.holdWaits = true;
      const deleting = stage.films.deleteMany(documents, { failures: 'collect' });
      await stage.received(1);
      await stage.change('film-a');
      stage.clock.holdWaits = false;
      const { failures, ...counts } = await deleting;
      expect(counts).toMatchObject({ succeeded: 1, missing: 0, failed: 1, unknown: 0 });
      expect(failures).toMatchObject([{ id: 'film-a', status: 409, outcome: 'rejected' }]);
    },
    sent: [
      'POST _bulk delete film-a if_seq_no=0, delete film-b if_seq_no=1',
      'POST _bulk delete film-a if_seq_no=0, delete film-b if_seq_no=1',
      'POST _mget film-a',
    ],
    waits: [100],
    retries: ['broken'],
    stored: { 'film-a': 'changed' },
  },
];

const fullQueues: readonly FaultCase[] = [
  {
    row: 8,
    name: 'documents that meet a full queue are sent again alone, after growing pauses, and in smaller requests',
    faults: [
      { action: 'reject-items', items: [1, 2] },
      { action: 'reject-items', items: [0] },
    ],
    act: async (stage) => {
      const input = named(stage, 'abcdefgh');
      const result = await stage.films.saveMany(input, { chunkSize: 4, concurrency: 1 });
      expect(result).toMatchObject({ total: 8, succeeded: 8, failed: 0, retried: 3, requests: 2 });
    },
    // The second time half as many are sent at once, or fewer.
    sent: [request('abcd'), request('bc'), request('b'), request('efgh')],
    waits: [100, 200],
    retries: [429, 429],
    stored: inIndex('abcdefgh'),
  },
  {
    row: 8,
    name: 'documents that meet a full queue as often as may be are told, the others are written',
    faults: [
      { action: 'reject-items', items: [1] },
      { action: 'reject-items', items: [0], times: Infinity },
    ],
    act: async (stage) => {
      const result = await stage.films.saveMany(named(stage, 'abc'), { retries: 4, failures: 'collect' });
      expect(result).toMatchObject({ total: 3, succeeded: 2, failed: 1, unknown: 0, retried: 4 });
      expect(result.failures).toMatchObject([{ id: 'film-b', status: 429, outcome: 'rejected' }]);
      stage.heal();
    },
    sent: [request('abc'), ...Array<string>(4).fill(request('b'))],
    waits: [100, 200, 400, 800],
    retries: [429, 429, 429, 429],
    stored: inIndex('ac'),
  },
  {
    row: 8,
    name: 'no pause goes beyond the time of the request',
    faults: [
      { action: 'reject-items', items: [0] },
      { action: 'reject-items', items: [0], times: Infinity },
    ],
    act: async (stage) => {
      const options = { timeout: 1_000, failures: 'collect' } as const;
      const result = await stage.films.saveMany(named(stage, 'ab'), options);
      expect(result).toMatchObject({ succeeded: 1, failed: 1, unknown: 0, retried: 3 });
      stage.heal();
    },
    sent: [request('ab'), request('a'), request('a'), request('a')],
    waits: [100, 200, 400],
    retries: [429, 429, 429],
    stored: inIndex('b'),
  },
];

const refusedAgain: readonly FaultCase[] = [
  {
    row: 28,
    name: 'documents that met a full queue are sent again, and the answer does not speak of them: unknown',
    faults: [
      { action: 'reject-items', items: [0] },
      { action: 'rewrite', answer: (body) => ({ ...body, items: [] }) },
    ],
    act: async (stage) => {
      const { failures } = await stage.films.saveMany(named(stage, 'ab'), { failures: 'collect' });
      expect(failures).toMatchObject([
        { id: 'film-a', outcome: 'unknown', type: 'write_outcome_unknown', position: 0 },
      ]);
    },
    sent: [request('ab'), request('a')],
    waits: [100],
    retries: [429],
    stored: inIndex('ab'),
  },
  {
    row: 28,
    name: 'documents that met a full queue are sent again, and the answer speaks of deletions: unknown',
    faults: [
      { action: 'reject-items', items: [0] },
      {
        action: 'rewrite',
        answer: (body) => ({
          ...body,
          items: (body.items as JsonObject[]).map(({ index }) => ({ delete: index })),
        }),
      },
    ],
    act: async (stage) => {
      const { failures } = await stage.films.saveMany(named(stage, 'ab'), { failures: 'collect' });
      expect(failures).toMatchObject([{ id: 'film-a', outcome: 'unknown', type: 'write_outcome_unknown' }]);
    },
    sent: [request('ab'), request('a')],
    waits: [100],
    retries: [429],
    stored: inIndex('ab'),
  },
  {
    row: 8,
    name: 'a bulk write is aborted while documents that met a full queue are sent again: these are unknown',
    faults: [
      { action: 'reject-items', items: [0] },
      { action: 'hang', apply: true },
    ],
    act: async (stage) => {
      const controller = new AbortController();
      const { signal } = controller;
      const aborting = stage.received(2).then(() => controller.abort());
      const error = await bulkErrorOf(stage.films.saveMany(named(stage, 'ab'), { signal }));
      await aborting;
      expect(outcomes(error)).toEqual(['film-a unknown']);
      expect(error.result).toMatchObject({ total: 2, succeeded: 1, unknown: 1 });
    },
    sent: [request('ab'), request('a')],
    waits: [100],
    retries: [429],
    stored: inIndex('ab'),
  },
  ...[undefined, '<html><h1>413 Request Entity Too Large</h1></html>'].map((body): FaultCase => ({
    row: 1,
    name: `the answer to a bulk request is lost, and its repetition is too large for a gateway${body === undefined ? '' : ' with a page'}: unknown`,
    faults: [
      { action: 'reset', apply: true },
      { action: 'status', status: 413, body },
    ],
    act: async (stage) => {
      const error = await bulkErrorOf(stage.films.saveMany(named(stage, 'ab')));
      expect(outcomes(error)).toEqual(['film-a unknown', 'film-b unknown']);
    },
    sent: [request('ab'), request('ab')],
    waits: [100],
    retries: ['broken'],
    stored: inIndex('ab'),
  })),
];

/** The answer to a bulk of `index` operations, with other items. */
const rewritten = (items: (items: JsonObject[]) => unknown) => (body: JsonObject) => ({
  ...body,
  items: items(body.items as JsonObject[]),
});

const strangeAnswers: readonly FaultCase[] = [
  ...(
    [
      ['has one item too few', rewritten((items) => items.slice(1))],
      ['has an item about another document', rewritten((items) => items.toReversed())],
      ['has no items', rewritten(() => undefined)],
    ] as const
  ).map(([name, answer]): FaultCase => ({
    row: 28,
    name: `the answer to the second request of a bulk write ${name}: its documents are unknown, and it stops`,
    faults: [{ action: 'rewrite', answer, skip: 1 }],
    act: async (stage) => {
      const error = await bulkErrorOf(stage.films.saveMany(named(stage, 'abcdefgh'), oneAfterAnother));
      expect(error.cause).toMatchObject({ code: 'WRITE_OUTCOME_UNKNOWN' });
      expect(outcomes(error).slice(0, 3)).toEqual(['film-c unknown', 'film-d unknown', 'film-e rejected']);
    },
    sent: [request('ab'), request('cd')],
    waits: [],
    retries: [],
    stored: inIndex('abcd'),
  })),
  {
    row: 18,
    name: 'the answer to the second request of a bulk write is too large: its documents are unknown',
    faults: [{ action: 'huge', bytes: 8 * 1024 * 1024, apply: true, skip: 1 }],
    options: { client: { maxResponseSize: 1_000_000 } },
    act: async (stage) => {
      const error = await bulkErrorOf(stage.films.saveMany(named(stage, 'abcdefgh'), oneAfterAnother));
      expect(error.cause).toMatchObject({
        code: 'WRITE_OUTCOME_UNKNOWN',
        cause: { code: 'RESPONSE_TOO_LARGE' },
      });
      expect(outcomes(error).slice(0, 3)).toEqual(['film-c unknown', 'film-d unknown', 'film-e rejected']);
    },
    sent: [request('ab'), request('cd')],
    waits: [],
    retries: [],
    stored: inIndex('abcd'),
  },
];

const refusals: readonly FaultCase[] = [
  {
    row: 20,
    name: 'a document that does not fit its field among good ones: it alone is refused',
    faults: [
      {
        action: 'rewrite',
        apply: true,
        answer: (body) => ({
          ...body,
          errors: true,
          items: (body.items as JsonObject[]).map((item, place) =>
            place !== 1
              ? item
              : {
                  index: {
                    _index: 'films',
                    _id: 'film-b',
                    status: 400,
                    error: {
                      type: 'document_parsing_exception',
                      reason: '[1:2] failed to parse field [year]',
                    },
                  },
                },
          ),
        }),
      },
    ],
    act: async (stage) => {
      const error = await bulkErrorOf(stage.films.saveMany(named(stage, 'abc')));
      expect(error.cause).toBeUndefined();
      expect(error.failures).toMatchObject([
        { id: 'film-b', position: 1, status: 400, outcome: 'rejected', type: 'document_parsing_exception' },
      ]);
      expect(error.result).toMatchObject({ total: 3, succeeded: 2, failed: 1 });
    },
    sent: [request('abc')],
    waits: [],
    retries: [],
    stored: inIndex('abc'),
  },
  {
    row: 21,
    name: 'an index that takes no writes any more stops a bulk write at once, with no retries',
    faults: [
      {
        action: 'rewrite',
        apply: false,
        skip: 1,
        answer: (body) => ({
          ...body,
          errors: true,
          items: (body.items as JsonObject[]).map(({ index }) => ({
            index: {
              _index: 'films',
              _id: (index as JsonObject)._id,
              status: 429,
              error: {
                type: 'cluster_block_exception',
                reason: 'index [films] blocked by: [TOO_MANY_REQUESTS/12/disk usage exceeded];',
              },
            },
          })),
        }),
      },
    ],
    act: async (stage) => {
      const error = await bulkErrorOf(stage.films.saveMany(named(stage, 'abcdefgh'), oneAfterAnother));
      expect(error.cause).toMatchObject({ code: 'INDEX_BLOCKED', name: 'IndexBlockedError' });
      expect(error.result).toMatchObject({ succeeded: 2, unknown: 0, requests: 2 });
      expect(outcomes(error).every((outcome) => outcome.endsWith('rejected'))).toBe(true);
    },
    sent: [request('ab'), request('cd')],
    waits: [],
    retries: [],
    stored: inIndex('ab'),
  },
];

/** All cases of bulk writes. */
export const bulkFaultCases: readonly FaultCase[] = [
  ...lostAnswers,
  ...deletions,
  ...fullQueues,
  ...refusedAgain,
  ...strangeAnswers,
  ...refusals,
];
