// For each field type: options that it needs, and a generator of the values that TypeScript lets its property have.
import * as elastodm from 'elastodm';
import { DataSource, DateField, Document, Integer, Keyword } from 'elastodm';
import type { Class, DocumentMetadata, DocumentOptions } from 'elastodm';
import fc from 'fast-check';
import { fieldTypes } from '../../../src/metadata/field-types.js';
import type { FieldType } from '../../../src/metadata/field-types.js';

export class Inner {
  @Keyword() name?: string | null;
  @Integer() count?: number;
  @DateField() at?: Date | null;
}

export interface Sample {
  /** What the decorator is told. */
  readonly options: Readonly<Record<string, unknown>>;
  readonly values: fc.Arbitrary<unknown>;
}

const many = (item: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc.oneof(item, fc.constant(null), fc.array(item, { maxLength: 3 }));
const single = (item: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> => fc.oneof(item, fc.constant(null));

const word = fc.stringMatching(/^[a-z]{1,6}$/);
const text = fc.string({ unit: 'grapheme', maxLength: 20 });
const whole = (min: number, max: number): fc.Arbitrary<number> => fc.integer({ min, max });
// JSON has no -0.
const float = (limit: number): fc.Arbitrary<number> =>
  fc.double({ min: -limit, max: limit, noNaN: true }).map((value) => value + 0);
const someDate = fc.date({
  min: new Date('0001-01-01T00:00:00Z'),
  max: new Date('9999-12-31T23:59:59.999Z'),
  noInvalidDate: true,
});
const ipv4 = fc.ipV4();
const ip = fc.oneof(ipv4, fc.ipV6());

/** Ranges with open, closed and missing ends; the upper end is well above the lower. */
function range<T>(ends: fc.Arbitrary<readonly [T, T]>): fc.Arbitrary<unknown> {
  const lower = fc.constantFrom('gt', 'gte', undefined);
  const upper = fc.constantFrom('lt', 'lte', undefined);
  return fc.tuple(ends, lower, upper, fc.boolean()).map(([[from, to], low, high, unbounded]) => ({
    ...(low === undefined ? {} : { [low]: from }),
    ...(high === undefined ? (unbounded ? { lt: null } : {}) : { [high]: to }),
  }));
}
const wholeRange = (limit: number): fc.Arbitrary<unknown> =>
  range(
    fc.tuple(whole(-limit, limit - 1000), whole(2, 1000)).map(([from, gap]) => [from, from + gap] as const),
  );
const floatRange = range(
  fc.tuple(float(1e6), whole(1, 1000)).map(([from, gap]) => [from, from + gap] as const),
);

const place = (limit: number): fc.Arbitrary<number> =>
  whole(-limit * 1000, limit * 1000).map((n) => n / 1000);
const lonLat = fc.tuple(place(180), place(90));
const geoPoint = fc.oneof(
  lonLat.map(([lon, lat]) => ({ lat, lon })),
  lonLat.map((coordinates) => ({ type: 'Point', coordinates })),
  lonLat,
  lonLat.map(([lon, lat]) => `${lat},${lon}`),
  lonLat.map(([lon, lat]) => `POINT (${lon} ${lat})`),
  fc.stringMatching(/^[0-9b-hjkmnp-z]{4,8}$/),
);
const planePoint = fc.oneof(
  lonLat.map(([x, y]) => ({ x, y })),
  lonLat,
  lonLat.map(([x, y]) => `${x},${y}`),
);
const shape = fc.oneof(
  lonLat.map((coordinates) => ({ type: 'Point', coordinates })),
  fc
    .tuple(lonLat, lonLat)
    .filter(([from, to]) => from.join() !== to.join())
    .map((coordinates) => ({ type: 'LineString', coordinates })),
  lonLat.map(([x, y]) => `POINT (${x} ${y})`),
);

// Elasticsearch keeps eight binary digits of them.
const weight = whole(1, 255).map((eighths) => eighths / 8);
const weights = fc.dictionary(word, weight, { minKeys: 1, maxKeys: 4, noNullPrototype: true });
const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.oneof(text, whole(-1e6, 1e6), fc.boolean(), fc.constant(null)),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.dictionary(word, tie('value'), { maxKeys: 3, noNullPrototype: true }),
  ),
})).value;
const object = fc.dictionary(word, json, { maxKeys: 4, noNullPrototype: true });
const flat = fc.dictionary(
  word,
  fc.oneof(text, whole(-1e6, 1e6), fc.boolean(), fc.dictionary(word, text, { noNullPrototype: true })),
  { maxKeys: 4, noNullPrototype: true },
);
const inner = fc
  .record(
    { name: fc.option(text), count: whole(-5, 5), at: fc.option(someDate) },
    { requiredKeys: [], noNullPrototype: true },
  )
  .map((values) => Object.assign(new Inner(), values));

