// How a cluster is: its state, its nodes and a test search, in one report for each connection.
import { ElastodmError } from '../errors/elastodm-error.js';
import { failure } from '../errors/failure.js';
import type { Api, Connection, WireAnswer, WireRequest } from '../types/wire-request.js';
import { shorten } from '../util/shorten.js';
import { systemClock } from './transport/clock.js';

/** What {@link ConnectionManager.health} asks, and how long it waits. */
export interface HealthOptions {
  /** How long the report of each connection may take, in milliseconds. Default: 5,000. */
  readonly timeout?: number;
  /** Whether to try a search over all indices. Default: `true`. */
  readonly search?: boolean;
  /** The connections to report on. Default: all. */
  readonly aliases?: readonly string[];
}

/** One node of a cluster. */
export interface NodeHealth {
  readonly id: string;
  readonly name: string;
  readonly version: string;
  /** Such as `master`, `data` and `ingest`. */
  readonly roles: readonly string[];
}

/** How one connection and its cluster are. What the user may not see, or what was not reached, is not there. */
export interface ConnectionHealth {
  readonly alias: string;
  /** Whether it can be used: it is reachable, not red, and nothing failed but for lack of a privilege. */
  readonly ok: boolean;
  /** Whether a cluster answered. */
  readonly reachable: boolean;
  /** The cluster's own word; `'unknown'` where it answered and did not tell. */
  readonly status: 'green' | 'yellow' | 'red' | 'unknown' | 'unreachable';
  /** Milliseconds that the cluster's health took to come, or to fail. */
  readonly latency: number;
  readonly clusterName?: string;
  readonly numberOfNodes?: number;
  readonly activeShards?: number;
  readonly unassignedShards?: number;
  /** By name. */
  readonly nodes?: readonly NodeHealth[];
  /** The distinct versions of the nodes. */
  readonly versions?: readonly string[];
  /** The test search over all indices: milliseconds that it took, and how many documents there are. */
  readonly search?: { readonly took: number; readonly total: number };
  /** What failed or was refused; where several things did, the one that matters most. */
  readonly error?: ElastodmError;
}

const defaultTimeout = 5_000;
// The cluster gives up on a node or a master that is missing while we still wait for its answer.
const serverShare = 0.8;

/**
 * The reports of these connections, side by side, in their order. A connection that can't even be made is one that is
 * unreachable. Throws a ConnectionNotFoundError for an alias that does not exist.
 */
export async function checkHealthOf(
  aliases: readonly string[],
  connectionOf: (alias: string) => Connection,
  options: HealthOptions = {},
): Promise<readonly ConnectionHealth[]> {
  return Promise.all(
    aliases.map(async (alias) => {
      let connection: Connection;
      try {
        connection = connectionOf(alias);
      } catch (thrown) {
        const error = toElastodmError(alias, thrown);
        if (error.code === 'CONNECTION_NOT_FOUND') throw error;
        return { alias, ok: false, reachable: false, status: 'unreachable', latency: 0, error };
      }
      return checkHealth(connection, options);
    }),
  );
}

/**
 * The report of one connection.
 *
 * Sends: `GET /_cluster/health`, then `GET /_nodes/_all?filter_path=…` and
 * `POST /_all/_search?allow_no_indices=true&ignore_unavailable=true` with `{ query: { match_all: {} }, size: 1, … }`.
 */
export async function checkHealth(
  connection: Connection,
  { timeout = defaultTimeout, search = true }: Omit<HealthOptions, 'aliases'> = {},
): Promise<ConnectionHealth> {
  const { alias } = connection;
  if (!Number.isFinite(timeout) || timeout <= 0) {
    const reason = 'it is no number of milliseconds above 0';
    throw failure('CONNECTION_OPTION_INVALID', { alias, option: 'timeout', reason });
  }
  const started = performance.now();
  const ask = <TApi extends Api>(
    toRequest: (serverTimeout: string) => WireRequest<TApi>,
  ): Promise<Outcome<WireAnswer<TApi>>> => outcomeOf(connection, toRequest, started + timeout);

  const health = await ask<'cluster.health'>((master_timeout) => ({
    api: 'cluster.health',
    params: { master_timeout },
  }));
  const latency = Math.round((performance.now() - started) * 10) / 10;
  if (health.error !== undefined && health.error.code !== 'AUTHORIZATION_FAILED') {
    const reachable = answered.has(health.error.code);
    const status = reachable ? 'unknown' : 'unreachable';
    return { alias, ok: false, reachable, status, latency, error: health.error };
  }
  const [nodes, found] = await Promise.all([
    ask<'nodes.info'>((limit) => ({ api: 'nodes.info', params: { ...nodesParams, timeout: limit } })),
    search ? ask<'search'>(() => ({ api: 'search', params: searchParams })) : nothing,
  ]);
  const error = worstOf([health.error, nodes.error, found.error]);
  const status = health.answer === undefined ? 'unknown' : toStatus(health.answer.status);
  return {
    alias,
    ok: status !== 'red' && (error === undefined || error.code === 'AUTHORIZATION_FAILED'),
    reachable: true,
    status,
    latency,
    ...(health.answer === undefined ? {} : toClusterPart(health.answer)),
    ...(nodes.answer === undefined ? {} : toNodesPart(nodes.answer)),
    ...(found.answer === undefined ? {} : { search: toSearchPart(found.answer) }),
    ...(error === undefined ? {} : { error }),
  };
}

