// Leaves nothing behind: a small process beside ours that ends what we started when our end of its pipe closes,
// whatever the reason (stop, Ctrl-C, a crash, SIGKILL).
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { rmSync } from 'node:fs';
import { isGroupAlive, signalGroup } from './process-group.js';

// A program in a string, because a module can't know its own path in both module formats. It reads JSON lines:
// { group }, { forgetGroup }, { folder }, { command }, and cleans up when its standard input ends.
const program = `
const { rmSync } = require('node:fs');
const { spawnSync } = require('node:child_process');
const groups = new Set(), folders = new Set(), commands = [];
let rest = '';
process.on('SIGINT', () => {});
process.on('SIGTERM', () => {});
process.on('SIGHUP', () => {});
process.stdin.setEncoding('utf8');
process.stdin.on('data', (text) => {
  const lines = (rest + text).split('\\n');
  rest = lines.pop();
  for (const line of lines) {
    const message = JSON.parse(line);
    if (message.group) groups.add(message.group);
    if (message.forgetGroup) groups.delete(message.forgetGroup);
    if (message.folder) folders.add(message.folder);
    if (message.command) commands.push(message.command);
  }
});
let cleaned = false;
function clean() {
  if (cleaned) return;
  cleaned = true;
  for (const group of groups) { try { process.kill(-group, 'SIGKILL'); } catch {} }
  for (const [file, ...parameters] of commands) spawnSync(file, parameters, { stdio: 'ignore', timeout: 20000 });
  let left = 40;
  (function remove() {
    for (const folder of folders) {
      try { rmSync(folder, { recursive: true, force: true }); folders.delete(folder); } catch {}
    }
    if (folders.size > 0 && left-- > 0) setTimeout(remove, 50); else process.exit(0);
  })();
}
process.stdin.on('end', clean);
process.stdin.on('error', clean);
process.stdin.on('close', clean);
`;

/** What a start leaves in the care of the guard, and how to end it. */
export interface Guard {
  /** The process group with this id is killed in the end. */
  addGroup(group: number): void;
  /** The process group has ended; its number may belong to someone else by now. */
  forgetGroup(group: number): void;
  /** The folder is deleted in the end. */
  addFolder(folder: string): void;
  /** The command is run in the end, before the folders are deleted. */
  addCommand(command: readonly string[]): void;
  /** Kills the groups, deletes the folders, and resolves when that is done. */
  close(): Promise<void>;
}

export function startGuard(): Guard {
  const guard = spawn(process.execPath, ['-e', program], {
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
    cwd: '/',
    env: { PATH: process.env['PATH'] },
    windowsHide: true,
  });
  const groups = new Set<number>();
  const folders = new Set<string>();
  // Without the guard the clean-up in close() still runs.
  guard.on('error', () => undefined);
  guard.stdin.on('error', () => undefined);
  guard.unref();
  (guard.stdin as unknown as { unref(): void }).unref();

  function tell(message: Readonly<Record<string, unknown>>): void {
    if (guard.stdin.writable) guard.stdin.write(`${JSON.stringify(message)}\n`);
  }

  return {
    addGroup(group) {
      groups.add(group);
      tell({ group });
    },
    forgetGroup(group) {
      groups.delete(group);
      tell({ forgetGroup: group });
    },
    addFolder(folder) {
      folders.add(folder);
      tell({ folder });
    },
    addCommand(command) {
      tell({ command });
    },
    async close() {
      for (const group of groups) signalGroup(group, 'SIGKILL');
      await waitForGroups(groups);
      await end(guard);
      // The guard has done this already, unless it was killed.
      for (const folder of folders) rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

async function waitForGroups(groups: ReadonlySet<number>): Promise<void> {
  const deadline = Date.now() + 10_000;
  while ([...groups].some(isGroupAlive) && Date.now() < deadline) {
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
}

function end(guard: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (guard.exitCode !== null || guard.signalCode !== null || guard.pid === undefined) {
      resolve();
      return;
    }
    guard.ref();
    const timer = setTimeout(resolve, 30_000);
    guard.once('exit', () => {
      clearTimeout(timer);
      resolve();
    });
    guard.stdin?.end();
  });
}
