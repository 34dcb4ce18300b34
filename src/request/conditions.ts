// The algebra of conditions: all, any, not, of queries that only filter. What matches everything or nothing is kept exact.

/** A query, as JSON. */
export type Filter = Readonly<Record<string, unknown>>;

export const matchAll: Filter = Object.freeze({ match_all: Object.freeze({}) });
export const matchNone: Filter = Object.freeze({ match_none: Object.freeze({}) });

/** All of these hold; without any, all documents match. */
export function allOf(filters: readonly Filter[]): Filter {
  if (filters.includes(matchNone)) return matchNone;
  const [first, ...more] = filters.filter((filter) => filter !== matchAll);
  if (first === undefined) return matchAll;
  return more.length === 0 ? first : { bool: { filter: [first, ...more] } };
}

/** At least one of these holds; without any, nothing matches. */
export function anyOf(filters: readonly Filter[]): Filter {
  if (filters.includes(matchAll)) return matchAll;
  const [first, ...more] = filters.filter((filter) => filter !== matchNone);
  if (first === undefined) return matchNone;
  return more.length === 0 ? first : { bool: { should: [first, ...more], minimum_should_match: 1 } };
}

export function noneOf(filter: Filter): Filter {
  if (filter === matchAll) return matchNone;
  return filter === matchNone ? matchAll : { bool: { must_not: [filter] } };
}

/** Some object meets the filter, for each of the nested objects, the outermost first. */
export function withinNested(paths: readonly string[], filter: Filter): Filter {
  if (filter === matchNone) return matchNone;
  return paths.reduceRight<Filter>((query, path) => ({ nested: { path, query } }), filter);
}
