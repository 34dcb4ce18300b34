// Values of each kind that the server of the tests has: saved, read again, and found.
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  Alias,
  Binary,
  BooleanField,
  Completion,
  DataSource,
  DateField,
  DateNanos,
  DateRange,
  DenseVector,
  Document,
  Double,
  Flattened,
  GeoPoint,
  Id,
  IntegerRange,
  Ip,
  IpRange,
  Keyword,
  Long,
  ObjectField,
  SparseVector,
  Text,
} from 'elastodm';
import type { Range, Repository } from 'elastodm';
import type { FieldType } from '../../../src/metadata/field-types.js';
import { testIndices } from '../../support/cleanup.js';
import { serverOptions } from '../../support/server.js';
import { classOf, freeSamples, samples } from '../../unit/hydration/every-field.js';

const newIndex = testIndices();

abstract class Base {
  @Id() id?: string;
  @DateField() createdAt = new Date('2026-01-31T09:05:00.123Z');
}
class Address {
  @Keyword() city!: string;
  @GeoPoint() place?: { lat: number; lon: number };
}
@Document({ index: newIndex('values'), settings: { number_of_replicas: 0 } })
class Thing extends Base {
  @Text() title?: string;
  @Alias({ path: 'title' }) headline?: string;
  @BooleanField() active?: boolean | boolean[];
  @Long() bytes?: number;
  @Double() price?: number;
  @DateField() dates?: Date[];
  @DateField({ format: 'yyyy-MM-dd HH:mm:ss||strict_date_optional_time' }) local?: Date;
  @DateNanos() exact?: string;
  @DateRange() valid?: Range<Date>;
  @IntegerRange() ages?: Range<number> | Range<number>[];
  @Ip() ip?: string;
  @IpRange() network?: string;
  @Binary() bytesOf?: Uint8Array;
  @GeoPoint() place?: { lat: number; lon: number };
  @GeoPoint() pair?: [number, number];
  @Flattened() labels?: Record<string, unknown>;
  @DenseVector({ dims: 3, index: true, similarity: 'l2_norm' }) vector?: number[];
  @SparseVector() terms?: Record<string, number>;
  @Completion() suggest?: string[];
  @ObjectField({ enabled: false }) payload?: unknown[] | Record<string, unknown> | null;
  @ObjectField(() => Address) address?: Address;
}
const dataSource = new DataSource({
  connections: { default: serverOptions() },
  documents: [Thing],
  synchronize: 'create',
});
let things: Repository<Thing>;

beforeAll(async () => {
  await dataSource.initialize();
  things = dataSource.getRepository(Thing);
});
afterAll(() => dataSource.close());

const rows: readonly (readonly [name: string, values: Partial<Thing>])[] = [
  ['a date of the base class', { createdAt: new Date('1965-01-01T00:00:00.001Z') }],
  ['lists of dates', { dates: [new Date(0), new Date('2026-12-31T23:59:59.999Z')] }],
  ['booleans', { active: [true, false] }],
  ['whole numbers as far as JavaScript has them', { bytes: Number.MAX_SAFE_INTEGER }],
  ['floating-point numbers', { price: 0.1 + 0.2 }],
  ['nanoseconds', { exact: '2026-01-31T09:05:00.123456789Z' }],
  [
    'a range of dates',
    { valid: { gte: new Date('2026-01-01T00:00:00Z'), lt: new Date('2027-01-01T00:00:00Z') } },
  ],
  ['ranges of numbers', { ages: [{ gte: 1, lt: 5 }, { gt: 18 }] }],
  ['addresses and networks', { ip: '192.168.0.1', network: '10.0.0.0/8' }],
  ['bytes', { bytesOf: new Uint8Array([0, 1, 127, 128, 255]) }],
  ['no bytes', { bytesOf: new Uint8Array() }],
  ['places', { place: { lat: 52.5, lon: 13.4 }, pair: [13.4, 52.5] }],
  ['a flattened object', { labels: { env: 'prod', deep: { n: 1, list: ['a', 'b'] } } }],
  ['a vector', { vector: [0.5, -1, 2] }],
  ['weighted terms', { terms: { elastic: 1.5, search: 0.25 } }],
  ['inputs of a suggester', { suggest: ['one', 'two'] }],
  ['any JSON that is not indexed', { payload: { a: [1, { b: null }], 'c.d': '', e: {} } }],
  ['nothing', { payload: null }],
  [
    'an object of a class',
    { address: Object.assign(new Address(), { city: 'Berlin', place: { lat: 1, lon: 2 } }) },
  ],
];
test.each(rows)('%s', async (_name, values) => {
  const saved = await things.save(things.create(values));
  const read = await things.get(saved.id!);
  expect(read).toEqual(saved);
  // What was read is saved as the same source.
  const client = dataSource.connections.getConnection();
  const source = async (): Promise<unknown> =>
    (await client.get({ index: things.metadata.index, id: saved.id! }))._source;
  const before = await source();
  await things.save(read);
  expect(await source()).toEqual(before);
});

