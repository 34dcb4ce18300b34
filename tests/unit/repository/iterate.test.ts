// What going through many documents sends, in which order, and what becomes of it when something goes wrong.
import { describe, expect, test } from '@jest/globals';
import {
  AfterLoad,
  DeletedAt,
  Document,
  Id,
  Integer,
  IterationExpiredError,
  Keyword,
  PartialResultError,
} from 'elastodm';
import type { Iteration } from 'elastodm';
import { failure } from '../../../src/errors/failure.js';
import { toSearchAfter } from '../../../src/request/iteration-order.js';
import type { WireRequest } from '../../../src/types/wire-request.js';
import { rejection } from '../../support/failing.js';
import { until } from '../../support/fault-scene.js';
import { recorder, repositoryOn } from '../../support/recorder.js';
import type { Recorder } from '../../support/recorder.js';

const made: object[] = [];

@Document('entries')
class Entry {
  @Id() id?: string;
  @Integer() n!: number;
  @Keyword() kind?: string;
  @DeletedAt() deletedAt?: Date;
  @AfterLoad() loaded(): void {
    made.push(this);
  }
}

const stuckIn: object[] = [];

@Document('entries')
class Stuck {
  @Id() id?: string;
  @Integer() n!: number;
  @AfterLoad() loaded(): Promise<void> {
    stuckIn.push(this);
    return new Promise(() => undefined);
  }
}

type Body = Readonly<Record<string, unknown>> & {
  readonly size: number;
  readonly pit: { readonly id: string };
  readonly search_after?: readonly number[];
  readonly slice?: { readonly id: number; readonly max: number };
};

const gone = () =>
  failure('REQUEST_REFUSED', {
    alias: 'default',
    api: 'search',
    status: 404,
    type: 'search_phase_execution_exception',
    reason: 'No search context found for id [7]',
  });

interface Wire extends Recorder {
  /** Requests in short. */
  readonly log: string[];
  /** Points in time that are open. */
  readonly open: Set<string>;
  /** Answers the requests that wait, where they have to. */
  release(): Promise<void>;
  holds: boolean;
  /** Changes an answer, or throws. */
  change: (answer: Record<string, unknown>, body: Body) => unknown;
}

/** Documents 0 to `total - 1`, by the number that they are sorted by. */
function wire(total: number): Wire {
  let pits = 0;
  const waiting: (() => void)[] = [];
  const open = new Set<string>();
  const log: string[] = [];
  const answer = (request: WireRequest): unknown => {
    if (request.api === 'openPointInTime') {
      const id = `pit-${++pits}`;
      open.add(id);
      log.push(`open ${id}`);
      return { id };
    }
    if (request.api === 'closePointInTime') {
      const { id } = request.params as { readonly id: string };
      log.push(`close ${id}`);
      return { succeeded: open.delete(id), num_freed: 1 };
    }
    const body = request.params as unknown as Body;
    const { size, search_after: after, slice, pit } = body;
    const part = slice === undefined ? '' : ` slice ${slice.id}`;
    log.push(`page of ${pit.id}${part} after ${String(after?.[0] ?? 'nothing')}`);
    const all = Array.from({ length: total }, (_, n) => n);
    const found = all
      .filter((n) => slice === undefined || n % slice.max === slice.id)
      .filter((n) => after === undefined || n > Number(after[0]))
      .slice(0, size);
    const hits = found.map((n) => ({
      _index: 'entries',
      _id: `e${n}`,
      _score: null,
      _seq_no: n,
      _primary_term: 1,
      _version: 1,
      _source: { n },
      sort: [n, 1_000 + n],
    }));
    const whole = {
      pit_id: pit.id,
      took: 1,
      timed_out: false,
      _shards: { total: 1, successful: 1, skipped: 0, failed: 0 },
      hits: { max_score: null, hits },
    };
    const changed = self.change(whole, body);
    if (!self.holds) return changed;
    return new Promise((resolve) => waiting.push(() => resolve(changed)));
  };
  const { connection, sent } = recorder(answer);
  const self: Wire = {
    connection: {
      ...connection,
      send: async (request, options) => {
        const { signal } = options ?? {};
        const sending = (async () => connection.send(request))();
        return new Promise((resolve, reject) => {
          signal?.addEventListener('abort', () =>
            reject(failure('REQUEST_ABORTED', { alias: 'default', api: request.api })),
          );
          sending.then(resolve as never, reject);
        });
      },
    },
    sent,
    log,
    open,
    holds: false,
    change: (given) => given,
    async release() {
      for (const go of waiting.splice(0)) go();
      await settled();
    },
  };
  return self;
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 5));

