// A search without a class: steps in, JSON out; answers in, hits out. The integration tests send the same searches.
import { describe, expect, test } from '@jest/globals';
import { ConnectionManager, Search, connections } from 'elastodm';
import { rejection, thrown } from '../../support/failing.js';
import { startStub } from '../../support/stub-server.js';
import type { StubAnswer } from '../../support/stub-server.js';

const logs = new Search({ using: 'production', index: 'logs' });

const shards = { total: 2, successful: 2, skipped: 0, failed: 0 };
const found: StubAnswer = {
  body: {
    took: 3,
    timed_out: false,
    _shards: shards,
    hits: {
      total: { value: 12, relation: 'eq' },
      max_score: 1.5,
      hits: [
        { _index: 'logs-2', _id: 'a', _score: 1.5, _source: { message: 'error', at: '2026-01-31' } },
        { _index: 'logs-1', _id: 'b', _score: null, _source: { message: 'worse' }, sort: [7] },
      ],
    },
  },
};

describe('the body', () => {
  test('of a search that says nothing is empty', () => {
    expect(new Search().toJSON()).toEqual({});
  });

  test('of one query is that query', () => {
    const expected = { query: { match: { message: 'error' } } };
    expect(logs.query('match', { message: 'error' }).toJSON()).toEqual(expected);
    expect(logs.query({ match: { message: 'error' } }).toJSON()).toEqual(expected);
  });

  test('of several steps is a bool', () => {
    const search = logs
      .query('match', { message: 'error' })
      .query({ bool: { should: [{ term: { host: 'a' } }, { term: { host: 'b' } }] } })
      .filter('range', { '@timestamp': { gte: 'now-1h' } })
      .filter({ term: { service: 'shop' } })
      .exclude('term', { level: 'debug' })
      .exclude({ exists: { field: 'muted' } });
    expect(search.toJSON()).toEqual({
      query: {
        bool: {
          must: [
            { match: { message: 'error' } },
            // Of its own: beside a filter, its clauses would become optional.
            { bool: { should: [{ term: { host: 'a' } }, { term: { host: 'b' } }] } },
          ],
          filter: [{ range: { '@timestamp': { gte: 'now-1h' } } }, { term: { service: 'shop' } }],
          must_not: [{ term: { level: 'debug' } }, { exists: { field: 'muted' } }],
        },
      },
    });
  });

  test.each([
    ['two queries', (search: Search) => search.query('exists', { field: 'a' }), 'must'],
    ['a filter alone', (search: Search) => search.filter('exists', { field: 'a' }), 'filter'],
    ['an exclusion alone', (search: Search) => search.exclude('exists', { field: 'a' }), 'must_not'],
  ])('of %s has nothing else', (_, step, member) => {
    const search = member === 'must' ? step(step(logs)) : step(logs);
    const clauses = Array.from({ length: member === 'must' ? 2 : 1 }, () => ({ exists: { field: 'a' } }));
    expect(search.toJSON()).toEqual({ query: { bool: { [member]: clauses } } });
  });

  test('has the order, and takes it back', () => {
    const sorted = logs.sort('-@timestamp', 'host', '-_score', { price: { order: 'asc', missing: '_last' } });
    expect(sorted.toJSON()).toEqual({
      sort: [
        { '@timestamp': { order: 'desc' } },
        'host',
        { _score: { order: 'desc' } },
        { price: { order: 'asc', missing: '_last' } },
      ],
    });
    expect(sorted.sort('host').toJSON()).toEqual({ sort: ['host'] });
    expect(sorted.sort().toJSON()).toEqual({});
  });

  test('has the page', () => {
    expect(logs.slice(0, 20).toJSON()).toEqual({ from: 0, size: 20 });
    expect(logs.slice(20, 30).toJSON()).toEqual({ from: 20, size: 10 });
    expect(logs.slice(20, 30).slice(5).toJSON()).toEqual({ from: 5 });
    expect(logs.slice(7, 7).toJSON()).toEqual({ from: 7, size: 0 });
  });

  test('has the parts of the source', () => {
    expect(logs.source('message', 'host.*').toJSON()).toEqual({ _source: ['message', 'host.*'] });
    expect(logs.source(['message']).toJSON()).toEqual({ _source: ['message'] });
    expect(logs.source(false).toJSON()).toEqual({ _source: false });
    expect(logs.source({ excludes: ['secret'] }).toJSON()).toEqual({ _source: { excludes: ['secret'] } });
    expect(logs.source(false).source().toJSON()).toEqual({});
  });

  test('has the params, which do not replace the query', () => {
    const search = logs.query('match_all', {}).params({ min_score: 1, size: 5 }).params({ size: 6 });
    expect(search.toJSON()).toEqual({ query: { match_all: {} }, min_score: 1, size: 6 });
    const params = { query: { match_none: {} } } as object;
    expect(search.params(params).toJSON()['query']).toEqual({ match_all: {} });
  });

  test('has dates as they are sent', () => {
    expect(logs.filter('range', { at: { gte: new Date(0) } }).toJSON()).toEqual({
      query: { bool: { filter: [{ range: { at: { gte: '1970-01-01T00:00:00.000Z' } } }] } },
    });
  });

  test('is what JSON.stringify writes of a search', () => {
    expect(JSON.stringify(logs.query('match_all', {}))).toBe('{"query":{"match_all":{}}}');
  });
});

