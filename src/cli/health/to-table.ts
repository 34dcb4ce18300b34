// Reports of connections → a text for people.
import { inspect } from 'node:util';
import type { ConnectionHealth } from '../../index.js';

type Style = 'bold' | 'green' | 'red' | 'yellow';

const styles: Readonly<Record<ConnectionHealth['status'], Style>> = {
  green: 'green',
  yellow: 'yellow',
  red: 'red',
  unknown: 'yellow',
  unreachable: 'red',
};

const headings = ['connection', 'status', 'nodes', 'shards', 'version', 'latency', 'search'] as const;
const numeric: ReadonlySet<string> = new Set(['nodes', 'shards', 'latency']);

/** A table with a line for each connection, then what failed and what to do, then the nodes. */
export function toTable(reports: readonly ConnectionHealth[], colour: boolean): string {
  const paint = (style: Style, text: string): string => {
    const [start, end] = inspect.colors[style] ?? [0, 0];
    return colour ? `\u001b[${start}m${text}\u001b[${end}m` : text;
  };
  const table = aligned([[...headings], ...reports.map(toRow)], (column) =>
    numeric.has(headings[column] ?? ''),
  ).map((cells, line) => {
    const status = reports[line - 1]?.status;
    const painted = cells.map((cell, column) => {
      if (status === undefined) return paint('bold', cell);
      return headings[column] === 'status' ? paint(styles[status], cell) : cell;
    });
    return painted.join('  ').trimEnd();
  });
  const problems = reports.flatMap(({ alias, ok, error }) =>
    error === undefined
      ? []
      : ['', `${paint(ok ? 'yellow' : 'red', plain(alias))}: ${toFact(error)}`, `  ${plain(error.remedy)}`],
  );
  const nodes = reports.flatMap((report) =>
    (report.nodes ?? []).map(({ name, version }) => [report.alias, name, version]),
  );
  const nodeLines =
    nodes.length === 0
      ? []
      : [
          '',
          ...aligned([['connection', 'node', 'version'], ...nodes]).map((cells, line) =>
            (line === 0 ? cells.map((cell) => paint('bold', cell)) : cells).join('  ').trimEnd(),
          ),
        ];
  return `${[...table, ...problems, ...nodeLines].join('\n')}\n`;
}

function toRow(report: ConnectionHealth): readonly string[] {
  const { alias, status, numberOfNodes, activeShards, unassignedShards = 0, versions = [], search } = report;
  const missing = unassignedShards === 0 ? '' : ` (+${unassignedShards} unassigned)`;
  return [
    alias,
    status,
    String(numberOfNodes ?? '-'),
    activeShards === undefined ? '-' : `${activeShards}${missing}`,
    versions.length === 0 ? '-' : versions.join(', '),
    report.reachable ? `${Math.round(report.latency)} ms` : '-',
    search === undefined ? '-' : `${search.took} ms, ${counted(search.total)}`,
  ];
}

function counted(documents: number): string {
  return `${documents.toLocaleString('en')} document${documents === 1 ? '' : 's'}`;
}

// Numbers to the right, the rest to the left; the last column as it is.
function aligned(
  rows: readonly (readonly string[])[],
  isNumeric: (column: number) => boolean = () => false,
): string[][] {
  const cells = rows.map((row) => row.map(plain));
  const widths = (cells[0] ?? []).map((_, column) =>
    Math.max(...cells.map((row) => row[column]?.length ?? 0)),
  );
  return cells.map((row) =>
    row.map((cell, column) => {
      const width = column === row.length - 1 ? 0 : (widths[column] ?? 0);
      return isNumeric(column) ? cell.padStart(width) : cell.padEnd(width);
    }),
  );
}

// The message ends with the remedy and the code.
function toFact({ message, remedy, code }: NonNullable<ConnectionHealth['error']>): string {
  const end = `${remedy} [${code}]`;
  return plain(message.endsWith(end) ? message.slice(0, -end.length) : message).trim();
}

// What a server says must not steer the terminal.
function plain(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ');
}
