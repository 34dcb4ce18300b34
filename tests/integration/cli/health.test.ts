// The command `elastodm health` on a real server; twice as a shell runs it, else inside of the test.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../../support/run-command.js';
import { root } from '../../support/run-node.js';
import { serverOptions } from '../../support/server.js';
import { closedPort } from '../../support/stub-server.js';

declare const testServer: string;

const { hosts, httpAuth } = serverOptions();
let folder: string;
let config: string;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'elastodm-test-'));
  config = join(folder, 'elastodm.config.json');
  const gone = { hosts: `localhost:${await closedPort()}`, maxRetries: 0 };
  writeFileSync(config, JSON.stringify({ connections: { real: serverOptions(), gone } }));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('elastodm health', () => {
  test('prints a table, and ends with 1 when a cluster is gone', async () => {
    const { status, stdout, stderr } = await runCommand(['health', '--config', config]);
    expect(stderr).toBe('');
    expect(stdout).toMatch(
      /^connection +status +nodes +shards +version +latency +search\nreal +(?:green|yellow) +\d+ .*\ngone +unreachable +- +- +- +- +-\n/,
    );
    expect(stdout).toMatch(/\nconnection +node +version\nreal +\S+ +[89]\.\d+\.\d+\n$/);
    expect(status).toBe(1);
  });

  test('prints JSON of the same', async () => {
    const { status, stdout, stderr } = await runCommand([
      'health',
      '--config',
      config,
      '--json',
      '--no-search',
    ]);
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toMatchObject({
      ok: false,
      connections: [
        { alias: 'real', ok: true, numberOfNodes: expect.any(Number), search: null, error: null },
        {
          alias: 'gone',
          ok: false,
          status: 'unreachable',
          nodes: null,
          error: { code: 'CONNECTION_FAILED' },
        },
      ],
    });
    expect(status).toBe(1);
  });

  test('ends with 0 when all that is asked for is well', async () => {
    expect(await runCommand(['health', '--config', config, '--connection', 'real'])).toMatchObject({
      status: 0,
      stderr: '',
    });
  });
});

describe('elastodm in a shell', () => {
  const run = (args: readonly string[], env: NodeJS.ProcessEnv): ReturnType<typeof spawnSync> =>
    spawnSync(process.execPath, ['--import', 'tsx', 'src/cli/elastodm.ts', ...args], {
      cwd: root,
      env,
      encoding: 'utf8',
    });
  // Only the variables of the test. The command runs with the client of version 9.
  const others = Object.entries(process.env).filter(([name]) => !name.startsWith('ELASTICSEARCH_'));
  const env = {
    ...Object.fromEntries(others),
    ELASTICSEARCH_HOSTS: String(hosts),
    ELASTICSEARCH_COMPATIBILITY: testServer,
    ...(httpAuth === undefined ? {} : { ELASTICSEARCH_HTTP_AUTH: String(httpAuth) }),
  };

  test('takes its connection from the environment', () => {
    const { status, stdout, stderr } = run(['health', '--json'], env);
    expect(stderr).toBe('');
    expect(JSON.parse(String(stdout))).toMatchObject({
      ok: true,
      connections: [{ alias: 'default', ok: true }],
    });
    expect(status).toBe(0);
  });

  test('ends with 2 after a mistake', () => {
    const { status, stdout, stderr } = run(['health', '--json'], { ...env, ELASTICSEARCH_TIMEOUT: 'soon' });
    expect(stderr).toMatch(/^elastodm: The environment variable ELASTICSEARCH_TIMEOUT can't be used: .*\n$/);
    expect([status, stdout]).toEqual([2, '']);
  });
});
