// Secrets stay out of what is printed of managers, DataSources, repositories and clients.
import { describe, expect, jest, test } from '@jest/globals';
import { Client } from '@elastic/elasticsearch';
import { inspect } from 'node:util';
import { ConnectionManager, DataSource, Document, Keyword, Search } from 'elastodm';
import type { ConnectionOptions } from 'elastodm';
import { startFaultServer } from '../../support/fault-server.js';
import { rejection, thrown } from '../../support/failing.js';
import { tlsFixtures } from '../../support/tls-fixtures.js';
import { canaries, expectNoCanary, linesOf, places, withClientKey } from './canaries.js';

@Document('things')
class Thing {
  @Keyword() name!: string;
}

const everywhere: Readonly<Record<string, (hosts: string) => ConnectionOptions>> = {
  ...places,
  'a client’s key': withClientKey,
};
const keyLines = linesOf(tlsFixtures().client.key);

function partsOf(client: Client): Readonly<Record<string, unknown>> {
  const { connectionPool, transport, helpers, indices, cluster, security, diagnostic, serializer } = client;
  const nodes = [...connectionPool.connections];
  return {
    client,
    connectionPool,
    transport,
    helpers,
    indices,
    cluster,
    security,
    diagnostic,
    serializer,
    nodes,
    'a literal with them': { client, pool: connectionPool, nodes, list: [transport] },
  };
}

describe.each(Object.keys(everywhere))('with secrets in %s', (place) => {
  const isTls = place === 'a client’s key';

  test('nothing of a connection prints them', async () => {
    const { leaf, ca } = tlsFixtures();
    await using server = await startFaultServer(
      isTls ? { tls: { ...leaf, ca: ca.cert, requestCert: true } } : {},
    );
    const options = everywhere[place]!(server.url);
    await using manager = new ConnectionManager();
    await using dataSource = new DataSource({ connections: { default: options }, documents: [Thing] });
    const client = manager.createConnection(options);
    await client.count();
    manager.configureAll({ lazy: options, later: () => options });
    const things = dataSource.getRepository(Thing);
    await things.exists('a');
    const objects = {
      manager,
      all: manager.all(),
      aliases: manager.aliases(),
      dataSource,
      connections: dataSource.connections,
      things,
      metadata: things.metadata,
      search: new Search({ index: 'things', connections: manager }),
      ...partsOf(client),
      ...Object.fromEntries(
        Object.entries(partsOf(client.child({ headers: { 'x-child': canaries.header } }))).map(
          ([name, part]) => [`${name} of a child`, part],
        ),
      ),
      grandchild: client.child({}).child({ auth: { bearer: canaries.bearer } }),
    };
    for (const [name, part] of Object.entries(objects)) expectNoCanary({ [name]: part }, keyLines);
    // They are what is used all the same.
    expect(JSON.stringify(server.deliveries.map(({ headers }) => headers))).toContain('authorization');
    expect(server.deliveries).toHaveLength(2);
  });

  test('nothing that a raw call throws prints them', async () => {
    const { leaf, ca } = tlsFixtures();
    await using server = await startFaultServer(
      isTls ? { tls: { ...leaf, ca: ca.cert, requestCert: true } } : {},
    );
    await using manager = new ConnectionManager();
    const client = manager.createConnection({ ...everywhere[place]!(server.url), maxRetries: 0 });
    server.failNext({ action: 'status', status: 401 });
    expectNoCanary(await rejection(client.count()), keyLines);
    server.failNext({ action: 'reset' });
    expectNoCanary(await rejection(client.count()), keyLines);
    server.failNext({ action: 'hang' });
    expectNoCanary(await rejection(client.count({}, { requestTimeout: 50 })), keyLines);
  });
});

test('credentials in a raw node’s URL leave it, and are sent', async () => {
  await using server = await startFaultServer();
  await using manager = new ConnectionManager();
  const client = manager.createConnection(places['a raw node’s URL']!(`${server.url}/es/`));
  expect([...client.connectionPool.connections].map(({ url }) => url.href)).toEqual([`${server.url}/es/`]);
  server.failNext({ action: 'status', status: 200, body: { count: 0, _shards: {} } });
  await client.count();
  expect(server.deliveries[0]).toMatchObject({
    path: '/es/_count',
    headers: {
      authorization: `Basic ${Buffer.from(`ann:${canaries.urlPassword}`).toString('base64')}`,
    },
  });
});

