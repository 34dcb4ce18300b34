// A canary in every place where a secret may be: no error, however it is printed, may show one.
import { describe, expect, test } from '@jest/globals';
import { inspect } from 'node:util';
import { Client } from '@elastic/elasticsearch';
import { ConnectionManager, DataSource, Document, ElastodmError, Id, Keyword } from 'elastodm';
import type { ConnectionOptions, Repository } from 'elastodm';
import { rejection, thrown } from '../../support/failing.js';
import { closedPort, startStub } from '../../support/stub-server.js';
import type { ReceivedRequest, StubAnswer } from '../../support/stub-server.js';

const canary = 'canary-5f1e';

@Document('things')
class Thing {
  @Id() id?: string;
  @Keyword() name!: string;
}

const secretOptions: Readonly<Record<string, ConnectionOptions>> = {
  password: { httpAuth: ['ann', canary] },
  'password in one text': { httpAuth: `ann:${canary}` },
  'api key': { apiKey: ['key-id', canary] },
  'encoded api key': { apiKey: canary },
  'bearer token': { bearerAuth: canary },
  header: { headers: { 'x-my-token': canary, cookie: `session=${canary}` } },
  'raw password': { client: { auth: { username: 'ann', password: canary } } },
  'raw api key': { client: { auth: { apiKey: { id: 'key-id', api_key: canary } } } },
  'raw header': { client: { headers: { authorization: `Custom ${canary}` } } },
};

/** Every way in which an error may end up in a log. */
function printed(value: unknown): string {
  const cause = (value as { cause?: unknown } | undefined)?.cause;
  return [
    inspect(value, { depth: 10, showHidden: true }),
    inspect(value),
    JSON.stringify(value),
    String(value),
    (value as { stack?: string } | undefined)?.stack,
    (value as { message?: string } | undefined)?.message,
    inspect(cause, { depth: 10, showHidden: true }),
    JSON.stringify(cause),
    (cause as { stack?: string } | undefined)?.stack,
  ].join('\n');
}

// What may be sent of a secret, and could be turned back into it.
const forms = [
  canary,
  Buffer.from(`ann:${canary}`).toString('base64'),
  Buffer.from(`key-id:${canary}`).toString('base64'),
];

function expectNoCanary(value: unknown): void {
  const text = printed(value);
  expect(forms.filter((form) => text.includes(form))).toEqual([]);
}

// Servers that fail, some of them by telling back what they were told.
const echo = ({ headers, path }: ReceivedRequest): string =>
  `bad request ${path} with authorization ${String(headers.authorization)}, ${String(headers['x-my-token'])}, ${String(headers.cookie)}`;
const faults: Readonly<Record<string, (request: ReceivedRequest) => StubAnswer>> = {
  'a refusal that echoes the headers': (request) => ({
    status: 400,
    body: {
      error: { type: 'illegal_argument_exception', reason: echo(request), root_cause: [] },
      status: 400,
    },
  }),
  'a refusal as text': (request) => ({ status: 400, body: { error: echo(request) } }),
  'a page': (request) => ({ status: 502, body: `<html>${echo(request)}</html>` }),
  'a page with status 200': (request) => ({ status: 200, body: `<html>${echo(request)}</html>` }),
  'no JSON': (request) => ({ headers: { 'content-type': 'application/json' }, body: `{${echo(request)}` }),
  'another product': (request) => ({
    headers: { 'x-elastic-product': 'no' },
    body: { tagline: echo(request) },
  }),
  '401': (request) => ({
    status: 401,
    body: { error: { type: 'security_exception', reason: echo(request) } },
  }),
  '403': (request) => ({
    status: 403,
    body: { error: { type: 'security_exception', reason: echo(request) } },
  }),
  '409': (request) => ({ status: 409, body: { error: { type: 'version_conflict', reason: echo(request) } } }),
  '500 with a deep cause': (request) => ({
    status: 500,
    body: {
      error: {
        type: 'search_phase_execution_exception',
        reason: 'all shards failed',
        root_cause: [{ type: 'x', reason: echo(request) }],
        failed_shards: [{ reason: { reason: echo(request), caused_by: { reason: echo(request) } } }],
      },
    },
  }),
  'a connection that is cut': () => 'reset',
};

const calls: Readonly<Record<string, (things: Repository<Thing>) => Promise<unknown>>> = {
  save: (things) => things.save(Object.assign(new Thing(), { id: 'a', name: canary })),
  search: (things) => things.search({ query: { term: { name: canary } } }),
};

async function failureWith(options: ConnectionOptions, call: string): Promise<ElastodmError> {
  await using dataSource = new DataSource({
    connections: { default: { maxRetries: 0, timeout: 150, ...options } },
    documents: [Thing],
  });
  const error = await rejection(calls[call]!(dataSource.getRepository(Thing)));
  expectNoCanary(dataSource);
  expectNoCanary(dataSource.connections);
  expectNoCanary(dataSource.getRepository(Thing));
  return error;
}

describe.each(Object.keys(secretOptions))('a canary as %s', (secret) => {
  test.each(Object.keys(faults))('is not in the error of %s', async (fault) => {
    await using stub = await startStub(faults[fault]!);
    for (const call of Object.keys(calls)) {
      const { client, ...options } = secretOptions[secret]!;
      const error = await failureWith(
        { hosts: stub.url, ...options, ...(client === undefined ? {} : { client }) },
        call,
      );
      expect(error).toBeInstanceOf(ElastodmError);
      expectNoCanary(error);
    }
    // The canary was there to be told.
    expect(JSON.stringify(stub.requests.map(({ headers }) => headers))).toMatch(/authorization|x-my-token/);
  });

  test('is not in the error of a cluster that is not there', async () => {
    const hosts = `127.0.0.1:${await closedPort()}`;
    const error = await failureWith({ hosts, ...secretOptions[secret] }, 'search');
    expect(error).toMatchObject({ code: 'CONNECTION_FAILED' });
    expectNoCanary(error);
  });
});

