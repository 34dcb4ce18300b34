// The answer to a search → its result.
import type { DocumentMetadata } from '../metadata/document-metadata.js';
import { hasVectors } from '../metadata/has-vectors.js';
import { isOutOfScope } from '../metadata/in-scope.js';
import type { ScopeOptions } from '../metadata/in-scope.js';
import { sourceExtent, wholeGroups, wholeObjects } from '../query/source-extent.js';
import type { Origin, WireAnswer } from '../types/wire-request.js';
import { toServerError } from '../util/server-error.js';
import { shorten } from '../util/shorten.js';
import type { SearchResult, ShardCounts } from './search-result.js';
import { isDateField, toAggregations } from './to-aggregations.js';
import type { AggregationReader } from './to-aggregations.js';
import { documentMaker } from './to-hit-document.js';
import { toHits } from './to-hits.js';
import type { AnswerHit, MakeDocument } from './to-hits.js';
import { toSuggestions } from './to-suggestions.js';

type Answer = WireAnswer<'search'>;
type Members = Readonly<Record<string, unknown>>;

/** The result of a search. */
export function toSearchResult(
  metadata: DocumentMetadata,
  origin: Origin,
  request: object,
  answer: Answer,
  scope: ScopeOptions = {},
): SearchResult<object> {
  const extent = sourceExtent(request);
  const isWhole = wholeObjects(request);
  const make = documentMaker(metadata, origin, {
    extent,
    isWhole,
    wholeGroups: wholeGroups(metadata, request),
  });
  // What completions are of comes without its version.
  const makeCompletion = documentMaker(metadata, origin, {
    extent: extent === 'none' ? 'none' : 'part',
    isWhole: extent === 'whole' ? () => true : isWhole,
    wholeGroups: new Set(),
  });
  const sees = ({ _nested: nested, _source: source }: AnswerHit): boolean =>
    nested !== undefined || !isOutOfScope(metadata, source, scope);
  const aggregations: AggregationReader = {
    isDate: (field) => isDateField(metadata, field),
    sees,
    // Vectors are left out of what an aggregation gives.
    topHits: (body) =>
      documentMaker(metadata, origin, {
        extent: hasVectors(metadata) && sourceExtent(body) === 'whole' ? 'part' : sourceExtent(body),
        isWhole: wholeObjects(body),
        wholeGroups: new Set(),
      }),
  };
  return toResult(request, answer, { make, makeCompletion, sees, aggregations });
}

/** How what came is read. */
export interface ResultReader {
  /** Makes the documents of hits. */
  readonly make: MakeDocument;
  /** Makes the documents of completions. */
  readonly makeCompletion: MakeDocument;
  /** Whether a completion is shown. */
  readonly sees: (hit: AnswerHit) => boolean;
  readonly aggregations: AggregationReader;
}

/** The result of a search. */
export function toResult(
  request: object,
  answer: Answer,
  { make, makeCompletion, sees, aggregations }: ResultReader,
): SearchResult<object> {
  const { suggest, aggregations: others, aggs = others } = request as Members;
  const result = Object.assign(toHits(answer.hits, make), {
    took: answer.took,
    timedOut: answer.timed_out,
    terminatedEarly: answer.terminated_early ?? false,
    shards: toShardCounts(answer),
    aggs:
      aggs === undefined
        ? undefined
        : toAggregations(aggregations, aggs as Members, answer.aggregations ?? {}),
    suggest: suggest === undefined ? undefined : toSuggestions(answer.suggest ?? {}, makeCompletion, sees),
    ...(answer.pit_id === undefined ? {} : { pitId: answer.pit_id }),
    ...(answer.profile === undefined ? {} : { profile: answer.profile }),
  });
  return result as SearchResult<object>;
}

function toShardCounts({ _shards: shards }: Answer): ShardCounts {
  const { total, successful, skipped = 0, failed, failures = [] } = shards;
  const counts = { total, successful, skipped, failed };
  if (failures.length === 0) return counts;
  const reasons = failures.map(({ reason }) => {
    const { type, reason: said } = toServerError(reason);
    return `${type}: ${shorten(said)}`;
  });
  return { ...counts, failures: [...new Set(reasons)] };
}
