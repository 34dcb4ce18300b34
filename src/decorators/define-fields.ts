// `f`: the fields of `defineDocument`, one maker for each field type and role, named after the decorators.
import { splitOptions } from '../metadata/field-behavior.js';
import { fieldTypes } from '../metadata/field-types.js';
import type { FieldType, Range } from '../metadata/field-types.js';
import type { Role } from '../metadata/raw-records.js';
import type { Class } from '../types/class.js';
import type {
  ClassField,
  LeafField,
  LeafType,
  ObjectField,
  RoleField,
  VersionRole,
  WholeNumberField,
} from './define-field-types.js';
import { FieldMaker } from './field-builder.js';
import type { FieldOptions } from './field-options.js';

type Options = Readonly<Record<string, unknown>>;

function make(type: FieldType, said: Options | undefined, objectType?: () => Class): unknown {
  const { decorator } = fieldTypes[type];
  return new FieldMaker({ field: { decorator, type, objectType, ...splitOptions(said) }, roles: [] });
}

function leaf<TType extends LeafType>(type: TType): LeafField<TType> {
  return ((options?: Options) => make(type, options)) as LeafField<TType>;
}

function ofClass<TType extends 'nested' | 'passthrough'>(type: TType): ClassField<TType> {
  return ((target: () => Class, options?: Options) => make(type, options, target)) as ClassField<TType>;
}

function objectField(typeOrOptions: (() => Class) | Options, options?: Options): unknown {
  return typeof typeOrOptions === 'function'
    ? make('object', options, typeOrOptions)
    : make('object', typeOrOptions);
}

// Properties with a role of their own; those with a type are fields too.
function role(decorator: string, name: Role, options: object = {}): unknown {
  return new FieldMaker({ roles: [{ decorator, role: name, options: { ...options } }] });
}

function fieldRole(decorator: string, name: Role, type: FieldType, options: object): unknown {
  const field = { decorator, type, options: { ...options } };
  return new FieldMaker({ field, roles: [{ decorator, role: name, options: {} }] });
}

/**
 * The fields of `defineDocument` and `defineObject`. Each member takes the options of the decorator that it is named
 * after. A property that is not `optional()` is like `title!: string`: at run time, it is required only with
 * `{ required: true }`.
 *
 * @example
 * ```ts
 * const Post = defineDocument('posts', {
 *   id: f.id(),
 *   title: f.text({ analyzer: 'english' }),
 *   tags: f.keyword().array(),
 *   publishedAt: f.date().optional(),
 * });
 * ```
 * @see https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/field-data-types
 */
