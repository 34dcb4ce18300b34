// Each option of time, retries and nodes, by which requests arrive where, and when. Time is a clock that the tests move.
import { describe, expect, test } from '@jest/globals';
import type { ConnectionOptions, ElastodmError, Logger, Repository } from 'elastodm';
import { fakeClock } from '../../../support/fake-clock.js';
import type { FakeClock } from '../../../support/fake-clock.js';
import { rejection } from '../../../support/failing.js';
import type { FaultServer } from '../../../support/fault-server.js';
import { lines, startThings, startThingsCluster, thing, withThings } from './things.js';
import type { Thing } from './things.js';

const lookUp = 'GET /_nodes/_all/http';
const count = 'GET /things/_count';

/** How a promise stands: pending, done, or the code of its error. */
function watch(promise: Promise<unknown>): { readonly state: string } {
  const watched = { state: 'pending' };
  promise.then(
    () => (watched.state = 'done'),
    (error: unknown) => (watched.state = (error as ElastodmError).code),
  );
  return watched;
}

/** Lets sockets and promises have their say, without any time on the fake clock. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
}

/** What a connection tells, and a wait for it. */
function listener(): {
  readonly logger: Logger;
  readonly told: (message: string, times: number) => Promise<void>;
} {
  const all: string[] = [];
  let heard = (): void => undefined;
  const tell = (message: string): void => {
    all.push(message);
    heard();
  };
  return {
    logger: { info: tell, warn: tell },
    async told(message, times) {
      while (all.filter((one) => one === message).length < times)
        await new Promise<void>((resolve) => (heard = resolve));
    },
  };
}

/** What arrives where in as many counts, one after the other, as there are servers: their names in order. */
async function visits(
  servers: readonly FaultServer[],
  things: Repository<Thing>,
  turns: number,
): Promise<readonly number[]> {
  const order: number[] = [];
  for (let turn = 0; turn < turns; turn++) {
    const before = servers.map(({ deliveries }) => deliveries.length);
    await things.count();
    order.push(servers.findIndex(({ deliveries }, place) => deliveries.length > (before[place] ?? 0)));
  }
  return order;
}

