// Connections that are configured first and made at their first use (S5, S16): when, how often, and what replaces them.
import { describe, expect, jest, test } from '@jest/globals';
import { ConnectionManager, DataSource, Document, Keyword } from 'elastodm';
import type { ConnectionOptions } from 'elastodm';
import { startFaultServer } from '../../support/fault-server.js';
import { rejection, thrown } from '../../support/failing.js';

@Document('things')
class Thing {
  @Keyword() name!: string;
}

describe('a configured connection', () => {
  test('is made at its first use, once', async () => {
    await using server = await startFaultServer();
    await using manager = new ConnectionManager();
    const toOptions = jest.fn((): ConnectionOptions => ({ hosts: server.url }));
    manager.configure(toOptions);
    expect([manager.has('default'), manager.aliases()]).toEqual([true, ['default']]);
    expect(toOptions).not.toHaveBeenCalled();
    expect(new Set([1, 2, 3].map(() => manager.getConnection())).size).toBe(1);
    expect(toOptions).toHaveBeenCalledTimes(1);
    expect(server.connections).toBe(0);
    await manager.getConnection().count();
    expect(server.connections).toBe(1);
  });

  test('is one for repositories that use it first at the same time', async () => {
    await using server = await startFaultServer();
    server.store.createIndex('things');
    const toOptions = jest.fn((): ConnectionOptions => ({ hosts: server.url, connectionsPerNode: 1 }));
    await using dataSource = new DataSource({ connections: { default: toOptions }, documents: [Thing] });
    const things = dataSource.getRepository(Thing);
    await Promise.all([things.count(), things.count(), things.count()]);
    expect(toOptions).toHaveBeenCalledTimes(1);
    expect(server.connections).toBe(1);
  });

  test('costs nothing until then, and neither do fifty', async () => {
    // A client of these warns when it is made.
    const warned = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    await using manager = new ConnectionManager();
    const options = { hosts: 'https://es.example.com', verifyCerts: false } as const;
    const toOptions = jest.fn((): ConnectionOptions => options);
    const fifty = Array.from({ length: 50 }, (_, number) => `tenant-${number}`);
    manager.configureAll(Object.fromEntries(fifty.map((alias) => [alias, options])));
    manager.configureAll(Object.fromEntries(fifty.map((alias) => [`other-${alias}`, toOptions])));
    expect(manager.aliases()).toHaveLength(100);
    expect([warned.mock.calls.length, toOptions.mock.calls.length]).toEqual([0, 0]);
    manager.getConnection('tenant-7');
    manager.getConnection('other-tenant-7');
    expect([warned.mock.calls.length, toOptions.mock.calls.length]).toEqual([2, 1]);
    warned.mockRestore();
  });

  test('has wrong options refused at once, and none of the others is configured then', () => {
    const manager = new ConnectionManager();
    const wrong = { good: {}, wrong: { host: 'x' } as object };
    expect(thrown(() => manager.configureAll(wrong))).toMatchObject({
      name: 'ConfigurationError',
      code: 'CONNECTION_OPTION_UNKNOWN',
      details: { alias: 'wrong', option: 'host', nearest: 'hosts' },
    });
    expect(manager.aliases()).toEqual([]);
    expect(
      thrown(() => new DataSource({ connections: { default: { host: 'x' } as object }, documents: [] })),
    ).toMatchObject({ code: 'CONNECTION_OPTION_UNKNOWN' });
  });

  test('has a file that is missing refused at once', () => {
    const options = { hosts: 'https://es', caCerts: './missing.pem' };
    expect(thrown(() => new ConnectionManager().configure(options))).toMatchObject({
      code: 'CONNECTION_FILE',
    });
  });
});

