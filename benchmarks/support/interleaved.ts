// Runs contenders in turn, round after round, so that a machine that slows down slows all of them; prints medians.

export interface Contender {
  readonly name: string;
  readonly run: () => unknown;
}

/** Runs each contender once a round, in turn, and prints medians beside the first one's. */
export function runInterleaved(title: string, rounds: number, contenders: readonly Contender[]): void {
  const times = new Map<string, number[]>(contenders.map(({ name }) => [name, []]));
  for (let round = -3; round < rounds; round++) {
    for (const { name, run } of contenders) {
      globalThis.gc?.();
      const wallStart = performance.now();
      run();
      const wall = performance.now() - wallStart;
      if (round >= 0) times.get(name)?.push(wall);
    }
  }
  const medians = [...times].map(([name, values]) => ({
    name,
    median: median(values),
    spread: spread(values),
  }));
  const base = medians[0]?.median ?? 1;
  const width = Math.max(...medians.map(({ name }) => name.length));
  console.log(`${title} (${rounds} rounds, interleaved, Node ${process.versions.node})`);
  for (const { name, median: time, spread: quartiles } of medians) {
    console.log(
      `  ${name.padEnd(width)}  ×${(time / base).toFixed(2).padStart(5)}  median ${time.toFixed(1).padStart(6)} ms  quartiles ${quartiles}`,
    );
  }
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
