// Searches and counts → requests.
import { failure } from '../errors/failure.js';
import type { DocumentMetadata } from '../metadata/document-metadata.js';
import type { CountRequest, SearchRequest } from '../query/search-request.js';
import { groupsOf } from '../query/source-extent.js';
import type { WireRequest } from '../types/wire-request.js';
import { checkLimits } from './check-limits.js';
import { checkValues } from './check-values.js';
import { exactness } from './exactness.js';
import { scopeFilters, toScopedQuery } from './scope.js';
import type { ScopeOptions } from './scope.js';
import { toCollapseMember, toSourceMember } from './source-member.js';
import { readIndex } from './target-index.js';
import { withVersions } from './top-hits.js';
import { withWhere } from './to-where-query.js';

type Members = Readonly<Record<string, unknown>>;

/** How a search is sent. */
export interface SearchRequestOptions extends ScopeOptions {
  /**
   * Whether a result that is not whole is an error: failed shards, a time that was up. Default: true. With false it is
   * returned; `shards` and `timedOut` say what is missing.
   */
  readonly strict?: boolean;
}

/**
 * Sends: `POST /{index}/_search` with the request, and asks for what a hit needs to be saved again. A search in a point in
 * time goes without the index, which that knows.
 */
export function toSearchRequest<T>(
  metadata: DocumentMetadata,
  request: SearchRequest<T>,
  scope: ScopeOptions = {},
): WireRequest<'search'> {
  checkValues(metadata.className, request);
  checkLimits(metadata.className, request, metadata.limits);
  const { _source: _, aggregations, aggs = aggregations, ...members } = withScope(metadata, request, scope);
  const params = {
    // With false, a server gives nothing at all of a search that is not whole.
    allow_partial_search_results: true,
    ...toSourceMember(metadata, request),
    ...members,
    ...toCollapseMember(request),
    seq_no_primary_term: true,
    version: true,
    ...(aggs === undefined ? {} : { aggs: withVersions(aggs as Members) }),
    ...('pit' in request ? {} : { index: readIndex(metadata) }),
  };
  // The request's types are ours, by the class's fields; what they describe is Elasticsearch's body.
  return {
    api: 'search',
    params: params as unknown as WireRequest<'search'>['params'],
    ...exactness(metadata),
  };
}

/** Whether a result that is not whole is an error. */
export function isStrict(request: object, { strict = true }: SearchRequestOptions): boolean {
  return strict && (request as Members)['allow_partial_search_results'] !== true;
}

/** Sends: `POST /{index}/_count`. */
export function toCountRequest<T>(
  metadata: DocumentMetadata,
  asked: CountRequest<T>,
  scope: ScopeOptions = {},
): WireRequest<'count'> {
  const request = withWhere<T, CountRequest<T>>(metadata, asked);
  checkValues(metadata.className, request);
  checkLimits(metadata.className, request, metadata.limits);
  const params = { ...withScope(metadata, request, scope), index: readIndex(metadata) };
  return { api: 'count', params: params };
}

// What finds hits beside the query needs the scope of its own: neighbours and retrievers add hits to the query's.
function withScope(metadata: DocumentMetadata, request: object, scope: ScopeOptions): Members {
  const { query, knn, retriever, ...others } = request as Members;
  const filters = scopeFilters(metadata, scope);
  if (filters.length === 0) return request as Members;
  checkGroups(metadata, request as Members);
  if (retriever !== undefined) {
    if (query !== undefined || knn !== undefined) {
      const reason = 'Elasticsearch takes a retriever alone: put the query into a `standard` retriever';
      throw failure('QUERY_INVALID_VALUE', { className: metadata.className, path: 'retriever', reason });
    }
    return { ...others, retriever: filteredRetriever(retriever as Members, filters) };
  }
  if (knn === undefined)
    return { ...others, query: toScopedQuery(metadata, query as object | undefined, scope) };
  const neighbours = (Array.isArray(knn) ? (knn as readonly Members[]) : [knn as Members]).map((one) =>
    filtered(one, filters),
  );
  return {
    ...others,
    knn: Array.isArray(knn) ? neighbours : neighbours[0],
    ...(query === undefined ? {} : { query: toScopedQuery(metadata, query as object, scope) }),
  };
}

// Elasticsearch looks for the others of a group by the query alone, which does not find neighbours, nor knows the scope.
function checkGroups({ className }: DocumentMetadata, { collapse, knn, retriever }: Members): void {
  const beside = knn ?? retriever;
  if (beside === undefined || groupsOf(collapse as Members | undefined).length === 0) return;
  const reason =
    'beside `knn` or a retriever, Elasticsearch would fill groups with documents that the class does not see';
  throw failure('QUERY_INVALID_VALUE', { className, path: 'collapse.inner_hits', reason });
}

// A filter of an outer retriever holds for all inside of it.
function filteredRetriever(retriever: Members, filters: readonly object[]): Members {
  return Object.fromEntries(
    Object.entries(retriever).map(([kind, body]) => [kind, filtered(body as Members, filters)]),
  );
}

function filtered(body: Members, filters: readonly object[]): Members {
  const { filter = [] } = body;
  return { ...body, filter: [...(Array.isArray(filter) ? (filter as object[]) : [filter]), ...filters] };
}

/** Sends: `POST /{index}/_refresh`. */
export function toRefreshRequest(metadata: DocumentMetadata): WireRequest<'indices.refresh'> {
  return { api: 'indices.refresh', params: { index: readIndex(metadata) } };
}
