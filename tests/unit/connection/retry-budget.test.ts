// How much may be repeated in all.
import { expect, test } from '@jest/globals';
import { RetryBudget } from '../../../src/connection/transport/retry-budget.js';

function takeAll(budget: RetryBudget): number {
  let taken = 0;
  while (taken < 1_000 && budget.take()) taken += 1;
  return taken;
}

test('a hundred at first', () => {
  const budget = new RetryBudget();
  expect(takeAll(budget)).toBe(100);
  expect(budget.take()).toBe(false);
});

test('one more for ten answers', () => {
  const budget = new RetryBudget();
  takeAll(budget);
  for (let turn = 0; turn < 55; turn++) budget.giveBack();
  expect(takeAll(budget)).toBe(5);
});

test('never more than a hundred', () => {
  const budget = new RetryBudget();
  for (let turn = 0; turn < 5_000; turn++) budget.giveBack();
  expect(takeAll(budget)).toBe(100);
});
