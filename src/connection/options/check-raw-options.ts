// Refuses raw client options that can't work, that switch off what keeps a connection safe, or that say what a named
// option says too. What the client has beside those is left to it.
import { constants } from 'node:buffer';
import type { ConnectionOptions } from './connection-options.js';
import { invalidOption } from './invalid-option.js';
import { isBoolean, isDuration, isFingerprint, isSet, isWholeNumber, rawOptions } from './option-values.js';
import type { ValueCheck } from './option-values.js';
import { tlsOptionsOf } from './tls-options.js';
import { rawNodes } from './to-nodes.js';

const isInterval: ValueCheck = (value) => (value === false ? undefined : isDuration(value));
const isCloud: ValueCheck = (value) =>
  typeof (value as { readonly id?: unknown }).id === 'string' ? undefined : 'it has no `id`';

// The raw options that we read ourselves.
const checks: readonly (readonly [raw: string, check: ValueCheck])[] = [
  ['cloud', isCloud],
  ['requestTimeout', isDuration],
  ['maxRetries', isWholeNumber(0)],
  ['sniffOnStart', isBoolean],
  ['sniffOnConnectionFault', isBoolean],
  ['sniffInterval', isInterval],
  ['compression', isBoolean],
  ['caFingerprint', isFingerprint],
  ['maxResponseSize', isWholeNumber(1, constants.MAX_STRING_LENGTH)],
  ['maxCompressedResponseSize', isWholeNumber(1, constants.MAX_LENGTH)],
];

// Raw options → the named ones that say the same.
const twins: readonly (readonly [raw: string, named: readonly (keyof ConnectionOptions)[]])[] = [
  ['node', ['hosts', 'cloudId', 'useSsl']],
  ['nodes', ['hosts', 'cloudId', 'useSsl']],
  ['cloud', ['hosts', 'cloudId', 'useSsl']],
  ['auth', ['httpAuth', 'apiKey', 'bearerAuth']],
  ['requestTimeout', ['timeout']],
  ['maxRetries', ['maxRetries']],
  ['sniffOnStart', ['sniffOnStart']],
  ['sniffOnConnectionFault', ['sniffOnConnectionFail']],
  ['sniffInterval', ['snifferDelay']],
  ['compression', ['httpCompress']],
  ['caFingerprint', ['sslAssertFingerprint']],
  ['headers', ['headers']],
  ['agent', ['connectionsPerNode']],
];

/** Throws a ConfigurationError for what `client` may not say. */
export function checkRawOptions(alias: string, options: ConnectionOptions): void {
  const raw = rawOptions(options.client);
  for (const [name, check] of checks) {
    const reason = isSet(raw[name]) ? check(raw[name]) : undefined;
    if (reason !== undefined) throw invalidOption(alias, `client.${name}`, reason);
  }
  for (const [name, named] of twins) {
    const twin = named.find((option) => options[option] !== undefined);
    if (isSet(raw[name]) && twin !== undefined) throw both(alias, name, twin);
  }
  const [tlsOption] = tlsOptionsOf(options);
  if (isSet(raw['tls']) && tlsOption !== undefined) throw both(alias, 'tls', tlsOption);
  const [first, second] = ['node', 'nodes', 'cloud'].filter((name) => isSet(raw[name]));
  if (first !== undefined && second !== undefined) throw both(alias, second, `client.${first}`);

  refuseOtherSockets(alias, raw, options);
  for (const name of ['tls', 'agent']) refuseUnchecked(alias, `client.${name}`, raw[name]);
  for (const { tls, ssl, agent } of rawNodes(alias, options)) {
    for (const part of [tls, ssl, agent])
      refuseUnchecked(alias, isSet(raw['node']) ? 'client.node' : 'client.nodes', part);
  }
}

// Sockets of somebody else's do not keep what is promised of ours.
function refuseOtherSockets(
  alias: string,
  { agent, Connection, caFingerprint }: Readonly<Record<string, unknown>>,
  options: ConnectionOptions,
): void {
  if (isSet(agent) && typeof (agent as { readonly connect?: unknown }).connect === 'function')
    throw invalidOption(alias, 'client.agent', 'its `connect` is a function, which would not be asked');
  const [tlsOption] = tlsOptionsOf(options);
  if (typeof agent === 'function' && tlsOption !== undefined)
    throw invalidOption(
      alias,
      'client.agent',
      `it makes sockets of its own, which know nothing of ${tlsOption}`,
    );
  const pinned = isSet(caFingerprint) ? 'client.caFingerprint' : 'sslAssertFingerprint';
  if (isSet(Connection) && (isSet(caFingerprint) || options.sslAssertFingerprint !== undefined))
    throw invalidOption(alias, 'client.Connection', `its sockets would not check ${pinned}`);
}

function both(alias: string, raw: string, other: string): Error {
  return invalidOption(alias, `client.${raw}`, `${other} is set too, and one of them is enough`);
}

// An agent's options may hold those of TLS in `connect`.
function refuseUnchecked(alias: string, option: string, value: unknown): void {
  if (typeof value !== 'object' || value === null) return;
  const { rejectUnauthorized, connect } = value as Readonly<Record<string, unknown>>;
  if (rejectUnauthorized === false) {
    const reason = 'certificates are not checked with `rejectUnauthorized: false`; say `verifyCerts: false`';
    throw invalidOption(alias, option, reason);
  }
  refuseUnchecked(alias, option, connect);
}
