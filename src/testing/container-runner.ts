// Runs a node as a Docker container; `docker run` stays in the foreground, and its end is the container's end.
import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import type { NodeRunner, RunningServer } from './runner.js';
import type { Workspace } from './workspace.js';

export interface ContainerPlan {
  readonly docker: string;
  /** Name of the container. */
  readonly container: string;
  /** Options of `docker run`, and the image. */
  readonly parameters: readonly string[];
  readonly logFile: string;
  readonly workspace: Workspace;
}

export function createContainerRunner(plan: ContainerPlan): NodeRunner {
  return { start: () => startContainer(plan) };
}

function startContainer({
  docker,
  container,
  parameters,
  logFile,
  workspace,
}: ContainerPlan): Promise<RunningServer> {
  const { guard } = workspace;
  guard.addCommand([docker, 'rm', '--force', '--volumes', container]);
  const log = openSync(logFile, 'a');
  const child = spawn(docker, ['run', '--rm', `--name=${container}`, ...parameters], {
    cwd: workspace.folder,
    detached: process.platform !== 'win32',
    stdio: ['ignore', log, log],
    windowsHide: true,
  });
  closeSync(log);
  const run = async (...command: readonly string[]): Promise<void> => {
    await workspace.run(docker, [...command, container], {
      cwd: workspace.folder,
      env: process.env,
      timeout: 30_000,
    });
  };
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('spawn', () => {
      const group = child.pid as number;
      guard.addGroup(group);
      child.unref();
      let hasEnded = false;
      const ended = new Promise<void>((end) => {
        child.once('exit', () => {
          hasEnded = true;
          guard.forgetGroup(group);
          end();
        });
      });
      const control = async (...command: readonly string[]): Promise<void> => {
        child.ref();
        if (!hasEnded) await run(...command);
      };
      resolve({
        ended,
        hasEnded: () => hasEnded,
        async kill() {
          // Gone at once, and its name is free again.
          await control('rm', '--force', '--volumes');
          if (!hasEnded) await ended;
        },
        async terminate() {
          await control('unpause');
          await control('stop', '--time=10');
          if (!hasEnded) await ended;
        },
        pause: () => control('pause'),
        resume: () => control('unpause'),
      });
    });
  });
}
