// What the options say of TLS → what a socket needs to know. Reads the certificate files.
import { checkServerIdentity } from 'node:tls';
import type { ConnectionOptions as TlsOptions } from 'node:tls';
import type { ConnectionOptions } from './connection-options.js';
import { isSet, rawOptions } from './option-values.js';
import { readPem } from './read-pem.js';
import { addressesOf } from './to-nodes.js';

/** How to open a socket to an https: host. */
export interface TlsSettings {
  /** PEM text, as `cert` and `key`. */
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
  readonly rejectUnauthorized: boolean;
  readonly minVersion?: 'TLSv1.2' | 'TLSv1.3';
  /** The name that the certificate must carry: the host's (true), any (false), or this one. */
  readonly assertHostname: boolean | string;
  /** SHA-256 of the server's certificate or of an authority of its chain, as node:tls writes `fingerprint256`. */
  readonly fingerprint?: string;
  /** `client.tls`, for what is not above. */
  readonly extra?: TlsOptions;
}

/** The TLS settings of a connection; undefined when no host is https:. */
export function toTlsSettings(alias: string, options: ConnectionOptions): TlsSettings | undefined {
  if (!addressesOf(alias, options).some(({ protocol }) => protocol === 'https:')) return undefined;
  const ca = readPem(alias, options, 'caCerts');
  const cert = readPem(alias, options, 'clientCert');
  const key = readPem(alias, options, 'clientKey');
  const { sslVersion, sslAssertHostname = true, sslAssertFingerprint, verifyCerts = true } = options;
  const raw = rawOptions(options.client);
  const fingerprint = sslAssertFingerprint ?? (raw['caFingerprint'] as string | undefined | null);
  return {
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
    rejectUnauthorized: verifyCerts,
    ...(sslVersion === undefined ? {} : { minVersion: sslVersion }),
    assertHostname: sslAssertHostname,
    ...(isSet(fingerprint) ? { fingerprint: toFingerprint256(fingerprint) } : {}),
    ...(isSet(raw['tls']) ? { extra: raw['tls'] } : {}),
  };
}

function toFingerprint256(fingerprint: string): string {
  return (fingerprint.replaceAll(':', '').toUpperCase().match(/../g) ?? []).join(':');
}

/** The settings as options of node:tls: all but the fingerprint, which they have no word for. */
export function toTlsOptions(settings: TlsSettings): TlsOptions {
  const { ca, cert, key, rejectUnauthorized, minVersion, assertHostname, extra } = settings;
  return {
    ...extra,
    ...(ca === undefined ? {} : { ca }),
    ...(cert === undefined ? {} : { cert }),
    ...(key === undefined ? {} : { key }),
    ...(minVersion === undefined ? {} : { minVersion }),
    ...(assertHostname === true
      ? {}
      : {
          checkServerIdentity: (_host, shown) =>
            assertHostname === false ? undefined : checkServerIdentity(assertHostname, shown),
        }),
    rejectUnauthorized,
  };
}
