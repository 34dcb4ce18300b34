import { describe, expect, test } from '@jest/globals';
import { Exclude, Transform } from 'class-transformer';
import {
  Alias,
  Binary,
  BooleanField,
  DataSource,
  DateField,
  DateNanos,
  DateRange,
  DenseVector,
  Document,
  Flattened,
  GeoPoint,
  Id,
  Integer,
  IntegerRange,
  Keyword,
  Nested,
  ObjectField,
  Text,
} from 'elastodm';
import type { Class, DocumentMetadata, Range } from 'elastodm';
import fc from 'fast-check';
import { dehydrate, hydrate } from '../../../src/hydration/document-hydration.js';
import { thrown } from '../../support/failing.js';

const metadataOf = (target: Class): DocumentMetadata =>
  new DataSource({ documents: [target] }).getMetadata(target);

class Reply {
  @Text() body!: string;
  @DateField() at?: Date;
}
class Comment {
  @Keyword() author!: string;
  @Nested(() => Reply) replies: Reply[] = [];
  greet(): string {
    return `I am ${this.author}`;
  }
}
@Document('articles')
class Article {
  @Id() id?: string;
  @Text() title?: string | null;
  @Keyword() tags?: string[];
  @Integer() views = 0;
  @BooleanField() draft = true;
  @DateField() at?: Date | null;
  @DateField() edits?: Date[];
  @DateNanos() exact?: string;
  @DateRange() valid?: Range<Date>;
  @IntegerRange() ages?: Range<number>;
  @Binary() bytes?: Uint8Array;
  @GeoPoint() place?: { lat: number; lon: number } | [number, number];
  @DenseVector({ dims: 3 }) vector?: readonly number[];
  @Flattened() labels?: Record<string, unknown>;
  @Nested(() => Comment) comments: Comment[] = [];
  @ObjectField(() => Comment) first?: Comment | null;
  @Alias({ path: 'title' }) headline?: string;
  get length(): number {
    return this.title?.length ?? 0;
  }
}
const article = metadataOf(Article);
const articleOf = (values: Partial<Article>): Article => Object.assign(new Article(), values);
const commentOf = (values: Partial<Comment>): Comment => Object.assign(new Comment(), values);

