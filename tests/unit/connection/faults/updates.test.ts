// Updates and writes by query: what is told of those that go wrong, and which of them may be sent again.
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { mayRepeat } from '../../../../src/connection/repetition.js';
import type { Connection, WireRequest } from '../../../../src/types/wire-request.js';
import { fakeClock } from '../../../support/fake-clock.js';
import { canary, failureOf, setScene, until } from '../../../support/fault-scene.js';
import type { Scene } from '../../../support/fault-scene.js';
import { startFaultServer } from '../../../support/fault-server.js';
import type { FaultServer } from '../../../support/fault-server.js';
import type { FailPoint } from '../../../support/fault-server/fail-point.js';
import type { JsonObject } from '../../../support/fault-server/store.js';
import { toOperations } from '../../../support/bulk-lines.js';

const clock = fakeClock();
let server: FaultServer;
let scene: Scene;
let connection: Connection;
beforeEach(async () => {
  server = await startFaultServer({ clock });
  server.store.createIndex('films');
  scene = setScene({ hosts: server.url, clock });
  connection = scene.manager.connection('default');
});
afterEach(async () => {
  await scene[Symbol.asyncDispose]();
  await server.close();
});

const byQuery: readonly WireRequest[] = [
  {
    api: 'updateByQuery',
    params: {
      index: 'films',
      query: { term: { title: canary } },
      script: { source: 'x', params: { by: `${canary} by` } },
    },
  },
  { api: 'deleteByQuery', params: { index: 'films', query: { term: { title: canary } } } },
];
const report = (more: JsonObject): JsonObject => ({
  took: 7,
  timed_out: false,
  total: 10,
  updated: 2,
  deleted: 1,
  batches: 1,
  version_conflicts: 0,
  noops: 0,
  retries: { bulk: 0, search: 0 },
  failures: [],
  ...more,
});
const conflict = {
  index: 'films',
  id: 'film-a',
  cause: { type: 'version_conflict_engine_exception', reason: `[film-a]: version conflict [${canary}]` },
  status: 409,
};
const lostShard = {
  shard: 0,
  index: 'films',
  node: 'n',
  reason: { type: 'no_shard_available_action_exception', reason: 'gone' },
  status: 503,
};
const progress = '(3 of 10 documents were changed before)';

