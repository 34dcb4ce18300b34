// Searches and counts → requests.
import { failure } from '../errors/failure.js';
import type { DocumentMetadata } from '../metadata/document-metadata.js';
import type { CountRequest, SearchRequest } from '../query/search-request.js';
import type { WireRequest } from '../types/wire-request.js';
import { checkValues } from './check-values.js';
import { exactness } from './exactness.js';
import { toScopedQuery } from './scope.js';
import type { ScopeOptions } from './scope.js';
import { readIndex } from './target-index.js';
import { vectorSource } from './vector-source.js';

/**
 * Sends: `POST /{index}/_search` with the request, and asks for what a hit needs to be saved again. Shards that fail
 * fail the search, unless the request says `allow_partial_search_results: true`.
 */
export function toSearchRequest<T>(
  metadata: DocumentMetadata,
  request: SearchRequest<T>,
  scope: ScopeOptions = {},
): WireRequest<'search'> {
  checkValues(metadata.className, request);
  if ('_source' in request) {
    const reason = 'a document without some of its fields would lose them when it is saved';
    throw failure('QUERY_INVALID_VALUE', { className: metadata.className, path: '_source', reason });
  }
  const params = {
    allow_partial_search_results: false,
    seq_no_primary_term: true,
    version: true,
    ...vectorSource(metadata),
    ...withScope(metadata, request, scope),
    index: readIndex(metadata),
  };
  // The request's types are ours, by the class's fields; what they describe is Elasticsearch's body.
  return {
    api: 'search',
    params: params as unknown as WireRequest<'search'>['params'],
    ...exactness(metadata),
  };
}

/** Sends: `POST /{index}/_count`. */
export function toCountRequest<T>(
  metadata: DocumentMetadata,
  request: CountRequest<T>,
  scope: ScopeOptions = {},
): WireRequest<'count'> {
  checkValues(metadata.className, request);
  const params = { ...withScope(metadata, request, scope), index: readIndex(metadata) };
  return { api: 'count', params: params as unknown as WireRequest<'count'>['params'] };
}

function withScope<TRequest extends { readonly query?: object }>(
  metadata: DocumentMetadata,
  request: TRequest,
  scope: ScopeOptions,
): TRequest {
  const query = toScopedQuery(metadata, request.query, scope);
  return query === request.query ? request : { ...request, query };
}

/** Sends: `POST /{index}/_refresh`. */
export function toRefreshRequest(metadata: DocumentMetadata): WireRequest<'indices.refresh'> {
  return { api: 'indices.refresh', params: { index: readIndex(metadata) } };
}
