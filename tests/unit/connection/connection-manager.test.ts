// The registry of connections: create, add, get, list and remove (S1–S4, S6), its logger, and what it says of others.
import { describe, expect, test } from '@jest/globals';
import { Client } from '@elastic/elasticsearch';
import { ConnectionManager } from 'elastodm';
import type { Logger } from 'elastodm';
import { fakeClock } from '../../support/fake-clock.js';
import { startFaultServer } from '../../support/fault-server.js';
import { rejection, thrown } from '../../support/failing.js';
import { allClosed } from './all-closed.js';

const urlsOf = (client: Client): readonly string[] =>
  [...client.connectionPool.connections].map(({ url }) => url.href);

describe('createConnection', () => {
  test('takes an alias and options', () => {
    const manager = new ConnectionManager();
    const client = manager.createConnection('one', { hosts: 'one:9201' });
    expect(client).toBeInstanceOf(Client);
    expect(urlsOf(client)).toEqual(['http://one:9201/']);
    expect(manager.getConnection('one')).toBe(client);
    expect(manager.aliases()).toEqual(['one']);
  });

  test('takes options alone, for the default connection', () => {
    const manager = new ConnectionManager();
    const client = manager.createConnection({ hosts: 'one:9201' });
    expect(manager.getConnection('default')).toBe(client);
    expect(manager.getConnection()).toBe(client);
    expect(manager.aliases()).toEqual(['default']);
  });

  test('takes an alias alone, or nothing, and reaches for localhost', () => {
    const manager = new ConnectionManager();
    expect(urlsOf(manager.createConnection())).toEqual(['http://localhost:9200/']);
    expect(urlsOf(manager.createConnection('two'))).toEqual(['http://localhost:9200/']);
    expect(manager.aliases()).toEqual(['default', 'two']);
  });

  test('opens no socket', async () => {
    await using server = await startFaultServer();
    await using manager = new ConnectionManager();
    const client = manager.createConnection({ hosts: server.url });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(server.connections).toBe(0);
    await client.count();
    expect(server.connections).toBe(1);
  });

  test('replaces a connection: the old one takes no more requests, and ends those under way', async () => {
    await using server = await startFaultServer();
    await using manager = new ConnectionManager();
    const old = manager.createConnection({ hosts: server.url });
    server.failNext({ action: 'delay', milliseconds: 60 });
    const counting = old.count();
    await server.received(1);
    const client = manager.createConnection({ hosts: server.url });
    expect(manager.getConnection()).toBe(client);
    await expect(old.count()).rejects.toThrow('The connection was closed');
    await expect(counting).resolves.toMatchObject({ count: 0 });
    await expect(client.count()).resolves.toMatchObject({ count: 0 });
  });

  test('with wrong options leaves the old connection as it is', async () => {
    await using server = await startFaultServer();
    await using manager = new ConnectionManager();
    const old = manager.createConnection({ hosts: server.url });
    expect(thrown(() => manager.createConnection({ timeout: -1 }))).toMatchObject({
      name: 'ConfigurationError',
      details: { alias: 'default', option: 'timeout' },
    });
    expect(manager.getConnection()).toBe(old);
    await expect(old.count()).resolves.toMatchObject({ count: 0 });
  });
});

describe('addConnection', () => {
  test('takes a client that is ready', async () => {
    await using server = await startFaultServer();
    await using manager = new ConnectionManager();
    const mine = new Client({ node: server.url });
    manager.addConnection('mine', mine);
    expect(manager.getConnection('mine')).toBe(mine);
    await expect(manager.connection('mine').send({ api: 'count', params: {} })).resolves.toMatchObject({
      count: 0,
    });
  });

  test('of the same client again changes nothing', async () => {
    await using server = await startFaultServer();
    await using manager = new ConnectionManager();
    const mine = new Client({ node: server.url });
    manager.addConnection('mine', mine);
    manager.addConnection('mine', mine);
    await expect(mine.count()).resolves.toMatchObject({ count: 0 });
  });

  test('replaces a connection', async () => {
    await using server = await startFaultServer();
    await using manager = new ConnectionManager();
    const old = manager.createConnection({ hosts: server.url });
    const mine = new Client({ node: server.url });
    manager.addConnection('default', mine);
    expect(manager.getConnection()).toBe(mine);
    await expect(old.count()).rejects.toThrow();
    await expect(mine.count()).resolves.toMatchObject({ count: 0 });
  });

  test('of one client under two names closes it with the second', async () => {
    await using server = await startFaultServer();
    await using manager = new ConnectionManager();
    const mine = new Client({ node: server.url, maxRetries: 0 });
    manager.addConnection('one', mine);
    manager.addConnection('two', mine);
    await manager.removeConnection('one');
    await expect(mine.count()).resolves.toMatchObject({ count: 0 });
    await manager.removeConnection('two');
    await expect(mine.count()).rejects.toThrow();
  });
});

