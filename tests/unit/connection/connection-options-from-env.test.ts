// Environment variables → options, and the errors that name the variable but not a secret in it.
import { describe, expect, test } from '@jest/globals';
import { inspect } from 'node:util';
import { connectionOptionsFromEnv } from 'elastodm';
import type { ConnectionOptions } from 'elastodm';
import { checkConnectionOptions } from '../../../src/connection/options/check-connection-options.js';
import { thrown } from '../../support/failing.js';

const read = (variables: Readonly<Record<string, string>>): ConnectionOptions =>
  connectionOptionsFromEnv(
    'ES_PROD',
    Object.fromEntries(Object.entries(variables).map(([end, value]) => [`ES_PROD_${end}`, value])),
  );

describe('each variable', () => {
  const pem = '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----';
  const booleans = {
    HTTP_COMPRESS: 'httpCompress',
    RANDOMIZE_HOSTS: 'randomizeHosts',
    RETRY_ON_TIMEOUT: 'retryOnTimeout',
    SNIFF_ON_CONNECTION_FAIL: 'sniffOnConnectionFail',
    SNIFF_ON_START: 'sniffOnStart',
    SSL_ASSERT_HOSTNAME: 'sslAssertHostname',
    SSL_SHOW_WARN: 'sslShowWarn',
    USE_SSL: 'useSsl',
    VERIFY_CERTS: 'verifyCerts',
  };
  const numbers = {
    CONNECTIONS_PER_NODE: 'connectionsPerNode',
    MAX_RETRIES: 'maxRetries',
    SNIFF_TIMEOUT: 'sniffTimeout',
    SNIFFER_DELAY: 'snifferDelay',
    TIMEOUT: 'timeout',
  };
  const cases: readonly (readonly [variable: string, value: string, options: ConnectionOptions])[] = [
    ['HOSTS', 'es', { hosts: ['es'] }],
    ['HOSTS', 'https://a:9200, b', { hosts: ['https://a:9200', 'b'] }],
    ['URL', 'https://a,https://b', { hosts: ['https://a', 'https://b'] }],
    ['HTTP_AUTH', 'ann:pass:word', { httpAuth: ['ann', 'pass:word'] }],
    ['API_KEY', 'id:secret', { apiKey: ['id', 'secret'] }],
    ['API_KEY', 'encoded==', { apiKey: 'encoded==' }],
    ['BEARER_AUTH', 'token', { bearerAuth: 'token' }],
    ['CLOUD_ID', 'name:code', { cloudId: 'name:code' }],
    ['CA_CERTS', './ca.pem', { caCerts: './ca.pem' }],
    ['CA_CERTS', pem, { caCerts: pem }],
    ['CA_CERTS', pem.replaceAll('\n', '\\n'), { caCerts: pem }],
    ['CA_CERTS', 'C:\\new\\ca.pem', { caCerts: 'C:\\new\\ca.pem' }],
    ['CLIENT_CERT', pem.replaceAll('\n', '\\n'), { clientCert: pem }],
    ['CLIENT_KEY', './client.key', { clientKey: './client.key' }],
    ['SSL_VERSION', 'TLSv1.3', { sslVersion: 'TLSv1.3' }],
    ['SSL_ASSERT_HOSTNAME', 'es.internal', { sslAssertHostname: 'es.internal' }],
    ['SSL_ASSERT_FINGERPRINT', 'a1'.repeat(32), { sslAssertFingerprint: 'a1'.repeat(32) }],
    ['RETRY_ON_STATUS', '429, 503', { retryOnStatus: [429, 503] }],
    ['RETRY_ON_STATUS', '503', { retryOnStatus: [503] }],
    ['OPAQUE_ID', 'shop', { opaqueId: 'shop' }],
    ['COMPATIBILITY', '8', { compatibility: 8 }],
    ['COMPATIBILITY', '9', { compatibility: 9 }],
    ['HEADERS', 'X-A: b', { headers: { 'X-A': 'b' } }],
    ['HEADERS', 'X-A: b:c; X-B:d;', { headers: { 'X-A': 'b:c', 'X-B': 'd' } }],
    ['HEADERS', '{"X-A": "b; c"}', { headers: { 'X-A': 'b; c' } }],
    ...Object.entries(booleans).flatMap(([variable, option]) => [
      ...['true', 'yes', '1', 'TRUE', ' Yes '].map((text) => [variable, text, { [option]: true }] as const),
      ...['false', 'no', '0', 'False'].map((text) => [variable, text, { [option]: false }] as const),
    ]),
    ...Object.entries(numbers).flatMap(([variable, option]) => [
      [variable, '500', { [option]: 500 }] as const,
      [variable, ' 7 ', { [option]: 7 }] as const,
    ]),
    ['TIMEOUT', '0.5', { timeout: 0.5 }],
    ['MAX_RETRIES', '0', { maxRetries: 0 }],
  ];
  test.each(cases)('%s=%s', (variable, value, options) => {
    expect(read({ [variable]: value })).toEqual(options);
  });

  test('USER and PASSWORD are one option', () => {
    expect(read({ USER: 'ann', PASSWORD: ' pass:word ' })).toEqual({ httpAuth: ['ann', ' pass:word '] });
  });

  test('several together', () => {
    const options = read({ HOSTS: 'es', USE_SSL: 'yes', USER: 'ann', PASSWORD: 'secret', TIMEOUT: '5' });
    expect(options).toEqual({ hosts: ['es'], useSsl: true, httpAuth: ['ann', 'secret'], timeout: 5 });
    expect(() => checkConnectionOptions('es', options)).not.toThrow();
  });
});

