// Secrets and data stay out of errors, log lines and spans, whatever a server tells back of them.
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import type { InMemorySpanExporter } from '@opentelemetry/sdk-trace-base';
import { ConnectionManager, DataSource, Document, Id, Keyword, Search, Text } from 'elastodm';
import { BulkError, ElastodmError } from 'elastodm';
import type { ConnectionOptions, Logger, Repository } from 'elastodm';
import { fakeClock } from '../../support/fake-clock.js';
import { rejection } from '../../support/failing.js';
import { startStub } from '../../support/stub-server.js';
import type { ReceivedRequest, StubAnswer } from '../../support/stub-server.js';
import { canaries, expectNoCanary, places } from './canaries.js';
import { startTracing, stopTracing, toldBy } from './traced.js';

@Document('things')
class Thing {
  @Id() id?: string;
  @Keyword() name!: string;
  @Text() note!: string;
  @Keyword() code!: string;
}

let exporter: InMemorySpanExporter;
beforeAll(() => {
  exporter = startTracing();
});
afterEach(() => exporter.reset());
afterAll(stopTracing);

const thing = (id?: string): Thing =>
  Object.assign(new Thing(), {
    ...(id === undefined ? {} : { id }),
    name: canaries.document,
    note: `a ${canaries.note}`,
    code: canaries.shortValue,
  });

type Call = (things: Repository<Thing>, manager: ConnectionManager) => Promise<unknown>;
const calls: Readonly<Record<string, Call>> = {
  'a save': (things) => things.save(thing()),
  'a save under an id': (things) => things.save(thing('a')),
  saveMany: (things) => things.saveMany([thing('a'), Object.assign(thing(), { name: canaries.bulk })]),
  get: (things) => things.get('a'),
  getMany: (things) => things.getMany(['a', 'b']),
  delete: (things) => things.delete('a'),
  exists: (things) => things.exists('a'),
  'a search': (things) =>
    things.search({
      query: {
        bool: { filter: [{ term: { name: canaries.query } }, { term: { code: canaries.shortValue } }] },
      },
      aggs: { noted: { filter: { match: { note: canaries.note } } } },
    }),
  'a count': (things) => things.count({ query: { match: { note: canaries.query } } }),
  'a search without a class': (_, connections) =>
    new Search({ index: 'things', connections })
      .query('match', { note: canaries.query })
      .filter('terms', { code: [canaries.shortValue] })
      .execute(),
};

// A line break, so that a line may look like one of a stack.
const told = ({ path, headers, body }: ReceivedRequest): string =>
  [path, ...Object.values(headers).flat(), body].join('\n    at ');
// As Elasticsearch quotes what it was sent.
const quoted = (value: string, { body }: ReceivedRequest): string =>
  body.includes(value) ? `[${value}], '${value}', "${value}" and (${value})` : 'nothing';

function refused(status: number, type: string, toReason: (request: ReceivedRequest) => string): Fault {
  return (request) => {
    const reason = toReason(request);
    const cause = { type, reason };
    const caused = { caused_by: { type: 'inner', reason, caused_by: { type: 'innermost', reason } } };
    const failed_shards = [{ shard: 0, index: 'things', reason: { ...cause, ...caused } }];
    return { status, body: { error: { root_cause: [cause], ...cause, ...caused, failed_shards }, status } };
  };
}

type Fault = (request: ReceivedRequest) => StubAnswer;
const faults: Readonly<Record<string, Fault>> = {
  '401': refused(401, 'security_exception', told),
  '403': refused(403, 'security_exception', told),
  '403 for another reason': refused(403, 'cluster_block_exception', told),
  '400 with all of the request': refused(400, 'illegal_argument_exception', told),
  '400 with a type that tells': (request) => ({
    status: 400,
    body: { error: { type: told(request), reason: 'no' } },
  }),
  '400 of a value in a document': refused(
    400,
    'document_parsing_exception',
    (request) =>
      `[1:9] failed to parse field [name] of type [long] in document with id 'a'. ` +
      `Preview of field's value: ${quoted(canaries.document, request)}`,
  ),
  '400 of a value in a query': refused(
    400,
    'search_phase_execution_exception',
    (request) => `failed to create query: For input string: ${quoted(canaries.query, request)}`,
  ),
  '400 of short values': refused(
    400,
    'parse_exception',
    (request) => `Cannot read ${quoted(canaries.shortValue, request)}`,
  ),
  '400 as text': (request) => ({ status: 400, body: { error: told(request) } }),
  '404 that speaks of an error': refused(404, 'resource_not_found_exception', told),
  '409': refused(409, 'version_conflict_engine_exception', told),
  '429, again and again': refused(429, 'es_rejected_execution_exception', told),
  '500': refused(500, 'null_pointer_exception', told),
  '503, again and again': refused(503, 'unavailable_shards_exception', told),
  'a page': (request) => ({
    headers: { 'content-type': `text/html; ${canaries.page}` },
    body: `<html>${canaries.page} ${told(request)}</html>`,
  }),
  'a page of a gateway': (request) => ({
    status: 502,
    headers: { 'content-type': 'text/html' },
    body: `<html>${canaries.page} ${told(request)}</html>`,
  }),
  'a page that says 401': (request) => ({ status: 401, body: `${canaries.page} ${told(request)}` }),
  'no JSON': () => ({ headers: { 'content-type': 'application/json' }, body: canaries.json }),
  'half a JSON': (request) => ({
    headers: { 'content-type': 'application/json' },
    body: `{"${canaries.json}":"${JSON.stringify(told(request))}`,
  }),
  'other JSON': (request) => ({ body: { tagline: canaries.json, told: told(request) } }),
  'another product': (request) => ({
    headers: { 'x-elastic-product': 'no' },
    body: { tagline: told(request) },
  }),
  'another address': () => ({ status: 302, headers: { location: `/${canaries.page}` }, body: {} }),
  'a reset': () => 'reset',
};

