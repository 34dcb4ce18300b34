// Object literals at object fields → instances of the fields' classes, as `create(values)` takes them.
import type { FieldMetadata, ObjectMetadata } from '../metadata/document-metadata.js';
import { isPlainObject } from '../util/frozen-copy.js';
import { isHostile } from './json.js';
import { newInstance } from './new-instance.js';

type Properties = Record<string, unknown>;

/** The values with instances for object literals, and without keys that could change what an object is. */
export function fillMembers({ fields }: ObjectMetadata, values: object, filled: Properties = {}): Properties {
  const objectFields = new Map(fields.filter(isFilled).map((field) => [field.name, field.object]));
  for (const [name, value] of Object.entries(values) as [string, unknown][]) {
    if (isHostile(name)) continue;
    const object = objectFields.get(name);
    filled[name] = object === undefined ? value : fill(object, value);
  }
  return filled;
}

// A field with a `transform` has values of another type on the property.
function isFilled(field: FieldMetadata): field is FieldMetadata & { readonly object: ObjectMetadata } {
  return field.object !== undefined && field.behavior.transform === undefined;
}

function fill(object: ObjectMetadata, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => fillOne(object, item));
  return fillOne(object, value);
}

function fillOne(object: ObjectMetadata, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !isPlainObject(value)) return value;
  return fillMembers(object, value, newInstance(object) as Properties);
}
