// Secrets and data stay out of the errors of calls that no whole answer came to.
import { afterAll, afterEach, beforeAll, describe, expect, jest, test } from '@jest/globals';
import type { InMemorySpanExporter } from '@opentelemetry/sdk-trace-base';
import { ConnectionManager, DataSource, Document, ElastodmError, Id, Keyword } from 'elastodm';
import type { ConnectionOptions, Logger, Repository } from 'elastodm';
import { startBlackHole, startFaultServer } from '../../support/fault-server.js';
import type { FailPoint } from '../../support/fault-server/fail-point.js';
import { rejection } from '../../support/failing.js';
import { closedPort } from '../../support/stub-server.js';
import { tlsFixtures } from '../../support/tls-fixtures.js';
import { canaries, expectNoCanary, linesOf, places, withClientKey } from './canaries.js';
import { startTracing, stopTracing, toldBy } from './traced.js';

@Document('things')
class Thing {
  @Id() id?: string;
  @Keyword() name!: string;
}

let exporter: InMemorySpanExporter;
beforeAll(() => {
  exporter = startTracing();
});
afterEach(() => exporter.reset());
afterAll(stopTracing);

type Call = (things: Repository<Thing>, options?: { signal?: AbortSignal }) => Promise<unknown>;
const calls: Readonly<Record<string, Call>> = {
  save: (things, options) => things.save(Object.assign(new Thing(), { name: canaries.document }), options),
  'save under an id': (things, options) =>
    things.save(Object.assign(new Thing(), { id: 'a', name: canaries.document }), options),
  saveMany: (things, options) =>
    things.saveMany([Object.assign(new Thing(), { name: canaries.bulk })], options),
  search: (things, options) => things.search({ query: { term: { name: canaries.query } } }, options),
  get: (things, options) => things.get('a', options),
};

interface Scene {
  readonly things: Repository<Thing>;
  readonly manager: ConnectionManager;
  readonly lines: readonly unknown[];
}

async function inScene(
  options: ConnectionOptions,
  play: (scene: Scene) => Promise<unknown>,
  more: readonly string[] = [],
): Promise<ElastodmError> {
  const lines: unknown[] = [];
  const keep = (message: string, details: unknown): number => lines.push(message, details);
  const logger: Logger = { warn: keep, info: keep };
  await using manager = new ConnectionManager({ logger });
  manager.createConnection({ maxRetries: 0, timeout: 5_000, ...options });
  await using dataSource = new DataSource({ connections: manager, documents: [Thing] });
  const error = await rejection(play({ things: dataSource.getRepository(Thing), manager, lines }));
  expect(error).toBeInstanceOf(ElastodmError);
  for (const told of [error, lines, exporter.getFinishedSpans().map(toldBy)]) expectNoCanary(told, more);
  return error;
}

const standard = places['a password, headers and a cookie']!;

// Each with what a read, and what a write, ends with.
const faults: readonly (readonly [FailPoint, read: string, write: string])[] = [
  [{ action: 'reset' }, 'CONNECTION_FAILED', 'WRITE_OUTCOME_UNKNOWN'],
  [{ action: 'reset-mid-response' }, 'CONNECTION_FAILED', 'WRITE_OUTCOME_UNKNOWN'],
  [{ action: 'truncate' }, 'CONNECTION_FAILED', 'WRITE_OUTCOME_UNKNOWN'],
  [{ action: 'gzip-cut' }, 'RESPONSE_CORRUPT', 'WRITE_OUTCOME_UNKNOWN'],
  [{ action: 'gzip-corrupt' }, 'RESPONSE_CORRUPT', 'WRITE_OUTCOME_UNKNOWN'],
  [{ action: 'invalid-json', body: canaries.json }, 'RESPONSE_CORRUPT', 'WRITE_OUTCOME_UNKNOWN'],
  [{ action: 'html', body: `<html>${canaries.page}</html>` }, 'RESPONSE_UNEXPECTED', 'WRITE_OUTCOME_UNKNOWN'],
  [{ action: 'empty' }, 'RESPONSE_UNEXPECTED', 'WRITE_OUTCOME_UNKNOWN'],
  [
    { action: 'redirect', headers: { location: `/${canaries.page}` } },
    'RESPONSE_UNEXPECTED',
    'WRITE_OUTCOME_UNKNOWN',
  ],
  [{ action: 'huge', bytes: 30_000, body: canaries.json }, 'RESPONSE_TOO_LARGE', 'WRITE_OUTCOME_UNKNOWN'],
  [{ action: 'bomb', bytes: 30_000, body: canaries.json }, 'RESPONSE_TOO_LARGE', 'WRITE_OUTCOME_UNKNOWN'],
  [{ action: 'status', status: 503 }, 'REQUEST_REFUSED', 'REQUEST_REFUSED'],
];

