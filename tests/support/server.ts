// The server of the running test project, and names that no other test and no user of the server has.
import { randomBytes } from 'node:crypto';
import type { ConnectionOptions } from 'elastodm';

declare const testServer: '8' | '9';

/** How to reach the server of this project. */
export function serverOptions(): ConnectionOptions {
  const hosts = process.env[`ELASTODM_TEST_HOSTS_${testServer}`];
  if (hosts === undefined)
    throw new Error('The test server was not started: run the tests with jest.config.js.');
  const httpAuth = process.env[`ELASTODM_TEST_AUTH_${testServer}`];
  return { hosts, ...(httpAuth === undefined ? {} : { httpAuth }) };
}

/** An index name of this test's own. */
export function uniqueIndex(name: string): string {
  return `elastodm-test-${name}-${Date.now().toString(36)}-${randomBytes(4).toString('hex')}`;
}
