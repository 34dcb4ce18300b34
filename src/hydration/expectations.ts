// What each field type's values are in a `_source`, as JSON types: the table of strict reading.
import type { FieldType } from '../metadata/field-types.js';

export interface Expectation {
  /** What the field holds, for messages. */
  readonly holds: string;
  readonly accepts: (value: unknown) => boolean;
  /** Whether the field holds one value, and no list. */
  readonly single?: true;
  /** Whether it is what was made of the value that tells: text may be a date, or not. */
  readonly whenRead?: true;
}

const isText = (value: unknown): boolean => typeof value === 'string';
const isNumber = (value: unknown): boolean => typeof value === 'number' || typeof value === 'bigint';
const isObject = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isNumbers = (value: unknown): boolean => Array.isArray(value) && value.every(isNumber);
const isTextOrObject = (value: unknown): boolean => isText(value) || isObject(value);
const isRangeOf =
  (isEnd: (value: unknown) => boolean) =>
  (value: unknown): boolean =>
    isObject(value) &&
    ['gt', 'gte', 'lt', 'lte'].every((end) => {
      const limit = (value as Readonly<Record<string, unknown>>)[end];
      return limit === undefined || limit === null || isEnd(limit);
    });
const isWeights = (value: unknown): boolean =>
  isObject(value) && Object.values(value as object).every((weight) => weight === null || isNumber(weight));

const text: Expectation = { holds: 'text', accepts: isText };
const number: Expectation = { holds: 'numbers', accepts: isNumber };
const numberRange: Expectation = { holds: 'ranges of numbers', accepts: isRangeOf(isNumber) };
const shape: Expectation = { holds: 'GeoJSON or well-known text', accepts: isTextOrObject };
const point: Expectation = {
  holds: 'points',
  accepts: (value) => isTextOrObject(value) || isNumbers(value),
};
const object: Expectation = { holds: 'objects', accepts: isObject };
const oneObject: Expectation = { holds: 'an object', accepts: isObject, single: true };
const weights: Expectation = { holds: 'numbers by name', accepts: isWeights, single: true };
const isDate = (value: unknown): boolean => value instanceof Date;

/** What a field of each type holds; undefined for one that has no values. */
export const expectations: Readonly<Record<FieldType, Expectation | undefined>> = {
  aggregate_metric_double: weights,
  alias: undefined,
  binary: text,
  boolean: { holds: 'true or false', accepts: (value) => typeof value === 'boolean' },
  byte: number,
  completion: { holds: 'text, or objects with `input`', accepts: isTextOrObject },
  constant_keyword: { ...text, single: true },
  counted_keyword: text,
  date: { holds: 'dates', accepts: isDate, whenRead: true },
  date_nanos: text,
  date_range: { holds: 'ranges of dates', accepts: isRangeOf(isDate), whenRead: true },
  dense_vector: { holds: 'a list of numbers', accepts: isNumbers, single: true },
  double: number,
  double_range: numberRange,
  exponential_histogram: oneObject,
  // Lists of objects are objects to TypeScript, and to Elasticsearch here.
  flattened: object,
  float: number,
  float_range: numberRange,
  geo_point: point,
  geo_shape: shape,
  half_float: number,
  histogram: oneObject,
  icu_collation_keyword: text,
  integer: number,
  integer_range: numberRange,
  ip: text,
  ip_range: {
    holds: 'networks, or ranges of addresses',
    accepts: (value) => isText(value) || isRangeOf(isText)(value),
  },
  join: { holds: 'text, or an object with `name`', accepts: isTextOrObject, single: true },
  keyword: text,
  long: number,
  long_range: numberRange,
  match_only_text: text,
  murmur3: text,
  nested: object,
  object,
  passthrough: oneObject,
  percolator: oneObject,
  point,
  rank_feature: { ...number, single: true },
  rank_features: weights,
  rank_vectors: {
    holds: 'a list of lists of numbers',
    accepts: (value) => Array.isArray(value) && value.every(isNumbers),
    single: true,
  },
  scaled_float: number,
  search_as_you_type: text,
  // Older indices keep the chunks beside the text, in an object.
  semantic_text: { holds: 'text', accepts: isTextOrObject },
  shape,
  short: number,
  sparse_vector: weights,
  text,
  token_count: text,
  unsigned_long: number,
  version: text,
  wildcard: text,
};
