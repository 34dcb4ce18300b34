// One job in a process of its own, and what it took. A benchmark is started again with `--job` for each run.
import { fork } from 'node:child_process';

/** What a job works on. */
export interface Target {
  readonly url: string;
  readonly index: string;
  readonly documents: number;
}

/** Does the work and returns how many documents it was. */
export type Job = (target: Target) => Promise<number>;

/** Milliseconds that passed, milliseconds of CPU, megabytes of the highest resident set, documents. */
export interface Figures {
  readonly wall: number;
  readonly cpu: number;
  readonly memory: number;
  readonly documents: number;
}

/** Runs the job named in `--job` and ends the process; does nothing where none is named. Call it first. */
export async function runJobOfThisProcess(jobs: Readonly<Record<string, Job>>): Promise<void> {
  const place = process.argv.indexOf('--job');
  if (place < 0) return;
  process.once('disconnect', () => process.exit(1));
  const [name, target] = JSON.parse(process.argv[place + 1] ?? '') as [string, Target];
  const job = jobs[name];
  if (job === undefined) throw new Error(`There is no job ${name}.`);
  const before = process.cpuUsage();
  const start = performance.now();
  const documents = await job(target).catch(endWithError);
  const wall = performance.now() - start;
  const { user, system } = process.cpuUsage(before);
  const memory = process.resourceUsage().maxRSS / 1024;
  process.send?.({ wall, cpu: (user + system) / 1000, memory, documents } satisfies Figures, () =>
    process.exit(),
  );
  await new Promise(() => undefined);
}

// What the raw client throws holds the whole request: its message is enough.
function endWithError(error: unknown): never {
  console.error(String(error).split('\n', 1)[0]);
  process.exit(1);
}

/** Starts this benchmark again for one job; resolves when that process has ended. */
export async function inFreshProcess(name: string, target: Target): Promise<Figures> {
  const child = fork(process.argv[1] ?? '', ['--job', JSON.stringify([name, target])], { execArgv: [] });
  let figures: Figures | undefined;
  child.once('message', (message) => (figures = message as Figures));
  await new Promise((resolve) => child.once('exit', resolve));
  if (figures === undefined) throw new Error(`The job ${name} failed.`);
  return complete(name, target, figures);
}

/** The figures, unless the job did less than it was told. */
export function complete(name: string, target: Target, figures: Figures): Figures {
  if (figures.documents === target.documents) return figures;
  throw new Error(`The job ${name} did ${figures.documents} of ${target.documents} documents.`);
}