describe('each step', () => {
  test('leaves the search that it started from as it is', () => {
    const base = logs.query('match_all', {});
    const before = JSON.stringify(base);
    const steps: readonly ((search: Search) => Search)[] = [
      (search) => search.query('match_all', {}),
      (search) => search.filter('match_all', {}),
      (search) => search.exclude('match_all', {}),
      (search) => search.sort('a'),
      (search) => search.slice(1, 2),
      (search) => search.source('a'),
      (search) => search.index('other'),
      (search) => search.using('other'),
      (search) => search.params({ size: 1 }),
    ];
    for (const step of steps) expect(step(base)).not.toBe(base);
    expect(JSON.stringify(base)).toBe(before);
  });

  test('copies what it is given, and gives nothing away that can be changed', () => {
    const body = { message: 'error' };
    const at = new Date(0);
    const sort = { price: { order: 'asc' as 'asc' | 'desc' } };
    const search = logs
      .query('match', body)
      .filter('range', { at: { gte: at } })
      .sort(sort, '-a')
      .source(['a']);
    const before = JSON.stringify(search);
    body.message = 'changed';
    sort.price.order = 'desc';
    at.setTime(1);
    expect(JSON.stringify(search)).toBe(before);
    const mutable = search.toJSON() as { query: { bool: { must: unknown[] } }; sort: unknown[] };
    expect(() => mutable.query.bool.must.push({})).toThrow(TypeError);
    expect(() => mutable.sort.push('b')).toThrow(TypeError);
    expect(() => ((mutable.sort[1] as { a: object }).a = {})).toThrow(TypeError);
    expect(() => ((mutable as { size?: number }).size = 1)).toThrow(TypeError);
  });

  test.each<[name: string, path: string, step: () => unknown]>([
    ['query', 'query.match.message', () => logs.query('match', { message: undefined })],
    ['query', 'query.match', () => logs.query('match', undefined as never)],
    ['query', 'query', () => logs.query(undefined as never)],
    ['filter', 'filter.terms.host[1]', () => logs.filter('terms', { host: ['a', undefined as never] })],
    ['exclude', 'exclude.bool.must', () => logs.exclude({ bool: { must: undefined } })],
    ['sort', 'sort[0]', () => logs.sort(undefined as never)],
    ['source', '_source[1]', () => logs.source('a', undefined as never)],
    ['params', 'routing', () => logs.params({ routing: undefined })],
    ['index', 'index[1]', () => logs.index('logs', undefined as never)],
    ['the constructor', 'index[0]', () => new Search({ index: [undefined as never] })],
  ])('%s refuses what is undefined', (_, path, step) => {
    expect(thrown(step)).toMatchObject({
      name: 'RequestError',
      code: 'QUERY_UNDEFINED',
      details: { className: 'Search', path },
    });
  });

  test.each<[name: string, path: string, reason: string, step: () => unknown]>([
    ['NaN', 'filter.term.a', 'it is NaN', () => logs.filter('term', { a: NaN })],
    [
      'an invalid date',
      'filter.term.a',
      'it is an invalid Date',
      () => logs.filter('term', { a: new Date('x') }),
    ],
    ['half a place', 'slice.from', 'it is 0.5, and no whole number from 0 on', () => logs.slice(0.5)],
    [
      'a page before the start',
      'slice.from',
      'it is -10, and no whole number from 0 on',
      () => logs.slice(-10),
    ],
    [
      'a page without a length',
      'slice.to',
      'it is 5, and no whole number from 10 on',
      () => logs.slice(10, 5),
    ],
  ])('refuses %s', (_, path, reason, step) => {
    expect(thrown(step)).toMatchObject({
      name: 'RequestError',
      code: 'QUERY_INVALID_VALUE',
      details: { className: 'Search', path, reason },
    });
  });
});

