// Jobs of elasticsearch.dsl for Python, in an environment of their own under build/, which is made when it is not there.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { promisify } from 'node:util';
import { complete } from './fresh-process.js';
import type { Figures, Target } from './fresh-process.js';

const run = promisify(execFile);
const environment = 'build/python';
const python = `${environment}/bin/python`;
const requirements = 'benchmarks/python/requirements.txt';

/** Whether Python and its packages are there; makes the environment, and says so when that can't be. */
export async function hasPython(): Promise<boolean> {
  try {
    if (!existsSync(python)) await run('python3', ['-m', 'venv', environment]);
    await run(python, ['-m', 'pip', 'install', '--quiet', '--requirement', requirements]);
    return true;
  } catch (error) {
    console.log(`Python is left out: ${error instanceof Error ? error.message : String(error)}`);
    return false;
  }
}

/** Runs a job of python/job.py. */
export async function inPython(name: string, target: Target): Promise<Figures> {
  const { stdout } = await run(python, ['benchmarks/python/job.py', name, JSON.stringify(target)]);
  return complete(name, target, JSON.parse(stdout) as Figures);
}
