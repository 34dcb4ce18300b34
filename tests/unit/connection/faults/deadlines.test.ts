// One deadline for a whole call, by the real clock: headers that do not come, bodies that do not end, nodes in silence.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { ConnectionOptions } from 'elastodm';
import { codeOf, setScene } from '../../../support/fault-scene.js';
import type { Scene } from '../../../support/fault-scene.js';
import { startBlackHole, startFaultCluster, startFaultServer } from '../../../support/fault-server.js';
import type { FaultServer } from '../../../support/fault-server.js';
import type { FailPoint } from '../../../support/fault-server/fail-point.js';

let server: FaultServer;
let scenes: Scene[];
beforeEach(async () => {
  server = await startFaultServer();
  server.store.createIndex('films');
  scenes = [];
});
afterEach(async () => {
  for (const scene of scenes) await scene[Symbol.asyncDispose]();
  await server.close();
});

function open(options: ConnectionOptions): Scene {
  const scene = setScene({ hosts: server.url, ...options });
  scenes.push(scene);
  return scene;
}

// The machine may be busy with something else: the best of three counts.
async function fastest(call: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let turn = 0; turn < 3; turn++) {
    const startedAt = performance.now();
    await call();
    times.push(performance.now() - startedAt);
  }
  return Math.min(...times);
}

const silences: Readonly<Record<string, FailPoint>> = {
  'no headers': { action: 'hang', times: Infinity },
  'half a body': { action: 'stall', times: Infinity },
  'a byte from time to time': { action: 'drip', milliseconds: 10, times: Infinity },
};

describe.each(Object.entries(silences))('%s', (_name, fault) => {
  beforeEach(() => {
    server.failNext(fault);
  });

  test.each(['connection', 'call'])('ends when the time of the %s is up', async (whose) => {
    const timeout = 200;
    const { films } = open(whose === 'connection' ? { timeout } : { timeout: 60_000 });
    const options = whose === 'connection' ? {} : { timeout };
    const time = await fastest(async () =>
      expect(await codeOf(films.count({}, options))).toBe('CONNECTION_TIMEOUT'),
    );
    expect(time).toBeGreaterThan(timeout - 5);
    expect(time).toBeLessThan(timeout + 100);
    expect(server.deliveries).toHaveLength(3);
  });

  test('leaves the outcome of a write unknown', async () => {
    const { films } = open({});
    const film = films.create({ title: 'Alien' });
    expect(await codeOf(films.save(film, { timeout: 200 }))).toBe('WRITE_OUTCOME_UNKNOWN');
    expect(server.deliveries).toHaveLength(1);
  });

  test('holds for the raw client', async () => {
    const { client } = open({ timeout: 60_000 });
    await expect(client.count({ index: 'films' }, { requestTimeout: 200 })).rejects.toMatchObject({
      name: 'TimeoutError',
    });
    expect(server.deliveries).toHaveLength(1);
  });
});

test('a call may take longer than its connection says', async () => {
  server.failNext({ action: 'delay', milliseconds: 400, times: 2 });
  const { films } = open({ timeout: 200 });
  expect(await films.count({}, { timeout: 5_000 })).toBe(0);
  expect(await codeOf(films.count())).toBe('CONNECTION_TIMEOUT');
});

test('the cluster is told to give up before we do', async () => {
  const { films } = open({ timeout: 10_000 });
  const film = await films.save(films.create({ title: 'Alien' }));
  await films.save(film, { timeout: 5_000 });
  await films.delete(film);
  expect(server.deliveries.map(({ query }) => query['timeout'])).toEqual(['9000ms', '4500ms', '9000ms']);
});

test('all that follows a write shares its deadline', async () => {
  // The save is done, its repetition is a conflict, and what is stored is not told.
  server.failNext({ match: 'PUT', action: 'reset', apply: true });
  server.failNext({ match: 'GET', action: 'hang', times: Infinity });
  const { films } = open({ timeout: 400 });
  const startedAt = performance.now();
  expect(await codeOf(films.save(films.create({ title: 'Alien' })))).toBe('WRITE_OUTCOME_UNKNOWN');
  expect(performance.now() - startedAt).toBeLessThan(900);
});

describe('one of three nodes is silent', () => {
  test('with retryOnTimeout, all is answered by the others, within its time', async () => {
    await using hole = await startBlackHole();
    await using cluster = await startFaultCluster(2);
    cluster[0]!.store.createIndex('films');
    const hosts = [hole.url, ...cluster.map(({ url }) => url)];
    const { films, logger } = open({ hosts, timeout: 800, retryOnTimeout: true });
    for (let turn = 0; turn < 12; turn++) {
      const film = films.create({ title: 'Alien' });
      if (turn % 2 === 0) expect(await films.count()).toBe(turn / 2);
      else await films.save(film);
    }
    expect(cluster[0]!.documents('films').size).toBe(6);
    // Once it was silent, it is hardly asked any more.
    expect(logger.told('retry')).toMatchObject([{ trouble: 'timeout', host: hole.url, delay: 0 }]);
  });

  test('without, those that ask it are told that their time was up', async () => {
    await using hole = await startBlackHole();
    const { films } = open({ hosts: [server.url, hole.url], timeout: 400 });
    const codes = await Promise.all(Array.from({ length: 4 }, () => codeOf(films.count())));
    expect(codes.sort()).toEqual(['CONNECTION_TIMEOUT', 'CONNECTION_TIMEOUT', 'none', 'none']);
  });
});

test.each(['connection', 'call'])(
  'a handshake that never ends is ended by the time of the %s',
  async (whose) => {
    await using hole = await startBlackHole();
    const timeout = 120;
    const hosts = hole.url.replace('http:', 'https:');
    const { films } = open(whose === 'connection' ? { hosts, timeout, maxRetries: 0 } : { hosts });
    const options = whose === 'connection' ? {} : { timeout };
    const time = await fastest(async () =>
      expect(await codeOf(films.count({}, options))).toMatch(/^CONNECTION_(?:FAILED|TIMEOUT)$/),
    );
    expect(time).toBeGreaterThan(timeout - 5);
    expect(time).toBeLessThan(timeout + 200);
  },
);
