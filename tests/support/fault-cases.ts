// One table of faults and of what must come of them: run on the fault server, and, where a proxy can bring the fault about
// by losing an answer, before a real server.
import { toOperations } from './bulk-lines.js';
import { expect } from '@jest/globals';
import { BulkError, VersionConflictError, WriteOutcomeUnknownError } from 'elastodm';
import type { BulkFailure, ConnectionOptions, ErrorCode } from 'elastodm';
import type { Connection, WireRequest } from '../../src/types/wire-request.js';
import type { CutRule } from './cutting-proxy.js';
import type { FakeClock } from './fake-clock.js';
import { fakeClock } from './fake-clock.js';
import { Labels, canary, failureOf, inShort, setScene } from './fault-scene.js';
import type { Film, Scene } from './fault-scene.js';
import type { Delivery } from './fault-server/fault-request.js';
import type { FailPoint } from './fault-server/fail-point.js';
import type { JsonObject } from './fault-server/store.js';

/** A fault as a cutting proxy brings it about. */
export interface Cut extends CutRule {
  readonly kind: 'cut' | 'stall';
}

/** Where a case runs: something that fails before something that stores. */
export interface FaultWorld {
  readonly connection: ConnectionOptions;
  /** Requests since the last reset. */
  readonly deliveries: readonly Delivery[];
  reset(): void;
  /** Sets the faults of a case. */
  fail(faults: readonly FailPoint[], cuts: readonly Cut[] | undefined): void;
  heal(): void;
  received(count: number): Promise<unknown>;
  createIndex(index: string): Promise<void>;
  /** What is stored, past every fault. */
  documents(index: string): Promise<ReadonlyMap<string, JsonObject>>;
  /** Somebody else's write. */
  store(index: string, id: string, source: JsonObject): Promise<void>;
}

/** What a case sees of its world. */
export interface FaultStage extends Pick<Scene, 'films' | 'client' | 'manager' | 'logger'> {
  readonly clock: FakeClock;
  readonly index: string;
  /** Sends as repositories do. */
  readonly send: Connection['send'];
  /** A new film of this title. */
  readonly film: (title: string, id?: string) => Film;
  readonly received: (count: number) => Promise<unknown>;
  /** From here on nothing fails. */
  readonly heal: () => void;
  /** Somebody else saves a film, whose title is `changed`. */
  readonly change: (id: string) => Promise<void>;
}

export interface FaultCase {
  /** The row of the fault matrix. */
  readonly row: number;
  readonly name: string;
  readonly faults: readonly FailPoint[];
  /** None where a proxy can't bring the fault about. */
  readonly cuts?: readonly Cut[] | undefined;
  readonly options?: ConnectionOptions | undefined;
  /** What is done before anything fails. */
  readonly prepare?: ((stage: FaultStage) => Promise<readonly Film[]>) | undefined;
  /** The calls that meet the faults, with what must come of them. */
  readonly act: (stage: FaultStage, films: readonly Film[]) => Promise<unknown>;
  /** What happens at the same time; waits last until it lets time pass. */
  readonly meanwhile?: ((stage: FaultStage, films: readonly Film[]) => Promise<unknown>) | undefined;
  /** Each request. */
  readonly sent: readonly string[];
  /** The milliseconds of each wait. */
  readonly waits: readonly number[];
  /** The status or the trouble of each retry, as the log tells it. */
  readonly retries: readonly (number | string)[];
  /** The titles in the index, by id. */
  readonly stored: Readonly<Record<string, string>>;
}

/** Runs a case in a world, and holds what came of it against the table. */
export async function runFaultCase(
  { faults, cuts, options, prepare, act, meanwhile, ...expected }: FaultCase,
  world: FaultWorld,
  index: string,
): Promise<void> {
  const clock = fakeClock({ holdWaits: meanwhile !== undefined });
  await world.createIndex(index);
  await using scene = setScene({ ...world.connection, ...options, clock, index });
  const { films, client, manager, logger } = scene;
  const stage: FaultStage = {
    films,
    client,
    manager,
    logger,
    clock,
    index,
    send: (request, options) => manager.connection('default').send(request, options),
    film: (title, id) => films.create({ title: `${title} ${canary}`, ...(id === undefined ? {} : { id }) }),
    received: (count) => world.received(count),
    heal: () => world.heal(),
    change: (id) => world.store(index, id, { title: 'changed' }),
  };
  const prepared = (await prepare?.(stage)) ?? [];
  world.reset();
  world.fail(faults, cuts);
  await Promise.all([
    act(stage, prepared),
    meanwhile?.(stage, prepared).finally(() => (clock.holdWaits = false)),
  ]);
  world.heal();
  const labels = new Labels();
  const sent = world.deliveries
    // Servers before 9.2 refuse the parameter that asks for vectors, and are asked again without.
    .filter(({ query, status }) => !('_source_exclude_vectors' in query && status === 400))
    .map((delivery) => inShort(delivery, labels));
  const stored = [...(await world.documents(index))].map(([id, { title }]) => [
    labels.of(id),
    String(title).replace(` ${canary}`, ''),
  ]);
  expect({
    sent,
    waits: clock.sleeps,
    retries: logger.told('retry').map(({ trouble, status }) => status ?? trouble),
    stored: Object.fromEntries(stored) as unknown,
  }).toEqual({
    sent: expected.sent,
    waits: expected.waits,
    retries: expected.retries,
    stored: expected.stored,
  });
  // Each line tells where and what, and how long it waits.
  for (const [place, { alias, api, attempt, delay }] of logger.told('retry').entries()) {
    expect([alias, typeof api, typeof attempt, delay]).toEqual([
      'default',
      'string',
      'number',
      expected.waits[place],
    ]);
  }
}

// — answers that are lost ——————————————————————————————————————————————————————————————————————————————————————————

interface LostAnswer {
  readonly row: number;
  readonly name: string;
  readonly trouble: number | string;
  /** Whether the cluster did what it was asked. */
  readonly applied: boolean;
  readonly fault: FailPoint;
  readonly cut?: Cut;
  /** Whether the answer never ends, so that its share of the time must pass. */
  readonly endless?: true;
}

// Of 30 seconds, the first of four attempts has a quarter.
const share = 7_500;
const page = '<html><body>Bad gateway: please try again</body></html>';

