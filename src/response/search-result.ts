// What a search gives: hits with instances of the class, and typed aggregations.
import type { AggregationResults } from '../query/aggregation.js';
import type { FieldName } from '../query/field-path.js';

/** One hit. */
export interface SearchHit<TDocument> {
  /** An instance of the class. */
  readonly document: TDocument;
  readonly id: string;
  /** The concrete index that holds it. */
  readonly index: string;
  /** The relevance, or null where the search sorts by something else. */
  readonly score: number | null;
  /** The fragments that match, by field, where the search asked for them. */
  readonly highlight?: { readonly [F in FieldName<TDocument>]?: readonly string[] };
  /** The values it was sorted by, where the search sorts: what `search_after` takes. */
  readonly sort?: readonly unknown[];
  readonly version?: number;
  readonly seqNo?: number;
  readonly primaryTerm?: number;
  /** Why it scored as it did, where the search asked for it. */
  readonly explanation?: unknown;
  /** The names of the queries (`_name`) that it matched. */
  readonly matchedQueries?: readonly string[];
}

/** How many shards were asked. */
export interface ShardCounts {
  readonly total: number;
  readonly successful: number;
  readonly skipped: number;
  readonly failed: number;
}

/** The result of a search. It can be iterated, hit by hit. */
export interface SearchResult<TDocument, TAggregations = undefined> extends Iterable<SearchHit<TDocument>> {
  readonly hits: readonly SearchHit<TDocument>[];
  /** The number of hits that were returned. */
  readonly length: number;
  /** The documents of the hits. */
  readonly documents: readonly TDocument[];
  /** How many documents match; -1 where the search did not track it. */
  readonly total: number;
  /** Whether `total` is exact (`eq`), or the least it is (`gte`). Elasticsearch counts exactly up to 10,000. */
  readonly totalRelation: 'eq' | 'gte';
  readonly maxScore: number | null;
  /** Milliseconds that the cluster took. */
  readonly took: number;
  /** Whether the search ran out of time, so that hits are missing. */
  readonly timedOut: boolean;
  readonly shards: ShardCounts;
  /** The results of the aggregations, by name; undefined where none were asked for. */
  readonly aggs: TAggregations extends undefined ? undefined : AggregationResults<TDocument, TAggregations>;
  /** The profile, where the search asked for it. */
  readonly profile?: unknown;
}
