// What a search box sends → a query that can ask for words, and for nothing else. Pure.
import { failure } from '../errors/failure.js';
import type { WeightedField } from '../query/by-field.js';
import type { Query } from '../query/query.js';

/**
 * What a text may say beside words: `and` (`a + b`), `or` (`a | b`), `phrase` (`"a b"`), `group` (`(a | b) c`), `prefix`
 * (`alie*`), `not` (`-a`). With `not`, a text can ask for all documents that lack a word.
 */
export type SearchOperator = 'and' | 'or' | 'phrase' | 'group' | 'prefix' | 'not';

export interface SimpleQueryOptions {
  /** Default: `and`, `or`, `phrase`, `group`: with these, what is found has a word of the text. */
  readonly operators?: readonly SearchOperator[];
  /** Whether documents must have all words, or one of them. Default: `'and'`. */
  readonly defaultOperator?: 'and' | 'or';
  /** How many characters the text may have. Default: 1,000. */
  readonly maxLength?: number;
  readonly analyzer?: string;
  readonly minimumShouldMatch?: string | number;
  readonly boost?: number;
}

const flags: Readonly<Record<SearchOperator, string>> = {
  and: 'AND',
  or: 'OR',
  phrase: 'PHRASE',
  group: 'PRECEDENCE',
  prefix: 'PREFIX',
  not: 'NOT',
};
const harmless: readonly SearchOperator[] = ['and', 'or', 'phrase', 'group'];
const longest = 1000;
const className = 'a search box';

/**
 * The query for what somebody typed into a search box: words, in these fields. No text is a syntax error, and no text
 * finds what has none of its words: one without words finds nothing.
 *
 * Sends: `{ "simple_query_string": { "query": "alien | blade", "fields": ["title^2", "plot"], "default_operator": "and",
 * "flags": "WHITESPACE|AND|OR|PHRASE|PRECEDENCE", "lenient": true, "analyze_wildcard": false } }`; for a text without words
 * `{ "match_none": {} }`.
 *
 * @example
 * ```ts
 * const result = await films.search({ query: simpleQuery(text, ['title^2', 'plot']) });
 * ```
 * @throws RequestError QUERY_OBJECT_VALUE for what is no text, QUERY_LIMIT for a text that is too long,
 * QUERY_INVALID_VALUE without fields, which would mean all of them.
 * @see https://www.elastic.co/docs/reference/query-languages/query-dsl/query-dsl-simple-query-string-query
 */
export function simpleQuery<T>(
  text: string,
  fields: readonly NoInfer<WeightedField<T>>[],
  options: SimpleQueryOptions = {},
): Query<T> {
  const { operators = harmless, defaultOperator = 'and', maxLength = longest } = options;
  const { analyzer, minimumShouldMatch, boost } = options;
  // What the types forbid, a request's body may bring.
  if (typeof (text as unknown) !== 'string') throw failure('QUERY_OBJECT_VALUE', { className, path: 'text' });
  if (text.length > maxLength) {
    const reason = `it has ${text.length} characters, and ${maxLength} is the most`;
    throw failure('QUERY_LIMIT', { className, path: 'text', limit: 'maxLength', reason });
  }
  if (fields.length === 0) {
    const reason = 'without fields, it would search all of them';
    throw failure('QUERY_INVALID_VALUE', { className, path: 'fields', reason });
  }
  const query = withoutLoneStars(text, operators.includes('prefix'));
  // Elasticsearch would find nothing either, but for `*`, which means everything whatever is allowed.
  if (/^[\s"+|\-()~\\]*$/.test(query)) return { match_none: {} };
  const simple = {
    query,
    fields,
    default_operator: defaultOperator,
    flags: ['WHITESPACE', ...operators.map((operator) => flags[operator])].join('|'),
    lenient: true,
    analyze_wildcard: false,
    ...(analyzer === undefined ? {} : { analyzer }),
    ...(minimumShouldMatch === undefined ? {} : { minimum_should_match: minimumShouldMatch }),
    ...(boost === undefined ? {} : { boost }),
  };
  return { simple_query_string: simple };
}

// A star is left where it ends a word, and only if it means something there.
function withoutLoneStars(text: string, prefix: boolean): string {
  return prefix ? text.replaceAll(/(^|[\s"+|\-()~\\])\*+/g, '$1 ') : text.replaceAll('*', ' ');
}
