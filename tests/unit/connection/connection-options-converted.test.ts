// Options → what the client, our transport and our sockets are told, and what is warned of.
import { Client, UndiciConnection } from '@elastic/elasticsearch';
import { afterAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PeerCertificate } from 'node:tls';
import type { ConnectionOptions } from 'elastodm';
import { toConnectionSettings } from '../../../src/connection/options/connection-settings.js';
import { warningsOf } from '../../../src/connection/options/connection-warnings.js';
import { secretsOf } from '../../../src/connection/options/secrets-of.js';
import { toClientOptions } from '../../../src/connection/options/to-client-options.js';

const folder = mkdtempSync(join(tmpdir(), 'elastodm-options-'));
afterAll(() => rmSync(folder, { recursive: true }));
const pem = (kind: string): string => `-----BEGIN ${kind}-----\nAAAA\n-----END ${kind}-----\n`;
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

const https = 'https://es:9200';
const digest = 'a1'.repeat(32);
const colons = Array(32).fill('A1').join(':');
const clientOptions = (options: ConnectionOptions): Record<string, unknown> =>
  toClientOptions('es', options, () => 0.999) as Record<string, unknown>;
const settings = (options: ConnectionOptions): object => toConnectionSettings('es', options);

describe('the client', () => {
  const standard = {
    nodes: ['http://localhost:9200'],
    agent: { connections: 256 },
    maxResponseSize: 104_857_600,
    maxCompressedResponseSize: 104_857_600,
    redaction: { type: 'replace', additionalKeys: [] },
    requestTimeout: 30_000,
    maxRetries: 3,
  };

  test('is told the defaults', () => {
    expect(clientOptions({})).toEqual(standard);
  });

  const cases: readonly (readonly [options: ConnectionOptions, told: object])[] = [
    [
      { timeout: 5, maxRetries: 0 },
      { requestTimeout: 5, maxRetries: 0 },
    ],
    [{ connectionsPerNode: 7 }, { agent: { connections: 7 } }],
    [{ httpCompress: true }, { compression: true }],
    [{ httpCompress: false }, { compression: false }],
    [{ httpAuth: ['ann', 'pass:word'] }, { auth: { username: 'ann', password: 'pass:word' } }],
    [{ httpAuth: 'ann:pass:word' }, { auth: { username: 'ann', password: 'pass:word' } }],
    [{ apiKey: ['id', 'secret'] }, { auth: { apiKey: { id: 'id', api_key: 'secret' } } }],
    [{ apiKey: 'id:secret' }, { auth: { apiKey: { id: 'id', api_key: 'secret' } } }],
    [{ apiKey: 'encoded' }, { auth: { apiKey: 'encoded' } }],
    [{ bearerAuth: 'token' }, { auth: { bearer: 'token' } }],
    [
      { headers: { 'X-Tenant': 'blue' }, opaqueId: 'shop' },
      {
        headers: { 'x-tenant': 'blue', 'x-opaque-id': 'shop' },
        redaction: { type: 'replace', additionalKeys: ['x-tenant'] },
      },
    ],
    [
      { client: { headers: { 'X-Raw': 'yes' } }, opaqueId: 'shop' },
      {
        headers: { 'x-raw': 'yes', 'x-opaque-id': 'shop' },
        redaction: { type: 'replace', additionalKeys: ['x-raw'] },
      },
    ],
    [{ client: { requestTimeout: 5, maxRetries: 0 } }, { requestTimeout: 5, maxRetries: 0 }],
    [{ client: { auth: { bearer: 'token' } } }, { auth: { bearer: 'token' } }],
    [{ client: { compression: true, name: 'mine' } }, { compression: true, name: 'mine' }],
    [{ client: { agent: { keepAliveTimeout: 5 } } }, { agent: { keepAliveTimeout: 5 } }],
    [
      { client: { maxResponseSize: 5, maxCompressedResponseSize: 6 } },
      { maxResponseSize: 5, maxCompressedResponseSize: 6 },
    ],
    [{ client: { maxResponseSize: 5 } }, { maxResponseSize: 5, maxCompressedResponseSize: 5 }],
    [{ client: { redaction: { type: 'remove' } } }, { redaction: { type: 'remove' } }],
    [{ client: { node: 'http://es/a' } }, { nodes: 'http://es/a' }],
    [{ client: { nodes: ['http://es/a', 'http://es/b'] } }, { nodes: ['http://es/a', 'http://es/b'] }],
    // Our transport does these.
    [{ retryOnTimeout: true, retryOnStatus: [503], compatibility: 8 }, {}],
    [{ sniffOnStart: true, sniffOnConnectionFail: true, sniffTimeout: 5, snifferDelay: 5 }, {}],
    [{ client: { sniffOnStart: true, sniffOnConnectionFault: true, sniffInterval: 5 } }, {}],
    [{ client: { tls: undefined, node: undefined } }, {}],
  ];
  test.each(cases)('%j', (options, told) => {
    expect(clientOptions(options)).toEqual({ ...standard, ...told });
  });

  test('has no agent put beside a class of connection that brings its own', () => {
    const Connection = class extends UndiciConnection {};
    expect(clientOptions({ client: { Connection } })).not.toHaveProperty('agent');
    expect(clientOptions({ client: { Connection }, connectionsPerNode: 5 })).toMatchObject({
      agent: { connections: 5 },
    });
  });

  test('accepts what it is told, and leaves the options as they are', async () => {
    const options = {
      hosts: 'ann:secret@es-1,https://es-2:9243/path',
      headers: { 'X-A': 'b' },
      opaqueId: 'shop',
      sslVersion: 'TLSv1.3',
      client: { maxResponseSize: 1000 },
    } as const;
    const before = JSON.stringify(options);
    const client = new Client(toClientOptions('es', options, () => 0.999));
    expect([...client.connectionPool.connections].map(({ url, headers }) => [url.href, headers])).toEqual([
      ['http://es-1:9200/', expect.objectContaining({ authorization: 'Basic YW5uOnNlY3JldA==' })],
      ['https://es-2:9243/path', expect.objectContaining({ authorization: 'Basic YW5uOnNlY3JldA==' })],
    ]);
    expect(JSON.stringify(options)).toBe(before);
    await client.close();
  });
});