describe('the source of a document', () => {
  test('has what was assigned: undefined left out, null and [] kept, the id apart', () => {
    expect(
      dehydrate(article, articleOf({ id: 'a', title: null, tags: [], at: undefined, first: null })),
    ).toEqual({ title: null, tags: [], views: 0, draft: true, comments: [], first: null });
  });

  test('has each type in its form', () => {
    const source = dehydrate(
      article,
      articleOf({
        title: 'Hello',
        tags: ['a', 'b'],
        at: new Date('2026-01-31T09:05:00Z'),
        edits: [new Date(0), new Date(1)],
        exact: '2026-01-31T09:05:00.123456789Z',
        valid: { gte: new Date('2026-01-01T00:00:00Z'), lt: null },
        ages: { gte: 18 },
        bytes: new Uint8Array([1, 2, 255]).subarray(1),
        place: [13.4, 52.5],
        vector: new Float32Array([0.5, 1, 2]) as unknown as number[],
        labels: { env: 'prod', on: new Date(0), none: undefined },
        first: commentOf({ author: 'Ann' }),
        comments: [
          commentOf({
            author: 'Bob',
            replies: [Object.assign(new Reply(), { body: 'Hi', at: new Date(0) })],
          }),
        ],
        headline: 'never stored',
      }),
    );
    expect(JSON.stringify(source)).toBe(
      JSON.stringify({
        title: 'Hello',
        tags: ['a', 'b'],
        views: 0,
        draft: true,
        at: '2026-01-31T09:05:00.000Z',
        edits: ['1970-01-01T00:00:00.000Z', '1970-01-01T00:00:00.001Z'],
        exact: '2026-01-31T09:05:00.123456789Z',
        valid: { gte: '2026-01-01T00:00:00.000Z', lt: null },
        ages: { gte: 18 },
        bytes: 'Av8=',
        place: [13.4, 52.5],
        vector: [0.5, 1, 2],
        labels: { env: 'prod', on: '1970-01-01T00:00:00.000Z' },
        comments: [{ author: 'Bob', replies: [{ body: 'Hi', at: '1970-01-01T00:00:00.000Z' }] }],
        first: { author: 'Ann', replies: [] },
      }),
    );
  });

  test('takes object literals where a class is mapped', () => {
    const source = dehydrate(article, Object.assign(new Article(), { comments: [{ author: 'Ann' }] }));
    expect(source['comments']).toEqual([{ author: 'Ann' }]);
  });

  const refused: readonly (readonly [what: string, values: Record<string, unknown>, message: string])[] = [
    ['NaN', { views: NaN }, "Article.views can't be stored: NaN is no number that JSON can hold."],
    ['an invalid date', { at: new Date('x') }, "Article.at can't be stored: it is an invalid Date."],
    [
      'a date in a list',
      { edits: [new Date(0), new Date('x')] },
      "Article.edits[1] can't be stored: it is an invalid Date.",
    ],
    [
      'a date in a range',
      { valid: { gte: new Date('x') } },
      "Article.valid.gte can't be stored: it is an invalid Date.",
    ],
    [
      'undefined in a list',
      { tags: ['a', undefined] },
      "Article.tags[1] can't be stored: it is undefined inside a list.",
    ],
    [
      'an object of another class',
      { comments: [{}, new Reply()] },
      "Article.comments[1] can't be stored: it is an instance of Reply, and Comment belongs here.",
    ],
    [
      'bytes as numbers',
      { bytes: 5 },
      "Article.bytes can't be stored: it is neither a Uint8Array nor Base64 text.",
    ],
    [
      'text where an object is',
      { first: 'Ann' },
      "Article.first can't be stored: it is no object, and Comment is one.",
    ],
    [
      'a value deep inside',
      { comments: [{ author: 'Ann' }, { author: 'Bob', replies: [{ body: 'Hi' }, { at: new Date('x') }] }] },
      "Article.comments[1].replies[1].at can't be stored: it is an invalid Date.",
    ],
  ];
  test.each(refused)('is refused with %s', (_what, values, message) => {
    expect(thrown(() => dehydrate(article, articleOf(values)))).toMatchObject({
      name: 'DocumentError',
      code: 'DOCUMENT_INVALID_VALUE',
      message: `${message} Correct the value before saving; nothing was sent. [DOCUMENT_INVALID_VALUE]`,
    });
  });

  test('is refused with a property that has no decorator, at any depth', () => {
    expect(thrown(() => dehydrate(article, Object.assign(new Article(), { titel: 'typo' })))).toMatchObject({
      code: 'DOCUMENT_UNMAPPED_PROPERTY',
      message:
        'Article.titel has a value but no field decorator, and the mapping is strict. ' +
        "Decorate it, leave it out with class-transformer's @Exclude(), or give the class another `dynamic`; " +
        'nothing was sent. [DOCUMENT_UNMAPPED_PROPERTY]',
    });
    const nested = articleOf({ comments: [Object.assign(new Comment(), { autor: 'typo' })] });
    expect(thrown(() => dehydrate(article, nested))).toMatchObject({
      code: 'DOCUMENT_UNMAPPED_PROPERTY',
      details: { className: 'Article', path: 'comments[0].autor' },
    });
  });

  test('of what is no instance is refused', () => {
    class Other {
      value?: string;
    }
    const actual = (value: unknown): unknown => thrown(() => dehydrate(article, value as object)).details;
    expect(actual({ title: 'x' })).toEqual({ className: 'Article', actual: 'a plain object' });
    expect(actual(new Other())).toEqual({ className: 'Article', actual: 'an instance of Other' });
    expect(actual(null)).toEqual({ className: 'Article', actual: 'null' });
    expect(actual('x')).toEqual({ className: 'Article', actual: 'a string' });
    expect(actual(Object.create(null))).toEqual({ className: 'Article', actual: 'a plain object' });
  });

  test('has the properties without a decorator where the mapping is dynamic', () => {
    @Document({ index: 'things', dynamic: true })
    class Thing {
      @Keyword() name!: string;
    }
    const metadata = metadataOf(Thing);
    const thing = Object.assign(new Thing(), {
      name: 'a',
      extra: { at: new Date(0) },
      none: undefined,
      call: () => 1,
    });
    expect(dehydrate(metadata, thing)).toEqual({ name: 'a', extra: { at: '1970-01-01T00:00:00.000Z' } });
    expect(hydrate(metadata, '1', { name: 'a', extra: [1] })).toEqual({ name: 'a', extra: [1] });
  });

  test('follows `dynamic` of an object field', () => {
    @Document('things')
    class Thing {
      @ObjectField(() => Reply, { dynamic: true }) open?: Reply;
      @ObjectField(() => Reply, { enabled: false }) off?: Reply;
      @ObjectField(() => Reply) closed?: Reply;
    }
    const metadata = metadataOf(Thing);
    const extra = Object.assign(new Reply(), { more: 1 });
    expect(dehydrate(metadata, Object.assign(new Thing(), { open: extra, off: extra }))).toEqual({
      open: { more: 1 },
      off: { more: 1 },
    });
    expect(thrown(() => dehydrate(metadata, Object.assign(new Thing(), { closed: extra })))).toMatchObject({
      code: 'DOCUMENT_UNMAPPED_PROPERTY',
      details: { path: 'closed.more' },
    });
  });
});

