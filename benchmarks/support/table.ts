// What was measured as a short table: for each figure the ratio to the first contender, the median, the quartiles.
import type { Measured } from './rounds.js';

export interface Column<TFigures> {
  readonly title: string;
  readonly unit: string;
  readonly of: (figures: TFigures) => number;
}

/** Prints the table; the ratio is the median of the ratios within each round: what slowed a round slowed both. */
export function printTable<TFigures>(
  title: string,
  measured: readonly Measured<TFigures>[],
  columns: readonly Column<TFigures>[],
): void {
  const bases = measured[0]?.figures ?? [];
  const rows = measured.map(({ name, figures }) => [
    name,
    ...columns.map(({ of, unit }) => {
      const values = figures.map(of);
      const ratios = values.map((value, round) => value / ofRound(bases, round, of));
      const [low, middle, high] = [0.25, 0.5, 0.75].map((share) => rounded(at(values, share)));
      return `×${at(ratios, 0.5).toFixed(2)}  ${middle ?? ''} ${unit} (${low ?? ''}–${high ?? ''})`;
    }),
  ]);
  const lines = [['', ...columns.map((column) => column.title)], ...rows];
  const widths = lines[0]?.map((_, place) => Math.max(...lines.map((line) => line[place]?.length ?? 0)));
  console.log(`\n${title} (${bases.length} rounds, interleaved, Node ${process.versions.node})`);
  for (const line of lines) {
    const cells = line.map((cell, place) => cell.padEnd(widths?.[place] ?? 0));
    console.log(`  ${cells.join('  |  ')}`.trimEnd());
  }
}

function ofRound<TFigures>(
  figures: readonly TFigures[],
  round: number,
  of: (figures: TFigures) => number,
): number {
  const figure = figures[round];
  return figure === undefined ? Number.NaN : of(figure);
}

function at(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const place = (values.length - 1) * share;
  const [low = Number.NaN, high = low] = sorted.slice(Math.floor(place));
  return low + (high - low) * (place % 1);
}

function rounded(value: number): string {
  return value < 100 ? value.toFixed(1) : Math.round(value).toLocaleString('en');
}
