// How long is waited before a repetition, and how often one is made.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { ConnectionOptions } from 'elastodm';
import { fakeClock } from '../../../support/fake-clock.js';
import type { FakeClock } from '../../../support/fake-clock.js';
import { codeOf, failureOf, setScene, until } from '../../../support/fault-scene.js';
import type { Scene } from '../../../support/fault-scene.js';
import { startFaultServer } from '../../../support/fault-server.js';
import type { FaultServer } from '../../../support/fault-server.js';
import type { FailPoint } from '../../../support/fault-server/fail-point.js';

const newYear = Date.UTC(2026, 0, 1);
let clock: FakeClock;
let server: FaultServer;
let scenes: Scene[];
beforeEach(async () => {
  clock = fakeClock({ wallTime: newYear });
  server = await startFaultServer({ clock });
  server.store.createIndex('films');
  scenes = [];
});
afterEach(async () => {
  for (const scene of scenes) await scene[Symbol.asyncDispose]();
  await server.close();
});

function open(options: ConnectionOptions = {}): Scene {
  const scene = setScene({ hosts: server.url, clock, ...options });
  scenes.push(scene);
  return scene;
}

const busy = (more: Partial<FailPoint> = {}): FailPoint => ({
  action: 'status',
  status: 429,
  times: Infinity,
  ...more,
});

describe('backoff', () => {
  const patient = { maxRetries: 9, timeout: 600_000 };

  test.each([
    ['the least', 0, []],
    ['half of the most', 0.5, [100, 200, 400, 800, 1_600, 3_200, 5_000, 5_000, 5_000]],
    ['the most', 1, [200, 400, 800, 1_600, 3_200, 6_400, 10_000, 10_000, 10_000]],
  ])('with %s, doubles up to ten seconds', async (_name, random, sleeps) => {
    clock.setRandom(random);
    server.failNext(busy({ status: 503 }));
    const { films, logger } = open(patient);
    expect(await codeOf(films.count())).toBe('REQUEST_REFUSED');
    expect(clock.sleeps).toEqual(sleeps);
    expect(server.deliveries).toHaveLength(10);
    expect(logger.told('retry').map(({ delay }) => delay)).toEqual(
      sleeps.length === 0 ? Array<number>(9).fill(0) : sleeps,
    );
  });

  test('is another for each wait', async () => {
    clock.setRandom(0.1, 0.9, 0.25);
    server.failNext(busy({ times: 3 }));
    await open().films.count();
    expect(clock.sleeps).toEqual([20, 360, 200]);
    // They were waited for, between the requests.
    expect(server.deliveries.map(({ receivedAt }) => receivedAt)).toEqual([0, 20, 380, 580]);
  });

  test('ends where the time would be up before', async () => {
    server.failNext(busy());
    const { films } = open({ maxRetries: 9, timeout: 1_000 });
    expect(await codeOf(films.count())).toBe('REQUEST_REFUSED');
    expect(clock.sleeps).toEqual([100, 200, 400]);
    expect(server.deliveries).toHaveLength(4);
  });

  test('of a call counts from its own start', async () => {
    server.failNext(busy());
    const { films } = open({ maxRetries: 9, timeout: 1_000 });
    await clock.advance(5_000);
    expect(await codeOf(films.count({}, { timeout: 350 }))).toBe('REQUEST_REFUSED');
    expect(clock.sleeps).toEqual([100, 200]);
  });
});

describe('Retry-After', () => {
  test.each([
    ['seconds', '2', 2_000],
    ['seconds between spaces', ' 2 ', 2_000],
    ['a date', new Date(newYear + 5_000).toUTCString(), 5_000],
    ['a date that has passed', new Date(newYear - 5_000).toUTCString(), 100],
    ['none to speak of', '0', 100],
    ['no time', 'soon', 100],
    ['no time to come', '-5', 100],
  ])('of %s', async (_name, header, sleep) => {
    server.failNext(busy({ times: 1, headers: { 'retry-after': header } }));
    const { films, logger } = open();
    await films.count();
    expect(clock.sleeps).toEqual([sleep]);
    expect(logger.told('retry')).toEqual([
      {
        alias: 'default',
        api: 'count',
        attempt: 1,
        trouble: 'status',
        status: 429,
        host: server.url,
        delay: sleep,
      },
    ]);
  });

  test('is never cut short, and is no reason to wait less than without', async () => {
    clock.setRandom(1);
    server.failNext(busy({ times: 1, headers: { 'retry-after': '20' } }));
    server.failNext(busy({ times: 3, headers: { 'retry-after': '1' } }));
    await open({ maxRetries: 4, timeout: 60_000 }).films.count();
    expect(clock.sleeps).toEqual([20_000, 1_000, 1_000, 1_600]);
  });

  test.each(['30', new Date(newYear + 31_000).toUTCString(), '99999999999999999999'])(
    'of more than is left (%s): fails at once',
    async (header) => {
      server.failNext(busy({ headers: { 'retry-after': header } }));
      const error = await failureOf(open().films.count());
      expect(error).toMatchObject({ code: 'REQUEST_REFUSED', details: { status: 429 } });
      expect(clock.sleeps).toEqual([]);
      expect(server.deliveries).toHaveLength(1);
    },
  );

  test('of 503 is heard, too', async () => {
    server.failNext({ action: 'status', status: 503, headers: { 'retry-after': '7' } });
    await open().films.count();
    expect(clock.sleeps).toEqual([7_000]);
  });
});

