// Aggregations: each kind with the fields that it makes sense for, its options, and what it gives.
import type { estypes } from '@elastic/elasticsearch';
import {
  BooleanField,
  DateField,
  DateRange,
  Document,
  field,
  Flattened,
  GeoPoint,
  Id,
  Integer,
  IntegerRange,
  Ip,
  Keyword,
  Long,
  Nested,
  ObjectField,
  Point,
  Text,
} from 'elastodm';
import type {
  Aggregation,
  AggregationBodies,
  AggregationResults,
  Aggregations,
  CheckedAggregations,
  FieldName,
  GeoPointValue,
  MultiField,
  PointValue,
  Range,
} from 'elastodm';
import { expectTypeOf } from 'expect-type';

class Bid {
  @Keyword() bidder!: string;
  @Integer() amount!: number;
  @DateField() at!: Date;
}
class Address {
  @Keyword() country!: 'de' | 'fr';
  @Nested(() => Bid) offers: Bid[] = [];
}
@Document('lots')
class Lot {
  @Id() id?: string;
  @Text({ fields: { raw: { type: 'keyword' } } }) title!: MultiField<string, 'raw'>;
  @Keyword() status!: 'open' | 'sold';
  @Integer() price!: number;
  @Integer() grade?: 1 | 2 | 3;
  @Long({ bigint: true }) serial?: bigint;
  @BooleanField() rare?: boolean;
  @DateField() opened!: Date;
  @DateRange() shown?: Range<Date>;
  @IntegerRange() estimate?: Range<number>;
  @GeoPoint() place?: GeoPointValue;
  @Point() shelf?: PointValue;
  @Ip() ip?: string;
  @ObjectField(() => Address) address?: Address;
  @Nested(() => Bid) bids: Bid[] = [];
  @Flattened() labels?: Record<string, unknown>;
  isOpen(): boolean {
    return this.status === 'open';
  }
}

/** As `search` infers them. */
declare function results<const A extends Aggregations<Lot>>(
  aggs: A & CheckedAggregations<Lot, A>,
): AggregationResults<Lot, A>;
/** The result of one aggregation. */
declare function result<const A extends Aggregation<Lot>>(
  agg: A & CheckedAggregations<Lot, { a: A }>[keyof CheckedAggregations<Lot, { a: A }>],
): AggregationResults<Lot, { readonly a: A }>['a'];
declare function see(value: unknown): void;

// — all kinds ——————————————————————————————————————————————————————————————————————————————————————————————————

type Container = estypes.AggregationsAggregationContainer;
type KindsOf<TContainer> = TContainer extends unknown
  ? Exclude<keyof TContainer, 'aggs' | 'aggregations' | 'meta'>
  : never;
expectTypeOf<keyof AggregationBodies<Lot>>().toEqualTypeOf<KindsOf<Container> | 'path_hierarchy'>();

// Each option that the client lists.
type OptionsOf<K extends string> = Container extends infer C
  ? C extends { [P in K]?: infer B }
    ? AllKeys<NonNullable<B>>
    : never
  : never;
type AllKeys<B> = B extends unknown ? keyof B : never;
type Known<K extends keyof AggregationBodies<Lot>> = AllKeys<AggregationBodies<Lot>[K]>;
// The client lists what these share with others; they have no use for it.
type Useless =
  | `${'date_histogram' | 'auto_date_histogram'}.params`
  | `${'scripted_metric' | 'top_metrics'}.${'field' | 'missing' | 'script'}`
  | 'geo_centroid.location';
type MissingOptions = {
  [
    K in Exclude<keyof AggregationBodies<Lot>, 'filter' | 'path_hierarchy'>
  ]: `${K}.${Exclude<OptionsOf<K>, Known<K>> & string}`;
}[Exclude<keyof AggregationBodies<Lot>, 'filter' | 'path_hierarchy'>];
expectTypeOf<Exclude<MissingOptions, Useless>>().toBeNever();

// — kinds of plugins ———————————————————————————————————————————————————————————————————————————————————————————

declare module 'elastodm' {
  interface AggregationBodies<T> {
    path_hierarchy: { readonly field: FieldName<T>; readonly separator?: string };
  }
  // eslint-disable-next-line @typescript-eslint/no-unused-vars -- a merged interface has the same parameters
  interface AggregationAnswers<T, TBody, TAggregation, TObject> {
    path_hierarchy: { readonly buckets: readonly { readonly key: string; readonly of: TBody }[] };
  }
}
expectTypeOf(result({ path_hierarchy: { field: 'title.raw' } }).buckets[0]!.key).toBeString();
// @ts-expect-error no such field
result({ path_hierarchy: { field: 'titel' } });
// @ts-expect-error no such option
result({ path_hierarchy: { field: 'title.raw', seperator: '/' } });

