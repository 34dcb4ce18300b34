// Which operators a field takes, by its type; and the keyword that stands in for a text.
import type { OperatorKind } from '../query/find-operator.js';
import { multiFields } from './field-places.js';
import type { FieldPlace } from './field-places.js';
import { unfit } from './where-values.js';
import type { WherePlace } from './where-values.js';

type Family = 'date' | 'exact' | 'geo' | 'id' | 'keyword' | 'none' | 'text';

const families: Readonly<Record<Exclude<Family, 'none'>, readonly string[]>> = {
  date: ['date', 'date_nanos', 'date_range'],
  exact: [
    ...['boolean', 'byte', 'double', 'double_range', 'float', 'float_range', 'half_float', 'integer'],
    ...['integer_range', 'ip', 'ip_range', 'long', 'long_range', 'scaled_float', 'short', 'token_count'],
    'unsigned_long',
  ],
  geo: ['geo_point', 'geo_shape'],
  id: ['_id'],
  keyword: [
    ...['constant_keyword', 'counted_keyword', 'flattened', 'icu_collation_keyword', 'join', 'keyword'],
    ...['murmur3', 'unknown', 'version', 'wildcard'],
  ],
  text: ['match_only_text', 'search_as_you_type', 'semantic_text', 'text'],
};

const byType: ReadonlyMap<string, Family> = new Map(
  Object.entries(families).flatMap(([family, types]) => types.map((type) => [type, family as Family])),
);

export function familyOf({ type }: FieldPlace): Family {
  return byType.get(type) ?? 'none';
}

const values: readonly OperatorKind[] = ['between', 'gt', 'gte', 'in', 'lt', 'lte'];
const patterns: readonly OperatorKind[] = ['like', 'prefix'];
const words: readonly OperatorKind[] = ['match', 'phrase'];
const places: readonly OperatorKind[] = ['geoBoundingBox', 'geoDistance', 'geoPolygon'];
const taken: Readonly<Record<Family, ReadonlySet<string>>> = {
  date: new Set([...values, 'equality']),
  exact: new Set([...values, 'equality']),
  geo: new Set(places),
  id: new Set(['in', 'equality']),
  keyword: new Set([...values, ...patterns, ...words, 'equality']),
  none: new Set(),
  // On the keyword of a text.
  text: new Set([...values, ...patterns, ...words, 'equality']),
};

/** Throws a RequestError QUERY_UNFIT where a field does not take an operator. */
export function checkTaken(where: WherePlace, place: FieldPlace, operator: OperatorKind | 'equality'): void {
  if (taken[familyOf(place)].has(operator)) return;
  throw unfit(
    where,
    `a field of type ${place.type} takes no ${operator === 'equality' ? 'value' : functionOf(operator)} here`,
    'Use an operator that fits the type, or Raw(…) with a query of your own.',
  );
}

/** The name of an operator's function. */
export function functionOf(operator: OperatorKind): string {
  return `${operator.charAt(0).toUpperCase()}${operator.slice(1)}`;
}

const keywordTypes: ReadonlySet<unknown> = new Set(['keyword', 'wildcard', 'constant_keyword']);

/** The field that has whole values: itself, or a text's first keyword without a normalizer. */
export function wholeValued(where: WherePlace, place: FieldPlace): FieldPlace {
  if (familyOf(place) !== 'text') return place;
  const found = Object.entries(multiFields(place.options)).find(
    ([, { type, normalizer }]) => keywordTypes.has(type) && normalizer === undefined,
  );
  if (found === undefined) {
    throw unfit(
      where,
      `a field of type ${place.type} is kept as words, not as whole values`,
      "Use Match or Phrase, or give it a keyword: fields: { raw: { type: 'keyword' } }.",
    );
  }
  const [name, { type, ...options }] = found;
  return { ...place, name: `${place.name}.${name}`, type: String(type), options };
}
