// The documents of the searches: 12 fields, five of them dates, and three nested objects each.
import { Type } from 'class-transformer';
import { DateField, Document, Double, Id, Integer, Keyword, Nested, Text } from '../../src/index.js';

/** The fields that are dates. */
export const dates = ['createdAt', 'updatedAt', 'publishedAt', 'reviewedAt', 'expiresAt'] as const;

class Comment {
  @Keyword() author!: string;
  @Text() body!: string;
  @Integer() stars!: number;
}

/** The class for elastodm, in an index of this name. */
export function postsIn(index: string) {
  @Document(index)
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
  return Post;
}

/** The same class without decorators of elastodm; class-transformer's are functions of (prototype, property). */
export class PlainPost {
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
export class PlainComment {
  author!: string;
  body!: string;
  stars!: number;
}
for (const property of dates) Type(() => Date)(PlainPost.prototype, property);
Type(() => PlainComment)(PlainPost.prototype, 'comments');

/** What an index holds of a post. */
export type PostSource = Omit<PlainPost, 'id' | 'comments' | (typeof dates)[number]> &
  Record<(typeof dates)[number], string> & {
    readonly comments: readonly { author: string; body: string; stars: number }[];
  };

/** What one writes by hand to have an instance. */
export function postByHand(
  id: string,
  source: PostSource,
  toDate = (text: string): Date => new Date(text),
): PlainPost {
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
  post.comments = source.comments.map(({ author, body, stars }) =>
    Object.assign(new PlainComment(), { author, body, stars }),
  );
  return post;
}

export function postSource(place: number): PostSource {
  const date = (offset: number): string => new Date(1.7e12 + place * 61_001 + offset * 3.6e6).toISOString();
  return {
    title: `The title of post number ${place}`,
    body: 'An article says this first.',
    status: place % 3 === 0 ? 'draft' : 'published',
    author: `author-${place % 97}`,
    tags: ['search', 'typescript', `tag-${place % 11}`],
    views: place * 7,
    rating: (place % 50) / 10,
    createdAt: date(0),
    updatedAt: date(1),
    publishedAt: date(2),
    reviewedAt: date(3),
    expiresAt: date(4),
    comments: Array.from({ length: 3 }, (_, number) => ({
      author: `reader-${(place + number) % 31}`,
      body: 'A short remark.',
      stars: number + 1,
    })),
  };
}

/** The answer to a search that found so many posts. */
export function postsAnswer(hits: number): string {
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
        _source: postSource(place),
      })),
    },
  });
}
