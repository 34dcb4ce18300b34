// The decorators of object fields: a class describes what is inside.
import { splitOptions } from '../metadata/field-behavior.js';
import { fieldTypes } from '../metadata/field-types.js';
import type { Class } from '../types/class.js';
import type { OneOrMany } from '../types/multi-field.js';
import { createFieldDecorator } from './field-decorator.js';
import type { FieldDecorator } from './field-decorator.js';
import type { FieldOptions, Transformed, ValueChecks } from './field-options.js';

type ObjectType = 'object' | 'nested' | 'passthrough';

function objectDecorator<TValue>(
  type: ObjectType,
  objectType: (() => Class) | undefined,
  options: object | undefined,
): FieldDecorator<TValue> {
  const { decorator } = fieldTypes[type];
  return createFieldDecorator({
    decorator,
    type,
    objectType,
    ...splitOptions(options as Readonly<Record<string, unknown>> | undefined),
  });
}

/**
 * An object, or several, whose fields are fields of the document. In an array, the objects' values are mixed: use
 * {@link Nested} to query each object by itself.
 *
 * @param type A function that gives the class. Without it, any object: then set `enabled: false` or `dynamic`.
 * @param options The mapping parameters of `object`.
 *
 * @example
 * ```ts
 * @ObjectField(() => Address) address?: Address;
 * @ObjectField({ enabled: false }) payload?: Record<string, unknown>;
 * ```
 * @see https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/object
 */
export function ObjectField<T extends object, TValue>(
  type: () => Class<T>,
  options: FieldOptions<'object'> & Transformed<TValue, OneOrMany<T>>,
): FieldDecorator<TValue | null | undefined>;
export function ObjectField<T extends object>(
  type: () => Class<T>,
  options?: FieldOptions<'object'> & ValueChecks<T> & { readonly transform?: never },
): FieldDecorator<OneOrMany<T>>;
export function ObjectField(
  options: FieldOptions<'object'> & ValueChecks<object>,
): FieldDecorator<OneOrMany<object>>;
export function ObjectField(
  typeOrOptions: (() => Class) | (FieldOptions<'object'> & ValueChecks<object>),
  options?: FieldOptions<'object'>,
): FieldDecorator<never> {
  return typeof typeOrOptions === 'function'
    ? objectDecorator('object', typeOrOptions, options)
    : objectDecorator('object', undefined, typeOrOptions);
}

/**
 * Objects that are indexed as documents of their own, so that a `nested` query can ask several things of one object.
 *
 * @param type A function that gives the class.
 * @param options The mapping parameters of `nested`.
 *
 * @example
 * ```ts
 * @Nested(() => Comment) comments: Comment[] = [];
 * ```
 * @see https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/nested
 */
export function Nested<T extends object, TValue>(
  type: () => Class<T>,
  options: FieldOptions<'nested'> & Transformed<TValue, OneOrMany<T>>,
): FieldDecorator<TValue | null | undefined>;
export function Nested<T extends object>(
  type: () => Class<T>,
  options?: FieldOptions<'nested'> & ValueChecks<T> & { readonly transform?: never },
): FieldDecorator<OneOrMany<T>>;
export function Nested(type: () => Class, options?: FieldOptions<'nested'>): FieldDecorator<never> {
  return objectDecorator('nested', type, options);
}

/**
 * An object whose fields can be queried without its name in front (time series, OpenTelemetry).
 *
 * @param type A function that gives the class.
 * @param options The mapping parameters of `passthrough`; `priority` decides between two of them.
 *
 * @example
 * ```ts
 * @Passthrough(() => Attributes, { priority: 10 }) attributes?: Attributes;
 * ```
 * @see https://www.elastic.co/docs/reference/elasticsearch/mapping-reference/passthrough
 */
export function Passthrough<T extends object>(
  type: () => Class<T>,
  options?: FieldOptions<'passthrough'> & ValueChecks<T>,
): FieldDecorator<T | null | undefined> {
  return objectDecorator('passthrough', type, options);
}
