// A connection that is closed while requests are under way.
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { ConnectionClosedError, WriteOutcomeUnknownError } from 'elastodm';
import type { Readable } from 'node:stream';
import { fakeClock } from '../../../support/fake-clock.js';
import { codeOf, failureOf, setScene, until } from '../../../support/fault-scene.js';
import type { Scene } from '../../../support/fault-scene.js';
import { startBlackHole, startFaultServer } from '../../../support/fault-server.js';
import type { FaultServer } from '../../../support/fault-server.js';

let server: FaultServer;
beforeEach(async () => {
  server = await startFaultServer();
  server.store.createIndex('films');
});
afterEach(() => server.close());

test('those under way are waited for, and those that come later are refused', async () => {
  await using scene = setScene({ hosts: server.url });
  const { films, client, manager } = scene;
  server.failNext({ action: 'delay', milliseconds: 60, times: 2 });
  const order: string[] = [];
  const film = films.create({ title: 'Alien' });
  const calls = [
    films.count().then(() => order.push('count')),
    films.save(film).then(() => order.push('save')),
  ];
  await server.received(0);
  const closed = manager.close().then(() => order.push('closed'));
  expect(await failureOf(films.count())).toBeInstanceOf(ConnectionClosedError);
  expect(await codeOf(films.save(films.create({ title: 'Moon' })))).toBe('CONNECTION_CLOSED');
  await expect(client.count({ index: 'films' })).rejects.toThrow('closed');
  await Promise.all([...calls, closed]);
  expect(order.at(-1)).toBe('closed');
  expect(typeof film.id).toBe('string');
  expect(server.deliveries).toHaveLength(2);
  await until(() => server.openConnections === 0);
});

test('a repetition that is under way is waited for', async () => {
  const clock = fakeClock({ holdWaits: true });
  await using scene = setScene({ hosts: server.url, clock });
  server.failNext({ action: 'status', status: 503 });
  const counted = scene.films.count();
  await until(() => scene.logger.told('retry').length > 0);
  const closed = scene.manager.close();
  await clock.advance(100);
  expect(await counted).toBe(0);
  await closed;
  expect(clock.pending).toBe(0);
});

test('what does not end in time is ended: a read was not answered, a write is unknown', async () => {
  await using scene = setScene({ hosts: server.url });
  const { films, manager } = scene;
  server.failNext({ action: 'hang', times: Infinity });
  const read = failureOf(films.count());
  const film = films.create({ title: 'Alien' });
  const write = failureOf(films.save(film));
  const bulk = failureOf(films.saveMany([films.create({ title: 'Moon' })]));
  await server.received(3);
  const startedAt = performance.now();
  await manager.close({ timeout: 60 });
  expect(performance.now() - startedAt).toBeGreaterThan(55);
  expect(await read).toBeInstanceOf(ConnectionClosedError);
  expect(await read).toMatchObject({ details: { alias: 'default', api: 'count' } });
  expect(await write).toBeInstanceOf(WriteOutcomeUnknownError);
  expect(await write).toMatchObject({ cause: { code: 'CONNECTION_CLOSED' } });
  expect(await bulk).toBeInstanceOf(WriteOutcomeUnknownError);
  expect(server.deliveries).toHaveLength(3);
});

test('what waits to be repeated when the time is up is ended, too', async () => {
  const clock = fakeClock({ holdWaits: true });
  await using scene = setScene({ hosts: server.url, clock });
  const { films, manager, logger } = scene;
  server.failNext({ match: 'GET', action: 'status', status: 503, headers: { 'retry-after': '20' } });
  server.failNext({ match: '_create', action: 'status', status: 503, headers: { 'retry-after': '20' } });
  server.failNext({
    match: '_bulk',
    action: 'status',
    status: 503,
    body: '<html>',
    apply: true,
    headers: { 'retry-after': '20' },
  });
  const read = codeOf(films.count());
  // The cluster itself refused it: it is known that it was not done.
  const refused = codeOf(films.save(films.create({ title: 'Alien' })));
  const unknown = codeOf(films.saveMany([films.create({ title: 'Moon' })]));
  await until(() => logger.told('retry').length >= 3);
  const closed = manager.close({ timeout: 1_000 });
  await clock.advance(1_000);
  await closed;
  expect([await read, await refused, await unknown]).toEqual([
    'CONNECTION_CLOSED',
    'CONNECTION_CLOSED',
    'WRITE_OUTCOME_UNKNOWN',
  ]);
  expect(server.deliveries).toHaveLength(3);
});

test('items of a bulk that wait to be sent again are told as refused', async () => {
  const clock = fakeClock({ holdWaits: true });
  await using scene = setScene({ hosts: server.url, clock });
  const { films, manager, logger } = scene;
  server.failNext({ action: 'reject-items', items: [0] });
  const failed = failureOf(films.saveMany([films.create({ title: 'Moon' })]));
  await until(() => logger.told('retry').length > 0);
  await manager.close({ timeout: 1_000 });
  await clock.advance(1_000);
  expect(await failed).toMatchObject({ code: 'BULK_FAILED', failures: [{ status: 429 }] });
  expect(server.deliveries).toHaveLength(1);
});

test('a look-up of nodes at the start is ended, so that the first call is answered in time', async () => {
  await using scene = setScene({ hosts: server.url, sniffOnStart: true, sniffTimeout: 20_000 });
  server.failNext({ match: '_nodes', action: 'hang' });
  const counted = codeOf(scene.films.count());
  await server.received(1);
  const startedAt = performance.now();
  await scene.manager.close({ timeout: 5_000 });
  expect(await counted).toBe('none');
  expect(performance.now() - startedAt).toBeLessThan(1_000);
});

test.each<readonly [string, (scene: Scene) => Promise<unknown>]>([
  [
    'a stream that nobody reads',
    async ({ client }) => {
      server.failNext({ action: 'stall' });
      const body = await client.count({ index: 'films' }, { asStream: true });
      (body as unknown as Readable).on('error', () => undefined);
    },
  ],
  [
    'a handshake that does not end',
    async ({ films }) => {
      expect(await codeOf(films.count({}, { timeout: 50 }))).toBe('CONNECTION_TIMEOUT');
    },
  ],
])('%s holds up no end', async (name, leave) => {
  await using hole = await startBlackHole();
  const hosts = name.includes('handshake') ? hole.url.replace('http:', 'https:') : server.url;
  await using scene = setScene({ hosts });
  await leave(scene);
  const startedAt = performance.now();
  await scene.manager.close({ timeout: 100 });
  expect(performance.now() - startedAt).toBeLessThan(1_000);
});

test('another connection of the same registry goes on', async () => {
  await using scene = setScene({ hosts: server.url });
  const other = scene.manager.createConnection('other', { hosts: server.url });
  await scene.manager.removeConnection('default');
  expect((await other.count({ index: 'films' })).count).toBe(0);
  expect(await codeOf(scene.films.count())).toBe('CONNECTION_NOT_FOUND');
});
