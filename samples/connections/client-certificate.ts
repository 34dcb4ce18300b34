// A client certificate in place of a password: the cluster reads who we are from it (a PKI realm).
import { ConnectionManager } from 'elastodm';
import { heading } from '../support/terminal.js';
import { threeNodes } from '../support/three-nodes.js';

await using cluster = await threeNodes();
await using connections = new ConnectionManager();

// PKI realms need more than the basic licence: a trial is free, and starts with one request.
const admin = connections.createConnection('admin', cluster.connection);
await admin.license.postStartTrial({ acknowledge: true });

const { certFile, keyFile } = cluster.createCertificate({ cn: 'reader' });
const client = connections.createConnection('ssl_client_cert', {
  hosts: cluster.hosts,
  useSsl: true,
  verifyCerts: true,
  caCerts: cluster.caCerts, // the authority that signed the cluster's certificate
  clientCert: certFile,
  clientKey: keyFile,
  sslAssertHostname: true, // the certificate must name the host
});

heading('Who the cluster takes us for');
const { username, roles, authentication_realm } = await client.security.authenticate();
console.log(`  ${username}, by ${authentication_realm.type}, with the roles ${roles.join(', ')}`);
