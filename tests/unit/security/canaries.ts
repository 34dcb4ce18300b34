// Canaries: texts that are put where secrets and data are, and must turn up nowhere else.
import { expect } from '@jest/globals';
import { inspect } from 'node:util';
import type { ConnectionOptions } from 'elastodm';
import { tlsFixtures } from '../../support/tls-fixtures.js';

const base64 = (text: string): string => Buffer.from(text).toString('base64');

export const canaries = {
  password: 'canary-password-11',
  urlPassword: 'canary url-password/12',
  keySecret: 'canary-key-secret-13',
  encodedKey: base64('key-id:canary-encoded-14'),
  bearer: 'canary-bearer-15',
  header: 'canary-header-16',
  cookie: 'session=canary-cookie-17',
  passphrase: 'canary-passphrase-18',
  rawPassword: 'canary-raw-password-19',
  rawKeySecret: 'canary-raw-key-20',
  rawHeader: 'canary-raw-header-21',
  nodeHeader: 'canary-node-header-22',
  document: 'canary-document-31',
  note: 'canary-note-32',
  shortValue: 'c4n4',
  bulk: 'canary-bulk-33',
  query: 'canary-query-34',
  page: 'canary-page-41',
  json: 'canary-json-42',
} as const;

const encodedPassword = encodeURIComponent(canaries.urlPassword);

/** What is sent of the secrets, and could be turned back into them. */
const forms: readonly string[] = [
  base64(`ann:${canaries.password}`),
  base64(`ann:${canaries.urlPassword}`),
  base64(`key-id:${canaries.keySecret}`),
  base64(`ann:${canaries.rawPassword}`),
  base64(`key-id:${canaries.rawKeySecret}`),
  encodedPassword,
];

const texts: readonly string[] = [...Object.values(canaries), ...forms];

/** The places that secrets are put in. */
export const places: Readonly<Record<string, (hosts: string) => ConnectionOptions>> = {
  'a password, headers and a cookie': (hosts) => ({
    hosts,
    httpAuth: ['ann', canaries.password],
    headers: { 'x-my-token': canaries.header, cookie: canaries.cookie },
  }),
  'a host’s URL': (hosts) => ({ hosts: hosts.replace('://', `://ann:${encodedPassword}@`) }),
  'an API key': (hosts) => ({ hosts, apiKey: ['key-id', canaries.keySecret] }),
  'an encoded API key': (hosts) => ({ hosts, apiKey: canaries.encodedKey }),
  'a bearer token': (hosts) => ({ hosts, bearerAuth: canaries.bearer }),
  'raw client options': (hosts) => ({
    client: {
      nodes: [{ url: new URL(hosts), headers: { 'x-node-token': canaries.nodeHeader } }],
      auth: { username: 'ann', password: canaries.rawPassword },
      headers: { 'x-raw-token': canaries.rawHeader },
    },
  }),
  'a raw node’s URL': (hosts) => ({
    client: { node: hosts.replace('://', `://ann:${encodedPassword}@`) },
  }),
  'a raw API key': (hosts) => ({
    client: {
      node: hosts,
      auth: { apiKey: { id: 'key-id', api_key: canaries.rawKeySecret } },
      tls: { passphrase: canaries.passphrase },
    },
  }),
};

/** The same for a server with TLS: a client certificate and its key. */
export function withClientKey(hosts: string): ConnectionOptions {
  const { ca, client } = tlsFixtures();
  return {
    hosts,
    httpAuth: ['ann', canaries.password],
    caCerts: ca.cert,
    clientCert: client.cert,
    clientKey: client.key,
    client: {},
  };
}

/** The lines of a key that say something. */
export function linesOf(pem: string): readonly string[] {
  return pem.split('\n').filter((line) => line !== '' && !line.startsWith('-----'));
}

/** Every way in which a value may end up in a log. */
export function printed(value: unknown, depth = 0): string {
  const parts: unknown[] = [
    inspect(value, { depth: 20, showHidden: true, maxStringLength: Infinity, maxArrayLength: Infinity }),
    inspect(value),
    JSON.stringify(value),
  ];
  if (typeof value !== 'symbol' && !(value !== null && typeof value === 'object' && !('toString' in value)))
    parts.push(String(value));
  if (value instanceof Error) {
    parts.push(value.message, value.stack, JSON.stringify(Object.entries(value)));
    if (value.cause !== undefined && depth < 10) parts.push(printed(value.cause, depth + 1));
  }
  return parts.join('\n');
}

/** Fails when a canary turns up in `value`, printed in any way. */
export function expectNoCanary(value: unknown, more: readonly string[] = []): void {
  const text = printed(value);
  const found = [...texts, ...more].filter((canary) => text.includes(canary));
  // The place, not only the name, so that a leak is found at once.
  expect(found.map((canary) => `${canary}: …${around(text, canary)}…`)).toEqual([]);
}

function around(text: string, canary: string): string {
  const place = text.indexOf(canary);
  return text.slice(Math.max(0, place - 80), place + canary.length + 20);
}
