// The samples of samples/containers, as a user runs them, one after the other on the test server.
import { Client } from '@elastic/elasticsearch';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { runNode } from '../support/run-node.js';
import type { Finished } from '../support/run-node.js';
import { serverOptions } from '../support/server.js';

const samples = ['plain', 'awilix'] as const;
const client = new Client({ nodes: String(serverOptions().hosts).split(',') });
let finished: Finished;

beforeAll(() => {
  const names = samples.map((name) => `containers/${name}`);
  finished = runNode(['--import', 'tsx', 'samples/run.ts', ...names]);
}, 120_000);

afterAll(() => client.close());

/** What one sample printed. */
function outputOf(sample: (typeof samples)[number]): string {
  const [, output = ''] = finished.output.split(`— samples/containers/${sample}.ts —\n`);
  return output.split('\n— samples/')[0] ?? '';
}

test('both succeed', () => {
  expect(finished).toMatchObject({ status: 0 });
});

describe.each(samples)('npm run sample containers/%s', (sample) => {
  test.each([
    ['the evening', /240 minutes of adventures\n +8\.9 +102 min +Toy Story 3\n +8\.4 +96 min +Up\n/],
    ['what each member wishes for', / ada +Toy Story 3\n +bob +Up\n/],
  ])('prints %s', (_, pattern) => {
    expect(outputOf(sample)).toMatch(pattern);
  });

  test('leaves no index behind', async () => {
    const [, films = '', wishes = ''] = /in (elastodm-films-\w+) and (elastodm-wishes-\w+):/.exec(
      outputOf(sample),
    )!;
    expect(await client.indices.exists({ index: [films] })).toBe(false);
    expect(await client.indices.exists({ index: [wishes] })).toBe(false);
  });
});

test.each([
  ['plain', 'an evening takes what fits, the best first\n  a wish is saved once'],
  ['awilix', 'Up in the Air'],
] as const)('%s tests its services before a server is there', (sample, text) => {
  const [before] = outputOf(sample).split('The club at work');
  expect(before).toContain(text);
});

test('awilix makes services for each request, and closes the DataSource at the end', () => {
  const output = outputOf('awilix');
  expect(output).toContain('wishes of their own: true\n  one repository for both: true\n');
  expect(output).toMatch(
    /container\.dispose\(\)\n +the DataSource is closed, 0 documents could not be written\n/,
  );
});
