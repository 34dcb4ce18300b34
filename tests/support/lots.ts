// A class with a field of each sort that aggregations are made of.
import { BooleanField, DateField, GeoPoint, Integer, Ip, Keyword, Nested, Text } from 'elastodm';
import type { Aggregations } from 'elastodm';

export class Bid {
  @Keyword() bidder!: string;
  @Integer() amount!: number;
}

/** The fields of a lot of an auction; each test makes a document class of it, with an index of its own. */
export class LotFields {
  @Text() title!: string;
  @Keyword() status!: 'open' | 'sold';
  @Integer() price!: number;
  @Integer() grade?: number;
  @BooleanField() rare!: boolean;
  @DateField() opened!: Date;
  @GeoPoint() place?: { lat: number; lon: number };
  @Ip() ip?: string;
  @Nested(() => Bid) bids: Bid[] = [];
}

const path = { buckets_path: 'sum' } as const;
const ofDays = { buckets_path: 'days>sum' } as const;
const sum = { sum: { field: 'price' } } as const;
const days = { date_histogram: { field: 'opened', calendar_interval: 'month' }, aggs: { sum } } as const;
const inDays = <const X extends object>(
  x: X,
): { readonly days: typeof days & { aggs: { sum: typeof sum; x: X } } } => ({
  days: { ...days, aggs: { sum, x } },
});

/** One of each kind that the server without modules does not have. */
export const lacking = {
  adjacency_matrix: { x: { adjacency_matrix: { filters: { rare: { term: { rare: true } } } } } },
  auto_date_histogram: { x: { auto_date_histogram: { field: 'opened', buckets: 2 } } },
  boxplot: { x: { boxplot: { field: 'price' } } },
  bucket_correlation: {
    days,
    x: {
      bucket_correlation: {
        ...ofDays,
        function: { count_correlation: { indicator: { doc_count: 3, expectations: [1, 2] } } },
      },
    },
  },
  bucket_count_ks_test: { days, x: { bucket_count_ks_test: { ...ofDays, alternative: ['less'] } } },
  bucket_script: inDays({ bucket_script: { buckets_path: { a: 'sum' }, script: 'params.a' } }),
  bucket_selector: inDays({ bucket_selector: { buckets_path: { a: 'sum' }, script: 'params.a > 1' } }),
  bucket_sort: inDays({ bucket_sort: { sort: [{ sum: 'desc' }], size: 1 } }),
  cartesian_bounds: { x: { cartesian_bounds: { script: 'x' } } },
  cartesian_centroid: { x: { cartesian_centroid: { script: 'x' } } },
  categorize_text: { x: { categorize_text: { field: 'title' } } },
  change_point: { days, x: { change_point: ofDays } },
  children: { x: { children: { type: 'bid' } } },
  cumulative_cardinality: inDays({ cumulative_cardinality: path }),
  derivative: inDays({ derivative: { ...path, unit: 'day' } }),
  frequent_item_sets: { x: { frequent_item_sets: { fields: [{ field: 'status' }], minimum_set_size: 1 } } },
  frequent_items: { x: { frequent_items: { fields: [{ field: 'status' }] } } },
  geo_line: { x: { geo_line: { point: { field: 'place' }, sort: { field: 'opened' } } } },
  geohex_grid: { x: { geohex_grid: { field: 'place', precision: 2 } } },
  inference: inDays({ inference: { model_id: 'm', buckets_path: { a: 'sum' } } }),
  line: { x: { line: { point: { field: 'place' }, sort: { field: 'opened' } } } },
  matrix_stats: { x: { matrix_stats: { fields: ['price', 'grade'] } } },
  moving_avg: inDays({ moving_avg: path }),
  moving_fn: inDays({ moving_fn: { ...path, window: 2, script: 'MovingFunctions.max(values)' } }),
  moving_percentiles: inDays({ moving_percentiles: { ...path, window: 2 } }),
  multi_terms: { x: { multi_terms: { terms: [{ field: 'status' }, { field: 'rare' }] } } },
  normalize: inDays({ normalize: { ...path, method: 'mean' } }),
  parent: { x: { parent: { type: 'bid' } } },
  rate: { days: { ...days, aggs: { x: { rate: { unit: 'month' } } } } },
  scripted_metric: { x: { scripted_metric: { map_script: 'x', combine_script: 'x', reduce_script: 'x' } } },
  string_stats: { x: { string_stats: { field: 'status' } } },
  time_series: { x: { time_series: { size: 5 } } },
  t_test: { x: { t_test: { a: { field: 'price' }, b: { field: 'grade' }, type: 'paired' } } },
  top_metrics: { x: { top_metrics: { metrics: { field: 'price' }, sort: { opened: 'desc' } } } },
} as const satisfies Readonly<Record<string, Aggregations<LotFields>>>;
