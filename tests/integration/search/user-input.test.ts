// What users send, on a real index with two tenants: nothing of the other one is ever found.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  checkRequest,
  DataSource,
  Document,
  escapeQueryString,
  escapeRegexp,
  escapeWildcard,
  Id,
  Keyword,
  Search,
  simpleQuery,
  Text,
} from 'elastodm';
import type { Query } from 'elastodm';
import { testIndices } from '../../support/cleanup.js';
import { rejection } from '../../support/failing.js';
import { serverOptions } from '../../support/server.js';

const index = testIndices()('tenants');

@Document(index)
class Note {
  @Id() id?: string;
  @Keyword() tenant!: string;
  @Text() text!: string;
  @Keyword() code?: string;
}
const connections = { default: serverOptions() };
const dataSource = new DataSource({
  connections,
  documents: [Note],
  synchronize: 'create',
  refresh: true,
  limits: { pageSize: 50, depth: 5, clauses: 40, wildcards: 'inside' },
});
const notes = dataSource.getRepository(Note);

beforeAll(async () => {
  await dataSource.initialize();
  const note = (id: string, tenant: string, text: string, code: string): Note =>
    notes.create({ id, tenant, text, code });
  await notes.saveMany([
    note('a1', 'a', 'alien ship', 'x*1'),
    note('a2', 'a', 'blade runner', 'x?2'),
    note('b1', 'b', 'secret alien plan', 'x*1'),
    note('b2', 'b', 'moon', 'OR'),
  ]);
});
afterAll(() => dataSource.close());

const found = async (query: Query<Note>): Promise<string[]> =>
  (await notes.search({ query, sort: 'tenant', size: 50 })).hits.map(({ id }) => id).sort();

/** What somebody of tenant `a` may ask. */
const asTenant = (query: Query<Note>): Query<Note> => ({
  bool: { must: query, filter: { term: { tenant: 'a' } } },
});

const hostile = [
  '',
  ' ',
  '*',
  ' * ',
  '**',
  '* *',
  '?',
  'zzz | -x',
  '-x',
  '-zzz',
  'zzz | *',
  '(*)',
  '"*"',
  'nope OR tenant:b',
  'tenant:b',
  '_exists_:tenant',
  '_exists_:text) OR (*',
  '"unbalanced',
  '(((((',
  ')))))',
  '\\',
  '\u0000',
  '+-|"()*~^',
  'zzz~10',
  '/.*/',
  '[* TO *]',
] as const;

describe('a search box', () => {
  test.each(hostile)('%j finds nothing', async (text) => {
    expect(await found(simpleQuery<Note>(text, ['text', 'code^2']))).toEqual([]);
  });

  test.each([
    ['alien', ['a1', 'b1']],
    ['alien | moon', ['a1', 'b1', 'b2']],
    ['"alien plan', ['b1']],
    ['alien)', ['a1', 'b1']],
    ['al*', []],
    ['-alien', ['a1', 'b1']],
    ['(alien | moon) plan', ['b1']],
  ])('%j finds %j', async (text, ids) => {
    expect(await found(simpleQuery<Note>(text, ['text']))).toEqual(ids);
  });

  test.each([
    ['ali*', ['a1', 'b1']],
    ['* alien', ['a1', 'b1']],
    ['*ien', []],
    ['alien -plan', ['a1']],
  ])('with prefixes and exclusions, %j finds %j', async (text, ids) => {
    expect(await found(simpleQuery<Note>(text, ['text'], { operators: ['prefix', 'not'] }))).toEqual(ids);
  });

  test('a long text is no burden', async () => {
    for (const text of ['a'.repeat(10_000), 'a '.repeat(5000), '('.repeat(10_000), '" '.repeat(5000)]) {
      expect(await found(simpleQuery<Note>(text, ['text'], { maxLength: 10_000 }))).toEqual([]);
    }
  });

  test('a tenant finds its own', async () => {
    expect(await found(asTenant(simpleQuery<Note>('alien', ['text'])))).toEqual(['a1']);
  });
});

describe('text as a part of a pattern', () => {
  test('of a wildcard', async () => {
    expect(await found({ wildcard: { code: `${escapeWildcard('x*')}*` } })).toEqual(['a1', 'b1']);
    expect(await found({ wildcard: { code: `${escapeWildcard('x?')}*` } })).toEqual(['a2']);
  });

  test('of a regexp', async () => {
    expect(await found({ regexp: { code: `${escapeRegexp('x?')}[0-9]` } })).toEqual(['a2']);
    const every = '.?+*|{}[]()"\\#@&<>~^$-';
    expect(await found({ regexp: { code: `x${escapeRegexp(every)}` } })).toEqual([]);
  });

  test.each(hostile)('of a query_string: %j', async (text) => {
    const query = escapeQueryString(text).trim();
    const sent = query === '' ? 'zzz' : query;
    expect(await found({ query_string: { query: sent, fields: ['code', 'text'] } })).toEqual([]);
  });

  test('which no field can be named in', async () => {
    expect(await found({ query_string: { query: escapeQueryString('tenant:b'), fields: ['text'] } })).toEqual(
      [],
    );
    expect(await found({ query_string: { query: 'tenant:b', fields: ['text'] } })).toEqual(['b1', 'b2']);
  });
});

