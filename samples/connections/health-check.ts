// Every connection in one report: what works, what does not, and what to do about it.
import { ConnectionManager } from 'elastodm';
import { heading, paint } from '../support/terminal.js';
import { passwords, threeNodes } from '../support/three-nodes.js';

await using cluster = await threeNodes();
await using connections = new ConnectionManager();

const { hosts, caCerts } = cluster;
connections.configureAll({
  production: { hosts, caCerts, httpAuth: ['prod_user', passwords.prod_user] },
  guest: { hosts, caCerts, httpAuth: ['guest', passwords.guest] }, // may read, and not see the cluster's state
  stranger: { hosts, caCerts, httpAuth: ['prod_user', 'wrong'] },
  untrusted: { hosts }, // does not know the cluster's authority
  analytics: { hosts: 'localhost:1' }, // nothing listens there
});

for (const report of await connections.health({ timeout: 5_000 })) {
  heading(`Checking connection '${report.alias}': ${report.status}`);
  const { ok, numberOfNodes, activeShards, nodes = [], search, error } = report;
  if (numberOfNodes !== undefined) console.log(`  Nodes: ${numberOfNodes}, active shards: ${activeShards}`);
  for (const { name, version } of nodes) console.log(`  Node ${name} (${version})`);
  if (search !== undefined) console.log(`  Test search: ${search.total} documents in ${search.took} ms`);
  if (error !== undefined) console.log(`  ${paint(ok ? 'yellow' : 'red', error.code)}: ${error.remedy}`);
}
