// The names of a class's fields as queries write them, and the types of their values. Types only.
import type { SubFieldsOf } from '../types/multi-field.js';
import type { RawField } from './raw.js';

// A point is one value, although it is an object.
type Point = { readonly lat: number; readonly lon: number };
type Scalar = string | number | boolean | bigint | Date | Uint8Array | Point | null | undefined;
// A method is no field.
type DataKey<T> = {
  [K in keyof T & string]: T[K] extends (...args: never[]) => unknown ? never : K;
}[keyof T & string];
type Item<TValue> =
  NonNullable<TValue> extends readonly (infer TItem)[] ? NonNullable<TItem> : NonNullable<TValue>;
type Shallower = [never, 0, 1, 2, 3, 4];

type Inside<K extends string, TItem, TDepth extends number> = TItem extends Scalar
  ? never
  : // The keys of a free object are not known.
    string extends keyof TItem
    ? `${K}.${string}`
    : `${K}.${FieldPath<TItem, Shallower[TDepth]>}`;

/** The fields of a class by name: `'title'`, `'title.raw'`, `'comments.author'`. Five levels deep. */
export type FieldPath<T, TDepth extends number = 4> = [TDepth] extends [never]
  ? never
  : { [K in DataKey<T>]: K | `${K}.${SubFieldsOf<Item<T[K]>>}` | Inside<K, Item<T[K]>, TDepth> }[DataKey<T>];

/** A field of a class, one of Elasticsearch's own, or one that the program vouches for: `field('a.b')`. */
export type FieldName<T> = FieldPath<T> | '_id' | '_index' | '_routing' | '_ignored' | RawField;

/**
 * The fields whose values are of a type: what an average, a distance, a date histogram can be made of. A multi-field has
 * the type of its main field, whatever it is mapped as: say `field('title.length')` for one that differs.
 */
export type FieldOf<T, TValue> =
  | {
      [F in FieldPath<T>]: ValueAt<T, F> extends infer V
        ? unknown extends V
          ? F
          : V extends TValue
            ? F
            : never
        : never;
    }[FieldPath<T>]
  | RawField;

/** The type of the property behind a field; that of the main field for a multi-field. */
export type ValueAt<T, TPath extends string> = TPath extends keyof T
  ? Item<T[TPath]>
  : TPath extends `${infer K}.${infer TRest}`
    ? K extends keyof T
      ? TRest extends SubFieldsOf<Item<T[K]>>
        ? Item<T[K]>
        : ValueAt<Item<T[K]>, TRest>
      : unknown
    : unknown;

/** What may stand for a value of a field in a query: dates also as text (`'now-1d'`) and as milliseconds. */
export type QueryValue<TValue> = TValue extends Date
  ? Date | string | number
  : TValue extends Scalar
    ? WithoutNames<TValue>
    : unknown;

/** A value's type without the multi-field names that its property's type carries; literals stay literals. */
export type WithoutNames<TValue> = TValue extends string
  ? string extends TValue
    ? string
    : TValue
  : TValue extends number
    ? number extends TValue
      ? number
      : TValue
    : TValue extends boolean
      ? boolean
      : TValue;