describe('where it looks', () => {
  test('nothing set, or only empty: no options', () => {
    expect(connectionOptionsFromEnv('ES_PROD', {})).toEqual({});
    expect(read({ HOSTS: '', TIMEOUT: '', USER: '', PASSWORD: '', HOST: '' })).toEqual({});
    expect(connectionOptionsFromEnv('ES_PROD', { ES_PROD_HOSTS: undefined, HOSTS: 'es' })).toEqual({});
  });

  test('the prefix is ELASTICSEARCH where none is given, and may end with _', () => {
    const saved = process.env;
    process.env = { ELASTICSEARCH_HOSTS: 'from-process', ES_HOSTS: 'no' };
    try {
      expect(connectionOptionsFromEnv()).toEqual({ hosts: ['from-process'] });
      expect(connectionOptionsFromEnv('ES_')).toEqual({ hosts: ['no'] });
    } finally {
      process.env = saved;
    }
  });
});

function expectInvalid(variables: Readonly<Record<string, string>>, variable: string, reason: string): void {
  const error = thrown(() => read(variables));
  expect(error).toMatchObject({
    name: 'ConfigurationError',
    code: 'CONNECTION_OPTION_ENV',
    message:
      `The environment variable ES_PROD_${variable} can't be used: ${reason}. ` +
      `Correct ES_PROD_${variable}, or unset it. [CONNECTION_OPTION_ENV]`,
  });
}

describe('a value that is none', () => {
  const headers = "it is neither a JSON object of texts nor 'Name: value; Other: value'";
  const cases: readonly (readonly [variable: string, value: string, reason: string])[] = [
    ['TIMEOUT', 'soon', "'soon' is no number of milliseconds"],
    ['TIMEOUT', '30s', "'30s' is no number of milliseconds"],
    ['TIMEOUT', '0x10', "'0x10' is no number of milliseconds"],
    ['TIMEOUT', '1e3', "'1e3' is no number of milliseconds"],
    ['TIMEOUT', ' ', "' ' is no number of milliseconds"],
    ['TIMEOUT', '-5', 'it is no number of milliseconds above 0'],
    ['SNIFFER_DELAY', '0', 'it is no number of milliseconds above 0'],
    ['SNIFF_TIMEOUT', 'x'.repeat(50), `'${'x'.repeat(40)}… (50 characters)' is no number of milliseconds`],
    ['MAX_RETRIES', 'many', "'many' is no number"],
    ['MAX_RETRIES', '1.5', 'it is no whole number from 0 on'],
    ['CONNECTIONS_PER_NODE', '0', 'it is no whole number from 1 on'],
    ['RETRY_ON_STATUS', '503,', "'' is no number"],
    ['RETRY_ON_STATUS', '503,unavailable', "'unavailable' is no number"],
    ['RETRY_ON_STATUS', '404', 'no repetition changes an answer of status 404'],
    ['USE_SSL', 'on', "'on' is neither true nor false"],
    ['VERIFY_CERTS', '2', "'2' is neither true nor false"],
    ['COMPATIBILITY', '7', 'it is neither 8 nor 9'],
    ['SSL_VERSION', 'TLSv1', "it is neither 'TLSv1.2' nor 'TLSv1.3'"],
    ['SSL_ASSERT_HOSTNAME', 'https://es', 'it is neither true, nor false, nor the name of a host'],
    ['SSL_ASSERT_FINGERPRINT', 'a1:b2', 'it is no SHA-256 fingerprint, which has 64 hexadecimal digits'],
    ['HTTP_AUTH', 'canary', "it is not 'user:password'"],
    ['HTTP_AUTH', 'canary:', "it is not 'user:password'"],
    ['API_KEY', ':canary', "it is neither 'id:secret' nor an encoded key"],
    ['API_KEY', 'canary\n', 'it holds a character that no header can, such as a line break'],
    ['BEARER_AUTH', 'canary\n', 'it holds a character that no header can, such as a line break'],
    ['HEADERS', 'canary', headers],
    ['HEADERS', '{"x-a": "canary"', headers],
    ['HEADERS', '{"x-a": {"b": "canary"}}', headers],
    ['HEADERS', 'x a: canary', 'name number 1 is no name of a header'],
  ];
  test.each(cases)('%s=%j', (variable, value, reason) => {
    expectInvalid({ [variable]: value }, variable, reason);
    const error = thrown(() => read({ [variable]: value }));
    expect(inspect(error, { depth: 9, showHidden: true }) + JSON.stringify(error)).not.toContain('canary');
  });
});

