// Runs contenders in turn, round after round, so that a machine that slows down slows all of them; prints medians.

export interface Contender {
  readonly name: string;
  readonly run: () => unknown;
}

/** What of a run is measured: the time that passed, or the time that this process computed. */
export type Measure = 'wall' | 'cpu';

/** Runs each contender once a round, in turn, and prints medians beside the first one's. */
export async function runInterleaved(
  title: string,
  rounds: number,
  contenders: readonly Contender[],
  measure: Measure = 'wall',
): Promise<void> {
  const times = new Map<string, number[]>(contenders.map(({ name }) => [name, []]));
  for (let round = -3; round < rounds; round++) {
    // Each round starts with another one: what follows a contender is not always the same.
    const turn = Math.abs(round) % contenders.length;
    for (const { name, run } of [...contenders.slice(turn), ...contenders.slice(0, turn)]) {
      globalThis.gc?.();
      const start = now(measure);
      await run();
      const taken = now(measure) - start;
      if (round >= 0) times.get(name)?.push(taken);
    }
  }
  const bases = times.get(contenders[0]?.name ?? '') ?? [];
  const rows = [...times].map(([name, values]) => ({
    name,
    median: median(values),
    // Pairs of one round: what slowed the round slowed both.
    ratio: median(values.map((value, round) => value / (bases[round] ?? Number.NaN))),
    spread: spread(values),
  }));
  const width = Math.max(...rows.map(({ name }) => name.length));
  console.log(`${title} (${measure}, ${rounds} rounds, interleaved, Node ${process.versions.node})`);
  for (const { name, median: time, ratio, spread: quartiles } of rows) {
    console.log(
      `  ${name.padEnd(width)}  ×${ratio.toFixed(3).padStart(6)}  median ${time.toFixed(1).padStart(6)} ms  quartiles ${quartiles}`,
    );
  }
}

function now(measure: Measure): number {
  if (measure === 'wall') return performance.now();
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

function sorted(values: readonly number[]): readonly number[] {
  return [...values].sort((a, b) => a - b);
}

function at(values: readonly number[], share: number): number {
  return sorted(values)[Math.floor((values.length - 1) * share)] ?? Number.NaN;
}

function median(values: readonly number[]): number {
  return at(values, 0.5);
}

function spread(values: readonly number[]): string {
  return `${at(values, 0.25).toFixed(1)}–${at(values, 0.75).toFixed(1)}`;
}
