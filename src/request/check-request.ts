// A search that came from outside, such as from JSON.parse: held against what the program allows, before it is sent.
import type { DocumentMetadata } from '../metadata/document-metadata.js';
import type { SearchRequest } from '../query/search-request.js';
import { isObject } from '../query/walk-query.js';
import { toRules } from './allowed-request.js';
import type { AllowedRequest, OutsideMember, OutsideRules } from './allowed-request.js';
import { checkOutsideAggregations } from './check-outside-aggregations.js';
import { checkOutsideQuery, checkScalar } from './check-outside-query.js';
import { isKnownField } from './known-fields.js';

/** A search that came from outside and was allowed: it has no other members than these. */
export type CheckedRequest<T> = Pick<SearchRequest<T>, OutsideMember>;

type Check = (rules: OutsideRules, value: unknown, path: string) => void;

const isCount = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

const checkBoolean: Check = (rules, value, path) => {
  if (typeof value !== 'boolean') rules.refuse(path, 'it is neither true nor false');
};

// Elasticsearch's own window.
const lastHit = 10_000;

const checks: Readonly<Record<string, Check>> = {
  aggs: checkOutsideAggregations,
  collapse(rules, value, path) {
    checkMembers(rules, value, path, {
      field: (_, field) => {
        if (!rules.isField(field, 'field')) rules.refuse(path, 'it names a field that is not allowed');
      },
    });
  },
  from(rules, value, path) {
    if (!isCount(value) || value > lastHit) rules.refuse(path, `it is no number from 0 to ${lastHit}`);
  },
  highlight: checkHighlight,
  min_score: checkScalar,
  post_filter: checkOutsideQuery,
  query: checkOutsideQuery,
  search_after(rules, value, path) {
    if (!Array.isArray(value)) return rules.refuse(path, 'it is no list');
    value.forEach((item: unknown) => {
      if (item !== null) checkScalar(rules, item, path);
    });
  },
  size(rules, value, path) {
    if (!isCount(value) || value > rules.pageSize)
      rules.refuse(path, `it is no number from 0 to ${rules.pageSize}`);
  },
  sort: checkSort,
  timeout: checkScalar,
  track_scores: checkBoolean,
  track_total_hits(rules, value, path) {
    if (!isCount(value)) checkBoolean(rules, value, path);
  },
};

/**
 * Holds a search that somebody sent against what you allow, and gives a copy of it. What is not named in `allowed`, or
 * not known to the library, is refused: other kinds of queries, other fields, scripts, other indices, members that could
 * hold one of these, pages that are too large, queries that are too deep or too many. The error says where and why, and
 * never what was sent.
 *
 * It does not decide which documents somebody may see: put your own filter around what it gives, as below.
 *
 * @example
 * ```ts
 * const asked = checkRequest<Film>(JSON.parse(body), { kinds: ['bool', 'match', 'term'], fields: ['title', 'genre'] });
 * const filter = { term: { studio: user.studio } };
 * await films.search({ ...asked, query: { bool: { must: asked.query ?? { match_all: {} }, filter } } });
 * ```
 * @throws RequestError QUERY_NOT_ALLOWED
 */
export function checkRequest<T>(request: unknown, allowed: AllowedRequest): CheckedRequest<T> {
  return checkOutsideRequest<T>(request, toRules('a request', allowed));
}

/** The same for a class: a field that it does not have is refused, whatever the allow-list says. */
export function checkClassRequest<T>(
  metadata: DocumentMetadata,
  request: unknown,
  allowed: AllowedRequest,
): CheckedRequest<T> {
  const rules = toRules(metadata.className, allowed, (field) => isKnownField(metadata, field));
  return checkOutsideRequest<T>(request, rules);
}

function checkOutsideRequest<T>(request: unknown, rules: OutsideRules): CheckedRequest<T> {
  if (!isObject(request)) return rules.refuse('', 'it is no object');
  for (const [name, value] of Object.entries(request)) {
    const check = Object.hasOwn(checks, name) && rules.isMember(name) ? checks[name] : undefined;
    // A name that is not known is not repeated.
    if (check === undefined) return rules.refuse('', 'it has a member that is not allowed');
    check(rules, value, name);
  }
  // A copy: what was checked can't be changed by who sent it. Where no size is said, the page must not be larger.
  const size = request['size'] === undefined ? { size: Math.min(rules.pageSize, 10) } : {};
  return structuredClone({ ...request, ...size });
}

function checkSort(rules: OutsideRules, value: unknown, path: string): void {
  const sorts: readonly unknown[] = Array.isArray(value) ? value : [value];
  for (const sort of sorts) {
    if (typeof sort !== 'string' && !isObject(sort)) return rules.refuse(path, 'it is no sort');
    const entries: [string, unknown][] = typeof sort === 'string' ? [[sort, 'asc']] : Object.entries(sort);
    for (const [field, order] of entries) {
      if (field !== '_score' && field !== '_doc' && !rules.isField(field, 'field')) {
        rules.refuse(path, 'it names a field that is not allowed');
      }
      if (isObject(order)) checkMembers(rules, order, `${path}.${field}`, sortOptions);
      else checkScalar(rules, order, `${path}.${field}`);
    }
  }
}

const scalars = (...names: readonly string[]): Readonly<Record<string, Check>> =>
  Object.fromEntries(names.map((name) => [name, checkScalar]));
const sortOptions = scalars('order', 'missing', 'mode', 'unmapped_type', 'format', 'numeric_type');
// No tags: they would be somebody's HTML.
const highlightOptions = scalars(
  'fragment_size',
  'no_match_size',
  'number_of_fragments',
  'order',
  'require_field_match',
);

function checkHighlight(rules: OutsideRules, value: unknown, path: string): void {
  checkMembers(rules, value, path, {
    ...highlightOptions,
    fields: (_, fields, inner) => {
      if (!isObject(fields)) return rules.refuse(inner, 'it is no object');
      for (const [field, options] of Object.entries(fields)) {
        if (!rules.isField(field, 'field')) rules.refuse(inner, 'it names a field that is not allowed');
        checkMembers(rules, options, `${inner}.${field}`, highlightOptions);
      }
    },
  });
}

function checkMembers(
  rules: OutsideRules,
  value: unknown,
  path: string,
  known: Readonly<Record<string, Check>>,
): void {
  if (!isObject(value)) return rules.refuse(path, 'it is no object');
  for (const [name, member] of Object.entries(value)) {
    const check = Object.hasOwn(known, name) ? known[name] : undefined;
    if (check === undefined) return rules.refuse(path, 'it has a member that is not known');
    check(rules, member, `${path}.${name}`);
  }
}
