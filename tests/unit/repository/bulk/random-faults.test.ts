// Any faults during any bulk writes: each document ends once, as what it is; nothing is stored twice.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { BulkError } from 'elastodm';
import type { BulkOperation, BulkOptions, BulkResult } from 'elastodm';
import { fakeClock } from '../../../support/fake-clock.js';
import { failureOf, setScene } from '../../../support/fault-scene.js';
import type { Film, Scene } from '../../../support/fault-scene.js';
import { startFaultServer } from '../../../support/fault-server.js';
import type { FaultServer } from '../../../support/fault-server.js';
import type { FailPoint } from '../../../support/fault-server/fail-point.js';
import type { JsonObject } from '../../../support/fault-server/store.js';

let server: FaultServer;
beforeAll(async () => {
  server = await startFaultServer();
});
afterAll(() => server.close());

const bothWays = (point: FailPoint): FailPoint[] => [
  { ...point, apply: true },
  { ...point, apply: false },
];
const faults: readonly FailPoint[] = [
  ...bothWays({ action: 'reset' }),
  ...bothWays({ action: 'status', status: 502, body: '<html>' }),
  ...bothWays({ action: 'status', status: 504, body: '<html>' }),
  ...bothWays({ action: 'invalid-json' }),
  ...bothWays({ action: 'html' }),
  { action: 'reset-before-read' },
  { action: 'reset-mid-response' },
  { action: 'truncate' },
  { action: 'gzip-cut' },
  { action: 'stall' },
  ...bothWays({ action: 'hang' }),
  { action: 'status', status: 429 },
  { action: 'status', status: 503 },
  { action: 'status', status: 401 },
  { action: 'status', status: 413 },
  { action: 'reject-items', items: [0] },
  { action: 'reject-items', items: [1, 2, 5] },
  { action: 'reject-items', items: [0, 1, 2, 3, 4, 5, 6, 7] },
  {
    action: 'rewrite',
    answer: (body) => ({ ...body, items: (body.items as JsonObject[] | undefined)?.slice(1) }),
  },
];

const trouble = fc.array(
  fc.record({
    fault: fc.constantFrom(...faults),
    times: fc.integer({ min: 1, max: 5 }),
    skip: fc.integer({ min: 0, max: 6 }),
  }),
  { maxLength: 4 },
);
const options = fc.record({
  chunkSize: fc.integer({ min: 1, max: 8 }),
  chunkBytes: fc.constantFrom(100, 300, 1_048_576),
  concurrency: fc.integer({ min: 1, max: 4 }),
  retries: fc.integer({ min: 0, max: 4 }),
  failures: fc.constantFrom('collect' as const, 'throw' as const),
});
const way = fc.constantFrom('array', 'generator', 'async', 'writer');

/** What came of a write, whether it is thrown or returned; an array tells nothing where all succeeded. */
async function resultOf(
  call: Promise<unknown>,
  total: number,
): Promise<BulkResult<Film | undefined> | 'lost'> {
  const counts = { missing: 0, retried: 0, requests: 0, bytes: 0, settled: total, hookErrors: [] };
  try {
    const value = await call;
    if (!Array.isArray(value)) return value as BulkResult<Film>;
    return { ...counts, total, succeeded: total, failed: 0, unknown: 0, failures: [] };
  } catch (error) {
    if (error instanceof BulkError) return (error as BulkError<Film>).result;
    // The only request of an array failed as a whole.
    const { code } = await failureOf(call);
    if (code === 'WRITE_OUTCOME_UNKNOWN') return 'lost';
    return { ...counts, total, succeeded: 0, failed: total, unknown: 0, failures: [] };
  }
}

async function write(
  { films }: Scene,
  documents: readonly Film[],
  how: string,
  said: BulkOptions,
): Promise<unknown> {
  if (how === 'array') return films.saveMany(documents, said);
  if (how === 'generator') return films.saveMany(documents.values(), said);
  if (how === 'async') return films.saveMany(ReadableStream.from(documents), said);
  const writer = films.createBulkWriter(said);
  const taken = await Promise.allSettled(documents.map((document) => writer.save(document)));
  expect(taken.every(({ status }) => status === 'fulfilled')).toBe(true);
  return writer.close();
}

