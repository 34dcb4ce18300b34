// The store of the fault server: answers as Elasticsearch gives them.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { gzipSync, gunzipSync } from 'node:zlib';
import { startFaultCluster, startFaultServer } from '../../support/fault-server.js';
import type { FaultServer } from '../../support/fault-server.js';
import { call, json } from './call.js';
import type { CallOptions } from './call.js';

let server: FaultServer;
beforeAll(async () => {
  server = await startFaultServer();
});
afterAll(() => server.close());

async function ask(
  line: string,
  body?: unknown,
  options: CallOptions = {},
): Promise<[status: number, body: unknown]> {
  const called = await call(line.replace(' ', ` ${server.url}`), { body, ...options });
  return [called.status ?? 0, called.bytes.length === 0 ? undefined : json(called)];
}

const shards = { total: 2, successful: 1, failed: 0 };

describe('one document', () => {
  test('is created, updated, deleted, and created again', async () => {
    const written = { _index: 'a', _id: '1', _shards: shards, _primary_term: 1 };
    expect(await ask('PUT /a/_doc/1', { n: 1 })).toEqual([
      201,
      { ...written, result: 'created', _version: 1, _seq_no: 0 },
    ]);
    expect(await ask('PUT /a/_doc/1?refresh=true', { n: 2 })).toEqual([
      200,
      { ...written, result: 'updated', _version: 2, _seq_no: 1, forced_refresh: true },
    ]);
    expect(await ask('DELETE /a/_doc/1')).toEqual([
      200,
      { ...written, result: 'deleted', _version: 3, _seq_no: 2 },
    ]);
    expect(await ask('DELETE /a/_doc/2')).toEqual([
      404,
      { ...written, _id: '2', result: 'not_found', _version: 1, _seq_no: 3 },
    ]);
    expect(await ask('PUT /a/_create/1', { n: 3 })).toEqual([
      201,
      { ...written, result: 'created', _version: 4, _seq_no: 4 },
    ]);
    expect([...server.documents('a')]).toEqual([
      ['1', { source: { n: 3 }, seq_no: 4, primary_term: 1, version: 4 }],
    ]);
  });

  test('is read', async () => {
    await ask('PUT /b/_doc/x%2Fy', { n: 1 });
    expect(await ask('GET /b/_doc/x%2Fy')).toEqual([
      200,
      { _index: 'b', _id: 'x/y', _version: 1, _seq_no: 0, _primary_term: 1, found: true, _source: { n: 1 } },
    ]);
    expect(await ask('GET /b/_source/x%2Fy')).toEqual([200, { n: 1 }]);
    expect(await ask('HEAD /b/_doc/x%2Fy')).toEqual([200, undefined]);
    expect(await ask('HEAD /b/_doc/2')).toEqual([404, undefined]);
    expect(await ask('GET /b/_doc/2')).toEqual([404, { _index: 'b', _id: '2', found: false }]);
    expect(await ask('GET /b/_source/2')).toMatchObject([
      404,
      { error: { type: 'resource_not_found_exception' } },
    ]);
    expect(await ask('GET /nowhere/_doc/2')).toMatchObject([
      404,
      { error: { type: 'index_not_found_exception', reason: 'no such index [nowhere]' }, status: 404 },
    ]);
  });

  test('gets an id', async () => {
    const [status, body] = await ask('POST /c/_doc', { n: 1 });
    expect([status, body]).toMatchObject([
      201,
      { result: 'created', _id: [...server.documents('c').keys()][0] },
    ]);
  });

  const conflicts: [string, string, RegExp | undefined][] = [
    ['create', 'PUT /d/_create/1', /document already exists \(current version \[2\]\)/],
    ['op_type', 'PUT /d/_doc/1?op_type=create', /document already exists/],
    [
      'an older sequence number',
      'PUT /d/_doc/1?if_seq_no=0&if_primary_term=1',
      /required seqNo \[0\], primary term \[1\]\. current document has seqNo \[1\] and primary term \[1\]/,
    ],
    ['another primary term', 'PUT /d/_doc/1?if_seq_no=1&if_primary_term=2', /required seqNo \[1\]/],
    ['no document', 'PUT /d/_doc/2?if_seq_no=1&if_primary_term=1', /but no document was found/],
    ['a deletion', 'DELETE /d/_doc/1?if_seq_no=0&if_primary_term=1', /required seqNo \[0\]/],
    ['an update', 'POST /d/_update/1?if_seq_no=0&if_primary_term=1', /required seqNo \[0\]/],
    [
      'a version',
      'PUT /d/_doc/1?version=2&version_type=external',
      /higher or equal to the one provided \[2\]/,
    ],
    [
      'a smaller version',
      'PUT /d/_doc/1?version=1&version_type=external_gte',
      /is higher than the one provided/,
    ],
  ];
  test.each(conflicts)('conflicts: %s', async (_name, line, reason) => {
    server.store.resolve('d', true).forEach((index) => server.store.deleteIndex(index));
    await ask('PUT /d/_doc/1', { n: 1 });
    await ask('PUT /d/_doc/1', { n: 1 });
    expect(await ask(line, { n: 2 })).toMatchObject([
      409,
      {
        status: 409,
        error: {
          type: 'version_conflict_engine_exception',
          reason: expect.stringMatching(reason ?? /./) as unknown,
          root_cause: [{ type: 'version_conflict_engine_exception' }],
          index: 'd',
          shard: '0',
        },
      },
    ]);
    expect(server.documents('d').get('1')).toMatchObject({ source: { n: 1 }, seq_no: 1 });
  });

  test('is written when the conditions hold', async () => {
    await ask('PUT /e/_doc/1', { n: 1 });
    expect(await ask('PUT /e/_doc/1?if_seq_no=0&if_primary_term=1', { n: 2 })).toMatchObject([
      200,
      { _seq_no: 1 },
    ]);
    expect(await ask('PUT /e/_doc/1?version=7&version_type=external', { n: 3 })).toMatchObject([
      200,
      { _version: 7 },
    ]);
    server.store.primaryTerm = 2;
    expect(await ask('PUT /e/_doc/1', { n: 4 })).toMatchObject([200, { _primary_term: 2 }]);
    server.store.primaryTerm = 1;
  });

  test('is updated in part', async () => {
    expect(await ask('POST /f/_update/1', { doc: { n: 1 }, upsert: { n: 0 } })).toMatchObject([
      201,
      { result: 'created' },
    ]);
    expect(await ask('POST /f/_update/1', { doc: { o: { a: 1 } } })).toMatchObject([
      200,
      { result: 'updated' },
    ]);
    expect(await ask('POST /f/_update/1', { doc: { o: { b: 2 } } })).toMatchObject([200, { _seq_no: 2 }]);
    expect(await ask('POST /f/_update/1', { doc: { n: 0 } })).toMatchObject([
      200,
      { result: 'noop', _seq_no: 2 },
    ]);
    expect(server.documents('f').get('1')?.source).toEqual({ n: 0, o: { a: 1, b: 2 } });
    expect(await ask('POST /f/_update/2', { doc: { n: 1 } })).toMatchObject([
      404,
      { error: { type: 'document_missing_exception', reason: '[2]: document missing' } },
    ]);
  });

  test('is not written into an index that must be there', async () => {
    expect(await ask('PUT /typo/_doc/1?require_alias=true', { n: 1 })).toMatchObject([
      404,
      { error: { type: 'index_not_found_exception' } },
    ]);
    expect(server.store.has('typo')).toBe(false);
  });
});

