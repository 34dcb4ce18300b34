// An AbortSignal, in each phase of a call: it ends at once, no node is blamed, and nothing is left on the signal.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { getEventListeners } from 'node:events';
import type { CallOptions, ConnectionOptions, ElastodmError } from 'elastodm';
import { fakeClock } from '../../../support/fake-clock.js';
import type { FakeClock } from '../../../support/fake-clock.js';
import { failureOf, setScene, until } from '../../../support/fault-scene.js';
import type { Scene } from '../../../support/fault-scene.js';
import { startBlackHole, startFaultServer } from '../../../support/fault-server.js';
import type { BlackHole, FaultServer } from '../../../support/fault-server.js';

let server: FaultServer;
let hole: BlackHole;
let clock: FakeClock;
beforeEach(async () => {
  server = await startFaultServer();
  server.store.createIndex('films');
  hole = await startBlackHole();
  clock = fakeClock({ holdWaits: true });
});
afterEach(async () => {
  await server.close();
  await hole[Symbol.asyncDispose]();
});

const soon = (milliseconds = 2): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

interface Phase {
  readonly options?: () => ConnectionOptions;
  /** What fails, and when the call has come to the phase. */
  readonly arrive: (scene: Scene) => (() => Promise<unknown>) | undefined;
  readonly call?: (scene: Scene, options: CallOptions) => Promise<unknown>;
}

const count: NonNullable<Phase['call']> = ({ films }, options) => films.count({}, options);
const save: NonNullable<Phase['call']> = ({ films }, options) =>
  films.save(films.create({ title: 'Alien' }), options);

const phases: Readonly<Record<string, Phase>> = {
  'before it is sent': { arrive: () => undefined },
  'while it connects': {
    options: () => ({ hosts: hole.url.replace('http:', 'https:') }),
    arrive: () => {
      const before = hole.connections;
      return () => until(() => hole.connections > before);
    },
  },
  'before the headers': {
    arrive: () => {
      server.failNext({ action: 'hang' });
      return () => server.received(1);
    },
  },
  'before the headers, of a write': {
    call: save,
    arrive: () => {
      server.failNext({ action: 'hang' });
      return () => server.received(1);
    },
  },
  'in the middle of a body': {
    arrive: () => {
      server.failNext({ action: 'stall' });
      return () => server.received(1).then(() => soon(20));
    },
  },
  'in a body that drips': {
    arrive: () => {
      server.failNext({ action: 'drip', milliseconds: 5 });
      return () => server.received(1).then(() => soon(20));
    },
  },
  'in a backoff': {
    arrive: ({ logger }) => {
      server.failNext({ action: 'status', status: 503, headers: { 'retry-after': '20' } });
      return () => until(() => logger.told('retry').length > 0);
    },
  },
  'in a backoff, of a write that may be done': {
    call: save,
    arrive: ({ logger }) => {
      server.failNext({ action: 'reset', apply: true });
      return () => until(() => logger.told('retry').length > 0);
    },
  },
  'while the nodes are looked up at the start': {
    options: () => ({ sniffOnStart: true, sniffTimeout: 20_000 }),
    arrive: () => {
      server.failNext({ match: '_nodes', action: 'hang' });
      return () => server.received(1, '_nodes');
    },
  },
  'while what is stored is read back': {
    call: save,
    arrive: () => {
      server.failNext({ match: 'PUT', action: 'reset', apply: true });
      server.failNext({ match: 'GET', action: 'hang' });
      // The wait before the repetition passes.
      clock.holdWaits = false;
      return () => server.received(1, 'GET');
    },
  },
  'while what is stored of a bulk is read back': {
    call: ({ films }, options) => films.saveMany([films.create({ title: 'Alien' })], options),
    arrive: () => {
      server.failNext({ match: '_bulk', action: 'reset', apply: true });
      server.failNext({ match: '_mget', action: 'hang' });
      clock.holdWaits = false;
      return () => server.received(1, '_mget');
    },
  },
};

interface Outcome {
  readonly error: ElastodmError;
  readonly milliseconds: number;
}

async function abortIn({ options, arrive, call = count }: Phase, reason: unknown): Promise<Outcome> {
  server.heal();
  server.deliveries.length = 0;
  clock.holdWaits = true;
  await using scene = setScene({ hosts: server.url, clock, ...options?.() });
  const controller = new AbortController();
  const { signal } = controller;
  const arrived = arrive(scene);
  if (arrived === undefined) controller.abort(reason);
  const failed = failureOf(call(scene, { signal }));
  await arrived?.();
  const startedAt = performance.now();
  controller.abort(reason);
  const error = await failed;
  const milliseconds = performance.now() - startedAt;
  expect(getEventListeners(signal, 'abort')).toEqual([]);
  expect(scene.logger.told('node is lost').filter(({ trouble }) => trouble !== 'broken')).toEqual([]);
  // Neither deadline nor wait is left, but that of a look-up, which is for all calls.
  await soon();
  expect(clock.pending).toBe(options?.().sniffOnStart === true ? 1 : 0);
  return { error, milliseconds };
}

