// The kinds of aggregations that somebody outside may ask for, and what their members hold.

/**
 * What a member holds: a `field`, an `option` that is a scalar or a list of scalars, a `size`, how many `documents` a bucket
 * must have, `ranges`, a `query`, queries by name or in a list.
 */
export type AggregationRole =
  'field' | 'path' | 'option' | 'size' | 'documents' | 'ranges' | 'query' | 'queries';

type Roles = Readonly<Record<string, AggregationRole>>;

const withOptions = (members: Roles, ...names: readonly string[]): Roles => ({
  ...members,
  ...Object.fromEntries(names.map((name) => [name, 'option' as const])),
});
const onField = (...names: readonly string[]): Roles =>
  withOptions({ field: 'field' }, 'missing', 'format', ...names);
const buckets = ['keyed', 'min_doc_count', 'order', 'offset'] as const;

/**
 * What is not here is never allowed: `global` and the significant kinds look beyond the query, `top_hits` shows documents,
 * scripts run code, pipelines only cost.
 */
export const aggregationShapes = {
  avg: onField(),
  cardinality: onField('precision_threshold'),
  date_histogram: onField('calendar_interval', 'fixed_interval', 'time_zone', ...buckets),
  date_range: { ...onField('keyed', 'time_zone'), ranges: 'ranges' },
  extended_stats: onField('sigma'),
  // The whole body is a query.
  filter: {},
  filters: withOptions({ filters: 'queries' }, 'keyed', 'other_bucket', 'other_bucket_key'),
  histogram: onField('interval', ...buckets),
  max: onField(),
  median_absolute_deviation: onField('compression'),
  min: onField(),
  missing: onField(),
  nested: { path: 'path' },
  percentile_ranks: onField('values', 'keyed'),
  percentiles: onField('percents', 'keyed'),
  range: { ...onField('keyed'), ranges: 'ranges' },
  reverse_nested: { path: 'path' },
  stats: onField(),
  sum: onField(),
  terms: {
    ...onField('order', 'show_term_doc_count_error'),
    min_doc_count: 'documents',
    size: 'size',
    shard_size: 'size',
  },
  value_count: onField(),
} as const satisfies Readonly<Record<string, Roles>>;

/** An aggregation kind that may come from outside. */
export type OutsideAggregationKind = keyof typeof aggregationShapes;

/** The members of such a kind; undefined for all others. */
export function aggregationShapeOf(kind: string): Roles | undefined {
  return Object.hasOwn(aggregationShapes, kind)
    ? aggregationShapes[kind as OutsideAggregationKind]
    : undefined;
}