// — buckets of equal values ————————————————————————————————————————————————————————————————————————————————————

expectTypeOf(result({ terms: { field: 'status' } }).buckets[0]!.key).toEqualTypeOf<'open' | 'sold'>();
expectTypeOf(result({ terms: { field: 'title.raw' } }).buckets[0]!.key).toBeString();
expectTypeOf(result({ terms: { field: 'grade' } }).buckets[0]!.key).toEqualTypeOf<1 | 2 | 3>();
expectTypeOf(result({ terms: { field: 'grade', missing: 0 } }).buckets[0]!.key).toEqualTypeOf<
  0 | 1 | 2 | 3
>();
expectTypeOf(result({ terms: { field: 'serial' } }).buckets[0]!.key).toEqualTypeOf<number | bigint>();
expectTypeOf(result({ terms: { field: 'rare' } }).buckets[0]!.key).toBeNumber();
expectTypeOf(result({ terms: { field: 'rare' } }).buckets[0]!.key_as_string).toEqualTypeOf<
  'true' | 'false'
>();
expectTypeOf(result({ terms: { field: 'opened', missing: '2020' } }).buckets[0]!.key).toBeNumber();
expectTypeOf(result({ terms: { field: 'opened' } }).buckets[0]!.key_as_date).toEqualTypeOf<Date>();
expectTypeOf(result({ terms: { field: field('x.y') } }).buckets[0]!.key).toEqualTypeOf<string | number>();
expectTypeOf(result({ terms: { field: 'labels.env' } }).buckets[0]!.key).toEqualTypeOf<string | number>();
expectTypeOf(result({ terms: { field: 'address.offers.bidder' } }).buckets[0]!.key).toBeString();
expectTypeOf(result({ terms: { script: 'doc.size()' } }).buckets[0]!.key).toEqualTypeOf<string | number>();
expectTypeOf(result({ terms: { field: 'status' } }).sum_other_doc_count).toBeNumber();
result({ terms: { field: '_index', size: 5, order: [{ _count: 'desc' }, { _key: 'asc' }], exclude: ['a'] } });
result({ terms: { field: 'status', include: { partition: 0, num_partitions: 2 }, execution_hint: 'map' } });
// @ts-expect-error no such field
result({ terms: { field: 'statsu' } });
// @ts-expect-error a method is no field
result({ terms: { field: 'isOpen' } });
// @ts-expect-error no such option
result({ terms: { field: 'status', sise: 5 } });
// @ts-expect-error no such order
result({ terms: { field: 'status', order: { _key: 'up' } } });
// @ts-expect-error a word of another type
see(result({ terms: { field: 'status' } }).buckets[0]!.key_as_date);

expectTypeOf(result({ rare_terms: { field: 'status', max_doc_count: 2 } }).buckets[0]!.key).toEqualTypeOf<
  'open' | 'sold'
>();
// @ts-expect-error no such field
result({ rare_terms: { field: 'statsu' } });
// @ts-expect-error rare terms have no size
result({ rare_terms: { field: 'status', size: 5 } });

const multi = result({
  multi_terms: { terms: [{ field: 'status' }, { field: 'opened' }, { field: 'rare' }] },
});
expectTypeOf(multi.buckets[0]!.key).toEqualTypeOf<readonly ['open' | 'sold', string, boolean]>();
expectTypeOf(multi.buckets[0]!.key_as_string).toBeString();
// @ts-expect-error no such field
result({ multi_terms: { terms: [{ field: 'status' }, { field: 'closed' }] } });

const significant = result({
  significant_terms: { field: 'status', background_filter: { term: { rare: true } }, p_value: {} },
});
expectTypeOf(significant.buckets[0]!.key).toEqualTypeOf<'open' | 'sold'>();
expectTypeOf(significant.buckets[0]!.bg_count).toBeNumber();
expectTypeOf(significant.bg_count).toBeNumber();
// @ts-expect-error no such value in the query
result({ significant_terms: { field: 'status', background_filter: { term: { rare: 'yes' } } } });
// @ts-expect-error no such option
result({ significant_terms: { field: 'status', background: {} } });

expectTypeOf(
  result({ significant_text: { field: 'title', filter_duplicate_text: true, source_fields: ['title'] } })
    .buckets[0]!.score,
).toBeNumber();
// @ts-expect-error a number is no text
result({ significant_text: { field: 'price' } });

