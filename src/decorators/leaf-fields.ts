// The decorators of the field types: one line of code each, all made from the table in metadata/field-types.ts.
import { splitOptions } from '../metadata/field-behavior.js';
import { fieldTypes } from '../metadata/field-types.js';
import type { FieldType, PropertyOf, Range } from '../metadata/field-types.js';
import type { MultiField, OneOrMany } from '../types/multi-field.js';
import { createFieldDecorator } from './field-decorator.js';
import type { FieldDecorator } from './field-decorator.js';
import type { FieldOptions, MultiFields, Transformed, ValueChecks } from './field-options.js';

type LeafType = Exclude<FieldType, 'object' | 'nested' | 'passthrough'>;

/** The property types of a field, with the names of its multi-fields, so that the compiler compares them too. */
type WithNames<TValue, TNames extends string> = unknown extends TValue
  ? TValue
  : TValue extends null | undefined
    ? TValue
    : TValue extends readonly (infer TItem)[]
      ? readonly WithNames<TItem, TNames>[]
      : MultiField<TValue, TNames>;

type OptionsWith<TType extends LeafType, TFields> = FieldOptions<TType> &
  ValueChecks<PropertyOf<TType>> & {
    /** Further ways in which the field is indexed, by name: `{ raw: { type: 'keyword' } }`. */
    readonly fields?: TFields;
  };

/** Optional, unless the type has a parameter that it can't do without. */
type Arguments<TOptions> = object extends TOptions ? [options?: TOptions] : [options: TOptions];

// eslint-disable-next-line @typescript-eslint/no-generated-empty-object-type -- just that: its keys are `never`
type NoMultiFields = Record<never, never>;

interface LeafDecorator<TType extends LeafType> {
  <TValue>(
    options: Omit<OptionsWith<TType, MultiFields>, 'required' | 'validate'> &
      Transformed<TValue, PropertyOf<TType>>,
  ): FieldDecorator<TValue | null | undefined>;
  <const TFields extends MultiFields = NoMultiFields>(
    ...options: Arguments<OptionsWith<TType, TFields> & { readonly transform?: never }>
  ): FieldDecorator<WithNames<PropertyOf<TType>, keyof TFields & string>>;
}

/** A field of whole numbers that may be read as `bigint`. */
interface WholeNumberDecorator<TType extends LeafType, TBigint> extends LeafDecorator<TType> {
  (
    options: Omit<OptionsWith<TType, MultiFields>, 'validate'> &
      ValueChecks<TBigint> & {
        /** Whether values are `bigint`s: exact, however great. */
        readonly bigint: true;
        readonly transform?: never;
      },
  ): FieldDecorator<TBigint>;
}

function leafDecorator<TType extends LeafType>(type: TType): LeafDecorator<TType> {
  const { decorator } = fieldTypes[type];
  const create = (said?: object): FieldDecorator<unknown> => {
    const { options, behavior } = splitOptions(said as Readonly<Record<string, unknown>> | undefined);
    return createFieldDecorator({ decorator, type, options, behavior });
  };
  return create;
}

/**
 * Full text: analyzed into terms, found by `match`, not sortable.
 *
 * @example
 * ```ts
 * @Text({ analyzer: 'english' }) title!: string;
 * ```
 * @see https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/text
 */
export const Text = /* @__PURE__ */ leafDecorator('text');

/**
 * Full text without scores and positions: smaller than `text`, for logs.
 *
 * @example
 * ```ts
 * @MatchOnlyText() message!: string;
 * ```
 * @see https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/match-only-text
 */
export const MatchOnlyText = /* @__PURE__ */ leafDecorator('match_only_text');

/**
 * Full text that is also found by the beginning of its last word.
 *
 * @example
 * ```ts
 * @SearchAsYouType() name!: string;
 * ```
 * @see https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/search-as-you-type
 */
export const SearchAsYouType = /* @__PURE__ */ leafDecorator('search_as_you_type');

/**
 * Text that is embedded by an inference endpoint and found by meaning.
 *
 * @example
 * ```ts
 * @SemanticText({ inference_id: 'my-endpoint' }) body!: string;
 * ```
 * @see https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/semantic-text
 */
export const SemanticText = /* @__PURE__ */ leafDecorator('semantic_text');

