// Each aggregation kind on a real server: what it gives, or that this server does not know it.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { AfterLoad, DataSource, Document, Id } from 'elastodm';
import type { Aggregations, Repository } from 'elastodm';
import { testIndices } from '../../support/cleanup.js';
import { rejection } from '../../support/failing.js';
import { Bid, lacking, LotFields } from '../../support/lots.js';
import { serverOptions } from '../../support/server.js';

const newIndex = testIndices();

@Document({ index: newIndex('aggregation-kinds'), settings: { number_of_shards: 1, number_of_replicas: 0 } })
class Lot extends LotFields {
  @Id() id?: string;
  #loaded = false;
  @AfterLoad() wake(): void {
    this.#loaded = true;
  }
  isLoaded(): boolean {
    return this.#loaded;
  }
}

const dataSource = new DataSource({
  connections: { default: serverOptions() },
  documents: [Lot],
  synchronize: 'create',
});
let lots: Repository<Lot>;

const bid = (bidder: string, amount: number): Bid => Object.assign(new Bid(), { bidder, amount });

beforeAll(async () => {
  await dataSource.initialize();
  lots = dataSource.getRepository(Lot);
  const at = (day: string): Date => new Date(`${day}T12:00:00Z`);
  await lots.saveMany(
    [
      lots.create({
        id: 'a',
        title: 'old red chair',
        status: 'open',
        price: 10,
        grade: 1,
        rare: true,
        opened: at('2024-01-01'),
        place: { lat: 52, lon: 13 },
        ip: '10.0.0.1',
        bids: [bid('ann', 11), bid('bob', 12)],
      }),
      lots.create({
        id: 'b',
        title: 'old blue chair',
        status: 'open',
        price: 20,
        grade: 2,
        rare: false,
        opened: at('2024-01-02'),
        place: { lat: 48, lon: 11 },
        ip: '10.0.1.1',
        bids: [bid('ann', 21)],
      }),
      lots.create({
        id: 'c',
        title: 'new red table',
        status: 'sold',
        price: 30,
        grade: 2,
        rare: false,
        opened: at('2024-02-01'),
      }),
    ],
    { refresh: true },
  );
});
afterAll(() => dataSource.close());

const result = async (aggs: Aggregations<Lot>, query: object = { match_all: {} }): Promise<unknown> =>
  (await lots.search({ size: 0, query, aggs })).aggs;

const month = (key: number): object => ({
  key,
  key_as_string: new Date(key).toISOString(),
  key_as_date: new Date(key),
});
const january = month(Date.UTC(2024, 0));
const february = month(Date.UTC(2024, 1));
const sum = { sum: { field: 'price' } } as const;
const days = { date_histogram: { field: 'opened', calendar_interval: 'month' }, aggs: { sum } } as const;
const ofDays = { buckets_path: 'days>sum' } as const;

type Row = readonly [kind: string, aggregation: Aggregations<Lot>[string], expected: unknown];

