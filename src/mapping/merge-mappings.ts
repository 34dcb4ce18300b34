// A mapping with what only a live one has, as Elasticsearch itself merges mappings: fields are added, and a field that
// both have is as the class says.
import type { estypes } from '@elastic/elasticsearch';

type Mapping = estypes.MappingTypeMapping;
type JsonObject = Readonly<Record<string, unknown>>;

export function mergeMappings(expected: Mapping, actual: Mapping): Mapping {
  // Where the classes require no routing, none is required.
  const { _routing: _, ...live } = actual;
  return {
    ...live,
    ...expected,
    ...merged(expected, actual, 'runtime'),
    ...mergedFields(expected as JsonObject, actual as JsonObject),
  };
}

function mergedFields(expected: JsonObject, actual: JsonObject): JsonObject {
  return { ...mergedEach(expected, actual, 'properties'), ...mergedEach(expected, actual, 'fields') };
}

function mergedEach(expected: JsonObject, actual: JsonObject, member: 'properties' | 'fields'): JsonObject {
  const [wanted, live] = [asObject(expected[member]), asObject(actual[member])];
  const names = new Set([...Object.keys(wanted), ...Object.keys(live)]);
  if (names.size === 0) return {};
  const fields = [...names].map((name) => {
    if (!Object.hasOwn(wanted, name)) return [name, live[name]];
    const [field, other] = [asObject(wanted[name]), asObject(live[name])];
    // What is inside of a field of another type has no place in this one.
    const sameType = (field['type'] ?? 'object') === (other['type'] ?? 'object');
    return [name, { ...field, ...mergedFields(field, sameType ? other : {}) }];
  });
  return { [member]: Object.fromEntries(fields) as JsonObject };
}

function merged(expected: Mapping, actual: Mapping, member: 'runtime'): Partial<Mapping> {
  const all = { ...actual[member], ...expected[member] };
  return Object.keys(all).length === 0 ? {} : { [member]: all };
}

function asObject(value: unknown): JsonObject {
  return typeof value === 'object' && value !== null ? (value as JsonObject) : {};
}
