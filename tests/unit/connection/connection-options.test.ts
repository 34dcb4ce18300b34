// Options by their effect on the wire of a stub.
import { describe, expect, test } from '@jest/globals';
import { DataSource, DenseVector, Document, ElastodmError, Id, Keyword } from 'elastodm';
import type { ConnectionOptions, Repository } from 'elastodm';
import { rejection } from '../../support/failing.js';
import { startStub } from '../../support/stub-server.js';
import type { ReceivedRequest, StubAnswer, StubServer } from '../../support/stub-server.js';

@Document('things')
class Thing {
  @Id() id?: string;
  @Keyword() name!: string;
}

const counted: StubAnswer = { body: { count: 0, _shards: { total: 1, successful: 1, failed: 0 } } };

async function withThings<T>(
  options: ConnectionOptions,
  act: (things: Repository<Thing>) => Promise<T>,
): Promise<T> {
  await using dataSource = new DataSource({ connections: { default: options }, documents: [Thing] });
  return await act(dataSource.getRepository(Thing));
}

/** What a count looks like on the wire with these options. */
async function requestWith(options: (stub: StubServer) => ConnectionOptions): Promise<ReceivedRequest> {
  await using stub = await startStub(() => counted);
  await withThings(options(stub), (things) => things.count({ query: { term: { name: 'a' } } }));
  return stub.requests[0]!;
}

describe('on the wire', () => {
  test('without options beyond hosts', async () => {
    const { method, path, headers, body } = await requestWith(({ url }) => ({ hosts: url }));
    expect([method, path, body]).toEqual(['POST', '/things/_count', '{"query":{"term":{"name":"a"}}}']);
    expect(headers).not.toHaveProperty('authorization');
    expect(headers).not.toHaveProperty('x-opaque-id');
    expect(headers).not.toHaveProperty('content-encoding');
  });

  test('hosts: without a scheme, and with a user in the URL', async () => {
    await expect(requestWith(({ port }) => ({ hosts: `127.0.0.1:${port}` }))).resolves.toMatchObject({
      path: '/things/_count',
    });
    const { headers } = await requestWith(({ port }) => ({
      hosts: `http://ann:pass%40word@127.0.0.1:${port}`,
    }));
    expect(headers.authorization).toBe(`Basic ${Buffer.from('ann:pass@word').toString('base64')}`);
  });

  test('hosts: several take turns', async () => {
    await using one = await startStub(() => counted);
    await using two = await startStub(() => counted);
    const options = { hosts: `${one.url}, ${two.url}` };
    await withThings(options, async (things) => {
      for (let turn = 0; turn < 4; turn++) await things.count();
    });
    expect([one.requests.length, two.requests.length]).toEqual([2, 2]);
  });

  const credentials: readonly (readonly [options: ConnectionOptions, header: string])[] = [
    [{ httpAuth: ['ann', 'pass:word'] }, `Basic ${Buffer.from('ann:pass:word').toString('base64')}`],
    [{ httpAuth: 'ann:pass:word' }, `Basic ${Buffer.from('ann:pass:word').toString('base64')}`],
    [{ apiKey: ['key-id', 'key-secret'] }, `ApiKey ${Buffer.from('key-id:key-secret').toString('base64')}`],
    [{ apiKey: 'key-id:key-secret' }, `ApiKey ${Buffer.from('key-id:key-secret').toString('base64')}`],
    [{ apiKey: 'ZW5jb2RlZA==' }, 'ApiKey ZW5jb2RlZA=='],
    [{ bearerAuth: 'token' }, 'Bearer token'],
  ];
  test.each(credentials)('%j is sent as %s', async (options, header) => {
    const { headers } = await requestWith(({ url }) => ({ hosts: url, ...options }));
    expect(headers.authorization).toBe(header);
  });

  test('headers and opaqueId', async () => {
    const { headers } = await requestWith(({ url }) => ({
      hosts: url,
      headers: { 'X-Tenant': 'blue' },
      opaqueId: 'shop',
    }));
    expect(headers).toMatchObject({ 'x-tenant': 'blue', 'x-opaque-id': 'shop' });
  });

  test('httpCompress', async () => {
    const { headers, body } = await requestWith(({ url }) => ({ hosts: url, httpCompress: true }));
    expect(headers['content-encoding']).toBe('gzip');
    expect(headers['accept-encoding']).toContain('gzip');
    expect(body).toBe('{"query":{"term":{"name":"a"}}}');
  });

  test('hosts: a path comes before each request’s', async () => {
    const { path } = await requestWith(({ url }) => ({ hosts: `${url}/search/` }));
    expect(path).toBe('/search/things/_count');
  });

  test('hosts: credentials in one URL are for all', async () => {
    await using one = await startStub(() => counted);
    await using two = await startStub(() => counted);
    const hosts = [`http://ann:secret@127.0.0.1:${one.port}`, two.url];
    await withThings({ hosts }, async (things) => {
      for (let turn = 0; turn < 2; turn++) await things.count();
    });
    const sent = [one, two].map(({ requests }) => requests.map(({ headers }) => headers.authorization));
    const expected = `Basic ${Buffer.from('ann:secret').toString('base64')}`;
    expect(sent).toEqual([[expected], [expected]]);
  });

  test('client: raw options reach the client', async () => {
    const { headers } = await requestWith(({ url }) => ({
      client: { nodes: [url], headers: { 'x-raw': 'yes' }, auth: { username: 'ann', password: 'secret' } },
    }));
    expect(headers).toMatchObject({
      'x-raw': 'yes',
      authorization: `Basic ${Buffer.from('ann:secret').toString('base64')}`,
    });
  });

  test('timeout: how long an answer is waited for', async () => {
    await using stub = await startStub(() => 'hang');
    const start = performance.now();
    const error = await rejection(withThings({ hosts: stub.url, timeout: 300 }, (things) => things.count()));
    expect(error).toMatchObject({
      name: 'ConnectionFailedError',
      code: 'CONNECTION_TIMEOUT',
      message:
        "Connection 'default' got no answer to count in time. " +
        'Raise `timeout` (milliseconds), or look at what keeps the cluster busy. [CONNECTION_TIMEOUT]',
    });
    expect(performance.now() - start).toBeLessThan(2500);
    expect(stub.requests).toHaveLength(1);
  });

  test('maxRetries: how often a read is sent again', async () => {
    const failing: StubAnswer = { status: 503, body: { error: { type: 'unavailable', reason: 'not now' } } };
    const sent = async (options: ConnectionOptions): Promise<number> => {
      await using stub = await startStub(() => failing);
      await rejection(withThings({ hosts: stub.url, ...options }, (things) => things.count()));
      return stub.requests.length;
    };
    expect([await sent({ maxRetries: 0 }), await sent({ maxRetries: 2 }), await sent({})]).toEqual([1, 3, 4]);
  });

  test('maxRetries: 0 sends a write once, whatever comes of it', async () => {
    await using stub = await startStub(() => 'reset');
    const thing = Object.assign(new Thing(), { name: 'a' });
    await withThings({ hosts: stub.url, maxRetries: 0 }, async (things) => {
      expect(await rejection(things.save(thing))).toBeInstanceOf(ElastodmError);
      expect(await rejection(things.saveMany([Object.assign(new Thing(), { name: 'b' })]))).toBeInstanceOf(
        ElastodmError,
      );
      expect(await rejection(things.delete('a'))).toBeInstanceOf(ElastodmError);
    });
    expect(stub.requests.map(({ method }) => method)).toEqual(['PUT', 'POST', 'DELETE']);
    expect(thing).toEqual(Object.assign(new Thing(), { name: 'a' }));
  });
});

