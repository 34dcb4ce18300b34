// A member that is undefined vanishes from JSON, and the request matches more than was meant: refuse it.
import { failure } from '../errors/failure.js';

/** Throws a RequestError when anything inside `request` is undefined. */
export function checkNoUndefined(className: string, request: object, path = ''): void {
  for (const [key, value] of Object.entries(request) as [string, unknown][]) {
    const inner = path === '' ? key : Array.isArray(request) ? `${path}[${key}]` : `${path}.${key}`;
    if (value === undefined) throw failure('QUERY_UNDEFINED', { className, path: inner });
    if (typeof value === 'object' && value !== null) checkNoUndefined(className, value, inner);
  }
}
