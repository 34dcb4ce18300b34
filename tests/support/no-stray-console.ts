// A library does not talk: whatever reaches the console during a test fails it.
import { afterEach, beforeEach, expect, jest } from '@jest/globals';

const methods = ['debug', 'error', 'info', 'log', 'trace', 'warn'] as const;
const calls: string[] = [];

beforeEach(() => {
  calls.length = 0;
  for (const method of methods) {
    jest.spyOn(console, method).mockImplementation((...args: unknown[]) => {
      calls.push(`console.${method}(${args.map(String).join(', ')})`);
    });
  }
});

afterEach(() => {
  for (const method of methods) jest.mocked(console[method]).mockRestore();
  expect(calls).toEqual([]);
});
