// The table of faults before a real server, as far as a proxy that loses answers can bring them about.
import { afterAll, beforeAll, describe, test } from '@jest/globals';
import type { Client } from '@elastic/elasticsearch';
import { ConnectionManager } from 'elastodm';
import { bulkFaultCases } from '../../support/bulk-fault-cases.js';
import { testIndices } from '../../support/cleanup.js';
import { startCuttingProxy } from '../../support/cutting-proxy.js';
import type { CuttingProxy } from '../../support/cutting-proxy.js';
import { faultCases, runFaultCase } from '../../support/fault-cases.js';
import type { FaultWorld } from '../../support/fault-cases.js';
import type { JsonObject } from '../../support/fault-server/store.js';
import { serverOptions } from '../../support/server.js';

const indexName = testIndices();
let proxy: CuttingProxy;
let manager: ConnectionManager;
// Goes past the proxy.
let direct: Client;

beforeAll(async () => {
  const { hosts } = serverOptions();
  const { hostname, port } = new URL(String(hosts).split(',')[0] ?? '');
  proxy = await startCuttingProxy({ host: hostname, port: Number(port) });
  manager = new ConnectionManager();
  direct = manager.createConnection(serverOptions());
});
afterAll(async () => {
  await proxy.close();
  await manager.close();
});

function world(): FaultWorld {
  return {
    connection: { ...serverOptions(), hosts: proxy.url },
    deliveries: proxy.deliveries,
    reset: () => void (proxy.deliveries.length = 0),
    fail(_faults, cuts = []) {
      for (const { kind, ...rule } of cuts) {
        if (kind === 'cut') proxy.cutNext(rule);
        else proxy.stallNext(rule);
      }
    },
    heal: () => proxy.heal(),
    received: (count) => proxy.received(count),
    async createIndex(index) {
      const settings = { number_of_shards: 1, number_of_replicas: 0 };
      await direct.indices.create({
        index,
        settings,
        mappings: { properties: { title: { type: 'keyword' } } },
      });
    },
    async documents(index) {
      await direct.indices.refresh({ index });
      const { hits } = await direct.search<JsonObject>({ index, size: 100 });
      return new Map(hits.hits.map(({ _id = '', _source = {} }) => [_id, _source]));
    },
    async store(index, id, source) {
      await direct.index({ index, id, document: source });
    },
  };
}

const cases = [...faultCases, ...bulkFaultCases].filter(({ cuts }) => cuts !== undefined);
const rows = [...new Set(cases.map(({ row }) => row))].sort((a, b) => a - b);

describe.each(rows)('row %i', (row) => {
  test.each(cases.filter((one) => one.row === row).map((one) => [one.name, one] as const))(
    '%s',
    (_name, faultCase) => runFaultCase(faultCase, world(), indexName('faults')),
  );
});
