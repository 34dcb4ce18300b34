// The samples of samples/connections, as a user runs them, one after the other on one secured cluster of three nodes.
import { beforeAll, describe, expect, test } from '@jest/globals';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root, runNode } from '../support/run-node.js';
import type { Finished } from '../support/run-node.js';
import { takeTurn } from '../support/take-turn.js';

// The last one kills a node.
const samples = [
  'multi-cluster',
  'client-certificate',
  'service-token',
  'environment',
  'high-performance',
  'bulk',
  'health-check',
  'robust-search',
] as const;
const id = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';

let finished: Finished;

beforeAll(async () => {
  const names = samples.map((name) => `connections/${name}`);
  const endTurn = await takeTurn();
  try {
    finished = runNode(['--import', 'tsx', 'samples/run.ts', ...names], 400_000);
  } finally {
    endTurn();
  }
}, 720_000);

/** What one sample printed. */
function outputOf(sample: (typeof samples)[number]): string {
  const [, output = ''] = finished.output.split(`— samples/connections/${sample}.ts —\n`);
  return output.split('\n— samples/')[0] ?? '';
}

test('each is run', () => {
  expect([...samples].sort()).toEqual(
    readdirSync(join(root, 'samples', 'connections'))
      .map((file) => file.replace(/\.ts$/, ''))
      .sort(),
  );
});

test('each succeeds, and none shows a password', () => {
  expect(finished).toMatchObject({ status: 0 });
  expect(finished.output).not.toContain('_password');
});

describe('samples/connections', () => {
  test.each<[(typeof samples)[number], readonly (RegExp | string)[]]>([
    [
      'multi-cluster',
      [
        new RegExp(`article ${id} on production, 3 metrics on analytics`),
        'the article is on development: true',
        /Searching without a class, on production\n +\d\.\d\d +Test\n/,
        /home +150\n +shop +45/,
      ],
    ],
    ['client-certificate', ['reader, by pki, with the roles reads_all']],
    ['service-token', ['elastic/fleet-server, by token']],
    [
      'environment',
      [
        new RegExp(`ENVIRONMENT=development\n +${id} was saved on es_development, which is (?:green|yellow)`),
        new RegExp(`ENVIRONMENT=production\n +${id} was saved on es_production, which is (?:green|yellow)`),
      ],
    ],
    [
      'high-performance',
      [/ 6000 hits in [\d.]+ s, \d+ searches a second/, /node-1 .*connections/, /node-2/, /node-3/],
    ],
    ['bulk', [/█{32} 20000\/20000/, /20000 documents, \d+ a second/]],
    [
      'health-check',
      [
        /Checking connection 'production': (?:green|yellow)\n +Nodes: 3, active shards: \d+\n +Node node-1 \(9\.2\.4\)/,
        /'guest': unknown\n +Test search: \d+ documents in \d+ ms\n +AUTHORIZATION_FAILED: Grant/,
        /'stranger': unknown\n +AUTHENTICATION_FAILED: Check/,
        /'untrusted': unreachable\n +CONNECTION_TLS: Give/,
        /'analytics': unreachable\n +CONNECTION_FAILED: Check/,
      ],
    ],
    [
      'robust-search',
      [
        /All nodes are there\n(?: +\(.*\)\n)* +found 1 1 1 1 1 1 in \d+ ms/,
        /node-3 hangs\n[^]*\(retry: https:\S+, timeout\)[^]*found 1 1 1 1 1 1 in \d+ ms[^]*node-2 is killed/,
        /node-2 is killed\n[^]*found 1 1 1 1 1 1 in \d+ ms/,
        // What is told of nodes that come and go may stand between.
        /and not repeated\n(?: +\((?!retry: .*, \d{3}\)).*\)\n)* +INDEX_NOT_FOUND: There is no index 'no-such-index'/,
      ],
    ],
  ])('%s', (sample, patterns) => {
    const output = outputOf(sample);
    for (const pattern of patterns) expect(output).toMatch(pattern);
  });
});