describe.each(faults)('after %j', (fault, read, write) => {
  test('nothing secret is told', async () => {
    await using server = await startFaultServer();
    server.store.index('things', 'a', { name: canaries.document, filler: 'x'.repeat(200) });
    const options = standard(server.url);
    for (const [name, call] of Object.entries(calls)) {
      server.failNext({ ...fault, times: Infinity });
      const error = await inScene({ ...options, client: { maxResponseSize: 20_000 } }, ({ things }) =>
        call(things),
      );
      expect([name, error.code]).toEqual([name, name.startsWith('save') ? write : read]);
      server.heal();
    }
  });
});

describe('a call that', () => {
  const names = Object.keys(calls);

  test.each(names)('times out does not tell: %s', async (name) => {
    await using hole = await startBlackHole();
    const error = await inScene({ ...standard(hole.url), timeout: 60 }, ({ things }) => calls[name]!(things));
    expect(error.code).toMatch(/^(?:CONNECTION_TIMEOUT|WRITE_OUTCOME_UNKNOWN)$/);
  });

  test.each(names)('is aborted does not tell: %s', async (name) => {
    await using server = await startFaultServer();
    server.failNext({ action: 'hang', times: Infinity });
    const ending = new AbortController();
    const error = await inScene(standard(server.url), async ({ things }) => {
      void server.received(1).then(() => ending.abort());
      await calls[name]!(things, { signal: ending.signal });
    });
    expect(error).toMatchObject({ code: 'REQUEST_ABORTED' });
  });

  test.each(names)('is under way when the connection closes does not tell: %s', async (name) => {
    await using server = await startFaultServer();
    server.failNext({ action: 'hang', times: Infinity });
    const error = await inScene(standard(server.url), async ({ things, manager }) => {
      void server.received(1).then(() => manager.close({ timeout: 10 }));
      await calls[name]!(things);
    });
    expect(error.code).toBe(name.startsWith('save') ? 'WRITE_OUTCOME_UNKNOWN' : 'CONNECTION_CLOSED');
  });

  test.each(names)('comes after the connection was closed does not tell: %s', async (name) => {
    const error = await inScene(standard('http://127.0.0.1:9200'), async ({ things, manager }) => {
      await manager.close();
      await calls[name]!(things);
    });
    expect(error).toMatchObject({ code: 'CONNECTION_CLOSED' });
  });
});

describe.each(Object.keys(places))('with %s, a cluster', (place) => {
  const options = places[place]!;

  test('that refuses connections does not make it known', async () => {
    const url = `http://127.0.0.1:${await closedPort()}`;
    const error = await inScene(options(url), ({ things }) => calls['save']!(things));
    expect(error).toMatchObject({ code: 'CONNECTION_FAILED' });
  });

  test('whose name is not known does not make it known', async () => {
    const warned = jest.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
    const warnings = (): readonly unknown[] =>
      warned.mock.calls.filter(([, options]) => options?.type === 'ElastodmWarning');
    const error = await inScene({ ...options('http://nowhere.invalid:9200'), timeout: 1_000 }, ({ things }) =>
      calls['search']!(things),
    );
    expect(error.code).toMatch(/^CONNECTION_(?:FAILED|TIMEOUT)$/);
    // Credentials over http: that is warned of.
    expect(warnings()).toHaveLength(1);
    expectNoCanary(warned.mock.calls);
    warned.mockRestore();
  });
});

describe('a certificate that is refused', () => {
  const { leaf, attackerLeaf, ca, otherName, client } = tlsFixtures();

  test('does not make the credentials or the client’s key known', async () => {
    await using server = await startFaultServer({ tls: attackerLeaf });
    const error = await inScene(
      withClientKey(server.url),
      ({ things }) => calls['save']!(things),
      linesOf(client.key),
    );
    expect(error).toMatchObject({ code: 'CONNECTION_TLS' });
    expect(server.deliveries).toEqual([]);
  });

  test('for its name does not', async () => {
    await using server = await startFaultServer({ tls: otherName });
    const error = await inScene(withClientKey(server.url), ({ things }) => calls['search']!(things));
    expect(error).toMatchObject({ code: 'CONNECTION_TLS' });
  });

  test('ours, does not', async () => {
    await using server = await startFaultServer({ tls: { ...leaf, ca: ca.cert, requestCert: true } });
    const { attackerClient } = tlsFixtures();
    const error = await inScene(
      { ...withClientKey(server.url), clientCert: attackerClient.cert, clientKey: attackerClient.key },
      ({ things }) => calls['search']!(things),
      linesOf(attackerClient.key),
    );
    expect(error.code).toMatch(/^CONNECTION_/);
  });

  test('because it can’t be read, does not', async () => {
    await using server = await startFaultServer({ tls: leaf });
    const key = `-----BEGIN PRIVATE KEY-----\n${canaries.passphrase}\n-----END PRIVATE KEY-----\n`;
    const error = await inScene({ ...withClientKey(server.url), clientKey: key }, ({ things }) =>
      calls['search']!(things),
    );
    expect(error.code).toMatch(/^CONNECTION_/);
    expect(server.deliveries).toEqual([]);
  });
});
