// The spans of OpenTelemetry: one for each attempt, below the caller's, without documents; and none where nobody looks.
import { afterAll, afterEach, beforeAll, describe, expect, test } from '@jest/globals';
import { SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import type { InMemorySpanExporter, ReadableSpan } from '@opentelemetry/sdk-trace-base';
import { ConnectionManager, DataSource, Document, Id, Keyword } from 'elastodm';
import type { Repository } from 'elastodm';
import { fakeClock } from '../../support/fake-clock.js';
import { startFaultCluster, startFaultServer } from '../../support/fault-server.js';
import type { FaultServer } from '../../support/fault-server.js';
import { rejection } from '../../support/failing.js';
import { startTracing, stopTracing, toldBy } from '../security/traced.js';

@Document('films')
class Film {
  @Id() id?: string;
  @Keyword() title!: string;
}

const title = 'a title that no span may have';
const film = (id?: string): Film => Object.assign(new Film(), { ...(id === undefined ? {} : { id }), title });

interface Scene extends AsyncDisposable {
  readonly server: FaultServer;
  readonly films: Repository<Film>;
  readonly manager: ConnectionManager;
}

async function startScene(options: object = {}): Promise<Scene> {
  const server = await startFaultServer();
  server.store.createIndex('films');
  const manager = new ConnectionManager({ clock: fakeClock() } as object);
  manager.createConnection({ hosts: server.url, ...options });
  const dataSource = new DataSource({ connections: manager, documents: [Film] });
  return {
    server,
    manager,
    films: dataSource.getRepository(Film),
    async [Symbol.asyncDispose]() {
      await manager.close();
      await server.close();
    },
  };
}

// First, for a provider is never taken back quite as if it had not been.
describe('without a provider', () => {
  test('calls and their repetitions go as ever', async () => {
    await using scene = await startScene();
    scene.server.failNext({ action: 'status', status: 503, times: 2 });
    await scene.films.save(film('a'));
    await expect(scene.films.get('a')).resolves.toMatchObject({ title });
    expect(scene.server.deliveries).toHaveLength(4);
    expect(trace.getActiveSpan()).toBeUndefined();
  });
});

describe('with a provider', () => {
  let exporter: InMemorySpanExporter;
  let early: Scene;
  beforeAll(async () => {
    early = await startScene();
    await early.films.exists('a');
    exporter = startTracing();
  });
  afterEach(() => exporter.reset());
  afterAll(async () => {
    stopTracing();
    await early[Symbol.asyncDispose]();
  });

  const tracer = trace.getTracer('tests');
  const inSpan = (name: string, call: () => Promise<unknown>): Promise<ReadableSpan> =>
    tracer.startActiveSpan(name, async (span) => {
      await call();
      span.end();
      return span as unknown as ReadableSpan;
    });
  const parentsOf = (spans: readonly ReadableSpan[]): readonly unknown[] =>
    spans.map(({ parentSpanContext }) => parentSpanContext?.spanId);

  test('a connection that was made before it has spans, too', async () => {
    await early.films.exists('a');
    expect(exporter.getFinishedSpans().map(({ name }) => name)).toEqual(['exists']);
  });

  test('a search for a bigint is sent where spans show queries, and its own does not', async () => {
    await using scene = await startScene({ client: { openTelemetry: { captureSearchQuery: true } } });
    const connection = scene.manager.connection('default');
    for (const n of [1, 9_007_199_254_740_993n])
      await connection.send({
        api: 'search',
        params: { index: 'films', query: { term: { n: n as number } } },
      });
    const shown = exporter.getFinishedSpans().map(({ attributes }) => attributes['db.query.text']);
    expect(shown[1]).toBeUndefined();
    expect(scene.server.deliveries.at(-1)?.body).toContain('9007199254740993');
  });

  test('a call has one span, below the caller’s', async () => {
    await using scene = await startScene();
    const caller = await inSpan('caller', () => scene.films.save(film('a')));
    const [span, ...others] = exporter.getFinishedSpans();
    expect(others).toEqual([caller]);
    expect(span).toMatchObject({
      name: 'index',
      kind: SpanKind.CLIENT,
      parentSpanContext: caller.spanContext(),
      attributes: {
        'db.system': 'elasticsearch',
        'db.operation.name': 'index',
        'db.collection.name': 'films',
        'db.operation.parameter.id': 'a',
        'db.response.status_code': '201',
        'http.request.method': 'PUT',
        'url.full': `${scene.server.url}/`,
      },
      events: [],
      status: { code: SpanStatusCode.UNSET },
    });
    expect(span?.attributes).not.toHaveProperty(['http.request.resend_count']);
  });

  test('each attempt has a span that counts, and the caller’s is left alone', async () => {
    await using scene = await startScene();
    scene.server.failNext({ action: 'status', status: 503, times: 2 });
    const caller = await inSpan('caller', () => scene.films.save(film('a')));
    const attempts = exporter.getFinishedSpans().slice(0, -1);
    expect(
      attempts.map(({ name, attributes, status }) => [
        name,
        attributes['http.request.resend_count'],
        attributes['db.response.status_code'],
        status.code,
      ]),
    ).toEqual([
      ['index', undefined, '503', SpanStatusCode.ERROR],
      ['index', 1, '503', SpanStatusCode.ERROR],
      ['index', 2, '201', SpanStatusCode.UNSET],
    ]);
    expect(parentsOf(attempts)).toEqual(Array(3).fill(caller.spanContext().spanId));
    expect(caller.attributes).toEqual({});
    expect(caller.events).toEqual([]);
  });

  test('an attempt that never reached a server has one, too', async () => {
    await using cluster = await startFaultCluster(2);
    await using manager = new ConnectionManager({ clock: fakeClock() } as object);
    manager.createConnection({ hosts: cluster.map(({ url }) => url), randomizeHosts: false });
    await cluster[0]!.stop();
    for (let call = 0; call < 2; call++) await manager.getConnection().count();
    const spans = exporter.getFinishedSpans();
    expect(spans.map(({ attributes }) => attributes['error.type'])).toEqual(
      expect.arrayContaining(['ConnectionError', undefined, undefined]),
    );
    expect(spans.map(({ attributes }) => attributes['http.request.resend_count'])).toContain(1);
  });

  test('callers at the same time each have their own', async () => {
    await using scene = await startScene();
    scene.server.failNext({ action: 'status', status: 429, times: 3 });
    const ids = ['a', 'b', 'c', 'd'];
    const callers = await Promise.all(ids.map((id) => inSpan(id, () => scene.films.save(film(id)))));
    const spans = exporter.getFinishedSpans().filter(({ name }) => name === 'index');
    expect(spans).toHaveLength(7);
    for (const { attributes, parentSpanContext } of spans) {
      const caller = callers.find(({ name }) => name === attributes['db.operation.parameter.id']);
      expect(parentSpanContext).toEqual(caller?.spanContext());
    }
  });

  test('a call that fails for good says so in its span', async () => {
    await using scene = await startScene();
    scene.server.failNext({ action: 'status', status: 401 });
    await rejection(scene.films.count());
    const [span] = exporter.getFinishedSpans();
    expect(span).toMatchObject({
      status: { code: SpanStatusCode.ERROR },
      attributes: { 'error.type': 'ResponseError', 'db.response.status_code': '401' },
      events: [{ name: 'exception', attributes: { 'exception.message': 'security_exception (401)' } }],
    });
  });

  test('what is read back after a lost answer is seen', async () => {
    await using scene = await startScene();
    scene.server.failNext({ action: 'reset', apply: true });
    const caller = await inSpan('caller', () => scene.films.save(film()));
    const spans = exporter.getFinishedSpans().slice(0, -1);
    expect(spans.map(({ name, attributes }) => [name, attributes['http.request.resend_count']])).toEqual([
      ['create', undefined],
      ['create', 1],
      ['get', undefined],
    ]);
    expect(parentsOf(spans)).toEqual(Array(3).fill(caller.spanContext().spanId));
  });

  test('look-ups of nodes have none', async () => {
    await using scene = await startScene({ sniffOnStart: true });
    await scene.films.count();
    expect(scene.server.deliveries.map(({ path }) => path)).toEqual(['/_nodes/_all/http', '/films/_count']);
    expect(exporter.getFinishedSpans().map(({ name }) => name)).toEqual(['count']);
  });

  test('no document and no query is in a span', async () => {
    await using scene = await startScene();
    await scene.films.save(film('a'));
    await scene.films.save(film());
    await scene.films.saveMany([film('b'), film()]);
    await scene.films.get('a');
    await scene.films.getMany(['a', 'b']);
    await scene.films.search({ query: { term: { title } } });
    await scene.films.count({ query: { term: { title } } });
    await scene.films.delete('a');
    const spans = exporter.getFinishedSpans();
    expect(spans.map(({ name }) => name)).toEqual([
      'index',
      'create',
      'bulk',
      'get',
      'mget',
      'search',
      'count',
      'delete',
    ]);
    expect(JSON.stringify(spans.map(toldBy))).not.toContain(title);
  });
});
