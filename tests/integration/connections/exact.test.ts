// Whole numbers beyond ±2^53, to a real server and back: no digit is lost on either way.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ConnectionManager } from 'elastodm';
import type { Connection, WireRequest } from '../../../src/types/wire-request.js';
import { testIndices } from '../../support/cleanup.js';
import { startCuttingProxy } from '../../support/cutting-proxy.js';
import { serverOptions } from '../../support/server.js';
import { toOperations } from '../../support/bulk-lines.js';

const index = testIndices()('exact');
const beyond = 9_007_199_254_740_993n;
const [smallest, largest] = [-(2n ** 63n), 2n ** 63n - 1n];
const numbers: Readonly<Record<string, bigint>> = { beyond, smallest, largest, negative: -beyond };

let manager: ConnectionManager;
let connection: Connection;

beforeAll(async () => {
  manager = new ConnectionManager();
  manager.createConnection(serverOptions());
  connection = manager.connection('default');
  await connection.send({
    api: 'indices.create',
    params: {
      index,
      settings: { number_of_shards: 1, number_of_replicas: 0 },
      mappings: {
        properties: {
          n: { type: 'long' },
          of: { type: 'keyword' },
          list: { type: 'object', enabled: false },
        },
      },
    },
  });
});
afterAll(() => manager.close());

const idsOf = (kind: string): readonly string[] => Object.keys(numbers).map((name) => `${kind}-${name}`);
const read = async (id: string): Promise<unknown> =>
  (await connection.send({ api: 'get', params: { index, id }, exact: true }))._source;

describe.each(Object.entries(numbers))('%s', (name, n) => {
  const document = { n, of: String(n), list: [n, 1, 0.5], text: String(n) };

  test('is indexed, and read', async () => {
    await connection.send({ api: 'index', params: { index, id: `index-${name}`, document } });
    expect(await read(`index-${name}`)).toEqual(document);
    await connection.send({ api: 'create', params: { index, id: `create-${name}`, document } });
    expect(await read(`create-${name}`)).toEqual(document);
  });

  test('is written by a bulk, which updates it, too', async () => {
    const operations = toOperations([
      { index: { _id: `bulk-${name}` } },
      document,
      { update: { _id: `bulk-${name}` } },
      { doc: { more: n }, _source: true },
    ]);
    const { errors, items } = await connection.send({
      api: 'bulk',
      params: { index, operations, refresh: true },
      exact: true,
    });
    expect(errors).toBe(false);
    expect(items[1]?.update?.get?._source).toEqual({ ...document, more: n });
    expect(await read(`bulk-${name}`)).toEqual({ ...document, more: n });
  });

  test('is what an update makes of it', async () => {
    const id = `update-${name}`;
    await connection.send({ api: 'index', params: { index, id, document: { n: 0 } } });
    const { get } = await connection.send({
      api: 'update',
      params: { index, id, doc: { n, of: String(n) }, _source: true },
      exact: true,
    });
    expect(get?._source).toEqual({ n, of: String(n) });
    expect(await read(id)).toEqual({ n, of: String(n) });
  });

  test('is found, alone', async () => {
    const id = `found-${name}`;
    await connection.send({ api: 'index', params: { index, id, document, refresh: true } });
    for (const value of [n, n + 1n, n - 1n]) {
      // Beyond what a `long` can be there is nothing to ask for.
      if (value < smallest || value > largest) continue;
      const filter = [{ ids: { values: [id] } }, { term: { n: value as unknown as number } }];
      const { count } = await connection.send({
        api: 'count',
        params: { index, query: { bool: { filter } } },
      });
      expect(count).toBe(value === n ? 1 : 0);
    }
  });
});

test('are read many at once, and nobody else sees a bigint', async () => {
  const request: WireRequest<'mget'> = { api: 'mget', params: { index, ids: [...idsOf('index')] } };
  const { docs } = await connection.send({ ...request, exact: true });
  expect(docs.map((doc) => ('_source' in doc ? (doc._source as { n: unknown }).n : doc))).toEqual(
    Object.values(numbers),
  );
  const rough = await connection.send(request);
  expect(rough.docs.map((doc) => ('_source' in doc ? (doc._source as { n: unknown }).n : doc))).toEqual(
    Object.values(numbers).map(Number),
  );
});

test('order the hits of a search, and its pages follow one another', async () => {
  await connection.send({ api: 'indices.refresh', params: { index } });
  const ordered = Object.values(numbers).sort((a, b) => (a < b ? -1 : 1));
  const pages: unknown[] = [];
  let after: readonly unknown[] | undefined;
  for (let page = 0; page <= ordered.length; page++) {
    const { hits } = await connection.send({
      api: 'search',
      params: {
        index,
        size: 1,
        query: { ids: { values: [...idsOf('index')] } },
        sort: ['n'],
        ...(after === undefined ? {} : { search_after: after as never }),
      },
      exact: true,
    });
    const [hit] = hits.hits;
    if (hit === undefined) break;
    after = hit.sort;
    pages.push([hit.sort, (hit._source as { n: unknown }).n]);
  }
  expect(pages).toEqual(ordered.map((n) => [[n], n]));
});

test('are the versions of documents, too', async () => {
  const params = { index, id: 'versioned', document: { n: 1 }, version: beyond, version_type: 'external' };
  const request = { api: 'index', params, exact: true } as unknown as WireRequest<'index'>;
  expect(await connection.send(request)).toMatchObject({ _version: beyond });
  expect(
    await connection.send({ api: 'get', params: { index, id: 'versioned' }, exact: true }),
  ).toMatchObject({ _version: beyond });
});

test('are found to be what was sent, when the answer is lost', async () => {
  const { hostname, port } = new URL(String(serverOptions().hosts).split(',')[0] ?? '');
  await using proxy = await startCuttingProxy({ host: hostname, port: Number(port) });
  manager.createConnection('cut', { ...serverOptions(), hosts: proxy.url });
  const cut = manager.connection('cut');
  proxy.cutNext({ match: '_create' });
  const created = await cut.send({ api: 'create', params: { index, id: 'lost', document: { n: beyond } } });
  expect(created).toMatchObject({ result: 'created', _version: 1 });
  const { _seq_no: if_seq_no = -1, _primary_term: if_primary_term = -1 } = created;
  proxy.cutNext({ match: '_update' });
  const updated = await cut.send({
    api: 'update',
    params: { index, id: 'lost', doc: { n: largest, o: { a: smallest } }, if_seq_no, if_primary_term },
  });
  expect(updated).toMatchObject({ result: 'updated', _version: 2 });
  expect(await read('lost')).toEqual({ n: largest, o: { a: smallest } });
  await manager.removeConnection('cut');
});
