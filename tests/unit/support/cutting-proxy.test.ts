// The proxy that loses answers, before a fault server.
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { Agent } from 'node:http';
import { startCuttingProxy } from '../../support/cutting-proxy.js';
import type { CuttingProxy } from '../../support/cutting-proxy.js';
import { startFaultServer } from '../../support/fault-server.js';
import type { FaultServer } from '../../support/fault-server.js';
import { call, json } from './call.js';
import type { Called } from './call.js';

let server: FaultServer;
let proxy: CuttingProxy;
beforeEach(async () => {
  server = await startFaultServer({ gzip: true });
  proxy = await startCuttingProxy({ host: '127.0.0.1', port: server.port });
});
afterEach(async () => {
  await proxy.close();
  await server.close();
});

const write = (id = '1', patience?: number): Promise<Called> =>
  call(`PUT ${proxy.url}/films/_doc/${id}`, {
    body: { title: 'Alien' },
    ...(patience === undefined ? {} : { patience }),
  });
const stored = (): string[] => [...server.documents('films').keys()];

test('what is not cut passes as it is', async () => {
  const agent = new Agent({ keepAlive: true });
  const headers = { 'accept-encoding': 'gzip', 'x-opaque-id': 'a', 'transfer-encoding': 'chunked' };
  const there = await call(`POST ${proxy.url}/films/_doc?refresh=true`, { body: { n: 1 }, headers, agent });
  expect(there).toMatchObject({
    status: 201,
    headers: { 'x-elastic-product': 'Elasticsearch', 'content-encoding': 'gzip', 'x-opaque-id': 'a' },
  });
  const id = stored()[0]!;
  expect(await call(`HEAD ${proxy.url}/films/_doc/${id}`, { agent })).toMatchObject({ status: 200 });
  expect(json(await call(`GET ${proxy.url}/films/_source/${id}`, { agent }))).toEqual({ n: 1 });
  expect(proxy.connections).toBe(1);
  expect(proxy.deliveries).toMatchObject([
    {
      method: 'POST',
      path: '/films/_doc',
      query: { refresh: 'true' },
      body: '{"n":1}',
      applied: true,
      status: 201,
    },
    { method: 'HEAD', applied: true },
    { method: 'GET', applied: true, fault: undefined },
  ]);
  agent.destroy();
});

test('an answer that streams passes whole', async () => {
  server.failNext({ action: 'huge', bytes: 300_000 });
  const called = await call(`GET ${proxy.url}/`);
  expect(called.bytes.length).toBeGreaterThan(300_000);
  expect(called.error).toBeUndefined();
});

test('cut: the write is done, the answer lost', async () => {
  proxy.cutNext({ match: 'PUT /films' });
  expect(await write()).toMatchObject({ status: undefined, error: 'ECONNRESET' });
  expect(stored()).toEqual(['1']);
  expect(proxy.deliveries).toMatchObject([{ applied: true, status: undefined, fault: 'cut request' }]);
  expect(await write()).toMatchObject({ status: 200 });
});

test('cut before: the write is not done', async () => {
  proxy.cutNext({ after: 'before' });
  expect(await write()).toMatchObject({ status: undefined, error: 'ECONNRESET' });
  expect(stored()).toEqual([]);
  expect(server.deliveries).toEqual([]);
  expect(proxy.deliveries).toMatchObject([{ applied: false, fault: 'cut before' }]);
});

test('cut in the answer', async () => {
  proxy.cutNext({ after: 'headers' });
  proxy.cutNext({ after: 'half-body' });
  const headers = await write();
  expect(headers).toMatchObject({ status: 201, error: 'ECONNRESET' });
  expect(headers.bytes).toHaveLength(0);
  const half = await write();
  expect(half).toMatchObject({ status: 200, error: 'ECONNRESET' });
  expect(half.bytes.length).toBeGreaterThan(0);
  expect(() => json(half)).toThrow(SyntaxError);
});

test('stall, at each place', async () => {
  proxy.stallNext({ times: 2 });
  proxy.stallNext({ after: 'half-body' });
  proxy.stallNext({ after: 'before' });
  expect(await write('1', 50)).toMatchObject({ status: undefined, error: 'out of patience' });
  expect(await write('2', 50)).toMatchObject({ status: undefined, error: 'out of patience' });
  expect(await write('3', 50)).toMatchObject({ status: 201 });
  expect(await write('4', 50)).toMatchObject({ status: undefined });
  expect(stored()).toEqual(['1', '2', '3']);
});

test('delay', async () => {
  proxy.delayNext({ milliseconds: 40 });
  const startedAt = performance.now();
  expect(await write()).toMatchObject({ status: 201, error: undefined });
  expect(performance.now() - startedAt).toBeGreaterThan(35);
});

test('a server that is away, or breaks off, looks so', async () => {
  server.failNext({ action: 'reset' });
  expect(await write()).toMatchObject({ status: undefined, error: 'ECONNRESET' });
  await server.stop();
  expect(await write()).toMatchObject({ status: undefined, error: 'ECONNRESET' });
  await server.listenAgain();
  expect(await write()).toMatchObject({ status: 201 });
});

test('a client that breaks off breaks the request off', async () => {
  server.failNext({ action: 'hang' });
  const given = write('1', 60);
  await server.received(1);
  expect(server.openConnections).toBe(1);
  await given;
  while (server.openConnections > 0) await new Promise((resolve) => setTimeout(resolve, 5));
});