describe('getConnection', () => {
  test('passes a client through', () => {
    const manager = new ConnectionManager();
    const other = new Client({ node: 'http://localhost:9200' });
    expect(manager.getConnection(other)).toBe(other);
    expect(manager.aliases()).toEqual([]);
  });

  test('names the aliases that exist, when asked for another', () => {
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
  });

  test('knows no alias that every object has', () => {
    for (const alias of ['constructor', '__proto__', 'toString'])
      expect(thrown(() => new ConnectionManager().getConnection(alias))).toMatchObject({
        code: 'CONNECTION_NOT_FOUND',
      });
  });
});

describe('all', () => {
  test('has every client by alias, and makes those that were only configured', () => {
    const manager = new ConnectionManager();
    const one = manager.createConnection('one');
    manager.configureAll({ two: {} });
    expect(manager.all()).toEqual({ one, two: manager.getConnection('two') });
    expect(manager.all()['two']).toBe(manager.getConnection('two'));
    expect([manager.has('one'), manager.has('two'), manager.has('three')]).toEqual([true, true, false]);
  });
});

describe('removeConnection', () => {
  const never = (): never => {
    throw new Error('It was made.');
  };

  test('closes the connection and forgets it', async () => {
    await using server = await startFaultServer();
    await using manager = new ConnectionManager();
    const client = manager.createConnection('one', { hosts: server.url });
    manager.createConnection('two');
    await client.count();
    await manager.removeConnection('one');
    expect(manager.aliases()).toEqual(['two']);
    await allClosed(server);
    await expect(client.count()).rejects.toThrow('The connection was closed');
    expect(thrown(() => manager.getConnection('one'))).toMatchObject({ code: 'CONNECTION_NOT_FOUND' });
  });

  test('waits for requests that are under way', async () => {
    await using server = await startFaultServer();
    await using manager = new ConnectionManager();
    const client = manager.createConnection('one', { hosts: server.url });
    server.failNext({ action: 'delay', milliseconds: 60 });
    let answered = false;
    const counting = client.count().then(() => (answered = true));
    await server.received(1);
    await manager.removeConnection('one');
    expect(answered).toBe(true);
    await counting;
  });

  test('forgets what was only configured', async () => {
    const manager = new ConnectionManager();
    manager.configureAll({ one: never });
    await manager.removeConnection('one');
    expect(manager.has('one')).toBe(false);
  });

  test('of an alias that is unknown names those that exist', async () => {
    const manager = new ConnectionManager();
    manager.createConnection('one');
    expect(await rejection(manager.removeConnection('two'))).toMatchObject({
      name: 'ConnectionNotFoundError',
      details: { alias: 'two', aliases: ['one'] },
    });
  });
});

describe('the logger', () => {
  interface Recorder extends Logger {
    readonly told: readonly string[];
  }
  function recorder(): Recorder {
    const told: string[] = [];
    const tell = (message: string): number => told.push(message);
    return { told, warn: tell, info: tell };
  }

  test('hears of the connections of its manager; another may take its place', async () => {
    await using server = await startFaultServer();
    const [first, second] = [recorder(), recorder()];
    await using manager = new ConnectionManager({ logger: first, clock: fakeClock() } as object);
    const client = manager.createConnection({ hosts: server.url });
    server.failNext({ action: 'status', status: 503 });
    await client.count();
    expect(first.told).toEqual(['retry']);
    manager.logger = second;
    server.failNext({ action: 'status', status: 503 });
    await client.count();
    expect([first.told, second.told]).toEqual([['retry'], ['retry']]);
  });

  test('is silent where none is given', async () => {
    await using server = await startFaultServer();
    await using manager = new ConnectionManager({ clock: fakeClock() } as object);
    server.failNext({ action: 'status', status: 503 });
    await expect(manager.createConnection({ hosts: server.url }).count()).resolves.toMatchObject({
      count: 0,
    });
  });
});
