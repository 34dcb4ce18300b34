// Which fields of a class an aggregation can be made of, and what is common to the bodies of all kinds. Types only.
import type { AggregateMetricValue, HistogramValue, Range } from '../metadata/field-types.js';
import type { GeoJsonShape, GeoPointValue, PointValue } from '../types/geo.js';
import type { FieldOf, ObjectPath } from './field-path.js';
import type { RawField } from './raw.js';

/** Numbers, and what Elasticsearch counts with as with numbers: dates, truths, and numbers that were counted before. */
export type NumberField<T> = FieldOf<
  T,
  number | bigint | boolean | Date | HistogramValue | AggregateMetricValue
>;
/** Numbers, and ranges of numbers. */
export type NumberOrRangeField<T> = FieldOf<T, number | bigint | boolean | Date | Range<number>>;
/** Dates, and ranges of dates. */
export type DateField<T> = FieldOf<T, Date | Range<Date>>;
export type StringField<T> = FieldOf<T, string>;
/** Places. A property that is typed as text or as a pair of numbers can't be told from others: say `field('place')`. */
export type PlaceField<T> = FieldOf<T, Exclude<GeoPointValue, string> | GeoJsonShape>;
/** Points and shapes of a plane. */
export type PlaneField<T> = FieldOf<T, Exclude<PointValue, string> | GeoJsonShape>;

/** Fields that are objects of a class. */
export type ObjectField<T> = ObjectPath<T> | RawField;

type Given<TValue> = TValue extends readonly (infer TItem)[] ? readonly TItem[] : TValue;

/** The options that the client's type lists, without those that are typed by the class. */
export type Options<TBody, TOwn extends PropertyKey = never> = {
  readonly [K in keyof TBody as K extends TOwn ? never : K]: Given<TBody[K]>;
};

/** A script: its source, or an object such as `script('…', params)` makes. */
export type ScriptOption =
  | string
  | {
      readonly source?: string;
      readonly id?: string;
      readonly lang?: string;
      readonly params?: Readonly<Record<string, unknown>>;
    };

/** The options by which an aggregation gets its values. */
export interface ValuesOf<TField> {
  readonly field?: TField;
  /** What stands for the value of documents that have none. */
  readonly missing?: unknown;
  readonly script?: ScriptOption;
}

/** Options that {@link ValuesOf} types. */
export type Own = 'field' | 'missing' | 'script';

/** A rectangle on the map. */
export type Bounds =
  | { readonly top_left: GeoPointValue; readonly bottom_right: GeoPointValue }
  | { readonly top_right: GeoPointValue; readonly bottom_left: GeoPointValue }
  | { readonly top: number; readonly left: number; readonly right: number; readonly bottom: number }
  | { readonly wkt: string };
