// The text of an environment variable → the value of an option, as far as text can be wrong by itself.
import { shorten } from '../../util/shorten.js';
import type { ConnectionOptions } from './connection-options.js';
import { toPair } from './option-values.js';

/** The value that a text stands for; throws what `invalid` makes of the reason why it stands for none. */
type Read = (given: string, invalid: (reason: string) => Error) => unknown;
/** An option that text can give. */
export type NamedOption = Exclude<keyof ConnectionOptions, 'client'>;

// A reason shows the text only where it can't be a secret.
const shown = (text: string): string => `'${shorten(text, 40)}'`;

const booleans = new Map([
  ['true', true],
  ['yes', true],
  ['1', true],
  ['false', false],
  ['no', false],
  ['0', false],
]);
const toBoolean = (text: string): boolean | undefined => booleans.get(text.trim().toLowerCase());

const text: Read = (given) => given;
const boolean: Read = (given, invalid) => {
  const value = toBoolean(given);
  if (value === undefined) throw invalid(`${shown(given)} is neither true nor false`);
  return value;
};
const number =
  (what: string): Read =>
  (given, invalid) => {
    if (!/^\s*-?\d+(?:\.\d+)?\s*$/.test(given)) throw invalid(`${shown(given)} is no ${what}`);
    return Number(given);
  };
const milliseconds = number('number of milliseconds');
const whole = number('number');
export const toTexts = (given: string): readonly string[] => given.split(',').map((item) => item.trim());
const numbers: Read = (given, invalid) => toTexts(given).map((item) => whole(item, invalid));
const pair: Read = (given, invalid) => {
  const parts = toPair(given);
  if (parts.length !== 2 || parts.includes('')) throw invalid("it is not 'user:password'");
  return parts;
};
const apiKey: Read = (given, invalid) => {
  if (!given.includes(':')) return given;
  const parts = toPair(given);
  if (parts.includes('')) throw invalid("it is neither 'id:secret' nor an encoded key");
  return parts;
};
const pem: Read = (given) => (given.includes('-----BEGIN ') ? given.replaceAll('\\n', '\n') : given);
const nameOrBoolean: Read = (given) => toBoolean(given) ?? given.trim();
const headers: Read = (given, invalid) => {
  const reason = "it is neither a JSON object of texts nor 'Name: value; Other: value'";
  if (given.trimStart().startsWith('{')) {
    const parsed = parsedJson(given);
    if (parsed === undefined || Object.values(parsed).some((value) => typeof value !== 'string'))
      throw invalid(reason);
    return parsed;
  }
  const lines = given.split(';').filter((line) => line.trim() !== '');
  return Object.fromEntries(
    lines.map((line) => {
      const [name, value] = toPair(line);
      if (name === undefined || value === undefined) throw invalid(reason);
      return [name.trim(), value.trim()];
    }),
  );
};

function parsedJson(given: string): object | undefined {
  try {
    return JSON.parse(given) as object;
  } catch {
    return undefined;
  }
}

/** Reads the text of each option. */
export const textReaders: { readonly [K in NamedOption]: Read } = {
  hosts: toTexts,
  httpAuth: pair,
  apiKey,
  bearerAuth: text,
  cloudId: text,
  timeout: milliseconds,
  maxRetries: whole,
  retryOnTimeout: boolean,
  retryOnStatus: numbers,
  randomizeHosts: boolean,
  connectionsPerNode: whole,
  sniffOnStart: boolean,
  sniffOnConnectionFail: boolean,
  sniffTimeout: milliseconds,
  snifferDelay: milliseconds,
  useSsl: boolean,
  verifyCerts: boolean,
  sslShowWarn: boolean,
  caCerts: pem,
  clientCert: pem,
  clientKey: pem,
  sslVersion: text,
  sslAssertHostname: nameOrBoolean,
  sslAssertFingerprint: text,
  httpCompress: boolean,
  headers,
  opaqueId: text,
  compatibility: whole,
};
