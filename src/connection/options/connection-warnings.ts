// What is allowed, but should not stay so: told once, when a connection is made.
import type { ConnectionOptions } from './connection-options.js';
import { isSet, rawOptions } from './option-values.js';
import { addressesOf, rawNodes, toNodes } from './to-nodes.js';

/** What to warn of, each with its remedy. No secret is in it. */
export function warningsOf(alias: string, options: ConnectionOptions): readonly string[] {
  const addresses = addressesOf(alias, options);
  const open = addresses.filter(({ protocol, hostname }) => protocol === 'http:' && !isLoopback(hostname));
  const unchecked = addresses.filter(({ protocol }) => protocol === 'https:');
  const credentials = credentialsOf(alias, options);
  return [
    ...(credentials === undefined || open.length === 0
      ? []
      : [
          `Connection '${alias}' sends ${credentials} unencrypted to ${names(open)}: whoever sees the traffic can use it. ` +
            'Use https: hosts, or `useSsl: true` for hosts without a scheme.',
        ]),
    ...(options.verifyCerts !== false || options.sslShowWarn === false || unchecked.length === 0
      ? []
      : [
          `Connection '${alias}' does not check the certificate of ${names(unchecked)} (verifyCerts: false): ` +
            'whoever is on the way can read and change what is sent. Name the authority in `caCerts`, or the ' +
            'certificate in `sslAssertFingerprint`; `sslShowWarn: false` hides this warning.',
        ]),
  ];
}

function names(addresses: readonly URL[]): string {
  return addresses.map(({ origin }) => origin).join(', ');
}

function isLoopback(hostname: string): boolean {
  return (
    hostname === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(hostname) || /^(?:.+\.)?localhost$/.test(hostname)
  );
}

// What gives access: the kind, in words.
function credentialsOf(alias: string, options: ConnectionOptions): string | undefined {
  const raw = rawOptions(options.client);
  const auth = (raw['auth'] ?? {}) as Readonly<Record<string, unknown>>;
  if (options.apiKey !== undefined || isSet(auth['apiKey'])) return 'its API key';
  if (options.bearerAuth !== undefined || isSet(auth['bearer'])) return 'its bearer token';
  const inHosts =
    toNodes(alias, options)?.credentials !== undefined ||
    rawNodes(alias, options).some(({ url }) => url.password !== '');
  if (options.httpAuth !== undefined || isSet(auth['password']) || inHosts) return 'its password';
  const headers = Object.keys({ ...options.headers, ...(raw['headers'] ?? {}) });
  return headers.some((name) => name.toLowerCase() === 'authorization')
    ? 'its authorization header'
    : undefined;
}
