// Metadata → the mapping of an index. Declaration order throughout, so that equal classes give equal JSON.
import type { estypes } from '@elastic/elasticsearch';
import type { DocumentMetadata, FieldMetadata } from '../metadata/document-metadata.js';

type Mappings = DocumentMetadata['mappings'];

/** The `mappings` of the index of a class; of several that share it, the union. None contradicts another. */
export function toMapping(...group: readonly DocumentMetadata[]): estypes.MappingTypeMapping {
  return {
    dynamic: group[0]?.dynamic,
    ...toMappings(group.map(({ mappings }) => mappings)),
    ...(requiresRouting(group) ? { _routing: { required: true } } : {}),
    properties: toProperties(group.flatMap(({ fields }) => fields)),
  };
}

function toMappings(parts: readonly Mappings[]): Mappings {
  const all = Object.assign({}, ...parts) as Mappings;
  for (const name of ['_meta', 'runtime'] as const) {
    if (all[name] !== undefined) all[name] = Object.assign({}, ...parts.map((part) => part[name])) as never;
  }
  return all;
}

/** Whether every class that is saved has a routing: a base class without a value of its own is not. */
export function requiresRouting(group: readonly DocumentMetadata[]): boolean {
  const saved = group.filter(
    ({ discriminator }) => discriminator === undefined || discriminator.value !== undefined,
  );
  return saved.length > 0 && saved.every(({ routing }) => routing !== undefined);
}

function toProperties(fields: readonly FieldMetadata[]): Record<string, estypes.MappingProperty> {
  const byName = new Map<string, FieldMetadata[]>();
  for (const field of fields) byName.set(field.name, [...(byName.get(field.name) ?? []), field]);
  return Object.fromEntries([...byName].map(([name, same]) => [name, toProperty(same)]));
}

// The same field of one class or several, which differ in what is inside at most.
function toProperty(same: readonly FieldMetadata[]): estypes.MappingProperty {
  const [{ type, options }] = same as readonly [FieldMetadata];
  const objects = same.flatMap(({ object }) => object ?? []);
  const property = {
    type,
    ...options,
    ...(objects.length === 0 ? {} : { properties: toProperties(objects.flatMap(({ fields }) => fields)) }),
  };
  // The decorators checked the options against the client's type for this field type.
  return property as unknown as estypes.MappingProperty;
}
