// What a connection may be told: each option's type, and what is none.
import { ConnectionManager, connectionOptionsFromEnv, createConnection } from 'elastodm';
import type { ConnectionOptions } from 'elastodm';
import { expectTypeOf } from 'expect-type';

export const all: Required<ConnectionOptions> = {
  hosts: ['localhost:9200'],
  httpAuth: ['user', 'password'],
  apiKey: 'id:secret',
  bearerAuth: 'token',
  cloudId: 'name:code',
  timeout: 30_000,
  maxRetries: 3,
  retryOnTimeout: true,
  retryOnStatus: [429, 503],
  randomizeHosts: false,
  connectionsPerNode: 10,
  sniffOnStart: true,
  sniffOnConnectionFail: true,
  sniffTimeout: 2_000,
  snifferDelay: 60_000,
  useSsl: true,
  verifyCerts: true,
  sslShowWarn: true,
  caCerts: './ca.pem',
  clientCert: './client.pem',
  clientKey: './client.key',
  sslVersion: 'TLSv1.3',
  sslAssertHostname: 'es.internal',
  sslAssertFingerprint: 'AA',
  httpCompress: true,
  headers: { 'x-tenant': 'blue' },
  opaqueId: 'shop',
  compatibility: 8,
  client: { name: 'mine', maxResponseSize: 1_000 },
};

const lists = { hosts: ['a', 'b'], retryOnStatus: [503], apiKey: ['id', 'secret'] } as const;
createConnection('lists', lists);
new ConnectionManager().configureAll({ prod: connectionOptionsFromEnv('ES_PROD'), lists });
expectTypeOf(connectionOptionsFromEnv()).toEqualTypeOf<ConnectionOptions>();
expectTypeOf(
  connectionOptionsFromEnv('ES', { ES_HOSTS: 'a', ES_URL: undefined }),
).toEqualTypeOf<ConnectionOptions>();

export const wrong: readonly ConnectionOptions[] = [
  // @ts-expect-error durations are numbers of milliseconds
  { timeout: '30s' },
  // @ts-expect-error a number, not a text
  { maxRetries: '3' },
  // @ts-expect-error a list of statuses
  { retryOnStatus: 503 },
  // @ts-expect-error a user has a password
  { httpAuth: ['user'] },
  // @ts-expect-error no older version of TLS
  { sslVersion: 'TLSv1.1' },
  // @ts-expect-error versions are numbers, 8 or 9
  { compatibility: 7 },
  // @ts-expect-error a header has one value
  { headers: { 'x-tenant': 5 } },
  // @ts-expect-error elasticsearch-py's spelling
  { http_auth: ['user', 'password'] },
  // @ts-expect-error the client's name for `timeout`
  { requestTimeout: 5 },
  // @ts-expect-error no option of the client
  { client: { timeout: 5 } },
];
// @ts-expect-error the environment holds text
connectionOptionsFromEnv('ES', { ES_TIMEOUT: 5 });
