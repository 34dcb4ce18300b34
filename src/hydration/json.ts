// Values without a class: written as JSON, read without the keys that could change what an object is.
import { isPlainObject } from '../util/frozen-copy.js';
import { formatDate } from './date.js';
import { ValueProblem, writeAt, writeItems } from './value-problem.js';

const depthLimit = 100;

/** A copy of `value` as JSON has it: undefined members left out, null and [] kept. Throws a ValueProblem. */
export function writeJson(value: unknown, depth = 0): unknown {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value;
    case 'number':
      if (!Number.isFinite(value))
        throw new ValueProblem('invalid', `${value} is no number that JSON can hold`);
      return value;
    case 'object':
      return value === null ? null : writeObject(value, depth);
    case 'undefined':
      throw new ValueProblem('invalid', 'it is undefined inside a list');
    case 'bigint':
    case 'function':
    case 'symbol':
      throw new ValueProblem('invalid', `a ${typeof value} has no form in JSON`);
  }
}

function writeObject(value: object, depth: number): unknown {
  if (depth > depthLimit)
    throw new ValueProblem('invalid', `it is nested deeper than ${depthLimit} levels, or contains itself`);
  if (Array.isArray(value)) return writeItems(value, (item) => writeJson(item, depth + 1));
  if (value instanceof Date) return formatDate(value);
  if (ArrayBuffer.isView(value) && !(value instanceof DataView)) {
    // Vectors are often kept in typed arrays.
    return Array.from(value as unknown as ArrayLike<number>, (item) => writeJson(item));
  }
  if (!isPlainObject(value) && 'toJSON' in value && typeof value.toJSON === 'function') {
    return writeJson((value as { toJSON: () => unknown }).toJSON(), depth + 1);
  }
  if (value instanceof Map || value instanceof Set) {
    throw new ValueProblem('invalid', `a ${value.constructor.name} has no form in JSON`);
  }
  const written: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value) as [string, unknown][]) {
    if (item === undefined || typeof item === 'function') continue;
    define(
      written,
      key,
      writeAt(key, (member) => writeJson(member, depth + 1), item),
    );
  }
  return written;
}

/** `value` as the cluster sent it, without the keys `__proto__`, `constructor` and `prototype` at any depth. */
export function readJson(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(readJson);
  const read: Record<string, unknown> = {};
  for (const [key, item] of Object.entries(value)) if (!isHostile(key)) read[key] = readJson(item);
  return read;
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