describe('dates', () => {
  test('that others wrote in other forms are the same instants', async () => {
    const client = dataSource.connections.getConnection();
    const instant = new Date('2026-01-31T09:05:00Z');
    const forms = [
      '2026-01-31T09:05:00',
      '2026-01-31T10:05:00+01:00',
      instant.getTime(),
      String(instant.getTime()),
    ];
    for (const createdAt of forms) {
      const { _id: id } = await client.index({
        index: things.metadata.index,
        document: { createdAt, local: '2026-01-31 09:05:00' },
      });
      const read = await things.get(id);
      expect([read.createdAt, read.local]).toEqual([instant, instant]);
      await things.delete(read);
    }
  });

  test('are found by the same instant in a query', async () => {
    const createdAt = new Date('2001-02-03T04:05:06.789Z');
    const saved = await things.save(things.create({ createdAt }), { refresh: true });
    const { documents } = await things.search({ query: { term: { createdAt } } });
    expect(documents).toEqual([saved]);
  });
});

test('an alias field is found, and is no value of its own', async () => {
  const saved = await things.save(things.create({ title: 'aliased' }), { refresh: true });
  const { documents } = await things.search({ query: { match: { headline: 'aliased' } } });
  expect(documents).toEqual([saved]);
  expect(documents[0]?.headline).toBeUndefined();
});

// The types that the server of the tests lacks: without their modules, or without a licence.
const lacking = [
  'aggregate_metric_double',
  'constant_keyword',
  'counted_keyword',
  'exponential_histogram',
  'geo_shape',
  'histogram',
  'icu_collation_keyword',
  'join',
  'match_only_text',
  'murmur3',
  'percolator',
  'point',
  'rank_feature',
  'rank_features',
  'rank_vectors',
  'scaled_float',
  'search_as_you_type',
  'semantic_text',
  'shape',
  'token_count',
  'unsigned_long',
  'version',
  'wildcard',
] as const satisfies readonly FieldType[];

test.each(lacking)('the server of the tests knows no %s', async (type) => {
  const index = newIndex('lacking');
  const properties = { field: { type, ...samples[type].options } } as never;
  await expect(
    dataSource.connections.getConnection().indices.create({ index, mappings: { properties } }),
  ).rejects.toMatchObject({ message: expect.stringContaining(type) as unknown });
});

// Elasticsearch refuses null there.
const withoutNull = ['sparse_vector'];

describe('generated values of', () => {
  const known = Object.entries(samples).filter(([type]) => !(lacking as readonly string[]).includes(type));
  const fields = Object.fromEntries(
    [...known, ['payload', freeSamples['object']!] as const].map(([name, { options }]) => [
      name,
      [name === 'payload' ? 'object' : (name as FieldType), options] as const,
    ]),
  );
  const Holder = classOf(fields, { index: newIndex('generated'), settings: { number_of_replicas: 0 } });
  const holders = new DataSource({
    connections: { default: serverOptions() },
    documents: [Holder],
    synchronize: 'create',
  });

  beforeAll(() => holders.initialize());
  afterAll(() => holders.close());

  test.each([...known.map(([type]) => type), 'payload'])('%s', async (name) => {
    const { values } = name === 'payload' ? freeSamples['object']! : samples[name as keyof typeof samples];
    const isStorable = (value: unknown): boolean => value !== null || !withoutNull.includes(name);
    const repository = holders.getRepository(Holder);
    const saved = fc
      .sample(values.filter(isStorable), 40)
      .map((value) => repository.create({ [name]: value }));
    await repository.saveMany(saved);
    expect(await repository.getMany(saved.map(({ id }) => id!))).toEqual(saved);
  });
});

async function rawSourceOf(index: string, id: string): Promise<string> {
  const { hosts, httpAuth } = serverOptions();
  const headers = new Headers();
  if (httpAuth !== undefined) headers.set('authorization', `Basic ${btoa(String(httpAuth))}`);
  return (await fetch(`${String(hosts).split(',')[0]!}/${index}/_source/${id}`, { headers })).text();
}

test('hostile keys of a source do no harm', async () => {
  const { index } = things.metadata;
  const id = 'hostile';
  const hostile = '"__proto__": {"isAdmin": true}, "constructor": {"prototype": {"isAdmin": true}}';
  // As another program may have written it. `payload` takes any keys.
  await dataSource.connections.getConnection().index({
    index,
    id,
    document: JSON.parse(`{"title": "x", "payload": {"a": {${hostile}}, ${hostile}}}`) as object,
    refresh: true,
  });
  await expect(rawSourceOf(index, id)).resolves.toContain('isAdmin');
  for (const thing of [
    await things.get(id),
    (await things.search({ query: { ids: { values: id } } })).documents[0]!,
  ]) {
    expect(JSON.stringify(thing.payload)).toBe('{"a":{}}');
    expect((thing as { isAdmin?: boolean }).isAdmin).toBeUndefined();
    expect((Object.assign({}, thing.payload) as { isAdmin?: boolean }).isAdmin).toBeUndefined();
    expect(thing.constructor).toBe(Thing);
  }
  expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
});
