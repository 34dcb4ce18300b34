// Searches and counts without a class → requests.
import { failure } from '../errors/failure.js';
import type { WireRequest } from '../types/wire-request.js';
import { toByQueryParameters } from './by-query-parameters.js';
import type { ByQueryOptions } from './by-query-parameters.js';
import { matchesAll } from './to-by-query-request.js';
import { checkDeletable, placeOf, toFoundQuery, toSearchBody } from './search-steps.js';
import type { Json, SearchSteps } from './search-steps.js';

/** Where a search without a class looks. */
export interface PlainPlace {
  readonly alias: string;
  readonly index: string | readonly string[] | undefined;
}

/** Sends: `POST /{index}/_search` with the body; in a point in time without the index, which that knows. */
export function toPlainSearchRequest(place: PlainPlace, body: Json): WireRequest<'search'> {
  const index = 'pit' in body ? {} : { index: toIndex(place) };
  const params = { allow_partial_search_results: true, ...body, ...index };
  return { api: 'search', params };
}

// What says how hits are shown, not which there are; `_count` knows the others.
const counted: ReadonlySet<string> = new Set([
  'allow_no_indices',
  'expand_wildcards',
  'ignore_throttled',
  'ignore_unavailable',
  'min_score',
  'preference',
  'routing',
  'terminate_after',
]);

/** Sends: `POST /{index}/_count` with the query. A `post_filter` decides what is found, and is counted as a filter. */
export function toPlainCountRequest(place: PlainPlace, steps: SearchSteps): WireRequest<'count'> {
  const index = toIndex(place);
  const query = toFoundQuery(steps);
  const others = Object.entries(toSearchBody(steps)).filter(([name]) => counted.has(name));
  const params = { ...Object.fromEntries(others), ...(query === undefined ? {} : { query }), index };
  return { api: 'count', params };
}

/** Sends: `POST /{index}/_delete_by_query` with the query. */
export function toPlainDeleteRequest(
  place: PlainPlace,
  steps: SearchSteps,
  { all = false, ...options }: ByQueryOptions & { readonly all?: boolean },
): WireRequest<'deleteByQuery'> {
  const index = toIndex(place);
  checkDeletable('Search', steps);
  const query = toFoundQuery(steps);
  if (matchesAll(query) && !all) {
    throw failure('QUERY_NO_CONDITION', { className: 'Search', verb: 'delete' });
  }
  const params = {
    index,
    query: query ?? { match_all: {} },
    ...placeOf(steps),
    ...toByQueryParameters(options),
  };
  return { api: 'deleteByQuery', params };
}

// An empty name, alone or between commas, would mean all indices; `.` and `..` are steps in a path.
const noNames: ReadonlySet<string> = new Set(['', '.', '..']);

export function toIndex({ index = '', alias }: PlainPlace): string {
  const given: readonly unknown[] = Array.isArray(index) ? index : [index];
  const names = given.flatMap((name) => (typeof name === 'string' ? name : '').split(','));
  if (names.length === 0 || names.some((name) => noNames.has(name.trim()))) {
    throw failure('SEARCH_NO_INDEX', { alias });
  }
  return names.map((name) => name.trim()).join(',');
}