expectTypeOf(result({ categorize_text: { field: 'title' } }).buckets[0]!.regex).toBeString();
result({
  categorize_text: { field: 'title', categorization_analyzer: { tokenizer: 'ml_standard', filter: ['x'] } },
});
// @ts-expect-error a date is no text
result({ categorize_text: { field: 'opened' } });

const sets = result({ frequent_item_sets: { fields: [{ field: 'status' }, { field: 'title.raw' }] } });
expectTypeOf(sets.buckets[0]!.key.status).toEqualTypeOf<readonly string[] | undefined>();
expectTypeOf(sets.buckets[0]!.support).toBeNumber();
expectTypeOf(
  result({ frequent_items: { fields: [{ field: 'status' }] } }).buckets[0]!.doc_count,
).toBeNumber();
// @ts-expect-error not among the fields
see(sets.buckets[0]!.key.grade);
// @ts-expect-error no such field
result({ frequent_item_sets: { fields: [{ field: 'state' }] } });
// @ts-expect-error no such field
result({ frequent_items: { fields: [{ field: 'state' }] } });

// — buckets of numbers, dates and addresses ————————————————————————————————————————————————————————————————————

expectTypeOf(result({ histogram: { field: 'price', interval: 5 } }).buckets[0]!.key).toBeNumber();
expectTypeOf(
  result({ histogram: { field: 'estimate', interval: 5, keyed: true } }).buckets['0.0']!.key,
).toBeNumber();
result({
  histogram: { field: 'price', interval: 5, extended_bounds: { min: 0, max: 9 }, order: { _key: 'desc' } },
});
// @ts-expect-error text is no number
result({ histogram: { field: 'title', interval: 5 } });
// @ts-expect-error without an interval
result({ histogram: { field: 'price' } });
// @ts-expect-error named buckets are no list
see(result({ histogram: { field: 'price', interval: 5, keyed: true } }).buckets[0].key);

expectTypeOf(
  result({ variable_width_histogram: { field: 'price', buckets: 3 } }).buckets[0]!.min,
).toBeNumber();
// @ts-expect-error text is no number
result({ variable_width_histogram: { field: 'status' } });

const days = result({
  date_histogram: { field: 'opened', calendar_interval: 'day', time_zone: 'Europe/Berlin' },
});
expectTypeOf(days.buckets[0]!.key).toBeNumber();
expectTypeOf(days.buckets[0]!.key_as_string).toBeString();
expectTypeOf(days.buckets[0]!.key_as_date).toEqualTypeOf<Date>();
expectTypeOf(
  result({ date_histogram: { field: 'shown', fixed_interval: '1d', keyed: true } }).buckets['2020']!
    .key_as_date,
).toEqualTypeOf<Date>();
// @ts-expect-error a number is no date
result({ date_histogram: { field: 'price', calendar_interval: 'day' } });
// @ts-expect-error no such option
result({ date_histogram: { field: 'opened', calender_interval: 'day' } });

expectTypeOf(result({ auto_date_histogram: { field: 'opened', buckets: 5 } }).interval).toBeString();
// @ts-expect-error a number is no date
result({ auto_date_histogram: { field: 'price' } });

const ranges = result({
  range: {
    field: 'price',
    ranges: [
      { key: 'low', to: 5 },
      { key: 'high', from: 5 },
    ],
  },
});
expectTypeOf(ranges.buckets[0]!.key).toEqualTypeOf<'low' | 'high'>();
expectTypeOf(ranges.buckets[0]!.from).toEqualTypeOf<number | undefined>();
const named = result({ range: { field: 'price', keyed: true, ranges: [{ key: 'low', to: 5 }] } });
expectTypeOf(named.buckets.low.doc_count).toBeNumber();
expectTypeOf(result({ range: { field: 'price', ranges: [{ to: 5 }] } }).buckets[0]!.key).toBeString();
// @ts-expect-error no such range
see(named.buckets.high);
// @ts-expect-error text is no number
result({ range: { field: 'status', ranges: [] } });
// @ts-expect-error an end of another type
result({ range: { field: 'price', ranges: [{ from: 'low' }] } });

const spans = result({
  date_range: { field: 'opened', ranges: [{ key: 'new', from: 'now-1d' }, { to: new Date() }] },
});
expectTypeOf(spans.buckets[0]!.from_as_string).toEqualTypeOf<string | undefined>();
// @ts-expect-error a number is no date
result({ date_range: { field: 'price', ranges: [] } });

