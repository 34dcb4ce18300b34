// Conditions as TypeORM writes them: fields with their values, or with operators. Types only.
import type { Range } from '../metadata/field-types.js';
import type { GeoPointValue } from '../types/geo.js';
import type { FieldPath, QueryValue, ValueAt } from './field-path.js';
import type { AnyPlace, AnyText, FindOperator, InObject } from './find-operator.js';

/** What a field's value may be compared with. */
export type FindValue = string | number | bigint | boolean | Date;

/** What may stand inside of an operator for one of these values, or for one object. */
export type Operand<TValue> =
  | FindOperator<TValue>
  | null
  | (TValue extends AnyText | AnyPlace ? never : TValue extends InObject<infer T> ? WhereObject<T> : TValue);

// Marks, by what a property may hold: patterns and words are for text, which may also be a place.
type Marks<V> = [Extract<V, string>] extends [never] ? never : AnyText | AnyPlace;
type ValueCondition<TValue, TMark = never> = TValue | FindOperator<TValue | TMark> | null;
type RangeEnd<V> = V extends FindValue ? V : V extends Range<infer TEnd> ? NonNullable<TEnd> : never;

/** What a condition may say of a field, by the type of its values. */
export type Condition<V> = [V] extends [FindValue]
  ? ValueCondition<QueryValue<V>, Marks<V>>
  : [keyof V] extends [never]
    ? // Nothing is known of it: unknown, or values of several kinds.
      FindValue | FindOperator<unknown> | Readonly<Record<string, unknown>> | null
    : [V] extends [GeoPointValue]
      ? FindOperator<AnyPlace> | null
      : [V] extends [Uint8Array | readonly unknown[]]
        ? FindOperator<never> | null
        : [keyof Exclude<V, FindValue>] extends [keyof Range<unknown>]
          ? ValueCondition<QueryValue<RangeEnd<V>>>
          : // A free object, whose keys are not known.
            string extends keyof V
            ? Readonly<Record<string, unknown>> | FindOperator<unknown> | null
            : WhereObject<V> | FindOperator<InObject<V>> | null;

/** Fields with what is asked of each; all of it holds. Dotted names reach into objects and multi-fields. */
export type WhereObject<T> = { readonly [F in FieldPath<T>]?: Condition<ValueAt<T, F>> };

/**
 * A condition on the documents of a class. The members of an object all hold; of a list, one does.
 *
 * @example
 * ```ts
 * await articles.findBy({ status: 'published', views: Gte(100), comments: { author: 'ann', stars: Gt(3) } });
 * await articles.findBy([{ status: 'draft' }, { publishedAt: null }]);
 * ```
 */
export type Where<T> =
  WhereObject<T> | FindOperator<InObject<T>> | readonly (WhereObject<T> | FindOperator<InObject<T>>)[];
