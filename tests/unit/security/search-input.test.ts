// What a user sends in place of text: it reaches no server as a query, and no error repeats it.
import { describe, expect, test } from '@jest/globals';
import { inspect } from 'node:util';
import { checkRequest, esql, raw, Search, simpleQuery } from 'elastodm';
import type { ElastodmError, Query } from 'elastodm';
import { toSearchRequest } from '../../../src/request/to-search-request.js';
import { DataSource, Document, Keyword } from 'elastodm';
import { thrown } from '../../support/failing.js';

@Document('films')
class Film {
  @Keyword() title!: string;
  @Keyword() tenant!: string;
}
const films = new DataSource({ documents: [Film] }).getMetadata(Film);
const canary = 'canary-4711';

// As JSON.parse gives it.
const sent = (json: string): string => JSON.parse(json) as string;

const attempts: readonly (readonly [name: string, call: () => unknown])[] = [
  [
    'options in place of a text',
    () => new Search<Film>().query('match', { title: sent(`{"query":"","zero_terms_query":"${canary}"}`) }),
  ],
  [
    'another case',
    () =>
      new Search<Film>().filter('term', { tenant: sent(`{"value":"${canary}","case_insensitive":true}`) }),
  ],
  [
    'a lookup in another index',
    () =>
      new Search<Film>().filter('terms', {
        tenant: sent(`{"index":"${canary}","id":"1","path":"a"}`) as unknown as string[],
      }),
  ],
  [
    'a query in place of a text',
    () => simpleQuery<Film>(sent(`{"match_all":{"_name":"${canary}"}}`), ['title']),
  ],
  ['a text that is too long', () => simpleQuery<Film>(canary.repeat(1000), ['title'])],
  [
    'a pattern that begins with anything',
    () => new Search<Film>().query('wildcard', { title: `*${canary}` }),
  ],
  [
    'a script',
    () =>
      checkRequest<Film>({ query: { script: { script: canary } } }, { kinds: ['term'], fields: ['title'] }),
  ],
  [
    'a kind of its own',
    () => checkRequest<Film>({ query: { [canary]: {} } }, { kinds: ['term'], fields: ['title'] }),
  ],
  ['a member of its own', () => checkRequest<Film>({ [canary]: 1 }, { kinds: ['term'], fields: ['title'] })],
  [
    'another field',
    () => checkRequest<Film>({ query: { term: { [canary]: 1 } } }, { kinds: ['term'], fields: ['title'] }),
  ],
  ['an object in ES|QL', () => esql`FROM films | WHERE title == ${sent(`{"a":"${canary}"}`)}`],
  ['a name in ES|QL', () => esql.index(`${canary} | KEEP *`)],
];

describe('refused, and not repeated', () => {
  test.each(attempts)('%s', (_, call) => {
    const error: ElastodmError = thrown(call);
    expect(error.code).toMatch(/^(?:QUERY_|ESQL_)/);
    expect(`${error.message} ${JSON.stringify(error)} ${inspect(error)}`).not.toContain(canary);
  });
});

describe('nothing says of itself that it is trusted', () => {
  test.each([
    ['a copy of what is', { ...(raw({ query: '', zero_terms_query: 'all' }) as object) }],
    ['its JSON', JSON.parse(JSON.stringify(raw({ query: '', zero_terms_query: 'all' }))) as object],
    ['what has its prototype', Object.create(raw({ query: '' })) as object],
  ])('%s', (_, forged) => {
    expect(thrown(() => new Search<Film>().query('match', { title: forged as unknown as string })).code).toBe(
      'QUERY_OBJECT_VALUE',
    );
  });
});

describe('what would widen a request is sent nowhere', () => {
  test.each<readonly [string, unknown, string]>([
    ['undefined', undefined, 'QUERY_UNDEFINED'],
    ['a Map', new Map([['title', 'x']]), 'QUERY_INVALID_VALUE'],
    ['a Set', new Set(['x']), 'QUERY_INVALID_VALUE'],
    ['a promise that nobody waited for', Promise.resolve('x'), 'QUERY_INVALID_VALUE'],
    ['a regular expression', /x/, 'QUERY_INVALID_VALUE'],
    ['a function', () => 'x', 'QUERY_INVALID_VALUE'],
    ['NaN', NaN, 'QUERY_INVALID_VALUE'],
  ])('%s', (_, value, code) => {
    const query = { bool: { filter: { term: { tenant: value } } } } as unknown as Query<Film>;
    expect(thrown(() => toSearchRequest<Film>(films, { query })).code).toBe(code);
  });

  test.each(['__proto__', 'constructor', 'prototype'])('a field named %s', (name) => {
    const query = JSON.parse(`{"term":{"${name}":"a"}}`) as Query<Film>;
    expect(thrown(() => toSearchRequest<Film>(films, { query })).code).toBe('QUERY_INVALID_VALUE');
  });
});
