// The functions of `function_score`. Types only.
import type { estypes } from '@elastic/elasticsearch';
import type { Beside, Boosted, Script } from './by-field.js';
import type { FieldName, FieldOf, PropertyAt } from './field-path.js';
import type { GeoField, GeoPointObject } from './spatial-fields.js';
import type { GeoPointValue } from '../types/geo.js';

interface Placement<TOrigin, TDistance> {
  /** The place of the best score. For dates, now by default. */
  readonly origin?: TOrigin;
  /** How far from the origin a score is down to `decay`. */
  readonly scale: TDistance;
  /** Nothing decays nearer than this. */
  readonly offset?: TDistance;
  /** Default: 0.5. */
  readonly decay?: number;
}

type PlacementOf<TValue> = unknown extends TValue
  ? Placement<GeoPointValue | Date | string | number, string | number>
  : [Extract<TValue, GeoPointObject | readonly GeoPointObject[]>] extends [never]
    ? [TValue] extends [number | readonly number[]]
      ? Placement<number, number>
      : Placement<Date | string | number, string>
    : Placement<GeoPointValue, string>;

/** By how far a field is from an origin: dates and places have a scale with a unit, such as `'10d'`, `'2km'`. */
export type Decay<T> = Beside<
  { readonly multi_value_mode?: 'min' | 'max' | 'avg' | 'sum' },
  { readonly [F in FieldOf<T, number> | FieldOf<T, Date> | GeoField<T>]?: PlacementOf<PropertyAt<T, F>> }
>;

/** One function, with the documents that it is for. At most one of its members is a function; none means `weight` alone. */
export interface ScoreFunction<T, TQuery> {
  readonly filter?: TQuery;
  readonly weight?: number;
  readonly _name?: string;
  readonly exp?: Decay<T>;
  readonly gauss?: Decay<T>;
  readonly linear?: Decay<T>;
  /** By the value of a field, such as a count of readers. */
  readonly field_value_factor?: Readonly<Omit<estypes.QueryDslFieldValueFactorScoreFunction, 'field'>> & {
    readonly field: FieldOf<T, number>;
  };
  /** By chance; the same chance again with the same seed and field. */
  readonly random_score?: { readonly field?: FieldName<T> | '_seq_no'; readonly seed?: number | string };
  readonly script_score?: { readonly script: Script };
}

/** Scores of a query changed by functions. */
export type FunctionScore<T, TQuery> = Boosted &
  Readonly<Omit<estypes.QueryDslFunctionScoreQuery, 'boost' | '_name' | 'functions' | 'query'>> & {
    /** Default: all documents. */
    readonly query?: TQuery;
    readonly functions?: readonly ScoreFunction<T, TQuery>[];
  };
