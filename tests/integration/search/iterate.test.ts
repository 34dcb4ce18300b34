// Going through many documents on a real server: nothing lost, nothing twice, nothing left open.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  AfterLoad,
  DataSource,
  DateField,
  DateNanos,
  DeletedAt,
  Document,
  Id,
  Integer,
  IterationExpiredError,
  Keyword,
  PartialResultError,
  RequestAbortedError,
  Search,
} from 'elastodm';
import type { Iteration, Repository } from 'elastodm';
import { inspect } from 'node:util';
import { testIndices } from '../../support/cleanup.js';
import { rejection } from '../../support/failing.js';
import { serverOptions } from '../../support/server.js';

const newIndex = testIndices();
const total = 1_500;
const loads = new WeakMap<object, number>();
const settings = { number_of_shards: 2, number_of_replicas: 0, refresh_interval: '-1' };

@Document({ index: newIndex('entries'), settings })
class Entry {
  @Id() id?: string;
  @Integer() n!: number;
  @Keyword() kind!: string;
  /** Every third has none. */
  @DateField() at?: Date;
  @DateNanos() exactly?: string;
  @DeletedAt() deletedAt?: Date;
  @AfterLoad() loaded(): void {
    loads.set(this, (loads.get(this) ?? 0) + 1);
  }
}
const clashing = newIndex('clashing');
const dataSource = new DataSource({
  connections: { default: serverOptions() },
  documents: [Entry],
  synchronize: 'create',
});
let entries: Repository<Entry>;
const client = () => dataSource.connections.getConnection();
const everyId = Array.from({ length: total }, (_, n) => `e${n}`).sort();

beforeAll(async () => {
  await dataSource.initialize();
  entries = dataSource.getRepository(Entry);
  const operations = Array.from({ length: total }, (_, n) => [
    { index: { _id: `e${n}` } },
    {
      n,
      kind: `kind-${n % 4}`,
      ...(n % 3 === 0 ? {} : { at: new Date(Date.UTC(2020, 0, 1) + Math.floor(n / 10)).toISOString() }),
      // One nanosecond apart: JavaScript's numbers can't tell their sort values from each other.
      exactly: `2020-01-01T00:00:00.${String(n).padStart(9, '0')}Z`,
    },
  ]).flat();
  await client().bulk({ index: entries.metadata.index, operations, refresh: true });
  await client().index({
    index: entries.metadata.index,
    id: 'deleted',
    refresh: true,
    document: { n: -1, deletedAt: '2024-01-01' },
  });
  await client().indices.create({ index: clashing, mappings: { properties: { n: { type: 'text' } } } });
  await client().index({ index: clashing, document: { n: 'text' }, refresh: true });
});
afterAll(() => dataSource.close());

async function openContexts(): Promise<number> {
  const stats = await client().indices.stats({ index: entries.metadata.index, metric: 'search' });
  return stats._all.total?.search?.open_contexts ?? -1;
}

async function idsOf(hits: AsyncIterable<{ readonly id?: string }>): Promise<string[]> {
  const ids: string[] = [];
  for await (const { id } of hits) ids.push(id ?? '');
  return ids;
}

const plain = () =>
  new Search({ index: entries.metadata.index, connections: dataSource.connections }).filter('exists', {
    field: 'kind',
  });

describe('everything comes once', () => {
  test.each([
    ['of a class', {}],
    ['in pages that end with the last', { pageSize: total / 4 }],
    ['in pages that do not', { pageSize: 700 }],
    ['without reading ahead', { pageSize: 700, readAhead: false }],
    ['in slices', { pageSize: 200, slices: 3 }],
    ['in slices, without reading ahead', { pageSize: 200, slices: 2, readAhead: false }],
    ['plain', { pageSize: 700, hydrate: false }],
    ['plain, in slices', { pageSize: 300, slices: 2, hydrate: false }],
  ])('%s: %j', async (_, options) => {
    expect((await idsOf(entries.createSearch().iterate(options))).sort()).toEqual(everyId);
    expect((await idsOf(plain().iterate(options))).sort()).toEqual(everyId);
    expect(await openContexts()).toBe(0);
  });

  test('documents are what a find gives, with their hooks and their versions', async () => {
    const found = entries.iterate({ where: { kind: 'kind-1' }, order: { n: 'DESC' } }, { pageSize: 100 });
    const documents: Entry[] = [];
    for await (const document of found) documents.push(document);
    expect(documents).toEqual(await entries.find({ where: { kind: 'kind-1' }, order: { n: 'DESC' } }));
    expect(documents[0]).toBeInstanceOf(Entry);
    expect(documents.every((document) => loads.get(document) === 1)).toBe(true);
    expect(found.count).toBe(total / 4);
    // It can be saved on condition that nobody changed it.
    await entries.update(documents[0]!, { kind: 'kind-1' });
  });

  test('plain documents are as they are stored, and no hook is called', async () => {
    const [first] =
      (
        await entries
          .iterate({ where: { n: 1 } }, { hydrate: false })
          .pages()
          .next()
      ).value ?? [];
    expect(first).toEqual({
      n: 1,
      kind: 'kind-1',
      at: '2020-01-01T00:00:00.000Z',
      exactly: '2020-01-01T00:00:00.000000001Z',
    });
    const hits = entries.createSearch().filter('term', { n: 1 }).extra({ version: true });
    for await (const hit of hits.iterate({ hydrate: false })) {
      expect(hit).toMatchObject({ id: 'e1', version: expect.any(Number), document: first });
      expect(hit.seqNo).toBeUndefined();
    }
  });

  test('deleted documents come with withDeleted, and no others without', async () => {
    expect(await idsOf(entries.iterate({ where: { n: -1 } }))).toEqual([]);
    expect(await idsOf(entries.iterate({ where: { n: -1 }, withDeleted: true }))).toEqual(['deleted']);
    expect(await idsOf(entries.iterate({ where: { n: -1 } }, { withDeleted: true }))).toEqual(['deleted']);
  });

  test('pages come as arrays, after what was given before them', async () => {
    const hits = entries.iterate({ order: { n: 'ASC' }, select: ['n'] }, { pageSize: 500 });
    expect((await hits.next()).value).toMatchObject({ n: 0 });
    const sizes: number[] = [];
    const seen: number[] = [];
    for await (const page of hits.pages()) {
      sizes.push(page.length);
      seen.push(...page.map(({ n }) => n));
      expect(hits.count).toBe(seen.length + 1);
    }
    expect(sizes).toEqual([499, 500, 500]);
    expect(seen).toEqual(Array.from({ length: total - 1 }, (_, place) => place + 1));
  });
});

