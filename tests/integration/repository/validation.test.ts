// `required` and `validate` before a document is sent to a real server.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { DataSource, Document, Id, Integer, Keyword, Nested } from 'elastodm';
import type { Repository } from 'elastodm';
import { testIndices } from '../../support/cleanup.js';
import { rejection } from '../../support/failing.js';
import { serverOptions } from '../../support/server.js';

const newIndex = testIndices();

class Comment {
  @Keyword({ required: true }) author?: string;
}
@Document({ index: newIndex('validation'), settings: { number_of_replicas: 0 } })
class Post {
  @Id() id?: string;
  @Keyword({ required: true }) title?: string;
  @Integer({ validate: (stars) => (stars > 5 ? 'it is more than five' : undefined) }) stars?: number;
  @Nested(() => Comment) comments: Comment[] = [];
}
const dataSource = new DataSource({
  connections: { default: serverOptions() },
  documents: [Post],
  synchronize: 'create',
});
let posts: Repository<Post>;

beforeAll(async () => {
  await dataSource.initialize();
  posts = dataSource.getRepository(Post);
});
afterAll(() => dataSource.close());

test('a document that is not valid is not sent', async () => {
  const post = posts.create({ id: 'a', stars: 6, comments: [new Comment()] });
  expect(await rejection(posts.save(post))).toMatchObject({
    name: 'ValidationError',
    code: 'DOCUMENT_VALIDATION',
    details: {
      className: 'Post',
      problems: [
        { path: 'title', reason: 'it is required' },
        { path: 'stars', reason: 'it is more than five' },
        { path: 'comments[0].author', reason: 'it is required' },
      ],
    },
  });
  expect(await posts.getOrNull('a')).toBeNull();
});

test('one that is valid is saved', async () => {
  const saved = await posts.save(
    posts.create({ title: 'x', stars: 5, comments: [Object.assign(new Comment(), { author: 'Ann' })] }),
  );
  const read = await posts.get(saved.id!);
  expect(read).toEqual(saved);
  expect(read.comments[0]).toBeInstanceOf(Comment);
});