describe('execute', () => {
  test('sends the body, and gives the hits', async () => {
    await using stub = await startStub(() => found);
    await using manager = new ConnectionManager();
    manager.createConnection('production', { hosts: stub.url });
    const response = await new Search({ using: 'production', index: 'logs', connections: manager })
      .query('match', { message: 'error' })
      .slice(0, 2)
      .execute();
    expect(stub.requests).toMatchObject([
      { method: 'POST', path: '/logs/_search?allow_partial_search_results=true' },
    ]);
    expect(JSON.parse(stub.requests[0]!.body)).toEqual({
      query: { match: { message: 'error' } },
      from: 0,
      size: 2,
    });
    expect([...response]).toEqual([
      { document: { message: 'error', at: '2026-01-31' }, id: 'a', index: 'logs-2', score: 1.5 },
      { document: { message: 'worse' }, id: 'b', index: 'logs-1', score: null, sort: [7] },
    ]);
    expect(response).toMatchObject({
      length: 2,
      total: 12,
      totalRelation: 'eq',
      maxScore: 1.5,
      took: 3,
      shards,
    });
    expect(response.documents).toEqual([{ message: 'error', at: '2026-01-31' }, { message: 'worse' }]);
  });

  test.each<[name: string, search: Search, index: string]>([
    ['several indices', new Search({ index: ['a', 'b'] }), 'a%2Cb'],
    ['several between commas', new Search({ index: 'a, b' }), 'a%2Cb'],
    ['a pattern', new Search({ index: 'logs-*' }), 'logs-*'],
    ['those named last', new Search({ index: 'a' }).index('b', 'c'), 'b%2Cc'],
  ])('asks %s', async (_, search, index) => {
    await using stub = await startStub(() => found);
    connections.createConnection('plain-search', { hosts: stub.url });
    await search.using('plain-search').execute();
    await connections.removeConnection('plain-search');
    expect(stub.requests.map(({ path }) => path)).toEqual([
      `/${index}/_search?allow_partial_search_results=true`,
    ]);
  });

  test('takes partial results where the search says so', async () => {
    await using stub = await startStub(() => found);
    await using manager = new ConnectionManager();
    manager.createConnection({ hosts: stub.url });
    const search = new Search({ index: 'logs', connections: manager });
    await search.params({ allow_partial_search_results: true }).execute();
    expect(stub.requests[0]?.path).toBe('/logs/_search?allow_partial_search_results=true');
  });

  test('takes no longer than the call may, and ends with its signal', async () => {
    await using stub = await startStub(() => 'hang');
    await using manager = new ConnectionManager();
    manager.createConnection({ hosts: stub.url });
    const search = new Search({ index: 'logs', connections: manager });
    const expired = expect.objectContaining({ code: 'CONNECTION_TIMEOUT' });
    expect(await rejection(search.execute({ timeout: 50 }))).toEqual(expired);
    expect(await rejection(search.count({ timeout: 50 }))).toEqual(expired);
    const signal = AbortSignal.timeout(50);
    expect(await rejection(search.execute({ signal }))).toMatchObject({
      name: 'RequestAbortedError',
      details: { alias: 'default', api: 'search' },
    });
  });

  test('goes to the connection of the search, or of the call', async () => {
    await using first = await startStub(() => found);
    await using second = await startStub(() => found);
    await using manager = new ConnectionManager();
    manager.configureAll({ default: { hosts: first.url }, other: { hosts: second.url } });
    const search = new Search({ index: 'logs', connections: manager });
    await search.execute();
    await search.using('other').execute();
    await search.execute({ using: 'other' });
    expect([first.requests.length, second.requests.length]).toEqual([1, 2]);
  });

  test('has hits without a source, and none of its hostile keys', async () => {
    const source = JSON.parse(
      '{"a":1,"__proto__":{"isAdmin":true},"inner":{"constructor":{"x":1}}}',
    ) as object;
    const hits = {
      hits: [
        { _index: 'logs', _id: 'a', _source: source },
        { _index: 'logs', _id: 'b' },
      ],
    };
    await using stub = await startStub(() => ({
      body: { took: 1, timed_out: false, _shards: shards, hits },
    }));
    await using manager = new ConnectionManager();
    manager.createConnection({ hosts: stub.url });
    const { documents } = await new Search({ index: 'logs', connections: manager }).execute();
    expect(documents.map((document) => JSON.stringify(document))).toEqual(['{"a":1,"inner":{}}', '{}']);
    expect((Object.assign({}, documents[0]) as { isAdmin?: boolean }).isAdmin).toBeUndefined();
  });

  test('refuses an unknown alias with the aliases that exist', async () => {
    await using manager = new ConnectionManager();
    manager.configureAll({ analytics: {} });
    const search = new Search({ using: 'production', index: 'logs', connections: manager });
    expect(await rejection(search.execute())).toMatchObject({
      name: 'ConnectionNotFoundError',
      details: { alias: 'production', aliases: ['analytics'] },
    });
  });

  test.each<[name: string, index: string | readonly string[] | undefined]>([
    ['no index', undefined],
    ['an empty name', ''],
    ['a name of spaces', ' '],
    ['no names', []],
    ['an empty name among others', ['logs', '']],
    ['an empty name between commas', 'logs,,metrics'],
    ['null', null as unknown as string],
  ])('refuses %s before anything is sent', async (_, index) => {
    await using stub = await startStub(() => found);
    await using manager = new ConnectionManager();
    manager.createConnection('production', { hosts: stub.url });
    const search = new Search({
      using: 'production',
      connections: manager,
      ...(index === undefined ? {} : { index }),
    });
    const expected = {
      name: 'RequestError',
      code: 'SEARCH_NO_INDEX',
      details: { alias: 'production' },
    };
    expect(await rejection(search.execute())).toMatchObject(expected);
    expect(await rejection(search.count())).toMatchObject(expected);
    expect(stub.requests).toEqual([]);
  });
});

