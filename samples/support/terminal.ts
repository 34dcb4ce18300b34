// What the samples print with: headings, tables, a progress bar. Plain text where the output is no terminal.
import { styleText } from 'node:util';

const colour = process.stdout.isTTY && process.env['NO_COLOR'] === undefined;
type Style = Parameters<typeof styleText>[0];

export function paint(style: Style, text: string): string {
  return colour ? styleText(style, text) : text;
}

export function heading(text: string): void {
  console.log(`\n${paint(['bold', 'cyan'], text)}`);
}

/** Rows with aligned columns; numbers to the right. */
export function table(rows: readonly (readonly (string | number)[])[]): void {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => String(row[column]).length)),
  );
  for (const row of rows) {
    const cells = row.map((cell, column) =>
      typeof cell === 'number' ? String(cell).padStart(widths[column]!) : cell.padEnd(widths[column]!),
    );
    console.log(`  ${cells.join('  ').trimEnd()}`);
  }
}

/** `<em>` from a highlighter, shown as the terminal can. */
export function marked(fragment: string): string {
  return fragment.replace(/<em>(.*?)<\/em>/g, (_, match: string) =>
    paint(['bold', 'yellow'], colour ? match : `[${match}]`),
  );
}

/** A bar that grows in place; without a terminal, only its end is printed. */
export function progressBar(total: number): (done: number) => void {
  const width = 32;
  return (done) => {
    const filled = Math.round((done / total) * width);
    const line = `  ${paint('green', '█'.repeat(filled))}${paint('gray', '░'.repeat(width - filled))} ${done}/${total}`;
    if (process.stdout.isTTY) process.stdout.write(`\r${line}${done === total ? '\n' : ''}`);
    else if (done === total) console.log(line);
  };
}
