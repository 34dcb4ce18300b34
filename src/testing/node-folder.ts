// Writes the folder of a node: config, data, logs and temporary files, owned by the user that runs the server.
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { giveTo } from './run-as.js';
import type { RunAs } from './run-as.js';

export interface NodeFolder {
  readonly folder: string;
  readonly config: string;
  readonly data: string;
  readonly logs: string;
  readonly logFile: string;
}

/** The paths of a node's folder; nothing is written. */
export function toNodeFolder(workspaceFolder: string, name: string): NodeFolder {
  const folder = join(workspaceFolder, name);
  const logs = join(folder, 'logs');
  return {
    folder,
    config: join(folder, 'config'),
    data: join(folder, 'data'),
    logs,
    logFile: join(logs, 'console.log'),
  };
}

export function writeNodeFolder(
  place: NodeFolder,
  configFiles: Readonly<Record<string, string>>,
  runAs: RunAs | undefined,
): void {
  for (const path of [place.folder, place.config, place.data, place.logs, join(place.folder, 'tmp')]) {
    mkdirSync(path, { recursive: true });
    // Keys and hashes of passwords are inside.
    chmodSync(path, 0o700);
  }
  for (const [name, contents] of Object.entries(configFiles)) {
    writeFileSync(join(place.config, name), contents, { mode: 0o600 });
  }
  giveTo(place.folder, runAs);
}
