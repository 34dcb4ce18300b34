// Documents without decorators: the types of their properties, what a field takes, and that searches know them.
import {
  Document,
  Text,
  Keyword,
  analyzer,
  charFilter,
  defineDocument,
  defineObject,
  f,
  normalizer,
  simulate,
  tokenFilter,
  tokenizer,
} from 'elastodm';
import type {
  AnalyzedToken,
  CompletionValue,
  DataSource,
  GeoPointValue,
  InferDocument,
  MultiField,
  Range,
  Repository,
} from 'elastodm';
import { expectTypeOf } from 'expect-type';

declare const dataSource: DataSource;

class Money {
  constructor(readonly cents: bigint) {}
}
const money = { to: (value: Money) => value.cents, from: () => new Money(0n) };

const Comment = defineObject('Comment', { author: f.keyword(), body: f.text(), stars: f.byte().optional() });
class Address {
  @Keyword() city!: string;
}

// — the types of properties ————————————————————————————————————————————————————————————————————————————————————

const Post = defineDocument('posts', {
  id: f.id(),
  version: f.version(),
  title: f.text({ analyzer: 'english', fields: { raw: { type: 'keyword' } } }),
  titles: f.text({ fields: { raw: { type: 'keyword' }, en: { type: 'text' } } }).array(),
  status: f.keyword().of<'draft' | 'published'>(),
  statuses: f.keyword().array().of<'draft' | 'published'>(),
  tags: f.keyword().array(),
  views: f.integer().default(0),
  score: f
    .double()
    .optional()
    .default(() => 1),
  publishedAt: f.date().optional(),
  removedAt: f.date().nullable(),
  both: f.keyword().optional().nullable(),
  lists: f.long().array().nullable().optional(),
  exact: f.long({ bigint: true }),
  exacts: f.unsignedLong({ bigint: true }).array(),
  period: f.longRange({ bigint: true }),
  valid: f.dateRange(),
  place: f.geoPoint(),
  where: f.geoPoint().of<{ lat: number; lon: number }>(),
  pair: f.geoPoint().of<readonly [number, number]>().array(),
  vector: f.denseVector({ dims: 3 }),
  vectors: f.rankVectors(),
  labels: f.flattened(),
  known: f.flattened().of<{ colour: string }>(),
  suggest: f.completion(),
  bytes: f.binary(),
  headline: f.alias({ path: 'title' }),
  typed: f.alias({ path: 'title' }).of<string>(),
  comments: f.nested(() => Comment).array(),
  comment: f.nested(() => Comment).optional(),
  address: f.object(() => Address),
  payload: f.object({ enabled: false }),
  shaped: f.object({ enabled: false }).of<{ a: number }>(),
  attributes: f.passthrough(() => Address, { priority: 1 }),
  price: f.keyword({ transform: { to: (value: URL) => value.href, from: () => new URL('x:y') } }),
  total: f.long({ bigint: true }).transform(money),
  release: f.versionField(),
  tenant: f.keyword().routing(),
  createdAt: f.createdAt(),
  updatedAt: f.updatedAt({ format: 'date_time' }),
  deletedAt: f.deletedAt(),
  kind: f.discriminator(),
});
type Post = InferDocument<typeof Post>;

expectTypeOf<Post>().toEqualTypeOf<{
  id?: string;
  version?: number;
  title: MultiField<string, 'raw'>;
  titles: MultiField<string, 'raw' | 'en'>[];
  status: 'draft' | 'published';
  statuses: ('draft' | 'published')[];
  tags: string[];
  views: number;
  score: number;
  publishedAt?: Date;
  removedAt: Date | null;
  both?: string | null;
  lists?: number[] | null;
  exact: bigint;
  exacts: bigint[];
  period: Range<bigint>;
  valid: Range<Date>;
  place: GeoPointValue;
  where: { lat: number; lon: number };
  pair: (readonly [number, number])[];
  vector: number[];
  vectors: number[][];
  labels: Record<string, unknown>;
  known: { colour: string };
  suggest: string | CompletionValue;
  bytes: Uint8Array;
  headline?: unknown;
  typed?: string;
  comments: InferDocument<typeof Comment>[];
  comment?: InferDocument<typeof Comment>;
  address: Address;
  payload: Record<string, unknown>;
  shaped: { a: number };
  attributes: Address;
  price: URL;
  total: Money;
  release: string;
  tenant: string;
  createdAt?: Date;
  updatedAt?: Date;
  deletedAt?: Date | null;
  kind: string;
}>();
expectTypeOf<InferDocument<typeof Comment>>().toEqualTypeOf<{
  author: string;
  body: string;
  stars?: number;
}>();

