// The command `elastodm health`: how each cluster is, for people and for scripts.
import { Command, InvalidArgumentError, Option } from 'commander';
import { ConfigurationError, ConnectionManager } from '../../index.js';
import type { ConnectionHealth } from '../../index.js';
import { loadConnections } from './load-connections.js';
import { toJson } from './to-json.js';
import { toTable } from './to-table.js';

interface Flags {
  readonly json?: true;
  readonly config?: string;
  readonly env?: string;
  readonly timeout: number;
  readonly connection?: readonly string[];
  readonly search: boolean;
}

const examples = `
Connections come from the file or the variables that are named; else from elastodm.config.ts, .mts, .js, .mjs,
.cjs or .json in this folder; else from ELASTICSEARCH_HOSTS, ELASTICSEARCH_API_KEY and the like.

Ends with 0 when all is well, 1 when a cluster can't be used, 2 when the command or its configuration is wrong.

Examples:
  elastodm health
  elastodm health --connection production analytics --timeout 2000
  elastodm health --env ES_PROD --json
`;

/** Where a command prints to: the report to one, everything else to the other. */
export interface Outputs {
  readonly stdout: { write(text: string): unknown; readonly isTTY?: boolean };
  readonly stderr: { write(text: string): unknown };
}

/** `finish` is told the exit code. */
export function healthCommand(outputs: Outputs, finish: (exitCode: number) => void): Command {
  return new Command('health')
    .description('state, nodes and a test search of each cluster')
    .option('--json', 'print JSON, for scripts')
    .addOption(new Option('--config <file>', 'read the connections from this file').conflicts('env'))
    .option(
      '--env <prefix>',
      'read one connection from environment variables, such as ES_PROD_HOSTS for ES_PROD',
    )
    .option('--timeout <ms>', 'how long each connection may take, in milliseconds', toMilliseconds, 5_000)
    .option('--connection <alias...>', 'only these connections')
    .option('--no-search', 'do not try a search')
    .addHelpText('after', examples)
    .action(async (flags: Flags) => finish(await run(flags, outputs)));
}

async function run(
  { config, env, json, timeout, connection: aliases, search }: Flags,
  { stdout, stderr }: Outputs,
): Promise<number> {
  const { connections, note } = await loadConnections({ config, env });
  if (note !== undefined) stderr.write(`elastodm: ${note}\n`);
  await using manager = new ConnectionManager();
  manager.configureAll(connections);
  const reports = await manager.health({ timeout, search, ...(aliases === undefined ? {} : { aliases }) });
  stdout.write(json === true ? toJson(reports) : toTable(reports, hasColour(stdout)));
  return toExitCode(reports);
}

/** 2 for what only the user can mend, 1 for a cluster that can't be used. */
export function toExitCode(reports: readonly ConnectionHealth[]): number {
  if (reports.some(({ error }) => error instanceof ConfigurationError)) return 2;
  return reports.every(({ ok }) => ok) ? 0 : 1;
}

function hasColour({ isTTY = false }: Outputs['stdout']): boolean {
  return isTTY && (process.env['NO_COLOR'] ?? '') === '';
}

function toMilliseconds(text: string): number {
  const milliseconds = Number(text);
  if (Number.isFinite(milliseconds) && milliseconds > 0) return milliseconds;
  throw new InvalidArgumentError('It is no number of milliseconds above 0.');
}
