// Going through all documents while the cluster fails: each comes once or an error says so, and nothing stays open.
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { setScene, failureOf, until } from '../../../support/fault-scene.js';
import type { Film, Scene } from '../../../support/fault-scene.js';
import { startFaultServer } from '../../../support/fault-server.js';
import type { FaultServer } from '../../../support/fault-server.js';
import type { FailPoint } from '../../../support/fault-server/fail-point.js';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { DataSource, Document, Id, Integer, Search } from 'elastodm';
import type { Iteration } from 'elastodm';

const mebibyte = 1024 * 1024;
let server: FaultServer;
let scene: Scene;
beforeEach(async () => {
  server = await startFaultServer();
  server.store.createIndex('films');
  scene = setScene({ hosts: server.url, client: { maxResponseSize: mebibyte } });
  const { films } = scene;
  await films.saveMany(
    Array.from({ length: 10 }, (_, year) => films.create({ id: `film-${year}`, title: 'x', year })),
  );
  server.deliveries.length = 0;
});
afterEach(async () => {
  await scene[Symbol.asyncDispose]();
  await server.close();
});

const all = (options: object = {}): Iteration<Film> =>
  scene.films.iterate({ order: { year: 'ASC' } }, { pageSize: 3, ...options });

async function yearsOf(films: AsyncIterable<Film>): Promise<unknown[]> {
  const years: unknown[] = [];
  for await (const { year } of films) years.push(year);
  return years;
}
const every = Array.from({ length: 10 }, (_, year) => year);
const inPage = 'POST /_search';

test.each<readonly [string, FailPoint]>([
  ['whose answer is lost', { action: 'reset', apply: true, match: inPage, skip: 1 }],
  ['whose answer is cut', { action: 'reset-mid-response', match: inPage, skip: 2 }],
  ['that is refused for a while', { action: 'status', status: 503, body: {}, match: inPage }],
])('a page %s is asked for again', async (_name, fault) => {
  for (const options of [{}, { readAhead: false }, { hydrate: false }]) {
    server.failNext(fault);
    expect(await yearsOf(all(options) as AsyncIterable<Film>)).toEqual(every);
    expect(server.store.pits.size).toBe(0);
  }
});

test('a page that is too large names the size of pages', async () => {
  server.failNext({ action: 'huge', bytes: 4 * mebibyte, match: inPage, skip: 1 });
  const films = all();
  const error = await failureOf(yearsOf(films));
  expect(error).toMatchObject({
    code: 'RESPONSE_TOO_LARGE',
    remedy: expect.stringContaining('`pageSize`') as unknown,
  });
  expect([films.count, films.after]).toEqual([3, [2]]);
  await until(() => server.store.pits.size === 0);
});

test('an abort while a page does not come ends it at once, and closes the point in time', async () => {
  server.failNext({ action: 'stall', match: inPage, skip: 1 });
  const controller = new AbortController();
  const films = all({ signal: controller.signal });
  await films.next();
  await server.received(2, inPage);
  controller.abort();
  expect((await failureOf(films.next())).code).toBe('REQUEST_ABORTED');
  await until(() => server.store.pits.size === 0);
});

test('who breaks off does not wait for long for a cluster that does not answer', async () => {
  server.failNext({ action: 'hang', match: 'DELETE /_pit' });
  const films = all({ timeout: 50 });
  await films.next();
  expect(await films.return()).toEqual({ done: true, value: undefined });
});

test('a point in time that is gone ends it, or is opened again', async () => {
  const films = all({ readAhead: false });
  await films.next();
  server.store.pits.clear();
  expect(await failureOf(yearsOf(films))).toMatchObject({ code: 'ITERATION_EXPIRED', details: { count: 3 } });

  const years: unknown[] = [];
  for await (const { year } of all({ onExpired: 'reopen' })) {
    years.push(year);
    if (years.length % 4 === 0) server.store.pits.clear();
  }
  expect(years).toEqual(every);
  expect(server.store.pits.size).toBe(0);
});

test('closing the connections closes the points in time of what is gone through, and ends it', async () => {
  const plain = new Search({ index: 'films', connections: scene.manager }).sort('year');
  const ahead = all();
  const waiting = all({ readAhead: false });
  const hits = plain.iterate({ pageSize: 3 });
  const last = all({ pageSize: 20 });
  for (const iteration of [ahead, waiting, hits, last]) await iteration.next();
  await server.received(6, inPage);
  await until(() => server.store.pits.size === 3);
  server.failNext({ action: 'stall', match: inPage });
  const pages = waiting.pages();
  await pages.next();
  const next = failureOf(pages.next());
  await server.received(7, inPage);

  expect(await scene.manager.close()).toEqual({ failures: [] });
  expect(server.store.pits.size).toBe(0);
  const closed = {
    name: 'ConnectionClosedError',
    code: 'CONNECTION_CLOSED',
    details: { alias: 'default', api: 'search' },
  };
  expect(await next).toMatchObject(closed);
  for (const iteration of [ahead, hits]) {
    expect(await failureOf(iteration.next())).toMatchObject(closed);
    expect(await iteration.next()).toEqual({ done: true, value: undefined });
    expect(iteration.count).toBe(1);
  }
  // What was read to its end needs no connection.
  expect(await yearsOf(last)).toEqual(every.slice(1));
});

test('a DataSource closes those of its own, within the time', async () => {
  @Document('films')
  class Reel {
    @Id() id?: string;
    @Integer() year!: number;
  }
  const connections = { default: { hosts: server.url } };
  for (const [options, left] of [
    [{}, 0],
    [{ timeout: 50 }, 1],
  ] as const) {
    const own = new DataSource({ connections, documents: [Reel] });
    const reels = own.getRepository(Reel).iterate({ order: { year: 'ASC' } }, { pageSize: 3 });
    await reels.next();
    if (left === 1) server.failNext({ action: 'hang', match: 'DELETE /_pit' });
    const begun = performance.now();
    expect(await own.close(options)).toEqual({ failures: [] });
    expect(performance.now() - begun).toBeLessThan(2_000);
    expect(server.store.pits.size).toBe(left);
    expect((await failureOf(reels.next())).code).toBe('CONNECTION_CLOSED');
  }
  // One that shares connections with others leaves theirs alone.
  const others = all();
  await others.next();
  await new DataSource({ connections: scene.manager, documents: [Reel] }).close();
  expect(await yearsOf(others)).toEqual(every.slice(1));
});

test('one that was forgotten is closed when it is garbage', async () => {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  const begin = async (): Promise<void> => {
    await all().next();
  };
  await begin();
  expect(server.store.pits.size).toBe(1);
  await until(() => {
    collect();
    return server.store.pits.size === 0;
  });
});
