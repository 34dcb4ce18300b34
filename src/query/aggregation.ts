// Aggregations as plain objects with the fields of a class, and the results that follow from them. Types only.
import type { FieldName, ValueAt, WithoutNames } from './field-path.js';
import type { Query } from './query.js';

interface OnField<T> {
  readonly field?: FieldName<T>;
  readonly missing?: unknown;
  readonly script?: object | string;
}

type SortOrder = 'asc' | 'desc';

/** The aggregation kinds that are typed by the class: one member each. A plugin may add its own. */
export interface AggregationBodies<T> {
  avg: OnField<T>;
  cardinality: OnField<T> & { readonly precision_threshold?: number };
  date_histogram: OnField<T> & {
    readonly calendar_interval?: string;
    readonly fixed_interval?: string;
    readonly format?: string;
    readonly keyed?: boolean;
    readonly min_doc_count?: number;
    readonly offset?: string;
    readonly order?: object;
    readonly time_zone?: string;
  };
  extended_stats: OnField<T> & { readonly sigma?: number };
  filter: Query<T>;
  filters: {
    readonly filters: readonly Query<T>[] | Readonly<Record<string, Query<T>>>;
    readonly other_bucket?: boolean;
    readonly other_bucket_key?: string;
  };
  global: object;
  histogram: OnField<T> & {
    readonly interval: number;
    readonly keyed?: boolean;
    readonly min_doc_count?: number;
    readonly offset?: number;
    readonly order?: object;
  };
  max: OnField<T>;
  min: OnField<T>;
  missing: OnField<T>;
  nested: { readonly path: FieldName<T> };
  range: OnField<T> & {
    readonly ranges: readonly { readonly from?: number; readonly to?: number; readonly key?: string }[];
    readonly keyed?: boolean;
  };
  reverse_nested: { readonly path?: FieldName<T> };
  stats: OnField<T>;
  sum: OnField<T>;
  terms: OnField<T> & {
    readonly exclude?: string | readonly string[];
    readonly include?: string | readonly string[] | object;
    readonly min_doc_count?: number;
    readonly order?: Readonly<Record<string, SortOrder>> | readonly Readonly<Record<string, SortOrder>>[];
    readonly shard_size?: number;
    readonly size?: number;
  };
  value_count: OnField<T>;
}

/** The kinds whose insides and results are not typed by the class; their results are `unknown`. */
type UntypedKind =
  | 'adjacency_matrix'
  | 'auto_date_histogram'
  | 'avg_bucket'
  | 'boxplot'
  | 'bucket_correlation'
  | 'bucket_count_ks_test'
  | 'bucket_script'
  | 'bucket_selector'
  | 'bucket_sort'
  | 'cartesian_bounds'
  | 'cartesian_centroid'
  | 'categorize_text'
  | 'change_point'
  | 'children'
  | 'composite'
  | 'cumulative_cardinality'
  | 'cumulative_sum'
  | 'date_range'
  | 'derivative'
  | 'diversified_sampler'
  | 'extended_stats_bucket'
  | 'frequent_item_sets'
  | 'geo_bounds'
  | 'geo_centroid'
  | 'geo_distance'
  | 'geo_line'
  | 'geohash_grid'
  | 'geohex_grid'
  | 'geotile_grid'
  | 'inference'
  | 'ip_prefix'
  | 'ip_range'
  | 'matrix_stats'
  | 'max_bucket'
  | 'median_absolute_deviation'
  | 'min_bucket'
  | 'moving_fn'
  | 'moving_percentiles'
  | 'multi_terms'
  | 'normalize'
  | 'parent'
  | 'percentile_ranks'
  | 'percentiles'
  | 'percentiles_bucket'
  | 'random_sampler'
  | 'rare_terms'
  | 'rate'
  | 'sampler'
  | 'scripted_metric'
  | 'serial_diff'
  | 'significant_terms'
  | 'significant_text'
  | 'stats_bucket'
  | 'string_stats'
  | 'sum_bucket'
  | 't_test'
  | 'time_series'
  | 'top_hits'
  | 'top_metrics'
  | 'variable_width_histogram'
  | 'weighted_avg';

/** One aggregation, with aggregations of its buckets. */
export type Aggregation<T> = { readonly [K in keyof AggregationBodies<T>]?: AggregationBodies<T>[K] } & {
  readonly [K in UntypedKind]?: object;
} & { readonly aggs?: Aggregations<T>; readonly meta?: Readonly<Record<string, unknown>> };

/** Aggregations by the name under which their results come back. */
export interface Aggregations<T> {
  readonly [name: string]: Aggregation<T>;
}

