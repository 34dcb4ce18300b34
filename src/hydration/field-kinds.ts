// What field types have in common when their values are converted.
import type { FieldType } from '../metadata/field-types.js';

type FieldTypes = ReadonlySet<FieldType>;

/** Values are arrays or objects as a whole: never taken apart, item by item. */
export const wholeValues: FieldTypes = new Set(['geo_point', 'point']);

/** Whole values of numbers only: thousands of them. */
export const vectors: FieldTypes = new Set(['dense_vector', 'rank_vectors']);

/** Values are objects with keys that the cluster's clients chose. */
export const freeObjects: FieldTypes = new Set([
  'flattened',
  'percolator',
  'object',
  'nested',
  'passthrough',
  'exponential_histogram',
]);

/** Values hold floating-point numbers somewhere inside. */
export const floatStructures: FieldTypes = new Set([
  'aggregate_metric_double',
  'geo_point',
  'geo_shape',
  'point',
  'rank_features',
  'shape',
  'sparse_vector',
]);
