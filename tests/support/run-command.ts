// Runs the command `elastodm` inside of the test, and keeps what it prints.
import { runElastodm } from '../../src/cli/run-elastodm.js';

export interface CommandResult {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

export async function runCommand(args: readonly string[], isTTY = false): Promise<CommandResult> {
  const printed = { stdout: '', stderr: '' };
  const status = await runElastodm(args, {
    stdout: { isTTY, write: (text) => (printed.stdout += text) },
    stderr: { write: (text) => (printed.stderr += text) },
  });
  return { status, ...printed };
}
