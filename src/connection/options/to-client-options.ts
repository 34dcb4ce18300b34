// Our connection options → the official client's. Reads the certificate files.
import { connectionDefaults } from './connection-options.js';
import type { ClientOptions, ConnectionOptions } from './connection-options.js';
import { toConnectionSettings } from './connection-settings.js';
import { invalidOption } from './invalid-option.js';
import { isSet, rawOptions, toPair } from './option-values.js';
import { rawNodes, toNodes } from './to-nodes.js';
import type { Credentials } from './to-nodes.js';
import { toTlsOptions } from './to-tls-settings.js';

// What our transport and sockets do in place of the client's.
const ours: ReadonlySet<string> = new Set([
  'caFingerprint',
  'cloud',
  'node',
  'nodes',
  'sniffInterval',
  'sniffOnConnectionFault',
  'sniffOnStart',
]);

const opaqueIdHeader = 'x-opaque-id';

/**
 * The client options of a connection, whose options must have been checked.
 *
 * @param random Where the order of the hosts comes from: numbers from 0 to below 1.
 */
export function toClientOptions(
  alias: string,
  options: ConnectionOptions,
  random: () => number = Math.random,
): ClientOptions {
  const raw = rawOptions(options.client);
  const { timeout, maxRetries, maxResponseSize, tls } = toConnectionSettings(alias, options);
  const nodes = toNodes(alias, options);
  const rawCredentials = toRawCredentials(alias, options);
  const auth = toAuth(options) ?? toBasicAuth(nodes?.credentials) ?? rawCredentials?.auth;
  const headers = toHeaders(options);
  const compression = options.httpCompress ?? (isCloud(options) ? true : undefined);
  const urls = nodes === undefined ? undefined : inOrder(nodes.urls, options, random);
  return {
    ...(compression === undefined ? {} : { compression }),
    ...toAgent(options),
    maxResponseSize,
    maxCompressedResponseSize: maxResponseSize,
    redaction: {
      type: 'replace',
      additionalKeys: [headers, ...rawNodes(alias, options).map((node) => node['headers'])]
        .flatMap((sent) => Object.keys(sent ?? {}))
        .filter((name) => name !== opaqueIdHeader),
    },
    ...Object.fromEntries(Object.entries(raw).filter(([name, value]) => isSet(value) && !ours.has(name))),
    nodes: urls ?? rawCredentials?.nodes ?? raw['node'] ?? raw['nodes'],
    requestTimeout: timeout,
    maxRetries,
    ...(auth === undefined ? {} : { auth }),
    ...(tls === undefined ? {} : { tls: toTlsOptions(tls) }),
    ...(Object.keys(headers).length === 0 ? {} : { headers }),
  } as ClientOptions;
}

// A client of version 8 shows the addresses of its nodes in spans as they are given.
function toRawCredentials(
  alias: string,
  options: ConnectionOptions,
): Required<Pick<ClientOptions, 'auth' | 'nodes'>> | undefined {
  const nodes = rawNodes(alias, options);
  const found = nodes.find(({ url }) => url.username !== '' && url.password !== '')?.url;
  if (found === undefined) return undefined;
  const { auth } = rawOptions(options.client);
  try {
    const username = decodeURIComponent(found.username);
    const password = decodeURIComponent(found.password);
    return {
      auth: { ...(auth as object | undefined), username, password },
      nodes: nodes.map((node) => ({ ...node, url: new URL(node.url.pathname, node.url.origin) })),
    };
  } catch {
    const option = isSet(options.client?.node) ? 'client.node' : 'client.nodes';
    throw invalidOption(alias, option, "it has credentials in which '%' does not start an escape");
  }
}

function isCloud({ cloudId, client }: ConnectionOptions): boolean {
  return cloudId !== undefined || isSet(rawOptions(client)['cloud']);
}

function toAuth({ httpAuth, apiKey, bearerAuth }: ConnectionOptions): ClientOptions['auth'] {
  if (httpAuth !== undefined) {
    const [username = '', password = ''] = toPair(httpAuth);
    return { username, password };
  }
  if (apiKey !== undefined) {
    const [id = '', secret] = toPair(apiKey);
    return { apiKey: secret === undefined ? id : { id, api_key: secret } };
  }
  return bearerAuth === undefined ? undefined : { bearer: bearerAuth };
}

function toBasicAuth(credentials: Credentials | undefined): ClientOptions['auth'] {
  return credentials === undefined ? undefined : { username: credentials[0], password: credentials[1] };
}

// Another class of connection has agents of its own.
function toAgent({ connectionsPerNode, client }: ConnectionOptions): Pick<ClientOptions, 'agent'> {
  if (connectionsPerNode === undefined && isSet(rawOptions(client)['Connection'])) return {};
  return { agent: { connections: connectionsPerNode ?? connectionDefaults.connectionsPerNode } };
}

// In lower case: the client would send one that it has from two places twice.
function toHeaders({ headers, opaqueId, client }: ConnectionOptions): Readonly<Record<string, unknown>> {
  const given = headers ?? (rawOptions(client)['headers'] as typeof headers | null) ?? {};
  return {
    ...Object.fromEntries(Object.entries(given).map(([name, value]) => [name.toLowerCase(), value])),
    ...(opaqueId === undefined ? {} : { [opaqueIdHeader]: opaqueId }),
  };
}

// Each order is as likely as any other (Fisher and Yates).
function inOrder(
  urls: readonly string[],
  { randomizeHosts = true }: ConnectionOptions,
  random: () => number,
): string[] {
  const order = [...urls];
  if (!randomizeHosts) return order;
  for (let last = order.length - 1; last > 0; last--) {
    const chosen = Math.floor(random() * (last + 1));
    [order[last], order[chosen]] = [order[chosen] as string, order[last] as string];
  }
  return order;
}
