import { afterEach, describe, expect, test } from '@jest/globals';
import { Client } from '@elastic/elasticsearch';
import {
  ConnectionManager,
  DataSource,
  Document,
  Keyword,
  addConnection,
  configure,
  connections,
  createConnection,
  getConnection,
  removeConnection,
} from 'elastodm';
import { rejection, thrown } from '../../support/failing.js';
import { startStub } from '../../support/stub-server.js';
import type { StubAnswer } from '../../support/stub-server.js';

const counted: StubAnswer = { body: { count: 7 } };

describe('a manager', () => {
  test('creates, finds, lists and removes connections', async () => {
    const manager = new ConnectionManager();
    const client = manager.createConnection('one', { hosts: 'localhost:9200' });
    const other = manager.createConnection({ hosts: 'localhost:9201' });
    expect(client).toBeInstanceOf(Client);
    expect(manager.getConnection('one')).toBe(client);
    expect(manager.getConnection()).toBe(other);
    expect(manager.getConnection(client)).toBe(client);
    expect(manager.has('one')).toBe(true);
    expect(manager.has('two')).toBe(false);
    expect(manager.aliases()).toEqual(['one', 'default']);
    expect(manager.all()).toEqual({ one: client, default: other });
    await manager.removeConnection('one');
    expect(manager.aliases()).toEqual(['default']);
    await manager.close();
    expect(manager.aliases()).toEqual([]);
  });

  test('without options, reaches for localhost', () => {
    const client = new ConnectionManager().createConnection();
    expect([...client.connectionPool.connections].map(({ url }) => url.href)).toEqual([
      'http://localhost:9200/',
    ]);
  });

  test('names the aliases that exist, when asked for another', async () => {
    const manager = new ConnectionManager();
    expect(thrown(() => manager.getConnection())).toMatchObject({
      name: 'ConnectionNotFoundError',
      code: 'CONNECTION_NOT_FOUND',
      details: { alias: 'default', aliases: [] },
      message:
        "There is no connection 'default' (there are: none). " +
        "Create it with createConnection('default', …), or add it to the `connections` of the DataSource. " +
        '[CONNECTION_NOT_FOUND]',
    });
    manager.createConnection('one');
    manager.configureAll({ two: {} });
    expect(thrown(() => manager.getConnection('three'))).toMatchObject({
      details: { alias: 'three', aliases: ['two', 'one'] },
    });
    expect(await rejection(manager.removeConnection('three'))).toMatchObject({
      code: 'CONNECTION_NOT_FOUND',
    });
    await manager.close();
  });

  test('makes configured connections at their first use, once', async () => {
    const manager = new ConnectionManager();
    manager.configureAll({ lazy: { caCerts: './missing.pem' }, default: {} });
    expect(manager.aliases()).toEqual(['lazy', 'default']);
    expect(manager.getConnection()).toBe(manager.getConnection());
    expect(thrown(() => manager.getConnection('lazy'))).toMatchObject({ code: 'CONNECTION_FILE' });
    await manager.close();
  });

  test('refuses wrong options when they are configured, not when they are used', () => {
    expect(thrown(() => new ConnectionManager().configure({ host: 'x' } as object))).toMatchObject({
      code: 'CONNECTION_OPTION_UNKNOWN',
    });
    expect(
      thrown(() => new DataSource({ connections: { default: { host: 'x' } as object }, documents: [] })),
    ).toMatchObject({ code: 'CONNECTION_OPTION_UNKNOWN' });
  });

  test('replaces a connection, and closes the old one', async () => {
    await using stub = await startStub(() => counted);
    const manager = new ConnectionManager();
    const old = manager.createConnection({ hosts: stub.url });
    const added = new Client({ node: stub.url });
    manager.addConnection('default', added);
    expect(manager.getConnection()).toBe(added);
    manager.configure({ hosts: stub.url, opaqueId: 'third' });
    await manager.getConnection().count();
    expect(stub.requests.map(({ headers }) => headers['x-opaque-id'])).toEqual(['third']);
    await expect(old.count({}, { maxRetries: 0 })).rejects.toThrow();
    await expect(added.count({}, { maxRetries: 0 })).rejects.toThrow();
    await manager.close();
  });

  test('is closed by `await using`', async () => {
    let kept: ConnectionManager;
    {
      await using manager = new ConnectionManager();
      manager.createConnection();
      kept = manager;
    }
    expect(kept.aliases()).toEqual([]);
  });
});