const nodesParams = {
  node_id: '_all',
  filter_path: ['nodes.*.name', 'nodes.*.version', 'nodes.*.roles'],
};
const searchParams = {
  index: '_all',
  allow_no_indices: true,
  ignore_unavailable: true,
  query: { match_all: {} },
  size: 1,
  // All documents are counted without looking at them.
  track_total_hits: true,
  // Nobody reads it.
  _source: false,
};

// The failures that an answer of a cluster is behind.
const answered: ReadonlySet<string> = new Set([
  'AUTHENTICATION_FAILED',
  'CONNECTION_COMPATIBILITY',
  'REQUEST_REFUSED',
]);

// One of the two is there, where something was asked.
interface Outcome<TAnswer> {
  readonly answer?: TAnswer;
  readonly error?: ElastodmError;
}

const nothing: Promise<Outcome<WireAnswer<'search'>>> = Promise.resolve({});

async function outcomeOf<TApi extends Api>(
  connection: Connection,
  toRequest: (serverTimeout: string) => WireRequest<TApi>,
  deadline: number,
): Promise<Outcome<WireAnswer<TApi>>> {
  const { alias } = connection;
  const timeout = Math.max(1, Math.round(deadline - performance.now()));
  const request = toRequest(`${Math.ceil(timeout * serverShare)}ms`);
  // A client that somebody else made may not keep to the timeout.
  const ending = new AbortController();
  let cancel = (): void => undefined;
  const late = new Promise<never>((_, reject) => {
    cancel = systemClock.wait(timeout + 100, () => {
      reject(failure('CONNECTION_TIMEOUT', { alias, api: request.api }));
      ending.abort();
    });
  });
  try {
    const sent = connection.send(request, { timeout, signal: ending.signal });
    return { answer: await Promise.race([sent, late]) };
  } catch (thrown) {
    return { error: toElastodmError(alias, thrown) };
  } finally {
    cancel();
  }
}

function toElastodmError(alias: string, thrown: unknown): ElastodmError {
  if (thrown instanceof ElastodmError) return thrown;
  const reason = shorten(thrown instanceof Error ? thrown.message : String(thrown));
  return failure('CONNECTION_FAILED', { alias, reason }, thrown);
}

// A missing privilege matters less than all else.
function worstOf(errors: readonly (ElastodmError | undefined)[]): ElastodmError | undefined {
  const failed = errors.filter((error) => error !== undefined);
  return failed.find(({ code }) => code !== 'AUTHORIZATION_FAILED') ?? failed[0];
}

function toStatus(status: string): 'green' | 'yellow' | 'red' {
  // Elasticsearch also writes it in capitals.
  return status.toLowerCase() as 'green' | 'yellow' | 'red';
}

function toClusterPart(health: WireAnswer<'cluster.health'>): Partial<ConnectionHealth> {
  return {
    clusterName: health.cluster_name,
    numberOfNodes: health.number_of_nodes,
    activeShards: health.active_shards,
    unassignedShards: health.unassigned_shards,
  };
}

function toNodesPart({ nodes }: WireAnswer<'nodes.info'>): Partial<ConnectionHealth> {
  const list = Object.entries(nodes)
    .map(([id, { name, version, roles }]) => ({ id, name, version, roles }))
    .sort((one, other) => one.name.localeCompare(other.name, 'en', { numeric: true }));
  return { nodes: list, versions: [...new Set(list.map(({ version }) => version))].sort() };
}

function toSearchPart({ took, hits: { total } }: WireAnswer<'search'>): { took: number; total: number } {
  return { took, total: typeof total === 'number' ? total : (total?.value ?? 0) };
}
