// A `where` → the query that filters by it. Everything that is asked is checked against the class: it may come from users.
import type { DocumentMetadata } from '../metadata/document-metadata.js';
import { operatorParts } from '../query/find-operator.js';
import type { OperatorParts } from '../query/find-operator.js';
import type { Query } from '../query/query.js';
import { isPlainObject } from '../util/frozen-copy.js';
import { allOf, anyOf, matchAll, matchNone, noneOf, withinNested } from './conditions.js';
import type { Filter } from './conditions.js';
import { functionOf } from './field-families.js';
import { findPlace } from './field-places.js';
import type { FieldPlace } from './field-places.js';
import { equalFilter, existsFilter, operatorFilter } from './to-field-filter.js';
import { at, checkDefined, unfit } from './where-values.js';
import type { WherePlace } from './where-values.js';

// Where conditions stand: inside of which object, and which nested objects are open there.
interface Inside {
  readonly metadata: DocumentMetadata;
  readonly prefix: string;
  readonly nested: readonly string[];
}

/**
 * The query for a condition; undefined for one that all documents meet. It only filters: scores say nothing.
 *
 * Throws a RequestError: QUERY_UNDEFINED, QUERY_OBJECT_VALUE, QUERY_FIELD_UNKNOWN, QUERY_UNFIT, QUERY_LIMIT.
 */
export function toWhereQuery<T>(
  metadata: DocumentMetadata,
  where: unknown,
  path = 'where',
): Query<T> | undefined {
  const filter = toFilter({ metadata, prefix: '', nested: [] }, place(metadata, path), where);
  if (filter === matchAll) return undefined;
  if (filter === matchNone) return { match_none: {} };
  const { bool } = filter as { readonly bool?: Filter };
  const isList = bool !== undefined && Object.keys(bool).every((name) => name === 'filter');
  // The names in it are those of the class: each was looked up.
  return isList ? filter : { bool: { filter: [filter] } };
}

/** What a request's `where` and `query` mean together: both hold. */
export function withWhere<T, TRequest extends { readonly query?: Query<T>; readonly where?: unknown }>(
  metadata: DocumentMetadata,
  request: TRequest,
): Omit<TRequest, 'where'> {
  if (!('where' in request)) return request;
  const { where, ...rest } = request;
  const filter = toWhereQuery<T>(metadata, where);
  if (filter === undefined) return rest;
  const { query } = rest as { readonly query?: Query<T> };
  return { ...rest, query: query === undefined ? filter : { bool: { must: [query], filter: [filter] } } };
}

function place({ className }: DocumentMetadata, path: string): WherePlace {
  return { className, path };
}

function toFilter(inside: Inside, where: WherePlace, condition: unknown): Filter {
  checkDefined(where, condition);
  const parts = operatorParts(condition);
  if (parts !== undefined) return toOperatorFilter(inside, where, parts);
  if (Array.isArray(condition)) {
    return anyOf(condition.map((one: unknown, index) => toFilter(inside, at(where, index), one)));
  }
  if (typeof condition !== 'object' || condition === null || !isPlainObject(condition)) {
    const reason = 'it is no object of fields with their values';
    throw unfit(where, reason, "Write { field: value }, such as { status: 'draft' }.");
  }
  return allOf(
    Object.entries(condition).map(([name, value]) => toMemberFilter(inside, at(where, name), name, value)),
  );
}

function toOperatorFilter(inside: Inside, where: WherePlace, { operator, operands }: OperatorParts): Filter {
  const all = (): Filter[] => operands.map((one) => toFilter(inside, where, one));
  if (operator === 'and') return allOf(all());
  if (operator === 'or') return anyOf(all());
  if (operator === 'not') return noneOf(toFilter(inside, where, operands[0]));
  if (operator === 'raw') return toRawFilter(where, operands[0]);
  throw unfit(
    where,
    `${functionOf(operator)} says nothing of a document`,
    'Put it at a field: { field: … }.',
  );
}

function toMemberFilter(inside: Inside, where: WherePlace, name: string, value: unknown): Filter {
  checkDefined(where, value);
  const { metadata, prefix, nested } = inside;
  const found = findPlace(metadata, `${prefix}${name}`, where.path);
  const filter = toFieldFilter(metadata, where, found, value);
  // An empty object says nothing, not even that there is an object around the field.
  return isEmpty(value) ? filter : withinNested(found.nested.slice(nested.length), filter);
}

function toFieldFilter(
  metadata: DocumentMetadata,
  where: WherePlace,
  field: FieldPlace,
  value: unknown,
): Filter {
  checkDefined(where, value);
  if (value === null) return noneOf(existsOf(field));
  const parts = operatorParts(value);
  const scope = { where, place: field, limits: metadata.limits };
  if (parts === undefined) {
    const isCondition = typeof value === 'object' && isPlainObject(value);
    if (field.inside === 'fields' || (field.inside === 'free' && isCondition)) {
      return toInnerFilter(metadata, where, field, value, isCondition);
    }
    return equalFilter(scope, value);
  }
  const { operator, operands } = parts;
  const same = (operand: unknown): Filter => toFieldFilter(metadata, where, field, operand);
  if (operator === 'and') return allOf(operands.map(same));
  if (operator === 'or') return anyOf(operands.map(same));
  if (operator === 'not') return noneOf(same(operands[0]));
  if (operator === 'exists') return existsOf(field);
  if (operator === 'missing') return noneOf(existsOf(field));
  if (operator === 'raw') return toRawFilter(where, operands[0], field.name);
  if (operator === 'some') {
    return toInnerFilter(metadata, where, field, operands[0], field.inside !== 'none');
  }
  return operatorFilter(scope, operator, operands);
}

function toInnerFilter(
  metadata: DocumentMetadata,
  where: WherePlace,
  { name, type, nested }: FieldPlace,
  condition: unknown,
  fits: boolean,
): Filter {
  if (!fits)
    throw unfit(
      where,
      `a field of type ${type} takes no such condition`,
      'Name its fields in an object, or combine objects with Or.',
    );
  if (isEmpty(condition)) return matchAll;
  const opened = type === 'nested' ? [name] : [];
  const inside = { metadata, prefix: `${name}.`, nested: [...nested, ...opened] };
  return withinNested(opened, toFilter(inside, where, condition));
}

// What is nested is no field of the document around it, even where it has values.
function existsOf(field: FieldPlace): Filter {
  return field.type === 'nested' ? withinNested([field.name], matchAll) : existsFilter(field);
}

function isEmpty(value: unknown): boolean {
  return (
    typeof value === 'object' &&
    value !== null &&
    operatorParts(value) === undefined &&
    isPlainObject(value) &&
    Object.keys(value).length === 0
  );
}

function toRawFilter(where: WherePlace, query: unknown, name?: string): Filter {
  const remedy = 'Write Raw({ … }) for a document, and Raw((field) => ({ … })) at a field.';
  if ((typeof query === 'function') !== (name !== undefined))
    throw unfit(where, 'this Raw belongs elsewhere', remedy);
  const made: unknown = name === undefined ? query : (query as (field: string) => unknown)(name);
  if (typeof made === 'object' && made !== null && !Array.isArray(made)) return { ...made };
  throw unfit(where, 'its Raw gives no query', remedy);
}