describe('a function as options', () => {
  test('is asked again when the connection is made again, and not before', async () => {
    await using manager = new ConnectionManager();
    const toOptions = jest.fn((): ConnectionOptions => ({}));
    manager.configure(toOptions);
    const client = manager.getConnection();
    manager.configure(toOptions);
    expect(manager.getConnection()).toBe(client);
    expect(toOptions).toHaveBeenCalledTimes(1);
    await manager.close();
    manager.configure(toOptions);
    expect(manager.getConnection()).not.toBe(client);
    expect(toOptions).toHaveBeenCalledTimes(2);
  });

  test('that gives wrong options fails each use, until it gives right ones', () => {
    const manager = new ConnectionManager();
    let options: ConnectionOptions = { timeout: -1 };
    manager.configure(() => options);
    for (let use = 0; use < 2; use++)
      expect(thrown(() => manager.getConnection())).toMatchObject({ code: 'CONNECTION_OPTION_INVALID' });
    options = { timeout: 1 };
    expect(manager.getConnection()).toBe(manager.getConnection());
  });

  test('that throws lets its error through, and harms no other connection', async () => {
    await using server = await startFaultServer();
    server.store.createIndex('things');
    const problem = new Error('ES_PROD_HOSTS is not set');
    let fails = true;
    await using dataSource = new DataSource({
      connections: {
        other: { hosts: server.url },
        default: () => {
          if (fails) throw problem;
          return { hosts: server.url };
        },
      },
      documents: [Thing],
    });
    const things = dataSource.getRepository(Thing);
    expect(await rejection(things.count())).toBe(problem);
    expect(thrown(() => dataSource.connections.all())).toBe(problem);
    await expect(things.using('other').count()).resolves.toBe(0);
    fails = false;
    await expect(things.count()).resolves.toBe(0);
  });
});

describe('configured again', () => {
  test('with the same options, a connection that lives is kept', async () => {
    await using server = await startFaultServer();
    await using manager = new ConnectionManager();
    const options = (): ConnectionOptions => ({ hosts: [server.url], headers: { 'x-a': 'b' } });
    manager.configureAll({ one: options(), two: options() });
    const [one, two] = [manager.getConnection('one'), manager.getConnection('two')];
    await one.count();
    manager.configureAll({ one: options(), two: { ...options(), timeout: 1000 } });
    expect(manager.getConnection('one')).toBe(one);
    expect(manager.getConnection('two')).not.toBe(two);
    await expect(one.count()).resolves.toMatchObject({ count: 0 });
  });

  test('as it was created, it is kept, too', () => {
    const manager = new ConnectionManager();
    const client = manager.createConnection({ hosts: 'localhost:9201' });
    manager.configure({ hosts: 'localhost:9201' });
    expect(manager.getConnection()).toBe(client);
  });

  test('with other options, it is made anew, and what it has under way ends well', async () => {
    await using first = await startFaultServer();
    await using second = await startFaultServer();
    await using manager = new ConnectionManager();
    manager.configure({ hosts: first.url });
    const old = manager.getConnection();
    first.failNext({ action: 'delay', milliseconds: 60 });
    const counting = old.count();
    await first.received(1);
    manager.configure({ hosts: second.url });
    const made = manager.getConnection();
    expect(made).not.toBe(old);
    await made.count();
    expect(second.deliveries).toHaveLength(1);
    await expect(counting).resolves.toMatchObject({ count: 0 });
    await expect(old.count()).rejects.toThrow('The connection was closed');
  });

  test('by another function, it is made anew', () => {
    const manager = new ConnectionManager();
    manager.configure(() => ({}));
    const client = manager.getConnection();
    manager.configure(() => ({}));
    expect(manager.getConnection()).not.toBe(client);
  });

  test('before its first use, the last word counts', () => {
    const manager = new ConnectionManager();
    const never = jest.fn((): ConnectionOptions => ({}));
    manager.configure(never);
    manager.configure({ hosts: 'localhost:9205' });
    expect([...manager.getConnection().connectionPool.connections].map(({ url }) => url.port)).toEqual([
      '9205',
    ]);
    expect(never).not.toHaveBeenCalled();
  });

  test('an alias that is not named stays', () => {
    const manager = new ConnectionManager();
    manager.configureAll({ one: {}, two: {} });
    manager.configureAll({ three: {} });
    expect(manager.aliases()).toEqual(['one', 'two', 'three']);
  });
});
