// What one answer of 10,000 hits costs, through HTTP and with all documents made, on a stub and on a real server.
// Base: the raw client, which parses and makes nothing. Run: npm run benchmark:search
import { Client } from '@elastic/elasticsearch';
import { plainToInstance } from 'class-transformer';
import { DataSource } from '../../src/index.js';
import { runInterleaved } from '../support/interleaved.js';
import { numberOption } from '../support/options.js';
import { PlainPost, postByHand, postsAnswer, postsIn } from '../support/posts.js';
import type { PostSource } from '../support/posts.js';
import { fillPosts } from '../support/search-jobs.js';
import { openServer } from '../support/server.js';
import { isStubProcess, startStubProcess } from '../support/stub-process.js';

const size = 10_000;

async function compare(where: string, url: string, index: string): Promise<void> {
  const client = new Client({ node: url });
  const Post = postsIn(index);
  await using dataSource = new DataSource({ connections: { default: { hosts: url } }, documents: [Post] });
  const posts = dataSource.getRepository(Post);
  const raw = async () => (await client.search<PostSource>({ index, size })).hits.hits;
  await runInterleaved(
    `search of ${size} hits, ${where}`,
    numberOption('rounds', 21),
    [
      { name: 'raw client, nothing made of the hits', run: raw },
      { name: 'elastodm, all documents', run: () => posts.search({ size }) },
      {
        name: 'raw client + instances by hand',
        run: async () => (await raw()).map(({ _id, _source }) => postByHand(_id!, _source!)),
      },
      {
        name: 'raw client + class-transformer',
        run: async () =>
          plainToInstance(
            PlainPost,
            (await raw()).map(({ _source }) => _source),
          ),
      },
    ],
    'wall',
    'cpu',
  );
  await client.close();
}

async function main(): Promise<void> {
  const answer = postsAnswer(size);
  using stub = await startStubProcess(answer);
  await compare(`${(answer.length / 1e6).toFixed(1)} MB, stub`, stub.url, 'posts');
  await using server = await openServer();
  await using index = await fillPosts(server, size);
  await compare('real server', server.url, index.name);
}

if (!isStubProcess()) await main();
