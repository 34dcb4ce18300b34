// Options that can't work, each by the error that it makes before anything is sent.
import { afterAll, describe, expect, test } from '@jest/globals';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { ConnectionManager } from 'elastodm';
import type { ConnectionOptions } from 'elastodm';
import { checkConnectionOptions } from '../../../src/connection/options/check-connection-options.js';
import { thrown } from '../../support/failing.js';

const folder = mkdtempSync(join(tmpdir(), 'elastodm-options-'));
afterAll(() => rmSync(folder, { recursive: true }));

const pem = (kind: string): string => `-----BEGIN ${kind}-----\nAAAA\n-----END ${kind}-----\n`;
const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const certificate = pem('CERTIFICATE');
const privateKey = pem('PRIVATE KEY');
const digest = 'a1'.repeat(32);
const https = 'https://es:9200';
const cloudId = `name:${Buffer.from('eu.example.com$abc$def').toString('base64')}`;

const check = (options: object): unknown => thrown(() => checkConnectionOptions('es', options));

function expectInvalid(options: object, option: string, reason: string): void {
  expect(check(options)).toMatchObject({
    name: 'ConfigurationError',
    code: 'CONNECTION_OPTION_INVALID',
    details: { alias: 'es', option, reason },
    message: `Option '${option}' of connection 'es' can't be used: ${reason}. Correct '${option}'. [CONNECTION_OPTION_INVALID]`,
  });
}

test.each([
  ['createConnection', (options: object) => new ConnectionManager().createConnection('es', options)],
  ['configure', (options: object) => new ConnectionManager().configure(options)],
  ['configureAll', (options: object) => new ConnectionManager().configureAll({ es: options })],
])('%s checks options, also the files that they name', (_, give) => {
  expect(thrown(() => give({ timeout: '30' }))).toMatchObject({ code: 'CONNECTION_OPTION_INVALID' });
  expect(thrown(() => give({ hosts: https, caCerts: './missing.pem' }))).toMatchObject({
    code: 'CONNECTION_FILE',
  });
});

