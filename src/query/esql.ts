// ES|QL as a tagged template: what is written is text, what is put in is a parameter. Pure.
import { failure } from '../errors/failure.js';
import { indexNameProblem } from '../metadata/check-index-name.js';
import { globalValue } from '../util/global-value.js';

/** What may be put into an ES|QL template as a value; a list stands for several, as `IN (…)` takes them. */
export type EsqlValue = EsqlScalar | readonly EsqlScalar[];

type EsqlScalar = string | number | boolean | bigint | Date | null;

/** A value as it is sent. */
export type EsqlParameter = string | number | boolean | null;

declare const esqlPart: unique symbol;

/** A query, or a part of one, made by {@link esql}. Frozen. */
export interface EsqlFragment {
  readonly [esqlPart]: true;
  /** The text, with `?1`, `?2` … for the values. */
  readonly query: string;
  /** The values, in that order. */
  readonly params: readonly EsqlParameter[];
}

type Part = string | { readonly value: EsqlParameter };

// Which objects were made here: one that somebody sent is none, whatever it looks like.
const known = globalValue('elastodm.esql', () => new WeakMap<object, readonly Part[]>());

interface EsqlTag {
  (strings: TemplateStringsArray, ...values: readonly (EsqlFragment | EsqlValue)[]): EsqlFragment;
  /** The name of a column, whatever is in it: `` `title` ``. For names that users choose, hold them against a list first. */
  identifier(name: string): EsqlFragment;
  /** The name of an index, or a pattern such as `logs-*`. */
  index(name: string): EsqlFragment;
}

function tag(strings: TemplateStringsArray, ...values: readonly (EsqlFragment | EsqlValue)[]): EsqlFragment {
  // Called as a function, its text could be anybody's.
  if (!Array.isArray(strings) || !Array.isArray((strings as { readonly raw?: unknown }).raw)) {
    throw failure('ESQL_VALUE', { place: 0, reason: 'esql is a template: esql`FROM films`' });
  }
  const parts: Part[] = [];
  strings.forEach((text, index) => {
    parts.push(text);
    if (index < values.length) parts.push(...toParts(values[index], index + 1, parts));
  });
  return toFragment(parts);
}

function toParts(value: unknown, place: number, before: readonly Part[]): readonly Part[] {
  if (isInText(before))
    throw failure('ESQL_VALUE', { place, reason: 'it stands inside of quotes or a comment' });
  const parts = typeof value === 'object' && value !== null ? known.get(value) : undefined;
  if (parts !== undefined) return parts;
  if (!Array.isArray(value)) return toParameter(value, place);
  if (value.length === 0) throw failure('ESQL_VALUE', { place, reason: 'it is an empty list' });
  return value.flatMap((item: unknown, index) => [
    ...(index === 0 ? [] : [', ']),
    ...toParameter(item, place),
  ]);
}

function toParameter(value: unknown, place: number): readonly Part[] {
  const refuse = (reason: string): never => {
    throw failure('ESQL_VALUE', { place, reason });
  };
  if (value instanceof Date) {
    if (Number.isNaN(value.getTime())) refuse('it is an invalid Date');
    // A parameter is text; without the function it would be compared as such in some places.
    return ['TO_DATETIME(', { value: value.toISOString() }, ')'];
  }
  if (typeof value === 'bigint') {
    const isSafe = BigInt(Number.MIN_SAFE_INTEGER) <= value && value <= BigInt(Number.MAX_SAFE_INTEGER);
    return isSafe ? [{ value: Number(value) }] : ['TO_LONG(', { value: value.toString() }, ')'];
  }
  if (typeof value === 'number' && !Number.isFinite(value)) refuse(`it is ${value}`);
  if (
    value === null ||
    typeof value === 'string' ||
    typeof value === 'number' ||
    typeof value === 'boolean'
  ) {
    return [{ value }];
  }
  return refuse(value === undefined ? 'it is undefined' : `it is of type ${typeof value}`);
}

function toFragment(parts: readonly Part[]): EsqlFragment {
  const params: EsqlParameter[] = [];
  const query = parts
    .map((part) => (typeof part === 'string' ? part : `?${params.push(part.value)}`))
    .join('');
  const fragment = Object.freeze({ query, params: Object.freeze(params) }) as unknown as EsqlFragment;
  known.set(fragment, Object.freeze([...parts]));
  return fragment;
}

// A parameter there would be text, and one that somebody's quotes could not end: but not what was meant.
function isInText(parts: readonly Part[]): boolean {
  const text = parts.map((part) => (typeof part === 'string' ? part : '?')).join('');
  const rest = text.replaceAll(
    /"""[^]*?"""|"(?:\\.|[^"\\])*"|`(?:``|[^`])*`|\/\*[^]*?\*\/|\/\/[^\n]*\n/g,
    '',
  );
  return /["`]|\/\*|\/\//.test(rest);
}

/** Whether a value was made by {@link esql}. */
export function isEsql(value: unknown): value is EsqlFragment {
  return typeof value === 'object' && value !== null && known.has(value);
}

/**
 * An ES|QL query. Values become parameters, never text: what a user sends can't change the query. A `Date` becomes
 * `TO_DATETIME(?1)`, a `bigint` that is no safe number `TO_LONG(?1)`, a list several parameters. Queries and parts made
 * by `esql` can be put into others.
 *
 * @example
 * ```ts
 * const recent = esql`released >= ${new Date('1980-01-01')}`;
 * const query = esql`FROM ${esql.index('films')} | WHERE ${recent} AND genre IN (${genres}) | LIMIT 10`;
 * const { rows } = await dataSource.esql<{ title: string }>(query);
 * ```
 * @throws RequestError ESQL_VALUE for undefined, an object, an empty list, a value inside of quotes; ESQL_NAME for what is
 * no name.
 * @see https://www.elastic.co/docs/reference/query-languages/esql
 */
export const esql: EsqlTag = Object.assign(tag, {
  identifier(name: string): EsqlFragment {
    if (typeof (name as unknown) !== 'string' || name === '' || /\p{Cc}/u.test(name)) {
      throw failure('ESQL_NAME', { kind: 'column', reason: 'it is empty, or no text' });
    }
    return toFragment([`\`${name.replaceAll('`', '``')}\``]);
  },
  index(name: string): EsqlFragment {
    const isText = typeof (name as unknown) === 'string';
    const reason = isText ? indexNameProblem(name.replaceAll('*', 'x')) : 'it is no text';
    if (reason !== undefined) throw failure('ESQL_NAME', { kind: 'index', reason });
    // What is not plain is quoted: the name can't end the quotes.
    return toFragment([/^[\w.*-]+$/.test(name) ? name : `"${name}"`]);
  },
});