describe('hosts', () => {
  const forms: readonly (readonly [options: ConnectionOptions, nodes: readonly string[]])[] = [
    [{}, ['http://localhost:9200']],
    [{ useSsl: true }, ['https://localhost:9200']],
    [{ hosts: 'es' }, ['http://es:9200']],
    [{ hosts: 'es', useSsl: true }, ['https://es:9200']],
    [{ hosts: 'es:9201' }, ['http://es:9201']],
    [{ hosts: 'es:9201', useSsl: true }, ['https://es:9201']],
    [{ hosts: 'es:80' }, ['http://es']],
    [{ hosts: 'es/search/' }, ['http://es:9200/search']],
    [{ hosts: 'es:9201/search' }, ['http://es:9201/search']],
    [{ hosts: 'http://es' }, ['http://es']],
    [{ hosts: 'https://es' }, ['https://es']],
    [{ hosts: 'https://es:443/' }, ['https://es']],
    [{ hosts: 'HTTPS://ES.example.com:9200/a/b//' }, ['https://es.example.com:9200/a/b']],
    [{ hosts: '::1' }, ['http://[::1]:9200']],
    [{ hosts: '2001:db8::1', useSsl: true }, ['https://[2001:db8::1]:9200']],
    [{ hosts: '[::1]' }, ['http://[::1]:9200']],
    [{ hosts: '[::1]:9201' }, ['http://[::1]:9201']],
    [{ hosts: 'http://[::1]:9201' }, ['http://[::1]:9201']],
    [{ hosts: ' a , b:1 ' }, ['http://a:9200', 'http://b:1']],
    [{ hosts: ['a,b', 'c'] }, ['http://a:9200', 'http://b:9200', 'http://c:9200']],
    [{ hosts: ['es', 'es:9200', 'http://ES:9200/', 'es:9201'] }, ['http://es:9200', 'http://es:9201']],
    [{ hosts: ['http://a:b@es', 'http://es'] }, ['http://es']],
  ];
  test.each(forms)('%j', (options, nodes) => {
    expect(clientOptions(options)['nodes']).toEqual(nodes);
  });

  test.each([
    ['http://ann:pass%40word%2C@es', 'pass@word,'],
    ['ann:secret@es:9200', 'secret'],
    ['http://ann:a:b@es', 'a:b'],
    [['es-1', 'http://ann:secret@es-2'], 'secret'],
    [['http://ann:secret@es-1', 'https://ann:secret@es-2'], 'secret'],
  ])('credentials of %j are taken out', (hosts, password) => {
    const { nodes, auth } = clientOptions({ hosts });
    expect(auth).toEqual({ username: 'ann', password });
    expect(JSON.stringify(nodes)).not.toContain('ann');
  });

  test('are shuffled by chance, each order alike', () => {
    const hosts = 'http://a,http://b,http://c';
    const counts = new Map<string, number>();
    // All that two numbers of six equal steps can bring about.
    for (let first = 0; first < 6; first++) {
      for (let second = 0; second < 6; second++) {
        const numbers = [first / 6, second / 6];
        const { nodes } = toClientOptions('es', { hosts }, () => numbers.shift() ?? NaN);
        const order = JSON.stringify(nodes);
        counts.set(order, (counts.get(order) ?? 0) + 1);
      }
    }
    expect([...counts.values()]).toEqual([6, 6, 6, 6, 6, 6]);
  });

  test('are shuffled unless randomizeHosts is false', () => {
    const hosts = ['http://a', 'http://b', 'http://c'];
    const chance = (): number => 0;
    expect(toClientOptions('es', { hosts }, chance).nodes).toEqual(['http://b', 'http://c', 'http://a']);
    expect(toClientOptions('es', { hosts, randomizeHosts: true }, chance).nodes).toEqual([
      'http://b',
      'http://c',
      'http://a',
    ]);
    expect(toClientOptions('es', { hosts, randomizeHosts: false }, chance).nodes).toEqual(hosts);
    expect(hosts).toEqual(['http://a', 'http://b', 'http://c']);
  });

  test('are shuffled by Math.random where nothing else is given', () => {
    const hosts = Array.from({ length: 20 }, (_, number) => `http://es-${number}`);
    const { nodes } = toClientOptions('es', { hosts });
    expect(nodes).not.toEqual(hosts);
    expect([...(nodes as string[])].sort()).toEqual([...hosts].sort());
  });
});

