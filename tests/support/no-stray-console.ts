// A library does not talk: whatever reaches the console during a test fails it.
import { afterEach, beforeEach, expect, jest } from '@jest/globals';

const methods = ['debug', 'error', 'info', 'log', 'trace', 'warn'] as const;
const calls: string[] = [];
let restore: (() => void)[] = [];

beforeEach(() => {
  calls.length = 0;
  restore = methods.map((method) => {
    const spy = jest.spyOn(console, method).mockImplementation((...args: unknown[]) => {
      calls.push(`console.${method}(${args.map(String).join(', ')})`);
    });
    return () => spy.mockRestore();
  });
});

afterEach(() => {
  for (const restoreMethod of restore) restoreMethod();
  expect(calls).toEqual([]);
});
