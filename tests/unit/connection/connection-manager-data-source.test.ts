// A DataSource and its connections: which it makes and closes, which a class and a call choose (S9, S10, S16).
import { afterEach, describe, expect, test } from '@jest/globals';
import { ConnectionManager, DataSource, Document, Id, Keyword, Search, connections } from 'elastodm';
import type { Logger } from 'elastodm';
import { startFaultServer } from '../../support/fault-server.js';
import type { FaultServer } from '../../support/fault-server.js';
import { rejection } from '../../support/failing.js';
import { allClosed } from './all-closed.js';

@Document('things', 'analytics')
class Thing {
  @Id() id?: string;
  @Keyword() name!: string;
}

afterEach(() => connections.close());

async function startServer(): Promise<FaultServer> {
  const server = await startFaultServer();
  server.store.createIndex('things');
  return server;
}

describe('with connections of its own, a DataSource', () => {
  test('binds a class to its alias, and a call to another', async () => {
    await using standard = await startServer();
    await using analytics = await startServer();
    await using dataSource = new DataSource({
      connections: { default: { hosts: standard.url }, analytics: { hosts: analytics.url } },
      documents: [Thing],
    });
    await dataSource.initialize();
    const things = dataSource.getRepository(Thing);
    const thing = await things.save(Object.assign(new Thing(), { id: 'a', name: 'x' }));
    await things.save(thing, { using: 'default' });
    await things.using('default').count();
    await things.count({}, { using: 'default' });
    await things.exists('a');
    const { connections: manager } = dataSource;
    await new Search({ using: 'default', index: 'things', connections: manager }).execute();
    expect(analytics.deliveries.map(({ path }) => path)).toEqual(['/things/_doc/a', '/things/_doc/a']);
    expect(standard.deliveries.map(({ path }) => path)).toEqual([
      '/things/_doc/a',
      '/things/_count',
      '/things/_count',
      '/things/_search',
    ]);
  });

  test('shares them with nobody', () => {
    const options = { connections: { default: {} }, documents: [] };
    const [one, two] = [new DataSource(options), new DataSource(options)];
    expect(one.connections.getConnection()).not.toBe(two.connections.getConnection());
    expect(connections.has('default')).toBe(false);
  });

  test('sends nothing before it is used', async () => {
    await using server = await startServer();
    await using dataSource = new DataSource({
      connections: { analytics: { hosts: server.url } },
      documents: [Thing],
    });
    expect(dataSource.getRepository(Thing)).toBe(dataSource.getRepository(Thing));
    await dataSource.initialize();
    expect(server.connections).toBe(0);
  });

  test('closes them, and says so afterwards', async () => {
    await using server = await startServer();
    const dataSource = new DataSource({
      connections: { analytics: { hosts: server.url } },
      documents: [Thing],
    });
    await dataSource.initialize();
    const things = dataSource.getRepository(Thing);
    await things.count();
    expect(dataSource.isInitialized).toBe(true);
    await dataSource.close();
    expect(dataSource.isInitialized).toBe(false);
    await allClosed(server);
    expect(await rejection(things.count())).toMatchObject({
      name: 'ConnectionClosedError',
      details: { alias: 'analytics' },
    });
    await dataSource.close();
  });

  test('passes the timeout of its close on', async () => {
    await using server = await startServer();
    const dataSource = new DataSource({
      connections: { analytics: { hosts: server.url } },
      documents: [Thing],
    });
    server.failNext({ action: 'hang', times: Infinity });
    const counting = rejection(dataSource.getRepository(Thing).count());
    await server.received(1);
    await dataSource.close({ timeout: 20 });
    expect(await counting).toMatchObject({ code: 'CONNECTION_CLOSED' });
  });

  test('can be initialized again', async () => {
    await using server = await startServer();
    let asked = 0;
    const toOptions = (): { hosts: string } => {
      asked++;
      return { hosts: server.url };
    };
    await using dataSource = new DataSource({
      connections: { analytics: toOptions },
      documents: [Thing],
    });
    const things = dataSource.getRepository(Thing);
    for (let life = 1; life <= 3; life++) {
      await dataSource.initialize();
      await expect(things.count()).resolves.toBe(0);
      expect(asked).toBe(life);
      await dataSource.close();
    }
  });

  test('remembers versions of documents from one life to the next', async () => {
    await using server = await startServer();
    await using dataSource = new DataSource({
      connections: { analytics: { hosts: server.url } },
      documents: [Thing],
    });
    const things = dataSource.getRepository(Thing);
    const thing = await things.save(Object.assign(new Thing(), { id: 'a', name: 'x' }));
    await dataSource.close();
    await dataSource.initialize();
    await things.save(thing);
    expect(server.deliveries.at(-1)?.query).toMatchObject({ if_seq_no: '0', if_primary_term: '1' });
  });

  test('tells its logger of them', async () => {
    await using server = await startServer();
    const told: unknown[] = [];
    const tell: Logger['warn'] = (message, details) => told.push([message, details]);
    await using dataSource = new DataSource({
      connections: { analytics: { hosts: server.url } },
      documents: [Thing],
      logger: { warn: tell, info: tell },
    });
    server.failNext({ action: 'status', status: 503, headers: { 'retry-after': '0' } });
    await dataSource.getRepository(Thing).count();
    expect(told).toEqual([
      ['retry', expect.objectContaining({ alias: 'analytics', api: 'count', status: 503 })],
    ]);
  });

  test('names the class that asks for an alias that is unknown', async () => {
    const dataSource = new DataSource({ connections: { default: {} }, documents: [Thing] });
    expect(await rejection(dataSource.initialize())).toMatchObject({
      name: 'ConnectionNotFoundError',
      message:
        "There is no connection 'analytics', which class Thing asks for (there are: default). " +
        "Create it with createConnection('analytics', …), or add it to the `connections` of the DataSource. " +
        '[CONNECTION_NOT_FOUND]',
    });
    expect(dataSource.isInitialized).toBe(false);
    expect(await rejection(dataSource.getRepository(Thing).using('nope').count())).toMatchObject({
      details: { alias: 'nope', aliases: ['default'], className: 'Thing' },
    });
  });
});

