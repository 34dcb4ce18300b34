// Whole numbers beyond ±2^53 through a connection: sent exactly, read exactly where that was asked for, and for nobody else.
import { gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { Client } from '@elastic/elasticsearch';
import fc from 'fast-check';
import { ConnectionManager } from 'elastodm';
import type { ConnectionOptions } from 'elastodm';
import type { Api, Connection, WireAnswer, WireRequest } from '../../../src/types/wire-request.js';
import { failureOf } from '../../support/fault-scene.js';
import { startStub } from '../../support/stub-server.js';
import type { ReceivedRequest, StubAnswer, StubServer } from '../../support/stub-server.js';
import { toOperations } from '../../support/bulk-lines.js';

const beyond = 9_007_199_254_740_993n;
const nearest = 9_007_199_254_740_992;
const largest = 2n ** 63n - 1n;

let stub: StubServer;
let answer: (request: ReceivedRequest) => StubAnswer;
let manager: ConnectionManager;
let connection: Connection;
const json = { 'content-type': 'application/json' };

beforeAll(async () => {
  stub = await startStub((request) => answer(request));
  manager = new ConnectionManager({ logger: { warn: () => undefined, info: () => undefined } });
  connection = connect();
});
afterEach(() => {
  stub.requests.length = 0;
});
afterAll(async () => {
  await manager.close();
  await stub[Symbol.asyncDispose]();
});

function connect(alias = 'default', options: ConnectionOptions = {}): Connection {
  manager.createConnection(alias, { hosts: stub.url, ...options });
  return manager.connection(alias);
}

const answering = (text: string): void => {
  answer = () => ({ headers: json, body: text });
};
const found = (source: string): string =>
  `{"_index":"films","_id":"a","_version":1,"_seq_no":0,"_primary_term":1,"found":true,"_source":${source}}`;
const get = (exact?: boolean): WireRequest<'get'> => ({
  api: 'get',
  params: { index: 'films', id: 'a' },
  ...(exact === undefined ? {} : { exact }),
});

describe('read', () => {
  const answers: readonly (readonly [Api, WireRequest['params'], string])[] = [
    ['get', { index: 'films', id: 'a' }, found('{"n":#}')],
    ['mget', { index: 'films', ids: ['a'] }, `{"docs":[${found('{"n":[#]}')}]}`],
    [
      'search',
      { index: 'films' },
      '{"took":1,"hits":{"total":{"value":1},"hits":[{"_id":"a","_source":{"n":#},"sort":[#,"#"]}]}}',
    ],
    ['index', { index: 'films', id: 'a', document: {} }, '{"_id":"a","_version":#}'],
    [
      'bulk',
      { index: 'films', operations: toOperations([{ update: { _id: 'a' } }, { doc: {} }]) },
      '{"errors":false,"items":[{"update":{"_id":"a","status":200,"get":{"_source":{"n":#}}}}]}',
    ],
    ['update', { index: 'films', id: 'a', doc: {} }, '{"_id":"a","get":{"_source":{"n":#}}}'],
  ];
  test.each(answers)('in the answer to %s', async (api, params, text) => {
    answering(text.replaceAll('#', String(beyond)));
    const exactly = await connection.send({ api, params, exact: true });
    const roughly = await connection.send({ api, params });
    const asked = JSON.parse(text.replaceAll(/(?<!")#/g, '"§"')) as unknown;
    const filled = (value: bigint | number): unknown =>
      JSON.parse(JSON.stringify(asked).replaceAll('"#"', `"${beyond}"`), (_name, inner: unknown) =>
        inner === '§' ? value : inner,
      );
    expect(exactly).toEqual(filled(beyond));
    expect(roughly).toEqual(filled(nearest));
  });

  test('from an answer in gzip', async () => {
    const bytes = gzipSync(found(`{"n":${beyond}}`));
    // The stub writes text: bytes as they are would be changed by it.
    const { createServer } = await import('node:http');
    const server = createServer((_request, response) => {
      const headers = { ...json, 'x-elastic-product': 'Elasticsearch', 'content-encoding': 'gzip' };
      response.writeHead(200, headers).end(bytes);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    const zipped = connect('zipped', { hosts: `http://127.0.0.1:${port}`, httpCompress: true });
    expect(await zipped.send(get(true))).toMatchObject({ _source: { n: beyond } });
    await manager.removeConnection('zipped');
    await new Promise((resolve) => server.close(resolve));
  });

  test('from the answer that counts, when there were others before it', async () => {
    let count = 0;
    answer = () => {
      count++;
      if (count === 1) return { status: 429, body: { error: { type: 'x', reason: 'y' } } };
      if (count === 2) return 'reset';
      return { headers: json, body: found(`{"n":${count === 3 ? beyond : 1}}`) };
    };
    expect(await connection.send(get(true))).toMatchObject({ _source: { n: beyond } });
    expect(await connection.send(get(true))).toMatchObject({ _source: { n: 1 } });
  });

  test('from the items of a bulk that are sent again', async () => {
    let count = 0;
    answer = ({ body }) => {
      const actions = body.split('\n').filter((line) => line.startsWith('{"index"'));
      const isFirst = ++count === 1;
      const items = actions.map((line, place) => {
        const { _id } = (JSON.parse(line) as { index: { _id: string } }).index;
        return isFirst && place === 0
          ? `{"index":{"_id":"${_id}","status":429,"error":{"type":"es_rejected_execution_exception"}}}`
          : `{"index":{"_id":"${_id}","status":200,"_version":${largest}}}`;
      });
      return { headers: json, body: `{"errors":${isFirst},"items":[${items.join(',')}]}` };
    };
    const operations = toOperations(['a', 'b'].flatMap((_id) => [{ index: { _id } }, { n: largest }]));
    const { items } = await connection.send({
      api: 'bulk',
      params: { index: 'films', operations },
      exact: true,
    });
    expect(items.map((item) => item.index?._version)).toEqual([largest, largest]);
    expect(stub.requests[1]?.body).toBe(`{"index":{"_id":"a"}}\n{"n":${largest}}\n`);
  });

  test('the nearest number, by who uses the client itself', async () => {
    answering(found(`{"n":${beyond}}`));
    const client = manager.getConnection();
    const bodies: unknown[] = [];
    const listen = (_error: unknown, result: { body?: unknown } | null): void =>
      void bodies.push(result?.body);
    client.diagnostic.on('response', listen);
    expect((await client.get({ index: 'films', id: 'a' }))._source).toEqual({ n: nearest });
    await connection.send(get(true));
    client.diagnostic.off('response', listen);
    // Nor does a listener see anything else.
    expect(bodies).toMatchObject([{ _source: { n: nearest } }, { _source: { n: nearest } }]);
  });

  test('a failure as ever', async () => {
    answer = () => ({
      status: 404,
      headers: json,
      body: `{"error":{"type":"index_not_found_exception","n":${beyond}}}`,
    });
    expect(await failureOf(connection.send(get(true)))).toMatchObject({ code: 'INDEX_NOT_FOUND' });
    answer = () => ({ headers: json, body: `{"n":${beyond}}` });
    expect(await failureOf(connection.send(get(true)))).toMatchObject({ code: 'RESPONSE_UNEXPECTED' });
  });
});

describe('sent', () => {
  const cases: readonly (readonly [Api, WireRequest['params'] | object, string | RegExp])[] = [
    ['index', { index: 'films', id: 'a', document: { n: beyond } }, '{"n":9007199254740993}'],
    ['create', { index: 'films', id: 'a', document: { n: [-largest - 1n] } }, '{"n":[-9223372036854775808]}'],
    [
      'bulk',
      { index: 'films', operations: toOperations([{ index: { _id: 'a', version: beyond } }, { n: beyond }]) },
      '{"index":{"_id":"a","version":9007199254740993}}\n{"n":9007199254740993}\n',
    ],
    [
      'update',
      {
        index: 'films',
        id: 'a',
        script: { source: 's', params: { by: beyond } },
        upsert: { n: largest },
      },
      '{"script":{"source":"s","params":{"by":9007199254740993}},"upsert":{"n":9223372036854775807}}',
    ],
    ['update', { index: 'films', id: 'a', doc: { n: 1n } }, '{"doc":{"n":1}}'],
    [
      'search',
      { index: 'films', query: { term: { n: { value: beyond } } }, search_after: [beyond] },
      '{"query":{"term":{"n":{"value":9007199254740993}}},"search_after":[9007199254740993]}',
    ],
    ['count', { index: 'films', query: { range: { n: { gte: beyond } } } }, /"gte":9007199254740993/],
    [
      'updateByQuery',
      { index: 'films', script: { source: 's', params: { n: beyond } } },
      /"n":9007199254740993/,
    ],
  ];
  const whatever =
    '{"_id":"a","count":1,"errors":false,"items":[],"failures":[],"hits":{"hits":[]},"_version":1}';

  test.each(cases)('%s', async (api, params, body) => {
    answering(whatever);
    await connection.send({ api, params });
    const sent = stub.requests[0]?.body;
    if (typeof body === 'string') expect(sent).toBe(body);
    else expect(sent).toMatch(body);
  });

  test('in the query of an address', async () => {
    answering(whatever);
    const params = { index: 'films', id: 'a', document: {}, version: beyond, version_type: 'external' };
    await connection.send({ api: 'index', params } as unknown as WireRequest<'index'>);
    expect(stub.requests[0]?.path).toContain('version=9007199254740993');
  });

  test('any document comes back as it was sent', async () => {
    let stored = '{}';
    answer = ({ method, body }) => {
      if (method === 'GET') return { headers: json, body: found(stored) };
      stored = body;
      return { headers: json, body: whatever };
    };
    const value = fc.oneof(
      fc.bigInt({ min: -largest - 1n, max: largest }).filter((n) => !Number.isSafeInteger(Number(n))),
      fc.jsonValue().map((json) => JSON.parse(JSON.stringify(json)) as unknown),
      fc.string(),
      fc.bigInt({ min: beyond }).map((n) => `${n}`),
    );
    // Whole numbers beyond ±2^53 that are given as `number` come back as what they are.
    const isPlain = (inner: unknown): boolean => !/[^.\d]\d{16,}(?![.\de])/.test(JSON.stringify([inner]));
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(
          fc.string(),
          value.filter((one) => ['bigint', 'string'].includes(typeof one) || isPlain(one)),
        ),
        async (document) => {
          await connection.send({ api: 'index', params: { index: 'films', id: 'a', document } });
          expect((await connection.send(get(true)))._source).toEqual(document);
        },
      ),
      { numRuns: 200 },
    );
  });

  test('and found to be what is stored, when the answer was lost', async () => {
    const document = { n: beyond, small: 5n, text: '9007199254740993' };
    for (const [stored, code] of [
      [`{"n":${beyond},"small":5,"text":"9007199254740993"}`, undefined],
      [`{"n":${nearest},"small":5,"text":"9007199254740993"}`, 'REQUEST_REFUSED'],
    ] as const) {
      let count = 0;
      answer = ({ method }) => {
        if (method === 'GET') return { headers: json, body: found(stored) };
        if (++count === 1) return 'reset';
        const error = { type: 'version_conflict_engine_exception', reason: 'conflict' };
        return { status: 409, body: { error, status: 409 } };
      };
      const sent = connection.send({ api: 'create', params: { index: 'films', id: 'a', document } });
      if (code === undefined) expect(await sent).toMatchObject({ result: 'created', _version: 1 });
      else expect(await failureOf(sent)).toMatchObject({ code });
    }
  });

  test('and the version of a document, too', async () => {
    const versions = [beyond, beyond + 1n];
    for (const version of versions) {
      let count = 0;
      answer = ({ method }) => {
        const text = found('{"n":1}').replace('"_version":1', `"_version":${beyond}`);
        if (method === 'GET') return { headers: json, body: text };
        if (++count === 1) return 'reset';
        const error = { type: 'version_conflict_engine_exception', reason: 'conflict' };
        return { status: 409, body: { error, status: 409 } };
      };
      const params = { index: 'films', id: 'a', document: { n: 1 }, version, version_type: 'external' };
      const sent = connection.send({ api: 'index', params } as unknown as WireRequest<'index'>);
      if (version === beyond) expect(await sent).toMatchObject({ _version: beyond });
      else expect(await failureOf(sent)).toMatchObject({ details: { status: 409 } });
    }
  });

  test('by no client that somebody else made', async () => {
    answering(whatever);
    const client = new Client({ node: stub.url });
    manager.addConnection('foreign', client);
    const foreign = manager.connection('foreign');
    const send = (document: object): Promise<WireAnswer<'index'>> =>
      foreign.send({ api: 'index', params: { index: 'films', id: 'a', document } });
    const error = await failureOf(send({ deep: [{ n: beyond }] }));
    expect(error).toMatchObject({ code: 'REQUEST_BIGINT', details: { alias: 'foreign' } });
    expect(error.message).toContain('only those that elastodm makes');
    expect(error.message).not.toContain(String(beyond));
    expect(stub.requests).toHaveLength(0);
    await send({ n: 1 });
    answering(found(`{"n":${beyond}}`));
    expect(await foreign.send(get(true))).toMatchObject({ _source: { n: nearest } });
    await manager.removeConnection('foreign');
  });

  test('by no serializer that does not know how', async () => {
    const { Serializer } = await import('@elastic/elasticsearch');
    class Own extends Serializer {}
    const own = connect('own', { client: { Serializer: Own } });
    const document = { n: beyond };
    expect(
      await failureOf(own.send({ api: 'index', params: { index: 'films', id: 'a', document } })),
    ).toMatchObject({ code: 'REQUEST_BIGINT' });
    expect(stub.requests).toHaveLength(0);
    answering(found(`{"n":${beyond}}`));
    expect(await own.send(get(true))).toMatchObject({ _source: { n: beyond } });
  });

  test('by the client itself, and its children', async () => {
    answering(whatever);
    const client = manager.getConnection();
    for (const one of [client, client.child({})]) {
      await one.index({ index: 'films', id: 'a', document: { n: beyond } });
      expect(stub.requests.at(-1)?.body).toBe('{"n":9007199254740993}');
    }
  });
});

test('a refusal of a request with a bigint shows it to nobody', async () => {
  const reason = `failed to parse field [n] of value [${beyond}]`;
  answer = () => ({ status: 400, body: { error: { type: 'illegal_argument_exception', reason } } });
  const error = await failureOf(
    connection.send({ api: 'update', params: { index: 'films', id: 'a', doc: { n: beyond } } }),
  );
  expect(error).toMatchObject({ code: 'REQUEST_REFUSED' });
  expect(JSON.stringify(error) + error.message + String(error.cause)).not.toContain(String(beyond));
});
