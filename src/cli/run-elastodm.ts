// The command `elastodm`: from its arguments to its exit code.
import { Command, CommanderError } from 'commander';
import { ConfigurationError, ConnectionNotFoundError, ElastodmError } from '../index.js';
import { healthCommand } from './health/health.js';
import type { Outputs } from './health/health.js';

/** Runs one command. Gives the exit code: 0 for well, 1 for a failure, 2 for a mistake of the user. */
export async function runElastodm(args: readonly string[], outputs: Outputs): Promise<number> {
  let exitCode = 0;
  const program = new Command('elastodm')
    .description('Elasticsearch documents as decorated TypeScript classes: the command line.')
    .showHelpAfterError('See elastodm --help.')
    // Errors come here, instead of ending the process.
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void outputs.stdout.write(text),
      writeErr: (text) => void outputs.stderr.write(text),
    });
  const health = healthCommand(outputs, (code) => (exitCode = code));
  program.addCommand(health.copyInheritedSettings(program));
  try {
    await program.parseAsync(args, { from: 'user' });
    return exitCode;
  } catch (error) {
    // It has printed its help or its complaint.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    // What is no failure of the library's is a mistake in it, which the stack helps to find.
    const told =
      error instanceof ElastodmError ? error.message : ((error as Partial<Error>).stack ?? String(error));
    outputs.stderr.write(`elastodm: ${told}\n`);
    return error instanceof ConfigurationError || error instanceof ConnectionNotFoundError ? 2 : 1;
  }
}