interface Told {
  readonly error: unknown;
  readonly lines: readonly unknown[];
}

async function failureWith(options: ConnectionOptions, call: Call): Promise<Told> {
  const lines: unknown[] = [];
  const keep = (message: string, details: unknown): number => lines.push(message, details);
  const logger: Logger = { warn: keep, info: keep };
  await using manager = new ConnectionManager({ logger, clock: fakeClock() } as object);
  manager.createConnection({ maxRetries: 1, sniffOnConnectionFail: true, ...options });
  await using dataSource = new DataSource({ connections: manager, documents: [Thing] });
  const error = await rejection(call(dataSource.getRepository(Thing), manager));
  return { error, lines };
}

function expectNothingTold({ error, lines }: Told): void {
  expect(error).toBeInstanceOf(ElastodmError);
  expectNoCanary(error);
  expectNoCanary(lines);
  const spans = exporter.getFinishedSpans().map(toldBy);
  expect(spans.length).toBeGreaterThan(0);
  expectNoCanary(spans);
}

const all = 'a password, headers and a cookie';

describe.each(Object.keys(faults))('after %s', (fault) => {
  // These have no body that could tell, or no failure.
  const quiet =
    fault === 'no JSON' || fault === 'half a JSON' || fault.startsWith('a page') ? ['exists'] : [];
  const found = fault.startsWith('404') || fault.startsWith('other JSON') ? ['exists'] : [];
  const names = Object.keys(calls).filter((name) => ![...quiet, ...found].includes(name));

  test('nothing secret is told', async () => {
    await using stub = await startStub(faults[fault]!);
    for (const name of names) expectNothingTold(await failureWith(places[all]!(stub.url), calls[name]!));
    // The canaries were there to be told.
    const sent = stub.requests.map(({ headers, body }) => `${JSON.stringify(headers)} ${body}`).join(' ');
    for (const name of ['header', 'cookie', 'document', 'note', 'bulk', 'query'] as const)
      expect(sent).toContain(canaries[name]);
  });
});

describe.each(Object.keys(places).filter((place) => place !== all))('a secret in %s', (place) => {
  test('is not told', async () => {
    for (const fault of [
      '400 with all of the request',
      '401',
      '400 as text',
      'a page of a gateway',
      'a reset',
    ]) {
      await using stub = await startStub(faults[fault]!);
      for (const name of ['a save', 'saveMany', 'a search'])
        expectNothingTold(await failureWith(places[place]!(stub.url), calls[name]!));
      expect(JSON.stringify(stub.requests.map(({ headers }) => headers))).toContain('authorization');
    }
  });
});

describe('an item', () => {
  test('of a bulk', async () => {
    await using stub = await startStub((request) => {
      const lines = request.body.split('\n').filter((line) => line !== '');
      const items = lines.flatMap((line, place) => {
        if (place % 2 === 1) return [];
        const [[action, { _id }] = ['', { _id: '' }]] = Object.entries(
          JSON.parse(line) as Record<string, { readonly _id: string }>,
        );
        const own = { ...request, body: lines[place + 1]! };
        const reason = `For ${quoted(canaries.bulk, own)}, ${quoted(canaries.shortValue, own)}: ${told(own)}`;
        const cause = { type: 'illegal_argument_exception', reason };
        const error = { ...cause, root_cause: [cause], caused_by: cause };
        return [{ [action]: { _index: 'things', _id, status: 400, error } }];
      });
      return { body: { took: 1, errors: true, items } };
    });
    const failed = await failureWith(places[all]!(stub.url), (things) =>
      things.saveMany([thing('a'), Object.assign(thing('b'), { name: canaries.bulk })]),
    );
    expectNothingTold(failed);
    expect(failed.error).toBeInstanceOf(BulkError);
    const { failures, details } = failed.error as BulkError<Thing>;
    expectNoCanary(failures.map(({ document: _document, ...rest }) => rest));
    expectNoCanary(details);
    // The documents are there for those who ask.
    expect(failures.map(({ document }) => document.name)).toEqual([canaries.document, canaries.bulk]);
  });

  test('of mget', async () => {
    await using stub = await startStub((request) => {
      const error = { type: 'illegal_argument_exception', reason: told(request), root_cause: [] };
      return { body: { docs: ['a', 'b'].map((_id) => ({ _index: 'things', _id, error })) } };
    });
    expectNothingTold(await failureWith(places[all]!(stub.url), calls['getMany']!));
  });
});

test('what is hidden leaves the rest of a reason', async () => {
  const reason = `failed to parse date field [${canaries.query}] with format [strict_date], at [note] of [keyword]`;
  await using stub = await startStub(refused(400, 'parse_exception', () => reason));
  const { error } = await failureWith({ hosts: stub.url }, (things) =>
    things.search({ query: { term: { name: canaries.query } }, sort: ['note'] }),
  );
  expect(error).toMatchObject({
    details: {
      reason: 'failed to parse date field [[redacted]] with format [strict_date], at [note] of [keyword]',
    },
  });
});

test('a span says the type of a refusal, and no more', async () => {
  await using stub = await startStub(faults['400 with all of the request']!);
  await failureWith({ hosts: stub.url }, calls['a search']!);
  const [span] = exporter.getFinishedSpans();
  expect(span?.events[0]?.attributes).toMatchObject({
    'exception.type': 'ResponseError',
    'exception.message': 'illegal_argument_exception (400)',
  });
  expect(span?.attributes).toMatchObject({ 'db.response.status_code': '400', 'error.type': 'ResponseError' });
});
