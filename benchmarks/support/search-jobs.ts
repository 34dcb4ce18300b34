// The searches of 10,000 hits as jobs, and the index that they search.
import { Client } from '@elastic/elasticsearch';
import { DataSource } from '../../src/index.js';
import type { Job } from './fresh-process.js';
import { postsIn, postSource } from './posts.js';
import type { Server, TemporaryIndex } from './server.js';

const searches = 3;

export const searchJobs = {
  'raw search': async ({ url, index, documents }) => {
    const client = new Client({ node: url });
    let found = 0;
    for (let turn = 0; turn < searches; turn++)
      found += (await client.search({ index, size: documents / searches })).hits.hits.length;
    return found;
  },
  'elastodm search': async ({ url, index, documents }) => {
    const Post = postsIn(index);
    const dataSource = new DataSource({ connections: { default: { hosts: url } }, documents: [Post] });
    const posts = dataSource.getRepository(Post);
    let found = 0;
    for (let turn = 0; turn < searches; turn++)
      found += (await posts.search({ size: documents / searches })).documents.length;
    return found;
  },
} satisfies Record<string, Job>;

/** An index with so many posts, visible. */
export async function fillPosts(server: Server, count: number): Promise<TemporaryIndex> {
  const index = await server.createIndex(postsIn);
  const places = Array.from({ length: count }, (_, place) => place);
  await server.client.helpers.bulk({
    datasource: places,
    index: index.name,
    onDocument: (place) => [{ index: { _id: `post-${place}` } }, postSource(place)],
    onDrop: ({ error }) => {
      throw new Error(`A post was refused: ${JSON.stringify(error)}`);
    },
  });
  const filled = await index.count();
  if (filled !== count) throw new Error(`The index has ${filled} posts, and not ${count}.`);
  return index;
}
