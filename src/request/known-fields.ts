// Whether a class has a field, by the name that a request writes.
import type { DocumentMetadata, FieldMetadata } from '../metadata/document-metadata.js';

// What is below these is data, not mapping.
const open: ReadonlySet<string> = new Set(['flattened', 'object', 'nested', 'passthrough']);

/** Whether `name` is a field of the class, of a multi-field, of an object, at run time, or below a field of free keys. */
export function isKnownField({ fields, mappings }: DocumentMetadata, name: string): boolean {
  return name === '_id' || Object.hasOwn(mappings.runtime ?? {}, name) || isIn(fields, name.split('.'));
}

function isIn(fields: readonly FieldMetadata[], [first, ...rest]: readonly string[]): boolean {
  const field = fields.find(({ name }) => name === first);
  if (field === undefined) return false;
  if (rest.length === 0) return true;
  if (field.object !== undefined) return isIn(field.object.fields, rest);
  if (open.has(field.type)) return true;
  const multiFields = field.options['fields'] as Readonly<Record<string, unknown>> | undefined;
  return multiFields !== undefined && Object.hasOwn(multiFields, rest.join('.'));
}
