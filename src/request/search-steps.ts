// What a fluent search has been told, step by step → the body of its request.
import { failure } from '../errors/failure.js';
import { writeJson } from '../hydration/json.js';
import { shapeOf } from '../query/query-shapes.js';
import { frozenCopy } from '../util/frozen-copy.js';
import { checkScalars } from './check-scalars.js';
import { checkValues } from './check-values.js';
import { plainClause } from './plain-clause.js';

export type Json = Readonly<Record<string, unknown>>;

/** What a query is there for. */
export type Role = 'query' | 'filter' | 'exclude' | 'postFilter';

interface Clause {
  readonly role: Role;
  readonly query: Json;
  readonly before: Clause | undefined;
}

/** The steps so far: queries, the last one first, and the other members of the request. Never changed, only added to. */
export interface SearchSteps {
  readonly clauses: Clause | undefined;
  /** In Elasticsearch's words. */
  readonly members: Json;
}

export const noSteps: SearchSteps = { clauses: undefined, members: {} };

/** A frozen copy of `value` as JSON has it. Throws a RequestError when that is not what was meant. */
export function plainCopy<T extends object>(value: T, name: string): T {
  checkValues(name, value);
  return frozenCopy(writeJson(value) as T);
}

/** The query of a step: a kind with its body, and options beside the value; or a whole query. */
export function toClause(
  name: string,
  step: string,
  kindOrQuery: unknown,
  body?: unknown,
  options?: object,
): Json {
  if (typeof kindOrQuery === 'string') {
    const quick = options === undefined ? plainClause(kindOrQuery, body) : undefined;
    if (quick !== undefined) return quick;
  }
  const query = typeof kindOrQuery === 'string' ? { [kindOrQuery]: body } : kindOrQuery;
  if (query === null || (query !== undefined && typeof query !== 'object')) {
    const reason = `it is ${query === null ? 'null' : `a ${typeof query}`}, and no query`;
    throw failure('QUERY_INVALID_VALUE', { className: name, path: step, reason });
  }
  // The path of a value that is refused starts with the step.
  checkValues(name, { [step]: query, ...(options === undefined ? {} : { options }) });
  checkScalars(name, query, step);
  const whole = options === undefined ? query : withOptions(query as Json, options as Json);
  return writeJson(whole) as Json;
}

// Options belong to the value of the field; where a kind has no place for them there, beside the field.
function withOptions(query: Json, options: Json): Json {
  const [[kind, body] = ['', {}]] = Object.entries(query);
  const byField = shapeOf(kind)?.byField;
  const member = typeof byField === 'object' ? byField.value : undefined;
  if (member === undefined) return { [kind]: { ...(body as Json), ...options } };
  const fields = Object.entries(body as Json).map(([field, value]) => [
    field,
    { ...options, [member]: value },
  ]);
  return { [kind]: Object.fromEntries(fields) as Json };
}

export function withClause({ clauses, members }: SearchSteps, role: Role, query: Json): SearchSteps {
  return { clauses: { role, query, before: clauses }, members };
}

/** With these members in place of what earlier steps said; one that is undefined is taken back. */
export function withMembers({ clauses, members }: SearchSteps, change: Json): SearchSteps {
  const changed = Object.entries({ ...members, ...change }).filter(([, value]) => value !== undefined);
  return { clauses, members: Object.fromEntries(changed) };
}

/** With what is inside of a member added to what earlier steps put there. */
export function withinMember(steps: SearchSteps, member: string, inside: Json): SearchSteps {
  return withMembers(steps, { [member]: { ...(steps.members[member] as Json | undefined), ...inside } });
}

/** `'-year'` as `{ year: { order: 'desc' } }`; anything else as it is. */
export function toSortMember(sort: unknown): unknown {
  return typeof sort === 'string' && sort.startsWith('-') ? { [sort.slice(1)]: { order: 'desc' } } : sort;
}

/** The queries of a search by what they are there for, in the order of the steps. */
function byRole(clauses: Clause | undefined): Readonly<Record<Role, Json[]>> {
  const roles: Record<Role, Json[]> = { query: [], filter: [], exclude: [], postFilter: [] };
  for (let clause = clauses; clause !== undefined; clause = clause.before)
    roles[clause.role].push(clause.query);
  for (const queries of Object.values(roles)) queries.reverse();
  return roles;
}

/** The body: one query as it is, several as one `bool`. */
export function toSearchBody({ clauses, members }: SearchSteps): Json {
  const { query: queries, filter, exclude, postFilter } = byRole(clauses);
  const query = toQuery(queries, filter, exclude);
  const [first] = postFilter;
  return {
    ...members,
    ...(query === undefined ? {} : { query }),
    ...(first === undefined
      ? {}
      : { post_filter: postFilter.length === 1 ? first : { bool: { filter: postFilter } } }),
  };
}

// What decides which documents are found beside the queries, and a change by query does not know.
const beyondQueries = [
  'collapse',
  'knn',
  'min_score',
  'rank',
  'retriever',
  'runtime_mappings',
  'search_after',
  'terminate_after',
];

/** Throws a RequestError where steps decide what is found that a deletion by query would not heed: it would find more. */
export function checkDeletable(className: string, { members }: SearchSteps): void {
  const path = beyondQueries.find((name) => name in members);
  if (path === undefined) return;
  const reason = 'Elasticsearch deletes by queries alone, and would delete more than the search finds';
  throw failure('QUERY_INVALID_VALUE', { className, path, reason });
}

/** Where a search runs, for requests that are no searches. */
export function placeOf({ members }: SearchSteps): { readonly routing?: string } {
  const { routing } = members;
  return routing === undefined ? {} : { routing: routing as string };
}

/** The query of what is found: a `post_filter` narrows it too. */
export function toFoundQuery({ clauses, members }: SearchSteps): Json | undefined {
  const { query, filter, exclude, postFilter } = byRole(clauses);
  const own = members['post_filter'] as Json | undefined;
  return toQuery(query, [...filter, ...postFilter, ...(own === undefined ? [] : [own])], exclude);
}

function toQuery(
  queries: readonly Json[],
  filters: readonly Json[],
  exclusions: readonly Json[],
): Json | undefined {
  if (filters.length + exclusions.length === 0 && queries.length < 2) return queries[0];
  return {
    bool: {
      ...(queries.length === 0 ? {} : { must: queries }),
      ...(filters.length === 0 ? {} : { filter: filters }),
      ...(exclusions.length === 0 ? {} : { must_not: exclusions }),
    },
  };
}
