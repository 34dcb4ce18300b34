// The sample of samples/bulk, as a user runs it, on the test server, with a part of its cities.
import { Client } from '@elastic/elasticsearch';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { runNode } from '../support/run-node.js';
import type { Finished } from '../support/run-node.js';
import { serverOptions } from '../support/server.js';

const client = new Client({ nodes: String(serverOptions().hosts).split(',') });
let finished: Finished;

beforeAll(() => {
  process.env['CITIES'] = '15000';
  finished = runNode(['--import', 'tsx', 'samples/run.ts', 'bulk/cities']);
  delete process.env['CITIES'];
}, 120_000);

afterAll(() => client.close());

describe('npm run sample bulk/cities', () => {
  test('succeeds', () => {
    expect(finished).toMatchObject({ status: 0 });
  });

  test.each([
    ['the ends of both progress bars', /(?:█{32} 15000\/15000[^]*){2}/],
    ['how many people live there, each city read once', /373,327,698 people/],
    ['that nothing is stored twice', /10000 saved, 15000 cities in the index/],
    ['how fast', /cities a second +\d+ +\d+\n/],
    ['how much memory', /peak memory so far, in MB +\d+ +\d+\n +\d+ MB at the start/],
    ['requests', / \d+ bulk requests, \d\.\d MiB/],
    ['what was repeated', / \d+ cities sent again because the cluster had no room, 0 not stored/],
  ])('prints %s', (_, pattern) => {
    expect(finished.output).toMatch(pattern);
  });

  test('leaves no index behind', async () => {
    const index = /into (elastodm-cities-[0-9a-f]+),/.exec(finished.output)?.[1] ?? '';
    expect(index).not.toBe('');
    expect(await client.indices.exists({ index })).toBe(false);
  });
});
