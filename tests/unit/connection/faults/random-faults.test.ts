// Any faults during any writes: what was acknowledged is there once and as it was, what is unknown once or not at all.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { BulkError, Repository } from 'elastodm';
import { fakeClock } from '../../../support/fake-clock.js';
import type { FakeClock } from '../../../support/fake-clock.js';
import { failureOf, setScene } from '../../../support/fault-scene.js';
import type { Film } from '../../../support/fault-scene.js';
import { startFaultServer } from '../../../support/fault-server.js';
import type { FaultServer } from '../../../support/fault-server.js';
import type { FailPoint } from '../../../support/fault-server/fail-point.js';
import type { FaultHandle } from '../../../support/fault-server/fault-request.js';
import type { JsonObject } from '../../../support/fault-server/store.js';

let server: FaultServer;
beforeAll(async () => {
  server = await startFaultServer();
});
afterAll(() => server.close());

const page = '<html>Bad gateway</html>';
const bothWays = (point: FailPoint): FailPoint[] => [
  { ...point, apply: true },
  { ...point, apply: false },
];
const faults: readonly FailPoint[] = [
  ...bothWays({ action: 'reset' }),
  ...bothWays({ action: 'status', status: 502, body: page }),
  ...bothWays({ action: 'status', status: 504, body: page }),
  ...bothWays({ action: 'invalid-json' }),
  ...bothWays({ action: 'html' }),
  ...bothWays({ action: 'hang' }),
  ...bothWays({ action: 'redirect' }),
  { action: 'reset-before-read' },
  { action: 'reset-mid-response' },
  { action: 'truncate' },
  { action: 'stall' },
  { action: 'gzip-cut' },
  { action: 'gzip-corrupt' },
  { action: 'status', status: 429 },
  { action: 'status', status: 503 },
  { action: 'status', status: 401 },
  { action: 'reject-items', items: [0] },
  { action: 'reject-items', items: [1, 2] },
  {
    action: 'rewrite',
    answer: (body) => ({ ...body, items: (body.items as JsonObject[] | undefined)?.slice(1) }),
  },
  { action: 'rewrite', answer: () => ({}) },
];

const place = fc.integer({ min: 0, max: 4 });
const step = fc.record({
  verb: fc.constantFrom('save', 'save', 'saveMany', 'saveMany', 'delete', 'change'),
  places: fc.uniqueArray(place, { minLength: 1, maxLength: 4 }),
  faults: fc.array(
    fc.record({
      fault: fc.constantFrom(...faults),
      times: fc.integer({ min: 1, max: 4 }),
      skip: fc.integer({ min: 0, max: 2 }),
    }),
    { maxLength: 3 },
  ),
});
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

const absent = 'absent';

/** An object of the program, and what may be stored of it. */
interface Known {
  readonly key: string;
  readonly film: Film;
  revision: number;
  possible: Set<string>;
  /** Told as unknown by a BulkError: its id is lost, so that saving it again would be another save. */
  lost: boolean;
}

function known(films: Repository<Film>, number: number): Known {
  const key = `film ${number}`;
  const film = films.create({ title: '', year: number });
  return { key, film, revision: 0, possible: new Set([absent]), lost: false };
}

// Time passes for those who wait for an answer that does not come.
async function settled(
  call: Promise<unknown>,
  clock: FakeClock,
  handles: readonly FaultHandle[],
): Promise<void> {
  let isOver = false;
  const over = (): void => void (isOver = true);
  call.then(over, over);
  const hits = (): number => handles.reduce((sum, handle) => sum + handle.hits, 0);
  for (let seen = 0, turns = 0; !isOver; turns++) {
    await new Promise((resolve) => setTimeout(resolve, 1));
    if (hits() === seen && (seen === 0 || turns % 10 !== 0)) continue;
    seen = hits();
    await clock.advance(10_000);
  }
}

async function take(
  { verb, places, faults: wanted }: Step,
  all: readonly Known[],
  films: Repository<Film>,
  index: string,
  clock: FakeClock,
): Promise<void> {
  const chosen = places.map((at) => all[at]!).filter(({ lost }) => !lost);
  const [first] = chosen;
  if (first === undefined) return;
  if (verb === 'change') {
    const { id } = first.film;
    if (id === undefined || first.possible.has(absent)) return;
    const title = `${first.key} changed ${++first.revision}`;
    server.store.index(index, id, { title, year: first.film.year });
    first.possible = new Set([title]);
    return;
  }
  if (verb === 'delete' && first.film.id === undefined) return;
  const handles = wanted.map(({ fault, ...rule }) => server.failNext({ ...fault, ...rule }));
  const silent = handles.filter((_, at) => ['hang', 'stall'].includes(wanted[at]!.fault.action));
  const written = verb === 'saveMany' ? chosen : [first];
  for (const one of written) {
    if (verb !== 'delete') one.film.title = `${one.key} revision ${++one.revision}`;
  }
  const call =
    verb === 'delete'
      ? films.delete(first.film)
      : verb === 'save'
        ? films.save(first.film)
        : films.saveMany(chosen.map(({ film }) => film));
  await settled(call, clock, silent);
  server.heal();
  const becomes = ({ film }: Known): string => (verb === 'delete' ? absent : film.title);
  const [{ status }] = await Promise.allSettled([call]);
  const error = status === 'fulfilled' ? undefined : await failureOf(call);
  for (const one of written) {
    if (error === undefined) {
      one.possible = new Set([becomes(one)]);
      if (verb !== 'delete') expect(typeof one.film.id).toBe('string');
    } else if (error.code === 'WRITE_OUTCOME_UNKNOWN') {
      one.possible.add(becomes(one));
    } else if (error.code === 'BULK_FAILED') {
      const failure = (error as unknown as BulkError).failures.find(({ document }) => document === one.film);
      if (failure === undefined) one.possible = new Set([becomes(one)]);
      else if (failure.type === 'write_outcome_unknown') {
        one.possible.add(becomes(one));
        one.lost = one.film.id === undefined;
      }
    }
    // Whatever else is told was not done.
  }
}

let runs = 0;

test('every write is there as it was told', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
      const index = `films-${++runs}`;
      server.store.createIndex(index);
      const clock = fakeClock();
      await using scene = setScene({ hosts: server.url, index, clock, maxRetries: 2, retryOnTimeout: true });
      const all = [0, 1, 2, 3, 4].map((number) => known(scene.films, number));
      for (const one of steps) await take(one, all, scene.films, index, clock);
      const stored = [...server.documents(index).values()].map(({ source }) => source);
      for (const { key, possible, film } of all) {
        const titles = stored.filter(({ year }) => year === film.year).map(({ title }) => title);
        if (titles.length === 0) titles.push(absent);
        expect({ key, titles, isPossible: possible.has(String(titles[0])) }).toEqual({
          key,
          titles: [expect.any(String)],
          isPossible: true,
        });
      }
    }),
    { numRuns: 60 },
  );
});
