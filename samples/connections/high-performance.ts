// Three nodes under load: many sockets, compression, retries, and nodes that are found by asking the cluster.
import { ConnectionManager, Search } from 'elastodm';
import { heading, table } from '../support/terminal.js';
import { threeNodes } from '../support/three-nodes.js';

await using cluster = await threeNodes();
await using connections = new ConnectionManager();

const client = connections.createConnection('high_performance', {
  ...cluster.connection, // hosts, httpAuth, caCerts
  hosts: cluster.hosts[0]!, // the others are found by sniffing
  // Sockets
  connectionsPerNode: 10,
  // Retries, with a growing pause between them
  maxRetries: 5,
  retryOnTimeout: true,
  retryOnStatus: [429, 502, 503, 504],
  // Nodes
  sniffOnStart: true,
  sniffOnConnectionFail: true,
  sniffTimeout: 5_000,
  snifferDelay: 60_000,
  randomizeHosts: true,
  // Speed
  httpCompress: true,
  timeout: 20_000,
});

const index = 'products';
await client.bulk({
  index,
  refresh: true,
  operations: Array.from({ length: 1_000 }, (_, place) => [
    { index: {} },
    { name: `product ${place}`, price: place % 50 },
  ]).flat(),
});

heading('300 searches, 60 at a time');
const search = new Search({ using: 'high_performance', index, connections });
const start = performance.now();
let found = 0;
for (let done = 0; done < 300; done += 60) {
  const answers = await Promise.all(
    Array.from({ length: 60 }, (_, place) => search.filter('term', { price: place % 50 }).execute()),
  );
  found += answers.reduce((sum, { total }) => sum + total, 0);
}
const seconds = (performance.now() - start) / 1000;
console.log(`  ${found} hits in ${seconds.toFixed(2)} s, ${Math.round(300 / seconds)} searches a second`);

heading('Which nodes answered');
const { nodes } = await client.nodes.stats({ metric: 'http' });
table(
  Object.values(nodes).map(({ name = '', http }) => [name, `${http?.total_opened ?? 0} connections so far`]),
);