describe.each(byQuery)('$api', (request) => {
  test.each<readonly [number, JsonObject, string, string]>([
    [
      409,
      { version_conflicts: 1, failures: [conflict, { ...conflict, cause: { type: 'other', reason: 'x' } }] },
      'version_conflict_engine_exception',
      '[film-a]: version conflict [[redacted]]',
    ],
    [
      429,
      { failures: [{ ...conflict, cause: { type: 'es_rejected_execution_exception', reason: 'full' } }] },
      'es_rejected_execution_exception',
      'full',
    ],
    [503, { failures: [lostShard] }, 'no_shard_available_action_exception', 'gone'],
    [408, { timed_out: true }, 'timed_out', 'its time on the server was up'],
    [500, {}, 'unknown_error', 'the answer gives no reason'],
  ])(
    'that breaks off with %i says what it has done, and is not sent again',
    async (status, more, ...said) => {
      const [type, reason] = said;
      server.failNext({ action: 'status', status, body: report(more) });
      const error = await failureOf(connection.send(request));
      expect(error).toMatchObject({
        code: 'REQUEST_REFUSED',
        name: 'RequestError',
        details: { alias: 'default', api: request.api, index: 'films', status, type },
      });
      expect(error.details).toMatchObject({ reason: `${reason} ${progress}` });
      expect(error.message).not.toContain('batches');
      expect(server.deliveries).toHaveLength(1);
    },
  );

  test('whose failure is long is told in short', async () => {
    const cause = { type: 'x', reason: 'r'.repeat(5_000) };
    server.failNext({
      action: 'status',
      status: 400,
      body: report({ failures: [{ ...conflict, cause }] }),
    });
    expect((await failureOf(connection.send(request))).message.length).toBeLessThan(600);
  });

  test('that was done in part is answered, its failures without what was sent', async () => {
    server.failNext({
      action: 'status',
      status: 200,
      body: report({ timed_out: true, failures: [conflict, lostShard] }),
    });
    expect(await connection.send(request)).toMatchObject({
      timed_out: true,
      total: 10,
      failures: [
        { id: 'film-a', status: 409, cause: { reason: '[film-a]: version conflict [[redacted]]' } },
        { reason: { type: 'no_shard_available_action_exception', reason: 'gone' } },
      ],
    });
  });

  test('in the background is answered with its task', async () => {
    server.failNext({ action: 'status', status: 200, body: { task: 'node:1' } });
    const params = { ...request.params, wait_for_completion: false } as WireRequest['params'];
    expect(await connection.send({ ...request, params })).toEqual({ task: 'node:1' });
    server.failNext({ action: 'status', status: 200, body: {} });
    expect(await failureOf(connection.send(request))).toMatchObject({ code: 'WRITE_OUTCOME_UNKNOWN' });
  });

  test.each<readonly [string, FailPoint]>([
    ['the answer is lost', { action: 'reset', apply: true }],
    ['half an answer comes', { action: 'truncate' }],
    ['a proxy answers', { action: 'status', status: 502, body: '<html>Bad gateway</html>' }],
    // In the middle of it, the cluster may have had room for the documents before.
    ['there is no room for it', { action: 'status', status: 429 }],
    ['the cluster is not ready', { action: 'status', status: 503 }],
    [
      'it breaks within the cluster',
      { action: 'status', status: 500, body: { error: { type: 'x', reason: 'y' } } },
    ],
  ])('is not sent again when %s: unknown', async (_name, fault) => {
    server.failNext(fault);
    expect(await failureOf(connection.send(request))).toMatchObject({
      code: 'WRITE_OUTCOME_UNKNOWN',
      details: { api: request.api, index: 'films' },
    });
    expect(server.deliveries).toHaveLength(1);
    expect(scene.logger.told('retry')).toEqual([]);
  });

  test.each([
    [400, 'parsing_exception', 'REQUEST_REFUSED'],
    [404, 'index_not_found_exception', 'INDEX_NOT_FOUND'],
  ])('that is refused with %i was not done', async (status, type, code) => {
    server.failNext({ action: 'status', status, body: { error: { type, reason: 'r' }, status } });
    expect(await failureOf(connection.send(request))).toMatchObject({ code });
  });

  test('that nobody listened to is sent again', async () => {
    await server.stop();
    clock.holdWaits = true;
    const call = connection.send(request);
    await until(() => scene.logger.told('retry').length > 0);
    await server.listenAgain();
    server.failNext({ action: 'status', status: 200, body: report({}) });
    clock.holdWaits = false;
    expect(await call).toMatchObject({ total: 10 });
    expect(server.deliveries).toHaveLength(1);
  });

  test('waits on the server no longer than we do', async () => {
    server.failNext({ action: 'status', status: 200, body: report({}), times: 2 });
    await connection.send(request, { timeout: 1_000 });
    await connection.send({
      ...request,
      params: { ...request.params, timeout: '5m' },
    });
    expect(server.deliveries.map(({ query }) => query.timeout)).toEqual(['900ms', '5m']);
  });
});

