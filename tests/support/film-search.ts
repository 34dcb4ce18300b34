// The application of samples/film-search in a process of its own, as a user starts it, on the test server.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root, runNode } from './run-node.js';

const folder = join(root, 'samples', 'film-search');
// Each worker compiles for itself: none writes what another is starting.
const compiled = join(root, 'build', `film-search-${process.env['JEST_WORKER_ID'] ?? '0'}`);

/** The application while it runs. */
export interface FilmSearch extends AsyncDisposable {
  readonly url: string;
  /** What it has printed. */
  readonly output: () => string;
  /** Ends it as Ctrl-C and process managers do. Gives its exit code, or the signal that it did not heed. */
  readonly stop: () => Promise<number | string | null>;
}

/** Compiles it. `elastodm` is what `npm run build` made. */
export function compileFilmSearch(): void {
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const { status, output } = runNode([tsc, '-p', join(folder, 'tsconfig.build.json'), '--outDir', compiled]);
  if (status !== 0) throw new Error(`samples/film-search does not compile, or there is no dist/: ${output}`);
}

/** Starts it on this server, with an index of its own. */
export async function startFilmSearch(server: string, index: string): Promise<FilmSearch> {
  const env = {
    ...process.env,
    ELASTICSEARCH_URL: server,
    FILM_SEARCH_INDEX: index,
    PORT: '0',
    NO_COLOR: '1',
  };
  const main = join(compiled, 'film-search', 'main.js');
  const child = spawn(process.execPath, [main], { cwd: root, env });
  let output = '';
  const ended = new Promise<number | string | null>((resolve) => {
    child.on('close', (code, signal) => resolve(code ?? signal));
  });
  const url = await new Promise<string>((resolve, reject) => {
    const read = (chunk: Buffer): void => {
      output += chunk.toString();
      const found = /^Film search: (http:\S+)$/m.exec(output)?.[1];
      if (found !== undefined) resolve(found);
    };
    child.stdout.on('data', read);
    child.stderr.on('data', read);
    void ended.then((code) => reject(new Error(`The film search ended with ${String(code)}: ${output}`)));
  });
  const stop = (): Promise<number | string | null> => {
    child.kill('SIGTERM');
    return ended;
  };
  return {
    url,
    output: () => output,
    stop,
    [Symbol.asyncDispose]: async () => {
      await stop();
    },
  };
}