describe('an unknown option', () => {
  const unknown: readonly (readonly [option: string, meant: string | undefined])[] = [
    ['host', 'hosts'],
    ['node', 'hosts'],
    ['nodes', 'hosts'],
    ['url', 'hosts'],
    ['port', 'hosts'],
    ['http_auth', 'httpAuth'],
    ['HttpAuth', 'httpAuth'],
    ['basic_auth', 'httpAuth'],
    ['auth', 'httpAuth'],
    ['password', 'httpAuth'],
    ['apikey', 'apiKey'],
    ['api_key', 'apiKey'],
    ['bearer_auth', 'bearerAuth'],
    ['token', 'bearerAuth'],
    ['cloud', 'cloudId'],
    ['cloud_id', 'cloudId'],
    ['timeOut', 'timeout'],
    ['requestTimeout', 'timeout'],
    ['request_timeout', 'timeout'],
    ['max_retries', 'maxRetries'],
    ['retry_on_timeout', 'retryOnTimeout'],
    ['retry_on_status', 'retryOnStatus'],
    ['randomize_nodes_in_pool', 'randomizeHosts'],
    ['randomize_hosts', 'randomizeHosts'],
    ['connections_per_node', 'connectionsPerNode'],
    ['maxsize', 'connectionsPerNode'],
    ['sniff_on_start', 'sniffOnStart'],
    ['sniff_before_requests', 'sniffOnStart'],
    ['sniff_on_node_failure', 'sniffOnConnectionFail'],
    ['sniffOnConnectionFault', 'sniffOnConnectionFail'],
    ['sniff_timeout', 'sniffTimeout'],
    ['sniffer_delay', 'snifferDelay'],
    ['sniffInterval', 'snifferDelay'],
    ['min_delay_between_sniffing', 'snifferDelay'],
    ['use_ssl', 'useSsl'],
    ['ssl', 'useSsl'],
    ['verifyCert', 'verifyCerts'],
    ['rejectUnauthorized', 'verifyCerts'],
    ['ssl_show_warn', 'sslShowWarn'],
    ['ca_certs', 'caCerts'],
    ['ca', 'caCerts'],
    ['tls', 'caCerts'],
    ['client_cert', 'clientCert'],
    ['client_key', 'clientKey'],
    ['ssl_version', 'sslVersion'],
    ['ssl_assert_hostname', 'sslAssertHostname'],
    ['ssl_assert_fingerprint', 'sslAssertFingerprint'],
    ['caFingerprint', 'sslAssertFingerprint'],
    ['http_compress', 'httpCompress'],
    ['compression', 'httpCompress'],
    ['opaque_id', 'opaqueId'],
    ['x-opaque-id', 'opaqueId'],
    ['compatibilty', 'compatibility'],
    ['somethingElse', undefined],
    ['constructor', undefined],
  ];
  test.each(unknown)('%s, when %s was meant', (option, meant) => {
    expect(check({ [option]: 'secret-value' })).toMatchObject({
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
});

describe('a value that is none', () => {
  const noBoolean = 'it is neither true nor false';
  const noDuration = 'it is no number of milliseconds above 0';
  const tooLong = 'it is more than 2147483647 milliseconds, the longest wait of a timer';
  const noText = 'it is no text, or an empty one';
  const noHeaderText = 'it holds a character that no header can, such as a line break';
  const noPair = "it is not ['user', 'password']";
  const noFingerprint = 'it is no SHA-256 fingerprint, which has 64 hexadecimal digits';
  const noName = 'it is neither true, nor false, nor the name of a host';
  const booleans = [
    'httpCompress',
    'randomizeHosts',
    'retryOnTimeout',
    'sniffOnConnectionFail',
    'sniffOnStart',
    'sslShowWarn',
    'useSsl',
    'verifyCerts',
  ] as const;
  const durations = ['timeout', 'sniffTimeout', 'snifferDelay'] as const;

  const values: readonly (readonly [option: keyof ConnectionOptions, value: unknown, reason: string])[] = [
    ...booleans.flatMap((option) => ['true', 1, 0, null].map((value) => [option, value, noBoolean] as const)),
    ...durations.flatMap((option) => [
      ...['30', '5s', 0, -1, NaN, Infinity, null, true].map((value) => [option, value, noDuration] as const),
      [option, 2_147_483_648, tooLong] as const,
    ]),
    ...(['maxRetries', 'connectionsPerNode'] as const).flatMap((option) =>
      [-1, 1.5, '3', NaN, null].map(
        (value) =>
          [option, value, `it is no whole number from ${option === 'maxRetries' ? 0 : 1} on`] as const,
      ),
    ),
    ['connectionsPerNode', 0, 'it is no whole number from 1 on'],
    ...(['caCerts', 'clientCert', 'clientKey', 'bearerAuth', 'opaqueId', 'cloudId'] as const).flatMap(
      (option) => ['', 5, null, Buffer.from('x')].map((value) => [option, value, noText] as const),
    ),
    ['bearerAuth', 'token\n', noHeaderText],
    ['opaqueId', 'a\r\nb', noHeaderText],
    ['apiKey', 'encoded\n', noHeaderText],
    ['apiKey', '', noText],
    ['apiKey', ':secret', "it is not 'id:secret'"],
    ['apiKey', 'id:', "it is not 'id:secret'"],
    ['apiKey', ['id'], "it is not ['id', 'secret']"],
    ['apiKey', ['id', ''], "it is not ['id', 'secret']"],
    ['apiKey', ['id', 'secret', 'more'], "it is not ['id', 'secret']"],
    ['apiKey', { id: 'id', api_key: 'secret' }, "it is not ['id', 'secret']"],
    ['httpAuth', 'no-colon', noPair],
    ['httpAuth', ['only-user'], noPair],
    ['httpAuth', ['user', ''], noPair],
    ['httpAuth', ['user', undefined], noPair],
    ['httpAuth', { username: 'user', password: 'secret' }, noPair],
    ['httpAuth', ['us:er', 'secret'], 'its user name holds a colon, which would end it'],
    ['retryOnStatus', 503, 'it is no list of HTTP statuses'],
    ...['503', 200, 399, 600, 502.5, null].map(
      (status) =>
        [
          'retryOnStatus',
          [429, status],
          'it holds what is no HTTP status of a failure, from 400 to 599',
        ] as const,
    ),
    ...[400, 401, 403, 404, 409].map(
      (status) =>
        ['retryOnStatus', [503, status], `no repetition changes an answer of status ${status}`] as const,
    ),
    ['sslVersion', 'TLSv1.1', "it is neither 'TLSv1.2' nor 'TLSv1.3'"],
    ['sslVersion', 1.3, "it is neither 'TLSv1.2' nor 'TLSv1.3'"],
    ['compatibility', 7, 'it is neither 8 nor 9'],
    ['compatibility', '8', 'it is neither 8 nor 9'],
    ...['', 'https://es', 'es:9200', 'a b', 1, null].map(
      (value) => ['sslAssertHostname', value, noName] as const,
    ),
    ...['', digest.slice(2), `${digest}00`, digest.replace('a', 'g'), 'a1'.repeat(20), `:${digest}`, 5].map(
      (value) => ['sslAssertFingerprint', value, noFingerprint] as const,
    ),
    ['hosts', [], 'the list is empty'],
    ['hosts', 5, 'it is neither a text nor a list of texts'],
    ['hosts', { host: 'es' }, 'it is neither a text nor a list of texts'],
    ['headers', 'X-A: b', 'it is no object of header names and values'],
    ['headers', ['X-A: b'], 'it is no object of header names and values'],
    ['headers', null, 'it is no object of header names and values'],
    ['headers', { 'x-a': 'b', 'x b': 'secret' }, 'name number 2 is no name of a header'],
    ['headers', { '': 'secret' }, 'name number 1 is no name of a header'],
    ...['a\nb', 'a\0', 'ключ', 5, undefined].map(
      (value) =>
        [
          'headers',
          { 'x-a': value },
          "the value of 'x-a' is no text, or holds a character that no header can, such as a line break",
        ] as const,
    ),
    ['headers', { 'Content-Length': '5' }, "'Content-Length' is set by the connection itself"],
    ['headers', { 'x-a': 'b', 'X-A': 'c' }, "it has 'X-A' twice"],
    ['client', 'x', 'it is no object of client options'],
    ['client', [], 'it is no object of client options'],
    ['client', null, 'it is no object of client options'],
  ];
  test.each(values.map(([option, value, reason]) => [option, inspect(value), reason, value] as const))(
    '%s: %s',
    (option, _, reason, value) => expectInvalid({ [option]: value }, option, reason),
  );
});

describe('hosts', () => {
  const hosts: readonly (readonly [hosts: unknown, reason: string])[] = [
    ['', 'host number 1 is no host and no URL'],
    [[undefined], 'host number 1 is no host and no URL'],
    [['ok', 5], 'host number 2 is no host and no URL'],
    ['ok:9200,', 'host number 2 is no host and no URL'],
    ['a b', 'host number 1 is no host and no URL'],
    ['localhost:', 'host number 1 is no host and no URL'],
    ['localhost:port', 'host number 1 is no host and no URL'],
    ['localhost:99999', 'host number 1 is no host and no URL'],
    ['http:/localhost', 'host number 1 is no host and no URL'],
    ['http://::1', 'host number 1 is no host and no URL'],
    ['http://ok:9200,http://us er@', 'host number 2 is no host and no URL'],
    [['ok:9200', 'ftp://es:9200'], 'host number 2 is neither http: nor https:'],
    ['http://es/?pretty', "host number 1 has a '?' or a '#', and nothing after it is sent"],
    ['http://es/#top', "host number 1 has a '?' or a '#', and nothing after it is sent"],
    ['http://ann@es', 'host number 1 has only one of user name and password'],
    ['http://:secret@es', 'host number 1 has only one of user name and password'],
    ['http://ann:100%25%@es', "host number 1 has credentials in which '%' does not start an escape"],
    [
      ['http://ann:secret@a', 'http://bob:secret@b'],
      'two of them have different credentials, and all get the same',
    ],
  ];
  test.each(hosts)('%j', (given, reason) => expectInvalid({ hosts: given }, 'hosts', reason));
});

describe('what contradicts another option', () => {
  const onlyOne = 'and only one kind of credentials can be sent';
  const inUrl = 'a host has credentials in its URL, and only one kind can be sent';
  const enough = (other: string): string => `${other} is set too, and one of them is enough`;
  const noHttps = 'it has no effect: no host is https:';
  const unchecked = 'verifyCerts is false, so no certificate is looked at';
  const node = 'http://localhost:9200';
  const tls = { hosts: https, client: { tls: {} } };

  const contradictions: readonly (readonly [options: object, option: string, reason: string])[] = [
    [{ httpAuth: ['a', 'b'], apiKey: 'x' }, 'apiKey', `httpAuth is set too, ${onlyOne}`],
    [{ httpAuth: ['a', 'b'], bearerAuth: 'x' }, 'bearerAuth', `httpAuth is set too, ${onlyOne}`],
    [{ bearerAuth: 'x', apiKey: 'x' }, 'bearerAuth', `apiKey is set too, ${onlyOne}`],
    [{ hosts: 'http://a:b@es', httpAuth: ['a', 'b'] }, 'httpAuth', inUrl],
    [{ hosts: 'a:b@es', apiKey: 'x' }, 'apiKey', inUrl],
    [{ hosts: 'http://a:b@es', bearerAuth: 'x' }, 'bearerAuth', inUrl],
    [{ hosts: 'http://a:b@es', client: { auth: { bearer: 'x' } } }, 'client.auth', inUrl],
    [{ client: { node: 'http://a:b@es' }, apiKey: 'x' }, 'apiKey', inUrl],
    [
      { headers: { Authorization: 'x' }, apiKey: 'x' },
      'headers',
      "it has 'authorization', and apiKey is set too",
    ],
    [
      { headers: { authorization: 'x' }, client: { auth: { bearer: 'x' } } },
      'headers',
      "it has 'authorization', and client.auth is set too",
    ],
    [
      { client: { headers: { authorization: 'x' } }, httpAuth: 'a:b' },
      'client.headers',
      "it has 'authorization', and httpAuth is set too",
    ],
    [
      { headers: { authorization: 'x' }, hosts: 'http://a:b@es' },
      'headers',
      "it has 'authorization', and a host has credentials in its URL",
    ],
    [
      { headers: { 'X-Opaque-Id': 'a' }, opaqueId: 'b' },
      'headers',
      "it has 'x-opaque-id', and opaqueId is set too",
    ],
    [
      { client: { headers: { 'x-opaque-id': 'a' } }, opaqueId: 'b' },
      'client.headers',
      "it has 'x-opaque-id', and opaqueId is set too",
    ],

    [{ cloudId, hosts: 'es' }, 'cloudId', 'hosts is set too, and both say where the cluster is'],
    [{ cloudId, useSsl: false }, 'useSsl', 'it is false, and the host of a cloudId is https:'],
    [{ hosts: ['es', 'http://es'], useSsl: true }, 'useSsl', 'it is true, and host number 2 is http:'],
    [{ hosts: https, useSsl: false }, 'useSsl', 'it is false, and host number 1 is https:'],

    [{ clientCert: 'x' }, 'clientCert', 'it needs clientKey too'],
    [{ hosts: https, clientKey: 'x' }, 'clientKey', 'it needs clientCert too'],
    [{ caCerts: certificate }, 'caCerts', noHttps],
    [{ hosts: 'http://es', clientCert: certificate, clientKey: privateKey }, 'clientCert', noHttps],
    [{ sslVersion: 'TLSv1.3' }, 'sslVersion', noHttps],
    [{ sslAssertHostname: false }, 'sslAssertHostname', noHttps],
    [{ sslAssertHostname: 'es' }, 'sslAssertHostname', noHttps],
    [{ sslAssertFingerprint: digest }, 'sslAssertFingerprint', noHttps],
    [{ verifyCerts: false }, 'verifyCerts', noHttps],
    [{ client: { node, caFingerprint: digest } }, 'client.caFingerprint', noHttps],
    [{ client: { node }, caCerts: certificate }, 'caCerts', noHttps],
    [{ hosts: https, verifyCerts: false, sslAssertFingerprint: digest }, 'sslAssertFingerprint', unchecked],
    [{ hosts: https, verifyCerts: false, sslAssertHostname: 'es' }, 'sslAssertHostname', unchecked],
    [
      { hosts: https, verifyCerts: false, client: { caFingerprint: digest } },
      'client.caFingerprint',
      unchecked,
    ],

    [{ hosts: 'es', client: { node } }, 'client.node', enough('hosts')],
    [{ hosts: 'es', client: { nodes: [node] } }, 'client.nodes', enough('hosts')],
    [{ hosts: 'es', client: { cloud: { id: cloudId } } }, 'client.cloud', enough('hosts')],
    [{ cloudId, client: { cloud: { id: cloudId } } }, 'client.cloud', enough('cloudId')],
    [{ cloudId, client: { node } }, 'client.node', enough('cloudId')],
    [{ useSsl: true, client: { node } }, 'client.node', enough('useSsl')],
    [{ client: { node, nodes: [node] } }, 'client.nodes', enough('client.node')],
    [{ client: { node, cloud: { id: cloudId } } }, 'client.cloud', enough('client.node')],
    [{ httpAuth: 'a:b', client: { auth: { bearer: 'x' } } }, 'client.auth', enough('httpAuth')],
    [{ apiKey: 'x', client: { auth: { bearer: 'x' } } }, 'client.auth', enough('apiKey')],
    [{ bearerAuth: 'x', client: { auth: { bearer: 'x' } } }, 'client.auth', enough('bearerAuth')],
    [{ timeout: 5, client: { requestTimeout: 5 } }, 'client.requestTimeout', enough('timeout')],
    [{ maxRetries: 5, client: { maxRetries: 5 } }, 'client.maxRetries', enough('maxRetries')],
    [{ httpCompress: true, client: { compression: true } }, 'client.compression', enough('httpCompress')],
    [{ headers: {}, client: { headers: {} } }, 'client.headers', enough('headers')],
    [{ connectionsPerNode: 5, client: { agent: {} } }, 'client.agent', enough('connectionsPerNode')],
    [{ sniffOnStart: true, client: { sniffOnStart: true } }, 'client.sniffOnStart', enough('sniffOnStart')],
    [
      { sniffOnConnectionFail: true, client: { sniffOnConnectionFault: true } },
      'client.sniffOnConnectionFault',
      enough('sniffOnConnectionFail'),
    ],
    [{ snifferDelay: 5, client: { sniffInterval: 5 } }, 'client.sniffInterval', enough('snifferDelay')],
    [
      { hosts: https, sslAssertFingerprint: digest, client: { caFingerprint: digest } },
      'client.caFingerprint',
      enough('sslAssertFingerprint'),
    ],
    [{ ...tls, caCerts: certificate }, 'client.tls', enough('caCerts')],
    [{ ...tls, clientCert: certificate, clientKey: privateKey }, 'client.tls', enough('clientCert')],
    [{ ...tls, sslVersion: 'TLSv1.2' }, 'client.tls', enough('sslVersion')],
    [{ ...tls, sslAssertHostname: 'es' }, 'client.tls', enough('sslAssertHostname')],
    [{ ...tls, sslAssertFingerprint: digest }, 'client.tls', enough('sslAssertFingerprint')],
    [{ ...tls, verifyCerts: false }, 'client.tls', enough('verifyCerts')],
  ];
  test.each(contradictions)('%j', (options, option, reason) => expectInvalid(options, option, reason));

  const agreeing: readonly ConnectionOptions[] = [
    {},
    { hosts: ['http://a:b@one', 'http://a:b@two', 'three'] },
    { hosts: 'es', useSsl: true, sslVersion: 'TLSv1.3' },
    { useSsl: true, caCerts: certificate },
    { hosts: https, useSsl: true },
    { hosts: 'http://es', useSsl: false },
    { hosts: ['http://es', https], sslAssertFingerprint: digest },
    { hosts: https, sslAssertFingerprint: digest.toUpperCase(), sslAssertHostname: false },
    { hosts: https, sslAssertFingerprint: (digest.match(/../g) ?? []).join(':') },
    { hosts: https, verifyCerts: false, sslAssertHostname: false, sslShowWarn: false },
    { hosts: https, clientCert: certificate, clientKey: pem('RSA PRIVATE KEY') },
    { verifyCerts: true, sslAssertHostname: true },
    { hosts: https, verifyCerts: true, sslAssertHostname: true, client: { tls: { servername: 'es' } } },
    { cloudId, useSsl: true, httpCompress: false, apiKey: 'x' },
    { client: { node: https }, caCerts: certificate },
    { client: { node: { url: new URL(https) } }, sslVersion: 'TLSv1.2' },
    { client: { cloud: { id: cloudId }, caFingerprint: digest } },
    { opaqueId: 'a', client: { headers: { 'x-a': 'b' } } },
    { retryOnStatus: [], maxRetries: 0, connectionsPerNode: 1, timeout: 0.5 },
    { retryOnStatus: [408, 425, 429, 500, 599], timeout: 2_147_483_647 },
    { hosts: https, sslAssertHostname: '10.0.0.1' },
    { hosts: https, sslAssertHostname: 'es_1.internal' },
    { headers: { 'X-A_b!': 'caf\u00e9 \t' }, bearerAuth: 'a.b-c_d~e+f/g=' },
    { timeout: undefined, hosts: undefined, client: undefined },
  ];
  test.each(agreeing)('but not %j', (options) => {
    expect(() => checkConnectionOptions('es', options)).not.toThrow();
  });
});

describe('raw options', () => {
  const digits = 'it is no SHA-256 fingerprint, which has 64 hexadecimal digits';
  const unchecked = 'certificates are not checked with `rejectUnauthorized: false`; say `verifyCerts: false`';
  const insecure = { rejectUnauthorized: false };
  const url = new URL(https);

  const raw: readonly (readonly [client: object, option: string, reason: string])[] = [
    [{ requestTimeout: '30s' }, 'client.requestTimeout', 'it is no number of milliseconds above 0'],
    [{ maxRetries: -1 }, 'client.maxRetries', 'it is no whole number from 0 on'],
    [{ sniffOnStart: 1 }, 'client.sniffOnStart', 'it is neither true nor false'],
    [{ sniffOnConnectionFault: 1 }, 'client.sniffOnConnectionFault', 'it is neither true nor false'],
    [{ sniffInterval: true }, 'client.sniffInterval', 'it is no number of milliseconds above 0'],
    [{ compression: 'gzip' }, 'client.compression', 'it is neither true nor false'],
    [{ caFingerprint: 'AA:BB' }, 'client.caFingerprint', digits],
    [{ maxResponseSize: 0 }, 'client.maxResponseSize', 'it is no whole number from 1 on'],
    [{ maxResponseSize: 2 ** 50 }, 'client.maxResponseSize', 'it is more than 536870888'],
    [
      { maxCompressedResponseSize: '1mb' },
      'client.maxCompressedResponseSize',
      'it is no whole number from 1 on',
    ],
    [{ cloud: {} }, 'client.cloud', 'it has no `id`'],
    [{ cloud: { id: 'canary' } }, 'client.cloud', "it is no cloud id, which is a name, ':' and base64"],
    [{ node: 'es:9200 no' }, 'client.node', 'number 1 is no http: or https: URL'],
    [{ nodes: [https, { host: 'es' }] }, 'client.nodes', 'number 2 is no http: or https: URL'],
    [{ nodes: [https, 5] }, 'client.nodes', 'number 2 is no http: or https: URL'],
    [{ tls: insecure }, 'client.tls', unchecked],
    [{ agent: { connect: insecure } }, 'client.agent', unchecked],
    [{ agent: insecure }, 'client.agent', unchecked],
    [{ node: { url, tls: insecure } }, 'client.node', unchecked],
    [{ nodes: [https, { url, ssl: insecure }] }, 'client.nodes', unchecked],
    [{ nodes: [{ url, agent: { connect: insecure } }] }, 'client.nodes', unchecked],
  ];
  test.each(raw)('%j', (client, option, reason) => expectInvalid({ client }, option, reason));

  const pin = 'AB'.repeat(32);
  const makesSockets = (): undefined => undefined;
  const otherSockets: readonly (readonly [options: object, option: string, reason: string])[] = [
    [
      { client: { agent: { connect: makesSockets } } },
      'client.agent',
      'its `connect` is a function, which would not be asked',
    ],
    [
      { hosts: https, sslVersion: 'TLSv1.3', client: { agent: makesSockets } },
      'client.agent',
      'it makes sockets of its own, which know nothing of sslVersion',
    ],
    [
      { hosts: https, sslAssertFingerprint: pin, client: { Connection: makesSockets } },
      'client.Connection',
      'its sockets would not check sslAssertFingerprint',
    ],
    [
      { hosts: https, client: { caFingerprint: pin, Connection: makesSockets } },
      'client.Connection',
      'its sockets would not check client.caFingerprint',
    ],
  ];
  test.each(otherSockets)('%j: sockets of another make', expectInvalid);

  test('sockets of another make are allowed where nothing is asked of them', () => {
    for (const client of [{ agent: makesSockets }, { Connection: makesSockets }])
      expect(() => checkConnectionOptions('es', { hosts: https, client } as object)).not.toThrow();
  });

  test('that are not known here are left to the client', () => {
    const client = { name: 'mine', context: {}, tls: null, node: undefined, somethingNew: { any: 'value' } };
    expect(() => checkConnectionOptions('es', { client } as object)).not.toThrow();
  });
});

describe('a cloud id', () => {
  const base64 = (text: string): string => `canary:${Buffer.from(text).toString('base64')}`;
  test.each([
    'canary',
    'canary:',
    'canary:not base64!',
    base64('eu.example.com'),
    base64('eu.example.com$'),
    base64('$abc'),
    base64('eu.example.com:https$abc'),
    base64('eu.example.com$abc/def'),
    base64('user@eu.example.com$abc'),
    base64('eu.example.com:99999$abc'),
  ])('%s is none, and is not shown', (given) => {
    expectInvalid({ cloudId: given }, 'cloudId', "it is no cloud id, which is a name, ':' and base64");
    const error = check({ cloudId: given });
    expect(inspect(error, { depth: 9 }) + JSON.stringify(error)).not.toContain('canary');
  });
});

describe('certificate files', () => {
  const missing = join(folder, 'missing.pem');
  mkdirSync(join(folder, 'directory'));
  const fileErrors: readonly (readonly [name: string, reason: string])[] = [
    ['missing.pem', 'ENOENT'],
    ['directory', 'EISDIR'],
  ];
  test.each(fileErrors)('%s: %s', (name, reason) => {
    const path = join(folder, name);
    expect(check({ hosts: https, caCerts: path })).toMatchObject({
      name: 'ConfigurationError',
      code: 'CONNECTION_FILE',
      message:
        `The file '${path}' of option 'caCerts' of connection 'es' can't be read: ${reason}. ` +
        'Correct the path or the permissions; relative paths start at the working directory. [CONNECTION_FILE]',
    });
  });

  test('of the client are read too', () => {
    expect(check({ hosts: https, clientCert: missing, clientKey: privateKey })).toMatchObject({
      code: 'CONNECTION_FILE',
      details: { option: 'clientCert', file: missing },
    });
    expect(check({ hosts: https, clientCert: certificate, clientKey: missing })).toMatchObject({
      code: 'CONNECTION_FILE',
      details: { option: 'clientKey', file: missing },
    });
  });

  const noCertificate = 'it holds no certificate in PEM form';
  const noKey = 'it holds no private key in PEM form';
  const encrypted = 'it is encrypted; give the key without its passphrase, or both in `client.tls`';
  const oldEncrypted = pem('RSA PRIVATE KEY').replace('AAAA', 'Proc-Type: 4,ENCRYPTED\n\nAAAA');
  const contents: readonly (readonly [option: string, text: string, reason: string])[] = [
    ['caCerts', privateKey, noCertificate],
    ['caCerts', pem('CERTIFICATE REQUEST'), noCertificate],
    ['clientCert', privateKey, noCertificate],
    ['clientKey', certificate, noKey],
    ['clientKey', pem('PUBLIC KEY'), noKey],
    ['clientKey', pem('ENCRYPTED PRIVATE KEY'), encrypted],
    ['clientKey', oldEncrypted, encrypted],
  ];
  const pair = { clientCert: certificate, clientKey: privateKey };
  test.each(contents)('%s with %j, as text and as a file', (option, text, reason) => {
    const rest = option === 'caCerts' ? {} : pair;
    expectInvalid({ hosts: https, ...rest, [option]: text }, option, reason);
    expectInvalid({ hosts: https, ...rest, [option]: file('wrong.pem', text) }, option, reason);
  });

  test('a file that holds no PEM', () => {
    expectInvalid({ hosts: https, caCerts: file('der.crt', '0\u0082\u0003') }, 'caCerts', noCertificate);
    expectInvalid({ hosts: https, caCerts: file('empty.crt', '') }, 'caCerts', noCertificate);
  });

  test('files and texts that are as they should be', () => {
    const files = {
      caCerts: file('ca.pem', `# the company's\n${certificate}${certificate}`),
      clientCert: file('client.pem', pem('TRUSTED CERTIFICATE')),
      clientKey: file('client.key', pem('EC PRIVATE KEY')),
    };
    expect(() => checkConnectionOptions('es', { hosts: https, ...files })).not.toThrow();
    expect(() => checkConnectionOptions('es', { hosts: https, caCerts: certificate, ...pair })).not.toThrow();
  });

  test('a key that is neither a file nor PEM is not shown', () => {
    const key = Buffer.alloc(90, 7).toString('base64');
    for (const clientKey of [key, `${key.slice(0, 60)}\n${key.slice(60)}`, key.slice(0, 64)]) {
      expectInvalid(
        { hosts: https, clientCert: certificate, clientKey },
        'clientKey',
        "it is neither a file nor PEM text, which has a line '-----BEGIN …'",
      );
      expect(inspect(check({ hosts: https, clientCert: certificate, clientKey }))).not.toContain('BwcHB');
    }
  });
});

describe('a canary in a wrong option is in no form of its error', () => {
  const canary = 'canary-5f1e';
  const wrong: readonly object[] = [
    { hosts: `http://ann:${canary}@bad host` },
    { hosts: `http://ann:${canary}@es?x` },
    { hosts: `ann:${canary}@es:port` },
    { hosts: `ftp://ann:${canary}@es` },
    { hosts: `http://${canary}@es` },
    { hosts: `http://ann:${canary}%@es` },
    { hosts: [`http://ann:${canary}@a`, `http://bob:${canary}@b`] },
    { hosts: `http://ann:${canary}@es`, apiKey: canary },
    { hosts: `http://ann:${canary}@es`, useSsl: true },
    { httpAuth: ['ann', canary], apiKey: canary },
    { httpAuth: canary },
    { httpAuth: ['ann', canary, 'more'] },
    { apiKey: ['id', canary, 'more'] },
    { apiKey: `${canary}\n` },
    { bearerAuth: `${canary}\n` },
    { headers: { 'x-a': `${canary}\n` } },
    { headers: { [`authorization: ${canary}`]: 'x' } },
    { headers: { authorization: canary }, apiKey: canary },
    { opaqueId: `${canary}\n` },
    { cloudId: canary },
    { timeout: canary },
    { sslAssertFingerprint: canary },
    { sslAssertHostname: `https://ann:${canary}@es` },
    { hosts: https, clientCert: certificate, clientKey: `${pem('PUBLIC KEY')}${canary}` },
    { client: { node: `http://ann:${canary}@bad host` } },
    { client: { node: `http://ann:${canary}@es` }, apiKey: canary },
    { client: { auth: { username: 'ann', password: canary } }, apiKey: canary },
    { client: { tls: { rejectUnauthorized: false, passphrase: canary } } },
    { password: canary },
  ];
  test.each(wrong.map((options) => [inspect(options, { depth: 5 }), options] as const))(
    '%s',
    (_, options) => {
      const error = thrown(() => new ConnectionManager().createConnection('es', options));
      expect(error).toMatchObject({ name: 'ConfigurationError' });
      const forms = [
        inspect(error, { depth: 9, showHidden: true }),
        JSON.stringify(error),
        String(error),
        error.stack,
      ];
      expect(forms.filter((form) => form?.includes(canary))).toEqual([]);
    },
  );
});
