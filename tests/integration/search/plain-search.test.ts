// Searches without a class, on a real server.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ConnectionManager, Search } from 'elastodm';
import { testIndices } from '../../support/cleanup.js';
import { rejection } from '../../support/failing.js';
import { serverOptions, uniqueIndex } from '../../support/server.js';

const newIndex = testIndices();
const index = newIndex('logs-a');
const other = newIndex('logs-b');
const connections = new ConnectionManager();
const logs = new Search({ index, connections });

beforeAll(async () => {
  const client = connections.createConnection(serverOptions());
  const mappings = {
    properties: {
      message: { type: 'text' },
      level: { type: 'keyword' },
      host: { type: 'keyword' },
      at: { type: 'date' },
    },
  } as const;
  const settings = { number_of_shards: 1, number_of_replicas: 0 };
  for (const name of [index, other]) await client.indices.create({ index: name, mappings, settings });
  const line = (id: string, message: string, level: string, host: string, at: string): readonly object[] => [
    { index: { _index: index, _id: id } },
    { message, level, host, at },
  ];
  await client.bulk({
    refresh: true,
    operations: [
      ...line('1', 'disk error', 'error', 'a', '2026-01-01'),
      ...line('2', 'network error', 'error', 'b', '2026-01-02'),
      ...line('3', 'no error at all', 'debug', 'a', '2026-01-03'),
      ...line('4', 'started', 'info', 'a', '2026-01-04'),
      { index: { _index: other, _id: '5' } },
      { message: 'error elsewhere', level: 'error', host: 'c', at: '2026-01-05' },
    ],
  });
});
afterAll(() => connections.close());

const ids = async (search: Search): Promise<string[]> => (await search.execute()).hits.map(({ id }) => id);

describe('a search without a class', () => {
  test('finds, filters, leaves out, sorts and pages', async () => {
    const search = logs
      .query('match', { message: 'error' })
      .filter('range', { at: { gte: new Date('2026-01-01'), lt: '2026-02-01' } })
      .exclude('term', { level: 'debug' })
      .sort('-at');
    const response = await search.execute();
    expect(response).toMatchObject({ length: 2, total: 2, totalRelation: 'eq', timedOut: false });
    expect([...response].map(({ document }) => document['message'])).toEqual(['network error', 'disk error']);
    expect(response.hits[0]).toMatchObject({
      id: '2',
      index,
      document: { message: 'network error', level: 'error', host: 'b', at: '2026-01-02' },
      score: null,
      sort: [Date.UTC(2026, 0, 2)],
    });
    expect(await ids(search.slice(1, 2))).toEqual(['1']);
    expect(await ids(search.slice(1))).toEqual(['1']);
    expect(await ids(search.sort('at'))).toEqual(['1', '2']);
    expect(await search.slice(0, 1).count()).toBe(2);
  });

  test('scores by its queries alone', async () => {
    const [hit] = (await logs.query('term', { level: 'error' }).filter('term', { host: 'b' }).execute()).hits;
    expect(hit?.score).toBeGreaterThan(0);
    const filtered = await logs.filter('term', { host: 'b' }).execute();
    expect(filtered.hits.map(({ score }) => score)).toEqual([0]);
  });

  test('keeps the meaning of a should beside a filter', async () => {
    const hosts = { bool: { should: [{ term: { host: 'b' } }, { term: { host: 'c' } }] } };
    expect(await ids(logs.query(hosts).filter('term', { level: 'error' }))).toEqual(['2']);
  });

  test('without a query finds all, of all its indices', async () => {
    expect((await logs.execute()).total).toBe(4);
    expect((await logs.index(index, other).execute()).total).toBe(5);
    expect(await logs.index(other).count()).toBe(1);
    expect((await logs.index(`${index.slice(0, -1)}*`).execute()).total).toBe(4);
  });

  test('gives the parts of the source that it asks for', async () => {
    const first = async (search: Search): Promise<unknown> => (await search.execute()).hits[0]?.document;
    const alone = logs.filter('ids', { values: ['1'] });
    expect(await first(alone.source('level', 'mes*'))).toEqual({ message: 'disk error', level: 'error' });
    expect(await first(alone.source({ excludes: ['at', 'host'] }))).toEqual({
      message: 'disk error',
      level: 'error',
    });
    expect(await first(alone.source(false))).toEqual({});
  });

  test('takes further members, and counts what they let through', async () => {
    const search = logs
      .query('match', { message: 'error' })
      .highlight('message')
      .postFilter('term', { host: 'a' })
      .params({ track_total_hits: true });
    const { total, hits } = await search.sort('at').execute();
    expect(hits.map(({ highlight }) => highlight?.['message'])).toEqual([
      ['disk <em>error</em>'],
      ['no <em>error</em> at all'],
    ]);
    expect([total, await search.count()]).toEqual([2, 2]);
  });

  test('is refused by the cluster where the index is missing or the query is wrong', async () => {
    const missing = uniqueIndex('missing');
    expect(await rejection(logs.index(missing).execute())).toMatchObject({
      code: 'INDEX_NOT_FOUND',
      details: { alias: 'default', index: missing },
    });
    expect(await rejection(logs.sort('message').execute())).toMatchObject({
      code: 'REQUEST_REFUSED',
      details: { api: 'search', index, status: 400 },
    });
  });

  test('refuses what some shards could not answer, unless it takes partial results', async () => {
    const clash = newIndex('logs-clash');
    await connections.getConnection().index({ index: clash, document: { at: 'no date' }, refresh: true });
    const search = logs
      .index(index, clash)
      .query('range', { at: { gte: '2026-01-01', format: 'yyyy-MM-dd' } });
    expect(await rejection(search.index(index, clash).sort('at').execute())).toMatchObject({
      code: 'PARTIAL_RESULT',
    });
    const partial = await search.sort('at').params({ allow_partial_search_results: true }).execute();
    expect(partial.shards.failed).toBeGreaterThan(0);
    expect(partial.length).toBe(4);
  });
});
