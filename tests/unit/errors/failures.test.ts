// What the client throws, by what a server did → the error that a user catches.
import { errors } from '@elastic/elasticsearch';
import { describe, expect, test } from '@jest/globals';
import { ConnectionFailedError, DataSource, Document, Id, Keyword } from 'elastodm';
import type { ElastodmError, Repository } from 'elastodm';
import { toFailure } from '../../../src/connection/to-failure.js';
import { toServerError } from '../../../src/util/server-error.js';
import { rejection } from '../../support/failing.js';
import { closedPort, startStub } from '../../support/stub-server.js';
import type { StubAnswer } from '../../support/stub-server.js';

@Document('things')
class Thing {
  @Id() id?: string;
  @Keyword() name!: string;
}

type Call = (things: Repository<Thing>) => Promise<unknown>;

async function failureOf(answer: StubAnswer, call: Call): Promise<ElastodmError> {
  await using stub = await startStub(() => answer);
  return await rejection(act(stub.url, call));
}

async function act(hosts: string, call: Call): Promise<unknown> {
  await using dataSource = new DataSource({
    connections: { default: { hosts, maxRetries: 0, timeout: 600 } },
    documents: [Thing],
  });
  return await call(dataSource.getRepository(Thing));
}

const refusal = (status: number, type: string, reason: string): StubAnswer => ({
  status,
  body: { error: { type, reason, root_cause: [{ type, reason }] }, status },
});
const thing = (): Thing => Object.assign(new Thing(), { id: 'a', name: 'x' });

interface Row {
  readonly name: string;
  readonly answer: StubAnswer;
  readonly call: Call;
  readonly expected: object;
}

const rows: readonly Row[] = [
  {
    name: '401',
    answer: refusal(401, 'security_exception', 'unable to authenticate user'),
    call: (things) => things.count(),
    expected: {
      name: 'AuthenticationError',
      message:
        "The cluster of connection 'default' refused the credentials for count (401). " +
        'Check `httpAuth`, `apiKey` or `bearerAuth` of this connection. [AUTHENTICATION_FAILED]',
    },
  },
  {
    name: '403 for lack of a privilege',
    answer: refusal(403, 'security_exception', 'action [indices:data/read/search] is unauthorized'),
    call: (things) => things.search(),
    expected: {
      name: 'AuthorizationError',
      message:
        "The user of connection 'default' may not do search (403): " +
        'action [indices:data/read/search] is unauthorized. ' +
        'Grant the missing privilege, or use a connection with another user. [AUTHORIZATION_FAILED]',
    },
  },
  {
    name: '403 for a block',
    answer: refusal(
      403,
      'cluster_block_exception',
      'index [things] blocked by: [FORBIDDEN/8/index write (api)]',
    ),
    call: (things) => things.save(thing()),
    expected: {
      name: 'IndexBlockedError',
      code: 'INDEX_BLOCKED',
      details: {
        alias: 'default',
        index: 'things',
        reason: 'index [things] blocked by: [FORBIDDEN/8/index write (api)]',
      },
    },
  },
  {
    name: 'a missing index',
    answer: refusal(404, 'index_not_found_exception', 'no such index [things]'),
    call: (things) => things.search(),
    expected: {
      name: 'RequestError',
      message:
        "There is no index 'things' in the cluster of connection 'default'. " +
        "Create it, for example with `synchronize: 'create'` on the DataSource. [INDEX_NOT_FOUND]",
    },
  },
  {
    name: 'a conflict',
    answer: refusal(409, 'version_conflict_engine_exception', '[a]: version conflict'),
    call: (things) => things.save(thing()),
    expected: {
      name: 'VersionConflictError',
      details: { className: 'Thing', id: 'a', index: 'things', reason: '[a]: version conflict' },
      message:
        "Thing 'a' in 'things' was changed by someone else since it was read: [a]: version conflict. " +
        'Get it again, apply the change to the new state, and save that. [VERSION_CONFLICT]',
    },
  },
  {
    name: 'a conflict at a delete',
    answer: refusal(409, 'version_conflict_engine_exception', '[a]: version conflict'),
    call: (things) => things.delete('a'),
    expected: { name: 'VersionConflictError', details: { className: 'Thing', id: 'a' } },
  },
  {
    name: '429',
    answer: refusal(429, 'es_rejected_execution_exception', 'rejected execution'),
    call: (things) => things.count(),
    expected: { name: 'RequestError', code: 'REQUEST_REFUSED', details: { status: 429 } },
  },
  {
    name: 'a reason that is long',
    answer: refusal(400, 'parsing_exception', 'x'.repeat(2000)),
    call: (things) => things.count(),
    expected: { details: { reason: `${'x'.repeat(300)}… (2000 characters)` } },
  },
  {
    name: 'a page in the place of an answer',
    answer: { status: 502, body: '<html>Bad gateway</html>' },
    call: (things) => things.count(),
    expected: {
      code: 'RESPONSE_UNEXPECTED',
      details: { status: 502, reason: 'it has status 502 and is text/plain, 24 characters long' },
    },
  },
  {
    name: 'what is no Elasticsearch',
    answer: { headers: { 'x-elastic-product': 'something else' }, body: {} },
    call: (things) => things.count(),
    expected: { name: 'RequestError', code: 'RESPONSE_UNEXPECTED', details: { api: 'count' } },
  },
  {
    name: 'what is no JSON',
    answer: { headers: { 'content-type': 'application/json' }, body: '{"count": 1' },
    call: (things) => things.count(),
    expected: {
      name: 'RequestError',
      code: 'RESPONSE_CORRUPT',
      details: { api: 'count', reason: 'its 11 characters are no JSON' },
    },
  },
  {
    name: 'a connection that is cut',
    answer: 'reset',
    call: (things) => things.count(),
    expected: { name: 'ConnectionFailedError', code: 'CONNECTION_FAILED' },
  },
  {
    name: 'no answer',
    answer: 'hang',
    call: (things) => things.count(),
    expected: { name: 'ConnectionFailedError', code: 'CONNECTION_TIMEOUT' },
  },
];