const buckets: readonly Row[] = [
  [
    'composite',
    {
      composite: {
        sources: [
          { status: { terms: { field: 'status' } } },
          { rare: { terms: { field: 'rare' } } },
          { opened: { terms: { field: 'opened' } } },
          { month: { date_histogram: { field: 'opened', calendar_interval: 'month', format: 'yyyy-MM' } } },
          { price: { histogram: { field: 'price', interval: 20 } } },
          { tile: { geotile_grid: { field: 'place', precision: 3, missing_bucket: true } } },
        ],
        after: {
          status: 'open',
          rare: true,
          opened: 1704110400000,
          month: '2024-01',
          price: 0,
          tile: '3/4/2',
        },
      },
    },
    {
      after_key: {
        status: 'sold',
        rare: false,
        opened: 1706788800000,
        month: '2024-02',
        price: 20,
        tile: null,
      },
      buckets: [
        {
          key: {
            status: 'sold',
            rare: false,
            opened: 1706788800000,
            month: '2024-02',
            price: 20,
            tile: null,
          },
          doc_count: 1,
        },
      ],
    },
  ],
  [
    'date_histogram',
    { date_histogram: { field: 'opened', calendar_interval: 'month' } },
    {
      buckets: [
        { ...january, doc_count: 2 },
        { ...february, doc_count: 1 },
      ],
    },
  ],
  [
    'date_histogram, keyed',
    { date_histogram: { field: 'opened', calendar_interval: 'year', format: 'yyyy', keyed: true } },
    { buckets: { '2024': { ...january, key_as_string: '2024', doc_count: 3 } } },
  ],
  [
    'date_range',
    { date_range: { field: 'opened', ranges: [{ key: 'new', from: new Date(Date.UTC(2024, 1)) }] } },
    {
      buckets: [
        { key: 'new', from: 1706745600000, from_as_string: '2024-02-01T00:00:00.000Z', doc_count: 1 },
      ],
    },
  ],
  [
    'diversified_sampler',
    { diversified_sampler: { field: 'status', max_docs_per_value: 1 }, aggs: { sum } },
    { doc_count: 2, sum: { value: 40 } },
  ],
  ['filter', { filter: { term: { rare: true } } }, { doc_count: 1 }],
  [
    'filters',
    { filters: { filters: { rare: { term: { rare: true } } }, other_bucket_key: 'rest' } },
    { buckets: { rare: { doc_count: 1 }, rest: { doc_count: 2 } } },
  ],
  [
    'filters, listed',
    { filters: { filters: [{ term: { rare: true } }], other_bucket: true } },
    { buckets: [{ doc_count: 1 }, { doc_count: 2 }] },
  ],
  [
    'geo_distance',
    {
      geo_distance: {
        field: 'place',
        origin: [13, 52],
        unit: 'km',
        keyed: true,
        ranges: [{ key: 'near', to: 100 }, { from: 100 }],
      },
    },
    { buckets: { near: { from: 0, to: 100, doc_count: 1 }, '100.0-*': { from: 100, doc_count: 1 } } },
  ],
  [
    'geohash_grid',
    { geohash_grid: { field: 'place', precision: 2 } },
    {
      buckets: [
        { key: 'u3', doc_count: 1 },
        { key: 'u0', doc_count: 1 },
      ],
    },
  ],
  [
    'geotile_grid',
    { geotile_grid: { field: 'place', precision: 3 } },
    { buckets: [{ key: '3/4/2', doc_count: 2 }] },
  ],
  ['global', { global: {} }, { doc_count: 3 }],
  [
    'histogram',
    { histogram: { field: 'price', interval: 20, keyed: true } },
    { buckets: { '0.0': { key: 0, doc_count: 1 }, '20.0': { key: 20, doc_count: 2 } } },
  ],
  [
    'ip_prefix',
    { ip_prefix: { field: 'ip', prefix_length: 24, keyed: true } },
    {
      buckets: {
        '10.0.0.0': { netmask: '255.255.255.0', doc_count: 1, is_ipv6: false, prefix_length: 24 },
        '10.0.1.0': { netmask: '255.255.255.0', doc_count: 1, is_ipv6: false, prefix_length: 24 },
      },
    },
  ],
  [
    'ip_range',
    { ip_range: { field: 'ip', ranges: [{ mask: '10.0.0.0/24' }, { key: 'rest', from: '10.0.1.0' }] } },
    {
      buckets: [
        { key: '10.0.0.0/24', from: '10.0.0.0', to: '10.0.1.0', doc_count: 1 },
        { key: 'rest', from: '10.0.1.0', doc_count: 1 },
      ],
    },
  ],
  ['missing', { missing: { field: 'ip' } }, { doc_count: 1 }],
  [
    'nested and reverse_nested',
    {
      nested: { path: 'bids' },
      aggs: { ann: { filter: { term: { 'bids.bidder': 'ann' } }, aggs: { lots: { reverse_nested: {} } } } },
    },
    { doc_count: 3, ann: { doc_count: 2, lots: { doc_count: 2 } } },
  ],
  [
    'random_sampler',
    { random_sampler: { probability: 1, seed: 7 }, aggs: { sum } },
    { seed: 7, probability: 1, doc_count: 3, sum: { value: 60 } },
  ],
  [
    'range',
    { range: { field: 'price', ranges: [{ key: 'low', to: 20 }, { from: 20 }] } },
    {
      buckets: [
        { key: 'low', to: 20, doc_count: 1 },
        { key: '20.0-*', from: 20, doc_count: 2 },
      ],
    },
  ],
  [
    'range, keyed',
    { range: { field: 'price', keyed: true, ranges: [{ key: 'low', to: 20 }] } },
    { buckets: { low: { to: 20, doc_count: 1 } } },
  ],
  ['rare_terms', { rare_terms: { field: 'status' } }, { buckets: [{ key: 'sold', doc_count: 1 }] }],
  ['sampler', { sampler: { shard_size: 3 }, aggs: { sum } }, { doc_count: 3, sum: { value: 60 } }],
  [
    'terms',
    { terms: { field: 'rare' } },
    {
      doc_count_error_upper_bound: 0,
      sum_other_doc_count: 0,
      buckets: [
        { key: 0, key_as_string: 'false', doc_count: 2 },
        { key: 1, key_as_string: 'true', doc_count: 1 },
      ],
    },
  ],
  [
    'terms of dates',
    { terms: { field: 'opened', size: 1 } },
    {
      doc_count_error_upper_bound: 0,
      sum_other_doc_count: 2,
      buckets: [{ ...month(Date.UTC(2024, 0, 1, 12)), doc_count: 1 }],
    },
  ],
  [
    'variable_width_histogram',
    { variable_width_histogram: { field: 'price', buckets: 2 } },
    {
      buckets: [
        { min: 10, key: 15, max: 20, doc_count: 2 },
        { min: 30, key: 30, max: 30, doc_count: 1 },
      ],
    },
  ],
];

