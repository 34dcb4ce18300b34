// Checks the tarball that would be published: its exports (publint) and its types for each module system (attw).
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = mkdtempSync(join(tmpdir(), 'elastodm-pack-'));
const run = (command, args, stdio = 'inherit') =>
  execFileSync(command, args, { cwd: root, encoding: 'utf8', stdio });

try {
  // The build is there already; `prepack` would make it again.
  const packed = run(
    'npm',
    ['pack', '--json', '--ignore-scripts', '--pack-destination', folder],
    ['ignore', 'pipe', 'ignore'],
  );
  const tarball = join(folder, JSON.parse(packed)[0].filename);
  run('npx', ['publint', 'run', '--strict', tarball]);
  run('npx', ['attw', '--profile', 'strict', '--format', 'ascii', '--no-emoji', tarball]);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
