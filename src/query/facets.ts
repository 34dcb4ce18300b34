// The facets of a search, as frozen definitions: what is counted, by which values, and what these values are.
import { frozenCopy } from '../util/frozen-copy.js';
import type { FieldName, FieldOf, ValueAt, WithoutNames } from './field-path.js';
import type { RawField } from './raw.js';

/** A value that a field can be counted by. */
export type FacetScalar = string | number | boolean;

/** What a value may be chosen by: dates also as text, and as milliseconds. */
export type FacetChoice = FacetScalar | Date;

interface FacetOn<TKind extends string, TField extends string> {
  readonly kind: TKind;
  readonly field: TField;
}

/** The most frequent values of a field: {@link termsFacet}. */
export interface TermsFacet<TField extends string = string, TMissing extends FacetScalar = never>
  extends FacetOn<'terms', TField>, TermsFacetOptions<TMissing> {}

export interface TermsFacetOptions<TMissing extends FacetScalar = FacetScalar> {
  /** How many values are listed. Default: 10. */
  readonly size?: number;
  /** The most frequent values first (the default), or in the order of the values. */
  readonly order?: 'count' | 'value';
  /** Counts the documents without a value under this one. */
  readonly missing?: TMissing;
}

/** One of the ranges of a facet: from its lower end, up to its upper end, which is not in it. */
export interface FacetRange<TEnd> {
  readonly from?: TEnd;
  readonly to?: TEnd;
}

type FacetRanges<TEnd> = Readonly<Record<string, FacetRange<TEnd>>>;
type DateEnd = Date | string;

/** Ranges of a field's values, by name: {@link rangeFacet}. */
export interface RangeFacet<
  TField extends string = string,
  TRanges extends FacetRanges<number | DateEnd> = FacetRanges<number | DateEnd>,
> extends FacetOn<'range', TField> {
  readonly ranges: TRanges;
}

/** Numbers in steps of one width: {@link histogramFacet}. */
export interface HistogramFacet<TField extends string = string>
  extends FacetOn<'histogram', TField>, HistogramFacetOptions {}

export interface HistogramFacetOptions {
  /** The width of a step. */
  readonly interval: number;
  /** Where a step begins, when that is no multiple of `interval`. */
  readonly offset?: number;
  /** How many documents a step must have to be listed. Default: 1; 0 fills the gaps between others. */
  readonly minDocCount?: number;
}

/** Dates in steps of the calendar: {@link dateHistogramFacet}. */
export interface DateHistogramFacet<TField extends string = string>
  extends FacetOn<'dateHistogram', TField>, DateHistogramFacetOptions {}

export type CalendarInterval = 'minute' | 'hour' | 'day' | 'week' | 'month' | 'quarter' | 'year';

export interface DateHistogramFacetOptions {
  /** The width of a step. */
  readonly calendarInterval: CalendarInterval;
  /** Where days begin: `'Europe/Berlin'`, `'+02:00'`. Default: UTC. */
  readonly timeZone?: string;
  /** How the `label` of a step is written, as Elasticsearch's date formats are: `'yyyy-MM'`. */
  readonly format?: string;
  /** How many documents a step must have to be listed. Default: 1; 0 fills the gaps between others. */
  readonly minDocCount?: number;
}

/** A facet of the objects of a nested field: {@link nestedFacet}. */
export interface NestedFacet<
  TPath extends string = string,
  TFacet extends FlatFacetOn<string> = FlatFacetOn<string>,
> {
  readonly kind: 'nested';
  readonly path: TPath;
  readonly facet: TFacet;
}

// The constraint does not name what stands for a missing value, or the compiler would take it for what was said.
type FlatFacetOn<TField extends string, TNumber extends string = TField, TDate extends string = TField> =
  | FacetOn<'terms', TField>
  | RangeFacet<TNumber, FacetRanges<number>>
  | RangeFacet<TDate, FacetRanges<DateEnd>>
  | HistogramFacet<TNumber>
  | DateHistogramFacet<TDate>;

type FlatFacetOf<T> = FlatFacetOn<FieldOf<T, FacetScalar>, FieldOf<T, number>, FieldOf<T, Date>>;

/** A facet over the fields of a class. */
export type Facet<T> = FlatFacetOf<T> | NestedFacet<FieldName<T>, FlatFacetOf<T>>;

