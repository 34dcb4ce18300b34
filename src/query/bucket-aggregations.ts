// Aggregations that sort documents into buckets. Types only.
import type { estypes } from '@elastic/elasticsearch';
import type { GeoPointValue } from '../types/geo.js';
import type {
  Bounds,
  DateField,
  NumberField,
  NumberOrRangeField,
  ObjectField,
  Options,
  Own,
  PlaceField,
  ScriptOption,
  StringField,
  ValuesOf,
} from './aggregation-fields.js';
import type { CompositeBody } from './composite-sources.js';
import type { FieldName } from './field-path.js';
import type { Query } from './query.js';

interface NamedRange<TEnd> {
  readonly from?: TEnd | null;
  readonly to?: TEnd | null;
  /** The name of the bucket. */
  readonly key?: string;
}

interface RangesOf<TEnd> {
  readonly ranges: readonly NamedRange<TEnd>[];
}

type Buckets<TField, TBody, TOwn extends PropertyKey = never> = Options<TBody, Own | TOwn> & ValuesOf<TField>;
type Grid<T, TBody> = Options<TBody, 'field' | 'bounds'> & {
  readonly field: PlaceField<T>;
  readonly bounds?: Bounds;
};

interface Significance<T> {
  /** The documents that the found ones are held against; all where nothing is said. */
  readonly background_filter?: Query<T>;
  readonly script_heuristic?: { readonly script: ScriptOption };
}
type Significant<T, TField, TBody> = Options<
  TBody,
  'field' | 'background_filter' | 'script_heuristic' | 'source_fields'
> &
  Significance<T> & { readonly field?: TField };

interface TermOf<T> {
  readonly field?: FieldName<T>;
  readonly script?: ScriptOption;
  readonly missing?: unknown;
}

interface ItemSets<T> {
  readonly fields: readonly {
    readonly field: FieldName<T>;
    readonly include?: string | readonly string[];
    readonly exclude?: string | readonly string[];
  }[];
  readonly filter?: Query<T>;
  readonly minimum_set_size?: number;
  readonly minimum_support?: number;
  readonly size?: number;
}

/** The kinds that sort documents into buckets. */
export interface BucketBodies<T> {
  adjacency_matrix: {
    readonly filters: Readonly<Record<string, Query<T>>>;
    readonly separator?: string;
  };
  auto_date_histogram: Buckets<DateField<T>, estypes.AggregationsAutoDateHistogramAggregation, 'params'>;
  categorize_text: Options<
    estypes.AggregationsCategorizeTextAggregation,
    'field' | 'categorization_analyzer'
  > & {
    readonly field: StringField<T>;
    readonly categorization_analyzer?:
      | string
      | {
          readonly char_filter?: readonly (string | object)[];
          readonly tokenizer?: string | object;
          readonly filter?: readonly (string | object)[];
        };
  };
  children: { readonly type: string };
  composite: CompositeBody<T>;
  date_histogram: Buckets<
    DateField<T>,
    estypes.AggregationsDateHistogramAggregation,
    'calendar_interval' | 'params'
  > & { readonly calendar_interval?: string };
  date_range: Buckets<DateField<T>, estypes.AggregationsDateRangeAggregation, 'ranges'> &
    RangesOf<Date | string | number>;
  diversified_sampler: Buckets<FieldName<T>, estypes.AggregationsDiversifiedSamplerAggregation>;
  filter: Query<T>;
  filters: {
    readonly filters: readonly Query<T>[] | Readonly<Record<string, Query<T>>>;
    readonly other_bucket?: boolean;
    readonly other_bucket_key?: string;
    readonly keyed?: boolean;
  };
  frequent_item_sets: ItemSets<T>;
  /** The former name of `frequent_item_sets`. */
  frequent_items: ItemSets<T>;
  geo_distance: RangesOf<number> & {
    readonly field: PlaceField<T>;
    readonly origin: GeoPointValue;
    readonly unit?: string;
    readonly distance_type?: 'arc' | 'plane';
    readonly keyed?: boolean;
  };
  geohash_grid: Grid<T, estypes.AggregationsGeoHashGridAggregation>;
  geohex_grid: Grid<T, estypes.AggregationsGeohexGridAggregation>;
  geotile_grid: Grid<T, estypes.AggregationsGeoTileGridAggregation>;
  global: object;
  histogram: Buckets<NumberOrRangeField<T>, estypes.AggregationsHistogramAggregation, 'interval'> & {
    readonly interval: number;
  };
  ip_prefix: Options<estypes.AggregationsIpPrefixAggregation, 'field'> & { readonly field: StringField<T> };
  ip_range: {
    readonly field: StringField<T>;
    readonly ranges: readonly (NamedRange<string> & { readonly mask?: string })[];
    readonly keyed?: boolean;
  };
  missing: { readonly field: FieldName<T>; readonly missing?: unknown };
  multi_terms: Options<estypes.AggregationsMultiTermsAggregation, 'terms'> & {
    readonly terms: readonly TermOf<T>[];
  };
  nested: { readonly path: ObjectField<T> };
  parent: { readonly type: string };
  random_sampler: Options<estypes.AggregationsRandomSamplerAggregation>;
  range: Buckets<NumberField<T>, estypes.AggregationsRangeAggregation, 'ranges'> & RangesOf<number>;
  rare_terms: Buckets<FieldName<T>, estypes.AggregationsRareTermsAggregation>;
  reverse_nested: { readonly path?: ObjectField<T> };
  sampler: Options<estypes.AggregationsSamplerAggregation>;
  significant_terms: Significant<T, FieldName<T>, estypes.AggregationsSignificantTermsAggregation>;
  significant_text: Significant<T, StringField<T>, estypes.AggregationsSignificantTextAggregation> & {
    readonly source_fields?: StringField<T> | readonly StringField<T>[];
  };
  terms: Buckets<FieldName<T>, estypes.AggregationsTermsAggregation>;
  time_series: Options<estypes.AggregationsTimeSeriesAggregation>;
  variable_width_histogram: Buckets<NumberField<T>, estypes.AggregationsVariableWidthHistogramAggregation>;
}
