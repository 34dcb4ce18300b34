// Compiles the files beside it with each supported TypeScript, in both decorator modes: each `@ts-expect-error` must be
// an error, and nothing else may be.
import { describe, expect, test } from '@jest/globals';
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const root = join(__dirname, '../..');
const run = promisify(execFile);

/** What the compiler prints; nothing when all is well. */
async function compile(compiler: string, mode: string): Promise<string> {
  const args = [
    `node_modules/${compiler}/bin/tsc`,
    '-p',
    `tests/types/tsconfig.${mode}.json`,
    '--noEmit',
    '--pretty',
    'false',
  ];
  try {
    return (await run(process.execPath, args, { cwd: root })).stdout;
  } catch (error) {
    return (error as { stdout: string }).stdout;
  }
}

describe.each(['typescript-5.9', 'typescript', 'typescript-7'])('%s', (compiler) => {
  test.each(['standard', 'legacy'])(
    'with %s decorators',
    async (mode) => {
      expect(await compile(compiler, mode)).toBe('');
    },
    180_000,
  );
});