/** Facets by the names under which their counts come back. */
export interface Facets<T> {
  readonly [name: string]: Facet<T>;
}

/** A facet as the functions below make it. */
export type FlatFacet = TermsFacet<string, FacetScalar> | RangeFacet | HistogramFacet | DateHistogramFacet;
export type AnyFacet = FlatFacet | (Omit<NestedFacet, 'facet'> & { readonly facet: FlatFacet });

/** What was chosen in each facet, checked, without repetitions. */
export type FacetChoices = ReadonlyMap<string, readonly FacetChoice[]>;

type TermOf<TValue> = unknown extends TValue ? FacetScalar : WithoutNames<TValue>;

/** The values that a facet lists. */
export type FacetValueOf<T, TFacet> =
  TFacet extends TermsFacet<infer F, infer TMissing>
    ? TermOf<ValueAt<T, F>> | TMissing
    : TFacet extends RangeFacet<string, infer TRanges>
      ? keyof TRanges & string
      : TFacet extends { readonly kind: 'histogram' }
        ? number
        : TFacet extends { readonly kind: 'dateHistogram' }
          ? Date
          : TFacet extends NestedFacet<string, infer TInner>
            ? FacetValueOf<T, TInner>
            : never;

type ChoiceOf<TValue> = TValue extends Date ? Date | string | number : TValue;

/** What a user chose: for each facet a value, or several of which any may be met. */
export type FacetSelection<T, TFacets> = {
  readonly [N in keyof TFacets]?:
    ChoiceOf<FacetValueOf<T, TFacets[N]>> | readonly ChoiceOf<FacetValueOf<T, TFacets[N]>>[];
};

/** By what a value is known again, whatever it is written as. */
export function facetKey(value: FacetChoice): string {
  return String(value instanceof Date ? value.getTime() : value);
}

/**
 * Counts the values of a field: a `terms` aggregation.
 *
 * @example
 * ```ts
 * termsFacet('genre', { size: 20, missing: 'unknown' });
 * ```
 */
export function termsFacet<const TField extends string, const TMissing extends FacetScalar = never>(
  field: TField,
  options: TermsFacetOptions<TMissing> = {},
): TermsFacet<TField, TMissing> {
  return frozenCopy({ ...options, kind: 'terms', field });
}

/**
 * Counts ranges of numbers or dates by name: a `filters` aggregation of `range` queries. Ranges may overlap. The ends of
 * a range of dates may be Elasticsearch's date math.
 *
 * @example
 * ```ts
 * rangeFacet('votes', { few: { to: 100 }, many: { from: 100 } });
 * rangeFacet('releasedAt', { thisYear: { from: 'now/y' }, older: { to: 'now/y' } });
 * ```
 */
export function rangeFacet<
  const TField extends string,
  const TRanges extends FacetRanges<number> | FacetRanges<DateEnd>,
>(field: TField, ranges: TRanges): RangeFacet<TField, TRanges> {
  return frozenCopy({ kind: 'range', field, ranges });
}

/**
 * Counts numbers in steps, each known by its lower end: a `histogram` aggregation.
 *
 * @example
 * ```ts
 * histogramFacet('rating', { interval: 1 });
 * ```
 */
export function histogramFacet<const TField extends string>(
  field: TField,
  options: HistogramFacetOptions,
): HistogramFacet<TField> {
  return frozenCopy({ ...options, kind: 'histogram', field });
}

/**
 * Counts dates in steps of the calendar, each known by its first moment: a `date_histogram` aggregation.
 *
 * @example
 * ```ts
 * dateHistogramFacet('releasedAt', { calendarInterval: 'year', timeZone: 'Europe/Berlin', format: 'yyyy' });
 * ```
 */
export function dateHistogramFacet<const TField extends string>(
  field: TField,
  options: DateHistogramFacetOptions,
): DateHistogramFacet<TField> {
  return frozenCopy({ ...options, kind: 'dateHistogram', field });
}

/**
 * Counts by a field of nested objects. What is counted are documents, not their objects.
 *
 * @example
 * ```ts
 * nestedFacet('cast', termsFacet('cast.name'));
 * ```
 */
export function nestedFacet<
  const TPath extends string,
  const TFacet extends FlatFacetOn<`${TPath}.${string}` | RawField>,
>(path: TPath, facet: TFacet): NestedFacet<TPath, TFacet> {
  return frozenCopy({ kind: 'nested', path, facet });
}
