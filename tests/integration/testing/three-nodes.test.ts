// Three nodes with TLS and users: security, and faults of single nodes.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { X509Certificate } from 'node:crypto';
import { readFileSync, statSync } from 'node:fs';
import { inspect } from 'node:util';
import { startCluster } from '../../../src/testing/index.js';
import type { Cluster } from '../../../src/testing/index.js';
import { takeTurn } from '../../support/take-turn.js';
import { basic, getSecure, own, until } from './support.js';

let cluster: Cluster;
let endTurn: () => void;
let ca: string;
let authorization: string;

beforeAll(async () => {
  endTurn = await takeTurn();
  cluster = await startCluster(
    own({
      nodes: 3,
      tls: true,
      heap: '384m',
      users: { reader: { password: 'reader-password', roles: ['viewer'] } },
      // So that the loss of a node is noticed in seconds.
      settings: {
        'cluster.fault_detection.follower_check.timeout': '2s',
        'cluster.fault_detection.follower_check.retry_count': 1,
        'cluster.fault_detection.leader_check.timeout': '2s',
        'cluster.fault_detection.leader_check.retry_count': 1,
      },
    }),
  );
  ca = readFileSync(cluster.caCerts ?? '', 'utf8');
  authorization = basic(cluster.username, cluster.password);
}, 480_000);

afterAll(async () => {
  try {
    await cluster.stop();
  } finally {
    endTurn();
  }
});

async function nodesSeenBy(name: string): Promise<number | undefined> {
  const url = `${cluster.node(name).host}/_cluster/health?master_timeout=1s&timeout=1s`;
  const { status, body } = await getSecure(url, { ca, authorization });
  return status === 200 ? (body as { number_of_nodes: number }).number_of_nodes : undefined;
}

describe('security', () => {
  test('three nodes form a green cluster', async () => {
    for (const host of cluster.hosts) {
      const { status, body } = await getSecure(`${host}/_cluster/health?wait_for_status=green`, {
        ca,
        authorization,
      });
      expect([status, body]).toEqual([200, expect.objectContaining({ status: 'green', number_of_nodes: 3 })]);
    }
  });

  test('who sends no password, or a wrong one, is refused', async () => {
    const [host = ''] = cluster.hosts;
    expect(await getSecure(`${host}/_cluster/health`, { ca })).toMatchObject({ status: 401 });
    expect(
      await getSecure(`${host}/_cluster/health`, { ca, authorization: basic('elastic', 'wrong') }),
    ).toMatchObject({
      status: 401,
    });
  });

  test('elastic may do everything, and further users what their roles say', async () => {
    const [host = ''] = cluster.hosts;
    const me = await getSecure(`${host}/_security/_authenticate`, { ca, authorization });
    expect(me.body).toMatchObject({ username: 'elastic', roles: ['superuser'] });
    const reader = basic('reader', 'reader-password');
    expect(await getSecure(`${host}/_security/_authenticate`, { ca, authorization: reader })).toMatchObject({
      status: 200,
      body: { username: 'reader', roles: ['viewer'] },
    });
    expect(await getSecure(`${host}/_cluster/state`, { ca, authorization: reader })).toMatchObject({
      status: 403,
    });
  });

  test('the certificates are of the authority, and are refused without it', async () => {
    const [host = ''] = cluster.hosts;
    expect(cluster.ca).toMatchObject({ certFile: cluster.caCerts, certificate: ca });
    expect(cluster.ca?.fingerprint).toBe(new X509Certificate(ca).fingerprint256);
    const localhost = host.replace('127.0.0.1', 'localhost');
    expect(await getSecure(`${localhost}/_cluster/health`, { ca, authorization })).toMatchObject({
      status: 200,
    });
    const stranger = cluster.createCertificate({ cn: 'stranger' }).certificate;
    await expect(getSecure(host, { ca: stranger })).rejects.toThrow();
  });

  test('a client certificate of the authority is accepted in the handshake', async () => {
    const { certificate, key, keyFile } = cluster.createCertificate({ cn: 'client' });
    expect(statSync(keyFile).mode & 0o777).toBe(0o600);
    const [host = ''] = cluster.hosts;
    const request = { ca, authorization, cert: certificate, key };
    expect(await getSecure(`${host}/_cluster/health`, request)).toMatchObject({ status: 200 });
  });

  test('a service token is accepted by every node', async () => {
    const token = await cluster.createServiceToken('elastic/kibana', 'one');
    for (const host of cluster.hosts) {
      const answer = await getSecure(`${host}/_security/_authenticate`, {
        ca,
        authorization: `Bearer ${token}`,
      });
      expect(answer).toMatchObject({ status: 200, body: { username: 'elastic/kibana' } });
    }
  });

  test('the connection options carry the credentials; what is printed does not', () => {
    const { hosts, username, password = '', caCerts } = cluster;
    expect(cluster.connection).toEqual({ hosts, httpAuth: [username, password], caCerts });
    expect(password.length).toBeGreaterThan(20);
    expect(inspect(cluster, { depth: 10, showHidden: true })).not.toContain(password);
    expect(JSON.stringify(cluster)).not.toContain(password);
    for (const { logFile } of cluster.nodes) expect(readFileSync(logFile, 'utf8')).not.toContain(password);
  });
});

describe('faults', () => {
  test('a killed node leaves the cluster, and comes back on the same ports', async () => {
    const node = cluster.node('node-2');
    const { host } = node;
    await node.kill();
    expect(node.state).toBe('stopped');
    await expect(nodesSeenBy('node-2')).rejects.toThrow();
    expect(await until(async () => (await nodesSeenBy('node-1').catch(() => undefined)) === 2, 60_000)).toBe(
      true,
    );
    await node.restart();
    expect([node.state, node.host]).toEqual(['running', host]);
    expect(await until(async () => (await nodesSeenBy('node-2').catch(() => undefined)) === 3, 60_000)).toBe(
      true,
    );
  }, 160_000);

  test('a paused node keeps its socket and does not answer; resumed, it joins again', async () => {
    const node = cluster.node('node-3');
    await node.pause();
    expect(node.state).toBe('paused');
    const answer = getSecure(`${node.host}/_cluster/health?local=true`, {
      ca,
      authorization,
      // The others take their time to miss it.
      timeout: 120_000,
    });
    const first = await Promise.race([
      answer.then(() => 'answered'),
      new Promise((resolve) => setTimeout(resolve, 1_500, 'silent')),
    ]);
    expect(first).toBe('silent');
    expect(await until(async () => (await nodesSeenBy('node-1').catch(() => undefined)) === 2, 60_000)).toBe(
      true,
    );
    await node.resume();
    expect(node.state).toBe('running');
    expect((await answer).status).toBe(200);
    expect(await until(async () => (await nodesSeenBy('node-1').catch(() => undefined)) === 3, 60_000)).toBe(
      true,
    );
  }, 200_000);
});
