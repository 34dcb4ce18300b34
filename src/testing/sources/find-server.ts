// Asks the sources in their order for a server; the first one that has it wins.
import { failure } from '../../errors/failure.js';
import { serverSources } from '../options.js';
import type { ServerSource } from '../options.js';
import { findInArchive } from './archive.js';
import { findInCache } from './cache.js';
import { findInDocker } from './docker.js';
import { findInHome } from './home.js';
import { findInMaven } from './maven.js';
import type { Declined, Source, SourceContext, SourceResult } from './source.js';
import { findByUrl } from './url.js';

const sources: Readonly<Record<ServerSource, Source>> = {
  url: findByUrl,
  home: findInHome,
  cache: findInCache,
  archive: findInArchive,
  maven: findInMaven,
  docker: findInDocker,
};

export interface FoundServer {
  readonly source: ServerSource;
  readonly server: Exclude<SourceResult, Declined>;
}

/** The sources to ask: all of them, or the one that is forced. */
export function toSourceOrder(forced: ServerSource | undefined): readonly ServerSource[] {
  return forced === undefined ? serverSources : [forced];
}

/** Throws CLUSTER_NO_SOURCE, with what each source said, when none of them has a server. */
export async function findServer(
  context: SourceContext,
  known: Readonly<Record<ServerSource, Source>> = sources,
): Promise<FoundServer> {
  const tried: string[] = [];
  for (const source of toSourceOrder(context.plan.source)) {
    const result = await known[source](context);
    if (result.kind !== 'declined') return { source, server: result };
    tried.push(`${source}: ${result.reason}`);
    if (!result.isUnasked) context.log(`not from ${source}: ${result.reason}`);
  }
  throw failure('CLUSTER_NO_SOURCE', { tried });
}
