// When an application's DataSource is initialized, tried again, and closed.
import { describe, expect, test } from '@jest/globals';
import { setImmediate } from 'node:timers/promises';
import { ConnectionManager, DataSource } from 'elastodm';
import type { Repository } from 'elastodm';
import { ElastodmModule, getDataSourceToken, getRepositoryToken } from 'elastodm/nest';
import { testIndices } from '../support/cleanup.js';
import { rejection } from '../support/failing.js';
import { startFaultServer } from '../support/fault-server.js';
import { serverOptions } from '../support/server.js';
import { filmIn, logged, root, testApplications } from './scene.js';

const indexOf = testIndices();
const application = testApplications();
const Film = filmIn('films');

// The fault server knows no indices.
const theIndex = {
  action: 'status',
  status: 200,
  body: {
    films: {
      aliases: {},
      mappings: { dynamic: 'strict', properties: { title: { type: 'text' }, genre: { type: 'keyword' } } },
      settings: {},
    },
  },
} as const;

const at = (url: string) => ({
  connections: { default: { hosts: url, maxRetries: 0 } },
  documents: [Film],
  synchronize: 'create' as const,
  retryDelay: 1,
});

describe('at start', () => {
  test('it is tried again while the cluster is not there', async () => {
    await using server = await startFaultServer();
    server.failNext({ action: 'reset', times: 1 });
    server.failNext({ action: 'status', status: 503, body: {}, times: 1 });
    server.failNext(theIndex);
    const app = await application({ imports: [root(at(server.url))] });
    expect(app.get(DataSource).isInitialized).toBe(true);
    expect(logged.filter((line) => line.includes('could not be initialized'))).toEqual([
      expect.stringMatching(
        /^warn: The DataSource 'default' could not be initialized, attempt 1 of 10; the next one is in 1 ms\. .*\[CONNECTION_FAILED\]$/,
      ),
      expect.stringContaining('attempt 2 of 10'),
    ]);
  });

  test('it gives up after retryAttempts, and leaves nothing open', async () => {
    await using server = await startFaultServer();
    server.failNext({ action: 'status', status: 503, body: {}, times: 99 });
    const made: DataSource[] = [];
    const error = await rejection(
      application({
        imports: [
          root({
            ...at(server.url),
            retryAttempts: 3,
            dataSourceFactory: (options) => made[made.push(new DataSource(options)) - 1] as DataSource,
          }),
        ],
      }),
    );
    expect(error).toMatchObject({ details: { status: 503 } });
    expect(server.deliveries).toHaveLength(3);
    expect(made).toHaveLength(1);
    while (server.openConnections > 0) await setImmediate();
  });

  test.each([
    ['a wrong credential', { status: 401, body: {} }, 'AUTHENTICATION_FAILED'],
    ['a request that is refused', { status: 400, body: {} }, 'REQUEST_REFUSED'],
  ])('%s is told at once', async (_, fault, code) => {
    await using server = await startFaultServer();
    server.failNext({ action: 'status', ...fault, times: 99 });
    expect(await rejection(application({ imports: [root(at(server.url))] }))).toMatchObject({ code });
    expect(server.deliveries).toHaveLength(1);
  });

  test('an index that differs is told at once', async () => {
    const index = indexOf('drift');
    await using manager = new ConnectionManager();
    const properties = { title: { type: 'keyword' as const } };
    await manager.createConnection(serverOptions()).indices.create({ index, mappings: { properties } });
    const error = await rejection(
      application({ imports: [root({ documents: [filmIn(index)], synchronize: 'check' })] }),
    );
    expect(error).toMatchObject({ code: 'INDEX_DRIFT' });
    expect(logged.filter((line) => line.includes('attempt'))).toEqual([]);
  });

  test('toRetry decides', async () => {
    await using server = await startFaultServer();
    server.failNext({ action: 'status', status: 503, body: {}, times: 99 });
    const asked: unknown[] = [];
    const toRetry = (error: unknown): boolean => asked.push(error) < 2;
    await rejection(application({ imports: [root({ ...at(server.url), toRetry })] }));
    expect(server.deliveries).toHaveLength(2);
  });

  test('with manualInitialization, nothing is sent', async () => {
    await using server = await startFaultServer();
    const app = await application({ imports: [root({ ...at(server.url), manualInitialization: true })] });
    expect(server.deliveries).toEqual([]);
    expect(app.get(DataSource).isInitialized).toBe(false);
    server.failNext(theIndex);
    await app.get(DataSource).initialize();
    expect(server.deliveries.length).toBeGreaterThan(0);
  });

  test('what connections have to tell goes to the application’s logger', async () => {
    await using server = await startFaultServer();
    const connections = { default: { hosts: server.url, maxRetries: 3 } };
    const app = await application({ imports: [root({ connections, documents: [Film] })] });
    server.failNext({ action: 'status', status: 503, body: {}, times: 1 });
    await app.get(DataSource).getRepository(Film).exists('alien');
    expect(logged).toContainEqual(
      expect.stringMatching(/^warn: retry \{ alias: 'default', api: 'exists', .*\}$/),
    );
  });
});

describe('at the end', () => {
  test('connections are closed after what holds documents has written them', async () => {
    const Kept = filmIn(indexOf('kept'));
    const app = await application({
      imports: [root({ synchronize: 'create' }), ElastodmModule.forFeature([Kept])],
    });
    const films = app.get<Repository<InstanceType<typeof Kept>>>(getRepositoryToken(Kept));
    const writer = films.createBulkWriter({ refresh: true });
    await writer.save(films.create({ id: 'alien', title: 'Alien' }));
    await app.close();

    expect(await rejection(films.get('alien'))).toMatchObject({ code: 'CONNECTION_CLOSED' });
    await using later = new DataSource({ connections: { default: serverOptions() }, documents: [Kept] });
    expect(await later.getRepository(Kept).get('alien')).toMatchObject({ title: 'Alien' });
  });

  test('what could not be written is logged', async () => {
    await using server = await startFaultServer();
    const app = await application({ imports: [root({ ...at(server.url), synchronize: 'none' })] });
    const films = app.get(DataSource).getRepository(Film);
    const writer = films.createBulkWriter();
    await writer.save(films.create({ id: 'alien', title: 'Alien' }));
    server.failNext({ action: 'status', status: 400, body: {}, times: 99 });
    await app.close();
    expect(logged).toContainEqual(
      expect.stringMatching(
        /^error: 1 documents that bulk writers of the DataSource 'default' held are not written, or may not be\. The first: 'alien', rejected: /,
      ),
    );
  });

  test('each DataSource is closed', async () => {
    const app = await application({ imports: [root(), root({ name: 'archive' })] });
    const all = [app.get(DataSource), app.get<DataSource>(getDataSourceToken('archive'))];
    expect(all.map(({ isInitialized }) => isInitialized)).toEqual([true, true]);
    await app.close();
    expect(all.map(({ isInitialized }) => isInitialized)).toEqual([false, false]);
  });

  test('a DataSource that can’t be closed does not keep the others from closing', async () => {
    const app = await application({
      imports: [
        root({
          dataSourceFactory: (options) =>
            Object.assign(new DataSource(options), { close: () => Promise.reject(new Error('not now')) }),
        }),
        root({ name: 'archive' }),
      ],
    });
    await app.close();
    expect(app.get<DataSource>(getDataSourceToken('archive')).isInitialized).toBe(false);
    expect(logged).toContainEqual("error: The DataSource 'default' could not be closed.");
  });
});
