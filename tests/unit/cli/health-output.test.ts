// What `elastodm health` prints of reports, and how it ends.
import { describe, expect, test } from '@jest/globals';
import type { ConnectionHealth } from 'elastodm';
import { stripVTControlCharacters } from 'node:util';
import { toExitCode } from '../../../src/cli/health/health.js';
import { toJson } from '../../../src/cli/health/to-json.js';
import { toTable } from '../../../src/cli/health/to-table.js';
import { failure } from '../../../src/errors/failure.js';

const well: ConnectionHealth = {
  alias: 'production',
  ok: true,
  reachable: true,
  status: 'green',
  latency: 12.4,
  clusterName: 'shop',
  numberOfNodes: 2,
  activeShards: 14,
  unassignedShards: 0,
  versions: ['9.1.0', '9.2.4'],
  nodes: [
    { id: 'a1', name: 'node-1', version: '9.1.0', roles: ['data', 'master'] },
    { id: 'b2', name: 'node-10', version: '9.2.4', roles: [] },
  ],
  search: { took: 5, total: 10_000 },
};
const yellow: ConnectionHealth = {
  ...well,
  alias: 'dev',
  status: 'yellow',
  numberOfNodes: 1,
  activeShards: 3,
  unassignedShards: 3,
  versions: ['9.2.4'],
  nodes: [{ id: 'c3', name: 'node-1', version: '9.2.4', roles: ['data'] }],
};
const gone: ConnectionHealth = {
  alias: 'analytics',
  ok: false,
  reachable: false,
  status: 'unreachable',
  latency: 3.2,
  error: failure('CONNECTION_FAILED', { alias: 'analytics', reason: 'connect ECONNREFUSED 127.0.0.1:1' }),
};
const guest: ConnectionHealth = {
  alias: 'guest',
  ok: true,
  reachable: true,
  status: 'unknown',
  latency: 1,
  search: { took: 1, total: 1 },
  error: failure('AUTHORIZATION_FAILED', { alias: 'guest', api: 'cluster.health', reason: 'not allowed' }),
};

describe('the table', () => {
  test('has a line for each connection, then what failed and what to do, then the nodes', () => {
    expect(toTable([well, yellow, gone, guest], false)).toBe(
      `connection  status       nodes             shards  version       latency  search
production  green            2                 14  9.1.0, 9.2.4    12 ms  5 ms, 10,000 documents
dev         yellow           1  3 (+3 unassigned)  9.2.4           12 ms  5 ms, 10,000 documents
analytics   unreachable      -                  -  -                   -  -
guest       unknown          -                  -  -                1 ms  1 ms, 1 document

analytics: Connection 'analytics' can't reach its cluster: connect ECONNREFUSED 127.0.0.1:1.
  Check \`hosts\`, and that the cluster runs and answers there.

guest: The user of connection 'guest' may not do cluster.health (403): not allowed.
  Grant the missing privilege, or use a connection with another user.

connection  node     version
production  node-1   9.1.0
production  node-10  9.2.4
dev         node-1   9.2.4
`,
    );
  });

  test('of a connection that is well is short', () => {
    expect(toTable([{ ...well, nodes: [], versions: [] }], false)).toBe(
      `connection  status  nodes  shards  version  latency  search
production  green       2      14  -          12 ms  5 ms, 10,000 documents
`,
    );
  });

  test('is in colour where the terminal has some, and aligned all the same', () => {
    const coloured = toTable([well, yellow, gone], true);
    expect(coloured).toContain('\u001b[32mgreen');
    expect(coloured).toContain('\u001b[33myellow');
    expect(coloured).toContain('\u001b[31munreachable');
    expect(stripVTControlCharacters(coloured)).toBe(toTable([well, yellow, gone], false));
  });

  test('lets no server steer the terminal', () => {
    const nodes = [{ id: 'a', name: 'node\u001b[2J\n\u009b1', version: '9', roles: [] }];
    expect(toTable([{ ...well, nodes }], false)).toContain('node [2J 1');
  });
});

describe('the JSON', () => {
  test('has always the same members', () => {
    expect(JSON.parse(toJson([well, gone]))).toEqual({
      ok: false,
      connections: [
        { ...well, error: null },
        {
          alias: 'analytics',
          ok: false,
          reachable: false,
          status: 'unreachable',
          latency: 3.2,
          clusterName: null,
          numberOfNodes: null,
          activeShards: null,
          unassignedShards: null,
          versions: null,
          nodes: null,
          search: null,
          error: { code: 'CONNECTION_FAILED', message: gone.error?.message, remedy: gone.error?.remedy },
        },
      ],
    });
    expect(JSON.parse(toJson([well, yellow, guest]))).toMatchObject({ ok: true });
  });
});

describe('the exit code', () => {
  const misconfigured: ConnectionHealth = {
    ...gone,
    error: failure('CONNECTION_FILE', { alias: 'x', option: 'caCerts', file: 'ca.pem', reason: 'ENOENT' }),
  };
  test.each<[number, string, readonly ConnectionHealth[]]>([
    [0, 'all is well', [well, yellow, guest]],
    [1, 'one is not', [well, gone]],
    [2, 'the configuration is wrong', [well, gone, misconfigured]],
  ])('is %s when %s', (code, _, reports) => {
    expect(toExitCode(reports)).toBe(code);
  });
});