describe('limits hold before anything is sent', () => {
  test.each<readonly [string, Parameters<typeof notes.search>[0]]>([
    ['size', { size: 51 }],
    ['query.wildcard.code', { query: { wildcard: { code: '*' } } }],
    ['query.regexp.code', { query: { regexp: { code: '.*' } } }],
    ['query.query_string.query', { query: { query_string: { query: '*' } } }],
  ])('%s', async (path, request) => {
    const error = await rejection(notes.search(request));
    expect(error).toMatchObject({ code: 'QUERY_LIMIT', details: { path } });
  });

  test('also for a count, and for what is deleted', async () => {
    const query: Query<Note> = { wildcard: { code: '*' } };
    expect(await rejection(notes.count({ query }))).toMatchObject({ code: 'QUERY_LIMIT' });
    expect(await rejection(notes.deleteBy({ query }))).toMatchObject({ code: 'QUERY_LIMIT' });
    expect(await notes.count()).toBe(4);
  });
});

describe('a request from outside', () => {
  const allowed = {
    kinds: ['bool', 'match', 'term', 'terms', 'simple_query_string', 'match_all'],
    fields: ['text', 'code'],
    aggregations: ['terms', 'filter'],
  } as const;
  const ask = async (json: string): Promise<string[]> => {
    const asked = notes.checkRequest(JSON.parse(json), allowed);
    const result = await notes.search({ ...asked, query: asTenant(asked.query ?? { match_all: {} }) });
    return result.hits.map(({ id }) => id).sort();
  };

  test('that asks for what is allowed is answered, for its tenant', async () => {
    expect(await ask('{"query":{"match":{"text":"alien"}}}')).toEqual(['a1']);
    expect(
      await ask('{"query":{"match_all":{}},"sort":[{"code":"desc"}],"highlight":{"fields":{"text":{}}}}'),
    ).toEqual(['a1', 'a2']);
    expect(await ask('{"query":{"bool":{"should":[{"match_all":{}},{"terms":{"code":["OR"]}}]}}}')).toEqual([
      'a1',
      'a2',
    ]);
    expect(await ask('{"query":{"match":{"text":{"query":"","zero_terms_query":"all"}}}}')).toEqual([
      'a1',
      'a2',
    ]);
    expect(await ask('{}')).toEqual(['a1', 'a2']);
  });

  test.each([
    '{"query":{"term":{"tenant":"b"}}}',
    '{"query":{"terms":{"code":{"index":"x","id":"b2","path":"code"}}}}',
    '{"query":{"query_string":{"query":"tenant:b"}}}',
    '{"query":{"simple_query_string":{"query":"b","fields":["tenant"]}}}',
    '{"query":{"simple_query_string":{"query":"b"}}}',
    '{"aggs":{"all":{"global":{},"aggs":{"t":{"terms":{"field":"code"}}}}}}',
    '{"aggs":{"t":{"terms":{"field":"tenant"}}}}',
    '{"post_filter":{"term":{"tenant":"b"}}}',
    '{"index":"*"}',
    '{"suggest":{"t":{"text":"secre","term":{"field":"text"}}}}',
    '{"collapse":{"field":"tenant","inner_hits":{"name":"x"}}}',
  ])('that asks for more is refused: %s', async (json) => {
    expect((await rejection(ask(json))).code).toBe('QUERY_NOT_ALLOWED');
  });

  test('can be checked for a search without a class', async () => {
    const { query = { match_none: {} } } = checkRequest<Note>(
      JSON.parse('{"query":{"match":{"text":"alien"}}}'),
      allowed,
    );
    const search = new Search<Note>({ index, connections: dataSource.connections }).query(query);
    expect((await search.filter('term', { tenant: 'a' }).execute()).hits.map(({ id }) => id)).toEqual(['a1']);
  });
});

describe('what is undefined is sent nowhere', () => {
  const nothing = { tenant: undefined } as unknown as { tenant: string };
  test.each<readonly [string, () => Promise<unknown>]>([
    ['search', () => notes.search({ query: { term: nothing } })],
    ['count', () => notes.count({ query: { term: nothing } })],
    ['deleteBy', () => notes.deleteBy({ query: { term: nothing } })],
    ['updateBy', () => notes.updateBy({ query: { term: nothing } }, { code: 'x' })],
    ['Search', async () => new Search<Note>({ index }).filter('term', nothing).execute()],
    ['an aggregation', () => notes.search({ aggs: { a: { filter: { term: nothing } } } })],
  ])('%s', async (_, call) => {
    expect(await rejection(call())).toMatchObject({ code: 'QUERY_UNDEFINED' });
  });

  test.each(['__proto__', 'constructor', 'prototype'])('%s is no field', async (name) => {
    const query = JSON.parse(`{"term":{"${name}":"a"}}`) as Query<Note>;
    expect(await rejection(notes.search({ query }))).toMatchObject({ code: 'QUERY_INVALID_VALUE' });
  });
});
