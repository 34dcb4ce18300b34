// Runs with `experimentalDecorators` and `emitDecoratorMetadata`.
import { describe, expect, test } from '@jest/globals';
import { DataSource, Document, Field, Keyword, defineObject, f } from 'elastodm';
import type { Class, MultiField } from 'elastodm';
import { thrown } from '../../support/failing.js';

class Author {
  @Keyword() name!: string;
}
class PenName extends Author {}
class Defined extends defineObject('Fields', { name: f.keyword() }) {}
class Empty {
  value?: string;
}
class Day extends Date {}
class NodeBuffer extends Uint8Array {}
interface Shape {
  corners: number;
}
enum Status {
  Draft = 'draft',
}
enum Level {
  Low,
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
      @Field() exact!: bigint;
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
        behavior: {},
      },
      { name: 'views', type: 'double', options: {}, behavior: {} },
      { name: 'published', type: 'boolean', options: {}, behavior: {} },
      { name: 'exact', type: 'long', options: {}, behavior: { bigint: true } },
      { name: 'at', type: 'date', options: {}, behavior: {} },
      { name: 'bytes', type: 'binary', options: {}, behavior: {} },
      { name: 'buffer', type: 'binary', options: {}, behavior: {} },
      {
        name: 'author',
        type: 'object',
        options: {},
        behavior: {},
        object: {
          target: Author,
          className: 'Author',
          fields: [{ name: 'name', type: 'keyword', options: {}, behavior: {} }],
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

  test('sees through what the compiler reduces to one type', () => {
    @Document('articles')
    class Article {
      @Field() optional?: string;
      @Field() literal!: 'draft' | 'published';
      @Field() numeral!: 1 | 2;
      @Field() template!: `v${number}`;
      @Field() truth!: true;
      @Field() status!: Status;
      @Field() level!: Level;
      @Field() bytes!: NodeBuffer;
      @Field() pen!: PenName;
      @Field() defined!: Defined;
    }
    const { fields } = new DataSource({ documents: [Article] }).getMetadata(Article);
    expect(fields.map(({ name, type, object }) => [name, type, object?.className])).toEqual([
      ['optional', 'text', undefined],
      ['literal', 'text', undefined],
      ['numeral', 'double', undefined],
      ['template', 'text', undefined],
      ['truth', 'boolean', undefined],
      ['status', 'text', undefined],
      ['level', 'double', undefined],
      ['bytes', 'binary', undefined],
      ['pen', 'object', 'PenName'],
      ['defined', 'object', 'Defined'],
    ]);
  });

  test('takes `required` beside what it infers', () => {
    @Document('articles')
    class Article {
      @Field({ required: true }) title!: string;
      @Field({ required: true }) exact!: bigint;
      @Field({ required: false }) views!: number;
    }
    const { fields } = new DataSource({ documents: [Article] }).getMetadata(Article);
    expect(fields.map(({ type, behavior }) => [type, behavior])).toEqual([
      ['text', { required: true }],
      ['long', { bigint: true, required: true }],
      ['double', { required: false }],
    ]);
  });
});

describe('a type that tells nothing', () => {
  class Odd {
    @Field() any!: unknown;
    @Field() interface!: Shape;
    @Field() record!: Record<string, string>;
    @Field() literal!: { a: string };
    @Field() union!: string | number;
    @Field() nullable!: string | null;
    @Field() named!: MultiField<string, 'raw'>;
    @Field() list!: readonly Author[];
    @Field() tuple!: [number, number];
    @Field() map!: Map<string, string>;
    @Field() undecorated!: Empty;
    @Field() kindOfDate!: Day;
    @Field() nothing!: undefined;
  }
  const cases: readonly (readonly [property: string, designType: string])[] = [
    ['any', 'Object'],
    ['interface', 'Object'],
    ['record', 'Object'],
    ['literal', 'Object'],
    ['union', 'Object'],
    ['nullable', 'Object'],
    ['named', 'Object'],
    ['list', 'Array'],
    ['tuple', 'Array'],
    ['map', 'Map'],
    ['undecorated', 'Empty'],
    ['kindOfDate', 'Day'],
    ['nothing', 'not recorded'],
  ];

  test.each(cases)('%s (%s): the error says what to do', (property, designType) => {
    // A class with this property alone, of the type that the compiler recorded.
    class Article {
      [property: string]: unknown;
    }
    const recorded: unknown = Reflect.getMetadata('design:type', Odd.prototype, property);
    Reflect.defineMetadata('design:type', recorded, Article.prototype, property);
    Field()(Article.prototype, property);
    Document('articles')(Article);
    expect(failureOf(Article)).toMatchObject({
      name: 'MetadataError',
      code: 'METADATA_FIELD_TYPE_UNKNOWN',
      details: { className: 'Article', field: property, designType },
      message:
        `The field type of Article.${property} can't be inferred from its TypeScript type (${designType}). ` +
        'Name the type with a decorator such as @Keyword(), or switch on `experimentalDecorators` and ' +
        '`emitDecoratorMetadata`. [METADATA_FIELD_TYPE_UNKNOWN]',
    });
  });
});
