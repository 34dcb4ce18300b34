// What every write may be told, and what it becomes in a request.
import type { estypes } from '@elastic/elasticsearch';
import type { DocumentMetadata } from '../metadata/document-metadata.js';
import type { RefreshPolicy } from '../metadata/document-options.js';

export interface WriteOptions {
  /**
   * When searches see the write. Default: that of the class, of the DataSource, or `false`, the cheapest: after the
   * index's refresh interval.
   */
  readonly refresh?: RefreshPolicy;
  /** How many copies of the shard must be active before the write starts: a number, or `'all'`. Default: 1. */
  readonly waitForActiveShards?: number | 'all';
  /** Whether the write fails where the class's index is no alias. Default: as `@Document` says, or as was found. */
  readonly requireAlias?: boolean;
}

/** What a save may be told beside. */
export interface SaveRequestOptions extends WriteOptions {
  /** `'create'` fails with a VersionConflictError where a document has the id already. */
  readonly opType?: 'create' | 'index';
  /** The ingest pipeline that the document goes through. */
  readonly pipeline?: string;
  /**
   * Whether a document that was read is replaced only if nobody changed it since. Default: true. With false, what
   * others wrote in between is overwritten.
   */
  readonly optimistic?: boolean;
}

/** The parameters of a write to the class's own index, not to the one that a document was read from. */
export interface WriteParameters {
  readonly refresh?: estypes.Refresh;
  readonly wait_for_active_shards?: estypes.WaitForActiveShards;
  readonly require_alias?: boolean;
  readonly require_data_stream?: boolean;
}

/** Elasticsearch's words for what was said. `isAlias`: whether the class's index was found to be an alias. */
export function toWriteParameters(
  metadata: DocumentMetadata,
  { refresh = metadata.refresh, waitForActiveShards, requireAlias }: WriteOptions,
  isAlias = false,
): WriteParameters {
  const alias = requireAlias ?? metadata.requireAlias ?? (isAlias ? true : undefined);
  return {
    ...(refresh === undefined ? {} : { refresh }),
    ...(waitForActiveShards === undefined ? {} : { wait_for_active_shards: waitForActiveShards }),
    ...(alias === undefined ? {} : { require_alias: alias }),
    ...(metadata.dataStream ? { require_data_stream: true } : {}),
  };
}

/** The same for a document whose concrete index is named. */
export function withoutRequirements({ refresh, wait_for_active_shards }: WriteParameters): WriteParameters {
  return {
    ...(refresh === undefined ? {} : { refresh }),
    ...(wait_for_active_shards === undefined ? {} : { wait_for_active_shards }),
  };
}
