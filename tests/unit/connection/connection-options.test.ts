// Each option by its effect: on the wire of a stub, or in the error that it makes before anything is sent.
import { describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConnectionManager, DataSource, DenseVector, Document, Id, Keyword } from 'elastodm';
import type { ConnectionOptions, Repository } from 'elastodm';
import { connectionOptionNames } from '../../../src/connection/connection-options.js';
import { toClientOptions } from '../../../src/connection/to-client-options.js';
import { rejection, thrown } from '../../support/failing.js';
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
      headers: { 'x-tenant': 'blue' },
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

  test('client: raw options win', async () => {
    const { headers } = await requestWith(({ url }) => ({
      hosts: 'http://127.0.0.1:1',
      client: { nodes: [url], headers: { 'x-raw': 'yes' } },
    }));
    expect(headers['x-raw']).toBe('yes');
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

  test('a write is sent once, whatever maxRetries says', async () => {
    await using stub = await startStub(() => 'reset');
    const thing = Object.assign(new Thing(), { name: 'a' });
    await withThings({ hosts: stub.url, maxRetries: 5 }, async (things) => {
      expect(await rejection(things.save(thing))).toMatchObject({ code: 'CONNECTION_FAILED' });
      expect(await rejection(things.saveMany([thing]))).toMatchObject({ code: 'CONNECTION_FAILED' });
      expect(await rejection(things.delete('a'))).toMatchObject({ code: 'CONNECTION_FAILED' });
    });
    expect(stub.requests.map(({ method }) => method)).toEqual(['PUT', 'POST', 'DELETE']);
    expect(thing).toEqual(Object.assign(new Thing(), { name: 'a' }));
  });
});

describe('TLS', () => {
  const folder = mkdtempSync(join(tmpdir(), 'elastodm-tls-'));
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const pem = (kind: string): string => `-----BEGIN ${kind}-----\nAAAA\n-----END ${kind}-----\n`;

  test('files are read; text is taken as it is', () => {
    const caCerts = file('ca.pem', pem('CERTIFICATE'));
    const clientCert = file('cert.pem', pem('CERTIFICATE'));
    const clientKey = file('key.pem', pem('PRIVATE KEY'));
    const expected = {
      nodes: ['https://es:9200'],
      requestTimeout: 30_000,
      tls: {
        ca: pem('CERTIFICATE'),
        cert: pem('CERTIFICATE'),
        key: pem('PRIVATE KEY'),
        rejectUnauthorized: true,
      },
    };
    const hosts = 'https://es:9200';
    expect(toClientOptions('a', { hosts, caCerts, clientCert, clientKey, verifyCerts: true })).toEqual(
      expected,
    );
    expect(
      toClientOptions('a', {
        hosts,
        caCerts: pem('CERTIFICATE'),
        clientCert: pem('CERTIFICATE'),
        clientKey: pem('PRIVATE KEY'),
        verifyCerts: true,
      }),
    ).toEqual(expected);
    rmSync(folder, { recursive: true });
  });

  test('verifyCerts: false is passed on', () => {
    expect(toClientOptions('a', { verifyCerts: false })).toEqual({
      nodes: ['http://localhost:9200'],
      requestTimeout: 30_000,
      tls: { rejectUnauthorized: false },
    });
  });

  test('a file that can’t be read is named', () => {
    const error = thrown(() =>
      new ConnectionManager().createConnection('es', { caCerts: './missing/ca.pem' }),
    );
    expect(error).toMatchObject({
      name: 'ConfigurationError',
      code: 'CONNECTION_FILE',
      message:
        "The file './missing/ca.pem' of option 'caCerts' of connection 'es' can't be read: ENOENT. " +
        'Correct the path or the permissions; relative paths start at the working directory. [CONNECTION_FILE]',
    });
  });

  test('a key that is neither a file nor PEM is not shown', () => {
    const key = Buffer.alloc(90, 7).toString('base64');
    for (const clientKey of [key, `${key.slice(0, 60)}\n${key.slice(60)}`]) {
      const error = thrown(() =>
        new ConnectionManager().createConnection({ clientCert: pem('CERTIFICATE'), clientKey }),
      );
      expect(error).toMatchObject({
        code: 'CONNECTION_OPTION_INVALID',
        message:
          "Option 'clientKey' of connection 'default' can't be used: " +
          "it is neither a file nor PEM text, which has a line '-----BEGIN …'. " +
          "Correct 'clientKey'. [CONNECTION_OPTION_INVALID]",
      });
    }
  });
});

