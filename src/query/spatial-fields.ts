// The fields that hold places, shapes and vectors, told by the types of their properties. Types only.
import type { GeoJsonShape, GeoPointValue, PointValue } from '../types/geo.js';
import type { FieldOf } from './field-path.js';

/** A place, but for text: any property that is text would be one. */
export type GeoPointObject = Exclude<GeoPointValue, string>;
type PointObject = Exclude<PointValue, string>;

/** Fields of places or shapes on Earth. One whose property is plain text: `field('location')`. */
export type GeoField<T> = FieldOf<T, GeoPointObject | GeoJsonShape>;

/** Fields of points or shapes of a plane. One whose property is plain text: `field('place')`. */
export type PlaneField<T> = FieldOf<T, PointObject | GeoJsonShape>;
