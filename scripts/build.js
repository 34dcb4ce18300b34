// Builds the package from src/ with tsc alone: dist/esm (ES modules) and dist/cjs (CommonJS), each with its types.
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');

rmSync(join(root, 'dist'), { recursive: true, force: true });
for (const [project, folder, type] of [
  ['tsconfig.build.json', 'dist/esm', 'module'],
  ['tsconfig.build.cjs.json', 'dist/cjs', 'commonjs'],
]) {
  execFileSync(process.execPath, [tsc, '-p', project], { cwd: root, stdio: 'inherit' });
  mkdirSync(join(root, folder), { recursive: true });
  // Node and TypeScript read the module format of a folder from the nearest package.json.
  writeFileSync(join(root, folder, 'package.json'), `${JSON.stringify({ type }, null, 2)}\n`);
}
const cli = join(root, 'dist/esm/cli');
for (const file of readdirSync(cli)) if (file.endsWith('.js')) chmodSync(join(cli, file), 0o755);