/**
 * An exact value: filtered, sorted, aggregated, not analyzed.
 *
 * @example
 * ```ts
 * @Keyword() status!: 'draft' | 'published';
 * ```
 * @see https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/keyword
 */
export const Keyword = /* @__PURE__ */ leafDecorator('keyword');

/**
 * A keyword with one value for the whole index.
 *
 * @example
 * ```ts
 * @ConstantKeyword({ value: 'web' }) channel?: string;
 * ```
 * @see https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/constant-keyword-field-type
 */
export const ConstantKeyword = /* @__PURE__ */ leafDecorator('constant_keyword');

/**
 * A keyword that counts how often each value occurs in a document.
 *
 * @example
 * ```ts
 * @CountedKeyword() calls?: string[];
 * ```
 * @see https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/keyword
 */
export const CountedKeyword = /* @__PURE__ */ leafDecorator('counted_keyword');

/**
 * A keyword made for `wildcard` and `regexp` queries over long values.
 *
 * @example
 * ```ts
 * @Wildcard() path!: string;
 * ```
 * @see https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/keyword
 */
export const Wildcard = /* @__PURE__ */ leafDecorator('wildcard');

/**
 * A keyword that sorts as a language does (plugin analysis-icu).
 *
 * @example
 * ```ts
 * @IcuCollationKeyword({ language: 'de' }) name!: string;
 * ```
 */
export const IcuCollationKeyword = /* @__PURE__ */ leafDecorator('icu_collation_keyword');

/**
 * A whole number of 64 bits. A JavaScript number is exact up to ±2^53, and a greater one is refused: with `bigint: true`
 * the property is a `bigint`, and exact throughout.
 *
 * @example
 * ```ts
 * @Long() bytes!: number;
 * @Long({ bigint: true }) serial!: bigint;
 * ```
 * @see https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/number
 */
export const Long = /* @__PURE__ */ leafDecorator('long') as WholeNumberDecorator<'long', OneOrMany<bigint>>;

/**
 * A whole number of 32 bits.
 *
 * @example
 * ```ts
 * @Integer() views = 0;
 * ```
 * @see https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/number
 */
export const Integer = /* @__PURE__ */ leafDecorator('integer');

/**
 * A whole number of 16 bits.
 *
 * @example
 * ```ts
 * @Short() year!: number;
 * ```
 * @see https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/number
 */
export const Short = /* @__PURE__ */ leafDecorator('short');

/**
 * A whole number of 8 bits, -128 to 127.
 *
 * @example
 * ```ts
 * @Byte() stars!: number;
 * ```
 * @see https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/number
 */
export const Byte = /* @__PURE__ */ leafDecorator('byte');

/**
 * A whole number from 0 to 2^64-1. Beyond 2^53 a JavaScript number is not exact.
 *
 * @example
 * ```ts
 * @UnsignedLong() serial!: number;
 * ```
 * @see https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/unsigned-long
 */
export const UnsignedLong = /* @__PURE__ */ leafDecorator('unsigned_long') as WholeNumberDecorator<
  'unsigned_long',
  OneOrMany<bigint>
>;

/**
 * A floating-point number of 64 bits, as JavaScript has them.
 *
 * @example
 * ```ts
 * @Double() price!: number;
 * ```
 * @see https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/number
 */
export const Double = /* @__PURE__ */ leafDecorator('double');

/**
 * A floating-point number of 32 bits.
 *
 * @example
 * ```ts
 * @Float() rating!: number;
 * ```
 * @see https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/number
 */
export const Float = /* @__PURE__ */ leafDecorator('float');

/**
 * A floating-point number of 16 bits.
 *
 * @example
 * ```ts
 * @HalfFloat() share!: number;
 * ```
 * @see https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/number
 */
export const HalfFloat = /* @__PURE__ */ leafDecorator('half_float');

/**
 * A floating-point number kept as a whole one, by a factor.
 *
 * @example
 * ```ts
 * @ScaledFloat({ scaling_factor: 100 }) price!: number;
 * ```
 * @see https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/number
 */
export const ScaledFloat = /* @__PURE__ */ leafDecorator('scaled_float');

/**
 * True or false.
 *
 * @example
 * ```ts
 * @BooleanField() active!: boolean;
 * ```
 * @see https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/boolean
 */
export const BooleanField = /* @__PURE__ */ leafDecorator('boolean');

