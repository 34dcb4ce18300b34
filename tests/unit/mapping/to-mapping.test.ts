import { describe, expect, test } from '@jest/globals';
import {
  Alias,
  Completion,
  DataSource,
  DateField,
  DenseVector,
  Document,
  Id,
  Integer,
  Keyword,
  Nested,
  ObjectField,
  ScaledFloat,
  Text,
} from 'elastodm';
import type { Class, MultiField } from 'elastodm';
import { toIndexBody } from '../../../src/mapping/to-index-body.js';
import type { IndexBody } from '../../../src/mapping/to-index-body.js';

const bodyOf = (target: Class): IndexBody =>
  toIndexBody(new DataSource({ documents: [target] }).getMetadata(target));

class Comment {
  @Keyword() author!: string;
  @Text() body!: string;
}
class Geo {
  @Keyword() country!: string;
}
class Address {
  @Text() street!: string;
  @ObjectField(() => Geo, { dynamic: true }) geo?: Geo;
}

@Document({
  index: 'articles',
  settings: {
    number_of_shards: 1,
    analysis: { analyzer: { folded: { type: 'custom', tokenizer: 'standard', filter: ['lowercase'] } } },
  },
  aliases: { posts: {}, drafts: { filter: { term: { status: 'draft' } } } },
  mappings: { _meta: { owner: 'us' }, date_detection: false },
})
class Article {
  @Id() id?: string;
  @Text({
    analyzer: 'folded',
    fields: { raw: { type: 'keyword' }, sort: { type: 'keyword', ignore_above: 20 } },
  })
  title!: MultiField<string, 'raw' | 'sort'>;
  @Keyword() status!: 'draft' | 'published';
  @Integer() views = 0;
  @ScaledFloat({ scaling_factor: 100 }) price?: number;
  @DateField({ format: 'strict_date_optional_time' }) publishedAt?: Date;
  @Nested(() => Comment, { include_in_parent: true }) comments: Comment[] = [];
  @ObjectField(() => Address) address?: Address;
  @ObjectField({ enabled: false }) payload?: Record<string, unknown>;
  @DenseVector({ dims: 2, index: false }) vector?: number[];
  @Completion() suggest?: string[];
  @Alias({ path: 'title' }) headline?: string;
}

const expected = {
  settings: {
    number_of_shards: 1,
    analysis: { analyzer: { folded: { type: 'custom', tokenizer: 'standard', filter: ['lowercase'] } } },
  },
  mappings: {
    dynamic: 'strict',
    _meta: { owner: 'us' },
    date_detection: false,
    properties: {
      title: {
        type: 'text',
        analyzer: 'folded',
        fields: { raw: { type: 'keyword' }, sort: { type: 'keyword', ignore_above: 20 } },
      },
      status: { type: 'keyword' },
      views: { type: 'integer' },
      price: { type: 'scaled_float', scaling_factor: 100 },
      publishedAt: { type: 'date', format: 'strict_date_optional_time' },
      comments: {
        type: 'nested',
        include_in_parent: true,
        properties: { author: { type: 'keyword' }, body: { type: 'text' } },
      },
      address: {
        type: 'object',
        properties: {
          street: { type: 'text' },
          geo: { type: 'object', dynamic: true, properties: { country: { type: 'keyword' } } },
        },
      },
      payload: { type: 'object', enabled: false },
      vector: { type: 'dense_vector', dims: 2, index: false },
      suggest: { type: 'completion' },
      headline: { type: 'alias', path: 'title' },
    },
  },
  aliases: { posts: {}, drafts: { filter: { term: { status: 'draft' } } } },
};

describe('the body of an index', () => {
  test('is what the class says, in the order of declaration', () => {
    expect(JSON.stringify(bodyOf(Article), null, 2)).toBe(JSON.stringify(expected, null, 2));
  });

  test('is the same text each time', () => {
    expect(JSON.stringify(bodyOf(Article))).toBe(JSON.stringify(bodyOf(Article)));
  });

  test('is strict, and nothing else, for a class that says no more', () => {
    @Document('things')
    class Thing {
      @Keyword() name!: string;
    }
    expect(bodyOf(Thing)).toEqual({
      mappings: { dynamic: 'strict', properties: { name: { type: 'keyword' } } },
    });
  });

  test('requires a routing where the class has one', () => {
    @Document({ index: 'things', routing: 'tenant' })
    class Thing {
      @Keyword() tenant!: string;
    }
    expect(bodyOf(Thing)).toEqual({
      mappings: {
        dynamic: 'strict',
        _routing: { required: true },
        properties: { tenant: { type: 'keyword' } },
      },
    });
  });

  test.each([true, false, 'runtime', 'strict'] as const)(
    'has dynamic %j where the class says so',
    (dynamic) => {
      @Document({ index: 'things', dynamic })
      class Thing {
        @Keyword() name!: string;
      }
      expect(bodyOf(Thing)).toEqual({ mappings: { dynamic, properties: { name: { type: 'keyword' } } } });
    },
  );

  test('has dynamic templates and runtime fields', () => {
    @Document({
      index: 'things',
      dynamic: true,
      mappings: {
        dynamic_templates: [{ texts: { match_mapping_type: 'string', mapping: { type: 'keyword' } } }],
        runtime: { day: { type: 'keyword' } },
      },
    })
    class Thing {
      @Keyword() name!: string;
    }
    expect(bodyOf(Thing)).toEqual({
      mappings: {
        dynamic: true,
        dynamic_templates: [{ texts: { match_mapping_type: 'string', mapping: { type: 'keyword' } } }],
        runtime: { day: { type: 'keyword' } },
        properties: { name: { type: 'keyword' } },
      },
    });
  });

  test('can be changed without changing the metadata', () => {
    const dataSource = new DataSource({ documents: [Article] });
    const body = toIndexBody(dataSource.getMetadata(Article)) as {
      mappings: { properties: Record<string, unknown> };
    };
    body.mappings.properties = {};
    expect(toIndexBody(dataSource.getMetadata(Article))).toEqual(expected);
  });
});
