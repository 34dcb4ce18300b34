// What a search box sends → the query, whole.
import { describe, expect, test } from '@jest/globals';
import { escapeQueryString, escapeRegexp, escapeWildcard, simpleQuery } from 'elastodm';
import type { SimpleQueryOptions } from 'elastodm';
import { thrown } from '../../support/failing.js';

interface Film {
  title: string;
  plot: string;
}

describe('simpleQuery', () => {
  test('asks for words, in these fields, without what could ask for more', () => {
    expect(simpleQuery<Film>('alien | "blade runner"', ['title^2', 'plot'])).toEqual({
      simple_query_string: {
        query: 'alien | "blade runner"',
        fields: ['title^2', 'plot'],
        default_operator: 'and',
        flags: 'WHITESPACE|AND|OR|PHRASE|PRECEDENCE',
        lenient: true,
        analyze_wildcard: false,
      },
    });
  });

  test('takes what the program says', () => {
    const options: SimpleQueryOptions = {
      operators: ['not', 'prefix'],
      defaultOperator: 'or',
      analyzer: 'simple',
      minimumShouldMatch: '75%',
      boost: 2,
    };
    expect(simpleQuery<Film>('ali* -moon', ['title'], options)).toEqual({
      simple_query_string: {
        query: 'ali* -moon',
        fields: ['title'],
        default_operator: 'or',
        flags: 'WHITESPACE|NOT|PREFIX',
        lenient: true,
        analyze_wildcard: false,
        analyzer: 'simple',
        minimum_should_match: '75%',
        boost: 2,
      },
    });
  });

  test.each([
    '',
    ' \t\n',
    '*',
    '**',
    ' * ',
    '* *',
    '"',
    '""',
    '(',
    '()',
    '+',
    '|',
    '-',
    '--',
    '+-',
    '~',
    '\\',
    '("*" | *)',
  ])('%j has no words, and matches nothing', (text) => {
    expect(simpleQuery<Film>(text, ['title'])).toEqual({ match_none: {} });
    expect(simpleQuery<Film>(text, ['title'], { operators: ['prefix', 'not'] })).toEqual({ match_none: {} });
  });

  test.each([
    ['ali*', undefined, 'ali '],
    ['a * b', undefined, 'a   b'],
    ['ali* *en', 'prefix', 'ali*  en'],
    ['* a', 'prefix', '  a'],
    ['(*', 'not', '( '],
    ['"a*" (*b', 'prefix', '"a*" ( b'],
  ] as const)('of %j with %s, %j is sent: no star stands where anything could', (text, operator, sent) => {
    const options = operator === undefined ? {} : { operators: [operator] };
    const query = simpleQuery<Film>(text, ['title'], options) as { simple_query_string?: { query: string } };
    expect(query.simple_query_string?.query).toBe(/\w/.test(text) ? sent : undefined);
  });

  test.each([{ a: 1 }, ['alien'], 7, null, undefined])('%p is no text', (text) => {
    const error = thrown(() => simpleQuery<Film>(text as never, ['title']));
    expect(error).toMatchObject({ code: 'QUERY_OBJECT_VALUE', details: { path: 'text' } });
  });

  test('a text may have 1,000 characters, or as many as the program says', () => {
    expect(() => simpleQuery<Film>('a'.repeat(1000), ['title'])).not.toThrow();
    const error = thrown(() => simpleQuery<Film>('a'.repeat(1001), ['title']));
    expect(error).toMatchObject({ code: 'QUERY_LIMIT', details: { path: 'text', limit: 'maxLength' } });
    expect(error.message).not.toContain('aaa');
    expect(() => simpleQuery<Film>('a'.repeat(5000), ['title'], { maxLength: 5000 })).not.toThrow();
  });

  test('without fields it would search all of them, and is refused', () => {
    expect(thrown(() => simpleQuery<Film>('a', []))).toMatchObject({ code: 'QUERY_INVALID_VALUE' });
  });
});

describe('text as a part of a pattern', () => {
  test.each([
    [escapeWildcard, 'a*b?c\\d', 'a\\*b\\?c\\\\d'],
    [escapeRegexp, 'a.b|c[d]-^$', 'a\\.b\\|c\\[d\\]\\-\\^\\$'],
    [escapeQueryString, 'a:b OR c<d && (e)', 'a\\:b \\OR c d \\&\\& \\(e\\)'],
    [escapeQueryString, '/x/ _exists_:y', '\\/x\\/ _exists_\\:y'],
  ])('%p of %j', (escape, text, escaped) => {
    expect(escape(text)).toBe(escaped);
  });
});
