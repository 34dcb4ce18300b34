// Ids, routing and index names become one segment of a path, or one parameter, whatever is in them: never another API.
import { describe, expect, test } from '@jest/globals';
import { ConnectionManager, DataSource, Document, Id, Keyword, Search } from 'elastodm';
import type { Class, Repository } from 'elastodm';
import { startFaultServer } from '../../support/fault-server.js';
import { rejection, thrown } from '../../support/failing.js';
import { startStub } from '../../support/stub-server.js';
import type { StubServer } from '../../support/stub-server.js';

@Document('films')
class Film {
  @Id() id?: string;
  @Keyword() title!: string;
}

@Document({ index: 'visits', routing: 'user' })
class Visit {
  @Id() id?: string;
  @Keyword() user!: string;
}

// One answer that each API takes for its own.
function startWire(): Promise<StubServer> {
  const found = { total: { value: 0, relation: 'eq' }, max_score: null, hits: [] };
  const shards = { total: 1, successful: 1, skipped: 0, failed: 0 };
  return startStub(({ body }) => {
    const id = /"_id":("(?:[^"\\]|\\.)*")/.exec(body)?.[1];
    const document = { _index: 'films', _id: id === undefined ? 'x' : (JSON.parse(id) as string) };
    return {
      body: {
        ...document,
        ...{ _version: 1, _seq_no: 0, _primary_term: 1, result: 'created', found: true, _source: {} },
        ...{ took: 1, timed_out: false, _shards: shards, hits: found, count: 0 },
        ...{ errors: false, items: [{ index: { ...document, status: 201 } }] },
        docs: [{ ...document, found: true, _source: {} }],
      },
    };
  });
}

interface Wire extends AsyncDisposable {
  readonly stub: StubServer;
  readonly manager: ConnectionManager;
  repository<T extends object>(target: Class<T>): Repository<T>;
}

async function startScene(): Promise<Wire> {
  const stub = await startWire();
  const manager = new ConnectionManager();
  manager.createConnection({ hosts: stub.url });
  const dataSource = new DataSource({ connections: manager, documents: [Film, Visit] });
  return {
    stub,
    manager,
    repository: (target) => dataSource.getRepository(target),
    async [Symbol.asyncDispose]() {
      await manager.close();
      await stub[Symbol.asyncDispose]();
    },
  };
}

const film = (id: string): Film => Object.assign(new Film(), { id, title: 'x' });

// What a path would be read as, were the id not one segment of it.
const ids: readonly (readonly [id: string, segment: string])[] = [
  ['../_all', '..%2F_all'],
  ['../../_cluster/settings', '..%2F..%2F_cluster%2Fsettings'],
  ['a/../../_all', 'a%2F..%2F..%2F_all'],
  ['/', '%2F'],
  ['//_all', '%2F%2F_all'],
  ['a/_update', 'a%2F_update'],
  ['%2F', '%252F'],
  ['%2e%2e%2f_all', '%252e%252e%252f_all'],
  ['..%2F..', '..%252F..'],
  ['%', '%25'],
  ['?refresh=true', '%3Frefresh%3Dtrue'],
  ['a?op_type=index&x=y', 'a%3Fop_type%3Dindex%26x%3Dy'],
  ['#fragment', '%23fragment'],
  ['a b', 'a%20b'],
  ['a+b', 'a%2Bb'],
  ['a\\b', 'a%5Cb'],
  ['a\r\nHost: evil', 'a%0D%0AHost%3A%20evil'],
  ['a\u0000b', 'a%00b'],
  ['*', '*'],
  ['_all', '_all'],
  ['a,b', 'a%2Cb'],
  ['...', '...'],
  ['.a', '.a'],
  ['élan-日本-🎬', '%C3%A9lan-%E6%97%A5%E6%9C%AC-%F0%9F%8E%AC'],
  ['<b>"id"</b>', '%3Cb%3E%22id%22%3C%2Fb%3E'],
  ['x'.repeat(512), 'x'.repeat(512)],
  ['é'.repeat(256), '%C3%A9'.repeat(256)],
];

