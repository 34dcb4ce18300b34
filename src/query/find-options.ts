// What `find` may be told, by TypeORM's names. Types only.
import type { FieldPath, Scalar, ValueAt } from './field-path.js';
import type { Selected } from './selected.js';
import type { Where } from './where.js';

/** `'ASC'` and `'DESC'`, as SQL and Elasticsearch write them. */
export type Direction = 'ASC' | 'DESC' | 'asc' | 'desc';

/** A direction, and where documents without a value stand. */
export interface FieldOrder {
  readonly order?: Direction;
  /** Where documents without a value are, or the value that stands in for theirs. Default: last. */
  readonly missing?: '_first' | '_last' | (string & {}) | number;
  /** Which of several values counts. Default: the least when ascending, the greatest when descending. */
  readonly mode?: 'min' | 'max' | 'sum' | 'avg' | 'median';
}

/** The fields to sort by, the first one first. Dotted names, or objects, reach into objects. */
export type FindOrder<T> = {
  readonly [F in FieldPath<T>]?:
    Direction | FieldOrder | ([ValueAt<T, F>] extends [Scalar] ? never : FindOrder<ValueAt<T, F>>);
};

type Item<V> = NonNullable<V> extends readonly (infer TItem)[] ? NonNullable<TItem> : NonNullable<V>;

/** TypeORM's object form: `{ title: true, comments: { author: true } }`. */
export type FindSelectObject<T> = {
  readonly [K in keyof T as T[K] extends (...args: never[]) => unknown ? never : K]?:
    boolean | (Item<T[K]> extends Scalar ? never : FindSelectObject<Item<T[K]>>);
};

/** Which fields come back. */
export type FindSelect<T> = readonly FieldPath<T>[] | FindSelectObject<T>;

/** Which one document is meant, and what comes back of it. */
export interface FindOneOptions<T, TSelect = FindSelect<T> | undefined> {
  /** The condition. Default: all documents. It is a filter: it gives no scores. */
  readonly where?: Where<T>;
  /** The order. Default: none that can be relied on. */
  readonly order?: FindOrder<T>;
  /** Which fields come back. Default: all. */
  readonly select?: TSelect;
  /** Whether documents that were deleted softly are found too. Default: false. */
  readonly withDeleted?: boolean;
}

/** Which documents are meant, how many of them, in which order. */
export interface FindOptions<T, TSelect = FindSelect<T> | undefined> extends FindOneOptions<T, TSelect> {
  /** How many documents come back at most. Default: all, up to 10,000; where there are more, an error. */
  readonly take?: number;
  /** How many documents are passed by first. Default: 0. */
  readonly skip?: number;
}

// The paths of the object form; one whose choice the compiler does not know may be there or not.
type PathsOf<TSelect> = {
  [K in keyof TSelect & string]: TSelect[K] extends true
    ? K
    : TSelect[K] extends false
      ? never
      : TSelect[K] extends object
        ? `${K}.${PathsOf<TSelect[K]>}`
        : `${K}*`;
}[keyof TSelect & string];

/** What a document is of which these fields were selected. */
export type SelectedDocument<T, TSelect> = [TSelect] extends [undefined]
  ? T
  : undefined extends TSelect
    ? Selected<T, string>
    : TSelect extends readonly (infer TPath extends string)[]
      ? Selected<T, TPath>
      : Selected<T, PathsOf<TSelect>>;
