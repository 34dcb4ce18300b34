// What a search gives: hits with instances of the class, and typed aggregations. Types only.
import type { AskedAnything, AskedFor } from '../query/asked.js';
import type { AggregationResults } from './aggregation-results.js';
import type { Hits } from './hits.js';
import type { SearchHit } from './search-hit.js';
import type { SuggestResults } from './suggest-result.js';

/** How many shards were asked. */
export interface ShardCounts {
  readonly total: number;
  readonly successful: number;
  readonly skipped: number;
  readonly failed: number;
  /** Why shards failed, each reason once. */
  readonly failures?: readonly string[];
}

/** The result of a search. It can be iterated, hit by hit. */
export interface SearchResult<TDocument, TAsked = AskedAnything> extends Hits<SearchHit<TDocument, TAsked>> {
  /** Milliseconds that the cluster took. */
  readonly took: number;
  /** Whether the search ran out of time, so that hits are missing. */
  readonly timedOut: boolean;
  /** Whether the search ended at `terminate_after`, so that there may be more hits. */
  readonly terminatedEarly: boolean;
  readonly shards: ShardCounts;
  /** The results of the aggregations, by name; undefined where none were asked for. */
  readonly aggs: FoundAggregations<TDocument, TAsked>;
  /** The suggestions, by name; undefined where none were asked for. */
  readonly suggest: FoundSuggestions<TDocument, TAsked>;
  /** The id of the point in time that was searched, as it is now. */
  readonly pitId?: string;
  /** The profile, where the search asked for it. */
  readonly profile?: unknown;
}

type FoundAggregations<TDocument, TAsked> =
  AskedFor<TAsked, 'aggs', unknown> extends infer TAggregations
    ? [TAggregations] extends [undefined]
      ? undefined
      : unknown extends TAggregations
        ? unknown
        : AggregationResults<TDocument, TAggregations>
    : never;

type FoundSuggestions<TDocument, TAsked> =
  AskedFor<TAsked, 'suggest', unknown> extends infer TSuggest
    ? [TSuggest] extends [undefined]
      ? undefined
      : unknown extends TSuggest
        ? unknown
        : SuggestResults<TDocument, TSuggest>
    : never;