async function all(items: AsyncIterable<{ readonly n: number }>): Promise<number[]> {
  const seen: number[] = [];
  for await (const { n } of items) seen.push(n);
  return seen;
}

const sorted = (on: Wire, options: object = {}): Iteration<Entry> =>
  repositoryOn(Entry, on).iterate({ order: { n: 'ASC' } }, { pageSize: 2, ...options });

const stuck = (on: Wire, options: object = {}): Iteration<Stuck> =>
  repositoryOn(Stuck, on).iterate({ order: { n: 'ASC' } }, { pageSize: 2, ...options });

describe('requests', () => {
  const hidden = { bool: { must_not: [{ exists: { field: 'deletedAt' } }] } };
  const page = {
    allow_partial_search_results: true,
    query: hidden,
    pit: { id: 'pit-1', keep_alive: '1m' },
    sort: [{ n: { order: 'asc' } }],
    track_total_hits: false,
    size: 2,
    version: true,
    seq_no_primary_term: true,
  };

  test('of documents with an order', async () => {
    const on = wire(3);
    expect(await all(sorted(on))).toEqual([0, 1, 2]);
    expect(on.sent).toEqual([
      { api: 'openPointInTime', params: { index: 'entries', keep_alive: '1m' } },
      { api: 'search', params: page, exact: 'sort' },
      { api: 'search', params: { ...page, search_after: [1, 1_001] }, exact: 'sort' },
      { api: 'closePointInTime', params: { id: 'pit-1' } },
    ]);
  });

  test('of plain hits of a search, in slices', async () => {
    const on = wire(2);
    const search = repositoryOn(Entry, on).createSearch().filter('term', { kind: 'a' }).source('n');
    const hits = search.iterate({
      slices: 2,
      hydrate: false,
      keepAlive: '5m',
      pageSize: 5,
      withDeleted: true,
    });
    for await (const _ of hits);
    const body = {
      allow_partial_search_results: true,
      query: { bool: { filter: [{ term: { kind: 'a' } }] } },
      _source: { includes: ['n'] },
      pit: { id: 'pit-1', keep_alive: '5m' },
      sort: ['_doc'],
      track_total_hits: false,
      size: 5,
    };
    expect(on.sent).toEqual([
      { api: 'openPointInTime', params: { index: 'entries', keep_alive: '5m' } },
      { api: 'search', params: { ...body, slice: { id: 0, max: 2 } } },
      { api: 'search', params: { ...body, slice: { id: 1, max: 2 } } },
      { api: 'closePointInTime', params: { id: 'pit-1' } },
    ]);
  });

  test('that go on behind a hit begin behind all places of it', async () => {
    const on = wire(5);
    expect(await all(sorted(on, { after: [2] }))).toEqual([3, 4]);
    expect(on.sent[1]).toEqual({
      api: 'search',
      params: { ...page, search_after: [2, Number.MAX_SAFE_INTEGER] },
      exact: 'sort',
    });
  });

  test('send whole numbers that were stored as text as numbers, and other text as text', () => {
    expect(toSearchAfter(['9223372036854775807', '-9223372036854775808', '007', '12', null, 1.5])).toEqual([
      9223372036854775807n,
      -9223372036854775808n,
      '007',
      '12',
      null,
      1.5,
      Number.MAX_SAFE_INTEGER,
    ]);
  });
});

