// Answers that are larger than we accept: they are not read to their end.
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { failureOf, setScene, until } from '../../../support/fault-scene.js';
import type { Scene } from '../../../support/fault-scene.js';
import { startFaultServer } from '../../../support/fault-server.js';
import type { FaultServer } from '../../../support/fault-server.js';
import type { FailPoint } from '../../../support/fault-server/fail-point.js';

const mebibyte = 1024 * 1024;
let server: FaultServer;
let scene: Scene;
beforeEach(async () => {
  server = await startFaultServer();
  server.store.createIndex('films');
  scene = setScene({ hosts: server.url, client: { maxResponseSize: mebibyte } });
});
afterEach(async () => {
  await scene[Symbol.asyncDispose]();
  await server.close();
});

const text = `"${' '.repeat(2 * mebibyte)}"`;

test.each<readonly [string, FailPoint]>([
  ['that goes on for a gibibyte', { action: 'huge', bytes: 1024 * mebibyte }],
  ['whose length is announced', { action: 'status', status: 200, body: text }],
  [
    'whose length is announced, before it has come',
    { action: 'stall', headers: { 'content-length': String(2 * mebibyte) } },
  ],
  ['with a failure', { action: 'status', status: 400, body: text }],
])('one %s is cut off', async (_name, fault) => {
  server.failNext(fault);
  const error = await failureOf(scene.films.count());
  expect(error).toMatchObject({
    code: 'RESPONSE_TOO_LARGE',
    details: { alias: 'default', api: 'count', limit: mebibyte },
    remedy: expect.stringContaining('`size`') as unknown,
  });
  // A socket whose answer was read to its end would be used again.
  await until(() => server.connections === 2 && server.openConnections === 1);
  expect(await scene.films.count()).toBe(0);
  expect(server.deliveries).toHaveLength(2);
  expect(scene.logger.lines).toEqual([]);
});

test('one that just fits is read', async () => {
  const rest = mebibyte - JSON.stringify({ count: 7, rest: '' }).length;
  for (const more of [0, 1]) {
    const body = { count: 7, rest: ' '.repeat(rest + more) };
    server.failNext({ action: 'status', status: 200, body });
    const call = scene.films.count();
    if (more === 0) expect(await call).toBe(7);
    else expect((await failureOf(call)).code).toBe('RESPONSE_TOO_LARGE');
  }
});

test('one that fits in gzip only is not unzipped to its end', async () => {
  server.failNext({ action: 'bomb', bytes: 32 * mebibyte });
  expect((await failureOf(scene.films.count())).code).toBe('RESPONSE_TOO_LARGE');
});