const metrics: readonly Row[] = [
  ['avg', { avg: { field: 'price' } }, { value: 20 }],
  ['cardinality', { cardinality: { field: 'status' } }, { value: 2 }],
  [
    'extended_stats',
    { extended_stats: { field: 'price' } },
    expect.objectContaining({ count: 3, sum: 60, sum_of_squares: 1400, variance_sampling: 100 }),
  ],
  [
    'geo_bounds',
    { geo_bounds: { field: 'place' } },
    {
      bounds: {
        top_left: { lat: expect.closeTo(52, 4), lon: expect.closeTo(11, 4) },
        bottom_right: { lat: expect.closeTo(48, 4), lon: expect.closeTo(13, 4) },
      },
    },
  ],
  [
    'geo_centroid',
    { geo_centroid: { field: 'place' } },
    { location: { lat: expect.closeTo(50, 4), lon: expect.closeTo(12, 4) }, count: 2 },
  ],
  [
    'max',
    { max: { field: 'opened' } },
    { value: 1706788800000, value_as_string: '2024-02-01T12:00:00.000Z' },
  ],
  ['median_absolute_deviation', { median_absolute_deviation: { field: 'price' } }, { value: 10 }],
  ['min', { min: { field: 'price' } }, { value: 10 }],
  ['percentile_ranks', { percentile_ranks: { field: 'price', values: [20] } }, { values: { '20.0': 50 } }],
  [
    'percentiles',
    { percentiles: { field: 'price', percents: [50, 99.9], format: '0.0' } },
    {
      values: {
        '50.0': 20,
        '50.0_as_string': '20.0',
        '99.9': expect.closeTo(29.98, 2),
        '99.9_as_string': '30.0',
      },
    },
  ],
  [
    'percentiles, listed',
    { percentiles: { field: 'price', percents: [50], keyed: false } },
    { values: [{ key: 50, value: 20 }] },
  ],
  ['stats', { stats: { field: 'price' } }, { count: 3, min: 10, max: 30, avg: 20, sum: 60 }],
  ['sum', { sum: { field: 'price' } }, { value: 60 }],
  ['value_count', { value_count: { field: 'ip' } }, { value: 2 }],
  [
    'weighted_avg',
    { weighted_avg: { value: { field: 'price' }, weight: { field: 'grade' } } },
    { value: 22 },
  ],
];

const bothMonths = ['2024-01-01T00:00:00.000Z', '2024-02-01T00:00:00.000Z'];
const siblings: readonly Row[] = [
  ['avg_bucket', { avg_bucket: ofDays }, { value: 30 }],
  [
    'extended_stats_bucket',
    { extended_stats_bucket: ofDays },
    expect.objectContaining({ count: 2, sum: 60, variance: 0 }),
  ],
  ['max_bucket', { max_bucket: ofDays }, { value: 30, keys: bothMonths }],
  ['min_bucket', { min_bucket: ofDays }, { value: 30, keys: bothMonths }],
  ['percentiles_bucket', { percentiles_bucket: { ...ofDays, percents: [50] } }, { values: { '50.0': 30 } }],
  ['stats_bucket', { stats_bucket: ofDays }, { count: 2, min: 30, max: 30, avg: 30, sum: 60 }],
  ['sum_bucket', { sum_bucket: ofDays }, { value: 60 }],
];

describe('buckets', () => {
  test.each(buckets)('%s', async (_, x, expected) => {
    expect(await result({ x })).toEqual({ x: expected });
  });

  test('significant_terms and significant_text', async () => {
    const aggs = {
      status: { significant_terms: { field: 'status', min_doc_count: 1 } },
      words: { significant_text: { field: 'title', min_doc_count: 2 } },
    } as const;
    const open = { doc_count: 2, score: 0.5, bg_count: 2 };
    expect(await result(aggs, { term: { status: 'open' } })).toEqual({
      status: { doc_count: 2, bg_count: 3, buckets: [{ key: 'open', ...open }] },
      words: {
        doc_count: 2,
        bg_count: 3,
        buckets: expect.arrayContaining([
          { key: 'chair', ...open },
          { key: 'old', ...open },
        ]),
      },
    });
  });
});

describe('values', () => {
  test.each(metrics)('%s', async (_, x, expected) => {
    expect(await result({ x })).toEqual({ x: expected });
  });
});