describe('reading ahead', () => {
  test('asks for the next page when this one is begun, and for no further one', async () => {
    const on = wire(9);
    const hits = sorted(on);
    await hits.next();
    await settled();
    expect(on.log).toEqual(['open pit-1', 'page of pit-1 after nothing', 'page of pit-1 after 1']);
    await hits.next();
    await settled();
    expect(on.log).toHaveLength(3);
    await hits.next();
    await settled();
    expect(on.log).toHaveLength(4);
    await hits.return();
    expect(on.log.slice(3)).toEqual(['page of pit-1 after 3', 'close pit-1']);
  });

  test('can be switched off', async () => {
    const on = wire(9);
    const hits = sorted(on, { readAhead: false });
    await hits.next();
    await hits.next();
    await settled();
    expect(on.log).toEqual(['open pit-1', 'page of pit-1 after nothing']);
    await hits.next();
    expect(on.log).toHaveLength(3);
    await hits.return();
  });

  test('makes no documents of a page that nobody reads', async () => {
    made.length = 0;
    const on = wire(9);
    const hits = sorted(on);
    await hits.next();
    await settled();
    expect(made).toHaveLength(2);
    await hits.return();
    expect(made).toHaveLength(2);
  });

  test('in slices gives pages as they arrive, so that no slice waits for another', async () => {
    const on = wire(12);
    const hits = sorted(on, { slices: 2 });
    const seen = await all(hits);
    expect(seen).toEqual([0, 2, 1, 3, 4, 6, 5, 7, 8, 10, 9, 11]);
    expect(hits.after).toBeUndefined();
    expect(hits.count).toBe(12);
    expect(on.open.size).toBe(0);
  });

  test('a page that fails ahead fails when it is reached', async () => {
    const on = wire(9);
    on.change = (given, { search_after: after }) => {
      if (after?.[0] === 1) throw failure('CONNECTION_FAILED', { alias: 'default', reason: 'down' });
      return given;
    };
    const hits = sorted(on);
    await hits.next();
    await settled();
    expect((await hits.next()).value).toMatchObject({ n: 1 });
    expect(await rejection(hits.next())).toMatchObject({ code: 'CONNECTION_FAILED' });
    expect(await hits.next()).toEqual({ done: true, value: undefined });
    expect(hits.after).toEqual([1]);
    expect(on.log.at(-1)).toBe('close pit-1');
  });
});

describe('where it stands', () => {
  test('is told by count and after, before, between and behind', async () => {
    const on = wire(3);
    const hits = sorted(on);
    expect([hits.count, hits.after]).toEqual([0, undefined]);
    for (const n of [0, 1, 2]) {
      await hits.next();
      expect([hits.count, hits.after]).toEqual([n + 1, [n]]);
    }
    expect((await hits.next()).done).toBe(true);
    expect([hits.count, hits.after]).toEqual([3, [2]]);
  });

  test('is nowhere without a sort', async () => {
    const hits = repositoryOn(Entry, wire(3)).createSearch().iterate({ pageSize: 2 });
    await hits.next();
    expect([hits.count, hits.after]).toEqual([1, undefined]);
    await hits.return();
  });

  test('pages begin where hits ended, and hits where pages did', async () => {
    const hits = sorted(wire(7), { pageSize: 3 });
    await hits.next();
    const pages = hits.pages();
    expect((await pages.next()).value?.map(({ n }) => n)).toEqual([1, 2]);
    expect((await pages.next()).value?.map(({ n }) => n)).toEqual([3, 4, 5]);
    expect([hits.count, hits.after]).toEqual([6, [5]]);
    expect((await hits.next()).value?.n).toBe(6);
    expect((await pages.next()).done).toBe(true);
  });

  test('calls that do not wait for each other get their turns', async () => {
    const on = wire(5);
    on.holds = true;
    const hits = sorted(on);
    const calls = [0, 1, 2, 3, 4, 5].map(() => hits.next());
    for (let times = 0; times < 5; times++) await on.release().then(settled);
    const results = await Promise.all(calls);
    expect(results.map(({ value }) => value?.n)).toEqual([0, 1, 2, 3, 4, undefined]);
    expect(results.map(({ done }) => done)).toEqual([false, false, false, false, false, true]);
    expect(on.open.size).toBe(0);
  });
});

