// However a start or a program ends, no process and no file of the cluster stays behind.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { startCluster } from '../../../src/testing/index.js';
import { isAnswering, own, processesWith, until } from './support.js';

const root = join(__dirname, '..', '..', '..');
let folder: string;
let program: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'elastodm-test-'));
  program = join(folder, 'program.ts');
  writeFileSync(
    program,
    `import { startCluster } from ${JSON.stringify(join(root, 'src/testing/index.ts'))};
     void startCluster(JSON.parse(process.argv[2])).then(({ hosts, nodes }) => {
       process.stdout.write(JSON.stringify({ host: hosts[0], logFile: nodes[0].logFile }) + '\\n');
       setInterval(() => undefined, 1000);
     });`,
  );
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

interface Started {
  readonly child: ChildProcess;
  readonly host: string;
  readonly folder: string;
}

function run(file: string, ...parameters: readonly string[]): ChildProcess {
  return spawn(process.execPath, ['--import', 'tsx', file, ...parameters], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ELASTICSEARCH_URL: '' },
  });
}

async function startProgram(): Promise<Started> {
  const child = run(program, JSON.stringify(own({})));
  const line = await new Promise<string>((resolve, reject) => {
    child.stdout?.once('data', (chunk: Buffer) => resolve(chunk.toString()));
    child.once('exit', (code) => reject(new Error(`the program ended with ${String(code)}`)));
  });
  const { host, logFile } = JSON.parse(line) as { host: string; logFile: string };
  return { child, host, folder: dirname(dirname(dirname(logFile))) };
}

async function expectNothingLeft(workspace: string): Promise<void> {
  expect(await until(() => processesWith(workspace).length === 0 && !existsSync(workspace), 10_000)).toBe(
    true,
  );
}

test.each<NodeJS.Signals>(['SIGKILL', 'SIGINT'])(
  'a program that ends by %s',
  async (signal) => {
    const { child, host, folder: workspace } = await startProgram();
    expect(processesWith(workspace).length).toBeGreaterThan(0);
    expect(await isAnswering(host)).toBe(true);
    child.kill(signal);
    await expectNothingLeft(workspace);
    expect(await isAnswering(host)).toBe(false);
  },
  120_000,
);

test('a program that is killed in the middle of the start', async () => {
  const before = new Set(workspaces());
  const child = run(program, JSON.stringify(own({})));
  const isStarting = await until(
    () => newSince(before).some((path) => processesWith(path).length > 0),
    60_000,
  );
  expect(isStarting).toBe(true);
  const started = newSince(before).filter((path) => processesWith(path).length > 0);
  child.kill('SIGKILL');
  for (const workspace of started) await expectNothingLeft(workspace);
}, 120_000);

function workspaces(): readonly string[] {
  return readdirSync(tmpdir())
    .filter((name) => /^elastodm-[A-Za-z0-9]{6}$/.test(name))
    .map((name) => join(tmpdir(), name));
}

function newSince(before: ReadonlySet<string>): readonly string[] {
  return workspaces().filter((path) => !before.has(path));
}

test('the command, on Ctrl-C: it says where the cluster is, stops it, and ends with 0', async () => {
  const child = run(join(root, 'src/cli/cluster.ts'), '--security', '--quiet');
  let output = '';
  child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
  expect(await until(() => output.includes('Ctrl-C stops it'), 90_000)).toBe(true);
  const host = /hosts +(\S+)/.exec(output)?.[1] ?? '';
  const password = /password +(\S+)/.exec(output)?.[1] ?? '';
  const response = await fetch(`${host}/_cluster/health`, {
    headers: { authorization: `Basic ${Buffer.from(`elastic:${password}`).toString('base64')}` },
  });
  expect(response.status).toBe(200);
  expect(output).toContain(`curl -u elastic:${password} '${host}/_cluster/health?pretty'`);
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGINT');
  expect(await ended).toBe(0);
  expect(output).toMatch(/Stopping … stopped\.\n$/);
  expect(await isAnswering(host)).toBe(false);
}, 120_000);

test('the command, when what started it ends without a word, as npx does', async () => {
  const file = join(root, 'src/cli/cluster.ts');
  // The shell starts the command and waits for it.
  const shell = spawn(
    '/bin/sh',
    ['-c', '"$@" & wait', 'sh', process.execPath, '--import', 'tsx', file, '--quiet'],
    {
      cwd: root,
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, ELASTICSEARCH_URL: '' },
    },
  );
  let output = '';
  shell.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  expect(await until(() => output.includes('Ctrl-C stops it'), 90_000)).toBe(true);
  const host = /hosts +(\S+)/.exec(output)?.[1] ?? '';
  expect(await isAnswering(host)).toBe(true);
  shell.kill('SIGKILL');
  expect(await until(() => output.includes('stopped.'), 20_000)).toBe(true);
  expect(await isAnswering(host)).toBe(false);
}, 120_000);

test.each([
  ['--nodes=0', /Option 'nodes' .* 0 is not a whole number from 1 to 9/],
  ['--node=3', /Unknown option '--node'/],
])('the command refuses %s with exit code 2', async (parameter, message) => {
  const child = run(join(root, 'src/cli/cluster.ts'), parameter);
  let errors = '';
  child.stderr?.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  const code = await new Promise((resolve) => child.once('close', resolve));
  expect(errors).toMatch(message);
  expect(errors).toContain('See elastodm-cluster --help.');
  expect(code).toBe(2);
});

test('a node that does not start: the error has the end of the log and no password, and nothing is left', async () => {
  const users = { reader: { password: 'canary-password', roles: ['viewer'] } };
  const settings = { 'no.such.setting': 'canary-password' };
  const before = new Set(workspaces());
  const start = startCluster(own({ security: true, users, settings }));
  const error = await start.then(
    () => undefined,
    (reason: unknown) => reason as Error & { code: string; details: { reason: string; log: string } },
  );
  expect(error).toMatchObject({ name: 'ClusterStartError', code: 'CLUSTER_START_FAILED' });
  expect(error?.details.reason).toBe('node-1: it ended while it started');
  expect(error?.details.log).toContain('unknown setting [no.such.setting]');
  expect(JSON.stringify(error) + String(error)).not.toContain('canary-password');
  // Others may start clusters at the same time; ours is the one that is gone.
  expect(newSince(before).filter((path) => processesWith(path).length === 0)).toEqual([]);
}, 120_000);
