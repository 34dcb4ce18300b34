// The operators of a condition, by TypeORM's names where it has one. They only keep what they are given.
import type { GeoPointValue } from '../types/geo.js';
import type { RawField, Raw as RawPart } from './raw.js';
import { toOperator } from './find-operator.js';
import type { AnyPlace, AnyText, FindOperator, InObject } from './find-operator.js';
import type { Query } from './query.js';
import type { FindValue, Operand, Where } from './where.js';

/**
 * One of these values. An empty list matches nothing.
 *
 * Sends: `{ "terms": { "status": ["draft", "published"] } }`.
 *
 * @example
 * ```ts
 * await articles.findBy({ status: In(['draft', 'published']) });
 * ```
 */
export function In<const TValue extends FindValue>(values: readonly TValue[]): FindOperator<TValue> {
  return toOperator('in', [
    Array.isArray(values) ? Object.freeze([...(values as readonly unknown[])]) : values,
  ]);
}

/**
 * Not this value, or not what an operator or a condition says. As Elasticsearch means it: of a list, none is; and
 * documents without a value match. On an object field, no object meets the condition: `comments: Not({ author: 'x' })`
 * finds documents without a comment of x, and `comments: { author: Not('x') }` those with a comment of another.
 *
 * Sends: `{ "bool": { "must_not": [ … ] } }`.
 *
 * Its type follows from the field it stands at. Elsewhere, say it: `Not<string>('draft')`.
 */
export function Not<TValue>(condition: NoInfer<Operand<TValue>>): FindOperator<TValue> {
  return toOperator('not', [condition]);
}

/**
 * All of these: values, operators, or conditions on documents. Of a list of values, different ones may meet each part;
 * one {@link Between} is met by one value.
 *
 * @example
 * ```ts
 * await articles.findBy({ title: And(Match('alien'), Not(Phrase('alien nation'))) });
 * ```
 */
export function And<TValue>(...conditions: readonly NoInfer<Operand<TValue>>[]): FindOperator<TValue> {
  return toOperator('and', conditions);
}

/**
 * At least one of these: values, operators, or conditions on documents. Without any, nothing matches.
 *
 * Sends: `{ "bool": { "should": [ … ], "minimum_should_match": 1 } }`.
 */
export function Or<TValue>(...conditions: readonly NoInfer<Operand<TValue>>[]): FindOperator<TValue> {
  return toOperator('or', conditions);
}

/** From one value to another, both included. Sends: `{ "range": { "views": { "gte": 1, "lte": 5 } } }`. */
export function Between<const TFrom extends FindValue, const TTo extends FindValue>(
  from: TFrom,
  to: TTo,
): FindOperator<TFrom | TTo> {
  return toOperator('between', [from, to]);
}

/** More than a value, or later. Sends: `{ "range": { "views": { "gt": 5 } } }`. */
export function Gt<const TValue extends FindValue>(value: TValue): FindOperator<TValue> {
  return toOperator('gt', [value]);
}

/** This value or more. Sends: `{ "range": { "views": { "gte": 5 } } }`. */
export function Gte<const TValue extends FindValue>(value: TValue): FindOperator<TValue> {
  return toOperator('gte', [value]);
}

/** Less than a value, or earlier. Sends: `{ "range": { "views": { "lt": 5 } } }`. */
export function Lt<const TValue extends FindValue>(value: TValue): FindOperator<TValue> {
  return toOperator('lt', [value]);
}

/** This value or less. Sends: `{ "range": { "views": { "lte": 5 } } }`. */
export function Lte<const TValue extends FindValue>(value: TValue): FindOperator<TValue> {
  return toOperator('lte', [value]);
}

/** TypeORM's name of {@link Gt}. @alias */
export const MoreThan = Gt;
/** TypeORM's name of {@link Gte}. @alias */
export const MoreThanOrEqual = Gte;
/** TypeORM's name of {@link Lt}. @alias */
export const LessThan = Lt;
/** TypeORM's name of {@link Lte}. @alias */
export const LessThanOrEqual = Lte;

/**
 * SQL's pattern: `%` stands for any text, `_` for one character, `\%` and `\_` for themselves. On the whole value of a
 * keyword. A pattern that begins with a wildcard is refused, unless the `limits` of the DataSource allow it.
 *
 * Sends: `{ "wildcard": { "title.raw": { "value": "Al?en*" } } }`.
 */