export const f = {
  /** Full text: analyzed into terms, found by `match`, not sortable. As `@Text`. */
  text: leaf('text'),
  /** Full text without scores and positions: smaller than `text`, for logs. As `@MatchOnlyText`. */
  matchOnlyText: leaf('match_only_text'),
  /** Full text that is also found by the beginning of its last word. As `@SearchAsYouType`. */
  searchAsYouType: leaf('search_as_you_type'),
  /** Text that is embedded by an inference endpoint and found by meaning. As `@SemanticText`. */
  semanticText: leaf('semantic_text'),
  /** An exact value: filtered, sorted, aggregated, not analyzed. As `@Keyword`. */
  keyword: leaf('keyword'),
  /** A keyword with one value for the whole index. As `@ConstantKeyword`. */
  constantKeyword: leaf('constant_keyword'),
  /** A keyword that counts how often each value occurs in a document. As `@CountedKeyword`. */
  countedKeyword: leaf('counted_keyword'),
  /** A keyword made for `wildcard` and `regexp` queries over long values. As `@Wildcard`. */
  wildcard: leaf('wildcard'),
  /** A keyword that sorts as a language does (plugin analysis-icu). As `@IcuCollationKeyword`. */
  icuCollationKeyword: leaf('icu_collation_keyword'),
  /** A whole number of 64 bits. As `@Long`. */
  long: leaf('long') as WholeNumberField<'long', bigint>,
  /** A whole number of 32 bits. As `@Integer`. */
  integer: leaf('integer'),
  /** A whole number of 16 bits. As `@Short`. */
  short: leaf('short'),
  /** A whole number of 8 bits, -128 to 127. As `@Byte`. */
  byte: leaf('byte'),
  /** A whole number from 0 to 2^64-1. As `@UnsignedLong`. */
  unsignedLong: leaf('unsigned_long') as WholeNumberField<'unsigned_long', bigint>,
  /** A floating-point number of 64 bits, as JavaScript has them. As `@Double`. */
  double: leaf('double'),
  /** A floating-point number of 32 bits. As `@Float`. */
  float: leaf('float'),
  /** A floating-point number of 16 bits. As `@HalfFloat`. */
  halfFloat: leaf('half_float'),
  /** A floating-point number kept as a whole one, by a factor. As `@ScaledFloat`. */
  scaledFloat: leaf('scaled_float'),
  /** True or false. As `@BooleanField`. */
  boolean: leaf('boolean'),
  /** An instant, to the millisecond, in UTC. As `@DateField`. */
  date: leaf('date'),
  /** An instant to the nanosecond, kept as the string that was given: a `Date` would lose digits. As `@DateNanos`. */
  dateNanos: leaf('date_nanos'),
  /** An IPv4 or IPv6 address. As `@Ip`. */
  ip: leaf('ip'),
  /** A software version; `f.version` is a document's `_version`. As `@VersionField`. */
  versionField: leaf('version'),
  /** Bytes, kept as Base64. As `@Binary`. */
  binary: leaf('binary'),
  /** The hash of a value, for counting distinct ones (plugin mapper-murmur3). As `@Murmur3`. */
  murmur3: leaf('murmur3'),
  /** The number of terms that an analyzer makes of a text. As `@TokenCount`. */
  tokenCount: leaf('token_count'),
  /** Inputs of the completion suggester. As `@Completion`. */
  completion: leaf('completion'),
  /** A range of 32-bit whole numbers. As `@IntegerRange`. */
  integerRange: leaf('integer_range'),
  /** A range of 64-bit whole numbers. As `@LongRange`. */
  longRange: leaf('long_range') as WholeNumberField<'long_range', Range<bigint>>,
  /** A range of 32-bit floating-point numbers. As `@FloatRange`. */
  floatRange: leaf('float_range'),
  /** A range of 64-bit floating-point numbers. As `@DoubleRange`. */
  doubleRange: leaf('double_range'),
  /** A range of instants. As `@DateRange`. */
  dateRange: leaf('date_range'),
  /** A range of IP addresses: two ends, or CIDR notation. As `@IpRange`. */
  ipRange: leaf('ip_range'),
  /** A place on Earth, in any of five notations. As `@GeoPoint`. */
  geoPoint: leaf('geo_point'),
  /** A shape on Earth, as GeoJSON or well-known text. As `@GeoShape`. */
  geoShape: leaf('geo_shape'),
  /** A point of a plane. As `@Point`. */
  point: leaf('point'),
  /** A shape of a plane, as GeoJSON or well-known text. As `@Shape`. */
  shape: leaf('shape'),
  /** A vector of numbers, found by its nearest neighbours. As `@DenseVector`. */
  denseVector: leaf('dense_vector'),
  /** Several vectors, for late-interaction ranking. As `@RankVectors`. */
  rankVectors: leaf('rank_vectors'),
  /** Weighted terms, as sparse models make them. As `@SparseVector`. */
  sparseVector: leaf('sparse_vector'),
  /** A number that raises the score of its document. As `@RankFeature`. */
  rankFeature: leaf('rank_feature'),
  /** Many numbers by name that raise the score of their document. As `@RankFeatures`. */
  rankFeatures: leaf('rank_features'),
  /** Numbers that were counted beforehand, as values and counts. As `@Histogram`. */
  histogram: leaf('histogram'),
  /** Numbers that were counted beforehand, in buckets that grow exponentially. As `@ExponentialHistogram`. */
  exponentialHistogram: leaf('exponential_histogram'),
  /** Minimum, maximum, sum and count of numbers that were aggregated beforehand. As `@AggregateMetricDouble`. */
  aggregateMetricDouble: leaf('aggregate_metric_double'),
  /** An object of any shape as one field: every leaf is a keyword. As `@Flattened`. */
  flattened: leaf('flattened'),
  /** Parent and child documents within one index. As `@Join`. */
  join: leaf('join'),
  /** A query that is kept, to be found by the documents it matches. As `@Percolator`. */
  percolator: leaf('percolator'),
  /** Another name for a field, in searches only: the property stays undefined. As `@Alias`. */
  alias: leaf('alias') as LeafField<'alias', 'optional' | 'single'>,

  /** An object of a class, or of any shape. In a list, the objects' values are mixed. As `@ObjectField`. */
  object: objectField as ObjectField,
  /** Objects that are indexed as documents of their own, for `nested` queries. As `@Nested`. */
  nested: ofClass('nested'),
  /** An object whose fields can be queried without its name in front. As `@Passthrough`. */
  passthrough: ofClass('passthrough'),

  /** The document's `_id`; `save` fills it when it is undefined. As `@Id`. */
  id: () => role('Id', 'id') as RoleField<string>,
  /** The document's `_version`; `f.versionField` is the field type. As `@Version`. */
  version: ((options) => role('Version', 'version', options)) as VersionRole,
  /** The routing, as no field: a field that routes is `f.keyword().routing()`. As `@Routing` alone. */
  routing: () => role('Routing', 'routing') as RoleField<string, never>,
  /** A date that `save` fills when a document is new. As `@CreatedAt`. */
  createdAt: (options: FieldOptions<'date'> = {}) =>
    fieldRole('CreatedAt', 'createdAt', 'date', options) as RoleField<Date>,
  /** A date that each `save` and `update` sets to the time of the write. As `@UpdatedAt`. */
  updatedAt: (options: FieldOptions<'date'> = {}) =>
    fieldRole('UpdatedAt', 'updatedAt', 'date', options) as RoleField<Date>,
  /** A date that says when a document was deleted by `softDelete`. As `@DeletedAt`. */
  deletedAt: (options: FieldOptions<'date'> = {}) =>
    fieldRole('DeletedAt', 'deletedAt', 'date', options) as RoleField<Date, 'nullable' | 'optional'>,
  /** A keyword that says of which class a document is, where several share an index. As `@Discriminator`. */
  discriminator: (options: FieldOptions<'keyword'> = {}) =>
    fieldRole('Discriminator', 'discriminator', 'keyword', options) as RoleField<string, never>,
} as const;
