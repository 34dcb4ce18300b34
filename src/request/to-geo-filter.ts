// Distances, boxes and polygons at a field of places → queries that filter.
import { failure } from '../errors/failure.js';
import type { Filter } from './conditions.js';
import type { FieldPlace } from './field-places.js';
import { at, checkDefined, unfit } from './where-values.js';
import type { WherePlace } from './where-values.js';

type Point = string | { readonly lat: number; readonly lon: number };

export function toGeoFilter(
  where: WherePlace,
  { name }: FieldPlace,
  operator: 'geoBoundingBox' | 'geoDistance' | 'geoPolygon',
  operands: readonly unknown[],
): Filter {
  const [first, second] = operands;
  switch (operator) {
    case 'geoDistance':
      return { geo_distance: { distance: toDistance(where, second), [name]: toPoint(where, first) } };
    case 'geoBoundingBox': {
      const box = { top_left: toPoint(where, first), bottom_right: toPoint(where, second) };
      return { geo_bounding_box: { [name]: box } };
    }
    case 'geoPolygon':
      return { geo_shape: { [name]: { shape: toPolygon(where, first), relation: 'within' } } };
  }
}

function toDistance(where: WherePlace, distance: unknown): string {
  checkDefined(where, distance);
  if (typeof distance === 'number' && distance >= 0 && Number.isFinite(distance)) return `${distance}m`;
  if (typeof distance === 'string' && /^\d+(?:\.\d+)?\s*[a-z]*$/i.test(distance)) return distance;
  throw unfit(where, 'its distance is none', "Give it as '5km', or as a number of metres.");
}

// Only what makes a point is taken over: it may be what somebody sent.
function toPoint(where: WherePlace, value: unknown): Point {
  checkDefined(where, value);
  if (typeof value === 'string' && value !== '') return value;
  if (typeof value !== 'object' || value === null) throw notPoint(where);
  const { lat, lon, geohash, coordinates = value } = value as Readonly<Record<string, unknown>>;
  if (typeof geohash === 'string') return geohash;
  const [x, y] = Array.isArray(coordinates) ? (coordinates as readonly unknown[]) : [lon, lat];
  if (!isDegree(x, 180) || !isDegree(y, 90)) throw notPoint(where);
  return { lat: y, lon: x };
}

function isDegree(value: unknown, most: number): value is number {
  return typeof value === 'number' && Math.abs(value) <= most;
}

function notPoint(where: WherePlace): Error {
  return unfit(where, 'it has no place on Earth', 'Give a place as { lat: 52.5, lon: 13.4 }.');
}

function toPolygon(where: WherePlace, corners: unknown): object {
  if (!Array.isArray(corners) || corners.length < 3) {
    throw unfit(where, 'a polygon has three corners or more', 'Give it a list of places.');
  }
  const ring = corners.map((corner: unknown, index) => {
    const point = toPoint(at(where, index), corner);
    if (typeof point === 'string')
      throw failure('QUERY_INVALID_VALUE', { ...where, reason: 'a corner is text' });
    return [point.lon, point.lat];
  });
  const [first] = ring;
  const last = ring.at(-1);
  const isClosed = first?.[0] === last?.[0] && first?.[1] === last?.[1];
  return { type: 'polygon', coordinates: [isClosed ? ring : [...ring, first]] };
}
