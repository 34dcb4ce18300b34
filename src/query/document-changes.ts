// What a partial update may say of a class's fields. Types only.
import type { WithoutNames } from './field-path.js';

type Whole = Date | Uint8Array | bigint | string | number | boolean;

type ChangeOf<TValue> = TValue extends Whole | null | undefined
  ? TValue
  : TValue extends readonly unknown[]
    ? TValue
    : TValue extends object
      ? DocumentChanges<TValue> | TValue
      : TValue;

/**
 * Fields with their new values. Objects may be named in part: Elasticsearch merges them; lists are replaced. `null`
 * takes a value away; `undefined` says nothing.
 */
export type DocumentChanges<T> = {
  readonly [K in keyof T as T[K] extends (...args: never[]) => unknown ? never : K]?: ChangeOf<
    WithoutNames<T[K]>
  > | null;
};
