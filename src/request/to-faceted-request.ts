// The definition of a faceted search, and what a user asks of it → a search request.
import type { WeightedField } from '../query/by-field.js';
import type { AnyFacet, FacetChoices, FacetSelection, Facets } from '../query/facets.js';
import type { FieldName } from '../query/field-path.js';
import type { Highlight } from '../query/highlight.js';
import type { Query } from '../query/query.js';
import type { SearchRequest } from '../query/search-request.js';
import type { SourceFilter } from '../query/selected.js';
import { toFacetAggregation } from './facet-aggregations.js';
import { toChoiceQuery } from './facet-queries.js';
import { simpleQuery } from './simple-query.js';

/** What a faceted search looks for, and what it counts. */
export interface FacetedDefinition<T, TFacets extends Facets<T>> {
  /** Where a text is looked for, with weights: `['title^3', 'plot']`. */
  readonly fields?: readonly WeightedField<T>[];
  /** What is counted and chosen by, by name. */
  readonly facets: TFacets;
}

/** What is asked of a faceted search: `text` and `selected` may be what a user sent. */
export interface FacetedRequest<
  T,
  TFacets,
  THighlight extends FieldName<T> = FieldName<T>,
  TSource = undefined,
> extends Pick<SearchRequest<T>, 'from' | 'size' | 'sort' | 'track_total_hits'> {
  /** What somebody typed: all of its words must be found, in any of the fields. Empty or missing: all documents. */
  readonly text?: string | undefined;
  /** What was chosen: documents have any of the values of a facet, and meet all facets. */
  readonly selected?: FacetSelection<T, TFacets>;
  /**
   * What must hold too, for hits and counts, and scores as a query does: your own idea of what fits a text, in place of
   * `text` or beside it. Values in it may be what a user sent, the rest never.
   */
  readonly query?: Query<T> | undefined;
  /** What always holds, for hits and counts. Never from a user. */
  readonly filter?: Query<T>;
  readonly highlight?: Highlight<T, THighlight>;
  /** Which parts of the documents come back. Default: all. */
  readonly _source?: TSource;
}

type Json = Readonly<Record<string, unknown>>;

/**
 * The hits are narrowed after the counting, by `post_filter`; each facet is counted among what all others leave. Throws
 * a RequestError for a text that is none.
 */
export function toFacetedRequest<T>(
  {
    fields = [],
    facets,
  }: { readonly fields?: readonly string[]; readonly facets: Readonly<Record<string, AnyFacet>> },
  {
    text,
    query: scoring,
    filter,
    selected: _,
    ...members
  }: FacetedRequest<T, unknown, FieldName<T>, SourceFilter<T> | undefined>,
  choices: FacetChoices,
): SearchRequest<T> {
  const narrowing = [...choices].map(([name, values]) => ({
    name,
    query: toChoiceQuery(facets[name] as AnyFacet, values),
  }));
  const aggs = Object.fromEntries(
    Object.entries(facets).map(([name, facet]) => {
      const others = narrowing.filter((other) => other.name !== name).map(({ query }) => query);
      return [name, toFacetAggregation(facet, choices.get(name) ?? [], others)];
    }),
  );
  const query = toQuery<T>(fields, text, scoring, filter);
  const request = {
    ...members,
    ...(query === undefined ? {} : { query }),
    ...(narrowing.length === 0
      ? {}
      : { post_filter: { bool: { filter: narrowing.map((one) => one.query) } } }),
    aggs,
  };
  // Definitions and choices were checked against the class by its types, and by the checks of choices.
  return request;
}

function toQuery<T>(
  fields: readonly string[],
  text: string | undefined,
  scoring: Query<T> | undefined,
  filter: Query<T> | undefined,
): Json | undefined {
  const isBlank = text === undefined || (typeof text === 'string' && text.trim() === '');
  const words = isBlank ? undefined : simpleQuery(text, fields as readonly WeightedField<unknown>[]);
  const must = [words, scoring].filter((query) => query !== undefined) as Json[];
  if (filter === undefined && must.length < 2) return must[0];
  return {
    bool: {
      ...(must.length === 0 ? {} : { must }),
      ...(filter === undefined ? {} : { filter: [filter] }),
    },
  };
}
