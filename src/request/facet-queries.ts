// What was chosen in a facet → the query that narrows by it.
import type {
  AnyFacet,
  CalendarInterval,
  DateHistogramFacet,
  FacetChoice,
  FacetRange,
  FlatFacet,
} from '../query/facets.js';

type Json = Readonly<Record<string, unknown>>;

/** The query for documents that have any of these values. */
export function toChoiceQuery(facet: AnyFacet, values: readonly FacetChoice[]): Json {
  if (facet.kind === 'nested') {
    return { nested: { path: facet.path, query: toFlatQuery(facet.facet, values) } };
  }
  return toFlatQuery(facet, values);
}

/** The same of a facet that is not nested, or among the objects of one that is. */
export function toFlatQuery(facet: FlatFacet, values: readonly FacetChoice[]): Json {
  const { field } = facet;
  switch (facet.kind) {
    case 'terms': {
      const terms = { terms: { [field]: values } };
      if (facet.missing === undefined || !values.map(String).includes(String(facet.missing))) return terms;
      return anyOf([terms, { bool: { must_not: [{ exists: { field } }] } }]);
    }
    case 'range':
      return anyOf(values.map((name) => toRangeQuery(field, facet.ranges[String(name)] ?? {})));
    case 'histogram':
      // The next step is computed as its own lower end is, so that no number is in two.
      return anyOf(
        values.map((value) => {
          const { interval, offset = 0 } = facet;
          const next = (Math.round((Number(value) - offset) / interval) + 1) * interval + offset;
          return { range: { [field]: { gte: value, lt: next } } };
        }),
      );
    case 'dateHistogram':
      return anyOf(values.map((value) => toStepQuery(facet, new Date(value as Date))));
  }
}

const anyOf = (queries: readonly Json[]): Json =>
  queries.length === 1 ? (queries[0] as Json) : { bool: { should: queries } };

// Whatever the field's own format is.
const format = 'strict_date_optional_time';

/** The query for one range. */
export function toRangeQuery(field: string, { from, to }: FacetRange<number | Date | string>): Json {
  const ofDates = [from, to].some((end) => end !== undefined && typeof end !== 'number');
  const ends = { ...optional('gte', from), ...optional('lt', to), ...(ofDates ? { format } : {}) };
  return { range: { [field]: ends } };
}

const steps: Readonly<Record<CalendarInterval, string>> = {
  minute: '+1m',
  hour: '+1h',
  day: '+1d',
  week: '+1w',
  month: '+1M',
  quarter: '+3M',
  year: '+1y',
};

// Elasticsearch does the calendar's mathematics: a day may have 23 hours in the time zone.
function toStepQuery({ field, calendarInterval, timeZone }: DateHistogramFacet, start: Date): Json {
  const gte = start.toISOString();
  const lt = `${gte}||${steps[calendarInterval]}`;
  return { range: { [field]: { gte, lt, format, ...optional('time_zone', timeZone) } } };
}

/** A member that is left out where it has no value. */
export function optional(name: string, value: unknown): Json {
  return value === undefined ? {} : { [name]: value };
}
