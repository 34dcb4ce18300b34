// Retrievers: searches in several steps, such as words and vectors ranked together. Types only.
import type { estypes } from '@elastic/elasticsearch';
import type { Collapse } from './collapse.js';
import type { FieldName } from './field-path.js';
import type { NearestVectors } from './knn.js';
import type { Query } from './query.js';
import type { RawQuery } from './raw.js';
import type { Rescore } from './rescore.js';
import type { Sort } from './sort.js';
import type { WeightedField } from './by-field.js';

interface AnyRetriever<T> {
  /** Only documents that match, whatever is retrieved. */
  readonly filter?: Query<T> | readonly Query<T>[];
  readonly min_score?: number;
  readonly _name?: string;
}

interface Windowed {
  /** How many documents of each retriever are looked at. */
  readonly rank_window_size?: number;
}

type Normalizer = 'none' | 'minmax' | 'l2_norm';

/**
 * One retriever. Each may filter; those that hold others rank what these find.
 *
 * @example
 * ```ts
 * await films.search({
 *   retriever: {
 *     rrf: {
 *       retrievers: [
 *         { standard: { query: { match: { plot: 'space' } } } },
 *         { knn: { field: 'plotVector', query_vector: vector, k: 10, num_candidates: 100 } },
 *       ],
 *     },
 *   },
 * });
 * ```
 * @see https://www.elastic.co/docs/solutions/search/retrievers-overview
 */
export interface Retriever<T> extends RawQuery {
  readonly standard?: AnyRetriever<T> & {
    readonly query?: Query<T>;
    readonly search_after?: readonly unknown[];
    readonly terminate_after?: number;
    readonly sort?: Sort<T> | readonly Sort<T>[];
    readonly collapse?: Collapse<T>;
  };
  readonly knn?: AnyRetriever<T> &
    NearestVectors<T> & { readonly k: number; readonly num_candidates: number };
  readonly rrf?: AnyRetriever<T> &
    Windowed & {
      readonly retrievers?: readonly (Retriever<T> | WeightedRetriever<T>)[];
      readonly rank_constant?: number;
      readonly query?: string;
      readonly fields?: readonly WeightedField<T>[];
    };
  readonly linear?: AnyRetriever<T> &
    Windowed & {
      readonly retrievers?: readonly (WeightedRetriever<T> & { readonly normalizer?: Normalizer })[];
      readonly query?: string;
      readonly fields?: readonly WeightedField<T>[];
      readonly normalizer?: Normalizer;
    };
  readonly text_similarity_reranker?: AnyRetriever<T> &
    Windowed & {
      readonly retriever: Retriever<T>;
      readonly field: FieldName<T>;
      readonly inference_text: string;
      readonly inference_id?: string;
      readonly chunk_rescorer?: object;
    };
  readonly rescorer?: AnyRetriever<T> & {
    readonly retriever: Retriever<T>;
    readonly rescore: Rescore<T> | readonly Rescore<T>[];
  };
  readonly rule?: AnyRetriever<T> &
    Windowed & {
      readonly retriever: Retriever<T>;
      readonly ruleset_ids: string | readonly string[];
      readonly match_criteria: Readonly<Record<string, unknown>>;
    };
  readonly pinned?: AnyRetriever<T> &
    Windowed & {
      readonly retriever: Retriever<T>;
      readonly ids?: readonly string[];
      readonly docs?: readonly { readonly _id: string; readonly _index?: string }[];
    };
  readonly diversify?: AnyRetriever<T> &
    Windowed & {
      readonly type: 'mmr';
      readonly field: FieldName<T>;
      readonly retriever: Retriever<T>;
      readonly size?: number;
      readonly query_vector?: readonly number[] | string;
      readonly query_vector_builder?: estypes.QueryVectorBuilder;
      readonly lambda?: number;
    };
}

/** A retriever with its share in what those beside it find, too. */
export interface WeightedRetriever<T> {
  readonly retriever: Retriever<T>;
  readonly weight?: number;
}