expectTypeOf(
  result({ ip_range: { field: 'ip', ranges: [{ mask: '10.0.0.0/8' }, { to: '1.1.1.1' }] } }).buckets[0]!.to,
).toEqualTypeOf<string | undefined>();
// @ts-expect-error a number is no address
result({ ip_range: { field: 'price', ranges: [] } });

expectTypeOf(result({ ip_prefix: { field: 'ip', prefix_length: 24 } }).buckets[0]!.is_ipv6).toBeBoolean();
expectTypeOf(
  result({ ip_prefix: { field: 'ip', prefix_length: 24, keyed: true } }).buckets['10.0.0.0']!.prefix_length,
).toBeNumber();
// @ts-expect-error a number is no address
result({ ip_prefix: { field: 'price', prefix_length: 24 } });

// — buckets of places ——————————————————————————————————————————————————————————————————————————————————————————

expectTypeOf(
  result({ geo_distance: { field: 'place', origin: [1, 2], ranges: [{ key: 'near', to: 5 }], unit: 'km' } })
    .buckets[0]!.key,
).toEqualTypeOf<'near'>();
// @ts-expect-error a number is no place
result({ geo_distance: { field: 'price', origin: [1, 2], ranges: [] } });
// @ts-expect-error no such option
result({ geo_distance: { field: 'place', origin: [1, 2], ranges: [], units: 'km' } });

const bounds = { top_left: { lat: 1, lon: 1 }, bottom_right: { lat: 0, lon: 2 } } as const;
expectTypeOf(result({ geohash_grid: { field: 'place', precision: 3, bounds } }).buckets[0]!.key).toBeString();
expectTypeOf(result({ geohex_grid: { field: 'place', precision: 3 } }).buckets[0]!.key).toBeString();
expectTypeOf(result({ geotile_grid: { field: 'place', precision: 3 } }).buckets[0]!.key).toBeString();
// @ts-expect-error text is no place
result({ geohash_grid: { field: 'title' } });
// @ts-expect-error text is no place
result({ geohex_grid: { field: 'title' } });
// @ts-expect-error text is no place
result({ geotile_grid: { field: 'title' } });

// — buckets of queries —————————————————————————————————————————————————————————————————————————————————————————

expectTypeOf(result({ filter: { term: { status: 'open' } } }).doc_count).toBeNumber();
// @ts-expect-error no such value
result({ filter: { term: { status: 'closed' } } });

const groups = result({
  filters: { filters: { hot: { term: { rare: true } } }, other_bucket_key: 'rest' },
  aggs: { top: { max: { field: 'price' } } },
});
expectTypeOf(groups.buckets.hot.top.value).toEqualTypeOf<number | null>();
expectTypeOf(groups.buckets.rest.doc_count).toBeNumber();
expectTypeOf(
  result({ filters: { filters: { hot: { term: { rare: true } } }, other_bucket: true } }).buckets._other_
    .doc_count,
).toBeNumber();
expectTypeOf(
  result({ filters: { filters: { hot: { term: { rare: true } } }, keyed: false } }).buckets[0]!.key,
).toEqualTypeOf<'hot'>();
expectTypeOf(result({ filters: { filters: [{ match_all: {} }] } }).buckets[0]!.doc_count).toBeNumber();
// @ts-expect-error no such filter
see(groups.buckets.cold);
// @ts-expect-error no such field
result({ filters: { filters: { hot: { term: { hot: true } } } } });
// @ts-expect-error no such option
result({ filters: { filters: [], others: true } });

const matrix = result({
  adjacency_matrix: { filters: { a: { term: { rare: true } }, b: { exists: { field: 'ip' } } } },
});
expectTypeOf(matrix.buckets[0]!.key).toEqualTypeOf<'a' | 'b' | 'a&a' | 'a&b' | 'b&a' | 'b&b'>();
// @ts-expect-error no such field
result({ adjacency_matrix: { filters: { a: { exists: { field: 'ipp' } } } } });

expectTypeOf(result({ missing: { field: 'grade' } }).doc_count).toBeNumber();
// @ts-expect-error no such field
result({ missing: { field: 'grad' } });

expectTypeOf(result({ global: {} }).doc_count).toBeNumber();
// @ts-expect-error it is an object
result({ global: true });

