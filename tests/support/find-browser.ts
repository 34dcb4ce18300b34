// A browser of this machine for tests of pages: Chromium or Chrome, as it is installed.
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const names = ['chromium', 'chromium-browser', 'google-chrome'];

/** Why the tests of a page are skipped. */
export const noBrowser = `no browser: CHROMIUM_PATH is not set, and none of ${names.join(', ')} is on the PATH`;

/** Where the browser is: what CHROMIUM_PATH says, or the first on the PATH; undefined when there is none. */
export function findBrowser(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const told = env['CHROMIUM_PATH'] ?? '';
  if (told !== '') return told;
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find(isExecutable);
}

/** What the browser is started with: its sandbox refuses to run as root. */
export const browserArguments = process.getuid?.() === 0 ? ['--no-sandbox'] : [];

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
