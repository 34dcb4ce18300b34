// Where a value is expected, an object is none: somebody who may send text must not send a query.
import { failure } from '../errors/failure.js';
import type { Wildcards } from '../metadata/search-limits.js';
import { isPatternKind, wildcardProblem } from '../query/pattern-problem.js';
import { isRaw } from '../query/raw.js';
import { walkQuery } from '../query/walk-query.js';
import type { QueryPart } from '../query/walk-query.js';

/**
 * Throws a RequestError QUERY_OBJECT_VALUE when an object stands where a query takes a scalar, QUERY_INVALID_VALUE for
 * null, and QUERY_LIMIT for a pattern that can begin with anything. What went through `raw` is passed on.
 */
export function checkScalars(
  className: string,
  query: unknown,
  path = 'query',
  wildcards: Wildcards = 'inside',
): void {
  const passRaw = (part: unknown): boolean => !isRaw(part);
  walkQuery(
    query,
    {
      query: passRaw,
      kind: (_, body) => passRaw(body),
      field: ({ value, path: inner }, shape) => {
        if (isRaw(value)) return false;
        // Options that may be told apart from the value are no value.
        const takesValue = typeof shape === 'object' && shape.value !== undefined;
        if (takesValue && value === null) throw nullValue(className, inner);
        if (takesValue && !isScalar(value)) throw failure('QUERY_OBJECT_VALUE', { className, path: inner });
        return true;
      },
      member: (part) => {
        if (isRaw(part.value)) return false;
        if (!fits(part)) throw failure('QUERY_OBJECT_VALUE', { className, path: part.path });
        if (isNullValue(part)) throw nullValue(className, part.path);
        const problem = patternProblem(part, wildcards);
        if (problem === undefined) return true;
        throw failure('QUERY_LIMIT', { className, path: part.path, limit: 'wildcards', reason: problem });
      },
    },
    path,
  );
}

function fits({ role, value, field }: QueryPart): boolean {
  switch (role) {
    case 'value':
    case 'pattern':
    case 'option':
      return isScalar(value);
    case 'values':
    case 'field':
    case 'path':
      return Array.isArray(value) ? value.every(isScalar) : isScalar(value);
    // Under a field, all may be somebody's object: no scripts, no other index, nothing that the table does not know.
    case 'elsewhere':
    case undefined:
      return field === undefined;
    case 'query':
    case 'data':
    case 'functions':
    case 'free':
      return true;
  }
}

// At an end of a range, it would mean that there is none.
function isNullValue({ role, value }: QueryPart): boolean {
  if (role === 'value' || role === 'pattern') return value === null;
  return role === 'values' && (value === null || (Array.isArray(value) && value.includes(null)));
}

function nullValue(className: string, path: string): Error {
  const reason = 'null is no value that a field can have: ask with `exists` whether it has any';
  return failure('QUERY_INVALID_VALUE', { className, path, reason });
}

function patternProblem({ kind, role, value }: QueryPart, wildcards: Wildcards): string | undefined {
  const isPattern = role === 'pattern' && isPatternKind(kind) && typeof value === 'string';
  return isPattern ? wildcardProblem(kind, value, wildcards) : undefined;
}

/** Whether a value is one: no object, no list; a Date and a bigint are. */
export function isScalar(value: unknown): boolean {
  return typeof value !== 'object' || value === null || value instanceof Date;
}
