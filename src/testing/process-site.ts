// Nodes as processes of this machine, from an unpacked distribution.
import { join } from 'node:path';
import { readJvmOptions, readModules } from './distribution.js';
import { createProcessRunner } from './process-runner.js';
import type { ServerSite } from './server-site.js';
import type { FoundDistribution } from './sources/source.js';
import type { Workspace } from './workspace.js';

export function openProcessSite({ home, javaHome }: FoundDistribution, workspace: Workspace): ServerSite {
  const { runAs, guard } = workspace;
  return {
    modules: readModules(home),
    jvmOptions: readJvmOptions(home),
    owner: runAs,
    toNodeSite: (folder, places) => ({
      config: folder.config,
      data: folder.data,
      logs: folder.logs,
      repository: join(workspace.folder, 'repository'),
      listen: '127.0.0.1',
      seedHosts: places.map(({ transportPort }) => `127.0.0.1:${transportPort}`),
      settings: {},
    }),
    createRunner: (_place, { folder, logFile }) =>
      createProcessRunner({ home, javaHome, folder, logFile, runAs, guard }),
  };
}