describe('several documents', () => {
  test('are read at once', async () => {
    await ask('PUT /g/_doc/1', { n: 1 });
    const found = {
      _index: 'g',
      _id: '1',
      _version: 1,
      _seq_no: 0,
      _primary_term: 1,
      found: true,
      _source: { n: 1 },
    };
    const missing = { _index: 'g', _id: '2', found: false };
    expect(await ask('POST /g/_mget', { ids: ['1', '2'] })).toEqual([200, { docs: [found, missing] }]);
    expect(
      await ask('POST /_mget', {
        docs: [
          { _index: 'g', _id: '1' },
          { _index: 'no', _id: '1' },
        ],
      }),
    ).toMatchObject([
      200,
      { docs: [found, { _index: 'no', _id: '1', error: { type: 'index_not_found_exception' } }] },
    ]);
  });

  test('are written in bulk, each with its own outcome', async () => {
    const lines = [
      { index: { _id: '1' } },
      { n: 1 },
      { create: { _id: '1' } },
      { n: 2 },
      { update: { _id: '1' } },
      { doc: { m: 1 } },
      { delete: { _id: '2' } },
      { update: { _id: '3' } },
      { doc: { m: 1 } },
      { index: { _id: '1', if_seq_no: 9, if_primary_term: 1 } },
      { n: 3 },
    ];
    const body = lines.map((line) => `${JSON.stringify(line)}\n`).join('');
    expect(await ask('POST /h/_bulk', body)).toMatchObject([
      200,
      {
        errors: true,
        items: [
          { index: { _id: '1', status: 201, result: 'created', _seq_no: 0 } },
          { create: { _id: '1', status: 409, error: { type: 'version_conflict_engine_exception' } } },
          { update: { _id: '1', status: 200, result: 'updated', _seq_no: 1 } },
          { delete: { _id: '2', status: 404, result: 'not_found' } },
          { update: { _id: '3', status: 404, error: { type: 'document_missing_exception' } } },
          { index: { _id: '1', status: 409 } },
        ],
      },
    ]);
    expect(server.documents('h').get('1')?.source).toEqual({ n: 1, m: 1 });
  });

  test('are searched, counted and paged', async () => {
    for (const id of ['1', '2', '3'])
      await ask(`PUT /i/_doc/${id}`, { n: Number(id), tags: ['t', `t${id}`] });
    expect(
      await ask('POST /i/_search', { query: { match_all: {} }, size: 1, seq_no_primary_term: true }),
    ).toEqual([
      200,
      {
        took: 1,
        timed_out: false,
        _shards: { total: 1, successful: 1, skipped: 0, failed: 0 },
        hits: {
          total: { value: 3, relation: 'eq' },
          max_score: 1,
          hits: [
            {
              _index: 'i',
              _id: '1',
              _score: 1,
              _seq_no: 0,
              _primary_term: 1,
              _source: { n: 1, tags: ['t', 't1'] },
            },
          ],
        },
      },
    ]);
    const idsOf = async (body: object): Promise<unknown> => {
      const [, answer] = await ask('POST /i/_search', body);
      return (answer as { hits: { hits: { _id: string }[] } }).hits.hits.map(({ _id }) => _id);
    };
    expect(await idsOf({ query: { ids: { values: ['2', '9'] } } })).toEqual(['2']);
    expect(await idsOf({ query: { term: { tags: { value: 't3' } } } })).toEqual(['3']);
    expect(
      await idsOf({ query: { bool: { filter: [{ terms: { n: [1, 2] } }], must_not: { term: { n: 1 } } } } }),
    ).toEqual(['2']);
    expect(await idsOf({ sort: [{ n: 'desc' }], from: 1 })).toEqual(['2', '1']);
    expect(await idsOf({ sort: [{ n: { order: 'asc' } }], search_after: [2] })).toEqual(['3']);
    expect(await ask('POST /i/_count', { query: { term: { tags: 't' } } })).toMatchObject([
      200,
      { count: 3 },
    ]);
    expect(await ask('POST /i*,h/_search?size=0')).toMatchObject([
      200,
      { hits: { total: { value: 4 }, hits: [] } },
    ]);
    expect(await ask('POST /i/_search', { query: { script: {} } })).toMatchObject([400, { status: 400 }]);
    expect(await ask('POST /i/_refresh')).toEqual([200, { _shards: { total: 2, successful: 1, failed: 0 } }]);
  });

  test('are paged through a point in time, until it is closed', async () => {
    await ask('PUT /j/_doc/1', { n: 1 });
    const [, opened] = await ask('POST /j/_pit?keep_alive=1m');
    const { id } = opened as { id: string };
    const page = { pit: { id }, size: 1, sort: [{ _shard_doc: 'asc' }] };
    expect(await ask('POST /_search', page)).toMatchObject([
      200,
      { pit_id: id, hits: { hits: [{ sort: [0] }] } },
    ]);
    expect(await ask('POST /_search', { ...page, search_after: [0] })).toMatchObject([
      200,
      { hits: { hits: [] } },
    ]);
    const byNumber = { ...page, sort: [{ n: 'asc' }] };
    expect(await ask('POST /_search', byNumber)).toMatchObject([200, { hits: { hits: [{ sort: [1, 0] }] } }]);
    expect(await ask('POST /_search', { ...byNumber, search_after: [1] })).toMatchObject([
      200,
      { hits: { hits: [] } },
    ]);
    expect(await ask('DELETE /_pit', { id })).toEqual([200, { succeeded: true, num_freed: 1 }]);
    expect(await ask('DELETE /_pit', { id })).toEqual([404, { succeeded: false, num_freed: 0 }]);
    expect(await ask('POST /_search', page)).toMatchObject([
      404,
      {
        error: {
          type: 'search_phase_execution_exception',
          root_cause: [{ type: 'search_context_missing_exception' }],
        },
      },
    ]);
    expect((await ask('POST /j/_pit?keep_alive=1m'))[1]).not.toMatchObject({ id });
  });
});