describe('closing', () => {
  test('one that was never started sends nothing', async () => {
    const on = wire(3);
    const hits = sorted(on);
    await hits.return();
    await sorted(on)[Symbol.asyncDispose]();
    expect(await rejection(sorted(on).throw(new Error('mine')))).toMatchObject({ message: 'mine' });
    expect(await hits.next()).toEqual({ done: true, value: undefined });
    expect(on.sent).toEqual([]);
  });

  test('a break of pages, and one of hits, close it once', async () => {
    const on = wire(9);
    for await (const _ of sorted(on).pages()) break;
    for await (const _ of sorted(on)) break;
    expect(on.log.filter((line) => line.startsWith('close'))).toEqual(['close pit-1', 'close pit-2']);
  });

  test('what closing throws hides nothing', async () => {
    const on = wire(9);
    const send = on.connection.send.bind(on.connection);
    const failing = {
      ...on,
      connection: {
        ...on.connection,
        send: ((request, options) =>
          request.api === 'closePointInTime'
            ? Promise.reject(failure('CONNECTION_FAILED', { alias: 'default', reason: 'down' }))
            : send(request, options)) as typeof send,
      },
    };
    expect(await all(sorted(failing))).toHaveLength(9);
    const mine = (async () => {
      for await (const _ of sorted(failing)) throw new Error('mine');
    })();
    await expect(mine).rejects.toThrow('mine');
  });

  test('the last id that a server gave is closed', async () => {
    const on = wire(3);
    on.change = (given) => ({ ...given, pit_id: 'pit-new' });
    await all(sorted(on));
    expect(on.log.at(-1)).toBe('close pit-new');
  });

  test('an abort drops what is there, rejects once, and closes', async () => {
    const on = wire(9);
    const controller = new AbortController();
    const hits = sorted(on, { signal: controller.signal });
    await hits.next();
    controller.abort(new Error('enough'));
    await settled();
    expect(on.log.at(-1)).toBe('close pit-1');
    const error = await rejection(hits.next());
    expect(error).toMatchObject({ code: 'REQUEST_ABORTED', cause: { message: 'enough' } });
    expect([hits.count, hits.after]).toEqual([1, [0]]);
    expect(await hits.next()).toEqual({ done: true, value: undefined });
  });

  test('an abort ends what is under way at once', async () => {
    const on = wire(9);
    on.holds = true;
    const controller = new AbortController();
    const next = sorted(on, { signal: controller.signal }).next();
    await settled();
    controller.abort();
    expect(await rejection(next)).toMatchObject({ code: 'REQUEST_ABORTED' });
    await settled();
    expect(on.open.size).toBe(0);
  });

  test('an abort before the first opens nothing', async () => {
    const on = wire(9);
    const hits = sorted(on, { signal: AbortSignal.abort() });
    expect(await rejection(hits.next())).toMatchObject({ code: 'REQUEST_ABORTED' });
    expect(on.sent).toEqual([]);
  });

  test('an abort while it is opened closes what is opened later', async () => {
    const on = wire(9);
    const send = on.connection.send.bind(on.connection);
    let open: () => void = () => undefined;
    const slow = {
      ...on,
      connection: {
        ...on.connection,
        send: (async (request, options) => {
          if (request.api === 'openPointInTime') await new Promise<void>((resolve) => (open = resolve));
          return send(request, options);
        }) as typeof send,
      },
    };
    const controller = new AbortController();
    const next = sorted(slow, { signal: controller.signal }).next();
    await settled();
    controller.abort();
    expect(await rejection(next)).toMatchObject({ code: 'REQUEST_ABORTED' });
    expect(on.log).toEqual([]);
    open();
    await settled();
    expect(on.log).toEqual(['open pit-1', 'close pit-1']);
  });

  test('an abort does not wait for a hook that never ends', async () => {
    const on = wire(9);
    const controller = new AbortController();
    const hits = stuck(on, { signal: controller.signal });
    const next = hits.next();
    await until(() => stuckIn.length > 0);
    controller.abort(new Error('enough'));
    expect(await rejection(next)).toMatchObject({ code: 'REQUEST_ABORTED', cause: { message: 'enough' } });
    await until(() => on.open.size === 0);
    expect(await hits.next()).toEqual({ done: true, value: undefined });
  });

  test('who leaves does not wait for a page, for a hook, or for what is being opened', async () => {
    const held = wire(9);
    held.holds = true;
    const opening = wire(9);
    const send = opening.connection.send.bind(opening.connection);
    const never = (async (request, options) =>
      request.api === 'openPointInTime'
        ? new Promise(() => undefined)
        : send(request, options)) as typeof send;
    const slow = { ...opening, connection: { ...opening.connection, send: never } };
    for (const hits of [sorted(held), stuck(wire(9)), sorted(slow, { timeout: 20 })]) {
      const calls = [hits.next(), hits.next()];
      await settled();
      const pages = hits.pages().next();
      expect(await hits.return()).toEqual({ done: true, value: undefined });
      for (const call of [...calls, pages]) expect(await call).toEqual({ done: true, value: undefined });
      expect([hits.count, hits.after]).toEqual([0, undefined]);
    }
    expect(held.log).toEqual(['open pit-1', 'page of pit-1 after nothing', 'close pit-1']);
    const hits = sorted(held);
    const next = hits.next();
    await settled();
    expect(await rejection(hits.throw(new Error('mine')))).toMatchObject({ message: 'mine' });
    expect(await next).toEqual({ done: true, value: undefined });
    expect(held.open.size).toBe(0);
  });

  test('leaves nothing on the signal', async () => {
    const { signal } = new AbortController();
    const counted = { added: 0, removed: 0 };
    const add = signal.addEventListener.bind(signal);
    const remove = signal.removeEventListener.bind(signal);
    Object.assign(signal, {
      addEventListener: (...given: Parameters<typeof add>) => {
        counted.added += 1;
        add(...given);
      },
      removeEventListener: (...given: Parameters<typeof remove>) => {
        counted.removed += 1;
        remove(...given);
      },
    });
    await all(sorted(wire(9), { signal }));
    expect(counted).toEqual({ added: 1, removed: 1 });
  });
});