describe('with a manager that it is given, a DataSource', () => {
  test('uses it, and leaves it open', async () => {
    await using server = await startServer();
    await using manager = new ConnectionManager();
    manager.createConnection('analytics', { hosts: server.url });
    const dataSource = new DataSource({ connections: manager, documents: [Thing] });
    expect(dataSource.connections).toBe(manager);
    await dataSource.initialize();
    await dataSource.close();
    await dataSource[Symbol.asyncDispose]();
    expect(manager.aliases()).toEqual(['analytics']);
    await expect(dataSource.getRepository(Thing).count()).resolves.toBe(0);
  });

  test('finds what is added to it later', async () => {
    await using server = await startServer();
    await using manager = new ConnectionManager();
    const things = new DataSource({ connections: manager, documents: [Thing] }).getRepository(Thing);
    expect(await rejection(things.count())).toMatchObject({ code: 'CONNECTION_NOT_FOUND' });
    manager.createConnection('analytics', { hosts: server.url });
    await expect(things.count()).resolves.toBe(0);
  });
});

describe('without connections, a DataSource', () => {
  test('uses the library’s own registry, and leaves it open', async () => {
    await using server = await startServer();
    connections.createConnection('analytics', { hosts: server.url });
    const dataSource = new DataSource({ documents: [Thing] });
    expect(dataSource.connections).toBe(connections);
    await dataSource.initialize();
    await dataSource.close();
    await expect(dataSource.getRepository(Thing).count()).resolves.toBe(0);
  });
});

describe('an alias as a function', () => {
  test('is asked at each call', async () => {
    await using one = await startServer();
    await using two = await startServer();
    let tenant = 'one';
    let asked = 0;
    @Document('things', () => {
      asked++;
      return tenant;
    })
    class Chosen {
      @Id() id?: string;
      @Keyword() name!: string;
    }
    await using dataSource = new DataSource({
      connections: { one: { hosts: one.url }, two: { hosts: two.url } },
      documents: [Chosen],
    });
    expect(asked).toBe(0);
    const chosen = dataSource.getRepository(Chosen);
    await chosen.count();
    tenant = 'two';
    await chosen.count();
    await chosen.using('one').count();
    expect([one.deliveries.length, two.deliveries.length]).toEqual([2, 1]);
    expect(asked).toBe(2);
  });

  test('that names none is told with its class', async () => {
    @Document('things', () => 'nowhere')
    class Lost {
      @Keyword() name!: string;
    }
    const dataSource = new DataSource({ connections: { default: {} }, documents: [Lost] });
    expect(await rejection(dataSource.getRepository(Lost).count())).toMatchObject({
      code: 'CONNECTION_NOT_FOUND',
      details: { alias: 'nowhere', className: 'Lost' },
    });
  });

  test('keeps what is known of documents apart by cluster', async () => {
    await using one = await startServer();
    await using two = await startServer();
    let tenant = 'one';
    @Document('things', () => tenant)
    class Chosen {
      @Id() id?: string;
      @Keyword() name!: string;
    }
    await using dataSource = new DataSource({
      connections: { one: { hosts: one.url }, two: { hosts: two.url } },
      documents: [Chosen],
    });
    const chosen = dataSource.getRepository(Chosen);
    const document = await chosen.save(Object.assign(new Chosen(), { id: 'a', name: 'x' }));
    tenant = 'two';
    await chosen.save(document);
    expect(two.deliveries[0]?.query).not.toHaveProperty('if_seq_no');
    tenant = 'one';
    await chosen.save(document);
    expect(one.deliveries[1]?.query).toMatchObject({ if_seq_no: '0' });
  });
});
