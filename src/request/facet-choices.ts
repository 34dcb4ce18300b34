// What a user chose in the facets of a search → values that were checked: they come from outside.
import { failure } from '../errors/failure.js';
import { facetKey } from '../query/facets.js';
import type { AnyFacet, FacetChoice, FacetChoices, FlatFacet, HistogramFacet } from '../query/facets.js';
import { shorten } from '../util/shorten.js';
import { choiceProblem, isSentDate, numberProblem, toNumber } from './facet-values.js';
import type { FacetField } from './facet-values.js';

type Known = Readonly<Record<string, AnyFacet>>;
type FieldOf = (name: string) => FacetField | undefined;

interface Place {
  readonly className: string;
  readonly path: string;
}

// More than anybody can click on; each is a query of its own.
const mostChoices = 1000;

/**
 * What was chosen, without repetitions. Throws a RequestError: QUERY_OBJECT_VALUE for an object, FACET_UNKNOWN for a
 * facet or a range that there is not, QUERY_INVALID_VALUE for what is no value of a facet, QUERY_LIMIT for too many.
 */
export function toFacetChoices(
  className: string,
  facets: Known,
  selected: object,
  fieldOf: FieldOf = () => undefined,
): FacetChoices {
  const choices = new Map<string, readonly FacetChoice[]>();
  for (const [name, chosen] of Object.entries(selected) as [string, unknown][]) {
    const path = `selected.${shorten(name, 50)}`;
    const facet = known(className, 'facet', path, name, facets);
    if (chosen === undefined) throw failure('QUERY_UNDEFINED', { className, path });
    const values = Array.isArray(chosen) ? (chosen as unknown[]) : [chosen];
    if (values.length > mostChoices) {
      const reason = `it has ${values.length} values, and ${mostChoices} is the most`;
      throw failure('QUERY_LIMIT', { className, path, limit: 'choices', reason });
    }
    const field = fieldOf(flat(facet).field);
    const checked = values.map((value, place) =>
      toChoice(flat(facet), field, value, {
        className,
        path: Array.isArray(chosen) ? `${path}[${place}]` : path,
      }),
    );
    if (checked.length > 0)
      choices.set(name, [...new Map(checked.map((value) => [facetKey(value), value])).values()]);
  }
  return choices;
}

function flat(facet: AnyFacet): FlatFacet {
  return facet.kind === 'nested' ? facet.facet : facet;
}

function toChoice(
  facet: FlatFacet,
  field: FacetField | undefined,
  value: unknown,
  place: Place,
): FacetChoice {
  const scalar = toScalar(value, place);
  switch (facet.kind) {
    case 'terms':
      // What stands in for documents without a value may be none of the field's type.
      if (String(scalar) !== String(facet.missing)) refuse(place, choiceProblem(field, scalar));
      return scalar;
    case 'range': {
      known(place.className, 'range', place.path, String(scalar), facet.ranges);
      return String(scalar);
    }
    case 'histogram':
      return toStep(facet, field?.type ?? 'double', toNumber(scalar), place);
    case 'dateHistogram':
      return toDate(scalar, place);
  }
}

function toScalar(value: unknown, { className, path }: Place): FacetChoice {
  if (value === undefined) throw failure('QUERY_UNDEFINED', { className, path });
  const isScalar = ['string', 'number', 'boolean'].includes(typeof value) || value instanceof Date;
  if (!isScalar) throw failure('QUERY_OBJECT_VALUE', { className, path });
  return value as FacetChoice;
}

// The lower end of the step that a number is in. A number that is an end up to rounding is that end.
function toStep({ interval, offset = 0 }: HistogramFacet, type: string, value: number, place: Place): number {
  refuse(place, numberProblem(type, value));
  const steps = (value - offset) / interval;
  const whole = Math.round(steps);
  const isEnd = Math.abs(steps - whole) < 1e-9 * Math.max(1, Math.abs(whole));
  const step = (isEnd ? whole : Math.floor(steps)) * interval + offset;
  refuse(place, Number.isFinite(step) ? undefined : 'it is beyond the steps of the facet');
  return step;
}

function toDate(value: FacetChoice, place: Place): Date {
  const date = typeof value === 'boolean' ? new Date(NaN) : new Date(value);
  refuse(place, isSentDate(date) ? undefined : 'it is no date');
  return date;
}

function refuse(place: Place, reason: string | undefined): void {
  if (reason !== undefined) throw failure('QUERY_INVALID_VALUE', { ...place, reason });
}

function known<TValue>(
  className: string,
  what: 'facet' | 'range',
  path: string,
  name: string,
  all: Readonly<Record<string, TValue>>,
): TValue {
  const found = Object.hasOwn(all, name) ? all[name] : undefined;
  if (found !== undefined) return found;
  throw failure('FACET_UNKNOWN', { className, what, path, name: shorten(name, 50), known: Object.keys(all) });
}