describe('values of other results', () => {
  test.each(siblings)('%s', async (_, x, expected) => {
    expect(await result({ days, x })).toMatchObject({ x: expected });
  });

  test('cumulative_sum and serial_diff, in each bucket', async () => {
    const { aggs } = await lots.search({
      size: 0,
      aggs: {
        days: {
          date_histogram: { field: 'opened', calendar_interval: 'month' },
          aggs: {
            sum: { sum: { field: 'price' } },
            all: { cumulative_sum: { buckets_path: 'sum' } },
            more: { serial_diff: { buckets_path: 'sum' } },
          },
        },
      },
    });
    expect(aggs.days.buckets.map(({ all, more }) => [all.value, more?.value])).toEqual([
      [30, undefined],
      [60, 0],
    ]);
  });
});

describe('top_hits', () => {
  test('gives instances that can be saved, with their hooks called', async () => {
    const { aggs } = await lots.search({
      size: 0,
      aggs: {
        status: {
          terms: { field: 'status' },
          aggs: { best: { top_hits: { size: 1, sort: [{ price: 'desc' }] } } },
        },
      },
    });
    const [open, sold] = aggs.status.buckets.map(({ best }) => best);
    expect([open?.total, open?.totalRelation, open?.length, sold?.total]).toEqual([2, 'eq', 1, 1]);
    expect([...(open ?? [])].map(({ id }) => id)).toEqual(['b']);
    const lot = open?.documents[0];
    expect(lot).toBeInstanceOf(Lot);
    expect(lot?.isLoaded()).toBe(true);
    expect(lot?.bids[0]).toBeInstanceOf(Bid);
    lot!.title = 'old blue chair!';
    await lots.save(lot!, { refresh: true });
    expect((await lots.get('b')).title).toBe('old blue chair!');
  });

  test('gives parts that know nothing of the whole', async () => {
    const { aggs } = await lots.search({
      size: 0,
      aggs: { best: { top_hits: { size: 1, sort: ['price'], _source: ['title'] } } },
    });
    const [part] = aggs.best.documents;
    expect(part).toBeInstanceOf(Lot);
    expect({ ...part }).toMatchObject({ id: 'a', title: 'old red chair' });
    expect(Object.keys(part!)).not.toContain('price');
    await expect(lots.save(part as Lot)).rejects.toThrow();
  });

  test('gives nested objects, and the documents that hold them', async () => {
    const { aggs } = await lots.search({
      size: 0,
      aggs: {
        bids: {
          nested: { path: 'bids' },
          aggs: {
            highest: { top_hits: { size: 1, sort: [{ 'bids.amount': 'desc' }] } },
            of: { reverse_nested: {}, aggs: { lots: { top_hits: { size: 1, sort: ['price'] } } } },
          },
        },
      },
    });
    const { highest, of } = aggs.bids;
    expect(highest.documents[0]).toBeInstanceOf(Bid);
    expect(highest.hits[0]).toMatchObject({ id: 'b', document: { bidder: 'ann', amount: 21 } });
    expect(of.lots.documents[0]).toBeInstanceOf(Lot);
    expect(of.lots.hits[0]).toMatchObject({ id: 'a', document: { price: 10 } });
  });
});

describe('the pages of a composite aggregation', () => {
  const composite = {
    size: 1,
    sources: [{ status: { terms: { field: 'status' } } }, { rare: { terms: { field: 'rare' } } }],
  } as const;

  test('follow one another', async () => {
    const found: unknown[] = [];
    for await (const { key, doc_count: count, dear } of lots.iterateBuckets({
      composite,
      aggs: { dear: { max: { field: 'price' } } },
    })) {
      found.push([key.status, key.rare, count, dear.value]);
    }
    expect(found).toEqual([
      ['open', false, 1, 20],
      ['open', true, 1, 10],
      ['sold', false, 1, 30],
    ]);
  });

  test('are of the documents that match, and end with the loop', async () => {
    const keys: unknown[] = [];
    for await (const { key } of lots.iterateBuckets({ query: { term: { status: 'open' } }, composite })) {
      keys.push(key);
      if (keys.length === 1) break;
    }
    expect(keys).toEqual([{ status: 'open', rare: false }]);
    const none = lots.iterateBuckets({ query: { match_none: {} }, composite });
    await expect(none.next()).resolves.toEqual({ done: true, value: undefined });
  });
});

test('aggs are there exactly when they were asked for', async () => {
  expect((await lots.search({ size: 0 })).aggs).toBeUndefined();
  expect((await lots.search({ size: 0, aggs: {} })).aggs).toEqual({});
});

// When one of these succeeds, the server can do it: give it a row above.
describe('not on this server', () => {
  test.each(Object.entries(lacking))('%s', async (_, aggs) => {
    const error = await rejection(lots.search({ size: 0, aggs } as object));
    expect(error).toMatchObject({ code: 'REQUEST_REFUSED', details: { status: 400 } });
  });
});