describe('a page that leads nowhere', () => {
  type Hits = { readonly hits: { readonly hits: readonly object[] } };
  const withHits = (given: object, change: (hit: object) => object): object => ({
    ...given,
    hits: { hits: (given as Hits).hits.hits.map(change) },
  });

  test.each([
    ['has no sort', (hit: object) => ({ ...hit, sort: undefined })],
    ['has an empty one', (hit: object) => ({ ...hit, sort: [] })],
  ])('as its last hit %s is an error, and its hits are not given', async (_name, change) => {
    for (const options of [{}, { readAhead: false }, { hydrate: false }, { slices: 2 }]) {
      const on = wire(9);
      on.change = (given) => withHits(given, change);
      expect(await rejection(sorted(on, options).next())).toMatchObject({
        code: 'RESPONSE_UNEXPECTED',
        details: {
          alias: 'default',
          api: 'search',
          reason: 'the last hit of a page has no `sort` values, so that there is no way on to the next page',
        },
      });
      expect(on.open.size).toBe(0);
    }
    // A page that is the last one needs none.
    const on = wire(1);
    on.change = (given) => withHits(given, change);
    expect(await all(sorted(on))).toEqual([0]);
  });

  test('as it comes again is an error, and is given once', async () => {
    const on = wire(9);
    let first: unknown;
    on.change = (given) => (first ??= given);
    const seen: number[] = [];
    const going = (async () => {
      for await (const { n } of sorted(on)) if (seen.push(n) > 9) break;
    })();
    expect(await rejection(going)).toMatchObject({
      code: 'RESPONSE_UNEXPECTED',
      details: { reason: 'a page ends with the same hit as the page before it' },
    });
    expect(seen).toEqual([0, 1]);
    expect(on.open.size).toBe(0);
  });
});