describe('a class with vectors', () => {
  @Document('embeddings')
  class Embedding {
    @Id() id?: string;
    @DenseVector({ dims: 2 }) vector!: number[];
  }
  const found: StubAnswer = {
    body: {
      _index: 'embeddings',
      _id: 'a',
      found: true,
      _seq_no: 1,
      _primary_term: 1,
      _source: { vector: [1, 2] },
    },
  };

  async function read(stub: StubServer, times: number): Promise<void> {
    await using dataSource = new DataSource({
      connections: { default: { hosts: stub.url } },
      documents: [Embedding],
    });
    for (let time = 0; time < times; time++) {
      expect((await dataSource.getRepository(Embedding).get('a')).vector).toEqual([1, 2]);
    }
  }

  test('asks for them, which servers leave out since 9.2', async () => {
    await using stub = await startStub(() => found);
    await read(stub, 1);
    expect(stub.requests.map(({ path }) => path)).toEqual([
      '/embeddings/_doc/a?_source_exclude_vectors=false',
    ]);
  });

  test('asks a server that does not know the parameter once', async () => {
    const reason = 'request [/embeddings/_doc/a] contains unrecognized parameter: [_source_exclude_vectors]';
    const unknown: StubAnswer = {
      status: 400,
      body: { error: { type: 'illegal_argument_exception', reason } },
    };
    await using stub = await startStub(({ path }) => (path.includes('?') ? unknown : found));
    await read(stub, 2);
    expect(stub.requests.map(({ path }) => path)).toEqual([
      '/embeddings/_doc/a?_source_exclude_vectors=false',
      '/embeddings/_doc/a',
      '/embeddings/_doc/a',
    ]);
  });

  test('gives every answer, also when the first reads of such a server run at once', async () => {
    const reason = 'contains unrecognized parameter: [_source_exclude_vectors]';
    const unknown: StubAnswer = {
      status: 400,
      body: { error: { type: 'illegal_argument_exception', reason } },
    };
    await using stub = await startStub(({ path }) => (path.includes('?') ? unknown : found));
    await using dataSource = new DataSource({
      connections: { default: { hosts: stub.url } },
      documents: [Embedding],
    });
    const embeddings = dataSource.getRepository(Embedding);
    const read = await Promise.all([embeddings.get('a'), embeddings.get('a'), embeddings.get('a')]);
    expect(read.map(({ vector }) => vector)).toEqual([
      [1, 2],
      [1, 2],
      [1, 2],
    ]);
  });
});