// — results ——————————————————————————————————————————————————————————————————————————————————————————————————————

type SubResults<T, TAggregation> = TAggregation extends { readonly aggs: infer TSub }
  ? AggregationResults<T, TSub>
  : unknown;
type Bucket<T, TAggregation, TKey, TMore = unknown> = {
  readonly key: TKey;
  readonly doc_count: number;
} & TMore &
  SubResults<T, TAggregation>;
type SingleBucket<T, TAggregation> = { readonly doc_count: number } & SubResults<T, TAggregation>;
type BucketsOf<TBody, TBucket, TKey extends string = string> = TBody extends { readonly keyed: true }
  ? { readonly buckets: Readonly<Record<TKey, TBucket>> }
  : { readonly buckets: readonly TBucket[] };

// Elasticsearch returns dates as milliseconds and booleans as 0 and 1.
type KeyOf<T, TBody> = FieldKey<T, TBody> | MissingKey<TBody>;

type FieldKey<T, TBody> = TBody extends { readonly field: infer F extends string }
  ? ValueAt<T, F> extends infer TValue
    ? TValue extends Date | boolean
      ? number
      : TValue extends string | number
        ? WithoutNames<TValue>
        : string | number
    : never
  : string | number;

// Documents without a value are counted under the value that stands in for it.
type MissingKey<TBody> = TBody extends { readonly missing: infer TMissing extends string | number }
  ? TMissing
  : never;

type RangeKey<TBody> = TBody extends { readonly ranges: readonly (infer TRange)[] }
  ? TRange extends { readonly key: infer TKey extends string }
    ? TKey
    : string
  : string;

// Naming the other bucket asks for it.
type OtherKey<TBody> = TBody extends { readonly other_bucket_key: infer TKey extends string }
  ? TKey
  : TBody extends { readonly other_bucket: true }
    ? '_other_'
    : never;

type FiltersResult<T, TAggregation, TBody> = TBody extends { readonly filters: infer TFilters }
  ? TFilters extends readonly unknown[]
    ? { readonly buckets: readonly SingleBucket<T, TAggregation>[] }
    : {
        readonly buckets: {
          readonly [K in keyof TFilters | OtherKey<TBody>]: SingleBucket<T, TAggregation>;
        };
      }
  : never;

interface Metric {
  readonly value: number | null;
  readonly value_as_string?: string;
}
interface Count {
  readonly value: number;
}
interface Stats {
  readonly count: number;
  readonly min: number | null;
  readonly max: number | null;
  readonly avg: number | null;
  readonly sum: number;
}

/** The result of each kind, from its body and from the whole aggregation. A plugin may add its own. */
export interface AggregationAnswers<T, TBody, TAggregation> {
  avg: Metric;
  cardinality: Count;
  date_histogram: BucketsOf<TBody, Bucket<T, TAggregation, number, { readonly key_as_string: string }>>;
  extended_stats: Stats & { readonly variance: number | null; readonly std_deviation: number | null };
  filter: SingleBucket<T, TAggregation>;
  filters: FiltersResult<T, TAggregation, TBody>;
  global: SingleBucket<T, TAggregation>;
  histogram: BucketsOf<TBody, Bucket<T, TAggregation, number>>;
  max: Metric;
  min: Metric;
  missing: SingleBucket<T, TAggregation>;
  nested: SingleBucket<T, TAggregation>;
  range: BucketsOf<
    TBody,
    Bucket<T, TAggregation, RangeKey<TBody>, { readonly from?: number; readonly to?: number }>,
    RangeKey<TBody>
  >;
  reverse_nested: SingleBucket<T, TAggregation>;
  stats: Stats;
  sum: Metric;
  terms: {
    readonly doc_count_error_upper_bound: number;
    readonly sum_other_doc_count: number;
    readonly buckets: readonly Bucket<
      T,
      TAggregation,
      KeyOf<T, TBody>,
      { readonly key_as_string?: string }
    >[];
  };
  value_count: Count;
}

type AggregationResult<T, TAggregation> = keyof TAggregation &
  keyof AggregationAnswers<T, unknown, unknown> extends infer K
  ? [K] extends [never]
    ? unknown
    : K extends keyof TAggregation & keyof AggregationAnswers<T, unknown, unknown>
      ? AggregationAnswers<T, TAggregation[K], TAggregation>[K]
      : never
  : never;

/** The results of aggregations, by name. */
export type AggregationResults<T, TAggregations> = {
  readonly [N in keyof TAggregations]: AggregationResult<T, TAggregations[N]>;
};