describe('a point in time that is gone', () => {
  const losing = (on: Wire, at: number): void => {
    on.change = (given, { pit, search_after: after }) => {
      if (pit.id === 'pit-1' && after?.[0] === at) throw gone();
      return given;
    };
  };

  test('says how far it came, and where to go on', async () => {
    const on = wire(9);
    losing(on, 3);
    const seen: number[] = [];
    const error = await rejection(
      (async () => {
        for await (const { n } of sorted(on)) seen.push(n);
      })(),
    );
    expect(seen).toEqual([0, 1, 2, 3]);
    if (!(error instanceof IterationExpiredError)) throw error;
    expect(error.details).toEqual({ className: 'Entry', alias: 'default', count: 4, keepAlive: '1m' });
    expect(error.after).toEqual([3]);
    expect(error.cause).toMatchObject({ code: 'REQUEST_REFUSED' });
    expect(JSON.stringify(error)).not.toContain('after":');
  });

  test('is opened again behind what was read, given or not', async () => {
    const on = wire(9);
    losing(on, 3);
    expect(await all(sorted(on, { onExpired: 'reopen' }))).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    expect(on.log).toEqual([
      'open pit-1',
      'page of pit-1 after nothing',
      'page of pit-1 after 1',
      'page of pit-1 after 3',
      'close pit-1',
      'open pit-2',
      'page of pit-2 after 3',
      'page of pit-2 after 5',
      'page of pit-2 after 7',
      'close pit-2',
    ]);
    const { params } = on.sent[6] as WireRequest<'search'>;
    expect(params.search_after).toEqual([3, Number.MAX_SAFE_INTEGER]);
  });

  test('twice without a page between is an error', async () => {
    const on = wire(9);
    on.change = (given, { search_after: after }) => {
      if (after?.[0] === 3) throw gone();
      return given;
    };
    expect(await rejection(all(sorted(on, { onExpired: 'reopen' })))).toMatchObject({
      code: 'ITERATION_EXPIRED',
      details: { count: 4 },
    });
  });

  test('in one shard only, too, unless parts are wanted', async () => {
    const lost = (given: Record<string, unknown>): unknown => {
      const reason = {
        type: 'search_context_missing_exception',
        reason: 'No search context found for id [7]',
      };
      const failures = [{ shard: 0, reason }];
      return { ...given, _shards: { total: 2, successful: 1, skipped: 0, failed: 1, failures } };
    };
    const on = wire(3);
    on.change = lost;
    expect(await rejection(sorted(on).next())).toMatchObject({ code: 'ITERATION_EXPIRED' });
    expect(await all(sorted(on, { strict: false }))).toEqual([0, 1, 2]);
  });
});