describe('count', () => {
  test('sends the query and what decides which documents match, and not what shows them', async () => {
    await using stub = await startStub(() => ({ body: { count: 7, _shards: shards } }));
    await using manager = new ConnectionManager();
    manager.createConnection({ hosts: stub.url });
    const search = new Search({ index: 'logs', connections: manager })
      .query('match', { message: 'error' })
      .sort('-at')
      .slice(0, 5)
      .source('message')
      .params({
        routing: 'a',
        track_total_hits: true,
      })
      .highlight('message')
      .postFilter('term', { level: 'warn' });
    expect(await search.count()).toBe(7);
    expect(stub.requests).toMatchObject([{ method: 'POST', path: '/logs/_count?routing=a' }]);
    expect(JSON.parse(stub.requests[0]!.body)).toEqual({
      query: { bool: { must: [{ match: { message: 'error' } }], filter: [{ term: { level: 'warn' } }] } },
    });
  });

  test('refuses a count that misses shards', async () => {
    await using stub = await startStub(() => ({
      body: { count: 7, _shards: { total: 3, successful: 2, skipped: 0, failed: 1 } },
    }));
    await using manager = new ConnectionManager();
    manager.createConnection({ hosts: stub.url });
    const search = new Search({ index: ['a', 'b'], connections: manager });
    expect(await rejection(search.count())).toMatchObject({
      code: 'PARTIAL_RESULT',
      details: { alias: 'default', api: 'count', index: 'a,b', failed: 1, total: 3 },
    });
  });
});
