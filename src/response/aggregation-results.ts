// The results of aggregations, as they follow from the request. Types only.
import type { ValueAt } from '../query/field-path.js';
import type {
  AdjacencyMatrixResult,
  Bucket,
  Buckets,
  CategorizeTextResult,
  CompositeResult,
  DateHistogramResult,
  FiltersResult,
  HistogramResult,
  IpPrefixResult,
  ItemSetsResult,
  MultiTermsResult,
  RangeResult,
  RareTermsResult,
  SignificantResult,
  SingleBucket,
  TermsResult,
  TimeSeriesResult,
  VariableWidthHistogramResult,
} from './bucket-results.js';
import type { CompositeKey, TermKey, TermKeyForms } from './bucket-keys.js';
import type { MetricAnswers } from './metric-results.js';
import type { PipelineAnswers } from './pipeline-results.js';
import type { TopHitsResult } from './top-hits-result.js';

/**
 * The result of each kind, from its body and from the whole aggregation; `TObject` is what is counted: the class, or that
 * of the nested objects. A plugin may add its own, as {@link AggregationBodies} shows.
 */
export interface AggregationAnswers<T, TBody, TAggregation, TObject>
  extends MetricAnswers<T, TBody>, PipelineAnswers<TBody> {
  adjacency_matrix: AdjacencyMatrixResult<TBody, SubResults<T, TAggregation, TObject>>;
  auto_date_histogram: DateHistogramResult<TBody, SubResults<T, TAggregation, TObject>> & {
    /** The interval that was chosen, such as `1M`. */
    readonly interval: string;
  };
  categorize_text: CategorizeTextResult<SubResults<T, TAggregation, TObject>>;
  children: SingleBucket<SubResults<T, TAggregation, TObject>>;
  composite: CompositeResult<T, TBody, SubResults<T, TAggregation, TObject>>;
  date_histogram: DateHistogramResult<TBody, SubResults<T, TAggregation, TObject>>;
  date_range: RangeResult<TBody, SubResults<T, TAggregation, TObject>>;
  diversified_sampler: SingleBucket<SubResults<T, TAggregation, TObject>>;
  filter: SingleBucket<SubResults<T, TAggregation, TObject>>;
  filters: FiltersResult<TBody, SubResults<T, TAggregation, TObject>>;
  frequent_item_sets: ItemSetsResult<TBody, SubResults<T, TAggregation, TObject>>;
  frequent_items: ItemSetsResult<TBody, SubResults<T, TAggregation, TObject>>;
  geo_distance: RangeResult<TBody, SubResults<T, TAggregation, TObject>>;
  geohash_grid: Buckets<SubResults<T, TAggregation, TObject>, string>;
  geohex_grid: Buckets<SubResults<T, TAggregation, TObject>, string>;
  geotile_grid: Buckets<SubResults<T, TAggregation, TObject>, string>;
  global: SingleBucket<SubResults<T, TAggregation, TObject>>;
  histogram: HistogramResult<TBody, SubResults<T, TAggregation, TObject>>;
  ip_prefix: IpPrefixResult<TBody, SubResults<T, TAggregation, TObject>>;
  ip_range: RangeResult<TBody, SubResults<T, TAggregation, TObject>, string>;
  missing: SingleBucket<SubResults<T, TAggregation, TObject>>;
  multi_terms: MultiTermsResult<T, TBody, SubResults<T, TAggregation, TObject>>;
  nested: SingleBucket<SubResults<T, TAggregation, ObjectAt<T, TBody, unknown>>>;
  parent: SingleBucket<SubResults<T, TAggregation, TObject>>;
  random_sampler: SingleBucket<
    SubResults<T, TAggregation, TObject>,
    { readonly seed: number; readonly probability: number }
  >;
  range: RangeResult<TBody, SubResults<T, TAggregation, TObject>>;
  rare_terms: RareTermsResult<T, TBody, SubResults<T, TAggregation, TObject>>;
  reverse_nested: SingleBucket<SubResults<T, TAggregation, ObjectAt<T, TBody, T>>>;
  sampler: SingleBucket<SubResults<T, TAggregation, TObject>>;
  significant_terms: SignificantResult<
    SubResults<T, TAggregation, TObject>,
    TermKey<T, TBody>,
    TermKeyForms<T, TBody>
  >;
  significant_text: SignificantResult<SubResults<T, TAggregation, TObject>, string>;
  terms: TermsResult<T, TBody, SubResults<T, TAggregation, TObject>>;
  time_series: TimeSeriesResult<TBody, SubResults<T, TAggregation, TObject>>;
  top_hits: TopHitsResult<T, TBody, TObject>;
  variable_width_histogram: VariableWidthHistogramResult<SubResults<T, TAggregation, TObject>>;
}

// The class of the objects at a path; `TDefault` where none is named.
type ObjectAt<T, TBody, TDefault> = TBody extends { readonly path: infer TPath extends string }
  ? ValueAt<T, TPath>
  : TDefault;

type SubResults<T, TAggregation, TObject> = TAggregation extends { readonly aggs: infer TSub }
  ? AggregationResults<T, TSub, TObject>
  : TAggregation extends { readonly aggregations: infer TSub }
    ? AggregationResults<T, TSub, TObject>
    : unknown;

type Answers = AggregationAnswers<unknown, unknown, unknown, unknown>;

// An aggregation whose kind is known only when the program runs has each kind, perhaps.
type AggregationResult<T, TAggregation, TObject> = keyof TAggregation & keyof Answers extends infer K
  ? [K] extends [never]
    ? unknown
    : K extends keyof TAggregation & keyof Answers
      ? undefined extends TAggregation[K]
        ? unknown
        : AggregationAnswers<T, TAggregation[K], TAggregation, TObject>[K]
      : never
  : never;

type MetaOf<TAggregation> = TAggregation extends { readonly meta: infer TMeta }
  ? { readonly meta: TMeta }
  : unknown;

/** The results of aggregations, by name; unknown where it is not known which were asked for. */
export type AggregationResults<T, TAggregations, TObject = T> = string extends keyof TAggregations
  ? { readonly [name: string]: unknown }
  : {
      readonly [N in keyof TAggregations]: AggregationResult<T, TAggregations[N], TObject> &
        MetaOf<TAggregations[N]>;
    };

/** One bucket of a composite aggregation. */
export type CompositeBucket<T, TComposite, TAggregations> = Bucket<
  TAggregations extends undefined ? unknown : AggregationResults<T, TAggregations>,
  CompositeKey<T, TComposite extends { readonly sources: infer TSources } ? TSources : never>
>;