expectTypeOf(result({ sampler: { shard_size: 10 } }).doc_count).toBeNumber();
// @ts-expect-error no such option
result({ sampler: { size: 10 } });
expectTypeOf(result({ diversified_sampler: { field: 'status' } }).doc_count).toBeNumber();
// @ts-expect-error no such field
result({ diversified_sampler: { field: 'state' } });
expectTypeOf(result({ random_sampler: { probability: 0.5 } }).seed).toBeNumber();
// @ts-expect-error without a probability
result({ random_sampler: {} });

expectTypeOf(result({ children: { type: 'answer' } }).doc_count).toBeNumber();
expectTypeOf(result({ parent: { type: 'answer' } }).doc_count).toBeNumber();
// @ts-expect-error without a type
result({ children: {} });
// @ts-expect-error no such option
result({ parent: { type: 'answer', kind: 'x' } });

expectTypeOf(result({ time_series: { size: 5 } }).buckets[0]!.key).toEqualTypeOf<
  Readonly<Record<string, unknown>>
>();
expectTypeOf(result({ time_series: { keyed: true } }).buckets['x']!.doc_count).toBeNumber();
// @ts-expect-error no such option
result({ time_series: { sise: 5 } });

// — nested objects, and what is inside —————————————————————————————————————————————————————————————————————————

const nested = result({
  nested: { path: 'bids' },
  aggs: {
    bidders: {
      terms: { field: 'bids.bidder' },
      aggs: { best: { top_hits: { sort: { 'bids.amount': 'desc' } } } },
    },
    first: { top_hits: { size: 1, _source: ['bids.bidder'] } },
    back: { reverse_nested: {}, aggs: { lots: { top_hits: {} }, mean: { avg: { field: 'price' } } } },
  },
});
expectTypeOf(nested.bidders.buckets[0]!.best.hits[0]!.document).toEqualTypeOf<Bid>();
expectTypeOf(nested.first.documents[0]!).toEqualTypeOf<Partial<Bid>>();
expectTypeOf(nested.back.lots.hits[0]!.document).toEqualTypeOf<Lot>();
expectTypeOf(nested.back.mean.value).toEqualTypeOf<number | null>();
expectTypeOf(
  result({ nested: { path: 'address.offers' }, aggs: { all: { top_hits: {} } } }).all.documents,
).toEqualTypeOf<readonly Bid[]>();
expectTypeOf(
  result({
    nested: { path: 'address.offers' },
    aggs: { up: { reverse_nested: { path: 'address' }, aggs: { all: { top_hits: {} } } } },
  }).up.all.documents,
).toEqualTypeOf<readonly Address[]>();
// @ts-expect-error no such path
result({ nested: { path: 'bid' } });
// @ts-expect-error a number is no object
result({ nested: { path: 'price' } });
// @ts-expect-error no such path
result({ reverse_nested: { path: 'bid' } });
// @ts-expect-error nothing was asked for under this name
see(nested.biddders);

// — pages of buckets ———————————————————————————————————————————————————————————————————————————————————————————

const pages = result({
  composite: {
    size: 5,
    sources: [
      { status: { terms: { field: 'status', order: 'desc' } } },
      { rare: { terms: { field: 'rare', missing_bucket: true } } },
      { day: { date_histogram: { field: 'opened', calendar_interval: 'day' } } },
      { month: { date_histogram: { field: 'opened', calendar_interval: 'month', format: 'yyyy-MM' } } },
      { price: { histogram: { field: 'price', interval: 5 } } },
      { tile: { geotile_grid: { field: 'place', precision: 3 } } },
    ],
  },
  aggregations: { mean: { avg: { field: 'price' } } },
});
type Key = {
  readonly status: 'open' | 'sold';
  readonly rare: boolean | null;
  readonly day: number;
  readonly month: string;
  readonly price: number;
  readonly tile: string;
};
expectTypeOf(pages.buckets[0]!.key).toEqualTypeOf<Key>();
expectTypeOf(pages.after_key).toEqualTypeOf<Key | undefined>();
expectTypeOf(pages.buckets[0]!.mean.value).toEqualTypeOf<number | null>();
// @ts-expect-error no such field
result({ composite: { sources: [{ a: { terms: { field: 'state' } } }] } });
// @ts-expect-error a number is no date
result({ composite: { sources: [{ a: { date_histogram: { field: 'price', fixed_interval: '1d' } } }] } });
// @ts-expect-error no such source
see(pages.buckets[0]!.key.state);

// — metrics ————————————————————————————————————————————————————————————————————————————————————————————————————

expectTypeOf(result({ avg: { field: 'price', missing: 0 } }).value).toEqualTypeOf<number | null>();
expectTypeOf(result({ max: { field: 'opened', format: 'yyyy' } }).value_as_string).toEqualTypeOf<
  string | undefined
