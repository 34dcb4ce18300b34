// A value or an operator at a field without fields of its own → a query that filters.
import { checkId } from '../hydration/document-hydration.js';
import type { SearchLimits } from '../metadata/search-limits.js';
import type { FieldOperator } from '../query/find-operator.js';
import type { Filter } from './conditions.js';
import { anyOf, matchAll, matchNone } from './conditions.js';
import { checkTaken, wholeValued } from './field-families.js';
import type { FieldPlace } from './field-places.js';
import { toGeoFilter } from './to-geo-filter.js';
import { at, readsIso, toJsonValue, toScalar, toText, unfit } from './where-values.js';
import type { Scalar, WherePlace } from './where-values.js';
import { checkWildcard, toWildcard } from './wildcards.js';

/** Where a field's condition stands. */
interface FieldScope {
  readonly where: WherePlace;
  readonly place: FieldPlace;
  readonly limits: SearchLimits;
}

/** The field has any value. */
export function existsFilter({ name, type }: FieldPlace): Filter {
  return type === '_id' ? matchAll : { exists: { field: name } };
}

/** The field has this value. */
export function equalFilter({ where, place }: FieldScope, value: unknown): Filter {
  checkTaken(where, place, 'equality');
  const scalar = toScalar(where, place, value);
  const field = wholeValued(where, place);
  if (field.type === '_id') return idFilter(where, [scalar]);
  return scalar instanceof Date && !readsIso(field) ? sameInstant(field, scalar) : term(field, scalar);
}

/** What an operator asks of the field; those that combine conditions, or go inside of a field, stand elsewhere. */
export function operatorFilter(
  scope: FieldScope,
  operator: FieldOperator,
  operands: readonly unknown[],
): Filter {
  const { where, place } = scope;
  switch (operator) {
    case 'in':
      return inFilter(scope, operands[0]);
    case 'between':
      return rangeFilter(scope, operator, { gte: operands[0], lte: operands[1] });
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return rangeFilter(scope, operator, { [operator]: operands[0] });
    case 'like':
    case 'prefix':
      return patternFilter(scope, operator, operands);
    case 'match':
    case 'phrase':
      checkTaken(where, place, operator);
      return wordsFilter(where, place, operator, operands);
    case 'geoBoundingBox':
    case 'geoDistance':
    case 'geoPolygon':
      checkTaken(where, place, operator);
      return toGeoFilter(where, place, operator, operands);
  }
}

function term({ name }: FieldPlace, value: Scalar | Date): Filter {
  return { term: { [name]: toJsonValue(value) } };
}

function idFilter(where: WherePlace, values: readonly (Scalar | Date)[]): Filter {
  for (const value of values) {
    if (typeof value === 'boolean' || value instanceof Date)
      throw unfit(where, 'an id is text', 'Give it a string.');
    checkId(where.className, String(value));
  }
  return { ids: { values: values.map(String) } };
}

// The field's own format does not read what a Date is written as.
function sameInstant(field: FieldPlace, date: Date): Filter {
  return toRange(field, { gte: date, lte: date });
}

function toRange(field: FieldPlace, ends: Readonly<Record<string, Scalar | Date>>): Filter {
  const hasDate = Object.values(ends).some((end) => end instanceof Date);
  const written = Object.entries(ends).map(([end, value]) => [end, toJsonValue(value)] as const);
  const format = hasDate && !readsIso(field) ? { format: 'strict_date_optional_time' } : {};
  return { range: { [field.name]: { ...Object.fromEntries(written), ...format } } };
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function inFilter({ where, place }: FieldScope, values: unknown): Filter {
  checkTaken(where, place, 'in');
  if (!isList(values)) throw unfit(where, 'In takes a list', 'Give it one: In([a, b]).');
  const field = wholeValued(where, place);
  const scalars = values.map((value, index) => toScalar(at(where, index), place, value));
  if (scalars.length === 0) return matchNone;
  if (field.type === '_id') return idFilter(where, scalars);
  if (readsIso(field)) return { terms: { [field.name]: scalars.map(toJsonValue) } };
  const dates = scalars.filter((value) => value instanceof Date);
  const others = scalars.filter((value) => !(value instanceof Date));
  return anyOf([
    ...(others.length === 0 ? [] : [{ terms: { [field.name]: others } }]),
    ...dates.map((date) => sameInstant(field, date)),
  ]);
}

function rangeFilter(
  { where, place }: FieldScope,
  operator: 'between' | 'gt' | 'gte' | 'lt' | 'lte',
  ends: Readonly<Record<string, unknown>>,
): Filter {
  checkTaken(where, place, operator);
  const field = wholeValued(where, place);
  const scalars = Object.entries(ends).map(([end, value]) => [end, toScalar(where, place, value)] as const);
  const kinds = new Set(scalars.map(([, value]) => value instanceof Date));
  // One format holds for both ends.
  if (kinds.size === 1 || readsIso(field)) return toRange(field, Object.fromEntries(scalars));
  throw unfit(where, 'one end is a Date, and the other is not', 'Give both ends in the same way.');
}

function patternFilter(
  { where, place, limits }: FieldScope,
  operator: 'like' | 'prefix',
  [given, insensitive]: readonly unknown[],
): Filter {
  checkTaken(where, place, operator);
  const text = toText(where, given);
  const { name } = wholeValued(where, place);
  if (operator === 'prefix') {
    checkWildcard(where, text, limits, 'prefix');
    return { prefix: { [name]: { value: text } } };
  }
  const value = toWildcard(text);
  checkWildcard(where, value, limits);
  return { wildcard: { [name]: { value, ...(insensitive === true ? { case_insensitive: true } : {}) } } };
}

function wordsFilter(
  where: WherePlace,
  { name }: FieldPlace,
  operator: 'match' | 'phrase',
  [words, options]: readonly unknown[],
): Filter {
  const query = toText(where, words);
  const { operator: combined, fuzziness, slop } = (options ?? {}) as Readonly<Record<string, unknown>>;
  const said = operator === 'match' ? { operator: combined, fuzziness } : { slop };
  const given = Object.entries(said).filter(([, value]) => value !== undefined);
  const body = { query, ...Object.fromEntries(given) };
  return operator === 'match' ? { match: { [name]: body } } : { match_phrase: { [name]: body } };
}
