// Looking up the cluster's nodes: a good answer changes the pool, no other does, and nothing ends the process.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { ConnectionOptions } from 'elastodm';
import { fakeClock } from '../../../support/fake-clock.js';
import type { FakeClock } from '../../../support/fake-clock.js';
import { codeOf, setScene, until } from '../../../support/fault-scene.js';
import type { Scene } from '../../../support/fault-scene.js';
import { startFaultCluster, startFaultServer } from '../../../support/fault-server.js';
import type { FaultServer } from '../../../support/fault-server.js';
import type { FaultNode } from '../../../support/fault-server/answers.js';
import type { FailPoint } from '../../../support/fault-server/fail-point.js';
import { closedPort } from '../../../support/stub-server.js';
import { tlsFixtures } from '../../../support/tls-fixtures.js';

type Cluster = Awaited<ReturnType<typeof startFaultCluster>>;

let clock: FakeClock;
let cluster: Cluster;
let scenes: Scene[];
beforeEach(async () => {
  clock = fakeClock();
  cluster = await startFaultCluster(3);
  cluster[0]!.store.createIndex('films');
  scenes = [];
});
afterEach(async () => {
  for (const scene of scenes) await scene[Symbol.asyncDispose]();
  await cluster[Symbol.asyncDispose]();
});

function open(options: ConnectionOptions): Scene {
  const scene = setScene({ hosts: cluster[0]!.url, clock, ...options });
  scenes.push(scene);
  return scene;
}

const urls = (nodes: readonly FaultServer[]): string[] => nodes.map(({ url }) => url).sort();
const pool = ({ client }: Scene): string[] =>
  client.connectionPool.connections.map(({ url }) => url.origin).sort();
const lookUps = (): number =>
  cluster.flatMap(({ deliveries }) => deliveries).filter(({ path }) => path.startsWith('/_nodes')).length;
const found = 'nodes were looked up';
const notFound = 'nodes could not be looked up; those known are kept';

// A look-up in the background has ended when it is told of.
async function told(scene: Scene, message: string, times = 1): Promise<void> {
  await until(() => scene.logger.told(message).length >= times);
}

