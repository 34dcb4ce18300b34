// A token of a service account, sent as `Authorization: Bearer`; with a name for the cluster's logs, and headers.
import { ConnectionManager } from 'elastodm';
import { heading } from '../support/terminal.js';
import { threeNodes } from '../support/three-nodes.js';

await using cluster = await threeNodes();
await using connections = new ConnectionManager();

const client = connections.createConnection('bearer_token', {
  hosts: cluster.hosts,
  caCerts: cluster.caCerts,
  bearerAuth: await cluster.createServiceToken('elastic/fleet-server', 'sample'),
  opaqueId: 'my-application-v1.0', // X-Opaque-Id: in slow logs and in the list of tasks
  headers: { 'x-team': 'search' },
});

heading('Who the cluster takes us for');
const { username, authentication_type } = await client.security.authenticate();
console.log(`  ${username}, by ${authentication_type}`);
