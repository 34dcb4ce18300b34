// Refuses connection options that can't work, at creation, before any request.
import { failure } from '../errors/failure.js';
import { nearest } from '../util/nearest.js';
import { connectionOptionNames } from './connection-options.js';
import type { ConnectionOptions } from './connection-options.js';

// elasticsearch-dsl's and the client's names for the same thing.
const otherNames: Readonly<Record<string, string>> = {
  auth: 'httpAuth',
  node: 'hosts',
  nodes: 'hosts',
  requestTimeout: 'timeout',
  tls: 'caCerts',
};

/** Throws a ConfigurationError for an unknown option, a wrong value, or options that contradict each other. */
export function checkConnectionOptions(alias: string, options: ConnectionOptions): void {
  for (const option of Object.keys(options)) {
    if ((connectionOptionNames as readonly string[]).includes(option)) continue;
    const guess = otherNames[option] ?? nearest(option.replaceAll('_', ''), connectionOptionNames);
    throw failure('CONNECTION_OPTION_UNKNOWN', {
      alias,
      option,
      ...(guess === undefined ? {} : { nearest: guess }),
    });
  }
  const invalid = (option: string, reason: string): Error =>
    failure('CONNECTION_OPTION_INVALID', { alias, option, reason });

  const [first, second] = (['httpAuth', 'apiKey', 'bearerAuth'] as const).filter(
    (kind) => options[kind] !== undefined,
  );
  if (first !== undefined && second !== undefined) {
    throw invalid(second, `${first} is set too, and only one kind of credentials can be sent`);
  }
  if (options.httpAuth !== undefined && !isPair(options.httpAuth)) {
    throw invalid('httpAuth', "it is not ['user', 'password']");
  }
  if (Array.isArray(options.apiKey) && !isPair(options.apiKey))
    throw invalid('apiKey', "it is not ['id', 'secret']");
  if ((options.clientCert === undefined) !== (options.clientKey === undefined)) {
    const [given, missing] =
      options.clientCert === undefined ? ['clientKey', 'clientCert'] : ['clientCert', 'clientKey'];
    throw invalid(given, `it needs ${missing} too`);
  }
  for (const option of ['timeout', 'maxRetries'] as const) {
    const value: unknown = options[option];
    if (value === undefined) continue;
    if (
      typeof value !== 'number' ||
      !Number.isFinite(value) ||
      value < 0 ||
      (option === 'timeout' && value === 0)
    ) {
      throw invalid(
        option,
        option === 'timeout' ? 'it is no number of milliseconds above 0' : 'it is no number from 0 on',
      );
    }
  }
}

function isPair(value: readonly string[] | string): boolean {
  const parts: readonly unknown[] = typeof value === 'string' ? splitPair(value) : value;
  return parts.length === 2 && parts.every((part) => typeof part === 'string' && part !== '');
}

/** `'user:password'` in two; the password may hold colons. */
export function splitPair(pair: string): readonly string[] {
  const colon = pair.indexOf(':');
  return colon === -1 ? [pair] : [pair.slice(0, colon), pair.slice(colon + 1)];
}
