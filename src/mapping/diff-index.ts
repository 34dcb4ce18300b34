// What an index is, compared with what its class says it is.
import { isPlainObject } from '../util/frozen-copy.js';
import type { IndexBody } from './to-index-body.js';
import { isDefault, isFilledIn } from './mapping-defaults.js';

/** One difference between a class and its index. */
export interface IndexDifference {
  readonly part: 'mapping' | 'setting' | 'alias';
  /** Where: a field's path with the parameter, a setting, or an alias. */
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
    if (actual[parameter] === undefined && isDefault('', parameter, value)) continue;
    if (!sameValue(value, actual[parameter])) yield changed(parameter, value, actual[parameter]);
  }
  yield* diffProperties(asObject(expected['properties']), asObject(actual['properties']), '');
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
  const live = flattenSettings(actual);
  for (const [setting, value] of flattenSettings(expected)) {
    // Null is no value but the wish for the default.
    if (value !== null && !sameValue(value, live.get(setting))) {
      yield { part: 'setting', path: setting, kind: 'changed', expected: value, actual: live.get(setting) };
    }
  }
}

// `{ index: { a: 1 } }`, `{ 'index.a': 1 }` and `{ a: 1 }` are the same setting.
function flattenSettings(settings: unknown, prefix = ''): Map<string, unknown> {
  const flat = new Map<string, unknown>();
  for (const [key, value] of Object.entries(asObject(settings))) {
    const path = `${prefix}${key}`;
    if (typeof value === 'object' && value !== null && isPlainObject(value)) {
      for (const [setting, inner] of flattenSettings(value, `${path}.`)) flat.set(setting, inner);
    } else {
      flat.set(path.replace(/^index\./, ''), value);
    }
  }
  return flat;
}

function changed(path: string, expected: unknown, actual: unknown): IndexDifference {
  return { part: 'mapping', path, kind: 'changed', expected, actual };
}

function asObject(value: unknown): JsonObject {
  return typeof value === 'object' && value !== null ? (value as JsonObject) : {};
}

function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

// Elasticsearch returns settings and some mapping parameters as strings, and one value as a list of one.
function sameValue(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) || Array.isArray(b)) {
    const [left, right] = [a, b].map((value): unknown[] =>
      Array.isArray(value) ? (value as unknown[]) : [value],
    );
    return (
      left?.length === right?.length && (left ?? []).every((item, place) => sameValue(item, right?.[place]))
    );
  }
  if (typeof a === 'object' && a !== null && typeof b === 'object' && b !== null) {
    const [left, right] = [a as JsonObject, b as JsonObject];
    return [...new Set([...Object.keys(left), ...Object.keys(right)])].every((key) =>
      sameValue(left[key], right[key]),
    );
  }
  return a === b || (isScalar(a) && isScalar(b) && String(a) === String(b));
}
