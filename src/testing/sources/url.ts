// Source 1: a server that already runs, at the address in ELASTICSEARCH_URL. It is never stopped.
import { readFileSync } from 'node:fs';
import { getJson } from '../http.js';
import type { Access } from '../http.js';
import type { ClusterPlan } from '../options.js';
import { decline, declineUnset, patience } from './source.js';
import type { SourceContext, SourceResult } from './source.js';

/** An address without its credentials, and the credentials. */
export interface Address {
  readonly host: string;
  readonly username: string | undefined;
  readonly password: string | undefined;
}

/** Takes the credentials out of an address; undefined when it is no http(s) address. */
export function toAddress(text: string): Address | undefined {
  if (!URL.canParse(text)) return undefined;
  const url = new URL(text);
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return undefined;
  const username = url.username === '' ? undefined : decodeURIComponent(url.username);
  const password = url.password === '' ? undefined : decodeURIComponent(url.password);
  url.username = '';
  url.password = '';
  return { host: url.href.replace(/\/$/, ''), username, password };
}

/** What the options ask for and a server that is not ours can't give; undefined when there is nothing. */
export function whyNotExternal(plan: ClusterPlan, { host, username }: Address): string | undefined {
  if (plan.nodes > 1) return `it can't give ${plan.nodes} nodes that are ours`;
  if (Object.keys(plan.settings).length > 0) return '`settings` need a server of our own';
  if (Object.keys(plan.configFiles).length > 0) return '`configFiles` need a server of our own';
  if (Object.keys(plan.users).length > 0) return '`users` need a server of our own';
  if (plan.tls && !host.startsWith('https:')) return '`tls` is asked for, and its address is not https';
  if (plan.security && username === undefined) return '`security` is asked for, and its address has no user';
  return undefined;
}

export async function findByUrl({ plan, env, log }: SourceContext): Promise<SourceResult> {
  const text = env['ELASTICSEARCH_URL'];
  if (text === undefined || text === '') return declineUnset('ELASTICSEARCH_URL');
  const address = toAddress(text);
  if (address === undefined) return decline('ELASTICSEARCH_URL is not an http or https address');
  const reason = whyNotExternal(plan, address);
  if (reason !== undefined) return decline(reason);
  const caCerts = env['ELASTICSEARCH_CA_CERTS'];
  log(`using the server at ${address.host}`);
  try {
    const ca = caCerts === undefined ? undefined : readFileSync(caCerts, 'utf8');
    const version = await readServerVersion(address.host, { ...address, ca });
    if (plan.requestedVersion !== undefined && plan.requestedVersion !== version) {
      return decline(`${address.host} is version ${version}, not ${plan.requestedVersion}`);
    }
    return { kind: 'external', version, caCerts, ...address };
  } catch (error) {
    return decline(
      `${address.host} can't be used: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
}

// The bare distribution does not serve `GET /`, and serverless does not serve `GET /_nodes`.
async function readServerVersion(host: string, access: Access): Promise<string> {
  const nodes = await getJson(`${host}/_nodes/_local?filter_path=nodes.*.version`, access, patience);
  if (nodes.status === 401) throw new Error('it refused the credentials (401)');
  const [version] = toVersions(nodes.body);
  if (version !== undefined) return version;
  const root = await getJson(`${host}/`, access, patience);
  const number = (root.body as { version?: { number?: unknown } } | undefined)?.version?.number;
  if (typeof number === 'string') return number;
  throw new Error('it does not answer as Elasticsearch does');
}

function toVersions(body: unknown): readonly string[] {
  const nodes =
    (body as { nodes?: Readonly<Record<string, { version?: unknown }>> } | undefined)?.nodes ?? {};
  return Object.values(nodes).flatMap(({ version }) => (typeof version === 'string' ? [version] : []));
}