const lostAnswers: readonly LostAnswer[] = [
  {
    row: 2,
    name: 'reset, done',
    trouble: 'broken',
    applied: true,
    fault: { action: 'reset', apply: true },
    cut: { kind: 'cut' },
  },
  {
    row: 3,
    name: 'reset, not done',
    trouble: 'broken',
    applied: false,
    fault: { action: 'reset' },
    cut: { kind: 'cut', after: 'before' },
  },
  {
    row: 2,
    name: 'reset in the middle of the answer',
    trouble: 'broken',
    applied: true,
    fault: { action: 'reset-mid-response' },
    cut: { kind: 'cut', after: 'half-body' },
  },
  { row: 2, name: 'half an answer', trouble: 'broken', applied: true, fault: { action: 'truncate' } },
  {
    row: 5,
    name: 'silence, done',
    trouble: 'timeout',
    applied: true,
    fault: { action: 'hang', apply: true },
    cut: { kind: 'stall' },
    endless: true,
  },
  {
    row: 5,
    name: 'silence, not done',
    trouble: 'timeout',
    applied: false,
    fault: { action: 'hang' },
    cut: { kind: 'stall', after: 'before' },
    endless: true,
  },
  {
    row: 6,
    name: 'silence after the headers',
    trouble: 'timeout',
    applied: true,
    fault: { action: 'stall' },
    cut: { kind: 'stall', after: 'half-body' },
    endless: true,
  },
  {
    row: 6,
    name: 'a byte from time to time',
    trouble: 'timeout',
    applied: true,
    fault: { action: 'drip', milliseconds: 20 },
    endless: true,
  },
  ...[502, 503, 504].flatMap((status): LostAnswer[] =>
    [true, false].map((applied) => ({
      row: 9,
      name: `the ${status} of a proxy, ${applied ? 'done' : 'not done'}`,
      trouble: status,
      applied,
      fault: { action: 'status', status, body: page, apply: applied },
    })),
  ),
  { row: 15, name: 'half a gzip', trouble: 'corrupt', applied: true, fault: { action: 'gzip-cut' } },
  {
    row: 15,
    name: 'a gzip with a wrong checksum',
    trouble: 'corrupt',
    applied: true,
    fault: { action: 'gzip-corrupt' },
  },
  {
    row: 16,
    name: 'half a JSON',
    trouble: 'corrupt',
    applied: true,
    fault: { action: 'invalid-json', apply: true },
  },
];

/** A write, as it must go when the answer to its first request is lost. */
interface LostWrite {
  readonly name: string;
  readonly prepare?: FaultCase['prepare'];
  readonly act: FaultCase['act'];
  /** The request, which is sent twice. */
  readonly request: string;
  /** What is asked when the first was done after all. */
  readonly question?: string;
  /** What follows, to show that the state of the document is the right one. */
  readonly then: { readonly done: string; readonly undone: string };
  readonly stored: Readonly<Record<string, string>>;
}

const again = (title: string): string => `${title} again`;

// A save that follows carries the condition of the save before it.
async function saveAgain({ films, film }: FaultStage, document: Film): Promise<void> {
  const { id, title } = document;
  expect(typeof id).toBe('string');
  document.title = film(again(title.replace(` ${canary}`, ''))).title;
  expect(await films.save(document)).toBe(document);
  expect(document.id).toBe(id);
}

const lostWrites: readonly LostWrite[] = [
  {
    name: 'save of a new document',
    act: async (stage) => {
      const film = stage.film('Alien');
      expect(await stage.films.save(film)).toBe(film);
      await saveAgain(stage, film);
    },
    request: 'PUT _create/{1}',
    question: 'GET _doc/{1}',
    then: { done: 'PUT _doc/{1} if_seq_no=0', undone: 'PUT _doc/{1} if_seq_no=0' },
    stored: { '{1}': 'Alien again' },
  },
  {
    name: 'save of a known document',
    prepare: async ({ films, film }) => [await films.save(film('Alien', 'film-a'))],
    act: async (stage, [film]) => {
      film!.title = stage.film('Aliens').title;
      expect(await stage.films.save(film!)).toBe(film);
      await saveAgain(stage, film!);
    },
    request: 'PUT _doc/film-a if_seq_no=0',
    question: 'GET _doc/film-a',
    then: { done: 'PUT _doc/film-a if_seq_no=1', undone: 'PUT _doc/film-a if_seq_no=1' },
    stored: { 'film-a': 'Aliens again' },
  },
  {
    name: 'save of a document with an id of its own',
    act: async (stage) => {
      const film = stage.film('Alien', 'film-a');
      expect(await stage.films.save(film)).toBe(film);
      await saveAgain(stage, film);
    },
    request: 'PUT _doc/film-a',
    then: { done: 'PUT _doc/film-a if_seq_no=1', undone: 'PUT _doc/film-a if_seq_no=0' },
    stored: { 'film-a': 'Alien again' },
  },
  {
    name: 'delete of a known document',
    prepare: async ({ films, film }) => films.saveMany([film('Alien', 'film-a'), film('Moon', 'film-b')]),
    act: async ({ films }, [film]) => {
      expect(await films.delete(film!)).toBe(true);
      expect(await films.exists('film-a')).toBe(false);
    },
    request: 'DELETE _doc/film-a if_seq_no=0',
    question: 'GET _doc/film-a',
    then: { done: 'HEAD _doc/film-a', undone: 'HEAD _doc/film-a' },
    stored: { 'film-b': 'Moon' },
  },
  {
    name: 'delete by id',
    prepare: async ({ films, film }) => films.saveMany([film('Alien', 'film-a'), film('Moon', 'film-b')]),
    act: async ({ films }) => {
      expect(await films.delete('film-a')).toBe(true);
      expect(await films.exists('film-a')).toBe(false);
    },
    request: 'DELETE _doc/film-a',
    then: { done: 'HEAD _doc/film-a', undone: 'HEAD _doc/film-a' },
    stored: { 'film-b': 'Moon' },
  },
  {
    name: 'saveMany of new and known documents',
    prepare: async ({ films, film }) => [await films.save(film('Alien', 'film-a'))],
    act: async (stage, [known]) => {
      known!.title = stage.film('Aliens').title;
      const films = [stage.film('Moon'), known!, stage.film('Blade'), stage.film('Dune', 'film-b')];
      expect(await stage.films.saveMany(films)).toEqual(films);
      for (const film of films) film.title = film.title.replace(canary, `again ${canary}`);
      await stage.films.saveMany(films);
    },
    request: 'POST _bulk create {1}, index film-a if_seq_no=0, create {2}, index film-b',
    question: 'POST _mget {1}, film-a, {2}',
    then: {
      // Of what was done twice, only the one without a condition was changed twice.
      done: 'POST _bulk index {1} if_seq_no=1, index film-a if_seq_no=2, index {2} if_seq_no=3, index film-b if_seq_no=5',
      undone:
        'POST _bulk index {1} if_seq_no=1, index film-a if_seq_no=2, index {2} if_seq_no=3, index film-b if_seq_no=4',
    },
    stored: { '{1}': 'Moon again', 'film-a': 'Aliens again', '{2}': 'Blade again', 'film-b': 'Dune again' },
  },
  {
    name: 'update on a condition',
    prepare: async ({ films, film }) => [await films.save(film('Alien', 'film-a'))],
    act: async (stage) => {
      const first = await stage.send(update(stage, 'Aliens', { if_seq_no: 0, if_primary_term: 1 }));
      expect(first).toMatchObject({ _id: 'film-a', result: 'updated', _version: 2, _seq_no: 1 });
      const { _seq_no: if_seq_no = -1, _primary_term: if_primary_term = -1 } = first;
      await stage.send(update(stage, 'Aliens again', { if_seq_no, if_primary_term }));
    },
    request: 'POST _update/film-a if_seq_no=0',
    question: 'GET _doc/film-a',
    then: { done: 'POST _update/film-a if_seq_no=1', undone: 'POST _update/film-a if_seq_no=1' },
    stored: { 'film-a': 'Aliens again' },
  },
  {
    name: 'bulk of updates on a condition',
    prepare: async ({ films, film }) => [await films.save(film('Alien', 'film-a'))],
    act: async (stage) => {
      for (const [if_seq_no, title] of ['Aliens', 'Aliens again'].entries()) {
        const { index, send, film } = stage;
        const line = { update: { _id: 'film-a', if_seq_no, if_primary_term: 1 } };
        const doc = { title: film(title).title };
        const operations = toOperations([line, { doc, _source: true }]);
        const { errors, items } = await send({ api: 'bulk', params: { index, operations } });
        expect({ errors, items }).toMatchObject({
          errors: false,
          items: [{ update: { status: 200, _seq_no: if_seq_no + 1, get: { _source: doc } } }],
        });
      }
    },
    request: 'POST _bulk update film-a if_seq_no=0',
    question: 'POST _mget film-a',
    then: {
      done: 'POST _bulk update film-a if_seq_no=1',
      undone: 'POST _bulk update film-a if_seq_no=1',
    },
    stored: { 'film-a': 'Aliens again' },
  },
  {
    name: 'index of a version that is counted elsewhere',
    act: async ({ index, send, film }) => {
      for (const version of [5, 9]) {
        const document = { title: film(`Alien ${version}`).title };
        const params = { index, id: 'film-a', document, version, version_type: 'external' } as const;
        expect(await send({ api: 'index', params })).toMatchObject({ _id: 'film-a', _version: version });
      }
    },
    request: 'PUT _doc/film-a',
    question: 'GET _doc/film-a',
    then: { done: 'PUT _doc/film-a', undone: 'PUT _doc/film-a' },
    stored: { 'film-a': 'Alien 9' },
  },
];