describe('a document that is read', () => {
  test('is an instance with its id, and so are the objects inside', () => {
    const read = hydrate(article, 'a1', {
      title: 'Hello',
      at: '2026-01-31T09:05:00.000Z',
      edits: ['1970-01-01T00:00:00.000Z', null],
      valid: { gte: '2026-01-01', lt: null },
      bytes: 'Av8=',
      comments: [{ author: 'Bob', replies: [{ body: 'Hi', at: 0 }] }],
      first: { author: 'Ann' },
    }) as Article;
    expect(read).toBeInstanceOf(Article);
    expect(read.id).toBe('a1');
    expect(read.length).toBe(5);
    expect(read.at).toEqual(new Date('2026-01-31T09:05:00Z'));
    expect(read.edits).toEqual([new Date(0), null]);
    expect(read.valid).toEqual({ gte: new Date('2026-01-01T00:00:00Z'), lt: null });
    expect(read.bytes).toEqual(new Uint8Array([2, 255]));
    expect(read.comments[0]).toBeInstanceOf(Comment);
    expect(read.comments[0]?.replies[0]).toBeInstanceOf(Reply);
    expect(read.comments[0]?.replies[0]?.at).toEqual(new Date(0));
    expect(read.first?.greet()).toBe('I am Ann');
  });

  test('has the class’s defaults where the source says nothing, and null where it says null', () => {
    const read = hydrate(article, 'a', { title: null }) as Article;
    expect(read).toEqual(Object.assign(new Article(), { id: 'a', title: null }));
    expect(read.views).toBe(0);
    expect(read.comments).toEqual([]);
  });

  test('shares no default value with another', () => {
    const one = hydrate(article, '1', {}) as Article;
    const two = hydrate(article, '2', {}) as Article;
    one.comments.push(new Comment());
    expect(two.comments).toEqual([]);
  });

  test('takes one value where a list is usual, and the other way round', () => {
    const read = hydrate(article, 'a', {
      comments: { author: 'Ann' },
      tags: 'one',
      first: [{ author: 'Bob' }],
    });
    expect(read).toMatchObject({ tags: 'one', comments: { author: 'Ann' }, first: [{ author: 'Bob' }] });
    expect((read as { comments: unknown }).comments).toBeInstanceOf(Comment);
  });

  test('leaves out what the class does not know', () => {
    expect(Object.keys(hydrate(article, 'a', { unknown: 1, title: 'x' }))).not.toContain('unknown');
  });

  test('keeps what is no value of the type', () => {
    const read = hydrate(article, 'a', { at: 'soon', bytes: 5, first: 'text', valid: 'x' });
    expect(read).toMatchObject({ at: 'soon', bytes: 5, first: 'text', valid: 'x' });
  });

  test('is not harmed by hostile keys, wherever they are', () => {
    const hostile =
      '"__proto__": {"isAdmin": true}, "constructor": {"prototype": {"isAdmin": true}}, "prototype": 1';
    const source = JSON.parse(
      `{${hostile}, "title": {"x": 1, ${hostile}}, "labels": {"a": {"b": 1, ${hostile}}}, "first": {"author": "Ann", ${hostile}},` +
        ` "comments": [{"author": "Bob", ${hostile}}], "place": {"lat": 1, "lon": 2, ${hostile}}}`,
    ) as Record<string, unknown>;
    const read = hydrate(article, 'a', source) as Article & { isAdmin?: boolean };
    expect(read).toBeInstanceOf(Article);
    expect(read.isAdmin).toBeUndefined();
    expect(read.constructor).toBe(Article);
    expect(read.first?.constructor).toBe(Comment);
    expect(JSON.stringify(read)).toBe(
      '{"id":"a","title":{"x":1},"views":0,"draft":true,"place":{"lat":1,"lon":2},"labels":{"a":{"b":1}},' +
        '"comments":[{"author":"Bob","replies":[]}],"first":{"author":"Ann","replies":[]}}',
    );
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
  });

  test('is not harmed by hostile keys where the mapping is dynamic', () => {
    @Document({ index: 'things', dynamic: true })
    class Thing {
      @Keyword() name!: string;
    }
    const source = JSON.parse(
      '{"name": "a", "__proto__": {"isAdmin": true}, "constructor": 5, "more": {"__proto__": 1}}',
    ) as object;
    const read = hydrate(metadataOf(Thing), '1', source as Record<string, unknown>) as Thing & {
      isAdmin?: boolean;
    };
    expect(read).toBeInstanceOf(Thing);
    expect(read.isAdmin).toBeUndefined();
    expect(read.constructor).toBe(Thing);
    expect(JSON.stringify(read)).toBe('{"name":"a","more":{}}');
  });

  test('needs a constructor that works without arguments', () => {
    @Document('things')
    class Thing {
      @Keyword() name: string;
      constructor(options: { name: string }) {
        this.name = options.name;
      }
    }
    expect(thrown(() => hydrate(metadataOf(Thing as unknown as Class), '1', { name: 'x' }))).toMatchObject({
      name: 'MetadataError',
      code: 'METADATA_CONSTRUCTOR',
      message:
        'new Thing() failed, so no document can be made from a hit. ' +
        'Let the constructor work without arguments: hydration calls it before it assigns the fields. ' +
        '[METADATA_CONSTRUCTOR]',
      cause: expect.any(TypeError),
    });
  });
});

