// Starts the nodes of a cluster of our own, and hands it out when each of them is ready.
import { randomBytes } from 'node:crypto';
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { failure } from '../errors/failure.js';
import { ClusterNode } from './cluster-node.js';
import { Cluster } from './cluster.js';
import { findFreePorts, releasePorts } from './free-port.js';
import type { Access } from './http.js';
import { toRedactor } from './log-end.js';
import type { LogLine } from './log.js';
import { superuser, toConfigFiles } from './node-config.js';
import type { NodePlace } from './node-config.js';
import { toNodeFolder, writeNodeFolder } from './node-folder.js';
import type { ClusterPlan, ServerSource } from './options.js';
import { giveTo } from './run-as.js';
import { createSecrets } from './secrets.js';
import type { Secrets } from './secrets.js';
import { addServiceToken } from './service-token.js';
import { openContainerSite } from './container-site.js';
import { openProcessSite } from './process-site.js';
import type { ServerSite } from './server-site.js';
import type { FoundDistribution, FoundImage } from './sources/source.js';
import type { Workspace } from './workspace.js';

export interface OwnClusterParts {
  readonly plan: ClusterPlan;
  readonly source: ServerSource;
  readonly server: FoundDistribution | FoundImage;
  readonly workspace: Workspace;
  readonly log: LogLine;
}

const attempts = 3;

export async function startOwnCluster(parts: OwnClusterParts): Promise<Cluster> {
  const { plan, server, workspace, log } = parts;
  const started = Date.now();
  const clusterName = `elastodm-${randomBytes(5).toString('hex')}`;
  const site =
    server.kind === 'image'
      ? await openContainerSite(server, clusterName, workspace)
      : openProcessSite(server, workspace);
  const repository = join(workspace.folder, 'repository');
  mkdirSync(repository);
  giveTo(repository, site.owner);
  const secrets = createSecrets(plan, clusterName, workspace.folder);
  log(`starting ${plan.nodes === 1 ? 'one node' : `${plan.nodes} nodes`} of Elasticsearch ${plan.version}`);
  for (let attempt = 1; ; attempt += 1) {
    const nodes = await createNodes(parts, site, secrets, clusterName);
    try {
      await startNodes(nodes, plan);
      log(
        `ready after ${((Date.now() - started) / 1000).toFixed(1)} s: ${nodes.map(({ host }) => host).join(', ')}`,
      );
      return toCluster(parts, nodes, secrets, clusterName);
    } catch (error) {
      await Promise.all(nodes.map((node) => node.kill()));
      releasePorts(toPorts(nodes));
      if (attempt === attempts || !isPortTaken(error)) throw error;
      log('another process took one of the ports; trying others');
    }
  }
}

async function createNodes(
  { plan, workspace }: OwnClusterParts,
  site: ServerSite,
  secrets: Secrets,
  clusterName: string,
): Promise<readonly ClusterNode[]> {
  const ports = await findFreePorts(plan.nodes * 2);
  const places = Array.from({ length: plan.nodes }, (_, index): NodePlace => ({
    name: `node-${index + 1}`,
    httpPort: ports[index * 2] as number,
    transportPort: ports[index * 2 + 1] as number,
  }));
  return places.map((place) => {
    const folder = toNodeFolder(workspace.folder, place.name);
    rmSync(folder.folder, { recursive: true, force: true });
    const files = toConfigFiles({
      plan,
      clusterName,
      node: place,
      allNodes: places,
      site: site.toNodeSite(folder, places),
      modules: site.modules,
      jvmOptions: site.jvmOptions,
      password: secrets.password,
      certificates: secrets.createNodeCertificates(place.name),
    });
    writeNodeFolder(folder, files, site.owner);
    return new ClusterNode({
      name: place.name,
      host: `${plan.tls ? 'https' : 'http'}://127.0.0.1:${place.httpPort}`,
      transportPort: place.transportPort,
      logFile: folder.logFile,
      version: plan.version,
      access: toAccess(plan, secrets),
      runner: site.createRunner(place, folder),
      redact: toRedactor([
        secrets.password ?? '',
        ...Object.values(plan.users).map(({ password }) => password),
      ]),
      startTimeout: plan.startTimeout,
    });
  });
}

async function startNodes(nodes: readonly ClusterNode[], plan: ClusterPlan): Promise<void> {
  const deadline = Date.now() + plan.startTimeout;
  for (const node of nodes) await node.launch();
  await Promise.all(nodes.map((node) => node.untilReady(nodes.length, deadline)));
}

function toCluster(
  { plan, source, workspace }: OwnClusterParts,
  nodes: readonly ClusterNode[],
  secrets: Secrets,
  clusterName: string,
): Cluster {
  const { authority, password } = secrets;
  return new Cluster({
    name: clusterName,
    version: plan.version,
    source,
    hosts: nodes.map(({ host }) => host),
    nodes,
    username: password === undefined ? undefined : superuser,
    password,
    caCerts: plan.tls ? authority?.certFile : undefined,
    authority,
    folder: workspace.folder,
    createServiceToken(account, name) {
      if (password === undefined) {
        const reason = 'security is off';
        return Promise.reject(failure('CLUSTER_OPTION_INVALID', { option: 'createServiceToken', reason }));
      }
      const targets = nodes.map((node) => ({
        host: node.host,
        configFolder: toNodeFolder(workspace.folder, node.name).config,
      }));
      return addServiceToken(targets, authority?.certificate, account, name);
    },
    async stop() {
      await Promise.all(nodes.map((node) => node.kill()));
      await workspace.close();
      releasePorts(toPorts(nodes));
    },
  });
}

function toAccess(plan: ClusterPlan, { authority, password }: Secrets): Access {
  return password === undefined
    ? {}
    : { username: superuser, password, ...(plan.tls ? { ca: authority?.certificate } : {}) };
}

function toPorts(nodes: readonly ClusterNode[]): readonly number[] {
  return nodes.flatMap((node) => [Number(new URL(node.host).port), node.transportPort]);
}

function isPortTaken(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return /BindTransportException|BindHttpException|Address already in use|port is already allocated/.test(
    error.message,
  );
}
