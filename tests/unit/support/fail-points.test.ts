// The faults of the fault server, as node:http sees them.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { Agent } from 'node:http';
import { gunzipSync } from 'node:zlib';
import { startBlackHole, startFaultServer } from '../../support/fault-server.js';
import type { FaultServer } from '../../support/fault-server.js';
import { tlsFixtures } from '../../support/tls-fixtures.js';
import { fakeClock } from '../../support/fake-clock.js';
import { call, json } from './call.js';
import type { Called } from './call.js';

let server: FaultServer;
beforeEach(async () => {
  server = await startFaultServer();
});
afterEach(() => server.close());

const write = (id = '1', patience?: number): Promise<Called> =>
  call(`PUT ${server.url}/films/_doc/${id}`, {
    body: { title: 'Alien' },
    ...(patience === undefined ? {} : { patience }),
  });
const stored = (): string[] => [...server.documents('films').keys()];
const whole =
  '{"_index":"films","_id":"1","_version":1,"result":"created","_shards":{"total":2,"successful":1,"failed":0},"_seq_no":0,"_primary_term":1}';

describe('before or in place of an answer', () => {
  test.each([true, false])('reset, the store acts: %s', async (apply) => {
    server.failNext({ action: 'reset', apply });
    expect(await write()).toMatchObject({ status: undefined, error: 'ECONNRESET' });
    expect(stored()).toEqual(apply ? ['1'] : []);
    expect(server.deliveries).toMatchObject([{ applied: apply, status: undefined, fault: 'reset' }]);
  });

  test('reset-before-read never acts', async () => {
    server.failNext({ action: 'reset-before-read', apply: true });
    expect(await write()).toMatchObject({
      status: undefined,
      error: expect.stringMatching(/ECONNRESET|EPIPE/) as unknown,
    });
    expect(stored()).toEqual([]);
    expect(server.deliveries).toMatchObject([{ applied: false, body: '', fault: 'reset-before-read' }]);
  });

  test('hang says nothing', async () => {
    server.failNext({ action: 'hang', apply: true });
    expect(await write('1', 50)).toMatchObject({ status: undefined, error: 'out of patience' });
    expect(stored()).toEqual(['1']);
  });

  test('status, with the errors of Elasticsearch', async () => {
    server.failNext({ action: 'status', status: 429, headers: { 'retry-after': '7' } });
    const called = await write();
    expect(called).toMatchObject({ status: 429, headers: { 'retry-after': '7' } });
    expect(json(called)).toMatchObject({ status: 429, error: { type: 'es_rejected_execution_exception' } });
    server.failNext({ action: 'status', status: 502, body: '<html>Bad gateway</html>', apply: true });
    expect(await write('2')).toMatchObject({ status: 502, headers: { 'content-type': 'text/html' } });
    expect(stored()).toEqual(['2']);
  });

  test('invalid JSON, HTML, nothing, a redirect', async () => {
    server.failNext({ action: 'invalid-json' });
    server.failNext({ action: 'html' });
    server.failNext({ action: 'html', headers: { 'x-elastic-product': 'Elasticsearch' } });
    server.failNext({ action: 'empty' });
    server.failNext({ action: 'redirect' });
    const cut = await write();
    expect(cut).toMatchObject({ status: 200, headers: { 'content-type': 'application/json' } });
    expect(() => json(cut)).toThrow(SyntaxError);
    const html = await write();
    expect(html).toMatchObject({ status: 200, headers: { 'content-type': 'text/html' } });
    expect(html.headers).not.toHaveProperty('x-elastic-product');
    expect((await write()).headers).toHaveProperty('x-elastic-product');
    const empty = await write();
    expect(empty).toMatchObject({ status: 200, headers: { 'x-elastic-product': 'Elasticsearch' } });
    expect(empty.bytes).toHaveLength(0);
    expect(await write()).toMatchObject({ status: 302, headers: { location: '/elsewhere' } });
    expect(stored()).toEqual([]);
  });

  test('huge and bomb end as JSON', async () => {
    server.failNext({ action: 'huge', bytes: 1_000_000 });
    server.failNext({ action: 'bomb', bytes: 1_000_000 });
    const huge = await write();
    expect(huge.headers).toMatchObject({ 'transfer-encoding': 'chunked' });
    expect(huge.bytes.length).toBeGreaterThan(1_000_000);
    expect(json(huge)).toMatchObject({ took: 1 });
    const bomb = await write();
    expect(bomb.headers).toMatchObject({ 'content-encoding': 'gzip' });
    expect(bomb.bytes.length).toBeLessThan(10_000);
    expect(gunzipSync(bomb.bytes).length).toBeGreaterThan(1_000_000);
  });
});

