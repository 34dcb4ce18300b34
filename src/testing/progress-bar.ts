// Shows how far a download is: a bar on a terminal, elsewhere a line for each quarter.
import type { LogLine } from './log.js';

/** The part of a terminal's stream that the bar needs. */
export interface Terminal {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): boolean;
}

const megabyte = 1_000_000;
const barWidth = 24;

/** A function to call with the bytes so far and, where it is known, the number of all of them. */
export function createProgress(
  name: string,
  log: LogLine,
  terminal: Terminal | undefined,
): (received: number, total: number | undefined) => void {
  return terminal?.isTTY === true ? createBar(name, terminal) : createLines(name, log);
}

function createBar(name: string, terminal: Terminal): (received: number, total: number | undefined) => void {
  let lastDrawn = 0;
  return (received, total) => {
    const isDone = received === total;
    if (!isDone && Date.now() - lastDrawn < 100) return;
    lastDrawn = Date.now();
    const line = toBar(name, received, total).slice(0, (terminal.columns ?? 80) - 1);
    terminal.write(`\r\u001b[K${line}${isDone ? '\n' : ''}`);
  };
}

function createLines(name: string, log: LogLine): (received: number, total: number | undefined) => void {
  let nextQuarter = 1;
  return (received, total) => {
    if (total === undefined || received < (total * nextQuarter) / 4) return;
    const quarter = Math.floor((received / total) * 4);
    nextQuarter = quarter + 1;
    log(`${name}: ${quarter * 25}% of ${toMegabytes(total)}`);
  };
}

/** One line: a bar, the percentage and the size; only the size where the total is not known. */
export function toBar(name: string, received: number, total: number | undefined): string {
  if (total === undefined) return `${name}  ${toMegabytes(received)}`;
  const share = Math.min(1, received / total);
  const filled = Math.round(share * barWidth);
  const bar = '█'.repeat(filled) + '░'.repeat(barWidth - filled);
  return `${bar} ${String(Math.floor(share * 100)).padStart(3)}%  ${toMegabytes(received)} of ${toMegabytes(total)}  ${name}`;
}

function toMegabytes(bytes: number): string {
  return `${(bytes / megabyte).toFixed(bytes < 10 * megabyte ? 1 : 0)} MB`;
}
