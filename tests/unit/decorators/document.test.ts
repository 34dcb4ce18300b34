import { describe, expect, test } from '@jest/globals';
import { DataSource, Document, Keyword } from 'elastodm';
import type { Class, DocumentMetadata } from 'elastodm';
import { thrown } from '../../support/failing.js';

const metadataOf = (target: Class): DocumentMetadata =>
  new DataSource({ documents: [target] }).getMetadata(target);

const noHooks = {
  beforeSave: [],
  afterSave: [],
  beforeUpdate: [],
  afterUpdate: [],
  beforeDelete: [],
  afterDelete: [],
  afterLoad: [],
};
const nothingMore = {
  indexOf: undefined,
  readFrom: undefined,
  dataStream: false,
  requireAlias: undefined,
  idProperty: undefined,
  versionProperty: undefined,
  timestamps: { createdAt: undefined, updatedAt: undefined, deletedAt: undefined },
  discriminator: undefined,
  hooks: noHooks,
  refresh: undefined,
  hydration: undefined,
  limits: {},
};

describe('@Document', () => {
  test('takes an index', () => {
    @Document('articles')
    class Article {
      @Keyword() id2!: string;
    }
    expect(metadataOf(Article)).toEqual({
      target: Article,
      className: 'Article',
      fields: [{ name: 'id2', type: 'keyword', options: {}, behavior: {} }],
      index: 'articles',
      connection: 'default',
      ...nothingMore,
      dynamic: 'strict',
      routing: undefined,
      settings: {},
      aliases: {},
      mappings: {},
    });
  });

  test('takes an index and a connection', () => {
    @Document('articles', 'analytics')
    class Article {
      @Keyword() status!: string;
    }
    expect(metadataOf(Article)).toMatchObject({ index: 'articles', connection: 'analytics' });
  });

  test('takes a connection that is chosen at each use', () => {
    const choose = (): string => 'tenant-1';
    @Document('articles', choose)
    class Article {
      @Keyword() status!: string;
    }
    expect(metadataOf(Article).connection).toBe(choose);
  });

  test('takes options', () => {
    @Document({
      index: 'articles',
      connection: 'analytics',
      settings: { number_of_shards: 3 },
      aliases: { posts: { is_write_index: true } },
      dynamic: 'runtime',
      routing: 'tenant',
      mappings: { date_detection: false },
      requireAlias: true,
      refresh: 'wait_for',
      hydration: 'strict',
    })
    class Article {
      @Keyword() tenant!: string;
    }
    expect(metadataOf(Article)).toEqual({
      target: Article,
      className: 'Article',
      fields: [{ name: 'tenant', type: 'keyword', options: {}, behavior: {} }],
      index: 'articles',
      connection: 'analytics',
      ...nothingMore,
      requireAlias: true,
      refresh: 'wait_for',
      hydration: 'strict',
      dynamic: 'runtime',
      routing: 'tenant',
      settings: { number_of_shards: 3 },
      aliases: { posts: { is_write_index: true } },
      mappings: { date_detection: false },
    });
  });

  test('refuses what is no class', () => {
    const error = thrown(() => Document('articles')({} as never));
    expect(error).toMatchObject({
      name: 'MetadataError',
      code: 'METADATA_NOT_A_DECORATOR_CALL',
      message:
        '@Document was applied without parentheses or to something that is not a class. ' +
        'Write @Document(…) directly above the class or the property. [METADATA_NOT_A_DECORATOR_CALL]',
    });
  });

  test('names a compiler that emits an older draft of decorators', () => {
    class Article {
      value?: string;
    }
    const draft = { kind: 'class', name: 'Article' } as unknown as ClassDecoratorContext;
    expect(thrown(() => Document('articles')(Article, draft))).toMatchObject({
      code: 'METADATA_UNSUPPORTED_COMPILER',
      message:
        '@Document on Article got no decorator metadata: the compiler emits an older draft of standard decorators. ' +
        'Compile with TypeScript 5.2 or newer or esbuild 0.21 or newer, or switch on `experimentalDecorators`. ' +
        '[METADATA_UNSUPPORTED_COMPILER]',
    });
    const fieldDraft = { kind: 'field', name: 'status' } as unknown as ClassFieldDecoratorContext<
      object,
      string
    >;
    expect(thrown(() => Keyword()(undefined, fieldDraft))).toMatchObject({
      code: 'METADATA_UNSUPPORTED_COMPILER',
      details: { decorator: 'Keyword', field: 'status' },
    });
  });

  test('a field decorator without parentheses is named', () => {
    // What `@Keyword status` does: the decorator's maker is called in the decorator's place.
    const apply = Keyword() as unknown as (target: undefined, key: string) => void;
    expect(thrown(() => apply(undefined, 'status'))).toMatchObject({
      code: 'METADATA_NOT_A_DECORATOR_CALL',
      details: { decorator: 'Keyword' },
    });
  });
});