/**
 * An instant, to the millisecond, in UTC. Sent as an ISO string.
 *
 * @example
 * ```ts
 * @DateField() publishedAt?: Date;
 * ```
 * @see https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/date
 */
export const DateField = /* @__PURE__ */ leafDecorator('date');

/**
 * An instant to the nanosecond, kept as the string that was given: a `Date` would lose digits.
 *
 * @example
 * ```ts
 * @DateNanos() at!: string;
 * ```
 * @see https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/date_nanos
 */
export const DateNanos = /* @__PURE__ */ leafDecorator('date_nanos');

/**
 * An IPv4 or IPv6 address.
 *
 * @example
 * ```ts
 * @Ip() client!: string;
 * ```
 * @see https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/ip
 */
export const Ip = /* @__PURE__ */ leafDecorator('ip');

/**
 * A software version, sorted by the rules of semantic versioning.
 *
 * @example
 * ```ts
 * @VersionField() release!: string;
 * ```
 * @see https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/version
 */
export const VersionField = /* @__PURE__ */ leafDecorator('version');

/**
 * Bytes, kept as Base64. Not searchable.
 *
 * @example
 * ```ts
 * @Binary() thumbnail?: Uint8Array;
 * ```
 * @see https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/binary
 */
export const Binary = /* @__PURE__ */ leafDecorator('binary');

/**
 * The hash of a value, for counting distinct ones (plugin mapper-murmur3).
 *
 * @example
 * ```ts
 * @Murmur3() visitor!: string;
 * ```
 */
export const Murmur3 = /* @__PURE__ */ leafDecorator('murmur3');

/**
 * The number of terms that an analyzer makes of a text.
 *
 * @example
 * ```ts
 * @TokenCount({ analyzer: 'standard' }) words!: string;
 * ```
 * @see https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/token-count
 */
export const TokenCount = /* @__PURE__ */ leafDecorator('token_count');

/**
 * Inputs of the completion suggester.
 *
 * @example
 * ```ts
 * @Completion() suggest!: string[];
 * ```
 * @see https://www.elastic.co/docs/reference/elasticsearch/rest-apis/search-suggesters
 */
export const Completion = /* @__PURE__ */ leafDecorator('completion');

/**
 * A range of 32-bit whole numbers.
 *
 * @example
 * ```ts
 * @IntegerRange() ages!: Range<number>;
 * ```
 * @see https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/range
 */
export const IntegerRange = /* @__PURE__ */ leafDecorator('integer_range');

/**
 * A range of 64-bit whole numbers.
 *
 * @example
 * ```ts
 * @LongRange() bytes!: Range<number>;
 * ```
 * @see https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/range
 */
export const LongRange = /* @__PURE__ */ leafDecorator('long_range') as WholeNumberDecorator<
  'long_range',
  OneOrMany<Range<bigint>>
>;

/**
 * A range of 32-bit floating-point numbers.
 *
 * @example
 * ```ts
 * @FloatRange() weight!: Range<number>;
 * ```
 * @see https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/range
 */
export const FloatRange = /* @__PURE__ */ leafDecorator('float_range');

/**
 * A range of 64-bit floating-point numbers.
 *
 * @example
 * ```ts
 * @DoubleRange() price!: Range<number>;
 * ```
 * @see https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/range
 */
export const DoubleRange = /* @__PURE__ */ leafDecorator('double_range');

/**
 * A range of instants.
 *
 * @example
 * ```ts
 * @DateRange() valid!: Range<Date>;
 * ```
 * @see https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/range
 */
export const DateRange = /* @__PURE__ */ leafDecorator('date_range');

/**
 * A range of IP addresses: two ends, or CIDR notation.
 *
 * @example
 * ```ts
 * @IpRange() network!: string;
 * ```
 * @see https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/range
 */
export const IpRange = /* @__PURE__ */ leafDecorator('ip_range');

/**
 * A place on Earth, in any of five notations.
 *
 * @example
 * ```ts
 * @GeoPoint() place!: { lat: number; lon: number };
 * ```
 * @see https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/geo-point
 */
export const GeoPoint = /* @__PURE__ */ leafDecorator('geo_point');

/**
 * A shape on Earth, as GeoJSON or well-known text.
 *
 * @example
 * ```ts
 * @GeoShape() area!: GeoJsonShape;
 * ```
 * @see https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/geo-shape
 */
