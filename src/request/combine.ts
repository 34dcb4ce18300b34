// Queries put together by and, or and not. What they match never changes by being put together.
import type { PlainDocument } from '../query/plain-document.js';
import type { Query } from '../query/query.js';
import { isRaw, vouchFor } from '../query/raw.js';
import { checkScalars } from './check-scalars.js';
import { plainCopy } from './search-steps.js';
import type { Json } from './search-steps.js';

/** What all of these match. Of none, everything. */
export function and<T = PlainDocument>(...queries: readonly Query<NoInfer<T>>[]): Query<T> {
  const clauses = queries.flatMap((query) => clausesOf(query, 'must'));
  return clauses.length === 0
    ? toQuery({ match_all: {} })
    : (one(clauses) ?? toQuery({ bool: { must: clauses } }));
}

/** What any of these matches. Of none, nothing. */
export function or<T = PlainDocument>(...queries: readonly Query<NoInfer<T>>[]): Query<T> {
  const clauses = queries.flatMap((query) => clausesOf(query, 'should'));
  return clauses.length === 0
    ? toQuery({ match_none: {} })
    : (one(clauses) ?? toQuery({ bool: { should: clauses, minimum_should_match: 1 } }));
}

/** What this does not match. */
export function not<T = PlainDocument>(query: Query<NoInfer<T>>): Query<T> {
  return toQuery({ bool: { must_not: [whole(query as Json)] } });
}

function one<T>(clauses: readonly Json[]): Query<T> | undefined {
  return clauses.length === 1 ? clauses[0] : undefined;
}

// A `bool` that says nothing but this is its clauses: `a and (b and c)` is `a and b and c`. One with a weight, a name, or
// other members stays whole.
function clausesOf(query: object, member: 'must' | 'should'): readonly Json[] {
  const own = whole(query as Json);
  const { bool, ...others } = own as { readonly bool?: Json };
  if (bool === undefined || Object.keys(others).length > 0) return [own];
  const names = Object.keys(bool).sort().join();
  const plain = member === 'must' ? names === 'must' : names === 'minimum_should_match,should';
  const clauses = bool[member];
  if (!plain || !Array.isArray(clauses) || clauses.length === 0) return [own];
  if (member === 'should' && bool['minimum_should_match'] !== 1) return [own];
  return clauses as Json[];
}

// Elasticsearch refuses an empty query inside of another, and takes it for everything alone.
function whole(query: Json): Json {
  if (isRaw(query)) return query;
  const copy = plainCopy({ query }, 'Q').query;
  // What is put together is not looked at again.
  checkScalars('Q', query);
  return Object.keys(copy).length === 0 ? { match_all: {} } : copy;
}

// What is inside is frozen already.
function toQuery<T>(query: Json): Query<T> {
  for (const body of Object.values(query) as Json[]) {
    for (const clauses of Object.values(body)) Object.freeze(clauses);
    Object.freeze(body);
  }
  return vouchFor(Object.freeze(query));
}