describe('class-transformer', () => {
  @Document('users')
  class User {
    @Id() id?: string;
    @Keyword() name!: string;
    @Keyword() code?: string;
    @Keyword() both?: string;
    @Keyword() writeOnly?: string;
    @Keyword() readOnly?: string;
    session?: object;
  }
  // What the decorators do; written as calls because class-transformer's own types are for legacy mode only.
  Transform(({ value }) => (value as string).toLowerCase(), { toPlainOnly: true })(User.prototype, 'code');
  Transform(({ value }) => (value as string).toUpperCase(), { toClassOnly: true })(User.prototype, 'code');
  Exclude()(User.prototype, 'both');
  Exclude()(User.prototype, 'session');
  Exclude({ toClassOnly: true })(User.prototype, 'writeOnly');
  Exclude({ toPlainOnly: true })(User.prototype, 'readOnly');
  const metadata = metadataOf(User);
  const values = {
    name: 'Ann',
    code: 'AB',
    both: 'b',
    writeOnly: 'w',
    readOnly: 'r',
    session: { socket: 1 },
  };

  test('@Exclude and @Transform decide what is written', () => {
    expect(dehydrate(metadata, Object.assign(new User(), values))).toEqual({
      name: 'Ann',
      code: 'ab',
      writeOnly: 'w',
    });
  });

  test('@Exclude and @Transform decide what is read', () => {
    expect(
      hydrate(metadata, 'u', { name: 'Ann', code: 'ab', both: 'b', writeOnly: 'w', readOnly: 'r' }),
    ).toEqual(Object.assign(new User(), { id: 'u', name: 'Ann', code: 'AB', readOnly: 'r' }));
  });
});

describe('any document', () => {
  const text = fc.string();
  const someDate = fc.date({
    noInvalidDate: true,
    min: new Date('0001-01-01T00:00:00Z'),
    max: new Date('9999-12-31T00:00:00Z'),
  });
  const optional = <T>(values: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
    fc.option(values, { nil: undefined });
  const orNull = <T>(values: fc.Arbitrary<T>): fc.Arbitrary<T | null | undefined> =>
    optional(fc.option(values));
  const someComment = fc
    .record({
      author: text,
      replies: fc.array(
        fc.record({ body: text, at: optional(someDate) }).map((values) => Object.assign(new Reply(), values)),
        { maxLength: 2 },
      ),
    })
    .map((values) => Object.assign(new Comment(), values));
  const someArticle = fc
    .record({
      title: orNull(text),
      tags: optional(fc.array(text)),
      views: fc.integer(),
      draft: fc.boolean(),
      at: orNull(someDate),
      edits: optional(fc.array(someDate)),
      valid: optional(fc.record({ gte: someDate, lt: someDate }, { requiredKeys: [] })),
      ages: optional(fc.record({ gt: fc.integer(), lte: fc.integer() }, { requiredKeys: [] })),
      bytes: optional(fc.uint8Array()),
      place: optional(fc.record({ lat: fc.integer(), lon: fc.integer() })),
      vector: optional(
        fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0)),
      ),
      labels: optional(
        fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.oneof(text, fc.integer(), fc.constant(null))),
      ),
      comments: fc.array(someComment, { maxLength: 3 }),
      first: orNull(someComment),
    })
    .map((values) => Object.assign(new Article(), values));

  test('is the same after it was written as JSON and read', () => {
    fc.assert(
      fc.property(someArticle, text, (document, id) => {
        const sent = JSON.stringify(dehydrate(article, document));
        const read = hydrate(article, id, JSON.parse(sent) as Record<string, unknown>);
        expect(read).toEqual(Object.assign(document, { id }));
        expect(JSON.stringify(dehydrate(article, read))).toBe(sent);
      }),
      { numRuns: 300 },
    );
  });
});
