// The default of a field, as each new instance gets it: a copy, so that no two documents share a list.
import { isPlainObject } from '../util/frozen-copy.js';

/** Gives copies of `value`, as it is now. */
export function copyOf(value: unknown): () => unknown {
  const kept = copy(value);
  return () => copy(kept);
}

// Instances of classes that are not known here keep their class; what is inside of them is copied.
function copy(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(copy);
  if (value instanceof Date) return new Date(value);
  // A Buffer's own `slice` would share the bytes.
  if (value instanceof Uint8Array) return Uint8Array.prototype.slice.call(value);
  const entries = Object.entries(value).map(([key, item]) => [key, copy(item)] as const);
  if (isPlainObject(value)) return Object.fromEntries(entries);
  const instance = Object.create(Object.getPrototypeOf(value) as object) as Record<string, unknown>;
  for (const [key, item] of entries) instance[key] = item;
  return instance;
}
