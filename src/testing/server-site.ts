// Where the nodes of a cluster run: what their config must say for it, and who starts them.
import type { NodePlace, NodeSite } from './node-config.js';
import type { NodeFolder } from './node-folder.js';
import type { RunAs } from './run-as.js';
import type { NodeRunner } from './runner.js';

export interface ServerSite {
  /** Names of the modules of the distribution; undefined when they are not known. */
  readonly modules: readonly string[] | undefined;
  /** The distribution's own jvm.options. */
  readonly jvmOptions: string;
  /** Who must own a node's files; undefined for the user of this process. */
  readonly owner: RunAs | undefined;
  toNodeSite(folder: NodeFolder, places: readonly NodePlace[]): NodeSite;
  createRunner(place: NodePlace, folder: NodeFolder): NodeRunner;
}