describe('a cloud id', () => {
  const id = (text: string): string => `my-name:${Buffer.from(text).toString('base64')}`;
  test.each([
    ['eu.example.com$abc$def', 'https://abc.eu.example.com'],
    ['eu.example.com$abc', 'https://abc.eu.example.com'],
    ['eu.example.com$abc$', 'https://abc.eu.example.com'],
    ['eu.example.com:9243$abc$def', 'https://abc.eu.example.com:9243'],
    ['eu.example.com:9243$abc:9244$def:9245', 'https://abc.eu.example.com:9244'],
    ['eu.example.com$abc:9244', 'https://abc.eu.example.com:9244'],
    ['localhost$abc', 'https://abc.localhost'],
  ])('of %s is %s, compressed', (text, url) => {
    for (const options of [{ cloudId: id(text) }, { client: { cloud: { id: id(text) } } }]) {
      const told = clientOptions(options);
      expect(told).toMatchObject({ nodes: [url], compression: true });
      expect(told).not.toHaveProperty('cloud');
      expect(settings(options)).toMatchObject({ tls: { rejectUnauthorized: true, assertHostname: true } });
    }
  });

  test('is not compressed where httpCompress says so', () => {
    const cloudId = id('eu.example.com$abc');
    expect(clientOptions({ cloudId, httpCompress: false })).toMatchObject({ compression: false });
    expect(clientOptions({ client: { cloud: { id: cloudId }, compression: false } })).toMatchObject({
      compression: false,
    });
  });
});

