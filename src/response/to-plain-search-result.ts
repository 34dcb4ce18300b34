// The answer to a search without a class → its result, with the sources as they are.
import { readJson } from '../hydration/json.js';
import type { WireAnswer } from '../types/wire-request.js';
import type { SearchResult } from './search-result.js';
import { toHit, toResult } from './to-search-result.js';

/** The result of a search without a class: documents are plain objects, empty where no `_source` came. */
export function toPlainSearchResult(answer: WireAnswer<'search'>): SearchResult<object, unknown> {
  return toResult(answer, (hit) => toHit(hit, readJson(hit._source ?? {}) as object));
}
