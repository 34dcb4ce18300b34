// One listener on a signal, however many wait for it.
import { expect, test } from '@jest/globals';
import { getEventListeners } from 'node:events';
import { onAbort } from '../../../src/util/on-abort.js';

const listeners = (signal: AbortSignal): number => getEventListeners(signal, 'abort').length;

test('all are called, once, in their order', () => {
  const controller = new AbortController();
  const calls: number[] = [];
  for (const number of [1, 2, 3]) onAbort(controller.signal, () => calls.push(number));
  expect(listeners(controller.signal)).toBe(1);
  controller.abort();
  expect(calls).toEqual([1, 2, 3]);
  expect(listeners(controller.signal)).toBe(0);
});

test('what was taken back is not called, and leaves nothing', () => {
  const controller = new AbortController();
  const calls: number[] = [];
  const releases = [1, 2].map((number) => onAbort(controller.signal, () => calls.push(number)));
  releases[0]?.();
  releases[0]?.();
  expect(listeners(controller.signal)).toBe(1);
  releases[1]?.();
  expect(listeners(controller.signal)).toBe(0);
  controller.abort();
  expect(calls).toEqual([]);
});

test('a signal that was left alone can be waited for again', () => {
  const controller = new AbortController();
  let calls = 0;
  onAbort(controller.signal, () => calls++)();
  const release = onAbort(controller.signal, () => calls++);
  expect(listeners(controller.signal)).toBe(1);
  controller.abort();
  release();
  expect([calls, listeners(controller.signal)]).toEqual([1, 0]);
});

test('one may take back another, or wait anew, while they are called', () => {
  const controller = new AbortController();
  const calls: string[] = [];
  const releases: (() => void)[] = [];
  onAbort(controller.signal, () => {
    calls.push('first');
    for (const release of releases) release();
  });
  releases.push(onAbort(controller.signal, () => calls.push('second')));
  expect(() => controller.abort()).not.toThrow();
  expect(calls[0]).toBe('first');
  expect(listeners(controller.signal)).toBe(0);
});

test('the same callback may wait for two signals', () => {
  const [one, other] = [new AbortController(), new AbortController()];
  let calls = 0;
  const callback = (): void => {
    calls += 1;
  };
  onAbort(one.signal, callback);
  onAbort(other.signal, callback);
  one.abort();
  expect([calls, listeners(other.signal)]).toEqual([1, 1]);
  other.abort();
  expect(calls).toBe(2);
});
