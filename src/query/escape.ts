// Text as a part of a pattern: what means something there is taken at its word. Pure.

/**
 * A text as a part of a `wildcard` pattern: `*`, `?` and `\` stand for themselves.
 *
 * @example
 * ```ts
 * await films.search({ query: { wildcard: { code: `${escapeWildcard(start)}*` } } });
 * ```
 */
export function escapeWildcard(text: string): string {
  return text.replaceAll(/[\\*?]/g, '\\$&');
}

/**
 * A text as a part of a `regexp`: every character stands for itself, whatever `flags` the query has.
 *
 * @see https://www.elastic.co/docs/reference/query-languages/query-dsl/regexp-syntax
 */
export function escapeRegexp(text: string): string {
  return text.replaceAll(/[.?+*|{}[\]()"\\#@&<>~^$-]/g, '\\$&');
}

/**
 * A text as a part of a `query_string`: no operator, no field, no wildcard. `<` and `>` become spaces, because that
 * language has no way to write them. For what a search box sends, `simpleQuery` is the better way.
 *
 * @see https://www.elastic.co/docs/reference/query-languages/query-dsl/query-dsl-query-string-query#_reserved_characters
 */
export function escapeQueryString(text: string): string {
  return text
    .replaceAll(/[<>]/g, ' ')
    .replaceAll(/[+\-=&|!(){}[\]^"~*?:\\/]/g, '\\$&')
    .replaceAll(/\b(?:AND|OR|NOT)\b/g, '\\$&');
}
