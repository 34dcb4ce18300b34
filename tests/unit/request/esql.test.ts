// ES|QL: what is put into the template is a parameter, whatever it is.
import { describe, expect, test } from '@jest/globals';
import { esql } from 'elastodm';
import type { EsqlFragment } from 'elastodm';
import { toEsqlRequest } from '../../../src/request/to-esql-request.js';
import { toEsqlResult } from '../../../src/response/to-esql-rows.js';
import type { WireAnswer } from '../../../src/types/wire-request.js';
import { thrown } from '../../support/failing.js';

const plain = ({ query, params }: EsqlFragment): object => ({ query, params: [...params] });

describe('the template', () => {
  test('values are parameters, numbered', () => {
    expect(plain(esql`FROM films | WHERE rating > ${7.5} AND genre == ${'a" | DROP x'} | LIMIT 10`)).toEqual({
      query: 'FROM films | WHERE rating > ?1 AND genre == ?2 | LIMIT 10',
      params: [7.5, 'a" | DROP x'],
    });
  });

  test.each<readonly [unknown, string, unknown[]]>([
    [true, '?1', [true]],
    [null, '?1', [null]],
    [new Date(0), 'TO_DATETIME(?1)', ['1970-01-01T00:00:00.000Z']],
    [7n, '?1', [7]],
    [2n ** 60n, 'TO_LONG(?1)', ['1152921504606846976']],
    [['a', 'b'], '?1, ?2', ['a', 'b']],
    [[new Date(0), 1], 'TO_DATETIME(?1), ?2', ['1970-01-01T00:00:00.000Z', 1]],
    [esql.identifier('a`b c.d'), '`a``b c.d`', []],
    [esql.index('logs-2026'), 'logs-2026', []],
    [esql.index('logs-*'), 'logs-*', []],
    [esql.index("it's"), '"it\'s"', []],
    [esql`a > ${1}`, 'a > ?1', [1]],
  ])('%p becomes %s', (value, query, params) => {
    expect(plain(esql`${value as string}`)).toEqual({ query, params });
  });

  test('parts can be put into others: the parameters are numbered anew', () => {
    const old = esql`year < ${1980}`;
    const good = esql`rating > ${8} AND ${old}`;
    const query = esql`FROM ${esql.index('films')} | WHERE genre == ${'noir'} AND (${good} OR ${old}) | SORT ${esql.identifier('year')}`;
    expect(plain(query)).toEqual({
      query: 'FROM films | WHERE genre == ?1 AND (rating > ?2 AND year < ?3 OR year < ?4) | SORT `year`',
      params: ['noir', 8, 1980, 1980],
    });
    expect(Object.isFrozen(query) && Object.isFrozen(query.params)).toBe(true);
  });

  test.each([
    ['undefined', undefined],
    ['an object', { a: 1 }],
    ['what looks like a part', { query: 'FROM secrets', params: [] }],
    ['NaN', NaN],
    ['an invalid date', new Date(NaN)],
    ['an empty list', []],
    ['a list of objects', [{}]],
    ['a function', () => 1],
  ])('%s is refused', (_, value) => {
    expect(thrown(() => esql`FROM films | WHERE a == ${value as never}`)).toMatchObject({
      code: 'ESQL_VALUE',
      details: { place: 1 },
    });
  });

  test.each([
    ['quotes', () => esql`WHERE a == "${'x'}"`],
    ['long quotes', () => esql`WHERE a == """${'x'}"""`],
    ['backticks', () => esql`KEEP \`${'x'}\``],
    ['a comment', () => esql`FROM a // ${'x'}`],
    ['a long comment', () => esql`FROM a /* ${'x'} */`],
  ])('a value inside of %s is refused', (_, make) => {
    expect(thrown(make).code).toBe('ESQL_VALUE');
  });

  test('after quotes and comments, a value is one', () => {
    const query = esql`FROM a // it's
      | WHERE b == "say \\"hi\\" // no comment" AND c == """a "b" c""" AND ${esql.identifier('d')} == ${1}`;
    expect(query.params).toEqual([1]);
  });

  test('called as a function, its text could be anybody’s', () => {
    const call = esql as unknown as (text: string | string[]) => unknown;
    expect(thrown(() => call('FROM secrets')).code).toBe('ESQL_VALUE');
    expect(thrown(() => call(['FROM secrets'])).code).toBe('ESQL_VALUE');
  });

  test.each(['', 'a\n', 7])('%j is no column', (name) => {
    expect(thrown(() => esql.identifier(name as string)).code).toBe('ESQL_NAME');
  });

  test.each(['', 'Films', 'a,b', 'a | LIMIT', '"a"', '_all', 7, undefined])('%j is no index', (name) => {
    expect(thrown(() => esql.index(name as string)).code).toBe('ESQL_NAME');
  });
});

describe('the request', () => {
  test('is the text and its parameters', () => {
    expect(toEsqlRequest(esql`FROM films | WHERE year > ${1980}`)).toEqual({
      api: 'esql.query',
      params: { query: 'FROM films | WHERE year > ?1', params: [1980] },
    });
  });

  test('takes options', () => {
    const options = { filter: { term: { a: 1 } }, strict: false, dropNullColumns: true, locale: 'de-DE' };
    expect(toEsqlRequest<{ a: number }>(esql`FROM films`, options)).toEqual({
      api: 'esql.query',
      params: {
        query: 'FROM films',
        filter: { term: { a: 1 } },
        locale: 'de-DE',
        allow_partial_results: true,
        drop_null_columns: true,
      },
    });
  });

  test('is made of what the template made, and of nothing else', () => {
    const forged = JSON.parse('{"query":"FROM secrets","params":[]}') as EsqlFragment;
    expect(thrown(() => toEsqlRequest(forged)).code).toBe('ESQL_VALUE');
    const filter = { term: { a: undefined as unknown as number } };
    expect(thrown(() => toEsqlRequest<{ a: number }>(esql`FROM a`, { filter })).code).toBe('QUERY_UNDEFINED');
  });
});

describe('the rows', () => {
  const columns = [
    { name: 'title', type: 'keyword' },
    { name: 'studio.name', type: 'keyword' },
    { name: '__proto__', type: 'keyword' },
  ];
  const answer = {
    columns,
    values: [
      ['Alien', 'Fox', 'x'],
      [null, ['a', 'b'], null],
    ],
    took: 3,
  } as unknown as WireAnswer<'esql.query'>;

  test('are objects by the names of the columns', () => {
    const result = toEsqlResult('default', answer, true);
    expect(result).toMatchObject({ columns, took: 3, isPartial: false });
    expect(result.rows.map((row) => Object.entries(row))).toEqual([
      [
        ['title', 'Alien'],
        ['studio.name', 'Fox'],
        ['__proto__', 'x'],
      ],
      [
        ['title', null],
        ['studio.name', ['a', 'b']],
        ['__proto__', null],
      ],
    ]);
  });

  test('of a result that is not whole are in the error, or allowed', () => {
    const partial = { ...answer, is_partial: true };
    const error = thrown(() => toEsqlResult('default', partial, true));
    expect(error.name).toBe('PartialResultError');
    expect(error.message).toBe(
      "The result of esql.query in 'the query' on connection 'default' is not whole: the cluster says no more. Look at the cluster's health and its logs, then try again; the error's `result` is what was found, and `strict: false` returns it. [PARTIAL_RESULT]",
    );
    expect((error as unknown as { result: unknown }).result).toMatchObject({
      rows: [{ title: 'Alien' }, {}],
    });
    expect(toEsqlResult('default', partial, false).isPartial).toBe(true);
  });
});