export function Like(pattern: string): FindOperator<AnyText> {
  return toOperator('like', [pattern, false]);
}

/** {@link Like}, whether letters are small or capital. */
export function ILike(pattern: string): FindOperator<AnyText> {
  return toOperator('like', [pattern, true]);
}

/** A keyword that begins so. Sends: `{ "prefix": { "title.raw": { "value": "Ali" } } }`. */
export function Prefix(start: string): FindOperator<AnyText> {
  return toOperator('prefix', [start]);
}

/** What a {@link Match} may be told. */
export interface MatchOptions {
  /** Whether all words are wanted, or one is enough. Default: `'or'`. */
  readonly operator?: 'and' | 'or';
  /** How many letters may differ: `'AUTO'` decides by the length of each word. Default: none. */
  readonly fuzziness?: number | 'AUTO';
}

/**
 * Text with these words, as the field's analyzer sees them.
 *
 * Sends: `{ "match": { "title": { "query": "alien return", "operator": "and" } } }`.
 */
export function Match(words: string, options: MatchOptions = {}): FindOperator<AnyText> {
  return toOperator('match', [words, options]);
}

/**
 * Text with these words in this order; `slop` is how many places they may be moved.
 *
 * Sends: `{ "match_phrase": { "title": { "query": "the shining" } } }`.
 */
export function Phrase(words: string, options: { readonly slop?: number } = {}): FindOperator<AnyText> {
  return toOperator('phrase', [words, options]);
}

/** Any value at all; of a nested field, any object. Sends: `{ "exists": { "field": "views" } }`. */
export function Exists(): FindOperator<never> {
  return toOperator('exists', []);
}

/** No value; the same as `null`. Sends: `{ "bool": { "must_not": [{ "exists": { "field": "views" } }] } }`. */
export function Missing(): FindOperator<never> {
  return toOperator('missing', []);
}

/** TypeORM's name of {@link Missing}. @alias */
export const IsNull = Missing;

/**
 * Some object of the field meets all of a condition by itself. It is what a plain object says at a nested field; with
 * it, the condition may also be a list or an operator: `comments: Some([{ stars: 5 }, { author: 'x' }])`.
 *
 * Sends: `{ "nested": { "path": "comments", "query": … } }`.
 */
export function Some<T extends object>(where: NoInfer<Where<T>>): FindOperator<InObject<T>> {
  return toOperator('some', [where]);
}

/**
 * Not farther from a place than a distance: `'5km'`, or metres.
 *
 * Sends: `{ "geo_distance": { "distance": "5km", "location": { "lat": 52.5, "lon": 13.4 } } }`.
 */
export function GeoDistance(center: GeoPointValue, distance: string | number): FindOperator<AnyPlace> {
  return toOperator('geoDistance', [center, distance]);
}

/**
 * Within a box, given by two of its corners.
 *
 * Sends: `{ "geo_bounding_box": { "location": { "top_left": { … }, "bottom_right": { … } } } }`.
 */
export function GeoBoundingBox(topLeft: GeoPointValue, bottomRight: GeoPointValue): FindOperator<AnyPlace> {
  return toOperator('geoBoundingBox', [topLeft, bottomRight]);
}

/**
 * Within a polygon, given by three or more corners; it closes itself.
 *
 * Sends: `{ "geo_shape": { "location": { "shape": { "type": "polygon", … }, "relation": "within" } } }`.
 */
export function GeoPolygon(
  corners: readonly { readonly lat: number; readonly lon: number }[],
): FindOperator<AnyPlace> {
  return toOperator('geoPolygon', [corners]);
}

/** What `raw` of a search returns. */
export type Raw = RawPart;

/**
 * A query in Elasticsearch's own words, for what no operator says: in place of a condition on documents, or at a field,
 * whose name the function is given. Never put there what somebody sent.
 *
 * @example
 * ```ts
 * await articles.findBy([{ status: 'draft' }, Raw({ range: { views: { gte: 5, boost: 2 } } })]);
 * await articles.findBy({ status: Raw((field) => ({ regexp: { [field]: 'd.*' } })) });
 * ```
 */
export function Raw(query: (field: RawField) => Query<object>): FindOperator<never>;
export function Raw<T extends object>(query: NoInfer<Query<T>>): FindOperator<InObject<T>>;
export function Raw(query: unknown): FindOperator<never> {
  return toOperator('raw', [query]);
}
