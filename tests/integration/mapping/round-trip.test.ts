// Each field type: the index that a class makes is the index that the class describes, also where the class spells out
// what is Elasticsearch's default anyway.
import { describe, expect, test } from '@jest/globals';
import { DataSource, Document, Field, Join, Keyword, Nested, ObjectField, Passthrough } from 'elastodm';
import type { Class, FieldDecorator, FieldType } from 'elastodm';
import { fieldTypes } from '../../../src/metadata/field-types.js';
import { toMapping } from '../../../src/mapping/to-mapping.js';
import { testIndices } from '../../support/cleanup.js';
import { serverOptions } from '../../support/server.js';

const newIndex = testIndices();

class Part {
  @Keyword() name!: string;
}

/** The types that the server of the tests has: each with parameters, the defaults spelled out. */
const had: Partial<Record<FieldType, readonly object[]>> = {
  alias: [{ path: 'other' }],
  binary: [{}, { doc_values: false, store: false }, { store: true, doc_values: true }],
  boolean: [
    {},
    { index: true, doc_values: true, store: false, null_value: false },
    { index: false, ignore_malformed: true },
  ],
  byte: [
    {},
    { index: true, doc_values: true, store: false, coerce: true, ignore_malformed: false },
    { null_value: 1 },
  ],
  completion: [
    {},
    {
      max_input_length: 50,
      preserve_separators: true,
      preserve_position_increments: true,
      analyzer: 'simple',
    },
    { max_input_length: 20, analyzer: 'standard', preserve_separators: false },
  ],
  date: [
    {},
    {
      format: 'strict_date_optional_time||epoch_millis',
      index: true,
      doc_values: true,
      ignore_malformed: false,
    },
    { format: 'yyyy-MM-dd', null_value: '1970-01-01', store: true },
  ],
  date_nanos: [
    {},
    { format: 'strict_date_optional_time_nanos||epoch_millis' },
    { ignore_malformed: true, format: 'strict_date_optional_time' },
  ],
  date_range: [{}, { coerce: true, index: true, store: false }, { format: 'yyyy-MM-dd', coerce: false }],
  dense_vector: [
    {},
    { dims: 4 },
    { dims: 4, index: true, similarity: 'cosine', element_type: 'float' },
    { dims: 4, index: false },
    { dims: 4, similarity: 'l2_norm', index_options: { type: 'hnsw', m: 8, ef_construction: 50 } },
  ],
  double: [{}, { index: true, coerce: true, store: false }, { null_value: 1.5, index: false }],
  double_range: [{}, { coerce: true }, { index: false }],
  flattened: [
    {},
    {
      depth_limit: 20,
      doc_values: true,
      eager_global_ordinals: false,
      index: true,
      index_options: 'docs',
      split_queries_on_whitespace: false,
    },
    { depth_limit: 5, ignore_above: 10, null_value: 'none' },
  ],
  float: [{}, { doc_values: true, ignore_malformed: false }, { store: true }],
  float_range: [{}, { store: false }],
  geo_point: [
    {},
    { ignore_malformed: false, ignore_z_value: true, index: true, doc_values: true },
    { ignore_malformed: true, ignore_z_value: false },
  ],
  half_float: [{}, { index: true }, { doc_values: false }],
  integer: [
    {},
    { index: true, doc_values: true, coerce: true, ignore_malformed: false, store: false },
    { null_value: 0 },
  ],
  integer_range: [{}, { index: true, coerce: true }, { store: true }],
  ip: [{}, { index: true, doc_values: true, ignore_malformed: false, store: false }, { null_value: '::1' }],
  ip_range: [{}, { index: true, store: false }],
  keyword: [
    {},
    {
      index: true,
      doc_values: true,
      norms: false,
      store: false,
      eager_global_ordinals: false,
      index_options: 'docs',
      split_queries_on_whitespace: false,
    },
    { ignore_above: 256, null_value: 'none', normalizer: 'lowercase', norms: true, index_options: 'freqs' },
    { fields: { text: { type: 'text' } }, copy_to: 'other', meta: { unit: 'code' } },
    { copy_to: ['other'], similarity: 'boolean' },
  ],
  long: [{}, { index: true, coerce: true }, { coerce: false, ignore_malformed: true }],
  long_range: [{}, { coerce: false }],
  short: [{}, { index: true }, { index: false }],
  sparse_vector: [{}, { store: false }],
  text: [
    {},
    {
      index: true,
      norms: true,
      store: false,
      fielddata: false,
      eager_global_ordinals: false,
      index_options: 'positions',
      index_phrases: false,
      position_increment_gap: 100,
      term_vector: 'no',
    },
    { analyzer: 'standard' },
    { analyzer: 'simple', search_analyzer: 'standard', search_quote_analyzer: 'whitespace' },
    {
      norms: false,
      index_options: 'offsets',
      term_vector: 'with_positions',
      index_prefixes: { min_chars: 1, max_chars: 10 },
    },
    { fields: { raw: { type: 'keyword', ignore_above: 10 }, short: { type: 'text', analyzer: 'stop' } } },
    { fielddata: true, fielddata_frequency_filter: { min: 0.01, max: 1, min_segment_size: 50 } },
    { similarity: 'BM25' },
  ],
};

