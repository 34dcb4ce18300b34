// Searches and counts without a class → requests.
import { failure } from '../errors/failure.js';
import { writeJson } from '../hydration/json.js';
import type { WireRequest } from '../types/wire-request.js';
import { frozenCopy } from '../util/frozen-copy.js';
import { checkValues } from './check-values.js';

type Json = Readonly<Record<string, unknown>>;

/** What a search without a class has been told, as frozen JSON. */
export interface PlainSearch {
  readonly index?: string | readonly string[] | undefined;
  readonly queries: readonly Json[];
  readonly filters: readonly Json[];
  readonly exclusions: readonly Json[];
  /** The other members of the request, in Elasticsearch's words. */
  readonly rest: Json;
}

export const emptySearch: PlainSearch = Object.freeze({ queries: [], filters: [], exclusions: [], rest: {} });

/** A frozen copy of `value` as JSON has it. Throws a RequestError when that is not what was meant. */
export function plainCopy<T extends object>(value: T): T {
  checkValues('Search', value);
  return frozenCopy(writeJson(value) as T);
}

/** `'-year'` as `{ year: { order: 'desc' } }`; anything else as it is. */
export function toSortMember(sort: object | string): object | string {
  return typeof sort === 'string' && sort.startsWith('-') ? { [sort.slice(1)]: { order: 'desc' } } : sort;
}

/** The body: one query as it is, several as one `bool`. Frozen. */
export function toPlainSearchBody({ queries, filters, exclusions, rest }: PlainSearch): Json {
  const query = toQuery(queries, filters, exclusions);
  return frozenCopy({ ...rest, ...(query === undefined ? {} : { query }) });
}

function toQuery(
  queries: readonly Json[],
  filters: readonly Json[],
  exclusions: readonly Json[],
): Json | undefined {
  if (filters.length + exclusions.length === 0 && queries.length < 2) return queries[0];
  return {
    bool: {
      ...(queries.length === 0 ? {} : { must: queries }),
      ...(filters.length === 0 ? {} : { filter: filters }),
      ...(exclusions.length === 0 ? {} : { must_not: exclusions }),
    },
  };
}

/**
 * Sends: `POST /{index}/_search` with the body. Shards that fail fail the search, unless the search says
 * `allow_partial_search_results: true`.
 */
export function toPlainSearchRequest(search: PlainSearch, alias: string): WireRequest<'search'> {
  const index = toIndex(search, alias);
  const params = { allow_partial_search_results: false, ...toPlainSearchBody(search), index };
  return { api: 'search', params };
}

// What says how hits are shown, not which there are; `_count` does not know it.
const presentation: ReadonlySet<string> = new Set([
  '_source',
  'allow_partial_search_results',
  'collapse',
  'explain',
  'from',
  'highlight',
  'post_filter',
  'profile',
  'request_cache',
  'search_after',
  'search_type',
  'size',
  'sort',
  'timeout',
  'track_scores',
  'track_total_hits',
]);

/** Sends: `POST /{index}/_count` with the query. A `post_filter` decides what is found, and is counted as a filter. */
export function toPlainCountRequest(search: PlainSearch, alias: string): WireRequest<'count'> {
  const index = toIndex(search, alias);
  const { queries, filters, exclusions, rest } = search;
  const postFilter = rest['post_filter'] as Json | undefined;
  const query = toQuery(queries, postFilter === undefined ? filters : [...filters, postFilter], exclusions);
  const others = Object.entries(rest).filter(([name]) => !presentation.has(name));
  const params = { ...Object.fromEntries(others), ...(query === undefined ? {} : { query }), index };
  return { api: 'count', params };
}

// An empty name, alone or between commas, would mean all indices; `.` and `..` are steps in a path.
const noNames: ReadonlySet<string> = new Set(['', '.', '..']);

function toIndex({ index = '' }: PlainSearch, alias: string): string {
  const given: readonly unknown[] = Array.isArray(index) ? index : [index];
  const names = given.flatMap((name) => (typeof name === 'string' ? name : '').split(','));
  if (names.length === 0 || names.some((name) => noNames.has(name.trim()))) {
    throw failure('SEARCH_NO_INDEX', { alias });
  }
  return names.map((name) => name.trim()).join(',');
}