function update(
  { index, film }: FaultStage,
  title: string,
  more: Partial<WireRequest<'update'>['params']> = {},
): WireRequest<'update'> {
  return { api: 'update', params: { index, id: 'film-a', doc: { title: film(title).title }, ...more } };
}

function toCase(write: LostWrite, answer: LostAnswer): FaultCase {
  const { request, question, then, stored } = write;
  const asks = answer.applied && question !== undefined ? [question] : [];
  return {
    // A bulk that breaks off is a row of its own.
    row: write.name.startsWith('saveMany') && answer.row < 4 ? 1 : answer.row,
    name: `${write.name}: ${answer.name}`,
    faults: [answer.fault],
    cuts: answer.cut === undefined ? undefined : [answer.cut],
    options: answer.endless === true ? { retryOnTimeout: true } : {},
    prepare: write.prepare,
    act: write.act,
    meanwhile:
      answer.endless === true
        ? async ({ received, clock }) => {
            await received(1);
            await clock.advance(share);
          }
        : undefined,
    sent: [request, request, ...asks, answer.applied ? then.done : then.undone],
    waits: [100],
    retries: [answer.trouble],
    stored,
  };
}

// — reads ——————————————————————————————————————————————————————————————————————————————————————————————————————————

interface LostRead {
  readonly name: string;
  readonly act: FaultCase['act'];
  readonly request: string;
}

const lostReads: readonly LostRead[] = [
  {
    name: 'get',
    act: async ({ films, film }) => expect(await films.get('film-a')).toEqual(film('Alien', 'film-a')),
    request: 'GET _doc/film-a',
  },
  {
    name: 'getMany',
    act: async ({ films, film }) =>
      expect(await films.getMany(['film-b', 'film-a'])).toEqual([null, film('Alien', 'film-a')]),
    request: 'POST _mget film-b, film-a',
  },
  {
    name: 'search',
    act: async ({ films, film }) =>
      expect([...(await films.search()).documents]).toEqual([film('Alien', 'film-a')]),
    request: 'POST _search',
  },
  { name: 'count', act: async ({ films }) => expect(await films.count()).toBe(1), request: 'GET _count' },
];

const oneFilm: FaultCase['prepare'] = async ({ films, film }) => [
  await films.save(film('Alien', 'film-a'), { refresh: true }),
];

function toReadCase({ name, act, request }: LostRead, answer: LostAnswer): FaultCase {
  const { sent: _, stored: __, ...base } = toCase({ ...silentWrite, name, prepare: oneFilm, act }, answer);
  // One kind of read is enough before a real server.
  const cuts = name === 'search' ? base.cuts : undefined;
  return { ...base, cuts, sent: [request, request], stored: { 'film-a': 'Alien' } };
}

const silentWrite = { request: '', then: { done: '', undone: '' }, stored: {} };

// — what stays unknown —————————————————————————————————————————————————————————————————————————————————————————————

const create = 'PUT _create/{1}';
const allWaits = [100, 200, 400];
const allBroken = ['broken', 'broken', 'broken'];
const allLost = {
  faults: [{ action: 'reset', apply: true, times: Infinity }],
  cuts: [{ kind: 'cut', times: Infinity }],
} as const satisfies Partial<FaultCase>;
const noneArrives = {
  faults: [{ action: 'reset', times: Infinity }],
  cuts: [{ kind: 'cut', after: 'before', times: Infinity }],
} as const satisfies Partial<FaultCase>;

// A save that stays unknown tells the id, and leaves the object as it was.
async function saveUnknown({ films, heal }: FaultStage, film: Film): Promise<string> {
  const error = await failureOf(films.save(film));
  expect(error).toBeInstanceOf(WriteOutcomeUnknownError);
  expect(film.id).toBeUndefined();
  heal();
  return (error.details as { readonly id: string }).id;
}

const writeBlock = {
  error: {
    type: 'cluster_block_exception',
    reason: 'index [films] blocked by: [FORBIDDEN/8/index write (api)];',
  },
  status: 403,
};