export const GeoShape = /* @__PURE__ */ leafDecorator('geo_shape');

/**
 * A point of a plane.
 *
 * @example
 * ```ts
 * @Point() place!: { x: number; y: number };
 * ```
 * @see https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/point
 */
export const Point = /* @__PURE__ */ leafDecorator('point');

/**
 * A shape of a plane, as GeoJSON or well-known text.
 *
 * @example
 * ```ts
 * @Shape() room!: GeoJsonShape;
 * ```
 * @see https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/shape
 */
export const Shape = /* @__PURE__ */ leafDecorator('shape');

/**
 * A vector of numbers, found by its nearest neighbours.
 *
 * @example
 * ```ts
 * @DenseVector({ dims: 384 }) embedding!: number[];
 * ```
 * @see https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/dense-vector
 */
export const DenseVector = /* @__PURE__ */ leafDecorator('dense_vector');

/**
 * Several vectors, for late-interaction ranking.
 *
 * @example
 * ```ts
 * @RankVectors({ dims: 128 }) tokens!: number[][];
 * ```
 * @see https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/rank-vectors
 */
export const RankVectors = /* @__PURE__ */ leafDecorator('rank_vectors');

/**
 * Weighted terms, as sparse models make them.
 *
 * @example
 * ```ts
 * @SparseVector() terms!: Record<string, number>;
 * ```
 * @see https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/sparse-vector
 */
export const SparseVector = /* @__PURE__ */ leafDecorator('sparse_vector');

/**
 * A number that raises the score of its document.
 *
 * @example
 * ```ts
 * @RankFeature() pagerank!: number;
 * ```
 * @see https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/rank-feature
 */
export const RankFeature = /* @__PURE__ */ leafDecorator('rank_feature');

/**
 * Many numbers by name that raise the score of their document.
 *
 * @example
 * ```ts
 * @RankFeatures() topics!: Record<string, number>;
 * ```
 * @see https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/rank-features
 */
export const RankFeatures = /* @__PURE__ */ leafDecorator('rank_features');

/**
 * Numbers that were counted beforehand, as values and counts.
 *
 * @example
 * ```ts
 * @Histogram() latency!: HistogramValue;
 * ```
 * @see https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/histogram
 */
export const Histogram = /* @__PURE__ */ leafDecorator('histogram');

/**
 * Numbers that were counted beforehand in buckets that grow exponentially (OpenTelemetry).
 *
 * @example
 * ```ts
 * @ExponentialHistogram() latency!: Record<string, unknown>;
 * ```
 */
export const ExponentialHistogram = /* @__PURE__ */ leafDecorator('exponential_histogram');

/**
 * Minimum, maximum, sum and count of numbers that were aggregated beforehand.
 *
 * @example
 * ```ts
 * @AggregateMetricDouble({ metrics: ['min', 'max'], default_metric: 'max' }) load!: AggregateMetricValue;
 * ```
 * @see https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/aggregate-metric-double
 */
export const AggregateMetricDouble = /* @__PURE__ */ leafDecorator('aggregate_metric_double');

/**
 * An object of any shape as one field: every leaf is a keyword.
 *
 * @example
 * ```ts
 * @Flattened() labels?: Record<string, unknown>;
 * ```
 * @see https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/flattened
 */
export const Flattened = /* @__PURE__ */ leafDecorator('flattened');

/**
 * Parent and child documents within one index.
 *
 * @example
 * ```ts
 * @Join({ relations: { question: 'answer' } }) relation!: JoinValue;
 * ```
 * @see https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/parent-join
 */
export const Join = /* @__PURE__ */ leafDecorator('join');

/**
 * A query that is kept, to be found by the documents it matches.
 *
 * @example
 * ```ts
 * @Percolator() query!: Record<string, unknown>;
 * ```
 * @see https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/percolator
 */
export const Percolator = /* @__PURE__ */ leafDecorator('percolator');

/**
 * Another name for a field, in searches only: nothing is stored, and the property stays undefined.
 *
 * @example
 * ```ts
 * @Alias({ path: 'title' }) headline?: string;
 * ```
 * @see https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/field-alias
 */
export const Alias = /* @__PURE__ */ leafDecorator('alias');
