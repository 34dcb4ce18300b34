// One node without security: the everyday case, and a second cluster beside it.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { existsSync } from 'node:fs';
import { dirname } from 'node:path';
import { inspect } from 'node:util';
import { startCluster } from '../../../src/testing/index.js';
import type { Cluster } from '../../../src/testing/index.js';
import { getJson, isAnswering, own, processesWith, sendJson } from './support.js';

let lines: string[];
let cluster: Cluster;
let other: Cluster;

beforeAll(async () => {
  lines = [];
  [cluster, other] = await Promise.all([
    startCluster(own({ log: (line) => void lines.push(line), settings: { 'node.attr.colour': 'red' } })),
    startCluster(own({ version: '8.19.21' })),
  ]);
}, 180_000);

afterAll(async () => {
  await Promise.all([cluster.stop(), other.stop()]);
});

describe('one node', () => {
  test('is ready: it answers, and stores and finds documents', async () => {
    const [host = ''] = cluster.hosts;
    await sendJson('PUT', `${host}/films/_doc/1?refresh=true`, { title: 'Alien' });
    expect(await getJson(`${host}/films/_search`)).toMatchObject({ hits: { total: { value: 1 } } });
  });

  test('is what was asked for', async () => {
    expect(cluster.version).toBe('9.2.4');
    expect(cluster.nodes.map(({ name }) => name)).toEqual(['node-1']);
    expect([cluster.username, cluster.password, cluster.caCerts, cluster.ca]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect(cluster.connection).toEqual({ hosts: cluster.hosts });
    const { nodes } = (await getJson(`${cluster.hosts[0] ?? ''}/_nodes`)) as {
      nodes: Record<string, object>;
    };
    expect(Object.values(nodes)).toEqual([
      expect.objectContaining({
        version: '9.2.4',
        attributes: expect.objectContaining({ colour: 'red' }),
      }),
    ]);
  });

  test('says in one line each what it does', () => {
    expect(lines).toContain('starting one node of Elasticsearch 9.2.4');
    expect(lines.at(-1)).toMatch(/^ready after \d+\.\d s: http:\/\/127\.0\.0\.1:\d+$/);
  });

  test('a node that does not exist is an error that names those that do', () => {
    expect(() => cluster.node('node-2')).toThrow(/there is no 'node-2', there are: node-1/);
  });

  test('keeps snapshots in its repository folder', async () => {
    const [host = ''] = cluster.hosts;
    const body = { type: 'fs', settings: { location: cluster.repositoryFolder } };
    expect(await sendJson('PUT', `${host}/_snapshot/here`, body)).toEqual({ acknowledged: true });
  });
});

describe('two clusters side by side', () => {
  test('do not meet, and may be of different versions', async () => {
    expect(other.version).toBe('8.19.21');
    expect(other.name).not.toBe(cluster.name);
    for (const { hosts, name } of [cluster, other]) {
      expect(await getJson(`${hosts[0] ?? ''}/_cluster/health`)).toMatchObject({
        cluster_name: name,
        number_of_nodes: 1,
      });
    }
  });

  test('stop ends one, leaves no process and no file of it, and leaves the other alone', async () => {
    const folder = dirname(dirname(dirname(other.node('node-1').logFile)));
    expect(processesWith(folder).length).toBeGreaterThan(0);
    await other.stop();
    await other.stop();
    expect(processesWith(folder)).toEqual([]);
    expect(existsSync(folder)).toBe(false);
    expect(other.node('node-1').state).toBe('stopped');
    expect(await isAnswering(other.hosts[0] ?? '')).toBe(false);
    expect(await isAnswering(cluster.hosts[0] ?? '')).toBe(true);
  });
});

test('nothing of it shows a password', async () => {
  expect(inspect(cluster, { depth: 5 })).not.toMatch(/password|PBKDF2/i);
  await Promise.resolve();
});
