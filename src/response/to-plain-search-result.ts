// The answer to a search without a class → its result, with the sources as they are.
import { readJson } from '../hydration/json.js';
import type { WireAnswer } from '../types/wire-request.js';
import type { SearchResult } from './search-result.js';
import { toResult } from './to-search-result.js';
import type { MakeDocument } from './to-hits.js';

// Empty where no `_source` came.
const make: MakeDocument = ({ _source: source }) => readJson(source ?? {});

const sees = (): boolean => true;

/** The result of a search without a class: documents are plain objects. */
export function toPlainSearchResult(request: object, answer: WireAnswer<'search'>): SearchResult<object> {
  const aggregations = { isDate: () => false, sees, topHits: () => make };
  return toResult(request, answer, { make, makeCompletion: make, sees, aggregations });
}