>();
expectTypeOf(result({ min: { field: 'serial' } }).value).toEqualTypeOf<number | null>();
expectTypeOf(result({ sum: { field: 'bids.amount' } }).value).toBeNumber();
expectTypeOf(result({ value_count: { field: 'status' } }).value).toBeNumber();
expectTypeOf(result({ cardinality: { field: 'status', precision_threshold: 9 } }).value).toBeNumber();
expectTypeOf(result({ stats: { field: 'rare' } }).max).toEqualTypeOf<number | null>();
expectTypeOf(
  result({ extended_stats: { field: 'price', sigma: 2 } }).std_deviation_bounds.upper,
).toEqualTypeOf<number | null>();
expectTypeOf(result({ boxplot: { field: 'price' } }).q3).toBeNumber();
expectTypeOf(result({ median_absolute_deviation: { field: 'price' } }).value).toEqualTypeOf<number | null>();
expectTypeOf(result({ rate: { unit: 'month', field: 'price', mode: 'sum' } }).value).toBeNumber();
result({ rate: { unit: 'month' } });
result({ avg: { field: field('title.length') } });
result({ avg: { script: { source: 'params.a', params: { a: 1 } } } });
// @ts-expect-error text is no number
result({ avg: { field: 'title' } });
// @ts-expect-error text is no number
result({ max: { field: 'title.raw' } });
// @ts-expect-error a place is no number
result({ min: { field: 'place' } });
// @ts-expect-error an object is no number
result({ sum: { field: 'bids' } });
// @ts-expect-error no such field
result({ value_count: { field: 'state' } });
// @ts-expect-error no such option
result({ cardinality: { field: 'status', precision: 9 } });
// @ts-expect-error an address is no number
result({ stats: { field: 'ip' } });
// @ts-expect-error an option of another type
result({ extended_stats: { field: 'price', sigma: 'two' } });
// @ts-expect-error text is no number
result({ boxplot: { field: 'status' } });
// @ts-expect-error text is no number
result({ median_absolute_deviation: { field: 'status' } });
// @ts-expect-error no such unit
result({ rate: { unit: 'fortnight' } });

const usual = result({ percentiles: { field: 'price' } });
expectTypeOf(usual.values['50.0']).toEqualTypeOf<number | null>();
const chosen = result({ percentiles: { field: 'price', percents: [50, 99.9], hdr: {} } });
expectTypeOf(chosen.values['99.9']).toEqualTypeOf<number | null>();
expectTypeOf(result({ percentiles: { field: 'price', keyed: false } }).values[0]!.key).toBeNumber();
expectTypeOf(result({ percentile_ranks: { field: 'price', values: [500] } }).values['500.0']).toEqualTypeOf<
  number | null
>();
// @ts-expect-error it was not asked for
see(chosen.values['95.0']);
// @ts-expect-error text is no number
result({ percentiles: { field: 'status' } });
// @ts-expect-error text is no number
result({ percentile_ranks: { field: 'status', values: [1] } });

expectTypeOf(result({ string_stats: { field: 'title.raw' } }).entropy).toEqualTypeOf<number | null>();
// @ts-expect-error a number is no text
result({ string_stats: { field: 'price' } });

expectTypeOf(result({ geo_bounds: { field: 'place' } }).bounds!.top_left.lat).toBeNumber();
expectTypeOf(result({ geo_centroid: { field: 'place' } }).location!.lon).toBeNumber();
expectTypeOf(result({ cartesian_bounds: { field: 'shelf' } }).bounds!.top_left.x).toBeNumber();
expectTypeOf(result({ cartesian_centroid: { field: 'shelf' } }).count).toBeNumber();
const line = { point: { field: 'place' }, sort: { field: 'opened' } } as const;
expectTypeOf(result({ geo_line: line }).geometry.coordinates[0]![0]!).toBeNumber();
expectTypeOf(result({ line }).properties.complete).toBeBoolean();
// @ts-expect-error a number is no place
result({ geo_bounds: { field: 'price' } });
// @ts-expect-error a number is no place
result({ geo_centroid: { field: 'price' } });
// @ts-expect-error a number is no place
result({ cartesian_bounds: { field: 'price' } });
// @ts-expect-error a number is no place
result({ cartesian_centroid: { field: 'price' } });
// @ts-expect-error a number is no place
result({ geo_line: { point: { field: 'price' } } });
// @ts-expect-error text is no order
result({ line: { point: { field: 'place' }, sort: { field: 'title' } } });