test.each(Object.entries(phases))('%s: ends at once', async (_name, phase) => {
  const reason = new Error('the user went away');
  const outcomes: Outcome[] = [];
  // The machine may be busy with something else: the best of three counts.
  for (let turn = 0; turn < 3; turn++) outcomes.push(await abortIn(phase, reason));
  for (const { error } of outcomes) {
    expect(error).toMatchObject({ code: 'REQUEST_ABORTED', name: 'RequestAbortedError' });
    expect(error.cause).toBe(reason);
  }
  expect(Math.min(...outcomes.map(({ milliseconds }) => milliseconds))).toBeLessThan(50);
});

test('before it is sent: nothing is', async () => {
  await using scene = setScene({ hosts: server.url });
  const { films } = scene;
  const options = { signal: AbortSignal.abort() };
  const calls = [
    films.count({}, options),
    films.save(films.create({ title: 'Alien' }), options),
    films.saveMany([films.create({ title: 'Alien' })], options),
    films.delete('film-a', options),
  ];
  for (const call of calls) expect((await failureOf(call)).code).toBe('REQUEST_ABORTED');
  expect(server.deliveries).toEqual([]);
});

test('while items of a bulk wait to be sent again: what was done is told', async () => {
  await using scene = setScene({ hosts: server.url, clock });
  const { films, logger } = scene;
  const controller = new AbortController();
  server.failNext({ action: 'reject-items', items: [1] });
  const both = [films.create({ title: 'Moon' }), films.create({ title: 'Blade' })];
  const failed = failureOf(films.saveMany(both, { signal: controller.signal }));
  await until(() => logger.told('retry').length > 0);
  controller.abort();
  expect(await failed).toMatchObject({
    code: 'BULK_FAILED',
    failures: [{ position: 1, status: 429, type: 'es_rejected_execution_exception' }],
  });
  expect(both.map(({ id }) => typeof id)).toEqual(['string', 'undefined']);
  expect(server.deliveries).toHaveLength(1);
  expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
});

describe('a signal', () => {
  test('for forty calls at the same time has one listener, and makes no warning', async () => {
    const warnings: Error[] = [];
    const listen = (warning: Error): void => void warnings.push(warning);
    process.on('warning', listen);
    await using scene = setScene({ hosts: server.url });
    const controller = new AbortController();
    const { signal } = controller;
    server.failNext({ action: 'hang', times: Infinity });
    const calls = Array.from({ length: 40 }, () => failureOf(scene.films.count({}, { signal })));
    await server.received(40);
    expect(getEventListeners(signal, 'abort')).toHaveLength(1);
    controller.abort();
    const codes = (await Promise.all(calls)).map(({ code }) => code);
    expect(codes).toEqual(Array<string>(40).fill('REQUEST_ABORTED'));
    expect(getEventListeners(signal, 'abort')).toEqual([]);
    await soon(10);
    process.off('warning', listen);
    expect(warnings).toEqual([]);
  });

  test('is free again after calls that succeed, fail, or were repeated', async () => {
    await using scene = setScene({ hosts: server.url });
    const { signal } = new AbortController();
    const { films } = scene;
    await films.count({}, { signal });
    server.failNext({ action: 'reset' });
    await films.save(films.create({ title: 'Alien' }), { signal });
    server.failNext({ action: 'status', status: 400 });
    expect((await failureOf(films.count({}, { signal }))).code).toBe('REQUEST_REFUSED');
    expect(getEventListeners(signal, 'abort')).toEqual([]);
  });

  test('leaves the sockets of other calls alone', async () => {
    await using scene = setScene({ hosts: server.url });
    const { films } = scene;
    const controller = new AbortController();
    server.failNext({ action: 'delay', milliseconds: 60, times: 2 });
    const [one, other] = [films.count({}, { signal: controller.signal }), films.count()];
    const failed = failureOf(one);
    await server.received(0);
    await until(() => server.openConnections === 2);
    controller.abort();
    expect((await failed).code).toBe('REQUEST_ABORTED');
    expect(await other).toBe(0);
    expect(await films.count()).toBe(0);
  });

  test('ends calls of the raw client, too', async () => {
    await using scene = setScene({ hosts: server.url });
    const controller = new AbortController();
    server.failNext({ action: 'hang' });
    const call = scene.client.count({ index: 'films' }, { signal: controller.signal });
    const failed = expect(call).rejects.toMatchObject({ name: 'RequestAbortedError' });
    await server.received(1);
    controller.abort();
    await failed;
    expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
  });
});
