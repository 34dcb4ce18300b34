// What aggregations give that compute from other results. Types only.
import type { Count, ExtendedStats, Metric, PercentilesResult, Stats } from './metric-results.js';

/** A value, and the keys of the buckets that have it. */
export interface BucketMetric extends Metric {
  readonly keys: readonly string[];
}

export interface Derivative extends Metric {
  /** With `unit`. */
  readonly normalized_value?: number;
  readonly normalized_value_as_string?: string;
}

interface Change {
  readonly p_value: number;
  readonly change_point: number;
}

/** Where a series of buckets changes, and how. */
export interface ChangePoint {
  readonly type: {
    readonly dip?: Change;
    readonly distribution_change?: Change;
    readonly indeterminable?: { readonly reason: string };
    readonly non_stationary?: { readonly p_value: number; readonly r_value: number; readonly trend: string };
    readonly spike?: Change;
    readonly stationary?: object;
    readonly step_change?: Change;
    readonly trend_change?: {
      readonly p_value: number;
      readonly r_value: number;
      readonly change_point: number;
    };
  };
  /** The bucket at which it changes, with its results. */
  readonly bucket?: { readonly key: unknown; readonly doc_count: number; readonly [name: string]: unknown };
}

export interface Inference {
  readonly value?: string | number | boolean | null;
  readonly feature_importance?: readonly object[];
  readonly top_classes?: readonly {
    readonly class_name: string | number | boolean;
    readonly class_probability: number;
    readonly class_score: number;
  }[];
  readonly warning?: string;
}

/** The results of the kinds that compute from other results; undefined in buckets that have none. */
export interface PipelineAnswers<TBody> {
  avg_bucket: Metric;
  bucket_correlation: Metric;
  bucket_count_ks_test: Readonly<Partial<Record<'less' | 'greater' | 'two_sided', number>>>;
  bucket_script: Metric | undefined;
  /** It removes buckets, and gives nothing itself. */
  bucket_selector: undefined;
  /** It sorts buckets, and gives nothing itself. */
  bucket_sort: undefined;
  change_point: ChangePoint;
  cumulative_cardinality: Count;
  cumulative_sum: Count;
  derivative: Derivative | undefined;
  extended_stats_bucket: ExtendedStats;
  inference: Inference | undefined;
  max_bucket: BucketMetric;
  min_bucket: BucketMetric;
  moving_avg: Metric | undefined;
  moving_fn: Metric | undefined;
  moving_percentiles: PercentilesResult<TBody> | undefined;
  normalize: Metric | undefined;
  percentiles_bucket: PercentilesResult<TBody>;
  serial_diff: Metric | undefined;
  stats_bucket: Stats;
  sum_bucket: Count;
}