const unknownOutcomes: readonly FaultCase[] = [
  {
    row: 2,
    name: 'every answer to a save is lost, and it was done: saving again finds it',
    ...allLost,
    act: async (stage) => {
      const film = stage.film('Alien');
      const id = await saveUnknown(stage, film);
      expect((await stage.films.save(film)).id).toBe(id);
      await saveAgain(stage, film);
    },
    sent: [
      ...Array<string>(4).fill(create),
      'GET _doc/{1}',
      'PUT _doc/{1} if_seq_no=0',
      'PUT _doc/{1} if_seq_no=1',
    ],
    waits: allWaits,
    retries: allBroken,
    stored: { '{1}': 'Alien again' },
  },
  {
    row: 3,
    name: 'no save arrives: saving again saves it under the same id',
    ...noneArrives,
    act: async (stage) => {
      const film = stage.film('Alien');
      const id = await saveUnknown(stage, film);
      expect((await stage.films.save(film)).id).toBe(id);
      await saveAgain(stage, film);
    },
    sent: [...Array<string>(4).fill(create), 'GET _doc/{1}', create, 'PUT _doc/{1} if_seq_no=0'],
    waits: allWaits,
    retries: allBroken,
    stored: { '{1}': 'Alien again' },
  },
  {
    row: 2,
    name: 'every answer to a save is lost, and somebody changed it since: a conflict',
    ...allLost,
    act: async (stage) => {
      const film = stage.film('Alien');
      await stage.change(await saveUnknown(stage, film));
      expect(await failureOf(stage.films.save(film))).toBeInstanceOf(VersionConflictError);
    },
    sent: [...Array<string>(4).fill(create), 'GET _doc/{1}'],
    waits: allWaits,
    retries: allBroken,
    stored: { '{1}': 'changed' },
  },
  {
    row: 2,
    name: 'the object was changed between: what is saved again is what it has become',
    ...allLost,
    act: async (stage) => {
      const film = stage.film('Alien');
      await saveUnknown(stage, film);
      film.title = stage.film('Aliens').title;
      await stage.films.save(film);
    },
    sent: [...Array<string>(4).fill(create), 'GET _doc/{1}', 'PUT _doc/{1} if_seq_no=0'],
    waits: allWaits,
    retries: allBroken,
    stored: { '{1}': 'Aliens' },
  },
  {
    row: 2,
    name: 'without retries, one delivery',
    faults: [{ action: 'reset', apply: true }],
    cuts: [{ kind: 'cut' }],
    options: { maxRetries: 0 },
    act: async (stage) => {
      const film = stage.film('Alien');
      await saveUnknown(stage, film);
      await stage.films.save(film);
    },
    sent: [create, 'GET _doc/{1}', 'PUT _doc/{1} if_seq_no=0'],
    waits: [],
    retries: [],
    stored: { '{1}': 'Alien' },
  },
  {
    row: 5,
    name: 'the time is up, and it was done',
    faults: [{ action: 'hang', apply: true }],
    cuts: [{ kind: 'stall' }],
    act: async (stage) => {
      const film = stage.film('Alien');
      await saveUnknown(stage, film);
      await stage.films.save(film);
    },
    meanwhile: async ({ received, clock }) => {
      await received(1);
      await clock.advance(30_000);
    },
    sent: [create, 'GET _doc/{1}', 'PUT _doc/{1} if_seq_no=0'],
    waits: [],
    retries: [],
    stored: { '{1}': 'Alien' },
  },
  {
    row: 1,
    name: 'every answer to a saveMany is lost, and it was done: saving again finds all',
    ...allLost,
    act: async ({ films, film, heal }) => {
      const both = [film('Moon'), film('Blade')];
      expect(await failureOf(films.saveMany(both))).toBeInstanceOf(WriteOutcomeUnknownError);
      heal();
      await films.saveMany([...both, film('Dune')]);
    },
    sent: [
      ...Array<string>(4).fill('POST _bulk create {1}, create {2}'),
      'GET _doc/{1}',
      'GET _doc/{2}',
      'POST _bulk index {1} if_seq_no=0, index {2} if_seq_no=1, create {3}',
    ],
    waits: allWaits,
    retries: allBroken,
    stored: { '{1}': 'Moon', '{2}': 'Blade', '{3}': 'Dune' },
  },
  {
    row: 1,
    name: 'no saveMany arrives: saving again saves each under the same id',
    ...noneArrives,
    act: async ({ films, film, heal }) => {
      const both = [film('Moon'), film('Blade')];
      expect(await failureOf(films.saveMany(both))).toBeInstanceOf(WriteOutcomeUnknownError);
      heal();
      await films.saveMany(both);
    },
    sent: [
      ...Array<string>(4).fill('POST _bulk create {1}, create {2}'),
      'GET _doc/{1}',
      'GET _doc/{2}',
      'POST _bulk create {1}, create {2}',
    ],
    waits: allWaits,
    retries: allBroken,
    stored: { '{1}': 'Moon', '{2}': 'Blade' },
  },
  {
    row: 3,
    name: 'no delete arrives, as far as is known: unknown, and it may be tried again',
    ...noneArrives,
    prepare: oneFilm,
    act: async ({ films, heal }, [film]) => {
      expect(await failureOf(films.delete(film!))).toMatchObject({
        code: 'WRITE_OUTCOME_UNKNOWN',
        details: { api: 'delete', id: 'film-a' },
      });
      heal();
      expect(await films.delete(film!)).toBe(true);
    },
    sent: Array<string>(5).fill('DELETE _doc/film-a if_seq_no=0'),
    waits: allWaits,
    retries: allBroken,
    stored: {},
  },
  {
    row: 4,
    name: 'what is stored can not be read back: unknown',
    faults: [
      { match: 'PUT', action: 'reset', apply: true },
      { match: 'GET', action: 'reset', times: Infinity },
    ],
    cuts: [
      { kind: 'cut', match: 'PUT' },
      { kind: 'cut', match: 'GET', times: Infinity },
    ],
    act: async (stage) => {
      const film = stage.film('Alien');
      await saveUnknown(stage, film);
      await stage.films.save(film);
    },
    sent: [create, create, ...Array<string>(5).fill('GET _doc/{1}'), 'PUT _doc/{1} if_seq_no=0'],
    waits: [100, ...allWaits],
    retries: ['broken', ...allBroken],
    stored: { '{1}': 'Alien' },
  },
  {
    row: 1,
    name: 'what is stored of a saveMany can not be read back: unknown',
    faults: [
      { match: '_bulk', action: 'reset', apply: true },
      { match: '_mget', action: 'reset', times: Infinity },
    ],
    cuts: [
      { kind: 'cut', match: '_bulk' },
      { kind: 'cut', match: '_mget', times: Infinity },
    ],
    act: async ({ films, film, heal }) => {
      const both = [film('Moon'), film('Blade')];
      expect(await failureOf(films.saveMany(both))).toBeInstanceOf(WriteOutcomeUnknownError);
      heal();
      await films.saveMany(both);
    },
    sent: [
      ...Array<string>(2).fill('POST _bulk create {1}, create {2}'),
      ...Array<string>(4).fill('POST _mget {1}, {2}'),
      'GET _doc/{1}',
      'GET _doc/{2}',
      'POST _bulk index {1} if_seq_no=0, index {2} if_seq_no=1',
    ],
    waits: [100, ...allWaits],
    retries: ['broken', ...allBroken],
    stored: { '{1}': 'Moon', '{2}': 'Blade' },
  },
  ...(
    [
      ['401', { status: 401 }],
      ['403', { status: 403 }],
      ['that of an index that takes no writes any more', { status: 403, body: writeBlock }],
    ] as const
  ).map(([name, answer]): FaultCase => ({
    row: 14,
    name: `the answer to a save is lost, and the next is ${name}: unknown, for the first may have been done`,
    faults: [
      { action: 'reset', apply: true },
      { action: 'status', ...answer },
    ],
    act: async (stage) => {
      const film = stage.film('Alien');
      await saveUnknown(stage, film);
      await stage.films.save(film);
    },
    sent: [create, create, 'GET _doc/{1}', 'PUT _doc/{1} if_seq_no=0'],
    waits: [100],
    retries: ['broken'],
    stored: { '{1}': 'Alien' },
  })),
];