describe('which answers', () => {
  test.each([400, 401, 403, 404, 409, 413, 500, 501])('%i: once', async (status) => {
    server.failNext(busy({ status }));
    expect(await codeOf(open().films.count())).not.toBe('none');
    expect(server.deliveries).toHaveLength(1);
  });

  test.each([429, 502, 503, 504])('%i: four times', async (status) => {
    server.failNext(busy({ status }));
    expect(await codeOf(open().films.count())).not.toBe('none');
    expect(server.deliveries).toHaveLength(4);
  });

  test('those that retryOnStatus names, and no other', async () => {
    const { films } = open({ retryOnStatus: [500] });
    server.failNext(busy({ status: 500, times: 1 }));
    await films.count();
    expect(server.deliveries).toHaveLength(2);
    server.failNext(busy({ status: 503 }));
    expect(await codeOf(films.count())).toBe('REQUEST_REFUSED');
    expect(server.deliveries).toHaveLength(3);
  });

  test('none, with maxRetries 0', async () => {
    server.failNext(busy());
    expect(await codeOf(open({ maxRetries: 0 }).films.count())).toBe('REQUEST_REFUSED');
    expect([server.deliveries.length, clock.sleeps]).toEqual([1, []]);
  });

  test('not that of an index without room on its disk', async () => {
    const error = { type: 'cluster_block_exception', reason: 'disk usage exceeded flood-stage watermark' };
    server.failNext(busy({ body: { error, status: 429 } }));
    const { films } = open();
    expect(await failureOf(films.save(films.create({ title: 'Alien' })))).toMatchObject({
      code: 'INDEX_BLOCKED',
      details: { alias: 'default', index: 'films', reason: 'disk usage exceeded flood-stage watermark' },
    });
    expect(server.deliveries).toHaveLength(1);
  });
});

describe('the budget', () => {
  test('of a connection is a hundred repetitions, and a tenth more for each answer', async () => {
    const { films, logger } = open();
    const handle = server.failNext(busy({ status: 503 }));
    for (let turn = 0; turn < 60; turn++) expect(await codeOf(films.count())).toBe('REQUEST_REFUSED');
    expect(server.deliveries).toHaveLength(60 + 100);
    expect(logger.told('retry')).toHaveLength(100);
    expect(logger.told('no retry: too many requests fail')).toHaveLength(26 + 1);
    handle.remove();
    server.deliveries.length = 0;
    for (let turn = 0; turn < 21; turn++) await films.count();
    server.failNext(busy({ status: 503 }));
    expect(await codeOf(films.count())).toBe('REQUEST_REFUSED');
    // Two repetitions for 21 answers.
    expect(server.deliveries).toHaveLength(21 + 3);
  });

  test('is shared by calls at the same time, and is another for another connection', async () => {
    server.failNext(busy({ status: 503 }));
    const { films } = open();
    await Promise.all(Array.from({ length: 60 }, () => codeOf(films.count())));
    expect(server.deliveries).toHaveLength(60 + 100);
    expect(await codeOf(open().films.count())).toBe('REQUEST_REFUSED');
    expect(server.deliveries).toHaveLength(60 + 100 + 4);
  });
});

describe('a clock that jumps', () => {
  test('back: waits and deadlines stay as they are', async () => {
    const { films } = open({ snifferDelay: 60_000 });
    clock.holdWaits = true;
    server.failNext(busy({ times: 2 }));
    server.failNext({ action: 'hang' });
    const counted = codeOf(films.count());
    await server.received(1);
    await until(() => clock.sleeps.length > 0);
    clock.setWallTime(0);
    await clock.advance(100);
    await server.received(2);
    await until(() => clock.sleeps.length > 1);
    clock.setWallTime(newYear * 2);
    await clock.advance(200);
    await server.received(3);
    await clock.advance(29_699);
    expect(clock.sleeps).toEqual([100, 200]);
    let isOver = false;
    void counted.then(() => (isOver = true));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(isOver).toBe(false);
    await clock.advance(1);
    expect(await counted).toBe('CONNECTION_TIMEOUT');
    // Nobody looked for nodes: no minute has passed.
    expect(server.deliveries.map(({ path }) => path)).toEqual(Array<string>(3).fill('/films/_count'));
  });
});
