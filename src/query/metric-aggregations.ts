// Aggregations that compute values from documents. Types only.
import type { estypes } from '@elastic/elasticsearch';
import type {
  NumberField,
  Options,
  Own,
  PlaceField,
  PlaneField,
  ScriptOption,
  StringField,
  ValuesOf,
} from './aggregation-fields.js';
import type { FieldName } from './field-path.js';
import type { Highlight } from './highlight.js';
import type { Query } from './query.js';
import type { SourceFilter } from './selected.js';
import type { Sort } from './sort.js';

type Numbers<T, TBody> = Options<TBody, Own> & ValuesOf<NumberField<T>>;
type Strings<T, TBody> = Options<TBody, Own> & ValuesOf<StringField<T>>;
type Anything<T, TBody> = Options<TBody, Own> & ValuesOf<FieldName<T>>;

interface Weighed<T> {
  readonly field?: NumberField<T>;
  readonly missing?: number;
  readonly script?: ScriptOption;
}

interface Population<T> {
  readonly field: NumberField<T>;
  readonly script?: ScriptOption;
  readonly filter?: Query<T>;
}

interface GeoLine<T> {
  readonly point: { readonly field: PlaceField<T> };
  readonly sort?: { readonly field: NumberField<T> };
  readonly include_sort?: boolean;
  readonly sort_order?: 'asc' | 'desc';
  readonly size?: number;
}

interface TopHits<T>
  extends
    ValuesOf<FieldName<T>>,
    Options<
      estypes.AggregationsTopHitsAggregation,
      Own | '_source' | 'docvalue_fields' | 'fields' | 'highlight' | 'script_fields' | 'sort'
    > {
  /** The fields that the documents are made of; all where nothing is said. */
  readonly _source?: SourceFilter<T>;
  readonly docvalue_fields?: readonly (FieldName<T> | FormattedField<T>)[];
  readonly fields?: readonly (FieldName<T> | FormattedField<T>)[];
  readonly highlight?: Highlight<T>;
  readonly script_fields?: Readonly<Record<string, { readonly script: ScriptOption }>>;
  readonly sort?: Sort<T> | readonly Sort<T>[];
}

interface FormattedField<T> {
  readonly field: FieldName<T>;
  readonly format?: string;
}

interface TopMetrics<T> extends Options<estypes.AggregationsTopMetricsAggregation, Own | 'metrics' | 'sort'> {
  readonly metrics?: Measured<T> | readonly Measured<T>[];
  readonly sort?: Sort<T> | readonly Sort<T>[];
}

interface Measured<T> {
  readonly field: FieldName<T>;
}

/** The kinds that compute values. */
export interface MetricBodies<T> {
  avg: Numbers<T, estypes.AggregationsAverageAggregation>;
  boxplot: Numbers<T, estypes.AggregationsBoxplotAggregation>;
  cardinality: Anything<T, estypes.AggregationsCardinalityAggregation>;
  cartesian_bounds: ValuesOf<PlaneField<T>>;
  cartesian_centroid: ValuesOf<PlaneField<T>>;
  extended_stats: Numbers<T, estypes.AggregationsExtendedStatsAggregation>;
  geo_bounds: ValuesOf<PlaceField<T>> & { readonly wrap_longitude?: boolean };
  geo_centroid: ValuesOf<PlaceField<T>> &
    Options<estypes.AggregationsGeoCentroidAggregation, Own | 'location'>;
  geo_line: GeoLine<T>;
  /** A name that Elasticsearch also has for `geo_line`. */
  line: GeoLine<T>;
  matrix_stats: {
    readonly fields?: NumberField<T> | readonly NumberField<T>[];
    readonly missing?: Readonly<Record<string, number>>;
    readonly mode?: 'avg' | 'max' | 'median' | 'min' | 'sum';
  };
  max: Numbers<T, estypes.AggregationsMaxAggregation>;
  median_absolute_deviation: Numbers<T, estypes.AggregationsMedianAbsoluteDeviationAggregation>;
  min: Numbers<T, estypes.AggregationsMinAggregation>;
  percentile_ranks: Numbers<T, estypes.AggregationsPercentileRanksAggregation>;
  percentiles: Numbers<T, estypes.AggregationsPercentilesAggregation>;
  rate: Numbers<T, estypes.AggregationsRateAggregation>;
  scripted_metric: {
    readonly init_script?: ScriptOption;
    readonly map_script?: ScriptOption;
    readonly combine_script?: ScriptOption;
    readonly reduce_script?: ScriptOption;
    readonly params?: Readonly<Record<string, unknown>>;
  };
  stats: Numbers<T, estypes.AggregationsStatsAggregation>;
  string_stats: Strings<T, estypes.AggregationsStringStatsAggregation>;
  sum: Numbers<T, estypes.AggregationsSumAggregation>;
  t_test: {
    readonly a: Population<T>;
    readonly b: Population<T>;
    readonly type?: 'paired' | 'homoscedastic' | 'heteroscedastic';
  };
  top_hits: TopHits<T>;
  top_metrics: TopMetrics<T>;
  value_count: Anything<T, estypes.AggregationsValueCountAggregation>;
  weighted_avg: {
    readonly value: Weighed<T>;
    readonly weight: Weighed<T>;
    readonly format?: string;
    readonly value_type?: string;
  };
}