// Without a condition, a repetition could undo what somebody did since.
function toUnknownUpdate(more: Partial<WireRequest<'update'>['params']>, answer: LostAnswer): FaultCase {
  const { applied, row, fault, cut, endless } = answer;
  return {
    row,
    name: `update without a condition${'doc_as_upsert' in more ? ' that may create' : ''}: ${answer.name}: unknown`,
    faults: [fault],
    cuts: cut === undefined ? undefined : [cut],
    options: endless === true ? { retryOnTimeout: true } : {},
    prepare: oneFilm,
    act: async (stage) => {
      const { client, index, heal } = stage;
      expect(await failureOf(stage.send(update(stage, 'Aliens', more)))).toMatchObject({
        code: 'WRITE_OUTCOME_UNKNOWN',
        details: { api: 'update', index, id: 'film-a' },
      });
      heal();
      expect(await client.get({ index, id: 'film-a' })).toMatchObject({ _version: applied ? 2 : 1 });
    },
    meanwhile:
      endless === true
        ? async ({ received, clock }) => {
            await received(1);
            await clock.advance(4 * share);
          }
        : undefined,
    sent: ['POST _update/film-a', 'GET _doc/film-a'],
    waits: [],
    retries: [],
    stored: { 'film-a': applied ? 'Aliens' : 'Alien' },
  };
}

const unknownUpdates = lostAnswers.flatMap((answer) => [
  toUnknownUpdate({}, answer),
  toUnknownUpdate({ doc_as_upsert: true }, answer),
]);

// — somebody else's changes ————————————————————————————————————————————————————————————————————————————————————————

const failuresOf = async (call: Promise<unknown>): Promise<readonly BulkFailure[]> => {
  const error = await failureOf(call);
  expect(error).toBeInstanceOf(BulkError);
  return (error as unknown as BulkError).failures;
};

const notDone = {
  faults: [{ action: 'reset' }],
  cuts: [{ kind: 'cut', after: 'before' }],
  waits: [100],
  retries: ['broken'],
} as const satisfies Partial<FaultCase>;

const changeBetween: FaultCase['meanwhile'] = async ({ received, change }) => {
  await received(1);
  await change('film-a');
};

// The error of a conflict has the document that is stored.
const shown = 'GET _doc/film-a';

const conflicts: readonly FaultCase[] = [
  {
    row: 4,
    name: 'a save does not arrive, and somebody changes the document: a conflict',
    ...notDone,
    prepare: oneFilm,
    act: async ({ films, film }, [known]) => {
      known!.title = film('Aliens').title;
      const error = await failureOf(films.save(known!));
      expect(error).toBeInstanceOf(VersionConflictError);
      expect(error.details).toMatchObject({ id: 'film-a' });
    },
    meanwhile: changeBetween,
    sent: ['PUT _doc/film-a if_seq_no=0', 'PUT _doc/film-a if_seq_no=0', 'GET _doc/film-a', shown],
    stored: { 'film-a': 'changed' },
  },
  {
    row: 4,
    name: 'the answer to a save is lost, and somebody changes what it saved: a conflict',
    faults: [{ action: 'reset', apply: true }],
    cuts: [{ kind: 'cut' }],
    waits: [100],
    retries: ['broken'],
    prepare: oneFilm,
    act: async ({ films, film }, [known]) => {
      known!.title = film('Aliens').title;
      expect(await failureOf(films.save(known!))).toBeInstanceOf(VersionConflictError);
    },
    meanwhile: changeBetween,
    sent: ['PUT _doc/film-a if_seq_no=0', 'PUT _doc/film-a if_seq_no=0', 'GET _doc/film-a', shown],
    stored: { 'film-a': 'changed' },
  },
  {
    row: 4,
    name: 'a delete does not arrive, and somebody changes the document: a conflict',
    ...notDone,
    prepare: oneFilm,
    act: async ({ films }, [known]) => {
      expect(await failureOf(films.delete(known!))).toBeInstanceOf(VersionConflictError);
    },
    meanwhile: changeBetween,
    sent: ['DELETE _doc/film-a if_seq_no=0', 'DELETE _doc/film-a if_seq_no=0', 'GET _doc/film-a', shown],
    stored: { 'film-a': 'changed' },
  },
  {
    row: 4,
    name: 'an update does not arrive, and somebody changes the document: a conflict',
    ...notDone,
    prepare: oneFilm,
    act: async (stage) => {
      const request = update(stage, 'Aliens', { if_seq_no: 0, if_primary_term: 1 });
      expect(await failureOf(stage.send(request))).toMatchObject({
        code: 'REQUEST_REFUSED',
        details: { status: 409, type: 'version_conflict_engine_exception' },
      });
    },
    meanwhile: changeBetween,
    sent: ['POST _update/film-a if_seq_no=0', 'POST _update/film-a if_seq_no=0', 'GET _doc/film-a'],
    stored: { 'film-a': 'changed' },
  },
  {
    row: 4,
    name: 'an index of a version does not arrive, and somebody stores a higher one: a conflict',
    ...notDone,
    act: async ({ index, send, film }) => {
      const document = { title: film('Alien').title };
      const params = { index, id: 'film-a', document, version: 5, version_type: 'external' } as const;
      expect(await failureOf(send({ api: 'index', params }))).toMatchObject({
        code: 'REQUEST_REFUSED',
        details: { status: 409 },
      });
    },
    // What somebody stored is the same document, but another version of it.
    meanwhile: async ({ received, client, index, film }) => {
      await received(1);
      const document = { title: film('Alien').title };
      await client.index({ index, id: 'film-a', document, version: 6, version_type: 'external' });
    },
    sent: ['PUT _doc/film-a', 'PUT _doc/film-a', 'PUT _doc/film-a', 'GET _doc/film-a'],
    stored: { 'film-a': 'Alien' },
  },
  {
    row: 4,
    name: 'a saveMany does not arrive, and somebody changes a document: that one is a conflict',
    ...notDone,
    prepare: oneFilm,
    act: async ({ films, film }, [known]) => {
      known!.title = film('Aliens').title;
      const error = await failureOf(films.saveMany([film('Moon'), known!]));
      expect(error).toBeInstanceOf(BulkError);
      expect((error as unknown as BulkError).failures).toMatchObject([
        { position: 1, status: 409, type: 'version_conflict_engine_exception' },
      ]);
    },
    meanwhile: changeBetween,
    sent: [
      'POST _bulk create {1}, index film-a if_seq_no=0',
      'POST _bulk create {1}, index film-a if_seq_no=0',
      'POST _mget film-a',
    ],
    stored: { '{1}': 'Moon', 'film-a': 'changed' },
  },
  {
    row: 4,
    name: 'the cluster repeats a save itself, and finds a conflict: it was saved',
    faults: [{ action: 'status', status: 409, apply: true }],
    waits: [],
    retries: [],
    act: async (stage) => {
      const film = await stage.films.save(stage.film('Alien'));
      await saveAgain(stage, film);
    },
    sent: [create, 'GET _doc/{1}', 'PUT _doc/{1} if_seq_no=0'],
    stored: { '{1}': 'Alien again' },
  },
  {
    row: 4,
    name: 'the cluster repeats a saveMany itself, and finds conflicts: what is new was saved',
    faults: [
      {
        action: 'rewrite',
        answer: (body) => ({
          ...body,
          errors: true,
          items: (body.items as Record<string, JsonObject>[]).map((item) => {
            const error = { type: 'version_conflict_engine_exception', reason: 'version conflict' };
            const conflicts = Object.entries(item).map(([action, { _index, _id }]) => [
              action,
              { _index, _id, status: 409, error },
            ]);
            return Object.fromEntries(conflicts) as JsonObject;
          }),
        }),
      },
    ],
    waits: [],
    retries: [],
    prepare: oneFilm,
    act: async ({ films, film }, [known]) => {
      known!.title = film('Aliens').title;
      const moon = film('Moon');
      // Of a known document it could be somebody else's change, and the same by chance.
      expect(await failuresOf(films.saveMany([moon, known!]))).toMatchObject([{ position: 1, status: 409 }]);
      await films.save(moon);
    },
    sent: ['POST _bulk create {1}, index film-a if_seq_no=0', 'POST _mget {1}', 'PUT _doc/{1} if_seq_no=1'],
    stored: { '{1}': 'Moon', 'film-a': 'Aliens' },
  },
  {
    row: 4,
    name: 'a conflict that nothing came before is one, and is read only to be shown',
    faults: [],
    cuts: [],
    waits: [],
    retries: [],
    prepare: async (stage) => {
      const film = await stage.films.save(stage.film('Alien', 'film-a'));
      await stage.change('film-a');
      return [film];
    },
    act: async ({ films }, [known]) => {
      expect(await failureOf(films.save(known!))).toBeInstanceOf(VersionConflictError);
    },
    sent: ['PUT _doc/film-a if_seq_no=0', shown],
    stored: { 'film-a': 'changed' },
  },
];

