// What an index has and a class does not read: a document that is saved as a whole must not drop it.
import { exclusionOf } from '../metadata/class-transformer.js';
import type { DocumentMetadata, ObjectMetadata } from '../metadata/document-metadata.js';
import { isHostile, isObject, readJson } from './json.js';
import type { Source } from './plan.js';
import { ValueProblem } from './value-problem.js';

/**
 * `source` with those members of the source that was loaded which the class does not read: fields of a newer class, and
 * those that class-transformer keeps out of instances. Objects are looked into, items of lists can't be told apart.
 * Throws a ValueProblem for a number that was not read exactly.
 */
export function carryOver(
  metadata: DocumentMetadata,
  source: Source,
  loaded: Source,
): Record<string, unknown> {
  const { idProperty, versionProperty, routing, dynamic } = metadata;
  // Never in a source, but a name that an instance holds otherwise.
  const beside = [idProperty, versionProperty?.name, routing].filter((name) => name !== undefined);
  return carry(metadata, dynamic === 'strict', new Set(beside), source, loaded);
}

function carry(
  { fields, target }: ObjectMetadata,
  strict: boolean,
  beside: ReadonlySet<string>,
  source: Source,
  loaded: Source,
): Record<string, unknown> {
  const carried: Record<string, unknown> = { ...source };
  const byName = new Map(fields.map((field) => [field.name, field]));
  const isUnread = exclusionOf(target, 'toClass');
  for (const [name, value] of Object.entries(loaded)) {
    if (isHostile(name)) continue;
    const field = byName.get(name);
    if (field === undefined) {
      // Where the class is not strict, an instance has it, or had it taken away.
      if (strict && !beside.has(name) && !Object.hasOwn(source, name))
        carried[name] = exact(readJson(value), name);
      continue;
    }
    const now = source[name];
    if (now === undefined) {
      if (isUnread(name)) carried[name] = exact(readJson(value), name);
    } else if (field.object !== undefined && isObject(now) && isObject(value)) {
      const { dynamic, enabled } = field.options;
      const isStrict = enabled !== false && (dynamic === undefined ? strict : dynamic === 'strict');
      carried[name] = carry(field.object, isStrict, new Set(), now, value);
    }
  }
  return carried;
}

// A class that knows of no great numbers is read without them.
function exact(value: unknown, path: string): unknown {
  if (typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value)) {
    throw new ValueProblem(
      'invalid',
      'the class has no such field, and its number was not read exactly',
      path,
    );
  }
  if (Array.isArray(value)) return value.map((item: unknown, place) => exact(item, `${path}[${place}]`));
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, inner]) => [name, exact(inner, `${path}.${name}`)]),
  );
}
