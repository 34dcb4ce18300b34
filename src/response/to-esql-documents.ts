// Rows of an ES|QL result → instances of a class, with the fields that the result has.
import { hydratePartial } from '../hydration/document-hydration.js';
import type { DocumentMetadata, FieldMetadata } from '../metadata/document-metadata.js';
import type { EsqlResult } from './to-esql-rows.js';

type Json = Record<string, unknown>;

/**
 * An instance for each row. Columns of objects become objects; those that are no fields of the class, such as
 * multi-fields, are left out, and so are values that are null. `_id` and `_version` become the properties for them.
 */
export function toEsqlDocuments(
  metadata: DocumentMetadata,
  { rows, columns }: EsqlResult<Readonly<Json>>,
): readonly object[] {
  const paths = columns
    .map(({ name }) => ({ name, path: name.split('.') }))
    .filter(({ path }) => isProperty(metadata.fields, path));
  return rows.map((row) => {
    const source: Json = {};
    for (const { name, path } of paths) {
      if (row[name] !== null && row[name] !== undefined) place(source, path, row[name]);
    }
    const { _id: id, _version: version } = row;
    const beside = typeof version === 'number' ? { version } : {};
    return hydratePartial(metadata, typeof id === 'string' ? id : '', source, beside);
  });
}

function isProperty(fields: readonly FieldMetadata[], [first, ...rest]: readonly string[]): boolean {
  const field = fields.find(({ name }) => name === first);
  if (field === undefined || rest.length === 0) return field !== undefined;
  if (field.object !== undefined) return isProperty(field.object.fields, rest);
  return field.type === 'object' || field.type === 'passthrough';
}

function place(source: Json, path: readonly string[], value: unknown): void {
  let at = source;
  for (const name of path.slice(0, -1)) {
    if (!Object.hasOwn(at, name)) define(at, name, {});
    at = at[name] as Json;
  }
  define(at, path.at(-1) as string, value);
}

// Also for a name that means something else to an assignment.
function define(target: Json, name: string, value: unknown): void {
  Object.defineProperty(target, name, { value, enumerable: true, writable: true, configurable: true });
}
