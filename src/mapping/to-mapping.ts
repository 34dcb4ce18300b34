// Metadata → the mapping of an index. Declaration order throughout, so that equal classes give equal JSON.
import type { estypes } from '@elastic/elasticsearch';
import type { DocumentMetadata, FieldMetadata } from '../metadata/document-metadata.js';

/** The `mappings` of the index of a class. */
export function toMapping(metadata: DocumentMetadata): estypes.MappingTypeMapping {
  return {
    dynamic: metadata.dynamic,
    ...metadata.mappings,
    ...(metadata.routing === undefined ? {} : { _routing: { required: true } }),
    properties: toProperties(metadata.fields),
  };
}

function toProperties(fields: readonly FieldMetadata[]): Record<string, estypes.MappingProperty> {
  return Object.fromEntries(fields.map((field) => [field.name, toProperty(field)]));
}

function toProperty({ type, options, object }: FieldMetadata): estypes.MappingProperty {
  const property = {
    type,
    ...options,
    ...(object === undefined ? {} : { properties: toProperties(object.fields) }),
  };
  // The decorators checked the options against the client's type for this field type.
  return property as unknown as estypes.MappingProperty;
}
