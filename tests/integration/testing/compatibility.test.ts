// Each client with the server of the other version.
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import * as withClient9 from 'elastodm';
import type { ConnectionOptions } from 'elastodm';
import { startCluster } from '../../../src/testing/index.js';
import type { Cluster } from '../../../src/testing/index.js';
import { rejection } from '../../support/failing.js';
import { useEverything } from '../connections/everything.js';
import { own } from './support.js';

let server9: Cluster;
let server8: Cluster;
let withClient8: typeof withClient9;

beforeAll(async () => {
  jest.isolateModules(() => {
    jest.doMock('@elastic/elasticsearch', () => jest.requireActual('elasticsearch-8'));
    withClient8 = jest.requireActual('elastodm');
  });
  [server9, server8] = await Promise.all([
    startCluster(own({ version: '9.2.4' })),
    startCluster(own({ version: '8.19.21' })),
  ]);
}, 180_000);

afterAll(async () => {
  await Promise.all([server9.stop(), server8.stop()]);
});

test('the two clients are two', async () => {
  for (const [library, version] of [
    [withClient9, /^elasticsearch-js\/9\./],
    [withClient8, /^elasticsearch-js\/8\./],
  ] as const) {
    await using manager = new library.ConnectionManager();
    const { diagnostic, cluster } = manager.createConnection({ hosts: server9.hosts });
    const agents: unknown[] = [];
    diagnostic.on('request', (_error, event) =>
      agents.push(event?.meta.request.params.headers?.['user-agent']),
    );
    await cluster.health();
    expect(agents).toEqual([expect.stringMatching(version)]);
  }
});

describe('the client of version 9 with a server of version 8', () => {
  test('compatibility: 8: everything works', async () => {
    await useEverything(withClient9, { hosts: server8.hosts, compatibility: 8 }, 'client-9-server-8');
  });

  test.each<[ConnectionOptions]>([[{}], [{ compatibility: 9 }]])(
    '%j: the error names the remedy, whatever was to be done, and nothing was',
    async (options) => {
      const { DataSource, Document, Id, Keyword } = withClient9;
      @Document('refused')
      class Thing {
        @Id() id?: string;
        @Keyword() name!: string;
      }
      const connections = { default: { hosts: server8.hosts, ...options } };
      await using dataSource = new DataSource({ connections, documents: [Thing], synchronize: 'create' });
      const things = dataSource.getRepository(Thing);
      const one = things.create({ id: 'a', name: 'a' });
      const query = { term: { name: 'a' } } as const;
      for (const call of [
        () => dataSource.initialize(),
        () => things.save(one),
        () => things.saveMany([one]),
        () => things.search({ query }),
        () => things.count({ query }),
        () => things.getMany(['a']),
      ]) {
        const error = await rejection(call());
        expect(error).toBeInstanceOf(withClient9.ConnectionFailedError);
        expect(error).toMatchObject({ code: 'CONNECTION_COMPATIBILITY' });
        expect(error.message).toContain('compatibility: 8');
      }
      // Of a request without a body, a server of version 8 reads no version.
      for (const call of [() => things.get('a'), () => things.count(), () => things.delete('a')])
        expect(await rejection(call())).toMatchObject({ code: 'INDEX_NOT_FOUND' });
      const [report] = await dataSource.connections.health();
      expect(report).toMatchObject({ ok: false, error: { code: 'CONNECTION_COMPATIBILITY' } });
      const answer = await fetch(`${server8.hosts[0] ?? ''}/refused`);
      expect(answer.status).toBe(404);
    },
  );
});

describe('the client of version 9 with a server of version 9', () => {
  test.each<[ConnectionOptions]>([[{}], [{ compatibility: 8 }], [{ compatibility: 9 }]])(
    '%j',
    async (options) => {
      await useEverything(withClient9, { hosts: server9.hosts, ...options }, 'client-9-server-9');
    },
  );
});

describe('the client of version 8 with a server of version 9', () => {
  test.each<[ConnectionOptions]>([[{}], [{ compatibility: 8 }], [{ compatibility: 9 }]])(
    '%j',
    async (options) => {
      await useEverything(withClient8, { hosts: server9.hosts, ...options }, 'client-8-server-9');
    },
  );
});

describe('the client of version 8 with a server of version 8', () => {
  test.each<[ConnectionOptions]>([[{}], [{ compatibility: 8 }]])('%j', async (options) => {
    await useEverything(withClient8, { hosts: server8.hosts, ...options }, 'client-8-server-8');
  });
});
