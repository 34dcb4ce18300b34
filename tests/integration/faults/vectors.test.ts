// Documents with vectors, which servers leave out of what they return: read back, and many at once.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ConnectionManager, DataSource, DenseVector, Document, Id, Keyword } from 'elastodm';
import type { Repository } from 'elastodm';
import { testIndices } from '../../support/cleanup.js';
import { startCuttingProxy } from '../../support/cutting-proxy.js';
import type { CuttingProxy } from '../../support/cutting-proxy.js';
import { serverOptions } from '../../support/server.js';

const index = testIndices()('vectors');

@Document({ index, settings: { number_of_shards: 1, number_of_replicas: 0 } })
class Scene {
  @Id() id?: string;
  @Keyword() title!: string;
  @DenseVector({ dims: 3, index: true, similarity: 'l2_norm' }) vector?: number[];
}

let proxy: CuttingProxy;
let manager: ConnectionManager;
let scenes: Repository<Scene>;

beforeAll(async () => {
  const { hostname, port } = new URL(String(serverOptions().hosts).split(',')[0] ?? '');
  proxy = await startCuttingProxy({ host: hostname, port: Number(port) });
  manager = new ConnectionManager();
  manager.createConnection({ ...serverOptions(), hosts: proxy.url });
  const dataSource = new DataSource({ connections: manager, documents: [Scene], synchronize: 'create' });
  await dataSource.initialize();
  scenes = dataSource.getRepository(Scene);
});
afterAll(async () => {
  await manager.close({ timeout: 1_000 });
  await proxy.close();
});

const shown = (title: string): Partial<Scene> => ({ title, vector: [0.5, -1, 2] });

test('are saved once, and found to be', async () => {
  const one = scenes.create(shown('one'));
  proxy.cutNext({ match: '_create' });
  await scenes.save(one);
  const several = ['two', 'three'].map((title) => scenes.create(shown(title)));
  proxy.cutNext({ match: '_bulk' });
  await scenes.saveMany([...several, one]);
  await scenes.refresh();
  expect(await scenes.count()).toBe(3);
  // Servers before 9.2 refuse the parameter that asks for vectors, and are asked again without.
  const sent = proxy.deliveries.filter(({ status }) => status !== 400);
  expect(sent.map(({ path }) => path.split('/').find((part) => part.startsWith('_')))).toEqual([
    // Whether there is an index, and its creation.
    undefined,
    undefined,
    '_create',
    '_create',
    '_doc',
    '_bulk',
    '_bulk',
    '_mget',
    '_refresh',
    '_count',
  ]);
});

test('are read with their vectors, many at once too', async () => {
  const { documents } = await scenes.search();
  const ids = documents.map(({ id }) => id ?? '');
  expect(ids).toHaveLength(3);
  for (const scene of await scenes.getMany(ids)) expect(scene?.vector).toEqual([0.5, -1, 2]);
  expect((await scenes.get(ids[0]!)).vector).toEqual([0.5, -1, 2]);
});