function world(set: readonly { fault: FailPoint; times: number; skip: number }[]) {
  server.heal();
  server.deliveries.length = 0;
  const clock = fakeClock();
  const index = `films-${++runs}`;
  server.store.createIndex(index);
  const scene = setScene({ hosts: server.url, clock, index, timeout: 20_000 });
  for (const { fault, times, skip } of set) server.failNext({ ...fault, times, skip, match: '_bulk' });
  let isOver = false;
  // Where an answer never ends, its time must pass.
  const hurry = (async () => {
    while (!isOver) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      if (clock.pending > 0) await clock.advance(1_000);
    }
  })();
  const end = async (): Promise<void> => {
    isOver = true;
    await hurry;
    server.heal();
    await scene[Symbol.asyncDispose]();
  };
  return { scene, index, end };
}
let runs = 0;

test.each(['client', 'server'] as const)(
  'with ids of the %s',
  async (ids) => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 30 }),
        options,
        way,
        trouble,
        async (count, said, how, set) => {
          const { scene, index, end } = world(set);
          try {
            const documents = Array.from({ length: count }, (_, number) =>
              scene.films.create({ title: `f${number}` }),
            );
            const result = await resultOf(write(scene, documents, how, { ...said, ids }), count);
            const stored = [...server.documents(index)];
            const titles = stored.map(([, { source }]) => String(source.title));
            // Nothing is stored twice, or was written twice.
            expect(new Set(titles).size).toBe(titles.length);
            expect(stored.filter(([, { version }]) => version !== 1)).toEqual([]);
            if (result === 'lost') return;

            const { total, succeeded, failed, unknown, failures } = result;
            expect(succeeded + failed).toBe(total);
            expect(total).toBeLessThanOrEqual(count);
            if (failures.length === 0 && failed > 0) {
              expect(titles).toEqual([]);
              return;
            }
            expect(failures).toHaveLength(failed);
            expect(failures.filter(({ outcome }) => outcome === 'unknown')).toHaveLength(unknown);
            const failedOf = new Map(failures.map((failure) => [failure.position, failure]));
            expect(failedOf.size).toBe(failed);
            for (const [position, document] of documents.entries()) {
              const failure = failedOf.get(position);
              const isStored = titles.includes(document.title);
              if (failure !== undefined) expect(failure.document).toBe(document);
              const outcome = position >= total ? 'not taken' : (failure?.outcome ?? 'ok');
              if (outcome === 'ok') {
                expect([position, isStored]).toEqual([position, true]);
                expect(server.documents(index).get(document.id!)?.source.title).toBe(document.title);
              } else if (outcome !== 'unknown') {
                expect([position, outcome, isStored, document.id]).toEqual([
                  position,
                  outcome,
                  false,
                  undefined,
                ]);
              }
            }
          } finally {
            await end();
          }
        },
      ),
      { numRuns: 60 },
    );
  },
  120_000,
);

test('what is done to one document is done in order, whatever fails', async () => {
  const letters = ['a', 'b', 'c'] as const;
  const step = fc.record({
    id: fc.constantFrom(...letters),
    verb: fc.constantFrom('save', 'save', 'delete'),
  });
  const rejects = trouble.map((set) => set.filter(({ fault }) => fault.action === 'reject-items'));
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 25 }), options, rejects, async (steps, said, set) => {
      const { scene, index, end } = world(set);
      try {
        const { films } = scene;
        const last = new Map<string, string>();
        const operations = steps.map(({ id, verb }, number): BulkOperation<Film> =>
          verb === 'delete' ? { delete: id } : { save: films.create({ id, title: `${id} ${number}` }) },
        );
        const result = await films.bulk(operations.values(), { ...said, retries: 4, failures: 'collect' });
        expect(result.succeeded + result.missing + result.failed).toBe(steps.length);
        const failed = new Set(result.failures.map(({ position }) => position));
        for (const [position, { id, verb }] of steps.entries()) {
          if (failed.has(position)) continue;
          if (verb === 'delete') last.delete(id);
          else last.set(id, `${id} ${position}`);
        }
        const stored = [...server.documents(index)].map(([id, { source }]) => [id, source.title]);
        expect(Object.fromEntries(stored)).toEqual(Object.fromEntries(last));
      } finally {
        await end();
      }
    }),
    { numRuns: 60 },
  );
}, 120_000);
