// The report of a connection: what is asked, what is told, and what a failure leaves of it. No server is involved.
import { describe, expect, test } from '@jest/globals';
import { checkHealth, checkHealthOf } from '../../../src/connection/check-health.js';
import type { ConnectionHealth } from '../../../src/connection/check-health.js';
import { failure } from '../../../src/errors/failure.js';
import type { SendOptions } from '../../../src/types/call-options.js';
import type { Api, Connection, WireRequest } from '../../../src/types/wire-request.js';
import { rejection } from '../../support/failing.js';

const alias = 'production';
const health = {
  cluster_name: 'shop',
  status: 'yellow',
  number_of_nodes: 2,
  active_shards: 5,
  unassigned_shards: 1,
};
const nodes = {
  nodes: {
    b2: { name: 'node-10', version: '9.2.4', roles: ['data'] },
    a1: { name: 'node-2', version: '9.1.0', roles: ['data', 'master'] },
    c3: { name: 'node-11', version: '9.2.4', roles: [] },
  },
};
const search = { took: 4, timed_out: false, hits: { total: { value: 12, relation: 'eq' }, hits: [] } };
const answers = { 'cluster.health': health, 'nodes.info': nodes, search } as const;
type Answers = Partial<Record<Api, unknown>>;

interface Recorded {
  readonly request: WireRequest;
  readonly options: SendOptions | undefined;
}

/** A connection that answers so: an error is thrown, a function is called. */
function connectionThat(answering: Answers, sent: Recorded[] = [], name = alias): Connection {
  return {
    alias: name,
    cluster: {},
    async send(request, options) {
      sent.push({ request, options });
      const answer: unknown = answering[request.api];
      if (answer instanceof Error) throw answer;
      return (await (typeof answer === 'function' ? (answer as () => unknown)() : answer)) as never;
    },
  };
}

const refused = (api: string): Error =>
  failure('AUTHORIZATION_FAILED', { alias, api, reason: `action [${api}] is unauthorized` });
const never = (): Promise<never> => new Promise(() => undefined);

async function reportOf(changes: Answers, options = {}): Promise<ConnectionHealth> {
  return await checkHealth(connectionThat({ ...answers, ...changes }), options);
}

describe('the report', () => {
  test('of a cluster that is well has all of it', async () => {
    expect(await reportOf({})).toEqual({
      alias,
      ok: true,
      reachable: true,
      status: 'yellow',
      latency: expect.any(Number),
      clusterName: 'shop',
      numberOfNodes: 2,
      activeShards: 5,
      unassignedShards: 1,
      nodes: [
        { id: 'a1', name: 'node-2', version: '9.1.0', roles: ['data', 'master'] },
        { id: 'b2', name: 'node-10', version: '9.2.4', roles: ['data'] },
        { id: 'c3', name: 'node-11', version: '9.2.4', roles: [] },
      ],
      versions: ['9.1.0', '9.2.4'],
      search: { took: 4, total: 12 },
    });
  });

  test('asks for no more than that, and never for the root', async () => {
    const sent: Recorded[] = [];
    await checkHealth(connectionThat(answers, sent), { timeout: 2_000 });
    expect(sent.map(({ request }) => request)).toEqual([
      { api: 'cluster.health', params: { master_timeout: '1600ms' } },
      {
        api: 'nodes.info',
        params: {
          node_id: '_all',
          filter_path: ['nodes.*.name', 'nodes.*.version', 'nodes.*.roles'],
          timeout: expect.stringMatching(/^1[56]\d\dms$/),
        },
      },
      {
        api: 'search',
        params: {
          index: '_all',
          allow_no_indices: true,
          ignore_unavailable: true,
          query: { match_all: {} },
          size: 1,
          track_total_hits: true,
          _source: false,
        },
      },
    ]);
    for (const { options } of sent) expect(options?.timeout).toBeLessThanOrEqual(2_000);
  });

  test('has no search where none is wanted', async () => {
    const sent: Recorded[] = [];
    const report = await checkHealth(connectionThat(answers, sent), { search: false });
    expect(report).toMatchObject({ ok: true, status: 'yellow' });
    expect(report).not.toHaveProperty('search');
    expect(sent.map(({ request }) => request.api)).toEqual(['cluster.health', 'nodes.info']);
  });

  test.each([
    ['green', 'green', true],
    ['GREEN', 'green', true],
    ['yellow', 'yellow', true],
    ['red', 'red', false],
  ])('of a cluster that is %s', async (told, status, ok) => {
    expect(await reportOf({ 'cluster.health': { ...health, status: told } })).toMatchObject({
      ok,
      reachable: true,
      status,
    });
  });
});

