// Aggregations that compute values from the results of others. Types only.
import type { estypes } from '@elastic/elasticsearch';
import type { Options, ScriptOption } from './aggregation-fields.js';

/** Which results: `'sales'`, `'months>sales.avg'`, or several by a name of their own. */
export type BucketsPath = string | readonly string[] | Readonly<Record<string, string>>;

interface OfOthers {
  readonly buckets_path: BucketsPath;
}

type Pipeline<TBody> = Options<TBody, 'buckets_path' | 'script'> & OfOthers;
type Computed<TBody> = Pipeline<TBody> & { readonly script: ScriptOption };

type MovingAverage = OfOthers & {
  readonly model?: 'simple' | 'linear' | 'ewma' | 'holt' | 'holt_winters';
  readonly settings?: object;
  readonly window?: number;
  readonly predict?: number;
  readonly minimize?: boolean;
  readonly format?: string;
  readonly gap_policy?: estypes.AggregationsGapPolicy;
};

type BucketOrder =
  string | { readonly [result: string]: 'asc' | 'desc' | { readonly order?: 'asc' | 'desc' } };

/** The kinds that compute from other results. */
export interface PipelineBodies {
  avg_bucket: Pipeline<estypes.AggregationsAverageBucketAggregation>;
  bucket_correlation: OfOthers & {
    readonly function: {
      readonly count_correlation: {
        readonly indicator: {
          readonly doc_count: number;
          readonly expectations: readonly number[];
          readonly fractions?: readonly number[];
        };
      };
    };
  };
  bucket_count_ks_test: Pipeline<estypes.AggregationsBucketKsAggregation>;
  bucket_script: Computed<estypes.AggregationsBucketScriptAggregation>;
  bucket_selector: Computed<estypes.AggregationsBucketSelectorAggregation>;
  bucket_sort: Options<estypes.AggregationsBucketSortAggregation, 'sort'> & {
    readonly sort?: BucketOrder | readonly BucketOrder[];
  };
  change_point: Pipeline<estypes.AggregationsChangePointAggregation>;
  cumulative_cardinality: Pipeline<estypes.AggregationsCumulativeCardinalityAggregation>;
  cumulative_sum: Pipeline<estypes.AggregationsCumulativeSumAggregation>;
  derivative: Pipeline<estypes.AggregationsDerivativeAggregation> & { readonly unit?: string };
  extended_stats_bucket: Pipeline<estypes.AggregationsExtendedStatsBucketAggregation>;
  inference: Pipeline<estypes.AggregationsInferenceAggregation>;
  max_bucket: Pipeline<estypes.AggregationsMaxBucketAggregation>;
  min_bucket: Pipeline<estypes.AggregationsMinBucketAggregation>;
  /** Elasticsearch 8 and later refuse it: `moving_fn` took its place. */
  moving_avg: MovingAverage;
  moving_fn: Pipeline<estypes.AggregationsMovingFunctionAggregation> & { readonly script: string };
  moving_percentiles: Pipeline<estypes.AggregationsMovingPercentilesAggregation>;
  normalize: Pipeline<estypes.AggregationsNormalizeAggregation>;
  percentiles_bucket: Pipeline<estypes.AggregationsPercentilesBucketAggregation>;
  serial_diff: Pipeline<estypes.AggregationsSerialDifferencingAggregation>;
  stats_bucket: Pipeline<estypes.AggregationsStatsBucketAggregation>;
  sum_bucket: Pipeline<estypes.AggregationsSumBucketAggregation>;
}
