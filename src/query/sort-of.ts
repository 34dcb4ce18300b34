// The order of hits, whatever a query is: queries hold inner hits, whose order holds queries. Types only.
import type { estypes } from '@elastic/elasticsearch';
import type { GeoPointValue } from '../types/geo.js';
import type { Beside } from './by-field.js';
import type { FieldName, ObjectPath } from './field-path.js';
import type { GeoField } from './spatial-fields.js';

export type SortField<T> = FieldName<T> | '_score' | '_doc' | '_shard_doc';
type Order = 'asc' | 'desc';
type Mode = 'min' | 'max' | 'sum' | 'avg' | 'median';

/** Which of the objects of a nested field are sorted by. */
export interface NestedSortOf<T, TQuery> {
  readonly path: ObjectPath<T>;
  readonly filter?: TQuery;
  readonly max_children?: number;
  readonly nested?: NestedSortOf<T, TQuery>;
}

interface SortOptions<T, TQuery> {
  readonly order?: Order;
  readonly missing?: string | number | boolean;
  readonly mode?: Mode;
  readonly nested?: NestedSortOf<T, TQuery>;
  readonly unmapped_type?: string;
  readonly numeric_type?: 'long' | 'double' | 'date' | 'date_nanos';
  readonly format?: string;
}

type DistanceSort<T, TQuery> = Beside<
  {
    readonly order?: Order;
    readonly unit?: estypes.DistanceUnit;
    readonly mode?: Mode;
    readonly distance_type?: 'arc' | 'plane';
    readonly ignore_unmapped?: boolean;
    readonly nested?: NestedSortOf<T, TQuery>;
  },
  { readonly [F in GeoField<T>]?: GeoPointValue | readonly GeoPointValue[] }
>;

interface ScriptSort<T, TQuery> {
  readonly script: estypes.Script | string;
  readonly type?: 'string' | 'number' | 'version';
  readonly order?: Order;
  readonly mode?: Mode;
  readonly nested?: NestedSortOf<T, TQuery>;
}

/** `'title.raw'`, or `{ 'title.raw': 'desc' }`, or `{ 'title.raw': { order: 'desc', missing: '_last' } }`. */
export type SortOf<T, TQuery> =
  | SortField<T>
  | { readonly [F in SortField<T>]?: Order | SortOptions<T, TQuery> }
  | { readonly _geo_distance: DistanceSort<T, TQuery> }
  | { readonly _script: ScriptSort<T, TQuery> };
