// Reports of connections: a real server beside others that hang, refuse, or are not there.
import { describe, expect, test } from '@jest/globals';
import { Client } from '@elastic/elasticsearch';
import { ConnectionManager } from 'elastodm';
import { testIndices } from '../../support/cleanup.js';
import { serverOptions } from '../../support/server.js';
import { closedPort, startStub } from '../../support/stub-server.js';

const newIndex = testIndices();

describe('health', () => {
  test('of a real server', async () => {
    await using connections = new ConnectionManager();
    const client = connections.createConnection(serverOptions());
    await client.index({ index: newIndex('health'), document: { a: 1 }, refresh: true });
    const [report, ...others] = await connections.health();
    expect(others).toEqual([]);
    expect(report).toMatchObject({
      alias: 'default',
      ok: true,
      reachable: true,
      status: expect.stringMatching(/^(green|yellow)$/),
      clusterName: expect.any(String),
      numberOfNodes: report?.nodes?.length,
      nodes: expect.arrayContaining([
        {
          id: expect.any(String),
          name: expect.any(String),
          version: expect.stringMatching(/^[89]\.\d+\.\d+$/),
          roles: expect.arrayContaining(['data']),
        },
      ]),
      search: { took: expect.any(Number), total: expect.any(Number) },
    });
    expect(report).not.toHaveProperty('error');
    expect(report?.versions).toEqual([report?.nodes?.[0]?.version]);
    expect(report?.search?.total).toBeGreaterThanOrEqual(1);
    expect(report?.activeShards).toBeGreaterThanOrEqual(1);
    expect(report?.latency).toBeGreaterThan(0);
  });

  test('of a client that somebody else made', async () => {
    await using connections = new ConnectionManager();
    connections.addConnection('theirs', new Client({ node: String(serverOptions().hosts) }));
    expect(await connections.health({ search: false })).toMatchObject([{ alias: 'theirs', ok: true }]);
  });

  test('of several: none waits for another, none hides another', async () => {
    await using hanging = await startStub(() => 'hang');
    await using proxy = await startStub(() => ({ status: 502, body: '<html>Bad gateway</html>' }));
    await using connections = new ConnectionManager();
    connections.configureAll({
      real: serverOptions(),
      hanging: { hosts: hanging.url },
      proxy: { hosts: proxy.url, maxRetries: 0 },
      gone: { hosts: `localhost:${await closedPort()}`, maxRetries: 0 },
      unreadable: () => ({ caCerts: './no-such-file.pem', hosts: 'https://localhost' }),
    });
    const started = performance.now();
    const reports = await connections.health({ timeout: 2_000 });
    expect(performance.now() - started).toBeLessThan(4_000);
    expect(reports.map(({ alias, ok, reachable, error }) => [alias, ok, reachable, error?.code])).toEqual([
      ['real', true, true, undefined],
      ['hanging', false, false, 'CONNECTION_TIMEOUT'],
      ['proxy', false, false, 'RESPONSE_UNEXPECTED'],
      ['gone', false, false, 'CONNECTION_FAILED'],
      ['unreadable', false, false, 'CONNECTION_FILE'],
    ]);
    expect(await connections.health({ aliases: ['gone'] })).toMatchObject([{ alias: 'gone' }]);
  });
});
