// What a source of servers is: it finds a server, or says in a few words why it can't.
import type { Distribution } from '../distribution.js';
import type { LogLine } from '../log.js';
import type { ClusterPlan } from '../options.js';
import type { Workspace } from '../workspace.js';

export interface SourceContext {
  readonly plan: ClusterPlan;
  readonly env: NodeJS.ProcessEnv;
  readonly cache: string;
  readonly workspace: Pick<Workspace, 'folder' | 'runAs' | 'run'>;
  readonly log: LogLine;
}

/** A server that already runs, and that is not ours. */
export interface ExternalServer {
  readonly kind: 'external';
  readonly host: string;
  readonly version: string;
  readonly username: string | undefined;
  readonly password: string | undefined;
  readonly caCerts: string | undefined;
}

export interface FoundDistribution extends Distribution {
  readonly kind: 'distribution';
}

export interface FoundImage {
  readonly kind: 'image';
  readonly image: string;
  readonly version: string;
}

export interface Declined {
  readonly kind: 'declined';
  /** Why, as the end of a sentence without a full stop. */
  readonly reason: string;
  /** Nobody asked for this source, so that its absence is not worth a line. */
  readonly isUnasked: boolean;
}

export type SourceResult = ExternalServer | FoundDistribution | FoundImage | Declined;

export type Source = (context: SourceContext) => Promise<SourceResult>;

/** An unreachable source is given up after this time, in milliseconds. */
export const patience = 5_000;

export function decline(reason: string): Declined {
  return { kind: 'declined', reason, isUnasked: false };
}

/** Declines because a variable is not set: a normal thing. */
export function declineUnset(variable: string): Declined {
  return { kind: 'declined', reason: `${variable} is not set`, isUnasked: true };
}

/** Why no node can be started as a process of this machine; undefined where it can. */
export function whyNoProcesses(platform: NodeJS.Platform = process.platform): string | undefined {
  return platform === 'win32'
    ? 'servers are not started as processes on Windows: use Docker, or a server in ELASTICSEARCH_URL'
    : undefined;
}
