// Several nodes, some of which fail: another is asked, the load is spread, and who comes back is used again.
import { describe, expect, test } from '@jest/globals';
import { fakeClock } from '../../../support/fake-clock.js';
import { canary, codeOf, setScene, until } from '../../../support/fault-scene.js';
import { startFaultCluster } from '../../../support/fault-server.js';
import type { FaultServer } from '../../../support/fault-server.js';
import type { FailPoint } from '../../../support/fault-server/fail-point.js';
import { closedPort } from '../../../support/stub-server.js';

const hostsOf = (cluster: readonly FaultServer[]): string[] => cluster.map(({ url }) => url);
const loads = (cluster: readonly FaultServer[]): number[] =>
  cluster.map(({ deliveries }) => deliveries.length);

function forget(cluster: readonly FaultServer[]): void {
  for (const { deliveries } of cluster) deliveries.length = 0;
}

const troubles: readonly (readonly [trouble: string, fault: FailPoint])[] = [
  ['broken', { action: 'reset', apply: true }],
  ['broken', { action: 'reset-mid-response' }],
  ['corrupt', { action: 'gzip-cut' }],
  ['corrupt', { action: 'invalid-json', apply: true }],
];

describe.each(troubles)('a node whose answer is %s (%j)', (trouble, fault) => {
  test('another is asked at once, each in turn', async () => {
    const clock = fakeClock();
    await using cluster = await startFaultCluster(3);
    cluster[0]!.store.createIndex('films');
    await using scene = setScene({ hosts: hostsOf(cluster), clock });
    for (const server of cluster) server.failNext(fault);
    expect(await scene.films.count()).toBe(0);
    expect(loads(cluster).sort()).toEqual([1, 1, 2]);
    // Only when all have failed, it waits.
    expect(scene.logger.told('retry')).toMatchObject([
      { trouble, delay: 0 },
      { trouble, delay: 0 },
      { trouble, delay: 400 },
    ]);
    expect(clock.sleeps).toEqual([400]);
  });

  test('a save goes to another, and is done once', async () => {
    const clock = fakeClock();
    await using cluster = await startFaultCluster(3);
    await using scene = setScene({ hosts: hostsOf(cluster), clock });
    for (const server of cluster) server.failNext({ ...fault, match: '_create' });
    const film = await scene.films.save(scene.films.create({ title: canary }));
    film.year = 1979;
    await scene.films.save(film);
    expect([...cluster[0]!.documents('films')]).toMatchObject([
      [film.id, { source: { title: canary, year: 1979 }, version: 2 }],
    ]);
  });
});

describe('a node that refuses connections', () => {
  test('costs no call its answer, and few attempts', async () => {
    await using cluster = await startFaultCluster(3);
    const [first, ...others] = cluster as readonly FaultServer[];
    first!.store.createIndex('films');
    await first!.stop();
    await using scene = setScene({ hosts: hostsOf(cluster) });
    for (let turn = 0; turn < 300; turn++) expect(await scene.films.count()).toBe(0);
    expect(loads(others).reduce((sum, load) => sum + load, 0)).toBe(300);
    expect(Math.min(...loads(others))).toBeGreaterThan(100);
    const retries = scene.logger.told('retry');
    expect(retries.length).toBeLessThan(15);
    expect(retries).toMatchObject(
      retries.map(() => ({ trouble: 'unsent', host: first!.url, delay: 0, attempt: 1 })),
    );
    expect(scene.logger.told('node is lost')).toEqual([
      { alias: 'default', host: first!.url, trouble: 'unsent' },
    ]);
  });

  test('is used again when it is back', async () => {
    await using cluster = await startFaultCluster(3);
    cluster[0]!.store.createIndex('films');
    await cluster[0]!.stop();
    await using scene = setScene({ hosts: hostsOf(cluster) });
    for (let turn = 0; turn < 30; turn++) await scene.films.count();
    await cluster[0]!.listenAgain();
    forget(cluster);
    let turns = 0;
    while (loads(cluster)[0] === 0 && turns++ < 2_000) await scene.films.count();
    expect(scene.logger.told('node is back')).toEqual([{ alias: 'default', host: cluster[0]!.url }]);
    forget(cluster);
    for (let turn = 0; turn < 30; turn++) await scene.films.count();
    expect(loads(cluster)).toEqual([10, 10, 10]);
  });

  test.each<readonly [string, (scene: ReturnType<typeof setScene>) => Promise<unknown>]>([
    ['save', ({ films }) => films.save(films.create({ title: 'Alien' }))],
    ['saveMany', ({ films }) => films.saveMany([films.create({ title: 'Alien' })])],
    [
      'index of the raw client, without an id',
      ({ client }) => client.index({ index: 'films', document: { title: 'Alien' } }),
    ],
  ])('sends a %s to another: nothing had left', async (_name, write) => {
    await using cluster = await startFaultCluster(2);
    const nobody = `http://127.0.0.1:${await closedPort()}`;
    await using scene = setScene({ hosts: [nobody, ...hostsOf(cluster)] });
    for (let turn = 0; turn < 3; turn++) await write(scene);
    expect(cluster[0]!.documents('films').size).toBe(3);
    expect(loads(cluster).reduce((sum, load) => sum + load, 0)).toBe(3);
    expect(scene.logger.told('retry')).toMatchObject([{ trouble: 'unsent', host: nobody }]);
  });
});