describe('the cluster', () => {
  test('names itself, its health and its nodes', async () => {
    expect(await ask('GET /')).toMatchObject([
      200,
      { version: { number: '9.2.4' }, tagline: 'You Know, for Search' },
    ]);
    expect(await ask('GET /_cluster/health')).toMatchObject([200, { status: 'green', number_of_nodes: 1 }]);
    const node = { name: 'node-1', version: '9.2.4', http: { publish_address: `127.0.0.1:${server.port}` } };
    for (const path of ['/_nodes', '/_nodes/http', '/_nodes/_all/http']) {
      expect(await ask(`GET ${path}`)).toMatchObject([200, { nodes: { 'id-of-node-1': node } }]);
    }
    expect(await ask('GET /_nothing/here')).toMatchObject([400, {}]);
  });

  test('tells of other nodes when it is told to', async () => {
    await using other = await startFaultServer({ nodes: [] });
    other.nodes = [{ id: 'x', name: 'far', version: '9.1.0', roles: ['master'] }];
    const { nodes } = json(await call(`GET ${other.url}/_nodes/_all/http`)) as { nodes: object };
    expect(nodes).toMatchObject({ x: { name: 'far', version: '9.1.0', roles: ['master'] } });
    expect(nodes).not.toHaveProperty('x.http');
  });

  test('has several nodes over the same documents', async () => {
    await using servers = await startFaultCluster(2);
    await call(`PUT ${servers[0]!.url}/a/_doc/1`, { body: { n: 1 } });
    expect((await call(`HEAD ${servers[1]!.url}/a/_doc/1`)).status).toBe(200);
    const { nodes } = json(await call(`GET ${servers[1]!.url}/_nodes`)) as { nodes: object };
    expect(Object.keys(nodes)).toEqual(['id-of-node-1', 'id-of-node-2']);
  });

  test('has indices that are made and deleted', async () => {
    expect(await ask('HEAD /k')).toEqual([404, undefined]);
    expect(await ask('PUT /k', {})).toMatchObject([200, { acknowledged: true, index: 'k' }]);
    expect(await ask('PUT /k', {})).toMatchObject([
      400,
      { error: { type: 'resource_already_exists_exception' } },
    ]);
    expect(await ask('HEAD /k')).toEqual([200, undefined]);
    expect(await ask('DELETE /k')).toEqual([200, { acknowledged: true }]);
    expect(await ask('DELETE /k')).toMatchObject([404, {}]);
  });
});

