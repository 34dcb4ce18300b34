// Refuses connection options that can't work, at creation, before any request.
import { failure } from '../../errors/failure.js';
import { checkRawOptions } from './check-raw-options.js';
import { connectionOptionNames } from './connection-options.js';
import type { ConnectionOptions } from './connection-options.js';
import { invalidOption } from './invalid-option.js';
import { isSet, rawOptions, valueChecks } from './option-values.js';
import { meantOption } from './other-names.js';
import { pemOptions, readPem } from './read-pem.js';
import { tlsOptionsOf } from './tls-options.js';
import { addressesOf, rawNodes, toNodes } from './to-nodes.js';

/**
 * Throws a ConfigurationError for an unknown option, a wrong value, options that contradict each other, and a file that
 * can't be read.
 */
export function checkConnectionOptions(alias: string, options: ConnectionOptions): void {
  checkNames(alias, options);
  for (const option of connectionOptionNames) {
    const value = options[option];
    const reason = value === undefined ? undefined : valueChecks[option](value);
    if (reason !== undefined) throw invalidOption(alias, option, reason);
  }
  checkRawOptions(alias, options);
  checkHosts(alias, options);
  checkCredentials(alias, options);
  checkHeaders(alias, options);
  checkTls(alias, options);
  for (const option of pemOptions) readPem(alias, options, option);
}

function checkNames(alias: string, options: ConnectionOptions): void {
  for (const option of Object.keys(options)) {
    if ((connectionOptionNames as readonly string[]).includes(option)) continue;
    const meant = meantOption(option);
    throw failure('CONNECTION_OPTION_UNKNOWN', {
      alias,
      option,
      ...(meant === undefined ? {} : { nearest: meant }),
    });
  }
}

function checkHosts(alias: string, options: ConnectionOptions): void {
  if (options.cloudId !== undefined) {
    if (options.hosts !== undefined)
      throw invalidOption(alias, 'cloudId', 'hosts is set too, and both say where the cluster is');
    if (options.useSsl === false)
      throw invalidOption(alias, 'useSsl', 'it is false, and the host of a cloudId is https:');
  }
  toNodes(alias, options);
}

function checkCredentials(alias: string, options: ConnectionOptions): void {
  const [first, second] = (['httpAuth', 'apiKey', 'bearerAuth'] as const).filter(
    (kind) => options[kind] !== undefined,
  );
  if (first === undefined) {
    const inHosts = toNodes(alias, options)?.credentials !== undefined;
    if (inHosts && isSet(rawOptions(options.client)['auth']))
      throw invalidOption(alias, 'client.auth', inBoth);
    return;
  }
  if (second !== undefined)
    throw invalidOption(alias, second, `${first} is set too, and only one kind of credentials can be sent`);
  const inHosts =
    toNodes(alias, options)?.credentials !== undefined ||
    rawNodes(alias, options).some(({ url }) => url.username !== '' || url.password !== '');
  if (inHosts) throw invalidOption(alias, first, inBoth);
}

const inBoth = 'a host has credentials in its URL, and only one kind can be sent';

function checkHeaders(alias: string, options: ConnectionOptions): void {
  const raw = rawOptions(options.client)['headers'];
  const option = isSet(raw) ? 'client.headers' : 'headers';
  const sent = Object.keys(raw ?? options.headers ?? {}).map((name) => name.toLowerCase());
  if (options.opaqueId !== undefined && sent.includes('x-opaque-id'))
    throw invalidOption(alias, option, "it has 'x-opaque-id', and opaqueId is set too");
  if (!sent.includes('authorization')) return;
  const auth = (['httpAuth', 'apiKey', 'bearerAuth'] as const).find((kind) => options[kind] !== undefined);
  const other = auth ?? (isSet(rawOptions(options.client)['auth']) ? 'client.auth' : undefined);
  if (other !== undefined)
    throw invalidOption(alias, option, `it has 'authorization', and ${other} is set too`);
  if (toNodes(alias, options)?.credentials !== undefined)
    throw invalidOption(alias, option, "it has 'authorization', and a host has credentials in its URL");
}

function checkTls(alias: string, options: ConnectionOptions): void {
  const { clientCert, clientKey, verifyCerts, sslAssertFingerprint, sslAssertHostname } = options;
  if ((clientCert === undefined) !== (clientKey === undefined)) {
    const [given, missing] =
      clientCert === undefined ? ['clientKey', 'clientCert'] : ['clientCert', 'clientKey'];
    throw invalidOption(alias, given, `it needs ${missing} too`);
  }
  if (verifyCerts === false) {
    const contradicted =
      sslAssertFingerprint !== undefined
        ? 'sslAssertFingerprint'
        : isSet(rawOptions(options.client)['caFingerprint'])
          ? 'client.caFingerprint'
          : typeof sslAssertHostname === 'string'
            ? 'sslAssertHostname'
            : undefined;
    if (contradicted !== undefined)
      throw invalidOption(alias, contradicted, 'verifyCerts is false, so no certificate is looked at');
  }
  if (addressesOf(alias, options).some(({ protocol }) => protocol === 'https:')) return;
  const [ineffective] = tlsOptionsOf(options);
  const raw = isSet(rawOptions(options.client)['caFingerprint']) ? 'client.caFingerprint' : undefined;
  const option = ineffective ?? raw;
  if (option !== undefined) throw invalidOption(alias, option, 'it has no effect: no host is https:');
}
