// The options that only say something of https: hosts.
import type { ConnectionOptions } from './connection-options.js';

/** The names of those that are set, other than to what holds anyway. */
export function tlsOptionsOf(options: ConnectionOptions): readonly (keyof ConnectionOptions)[] {
  const names = ['caCerts', 'clientCert', 'clientKey', 'sslVersion', 'sslAssertFingerprint'] as const;
  return [
    ...names.filter((name) => options[name] !== undefined),
    ...(options.sslAssertHostname === undefined || options.sslAssertHostname === true
      ? []
      : (['sslAssertHostname'] as const)),
    ...(options.verifyCerts === false ? (['verifyCerts'] as const) : []),
  ];
}
