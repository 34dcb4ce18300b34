// Answers → results, and answers that are none. A stub answers what a test says.
import { describe, expect, test } from '@jest/globals';
import { inspect } from 'node:util';
import { DataSource, DateField, Document, Id, Keyword } from 'elastodm';
import type { ElastodmError, Repository, SearchResult } from 'elastodm';
import { stateOf } from '../../../src/hydration/document-state.js';
import { toSearchResult } from '../../../src/response/to-search-result.js';
import { rejection } from '../../support/failing.js';
import { startStub } from '../../support/stub-server.js';

const origin = { alias: 'default', cluster: {} };

@Document('films')
class Film {
  @Id() id?: string;
  @Keyword() title!: string;
  @DateField() at?: Date;
}
const metadata = new DataSource({ documents: [Film] }).getMetadata(Film);
const film = (values: Partial<Film> = {}): Film => Object.assign(new Film(), { title: 'Alien' }, values);

async function answering<T>(
  body: unknown,
  act: (films: Repository<Film>) => Promise<T>,
  status = 200,
): Promise<T> {
  await using stub = await startStub(() => ({ status, body }));
  await using dataSource = new DataSource({
    connections: { default: { hosts: stub.url, maxRetries: 0 } },
    documents: [Film],
  });
  return await act(dataSource.getRepository(Film));
}

const shards = { total: 2, successful: 2, skipped: 1, failed: 0 };
const answer = {
  took: 3,
  timed_out: false,
  _shards: shards,
  hits: {
    total: { value: 12, relation: 'gte' },
    max_score: 1.5,
    hits: [
      {
        _index: 'films-2',
        _id: 'a',
        _score: 1.5,
        _version: 4,
        _seq_no: 7,
        _primary_term: 2,
        _source: { title: 'Alien', at: '1979-05-25' },
        highlight: { title: ['<em>Alien</em>'] },
        sort: ['Alien', 5],
        matched_queries: ['by-title'],
        _explanation: { value: 1.5 },
      },
      { _index: 'films-1', _id: 'b', _score: null, _source: {} },
    ],
  },
  aggregations: { titles: { buckets: [] } },
  profile: { shards: [] },
};
const searchResult = (changes: object = {}, request: object = { aggs: { titles: {} } }): SearchResult<Film> =>
  toSearchResult(metadata, origin, request, { ...answer, ...changes } as unknown as Parameters<
    typeof toSearchResult
  >[3]) as SearchResult<Film>;

describe('the result of a search', () => {
  test('has the hits with their documents, and what the cluster said', () => {
    const result = searchResult();
    const alien = film({ id: 'a', at: new Date('1979-05-25T00:00:00Z') });
    expect(Object.fromEntries(Object.entries(result))).toEqual({
      hits: [
        {
          document: alien,
          id: 'a',
          index: 'films-2',
          score: 1.5,
          highlight: { title: ['<em>Alien</em>'] },
          sort: ['Alien', 5],
          version: 4,
          seqNo: 7,
          primaryTerm: 2,
          matchedQueries: ['by-title'],
          explanation: { value: 1.5 },
        },
        { document: Object.assign(new Film(), { id: 'b' }), id: 'b', index: 'films-1', score: null },
      ],
      length: 2,
      total: 12,
      totalRelation: 'gte',
      maxScore: 1.5,
      took: 3,
      timedOut: false,
      terminatedEarly: false,
      shards: { total: 2, successful: 2, skipped: 1, failed: 0 },
      suggest: undefined,
      aggs: { titles: { buckets: [] } },
      profile: { shards: [] },
    });
    expect(result.documents[0]).toBeInstanceOf(Film);
    expect([...result].map(({ id }) => id)).toEqual(['a', 'b']);
    expect([...result]).toEqual(result.hits);
  });

  test('remembers where each document comes from, outside of it', () => {
    const [document] = searchResult().documents;
    expect(Object.keys(document!)).toEqual(['id', 'title', 'at']);
    expect(stateOf(origin, document!)).toMatchObject({
      id: 'a',
      index: 'films-2',
      version: 4,
      seqNo: 7,
      primaryTerm: 2,
    });
    expect(inspect(document)).not.toContain('primaryTerm');
  });

  test('has a total of -1 where none was tracked, and a plain one where it is a number', () => {
    expect(searchResult({ hits: { hits: [] } })).toMatchObject({
      total: -1,
      totalRelation: 'eq',
      maxScore: null,
    });
    expect(searchResult({ hits: { hits: [], total: 5 } })).toMatchObject({ total: 5, totalRelation: 'eq' });
  });

  test('has no aggs where none were asked for', () => {
    expect(searchResult({}, {}).aggs).toBeUndefined();
    expect(searchResult({ aggregations: undefined }).aggs).toEqual({});
  });

  test('has no document without a source', async () => {
    const hits = { hits: [{ _index: 'films', _id: 'a' }] };
    const error = await rejection(answering({ ...answer, hits }, (films) => films.search()));
    expect(error).toMatchObject({
      name: 'DocumentError',
      message:
        "The cluster returned Film 'a' without its _source. " +
        'Enable _source in the mapping: a document can only be made from it. [DOCUMENT_SOURCE_MISSING]',
    });
  });
});

