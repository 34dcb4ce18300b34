// What changed in a document since its source was loaded, as the members of a partial update.
import type { FieldWriter, HydrationPlan, Source } from './plan.js';
import { writeJson } from './json.js';

export interface SourceDiff {
  /** The fields that differ, as they are now. */
  readonly changes: Record<string, unknown>;
  /** Whether Elasticsearch's partial update, which merges objects, can express all that changed. */
  readonly mergeable: boolean;
}

/** Compares a document with another one that was made of the loaded source: both as they would be stored now. */
export function compareSources(
  plan: HydrationPlan,
  document: object,
  unchanged: object,
  loaded: Source,
  overrides: Source | undefined,
): SourceDiff {
  const changes: Record<string, unknown> = {};
  let mergeable = true;
  for (const writer of writersOf(plan, document, unchanged)) {
    const { name } = writer;
    const before = normalForm(writer, unchanged as Source);
    const now = valueNow(
      writer,
      document as Source,
      overrides,
      before === unwritable ? (unchanged as Source) : undefined,
    );
    if (now === before || isSame(now, before)) continue;
    if (now === undefined) {
      // A default of the class that was never stored.
      if (loaded[name] !== undefined) mergeable = false;
      continue;
    }
    changes[name] = now;
    if (hasLost(now, before === unwritable ? loaded[name] : before, loaded[name])) mergeable = false;
  }
  return { changes, mergeable };
}

function writersOf(plan: HydrationPlan, document: object, unchanged: object): readonly FieldWriter[] {
  const extras = new Map<string, FieldWriter>();
  for (const instance of [unchanged, document])
    for (const writer of plan.extraWriters(instance)) extras.set(writer.name, writer);
  return [...plan.writers.values(), ...extras.values()];
}

// What the loaded source held, and could not be stored again: equal to nothing.
const unwritable = Symbol('unwritable');

function normalForm({ write }: FieldWriter, unchanged: Source): unknown {
  try {
    return write(unchanged);
  } catch {
    return unwritable;
  }
}

// What another program stored and this one would refuse is no change, as long as it is as it was.
function valueNow(
  { name, write }: FieldWriter,
  document: Source,
  overrides: Source | undefined,
  refused: Source | undefined,
): unknown {
  try {
    return write(document, overrides);
  } catch (problem) {
    if (refused === undefined || !isUntouched(document[name], refused[name])) throw problem;
    return unwritable;
  }
}

function isUntouched(value: unknown, other: unknown): boolean {
  try {
    return isSame(writeJson(value), writeJson(other));
  } catch {
    return false;
  }
}

/** Whether two values are the same JSON: members in any order, items in theirs. */
function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null) return false;
  if (Array.isArray(one) || Array.isArray(other)) {
    return (
      Array.isArray(one) &&
      Array.isArray(other) &&
      one.length === other.length &&
      one.every((item, place) => isSame(item, other[place]))
    );
  }
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length &&
    names.every(
      (name) => Object.hasOwn(other, name) && isSame((one as Source)[name], (other as Source)[name]),
    )
  );
}

/** Whether an object lost a member that is stored: a merge would keep it. */
function hasLost(now: unknown, before: unknown, stored: unknown): boolean {
  if (!isObject(now) || !isObject(before) || !isObject(stored)) return false;
  return Object.keys(before).some((name) =>
    Object.hasOwn(now, name) ? hasLost(now[name], before[name], stored[name]) : stored[name] !== undefined,
  );
}

function isObject(value: unknown): value is Source {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