test.each([[{}], [{ hydrate: false }]])('a page that is not whole is an error, with %j', async (options) => {
  const on = wire(5);
  on.change = (given, { search_after: after }) =>
    after === undefined ? given : { ...given, timed_out: true };
  const hits = sorted(on, options);
  await hits.next();
  await hits.next();
  const error = await rejection(hits.next());
  expect(error).toBeInstanceOf(PartialResultError);
  expect((error as { readonly result?: unknown }).result).toMatchObject({ length: 2 });
  // What ended for want of time may be short, and not the last.
  on.change = (given, { search_after: after }) =>
    after?.[0] === 1
      ? {
          ...given,
          timed_out: true,
          hits: { hits: [(given as never as { hits: { hits: object[] } }).hits.hits[0]] },
        }
      : given;
  expect(await all(sorted(on, { ...options, strict: false }))).toEqual([0, 1, 2, 3, 4]);
});

test('plain documents are the sources, without keys that change what an object is', async () => {
  const on = wire(1);
  const source = JSON.parse(
    '{"n":1,"__proto__":{"admin":true},"in":[{"constructor":1,"ok":null}]}',
  ) as object;
  on.change = (given) => ({
    ...given,
    hits: { hits: [{ _index: 'entries', _id: 'a', _score: null, _source: source, sort: [1, 1] }] },
  });
  made.length = 0;
  const [document] = (await sorted(on, { hydrate: false }).pages().next()).value ?? [];
  expect(document).toBe(source);
  expect(document).toEqual({ n: 1, in: [{ ok: null }] });
  expect(Object.keys(document as object)).toEqual(['n', 'in']);
  const [hit] =
    (await repositoryOn(Entry, on).createSearch().iterate({ hydrate: false }).pages().next()).value ?? [];
  expect(hit).toEqual({ document: source, id: 'a', index: 'entries', score: null, sort: [1, 1] });
  expect(made).toEqual([]);
});

describe('what is refused, with nothing sent', () => {
  const on = wire(3);
  const entries = repositoryOn(Entry, on);
  test.each([
    ['pageSize', { pageSize: 0 }],
    ['slices', { slices: 0 }],
    ['slices', { slices: 1.5 }],
    ['slices', { slices: 1_025 }],
    ['onExpired', { onExpired: 'reopne' }],
    ['onExpired', { onExpired: 'reopen', slices: 2 }],
    ['after', { after: [1], slices: 2 }],
    ['after', { after: [] }],
    ['after', { after: [1, 2] }],
    ['after', { after: [undefined] }],
    ['after', { after: 'n' }],
  ])('%s: %j', async (path, options) => {
    const hits = entries
      .createSearch()
      .sort('n')
      .iterate(options as object);
    expect(await rejection(hits.next())).toMatchObject({ code: 'QUERY_INVALID_VALUE', details: { path } });
  });

  test.each([
    ['without a sort', entries.createSearch()],
    ['by the place in the index', entries.createSearch().sort('_doc')],
    ['with an empty sort', entries.createSearch().extra({ sort: [] })],
  ])('going on %s', async (_, search) => {
    for (const options of [{ after: [1] }, { onExpired: 'reopen' as const }]) {
      const [path] = Object.keys(options);
      expect(await rejection(search.iterate(options).next())).toMatchObject({
        code: 'QUERY_INVALID_VALUE',
        details: { path },
      });
    }
  });

  test.each([
    ['QUERY_UNDEFINED', { where: { n: undefined } }],
    ['QUERY_UNFIT', { take: 5 }],
    ['QUERY_UNFIT', { skip: 5 }],
    ['QUERY_UNFIT', { limit: 5 }],
    ['QUERY_FIELD_UNKNOWN', { where: { m: 1 } }],
  ])('%s: %j', async (code, options) => {
    expect(await rejection(entries.iterate(options as object).next())).toMatchObject({ code });
    expect(on.sent).toEqual([]);
  });
});

test('an empty sort is none', async () => {
  const on = wire(3);
  const hits = repositoryOn(Entry, on).createSearch().extra({ sort: [] }).iterate({ pageSize: 2 });
  for await (const _ of hits);
  expect(on.sent[1]?.params).toMatchObject({ sort: ['_doc'] });
});
