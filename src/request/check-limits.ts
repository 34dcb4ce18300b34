// Holds a search against the limits of its DataSource: the one place where they are applied.
import { failure } from '../errors/failure.js';
import type { SearchLimits } from '../metadata/search-limits.js';
import { isPatternKind, wildcardProblem } from '../query/pattern-problem.js';
import { walkQuery } from '../query/walk-query.js';
import type { QueryPart } from '../query/walk-query.js';
import { walkRequest } from '../query/walk-request.js';

/** Where a request goes beyond which limit. */
export interface LimitProblem {
  readonly path: string;
  readonly limit: keyof SearchLimits;
  readonly reason: string;
}

/** Elasticsearch's own page, where a request names none. */
const defaultSize = 10;

/** Throws a RequestError: QUERY_LIMIT where a request goes beyond a limit, QUERY_INVALID_VALUE for a page that is none. */
export function checkLimits(className: string, request: object, limits: SearchLimits): void {
  const problem = Object.keys(limits).length === 0 ? undefined : limitProblem(request, limits);
  if (problem !== undefined) throw failure('QUERY_LIMIT', { className, ...problem });
  checkPage(className, request);
}

function checkPage(className: string, request: object): void {
  for (const path of ['from', 'size'] as const) {
    const { [path]: value } = request as { readonly from?: unknown; readonly size?: unknown };
    if (value === undefined || (Number.isSafeInteger(value) && Number(value) >= 0)) continue;
    throw failure('QUERY_INVALID_VALUE', { className, path, reason: 'it is no whole number from 0 on' });
  }
}

/** The first place where a request goes beyond a limit. */
export function limitProblem(request: object, limits: SearchLimits): LimitProblem | undefined {
  let found: LimitProblem | undefined;
  let clauses = 0;
  const say = (path: string, limit: keyof SearchLimits, reason: string): void => {
    found ??= { path, limit, reason };
  };
  // Written so that what is no number goes beyond every limit.
  const within = (
    path: string,
    limit: 'clauses' | 'depth' | 'pageSize' | 'patternLength' | 'window',
    is: number,
  ): void => {
    const most = limits[limit];
    if (most !== undefined && !(is <= most)) say(path, limit, `it is ${is}, and ${most} is the most`);
  };
  walkRequest(request as Readonly<Record<string, unknown>>, {
    page({ size, from = 0 }, path) {
      const at = path === '' ? 'size' : `${path}.size`;
      if (size !== undefined) within(at, 'pageSize', Number(size));
      if (size !== undefined || from !== 0) within(at, 'window', Number(from) + Number(size ?? defaultSize));
    },
    query(query, path) {
      walkQuery(
        query,
        {
          kind(kind, _, inner, depth) {
            clauses += 1;
            within(inner, 'clauses', clauses);
            within(inner, 'depth', depth);
            if (kind === 'wrapper' && looksInside(limits)) say(inner, 'depth', 'what it holds is hidden');
            // Nothing that is further in can be the first.
            return found === undefined;
          },
          member(part) {
            checkPattern(part, limits, say, within);
            return found === undefined;
          },
        },
        path,
      );
    },
  });
  return found;
}

function looksInside({ depth, clauses, wildcards, patternLength }: SearchLimits): boolean {
  return (depth ?? clauses ?? wildcards ?? patternLength) !== undefined;
}

function checkPattern(
  { kind, role, value, path }: QueryPart,
  { wildcards = 'anywhere' }: SearchLimits,
  say: (path: string, limit: keyof SearchLimits, reason: string) => void,
  within: (path: string, limit: 'patternLength', is: number) => void,
): void {
  if (role !== 'pattern' || !isPatternKind(kind) || typeof value !== 'string') return;
  // This one is text with a few operators.
  if (kind !== 'simple_query_string') within(path, 'patternLength', value.length);
  const problem = wildcardProblem(kind, value, wildcards);
  if (problem !== undefined) say(path, 'wildcards', problem);
}