describe('update', () => {
  const update = (more: object = {}): WireRequest<'update'> => ({
    api: 'update',
    params: { index: 'films', id: 'film-a', doc: { title: canary }, ...more },
  });

  test('of what is not there says so, of an index that is not there, too', async () => {
    expect(await failureOf(connection.send(update()))).toMatchObject({
      code: 'REQUEST_REFUSED',
      details: { status: 404, type: 'document_missing_exception', index: 'films' },
    });
    const body = {
      error: { type: 'index_not_found_exception', reason: 'no such index [films]' },
      status: 404,
    };
    server.failNext({ action: 'status', status: 404, body });
    expect(await failureOf(connection.send(update()))).toMatchObject({ code: 'INDEX_NOT_FOUND' });
  });

  test('is told without what was sent', async () => {
    const reason = `failed to execute script with [by hand] and [a new film]`;
    const params = {
      doc: undefined,
      script: { source: 'x', params: { a: 'by hand' } },
      upsert: { b: 'a new film' },
    };
    server.failNext({ action: 'status', status: 400, body: { error: { type: 'x', reason } } });
    const error = await failureOf(connection.send(update(params)));
    expect(error.details).toMatchObject({
      reason: 'failed to execute script with [[redacted]] and [[redacted]]',
    });
  });

  test('waits on the server no longer than we do', async () => {
    server.store.index('films', 'film-a', {});
    await connection.send(update(), { timeout: 1_000 });
    expect(server.deliveries[0]?.query.timeout).toBe('900ms');
  });

  test('that asked for the document has it, when its answer is lost', async () => {
    server.store.index('films', 'film-a', { title: 'Alien', year: 1979 });
    const request = update({ if_seq_no: 0, if_primary_term: 1, _source: true });
    server.failNext({ action: 'reset', apply: true });
    expect(await connection.send(request)).toMatchObject({
      result: 'updated',
      _version: 2,
      _seq_no: 1,
      _primary_term: 1,
      get: { found: true, _seq_no: 1, _source: { title: canary, year: 1979 } },
    });
  });

  test('whose document was changed elsewhere since counts, where what it wrote is still there', async () => {
    server.store.index('films', 'film-a', { title: 'Alien', year: 1979 });
    clock.holdWaits = true;
    server.failNext({ action: 'reset', apply: true });
    const call = connection.send(update({ if_seq_no: 0, if_primary_term: 1 }));
    await until(() => scene.logger.told('retry').length > 0);
    server.store.update('films', 'film-a', { doc: { year: 1980 } });
    clock.holdWaits = false;
    expect(await call).toMatchObject({ result: 'updated', _version: 3, _seq_no: 2 });
  });
});

test('by the official client, what says what it has done is not sent again', async () => {
  for (const status of [429, 503]) {
    server.deliveries.length = 0;
    server.failNext({ action: 'status', status, body: report({ failures: [conflict] }) });
    await expect(scene.client.updateByQuery({ index: 'films' })).rejects.toMatchObject({
      statusCode: status,
    });
    server.failNext({ action: 'status', status });
    await expect(scene.client.deleteByQuery({ index: 'films', query: {} })).rejects.toThrow();
    expect(server.deliveries).toHaveLength(2);
  }
});

describe('may be sent twice', () => {
  const doc = { title: 'Alien' };
  const condition = { if_seq_no: 0, if_primary_term: 1 };
  const single = (more: object): WireRequest => ({
    api: 'update',
    params: { index: 'films', id: 'a', ...more },
  });
  const bulk = (...lines: object[]): WireRequest => ({
    api: 'bulk',
    params: { index: 'films', operations: toOperations(lines) },
  });
  test.each<readonly [string, boolean, WireRequest]>([
    ['an update on a condition', true, single({ doc, ...condition })],
    ['one that wants no upsert', true, single({ doc, ...condition, doc_as_upsert: false })],
    ['one without', false, single({ doc })],
    ['one with half of it', false, single({ doc, if_seq_no: 0 })],
    ['a script', false, single({ script: { source: 'x' }, ...condition })],
    ['a script beside a part', false, single({ doc, script: 'x', ...condition })],
    ['an upsert', false, single({ doc, upsert: doc, ...condition })],
    ['an upsert of the part', false, single({ doc, doc_as_upsert: true, ...condition })],
    ['an upsert by script', false, single({ doc, scripted_upsert: true, ...condition })],
    ['no part', false, single({ ...condition })],
    [
      'a bulk of it',
      true,
      bulk({ update: { _id: 'a', ...condition } }, { doc }, { index: { _id: 'b' } }, doc),
    ],
    ['a bulk with one without', false, bulk({ index: { _id: 'b' } }, doc, { update: { _id: 'a' } }, { doc })],
    ['a bulk with a script', false, bulk({ update: { _id: 'a', ...condition } }, { script: 'x' })],
    ['a bulk without an id', false, bulk({ index: {} }, doc)],
    ...byQuery.map((request) => [request.api, false, request] as const),
    ['a search', true, { api: 'search', params: {} }],
  ])('%s: %s', (_name, expected, request) => {
    expect(mayRepeat(request)).toBe(expected);
  });
});
