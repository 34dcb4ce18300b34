// The command line without a cluster: help, mistakes, and where what is printed.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runCommand } from '../../support/run-command.js';
import { closedPort } from '../../support/stub-server.js';

const canary = 'canary-5f1e';
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'elastodm-test-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function configFile(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

async function goneConfig(): Promise<string> {
  const gone = { hosts: `localhost:${await closedPort()}`, httpAuth: ['ann', canary], maxRetries: 0 };
  return configFile('gone.json', JSON.stringify({ connections: { gone } }));
}

describe('help', () => {
  test('of all, and of the command', async () => {
    const all = await runCommand(['--help']);
    expect(all).toMatchObject({ status: 0, stderr: '' });
    expect(all.stdout).toMatch(/^Usage: elastodm .* {2}health /s);
    const health = await runCommand(['health', '--help']);
    expect(health).toMatchObject({ status: 0, stderr: '' });
    expect(health.stdout).toMatch(/^Usage: elastodm health .*--no-search.*Ends with 0 when all is well/s);
  });

  test('without a command, on stderr', async () => {
    const { status, stdout, stderr } = await runCommand([]);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^Usage: elastodm /);
  });
});

describe('a mistake of the user ends with 2, and with a sentence on stderr', () => {
  test.each<[name: string, args: readonly string[], message: RegExp]>([
    [
      'an unknown command',
      ['helth'],
      /^error: unknown command 'helth'\n\(Did you mean health\?\)\nSee elastodm/,
    ],
    [
      'an unknown option',
      ['health', '--jsn'],
      /^error: unknown option '--jsn'\n\(Did you mean --json\?\)\nSee /,
    ],
    ['too much', ['health', 'production'], /^error: too many arguments for 'health'/],
    [
      'no number',
      ['health', '--timeout', 'soon'],
      /^error: option '--timeout <ms>' argument 'soon' is invalid/,
    ],
    ['no time', ['health', '--timeout', '0'], /It is no number of milliseconds above 0\./],
    [
      'two places',
      ['health', '--config', 'a', '--env', 'B'],
      /^error: .*--config <file>' cannot be used with/,
    ],
    [
      'a missing file',
      ['health', '--config', 'none.ts'],
      /^elastodm: The configuration 'none.ts' can't be used: th/,
    ],
    [
      'unset variables',
      ['health', '--env', 'ES_PRDO'],
      /^elastodm: The environment variable ES_PRDO_HOSTS can't/,
    ],
  ])('%s', async (_, args, message) => {
    const { status, stdout, stderr } = await runCommand(args);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^ {4}at /m);
    expect([status, stdout]).toEqual([2, '']);
  });

  test.each<[name: string, text: string, message: RegExp]>([
    [
      'a file that is broken',
      'export default {',
      /^elastodm: The configuration '.*' can't be used: .*Unexpected/,
    ],
    [
      'a wrong option',
      'export const connections = { one: { host: "x" } };',
      /^elastodm: .*unknown option 'host'/,
    ],
  ])('%s', async (_, text, message) => {
    const { status, stdout, stderr } = await runCommand(['health', '--config', configFile('wrong.ts', text)]);
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^ {4}at /m);
    expect([status, stdout]).toEqual([2, '']);
  });

  test('an unknown alias, with those that exist', async () => {
    const args = ['health', '--config', await goneConfig(), '--connection', 'nope', '--json'];
    const { status, stdout, stderr } = await runCommand(args);
    expect(stderr).toMatch(/^elastodm: There is no connection 'nope' \(there are: gone\)\./);
    expect([status, stdout]).toEqual([2, '']);
  });

  test('a connection that can not be made, in its report', async () => {
    const text = 'export const connections = { one: () => ({ timeout: -1 }) };';
    const { status, stdout } = await runCommand([
      'health',
      '--config',
      configFile('lazy.ts', text),
      '--json',
    ]);
    expect(JSON.parse(stdout)).toMatchObject({
      connections: [{ error: { code: 'CONNECTION_OPTION_INVALID' } }],
    });
    expect(status).toBe(2);
  });
});

describe('a cluster that is gone', () => {
  test('ends with 1 and a table without secrets', async () => {
    const { status, stdout, stderr } = await runCommand(['health', '--config', await goneConfig()]);
    expect([status, stderr]).toEqual([1, '']);
    expect(stdout).toMatch(
      /^connection .*\ngone +unreachable +- +- +- +- +-\n\ngone: Connection 'gone' can't reach its cluster: connect ECONNREFUSED .*\n {2}Check `hosts`/,
    );
    expect(stdout).not.toContain(canary);
    expect(stdout).not.toContain('\u001b');
  });

  test('is in colour on a terminal, unless NO_COLOR says otherwise', async () => {
    const before = process.env['NO_COLOR'];
    try {
      delete process.env['NO_COLOR'];
      const args = ['health', '--config', await goneConfig()];
      expect((await runCommand(args, true)).stdout).toContain('\u001b[31munreachable');
      process.env['NO_COLOR'] = '1';
      expect((await runCommand(args, true)).stdout).not.toContain('\u001b');
    } finally {
      process.env['NO_COLOR'] = before;
    }
  });
});
