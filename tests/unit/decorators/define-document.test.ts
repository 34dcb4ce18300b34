// The same document with and without decorators: one metadata, one mapping.
import { describe, expect, test } from '@jest/globals';
import {
  AfterLoad,
  AggregateMetricDouble,
  BeforeSave,
  CreatedAt,
  DataSource,
  DateField,
  DeletedAt,
  Discriminator,
  Document,
  Id,
  Integer,
  Keyword,
  Long,
  Nested,
  ObjectField,
  Passthrough,
  Routing,
  Text,
  UpdatedAt,
  Version,
  analyzer,
  defineDocument,
  defineObject,
  f,
} from 'elastodm';
import type { Class, DocumentMetadata, InferDocument, MultiField } from 'elastodm';
import { toIndexBody } from '../../../src/mapping/to-index-body.js';
import { fieldTypes } from '../../../src/metadata/field-types.js';
import { thrown } from '../../support/failing.js';

const metadataOf = (target: Class): DocumentMetadata =>
  new DataSource({ documents: [target] }).getMetadata(target);

/** Without what names the class, in the objects of its fields too. */
function nameless(metadata: object): unknown {
  return JSON.parse(
    JSON.stringify(metadata, (key, value: unknown) => {
      if (key === 'className' || key === 'target') return undefined;
      if (value instanceof Map) return [...(value as Map<unknown, unknown>).keys()];
      return typeof value === 'function' ? value.toString() : value;
    }),
  );
}

const titles = analyzer('titles', { tokenizer: 'standard', filter: ['lowercase'] });
const trim = { to: (value: string) => value.trim(), from: (stored: unknown) => String(stored) };
const short = (value: string): string | undefined => (value.length > 9 ? 'it is too long' : undefined);

class DecoratedComment {
  @Keyword() author!: string;
  @Text() body!: string;
}
const settings = { number_of_shards: 2 };

@Document({ index: 'posts', connection: 'analytics', dynamic: false, settings, discriminator: 'post' })
class DecoratedPost {
  @Id() id?: string;
  @Version({ type: 'external' }) revision!: number;
  @Text({ analyzer: titles, fields: { raw: { type: 'keyword' } }, required: true })
  title!: MultiField<string, 'raw'>;
  @Keyword({ validate: short }) status!: string;
  @Keyword({ transform: trim }) code!: string;
  @Keyword({ transform: trim }) other!: string;
  @Integer() views = 0;
  @Long({ bigint: true }) serial!: bigint;
  @DateField({ format: 'strict_date' }) day?: Date;
  @AggregateMetricDouble({ metrics: ['min'], default_metric: 'min' }) load!: { min: number };
  @Nested(() => DecoratedComment, { include_in_parent: true }) comments: DecoratedComment[] = [];
  @ObjectField(() => DecoratedComment) first?: DecoratedComment;
  @ObjectField({ enabled: false }) payload?: Record<string, unknown>;
  @Passthrough(() => DecoratedComment, { priority: 1 }) attributes?: DecoratedComment;
  @Routing() @Keyword() tenant!: string;
  @CreatedAt() createdAt?: Date;
  @UpdatedAt({ format: 'date_time' }) updatedAt?: Date;
  @DeletedAt() deletedAt?: Date | null;
  @Discriminator() kind!: string;
  @BeforeSave() beforeSave(): void {
    this.code = '';
  }
  @AfterLoad() afterLoad(): void {
    this.code = '';
  }
}

const Comment = defineObject('Comment', { author: f.keyword(), body: f.text() });
const Post = defineDocument(
  { name: 'Post', index: 'posts', connection: 'analytics', dynamic: false, settings, discriminator: 'post' },
  {
    id: f.id(),
    revision: f.version({ type: 'external' }),
    title: f.text({ analyzer: titles, fields: { raw: { type: 'keyword' } }, required: true }),
    status: f.keyword({ validate: short }),
    code: f.keyword({ transform: trim }),
    other: f.keyword().transform(trim),
    views: f.integer().default(0),
    serial: f.long({ bigint: true }),
    day: f.date({ format: 'strict_date' }).optional(),
    load: f.aggregateMetricDouble({ metrics: ['min'], default_metric: 'min' }),
    comments: f
      .nested(() => Comment, { include_in_parent: true })
      .array()
      .default([]),
    first: f.object(() => Comment).optional(),
    payload: f.object({ enabled: false }).optional(),
    attributes: f.passthrough(() => Comment, { priority: 1 }).optional(),
    tenant: f.keyword().routing(),
    createdAt: f.createdAt(),
    updatedAt: f.updatedAt({ format: 'date_time' }),
    deletedAt: f.deletedAt(),
    kind: f.discriminator(),
  },
  {
    hooks: {
      beforeSave() {
        this.code = '';
      },
      afterLoad() {
        this.code = '';
      },
    },
  },
);
type Post = InferDocument<typeof Post>;