// — refusals ———————————————————————————————————————————————————————————————————————————————————————————————————————

const statuses: readonly (readonly [status: number, code: ErrorCode])[] = [
  [400, 'REQUEST_REFUSED'],
  [401, 'AUTHENTICATION_FAILED'],
  [403, 'AUTHORIZATION_FAILED'],
  [404, 'REQUEST_REFUSED'],
  [409, 'VERSION_CONFLICT'],
];

const refusals: readonly FaultCase[] = [
  ...statuses.map(([status, code]): FaultCase => ({
    row: 14,
    name: `${status} to a save: told at once`,
    faults: [{ match: 'PUT', action: 'status', status, times: Infinity }],
    act: async ({ films, film, heal }) => {
      const alien = film('Alien');
      expect(await failureOf(films.save(alien))).toMatchObject({ code });
      expect(alien.id).toBeUndefined();
      heal();
    },
    // A conflict over an id of our own is looked into, then shown.
    sent: status === 409 ? [create, 'GET _doc/{1}', 'GET _doc/{1}'] : [create],
    waits: [],
    retries: [],
    stored: {},
  })),
  {
    row: 7,
    name: '429 to a save: again after a wait',
    faults: [{ action: 'status', status: 429, times: 2 }],
    act: async ({ films, film }) => films.save(film('Alien')),
    sent: [create, create, create],
    waits: [100, 200],
    retries: [429, 429],
    stored: { '{1}': 'Alien' },
  },
  {
    row: 7,
    name: '429 to an update without a condition: again after a wait',
    faults: [{ match: '_update', action: 'status', status: 429, times: 2 }],
    prepare: oneFilm,
    act: async (stage) => stage.send(update(stage, 'Aliens')),
    sent: Array<string>(3).fill('POST _update/film-a'),
    waits: [100, 200],
    retries: [429, 429],
    stored: { 'film-a': 'Aliens' },
  },
  {
    row: 14,
    name: 'an update of what is not there: told at once, as it is',
    faults: [],
    cuts: [],
    act: async (stage) => {
      expect(await failureOf(stage.send(update(stage, 'Aliens')))).toMatchObject({
        code: 'REQUEST_REFUSED',
        details: { status: 404, type: 'document_missing_exception' },
      });
    },
    sent: ['POST _update/film-a'],
    waits: [],
    retries: [],
    stored: {},
  },
  {
    row: 7,
    name: '429 to a saveMany, with Retry-After: again after that',
    faults: [{ action: 'status', status: 429, headers: { 'retry-after': '3' } }],
    act: async ({ films, film }) => films.saveMany([film('Alien')]),
    sent: ['POST _bulk create {1}', 'POST _bulk create {1}'],
    waits: [3_000],
    retries: [429],
    stored: { '{1}': 'Alien' },
  },
  {
    row: 9,
    name: '503 of the cluster itself to a save, to the end: it was refused, not lost',
    faults: [{ action: 'status', status: 503, times: Infinity }],
    act: async ({ films, film, heal }) => {
      expect(await failureOf(films.save(film('Alien')))).toMatchObject({
        code: 'REQUEST_REFUSED',
        details: { status: 503, type: 'unavailable_shards_exception' },
      });
      heal();
    },
    sent: Array<string>(4).fill(create),
    waits: allWaits,
    retries: [503, 503, 503],
    stored: {},
  },
];

// — items of a bulk ————————————————————————————————————————————————————————————————————————————————————————————————