expectTypeOf(
  result({ matrix_stats: { fields: ['price', 'grade'], mode: 'avg' } }).fields![0]!.correlation.grade,
).toBeNumber();
// @ts-expect-error text is no number
result({ matrix_stats: { fields: ['price', 'title'] } });
expectTypeOf(
  result({ weighted_avg: { value: { field: 'price' }, weight: { field: 'grade' } } }).value,
).toEqualTypeOf<number | null>();
// @ts-expect-error text is no weight
result({ weighted_avg: { value: { field: 'price' }, weight: { field: 'title' } } });
expectTypeOf(
  result({
    t_test: {
      a: { field: 'price', filter: { term: { rare: true } } },
      b: { field: 'grade' },
      type: 'paired',
    },
  }).value,
).toEqualTypeOf<number | null>();
// @ts-expect-error text is no number
result({ t_test: { a: { field: 'price' }, b: { field: 'title' } } });
expectTypeOf(result({ scripted_metric: { map_script: 'x', params: { a: [1] } } }).value).toBeUnknown();
// @ts-expect-error no such option
result({ scripted_metric: { mapscript: 'x' } });

const best = result({
  top_hits: { size: 1, sort: [{ price: 'desc' }], highlight: { fields: { title: {} } } },
});
expectTypeOf(best.hits[0]!.document).toEqualTypeOf<Lot>();
expectTypeOf(best.total).toBeNumber();
const part = result({ top_hits: { _source: ['title', 'price'] } });
expectTypeOf(part.hits[0]!.document.price).toBeNumber();
// @ts-expect-error it was not asked for
see(part.hits[0]!.document.grade);
// @ts-expect-error no such field
result({ top_hits: { sort: ['prize'] } });
// @ts-expect-error no such field
result({ top_hits: { _source: ['prize'] } });

const top = result({
  top_metrics: {
    metrics: [{ field: 'price' }, { field: 'opened' }, { field: 'rare' }],
    sort: { opened: 'desc' },
  },
});
expectTypeOf(top.top[0]!.metrics).toEqualTypeOf<{
  readonly price: number | null;
  readonly opened: string | null;
  readonly rare: boolean | null;
}>();
// @ts-expect-error no such field
result({ top_metrics: { metrics: { field: 'prize' }, sort: 'opened' } });
// @ts-expect-error no such order
result({ top_metrics: { metrics: { field: 'price' }, sort: 'open' } });

// — results of other results ———————————————————————————————————————————————————————————————————————————————————

const path = { buckets_path: 'days>mean' } as const;
expectTypeOf(result({ avg_bucket: { ...path, gap_policy: 'skip' } }).value).toEqualTypeOf<number | null>();
expectTypeOf(result({ max_bucket: path }).keys).toEqualTypeOf<readonly string[]>();
expectTypeOf(result({ min_bucket: path }).value).toEqualTypeOf<number | null>();
expectTypeOf(result({ sum_bucket: path }).value).toBeNumber();
expectTypeOf(result({ stats_bucket: path }).count).toBeNumber();
expectTypeOf(result({ extended_stats_bucket: { ...path, sigma: 2 } }).variance).toEqualTypeOf<
  number | null
>();
expectTypeOf(result({ percentiles_bucket: { ...path, percents: [50] } }).values['50.0']).toEqualTypeOf<
  number | null
>();
expectTypeOf(result({ derivative: { ...path, unit: 'day' } })?.normalized_value).toEqualTypeOf<
  number | undefined
>();
expectTypeOf(result({ cumulative_sum: path }).value).toBeNumber();
expectTypeOf(result({ cumulative_cardinality: path }).value).toBeNumber();
expectTypeOf(result({ serial_diff: { ...path, lag: 2 } })?.value).toEqualTypeOf<number | null | undefined>();
expectTypeOf(result({ moving_fn: { ...path, window: 2, script: 'x' } })?.value).toEqualTypeOf<
  number | null | undefined
>();
expectTypeOf(result({ moving_avg: { ...path, model: 'ewma', settings: { alpha: 1 } } })?.value).toEqualTypeOf<
  number | null | undefined
>();
expectTypeOf(result({ moving_percentiles: { ...path, window: 2 } })?.values['50.0']).toEqualTypeOf<
  number | null | undefined
>();
expectTypeOf(result({ normalize: { ...path, method: 'z-score' } })?.value).toEqualTypeOf<
  number | null | undefined
