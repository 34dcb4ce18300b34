// What one start owns: a guard, a folder of its own, and the tools that it runs. Closing it leaves nothing behind.
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startGuard } from './guard.js';
import type { Guard } from './guard.js';
import { findRunAs, isReachableByAll } from './run-as.js';
import type { RunAs } from './run-as.js';

export interface ToolOptions {
  readonly cwd: string;
  readonly env: NodeJS.ProcessEnv;
  /** Milliseconds after which the tool is killed. */
  readonly timeout: number;
}

export interface ToolResult {
  /** 0 when it went well; undefined when the tool could not be run or did not end in time. */
  readonly code: number | undefined;
  /** Standard output and standard error, in the order in which they came. */
  readonly output: string;
}

export interface Workspace {
  readonly guard: Guard;
  /** A folder for this start alone; deleted in the end. */
  readonly folder: string;
  /** The user that the server must run as; undefined for this process's own. */
  readonly runAs: RunAs | undefined;
  /** Runs a program to its end, in the care of the guard. Never rejects. */
  run(file: string, parameters: readonly string[], options: ToolOptions): Promise<ToolResult>;
  close(): Promise<void>;
}

export function openWorkspace(): Workspace {
  const runAs = findRunAs();
  const guard = startGuard();
  const parent = realpathSync(tmpdir());
  const folder = mkdtempSync(
    join(runAs === undefined || isReachableByAll(parent) ? parent : '/tmp', 'elastodm-'),
  );
  guard.addFolder(folder);
  // Passable, so that the server's user reaches what is inside and is his; what is secret has its own permissions.
  chmodSync(folder, 0o711);
  return {
    guard,
    folder,
    runAs,
    run: (file, parameters, options) => runTool(guard, file, parameters, options),
    close: () => guard.close(),
  };
}

function runTool(
  guard: Guard,
  file: string,
  parameters: readonly string[],
  { cwd, env, timeout }: ToolOptions,
): Promise<ToolResult> {
  return new Promise((resolve) => {
    const tool = spawn(file, parameters, {
      cwd,
      env,
      detached: process.platform !== 'win32',
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    });
    const group = tool.pid;
    if (group !== undefined) guard.addGroup(group);
    const chunks: Buffer[] = [];
    tool.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    tool.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
    const timer = setTimeout(() => {
      try {
        if (group !== undefined) process.kill(process.platform === 'win32' ? group : -group, 'SIGKILL');
      } catch {
        // It has just ended.
      }
    }, timeout);
    const finish = (code: number | undefined, output: string): void => {
      clearTimeout(timer);
      if (group !== undefined) guard.forgetGroup(group);
      resolve({ code, output });
    };
    tool.on('error', (error) => finish(undefined, error.message));
    tool.on('close', (code) => finish(code ?? undefined, Buffer.concat(chunks).toString('utf8')));
  });
}