describe('a document without decorators', () => {
  test('has the metadata of its decorated twin', () => {
    const { target, className, fields, discriminator, ...defined } = metadataOf(Post);
    const twin = metadataOf(DecoratedPost);
    expect([target, className]).toEqual([Post, 'Post']);
    // The very functions, not only their text.
    const behaviors = (list: DocumentMetadata['fields']): unknown => list.map(({ behavior }) => behavior);
    expect(behaviors(fields)).toEqual(behaviors(twin.fields));
    expect(fields.find(({ name }) => name === 'comments')?.object).toMatchObject({
      target: Comment,
      className: 'Comment',
    });
    expect(nameless({ ...defined, fields, discriminator })).toEqual(nameless(twin));
    expect(defined).toEqual({
      ...twin,
      target: undefined,
      className: undefined,
      fields: undefined,
      discriminator: undefined,
    });
  });

  test('has the index of its decorated twin', () => {
    expect(JSON.stringify(toIndexBody(metadataOf(Post)))).toBe(
      JSON.stringify(toIndexBody(metadataOf(DecoratedPost))),
    );
  });

  test('takes an index alone, and is named after it', () => {
    const Plain = defineDocument('plain', { code: f.keyword() });
    @Document('plain')
    class Decorated {
      @Keyword() code!: string;
    }
    expect(Plain.name).toBe('plain');
    expect(nameless(metadataOf(Plain))).toEqual(nameless(metadataOf(Decorated)));
  });

  test('chooses its index by a function, and is named after the pattern', () => {
    const index = ({ day }: { readonly day: string }): string => `visits-${day}`;
    const Visit = defineDocument({ index, pattern: 'visits-*' }, { day: f.keyword() });
    expect(metadataOf(Visit)).toMatchObject({ className: 'visits-*', index: 'visits-*', indexOf: index });
  });

  test('is found to be wrong when it is used, not when it is defined', () => {
    const Wrong = defineDocument('NOT VALID', { a: f.keyword() });
    expect(thrown(() => metadataOf(Wrong))).toMatchObject({
      code: 'METADATA_INDEX_NAME',
      details: { className: 'NOT VALID' },
    });
    const Uncalled = defineDocument('posts', { a: f.keyword as never });
    expect(thrown(() => metadataOf(Uncalled))).toMatchObject({
      code: 'METADATA_FIELD_TYPE_UNKNOWN',
      details: { className: 'posts', field: 'a' },
    });
    const Named = defineDocument({ name: 'Named', index: 'posts' }, { a: 'keyword' as never });
    expect(thrown(() => metadataOf(Named))).toMatchObject({ details: { className: 'Named', field: 'a' } });
    expect(thrown(() => metadataOf(defineObject('Part', { a: f.keyword() })))).toMatchObject({
      code: 'METADATA_NO_DOCUMENT',
      details: { className: 'Part' },
    });
    expect(thrown(() => metadataOf(defineDocument('posts', {})))).toMatchObject({
      code: 'METADATA_NO_FIELDS',
    });
  });
});

describe('instances', () => {
  test('have the defaults, each its own', () => {
    const now = new Date(0);
    class Money {
      constructor(readonly parts: number[]) {}
    }
    const tags = ['a'];
    const Thing = defineDocument('things', {
      views: f.integer().default(0),
      tags: f.keyword().array().default(tags),
      labels: f.flattened().default({ deep: { list: [1] } }),
      at: f.date().default(now),
      bytes: f.binary().default(new Uint8Array([1, 2])),
      made: f.date().default(() => new Date()),
      none: f.keyword().nullable().default(null),
      money: f
        .object({ enabled: false })
        .of<Money>()
        .default(new Money([1])),
      title: f.text(),
    });
    tags.push('b');
    const [one, two] = [new Thing(), new Thing()];
    expect(one).toBeInstanceOf(Thing);
    expect(Object.keys(one)).toEqual(['views', 'tags', 'labels', 'at', 'bytes', 'made', 'none', 'money']);
    expect(one).toMatchObject({ views: 0, tags: ['a'], labels: { deep: { list: [1] } }, none: null });
    expect([one.at, one.bytes]).toEqual([now, new Uint8Array([1, 2])]);
    expect(one.money).toBeInstanceOf(Money);
    expect(one.at).not.toBe(now);
    one.tags.push('c');
    (one.labels['deep'] as { list: number[] }).list.push(2);
    one.at.setTime(5);
    one.bytes[0] = 9;
    one.money.parts.push(2);
    expect(two).toMatchObject({ tags: ['a'], labels: { deep: { list: [1] } }, at: now });
    expect(two.bytes).toEqual(new Uint8Array([1, 2]));
    expect(two.money.parts).toEqual([1]);
    expect(one.made).not.toBe(two.made);
  });

  test('are made by a repository', () => {
    const posts = new DataSource({ documents: [Post] }).getRepository(Post);
    const post: Post = posts.create({ title: 'x' });
    expect(post).toBeInstanceOf(Post);
    expect({ ...post }).toEqual({ views: 0, comments: [], title: 'x' });
  });

  test('have hooks, which are no fields', () => {
    const post = new Post() as Post & { beforeSave(): void };
    post.beforeSave();
    expect(post.code).toBe('');
    expect(Object.keys(Post.prototype)).toEqual([]);
  });
});

