// Contenders in this process, in turn; each is warm before it is measured. Prints medians beside the first one's.
import { takeTurns } from './rounds.js';
import { printTable } from './table.js';

export interface Contender {
  readonly name: string;
  readonly run: () => unknown;
}

/** What of a run is measured: the time that passed, or the time that this process computed. */
export type Measure = 'wall' | 'cpu';

const warmUps = 3;

/** Runs each contender once a round, in turn, and prints a table; measures what passed where nothing is named. */
export async function runInterleaved(
  title: string,
  rounds: number,
  contenders: readonly Contender[],
  ...measures: readonly Measure[]
): Promise<void> {
  const asked: readonly Measure[] = measures.length === 0 ? ['wall'] : measures;
  const measured = contenders.map(({ name, run }) => ({ name, run: () => measure(run) }));
  await takeTurns(warmUps, measured);
  printTable(
    title,
    await takeTurns(rounds, measured),
    asked.map((name) => ({ title: name, unit: 'ms', of: (figures) => figures[name] })),
  );
}

async function measure(run: () => unknown): Promise<Record<Measure, number>> {
  globalThis.gc?.();
  const before = process.cpuUsage();
  const start = performance.now();
  await run();
  const wall = performance.now() - start;
  const { user, system } = process.cpuUsage(before);
  return { wall, cpu: (user + system) / 1000 };
}
