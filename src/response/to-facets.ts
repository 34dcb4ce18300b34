// The answer's counts, and what was chosen → the values of each facet.
import type { AskedAnything } from '../query/asked.js';
import { facetKey } from '../query/facets.js';
import type { AnyFacet, FacetChoice, FacetChoices, FacetValueOf, FlatFacet } from '../query/facets.js';
import type { SearchResult } from './search-result.js';

/** One value of a facet. */
export interface FacetCount<TValue> {
  readonly value: TValue;
  /** How many documents would be found with it, all other facets as they are. */
  readonly count: number;
  /** Whether it was chosen. */
  readonly selected: boolean;
  /** The first moment of a step of dates, in the facet's `format` and time zone. */
  readonly label?: string;
}

/** The values of each facet, by its name. */
export type FacetCounts<TDocument, TFacets> = {
  readonly [N in keyof TFacets]: readonly FacetCount<FacetValueOf<TDocument, TFacets[N]>>[];
};

/** The result of a faceted search: that of a search, with the facets. */
export interface FacetedResult<TDocument, TFacets, TAsked = AskedAnything> extends Omit<
  SearchResult<TDocument, TAsked>,
  'aggs' | 'suggest'
> {
  readonly facets: FacetCounts<TDocument, TFacets>;
}

interface Bucket {
  readonly key?: string | number;
  readonly key_as_string?: string;
  readonly doc_count: number;
  readonly documents?: { readonly doc_count: number };
}
interface Counts {
  readonly values: { readonly buckets: readonly Bucket[] | Readonly<Record<string, Bucket>> };
  readonly selected?: { readonly buckets: readonly Bucket[] };
}
type Answers = Readonly<Record<string, Counts & { readonly objects?: Counts }>>;

/** The values of each facet. One that was chosen is always among them. */
export function toFacets(
  facets: Readonly<Record<string, AnyFacet>>,
  choices: FacetChoices,
  aggregations: unknown,
): Readonly<Record<string, readonly FacetCount<FacetChoice>[]>> {
  const answers = aggregations as Answers;
  return Object.fromEntries(
    Object.entries(facets).map(([name, facet]) => {
      const answer = answers[name] as Answers[string];
      const chosen = choices.get(name) ?? [];
      return facet.kind === 'nested'
        ? [name, toCounts(facet.facet, chosen, answer.objects as Counts)]
        : [name, toCounts(facet, chosen, answer)];
    }),
  );
}

function toCounts(
  facet: FlatFacet,
  chosen: readonly FacetChoice[],
  { values, selected }: Counts,
): readonly FacetCount<FacetChoice>[] {
  const keys = new Set(chosen.map(facetKey));
  const listed = toBuckets(facet, values.buckets).map((bucket) => {
    const value = toValue(facet, bucket);
    const label = facet.kind === 'dateHistogram' ? { label: bucket.key_as_string ?? '' } : {};
    return { value, count: countOf(bucket), selected: keys.has(facetKey(value)), ...label };
  });
  const known = new Set(listed.map(({ value }) => facetKey(value)));
  const others = chosen.flatMap((value, place) =>
    known.has(facetKey(value)) ? [] : { value, count: countOf(selected?.buckets[place]), selected: true },
  );
  return [...listed, ...others];
}

// Elasticsearch gives ranges by name, in an order of its own.
function toBuckets(facet: FlatFacet, buckets: Counts['values']['buckets']): readonly Bucket[] {
  if (facet.kind !== 'range') return buckets as readonly Bucket[];
  const byName = buckets as Readonly<Record<string, Bucket>>;
  return Object.keys(facet.ranges).map((name) => ({ doc_count: 0, ...byName[name], key: name }));
}

// Elasticsearch gives booleans as 0 and 1, and dates as milliseconds.
function toValue({ kind }: FlatFacet, { key = '', key_as_string: text }: Bucket): FacetChoice {
  if (kind === 'dateHistogram') return new Date(key);
  if (kind === 'terms' && typeof key === 'number' && (text === 'true' || text === 'false')) {
    return text === 'true';
  }
  return key;
}

function countOf(bucket: Bucket | undefined): number {
  return bucket?.documents?.doc_count ?? bucket?.doc_count ?? 0;
}
