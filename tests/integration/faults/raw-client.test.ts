// The official client of a connection, before a real server whose answers are lost: nothing is written twice.
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import type { Client } from '@elastic/elasticsearch';
import { ConnectionManager } from 'elastodm';
import { testIndices } from '../../support/cleanup.js';
import { startCuttingProxy } from '../../support/cutting-proxy.js';
import type { CuttingProxy } from '../../support/cutting-proxy.js';
import { serverOptions } from '../../support/server.js';

const index = testIndices()('raw');
let proxy: CuttingProxy;
let manager: ConnectionManager;
let client: Client;

beforeAll(async () => {
  const { hostname, port } = new URL(String(serverOptions().hosts).split(',')[0] ?? '');
  proxy = await startCuttingProxy({ host: hostname, port: Number(port) });
});
beforeEach(() => {
  manager = new ConnectionManager();
  client = manager.createConnection({ ...serverOptions(), hosts: proxy.url });
});
afterEach(async () => {
  proxy.heal();
  await manager.close({ timeout: 1_000 });
});
afterAll(() => proxy.close());

async function written(
  call: () => Promise<unknown>,
): Promise<readonly [requests: number, documents: number]> {
  await client.indices.delete({ index }, { ignore: [404] });
  await client.indices.create({ index, settings: { number_of_shards: 1, number_of_replicas: 0 } });
  proxy.deliveries.length = 0;
  proxy.cutNext({ match: index });
  await expect(call()).rejects.toThrow();
  const { length } = proxy.deliveries;
  await client.indices.refresh({ index });
  return [length, (await client.count({ index })).count];
}

test('index and bulk without ids are sent once', async () => {
  const document = { title: 'Alien' };
  expect(await written(() => client.index({ index, document }))).toEqual([1, 1]);
  const operations = [{ index: {} }, document, { index: {} }, document];
  expect(await written(() => client.bulk({ index, operations }))).toEqual([1, 2]);
});

test('a search is sent again', async () => {
  await client.indices.create({ index }, { ignore: [400] });
  proxy.deliveries.length = 0;
  proxy.cutNext();
  const { hits } = await client.search({ index });
  expect([Array.isArray(hits.hits), proxy.deliveries.length]).toEqual([true, 2]);
});
