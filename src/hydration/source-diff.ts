// What changed in a document since its source was loaded, as the members of a partial update.
import type { FieldMetadata } from '../metadata/document-metadata.js';
import type { FieldWriter, HydrationPlan, Source } from './plan.js';
import { isObject } from './json.js';
import { isSame, isSameValue } from './same-json.js';

export interface SourceDiff {
  /** The fields that differ, as they are now; of objects, the members that differ. */
  readonly changes: Record<string, unknown>;
  /** Whether Elasticsearch's partial update, which merges objects, can express all that changed. */
  readonly mergeable: boolean;
}

/** Compares a document with another one that was made of the loaded source: both as they would be stored now. */
export function compareSources(
  plan: HydrationPlan,
  fields: readonly FieldMetadata[],
  document: object,
  unchanged: object,
  loaded: Source,
  overrides: Source | undefined,
): SourceDiff {
  const changes: Record<string, unknown> = {};
  let mergeable = true;
  const byName = new Map(fields.map((field) => [field.name, field]));
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
    changes[name] = changedMembers(byName.get(name), now, before);
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
    if (refused === undefined || !isSameValue(document[name], refused[name])) throw problem;
    return unwritable;
  }
}

/** Whether an object lost a member that is stored: a merge would keep it. */
function hasLost(now: unknown, before: unknown, stored: unknown): boolean {
  if (!isObject(now) || !isObject(before) || !isObject(stored)) return false;
  return Object.keys(before).some((name) =>
    Object.hasOwn(now, name) ? hasLost(now[name], before[name], stored[name]) : stored[name] !== undefined,
  );
}

// Fields whose values are objects of any members. Those of other types are one value, and never sent in part.
const freeObjects: ReadonlySet<string> = new Set(['object', 'nested', 'passthrough', 'flattened']);

/** What an object differs in, so that a merge leaves its other members to others; the whole of anything else. */
function changedMembers(field: FieldMetadata | undefined, now: unknown, before: unknown): unknown {
  if (!isObject(now) || !isObject(before)) return now;
  if (field !== undefined && !freeObjects.has(field.type)) return now;
  const fields = new Map((field?.object?.fields ?? []).map((inner) => [inner.name, inner]));
  return Object.fromEntries(
    Object.entries(now)
      .filter(([name, member]) => !Object.hasOwn(before, name) || !isSame(member, before[name]))
      .map(([name, member]) => [name, changedMembers(fields.get(name), member, before[name])]),
  );
}
