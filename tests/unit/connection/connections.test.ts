// The library's own registry and the functions that speak to it (S6); one registry for all copies of the package.
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { Client } from '@elastic/elasticsearch';
import * as library from 'elastodm';
import {
  ConnectionManager,
  addConnection,
  configure,
  connections,
  createConnection,
  getConnection,
  removeConnection,
} from 'elastodm';
import { startFaultServer } from '../../support/fault-server.js';
import { rejection, thrown } from '../../support/failing.js';

afterEach(() => connections.close());

const portsOf = (client: Client): readonly string[] =>
  [...client.connectionPool.connections].map(({ url }) => url.port);

describe('the module functions', () => {
  test('create and get', () => {
    const client = createConnection('one', { hosts: 'localhost:9201' });
    expect(connections.getConnection('one')).toBe(client);
    const standard = createConnection({ hosts: 'localhost:9202' });
    expect(getConnection()).toBe(standard);
    expect(portsOf(standard)).toEqual(['9202']);
    expect(getConnection('one')).toBe(client);
    expect(portsOf(createConnection())).toEqual(['9200']);
    expect(getConnection(client)).toBe(client);
    expect(thrown(() => getConnection('two'))).toMatchObject({
      code: 'CONNECTION_NOT_FOUND',
      details: { aliases: ['one', 'default'] },
    });
  });

  test('add and remove', async () => {
    const mine = new Client({ node: 'http://localhost:9203' });
    addConnection('mine', mine);
    expect(getConnection('mine')).toBe(mine);
    await removeConnection('mine');
    expect(connections.aliases()).toEqual([]);
    expect(await rejection(removeConnection('mine'))).toMatchObject({ code: 'CONNECTION_NOT_FOUND' });
  });

  test('configure, with options or with what gives them', () => {
    configure({ hosts: 'localhost:9204' });
    expect(portsOf(getConnection())).toEqual(['9204']);
    const toOptions = jest.fn(() => ({ hosts: 'localhost:9205' }));
    configure(toOptions);
    expect(toOptions).not.toHaveBeenCalled();
    expect(portsOf(getConnection())).toEqual(['9205']);
  });
});

describe('the registry', () => {
  test('is a manager, under a name that every copy knows', () => {
    const shared = (globalThis as unknown as Record<symbol, unknown>)[Symbol.for('elastodm.connections')];
    expect(shared).toBe(connections);
    expect(connections).toBeInstanceOf(ConnectionManager);
  });

  test('is one when the package is loaded twice', async () => {
    await using server = await startFaultServer();
    let other: typeof library | undefined;
    jest.isolateModules(() => {
      // eslint-disable-next-line @typescript-eslint/no-require-imports -- the only way to load it a second time
      other = require('elastodm') as typeof library;
    });
    expect(other?.ConnectionManager).not.toBe(ConnectionManager);
    expect(other?.connections).toBe(connections);
    const client = createConnection('one', { hosts: server.url });
    expect(other?.getConnection('one')).toBe(client);
    // A manager of one copy serves the DataSource of the other.
    const manager = new ConnectionManager();
    const dataSource = new other!.DataSource({ connections: manager, documents: [] });
    expect(dataSource.connections).toBe(manager);
    // Its errors are those of both.
    const error = thrown(() => other!.getConnection('two'));
    expect(error).toBeInstanceOf(library.ConnectionNotFoundError);
    expect(error).toBeInstanceOf(other!.ConnectionNotFoundError);
  });
});
