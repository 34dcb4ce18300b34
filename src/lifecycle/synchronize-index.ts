// Brings an index to what its class describes, as far as that can be done without deleting or reindexing.
import { ElastodmError } from '../errors/elastodm-error.js';
import { failure } from '../errors/failure.js';
import { describeDifference, diffIndex } from '../mapping/diff-index.js';
import type { IndexDifference } from '../mapping/diff-index.js';
import { toIndexBody } from '../mapping/to-index-body.js';
import type { IndexBody } from '../mapping/to-index-body.js';
import type { DocumentMetadata } from '../metadata/document-metadata.js';
import type { Connection } from '../types/wire-request.js';

/**
 * What `DataSource.initialize()` does about the indices of its classes. Nothing is ever deleted or reindexed.
 *
 * - `'none'`: nothing (the default).
 * - `'check'`: an index that is missing or differs throws an IndexDriftError.
 * - `'create'`: a missing index is created; one that differs throws.
 * - `'update'`: a missing index is created; missing fields, aliases and changed settings are added where Elasticsearch
 *   allows it on a live index; what it does not allow throws.
 */
export type Synchronize = 'none' | 'check' | 'create' | 'update';

/** Applies `mode` to the index of a class. */
export async function synchronizeIndex(
  metadata: DocumentMetadata,
  connection: Connection,
  mode: Synchronize,
): Promise<void> {
  if (mode === 'none') return;
  const body = toIndexBody(metadata);
  const live = (await fetchIndices(metadata, connection)) ?? (await create(metadata, connection, body, mode));
  for (const [index, actual] of Object.entries(live ?? {})) {
    const differences = diffIndex(body, actual);
    if (differences.length === 0) continue;
    if (mode !== 'update') throw drift(metadata, index, differences);
    await update(metadata, connection, index, body, differences);
  }
}

type LiveIndices = Awaited<ReturnType<typeof fetchIndices>>;

// An alias may stand for several indices; each is looked at.
async function fetchIndices({ index }: DocumentMetadata, connection: Connection) {
  try {
    return await connection.send({ api: 'indices.get', params: { index } });
  } catch (error) {
    if (error instanceof ElastodmError && error.code === 'INDEX_NOT_FOUND') return undefined;
    throw error;
  }
}

async function create(
  metadata: DocumentMetadata,
  connection: Connection,
  body: IndexBody,
  mode: Synchronize,
): Promise<LiveIndices> {
  const { index } = metadata;
  if (mode === 'check') {
    throw failure('INDEX_DRIFT', {
      className: metadata.className,
      index,
      differences: ['the index is missing'],
    });
  }
  try {
    await connection.send({ api: 'indices.create', params: { index, ...body } });
    return undefined;
  } catch (error) {
    // Another process was faster: look at what it made.
    if (!isRefusal(error, 'resource_already_exists_exception')) throw error;
    return fetchIndices(metadata, connection);
  }
}

async function update(
  metadata: DocumentMetadata,
  connection: Connection,
  index: string,
  body: IndexBody,
  differences: readonly IndexDifference[],
): Promise<void> {
  const parts = new Set(differences.map(({ part }) => part));
  try {
    if (parts.has('mapping')) {
      await connection.send({ api: 'indices.putMapping', params: { index, ...body.mappings } });
    }
    if (parts.has('setting')) {
      const changed = differences.filter(({ part }) => part === 'setting');
      const settings = Object.fromEntries(changed.map(({ path, expected }) => [path, expected]));
      await connection.send({ api: 'indices.putSettings', params: { index, settings } });
    }
    for (const { part, path: name } of differences) {
      if (part !== 'alias') continue;
      await connection.send({ api: 'indices.putAlias', params: { index, name, ...body.aliases?.[name] } });
    }
  } catch (error) {
    if (!isRefusal(error)) throw error;
    throw drift(metadata, index, differences, error);
  }
}

function isRefusal(error: unknown, type?: string): boolean {
  if (!(error instanceof ElastodmError) || error.code !== 'REQUEST_REFUSED') return false;
  const details = error.details as { status: number; type: string };
  return details.status === 400 && (type === undefined || details.type === type);
}

function drift(
  { className }: DocumentMetadata,
  index: string,
  differences: readonly IndexDifference[],
  cause?: unknown,
): ElastodmError {
  return failure(
    'INDEX_DRIFT',
    { className, index, differences: differences.map(describeDifference) },
    cause,
  );
}
