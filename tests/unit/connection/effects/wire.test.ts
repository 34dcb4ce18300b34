// Each option that changes what is sent, by what arrives.
import { describe, expect, test } from '@jest/globals';
import { connect, createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { spawnSync } from 'node:child_process';
import { networkInterfaces } from 'node:os';
import type { ConnectionOptions } from 'elastodm';
import { rejection } from '../../../support/failing.js';
import type { FaultServer } from '../../../support/fault-server.js';
import { tlsFixtures } from '../../../support/tls-fixtures.js';
import { countWith, lines, loopback, startThings, startThingsCluster, thing, withThings } from './things.js';

const requires = {
  ipv6: Object.values(networkInterfaces()).some((all) => all?.some(({ address }) => address === '::1')),
  defaultPort:
    spawnSync(process.execPath, [
      '-e',
      "require('net').createServer().listen(9200, function () { this.close() })",
    ]).status === 0,
};

/** A test, or a skipped one whose name says what this machine lacks. */
function testWith(met: boolean, lacking: string, name: string, act: () => Promise<void>): void {
  if (met) test(name, act);
  else test.skip(`${name} (skipped: ${lacking})`, act);
}

/** What every kind of request carries: one of an index, a bulk, a search, a document, the health. */
async function sendAll(server: FaultServer, options: ConnectionOptions): Promise<void> {
  await withThings({ hosts: server.url, ...options }, async (things, manager) => {
    await things.save(thing('a'));
    await things.saveMany([thing('b'), thing('c')]);
    await things.search();
    await things.delete('a');
    await manager.health();
    expect(server.deliveries.length).toBeGreaterThanOrEqual(7);
  });
}

describe('hosts', () => {
  const forms: readonly (readonly [
    name: string,
    form: (port: number) => ConnectionOptions['hosts'],
    host: string,
  ])[] = [
    ['a URL', (port) => `http://127.0.0.1:${port}`, '127.0.0.1'],
    ['a URL with a slash', (port) => `http://127.0.0.1:${port}/`, '127.0.0.1'],
    ['a URL in capitals', (port) => `HTTP://LOCALHOST:${port}`, 'localhost'],
    ['an address and a port', (port) => `127.0.0.1:${port}`, '127.0.0.1'],
    ['a name and a port', (port) => `localhost:${port}`, 'localhost'],
    ['a list of one', (port) => [`localhost:${port}`], 'localhost'],
    ['spaces around it', (port) => ` localhost:${port} `, 'localhost'],
    ['the same twice', (port) => [`localhost:${port}`, `http://localhost:${port}/`], 'localhost'],
  ];
  test.each(forms)('%s', async (_name, form, host) => {
    let port = 0;
    const { method, path, headers } = await countWith((server) => {
      ({ port } = server);
      return { hosts: form(port) };
    });
    expect([method, path, headers.host]).toEqual(['GET', '/things/_count', `${host}:${port}`]);
  });

  test('a path comes before that of each request', async () => {
    await using server = await startThings();
    for (const hosts of [`${server.url}/search`, `127.0.0.1:${server.port}/search/`]) {
      server.failNext({ action: 'status', status: 200, body: { count: 4, _shards: {} } });
      await withThings({ hosts }, async (things) => expect(await things.count()).toBe(4));
    }
    expect(lines(server.deliveries)).toEqual(['GET /search/things/_count', 'GET /search/things/_count']);
  });

  test.each<[string, (urls: readonly string[]) => ConnectionOptions['hosts']]>([
    ['a list', (urls) => urls],
    ['a text with commas', (urls) => urls.join(', ')],
    ['a list that holds a text with commas', ([first = '', ...others]) => [first, others.join(',')]],
  ])('several take turns: %s', async (_name, form) => {
    await using servers = await startThingsCluster(3);
    const hosts = form(servers.map(({ url }) => url))!;
    await withThings({ hosts }, async (things) => {
      for (let turn = 0; turn < 6; turn++) await things.count();
    });
    expect(servers.map(({ deliveries }) => deliveries.length)).toEqual([2, 2, 2]);
  });

  test('credentials in one of the URLs are sent to all, and to none in its address', async () => {
    await using servers = await startThingsCluster(2);
    const [one, two] = [servers[0]!, servers[1]!];
    await withThings({ hosts: [`http://ann:pass%40word@127.0.0.1:${one.port}`, two.url] }, async (things) => {
      for (let turn = 0; turn < 2; turn++) await things.count();
    });
    for (const { deliveries, port } of servers) {
      expect(deliveries.map(({ headers }) => [headers.host, headers.authorization])).toEqual([
        [`127.0.0.1:${port}`, 'Basic YW5uOnBhc3NAd29yZA=='],
      ]);
    }
  });

  testWith(requires.ipv6, 'no ::1', 'IPv6', async () => {
    await using server = await startThings();
    const relay = createServer((socket) => {
      const plain = connect(server.port, '127.0.0.1');
      socket
        .on('error', () => undefined)
        .pipe(plain.on('error', () => undefined))
        .pipe(socket);
    });
    await new Promise<void>((resolve) => relay.listen(0, '::1', resolve));
    const { port } = relay.address() as AddressInfo;
    try {
      for (const hosts of [`[::1]:${port}`, `http://[::1]:${port}`])
        await withThings({ hosts }, async (things) => expect(await things.count()).toBe(0));
    } finally {
      await new Promise((resolve) => relay.close(resolve));
    }
    expect(server.deliveries.map(({ headers }) => headers.host)).toEqual([`[::1]:${port}`, `[::1]:${port}`]);
  });

  testWith(requires.defaultPort, 'port 9200 is taken', 'without a port, and by default: 9200', async () => {
    await using server = await startThings({ port: 9200 });
    for (const options of [{}, { hosts: 'localhost' }, { hosts: '127.0.0.1' }])
      await withThings(options, async (things) => expect(await things.count()).toBe(0));
    expect(server.deliveries.map(({ headers }) => headers.host)).toEqual([
      'localhost:9200',
      'localhost:9200',
      '127.0.0.1:9200',
    ]);
  });
});

// The same over TLS as over plain HTTP.
async function authorizationWith(options: ConnectionOptions): Promise<readonly (string | undefined)[]> {
  const { ca, leaf } = tlsFixtures();
  const plain = await countWith(({ url }) => ({ hosts: url, ...options }));
  const secure = await countWith(({ url }) => ({ hosts: url, caCerts: ca.cert, ...options }), { tls: leaf });
  return [plain.headers.authorization, secure.headers.authorization];
}

describe('httpAuth', () => {
  test.each<[ConnectionOptions, string]>([
    [{ httpAuth: ['ann', 'secret'] }, 'Basic YW5uOnNlY3JldA=='],
    [{ httpAuth: 'ann:secret' }, 'Basic YW5uOnNlY3JldA=='],
    [{ httpAuth: 'ann:pass:word' }, 'Basic YW5uOnBhc3M6d29yZA=='],
    [{ httpAuth: ['ann', 'päß wörd%40'] }, `Basic ${Buffer.from('ann:päß wörd%40').toString('base64')}`],
  ])('%j', async (options, header) => {
    expect(await authorizationWith(options)).toEqual([header, header]);
  });

  test('goes with every request', async () => {
    await using server = await startThings();
    await sendAll(server, { httpAuth: 'ann:secret' });
    expect(new Set(server.deliveries.map(({ headers }) => headers.authorization))).toEqual(
      new Set(['Basic YW5uOnNlY3JldA==']),
    );
  });
});

describe('apiKey', () => {
  test.each<[ConnectionOptions, string]>([
    [{ apiKey: ['key-id', 'key-secret'] }, 'ApiKey a2V5LWlkOmtleS1zZWNyZXQ='],
    [{ apiKey: 'key-id:key-secret' }, 'ApiKey a2V5LWlkOmtleS1zZWNyZXQ='],
    [{ apiKey: 'a2V5LWlkOmtleS1zZWNyZXQ=' }, 'ApiKey a2V5LWlkOmtleS1zZWNyZXQ='],
  ])('%j', async (options, header) => {
    expect(await authorizationWith(options)).toEqual([header, header]);
  });
});

describe('bearerAuth', () => {
  test('a token', async () => {
    expect(await authorizationWith({ bearerAuth: 'AAEAAWVs.-_~+/=' })).toEqual([
      'Bearer AAEAAWVs.-_~+/=',
      'Bearer AAEAAWVs.-_~+/=',
    ]);
  });
});

describe('headers', () => {
  test('go with every request, a lookup of nodes too', async () => {
    await using server = await startThings();
    await sendAll(server, { headers: { 'X-Tenant': 'blue', 'x-trace': 'a, b' }, sniffOnStart: true });
    expect(lines(server.deliveries)[0]).toBe('GET /_nodes/_all/http');
    for (const { headers } of server.deliveries)
      expect(headers).toMatchObject({ 'x-tenant': 'blue', 'x-trace': 'a, b' });
  });

  test('one that the client sends too is replaced, not sent twice', async () => {
    const { headers } = await countWith(({ url }) => ({ hosts: url, headers: { 'User-Agent': 'shop/1' } }));
    expect(headers['user-agent']).toBe('shop/1');
  });

  test('authorization: credentials of another kind', async () => {
    expect(await authorizationWith({ headers: { Authorization: 'Negotiate abc' } })).toEqual([
      'Negotiate abc',
      'Negotiate abc',
    ]);
  });
});

describe('opaqueId', () => {
  test('goes with every request as x-opaque-id; without it there is none', async () => {
    await using server = await startThings();
    await sendAll(server, { opaqueId: 'shop' });
    expect(new Set(server.deliveries.map(({ headers }) => headers['x-opaque-id']))).toEqual(
      new Set(['shop']),
    );
    const { headers } = await countWith(({ url }) => ({ hosts: url }));
    expect(headers).not.toHaveProperty('x-opaque-id');
  });
});

describe('httpCompress', () => {
  test('a request is zipped, and a zipped answer is read', async () => {
    await using server = await startThings({ gzip: true });
    await withThings({ hosts: server.url, httpCompress: true }, async (things) => {
      await things.saveMany([thing('a'), thing('b')]);
      expect((await things.search()).documents.map(({ name }) => name)).toEqual(['a', 'b']);
      expect((await things.get('a')).name).toBe('a');
    });
    // The server could not read a body that says it is zipped and is not.
    expect(
      server.deliveries.map(({ headers, body }) => [
        headers['content-encoding'],
        headers['accept-encoding'],
        body !== '',
      ]),
    ).toEqual([
      ['gzip', 'gzip,deflate', true],
      ['gzip', 'gzip,deflate', true],
      [undefined, 'gzip,deflate', false],
    ]);
  });

  test('without it neither is', async () => {
    await using server = await startThings({ gzip: true });
    await sendAll(server, {});
    for (const { headers } of server.deliveries) {
      expect(headers).not.toHaveProperty('content-encoding');
      expect(headers).not.toHaveProperty('accept-encoding');
    }
  });
});

describe('connectionsPerNode', () => {
  async function socketsOf(options: ConnectionOptions, nodes = 1): Promise<readonly number[]> {
    await using servers = await startThingsCluster(nodes);
    for (const server of servers) server.failNext({ action: 'delay', milliseconds: 10, times: Infinity });
    const hosts = servers.map(({ url }) => url);
    await withThings({ hosts, ...options }, async (things) => {
      await Promise.all(Array.from({ length: 40 }, () => things.count()));
    });
    const arrived = servers.reduce((sum, { deliveries }) => sum + deliveries.length, 0);
    expect(arrived).toBe(40);
    return servers.map(({ connections }) => connections);
  }

  test.each([1, 3, 10])('%i sockets carry 40 requests at a time', async (connectionsPerNode) => {
    expect(await socketsOf({ connectionsPerNode })).toEqual([connectionsPerNode]);
  });

  test('to each node so many', async () => {
    expect(await socketsOf({ connectionsPerNode: 2 }, 2)).toEqual([2, 2]);
  });

  test('by default enough for 40 at a time', async () => {
    expect(await socketsOf({})).toEqual([40]);
  });
});

describe('compatibility', () => {
  // Of a request without a body, the clients of version 8 and 9 say differently what it is made of.
  const types = (version: number): readonly (readonly string[])[] => {
    const json = `application/vnd.elasticsearch+json; compatible-with=${version}`;
    const ndjson = `application/vnd.elasticsearch+x-ndjson; compatible-with=${version}`;
    return [
      ['POST /things/_bulk', json, ndjson],
      ['POST /things/_search', json, json],
      ['GET /things/_doc/a', `${json},text/plain`],
      ['HEAD /things/_doc/a', `${json},text/plain`],
    ];
  };

  async function typesWith(options: ConnectionOptions, version: string): Promise<unknown> {
    await using server = await startThings({ version });
    await withThings({ hosts: server.url, ...options }, async (things) => {
      await things.saveMany([thing('a')]);
      expect((await things.search({ query: { term: { name: 'a' } } })).documents).toHaveLength(1);
      await things.get('a');
      expect(await things.exists('a')).toBe(true);
    });
    return server.deliveries.map(({ headers, method, path, body }) => [
      `${method} ${path}`,
      headers.accept,
      ...(body === '' ? [] : [headers['content-type']]),
    ]);
  }

  test.each<[8 | 9, string]>([
    [8, '8.19.21'],
    [9, '9.2.4'],
    [8, '9.2.4'],
  ])('%i, to a server of %s', async (compatibility, version) => {
    expect(await typesWith({ compatibility }, version)).toEqual(types(compatibility));
  });

  test('without it, the version of the client', async () => {
    const { headers } = await countWith(({ url }) => ({ hosts: url }));
    const [, major] = /^elasticsearch-js\/(\d+)\./.exec(headers['user-agent'] ?? '') ?? [];
    expect(await typesWith({}, '9.2.4')).toEqual(types(Number(major)));
  });

  test('a server that refuses the version', async () => {
    await using server = await startThings({ version: '8.19.21' });
    const reason =
      'A compatible version is required on both Content-Type and Accept headers if either one has requested a compatible version.';
    const body = { error: { type: 'media_type_header_exception', reason }, status: 400 };
    server.failNext({ action: 'status', status: 400, body });
    const error = await rejection(withThings({ hosts: server.url }, (things) => things.count()));
    expect(error).toMatchObject({ name: 'ConnectionFailedError', code: 'CONNECTION_COMPATIBILITY' });
    expect(error.message).toContain('compatibility');
    expect(server.deliveries).toHaveLength(1);
  });
});

describe('client', () => {
  test('what it has beside ours', async () => {
    const { headers } = await countWith(({ url }) => ({ hosts: url, client: { enableMetaHeader: false } }));
    expect(headers).not.toHaveProperty('x-elastic-client-meta');
    const { headers: others } = await countWith(({ url }) => ({ hosts: url }));
    expect(others).toHaveProperty('x-elastic-client-meta');
  });

  test('what it has a word for too, where ours is not set', async () => {
    await using server = await startThings();
    const client = {
      node: server.url,
      auth: { bearer: 'token' },
      headers: { 'X-Tenant': 'blue' },
      compression: true,
      maxRetries: 1,
      sniffOnStart: true,
    };
    server.failNext({ match: '_bulk', action: 'status', status: 503, times: 2 });
    await withThings({ client }, async (things) => {
      expect(await rejection(things.saveMany([thing('a')]))).toMatchObject({ details: { status: 503 } });
    });
    expect(lines(server.deliveries)).toEqual([
      'GET /_nodes/_all/http',
      'POST /things/_bulk',
      'POST /things/_bulk',
    ]);
    for (const { headers } of server.deliveries)
      expect(headers).toMatchObject({ authorization: 'Bearer token', 'x-tenant': 'blue' });
    expect(server.deliveries.map(({ headers }) => headers['content-encoding'])).toEqual([
      undefined,
      'gzip',
      'gzip',
    ]);
  });

  test('the sockets', async () => {
    await using server = await startThings();
    server.failNext({ action: 'delay', milliseconds: 20, times: Infinity });
    const { asked, lookup } = loopback();
    const client = { agent: { connections: 2, connect: { lookup } } };
    await withThings({ hosts: `es.example.com:${server.port}`, client }, async (things) => {
      await Promise.all(Array.from({ length: 8 }, () => things.count()));
    });
    expect(server.connections).toBe(2);
    expect(asked).toEqual(['es.example.com', 'es.example.com']);
  });

  test('the largest answer', async () => {
    await using server = await startThings();
    await withThings({ hosts: server.url, client: { maxResponseSize: 20 } }, async (things) => {
      expect(await rejection(things.count())).toMatchObject({
        code: 'RESPONSE_TOO_LARGE',
        details: { limit: 20 },
      });
    });
  });
});