describe('orders', () => {
  // Their values are the same for many documents, are missing, or are beyond what a number holds.
  test.each([
    [{ kind: 'ASC' }],
    [{ kind: 'DESC' }],
    [{ at: 'ASC' }],
    [{ at: 'DESC' }],
    [{ exactly: 'ASC' }],
    [{ exactly: 'DESC' }],
    [{ at: { order: 'ASC', missing: '_first' }, n: 'DESC' }],
  ] as const)('%j: at the borders of pages, none is lost or comes twice', async (order) => {
    const ids = await idsOf(entries.iterate({ order }, { pageSize: 130 }));
    expect(ids).toHaveLength(total);
    expect([...ids].sort()).toEqual(everyId);
  });
});

describe('going on', () => {
  const orders = [
    [{ n: 'ASC' }],
    [{ n: 'DESC' }],
    [{ exactly: 'ASC' }],
    [{ at: 'ASC', n: 'ASC' }],
    [{ at: 'DESC', n: 'DESC' }],
    [{ at: { order: 'ASC', missing: '_first' }, n: 'DESC' }],
  ] as const;

  test.each(orders)('in another iteration behind what was given, by %j', async (order) => {
    const whole = await idsOf(entries.iterate({ order }));
    for (const place of [1, 100, 101, 999, total]) {
      const first = entries.iterate({ order }, { pageSize: 100 });
      const ids: string[] = [];
      for await (const { id } of first) {
        ids.push(id!);
        if (ids.length === place) break;
      }
      expect(first.count).toBe(place);
      // As somebody stores it.
      const after = JSON.parse(JSON.stringify(first.after)) as unknown[];
      const rest = await idsOf(entries.iterate({ order }, { pageSize: 100, after }));
      expect([...ids, ...rest]).toEqual(whole);
    }
    expect(await openContexts()).toBe(0);
  });

  test.each([
    ['hydrated', {}],
    ['plain', { hydrate: false }],
    ['without reading ahead', { readAhead: false }],
  ])('a point in time that is gone is opened again, %s', async (_, options) => {
    const hits = entries
      .createSearch()
      .sort('at', 'n')
      .iterate({ pageSize: 100, onExpired: 'reopen', ...options });
    const ids: string[] = [];
    for await (const { id } of hits) {
      ids.push(id);
      if (ids.length % 450 === 0) await closeAll();
    }
    expect(ids).toEqual(await idsOf(entries.createSearch().sort('at', 'n').iterate()));
    expect(await openContexts()).toBe(0);
  });

  test('or says how far it came, and where to go on', async () => {
    const first = entries.iterate({ order: { n: 'ASC' } }, { pageSize: 100 });
    const seen: number[] = [];
    const error = await rejection(
      (async () => {
        for await (const { n } of first) {
          seen.push(n);
          if (seen.length === 150) await closeAll();
        }
      })(),
    );
    if (!(error instanceof IterationExpiredError)) throw error;
    // What was read ahead before it was gone is given.
    expect(seen.length).toBeGreaterThanOrEqual(200);
    expect(error).toMatchObject({
      code: 'ITERATION_EXPIRED',
      details: { count: seen.length, className: 'Entry' },
    });
    expect(error.after).toEqual([seen.at(-1)]);
    expect(inspect(error, { depth: 9 })).not.toMatch(/after:|#after/);
    expect(error.cause).toMatchObject({ code: 'REQUEST_REFUSED', details: { status: 404 } });
    for await (const { n } of entries.iterate({ order: { n: 'ASC' } }, { after: error.after! })) seen.push(n);
    expect(seen).toEqual(Array.from({ length: total }, (_, n) => n));
    expect(await first.next()).toEqual({ done: true, value: undefined });
  });

  // Closes every point in time of the index: each answer carried the last id of its own.
  async function closeAll(): Promise<void> {
    for (const id of opened.splice(0)) await client().closePointInTime({ id }, { ignore: [404] });
  }
  const opened: string[] = [];
  beforeAll(() => {
    client().diagnostic.on('response', (_, result) => {
      const { pit_id: id } = (result?.body ?? {}) as { readonly pit_id?: string };
      if (id !== undefined) opened.push(id);
    });
  });
});

describe('nothing stays open', () => {
  const ways: readonly [string, object][] = [
    ['page by page', { readAhead: false }],
    ['with read-ahead', {}],
    ['in slices', { slices: 2 }],
    ['in slices, with a sort', { slices: 3, readAhead: false }],
  ];

  test.each(ways)('after twenty breaks, %s', async (_, options) => {
    for (let time = 0; time < 20; time++) {
      for await (const _hit of entries.createSearch().iterate({ pageSize: 50, ...options })) break;
    }
    expect(await openContexts()).toBe(0);
  });

  test.each(ways)('after an error of the consumer, %s', async (_, options) => {
    const failing = (async () => {
      for await (const _page of entries.iterate({}, { pageSize: 50, ...options }).pages())
        throw new Error('mine');
    })();
    await expect(failing).rejects.toThrow('mine');
    expect(await openContexts()).toBe(0);
  });

  test.each(ways)('after an abort, %s', async (_, options) => {
    const controller = new AbortController();
    const { signal } = controller;
    const hits = entries.createSearch().iterate({ pageSize: 50, signal, ...options });
    for (let count = 0; count < 70; count++) await hits.next();
    controller.abort(new Error('enough'));
    const error = await rejection(hits.next());
    expect(error).toBeInstanceOf(RequestAbortedError);
    expect(error.cause).toMatchObject({ message: 'enough' });
    expect(await hits.next()).toEqual({ done: true, value: undefined });
    expect(hits.count).toBe(70);
    await untilClosed();
  });

  test('after an abort while a page is under way, or the point in time is opened', async () => {
    for (const wait of [0, 1, 3, 10]) {
      const controller = new AbortController();
      const next = entries.iterate({}, { pageSize: 1_000, signal: controller.signal }).pages().next();
      const failed = rejection(next as Promise<unknown>).catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, wait));
      controller.abort();
      await failed;
    }
    await untilClosed();
  });

  test('after one that was never started, disposed of, or at its end', async () => {
    const hits: Iteration<unknown> = entries.iterate();
    expect(await hits.return()).toEqual({ done: true, value: undefined });
    expect(await hits.next()).toEqual({ done: true, value: undefined });
    {
      // Not so large that the pages that are read ahead are the last.
      await using started = entries.iterate({}, { slices: 2, pageSize: 50 });
      await started.next();
      expect(await openContexts()).toBeGreaterThan(0);
    }
    expect(await openContexts()).toBe(0);
  });

  test('after a search that fails, or is not whole', async () => {
    const refused = entries
      .createSearch()
      .extra({ sort: ['nonesuch'] })
      .iterate();
    expect(await rejection(refused.next())).toMatchObject({ code: 'REQUEST_REFUSED' });
    const both = `${entries.metadata.index},${clashing}`;
    const search = new Search({ index: both, connections: dataSource.connections }).sort('n');
    const failed = await rejection(search.iterate().next());
    expect(failed).toBeInstanceOf(PartialResultError);
    const found = search.iterate({ strict: false, pageSize: 1_000 });
    expect(await idsOf(found)).toHaveLength(total + 1);
    expect(await openContexts()).toBe(0);
  });

  async function untilClosed(): Promise<void> {
    for (let tries = 0; (await openContexts()) > 0; tries++) {
      if (tries > 100) throw new Error('There are open contexts.');
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
});

test('a slow consumer has at most one page waiting in each slice', async () => {
  for (const [slices, readAhead, most] of [
    [1, true, 2],
    [1, false, 1],
    [3, true, 4],
  ] as const) {
    let asked = 0;
    const count = (): void => void (asked += 1);
    client().diagnostic.on('response', count);
    const hits = entries.iterate({}, { pageSize: 50, slices, readAhead });
    await hits.next();
    await new Promise((resolve) => setTimeout(resolve, 200));
    // The point in time, too.
    expect(asked - 1).toBeLessThanOrEqual(most);
    client().diagnostic.off('response', count);
    await hits.return();
  }
});

test('calls that do not wait for each other get their hits in order', async () => {
  const hits = entries.iterate({ order: { n: 'ASC' } }, { pageSize: 3 });
  const results = await Promise.all(Array.from({ length: 10 }, () => hits.next()));
  expect(results.map(({ value }) => value?.n)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  await hits.return();
});
