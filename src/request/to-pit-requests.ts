// A search → the requests that go through all its hits, page by page, in one point in time.
import type { WireRequest } from '../types/wire-request.js';
import { sortOf } from './iteration-order.js';
import type { Json } from './search-steps.js';

/** Sends: `POST /{index}/_pit?keep_alive=1m`. What a search says of where it runs is said here. */
export function toOpenPitRequest(
  index: string,
  { routing, preference, ignore_unavailable, expand_wildcards }: Json,
  keepAlive: string,
): WireRequest<'openPointInTime'> {
  const params = {
    index,
    keep_alive: keepAlive,
    ...(routing === undefined ? {} : { routing }),
    ...(preference === undefined ? {} : { preference }),
    ...(ignore_unavailable === undefined ? {} : { ignore_unavailable }),
    ...(expand_wildcards === undefined ? {} : { expand_wildcards }),
  };
  return { api: 'openPointInTime', params: params as WireRequest<'openPointInTime'>['params'] };
}

/** Sends: `DELETE /_pit`. */
export function toClosePitRequest(id: string): WireRequest<'closePointInTime'> {
  return { api: 'closePointInTime', params: { id } };
}

interface Page {
  readonly id: string;
  readonly keepAlive: string;
  readonly pageSize: number;
  readonly searchAfter: readonly unknown[] | undefined;
  /** Which of how many parts of the index. */
  readonly slice?: { readonly id: number; readonly max: number } | undefined;
}

// What is of one page, or of all hits together, and what the point in time knows already.
const leftOut: ReadonlySet<string> = new Set([
  'aggs',
  'aggregations',
  'allow_no_indices',
  'expand_wildcards',
  'from',
  'ignore_unavailable',
  'preference',
  'routing',
  'search_after',
  'size',
  'sort',
  'suggest',
  'track_total_hits',
]);

/** What the bodies of all pages have in common. */
export function toPagesBody(body: Json): Json {
  return {
    ...Object.fromEntries(Object.entries(body).filter(([name]) => !leftOut.has(name))),
    // In a point in time a server finds the next page faster by `_doc` than by `_shard_doc`, which it adds by itself.
    sort: sortOf(body['sort']) ?? ['_doc'],
    track_total_hits: false,
  };
}

/** The body of the next page. To any order, a server adds the place of the document, so that no two hits are alike. */
export function toPageBody(pages: Json, { id, keepAlive, pageSize, searchAfter, slice }: Page): Json {
  return {
    ...pages,
    size: pageSize,
    pit: { id, keep_alive: keepAlive },
    ...(slice === undefined ? {} : { slice }),
    ...(searchAfter === undefined ? {} : { search_after: searchAfter }),
  };
}

/** The request of a page whose sort values are exact, for the next one to begin behind them. */
export function toSortedPageRequest(request: WireRequest<'search'>): WireRequest<'search'> {
  return request.exact === true ? request : { ...request, exact: 'sort' };
}

/** The same for documents that are not to be saved: without their versions, unless the search itself asks for them. */
export function toPlainPageRequest(
  { exact: _, ...request }: WireRequest<'search'>,
  body: Json,
): WireRequest<'search'> {
  const asked = ['seq_no_primary_term', 'version'].filter((name) => name in body);
  const { seq_no_primary_term: _seqNo, version: _version, ...params } = request.params as Json;
  const versions = Object.fromEntries(asked.map((name) => [name, body[name]]));
  return { ...request, params: { ...params, ...versions } };
}