describe('the settings', () => {
  const standard = {
    alias: 'es',
    timeout: 30_000,
    maxRetries: 3,
    retryOnTimeout: false,
    retryOnStatus: new Set([429, 502, 503, 504]),
    sniffOnStart: false,
    sniffOnConnectionFail: false,
    sniffTimeout: 2_000,
    snifferDelay: undefined,
    compatibility: undefined,
    tls: undefined,
    maxResponseSize: 104_857_600,
  };
  const cases: readonly (readonly [options: ConnectionOptions, expected: object])[] = [
    [{}, {}],
    [
      { timeout: 5, maxRetries: 0, retryOnTimeout: true },
      { timeout: 5, maxRetries: 0, retryOnTimeout: true },
    ],
    [{ retryOnStatus: [] }, { retryOnStatus: new Set() }],
    [{ retryOnStatus: [500, 503, 503] }, { retryOnStatus: new Set([500, 503]) }],
    [
      { sniffOnStart: true, sniffOnConnectionFail: true, sniffTimeout: 5, snifferDelay: 6 },
      { sniffOnStart: true, sniffOnConnectionFail: true, sniffTimeout: 5, snifferDelay: 6 },
    ],
    [{ compatibility: 8 }, { compatibility: 8 }],
    [
      {
        client: {
          requestTimeout: 5,
          maxRetries: 1,
          maxResponseSize: 6,
          sniffOnStart: true,
          sniffOnConnectionFault: true,
          sniffInterval: 7,
        },
      },
      {
        timeout: 5,
        maxRetries: 1,
        maxResponseSize: 6,
        sniffOnStart: true,
        sniffOnConnectionFail: true,
        snifferDelay: 7,
      },
    ],
    [{ client: { sniffInterval: false, tls: {} } }, {}],
  ];
  test.each(cases)('%j', (options, expected) => {
    expect(settings(options)).toEqual({ ...standard, ...expected });
  });
});

describe('TLS', () => {
  const plain = { rejectUnauthorized: true, assertHostname: true };
  const paths = {
    caCerts: file('ca.pem', pem('CERTIFICATE')),
    clientCert: file('client.pem', pem('CERTIFICATE')),
    clientKey: file('client.key', pem('PRIVATE KEY')),
  };
  const texts = {
    caCerts: pem('CERTIFICATE'),
    clientCert: pem('CERTIFICATE'),
    clientKey: pem('PRIVATE KEY'),
  };
  const read = { ca: pem('CERTIFICATE'), cert: pem('CERTIFICATE'), key: pem('PRIVATE KEY') };

  const cases: readonly (readonly [options: ConnectionOptions, tls: object | undefined])[] = [
    [{}, undefined],
    [{ hosts: 'http://es' }, undefined],
    [{ client: { node: 'http://es' } }, undefined],
    [{ hosts: https }, plain],
    [{ hosts: ['http://es', https] }, plain],
    [{ useSsl: true }, plain],
    [{ client: { nodes: ['http://es', https] } }, plain],
    [{ client: { node: { url: new URL(https) } } }, plain],
    [
      { hosts: https, ...paths },
      { ...plain, ...read },
    ],
    [
      { hosts: https, ...texts },
      { ...plain, ...read },
    ],
    [
      { hosts: https, verifyCerts: false },
      { ...plain, rejectUnauthorized: false },
    ],
    [
      { hosts: https, sslVersion: 'TLSv1.3' },
      { ...plain, minVersion: 'TLSv1.3' },
    ],
    [
      { hosts: https, sslAssertHostname: false },
      { ...plain, assertHostname: false },
    ],
    [
      { hosts: https, sslAssertHostname: 'other' },
      { ...plain, assertHostname: 'other' },
    ],
    [
      { hosts: https, sslAssertFingerprint: digest },
      { ...plain, fingerprint: colons },
    ],
    [
      { hosts: https, sslAssertFingerprint: colons.toLowerCase() },
      { ...plain, fingerprint: colons },
    ],
    [
      { hosts: https, client: { caFingerprint: digest } },
      { ...plain, fingerprint: colons },
    ],
    [
      { hosts: https, client: { tls: { servername: 'other', ca: 'x' } } },
      { ...plain, extra: { servername: 'other', ca: 'x' } },
    ],
  ];
  test.each(cases)('%j', (options, tls) => {
    expect(settings(options)).toMatchObject({ tls });
    expect((settings(options) as { tls?: object }).tls).toEqual(tls);
  });

  test('is told to the client, too', () => {
    expect(clientOptions({ hosts: https, sslVersion: 'TLSv1.3', ...texts })['tls']).toEqual({
      ...read,
      minVersion: 'TLSv1.3',
      rejectUnauthorized: true,
    });
    expect(clientOptions({ hosts: https, client: { tls: { servername: 'other' } } })['tls']).toEqual({
      servername: 'other',
      rejectUnauthorized: true,
    });
    expect(clientOptions({ hosts: https, client: { caFingerprint: digest } })).not.toHaveProperty(
      'caFingerprint',
    );
  });

  const certificate = { subject: { CN: 'right' }, subjectaltname: 'DNS:right' } as unknown as PeerCertificate;
  test.each([
    [false, undefined],
    ['right', undefined],
    ['wrong', 'ERR_TLS_CERT_ALTNAME_INVALID'],
  ])('the client checks the name of sslAssertHostname: %p', (sslAssertHostname, code) => {
    const { tls } = toClientOptions('es', { hosts: https, sslAssertHostname });
    const problem = tls?.checkServerIdentity?.('host', certificate);
    expect(problem && 'code' in problem ? problem.code : undefined).toBe(code);
  });
});

