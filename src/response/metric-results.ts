// What aggregations give that compute values from documents or from other results. Types only.
import type { PercentKey, ValueOf, WrittenValue } from './bucket-keys.js';

/** A value; null where no document has one. */
export interface Metric {
  readonly value: number | null;
  readonly value_as_string?: string;
}

/** A value that is there without documents too. */
export interface Count {
  readonly value: number;
  readonly value_as_string?: string;
}

export interface Stats {
  readonly count: number;
  readonly min: number | null;
  readonly max: number | null;
  readonly avg: number | null;
  readonly sum: number;
  readonly min_as_string?: string;
  readonly max_as_string?: string;
  readonly avg_as_string?: string;
  readonly sum_as_string?: string;
}

interface Deviations<TValue> {
  readonly upper: TValue;
  readonly lower: TValue;
  readonly upper_population: TValue;
  readonly lower_population: TValue;
  readonly upper_sampling: TValue;
  readonly lower_sampling: TValue;
}

export interface ExtendedStats extends Stats {
  readonly sum_of_squares: number | null;
  readonly variance: number | null;
  readonly variance_population: number | null;
  readonly variance_sampling: number | null;
  readonly std_deviation: number | null;
  readonly std_deviation_population: number | null;
  readonly std_deviation_sampling: number | null;
  readonly std_deviation_bounds: Deviations<number | null>;
  readonly sum_of_squares_as_string?: string;
  readonly variance_as_string?: string;
  readonly std_deviation_as_string?: string;
  readonly std_deviation_bounds_as_string?: Deviations<string>;
}

export interface Boxplot {
  readonly min: number;
  readonly max: number;
  readonly q1: number;
  readonly q2: number;
  readonly q3: number;
  readonly lower: number;
  readonly upper: number;
}

export interface StringStats {
  readonly count: number;
  readonly min_length: number | null;
  readonly max_length: number | null;
  readonly avg_length: number | null;
  readonly entropy: number | null;
  /** With `show_distribution`: how often each character stands in the values. */
  readonly distribution?: Readonly<Record<string, number>> | null;
}

interface LatLon {
  readonly lat: number;
  readonly lon: number;
}
interface Xy {
  readonly x: number;
  readonly y: number;
}
interface BoundsOf<TPoint> {
  /** None where no document has a place. */
  readonly bounds?: { readonly top_left: TPoint; readonly bottom_right: TPoint };
}
interface CentroidOf<TPoint> {
  readonly location?: TPoint;
  readonly count: number;
}

/** A line as GeoJSON. */
export interface GeoLineResult {
  readonly type: 'Feature';
  readonly geometry: { readonly type: 'LineString'; readonly coordinates: readonly (readonly number[])[] };
  readonly properties: { readonly complete: boolean; readonly sort_values?: readonly number[] };
}

type PercentValues<TKey extends string> = { readonly [K in TKey]: number | null } & {
  readonly [K in `${TKey}_as_string`]?: string;
};
interface PercentItem {
  readonly key: number;
  readonly value: number | null;
  readonly value_as_string?: string;
}

export type PercentilesResult<TBody> = TBody extends { readonly keyed: false }
  ? { readonly values: readonly PercentItem[] }
  : { readonly values: PercentValues<PercentKey<TBody>> };

interface MatrixField<TName extends string> {
  readonly name: TName;
  readonly count: number;
  readonly mean: number;
  readonly variance: number;
  readonly skewness: number;
  readonly kurtosis: number;
  readonly covariance: Readonly<Record<TName, number>>;
  readonly correlation: Readonly<Record<TName, number>>;
}
type MatrixName<TBody> = TBody extends { readonly fields: infer F }
  ? F extends readonly (infer N extends string)[]
    ? N
    : F extends string
      ? F
      : string
  : string;
interface MatrixStats<TName extends string> {
  readonly doc_count: number;
  readonly fields?: readonly MatrixField<TName>[];
}

type MetricOf<TBody> = TBody extends { readonly metrics: infer M }
  ? M extends readonly (infer TItem)[]
    ? TItem
    : M
  : never;
type MetricName<TMetric> = TMetric extends { readonly field: infer F extends string } ? F : never;

export interface TopMetricsResult<T, TBody> {
  readonly top: readonly {
    readonly sort: readonly (string | number | boolean | null)[];
    readonly metrics: {
      readonly [F in MetricName<MetricOf<TBody>>]: WrittenValue<ValueOf<T, { readonly field: F }>> | null;
    };
  }[];
}

/** The results of the kinds that compute values from documents. */
export interface MetricAnswers<T, TBody> {
  avg: Metric;
  boxplot: Boxplot;
  cardinality: Count;
  cartesian_bounds: BoundsOf<Xy>;
  cartesian_centroid: CentroidOf<Xy>;
  extended_stats: ExtendedStats;
  geo_bounds: BoundsOf<LatLon>;
  geo_centroid: CentroidOf<LatLon>;
  geo_line: GeoLineResult;
  line: GeoLineResult;
  matrix_stats: MatrixStats<MatrixName<TBody>>;
  max: Metric;
  median_absolute_deviation: Metric;
  min: Metric;
  percentile_ranks: PercentilesResult<TBody>;
  percentiles: PercentilesResult<TBody>;
  rate: Count;
  /** What the scripts make. */
  scripted_metric: { readonly value: unknown };
  stats: Stats;
  string_stats: StringStats;
  sum: Count;
  t_test: Metric;
  top_metrics: TopMetricsResult<T, TBody>;
  value_count: Count;
  weighted_avg: Metric;
}