const plain = (values: fc.Arbitrary<unknown>): Sample => ({ options: {}, values });
// Elasticsearch keeps vectors as floats of 32 bits: these are exact.
const vector = fc.array(
  whole(-800, 800).map((eighths) => eighths / 8),
  { minLength: 3, maxLength: 3 },
);

/** All types that have values. */
export const samples: Readonly<Record<Exclude<FieldType, 'alias'>, Sample>> = {
  aggregate_metric_double: {
    options: { metrics: ['min', 'max'], default_metric: 'max' },
    values: single(fc.record({ min: float(1e9), max: float(1e9) }, { noNullPrototype: true })),
  },
  binary: plain(many(fc.uint8Array({ maxLength: 20 }))),
  boolean: plain(many(fc.boolean())),
  byte: plain(many(whole(-128, 127))),
  completion: plain(
    many(
      fc.oneof(
        word,
        fc.record(
          { input: fc.oneof(word, fc.array(word, { minLength: 1, maxLength: 3 })), weight: whole(0, 1000) },
          { requiredKeys: ['input'], noNullPrototype: true },
        ),
      ),
    ),
  ),
  constant_keyword: { options: { value: 'web' }, values: single(fc.constant('web')) },
  counted_keyword: plain(many(text)),
  date: plain(many(someDate)),
  date_nanos: plain(
    many(
      fc
        .tuple(whole(0, 9_000_000_000), whole(0, 999_999_999))
        .map(
          ([seconds, nanos]) =>
            `${new Date(seconds * 1000).toISOString().slice(0, 19)}.${String(nanos).padStart(9, '0')}Z`,
        ),
    ),
  ),
  date_range: plain(
    many(
      range(
        fc
          .tuple(whole(0, 1e9), whole(1, 1e6))
          .map(([from, gap]) => [new Date(from * 1000), new Date((from + gap) * 1000)] as const),
      ),
    ),
  ),
  dense_vector: { options: { dims: 3, index: true, similarity: 'l2_norm' }, values: single(vector) },
  double: plain(many(float(Number.MAX_VALUE))),
  double_range: plain(many(floatRange)),
  exponential_histogram: plain(single(object)),
  flattened: plain(single(flat)),
  float: plain(many(float(3.4e38))),
  float_range: plain(many(floatRange)),
  geo_point: plain(many(geoPoint)),
  geo_shape: plain(many(shape)),
  half_float: plain(many(float(65_504))),
  histogram: plain(
    single(
      fc.array(fc.tuple(float(1e9), whole(0, 1e6)), { maxLength: 5 }).map((bars) => ({
        values: bars.map(([value]) => value),
        counts: bars.map(([, count]) => count),
      })),
    ),
  ),
  icu_collation_keyword: plain(many(text)),
  integer: plain(many(whole(-(2 ** 31), 2 ** 31 - 1))),
  integer_range: plain(many(wholeRange(2 ** 31 - 1))),
  ip: plain(many(ip)),
  ip_range: plain(
    many(
      fc.oneof(
        fc.tuple(ipv4, whole(1, 32)).map(([address, bits]) => `${address}/${bits}`),
        fc.tuple(whole(0, 200), whole(1, 50)).map(([from, gap]) => ({
          gte: `10.0.0.${from}`,
          lte: `10.0.0.${from + gap}`,
        })),
      ),
    ),
  ),
  join: {
    options: { relations: { question: 'answer' } },
    values: single(
      fc.oneof(
        fc.constant('question'),
        fc.record({ name: fc.constant('answer'), parent: word }, { noNullPrototype: true }),
      ),
    ),
  },
  keyword: plain(many(text)),
  long: plain(many(fc.maxSafeInteger())),
  long_range: plain(many(wholeRange(2 ** 50))),
  match_only_text: plain(many(text)),
  murmur3: plain(many(text)),
  nested: plain(many(inner)),
  object: plain(many(inner)),
  passthrough: { options: { priority: 1 }, values: single(inner) },
  percolator: plain(single(fc.record({ term: flat }, { noNullPrototype: true }))),
  point: plain(many(planePoint)),
  rank_feature: plain(single(weight)),
  rank_features: plain(single(weights)),
  rank_vectors: { options: { dims: 3 }, values: single(fc.array(vector, { maxLength: 3 })) },
  scaled_float: { options: { scaling_factor: 100 }, values: many(float(1e12)) },
  search_as_you_type: plain(many(text)),
  semantic_text: plain(many(text)),
  shape: plain(many(shape)),
  short: plain(many(whole(-32_768, 32_767))),
  sparse_vector: plain(single(weights)),
  text: plain(many(text)),
  token_count: { options: { analyzer: 'standard' }, values: many(text) },
  unsigned_long: plain(many(fc.maxSafeNat())),
  version: plain(many(fc.tuple(fc.nat(20), fc.nat(20)).map((parts) => parts.join('.')))),
  wildcard: plain(many(text)),
};