describe('a warning', () => {
  const open = (kind: string, hosts: string): string =>
    `Connection 'es' sends ${kind} unencrypted to ${hosts}: whoever sees the traffic can use it. ` +
    'Use https: hosts, or `useSsl: true` for hosts without a scheme.';
  const unchecked = (hosts: string): string =>
    `Connection 'es' does not check the certificate of ${hosts} (verifyCerts: false): ` +
    'whoever is on the way can read and change what is sent. Name the authority in `caCerts`, or the ' +
    'certificate in `sslAssertFingerprint`; `sslShowWarn: false` hides this warning.';

  const cases: readonly (readonly [options: ConnectionOptions, warnings: readonly string[]])[] = [
    [{}, []],
    [{ hosts: 'es' }, []],
    [{ hosts: 'es', httpAuth: 'ann:secret' }, [open('its password', 'http://es:9200')]],
    [{ hosts: 'http://ann:secret@es/path' }, [open('its password', 'http://es')]],
    [{ hosts: 'es', apiKey: 'secret' }, [open('its API key', 'http://es:9200')]],
    [{ hosts: 'es', bearerAuth: 'secret' }, [open('its bearer token', 'http://es:9200')]],
    [
      { hosts: 'es', headers: { Authorization: 'secret' } },
      [open('its authorization header', 'http://es:9200')],
    ],
    [{ hosts: 'es', headers: { 'x-tenant': 'blue' } }, []],
    [
      { hosts: 'es', client: { auth: { username: 'ann', password: 'secret' } } },
      [open('its password', 'http://es:9200')],
    ],
    [{ hosts: 'es', client: { auth: { apiKey: 'secret' } } }, [open('its API key', 'http://es:9200')]],
    [{ hosts: 'es', client: { auth: { bearer: 'secret' } } }, [open('its bearer token', 'http://es:9200')]],
    [{ client: { node: 'http://ann:secret@es:9200' } }, [open('its password', 'http://es:9200')]],
    [
      { hosts: 'es-1,https://es-2,es-3,localhost', apiKey: 'secret' },
      [open('its API key', 'http://es-1:9200, http://es-3:9200')],
    ],
    [{ hosts: 'https://es', httpAuth: 'ann:secret' }, []],
    [{ hosts: 'es', useSsl: true, httpAuth: 'ann:secret' }, []],
    ...['localhost', 'db.localhost', '127.0.0.1', '127.1.2.3', '::1', 'http://[::1]:9200'].map(
      (hosts) => [{ hosts, apiKey: 'secret' }, []] as const,
    ),
    [
      { hosts: 'localhost.example.com', apiKey: 'x' },
      [open('its API key', 'http://localhost.example.com:9200')],
    ],
    [{ hosts: 'mylocalhost', apiKey: 'x' }, [open('its API key', 'http://mylocalhost:9200')]],
    [{ hosts: '127.example.com', apiKey: 'x' }, [open('its API key', 'http://127.example.com:9200')]],
    [{ hosts: '0.0.0.0', apiKey: 'x' }, [open('its API key', 'http://0.0.0.0:9200')]],
    [{ hosts: https, verifyCerts: false }, [unchecked('https://es:9200')]],
    [{ hosts: https, verifyCerts: false, sslShowWarn: true }, [unchecked('https://es:9200')]],
    [{ hosts: https, verifyCerts: false, sslShowWarn: false }, []],
    [{ hosts: https, verifyCerts: true }, []],
    [
      { hosts: ['https://a', 'http://b', 'https://ann:secret@c:1'], verifyCerts: false },
      [open('its password', 'http://b'), unchecked('https://a, https://c:1')],
    ],
  ];
  test.each(cases)('of %j', (options, warnings) => {
    expect(warningsOf('es', options)).toEqual(warnings);
  });
});

