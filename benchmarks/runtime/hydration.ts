// What it costs to make documents of an answer, and sources of documents: 10,000 of 12 fields, five of them dates, and
// three nested objects. Bases: JSON.parse of the answer, JSON.stringify of the sources. Run: npm run benchmark:hydration
import { instanceToPlain, plainToInstance } from 'class-transformer';
import { DataSource } from '../../src/index.js';
import { parseExact } from '../../src/hydration/date-iso.js';
import { dehydrateWhole } from '../../src/hydration/document-hydration.js';
import { toSearchResult } from '../../src/response/to-search-result.js';
import type { WireAnswer } from '../../src/types/wire-request.js';
import { runInterleaved } from '../support/interleaved.js';
import { PlainComment, PlainPost, dates, postByHand, postsAnswer, postsIn } from '../support/posts.js';
import type { PostSource } from '../support/posts.js';

const Post = postsIn('posts');

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

const text = postsAnswer(10_000);
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
      run: () => parse().hits.hits.map((hit) => postByHand(hit._id!, hit._source as PostSource)),
    },
    {
      name: '+ the same with dates by their digits',
      run: () =>
        parse().hits.hits.map((hit) =>
          postByHand(hit._id!, hit._source as PostSource, (text) => parseExact(text) ?? new Date(text)),
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

const found = toSearchResult(metadata, origin, {}, parse()).documents;
const plain = parse().hits.hits.map((hit) => postByHand(hit._id!, hit._source as PostSource));
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
