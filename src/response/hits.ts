// Hits with their documents: of a search, of a group, of an aggregation.

/** A list of hits, and how many there are beside them. It can be iterated, hit by hit. */
export interface Hits<THit extends { readonly document: unknown }> extends Iterable<THit> {
  readonly hits: readonly THit[];
  /** The number of hits that were returned. */
  readonly length: number;
  /** The documents of the hits. */
  readonly documents: readonly THit['document'][];
  /** How many documents match; -1 where the search did not track it. */
  readonly total: number;
  /** Whether `total` is exact (`eq`), or the least it is (`gte`). Elasticsearch counts exactly up to 10,000. */
  readonly totalRelation: 'eq' | 'gte';
  readonly maxScore: number | null;
}