describe('the library’s own registry', () => {
  afterEach(() => connections.close());

  test('is what the module functions speak to', async () => {
    const client = createConnection('one', { hosts: 'localhost:9200' });
    expect(connections.getConnection('one')).toBe(client);
    const standard = createConnection({ hosts: 'localhost:9201' });
    expect(getConnection()).toBe(standard);
    const mine = new Client({ node: 'http://localhost:9202' });
    addConnection('mine', mine);
    expect(getConnection('mine')).toBe(mine);
    expect(getConnection(mine)).toBe(mine);
    await removeConnection('one');
    expect(connections.aliases()).toEqual(['default', 'mine']);
    configure({ hosts: 'localhost:9203' });
    expect([...getConnection().connectionPool.connections].map(({ url }) => url.port)).toEqual(['9203']);
  });

  test('is one, even when the package is loaded twice', () => {
    const shared = (globalThis as unknown as Record<symbol, unknown>)[Symbol.for('elastodm.connections')];
    expect(shared).toBe(connections);
  });
});

describe('a DataSource', () => {
  @Document('things', 'analytics')
  class Thing {
    @Keyword() name!: string;
  }

  test('binds a class to its alias', async () => {
    await using standard = await startStub(() => counted);
    await using analytics = await startStub(() => counted);
    await using dataSource = new DataSource({
      connections: { default: { hosts: standard.url }, analytics: { hosts: analytics.url } },
      documents: [Thing],
    });
    await dataSource.initialize();
    await expect(dataSource.getRepository(Thing).count()).resolves.toBe(7);
    await dataSource.getRepository(Thing).using('default').count();
    await dataSource.getRepository(Thing).count({ using: 'default' });
    expect([standard.requests.length, analytics.requests.length]).toEqual([2, 1]);
  });

  test('binds a class to the alias that a function gives, at each use', async () => {
    await using one = await startStub(() => counted);
    await using two = await startStub(() => counted);
    let tenant = 'one';
    @Document('things', () => tenant)
    class Chosen {
      @Keyword() name!: string;
    }
    await using dataSource = new DataSource({
      connections: { one: { hosts: one.url }, two: { hosts: two.url } },
      documents: [Chosen],
    });
    const repository = dataSource.getRepository(Chosen);
    await repository.count();
    tenant = 'two';
    await repository.count();
    expect([one.requests.length, two.requests.length]).toEqual([1, 1]);
  });

  test('names the class that asks for an unknown alias, at initialize', async () => {
    const dataSource = new DataSource({ connections: { default: {} }, documents: [Thing] });
    expect(await rejection(dataSource.initialize())).toMatchObject({
      name: 'ConnectionNotFoundError',
      message:
        "There is no connection 'analytics', which class Thing asks for (there are: default). " +
        "Create it with createConnection('analytics', …), or add it to the `connections` of the DataSource. " +
        '[CONNECTION_NOT_FOUND]',
    });
    expect(await rejection(dataSource.getRepository(Thing).using('nope').count())).toMatchObject({
      details: { alias: 'nope', aliases: ['default'], className: 'Thing' },
    });
  });

  test('uses a manager that it is given, and leaves it open', async () => {
    await using stub = await startStub(() => counted);
    await using manager = new ConnectionManager();
    manager.createConnection('analytics', { hosts: stub.url });
    const dataSource = new DataSource({ connections: manager, documents: [Thing] });
    expect(dataSource.connections).toBe(manager);
    await dataSource.initialize();
    expect(dataSource.isInitialized).toBe(true);
    await dataSource.close();
    expect(dataSource.isInitialized).toBe(false);
    expect(manager.aliases()).toEqual(['analytics']);
  });

  test('uses the library’s own registry where it is given none', () => {
    expect(new DataSource({ documents: [] }).connections).toBe(connections);
  });

  test('closes the connections that it made', async () => {
    const dataSource = new DataSource({ connections: { analytics: {} }, documents: [Thing] });
    await dataSource.close();
    expect(await rejection(dataSource.getRepository(Thing).count())).toMatchObject({
      code: 'CONNECTION_NOT_FOUND',
    });
  });

  test('gives the same repository each time, and sends nothing for it', async () => {
    await using stub = await startStub(() => counted);
    await using dataSource = new DataSource({
      connections: { analytics: { hosts: stub.url } },
      documents: [Thing],
    });
    expect(dataSource.getRepository(Thing)).toBe(dataSource.getRepository(Thing));
    await dataSource.initialize();
    expect(stub.requests).toEqual([]);
  });
});
