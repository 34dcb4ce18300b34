// Brings an index to what its classes describe, as far as that can be done without deleting or reindexing.
import { toIndexBody } from '../mapping/to-index-body.js';
import type { DocumentMetadata } from '../metadata/document-metadata.js';
import type { Connection } from '../types/wire-request.js';
import { synchronizeSingle } from './single-index.js';
import { synchronizeTemplate } from './index-template.js';

/**
 * What `DataSource.initialize()` does about the indices of its classes. Nothing is ever deleted or reindexed.
 *
 * - `'none'`: nothing (the default).
 * - `'check'`: an index that is missing or differs throws an IndexDriftError.
 * - `'create'`: a missing index is created; one that differs throws.
 * - `'update'`: a missing index is created; missing fields, aliases and changed settings are added where Elasticsearch
 *   allows it on a live index; what it does not allow throws.
 *
 * Where documents choose their index, and for a data stream, an index template is created in the place of an index;
 * indices that exist already are treated as any other.
 */
export type Synchronize = 'none' | 'check' | 'create' | 'update';

/** What was found out about an index. */
export interface SynchronizedIndex {
  /** Whether its name is an alias: then a write must not make an index of that name. */
  readonly alias: boolean;
}

/** Applies `mode` to the index of these classes: all of a DataSource that share it. */
export async function synchronizeIndex(
  group: readonly DocumentMetadata[],
  connection: Connection,
  mode: Synchronize,
): Promise<SynchronizedIndex> {
  const [first] = group;
  if (mode === 'none' || first === undefined) return { alias: false };
  const kept = { group, connection, mode, index: first.index, body: toIndexBody(...group) };
  if (first.indexOf === undefined && !first.dataStream) return synchronizeSingle(kept);
  await synchronizeTemplate(kept);
  return { alias: false };
}
