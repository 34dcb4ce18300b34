// A partial update, as Elasticsearch applies it: objects are merged, all else is replaced.
import { isHostile, isObject } from './json.js';
import type { Source } from './plan.js';
import { isSame } from './same-json.js';

/** `source` with `changes` merged into it. Neither is changed. */
export function mergeSource(source: Source, changes: Source): Record<string, unknown> {
  const merged: Record<string, unknown> = { ...source };
  for (const [name, value] of Object.entries(changes)) {
    if (isHostile(name)) continue;
    const before = source[name];
    merged[name] = isObject(value) && isObject(before) ? mergeSource(before, value) : value;
  }
  return merged;
}

/** `changes` without the members that `named` names, too. */
export function withoutMembers(changes: Source, named: Source): Record<string, unknown> {
  const left: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(changes)) {
    if (isHostile(name)) continue;
    const other = named[name];
    if (!Object.hasOwn(named, name)) left[name] = value;
    else if (isObject(value) && isObject(other)) {
      const inner = withoutMembers(value, other);
      if (Object.keys(inner).length > 0) left[name] = inner;
    }
  }
  return left;
}

/** The members in which two sources differ. */
export function namesThatDiffer(one: Source, other: Source): readonly string[] {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].filter((name) => !isSame(one[name], other[name]));
}
