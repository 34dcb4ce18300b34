// An `order` → the sort of a search.
import type { DocumentMetadata } from '../metadata/document-metadata.js';
import { isPlainObject } from '../util/frozen-copy.js';
import { familyOf, wholeValued } from './field-families.js';
import { findPlace } from './field-places.js';
import type { FieldPlace } from './field-places.js';
import { at, checkDefined, unfit } from './where-values.js';
import type { WherePlace } from './where-values.js';

type Json = Readonly<Record<string, unknown>>;

/** The fields to sort by, the first one first. Throws a RequestError for what is no order. */
export function toSort(metadata: DocumentMetadata, order: unknown): readonly Json[] {
  const where = { className: metadata.className, path: 'order' };
  return toSorts(metadata, where, order, '');
}

function toSorts(
  metadata: DocumentMetadata,
  where: WherePlace,
  order: unknown,
  prefix: string,
): readonly Json[] {
  checkDefined(where, order);
  if (typeof order !== 'object' || order === null || !isPlainObject(order)) {
    throw unfit(where, 'it is no object of fields', "Write { field: 'DESC' }.");
  }
  return Object.entries(order).flatMap(([name, said]) => {
    const inner = at(where, name);
    const place = findPlace(metadata, `${prefix}${name}`, inner.path);
    const isObject = place.inside === 'fields' || (place.inside === 'free' && !isFieldOrder(said));
    if (isObject) return toSorts(metadata, inner, said, `${place.name}.`);
    return [toOne(inner, place, said)];
  });
}

function isFieldOrder(said: unknown): boolean {
  if (typeof said === 'string') return true;
  return (
    typeof said === 'object' && said !== null && ('order' in said || 'missing' in said || 'mode' in said)
  );
}

function toOne(where: WherePlace, place: FieldPlace, said: unknown): Json {
  checkDefined(where, said);
  const family = familyOf(place);
  if (family === 'id') {
    const remedy =
      "Repeat the id in a keyword field of the class's own, which is saved with it, and sort by that field.";
    throw unfit(where, "Elasticsearch does not sort by a document's _id", remedy);
  }
  if (family === 'geo' || family === 'none' || place.type.endsWith('_range')) {
    const remedy = 'Sort by a keyword, a number or a date.';
    throw unfit(where, `documents can't be sorted by a field of type ${place.type}`, remedy);
  }
  const { name } = wholeValued(where, place);
  return { [name]: { ...toOptions(where, said), ...toNested(place.nested) } };
}

function toNested(paths: readonly string[]): Json {
  return paths.reduceRight<Json>((nested, path) => ({ nested: { path, ...nested } }), {});
}

const directions: ReadonlyMap<unknown, string> = new Map(
  ['asc', 'desc'].flatMap((name) => [[name, name] as const, [name.toUpperCase(), name] as const]),
);
const modes: ReadonlySet<unknown> = new Set(['min', 'max', 'sum', 'avg', 'median']);

function toOptions(where: WherePlace, said: unknown): Json {
  const given = typeof said === 'object' && said !== null ? said : { order: said };
  const { order: named = 'asc', ...others } = given as Json;
  const order = directions.get(named);
  if (order === undefined) throw unfit(at(where, 'order'), 'it is no direction', "Say 'ASC' or 'DESC'.");
  for (const [name, value] of Object.entries(others)) {
    const inner = at(where, name);
    checkDefined(inner, value);
    const fits = name === 'mode' ? modes.has(value) : name === 'missing' && isMissing(value);
    if (!fits) throw unfit(inner, 'it is none of the options of an order', 'Use order, missing and mode.');
  }
  return { order, ...others };
}

function isMissing(value: unknown): boolean {
  return typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value));
}