describe('timeout', () => {
  test.each<[string, Parameters<FaultServer['failNext']>[0]]>([
    ['no answer', { action: 'hang' }],
    ['an answer without an end', { action: 'stall' }],
  ])('ends an operation to the millisecond: %s', async (_name, fault) => {
    await using server = await startThings();
    server.failNext(fault);
    const clock = fakeClock();
    await withThings(
      { hosts: server.url, timeout: 5_000 },
      async (things) => {
        const counting = things.count();
        const counted = watch(counting);
        await server.received(1);
        await clock.advance(4_999);
        await settle();
        expect(counted.state).toBe('pending');
        await clock.advance(1);
        expect(await rejection(counting)).toMatchObject({
          name: 'ConnectionFailedError',
          code: 'CONNECTION_TIMEOUT',
        });
      },
      { clock },
    );
    expect(server.deliveries).toHaveLength(1);
  });

  test('is one deadline for all attempts: what would begin after it does not', async () => {
    await using server = await startThings();
    const headers = { 'retry-after': '2' };
    server.failNext({ action: 'status', status: 503, headers, times: Infinity });
    const clock = fakeClock();
    const options = { hosts: server.url, timeout: 5_000, maxRetries: 10 };
    await withThings(
      options,
      async (things) => {
        await rejection(things.count());
        expect(clock.sleeps).toEqual([2_000, 2_000]);
      },
      { clock },
    );
    expect(server.deliveries).toHaveLength(3);
  });

  test('is 30 seconds by default', async () => {
    await using server = await startThings();
    server.failNext({ action: 'hang' });
    const clock = fakeClock();
    await withThings(
      { hosts: server.url },
      async (things) => {
        const counting = things.count();
        const counted = watch(counting);
        await server.received(1);
        await clock.advance(29_999);
        await settle();
        expect(counted.state).toBe('pending');
        await clock.advance(1);
        expect(await rejection(counting)).toMatchObject({ code: 'CONNECTION_TIMEOUT' });
      },
      { clock },
    );
  });

  test('tells the server how long a write may wait', async () => {
    await using server = await startThings();
    await withThings({ hosts: server.url, timeout: 5_000 }, (things) => things.save(thing('a')));
    const [sent = '', ...more] = server.deliveries.map(({ query }) => query.timeout);
    expect([sent, ...more]).toEqual([expect.stringMatching(/^\d+ms$/)]);
    // Nine tenths of what is left when it is sent: on a busy machine, some of it has passed.
    expect(Number.parseInt(sent, 10)).toBeLessThanOrEqual(4500);
    expect(Number.parseInt(sent, 10)).toBeGreaterThan(2000);
  });

  test('in real time', async () => {
    await using server = await startThings();
    server.failNext({ action: 'hang' });
    const start = performance.now();
    const error = await rejection(
      withThings({ hosts: server.url, timeout: 100 }, (things) => things.count()),
    );
    expect(error).toMatchObject({ code: 'CONNECTION_TIMEOUT' });
    expect(performance.now() - start).toBeGreaterThan(90);
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});

/** How often a count is sent where each answer has this status. */
async function attempts(status: number, options: ConnectionOptions): Promise<number> {
  await using server = await startThings();
  server.failNext({ action: 'status', status, times: Infinity });
  const error = await rejection(
    withThings({ hosts: server.url, ...options }, (things) => things.count(), { clock: fakeClock() }),
  );
  expect(error.details).toMatchObject({ status });
  return server.deliveries.length;
}

describe('maxRetries', () => {
  test.each<[ConnectionOptions, number]>([
    [{ maxRetries: 0 }, 1],
    [{ maxRetries: 1 }, 2],
    [{ maxRetries: 5 }, 6],
    [{}, 4],
  ])('%j: %i attempts', async (options, expected) => {
    expect(await attempts(503, options)).toBe(expected);
  });

  test('0 sends a write once, whatever comes of it', async () => {
    await using server = await startThings();
    server.failNext({ action: 'reset', times: Infinity });
    await withThings({ hosts: server.url, maxRetries: 0 }, async (things) => {
      await rejection(things.save(thing('a')));
      await rejection(things.saveMany([thing('b')]));
      await rejection(things.delete('c'));
    });
    expect(server.deliveries.map(({ method }) => method)).toEqual(['PUT', 'POST', 'DELETE']);
  });

  test('a connection that breaks is one attempt', async () => {
    await using server = await startThings();
    server.failNext({ action: 'reset', times: 2 });
    const counted = withThings({ hosts: server.url, maxRetries: 2 }, (things) => things.count(), {
      clock: fakeClock(),
    });
    expect(await counted).toBe(0);
    expect(server.deliveries.map(({ fault }) => fault)).toEqual(['reset', 'reset', undefined]);
  });
});

describe('retryOnStatus', () => {
  test.each([429, 502, 503, 504])('%i is repeated by default', async (status) => {
    expect(await attempts(status, { maxRetries: 1 })).toBe(2);
  });

  test.each<[number, ConnectionOptions, number]>([
    [500, {}, 1],
    [408, {}, 1],
    [500, { retryOnStatus: [500] }, 2],
    [503, { retryOnStatus: [500] }, 1],
    [408, { retryOnStatus: [408, 503] }, 2],
    [503, { retryOnStatus: [] }, 1],
    [429, { retryOnStatus: [] }, 1],
  ])('%i with %j: %i attempts', async (status, options, expected) => {
    expect(await attempts(status, { maxRetries: 1, ...options })).toBe(expected);
  });
});

describe('retryOnTimeout', () => {
  async function withOneSlow(
    options: ConnectionOptions,
    act: (counting: Promise<number>, servers: readonly FaultServer[], clock: FakeClock) => Promise<void>,
  ): Promise<void> {
    await using servers = await startThingsCluster(2);
    servers[0]!.failNext({ action: 'hang' });
    const clock = fakeClock();
    const hosts = servers.map(({ url }) => url);
    await withThings(
      { hosts, randomizeHosts: false, timeout: 8_000, maxRetries: 3, ...options },
      async (things) => {
        const counting = things.count();
        await servers[0]!.received(1);
        await act(counting, servers, clock);
      },
      { clock },
    );
  }

  test('true: a node that is slow is given up for another after its share of the time', async () => {
    await withOneSlow({ retryOnTimeout: true }, async (counting, [, other], clock) => {
      await clock.advance(1_999);
      await settle();
      expect(other!.deliveries).toEqual([]);
      await clock.advance(1);
      expect(await counting).toBe(0);
      expect(lines(other!.deliveries)).toEqual([count]);
    });
  });

  test.each<[ConnectionOptions]>([[{}], [{ retryOnTimeout: false }]])(
    '%j: it is waited for as long as there is time, and no longer',
    async (options) => {
      await withOneSlow(options, async (counting, [, other], clock) => {
        const counted = watch(counting);
        await clock.advance(7_999);
        await settle();
        expect(counted.state).toBe('pending');
        await clock.advance(1);
        expect(await rejection(counting)).toMatchObject({ code: 'CONNECTION_TIMEOUT' });
        expect(other!.deliveries).toEqual([]);
      });
    },
  );
});

describe('randomizeHosts', () => {
  async function firstUse(
    options: ConnectionOptions,
    ...random: readonly number[]
  ): Promise<readonly number[]> {
    await using servers = await startThingsCluster(4);
    const clock = fakeClock();
    clock.setRandom(...random);
    const hosts = servers.map(({ url }) => url);
    return await withThings({ hosts, ...options }, (things) => visits(servers, things, 4), { clock });
  }

  test('false: in the order in which they stand', async () => {
    expect(await firstUse({ randomizeHosts: false }, 0)).toEqual([0, 1, 2, 3]);
  });

  test.each<[ConnectionOptions]>([[{}], [{ randomizeHosts: true }]])(
    '%j: in an order of chance',
    async (options) => {
      expect(await firstUse(options, 0)).toEqual([1, 2, 3, 0]);
      expect(await firstUse(options, 0.999)).toEqual([0, 1, 2, 3]);
      expect(await firstUse(options, 0.5, 0, 0.999)).toEqual([3, 1, 0, 2]);
    },
  );

  test('whatever the order, each has its turn', async () => {
    const orders = new Set<string>();
    for (let run = 0; run < 12; run++) {
      await using servers = await startThingsCluster(3);
      const hosts = servers.map(({ url }) => url);
      const order = await withThings({ hosts }, (things) => visits(servers, things, 6));
      expect(order.slice(0, 3).toSorted()).toEqual([0, 1, 2]);
      expect(order.slice(3)).toEqual(order.slice(0, 3));
      orders.add(order.join());
    }
    // By chance all twelve are the same once in 360 million runs.
    expect(orders.size).toBeGreaterThan(1);
  });
});

describe('sniffOnStart', () => {
  test('true: the nodes are asked for before the first request, once, and used', async () => {
    await using servers = await startThingsCluster(3);
    const [first] = servers;
    await withThings({ hosts: first!.url, sniffOnStart: true }, async (things) => {
      await Promise.all([things.count(), things.count(), things.count()]);
      for (let turn = 0; turn < 6; turn++) await things.count();
    });
    expect(lines(first!.deliveries)).toEqual([lookUp, count, count, count]);
    expect(servers.slice(1).map(({ deliveries }) => lines(deliveries))).toEqual([
      [count, count, count],
      [count, count, count],
    ]);
  });

  test('a lookup that fails leaves the nodes as they are', async () => {
    await using servers = await startThingsCluster(2);
    const [first, second] = servers;
    first!.failNext({ match: '/_nodes', action: 'html' });
    await withThings({ hosts: first!.url, sniffOnStart: true }, async (things) => {
      for (let turn = 0; turn < 3; turn++) expect(await things.count()).toBe(0);
    });
    expect(lines(first!.deliveries)).toEqual([lookUp, count, count, count]);
    expect(second!.deliveries).toEqual([]);
  });

  test.each<[ConnectionOptions]>([[{}], [{ sniffOnStart: false }]])('%j: nobody asks', async (options) => {
    await using servers = await startThingsCluster(2);
    await withThings({ hosts: servers[0]!.url, ...options }, async (things) => {
      for (let turn = 0; turn < 4; turn++) await things.count();
    });
    expect(lines(servers[0]!.deliveries)).toEqual([count, count, count, count]);
    expect(servers[1]!.deliveries).toEqual([]);
  });
});

describe('sniffOnConnectionFail', () => {
  async function withOneLost(
    options: ConnectionOptions,
    act: (
      servers: readonly FaultServer[],
      things: Repository<Thing>,
      told: ReturnType<typeof listener>['told'],
    ) => Promise<void>,
  ): Promise<void> {
    await using servers = await startThingsCluster(3);
    const clock = fakeClock();
    const { logger, told } = listener();
    // The third is known to the cluster only.
    const hosts = servers.slice(0, 2).map(({ url }) => url);
    for (const server of servers) server.nodes = server.nodes.slice(1);
    await withThings(
      { hosts, randomizeHosts: false, ...options },
      async (things) => {
        await clock.advance(60_000);
        await servers[0]!.stop();
        await act(servers, things, told);
      },
      { clock, logger },
    );
  }

  test('true: after a node is lost, they are asked for, and used', async () => {
    await withOneLost({ sniffOnConnectionFail: true }, async ([, second, third], things, told) => {
      expect(await things.count()).toBe(0);
      await told('nodes were looked up', 1);
      for (let turn = 0; turn < 4; turn++) await things.count();
      expect(third!.deliveries.length).toBeGreaterThanOrEqual(2);
      expect(lines(second!.deliveries).filter((line) => line === lookUp)).toHaveLength(1);
    });
  });

  test.each<[ConnectionOptions]>([[{}], [{ sniffOnConnectionFail: false }]])(
    '%j: another one is used, and nobody asks',
    async (options) => {
      await withOneLost(options, async ([, second, third], things) => {
        for (let turn = 0; turn < 4; turn++) expect(await things.count()).toBe(0);
        await settle();
        expect(lines(second!.deliveries)).toEqual([count, count, count, count]);
        expect(third!.deliveries).toEqual([]);
      });
    },
  );
});

describe('sniffTimeout', () => {
  test.each<[ConnectionOptions, number]>([
    [{ sniffTimeout: 300 }, 300],
    [{}, 2_000],
  ])('%j: a lookup that hangs holds the first request for %i ms', async (options, limit) => {
    await using server = await startThings();
    server.failNext({ match: '/_nodes', action: 'hang' });
    const clock = fakeClock();
    await withThings(
      { hosts: server.url, sniffOnStart: true, ...options },
      async (things) => {
        const counting = things.count();
        await server.received(1);
        await clock.advance(limit - 1);
        await settle();
        expect(lines(server.deliveries)).toEqual([lookUp]);
        await clock.advance(1);
        expect(await counting).toBe(0);
        expect(lines(server.deliveries)).toEqual([lookUp, count]);
      },
      { clock },
    );
  });
});

describe('snifferDelay', () => {
  test('after so long the next request has the nodes looked up, in the background', async () => {
    await using servers = await startThingsCluster(2);
    const [first, second] = servers;
    const clock = fakeClock();
    const { logger, told } = listener();
    const lookUps = (): number =>
      lines([...first!.deliveries, ...second!.deliveries]).filter((line) => line === lookUp).length;
    await withThings(
      { hosts: first!.url, snifferDelay: 60_000 },
      async (things) => {
        await things.count();
        await clock.advance(59_999);
        await things.count();
        await settle();
        expect(lookUps()).toBe(0);
        await clock.advance(1);
        // The request does not wait for the lookup.
        first!.failNext({ match: '/_nodes', action: 'hang' });
        expect(await things.count()).toBe(0);
        await first!.received(1, '/_nodes');
        await clock.advance(60_000);
        await told('nodes could not be looked up; those known are kept', 1);
        expect(await things.count()).toBe(0);
        await told('nodes were looked up', 1);
        for (let turn = 0; turn < 6; turn++) await things.count();
        expect(second!.deliveries.length).toBeGreaterThan(0);
        expect(lookUps()).toBe(2);
        await clock.advance(60_000);
        await things.count();
        await told('nodes were looked up', 2);
        expect(lookUps()).toBe(3);
      },
      { clock, logger },
    );
  });

  test('is the least time between lookups after nodes are lost', async () => {
    await using servers = await startThingsCluster(2);
    const [first, second] = servers;
    const clock = fakeClock();
    const options = { sniffOnConnectionFail: true, snifferDelay: 10_000, randomizeHosts: false };
    await withThings(
      { hosts: servers.map(({ url }) => url), ...options },
      async (things) => {
        await first!.stop();
        await clock.advance(9_000);
        for (let turn = 0; turn < 4; turn++) await things.count();
        await settle();
        expect(lines(second!.deliveries)).toEqual([count, count, count, count]);
      },
      { clock },
    );
  });

  test('without it nobody asks, however long it takes', async () => {
    await using server = await startThings();
    const clock = fakeClock();
    await withThings(
      { hosts: server.url },
      async (things) => {
        await things.count();
        await clock.advance(24 * 3_600_000);
        await things.count();
        await settle();
      },
      { clock },
    );
    expect(lines(server.deliveries)).toEqual([count, count]);
  });
});
