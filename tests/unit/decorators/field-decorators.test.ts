import { describe, expect, test } from '@jest/globals';
import * as elastodm from 'elastodm';
import { DataSource, Document, Nested, ObjectField, Passthrough } from 'elastodm';
import type { AbstractClass, FieldDecorator } from 'elastodm';
import { fieldTypes } from '../../../src/metadata/field-types.js';

// Each type by its decorator, with an option that only some types have; written out, so that the table has a twin.
const decorators: readonly (readonly [decorator: string, type: string, options: object])[] = [
  ['AggregateMetricDouble', 'aggregate_metric_double', { metrics: ['min', 'max'], default_metric: 'max' }],
  ['Alias', 'alias', { path: 'other' }],
  ['Binary', 'binary', { store: true }],
  ['BooleanField', 'boolean', { null_value: false }],
  ['Byte', 'byte', { coerce: false }],
  ['Completion', 'completion', { max_input_length: 20 }],
  ['ConstantKeyword', 'constant_keyword', { value: 'web' }],
  ['CountedKeyword', 'counted_keyword', { index: false }],
  ['DateField', 'date', { format: 'epoch_millis' }],
  ['DateNanos', 'date_nanos', { ignore_malformed: true }],
  ['DateRange', 'date_range', { coerce: true }],
  ['DenseVector', 'dense_vector', { dims: 3, similarity: 'cosine' }],
  ['Double', 'double', { null_value: 1.5 }],
  ['DoubleRange', 'double_range', { coerce: false }],
  ['ExponentialHistogram', 'exponential_histogram', {}],
  ['Flattened', 'flattened', { depth_limit: 5 }],
  ['Float', 'float', { index: false }],
  ['FloatRange', 'float_range', { boost: 2 }],
  ['GeoPoint', 'geo_point', { ignore_z_value: true }],
  ['GeoShape', 'geo_shape', { orientation: 'right' }],
  ['HalfFloat', 'half_float', { doc_values: false }],
  ['Histogram', 'histogram', { ignore_malformed: true }],
  ['IcuCollationKeyword', 'icu_collation_keyword', { language: 'de' }],
  ['Integer', 'integer', { null_value: 0 }],
  ['IntegerRange', 'integer_range', {}],
  ['Ip', 'ip', { null_value: '::1' }],
  ['IpRange', 'ip_range', {}],
  ['Join', 'join', { relations: { question: 'answer' } }],
  ['Keyword', 'keyword', { ignore_above: 256, normalizer: 'lowercase' }],
  ['Long', 'long', { coerce: false }],
  ['LongRange', 'long_range', {}],
  ['MatchOnlyText', 'match_only_text', {}],
  ['Murmur3', 'murmur3', {}],
  ['Percolator', 'percolator', {}],
  ['Point', 'point', { ignore_malformed: false }],
  ['RankFeature', 'rank_feature', { positive_score_impact: false }],
  ['RankFeatures', 'rank_features', { positive_score_impact: true }],
  ['RankVectors', 'rank_vectors', { dims: 2 }],
  ['ScaledFloat', 'scaled_float', { scaling_factor: 100 }],
  ['SearchAsYouType', 'search_as_you_type', { max_shingle_size: 2 }],
  ['SemanticText', 'semantic_text', { inference_id: 'endpoint' }],
  ['Shape', 'shape', { coerce: true }],
  ['Short', 'short', {}],
  ['SparseVector', 'sparse_vector', {}],
  ['Text', 'text', { analyzer: 'english', fields: { raw: { type: 'keyword' } } }],
  ['TokenCount', 'token_count', { analyzer: 'standard' }],
  ['UnsignedLong', 'unsigned_long', { null_value: 1 }],
  ['VersionField', 'version', { meta: { unit: 'semver' } }],
  ['Wildcard', 'wildcard', { ignore_above: 10 }],
];

type AnyDecorator = (options: object) => FieldDecorator<unknown>;

describe('one decorator for each field type', () => {
  test.each(decorators)('@%s makes a field of type %s with its options', (decorator, type, options) => {
    const decorate = (elastodm as unknown as Record<string, AnyDecorator>)[decorator]!;
    @Document('things')
    class Thing {
      @decorate(options) value?: unknown;
    }
    const metadata = new DataSource({ documents: [Thing] }).getMetadata(Thing);
    expect(metadata.fields).toEqual([{ name: 'value', type, options, behavior: {} }]);
  });

  class Part {
    @elastodm.Keyword() name!: string;
  }
  const part = {
    target: Part,
    className: 'Part',
    fields: [{ name: 'name', type: 'keyword', options: {}, behavior: {} }],
  };

  test('@ObjectField, @Nested and @Passthrough make a field with the fields of a class', () => {
    @Document('things')
    class Thing {
      @ObjectField(() => Part, { dynamic: true }) one?: Part;
      @Nested(() => Part, { include_in_parent: true }) many: Part[] = [];
      @Passthrough(() => Part, { priority: 10 }) attributes?: Part;
    }
    expect(new DataSource({ documents: [Thing] }).getMetadata(Thing).fields).toEqual([
      { name: 'one', type: 'object', options: { dynamic: true }, behavior: {}, object: part },
      { name: 'many', type: 'nested', options: { include_in_parent: true }, behavior: {}, object: part },
      { name: 'attributes', type: 'passthrough', options: { priority: 10 }, behavior: {}, object: part },
    ]);
  });

  test('@ObjectField without a class is an object of any shape', () => {
    @Document('things')
    class Thing {
      @ObjectField({ enabled: false }) payload?: Record<string, unknown>;
    }
    expect(new DataSource({ documents: [Thing] }).getMetadata(Thing).fields).toEqual([
      { name: 'payload', type: 'object', options: { enabled: false }, behavior: {} },
    ]);
  });

  test('the decorators are those of the table, and no other', () => {
    const named = [
      ...decorators.map(([decorator]) => decorator),
      'ObjectField',
      'Nested',
      'Passthrough',
    ].sort();
    expect(
      Object.values(fieldTypes)
        .map(({ decorator }) => decorator)
        .sort(),
    ).toEqual(named);
    expect(named.filter((name) => !(name in elastodm))).toEqual([]);
  });
});

describe('@Field', () => {
  test('takes the type beside the options of the type', () => {
    @Document('things')
    class Thing {
      @elastodm.Field({ type: 'keyword', ignore_above: 3 }) code?: string;
    }
    expect(new DataSource({ documents: [Thing] }).getMetadata(Thing).fields).toEqual([
      { name: 'code', type: 'keyword', options: { ignore_above: 3 }, behavior: {} },
    ]);
  });
});

describe('importing a class', () => {
  test('checks nothing: a wrong class is found by the DataSource that uses it', () => {
    const declare = (): AbstractClass => {
      @Document('NOT VALID')
      class Wrong {
        @elastodm.Id() a?: string;
        @elastodm.Id() b?: string;
      }
      return Wrong;
    };
    expect(declare).not.toThrow();
  });

  test('options are taken as they were when the metadata was built', () => {
    const options = { analyzer: 'english' };
    @Document('things')
    class Thing {
      @elastodm.Text(options) title!: string;
    }
    const metadata = new DataSource({ documents: [Thing] }).getMetadata(Thing);
    options.analyzer = 'french';
    expect(metadata.fields[0]?.options).toEqual({ analyzer: 'english' });
  });
});