const bulkItems: readonly FaultCase[] = [
  {
    row: 8,
    name: 'items that met a full queue are sent again alone',
    faults: [
      { action: 'reject-items', items: [0, 2] },
      { action: 'reject-items', items: [1] },
    ],
    act: async ({ films, film }) => {
      const all = [film('Moon'), film('Alien', 'film-a'), film('Blade')];
      expect(await films.saveMany(all)).toEqual(all);
      await films.saveMany(all);
    },
    sent: [
      'POST _bulk create {1}, index film-a, create {2}',
      'POST _bulk create {1}, create {2}',
      'POST _bulk create {2}',
      'POST _bulk index {1} if_seq_no=1, index film-a if_seq_no=0, index {2} if_seq_no=2',
    ],
    waits: [100, 200],
    retries: [429, 429],
    stored: { '{1}': 'Moon', 'film-a': 'Alien', '{2}': 'Blade' },
  },
  {
    row: 8,
    name: 'items that meet a full queue to the end are told, the others are saved',
    faults: [
      { action: 'reject-items', items: [1] },
      { action: 'reject-items', items: [0], times: Infinity },
    ],
    act: async ({ films, film, heal }) => {
      const [moon, blade] = [film('Moon'), film('Blade')];
      const failures = await failuresOf(films.saveMany([moon, blade]));
      expect(failures).toMatchObject([{ position: 1, status: 429, type: 'es_rejected_execution_exception' }]);
      expect(failures[0]?.document).toBe(blade);
      expect([typeof moon.id, typeof blade.id]).toEqual(['string', 'undefined']);
      heal();
      await films.saveMany([blade]);
    },
    sent: [
      'POST _bulk create {1}, create {2}',
      'POST _bulk create {2}',
      'POST _bulk create {2}',
      'POST _bulk create {2}',
      'POST _bulk create {3}',
    ],
    waits: allWaits,
    retries: [429, 429, 429],
    stored: { '{1}': 'Moon', '{3}': 'Blade' },
  },
  {
    row: 8,
    name: 'without retries, none is sent again',
    faults: [{ action: 'reject-items', items: [0] }],
    options: { maxRetries: 0 },
    act: async ({ films, film }) =>
      expect(await failuresOf(films.saveMany([film('Moon'), film('Blade')]))).toMatchObject([
        { position: 0, status: 429 },
      ]),
    sent: ['POST _bulk create {1}, create {2}'],
    waits: [],
    retries: [],
    stored: { '{2}': 'Blade' },
  },
  {
    row: 8,
    name: 'two documents of one id keep their order: the second waits for what comes of the first',
    faults: [{ action: 'reject-items', items: [0] }],
    act: async ({ films, film }) => {
      await films.saveMany([film('Alien', 'film-a'), film('Aliens', 'film-a'), film('Moon', 'film-b')]);
    },
    sent: ['POST _bulk index film-a', 'POST _bulk index film-a', 'POST _bulk index film-a, index film-b'],
    waits: [100],
    retries: [429],
    stored: { 'film-a': 'Aliens', 'film-b': 'Moon' },
  },
  {
    row: 8,
    name: 'items of an index that is blocked are not sent again',
    faults: [
      {
        action: 'rewrite',
        apply: false,
        answer: (body) => ({
          ...body,
          errors: true,
          items: (body.items as JsonObject[]).map(({ create }) => ({
            create: {
              _index: 'films',
              _id: (create as JsonObject)._id,
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
    act: async ({ films, film }) =>
      expect(await failuresOf(films.saveMany([film('Moon')]))).toMatchObject([
        { status: 429, type: 'cluster_block_exception' },
      ]),
    sent: ['POST _bulk create {1}'],
    waits: [],
    retries: [],
    stored: {},
  },
  {
    row: 8,
    name: 'the answer to items that are sent again is lost: they are saved once',
    faults: [
      { action: 'reject-items', items: [1] },
      { action: 'reset', apply: true },
    ],
    act: async ({ films, film }) => {
      const both = [film('Moon'), film('Blade')];
      expect(await films.saveMany(both)).toEqual(both);
    },
    sent: [
      'POST _bulk create {1}, create {2}',
      'POST _bulk create {2}',
      'POST _bulk create {2}',
      'POST _mget {2}',
    ],
    waits: [100, 100],
    retries: [429, 'broken'],
    stored: { '{1}': 'Moon', '{2}': 'Blade' },
  },
  {
    row: 8,
    name: 'the answer is lost, and the repetition meets a full queue: what the first did is found',
    faults: [
      { action: 'reset', apply: true },
      { action: 'reject-items', items: [0, 1] },
    ],
    prepare: oneFilm,
    act: async ({ films, film }, [known]) => {
      known!.title = film('Aliens').title;
      const all = [film('Moon'), known!, film('Blade')];
      expect(await films.saveMany(all)).toEqual(all);
    },
    sent: [
      'POST _bulk create {1}, index film-a if_seq_no=0, create {2}',
      'POST _bulk create {1}, index film-a if_seq_no=0, create {2}',
      'POST _mget {2}',
      'POST _bulk create {1}, index film-a if_seq_no=0',
      'POST _mget {1}, film-a',
    ],
    waits: [100, 100],
    retries: ['broken', 429],
    stored: { '{1}': 'Moon', 'film-a': 'Aliens', '{2}': 'Blade' },
  },
  {
    row: 8,
    name: 'the answer is lost, and the repetitions meet a full queue to the end: unknown, for the first may have been done',
    faults: [
      { action: 'reset', apply: true },
      { action: 'reject-items', items: [1] },
      { action: 'reject-items', items: [0], times: Infinity },
    ],
    act: async ({ films, film, heal }) => {
      expect(await failuresOf(films.saveMany([film('Moon'), film('Blade')]))).toMatchObject([
        { position: 1, type: 'write_outcome_unknown' },
      ]);
      heal();
    },
    sent: [
      'POST _bulk create {1}, create {2}',
      'POST _bulk create {1}, create {2}',
      'POST _mget {1}',
      ...Array<string>(3).fill('POST _bulk create {2}'),
    ],
    waits: [100, ...allWaits],
    retries: ['broken', 429, 429, 429],
    stored: { '{1}': 'Moon', '{2}': 'Blade' },
  },
  {
    row: 8,
    name: 'items that are sent again find no node: they are told as refused, for they were not done',
    faults: [
      { action: 'reject-items', items: [0] },
      { action: 'status', status: 503, times: Infinity },
    ],
    act: async ({ films, film, heal }) => {
      expect(await failuresOf(films.saveMany([film('Moon'), film('Blade')]))).toMatchObject([
        { position: 0, status: 429, type: 'es_rejected_execution_exception' },
      ]);
      heal();
    },
    sent: ['POST _bulk create {1}, create {2}', ...Array<string>(4).fill('POST _bulk create {1}')],
    waits: [100, ...allWaits],
    retries: [429, 503, 503, 503],
    stored: { '{2}': 'Blade' },
  },
  {
    row: 8,
    name: 'items that are sent again are never answered: they are told as unknown',
    faults: [
      { action: 'reject-items', items: [0] },
      { action: 'reset', apply: true, times: Infinity },
    ],
    act: async ({ films, film, heal }) => {
      expect(await failuresOf(films.saveMany([film('Moon'), film('Blade')]))).toMatchObject([
        { position: 0, type: 'write_outcome_unknown' },
      ]);
      heal();
    },
    sent: ['POST _bulk create {1}, create {2}', ...Array<string>(4).fill('POST _bulk create {1}')],
    waits: [100, ...allWaits],
    retries: [429, ...allBroken],
    stored: { '{1}': 'Moon', '{2}': 'Blade' },
  },
  {
    row: 8,
    name: 'items that are sent again are answered by somebody else: they are told as unknown',
    faults: [
      { action: 'reject-items', items: [0] },
      { action: 'redirect', apply: true },
    ],
    act: async ({ films, film }) => {
      expect(await failuresOf(films.saveMany([film('Moon')]))).toMatchObject([
        { position: 0, type: 'write_outcome_unknown' },
      ]);
    },
    sent: ['POST _bulk create {1}', 'POST _bulk create {1}'],
    waits: [100],
    retries: [429],
    stored: { '{1}': 'Moon' },
  },
  ...(
    [
      ['one item too few', (items: JsonObject[]) => ({ items: items.slice(1) })],
      ['an item about another document', (items: JsonObject[]) => ({ items: items.toReversed() })],
      ['no items', () => ({ items: undefined })],
      ['no list of items', () => ({ items: { 0: {} } })],
    ] as const
  ).map(([name, spoil]): FaultCase => ({
    row: 28,
    name: `the answer to a saveMany has ${name}: unknown`,
    faults: [{ action: 'rewrite', answer: (body) => ({ ...body, ...spoil(body.items as JsonObject[]) }) }],
    act: async ({ films, film }) => {
      const both = [film('Moon'), film('Blade')];
      expect(await failureOf(films.saveMany(both))).toBeInstanceOf(WriteOutcomeUnknownError);
      await films.saveMany(both);
    },
    sent: [
      'POST _bulk create {1}, create {2}',
      'GET _doc/{1}',
      'GET _doc/{2}',
      'POST _bulk index {1} if_seq_no=0, index {2} if_seq_no=1',
    ],
    waits: [],
    retries: [],
    stored: { '{1}': 'Moon', '{2}': 'Blade' },
  })),
];

// — answers of somebody else ———————————————————————————————————————————————————————————————————————————————————————

const mebibyte = 1024 * 1024;

interface StrangeAnswer {
  readonly row: number;
  readonly name: string;
  readonly fault: FailPoint;
  readonly code: ErrorCode;
  readonly reason: string;
}

const strangeAnswers: readonly StrangeAnswer[] = [
  {
    row: 17,
    name: 'a page with status 200',
    fault: { action: 'html', body: page },
    code: 'RESPONSE_UNEXPECTED',
    reason: 'product',
  },
  {
    row: 17,
    name: 'a page with status 200 and the product header',
    fault: { action: 'html', body: page, headers: { 'x-elastic-product': 'Elasticsearch' } },
    code: 'RESPONSE_UNEXPECTED',
    reason: 'no JSON object',
  },
  {
    row: 17,
    name: 'a redirect',
    fault: { action: 'redirect' },
    code: 'RESPONSE_UNEXPECTED',
    reason: 'another address (302)',
  },
  {
    row: 17,
    name: 'nothing, with status 200',
    fault: { action: 'empty' },
    code: 'RESPONSE_UNEXPECTED',
    reason: 'no JSON object',
  },
  {
    row: 17,
    name: 'an answer without the product header',
    fault: { action: 'no-product-header' },
    code: 'RESPONSE_UNEXPECTED',
    reason: 'product',
  },
  {
    row: 17,
    name: 'null',
    fault: { action: 'rewrite', answer: () => null },
    code: 'RESPONSE_UNEXPECTED',
    reason: 'no JSON object',
  },
  {
    row: 17,
    name: 'another object',
    fault: { action: 'rewrite', answer: () => ({ tagline: page }) },
    code: 'RESPONSE_UNEXPECTED',
    reason: 'it has no',
  },
  {
    row: 18,
    name: 'more than is accepted',
    fault: { action: 'huge', bytes: 8 * mebibyte },
    code: 'RESPONSE_TOO_LARGE',
    reason: '1000000 bytes',
  },
  {
    row: 18,
    name: 'more than is accepted, in gzip',
    fault: { action: 'bomb', bytes: 8 * mebibyte },
    code: 'RESPONSE_TOO_LARGE',
    reason: '1000000 bytes',
  },
];

const strangers: readonly FaultCase[] = strangeAnswers.flatMap(
  ({ row, name, fault, code, reason }): FaultCase[] => {
    const options: ConnectionOptions = { client: { maxResponseSize: 1_000_000 } };
    const isShort = (message: string): void => {
      expect(message).toContain(reason);
      expect(message).not.toContain('Bad gateway');
      expect(message.length).toBeLessThan(400);
    };
    return [
      {
        row,
        name: `${name} to a search: told at once`,
        faults: [fault],
        options,
        prepare: oneFilm,
        act: async ({ films }) => {
          const error = await failureOf(films.search());
          expect(error).toMatchObject({ code, name: 'RequestError' });
          isShort(error.message);
        },
        sent: ['POST _search'],
        waits: [],
        retries: [],
        stored: { 'film-a': 'Alien' },
      },
      {
        row,
        name: `${name} to a save: unknown`,
        faults: [{ ...fault, apply: true }],
        options,
        act: async (stage) => {
          const film = stage.film('Alien');
          const error = await failureOf(stage.films.save(film));
          expect(error).toMatchObject({ code: 'WRITE_OUTCOME_UNKNOWN', cause: { code } });
          isShort((error.cause as Error).message);
          await stage.films.save(film);
        },
        sent: [create, 'GET _doc/{1}', 'PUT _doc/{1} if_seq_no=0'],
        waits: [],
        retries: [],
        stored: { '{1}': 'Alien' },
      },
    ];
  },
);

const damaged: readonly FaultCase[] = (
  [
    [15, 'half a gzip', { action: 'gzip-cut' }, 'compression'],
    [15, 'a gzip with a wrong checksum', { action: 'gzip-corrupt' }, 'compression'],
    [16, 'half a JSON', { action: 'invalid-json' }, '43 characters are no JSON'],
  ] as const
).map(([row, name, fault, reason]): FaultCase => ({
  row,
  name: `${name} to a search, to the end`,
  faults: [{ ...fault, times: Infinity }],
  prepare: oneFilm,
  act: async ({ films, heal }) => {
    const error = await failureOf(films.search());
    expect(error).toMatchObject({ code: 'RESPONSE_CORRUPT', name: 'RequestError' });
    expect(error.message).toContain(reason);
    heal();
  },
  sent: Array<string>(4).fill('POST _search'),
  waits: allWaits,
  retries: ['corrupt', 'corrupt', 'corrupt'],
  stored: { 'film-a': 'Alien' },
}));

/** All cases. */
export const faultCases: readonly FaultCase[] = [
  ...lostWrites.flatMap((write) => lostAnswers.map((answer) => toCase(write, answer))),
  ...lostReads.flatMap((read) => lostAnswers.map((answer) => toReadCase(read, answer))),
  ...unknownOutcomes,
  ...unknownUpdates,
  ...conflicts,
  ...refusals,
  ...bulkItems,
  ...strangers,
  ...damaged,
];
