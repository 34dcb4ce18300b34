// What must never be shown, in every form in which it is sent: errors and log lines are searched for it.
import type { ConnectionOptions } from './connection-options.js';
import { rawOptions, toPair } from './option-values.js';

/** The strings of the options that must never be shown, also in the form in which they are sent. */
export function secretsOf(options: ConnectionOptions): readonly string[] {
  const { httpAuth, apiKey, bearerAuth, clientKey, headers, hosts, client } = options;
  const raw = rawOptions(client);
  const auth = membersOf(raw['auth']);
  const rawKey = auth['apiKey'];
  const tls = membersOf(raw['tls']);
  const nodes = [raw['node'], raw['nodes']].flat();
  const urls = [hosts, raw['proxy'], ...nodes, ...nodes.map((node) => membersOf(node)['url'])]
    .flat()
    .flatMap((url) => (url instanceof URL ? url.href : url))
    .filter((url) => typeof url === 'string');
  return [
    ...pairSecrets(httpAuth),
    ...pairSecrets(apiKey),
    ...pairSecrets([auth['username'], auth['password']]),
    ...pairSecrets(
      typeof rawKey === 'string' ? rawKey : [membersOf(rawKey)['id'], membersOf(rawKey)['api_key']],
    ),
    auth['bearer'],
    bearerAuth,
    clientKey?.includes('-----BEGIN ') === true ? clientKey : undefined,
    tls['key'],
    tls['passphrase'],
    ...[headers, raw['headers'], ...nodes.map((node) => membersOf(node)['headers'])].flatMap((sent) =>
      Object.values(membersOf(sent)),
    ),
    ...urls.flatMap((url) => url.split(',')).flatMap(urlSecrets),
  ].filter((secret): secret is string => typeof secret === 'string' && secret.length > 3);
}

function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
}

function pairSecrets(pair: readonly unknown[] | string | undefined): readonly unknown[] {
  if (pair === undefined) return [];
  const [name, secret] = typeof pair === 'string' ? toPair(pair) : pair;
  if (typeof name !== 'string' || typeof secret !== 'string') return [pair];
  return [secret, Buffer.from(`${name}:${secret}`).toString('base64')];
}

function urlSecrets(url: string): readonly unknown[] {
  const [, name = '', password] = /^(?:.*?:\/\/)?([^/:]*):([^/]*)@/.exec(url.trim()) ?? [];
  return password === undefined ? [] : [password, ...pairSecrets([decoded(name), decoded(password)])];
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}