describe('an answer that is none', () => {
  const calls: readonly (readonly [
    name: string,
    member: string,
    call: (films: Repository<Film>) => Promise<unknown>,
  ])[] = [
    ['get', 'found', (films) => films.get('a')],
    ['get', 'found', (films) => films.getOrNull('a')],
    ['mget', 'docs', (films) => films.getMany(['a'])],
    ['search', 'hits', (films) => films.search()],
    ['count', 'count', (films) => films.count()],
    ['create', '_id', (films) => films.save(film())],
    ['index', '_id', (films) => films.save(film({ id: 'a' }))],
    ['bulk', 'items', (films) => films.saveMany([film({ id: 'a' })])],
    ['delete', 'result', (films) => films.delete('a')],
  ];
  const unexpected = (api: string, reason: string): object => ({
    name: 'RequestError',
    code: 'RESPONSE_UNEXPECTED',
    message:
      `Connection 'default' got an answer to ${api} that is not Elasticsearch's: ${reason}. ` +
      'Check that `hosts` names an Elasticsearch cluster and that no proxy answers in its place. [RESPONSE_UNEXPECTED]',
  });

  // What was done with a write is then not known.
  const expected = (api: string, reason: string): object =>
    ['create', 'index', 'bulk', 'delete'].includes(api)
      ? { name: 'WriteOutcomeUnknownError', details: { api }, cause: unexpected(api, reason) }
      : unexpected(api, reason);

  test.each(calls)('to %s: a page, nothing, or JSON without `%s`', async (api, member, call) => {
    expect(await rejection(answering('<html>Welcome</html>', call))).toMatchObject(
      expected(api, 'it is no JSON object'),
    );
    expect(await rejection(answering('', call))).toMatchObject(expected(api, 'it is no JSON object'));
    expect(await rejection(answering({}, call))).toMatchObject(expected(api, `it has no ${member}`));
  });

  test('to get and delete: a page that says 404', async () => {
    expect(
      await rejection(answering('<html>Not here</html>', (films) => films.getOrNull('a'), 404)),
    ).toMatchObject(expected('get', 'it is no JSON object'));
    expect(
      await rejection(answering('<html>Not here</html>', (films) => films.delete('a'), 404)),
    ).toMatchObject(expected('delete', 'it is no JSON object'));
  });

  test('to getMany: fewer documents than ids', async () => {
    expect(await rejection(answering({ docs: [] }, (films) => films.getMany(['a'])))).toMatchObject(
      expected('mget', 'it speaks of 0 documents, and 1 were asked for'),
    );
  });

  test('to saveMany: fewer items than documents, or items of others; no document is touched', async () => {
    const documents = [film({ id: 'a' }), film()];
    const outcomeUnknown = (reason: string): object => ({
      name: 'WriteOutcomeUnknownError',
      details: { alias: 'default', api: 'bulk', index: 'films', reason: `the answer is wrong: ${reason}` },
    });
    const error: (items: unknown) => Promise<ElastodmError> = (items) =>
      rejection(answering({ errors: false, items }, (films) => films.saveMany(documents)));
    expect(await error([{ index: { _id: 'a', status: 200 } }])).toMatchObject(
      outcomeUnknown('it speaks of 1 documents, and 2 were sent'),
    );
    expect(
      await error([{ index: { _id: 'b', status: 200 } }, { create: { _id: 'c', status: 201 } }]),
    ).toMatchObject(outcomeUnknown('item 0 is not about the document that was sent there'));
    expect(documents).toEqual([film({ id: 'a' }), film()]);
  });
});

describe('a bulk answer', () => {
  test('says of each document whether it was saved', async () => {
    const documents = [film({ id: 'a' }), film({ id: 'b' }), film({ id: 'c' })];
    const items = [
      { index: { _id: 'a', _index: 'films', status: 200, _version: 2, _seq_no: 5, _primary_term: 1 } },
      {
        index: {
          _id: 'b',
          _index: 'films',
          status: 400,
          error: {
            type: 'document_parsing_exception',
            reason: "failed to parse field [at] of type [date]. Preview of field's value: 'secret'",
            caused_by: { type: 'illegal_argument_exception', reason: 'secret is no date' },
          },
        },
      },
      {
        index: {
          _id: 'c',
          _index: 'films',
          status: 409,
          error: { type: 'version_conflict_engine_exception', reason: 'version conflict' },
        },
      },
    ];
    const error = await rejection(answering({ errors: true, items }, (films) => films.saveMany(documents)));
    expect(error).toMatchObject({
      name: 'BulkError',
      code: 'BULK_FAILED',
      message:
        '2 of 3 Film documents were not written:\n' +
        '  - #1: 400 document_parsing_exception: failed to parse field [at] of type [date]\n' +
        '  - #2: 409 version_conflict_engine_exception: version conflict\n' +
        'See `error.failures` for each document that was not written, and why; all others are. [BULK_FAILED]',
      failures: [
        {
          document: documents[1],
          position: 1,
          status: 400,
          type: 'document_parsing_exception',
          reason: 'failed to parse field [at] of type [date]',
        },
        {
          document: documents[2],
          position: 2,
          status: 409,
          type: 'version_conflict_engine_exception',
          reason: 'version conflict',
        },
      ],
    });
  });
});

test('a count that leaves shards out is no count', async () => {
  const body = { count: 5, _shards: { total: 5, successful: 2, skipped: 0, failed: 3 } };
  await expect(answering(body, (films) => films.count())).rejects.toMatchObject({
    name: 'PartialResultError',
    code: 'PARTIAL_RESULT',
    details: { alias: 'default', api: 'count', index: 'films', failed: 3, total: 5 },
  });
});
