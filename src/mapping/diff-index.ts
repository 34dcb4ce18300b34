// What an index is, compared with what its class says it is.
import { flatSettings } from '../metadata/analysis-settings.js';
import { isDefault, isFilledIn } from './mapping-defaults.js';
import { sameValue } from './same-value.js';
import type { IndexBody } from './to-index-body.js';

/** One difference between a class and its index, or its index template. */
export interface IndexDifference {
  readonly part: 'mapping' | 'setting' | 'alias' | 'template';
  /** Where: a field's path with the parameter, a setting, an alias, or a member of the template. */
  readonly path: string;
  /** `missing`: the index lacks what the class says. `changed`: it says something else. */
  readonly kind: 'missing' | 'changed';
  readonly expected: unknown;
  readonly actual: unknown;
}

type JsonObject = Readonly<Record<string, unknown>>;

/** The index as `GET /{index}` describes it. */
export interface LiveIndex {
  readonly mappings?: unknown;
  readonly settings?: unknown;
  readonly aliases?: unknown;
}

/**
 * The differences between what a class wants and what an index is, in declaration order.
 * Fields, settings and aliases that only the index has are no difference: nothing is ever deleted.
 */
export function diffIndex(expected: IndexBody, actual: LiveIndex): readonly IndexDifference[] {
  return [
    ...diffMapping(asObject(expected.mappings), asObject(actual.mappings)),
    ...diffSettings(expected.settings, actual.settings),
    ...Object.keys(expected.aliases ?? {})
      .filter((alias) => !Object.hasOwn(asObject(actual.aliases), alias))
      .map(
        (alias) =>
          ({ part: 'alias', path: alias, kind: 'missing', expected: alias, actual: undefined }) as const,
      ),
  ];
}

/** One line about a difference, for people. */
export function describeDifference({ part, path, kind, expected, actual }: IndexDifference): string {
  if (kind === 'missing') return `${part} '${path}' is missing`;
  return `${part} '${path}' is ${show(actual)}, and should be ${show(expected)}`;
}

function show(value: unknown): string {
  return value === undefined ? 'its default' : JSON.stringify(value);
}

function* diffMapping(expected: JsonObject, actual: JsonObject): Generator<IndexDifference> {
  for (const [parameter, value] of Object.entries(expected)) {
    if (parameter === 'properties') continue;
    if (parameter === 'runtime') yield* diffRuntime(asObject(value), asObject(actual[parameter]));
    else if (actual[parameter] === undefined && isDefault('', parameter, value)) continue;
    else if (!sameValue(value, actual[parameter])) yield changed(parameter, value, actual[parameter]);
  }
  // Documents without a routing would be refused.
  const routing = actual['_routing'];
  if (expected['_routing'] === undefined && sameValue(asObject(routing)['required'], true)) {
    yield changed('_routing', undefined, routing);
  }
  yield* diffProperties(asObject(expected['properties']), asObject(actual['properties']), '');
}

function* diffRuntime(expected: JsonObject, actual: JsonObject): Generator<IndexDifference> {
  for (const [name, field] of Object.entries(expected)) {
    const path = `runtime.${name}`;
    if (!Object.hasOwn(actual, name))
      yield { part: 'mapping', path, kind: 'missing', expected: field, actual: undefined };
    else if (!sameValue(field, actual[name])) yield changed(path, field, actual[name]);
  }
}

function* diffProperties(
  expected: JsonObject,
  actual: JsonObject,
  prefix: string,
): Generator<IndexDifference> {
  for (const [name, property] of Object.entries(expected)) {
    const path = `${prefix}${name}`;
    if (Object.hasOwn(actual, name)) yield* diffProperty(asObject(property), asObject(actual[name]), path);
    else yield { part: 'mapping', path, kind: 'missing', expected: property, actual: undefined };
  }
}

function* diffProperty(expected: JsonObject, actual: JsonObject, path: string): Generator<IndexDifference> {
  const type = typeOf(expected);
  if (type !== typeOf(actual)) {
    yield changed(`${path}.type`, type, typeOf(actual));
    return;
  }
  for (const parameter of new Set([...Object.keys(expected), ...Object.keys(actual)])) {
    if (parameter === 'type' || parameter === 'properties' || parameter === 'fields') continue;
    const wanted = expected[parameter];
    const is = actual[parameter];
    if (sameValue(wanted, is)) continue;
    if (wanted === undefined && (isFilledIn(type, parameter) || isDefault(type, parameter, is))) continue;
    if (is === undefined && isDefault(type, parameter, wanted)) continue;
    // The parent of a nested field at the top is the root; Elasticsearch keeps one of the two.
    if (
      parameter === 'include_in_root' &&
      !path.includes('.') &&
      sameValue(true, actual['include_in_parent'])
    )
      continue;
    yield changed(`${path}.${parameter}`, wanted, is);
  }
  yield* diffProperties(asObject(expected['properties']), asObject(actual['properties']), `${path}.`);
  yield* diffProperties(asObject(expected['fields']), asObject(actual['fields']), `${path}.`);
}

// A mapping without a type is an object's.
function typeOf(property: JsonObject): string {
  return typeof property['type'] === 'string' ? property['type'] : 'object';
}

function* diffSettings(expected: unknown, actual: unknown): Generator<IndexDifference> {
  const live = flatSettings(asObject(actual));
  for (const [setting, value] of flatSettings(asObject(expected))) {
    // Null is no value but the wish for the default.
    if (value !== null && !sameValue(value, live.get(setting))) {
      yield { part: 'setting', path: setting, kind: 'changed', expected: value, actual: live.get(setting) };
    }
  }
}

function changed(path: string, expected: unknown, actual: unknown): IndexDifference {
  return { part: 'mapping', path, kind: 'changed', expected, actual };
}

function asObject(value: unknown): JsonObject {
  return typeof value === 'object' && value !== null ? (value as JsonObject) : {};
}