test.each(rows)('$name', async ({ answer, call, expected }) => {
  expect(await failureOf(answer, call)).toMatchObject(expected);
});

test('no server at the address', async () => {
  const port = await closedPort();
  const error = await rejection(act(`http://127.0.0.1:${port}`, (things) => things.count()));
  expect(error).toMatchObject({
    name: 'ConnectionFailedError',
    code: 'CONNECTION_FAILED',
    details: { alias: 'default' },
    cause: { name: 'ConnectionError' },
  });
  expect(error.message).toContain('ECONNREFUSED');
});

test('a certificate that is not trusted, and a port that speaks no TLS', async () => {
  await using stub = await startStub(() => ({}));
  const error = await rejection(act(`https://127.0.0.1:${stub.port}`, (things) => things.count()));
  expect(error).toMatchObject({
    name: 'TlsError',
    code: 'CONNECTION_TLS',
    details: { host: `https://127.0.0.1:${stub.port}` },
  });
  expect(error).toBeInstanceOf(ConnectionFailedError);
  expect(stub.requests).toEqual([]);
});

describe('the reason in an error body', () => {
  const shards = {
    type: 'search_phase_execution_exception',
    reason: 'all shards failed',
    root_cause: [{ type: 'illegal_argument_exception', reason: 'Fielddata is disabled on [title].' }],
    failed_shards: [
      {
        reason: {
          type: 'x',
          reason: 'outer',
          caused_by: { reason: 'middle', caused_by: { reason: 'inner' } },
        },
      },
    ],
  };
  const bodies: readonly (readonly [name: string, body: unknown, expected: object])[] = [
    [
      'with the root cause and what lies at its bottom',
      { error: shards },
      { type: 'search_phase_execution_exception', reason: 'Fielddata is disabled on [title]. inner' },
    ],
    ['that is text', { error: 'no handler found' }, { type: 'error', reason: 'no handler found' }],
    [
      'that says the same twice',
      { error: { type: 't', reason: 'r', root_cause: [{ type: 't', reason: 'r' }] } },
      { type: 't', reason: 'r' },
    ],
    [
      'that quotes a vector',
      {
        error: {
          type: 'document_parsing_exception',
          reason: 'zero magnitude. Preview of invalid vector: [0.1, 0.2]',
        },
      },
      { type: 'document_parsing_exception', reason: 'zero magnitude' },
    ],
    [
      'that repeats the beginning of a value',
      {
        error: {
          type: 'illegal_argument_exception',
          reason: 'Term is longer than maximum indexable length, term starting with [secret] and [more',
        },
      },
      { type: 'illegal_argument_exception', reason: 'Term is longer than maximum indexable length' },
    ],
    ['that is empty', {}, { type: 'unknown_error', reason: 'the answer gives no reason' }],
    ['that is no object', '<html>', { type: 'unknown_error', reason: 'the answer gives no reason' }],
    ['that is missing', undefined, { type: 'unknown_error', reason: 'the answer gives no reason' }],
  ];
  test.each(bodies)('%s', (_name, body, expected) => {
    expect(toServerError((body as { error?: unknown } | undefined)?.error)).toEqual(expected);
  });
});

describe('a failure of the network', () => {
  const request = { api: 'count', params: { index: 'things' } } as const;
  test.each([
    ['getaddrinfo ENOTFOUND es-tls.certificate.internal', 'CONNECTION_FAILED'],
    ['connect ECONNREFUSED 127.0.0.1:9200', 'CONNECTION_FAILED'],
    ['unable to verify the first certificate', 'CONNECTION_TLS'],
    ["Hostname/IP does not match certificate's altnames", 'CONNECTION_TLS'],
  ])('%s is %s', (message, code) => {
    const thrown = new errors.ConnectionError(message);
    expect(toFailure(thrown, { alias: 'default', request, secrets: [] })).toMatchObject({ code });
  });
});
