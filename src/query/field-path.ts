// The names of a class's fields as queries write them, and the types of their values. Types only.
import type { GeoPointValue, PointValue, ShapeValue } from '../types/geo.js';
import type { SubFieldsOf } from '../types/multi-field.js';
import type { RawField } from './raw.js';

/** A place or a shape: one value, although it is an object. */
export type Place = Exclude<GeoPointValue | PointValue | ShapeValue, string>;
/** What is one value, with no fields inside. */
export type Scalar = string | number | boolean | bigint | Date | Uint8Array | Place | null | undefined;
// A method is no field.
type DataKey<T> = {
  [K in keyof T & string]: T[K] extends (...args: never[]) => unknown ? never : K;
}[keyof T & string];
type Present<TValue> = unknown extends TValue ? unknown : NonNullable<TValue>;
type Item<TValue> = unknown extends TValue
  ? unknown
  : NonNullable<TValue> extends readonly (infer TItem)[]
    ? NonNullable<TItem>
    : NonNullable<TValue>;
type Shallower = [never, 0, 1, 2, 3, 4];

type Inside<K extends string, TItem, TDepth extends number> = TItem extends Scalar
  ? never
  : // The keys of a free object are not known.
    string extends keyof TItem
    ? `${K}.${string}`
    : 'gte' extends keyof TItem
      ? never
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
export type FieldOf<T, TValue> = string extends keyof T ? string : Holding<T, TValue> | RawField;

// By properties, not by paths: for classes of many fields that costs the compiler a fraction.
type Holding<T, TValue, TDepth extends number = 4> = [TDepth] extends [never]
  ? never
  : {
      [K in DataKey<T>]: IfHolds<Present<T[K]>, TValue, K> | HoldingInside<K, Item<T[K]>, TValue, TDepth>;
    }[DataKey<T>];

type HoldingInside<K extends string, TItem, TValue, TDepth extends number> = TItem extends Scalar
  ? never
  : string extends keyof TItem
    ? IfHolds<Present<TItem[keyof TItem]>, TValue, `${K}.${string}`>
    : 'gte' extends keyof TItem
      ? never
      : `${K}.${Holding<TItem, TValue, Shallower[TDepth]>}`;

type IfHolds<TProperty, TValue, K extends string> = unknown extends TProperty
  ? K
  : TProperty extends TValue
    ? Named<K, TProperty>
    : TProperty extends readonly (infer TItem)[]
      ? // A pair of numbers is a place, not a list of numbers.
        number extends TProperty['length']
        ? TItem extends TValue
          ? Named<K, TItem>
          : never
        : never
      : never;

type Named<K extends string, TValue> = K | `${K}.${SubFieldsOf<Item<TValue>>}`;

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

/** The type of the property behind a field as it is declared: a list stays a list. */
export type PropertyAt<T, TPath extends string> = TPath extends keyof T
  ? Present<T[TPath]>
  : TPath extends `${infer K}.${infer TRest}`
    ? K extends keyof T
      ? TRest extends SubFieldsOf<Item<T[K]>>
        ? Present<T[K]>
        : PropertyAt<Item<T[K]>, TRest>
      : unknown
    : unknown;

/** The fields that are objects, or lists of them. */
export type ObjectPath<T> = string extends keyof T ? string : Objects<T>;

type Objects<T, TDepth extends number = 4> = [TDepth] extends [never]
  ? never
  : { [K in DataKey<T>]: ObjectsInside<K, Item<T[K]>, TDepth> }[DataKey<T>];

type ObjectsInside<K extends string, TItem, TDepth extends number> = unknown extends TItem
  ? K
  : TItem extends Scalar
    ? never
    : string extends keyof TItem
      ? K | `${K}.${string}`
      : 'gte' extends keyof TItem
        ? never
        : K | `${K}.${Objects<TItem, Shallower[TDepth]>}`;

/** What may stand for a value of a field in a query: dates also as text (`'now-1d'`) and as milliseconds. */
export type QueryValue<TValue> = TValue extends Date
  ? Date | string | number
  : TValue extends string | number | boolean
    ? WithoutNames<TValue>
    : [RangeEnd<TValue>] extends [never]
      ? TValue extends Scalar
        ? TValue
        : unknown
      : QueryValue<RangeEnd<TValue>>;

/** The type of the ends of a field that holds ranges, or `never`. */
export type RangeEnd<TValue> = string extends keyof TValue
  ? never
  : 'gte' extends keyof TValue
    ? TValue extends { readonly gte?: infer TEnd }
      ? NonNullable<TEnd>
      : never
    : never;

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
