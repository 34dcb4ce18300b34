// Changing or deleting every document that meets a condition.
import { failure } from '../errors/failure.js';
import { checkChanges, dehydrateChanges } from '../hydration/document-hydration.js';
import type { DocumentMetadata } from '../metadata/document-metadata.js';
import { isScript } from '../request/script.js';
import type { Script } from '../request/script.js';
import { mergingScript, toDeleteByRequest, toUpdateByRequest } from '../request/to-by-query-request.js';
import type { ByQueryOptions } from '../request/by-query-parameters.js';
import type { ByQueryRequest } from '../request/to-by-query-request.js';
import { toByQueryResult } from '../response/to-by-query-result.js';
import type { ByQueryResult } from '../response/to-by-query-result.js';
import type { CallOptions } from '../types/call-options.js';
import type { RepositoryContext } from './repository-context.js';
import { touched } from './update-parts.js';

export async function deleteByQuery<T>(
  { metadata, resolve }: RepositoryContext,
  request: ByQueryRequest<T>,
  options: ByQueryOptions & CallOptions,
): Promise<ByQueryResult> {
  const answer = await resolve(options.using).send(toDeleteByRequest(metadata, request, options), options);
  return toByQueryResult(metadata, 'deleteBy', answer);
}

export async function updateByQuery<T>(
  { metadata, resolve }: RepositoryContext,
  request: ByQueryRequest<T>,
  changes: object,
  options: ByQueryOptions & CallOptions,
): Promise<ByQueryResult> {
  const change = isScript(changes) ? changes : merging(metadata, changes);
  const sent = toUpdateByRequest(metadata, request, change, options);
  return toByQueryResult(metadata, 'updateBy', await resolve(options.using).send(sent, options));
}

function merging(metadata: DocumentMetadata, changes: object): Script {
  const values = dehydrateChanges(metadata, changes);
  if (Object.keys(values).length === 0) {
    const { className } = metadata;
    throw failure('QUERY_INVALID_VALUE', { className, path: 'changes', reason: 'it names no field' });
  }
  checkChanges(metadata, changes);
  return mergingScript(dehydrateChanges(metadata, { ...touched(metadata), ...changes }));
}
