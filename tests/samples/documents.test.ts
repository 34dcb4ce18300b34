// The samples of samples/documents, as a user runs them, on the test server.
import { beforeAll, describe, expect, test } from '@jest/globals';
import { runNode } from '../support/run-node.js';
import type { Finished } from '../support/run-node.js';

let finished: Finished;

beforeAll(() => {
  finished = runNode(['--import', 'tsx', 'samples/run.ts', 'documents/shop']);
}, 120_000);

describe('npm run sample documents/shop', () => {
  test('succeeds', () => {
    expect(finished).toMatchObject({ status: 0 });
  });

  test.each([
    ['the problems', /path: 'maker', reason: 'it is required'[^]*path: 'stock', reason: 'it is below zero'/],
    ['the product', /slug: 'blue-chair',\n {2}stock: 5,[^]*createdAt: \d{4}-/],
    ['five customers who have a chair', /(?:(?:customer-\d+ has one)[^]*){5}/],
    ['that no chair was sold twice', /left: 0, sold to 5/],
    ['the conflict', /read version \d+, stored is version \d+/],
    ['both changes', /Navy Chair, 20 in stock/],
    ['what is hidden', /found: 0, with deleted: 1\n +found: 1/],
  ])('prints %s', (_, pattern) => {
    expect(finished.output).toMatch(pattern);
  });
});