const unsafe = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n });

/** Fields with `bigint: true`. */
export const bigintSamples: Readonly<Partial<Record<FieldType, Sample>>> = {
  long: { options: { bigint: true }, values: many(unsafe) },
  long_range: {
    options: { bigint: true },
    values: many(
      range(
        fc
          .tuple(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 2000n }), fc.bigInt({ min: 2n, max: 1000n }))
          .map(([from, gap]) => [from, from + gap] as const),
      ),
    ),
  },
  unsigned_long: { options: { bigint: true }, values: many(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n })) },
};

/** Objects without a class. */
export const freeSamples: Readonly<Record<string, Sample>> = {
  object: { options: { enabled: false }, values: json },
};

export type Holder = Record<string, unknown> & { id?: string };
type Decorate = (prototype: object, property: string) => void;
const withClass: ReadonlySet<string> = new Set(['object', 'nested', 'passthrough']);

/** A class with a field for each property, made without decorator syntax. */
export function classOf(
  fields: Readonly<Record<string, readonly [type: FieldType, options: Readonly<Record<string, unknown>>]>>,
  documentOptions: DocumentOptions = { index: 'holders' },
): Class<Holder> {
  class Thing {
    id?: string;
  }
  for (const [property, [type, options]] of Object.entries(fields)) {
    const decorator = (elastodm as unknown as Record<string, (...args: unknown[]) => Decorate>)[
      fieldTypes[type].decorator
    ]!;
    const said = withClass.has(type) && options['enabled'] !== false ? [() => Inner, options] : [options];
    decorator(...said)(Thing.prototype, property);
  }
  (elastodm.Id() as unknown as Decorate)(Thing.prototype, 'id');
  (Document(documentOptions) as unknown as (target: Class) => void)(Thing);
  return Thing as unknown as Class<Holder>;
}

export function metadataOf(target: Class): DocumentMetadata {
  return new DataSource({ documents: [target] }).getMetadata(target);
}
