// The guard and the tools that run in its care, with `sleep` in the place of a server.
import { expect, test } from '@jest/globals';
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startGuard } from '../../../src/testing/guard.js';
import { isGroupAlive, signalGroup } from '../../../src/testing/process-group.js';
import { openWorkspace } from '../../../src/testing/workspace.js';

function startSleep(): number {
  const child = spawn('sleep', ['60'], { detached: true, stdio: 'ignore' });
  child.unref();
  return child.pid as number;
}

test('close kills the groups, runs the commands, and deletes the folders', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'elastodm-test-'));
  const inside = join(folder, 'inside');
  mkdirSync(inside);
  writeFileSync(join(inside, 'file'), '');
  const guard = startGuard();
  const [group, forgotten] = [startSleep(), startSleep()];
  guard.addGroup(group);
  guard.addGroup(forgotten);
  guard.forgetGroup(forgotten);
  guard.addFolder(inside);
  guard.addCommand(['touch', join(folder, 'touched')]);
  await guard.close();
  expect([isGroupAlive(group), isGroupAlive(forgotten)]).toEqual([false, true]);
  expect([existsSync(inside), existsSync(join(folder, 'touched'))]).toEqual([false, true]);
  expect(signalGroup(forgotten, 'SIGKILL')).toBe(true);
  rmSync(folder, { recursive: true });
});

test('a tool gives its code and its output; one that hangs is killed', async () => {
  const workspace = openWorkspace();
  const options = { cwd: workspace.folder, env: { PATH: process.env['PATH'] }, timeout: 5_000 };
  expect(await workspace.run('sh', ['-c', 'echo out; echo err >&2; exit 3'], options)).toMatchObject({
    code: 3,
    output: expect.stringMatching(/out/),
  });
  expect(await workspace.run('/no/such/program', [], options)).toMatchObject({ code: undefined });
  const started = Date.now();
  expect(await workspace.run('sh', ['-c', 'sleep 60 & wait'], { ...options, timeout: 200 })).toMatchObject({
    code: undefined,
  });
  expect(Date.now() - started).toBeLessThan(5_000);
  await workspace.close();
  expect(existsSync(workspace.folder)).toBe(false);
});

test("a tool gets the environment that it is given, and not this process's", async () => {
  const workspace = openWorkspace();
  const env = { PATH: process.env['PATH'], ONLY: 'this' };
  const { output } = await workspace.run('env', [], { cwd: workspace.folder, env, timeout: 5_000 });
  expect(output).toContain('ONLY=this');
  expect(output).not.toContain('HOME=');
  await workspace.close();
});

test('closing twice is no error', async () => {
  const workspace = openWorkspace();
  await workspace.close();
  await workspace.close();
  expect(() => readFileSync(workspace.folder)).toThrow();
});
