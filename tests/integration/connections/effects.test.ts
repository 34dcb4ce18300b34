// Options that a real server tells the effect of.
import { describe, expect, test } from '@jest/globals';
import { ConnectionManager, DataSource, Document, Id, Keyword } from 'elastodm';
import type { ConnectionOptions } from 'elastodm';
import { testIndices } from '../../support/cleanup.js';
import { serverOptions, uniqueIndex } from '../../support/server.js';

const newIndex = testIndices();

@Document({ index: newIndex('effects'), settings: { number_of_replicas: 0 } })
class Film {
  @Id() id?: string;
  @Keyword() title!: string;
}

/** A client of a server, as `GET /_nodes/stats/http` tells of it: one for each socket. */
interface Socket {
  readonly agent?: string;
  readonly x_opaque_id?: string;
  readonly x_forwarded_for?: string;
  readonly request_count: number;
}

/** What the server knows of the sockets of a connection with these options, after 40 requests at a time. */
async function socketsOf(options: ConnectionOptions): Promise<readonly Socket[]> {
  const opaqueId = uniqueIndex('socket');
  await using manager = new ConnectionManager();
  const client = manager.createConnection({ ...serverOptions(), ...options, opaqueId });
  await Promise.all(Array.from({ length: 40 }, () => client.cluster.health()));
  const { nodes } = await client.transport.request<{
    readonly nodes: Readonly<Record<string, { readonly http: { readonly clients: readonly Socket[] } }>>;
  }>({ method: 'GET', path: '/_nodes/_local/stats/http' });
  const sockets = Object.values(nodes).flatMap(({ http }) => http.clients);
  return sockets.filter((socket) => socket.x_opaque_id === opaqueId);
}

describe('what the server sees of a connection', () => {
  test('connectionsPerNode: so many sockets', async () => {
    const sockets = await socketsOf({ connectionsPerNode: 3 });
    expect(sockets).toHaveLength(3);
    expect(sockets.reduce((sum, socket) => sum + socket.request_count, 0)).toBeGreaterThanOrEqual(40);
  });

  test('opaqueId and headers', async () => {
    const headers = { 'User-Agent': 'shop/1.0', 'X-Forwarded-For': '203.0.113.7' };
    const [socket, ...others] = await socketsOf({ connectionsPerNode: 1, headers });
    expect(socket).toMatchObject({ agent: 'shop/1.0', x_forwarded_for: '203.0.113.7' });
    expect(others).toEqual([]);
  });

  test('opaqueId: in the list of its tasks', async () => {
    await using manager = new ConnectionManager();
    const client = manager.createConnection({ ...serverOptions(), opaqueId: 'shop' });
    const { nodes = {} } = await client.tasks.list({ actions: 'cluster:monitor/tasks/lists' });
    const tasks = Object.values(nodes).flatMap((node) => Object.values(node.tasks));
    expect(tasks.map(({ headers }) => headers['X-Opaque-Id'])).toContain('shop');
  });
});

describe('what works with a real server', () => {
  test('httpCompress: requests and answers', async () => {
    const options = { ...serverOptions(), httpCompress: true };
    const connections = { default: options };
    await using dataSource = new DataSource({ connections, documents: [Film], synchronize: 'create' });
    await dataSource.initialize();
    const films = dataSource.getRepository(Film);
    const titles = Array.from({ length: 2_000 }, (_, number) => `Film ${String(number).padStart(4, '0')}`);
    await films.saveMany(
      titles.map((title) => films.create({ title })),
      { refresh: true },
    );
    const { documents } = await films.search({ size: 2_000, sort: ['title'] });
    expect(documents.map(({ title }) => title)).toEqual(titles);
  });

  test('sniffOnStart: the address that the server names for itself', async () => {
    await using manager = new ConnectionManager();
    const { hosts, ...options } = serverOptions();
    const [first = ''] = String(hosts).replace('127.0.0.1', 'localhost').split(',');
    const client = manager.createConnection({ ...options, hosts: first, sniffOnStart: true });
    const used: (string | undefined)[] = [];
    client.diagnostic.on('response', (_error, event) => used.push(event?.meta.connection?.url.host));
    const { nodes } = await client.nodes.info({ node_id: '_local', metric: 'http' });
    // The first answer is that to the lookup itself.
    const named = Object.values(nodes).map(({ http }) => http?.publish_address);
    expect(used).toEqual([new URL(first).host, ...named]);
  });
});
