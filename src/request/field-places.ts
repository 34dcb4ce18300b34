// Which field a name in a `where` or an `order` means: its type, its options, and the nested objects around it.
import type { DocumentMetadata, FieldMetadata } from '../metadata/document-metadata.js';
import type { FieldBehavior } from '../metadata/field-behavior.js';
import { nearest } from '../util/nearest.js';
import { failure } from '../errors/failure.js';

type Options = Readonly<Record<string, unknown>>;

/** What is known of a field by its name. */
export interface FieldPlace {
  /** With all names around it: `comments.author`. */
  readonly name: string;
  /** A type of Elasticsearch's; `_id`, `_version`; `unknown` inside of an object of any shape. */
  readonly type: string;
  readonly options: Options;
  readonly transform?: FieldBehavior['transform'];
  /** Whether it has fields that the class names, or takes any. */
  readonly inside: 'none' | 'fields' | 'free';
  /** The nested objects that it is inside of, the outermost first. */
  readonly nested: readonly string[];
}

type Places = ReadonlyMap<string, FieldPlace>;

const known = new WeakMap<DocumentMetadata, Places>();

/** The fields of a class by their names. */
function fieldPlaces(metadata: DocumentMetadata): Places {
  let places = known.get(metadata);
  if (places === undefined) known.set(metadata, (places = buildPlaces(metadata)));
  return places;
}

/** The field of a name. Throws a RequestError QUERY_FIELD_UNKNOWN for one that the class does not have. */
export function findPlace(metadata: DocumentMetadata, name: string, path: string): FieldPlace {
  const places = fieldPlaces(metadata);
  const place = places.get(name) ?? placeInFreeObject(places, name);
  if (place !== undefined) return place;
  const similar = nearest(name, [...places.keys()]);
  throw failure('QUERY_FIELD_UNKNOWN', {
    className: metadata.className,
    path,
    field: name,
    ...(similar === undefined ? {} : { nearest: similar }),
  });
}

function buildPlaces({ fields, idProperty, versionProperty, mappings }: DocumentMetadata): Places {
  const places = new Map<string, FieldPlace>();
  const role = (name: string, type: string): FieldPlace => {
    return { name, type, options: {}, inside: 'none', nested: [] };
  };
  for (const [name, { type, ...options }] of Object.entries(mappings.runtime ?? {})) {
    places.set(name, { ...role(name, type), options });
  }
  if (versionProperty !== undefined) places.set(versionProperty.name, role(versionProperty.name, '_version'));
  if (idProperty !== undefined) places.set(idProperty, role(idProperty, '_id'));
  addFields(places, fields, '', []);
  const aliases = new Map<string, FieldPlace>();
  for (const place of places.values()) {
    const target = place.type === 'alias' ? places.get(String(place.options['path'])) : undefined;
    // By the name of what it stands for, which has multi-fields too.
    if (target !== undefined) aliases.set(place.name, target);
  }
  return new Map([...places, ...aliases]);
}

function addFields(
  places: Map<string, FieldPlace>,
  fields: readonly FieldMetadata[],
  prefix: string,
  nested: readonly string[],
): void {
  for (const { name: own, type, options, behavior, object } of fields) {
    const name = `${prefix}${own}`;
    const inside = object === undefined ? (isFree(type, options) ? 'free' : 'none') : 'fields';
    const { transform } = behavior;
    places.set(name, { name, type, options, inside, nested, ...(transform && { transform }) });
    for (const [sub, { type: subType, ...subOptions }] of Object.entries(multiFields(options))) {
      const place = { name: `${name}.${sub}`, type: String(subType), options: subOptions, nested };
      places.set(place.name, { ...place, inside: 'none', ...(transform && { transform }) });
    }
    addFields(places, object?.fields ?? [], `${name}.`, type === 'nested' ? [...nested, name] : nested);
  }
}

const freeTypes: ReadonlySet<string> = new Set(['flattened', 'nested', 'object', 'passthrough']);

// What is not enabled is kept, and not searched.
function isFree(type: string, { enabled }: Options): boolean {
  return freeTypes.has(type) && enabled !== false;
}

/** The mappings of a field's multi-fields by their names, in their order. */
export function multiFields(options: Options): Readonly<Record<string, Options>> {
  return (options['fields'] ?? {}) as Readonly<Record<string, Options>>;
}

function placeInFreeObject(places: Places, name: string): FieldPlace | undefined {
  const steps = name.split('.');
  for (let count = steps.length - 1; count > 0; count--) {
    const outer = places.get(steps.slice(0, count).join('.'));
    if (outer?.inside !== 'free') continue;
    const type = outer.type === 'flattened' ? 'flattened' : 'unknown';
    const nested = outer.type === 'nested' ? [...outer.nested, outer.name] : outer.nested;
    return { name, type, options: {}, inside: 'free', nested };
  }
  return undefined;
}
