// What an operator of a condition is: an object that only the functions of find-operators.ts can make.
import { globalValue } from '../util/global-value.js';

declare const operand: unique symbol;
declare const text: unique symbol;
declare const place: unique symbol;
declare const inside: unique symbol;

/**
 * A condition on a field whose values are of type `TValue`: what `Gte(4)`, `Like('a%')`, `Not('draft')` return. Frozen.
 *
 * @see {@link Where}
 */
export interface FindOperator<out TValue> {
  readonly [operand]: TValue;
}

/** Stands for text that need not be one of the field's values: a pattern, or words. For the compiler only. */
export interface AnyText {
  readonly [text]: true;
}

/** Stands for places on Earth. For the compiler only. */
export interface AnyPlace {
  readonly [place]: true;
}

/** Stands for the objects of a field, or for documents, of class `T`. For the compiler only. */
export interface InObject<out T> {
  readonly [inside]: T;
}

export type OperatorKind =
  | 'and'
  | 'between'
  | 'exists'
  | 'geoBoundingBox'
  | 'geoDistance'
  | 'geoPolygon'
  | 'gt'
  | 'gte'
  | 'in'
  | 'like'
  | 'lt'
  | 'lte'
  | 'match'
  | 'missing'
  | 'not'
  | 'or'
  | 'phrase'
  | 'prefix'
  | 'raw'
  | 'some';

/** The operators that compare a field's values. */
export type FieldOperator = Exclude<
  OperatorKind,
  'and' | 'exists' | 'missing' | 'not' | 'or' | 'raw' | 'some'
>;

/** What an operator is at run time. */
export interface OperatorParts {
  readonly operator: OperatorKind;
  readonly operands: readonly unknown[];
}

// Objects, not marks on them: what comes from outside can't say of itself that it is an operator.
const known = globalValue('elastodm.findOperators', () => new WeakSet());

/** Makes an operator. */
export function toOperator<TValue>(
  operator: OperatorKind,
  operands: readonly unknown[],
): FindOperator<TValue> {
  const parts: OperatorParts = Object.freeze({ operator, operands: Object.freeze([...operands]) });
  known.add(parts);
  return parts as unknown as FindOperator<TValue>;
}

/** The parts of an operator; undefined for anything else, whatever it looks like. */
export function operatorParts(value: unknown): OperatorParts | undefined {
  return typeof value === 'object' && value !== null && known.has(value)
    ? (value as OperatorParts)
    : undefined;
}