test('a printed client says what it is', async () => {
  await using manager = new ConnectionManager();
  const client = manager.createConnection('analytics', { hosts: 'localhost:9200' });
  const [node] = client.connectionPool.connections;
  expect(inspect({ client, child: client.child({}), node })).toBe(
    "{\n  client: [client of connection 'analytics'],\n  child: [client of connection 'analytics'],\n" +
      "  node: [node of connection 'analytics']\n}",
  );
  expect(JSON.stringify([client, client.connectionPool, client.transport])).toBe(
    '["client of connection \'analytics\'","nodes of connection \'analytics\'","transport of connection \'analytics\'"]',
  );
  expect(client.child({})).toBeInstanceOf(Client);
});

test('a child sends what it was told beside what its parent was', async () => {
  await using server = await startFaultServer();
  await using manager = new ConnectionManager();
  const options = places['a password, headers and a cookie']!(server.url);
  await manager
    .createConnection(options)
    .child({ headers: { 'x-child': 'yes' } })
    .count();
  expect(server.deliveries[0]?.headers).toMatchObject({
    'x-child': 'yes',
    authorization: `Basic ${Buffer.from(`ann:${canaries.password}`).toString('base64')}`,
  });
});

describe('a warning', () => {
  const open = 'http://es.example.com:9200';

  test.each(Object.keys(places))('about %s over http does not tell it', (place) => {
    const warned = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    new ConnectionManager().createConnection(places[place]!(open));
    expect(warned).toHaveBeenCalledWith(expect.stringContaining('http://es.example.com:9200'), {
      type: 'ElastodmWarning',
      code: 'ELASTODM_UNSAFE_CONNECTION',
    });
    expectNoCanary(warned.mock.calls);
    warned.mockRestore();
  });
});

describe('an option that is refused', () => {
  const wrong: Readonly<Record<string, ConnectionOptions>> = {
    'two kinds': { httpAuth: ['ann', canaries.password], apiKey: canaries.encodedKey },
    'no pair': { httpAuth: canaries.password },
    'a triple': { apiKey: ['id', canaries.keySecret, 'more'] as unknown as [string, string] },
    'a line break in a token': { bearerAuth: `${canaries.bearer}\n` },
    'a line break in a header': { headers: { 'x-my-token': `${canaries.header}\n` } },
    'a header’s name': { headers: { [`x-my-token: ${canaries.header}`]: 'x' } },
    'a host': { hosts: `http://ann:${canaries.password}@bad host` },
    'a port': { hosts: `http://ann:${canaries.password}@es:99999` },
    'a scheme': { hosts: `ftp://ann:${canaries.password}@es` },
    'two hosts': { hosts: [`http://ann:${canaries.password}@a`, `http://bob:${canaries.password}@b`] },
    'a host and an option': { hosts: `http://ann:${canaries.password}@a`, bearerAuth: canaries.bearer },
    'an escape': { hosts: `http://ann:%zz${canaries.password}@a` },
    'a key that is none': {
      hosts: 'https://a',
      clientCert: tlsFixtures().client.cert,
      clientKey: `x\n${canaries.passphrase}`,
    },
    'a key with a passphrase': {
      hosts: 'https://a',
      clientCert: tlsFixtures().client.cert,
      clientKey: `-----BEGIN ENCRYPTED PRIVATE KEY-----\n${canaries.passphrase}`,
    },
    'a raw option beside a named one': {
      httpAuth: ['ann', canaries.password],
      client: { auth: { bearer: canaries.bearer } },
    },
    'a raw node': { client: { node: `http//ann:${canaries.rawPassword}@a` } },
    'a name nobody knows': { password: canaries.password } as object,
  };

  test('for an escape in a raw node is not told', () => {
    const client = { node: `http://ann:%zz${canaries.rawPassword}@a` };
    const error = thrown(() => new ConnectionManager().createConnection({ client }));
    expect(error).toMatchObject({
      code: 'CONNECTION_OPTION_INVALID',
      details: { option: 'client.node', reason: "it has credentials in which '%' does not start an escape" },
    });
    expectNoCanary(error);
  });

  test.each(Object.keys(wrong))('for %s is not told', (name) => {
    const error = thrown(() => new ConnectionManager().createConnection(wrong[name]!));
    expect(error.code).toMatch(/^CONNECTION_OPTION_/);
    expectNoCanary(error);
    expectNoCanary(thrown(() => new ConnectionManager().configure(wrong[name]!)));
  });
});