describe('a class that extends a definition', () => {
  const Base = defineObject('Base', { title: f.text(), views: f.integer().default(1) });

  test('has its fields and defaults, methods and fields of its own', () => {
    @Document('articles')
    class Article extends Base {
      @Keyword() status = 'draft';
      get slug(): string {
        return this.title.toLowerCase();
      }
    }
    const article = new Article();
    article.title = 'ABC';
    expect(Object.entries(article)).toEqual([
      ['views', 1],
      ['status', 'draft'],
      ['title', 'ABC'],
    ]);
    expect(article.slug).toBe('abc');
    const metadata = metadataOf(Article);
    expect(metadata.className).toBe('Article');
    expect(metadata.fields.map(({ name, type }) => [name, type])).toEqual([
      ['title', 'text'],
      ['views', 'integer'],
      ['status', 'keyword'],
    ]);
  });

  test('leaves the definition as it is', () => {
    class More extends Base {
      @Keyword() status!: string;
    }
    @Document('plain')
    class Plain extends Base {}
    expect(metadataOf(Plain).fields).toHaveLength(2);
    expect(new More()).toBeInstanceOf(Base);
  });
});

describe('f', () => {
  // Those that are not named after the field type, in camel case.
  const named: Readonly<Record<string, string>> = { version: 'versionField' };
  const roles = ['id', 'version', 'routing', 'createdAt', 'updatedAt', 'deletedAt', 'discriminator'];
  const memberOf = (type: string): string =>
    named[type] ?? type.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
  const types = Object.keys(fieldTypes);

  test('has a member for each field type, one for each role, and no other', () => {
    expect(Object.keys(f).sort()).toEqual([...new Set([...types.map(memberOf), ...roles])].sort());
  });

  test.each(types)('makes a field of type %s with its options', (type) => {
    const member = (f as unknown as Record<string, (...said: unknown[]) => never>)[memberOf(type)]!;
    const isClass = ['nested', 'passthrough', 'object'].includes(type);
    const Thing = defineDocument('things', {
      value: member(...(isClass ? [() => Comment] : []), { meta: { unit: 'x' } }),
    });
    expect(metadataOf(Thing).fields[0]).toMatchObject({
      name: 'value',
      type,
      options: { meta: { unit: 'x' } },
      ...(isClass ? { object: { className: 'Comment' } } : {}),
    });
  });

  test('makes fields that never change', () => {
    const code = f.keyword();
    const Thing = defineDocument('things', {
      a: code.default('x'),
      b: code.routing(),
      c: code.transform(trim),
      d: code,
    });
    expect(Object.isFrozen(code)).toBe(true);
    const { fields, routing } = metadataOf(Thing);
    expect(routing).toBe('b');
    expect(fields.map(({ behavior }) => 'transform' in behavior)).toEqual([false, false, true, false]);
    expect({ ...new Thing() }).toEqual({ a: 'x' });
  });

  test('adds to what was said', () => {
    const { routing, discriminator, fields } = metadataOf(
      defineDocument({ index: 'things', discriminator: 'thing' }, { kind: f.discriminator().routing() }),
    );
    expect([routing, discriminator?.field, fields.length]).toEqual(['kind', 'kind', 1]);
    const Coded = defineDocument('things', { code: f.keyword({ required: true }).transform(trim) });
    expect(metadataOf(Coded).fields[0]?.behavior).toEqual({ required: true, transform: trim });
  });

  test('a routing of its own is no field; a transform of what is no field does nothing', () => {
    const Thing = defineDocument('things', { shard: f.routing(), a: f.keyword() });
    expect(metadataOf(Thing)).toMatchObject({ routing: 'shard', fields: [{ name: 'a' }] });
    const id = f.id() as unknown as { transform(by: object): unknown };
    expect(id.transform(trim)).toBe(id);
  });
});