>();
const ofSeveral = { buckets_path: { a: 'mean', n: '_count' }, script: 'params.a / params.n' } as const;
expectTypeOf(result({ bucket_script: ofSeveral })?.value).toEqualTypeOf<number | null | undefined>();
expectTypeOf(() => result({ bucket_selector: ofSeveral })).returns.toBeUndefined();
expectTypeOf(() =>
  result({ bucket_sort: { sort: [{ mean: { order: 'desc' } }, 'a'], size: 3 } }),
).returns.toBeUndefined();
expectTypeOf(result({ change_point: path }).type.dip?.p_value).toEqualTypeOf<number | undefined>();
expectTypeOf(
  result({
    bucket_correlation: {
      ...path,
      function: { count_correlation: { indicator: { doc_count: 1, expectations: [1, 2] } } },
    },
  }).value,
).toEqualTypeOf<number | null>();
expectTypeOf(result({ bucket_count_ks_test: { ...path, alternative: ['less'] } }).less).toEqualTypeOf<
  number | undefined
>();
expectTypeOf(result({ inference: { buckets_path: { a: 'mean' }, model_id: 'x' } })?.warning).toEqualTypeOf<
  string | undefined
>();
// @ts-expect-error without a path
result({ avg_bucket: {} });
// @ts-expect-error a path of another type
result({ max_bucket: { buckets_path: 1 } });
// @ts-expect-error no such option
result({ min_bucket: { ...path, gap: 'skip' } });
// @ts-expect-error no such policy
result({ sum_bucket: { ...path, gap_policy: 'jump' } });
// @ts-expect-error without a path
result({ stats_bucket: {} });
// @ts-expect-error an option of another type
result({ extended_stats_bucket: { ...path, sigma: '2' } });
// @ts-expect-error an option of another type
result({ percentiles_bucket: { ...path, percents: ['50'] } });
// @ts-expect-error no such option
result({ derivative: { ...path, units: 'day' } });
// @ts-expect-error without a path
result({ cumulative_sum: {} });
// @ts-expect-error without a path
result({ cumulative_cardinality: {} });
// @ts-expect-error an option of another type
result({ serial_diff: { ...path, lag: '2' } });
// @ts-expect-error without a script
result({ moving_fn: { ...path, window: 2 } });
// @ts-expect-error no such model
result({ moving_avg: { ...path, model: 'guess' } });
// @ts-expect-error no such option
result({ moving_percentiles: { ...path, windows: 2 } });
// @ts-expect-error no such method
result({ normalize: { ...path, method: 'guess' } });
// @ts-expect-error without a script
result({ bucket_script: path });
// @ts-expect-error without a script
result({ bucket_selector: path });
// @ts-expect-error no such order
result({ bucket_sort: { sort: [{ mean: { order: 'up' } }] } });
// @ts-expect-error without a path
result({ change_point: {} });
// @ts-expect-error without a function
result({ bucket_correlation: path });
// @ts-expect-error no such option
result({ bucket_count_ks_test: { ...path, alternatives: ['less'] } });
// @ts-expect-error without a model
result({ inference: path });

// — what is not known before the program runs ——————————————————————————————————————————————————————————————————

declare const dynamic: Aggregations<Lot>;
expectTypeOf(results(dynamic)).toEqualTypeOf<{ readonly [name: string]: unknown }>();
declare const one: Aggregation<Lot>;
expectTypeOf(results({ one }).one).toBeUnknown();
declare const either:
  { readonly avg: { readonly field: 'price' } } | { readonly max: { readonly field: 'price' } };
expectTypeOf(results({ either }).either).toBeUnknown();
expectTypeOf(result({ avg: { field: 'price' }, meta: { of: 'us' } }).meta.of).toEqualTypeOf<'us'>();

// — what inference alone does not see ——————————————————————————————————————————————————————————————————————————

// @ts-expect-error no such kind
results({ a: { term: { field: 'status' } } });
// @ts-expect-error no such kind beside one
results({ a: { terms: { field: 'status' }, agggs: {} } });
// @ts-expect-error no such option
results({ a: { terms: { field: 'status', sise: 1 } } });
// @ts-expect-error no such option inside
results({ a: { global: {}, aggs: { b: { terms: { field: 'status', sise: 1 } } } } });
// @ts-expect-error no such option inside, by the long name
results({ a: { global: {}, aggregations: { b: { terms: { field: 'status', sise: 1 } } } } });
// @ts-expect-error no such field inside
results({ a: { filter: {}, aggs: { b: { avg: { field: 'prize' } } } } });
