// A search → the requests that go through all its hits, page by page, in one point in time.
import type { WireRequest } from '../types/wire-request.js';
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
  'suggest',
  'track_total_hits',
]);

/** The body of the next page. Elasticsearch adds `_shard_doc` to any order, so that no two hits are alike. */
export function toPageBody(body: Json, { id, keepAlive, pageSize, searchAfter }: Page): Json {
  return {
    ...Object.fromEntries(Object.entries(body).filter(([name]) => !leftOut.has(name))),
    sort: body['sort'] ?? ['_shard_doc'],
    size: pageSize,
    track_total_hits: false,
    pit: { id, keep_alive: keepAlive },
    ...(searchAfter === undefined ? {} : { search_after: searchAfter }),
  };
}
