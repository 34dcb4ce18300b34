// The official client of a connection: what could be done twice is sent once, what could not is sent again.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { Client } from '@elastic/elasticsearch';
import { fakeClock } from '../../../support/fake-clock.js';
import { setScene, until } from '../../../support/fault-scene.js';
import type { Scene } from '../../../support/fault-scene.js';
import { startFaultServer } from '../../../support/fault-server.js';
import type { FaultServer } from '../../../support/fault-server.js';
import type { FailPoint } from '../../../support/fault-server/fail-point.js';

const clock = fakeClock();
let server: FaultServer;
let scene: Scene;
let client: Client;
beforeEach(async () => {
  server = await startFaultServer({ clock });
  server.store.createIndex('films');
  scene = setScene({ hosts: server.url, clock });
  client = scene.manager.getConnection();
});
afterEach(async () => {
  await scene[Symbol.asyncDispose]();
  await server.close();
});

const page = '<html>Bad gateway</html>';
const document = { title: 'Alien' };
const operations = [{ index: {} }, document, { create: {} }, document];
const titles = (): number => server.documents('films').size;

const ambiguous: Readonly<Record<string, FailPoint>> = {
  'a reset': { action: 'reset', apply: true },
  'a reset in the middle of the answer': { action: 'reset-mid-response' },
  'half an answer': { action: 'truncate' },
  'half a gzip': { action: 'gzip-cut' },
  'the 502 of a proxy': { action: 'status', status: 502, body: page, apply: true },
  'the 503 of a proxy': { action: 'status', status: 503, body: page, apply: true },
  'the 504 of a proxy': { action: 'status', status: 504, body: page, apply: true },
};

describe.each(Object.entries(ambiguous))('after %s', (_name, fault) => {
  beforeEach(() => {
    server.failNext(fault);
  });

  test.each<readonly [string, number, () => Promise<unknown>]>([
    ['index without an id', 1, () => client.index({ index: 'films', document })],
    ['bulk without ids', 2, () => client.bulk({ index: 'films', operations })],
    ['create', 1, () => client.create({ index: 'films', id: 'a', document })],
    [
      'index on a condition',
      0,
      () => client.index({ index: 'films', id: 'a', document, if_seq_no: 7, if_primary_term: 1 }),
    ],
  ])('%s is not sent again', async (_call, stored, call) => {
    await expect(call()).rejects.toThrow();
    expect(server.deliveries).toHaveLength(1);
    expect(titles()).toBe(stored);
    expect(scene.logger.told('retry')).toEqual([]);
  });

  test.each<readonly [string, number, () => Promise<unknown>]>([
    ['search', 0, () => client.search({ index: 'films', query: { match_all: {} } })],
    ['count', 0, () => client.count({ index: 'films' })],
    ['info', 0, () => client.info()],
    ['mget', 0, () => client.mget({ index: 'films', ids: ['a'] })],
    ['index with an id', 1, () => client.index({ index: 'films', id: 'a', document })],
  ])('%s is sent again', async (_call, stored, call) => {
    await call();
    expect(server.deliveries).toHaveLength(2);
    expect(titles()).toBe(stored);
    expect(scene.logger.told('retry')).toHaveLength(1);
  });
});

test('what the cluster itself refuses was not done, and is sent again', async () => {
  server.failNext({ action: 'status', status: 429 });
  server.failNext({ action: 'status', status: 503 });
  await client.index({ index: 'films', document });
  expect(server.deliveries.map(({ status }) => status)).toEqual([429, 503, 201]);
  expect(titles()).toBe(1);
});

test('what found nobody listening is sent again', async () => {
  await server.stop();
  clock.holdWaits = true;
  const call = client.bulk({ index: 'films', operations });
  await until(() => scene.logger.told('retry').length > 0);
  await server.listenAgain();
  clock.holdWaits = false;
  expect((await call).errors).toBe(false);
  expect(scene.logger.told('retry')).toMatchObject([{ api: 'bulk', trouble: 'unsent', attempt: 1 }]);
  expect(server.deliveries).toHaveLength(1);
  expect(titles()).toBe(2);
});

test('a body that streams is sent once', async () => {
  server.failNext({ action: 'status', status: 503 });
  const { Readable } = await import('node:stream');
  const body = Readable.from(['{"index":{"_id":"a"}}\n', '{"title":"Alien"}\n']);
  await expect(client.bulk({ index: 'films', operations: body as never })).rejects.toThrow();
  expect(server.deliveries).toHaveLength(1);
});

test('the options of one call hold', async () => {
  server.failNext({ action: 'status', status: 503, times: 2 });
  await expect(client.search({ index: 'films' }, { maxRetries: 0 })).rejects.toThrow();
  expect(server.deliveries).toHaveLength(1);
  const { statusCode } = await client.search({ index: 'films' }, { maxRetries: 1, meta: true });
  expect([statusCode, server.deliveries.length]).toEqual([200, 3]);
});
