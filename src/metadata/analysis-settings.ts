// Settings of an index as flat names, however they were written, so that they can be compared.
import { isPlainObject } from '../util/frozen-copy.js';

/** `{ index: { a: { b: 1 } } }`, `{ 'index.a.b': 1 }` and `{ a: { b: '1' } }` are the same setting: `a.b`. */
export function flatSettings(settings: object, prefix = ''): ReadonlyMap<string, unknown> {
  const flat = new Map<string, unknown>();
  for (const [key, value] of Object.entries(settings) as [string, unknown][]) {
    const path = `${prefix}${key}`;
    if (typeof value === 'object' && value !== null && isPlainObject(value)) {
      for (const [setting, inner] of flatSettings(value, `${path}.`)) flat.set(setting, inner);
    } else if (value !== undefined) {
      flat.set(path.replace(/^index\./, ''), value);
    }
  }
  return flat;
}

/** A text that is equal for equal values, as Elasticsearch compares settings: by flat names, and scalars as text. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(String(value));
  const entries = [...flatSettings(value)].map(
    ([path, inner]) => `${JSON.stringify(path)}:${canonical(inner)}`,
  );
  return `{${entries.sort().join()}}`;
}

/** The definitions of settings, `'filter.edge'` → what it says, as text that can be compared. */
export function analysisOf(settings: object): ReadonlyMap<string, string> {
  const definitions = new Map<string, Record<string, unknown>>();
  for (const [path, value] of flatSettings(settings)) {
    const [, key, parameter] = /^analysis\.([^.]+\.[^.]+)\.(.+)$/.exec(path) ?? [];
    if (key === undefined || parameter === undefined) continue;
    definitions.set(key, { ...definitions.get(key), [parameter]: value });
  }
  return new Map([...definitions].map(([key, body]) => [key, canonical(body)]));
}