/** Types that come with other modules or plugins: only what is sent can be tested here. */
const jsonOnly: Partial<Record<FieldType, object>> = {
  aggregate_metric_double: { metrics: ['min', 'max'], default_metric: 'max' },
  constant_keyword: { value: 'web' },
  counted_keyword: {},
  exponential_histogram: {},
  geo_shape: { orientation: 'right' },
  histogram: {},
  icu_collation_keyword: { language: 'de' },
  join: { relations: { question: 'answer' } },
  match_only_text: {},
  murmur3: {},
  percolator: {},
  point: {},
  rank_feature: { positive_score_impact: false },
  rank_features: {},
  rank_vectors: { dims: 2 },
  scaled_float: { scaling_factor: 100 },
  search_as_you_type: { max_shingle_size: 2 },
  semantic_text: { inference_id: 'endpoint' },
  shape: {},
  token_count: { analyzer: 'standard' },
  unsigned_long: {},
  version: {},
  wildcard: {},
};

// The compiler checks options in tests/types; here they are rows of a table.
const anyField = (type: FieldType, options: object): FieldDecorator<unknown> =>
  (Field as (options: object) => FieldDecorator<unknown>)({ type, ...options });

function classWith(index: string, decorators: readonly FieldDecorator<unknown>[]): Class {
  @Document({ index, settings: { number_of_replicas: 0 } })
  class Thing {
    @Keyword() other?: string;
  }
  for (const [place, decorate] of decorators.entries()) {
    // A class of a table is not written down: its decorators are applied as legacy ones are.
    decorate(Thing.prototype as Record<string, unknown>, `field${place}`);
  }
  return Thing;
}

async function roundTrip(document: Class): Promise<void> {
  await using created = new DataSource({
    connections: { default: serverOptions() },
    documents: [document],
    synchronize: 'create',
  });
  await created.initialize();
  for (const synchronize of ['check', 'update', 'check'] as const) {
    await using again = new DataSource({
      connections: { default: serverOptions() },
      documents: [document],
      synchronize,
    });
    await again.initialize();
  }
}

describe('an index is what its class describes', () => {
  test.each(Object.entries(had) as [FieldType, readonly object[]][])('%s', async (type, options) => {
    const document = classWith(
      newIndex(type.replaceAll('_', '-')),
      options.map((each) => anyField(type, each)),
    );
    await roundTrip(document);
  });

  test('object and nested', async () => {
    const document = classWith(newIndex('objects'), [
      ObjectField(() => Part),
      ObjectField(() => Part, { dynamic: 'strict', enabled: true, subobjects: true }),
      ObjectField(() => Part, { dynamic: true }),
      ObjectField({ enabled: false }),
      ObjectField({ dynamic: false }),
      Nested(() => Part),
      Nested(() => Part, { include_in_parent: false, include_in_root: false, dynamic: 'strict' }),
      Nested(() => Part, { include_in_parent: true, include_in_root: true, dynamic: false }),
    ] as FieldDecorator<unknown>[]);
    await roundTrip(document);
  });

  test('the mapping’s own parameters and settings', async () => {
    const index = newIndex('whole');
    @Document({
      index,
      dynamic: true,
      settings: {
        number_of_shards: 1,
        number_of_replicas: 0,
        refresh_interval: '1s',
        index: { max_result_window: 5000 },
        analysis: {
          analyzer: {
            mine: { type: 'custom', tokenizer: 'parts', filter: ['lowercase', 'stops'], char_filter: [] },
          },
          tokenizer: { parts: { type: 'standard', max_token_length: 50 } },
          filter: { stops: { type: 'stop', stopwords: ['a', 'b'], ignore_case: true } },
          normalizer: { low: { type: 'custom', filter: ['lowercase'] } },
        },
      },
      mappings: {
        _meta: { owner: 'us', version: 2, deep: { list: [1, 'a', true] } },
        date_detection: false,
        numeric_detection: true,
        dynamic_date_formats: ['yyyy-MM-dd'],
        dynamic_templates: [
          { texts: { match_mapping_type: 'string', mapping: { type: 'keyword', ignore_above: 10 } } },
        ],
        runtime: { day: { type: 'keyword' } },
        _source: { excludes: ['secret'] },
      },
    })
    class Thing {
      @Field({ type: 'text', analyzer: 'mine' }) title!: string;
    }
    await roundTrip(Thing);
  });

  test('a routing, and defaults of the mapping spelled out', async () => {
    const index = newIndex('defaults');
    @Document({
      index,
      dynamic: true,
      routing: 'tenant',
      settings: { number_of_replicas: 0 },
      mappings: { date_detection: true, numeric_detection: false, _source: { enabled: true } },
    })
    class Thing {
      @Keyword() tenant!: string;
    }
    await roundTrip(Thing);
  });
});

describe('of a type that the server of the tests lacks, the JSON is', () => {
  test.each(Object.entries(jsonOnly) as [FieldType, object][])('%s', (type, options) => {
    const document = classWith('things', [anyField(type, options)]);
    expect(toMapping(new DataSource({ documents: [document] }).getMetadata(document))).toEqual({
      dynamic: 'strict',
      properties: { other: { type: 'keyword' }, field0: { type, ...options } },
    });
  });

  test('passthrough', () => {
    const document = classWith('things', [
      Passthrough(() => Part, { priority: 10 }),
      Join({ relations: { a: 'b' } }),
    ]);
    expect(toMapping(new DataSource({ documents: [document] }).getMetadata(document)).properties).toEqual({
      other: { type: 'keyword' },
      field0: { type: 'passthrough', priority: 10, properties: { name: { type: 'keyword' } } },
      field1: { type: 'join', relations: { a: 'b' } },
    });
  });
});

test('no field type is left out', () => {
  const here = [...Object.keys(had), ...Object.keys(jsonOnly), 'object', 'nested', 'passthrough'].sort();
  expect(here).toEqual(Object.keys(fieldTypes).sort());
});
