// The one table of field types: what each is called as a decorator, which values it holds, how they are converted.
// Decorators, mapping and hydration read it; a type test holds it against the client's own list.
import type { GeoPointValue, PointValue, ShapeValue } from '../types/geo.js';
import type { OneOrMany } from '../types/multi-field.js';

/**
 * How values of a type travel between a property and `_source`:
 * `plain` as they are, `date` as an ISO string, `dateRange` with dates as its ends, `binary` as Base64,
 * `object` by the class that was named, `none` never (the field has no value of its own).
 */
export type Codec = 'plain' | 'date' | 'dateRange' | 'binary' | 'object' | 'none';

declare const value: unique symbol;

interface FieldTypeRow<TValue> {
  /** The decorator's name. */
  readonly decorator: string;
  readonly codec: Codec;
  /** The property types it may stand on; for the compiler only. */
  readonly [value]?: TValue;
}

/** Fields of this type hold any number of values. */
function many<TValue>(decorator: string, codec: Codec = 'plain'): FieldTypeRow<OneOrMany<TValue>> {
  return { decorator, codec };
}

/** Fields of this type hold one value. */
function single<TValue>(decorator: string, codec: Codec = 'plain'): FieldTypeRow<TValue | null | undefined> {
  return { decorator, codec };
}

/** A range: at most one lower and one upper end, each open or closed; a missing end is unbounded. */
export interface Range<TEnd> {
  readonly gt?: TEnd | null;
  readonly gte?: TEnd | null;
  readonly lt?: TEnd | null;
  readonly lte?: TEnd | null;
}

export interface CompletionValue {
  readonly input: string | readonly string[];
  readonly weight?: number;
  readonly contexts?: Readonly<Record<string, unknown>>;
}

export interface HistogramValue {
  readonly values: readonly number[];
  readonly counts: readonly number[];
}

export interface AggregateMetricValue {
  readonly min?: number;
  readonly max?: number;
  readonly sum?: number;
  readonly value_count?: number;
}

export interface JoinValue {
  readonly name: string;
  readonly parent?: string;
}

type JsonObject = Readonly<Record<string, unknown>>;

export const fieldTypes = {
  aggregate_metric_double: single<AggregateMetricValue>('AggregateMetricDouble'),
  alias: single<unknown>('Alias', 'none'),
  binary: many<Uint8Array>('Binary', 'binary'),
  boolean: many<boolean>('BooleanField'),
  byte: many<number>('Byte'),
  completion: many<string | CompletionValue>('Completion'),
  constant_keyword: single<string>('ConstantKeyword'),
  counted_keyword: many<string>('CountedKeyword'),
  date: many<Date>('DateField', 'date'),
  date_nanos: many<string>('DateNanos'),
  date_range: many<Range<Date>>('DateRange', 'dateRange'),
  dense_vector: single<readonly number[]>('DenseVector'),
  double: many<number>('Double'),
  double_range: many<Range<number>>('DoubleRange'),
  exponential_histogram: single<JsonObject>('ExponentialHistogram'),
  flattened: single<object>('Flattened'),
  float: many<number>('Float'),
  float_range: many<Range<number>>('FloatRange'),
  geo_point: many<GeoPointValue>('GeoPoint'),
  geo_shape: many<ShapeValue>('GeoShape'),
  half_float: many<number>('HalfFloat'),
  histogram: single<HistogramValue>('Histogram'),
  icu_collation_keyword: many<string>('IcuCollationKeyword'),
  integer: many<number>('Integer'),
  integer_range: many<Range<number>>('IntegerRange'),
  ip: many<string>('Ip'),
  ip_range: many<string | Range<string>>('IpRange'),
  join: single<string | JoinValue>('Join'),
  keyword: many<string>('Keyword'),
  long: many<number>('Long'),
  long_range: many<Range<number>>('LongRange'),
  match_only_text: many<string>('MatchOnlyText'),
  murmur3: many<string>('Murmur3'),
  nested: many<object>('Nested', 'object'),
  object: many<object>('ObjectField', 'object'),
  passthrough: single<object>('Passthrough', 'object'),
  percolator: single<object>('Percolator'),
  point: many<PointValue>('Point'),
  rank_feature: single<number>('RankFeature'),
  rank_features: single<Readonly<Record<string, number>>>('RankFeatures'),
  rank_vectors: single<readonly (readonly number[])[]>('RankVectors'),
  scaled_float: many<number>('ScaledFloat'),
  search_as_you_type: many<string>('SearchAsYouType'),
  semantic_text: many<string>('SemanticText'),
  shape: many<ShapeValue>('Shape'),
  short: many<number>('Short'),
  sparse_vector: single<Readonly<Record<string, number>>>('SparseVector'),
  text: many<string>('Text'),
  token_count: many<string>('TokenCount'),
  unsigned_long: many<number>('UnsignedLong'),
  version: many<string>('VersionField'),
  wildcard: many<string>('Wildcard'),
} as const satisfies Record<string, FieldTypeRow<unknown>>;

/** The name of a field type, as Elasticsearch writes it in a mapping. */
export type FieldType = keyof typeof fieldTypes;

/** The types of property that a field of this type may stand on. */
export type PropertyOf<TType extends FieldType> =
  (typeof fieldTypes)[TType] extends FieldTypeRow<infer TValue> ? TValue : never;

export function isFieldType(type: string): type is FieldType {
  return Object.hasOwn(fieldTypes, type);
}