describe('with the answer', () => {
  test('delay', async () => {
    server.failNext({ action: 'delay', milliseconds: 40 });
    const startedAt = performance.now();
    const called = await write();
    expect(called.bytes.toString()).toBe(whole);
    expect(performance.now() - startedAt).toBeGreaterThan(35);
  });

  test('a delay that would outlive the server does not', async () => {
    server.failNext({ action: 'delay', milliseconds: 60_000 });
    const called = write();
    await server.received(1);
    await server.close();
    expect(await called).toMatchObject({ status: undefined });
  });

  test('half of it, then a reset, an end, or silence', async () => {
    const half = whole.slice(0, whole.length >> 1);
    server.failNext({ action: 'reset-mid-response' });
    server.failNext({ action: 'truncate' });
    server.failNext({ action: 'stall', apply: false });
    const reset = await write();
    expect(reset).toMatchObject({ status: 201, error: 'ECONNRESET' });
    expect(reset.bytes.toString()).toBe(half);
    server.store.deleteIndex('films');
    const truncated = await write();
    expect(truncated).toMatchObject({ status: 201, error: 'ECONNRESET' });
    expect(truncated.bytes.toString()).toBe(half);
    server.store.deleteIndex('films');
    const stalled = await write('1', 50);
    expect(stalled).toMatchObject({ status: 201 });
    expect(stalled.bytes.toString()).toBe(half);
    expect(stored()).toEqual([]);
  });

  test('drip', async () => {
    server.failNext({ action: 'drip', milliseconds: 0 });
    expect((await write()).bytes.toString()).toBe(whole);
    server.failNext({ action: 'drip', milliseconds: 30 });
    const part = await write('1', 100);
    expect(part.bytes.length).toBeGreaterThan(0);
    expect(part.bytes.length).toBeLessThan(20);
  });

  test('broken gzip', async () => {
    server.failNext({ action: 'gzip-cut' });
    server.failNext({ action: 'gzip-corrupt' });
    const cut = await write();
    expect(cut).toMatchObject({ status: 201, headers: { 'content-encoding': 'gzip' }, error: undefined });
    expect(() => gunzipSync(cut.bytes)).toThrow('unexpected end of file');
    const corrupt = await write();
    expect(() => gunzipSync(corrupt.bytes)).toThrow('incorrect data check');
    expect(stored()).toEqual(['1']);
  });

  test('rewrite, and no product header', async () => {
    server.failNext({ action: 'rewrite', answer: (body) => ({ ...body, _id: 'another' }) });
    server.failNext({ action: 'no-product-header' });
    expect(json(await write())).toMatchObject({ _id: 'another', result: 'created' });
    const called = await write();
    expect(called.status).toBe(200);
    expect(called.headers).not.toHaveProperty('x-elastic-product');
    expect(stored()).toEqual(['1']);
  });

  test('reject-items', async () => {
    server.failNext({ match: '_bulk', action: 'reject-items', items: [1] });
    const body = ['1', '2', '3'].map((id) => `{"index":{"_id":"${id}"}}\n{}\n`).join('');
    const answer = json(await call(`POST ${server.url}/films/_bulk`, { body }));
    expect(answer).toMatchObject({
      errors: true,
      items: [
        { index: { status: 201 } },
        { index: { _id: '2', status: 429, error: { type: 'es_rejected_execution_exception' } } },
        { index: { status: 201 } },
      ],
    });
    expect(stored()).toEqual(['1', '3']);
  });
});

describe('which requests', () => {
  test('match, skip and times', async () => {
    const handle = server.failNext({
      match: /^PUT .*_doc/,
      skip: 1,
      times: 2,
      action: 'status',
      status: 503,
    });
    await call(`GET ${server.url}/`);
    const statuses = [];
    for (let turn = 0; turn < 4; turn++) statuses.push((await write()).status);
    expect(statuses).toEqual([201, 503, 503, 200]);
    expect(handle.hits).toBe(2);
  });

  test('a function sees the body; a fault may last until it is taken back', async () => {
    const handle = server.failNext({
      match: ({ body }) => body.includes('Alien'),
      times: Infinity,
      action: 'status',
      status: 503,
    });
    expect((await call(`PUT ${server.url}/films/_doc/2`, { body: {} })).status).toBe(201);
    expect((await write()).status).toBe(503);
    expect((await write()).status).toBe(503);
    handle.remove();
    expect((await write()).status).toBe(201);
    server.failNext({ action: 'hang', times: Infinity });
    server.heal();
    expect((await write()).status).toBe(200);
  });
});

describe('the server', () => {
  test('stops, refuses and comes back on the same port', async () => {
    const agent = new Agent({ keepAlive: true });
    const ask = (): Promise<Called> => call(`GET ${server.url}/`, { agent });
    expect(await ask()).toMatchObject({ status: 200 });
    await server.refuseConnections();
    expect(await ask()).toMatchObject({ status: 200 });
    expect(await call(`GET ${server.url}/`)).toMatchObject({ error: 'ECONNREFUSED' });
    await server.stop();
    expect(server.openConnections).toBe(0);
    expect(await ask()).toMatchObject({ status: undefined });
    await server.listenAgain();
    expect(await ask()).toMatchObject({ status: 200 });
    expect(server.connections).toBe(2);
    agent.destroy();
  });

  test.each(['http', 'https'])('%s: connections that clients give up are gone', async (protocol) => {
    const { leaf, ca } = tlsFixtures();
    await using left = await startFaultServer(protocol === 'https' ? { tls: leaf } : {});
    left.failNext({ action: 'hang' });
    await call(`GET ${left.url}/`, { patience: 50, tls: { ca: ca.cert } });
    while (left.openConnections > 0) await new Promise((resolve) => setTimeout(resolve, 5));
    expect([left.connections, left.deliveries.length]).toEqual([1, 1]);
  });

  test('tells when requests came, by the clock of the test', async () => {
    const clock = fakeClock();
    await using timed = await startFaultServer({ clock });
    await call(`GET ${timed.url}/`);
    await clock.advance(1_500);
    await call(`GET ${timed.url}/films/_search?size=1`);
    expect(timed.deliveries).toMatchObject([
      { path: '/', receivedAt: 0, applied: true },
      { path: '/films/_search', query: { size: '1' }, receivedAt: 1_500, applied: false, status: 404 },
    ]);
  });

  test('a black hole accepts and is silent', async () => {
    await using hole = await startBlackHole();
    expect(await call(`GET ${hole.url}/`, { patience: 50 })).toMatchObject({ error: 'out of patience' });
    expect(hole.connections).toBe(1);
  });
});
