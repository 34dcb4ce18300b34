// The answer to a search → its result.
import type { DocumentMetadata } from '../metadata/document-metadata.js';
import type { Origin, WireAnswer } from '../types/wire-request.js';
import type { SearchHit, SearchResult, ShardCounts } from './search-result.js';
import { toDocument } from './to-document.js';

type Answer = WireAnswer<'search'>;
type AnswerHit = Answer['hits']['hits'][number];

/** The result of a search. */
export function toSearchResult(
  metadata: DocumentMetadata,
  origin: Origin,
  answer: Answer,
): SearchResult<object, unknown> {
  return toResult(answer, (hit) => toHit(hit, toDocument(metadata, origin, hit)));
}

/** The result of a search whose hits are made by `make`. */
export function toResult(
  answer: Answer,
  make: (hit: AnswerHit) => SearchHit<object>,
): SearchResult<object, unknown> {
  const hits = answer.hits.hits.map(make);
  const total = answer.hits.total;
  const result: Omit<SearchResult<object, unknown>, typeof Symbol.iterator | 'documents'> = {
    hits,
    length: hits.length,
    total: typeof total === 'number' ? total : (total?.value ?? -1),
    totalRelation: typeof total === 'object' ? total.relation : 'eq',
    maxScore: answer.hits.max_score ?? null,
    took: answer.took,
    timedOut: answer.timed_out,
    shards: toShardCounts(answer),
    // The request decided which these are; undefined when it asked for none.
    aggs: answer.aggregations as SearchResult<object, unknown>['aggs'],
    ...(answer.profile === undefined ? {} : { profile: answer.profile }),
  };
  // Not enumerable: a result prints as data, and each document once.
  Object.defineProperties(result, {
    documents: { get: () => hits.map(({ document }) => document) },
    [Symbol.iterator]: { value: () => hits[Symbol.iterator]() },
  });
  return result as SearchResult<object, unknown>;
}

/** A hit with its document. */
export function toHit(hit: AnswerHit, document: object): SearchHit<object> {
  const result: { -readonly [K in keyof SearchHit<object>]: SearchHit<object>[K] } = {
    document,
    id: hit._id ?? '',
    index: hit._index,
    score: hit._score ?? null,
  };
  if (hit._version !== undefined) result.version = hit._version;
  if (hit._seq_no !== undefined) result.seqNo = hit._seq_no;
  if (hit._primary_term !== undefined) result.primaryTerm = hit._primary_term;
  if (hit.highlight !== undefined) result.highlight = hit.highlight;
  if (hit.sort !== undefined) result.sort = hit.sort;
  if (hit._explanation !== undefined) result.explanation = hit._explanation;
  if (Array.isArray(hit.matched_queries)) result.matchedQueries = hit.matched_queries;
  return result;
}

function toShardCounts({ _shards: { total, successful, skipped = 0, failed } }: Answer): ShardCounts {
  return { total, successful, skipped, failed };
}
