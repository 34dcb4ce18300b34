// Runs a program of this repository in a Node process of its own, against the test server.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { serverOptions } from './server.js';

export const root = join(__dirname, '..', '..');

export interface Finished {
  readonly status: number | null;
  readonly output: string;
}

/** Runs `node …args` in the repository; ELASTICSEARCH_URL names the test server. */
export function runNode(args: readonly string[], timeout = 110_000): Finished {
  const { hosts, httpAuth } = serverOptions();
  const url = new URL(String(hosts).split(',')[0] ?? '');
  if (httpAuth !== undefined) [url.username = '', url.password = ''] = String(httpAuth).split(':');
  const env = { ...process.env, ELASTICSEARCH_URL: url.href.replace(/\/$/, ''), NO_COLOR: '1' };
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: root,
    env,
    encoding: 'utf8',
    timeout,
  });
  return { status, output: `${stdout}${stderr}`.trim() };
}