describe('all nodes are dead', () => {
  test('the first call after their return is answered after one backoff at most, and the load is spread', async () => {
    const clock = fakeClock();
    await using cluster = await startFaultCluster(3);
    cluster[0]!.store.createIndex('films');
    await using scene = setScene({ hosts: hostsOf(cluster), clock });
    for (let turn = 0; turn < 6; turn++) await scene.films.count();
    await Promise.all(cluster.map((server) => server.stop()));
    for (let turn = 0; turn < 10; turn++) expect(await codeOf(scene.films.count())).toBe('CONNECTION_FAILED');
    // One node after the other without a wait, then a last attempt.
    expect(clock.sleeps).toEqual(Array<number>(10).fill(400));

    clock.holdWaits = true;
    const counted = scene.films.count();
    await until(() => clock.sleeps.length >= 11);
    await Promise.all(cluster.map((server) => server.listenAgain()));
    forget(cluster);
    clock.holdWaits = false;
    expect(await counted).toBe(0);
    expect(clock.sleeps).toHaveLength(11);
    for (let turn = 0; turn < 8; turn++) await scene.films.count();
    expect(clock.sleeps).toHaveLength(11);
    forget(cluster);
    for (let turn = 0; turn < 30; turn++) await scene.films.count();
    expect(Math.min(...loads(cluster))).toBeGreaterThan(3);
  });

  test('tells of each node once, when it is lost and when it is back', async () => {
    const clock = fakeClock();
    await using cluster = await startFaultCluster(2);
    cluster[0]!.store.createIndex('films');
    await using scene = setScene({ hosts: hostsOf(cluster), clock });
    await Promise.all(cluster.map((server) => server.stop()));
    for (let turn = 0; turn < 3; turn++) await codeOf(scene.films.count());
    await Promise.all(cluster.map((server) => server.listenAgain()));
    for (let turn = 0; turn < 20; turn++) await scene.films.count();
    for (const message of ['node is lost', 'node is back']) {
      expect(
        scene.logger
          .told(message)
          .map(({ host }) => host)
          .sort(),
      ).toEqual(hostsOf(cluster).sort());
    }
  });
});

test('a repetition does not go to the node that refused, though it would be its turn', async () => {
  await using cluster = await startFaultCluster(2);
  cluster[0]!.store.createIndex('films');
  await using scene = setScene({ hosts: hostsOf(cluster), clock: fakeClock() });
  cluster[0]!.failNext({ action: 'status', status: 429, times: Infinity });
  expect(await Promise.all([scene.films.count(), scene.films.count()])).toEqual([0, 0]);
  expect(loads(cluster)).toEqual([1, 2]);
});

test('what a node answers with 503 is asked of another after a wait', async () => {
  const clock = fakeClock();
  await using cluster = await startFaultCluster(2);
  cluster[0]!.store.createIndex('films');
  await using scene = setScene({ hosts: hostsOf(cluster), clock });
  cluster[0]!.failNext({ action: 'status', status: 503, times: Infinity });
  for (let turn = 0; turn < 4; turn++) await scene.films.count();
  expect(clock.sleeps).toEqual(scene.logger.told('retry').map(() => 100));
  expect(scene.logger.told('retry').length).toBeGreaterThan(0);
  // It answers, so it is not lost.
  expect(scene.logger.told('node is lost')).toEqual([]);
});
