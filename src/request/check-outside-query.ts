// A query from outside: only kinds, fields and members that are allowed and known.
import { isPatternKind, wildcardProblem } from '../query/pattern-problem.js';
import { shapeOf } from '../query/query-shapes.js';
import type { FieldShape, QueryShape, Role } from '../query/query-shapes.js';
import { isObject } from '../query/walk-query.js';
import type { OutsideRules } from './allowed-request.js';
import { lastName, optionProblem } from './outside-options.js';

type Json = Readonly<Record<string, unknown>>;

const longestPattern = 100;

/** Refuses a query, or a list of them, that asks for what is not allowed. */
export function checkOutsideQuery(rules: OutsideRules, query: unknown, path: string, depth = 1): void {
  if (Array.isArray(query)) {
    query.forEach((inner, index) => checkOne(rules, inner, `${path}[${index}]`, depth));
  } else checkOne(rules, query, path, depth);
}

function checkOne(rules: OutsideRules, query: unknown, path: string, depth: number): void {
  if (!isObject(query)) rules.refuse(path, 'it is no query');
  const [[kind, body] = ['', undefined], ...more] = Object.entries(query);
  // A name that is not known is not repeated.
  if (more.length > 0 || !rules.isQuery(kind)) rules.refuse(path, 'its kind is not among those allowed');
  const inner = `${path}.${kind}`;
  rules.count(inner, depth);
  const shape = shapeOf(kind) as QueryShape;
  if (!isObject(body)) return rules.refuse(inner, 'it is no object');
  checkBody(rules, kind, shape, body, inner, depth);
}

function checkBody(
  rules: OutsideRules,
  kind: string,
  { members, byField, needs }: QueryShape,
  body: Json,
  path: string,
  depth: number,
): void {
  const needed = needs === undefined ? undefined : body[needs];
  if (needs !== undefined && (needed === undefined || (Array.isArray(needed) && needed.length === 0))) {
    rules.refuse(path, `it names no ${needs}, and would search all of them`);
  }
  for (const [name, value] of Object.entries(body)) {
    if (Object.hasOwn(members, name)) {
      checkRole(rules, kind, members[name] as Role, value, `${path}.${name}`, depth);
    } else if (byField === undefined) rules.refuse(path, 'it has a member that is not known');
    else checkField(rules, kind, byField, name, value, path, depth);
  }
}

function checkField(
  rules: OutsideRules,
  kind: string,
  shape: FieldShape | Role,
  field: string,
  value: unknown,
  path: string,
  depth: number,
): void {
  if (!rules.isField(field, 'field')) rules.refuse(path, 'it names a field that is not allowed');
  const inner = `${path}.${field}`;
  if (typeof shape === 'string') {
    checkRole(rules, kind, shape, value, inner, depth);
    return;
  }
  if (!isObject(value)) {
    const role = shape.value === undefined ? undefined : shape.members[shape.value];
    if (role === undefined) rules.refuse(inner, 'it is no object');
    else checkRole(rules, kind, role, value, inner, depth);
    return;
  }
  for (const [name, option] of Object.entries(value)) {
    if (!Object.hasOwn(shape.members, name)) rules.refuse(inner, 'it has a member that is not known');
    checkRole(rules, kind, shape.members[name] as Role, option, `${inner}.${name}`, depth);
  }
}

function checkRole(
  rules: OutsideRules,
  kind: string,
  role: Role,
  value: unknown,
  path: string,
  depth: number,
): void {
  switch (role) {
    case 'query': {
      checkOutsideQuery(rules, value, path, depth + 1);
      return;
    }
    case 'field': {
      // A weight stands behind the name.
      checkList(value, (name) => {
        const bare = typeof name === 'string' ? name.replace(/\^\d+(?:\.\d+)?$/, '') : name;
        if (!rules.isField(bare, 'field')) rules.refuse(path, 'it names a field that is not allowed');
      });
      return;
    }
    case 'path':
      if (!rules.isField(value, 'path')) rules.refuse(path, 'it names a field that is not allowed');
      return;
    case 'value': {
      checkScalar(rules, value, path);
      return;
    }
    case 'option': {
      checkOption(rules, value, path);
      return;
    }
    case 'values': {
      checkList(value, (item) => checkScalar(rules, item, path));
      return;
    }
    case 'pattern':
      checkScalar(rules, value, path);
      {
        checkPattern(rules, kind, String(value), path);
        return;
      }
    case 'data': {
      checkData(rules, value, path);
      return;
    }
    case 'functions':
    case 'free':
    case 'elsewhere':
      return rules.refuse(path, 'this can only be said by the program itself');
  }
}

function checkPattern(rules: OutsideRules, kind: string, pattern: string, path: string): void {
  if (!isPatternKind(kind)) return;
  const longest = kind === 'simple_query_string' ? 10 * longestPattern : longestPattern;
  if (pattern.length > longest) rules.refuse(path, `it is longer than ${longest} characters`);
  const problem = wildcardProblem(kind, pattern, 'inside');
  if (problem !== undefined) rules.refuse(path, problem);
}

function checkList(value: unknown, check: (item: unknown) => void): void {
  if (Array.isArray(value)) value.forEach(check);
  else check(value);
}

function checkOption(rules: OutsideRules, value: unknown, path: string): void {
  checkScalar(rules, value, path);
  const problem = optionProblem(lastName(path), value);
  if (problem !== undefined) rules.refuse(path, problem);
}

/** Refuses what is no text, number or boolean. */
export function checkScalar(rules: OutsideRules, value: unknown, path: string): void {
  const isScalar =
    typeof value === 'string' ||
    typeof value === 'boolean' ||
    (typeof value === 'number' && Number.isFinite(value));
  if (!isScalar) rules.refuse(path, 'an object stands where a value belongs');
}

// A point, a box, a vector: numbers and text, not deep.
function checkData(rules: OutsideRules, value: unknown, path: string, depth = 1): void {
  if (typeof value !== 'object' || value === null) {
    checkScalar(rules, value, path);
    return;
  }
  if (depth > 4) rules.refuse(path, 'it is too deep');
  const isName = (name: string): boolean => Array.isArray(value) || /^[a-z_]{1,20}$/.test(name);
  for (const [name, item] of Object.entries(value)) {
    if (!isName(name) || name === '__proto__') rules.refuse(path, 'it has a member that is not known');
    checkData(rules, item, path, depth + 1);
  }
}
