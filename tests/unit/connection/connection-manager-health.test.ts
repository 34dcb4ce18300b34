// The health of all connections of a manager (S15), on servers that answer, refuse and hang. What is in a report is
// tested in check-health.test.ts.
import { describe, expect, test } from '@jest/globals';
import { Client } from '@elastic/elasticsearch';
import { ConnectionManager } from 'elastodm';
import { startBlackHole, startFaultServer } from '../../support/fault-server.js';
import { rejection } from '../../support/failing.js';
import { closedPort } from '../../support/stub-server.js';

describe('health', () => {
  test('asks all clusters side by side; what one of them does is its own matter', async () => {
    await using server = await startFaultServer();
    await using hole = await startBlackHole();
    await using manager = new ConnectionManager();
    manager.configureAll({
      hanging: { hosts: hole.url },
      hangingToo: { hosts: hole.url },
      refusing: { hosts: `127.0.0.1:${await closedPort()}`, maxRetries: 0 },
      fine: { hosts: server.url },
      broken: () => {
        throw new Error('ES_PROD_HOSTS is not set');
      },
    });
    const started = performance.now();
    const reports = await manager.health({ timeout: 500 });
    const took = performance.now() - started;
    expect(took).toBeGreaterThan(450);
    // Not the sum of both that hang, nor the connections' own 30 seconds.
    expect(took).toBeLessThan(950);
    expect(reports.map(({ alias, ok, status, error }) => [alias, ok, status, error?.code])).toEqual([
      ['hanging', false, 'unreachable', 'CONNECTION_TIMEOUT'],
      ['hangingToo', false, 'unreachable', 'CONNECTION_TIMEOUT'],
      ['refusing', false, 'unreachable', 'CONNECTION_FAILED'],
      ['fine', true, 'green', undefined],
      ['broken', false, 'unreachable', 'CONNECTION_FAILED'],
    ]);
    expect(reports[3]).toEqual({
      alias: 'fine',
      ok: true,
      reachable: true,
      status: 'green',
      latency: expect.any(Number),
      clusterName: 'fault-cluster',
      numberOfNodes: 1,
      activeShards: 0,
      unassignedShards: 0,
      nodes: [{ id: 'id-of-node-1', name: 'node-1', version: '9.2.4', roles: ['data', 'ingest', 'master'] }],
      versions: ['9.2.4'],
      search: { took: 1, total: 0 },
    });
  });

  test('asks those that are named, in that order', async () => {
    await using server = await startFaultServer();
    await using manager = new ConnectionManager();
    const options = { hosts: server.url };
    manager.configureAll({ one: options, two: options, three: options });
    const reports = await manager.health({ aliases: ['three', 'one'], search: false });
    expect(reports.map(({ alias, ok }) => [alias, ok])).toEqual([
      ['three', true],
      ['one', true],
    ]);
  });

  test('of an alias that does not exist is refused', async () => {
    await using manager = new ConnectionManager();
    manager.configureAll({ one: {} });
    expect(await rejection(manager.health({ aliases: ['two'] }))).toMatchObject({
      name: 'ConnectionNotFoundError',
      code: 'CONNECTION_NOT_FOUND',
      details: { alias: 'two', aliases: ['one'] },
    });
  });

  test('of no connection is no report', async () => {
    expect(await new ConnectionManager().health()).toEqual([]);
  });

  test('of a client that was added keeps to the timeout, too', async () => {
    await using hole = await startBlackHole();
    const manager = new ConnectionManager();
    manager.addConnection('mine', new Client({ node: hole.url, maxRetries: 0 }));
    const started = performance.now();
    const [report] = await manager.health({ timeout: 150 });
    expect(performance.now() - started).toBeLessThan(1_000);
    expect(report).toMatchObject({ ok: false, error: { code: 'CONNECTION_TIMEOUT' } });
    await manager.close({ timeout: 50 });
  });

  test('leaves the connections as they are', async () => {
    await using server = await startFaultServer();
    await using manager = new ConnectionManager();
    const client = manager.createConnection({ hosts: server.url });
    await manager.health();
    expect(manager.getConnection()).toBe(client);
    await expect(client.count()).resolves.toMatchObject({ count: 0 });
  });
});
