// Searches that go on while nodes hang and die. There is no loop and no catch here: the connection waits, tries again
// on another node, and does not repeat what could not succeed.
import { ConnectionManager, ElastodmError, Search } from 'elastodm';
import { heading } from '../support/terminal.js';
import { threeNodes } from '../support/three-nodes.js';

await using cluster = await threeNodes();
await using connections = new ConnectionManager({
  logger: {
    warn: (message, { host, trouble }) =>
      console.log(`    (${message}: ${String(host)}, ${String(trouble)})`),
    info: (message) => console.log(`    (${message})`),
  },
});

const client = connections.createConnection({
  ...cluster.connection, // hosts, httpAuth, caCerts
  timeout: 30_000, // for the whole of a search, retries included
  maxRetries: 5, // connection errors, timeouts, 429, 502, 503 and 504; never 400 or 404
  retryOnTimeout: true,
});
await client.indices.create({ index: 'articles-robust', settings: { number_of_replicas: 2 } });
await client.index({ index: 'articles-robust', document: { content: 'elasticsearch' }, refresh: true });

const search = new Search({ index: 'articles-robust', connections }).query('match', {
  content: 'elasticsearch',
});
const searchAll = async (): Promise<void> => {
  const start = performance.now();
  // One for each node at least.
  const answers = await Promise.all(Array.from({ length: 6 }, () => search.execute()));
  const found = answers.map(({ length }) => length).join(' ');
  console.log(`  found ${found} in ${Math.round(performance.now() - start)} ms`);
};

heading('All nodes are there');
await searchAll();

heading('node-3 hangs');
await cluster.node('node-3').pause();
await searchAll();
await cluster.node('node-3').resume();

heading('node-2 is killed');
await cluster.node('node-2').kill();
await searchAll();

heading('A mistake is told at once, and not repeated');
const error: unknown = await search
  .index('no-such-index')
  .execute()
  .catch((thrown: unknown) => thrown);
if (error instanceof ElastodmError) console.log(`  ${error.code}: ${error.message}`);
