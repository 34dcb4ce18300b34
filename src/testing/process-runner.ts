// Runs a node as a process of this machine: bin/elasticsearch in a process group of its own, under the guard.
import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { join } from 'node:path';
import type { Guard } from './guard.js';
import { isGroupAlive, signalGroup } from './process-group.js';
import type { RunAs } from './run-as.js';
import type { NodeRunner, RunningServer } from './runner.js';

export interface ProcessPlan {
  /** The unpacked distribution. */
  readonly home: string;
  /** The JDK, for a distribution that brings none. */
  readonly javaHome: string | undefined;
  /** Folder with `config` and `tmp`. */
  readonly folder: string;
  readonly logFile: string;
  readonly runAs: RunAs | undefined;
  readonly guard: Guard;
}

// Waits for a line before it becomes the server. When this process dies before the guard knows the group, the line
// never comes, and the shell ends.
const heldStart = 'read -r go && exec "$@" </dev/null';

export function createProcessRunner(plan: ProcessPlan): NodeRunner {
  return { start: () => startProcess(plan) };
}

function startProcess({
  home,
  javaHome,
  folder,
  logFile,
  runAs,
  guard,
}: ProcessPlan): Promise<RunningServer> {
  const log = openSync(logFile, 'a');
  const child = spawn('/bin/sh', ['-c', heldStart, 'sh', join(home, 'bin', 'elasticsearch')], {
    cwd: folder,
    detached: true,
    stdio: ['pipe', log, log],
    env: toEnvironment(folder, javaHome),
    ...(runAs ?? {}),
  });
  closeSync(log);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('spawn', () => {
      const group = child.pid as number;
      guard.addGroup(group);
      child.stdin?.on('error', () => undefined);
      child.stdin?.end('go\n');
      // A test run may end without stop(): the guard ends the server then.
      child.unref();
      resolve(toRunningServer(child, group, guard));
    });
  });
}

function toEnvironment(folder: string, javaHome: string | undefined): NodeJS.ProcessEnv {
  return {
    PATH: process.env['PATH'],
    HOME: folder,
    LC_ALL: 'C.UTF-8',
    ES_PATH_CONF: join(folder, 'config'),
    ES_TMPDIR: join(folder, 'tmp'),
    CLI_JAVA_OPTS: '-XX:TieredStopAtLevel=1 -XX:+UnlockDiagnosticVMOptions -XX:-BytecodeVerificationRemote',
    ...(javaHome === undefined ? {} : { ES_JAVA_HOME: javaHome }),
  };
}

function toRunningServer(child: ChildProcess, group: number, guard: Guard): RunningServer {
  let hasEnded = false;
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => {
      // The launcher is gone; the server that it started goes with it.
      signalGroup(group, 'SIGKILL');
      void waitForGroup(group, 10_000).then(() => {
        hasEnded = true;
        guard.forgetGroup(group);
        resolve();
      });
    });
  });
  const kill = async (): Promise<void> => {
    // Someone waits for the end now.
    child.ref();
    if (!hasEnded) signalGroup(group, 'SIGKILL');
    await ended;
  };
  return {
    ended,
    hasEnded: () => hasEnded,
    kill,
    async terminate() {
      if (hasEnded) return;
      child.ref();
      signalGroup(group, 'SIGTERM');
      signalGroup(group, 'SIGCONT');
      const timer = setTimeout(() => void kill(), 10_000);
      await ended;
      clearTimeout(timer);
    },
    pause() {
      if (!hasEnded) signalGroup(group, 'SIGSTOP');
      return Promise.resolve();
    },
    resume() {
      if (!hasEnded) signalGroup(group, 'SIGCONT');
      return Promise.resolve();
    },
  };
}

async function waitForGroup(group: number, limit: number): Promise<void> {
  const deadline = Date.now() + limit;
  while (isGroupAlive(group) && Date.now() < deadline)
    await new Promise((resolve) => setTimeout(resolve, 20));
}