describe('an id', () => {
  test.each(ids)('%j is one segment of each path', async (id, segment) => {
    await using scene = await startScene();
    const films = scene.repository(Film);
    await films.save(film(id));
    await films.get(id);
    await films.exists(id);
    await films.delete(id);
    await films.delete(film(id));
    const lines = scene.stub.requests.map(({ method, path }) => `${method} ${path.split('?')[0]!}`);
    expect(lines).toEqual(
      ['PUT', 'GET', 'HEAD', 'DELETE', 'DELETE'].map((method) => `${method} /films/_doc/${segment}`),
    );
    for (const { path } of scene.stub.requests)
      expect(path.split('?').slice(1).join('?')).toMatch(/^(?:timeout=\d+ms)?$/);
  });

  test.each(ids)('%j is one value of each body', async (id) => {
    await using scene = await startScene();
    const films = scene.repository(Film);
    await films.saveMany([film(id)]);
    await films.getMany([id]);
    const [bulk, mget] = scene.stub.requests;
    expect([bulk?.path.split('?')[0], mget?.path]).toEqual(['/films/_bulk', '/films/_mget']);
    const lines = bulk!.body
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as object);
    expect(lines).toEqual([{ index: { _id: id } }, { title: 'x' }]);
    expect(JSON.parse(mget!.body)).toEqual({ docs: [{ _id: id }] });
  });

  // What stands between us and the cluster takes them for steps: DELETE /films/_doc/.. would delete the index.
  const steps = ['.', '..'];
  // All of them would be the same id.
  const halved = 'it is no well-formed Unicode: it has one half of a surrogate pair without the other';
  const refused: readonly (readonly [id: string, reason: string])[] = [
    ['', 'it is empty'],
    ['x'.repeat(513), 'it has 513 bytes'],
    ['é'.repeat(257), 'it has 514 bytes'],
    ...['\ud800', 'a\udfff', '\udc00\ud800'].map((id) => [id, halved] as const),
    ...steps.map((step) => [step, "it is '.' or '..', which is a step in a path"] as const),
  ];
  test.each(refused)('%j is refused, and nothing is sent', async (id, reason) => {
    await using scene = await startScene();
    const films = scene.repository(Film);
    for (const call of [
      () => films.save(film(id)),
      () => films.saveMany([film('a'), film(id)]),
      () => films.get(id),
      () => films.getOrNull(id),
      () => films.getMany(['a', id]),
      () => films.exists(id),
      () => films.delete(id),
      () => films.delete(film(id)),
    ]) {
      expect(await rejection(call())).toMatchObject({
        name: 'DocumentError',
        code: 'DOCUMENT_INVALID_ID',
        details: { className: 'Film', reason },
      });
    }
    expect(scene.stub.requests).toEqual([]);
  });

  test.each([[null], [undefined], [7], [{ toString: () => '../_all' }], [['a', 'b']]])(
    '%p is no id',
    async (id) => {
      await using scene = await startScene();
      const films = scene.repository(Film);
      expect(await rejection(films.get(id as string))).toMatchObject({ code: 'DOCUMENT_INVALID_ID' });
      // An object is a condition there, and this says none.
      const code = id instanceof Object && !Array.isArray(id) ? 'QUERY_INVALID_VALUE' : 'DOCUMENT_INVALID_ID';
      expect(await rejection(films.exists(id as string))).toMatchObject({ code });
      expect(scene.stub.requests).toEqual([]);
    },
  );

  test('with steps in it names one document', async () => {
    await using server = await startFaultServer();
    await using manager = new ConnectionManager();
    manager.createConnection({ hosts: server.url });
    const films = new DataSource({ connections: manager, documents: [Film] }).getRepository(Film);
    server.store.createIndex('films');
    await films.save(film('../../_all'));
    expect([...server.documents('films').keys()]).toEqual(['../../_all']);
    await expect(films.get('../../_all')).resolves.toMatchObject({ id: '../../_all' });
    await expect(films.delete('../../_all')).resolves.toBe(true);
  });
});

describe('a routing', () => {
  const routings: readonly (readonly [routing: string, value: string])[] = [
    ['ann', 'ann'],
    ['a&refresh=true', 'a%26refresh%3Dtrue'],
    ['a=b', 'a%3Db'],
    ['a#b', 'a%23b'],
    ['a?b', 'a%3Fb'],
    ['a/../_all', 'a%2F..%2F_all'],
    ['a b+c', 'a%20b%2Bc'],
    ['%26', '%2526'],
    ['日本', '%E6%97%A5%E6%9C%AC'],
    ['a\r\nx: y', 'a%0D%0Ax%3A%20y'],
  ];

  test.each(routings)('%j is one parameter', async (routing, value) => {
    await using scene = await startScene();
    const visits = scene.repository(Visit);
    await visits.save(Object.assign(new Visit(), { id: 'a', user: routing }));
    await visits.get('a', { routing });
    await visits.exists('a', { routing });
    await visits.delete('a', { routing });
    for (const { path } of scene.stub.requests) {
      expect(path.split('?')[0]).toBe('/visits/_doc/a');
      expect(path.split('?').slice(1).join('?').split('&').sort()).toEqual([
        `routing=${value}`,
        ...(path.includes('timeout=') ? [expect.stringMatching(/^timeout=\d+ms$/)] : []),
      ]);
    }
    await visits.saveMany([Object.assign(new Visit(), { id: 'a', user: routing })]);
    const [action] = scene.stub.requests.at(-1)!.body.split('\n');
    expect(JSON.parse(action!)).toEqual({ index: { _id: 'a', routing } });
  });

  test.each([[''], [null], [undefined]])('%j is refused, where the class has one', async (user) => {
    await using scene = await startScene();
    const visit = Object.assign(new Visit(), { id: 'a', user });
    expect(await rejection(scene.repository(Visit).save(visit as Visit))).toMatchObject({
      code: 'DOCUMENT_INVALID_VALUE',
      details: { path: 'user' },
    });
    expect(scene.stub.requests).toEqual([]);
  });
});