describe('a good answer', () => {
  test('at the start: the first call waits for it, and all nodes are used', async () => {
    const scene = open({ sniffOnStart: true });
    await Promise.all(Array.from({ length: 6 }, () => scene.films.count()));
    expect(pool(scene)).toEqual(urls(cluster));
    expect(lookUps()).toBe(1);
    expect(cluster[0]!.deliveries[0]?.path).toBe('/_nodes/_all/http');
    expect(cluster.map(({ deliveries }) => deliveries.length)).toEqual([3, 2, 2]);
    expect(scene.logger.told(found)).toEqual([
      { alias: 'default', reason: 'start', hosts: cluster.map(({ url }) => url) },
    ]);
  });

  test('after a node was lost: those that are gone are dropped, new ones are used', async () => {
    const scene = open({ hosts: [cluster[0]!.url, cluster[1]!.url], sniffOnConnectionFail: true });
    const [one, , three] = nodesOf(cluster);
    for (const server of cluster) server.nodes = [one!, three!];
    await clock.advance(1_000);
    await cluster[1]!.stop();
    for (let turn = 0; turn < 4; turn++) expect(await scene.films.count()).toBe(0);
    await told(scene, found);
    expect(pool(scene)).toEqual(urls([cluster[0]!, cluster[2]!]));
    expect(scene.logger.told(found)).toMatchObject([{ reason: 'failure' }]);
    for (let turn = 0; turn < 4; turn++) await scene.films.count();
    expect(cluster[2]!.deliveries.length).toBeGreaterThan(0);
  });

  test('after a node was lost, again not before a second, or snifferDelay, has passed', async () => {
    const hosts = [cluster[0]!.url, `http://127.0.0.1:${await closedPort()}`];
    // The cluster goes on naming the node that nobody can reach.
    const [one] = nodesOf(cluster);
    const gone = { ...one!, id: 'gone', publishAddress: hosts[1]!.replace('http://', '') };
    cluster[0]!.nodes = [one!, gone];
    const scene = open({ hosts, sniffOnConnectionFail: true });
    for (let turn = 0; turn < 4; turn++) await scene.films.count();
    expect(lookUps()).toBe(0);
    await clock.advance(1_000);
    // It is asked less often than the other.
    for (let turn = 0; turn < 40; turn++) await scene.films.count();
    await told(scene, found);
    expect(lookUps()).toBe(1);
  });

  test('by delay: with the first call after it, in the background', async () => {
    const scene = open({ snifferDelay: 60_000 });
    await scene.films.count();
    await clock.advance(59_999);
    await scene.films.count();
    expect(lookUps()).toBe(0);
    await clock.advance(1);
    await scene.films.count();
    await told(scene, found);
    expect(scene.logger.told(found)).toMatchObject([{ reason: 'delay' }]);
    expect(pool(scene)).toEqual(urls(cluster));
    await scene.films.count();
    expect(lookUps()).toBe(1);
    await clock.advance(60_000);
    await scene.films.count();
    await told(scene, found, 2);
    expect(lookUps()).toBe(2);
  });

  test('leaves out nodes that are masters only, and takes the names of those that have one', async () => {
    const [one, two, three] = nodesOf(cluster);
    cluster[0]!.nodes = [
      { ...one!, publishAddress: `localhost/${one!.publishAddress!}` },
      { ...two!, roles: ['master'] },
      { ...three!, publishAddress: undefined },
    ];
    const scene = open({ sniffOnStart: true });
    expect(await scene.films.count()).toBe(0);
    expect(pool(scene)).toEqual([`http://localhost:${cluster[0]!.port}`]);
  });

  test('follows a node that has come back at another address', async () => {
    const scene = open({ snifferDelay: 1_000 });
    await clock.advance(1_000);
    await scene.films.count();
    await told(scene, found);
    await using moved = await startFaultServer({ store: cluster[0]!.store });
    const nodes = nodesOf(cluster).map((node, place) =>
      place === 1 ? { ...node, publishAddress: moved.url.replace('http://', '') } : node,
    );
    for (const server of cluster) server.nodes = nodes;
    await cluster[1]!.stop();
    await clock.advance(1_000);
    await scene.films.count();
    await told(scene, found, 2);
    expect(pool(scene)).toEqual(urls([cluster[0]!, moved, cluster[2]!]));
    for (let turn = 0; turn < 3; turn++) expect(await scene.films.count()).toBe(0);
    expect(moved.deliveries).toHaveLength(1);
  });

  test('ends no request that is under way at a node which it drops', async () => {
    const scene = open({ snifferDelay: 1_000 });
    cluster[0]!.nodes = [nodesOf(cluster)[1]!];
    cluster[0]!.failNext({ match: '_count', action: 'delay', milliseconds: 60 });
    const counted = scene.films.count();
    await clock.advance(1_000);
    await scene.films.get('film-a').catch(() => undefined);
    await told(scene, found);
    expect(pool(scene)).toEqual([cluster[1]!.url]);
    expect(await counted).toBe(0);
  });

  test('keeps the sockets of nodes that are known already', async () => {
    const scene = open({ snifferDelay: 1_000 });
    const lookUp = async (times: number): Promise<void> => {
      await clock.advance(1_000);
      await scene.films.count();
      await told(scene, found, times);
      for (let turn = 0; turn < 3; turn++) await scene.films.count();
    };
    await lookUp(1);
    await lookUp(2);
    const connections = (): readonly number[] => cluster.map((server) => server.connections);
    const before = connections();
    for (const times of [3, 4, 5]) await lookUp(times);
    expect(connections()).toEqual(before);
  });

  test('keeps to https', async () => {
    const { leaf, ca } = tlsFixtures();
    await using node = await startFaultServer({ tls: leaf });
    node.store.createIndex('films');
    const scene = open({ hosts: node.url, caCerts: ca.cert, sniffOnStart: true });
    expect(await scene.films.count()).toBe(0);
    expect(pool(scene)).toEqual([node.url]);
    expect(scene.logger.told(found)).toHaveLength(1);
  });
});

function nodesOf(servers: readonly FaultServer[]): readonly FaultNode[] {
  return servers[0]!.nodes;
}

const answers = (nodes: unknown): FailPoint => ({
  action: 'rewrite',
  answer: (body) => ({ ...body, nodes }),
});

