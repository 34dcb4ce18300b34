// The body of a composite aggregation: the sources whose values, put together, are a bucket's key. Types only.
import type { Bounds, DateField, NumberField, PlaceField, ScriptOption } from './aggregation-fields.js';
import type { FieldName } from './field-path.js';

interface SourceOf<TField> {
  readonly field?: TField;
  readonly script?: ScriptOption;
  /** Whether documents without a value are counted too, under `null`. */
  readonly missing_bucket?: boolean;
  readonly missing_order?: 'first' | 'last' | 'default';
  readonly order?: 'asc' | 'desc';
  readonly value_type?: string;
}

/** One source: its kind and its options. */
export interface CompositeSource<T> {
  readonly terms?: SourceOf<FieldName<T>>;
  readonly histogram?: SourceOf<NumberField<T>> & { readonly interval: number };
  readonly date_histogram?: SourceOf<DateField<T>> & {
    readonly calendar_interval?: string;
    readonly fixed_interval?: string;
    readonly format?: string;
    readonly offset?: string | number;
    readonly time_zone?: string;
  };
  readonly geotile_grid?: SourceOf<PlaceField<T>> & {
    readonly precision?: number;
    readonly bounds?: Bounds;
  };
}

/** Sources, each under the name that its value has in the keys. */
export type CompositeSources<T> = readonly { readonly [name: string]: CompositeSource<T> }[];

export interface CompositeBody<T> {
  readonly sources: CompositeSources<T>;
  /** How many buckets come at once. Elasticsearch's default: 10. */
  readonly size?: number;
  /** The key after which the buckets begin. */
  readonly after?: Readonly<Record<string, unknown>>;
}
