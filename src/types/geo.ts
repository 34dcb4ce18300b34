// Values of the spatial field types, as GeoJSON (RFC 7946) and Elasticsearch write them.

/** A place on Earth in one of Elasticsearch's five notations: object, GeoJSON, array, text (lat,lon or WKT), geohash. */
export type GeoPointValue =
  | { readonly lat: number; readonly lon: number }
  | { readonly type: 'Point' | 'point'; readonly coordinates: readonly number[] }
  | { readonly geohash: string }
  | readonly [longitude: number, latitude: number]
  | string;

/** A point of a plane: `{ x, y }`, `[x, y]`, `'x,y'` or WKT. */
export type PointValue =
  | { readonly x: number; readonly y: number }
  | { readonly type: 'Point' | 'point'; readonly coordinates: readonly number[] }
  | readonly [x: number, y: number]
  | string;

/** A shape as GeoJSON, with Elasticsearch's `envelope`, or as well-known text. */
export type ShapeValue = GeoJsonShape | string;

export type GeoJsonShape =
  | { readonly type: string; readonly coordinates: readonly unknown[]; readonly orientation?: string }
  | { readonly type: string; readonly geometries: readonly GeoJsonShape[] };