describe('a failure', () => {
  test('to reach the cluster leaves nothing else to ask', async () => {
    const error = failure('CONNECTION_FAILED', { alias, reason: 'connect ECONNREFUSED' });
    const sent: Recorded[] = [];
    const connection = connectionThat({ ...answers, 'cluster.health': error }, sent);
    expect(await checkHealth(connection)).toEqual({
      alias,
      ok: false,
      reachable: false,
      status: 'unreachable',
      latency: expect.any(Number),
      error,
    });
    expect(sent.map(({ request }) => request.api)).toEqual(['cluster.health']);
  });

  test.each<[name: string, error: Error, reachable: boolean]>([
    ['a certificate', failure('CONNECTION_TLS', { alias, reason: 'self-signed certificate' }), false],
    [
      'a page of a proxy',
      failure('RESPONSE_UNEXPECTED', { alias, api: 'cluster.health', reason: '' }),
      false,
    ],
    ['wrong credentials', failure('AUTHENTICATION_FAILED', { alias, api: 'cluster.health' }), true],
    ['another version', failure('CONNECTION_COMPATIBILITY', { alias, reason: '' }), true],
    [
      'no master',
      failure('REQUEST_REFUSED', {
        alias,
        api: 'cluster.health',
        status: 503,
        type: 'master_not_discovered_exception',
        reason: '',
      }),
      true,
    ],
  ])('by %s', async (_, error, reachable) => {
    expect(await reportOf({ 'cluster.health': error })).toMatchObject({
      ok: false,
      reachable,
      status: reachable ? 'unknown' : 'unreachable',
      error,
    });
  });

  test('for lack of a privilege leaves the rest, and is told', async () => {
    const error = refused('cluster.health');
    const report = await reportOf({ 'cluster.health': error, 'nodes.info': refused('nodes.info') });
    expect(report).toEqual({
      alias,
      ok: true,
      reachable: true,
      status: 'unknown',
      latency: expect.any(Number),
      search: { took: 4, total: 12 },
      error,
    });
  });

  test('of the search makes it not ok, whatever else may not be seen', async () => {
    const error = failure('CONNECTION_TIMEOUT', { alias, api: 'search' });
    const report = await reportOf({ 'nodes.info': refused('nodes.info'), search: error });
    expect(report).toMatchObject({ ok: false, reachable: true, status: 'yellow', error });
    expect(report).not.toHaveProperty('nodes');
    expect(report).not.toHaveProperty('search');
  });

  test('that is no error of ours becomes one', async () => {
    const thrown = new TypeError('x is not a function');
    expect(await reportOf({ 'cluster.health': thrown })).toMatchObject({
      reachable: false,
      error: {
        name: 'ConnectionFailedError',
        code: 'CONNECTION_FAILED',
        details: { alias, reason: 'x is not a function' },
        cause: thrown,
      },
    });
  });
});

describe('the time limit', () => {
  test('holds for a connection that never answers', async () => {
    const started = performance.now();
    const report = await reportOf({ 'cluster.health': never }, { timeout: 100 });
    expect(report).toMatchObject({
      status: 'unreachable',
      error: { code: 'CONNECTION_TIMEOUT', details: { alias, api: 'cluster.health' } },
    });
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  test('is one for all that is asked', async () => {
    const report = await reportOf({ 'nodes.info': never, search: never }, { timeout: 100 });
    expect(report).toMatchObject({
      ok: false,
      reachable: true,
      status: 'yellow',
      error: { code: 'CONNECTION_TIMEOUT', details: { api: 'nodes.info' } },
    });
  });

  test('aborts what is still under way', async () => {
    const sent: Recorded[] = [];
    await checkHealth(connectionThat({ 'cluster.health': never }, sent), { timeout: 10 });
    expect(sent[0]?.options?.signal?.aborted).toBe(true);
  });

  test.each([0, -1, NaN, Infinity])('is no %s', async (timeout) => {
    expect(await rejection(checkHealth(connectionThat(answers), { timeout }))).toMatchObject({
      name: 'ConfigurationError',
      details: { alias, option: 'timeout', reason: 'it is no number of milliseconds above 0' },
    });
  });
});

describe('of several connections', () => {
  const connectionOf =
    (makers: Readonly<Record<string, () => Connection>>) =>
    (name: string): Connection => {
      const make = makers[name];
      if (make === undefined)
        throw failure('CONNECTION_NOT_FOUND', { alias: name, aliases: Object.keys(makers) });
      return make();
    };

  test('the reports come side by side, and no failure hides another report', async () => {
    const started = performance.now();
    const reports = await checkHealthOf(
      ['hanging', 'broken', 'well', 'slow'],
      connectionOf({
        hanging: () => connectionThat({ 'cluster.health': never }, [], 'hanging'),
        broken: () => {
          throw failure('CONNECTION_FILE', {
            alias: 'broken',
            option: 'caCerts',
            file: 'x',
            reason: 'ENOENT',
          });
        },
        well: () => connectionThat(answers, [], 'well'),
        slow: () => connectionThat({ 'cluster.health': never }, [], 'slow'),
      }),
      { timeout: 300 },
    );
    expect(performance.now() - started).toBeLessThan(700);
    expect(reports.map(({ alias: name, status, error }) => [name, status, error?.code])).toEqual([
      ['hanging', 'unreachable', 'CONNECTION_TIMEOUT'],
      ['broken', 'unreachable', 'CONNECTION_FILE'],
      ['well', 'yellow', undefined],
      ['slow', 'unreachable', 'CONNECTION_TIMEOUT'],
    ]);
  });

  test('an alias that does not exist is refused', async () => {
    const reports = checkHealthOf(['a', 'b'], connectionOf({ a: () => connectionThat(answers) }));
    expect(await rejection(reports)).toMatchObject({
      name: 'ConnectionNotFoundError',
      details: { alias: 'b', aliases: ['a'] },
    });
  });
});
