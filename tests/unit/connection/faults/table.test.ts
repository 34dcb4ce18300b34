// The table of faults, on a server that brings each of them about.
import { afterEach, beforeEach, describe, test } from '@jest/globals';
import { bulkFaultCases } from '../../../support/bulk-fault-cases.js';
import { faultCases, runFaultCase } from '../../../support/fault-cases.js';
import type { FaultWorld } from '../../../support/fault-cases.js';
import { startFaultServer } from '../../../support/fault-server.js';
import type { FaultServer } from '../../../support/fault-server.js';

let server: FaultServer;
beforeEach(async () => {
  server = await startFaultServer();
});
afterEach(() => server.close());

function world(): FaultWorld {
  return {
    connection: { hosts: server.url },
    deliveries: server.deliveries,
    reset: () => void (server.deliveries.length = 0),
    fail(faults) {
      for (const fault of faults) server.failNext(fault);
    },
    heal: () => server.heal(),
    received: (count) => server.received(count),
    createIndex(index) {
      server.store.createIndex(index);
      return Promise.resolve();
    },
    documents(index) {
      const sources = [...server.documents(index)].map(([id, { source }]) => [id, source] as const);
      return Promise.resolve(new Map(sources));
    },
    store(index, id, source) {
      server.store.index(index, id, source);
      return Promise.resolve();
    },
  };
}

const cases = [...faultCases, ...bulkFaultCases];
const rows = [...new Set(cases.map(({ row }) => row))].sort((a, b) => a - b);

describe.each(rows)('row %i', (row) => {
  test.each(cases.filter((one) => one.row === row).map((one) => [one.name, one] as const))(
    '%s',
    (_name, faultCase) => runFaultCase(faultCase, world(), 'films'),
  );
});
