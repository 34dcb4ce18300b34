// The cluster of the connection samples: three nodes with TLS, users and client certificates, on this machine.
import { startCluster } from 'elastodm/testing';
import type { Cluster } from 'elastodm/testing';

export type ThreeNodes = Pick<
  Cluster,
  'connection' | 'createCertificate' | 'createServiceToken' | 'hosts' | 'node'
> &
  AsyncDisposable & { readonly caCerts: string };

/** The passwords of its users, by name. Only good on this machine, and gone with the cluster. */
export const passwords = {
  prod_user: 'prod_password',
  dev_user: 'dev_password',
  analytics_user: 'analytics_password',
  guest: 'guest_password',
} as const;

// Several samples in one process share one cluster; see run.ts.
let shared: Promise<Cluster> | undefined;

/** Starts the cluster, or takes the one that is shared. `await using` stops it, unless it is shared. */
export async function threeNodes(): Promise<ThreeNodes> {
  const cluster = await (shared ?? start());
  const stop = shared === undefined ? () => cluster.stop() : () => Promise.resolve();
  return {
    connection: cluster.connection,
    hosts: cluster.hosts,
    caCerts: cluster.caCerts!,
    node: (name) => cluster.node(name),
    createCertificate: (request) => cluster.createCertificate(request),
    createServiceToken: (account, name) => cluster.createServiceToken(account, name),
    [Symbol.asyncDispose]: stop,
  };
}

/** From now on all samples of this process use one cluster. */
export function shareThreeNodes(): AsyncDisposable {
  shared = start();
  return {
    async [Symbol.asyncDispose]() {
      await (await shared)?.stop();
    },
  };
}

function start(): Promise<Cluster> {
  return startCluster({
    nodes: 3,
    tls: true,
    users: {
      prod_user: { password: passwords.prod_user, roles: ['superuser'] },
      dev_user: { password: passwords.dev_user, roles: ['superuser'] },
      analytics_user: { password: passwords.analytics_user, roles: ['superuser'] },
      guest: { password: passwords.guest, roles: ['reads_all'] },
    },
    configFiles: {
      'roles.yml': "reads_all:\n  indices:\n    - names: ['*']\n      privileges: ['read']\n",
      // Who shows a client certificate of this name may read.
      'role_mapping.yml': 'reads_all:\n  - "CN=reader"\n',
    },
    settings: {
      'xpack.security.authc.realms.pki.certificates.order': 2,
      'xpack.security.authc.realms.pki.certificates.certificate_authorities': ['ca.crt'],
      // So that the loss of a node is noticed in seconds.
      'cluster.fault_detection.follower_check.timeout': '2s',
      'cluster.fault_detection.follower_check.retry_count': 1,
      'cluster.fault_detection.leader_check.timeout': '2s',
      'cluster.fault_detection.leader_check.retry_count': 1,
    },
  });
}
