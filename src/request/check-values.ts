// What JSON can't hold vanishes from a request or becomes null, and the request matches more than was meant: refuse it.
import { failure } from '../errors/failure.js';
import { isHostile } from '../hydration/json.js';

/** Throws a RequestError when anything inside `request` is undefined, no finite number, no valid date, or no data. */
export function checkValues(className: string, request: object, path = ''): void {
  for (const [key, value] of Object.entries(request) as [string, unknown][]) {
    if (isHostile(key)) {
      const reason = `'${key}' is no name of a field`;
      throw failure('QUERY_INVALID_VALUE', { className, path: path === '' ? key : `${path}.${key}`, reason });
    }
    const inner = path === '' ? key : Array.isArray(request) ? `${path}[${key}]` : `${path}.${key}`;
    if (value === undefined) throw failure('QUERY_UNDEFINED', { className, path: inner });
    const reason = problemOf(value);
    if (reason !== undefined) throw failure('QUERY_INVALID_VALUE', { className, path: inner, reason });
    if (typeof value === 'object' && value !== null) checkValues(className, value, inner);
  }
}

function problemOf(value: unknown): string | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : `it is ${value}`;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? 'it is an invalid Date' : undefined;
  // These would be `{}`.
  for (const empty of [Map, Set, Promise, RegExp]) {
    if (value instanceof empty) return `a ${empty.name} has no form in JSON`;
  }
  const type = typeof value;
  return type === 'function' || type === 'symbol' ? `a ${type} has no form in JSON` : undefined;
}
