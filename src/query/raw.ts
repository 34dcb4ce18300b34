// What the types don't know: queries, values and fields that the program itself vouches for.
import { frozenCopy } from '../util/frozen-copy.js';
import { globalValue } from '../util/global-value.js';

declare const rawField: unique symbol;
declare const rawQuery: unique symbol;

/** The name of a field that the class does not have: {@link field}. */
export type RawField = string & { readonly [rawField]: true };

/** A part of a request that is passed on as it is: {@link raw}. */
export interface Raw {
  readonly [rawQuery]: true;
}

/** What {@link Raw} is told by in types that take it. */
export interface RawQuery {
  readonly [rawQuery]?: true;
}

// Objects, not marks on them: what comes from outside can't say of itself that it is trusted.
const trusted = globalValue('elastodm.raw', () => new WeakSet());

/**
 * A field by its name, unchecked: one that another class, a runtime mapping or a multi-field of another type gives.
 *
 * @example
 * ```ts
 * await films.search({ query: { term: { [field('labels.env')]: 'prod' } }, sort: field('title.length') });
 * ```
 */
export function field(name: string): RawField {
  return name as RawField;
}

/**
 * A query, or the options of one, as Elasticsearch takes it, unchecked. Where values may come from users, such as in the
 * steps of a `Search`, an object in place of a value is refused unless it went through this function.
 *
 * Never give it what somebody sent: it may search for anything then.
 *
 * @example
 * ```ts
 * await films.search({ query: { bool: { filter: raw({ new_kind_of_query: { a: 1 } }) } } });
 * ```
 */
export function raw(part: object): Raw {
  // A copy: the caller's object is trusted only as it is now.
  return vouchFor(frozenCopy(part)) as unknown as Raw;
}

/** Marks an object that the library put together, and nobody can change. */
export function vouchFor<TPart extends object>(part: TPart): TPart {
  trusted.add(part);
  return part;
}

/** Whether an object went through {@link raw}. */
export function isRaw(part: unknown): boolean {
  return typeof part === 'object' && part !== null && trusted.has(part);
}