test('a canary in all places at once is not in the error of a cluster that does not answer', async () => {
  await using stub = await startStub(() => 'hang');
  const error = await failureWith(
    { hosts: stub.url, ...secretOptions['password'], ...secretOptions['header'] },
    'save',
  );
  expect(error).toMatchObject({ code: 'WRITE_OUTCOME_UNKNOWN', cause: { code: 'CONNECTION_TIMEOUT' } });
  expectNoCanary(error);
});

describe('a canary in a host’s URL', () => {
  const hosts = (port: number): string => `http://ann:${canary}@127.0.0.1:${port}`;

  test.each(Object.keys(faults))('is not in the error of %s', async (fault) => {
    await using stub = await startStub(faults[fault]!);
    expectNoCanary(await failureWith({ hosts: hosts(stub.port) }, 'search'));
    expect(stub.requests[0]?.headers.authorization).toBe(`Basic ${forms[1]!}`);
  });

  test('is not in the error of a cluster that is not there', async () => {
    expectNoCanary(await failureWith({ hosts: hosts(await closedPort()) }, 'save'));
  });

  test('is not in the error of a host that is none', () => {
    for (const host of [
      `http://ann:${canary}@bad host`,
      `ftp://ann:${canary}@es`,
      `http://ann:${canary}@es:99999`,
    ]) {
      const error = thrown(() => new ConnectionManager().createConnection({ hosts: host }));
      expect(error).toMatchObject({ code: 'CONNECTION_OPTION_INVALID' });
      expectNoCanary(error);
    }
  });
});

describe('a canary', () => {
  test('in contradictory or wrong options is not in their error', () => {
    const wrong: readonly ConnectionOptions[] = [
      { httpAuth: ['ann', canary], apiKey: canary },
      { httpAuth: canary },
      { apiKey: ['id', canary, 'more'] as unknown as [string, string] },
      { bearerAuth: canary, timeout: -1 },
      { clientCert: canary },
    ];
    for (const options of wrong) {
      const error = thrown(() => new ConnectionManager().createConnection(options));
      expect(error).toMatchObject({ code: 'CONNECTION_OPTION_INVALID' });
      expectNoCanary(error);
    }
  });

  test('in a document is not in the error of its save, but what the cluster says of it is', async () => {
    await using stub = await startStub(() => ({
      status: 400,
      body: { error: { type: 'document_parsing_exception', reason: 'failed to parse field [name]' } },
    }));
    const error = await failureWith({ hosts: stub.url }, 'save');
    expect(stub.requests[0]?.body).toContain(canary);
    expectNoCanary(error);
    expect(error).toMatchObject({
      code: 'REQUEST_REFUSED',
      message:
        "The cluster of connection 'default' refused index on 'things' (400 document_parsing_exception): " +
        'failed to parse field [name]. Correct the request. [REQUEST_REFUSED]',
    });
  });

  test('in a failed document of a bulk is not printed with the error', async () => {
    await using stub = await startStub(({ body }) => {
      const [action] = body.split('\n').map((line) => (line === '' ? {} : (JSON.parse(line) as object)));
      const { _id } = Object.values(action!)[0] as { _id: string };
      const error = { type: 'document_parsing_exception', reason: 'no' };
      return { body: { errors: true, items: [{ create: { _id, _index: 'things', status: 400, error } }] } };
    });
    await using dataSource = new DataSource({
      connections: { default: { hosts: stub.url } },
      documents: [Thing],
    });
    const thing = Object.assign(new Thing(), { name: canary });
    const error = await rejection(dataSource.getRepository(Thing).saveMany([thing]));
    expect(inspect(error)).not.toContain(canary);
    expect(JSON.stringify(error)).not.toContain(canary);
    expect(error).toMatchObject({ failures: [{ document: thing, position: 0, status: 400 }] });
  });

  test('in a client that was added is not in the error of the stub that refuses it', async () => {
    await using stub = await startStub(() => ({
      status: 401,
      body: { error: { type: 'security_exception', reason: 'no' } },
    }));
    await using manager = new ConnectionManager();
    manager.addConnection(
      'default',
      new Client({ node: stub.url, auth: { username: 'ann', password: canary }, maxRetries: 0 }),
    );
    await using dataSource = new DataSource({ connections: manager, documents: [Thing] });
    const error = await rejection(dataSource.getRepository(Thing).count());
    expect(error).toMatchObject({ name: 'AuthenticationError', code: 'AUTHENTICATION_FAILED' });
    expectNoCanary(error);
    expectNoCanary(manager);
  });
});

test('the cause is the client’s error, of its class, with what the cluster said', async () => {
  await using stub = await startStub(() => ({
    status: 400,
    body: { error: { type: 'parsing_exception', reason: 'unknown query [x]' }, status: 400 },
  }));
  const error = await failureWith({ hosts: stub.url }, 'search');
  expect(error.cause).toBeInstanceOf(Error);
  expect(error.cause).toMatchObject({
    name: 'ResponseError',
    meta: {
      statusCode: 400,
      body: { status: 400, error: { type: 'parsing_exception', reason: 'unknown query [x]' } },
    },
  });
  expect(inspect(error.cause)).toContain('parsing_exception');
});
