// A facet, and what was chosen in it and in others → the aggregation that counts its values.
import type { AnyFacet, FacetChoice, FacetScalar, FlatFacet, TermsFacet } from '../query/facets.js';
import { optional, toFlatQuery, toRangeQuery } from './facet-queries.js';

type Json = Readonly<Record<string, unknown>>;

/** The aggregation that counts a facet's values among the documents that `filters` leave. */
export function toFacetAggregation(
  facet: AnyFacet,
  values: readonly FacetChoice[],
  filters: readonly Json[],
): Json {
  const filter = filters.length === 0 ? { match_all: {} } : { bool: { filter: filters } };
  if (facet.kind !== 'nested') return { filter, aggs: toCounts(facet, values, {}) };
  // An object that has a value is counted as the document that it is in.
  const perDocument = { aggs: { documents: { reverse_nested: {} } } };
  const nested = { nested: { path: facet.path }, aggs: toCounts(facet.facet, values, perDocument) };
  return { filter, aggs: { objects: nested } };
}

// Values that were chosen are counted by themselves too: they may be none of the most frequent.
function toCounts(facet: FlatFacet, values: readonly FacetChoice[], counted: Json): Json {
  const counts = { values: { ...toBuckets(facet, 'aggs' in counted), ...counted } };
  if (facet.kind === 'range' || values.length === 0) return counts;
  const filters = values.map((value) => toFlatQuery(facet, [value]));
  return { ...counts, selected: { filters: { filters }, ...counted } };
}

function toBuckets(facet: FlatFacet, isNested: boolean): Json {
  switch (facet.kind) {
    case 'terms':
      return { terms: toTerms(facet, isNested) };
    case 'range':
      return {
        filters: {
          filters: Object.fromEntries(
            Object.entries(facet.ranges).map(([name, range]) => [name, toRangeQuery(facet.field, range)]),
          ),
        },
      };
    case 'histogram': {
      const { field, interval, offset, minDocCount = 1 } = facet;
      return { histogram: { field, interval, ...optional('offset', offset), min_doc_count: minDocCount } };
    }
    case 'dateHistogram': {
      const { field, calendarInterval, timeZone, format, minDocCount = 1 } = facet;
      return {
        date_histogram: {
          field,
          calendar_interval: calendarInterval,
          ...optional('time_zone', timeZone),
          ...optional('format', format),
          min_doc_count: minDocCount,
        },
      };
    }
  }
}

function toTerms(
  { field, size = 10, order, missing }: TermsFacet<string, FacetScalar>,
  isNested: boolean,
): Json {
  const byDocuments = isNested ? [{ documents: 'desc' }, { _key: 'asc' }] : undefined;
  return {
    field,
    size,
    ...optional('order', order === 'value' ? { _key: 'asc' } : byDocuments),
    ...optional('missing', missing),
  };
}
