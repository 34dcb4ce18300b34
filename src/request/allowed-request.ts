// What somebody outside may ask for, as the program says it.
import { failure } from '../errors/failure.js';
import type { OutsideAggregationKind } from '../query/aggregation-shapes.js';
import type { QueryKind } from '../query/query-shapes.js';

/**
 * The kinds of queries that no allow-list can open: they run code, read other documents, or name fields in a text where
 * nobody sees them.
 */
export const closedKinds = [
  'function_score',
  'geo_shape',
  'has_child',
  'has_parent',
  'intervals',
  'percolate',
  'pinned',
  'query_string',
  'rule',
  'script',
  'script_score',
  'shape',
  'text_expansion',
  'type',
  'wrapper',
] as const satisfies readonly QueryKind[];

/** A kind of query that may come from outside. */
export type OutsideQueryKind = Exclude<QueryKind, (typeof closedKinds)[number]>;

const defaultMembers = [
  'aggs',
  'from',
  'highlight',
  'query',
  'search_after',
  'size',
  'sort',
  'track_total_hits',
] as const;

/** A member of a search that may come from outside. */
export type OutsideMember =
  (typeof defaultMembers)[number] | 'collapse' | 'min_score' | 'post_filter' | 'timeout' | 'track_scores';

/** What a request from outside may ask for. What is not named is refused. */
export interface AllowedRequest<TField extends string = string> {
  /** The kinds of queries. */
  readonly kinds: readonly OutsideQueryKind[];
  /** The fields, in queries, sorts, highlights and aggregations alike; `'labels.*'` means all below `labels`. */
  readonly fields: readonly TField[];
  /** The kinds of aggregations. Default: none, and no `aggs`. */
  readonly aggregations?: readonly OutsideAggregationKind[];
  /** The members. Default: `query`, `from`, `size`, `sort`, `highlight`, `aggs`, `track_total_hits`, `search_after`. */
  readonly members?: readonly OutsideMember[];
  /** How many hits, or buckets of `terms`, may be asked for. Default: 100. */
  readonly pageSize?: number;
  /** How deep queries may stand in queries, and aggregations in aggregations. Default: 8. */
  readonly depth?: number;
  /** How many queries and aggregations there may be. Default: 64. */
  readonly clauses?: number;
}

/** What the checks of a request from outside ask. */
export interface OutsideRules {
  /** Throws what is said of the place. */
  refuse(path: string, reason: string): never;
  isMember(name: string): boolean;
  isQuery(kind: string): boolean;
  isAggregation(kind: string): boolean;
  /** Whether this is a field that is allowed; of an object for `path`, whether one below it is. */
  isField(name: unknown, role: 'field' | 'path'): boolean;
  /** Counts a query or an aggregation at this depth. */
  count(path: string, depth: number): void;
  readonly pageSize: number;
}

const toSet = (names: readonly string[]): ReadonlySet<string> => new Set(names);

/** The rules of an allow-list. `isKnown` says whether the class has a field. */
export function toRules(
  className: string,
  { kinds, fields, aggregations = [], members = defaultMembers, ...limits }: AllowedRequest,
  isKnown: (field: string) => boolean = () => true,
): OutsideRules {
  const { pageSize = 100, depth: deepest = 8, clauses: most = 64 } = limits;
  const closed = toSet(closedKinds);
  const [queryKinds, aggregationKinds, memberNames, names] = [kinds, aggregations, members, fields].map(
    toSet,
  ) as [ReadonlySet<string>, ReadonlySet<string>, ReadonlySet<string>, ReadonlySet<string>];
  const starts = fields.filter((name) => name.endsWith('.*')).map((name) => name.slice(0, -1));
  let count = 0;
  const refuse = (path: string, reason: string): never => {
    throw failure('QUERY_NOT_ALLOWED', { className, path, reason });
  };
  return {
    refuse,
    pageSize,
    isMember: (name) => memberNames.has(name) && (name !== 'aggs' || aggregations.length > 0),
    isQuery: (kind) => queryKinds.has(kind) && !closed.has(kind),
    isAggregation: (kind) => aggregationKinds.has(kind),
    isField(name, role) {
      // A pattern would reach fields that nobody named.
      if (typeof name !== 'string' || /[*?]/.test(name)) return false;
      if (role === 'path') return fields.some((field) => field.startsWith(`${name}.`));
      const named = names.has(name) || starts.some((start) => name.startsWith(start) && name !== start);
      return named && isKnown(name);
    },
    count(path, depth) {
      count += 1;
      if (!(depth <= deepest)) refuse(path, `it is deeper than ${deepest}`);
      if (!(count <= most)) refuse(path, `the request has more than ${most} clauses`);
    },
  };
}