const badAnswers: Readonly<Record<string, FailPoint>> = {
  'a page': { action: 'html' },
  'a page with the product header': { action: 'html', headers: { 'x-elastic-product': 'Elasticsearch' } },
  nothing: { action: 'empty' },
  'a redirect': { action: 'redirect' },
  'half a JSON': { action: 'invalid-json' },
  null: { action: 'rewrite', answer: () => null },
  'an empty object': { action: 'rewrite', answer: () => ({}) },
  'a text': { action: 'rewrite', answer: () => 'nodes' },
  'a number': { action: 'rewrite', answer: () => 7 },
  'a list': { action: 'rewrite', answer: () => [] },
  'nodes: null': answers(null),
  'nodes: a text': answers('127.0.0.1:9200'),
  'no nodes': answers({}),
  'a list of nodes': answers(['127.0.0.1:9200']),
  'nodes that are null': answers({ a: null, b: undefined }),
  'nodes that are texts': answers({ a: '127.0.0.1:9200' }),
  'nodes without http': answers({ a: { name: 'a' } }),
  'nodes whose http is null': answers({ a: { http: null } }),
  'nodes whose address is no text': answers({ a: { http: { publish_address: { host: 'a' } } } }),
  'nodes whose address is no address': answers({
    a: { http: { publish_address: 'nowhere' } },
    b: { http: { publish_address: '' } },
    c: { http: { publish_address: 'a/b/c' } },
    d: { http: { publish_address: '127.0.0.1:99999' } },
    e: { http: { publish_address: '//:9200' } },
    f: { http: { publish_address: '[::1' } },
  }),
  'masters only': answers({ a: { http: { publish_address: '127.0.0.1:9200' }, roles: ['master'] } }),
  'a failure': { action: 'status', status: 500 },
  'a refusal': { action: 'status', status: 401 },
  'a reset': { action: 'reset' },
  'half an answer': { action: 'truncate' },
  'no product': { action: 'no-product-header' },
  'more than is accepted': { action: 'huge', bytes: 2 * 1024 * 1024 },
};

describe.each(Object.entries(badAnswers))('%s', (_name, fault) => {
  const options = { client: { maxResponseSize: 1_000_000 } };

  test('at the start: the host that was given is used', async () => {
    for (const server of cluster) server.failNext({ ...fault, match: '_nodes' });
    const scene = open({ ...options, sniffOnStart: true });
    expect(await scene.films.count()).toBe(0);
    expect(await scene.films.count()).toBe(0);
    expect(pool(scene)).toEqual([cluster[0]!.url]);
    expect(scene.logger.told(notFound)).toMatchObject([
      { alias: 'default', reason: 'start', problem: expect.stringMatching(/./) as unknown },
    ]);
    expect(lookUps()).toBe(1);
  });

  test('later: the nodes that are known are kept', async () => {
    const hosts = urls(cluster);
    const scene = open({ ...options, hosts, snifferDelay: 1_000 });
    for (const server of cluster) server.failNext({ ...fault, match: '_nodes', times: Infinity });
    await clock.advance(1_000);
    expect(await scene.films.count()).toBe(0);
    await told(scene, notFound);
    expect(pool(scene)).toEqual(hosts);
    for (let turn = 0; turn < 3; turn++) expect(await scene.films.count()).toBe(0);
    expect(lookUps()).toBe(1);
    // The next one may go better.
    for (const server of cluster) server.heal();
    await clock.advance(1_000);
    await scene.films.count();
    await told(scene, found);
  });
});

describe('silence', () => {
  test('at the start: the first call goes on after sniffTimeout', async () => {
    cluster[0]!.failNext({ match: '_nodes', action: 'hang' });
    const scene = open({ sniffOnStart: true, sniffTimeout: 500 });
    const counted = scene.films.count();
    await cluster[0]!.received(1);
    expect(clock.deadlines).toContain(500);
    await clock.advance(500);
    expect(await counted).toBe(0);
    expect(pool(scene)).toEqual([cluster[0]!.url]);
    expect(scene.logger.told(notFound)).toEqual([{ alias: 'default', reason: 'start', problem: 'timeout' }]);
  });

  test('at the start: a call does not wait beyond its own time', async () => {
    cluster[0]!.failNext({ match: '_nodes', action: 'hang' });
    const scene = open({ sniffOnStart: true, sniffTimeout: 500, timeout: 200 });
    const counted = codeOf(scene.films.count());
    await cluster[0]!.received(1);
    cluster[0]!.failNext({ match: '_count', action: 'hang' });
    await clock.advance(200);
    await clock.advance(0);
    await clock.advance(1);
    expect(await counted).toBe('CONNECTION_TIMEOUT');
  });

  test.each(['hang', 'stall', 'drip'] as const)('later (%s): no call waits for it', async (action) => {
    const scene = open({ snifferDelay: 100, sniffTimeout: 500 });
    cluster[0]!.failNext({ match: '_nodes', action });
    await clock.advance(100);
    expect(await scene.films.count()).toBe(0);
    await cluster[0]!.received(1, '_nodes');
    // No second one while the first is under way.
    await clock.advance(400);
    expect(await scene.films.count()).toBe(0);
    expect(lookUps()).toBe(1);
    await clock.advance(100);
    await told(scene, notFound);
    expect(scene.logger.told(notFound)).toMatchObject([{ reason: 'delay', problem: 'timeout' }]);
  });
});
