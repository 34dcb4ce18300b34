// Aggregations as plain objects with the fields of a class. Types only.
import type { BucketBodies } from './bucket-aggregations.js';
import type { MetricBodies } from './metric-aggregations.js';
import type { PipelineBodies } from './pipeline-aggregations.js';

/**
 * The body of each kind of aggregation: one member each. A plugin of Elasticsearch that has kinds of its own can be told
 * here, and what they give in {@link AggregationAnswers}.
 *
 * @example
 * ```ts
 * declare module 'elastodm' {
 *   interface AggregationBodies<T> {
 *     path_hierarchy: { readonly field: FieldName<T>; readonly separator?: string };
 *   }
 *   interface AggregationAnswers<T, TBody, TAggregation, TObject> {
 *     path_hierarchy: { readonly buckets: readonly { readonly key: string; readonly doc_count: number }[] };
 *   }
 * }
 * ```
 */
export interface AggregationBodies<T> extends BucketBodies<T>, MetricBodies<T>, PipelineBodies {}

/** What every aggregation may have beside its kind. */
export interface WithSubAggregations<T> {
  /** Aggregations of each bucket's documents. */
  readonly aggs?: Aggregations<T>;
  /** The same by its long name. */
  readonly aggregations?: Aggregations<T>;
  /** Comes back with the result. */
  readonly meta?: Readonly<Record<string, unknown>>;
}

/** One aggregation, with aggregations of its buckets. */
export type Aggregation<T> = {
  readonly [K in keyof AggregationBodies<T>]?: AggregationBodies<T>[K];
} & WithSubAggregations<T>;

/** Aggregations by the name under which their results come back. */
export interface Aggregations<T> {
  readonly [name: string]: Aggregation<T>;
}