// — the class and its repository ———————————————————————————————————————————————————————————————————————————————

const posts: Repository<Post> = dataSource.getRepository(Post);
export const post: Post = new Post();
export const created: Post = posts.create({ title: 'x', tags: ['a'] });
// @ts-expect-error no such property
posts.create({ titel: 'x' });
// @ts-expect-error another type
posts.create({ views: 'many' });
void posts.search({
  query: { match: { title: 'x' } },
  sort: [{ 'title.raw': 'asc' }],
  aggs: { by: { terms: { field: 'comments.author' } } },
});
// @ts-expect-error no such field
void posts.search({ query: { match: { titel: 'x' } } });
// @ts-expect-error not one of the values
void posts.search({ query: { term: { status: 'lost' } } });

@Document('articles')
export class Article extends defineObject('ArticleFields', { title: f.text(), at: f.date().optional() }) {
  @Text() body!: string;
  get slug(): string {
    return this.title.toLowerCase();
  }
}
void dataSource.getRepository(Article).search({ query: { match: { title: 'x' } }, sort: ['at'] });
export const slug: string = new Article().slug;

// — options ————————————————————————————————————————————————————————————————————————————————————————————————————

export const Visit = defineDocument(
  {
    name: 'Visit',
    index: (visit) => `visits-${visit.day}`,
    pattern: 'visits-*',
    connection: 'analytics',
    settings: { number_of_shards: 1 },
  },
  { day: f.keyword(), slug: f.keyword().optional(), page: f.keyword({ required: true }) },
  {
    hooks: {
      beforeSave() {
        this.slug = this.page.toLowerCase();
        // @ts-expect-error no such property
        this.slag = '';
      },
      async afterLoad() {
        await Promise.resolve(this.day);
      },
    },
  },
);
export const External = defineDocument('films', {
  revision: f.version({ type: 'external' }),
  title: f.text(),
});
expectTypeOf<InferDocument<typeof External>>().toEqualTypeOf<{ revision: number; title: string }>();

// @ts-expect-error an index is needed
defineDocument({ name: 'Thing' }, { a: f.keyword() });
// @ts-expect-error unknown option
defineDocument({ index: 'things', shards: 1 }, { a: f.keyword() });
// @ts-expect-error a function needs a pattern
defineDocument({ index: () => 'things' }, { a: f.keyword() });
// @ts-expect-error no such hook
defineDocument('things', { a: f.keyword() }, { hooks: { beforeSafe() {} } });
// @ts-expect-error a field is called
defineDocument('things', { a: f.keyword });
// @ts-expect-error a name is no field
defineDocument('things', { a: 'keyword' });

// — what a field takes —————————————————————————————————————————————————————————————————————————————————————————

