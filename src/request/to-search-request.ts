// Searches and counts → requests.
import type { DocumentMetadata } from '../metadata/document-metadata.js';
import type { CountRequest, SearchRequest } from '../query/search-request.js';
import type { WireRequest } from '../types/wire-request.js';
import { checkValues } from './check-values.js';
import { vectorSource } from './vector-source.js';

/**
 * Sends: `POST /{index}/_search` with the request, and asks for what a hit needs to be saved again. Shards that fail
 * fail the search, unless the request says `allow_partial_search_results: true`.
 */
export function toSearchRequest<T>(
  metadata: DocumentMetadata,
  request: SearchRequest<T>,
): WireRequest<'search'> {
  checkValues(metadata.className, request);
  const params = {
    allow_partial_search_results: false,
    seq_no_primary_term: true,
    version: true,
    ...vectorSource(metadata),
    ...request,
    index: metadata.index,
  };
  // The request's types are ours, by the class's fields; what they describe is Elasticsearch's body.
  return { api: 'search', params: params as unknown as WireRequest<'search'>['params'] };
}

/** Sends: `POST /{index}/_count`. */
export function toCountRequest<T>(
  metadata: DocumentMetadata,
  request: CountRequest<T>,
): WireRequest<'count'> {
  checkValues(metadata.className, request);
  const params = { ...request, index: metadata.index };
  return { api: 'count', params: params as unknown as WireRequest<'count'>['params'] };
}

/** Sends: `POST /{index}/_refresh`. */
export function toRefreshRequest({ index }: DocumentMetadata): WireRequest<'indices.refresh'> {
  return { api: 'indices.refresh', params: { index } };
}
