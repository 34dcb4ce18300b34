// How the whole value of one field is written to and read from `_source`: one value, or a list of them.
import type { FieldMetadata, ObjectMetadata } from '../metadata/document-metadata.js';
import { fieldTypes } from '../metadata/field-types.js';
import { isPlainObject } from '../util/frozen-copy.js';
import { descend } from './ancestors.js';
import type { Ancestors } from './ancestors.js';
import { floatStructures, freeObjects, vectors, wholeValues } from './field-kinds.js';
import { readFloats, readJson, writeJson } from './json.js';
import { numberCodec, vectorCodec } from './number-codecs.js';
import type { HydrationPlan, Source } from './plan.js';
import { objectCodec, toValueCodec } from './value-codecs.js';
import type { ValueCodec } from './value-codecs.js';
import { ValueProblem, writeItems } from './value-problem.js';

export interface FieldCodec {
  /** Throws a ValueProblem for a value that can't be stored. Never called with null or undefined. */
  readonly write: (value: unknown) => unknown;
  /** Gives a value that shares nothing with the source. Never called with null or undefined. */
  readonly read: (value: unknown) => unknown;
  /** How one value of a list is read. */
  readonly readItem: (value: unknown) => unknown;
  /** Whether text, numbers and booleans are just what `read` makes of them. */
  readonly keepsScalars: boolean;
}

/** The codec of a field. `plan` is that of its class, where it has one. */
export function fieldCodec(field: FieldMetadata, plan: HydrationPlan | undefined): FieldCodec {
  const { type, object } = field;
  if (plan !== undefined && object !== undefined) return toObjectCodec(field, object, plan);
  const { write, read: readItem = readJson } = toItemCodec(field);
  const keepsScalars = readItem === readJson || readItem === readFloats || vectors.has(type);
  if (vectors.has(type) || wholeValues.has(type)) return { write, read: readItem, readItem, keepsScalars };
  const read = (value: unknown): unknown => {
    if (!Array.isArray(value)) return readItem(value);
    return keepsScalars && isListOfScalars(value) ? value.slice() : readList(value, readItem);
  };
  return { write: (value) => writeList(value, write), read, readItem, keepsScalars };
}

function toItemCodec(field: FieldMetadata): ValueCodec {
  const { type, options } = field;
  const { codec } = fieldTypes[type];
  if (vectors.has(type)) return vectorCodec;
  if (floatStructures.has(type)) return { write: (value) => writeJson(value), read: readFloats };
  if (freeObjects.has(type) || codec === 'object' || codec === 'none') return objectCodec;
  return numberCodec(field) ?? toValueCodec(codec, options);
}

function toObjectCodec(
  { options }: FieldMetadata,
  { className, target }: ObjectMetadata,
  plan: HydrationPlan,
): FieldCodec {
  function write(value: unknown): unknown {
    if (typeof value !== 'object' || value === null) {
      // What is not enabled is not looked at by Elasticsearch either.
      if (options['enabled'] === false) return writeJson(value);
      throw new ValueProblem('invalid', `it is no object, and ${className} is one`);
    }
    if (!(value instanceof target) && !isPlainObject(value)) {
      const { name } = value.constructor;
      throw new ValueProblem('invalid', `it is an instance of ${name}, and ${className} belongs here`);
    }
    return plan.dehydrate(value);
  }
  // A scalar where an object is mapped stays what it is.
  const readItem = (value: unknown): unknown =>
    typeof value === 'object' && value !== null ? plan.hydrate(value as Source) : value;
  // Item by item, so that a problem learns the place.
  const read = (value: unknown): unknown =>
    Array.isArray(value) ? writeItems(value, read) : readItem(value);
  return { write: (value) => writeList(value, write), read, readItem, keepsScalars: true };
}

// Nothing that could be shared with the source, or that is read as something else.
function isListOfScalars(items: readonly unknown[]): boolean {
  for (const item of items) if (typeof item === 'object' || typeof item === 'bigint') return false;
  return true;
}

// Elasticsearch takes lists of lists for what they hold.
function readList(items: readonly unknown[], read: (item: unknown) => unknown): unknown[] {
  return items.map((item) =>
    item === null ? null : Array.isArray(item) ? readList(item, read) : read(item),
  );
}

function writeList(value: unknown, write: (item: unknown) => unknown, above?: Ancestors): unknown {
  if (!Array.isArray(value)) return write(value);
  const here = descend(value, above);
  return writeItems(value, (item) => (Array.isArray(item) ? writeList(item, write, here) : write(item)));
}
