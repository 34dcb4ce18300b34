// The two ends of a `range` query. Types only.
import type { Boosted } from './by-field.js';
import type { Place, QueryValue, RangeEnd, ValueAt } from './field-path.js';

// Booleans, places and objects have no order.
type EndOf<TValue> = unknown extends TValue
  ? unknown
  : [Extract<TValue, Place>] extends [never]
    ? TValue extends string | number | bigint | Date
      ? TValue
      : RangeEnd<TValue>
    : never;

interface Ends<TEnd> extends Boosted {
  readonly gt?: QueryValue<TEnd>;
  readonly gte?: QueryValue<TEnd>;
  readonly lt?: QueryValue<TEnd>;
  readonly lte?: QueryValue<TEnd>;
  readonly format?: string;
  readonly time_zone?: string;
  /** For fields that hold ranges: how the two must lie. Default: `intersects`. */
  readonly relation?: 'within' | 'contains' | 'intersects';
}

/** The ends of a range in a field; nothing for booleans, places and objects, which have no order. */
export type RangeOf<T, F extends string> =
  EndOf<ValueAt<T, F>> extends infer TEnd ? ([TEnd] extends [never] ? never : Ends<TEnd>) : never;
