// What the value of each option must be. A reason says what a wrong one is not, and never shows it.
import { isIP } from 'node:net';
import type { ClientOptions, ConnectionOptions } from './connection-options.js';

/** Why a value can't be used; undefined where it can. */
export type ValueCheck = (value: unknown) => string | undefined;

// A timer that is to wait longer rings at once.
const longestWait = 2_147_483_647;

export const isBoolean: ValueCheck = (value) =>
  typeof value === 'boolean' ? undefined : 'it is neither true nor false';

export const isDuration: ValueCheck = (value) => {
  if (typeof value !== 'number' || !Number.isFinite(value) || value <= 0)
    return 'it is no number of milliseconds above 0';
  return value > longestWait
    ? `it is more than ${longestWait} milliseconds, the longest wait of a timer`
    : undefined;
};

export const isWholeNumber =
  (from: number, to = Number.MAX_SAFE_INTEGER): ValueCheck =>
  (value) => {
    if (!Number.isSafeInteger(value) || (value as number) < from)
      return `it is no whole number from ${from} on`;
    return (value as number) > to ? `it is more than ${to}` : undefined;
  };

const isText: ValueCheck = (value) =>
  typeof value === 'string' && value !== '' ? undefined : 'it is no text, or an empty one';

const isHeaderText: ValueCheck = (value) =>
  isText(value) ??
  (isHeaderValue(value as string)
    ? undefined
    : 'it holds a character that no header can, such as a line break');

/** The user name and the password, or the id and the secret, of `'a:b'` or of `['a', 'b']`. */
export function toPair(value: readonly string[] | string): readonly string[] {
  if (typeof value !== 'string') return value;
  const colon = value.indexOf(':');
  return colon === -1 ? [value] : [value.slice(0, colon), value.slice(colon + 1)];
}

function isPair(value: unknown): boolean {
  if (typeof value !== 'string' && !Array.isArray(value)) return false;
  const parts: readonly unknown[] = toPair(value as string | string[]);
  return parts.length === 2 && parts.every((part) => typeof part === 'string' && part !== '');
}

const isUserAndPassword: ValueCheck = (value) => {
  if (!isPair(value)) return "it is not ['user', 'password']";
  return toPair(value as string | string[])[0]?.includes(':') === true
    ? 'its user name holds a colon, which would end it'
    : undefined;
};

const isApiKey: ValueCheck = (value) => {
  if (typeof value !== 'string') return isPair(value) ? undefined : "it is not ['id', 'secret']";
  if (value.includes(':')) return isPair(value) ? undefined : "it is not 'id:secret'";
  return isHeaderText(value);
};

// Statuses that say the same however often they are asked for.
const finalStatuses: ReadonlySet<number> = new Set([400, 401, 403, 404, 409]);

const isRetriedStatuses: ValueCheck = (value) => {
  if (!Array.isArray(value)) return 'it is no list of HTTP statuses';
  for (const status of value as readonly unknown[]) {
    if (typeof status !== 'number' || !Number.isInteger(status) || status < 400 || status > 599)
      return 'it holds what is no HTTP status of a failure, from 400 to 599';
    if (finalStatuses.has(status)) return `no repetition changes an answer of status ${status}`;
  }
  return undefined;
};

export const isFingerprint: ValueCheck = (value) =>
  typeof value === 'string' && /^(?:[0-9a-f]{2}:?){31}[0-9a-f]{2}$/i.test(value)
    ? undefined
    : 'it is no SHA-256 fingerprint, which has 64 hexadecimal digits';

const isHostname = (value: string): boolean =>
  isIP(value) !== 0 || /^(?:[\w-]{1,63}\.)*[\w-]{1,63}$/.test(value);

const isAssertedHostname: ValueCheck = (value) =>
  typeof value === 'boolean' || (typeof value === 'string' && isHostname(value))
    ? undefined
    : 'it is neither true, nor false, nor the name of a host';

const isOneOf =
  (...values: readonly (number | string)[]): ValueCheck =>
  (value) =>
    values.includes(value as string)
      ? undefined
      : `it is neither ${values.map((one) => (typeof one === 'string' ? `'${one}'` : one)).join(' nor ')}`;

// RFC 9110: a token; and what Node's HTTP lets pass in a value.
const isHeaderName = (name: string): boolean => /^[\w!#$%&'*+.^`|~-]+$/.test(name);
const isHeaderValue = (value: string): boolean => !/[^\t\x20-\x7e\x80-\xff]/.test(value);
// They belong to the socket and the body, and break requests when they say something else.
const reservedHeaders: ReadonlySet<string> = new Set([
  'connection',
  'content-encoding',
  'content-length',
  'expect',
  'keep-alive',
  'transfer-encoding',
  'upgrade',
]);

const isHeaders: ValueCheck = (value) => {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    return 'it is no object of header names and values';
  const seen = new Set<string>();
  for (const [place, [name, text]] of Object.entries(value).entries()) {
    // The name stays out: it may be a whole header that went wrong.
    if (!isHeaderName(name)) return `name number ${place + 1} is no name of a header`;
    if (typeof text !== 'string' || !isHeaderValue(text))
      return `the value of '${name}' is no text, or holds a character that no header can, such as a line break`;
    if (reservedHeaders.has(name.toLowerCase())) return `'${name}' is set by the connection itself`;
    if (seen.has(name.toLowerCase())) return `it has '${name}' twice`;
    seen.add(name.toLowerCase());
  }
  return undefined;
};

const isHosts: ValueCheck = (value) => {
  if (typeof value === 'string') return undefined;
  if (!Array.isArray(value)) return 'it is neither a text nor a list of texts';
  return value.length === 0 ? 'the list is empty' : undefined;
};

const isClientOptions: ValueCheck = (value) =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? undefined
    : 'it is no object of client options';

/** The check of each option's value by itself. */
export const valueChecks: { readonly [K in keyof ConnectionOptions]-?: ValueCheck } = {
  hosts: isHosts,
  httpAuth: isUserAndPassword,
  apiKey: isApiKey,
  bearerAuth: isHeaderText,
  cloudId: isText,
  timeout: isDuration,
  maxRetries: isWholeNumber(0),
  retryOnTimeout: isBoolean,
  retryOnStatus: isRetriedStatuses,
  randomizeHosts: isBoolean,
  connectionsPerNode: isWholeNumber(1),
  sniffOnStart: isBoolean,
  sniffOnConnectionFail: isBoolean,
  sniffTimeout: isDuration,
  snifferDelay: isDuration,
  useSsl: isBoolean,
  verifyCerts: isBoolean,
  sslShowWarn: isBoolean,
  caCerts: isText,
  clientCert: isText,
  clientKey: isText,
  sslVersion: isOneOf('TLSv1.2', 'TLSv1.3'),
  sslAssertHostname: isAssertedHostname,
  sslAssertFingerprint: isFingerprint,
  httpCompress: isBoolean,
  headers: isHeaders,
  opaqueId: isHeaderText,
  compatibility: isOneOf(8, 9),
  client: isClientOptions,
};

/** A raw option that is set: the client takes null for nothing, too. */
export function isSet<T>(value: T): value is NonNullable<T> {
  return value !== undefined && value !== null;
}

/** The raw options, whose values nobody has checked yet. */
export function rawOptions(client: ClientOptions | undefined): Readonly<Record<string, unknown>> {
  return (client ?? {}) as Readonly<Record<string, unknown>>;
}
