// How much a search may ask for: what a DataSource says for all of its classes. Types only.

/**
 * Where wildcards may stand in the patterns of a search: nowhere, behind at least one character, or also at the start,
 * where Elasticsearch must look at every term of the field.
 */
export type Wildcards = 'none' | 'inside' | 'anywhere';

/** How much one search may ask for. What is left out is not limited. */
export interface SearchLimits {
  /** How many hits may be asked for at once: `size` of a search, of inner hits, of `top_hits`. */
  readonly pageSize?: number;
  /** How far a page may be from the first hit: `from` and `size` together. */
  readonly window?: number;
  /** How deep queries may stand inside of queries: 1 lets none stand in another. */
  readonly depth?: number;
  /** How many queries a request may hold, those inside of others and of aggregations counted. */
  readonly clauses?: number;
  /** Where wildcards may stand, in `wildcard`, `prefix`, `regexp`, `query_string` and `simple_query_string`. */
  readonly wildcards?: Wildcards;
  /** How many characters a pattern may have. */
  readonly patternLength?: number;
}
