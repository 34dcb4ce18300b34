// Values without a class: written as JSON, read without the keys that could change what an object is.
import { isPlainObject } from '../util/frozen-copy.js';
import { descend } from './ancestors.js';
import type { Ancestors } from './ancestors.js';
import { formatDate } from './date.js';
import type { Source } from './plan.js';
import { ValueProblem, writeAt, writeItems } from './value-problem.js';

// JSON.stringify makes `{}` of them, without a word.
const formless = [
  Map,
  Set,
  WeakMap,
  WeakSet,
  Promise,
  ArrayBuffer,
  DataView,
  RegExp,
  Error,
] as const satisfies readonly (abstract new (...args: never[]) => object)[];

/**
 * A copy of `value` as JSON has it: undefined members left out, null and [] kept; a bigint is a whole number, which a
 * connection writes exactly. Throws a ValueProblem.
 */
export function writeJson(value: unknown, above?: Ancestors): unknown {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      if (!Number.isFinite(value))
        throw new ValueProblem('invalid', `${value} is no number that JSON can hold`);
      return value;
    case 'bigint':
      return writeBigint(value);
    case 'object':
      return value === null ? null : writeObject(value, above);
    case 'undefined':
      throw new ValueProblem('invalid', 'it is undefined inside a list');
    case 'function':
    case 'symbol':
      throw new ValueProblem('invalid', `a ${typeof value} has no form in JSON`);
  }
}

/** A number where it is exact as one. */
export function writeBigint(value: bigint): number | bigint {
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

function writeObject(value: object, above: Ancestors | undefined): unknown {
  const here = descend(value, above);
  const write = (item: unknown): unknown => writeJson(item, here);
  if (Array.isArray(value)) return writeItems(value, write);
  if (value instanceof Date) return formatDate(value);
  // Vectors are often kept in typed arrays.
  if (isTypedArray(value)) return writeItems(Array.from(value), write);
  if (!isPlainObject(value)) {
    if ('toJSON' in value && typeof value.toJSON === 'function')
      return write((value as { toJSON: () => unknown }).toJSON());
    if (value instanceof Number || value instanceof String || value instanceof Boolean)
      return write(value.valueOf());
    const odd = formless.find((each) => value instanceof each);
    if (odd !== undefined)
      throw new ValueProblem('invalid', `a value of type ${odd.name} has no form in JSON`);
  }
  const written: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value) as [string, unknown][]) {
    if (item === undefined || typeof item === 'function') continue;
    define(written, key, writeAt(key, write, item));
  }
  return written;
}

/** Whether a value is a list of numbers in a typed array. */
export function isTypedArray(value: object): value is ArrayBufferView & Iterable<number | bigint> {
  return ArrayBuffer.isView(value) && !(value instanceof DataView);
}

/** `value` as the cluster sent it, without the keys `__proto__`, `constructor` and `prototype` at any depth. */
export function readJson(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(readJson);
  const read: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) if (!isHostile(key)) read[key] = readJson(item);
  return read;
}

/** The same for values whose numbers are floating-point: a whole one that came as a bigint is a number. */
export function readFloats(value: unknown): unknown {
  if (typeof value === 'bigint') return Number(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(readFloats);
  const read: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) if (!isHostile(key)) read[key] = readFloats(item);
  return read;
}

/** Whether a value is a JSON object, no list. */
export function isObject(value: unknown): value is Source {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a key of a source, taken over into an object, could change what that object is. */
export function isHostile(key: string): boolean {
  return key === '__proto__' || key === 'constructor' || key === 'prototype';
}

// Sets an own property; an assignment to `__proto__` would set the prototype.
function define(target: object, key: string, value: unknown): void {
  if (key === '__proto__')
    Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true });
  else (target as Record<string, unknown>)[key] = value;
}
