// Queries by places and shapes. Types only.
import type { estypes } from '@elastic/elasticsearch';
import type { GeoPointValue, ShapeValue } from '../types/geo.js';
import type { Beside, Boosted, OptionsByField } from './by-field.js';
import type { Raw } from './raw.js';
import type { GeoField, PlaneField } from './spatial-fields.js';

/** A rectangle: two corners, four sides, or well-known text. */
export type GeoBounds =
  | { readonly top_left: GeoPointValue; readonly bottom_right: GeoPointValue }
  | { readonly top_right: GeoPointValue; readonly bottom_left: GeoPointValue }
  | { readonly top: number; readonly bottom: number; readonly left: number; readonly right: number }
  | { readonly wkt: string };

interface GeoOptions extends Boosted {
  readonly ignore_unmapped?: boolean;
  readonly validation_method?: estypes.QueryDslGeoValidationMethod;
}

interface ShapeOptions extends Boosted {
  readonly ignore_unmapped?: boolean;
}

type ShapeRelation = 'intersects' | 'disjoint' | 'within' | 'contains';

/** A shape, or one that another document holds, and how the two must lie. Default: they touch. */
export type ShapeComparison = { readonly relation?: ShapeRelation } & (
  { readonly shape: ShapeValue } | { readonly indexed_shape: Readonly<estypes.QueryDslFieldLookup> }
);

/** One cell of a grid, as aggregations by grids name it. */
export type GridCell =
  { readonly geotile: string } | { readonly geohash: string } | { readonly geohex: string };

type Fields<TField extends string, TValue> = { readonly [F in TField]?: TValue | Raw };

/** The kinds of queries by places. */
export interface GeoQueries<T> {
  readonly geo_bounding_box?: Beside<
    GeoOptions & { readonly type?: estypes.QueryDslGeoExecution },
    Fields<GeoField<T>, GeoBounds>
  >;
  readonly geo_distance?: Beside<
    GeoOptions & {
      /** With its unit: `'2km'`. */
      readonly distance: string;
      readonly distance_type?: estypes.GeoDistanceType;
    },
    Fields<GeoField<T>, GeoPointValue>
  >;
  readonly geo_grid?: OptionsByField<GeoField<T>, Boosted & GridCell>;
  /** Elasticsearch advises against it: use `geo_shape`. */
  readonly geo_polygon?: Beside<
    GeoOptions,
    Fields<GeoField<T>, { readonly points: readonly GeoPointValue[] }>
  >;
  readonly geo_shape?: Beside<ShapeOptions, Fields<GeoField<T>, ShapeComparison>>;
  /** Shapes of a plane. */
  readonly shape?: Beside<ShapeOptions, Fields<PlaneField<T>, ShapeComparison>>;
}
