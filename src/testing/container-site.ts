// Nodes as Docker containers, from the official image, on a network of their own.
import { join } from 'node:path';
import { createContainerRunner } from './container-runner.js';
import { findProgram } from './find-program.js';
import type { RunAs } from './run-as.js';
import type { ServerSite } from './server-site.js';
import type { FoundImage } from './sources/source.js';
import type { Workspace } from './workspace.js';

const nodeFolder = '/elastodm/node';
const repositoryFolder = '/elastodm/repository';
// The user of the official image.
const imageUser: RunAs = { uid: 1000, gid: 0 };

export async function openContainerSite(
  { image }: FoundImage,
  clusterName: string,
  workspace: Workspace,
): Promise<ServerSite> {
  const docker = findProgram('docker', process.env) ?? 'docker';
  const options = { cwd: workspace.folder, env: process.env, timeout: 20_000 };
  workspace.guard.addCommand([docker, 'network', 'rm', clusterName]);
  const network = await workspace.run(docker, ['network', 'create', clusterName], options);
  if (network.code !== 0)
    throw new Error(`docker network create failed: ${network.output.trim().slice(0, 300)}`);
  const owner = process.getuid?.() === 0 ? imageUser : undefined;
  const containerOf = (name: string): string => `${clusterName}-${name}`;
  return {
    modules: undefined,
    jvmOptions: '',
    owner,
    toNodeSite: (_folder, places) => ({
      config: `${nodeFolder}/config`,
      data: `${nodeFolder}/data`,
      logs: `${nodeFolder}/logs`,
      repository: repositoryFolder,
      listen: '0.0.0.0',
      seedHosts: places.map(({ name, transportPort }) => `${containerOf(name)}:${transportPort}`),
      settings: {
        // What clients are told when they sniff; the containers' own addresses are of no use to them.
        'http.publish_host': '127.0.0.1',
        // Spares the kernel setting that Elasticsearch asks for when it listens on more than loopback.
        'node.store.allow_mmap': false,
      },
    }),
    createRunner: ({ name, httpPort }, { folder, logFile }) =>
      createContainerRunner({
        docker,
        container: containerOf(name),
        parameters: [
          `--network=${clusterName}`,
          `--publish=127.0.0.1:${httpPort}:${httpPort}`,
          `--user=${owner?.uid ?? process.getuid?.() ?? imageUser.uid}:0`,
          `--volume=${folder}:${nodeFolder}`,
          `--volume=${join(workspace.folder, 'repository')}:${repositoryFolder}`,
          `--env=ES_PATH_CONF=${nodeFolder}/config`,
          `--env=ES_TMPDIR=${nodeFolder}/tmp`,
          image,
        ],
        logFile,
        workspace,
      }),
  };
}
