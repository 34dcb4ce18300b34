// Aggregations from outside: only kinds, fields and members that are allowed and known.
import { aggregationShapeOf } from '../query/aggregation-shapes.js';
import type { AggregationRole } from '../query/aggregation-shapes.js';
import { isObject } from '../query/walk-query.js';
import type { OutsideRules } from './allowed-request.js';
import { checkOutsideQuery, checkScalar } from './check-outside-query.js';
import { lastName, optionProblem } from './outside-options.js';

/** Refuses aggregations that ask for what is not allowed. */
export function checkOutsideAggregations(rules: OutsideRules, value: unknown, path: string, depth = 1): void {
  if (!isObject(value)) return rules.refuse(path, 'it is no object');
  for (const [name, aggregation] of Object.entries(value)) {
    // The names come back in the result, as members of an object.
    if (!/^\w[\w.-]{0,63}$/.test(name) || name === '__proto__' || name in {}) {
      rules.refuse(path, 'it has a name that is not allowed');
    }
    checkOne(rules, aggregation, `${path}.${name}`, depth);
  }
}

function checkOne(rules: OutsideRules, aggregation: unknown, path: string, depth: number): void {
  if (!isObject(aggregation)) return rules.refuse(path, 'it is no object');
  const { aggs, ...kinds } = aggregation;
  const [[kind, body] = ['', undefined], ...more] = Object.entries(kinds);
  const shape = aggregationShapeOf(kind);
  if (more.length > 0 || shape === undefined || !rules.isAggregation(kind)) {
    return rules.refuse(path, 'its kind is not among those allowed');
  }
  const inner = `${path}.${kind}`;
  rules.count(inner, depth);
  if (kind === 'filter') checkOutsideQuery(rules, body, inner, depth + 1);
  else checkBody(rules, shape, body, inner, depth);
  if (Object.hasOwn(aggregation, 'aggs')) checkOutsideAggregations(rules, aggs, `${path}.aggs`, depth + 1);
}

function checkBody(
  rules: OutsideRules,
  shape: Readonly<Record<string, AggregationRole>>,
  body: unknown,
  path: string,
  depth: number,
): void {
  if (!isObject(body)) return rules.refuse(path, 'it is no object');
  for (const [name, value] of Object.entries(body)) {
    if (!Object.hasOwn(shape, name)) rules.refuse(path, 'it has a member that is not known');
    checkRole(rules, shape[name] as AggregationRole, value, `${path}.${name}`, depth);
  }
}

function checkRole(
  rules: OutsideRules,
  role: AggregationRole,
  value: unknown,
  path: string,
  depth: number,
): void {
  switch (role) {
    case 'field':
    case 'path':
      if (!rules.isField(value, role)) rules.refuse(path, 'it names a field that is not allowed');
      return;
    case 'size':
      if (!(isWhole(value) && value > 0 && value <= rules.pageSize)) {
        rules.refuse(path, `it is no number from 1 to ${rules.pageSize}`);
      }
      return;
    // With none, values of documents that the query does not match are listed.
    case 'documents':
      if (!(isWhole(value) && value > 0)) rules.refuse(path, 'it is no number from 1 on');
      return;
    case 'query': {
      checkOutsideQuery(rules, value, path, depth + 1);
      return;
    }
    case 'queries':
      for (const [name, query] of Object.entries(isObject(value) || Array.isArray(value) ? value : {})) {
        checkOutsideQuery(rules, query, `${path}.${name}`, depth + 1);
      }
      return;
    case 'ranges':
      if (!Array.isArray(value)) return rules.refuse(path, 'it is no list');
      {
        value.forEach((range: unknown) => {
          checkFlat(rules, range, path, new Set(['from', 'key', 'to']));
        });
        return;
      }
    case 'option': {
      checkOption(rules, value, path);
      return;
    }
  }
}

const isWhole = (value: unknown): value is number => Number.isSafeInteger(value);

// A scalar, a list of them, or the order of buckets: `{ _count: 'desc' }`.
function checkOption(rules: OutsideRules, value: unknown, path: string): void {
  const problem = optionProblem(lastName(path), value);
  if (problem !== undefined) rules.refuse(path, problem);
  if (Array.isArray(value))
    value.forEach((item: unknown) =>
      isObject(item) ? checkFlat(rules, item, path) : checkScalar(rules, item, path),
    );
  else if (isObject(value)) checkFlat(rules, value, path);
  else checkScalar(rules, value, path);
}

function checkFlat(rules: OutsideRules, value: unknown, path: string, names?: ReadonlySet<string>): void {
  if (!isObject(value)) return rules.refuse(path, 'it is no object');
  for (const [name, item] of Object.entries(value)) {
    if (name === '__proto__' || names?.has(name) === false)
      rules.refuse(path, 'it has a member that is not known');
    checkScalar(rules, item, path);
  }
}
