// Runs with `experimentalDecorators` and `emitDecoratorMetadata`.
import { describe, expect, test } from '@jest/globals';
import { DataSource, Document, Field, Keyword } from 'elastodm';
import type { Class } from 'elastodm';
import { thrown } from '../../support/failing.js';

class Author {
  @Keyword() name!: string;
}
class Empty {
  value?: string;
}

const failureOf = (target: Class): unknown =>
  thrown(() => new DataSource({ documents: [target] }).getMetadata(target));

describe('a bare @Field()', () => {
  test('takes its type from the property', () => {
    @Document('articles')
    class Article {
      @Field() title!: string;
      @Field() views!: number;
      @Field() published!: boolean;
      @Field() at!: Date;
      @Field() bytes!: Uint8Array;
      @Field() buffer!: Buffer;
      @Field() author!: Author;
    }
    expect(new DataSource({ documents: [Article] }).getMetadata(Article).fields).toEqual([
      {
        name: 'title',
        type: 'text',
        options: { fields: { keyword: { type: 'keyword', ignore_above: 256 } } },
      },
      { name: 'views', type: 'double', options: {} },
      { name: 'published', type: 'boolean', options: {} },
      { name: 'at', type: 'date', options: {} },
      { name: 'bytes', type: 'binary', options: {} },
      { name: 'buffer', type: 'binary', options: {} },
      {
        name: 'author',
        type: 'object',
        options: {},
        object: {
          target: Author,
          className: 'Author',
          fields: [{ name: 'name', type: 'keyword', options: {} }],
        },
      },
    ]);
  });

  test('says so when an array tells nothing', () => {
    @Document('articles')
    class Article {
      @Field() tags!: string[];
    }
    expect(failureOf(Article)).toMatchObject({
      code: 'METADATA_FIELD_TYPE_UNKNOWN',
      details: { className: 'Article', field: 'tags', designType: 'Array' },
    });
  });

  test('says so when a class has no fields', () => {
    @Document('articles')
    class Article {
      @Field() empty!: Empty;
    }
    expect(failureOf(Article)).toMatchObject({
      code: 'METADATA_FIELD_TYPE_UNKNOWN',
      details: { className: 'Article', field: 'empty', designType: 'Empty' },
    });
  });
});
