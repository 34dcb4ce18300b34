// Changing or deleting every document that meets a condition.
import { failure } from '../errors/failure.js';
import { dehydrateChanges } from '../hydration/document-hydration.js';
import { isScript } from '../request/script.js';
import { assignment, toDeleteByRequest, toUpdateByRequest } from '../request/to-by-query-request.js';
import type { ByQueryOptions, ByQueryRequest } from '../request/to-by-query-request.js';
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
  const change = isScript(changes)
    ? changes
    : assignment(dehydrateChanges(metadata, { ...touched(metadata), ...changes }));
  if (!isScript(changes) && Object.keys(changes).length === 0) {
    const { className } = metadata;
    throw failure('QUERY_INVALID_VALUE', { className, path: 'changes', reason: 'it names no field' });
  }
  const sent = toUpdateByRequest(metadata, request, change, options);
  return toByQueryResult(metadata, 'updateBy', await resolve(options.using).send(sent, options));
}
