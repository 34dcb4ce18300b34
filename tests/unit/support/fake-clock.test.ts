// The clock of the fault tests: waits cost nothing, deadlines come in their order.
import { expect, test } from '@jest/globals';
import { fakeClock } from '../../support/fake-clock.js';

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

test('a wait calls back at once, and time has passed', async () => {
  const clock = fakeClock();
  await new Promise<void>((resolve) => void clock.wait(4_000, resolve));
  await new Promise<void>((resolve) => void clock.wait(1_000, resolve));
  expect(clock.sleeps).toEqual([4_000, 1_000]);
  expect(clock.now()).toBe(5_000);
  expect(clock.pending).toBe(0);
});

test('waits at the same time pass together', async () => {
  const clock = fakeClock();
  const order: number[] = [];
  const wait = (milliseconds: number): Promise<void> =>
    new Promise((resolve) => {
      clock.wait(milliseconds, () => {
        order.push(milliseconds);
        resolve();
      });
    });
  await Promise.all([wait(200), wait(100)]);
  expect(order).toEqual([100, 200]);
  expect(clock.now()).toBe(200);
});

test('a deadline passes only when time does, and before a longer wait ends', async () => {
  const clock = fakeClock();
  const order: string[] = [];
  clock.after(3_000, () => {
    order.push(`deadline at ${clock.now()}`);
    cancel();
  });
  await turn();
  expect(order).toEqual([]);
  const cancel = clock.wait(5_000, () => order.push('wait'));
  await turn();
  await turn();
  expect(order).toEqual(['deadline at 3000']);
  expect(clock.now()).toBe(3_000);
  expect(clock.deadlines).toEqual([3_000]);
});

test('advance calls what falls due; what was taken back stays away', async () => {
  const clock = fakeClock({ holdWaits: true });
  const order: string[] = [];
  clock.after(30, () => order.push('30'));
  clock.wait(10, () => order.push('10'));
  clock.after(20, () => order.push('20'))();
  await clock.advance(29);
  expect(order).toEqual(['10']);
  await clock.advance(1);
  expect(order).toEqual(['10', '30']);
  expect(clock.pending).toBe(0);
});

test('waits that were held go on when they are let go', async () => {
  const clock = fakeClock({ holdWaits: true });
  const waited = new Promise<void>((resolve) => void clock.wait(10, resolve));
  clock.holdWaits = false;
  await waited;
  expect(clock.now()).toBe(10);
});

test('chance and the time of day are what the test says', async () => {
  const clock = fakeClock({ wallTime: 1_000_000 });
  expect(clock.random()).toBe(0.5);
  clock.setRandom(0, 0.9);
  expect([clock.random(), clock.random(), clock.random()]).toEqual([0, 0.9, 0.9]);
  await clock.advance(500);
  expect(clock.wallTime()).toBe(1_000_500);
  clock.setWallTime(5);
  expect([clock.wallTime(), clock.now()]).toEqual([5, 500]);
});
