// The end of connections: what is waited for, what is ended, and what comes after it.
import { describe, expect, test } from '@jest/globals';
import { Client } from '@elastic/elasticsearch';
import { ConnectionManager, DataSource, Document, Id, Keyword } from 'elastodm';
import { startFaultServer } from '../../support/fault-server.js';
import type { FaultServer } from '../../support/fault-server.js';
import { rejection, thrown } from '../../support/failing.js';
import { allClosed } from './all-closed.js';

@Document('things')
class Thing {
  @Id() id?: string;
  @Keyword() name!: string;
}

const thing = (): Thing => Object.assign(new Thing(), { id: 'a', name: 'x' });

async function startServer(): Promise<FaultServer> {
  const server = await startFaultServer();
  server.store.createIndex('things');
  return server;
}

const elapsed = async (call: () => Promise<unknown>): Promise<number> => {
  const started = performance.now();
  await call();
  return performance.now() - started;
};

describe('close', () => {
  test('waits for requests that are under way, and closes all sockets', async () => {
    await using server = await startServer();
    const manager = new ConnectionManager();
    const things = new DataSource({ connections: manager, documents: [Thing] }).getRepository(Thing);
    manager.createConnection({ hosts: server.url });
    manager.createConnection('other', { hosts: server.url });
    server.failNext({ action: 'delay', milliseconds: 80, times: 2 });
    const calls = [things.save(thing()), things.using('other').count()];
    await server.received(2);
    await manager.close();
    expect(server.deliveries.map(({ status }) => status)).toEqual([201, 200]);
    await allClosed(server);
    await expect(Promise.all(calls)).resolves.toMatchObject([{ id: 'a' }, expect.any(Number)]);
  });

  test('ends what takes longer than its timeout: a read is refused, a write is in doubt', async () => {
    await using server = await startServer();
    const manager = new ConnectionManager();
    const things = new DataSource({ connections: manager, documents: [Thing] }).getRepository(Thing);
    manager.createConnection({ hosts: server.url });
    server.failNext({ action: 'hang', times: Infinity });
    const calls = [rejection(things.count()), rejection(things.save(thing()))];
    await server.received(2);
    const took = await elapsed(() => manager.close({ timeout: 50 }));
    expect(took).toBeLessThan(1_500);
    expect(await Promise.all(calls)).toMatchObject([
      {
        name: 'ConnectionClosedError',
        code: 'CONNECTION_CLOSED',
        details: { alias: 'default', api: 'count' },
      },
      { name: 'WriteOutcomeUnknownError', details: { id: 'a', reason: 'the connection was closed' } },
    ]);
  });

  test('waits for connections that were replaced or removed before it, too', async () => {
    await using server = await startServer();
    const manager = new ConnectionManager();
    server.failNext({ action: 'delay', milliseconds: 80, times: 2 });
    let answered = 0;
    const count = (alias: string): Promise<unknown> =>
      manager
        .createConnection(alias, { hosts: server.url })
        .count()
        .then(() => answered++);
    const calls = [count('replaced'), count('removed')];
    await server.received(2);
    manager.configureAll({ replaced: { hosts: server.url, timeout: 10 } });
    const removing = manager.removeConnection('removed');
    await manager.close();
    expect(answered).toBe(2);
    await Promise.all([removing, ...calls]);
  });

  test('waits no longer than its timeout for those', async () => {
    await using server = await startServer();
    const manager = new ConnectionManager();
    server.failNext({ action: 'hang', times: Infinity });
    const ended = rejection(
      manager.createConnection({ hosts: server.url }).count({}, { requestTimeout: 400 }),
    );
    await server.received(1);
    manager.createConnection({ hosts: server.url });
    expect(await elapsed(() => manager.close({ timeout: 30 }))).toBeLessThan(300);
    await ended;
  });

  test('waits no longer than its timeout for a client that was added', async () => {
    await using server = await startServer();
    const manager = new ConnectionManager();
    const mine = new Client({ node: server.url, maxRetries: 0 });
    manager.addConnection('mine', mine);
    server.failNext({ action: 'hang', times: Infinity });
    const counting = rejection(mine.count());
    await server.received(1);
    expect(await elapsed(() => manager.close({ timeout: 50 }))).toBeLessThan(1_500);
    await server.stop();
    await counting;
  });

  test('may be called twice, and at the same time', async () => {
    await using server = await startServer();
    const manager = new ConnectionManager();
    server.failNext({ action: 'delay', milliseconds: 60 });
    let answered = false;
    const counting = manager
      .createConnection({ hosts: server.url })
      .count()
      .then(() => (answered = true));
    await server.received(1);
    const closing = manager.close();
    await manager.close();
    expect(answered).toBe(true);
    await Promise.all([closing, counting]);
    await manager.close();
  });

  test('leaves no alias, and says of each that it was closed', async () => {
    const manager = new ConnectionManager();
    const client = manager.createConnection('made');
    manager.configureAll({ configured: {} });
    await manager.close();
    expect(manager.aliases()).toEqual([]);
    expect([manager.has('made'), manager.has('configured')]).toEqual([false, false]);
    for (const alias of ['made', 'configured'])
      expect(thrown(() => manager.getConnection(alias))).toMatchObject({
        name: 'ConnectionClosedError',
        code: 'CONNECTION_CLOSED',
        details: { alias },
      });
    expect(thrown(() => manager.getConnection('never'))).toMatchObject({ code: 'CONNECTION_NOT_FOUND' });
    await expect(client.count()).rejects.toThrow('The connection was closed');
    expect(await rejection(manager.removeConnection('made'))).toMatchObject({ code: 'CONNECTION_CLOSED' });
  });

  test('is not the end: a connection of the same name is made anew', async () => {
    await using server = await startServer();
    await using manager = new ConnectionManager();
    const things = new DataSource({ connections: manager, documents: [Thing] }).getRepository(Thing);
    for (const make of [
      () => void manager.createConnection({ hosts: server.url }),
      () => manager.configure({ hosts: server.url }),
      () => manager.addConnection('default', new Client({ node: server.url })),
    ]) {
      make();
      await expect(things.count()).resolves.toBe(0);
      await manager.close();
      expect(await rejection(things.count())).toMatchObject({ code: 'CONNECTION_CLOSED' });
    }
  });
});

describe('await using', () => {
  test('closes a manager at the end of its block', async () => {
    await using server = await startServer();
    let kept: ConnectionManager;
    {
      await using manager = new ConnectionManager();
      await manager.createConnection({ hosts: server.url }).count();
      kept = manager;
    }
    expect(kept.aliases()).toEqual([]);
    await allClosed(server);
  });

  test('closes it after an error, too', async () => {
    await using server = await startServer();
    const failing = async (): Promise<void> => {
      await using manager = new ConnectionManager();
      await manager.createConnection({ hosts: server.url }).count();
      throw new Error('mine');
    };
    await expect(failing()).rejects.toThrow('mine');
    await allClosed(server);
  });

  test('closes a DataSource', async () => {
    await using server = await startServer();
    {
      await using dataSource = new DataSource({
        connections: { default: { hosts: server.url } },
        documents: [Thing],
      });
      await dataSource.getRepository(Thing).count();
      expect(server.openConnections).toBe(1);
    }
    await allClosed(server);
  });
});
