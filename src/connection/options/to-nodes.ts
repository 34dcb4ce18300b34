// The hosts as a user writes them → the addresses of nodes, and the credentials that stood in them.
import { isIPv6 } from 'node:net';
import { toCloudUrl } from './cloud-id.js';
import { connectionDefaults } from './connection-options.js';
import type { ConnectionOptions } from './connection-options.js';
import { invalidOption } from './invalid-option.js';
import { isSet, rawOptions } from './option-values.js';

export type Credentials = readonly [username: string, password: string];

export interface Nodes {
  /** Addresses without credentials, each once, in the order of the options. */
  readonly urls: readonly string[];
  readonly credentials: Credentials | undefined;
}

/** The nodes of `hosts` or `cloudId`; undefined when the raw client options name them instead. */
export function toNodes(alias: string, options: ConnectionOptions): Nodes | undefined {
  const raw = rawOptions(options.client);
  const cloudId = options.cloudId ?? (raw['cloud'] as { readonly id: string } | undefined | null)?.id;
  if (cloudId !== undefined) {
    const url = toCloudUrl(cloudId);
    if (url !== undefined) return { urls: [new URL(url).origin], credentials: undefined };
    const option = options.cloudId === undefined ? 'client.cloud' : 'cloudId';
    throw invalidOption(alias, option, "it is no cloud id, which is a name, ':' and base64");
  }
  if (isSet(raw['node']) || isSet(raw['nodes'])) return undefined;
  const { hosts = connectionDefaults.host, useSsl } = options;
  // What is no text, such as an environment variable that is not set, has no address.
  const list = (typeof hosts === 'string' ? [hosts] : (hosts as readonly unknown[])).flatMap((host) =>
    typeof host === 'string' ? host.split(',') : [''],
  );
  const found = list.map((host, place) => toNode(alias, host.trim(), place + 1, useSsl));
  const credentials = found.map((node) => node.credentials).filter(isSet);
  if (new Set(credentials.map((pair) => JSON.stringify(pair))).size > 1)
    throw invalidOption(alias, 'hosts', 'two of them have different credentials, and all get the same');
  return { urls: [...new Set(found.map(({ url }) => url))], credentials: credentials[0] };
}

interface Node {
  readonly url: string;
  readonly credentials: Credentials | undefined;
}

// The host itself stays out of the messages: it may hold a password.
function toNode(alias: string, host: string, number: number, useSsl: boolean | undefined): Node {
  const invalid = (reason: string): Error => invalidOption(alias, 'hosts', `host number ${number} ${reason}`);
  const address = toAddress(host, useSsl === true);
  if (address === undefined || !URL.canParse(address)) throw invalid('is no host and no URL');
  const url = new URL(address);
  if (!/^https?:$/.test(url.protocol)) throw invalid('is neither http: nor https:');
  if (useSsl !== undefined && useSsl !== (url.protocol === 'https:'))
    throw invalidOption(alias, 'useSsl', `it is ${useSsl}, and host number ${number} is ${url.protocol}`);
  if (url.search !== '' || url.hash !== '') throw invalid("has a '?' or a '#', and nothing after it is sent");
  if ((url.username === '') !== (url.password === ''))
    throw invalid('has only one of user name and password');
  const node = { url: url.origin + url.pathname.replace(/\/+$/, '') };
  if (url.username === '') return { ...node, credentials: undefined };
  try {
    return { ...node, credentials: [decodeURIComponent(url.username), decodeURIComponent(url.password)] };
  } catch {
    throw invalid("has credentials in which '%' does not start an escape");
  }
}

function toAddress(host: string, useSsl: boolean): string | undefined {
  if (host.includes('://')) return host;
  const scheme = useSsl ? 'https' : 'http';
  if (isIPv6(host)) return `${scheme}://[${host}]:${connectionDefaults.port}`;
  // Credentials, name, port, path.
  const parts = /^(.*@)?(\[[^\]]*\]|[^:/?#@\s]+)(:\d+)?([/?#].*)?$/.exec(host);
  if (parts === null) return undefined;
  const [, user = '', name = '', port = `:${connectionDefaults.port}`, path = ''] = parts;
  return `${scheme}://${user}${name}${port}${path}`;
}

/** The addresses of all nodes, whichever option names them, without credentials. */
export function addressesOf(alias: string, options: ConnectionOptions): readonly URL[] {
  const nodes = toNodes(alias, options);
  return nodes === undefined
    ? rawNodes(alias, options).map(({ url }) => {
        const address = new URL(url);
        address.username = address.password = '';
        return address;
      })
    : nodes.urls.map((url) => new URL(url));
}

/** What `client.node` or `client.nodes` says, as the client reads it. */
export function rawNodes(
  alias: string,
  { client }: ConnectionOptions,
): readonly ({ readonly url: URL } & Readonly<Record<string, unknown>>)[] {
  const raw = rawOptions(client);
  const option = isSet(raw['node']) ? 'client.node' : 'client.nodes';
  const given = raw['node'] ?? raw['nodes'] ?? [];
  return (Array.isArray(given) ? (given as readonly unknown[]) : [given]).map((node, place) => {
    const parts = typeof node === 'object' && node !== null ? (node as { readonly url?: unknown }) : {};
    const url = typeof node === 'string' && URL.canParse(node) ? new URL(node) : parts.url;
    if (url instanceof URL && /^https?:$/.test(url.protocol)) return { ...parts, url };
    throw invalidOption(alias, option, `number ${place + 1} is no http: or https: URL`);
  });
}