describe('an option that can’t work is refused when the connection is made', () => {
  const create = (options: object): unknown =>
    thrown(() => new ConnectionManager().createConnection('es', options));

  const unknown: readonly (readonly [option: string, meant: string | undefined])[] = [
    ['host', 'hosts'],
    ['http_auth', 'httpAuth'],
    ['HttpAuth', 'httpAuth'],
    ['timeOut', 'timeout'],
    ['requestTimeout', 'timeout'],
    ['nodes', 'hosts'],
    ['node', 'hosts'],
    ['auth', 'httpAuth'],
    ['apikey', 'apiKey'],
    ['bearer_auth', 'bearerAuth'],
    ['ca_certs', 'caCerts'],
    ['verifyCert', 'verifyCerts'],
    ['somethingElse', undefined],
  ];
  test.each(unknown)('%s, when %s was meant', (option, meant) => {
    expect(create({ [option]: 'x' })).toMatchObject({
      name: 'ConfigurationError',
      code: 'CONNECTION_OPTION_UNKNOWN',
      message:
        `Connection 'es' has the unknown option '${option}'. ` +
        (meant === undefined
          ? 'Remove it, or pass raw client options under `client`.'
          : `Did you mean '${meant}'? Raw client options go under \`client\`.`) +
        ' [CONNECTION_OPTION_UNKNOWN]',
    });
  });

  const invalid: readonly (readonly [options: object, option: string, reason: string])[] = [
    [
      { httpAuth: ['a', 'b'], apiKey: 'x' },
      'apiKey',
      'httpAuth is set too, and only one kind of credentials can be sent',
    ],
    [
      { bearerAuth: 'x', apiKey: 'x' },
      'bearerAuth',
      'apiKey is set too, and only one kind of credentials can be sent',
    ],
    [{ httpAuth: 'no-colon' }, 'httpAuth', "it is not ['user', 'password']"],
    [{ httpAuth: ['only-user'] }, 'httpAuth', "it is not ['user', 'password']"],
    [{ httpAuth: ['user', ''] }, 'httpAuth', "it is not ['user', 'password']"],
    [{ httpAuth: ['user', undefined] }, 'httpAuth', "it is not ['user', 'password']"],
    [{ apiKey: ['id'] }, 'apiKey', "it is not ['id', 'secret']"],
    [{ clientCert: 'x' }, 'clientCert', 'it needs clientKey too'],
    [{ clientKey: 'x' }, 'clientKey', 'it needs clientCert too'],
    [{ timeout: 0 }, 'timeout', 'it is no number of milliseconds above 0'],
    [{ timeout: '5s' }, 'timeout', 'it is no number of milliseconds above 0'],
    [{ timeout: Infinity }, 'timeout', 'it is no number of milliseconds above 0'],
    [{ maxRetries: -1 }, 'maxRetries', 'it is no number from 0 on'],
    [{ hosts: [] }, 'hosts', 'the list is empty'],
    [{ hosts: '' }, 'hosts', 'host number 1 is no host and no URL'],
    [{ hosts: [undefined] }, 'hosts', 'host number 1 is no host and no URL'],
    [{ hosts: 'http://ok:9200,http://us er@' }, 'hosts', 'host number 2 is no host and no URL'],
    [{ hosts: ['ok:9200', 'ftp://es:9200'] }, 'hosts', 'host number 2 is neither http: nor https:'],
  ];
  test.each(invalid)('%j', (options, option, reason) => {
    expect(create(options)).toMatchObject({
      name: 'ConfigurationError',
      code: 'CONNECTION_OPTION_INVALID',
      message: `Option '${option}' of connection 'es' can't be used: ${reason}. Correct '${option}'. [CONNECTION_OPTION_INVALID]`,
    });
  });

  test('the names of the options are those of the type, each once', () => {
    const all: Required<{ [K in keyof ConnectionOptions]: true }> = {
      hosts: true,
      httpAuth: true,
      apiKey: true,
      bearerAuth: true,
      caCerts: true,
      clientCert: true,
      clientKey: true,
      verifyCerts: true,
      timeout: true,
      maxRetries: true,
      httpCompress: true,
      headers: true,
      opaqueId: true,
      client: true,
    };
    expect([...connectionOptionNames].sort()).toEqual(Object.keys(all).sort());
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
