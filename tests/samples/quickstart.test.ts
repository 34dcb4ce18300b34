// The quickstart, as a user runs it, on the test server; it leaves nothing there.
import { Client } from '@elastic/elasticsearch';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { runNode } from '../support/run-node.js';
import type { Finished } from '../support/run-node.js';
import { serverOptions } from '../support/server.js';

const client = new Client({ nodes: String(serverOptions().hosts).split(',') });
let finished: Finished;

beforeAll(() => {
  finished = runNode(['--import', 'tsx', 'samples/quickstart.ts']);
}, 120_000);

afterAll(() => client.close());

describe('npm run quickstart', () => {
  test('succeeds', () => {
    expect(finished).toMatchObject({ status: 0 });
  });

  test.each([
    ['the mapping', /title +text +\{"fields":\{"raw":\{"type":"keyword"\}\}\}/],
    ['the repairs', / 9 titles that were numbers, made text/],
    ['the dropped record', / 1 records without a title, dropped/],
    ['the end of the progress bar', /█{32} 3200\/3200/],
    ['the bulk figures', /3200 films in [\d.]+ s, \d+ a second/],
    [
      'an instance',
      /Film \{\n {2}id: '[0-9a-f-]{36}',\n {2}title: 'The Land Girls',\n {2}releasedAt: 1998-06-12T00:00:00.000Z/,
    ],
    ['highlights', /\[Dark\] City/],
    ['the filter and the sort', /8\.5 +169 min +Saving Private Ryan\n +8\.4 +187 min +The Green Mile/],
    ['the aggregation', /Drama +789 +6\.77/],
  ])('prints %s', (_, pattern) => {
    expect(finished.output).toMatch(pattern);
  });

  test('leaves no index behind', async () => {
    const index = /The mapping of (elastodm-films-[0-9a-f]+),/.exec(finished.output)?.[1] ?? '';
    expect(index).not.toBe('');
    expect(await client.indices.exists({ index })).toBe(false);
  });
});
