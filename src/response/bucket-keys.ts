// The keys of buckets, from the fields and options that a request names. Types only.
import type { ValueAt, WithoutNames } from '../query/field-path.js';

/** The type of the property behind the field that a body names; `undefined` where it names none. */
export type ValueOf<T, TBody> = TBody extends { readonly field: infer F extends string }
  ? ValueAt<T, F>
  : undefined;

// Elasticsearch gives dates as milliseconds and truths as 0 and 1.
type KeyOfValue<TValue> = TValue extends Date | boolean
  ? number
  : TValue extends bigint
    ? number | bigint
    : TValue extends string | number
      ? WithoutNames<TValue>
      : string | number;

// Documents without a value are counted under the one that stands in for it, in the form of the others.
type MissingKey<TValue, TBody> = TBody extends { readonly missing: infer TMissing extends string | number }
  ? TValue extends Date | boolean | bigint
    ? never
    : TMissing
  : never;

/** The key of a bucket of equal values. */
export type TermKey<T, TBody> =
  ValueOf<T, TBody> extends infer TValue ? KeyOfValue<TValue> | MissingKey<TValue, TBody> : never;

/** The forms of a date's key beside its milliseconds. */
export interface DateKey {
  readonly key_as_string: string;
  /** The key as a Date. */
  readonly key_as_date: Date;
}

/** What stands beside the key of a bucket of equal values. */
export type TermKeyForms<T, TBody> = [ValueOf<T, TBody>] extends [Date]
  ? DateKey
  : [ValueOf<T, TBody>] extends [boolean]
    ? { readonly key_as_string: 'true' | 'false' }
    : { readonly key_as_string?: string };

/** A value where Elasticsearch writes it as a document would have it: in keys of several fields, in top metrics. */
export type WrittenValue<TValue> = TValue extends Date
  ? string
  : TValue extends bigint
    ? number | bigint
    : TValue extends boolean
      ? boolean
      : TValue extends string | number
        ? WithoutNames<TValue>
        : string | number | boolean;

/** The key of a bucket of equal values of several fields. */
export type TermsKey<T, TBody> = TBody extends { readonly terms: infer TTerms extends readonly unknown[] }
  ? { readonly [I in keyof TTerms]: WrittenValue<ValueOf<T, TTerms[I]>> }
  : readonly unknown[];

type NullOf<TBody> = TBody extends { readonly missing_bucket: true } ? null : never;
// Dates are milliseconds here too, unless a format is given.
type DateOf<TBody> = TBody extends { readonly format: string } ? string : number;
type TermOf<T, TBody> =
  ValueOf<T, TBody> extends infer TValue
    ? TValue extends Date
      ? DateOf<TBody>
      : WrittenValue<TValue>
    : never;

type SourceKey<T, TSource> = TSource extends { readonly terms: infer TBody }
  ? TermOf<T, TBody> | NullOf<TBody>
  : TSource extends { readonly date_histogram: infer TBody }
    ? DateOf<TBody> | NullOf<TBody>
    : TSource extends { readonly histogram: infer TBody }
      ? number | NullOf<TBody>
      : TSource extends { readonly geotile_grid: infer TBody }
        ? string | NullOf<TBody>
        : unknown;

type SourceNamed<TSources, N extends PropertyKey> = TSources extends { readonly [P in N]: infer TSource }
  ? TSource
  : never;
type NameOf<TSources> = TSources extends unknown ? keyof TSources : never;

/** The key of a composite bucket: a value for each source. */
export type CompositeKey<T, TSources> = TSources extends readonly (infer TSource)[]
  ? { readonly [N in NameOf<TSource>]: SourceKey<T, SourceNamed<TSource, N>> }
  : Readonly<Record<string, unknown>>;

/** The names of ranges; those without a name have one that Elasticsearch makes. */
export type RangeKey<TBody> = TBody extends { readonly ranges: readonly (infer TRange)[] }
  ? TRange extends { readonly key: infer TKey extends string }
    ? TKey
    : string
  : string;

/** The name of the bucket of all other documents, where there is one. Naming it asks for it. */
export type OtherKey<TBody> = TBody extends { readonly other_bucket_key: infer TKey extends string }
  ? TKey
  : TBody extends { readonly other_bucket: true }
    ? '_other_'
    : never;

/** The names of filters, and of those that hold of a document together. */
export type MatrixKey<TBody> = TBody extends { readonly filters: infer TFilters }
  ? keyof TFilters & string extends infer TName extends string
    ? TName | `${TName}${TBody extends { readonly separator: infer S extends string } ? S : '&'}${TName}`
    : never
  : string;

// `50` is `'50.0'`, `99.9` is `'99.9'`.
type NumberKey<TNumber> = TNumber extends number
  ? number extends TNumber
    ? string
    : `${TNumber}` extends `${string}.${string}`
      ? `${TNumber}`
      : `${TNumber}.0`
  : string;
type UsualPercents = '1.0' | '5.0' | '25.0' | '50.0' | '75.0' | '95.0' | '99.0';

/** The names of percentiles or of their ranks. */
export type PercentKey<TBody> = TBody extends { readonly percents: infer TPercents }
  ? NumberKey<TPercents extends readonly (infer TPercent)[] ? TPercent : TPercents>
  : TBody extends { readonly values: readonly (infer TValue)[] }
    ? NumberKey<TValue>
    : UsualPercents;
