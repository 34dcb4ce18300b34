// What a search gives: hits with instances of the class, and typed aggregations. Types only.
import type { AskedAnything } from '../query/asked.js';
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

type FoundAggregations<TDocument, TAsked> = TAsked extends { readonly aggs: infer TAggregations }
  ? TAggregations extends object
    ? AggregationResults<TDocument, TAggregations>
    : undefined
  : TAsked extends AskedAnything
    ? unknown
    : undefined;

type FoundSuggestions<TDocument, TAsked> = TAsked extends { readonly suggest: infer TSuggest }
  ? TSuggest extends object
    ? SuggestResults<TDocument, TSuggest>
    : undefined
  : TAsked extends AskedAnything
    ? unknown
    : undefined;
