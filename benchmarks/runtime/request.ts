// What one call costs this process in CPU: the official client, our transport and sockets under it, and a repository
// above. Base: the official client alone. Run: npm run benchmark:request
import { Client } from '@elastic/elasticsearch';
import { DataSource, DateField, Document, Id, Integer, Keyword, Text } from '../../src/index.js';
import { runInterleaved } from '../support/interleaved.js';
import { isStubProcess, startStubProcess } from '../support/stub-process.js';

@Document('articles')
class Article {
  @Id() id?: string;
  @Text() title!: string;
  @Text() body!: string;
  @Keyword() status!: string;
  @Keyword() tags!: string[];
  @Integer() views!: number;
  @DateField() publishedAt!: Date;
}

const answer = JSON.stringify({
  _index: 'articles',
  _id: 'a1',
  _version: 3,
  _seq_no: 12,
  _primary_term: 1,
  found: true,
  _source: {
    title: 'An article of common length on a common matter',
    body: 'Some words of text, as they stand in a field that is searched. '.repeat(5),
    status: 'published',
    tags: ['search', 'mapping', 'typescript'],
    views: 1234,
    publishedAt: '2026-03-04T05:06:07.000Z',
  },
});

const calls = 400;

async function oneByOne(call: () => Promise<unknown>): Promise<void> {
  for (let done = 0; done < calls; done++) await call();
}

async function sideBySide(call: () => Promise<unknown>): Promise<void> {
  const lane = async (): Promise<void> => {
    for (let done = 0; done < calls / 32; done++) await call();
  };
  await Promise.all(Array.from({ length: 32 }, lane));
}

async function main(): Promise<void> {
  using stub = await startStubProcess(answer);
  const plain = new Client({ node: stub.url });
  await using dataSource = new DataSource({
    connections: { default: { hosts: stub.url } },
    documents: [Article],
  });
  const articles = dataSource.getRepository(Article);
  const ours = dataSource.connections.getConnection();
  const target = { index: 'articles', id: 'a1' };
  for (const [how, run] of [
    ['one after another', oneByOne],
    ['32 at a time', sideBySide],
  ] as const) {
    await runInterleaved(
      `get, ${calls} calls, ${how}`,
      41,
      [
        { name: 'official client', run: () => run(() => plain.get(target)) },
        { name: 'official client with our transport', run: () => run(() => ours.get(target)) },
        { name: 'repository.get', run: () => run(() => articles.get('a1')) },
      ],
      'cpu',
    );
  }
  await plain.close();

  const before = process.memoryUsage().heapUsed;
  const start = performance.now();
  const aliases = Array.from(
    { length: 50 },
    (_, number) => [`alias-${number}`, { hosts: stub.url }] as const,
  );
  const many = new DataSource({ connections: Object.fromEntries(aliases), documents: [Article] });
  const taken = performance.now() - start;
  const bytes = process.memoryUsage().heapUsed - before;
  console.log(
    `50 aliases, none used: ${taken.toFixed(2)} ms, ${(bytes / 1024).toFixed(0)} kB (${many.connections.aliases().length} known)`,
  );
}

if (!isStubProcess()) await main();
