// Several searches → one request.
import type { WireRequest } from '../types/wire-request.js';
import type { Json } from './search-steps.js';

// Each search has a line for these and one for its body.
const inHeader: ReadonlySet<string> = new Set([
  'allow_no_indices',
  'allow_partial_search_results',
  'ccs_minimize_roundtrips',
  'expand_wildcards',
  'ignore_throttled',
  'ignore_unavailable',
  'index',
  'preference',
  'request_cache',
  'routing',
  'search_type',
]);

/** Sends: `POST /_msearch` with a line for the place of each search, and one for its body. */
export function toMsearchRequest(requests: readonly WireRequest<'search'>[]): WireRequest<'msearch'> {
  const searches = requests.flatMap(({ params }) => toLines(params as Json));
  const params = { searches } as unknown as WireRequest<'msearch'>['params'];
  return { api: 'msearch', params, ...(requests.some(({ exact }) => exact) ? { exact: true } : {}) };
}

function toLines({ _source_exclude_vectors: excluded, ...params }: Json): readonly [Json, Json] {
  const members = Object.entries(params);
  const header = Object.fromEntries(members.filter(([name]) => inHeader.has(name)));
  const body = Object.fromEntries(members.filter(([name]) => !inHeader.has(name)));
  // A parameter of a path has no place here.
  const source = excluded === undefined ? {} : { _source: { exclude_vectors: excluded } };
  return [header, { ...source, ...body }];
}