// @ts-expect-error text is no number
f.integer().of<string>();
// @ts-expect-error a keyword is text
f.keyword().of<'a' | 1>();
// @ts-expect-error null is said by `nullable`
f.keyword().of<'a' | null>();
// @ts-expect-error a list is said by `array`
f.keyword().of<string[]>();
// @ts-expect-error a place has lat and lon
f.geoPoint().of<{ latitude: number }>();
// @ts-expect-error not what the class of the field has
f.nested(() => Comment).of<{ author: number }>();
// @ts-expect-error a vector is one value
f.denseVector().array();
// @ts-expect-error an id is one value
f.id().array();
// @ts-expect-error a transform is for the value as a whole
f.keyword({ transform: { to: (value: URL) => value.href, from: () => new URL('x:y') } }).array();
// @ts-expect-error what is stored is no number
f.keyword({ transform: { to: (value: URL) => value.href.length, from: () => new URL('x:y') } });
// @ts-expect-error an id is not converted
f.id().transform({ to: String, from: String });
// @ts-expect-error unknown option
f.text({ analyser: 'x' });
// @ts-expect-error unknown option beside multi-fields
f.text({ fields: { raw: { type: 'keyword' } }, foo: 1 });
// @ts-expect-error a multi-field has a type
f.text({ fields: { raw: { type: 'keyworth' } } });
// @ts-expect-error an option of text
f.keyword({ analyzer: 'english' });
// @ts-expect-error a parameter that it can't do without
f.aggregateMetricDouble();
// @ts-expect-error only whole numbers
f.double({ bigint: true });
// @ts-expect-error another type
f.integer().default('0');
// @ts-expect-error one value is no list
f.integer().array().default(0);
// @ts-expect-error an object without a class says what it may hold
f.object();
// @ts-expect-error a version of your own has one of these types
f.version({ type: 'mine' });
export const right = {
  a: f.integer().nullable().default(null),
  b: f.integer().array().default([1, 2]),
  c: f.keyword({ required: true, validate: (value) => (value === '' ? 'it is empty' : undefined) }),
  d: f.long({ bigint: true, validate: (value) => (value < 0n ? 'it is negative' : undefined) }),
  e: f.date({ format: 'strict_date' }).default(() => new Date()),
  g: f
    .nested(() => Comment, { include_in_parent: true })
    .array()
    .default([]),
};

// — analysis ———————————————————————————————————————————————————————————————————————————————————————————————————

const edge = tokenFilter('edge', { type: 'edge_ngram', min_gram: 2, max_gram: 10 });
const words = tokenizer('words', { type: 'pattern', pattern: '\\W+' });
const ampersand = charFilter('ampersand', { type: 'mapping', mappings: ['& => and'] });
const folded = normalizer('folded', { filter: ['lowercase'], char_filter: ampersand });
const titles = analyzer('titles', {
  tokenizer: words,
  filter: ['lowercase', edge, tokenFilter('either', { type: 'multiplexer', filters: [edge, 'lowercase'] })],
  char_filter: [ampersand],
});
export const definitions = [
  analyzer('a', { type: 'standard', stopwords: ['the'] }),
  analyzer('b', { type: 'custom', tokenizer: 'standard', filter: 'lowercase' }),
  normalizer('c', { type: 'lowercase' }),
];

export class Analyzed {
  @Text({ analyzer: titles, search_analyzer: 'standard', search_quote_analyzer: titles }) a!: string;
  @Text({
    fields: { raw: { type: 'keyword', normalizer: folded }, edge: { type: 'text', analyzer: titles } },
  })
  b!: MultiField<string, 'raw' | 'edge'>;
  @Keyword({ normalizer: folded }) c!: string;
  // @ts-expect-error a normalizer is no analyzer
  @Text({ analyzer: folded }) d!: string;
  // @ts-expect-error an analyzer is no normalizer
  @Keyword({ normalizer: titles }) e!: string;
  // @ts-expect-error a normalizer is no analyzer in a multi-field either
  @Text({ fields: { raw: { type: 'text', analyzer: folded } } }) g!: MultiField<string, 'raw'>;
}
export const AnalyzedToo = defineDocument('things', {
  a: f.text({ analyzer: titles, fields: { raw: { type: 'keyword', normalizer: folded } } }),
  b: f.completion({ analyzer: titles, search_analyzer: titles }),
  c: f.searchAsYouType({ search_analyzer: titles }),
  d: f.tokenCount({ analyzer: titles }),
  // @ts-expect-error a token filter is no analyzer
  e: f.text({ analyzer: edge }),
});
// @ts-expect-error an analyzer is put together with a tokenizer
analyzer('x', { filter: ['lowercase'] });
// @ts-expect-error a token filter is no tokenizer
analyzer('x', { tokenizer: edge });
// @ts-expect-error a tokenizer is no token filter
analyzer('x', { tokenizer: 'standard', filter: [words] });
// @ts-expect-error another type of option
tokenFilter('x', { type: 'edge_ngram', min_gram: 'two' });
// @ts-expect-error no such type
tokenizer('x', { type: 'words' });

expectTypeOf(simulate(titles, 'x', { using: 'default' })).toEqualTypeOf<Promise<AnalyzedToken[]>>();
void simulate(folded, 'x', { index: 'things', timeout: 100 });
// @ts-expect-error text is needed
void simulate(titles);
