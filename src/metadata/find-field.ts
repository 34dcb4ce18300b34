// The field of a class that a name in a query means.
import type { FieldMetadata, ObjectMetadata } from './document-metadata.js';

/** A field, or a multi-field of one. */
export interface FoundField {
  /** The type in the mapping: a multi-field may have one of a plugin. */
  readonly type: string;
  readonly options: Readonly<Record<string, unknown>>;
  /** Where the value stands in the document: a multi-field has that of its main field. */
  readonly source: string;
  /** The nested object that holds it, where one does. */
  readonly nested?: string;
}

/** The field of this name, with dots; undefined where the class has none. */
export function findField(object: ObjectMetadata, name: string): FoundField | undefined {
  const parts = name.split('.');
  let fields = object.fields;
  let nested: { readonly nested?: string } = {};
  for (const [place, part] of parts.entries()) {
    const field = fields.find((one) => one.name === part);
    if (field === undefined) return undefined;
    const source = parts.slice(0, place + 1).join('.');
    const rest = parts.slice(place + 1);
    if (rest.length === 0) return { type: field.type, options: field.options, source, ...nested };
    if (field.object === undefined) return multiField(field, rest, { source, ...nested });
    if (field.type === 'nested') nested = { nested: source };
    fields = field.object.fields;
  }
  return undefined;
}

function multiField(
  { options }: FieldMetadata,
  [name = '', ...rest]: readonly string[],
  place: Omit<FoundField, 'type' | 'options'>,
): FoundField | undefined {
  const all = (options['fields'] ?? {}) as Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  const found = Object.hasOwn(all, name) ? all[name] : undefined;
  if (found === undefined || rest.length > 0) return undefined;
  const { type, ...others } = found;
  return { type: String(type), options: others, ...place };
}
