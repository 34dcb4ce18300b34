// The nearest vectors: the `knn` member of a search, and what its retriever shares. Types only.
import type { estypes } from '@elastic/elasticsearch';
import type { FieldOf } from './field-path.js';
import type { InnerHitsRequest } from './inner-hits.js';
import type { Query } from './query.js';

/** What is near is looked for in a field of vectors. */
export interface NearestVectors<T> {
  readonly field: FieldOf<T, readonly number[]>;
  /** The vector whose neighbours are looked for; as text, hexadecimal or Base64 for vectors of bytes and bits. */
  readonly query_vector?: readonly number[] | string;
  /** A model that makes the vector of a text. */
  readonly query_vector_builder?: estypes.QueryVectorBuilder;
  /** How many neighbours come back. */
  readonly k?: number;
  /** How many each shard looks at: more is slower, and finds better. */
  readonly num_candidates?: number;
  readonly visit_percentage?: number;
  /** No hit is less similar than so much. */
  readonly similarity?: number;
  readonly rescore_vector?: { readonly oversample: number };
}

/**
 * A nearest-neighbour search.
 *
 * @example
 * ```ts
 * await films.search({ knn: { field: 'plotVector', query_vector: vector, k: 10, num_candidates: 100 } });
 * ```
 * @see https://www.elastic.co/docs/solutions/search/vector/knn
 */
export interface Knn<T> extends NearestVectors<T> {
  /** Only documents that match are neighbours. */
  readonly filter?: Query<T> | readonly Query<T>[];
  readonly boost?: number;
  readonly inner_hits?: InnerHitsRequest<T>;
  readonly _name?: string;
}
