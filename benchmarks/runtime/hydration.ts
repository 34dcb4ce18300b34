// What it costs to make documents of an answer, and sources of documents: 10,000 of 12 fields, five of them dates, and
// three nested objects. Bases: JSON.parse of the answer, JSON.stringify of the sources. Run: npm run benchmark:hydration
import { instanceToPlain, plainToInstance, Type } from 'class-transformer';
import {
  DataSource,
  DateField,
  Document,
  Double,
  Id,
  Integer,
  Keyword,
  Nested,
  Text,
} from '../../src/index.js';
import { parseExact } from '../../src/hydration/date-iso.js';
import { dehydrateWhole } from '../../src/hydration/document-hydration.js';
import { toSearchResult } from '../../src/response/to-search-result.js';
import type { WireAnswer } from '../../src/types/wire-request.js';
import { runInterleaved } from '../support/interleaved.js';

class Comment {
  @Keyword() author!: string;
  @Text() body!: string;
  @Integer() stars!: number;
}

@Document('posts')
class Post {
  @Id() id?: string;
  @Text() title!: string;
  @Text() body!: string;
  @Keyword() status!: string;
  @Keyword() author!: string;
  @Keyword() tags!: string[];
  @Integer() views!: number;
  @Double() rating!: number;
  @DateField() createdAt!: Date;
  @DateField() updatedAt!: Date;
  @DateField() publishedAt!: Date;
  @DateField() reviewedAt!: Date;
  @DateField() expiresAt!: Date;
  @Nested(() => Comment) comments!: Comment[];
}

// The same class for class-transformer, whose decorators are functions of (prototype, property).
class PlainComment {
  author!: string;
  body!: string;
  stars!: number;
}
class PlainPost {
  id!: string;
  title!: string;
  body!: string;
  status!: string;
  author!: string;
  tags!: string[];
  views!: number;
  rating!: number;
  createdAt!: Date;
  updatedAt!: Date;
  publishedAt!: Date;
  reviewedAt!: Date;
  expiresAt!: Date;
  comments!: PlainComment[];
}
const dates = ['createdAt', 'updatedAt', 'publishedAt', 'reviewedAt', 'expiresAt'] as const;
for (const property of dates) Type(() => Date)(PlainPost.prototype, property);
Type(() => PlainComment)(PlainPost.prototype, 'comments');

type Source = Record<keyof Omit<PlainPost, (typeof dates)[number]>, never> &
  Record<(typeof dates)[number], string>;

function byHand(id: string, source: Source, toDate = (text: string): Date => new Date(text)): PlainPost {
  const post = new PlainPost();
  post.id = id;
  post.title = source.title;
  post.body = source.body;
  post.status = source.status;
  post.author = source.author;
  post.tags = source.tags;
  post.views = source.views;
  post.rating = source.rating;
  post.createdAt = toDate(source.createdAt);
  post.updatedAt = toDate(source.updatedAt);
  post.publishedAt = toDate(source.publishedAt);
  post.reviewedAt = toDate(source.reviewedAt);
  post.expiresAt = toDate(source.expiresAt);
  post.comments = (source.comments as PlainComment[]).map(({ author, body, stars }) =>
    Object.assign(new PlainComment(), { author, body, stars }),
  );
  return post;
}

// No constructor runs, and what was parsed is what is handed out.
function inPlace({
  _id: id,
  _source: source,
}: {
  readonly _id?: string;
  readonly _source?: unknown;
}): object {
  const post = Object.setPrototypeOf(source, PlainPost.prototype) as PlainPost;
  post.id = id ?? '';
  for (const property of dates) post[property] = parseExact(post[property] as unknown as string) as Date;
  for (const comment of post.comments) Object.setPrototypeOf(comment, PlainComment.prototype);
  return post;
}