test('headers: the product, the asked version of the format, zipped when both want it', async () => {
  await using zipping = await startFaultServer({ gzip: true });
  const accept = 'application/vnd.elasticsearch+json; compatible-with=8';
  const zipped = await call(`GET ${zipping.url}/`, { headers: { accept, 'accept-encoding': 'gzip' } });
  expect(zipped.headers).toMatchObject({
    'x-elastic-product': 'Elasticsearch',
    'content-type': 'application/vnd.elasticsearch+json;compatible-with=8',
    'content-encoding': 'gzip',
  });
  expect(JSON.parse(gunzipSync(zipped.bytes).toString())).toMatchObject({ cluster_name: 'fault-cluster' });
  const plain = await call(`GET ${zipping.url}/`);
  expect(plain.headers['content-encoding']).toBeUndefined();
  expect(plain.headers['content-type']).toBe('application/json');
});

test('a zipped body is read', async () => {
  const headers = { 'content-encoding': 'gzip' };
  await call(`PUT ${server.url}/l/_doc/1`, { headers, body: gzipSync('{"n":1}') });
  expect(server.documents('l').get('1')?.source).toEqual({ n: 1 });
  expect(server.deliveries.at(-1)).toMatchObject({
    method: 'PUT',
    path: '/l/_doc/1',
    body: '{"n":1}',
    applied: true,
  });
});