describe('variables that contradict each other, or lack each other', () => {
  test.each([
    [{ HOSTS: 'es', URL: 'es' }, 'URL', 'ES_PROD_HOSTS is set too, and says the same'],
    [{ USER: 'ann' }, 'USER', 'it needs ES_PROD_PASSWORD too'],
    [{ USER: 'ann', PASSWORD: '' }, 'USER', 'it needs ES_PROD_PASSWORD too'],
    [{ PASSWORD: 'canary' }, 'PASSWORD', 'it needs ES_PROD_USER too'],
    [
      { USER: 'ann', PASSWORD: 'canary', HTTP_AUTH: 'ann:canary' },
      'USER',
      'ES_PROD_HTTP_AUTH is set too, and says the same',
    ],
    [{ USER: 'a:b', PASSWORD: 'canary' }, 'USER', 'its user name holds a colon, which would end it'],
  ])('%j', (variables: Record<string, string>, variable, reason) => {
    expectInvalid(variables, variable, reason);
  });
});

describe('a variable that is mistyped', () => {
  test.each([
    ['HOST', 'HOSTS'],
    ['HOTS', 'HOSTS'],
    ['TIMOUT', 'TIMEOUT'],
    ['TIMEOUTS', 'TIMEOUT'],
    ['PASWORD', 'PASSWORD'],
    ['PASSWORT', 'PASSWORD'],
    ['PASSWD', 'PASSWORD'],
    ['APIKEY', 'API_KEY'],
    ['CA_CERT', 'CA_CERTS'],
    ['VERIFY_CERT', 'VERIFY_CERTS'],
    ['MAX_RETRY', undefined],
    ['HTTPAUTH', 'HTTP_AUTH'],
    ['URLS', 'URL'],
    ['SSL_ASSERT_FINGERPRNT', 'SSL_ASSERT_FINGERPRINT'],
  ])('%s, when %s was meant', (end, meant) => {
    if (meant === undefined) {
      expect(read({ [end]: 'canary' })).toEqual({});
      return;
    }
    expectInvalid({ [end]: 'canary' }, end, `no option has this name (did you mean ES_PROD_${meant}?)`);
    expect(inspect(thrown(() => read({ [end]: 'canary' })))).not.toContain('canary');
  });

  test('is not what other programs set', () => {
    const others = [
      'PORT',
      'VERSION',
      'HOME',
      'LOG_LEVEL',
      'INDEX',
      'USERNAME',
      'UI',
      'EU',
      'CA',
      'JAVA_OPTS',
    ];
    const ofKubernetes = [
      'SERVICE_HOST',
      'SERVICE_PORT',
      'SERVICE_PORT_HTTP',
      'PORT_9200_TCP',
      'PORT_9200_TCP_ADDR',
      'PORT_9200_TCP_PORT',
      'PORT_9200_TCP_PROTO',
    ];
    const ofOtherPrefixes = ['A_HOSTS', 'EU_URL', 'B_USER', 'B_PASSWORD'];
    for (const end of [...others, ...ofKubernetes, ...ofOtherPrefixes])
      expect([end, read({ [end]: 'something' })]).toEqual([end, {}]);
  });
});