function toSourceByHand({ id: _, ...post }: PlainPost): object {
  return {
    ...post,
    createdAt: post.createdAt.toISOString(),
    updatedAt: post.updatedAt.toISOString(),
    publishedAt: post.publishedAt.toISOString(),
    reviewedAt: post.reviewedAt.toISOString(),
    expiresAt: post.expiresAt.toISOString(),
  };
}

function body(hits: number): string {
  const date = (place: number, offset: number): string =>
    new Date(1.7e12 + place * 61_001 + offset * 3.6e6).toISOString();
  return JSON.stringify({
    took: 3,
    timed_out: false,
    _shards: { total: 1, successful: 1, skipped: 0, failed: 0 },
    hits: {
      total: { value: hits, relation: 'eq' },
      max_score: 1,
      hits: Array.from({ length: hits }, (_, place) => ({
        _index: 'posts',
        _id: `post-${place}`,
        _score: 1,
        _version: 1,
        _seq_no: place,
        _primary_term: 1,
        _source: {
          title: `The title of post number ${place}`,
          body: 'Some sentences that stand for what an article says in its first paragraph.',
          status: place % 3 === 0 ? 'draft' : 'published',
          author: `author-${place % 97}`,
          tags: ['search', 'typescript', `tag-${place % 11}`],
          views: place * 7,
          rating: (place % 50) / 10,
          createdAt: date(place, 0),
          updatedAt: date(place, 1),
          publishedAt: date(place, 2),
          reviewedAt: date(place, 3),
          expiresAt: date(place, 4),
          comments: Array.from({ length: 3 }, (_unused, number) => ({
            author: `reader-${(place + number) % 31}`,
            body: 'A short remark on the article.',
            stars: number + 1,
          })),
        },
      })),
    },
  });
}

const text = body(10_000);
const origin = { alias: 'default', cluster: {} };
const metadata = new DataSource({ documents: [Post] }).getMetadata(Post);
const parse = (): WireAnswer<'search'> => JSON.parse(text) as WireAnswer<'search'>;

const rounds = 31;
await runInterleaved(
  'Reading 10,000 hits, 12 fields and three nested objects each',
  rounds,
  [
    { name: 'JSON.parse', run: parse },
    {
      name: '+ assignments written by hand',
      run: () => parse().hits.hits.map((hit) => byHand(hit._id!, hit._source as Source)),
    },
    {
      name: '+ the same with dates by their digits',
      run: () =>
        parse().hits.hits.map((hit) =>
          byHand(hit._id!, hit._source as Source, (text) => parseExact(text) ?? new Date(text)),
        ),
    },
    { name: '+ setPrototypeOf in place', run: () => parse().hits.hits.map(inPlace) },
    {
      name: '+ elastodm: result, hits, documents, state',
      run: () => toSearchResult(metadata, origin, {}, parse()),
    },
    {
      name: '+ class-transformer plainToInstance',
      run: () =>
        plainToInstance(
          PlainPost,
          parse().hits.hits.map((hit) => hit._source),
        ),
    },
  ],
  'cpu',
  'wall',
);

const found = toSearchResult(metadata, origin, {}, parse()).documents as readonly Post[];
const plain = parse().hits.hits.map((hit) => byHand(hit._id!, hit._source as Source));
const sources = parse().hits.hits.map((hit) => hit._source);
const lengthOf = (written: readonly unknown[]): number =>
  written.reduce<number>((length, source) => length + JSON.stringify(source).length, 0);

await runInterleaved(
  'Writing 10,000 documents, 12 fields and three nested objects each',
  rounds,
  [
    { name: 'JSON.stringify', run: () => lengthOf(sources) },
    { name: '+ by hand', run: () => lengthOf(plain.map(toSourceByHand)) },
    {
      name: '+ elastodm: checked sources',
      run: () => lengthOf(found.map((post) => dehydrateWhole(metadata, post, undefined, undefined))),
    },
    { name: '+ class-transformer instanceToPlain', run: () => lengthOf(instanceToPlain(plain) as unknown[]) },
  ],
  'cpu',
  'wall',
);