describe('what must not be shown', () => {
  const basic = (text: string): string => Buffer.from(text).toString('base64');
  const url = new URL('http://ann:secret@es');
  const cases: readonly (readonly [options: ConnectionOptions, secrets: readonly string[]])[] = [
    [{}, []],
    [{ hosts: 'es', opaqueId: 'shop', cloudId: 'name:code' }, []],
    [{ httpAuth: ['ann', 'secret'] }, ['secret', basic('ann:secret')]],
    [{ apiKey: 'key-id:secret' }, ['secret', basic('key-id:secret')]],
    [{ apiKey: 'encoded' }, ['encoded']],
    [{ bearerAuth: 'token' }, ['token']],
    [{ headers: { cookie: 'session' } }, ['session']],
    [{ hosts: 'es,http://ann:p%40ss@es' }, ['p%40ss', 'p@ss', basic('ann:p@ss')]],
    [{ hosts: 'ann:secret@es' }, ['secret', 'secret', basic('ann:secret')]],
    [{ hosts: ['http://ann:a@bc@es'] }, ['a@bc', 'a@bc', basic('ann:a@bc')]],
    [{ clientKey: pem('PRIVATE KEY') }, [pem('PRIVATE KEY')]],
    [{ clientKey: './client.key' }, []],
    [{ client: { tls: { key: 'a key', passphrase: 'phrase' } } }, ['a key', 'phrase']],
    [{ client: { auth: { username: 'ann', password: 'secret' } } }, ['secret', basic('ann:secret')]],
    [{ client: { auth: { apiKey: { id: 'id', api_key: 'secret' } } } }, ['secret', basic('id:secret')]],
    [{ client: { auth: { apiKey: 'encoded' } } }, ['encoded']],
    [{ client: { auth: { bearer: 'token' } } }, ['token']],
    [{ client: { headers: { cookie: 'session' } } }, ['session']],
    [{ client: { proxy: 'http://ann:secret@proxy' } }, ['secret', 'secret', basic('ann:secret')]],
    [{ client: { node: 'http://ann:secret@es' } }, ['secret', 'secret', basic('ann:secret')]],
    [
      { client: { nodes: [{ url, headers: { cookie: 'session' } }] } },
      ['session', 'secret', 'secret', basic('ann:secret')],
    ],
  ];
  test.each(cases)('of %j', (options, secrets) => {
    expect(secretsOf(options)).toEqual(secrets);
  });
});
