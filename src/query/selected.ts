// Which parts of documents a search asks for, and what such a document is. Types only.
import type { FieldPath, Scalar } from './field-path.js';
import type { RawField } from './raw.js';

/** A field by name, or a pattern such as `'comments.*'`. */
export type SourcePath<T> = FieldPath<T> | RawField | `${string}*${string}`;

/** Which parts of the documents come back: all, none, these fields; or those that patterns name and do not name. */
export type SourceFilter<T> =
  | boolean
  | SourcePath<T>
  | readonly SourcePath<T>[]
  | {
      readonly includes?: SourcePath<T> | readonly SourcePath<T>[];
      readonly excludes?: SourcePath<T> | readonly SourcePath<T>[];
    };

type Head<TPath> = TPath extends `${infer K}.${string}` ? K : TPath;
type Tail<TPath, K extends string> = TPath extends `${K}.${infer TRest}` ? TRest : never;

// The rest of a path below a property: nothing is below a value.
type Below<TValue, TPath extends string> = TValue extends Scalar
  ? TValue
  : TValue extends readonly (infer TItem)[]
    ? Below<TItem, TPath>[]
    : Selected<TValue, TPath>;

type Fields<T, TPath extends string> = {
  [K in keyof T as K extends Head<TPath> ? K : never]: K extends TPath
    ? T[K]
    : Below<T[K], Tail<TPath, K & string>>;
};

// Properties alone, each of which may not have come.
type Some<T> = { [K in keyof T as T[K] extends (...args: never[]) => unknown ? never : K]?: T[K] };

/** A document that was read with these fields only. With patterns, each field may be there or not. */
export type Selected<T, TPath extends string> = string extends keyof T
  ? T
  : string extends TPath
    ? Some<T>
    : true extends (TPath extends RawField | `${string}*${string}` ? true : false)
      ? Some<T>
      : Fields<T, TPath>;

/** What the documents of a search are, by what it asks for of their sources. */
export type SourceDocument<T, TSource> = [TSource] extends [true | undefined]
  ? T
  : [TSource] extends [false]
    ? undefined
    : TSource extends readonly (infer TPath extends string)[]
      ? Selected<T, TPath>
      : TSource extends string
        ? Selected<T, TSource>
        : TSource extends boolean
          ? T | undefined
          : Some<T>;
