// Starts a cluster: options → server → nodes → ready. The one flow of elastodm/testing.
import { cacheFolder } from './cache-folder.js';
import { Cluster } from './cluster.js';
import { toLogLine } from './log.js';
import { checkOptions } from './options.js';
import type { ClusterOptions, ClusterPlan } from './options.js';
import { startOwnCluster } from './own-cluster.js';
import { findServer } from './sources/find-server.js';
import type { ExternalServer } from './sources/source.js';
import { failure } from '../errors/failure.js';
import { openWorkspace } from './workspace.js';

/**
 * Starts a real Elasticsearch cluster for tests, on loopback and on free ports, and resolves when every node is
 * ready. Nothing is left behind when it stops, nor when this process ends in any other way.
 *
 * The server comes from the first of these that has it: the address in ELASTICSEARCH_URL, the folder in
 * ELASTODM_ES_HOME, the cache, the official archive, Maven (with a JDK), Docker. ELASTODM_ES_SOURCE or `source` forces
 * one. docs/guides/testing.md describes them.
 *
 * @example
 * ```ts
 * const cluster = await startCluster({ nodes: 3, tls: true });
 * try {
 *   const dataSource = new DataSource({ connections: { default: cluster.connection }, documents: [Film] });
 *   await dataSource.initialize();
 * } finally {
 *   await cluster.stop();
 * }
 * ```
 *
 * @throws ConfigurationError (CLUSTER_OPTION_INVALID) for an option that can't be used
 * @throws ClusterStartError (CLUSTER_NO_SOURCE) when no source has a server, with what each of them said
 * @throws ClusterStartError (CLUSTER_START_FAILED) when a node does not start, with the end of its log
 */
export async function startCluster(options: ClusterOptions = {}): Promise<Cluster> {
  const plan = checkOptions(options, process.env);
  const log = toLogLine(plan.log);
  const workspace = openWorkspace();
  try {
    const { source, server } = await findServer({
      plan,
      env: process.env,
      cache: cacheFolder(process.env),
      workspace,
      log,
    });
    if (server.kind === 'external') {
      await workspace.close();
      return toExternalCluster(server);
    }
    const actualPlan: ClusterPlan = { ...plan, version: server.version };
    return await startOwnCluster({ plan: actualPlan, source, server, workspace, log });
  } catch (error) {
    await workspace.close();
    throw error;
  }
}

function toExternalCluster({ host, version, username, password, caCerts }: ExternalServer): Cluster {
  return new Cluster({
    name: 'external',
    version,
    source: 'url',
    hosts: [host],
    nodes: [],
    username,
    password,
    caCerts,
    authority: undefined,
    folder: undefined,
    createServiceToken: () =>
      Promise.reject(
        failure('CLUSTER_OPTION_INVALID', {
          option: 'createServiceToken',
          reason: 'the server of ELASTICSEARCH_URL is not ours',
        }),
      ),
    stop: () => Promise.resolve(),
  });
}