describe('an index in @Document', () => {
  const refused: readonly (readonly [index: string, reason: string])[] = [
    ['', 'it is empty'],
    ['.', "it is '.' or '..'"],
    ['..', "it is '.' or '..'"],
    ['a,b', "it contains ','"],
    ['a*', "it contains '*'"],
    ['*', "it contains '*'"],
    ['a?', "it contains '?'"],
    ['_all', "it starts with '-', '_' or '+'"],
    ['-a', "it starts with '-', '_' or '+'"],
    ['+a', "it starts with '-', '_' or '+'"],
    ['a/b', "it contains '/'"],
    ['../a', "it contains '/'"],
    ['a\\b', "it contains '\\'"],
    ['a#b', "it contains '#'"],
    ['cluster:a', "it contains ':'"],
    ['a b', "it contains ' '"],
    ['a|b', "it contains '|'"],
    ['"a"', `it contains '"'`],
    ['<a-{now/d}>', "it contains '<'"],
    ['Films', 'it has upper-case letters'],
    ['é'.repeat(128), 'it is longer than 255 bytes'],
  ];

  test.each(refused)('%j is refused', (index, reason) => {
    @Document(index)
    class Named {
      @Keyword() name!: string;
    }
    const dataSource = new DataSource({ connections: { default: {} }, documents: [Named] });
    expect(thrown(() => dataSource.getRepository(Named))).toMatchObject({
      code: 'METADATA_INDEX_NAME',
      details: { className: 'Named', index, reason },
    });
  });

  test.each([
    ['films-2026.01', 'films-2026.01'],
    ['filme-für-日本', 'filme-f%C3%BCr-%E6%97%A5%E6%9C%AC'],
    ['a%2fb', 'a%252fb'],
    ['a&b=c', 'a%26b%3Dc'],
    ['.hidden', '.hidden'],
  ])('%j is one segment', async (index, segment) => {
    @Document(index)
    class Named {
      @Id() id?: string;
      @Keyword() name!: string;
    }
    await using stub = await startWire();
    await using dataSource = new DataSource({
      connections: { default: { hosts: stub.url } },
      documents: [Named],
    });
    const named = dataSource.getRepository(Named);
    await named.get('a');
    await named.search();
    await named.count();
    await named.refresh();
    await named.getMany(['a']);
    expect(stub.requests.map(({ path }) => path.split('?')[0])).toEqual(
      ['_doc/a', '_search', '_count', '_refresh', '_mget'].map((end) => `/${segment}/${end}`),
    );
  });
});

describe('an index in Search', () => {
  const accepted: readonly (readonly [index: string | readonly string[], segment: string])[] = [
    ['logs', 'logs'],
    ['logs-*', 'logs-*'],
    ['*', '*'],
    ['_all', '_all'],
    ['logs-*,-logs-old', 'logs-*%2C-logs-old'],
    [['logs-1', 'logs-2'], 'logs-1%2Clogs-2'],
    ['<logs-{now/d}>', '%3Clogs-%7Bnow%2Fd%7D%3E'],
    ['cluster:logs', 'cluster%3Alogs'],
    ['logs/_delete_by_query', 'logs%2F_delete_by_query'],
    ['../_cluster/health', '..%2F_cluster%2Fhealth'],
    ['logs?q=x', 'logs%3Fq%3Dx'],
    ['logs#', 'logs%23'],
    ['日本', '%E6%97%A5%E6%9C%AC'],
  ];

  test.each(accepted)('%j is one segment', async (index, segment) => {
    await using scene = await startScene();
    const search = new Search({ index, connections: scene.manager });
    await search.execute();
    await search.count();
    expect(scene.stub.requests.map(({ path }) => path)).toEqual([
      `/${segment}/_search?allow_partial_search_results=true`,
      `/${segment}/_count`,
    ]);
  });

  test.each([
    [undefined],
    [''],
    [' '],
    [[]],
    [['logs', '']],
    ['logs,,other'],
    [','],
    ['.'],
    ['..'],
    ['a,..'],
  ])('%j names none, and nothing is sent', async (index) => {
    await using scene = await startScene();
    const search = new Search({
      ...(index === undefined ? {} : { index: index as string | readonly string[] }),
      connections: scene.manager,
    });
    for (const call of [() => search.execute(), () => search.count()])
      expect(await rejection(call())).toMatchObject({ name: 'RequestError', code: 'SEARCH_NO_INDEX' });
    expect(scene.stub.requests).toEqual([]);
  });

  test('that is undefined in a list is refused', () => {
    expect(thrown(() => new Search().index('a', undefined as unknown as string))).toMatchObject({
      code: 'QUERY_UNDEFINED',
    });
  });
});
