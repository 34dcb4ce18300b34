// What a step of a search takes: values, no objects in their place.
import { describe, expect, test } from '@jest/globals';
import { field, raw } from 'elastodm';
import { checkScalars } from '../../../src/request/check-scalars.js';
import { thrown } from '../../support/failing.js';

const refused: readonly (readonly [query: object, path: string, code?: string])[] = [
  [{ match: { title: { query: '', zero_terms_query: 'all' } } }, 'query.match.title'],
  [{ match: { title: ['a'] } }, 'query.match.title'],
  [{ match_phrase: { title: { query: 'a' } } }, 'query.match_phrase.title'],
  [{ term: { tenant: { value: 'B', case_insensitive: true } } }, 'query.term.tenant'],
  [{ terms: { tenant: { index: 'secrets', id: '1', path: 'x' } } }, 'query.terms.tenant'],
  [{ terms: { tenant: ['a', { value: 'b' }] } }, 'query.terms.tenant'],
  [{ terms: { tenant: [['a']] } }, 'query.terms.tenant'],
  [{ fuzzy: { title: { value: 'a', fuzziness: 2 } } }, 'query.fuzzy.title'],
  [{ wildcard: { title: { wildcard: '*' } } }, 'query.wildcard.title'],
  [{ range: { year: { gte: { $gt: 1 } } } }, 'query.range.year.gte'],
  [{ range: { year: { gte: 1, from: 0 } } }, 'query.range.year.from'],
  [{ range: { year: 1990 } }, 'query.range.year'],
  [
    { terms_set: { tags: { terms: ['a'], minimum_should_match_script: { source: '1' } } } },
    'query.terms_set.tags.minimum_should_match_script',
  ],
  [
    { geo_shape: { place: { indexed_shape: { index: 'secrets', id: '1' } } } },
    'query.geo_shape.place.indexed_shape',
  ],
  [{ multi_match: { query: { a: 1 }, fields: ['title'] } }, 'query.multi_match.query'],
  [
    { more_like_this: { fields: ['title'], like: { _index: 'secrets', _id: '1' } } },
    'query.more_like_this.like',
  ],
  [{ ids: { values: [{ a: 1 }] } }, 'query.ids.values'],
  [{ exists: { field: { a: 1 } } }, 'query.exists.field'],
  [
    { bool: { filter: [{ nested: { path: 'cast', query: { term: { 'cast.name': {} } } } }] } },
    'query.bool.filter[0].nested.query.term.cast.name',
  ],
  [
    { function_score: { functions: [{ filter: { term: { a: {} } } }] } },
    'query.function_score.functions[0].filter.term.a',
  ],
  [{ term: { genre: null } }, 'query.term.genre', 'QUERY_INVALID_VALUE'],
  [{ match: { genre: null } }, 'query.match.genre', 'QUERY_INVALID_VALUE'],
  [{ wildcard: { genre: null } }, 'query.wildcard.genre', 'QUERY_INVALID_VALUE'],
  [{ terms: { genre: null } }, 'query.terms.genre', 'QUERY_INVALID_VALUE'],
  [{ terms: { genre: ['a', null, 1] } }, 'query.terms.genre', 'QUERY_INVALID_VALUE'],
  [{ range: { year: { gte: 1, lt: null } } }, 'query.range.year.lt', 'QUERY_INVALID_VALUE'],
  [{ multi_match: { query: null, fields: ['title'] } }, 'query.multi_match.query', 'QUERY_INVALID_VALUE'],
  [{ wildcard: { title: '*a' } }, 'query.wildcard.title', 'QUERY_LIMIT'],
  [{ prefix: { title: '' } }, 'query.prefix.title', 'QUERY_LIMIT'],
  [{ regexp: { title: '.*' } }, 'query.regexp.title', 'QUERY_LIMIT'],
  [{ query_string: { query: 'a *b' } }, 'query.query_string.query', 'QUERY_LIMIT'],
];

describe('in a step, no object stands where a value belongs', () => {
  test.each(refused)('%j is refused at %s', (query, path, code = 'QUERY_OBJECT_VALUE') => {
    const error = thrown(() => checkScalars('Film', query));
    expect(error).toMatchObject({ code, details: { className: 'Film', path } });
  });
});

const passed: readonly object[] = [
  { match: { title: 'alien' } },
  { match: { boost: 'a field of this name' } },
  { term: { year: 1979n } },
  { term: { seen: true } },
  { term: { at: new Date(0) } },
  { term: { [field('labels.env')]: 'prod' } },
  { terms: { genre: ['a', 1], boost: 2 } },
  { range: { at: { gte: new Date(0), lt: 'now', format: 'epoch_millis', time_zone: 'UTC', boost: 1 } } },
  { multi_match: { query: 'a', fields: ['title^2'], type: 'phrase' } },
  { geo_distance: { distance: '1km', place: { lat: 1, lon: 2 } } },
  { geo_shape: { place: { shape: { type: 'point', coordinates: [1, 2] }, relation: 'within' } } },
  { knn: { field: 'vector', query_vector: [1, 2], k: 3, filter: { term: { a: 1 } } } },
  { script: { script: { source: 'true' } } },
  { intervals: { title: { match: { query: 'a' } } } },
  { wildcard: { title: 'a*b' } },
  { wildcard: { title: '\\*b' } },
  { prefix: { title: 'a' } },
  { regexp: { title: 'ab.*' } },
  { a_kind_of_a_plugin: { title: { a: 1 } } },
];

test.each(passed)('%p is passed on', (query) => {
  expect(() => checkScalars('Film', query)).not.toThrow();
});

describe('what the program vouches for is not looked at', () => {
  const options = { query: '', zero_terms_query: 'all' };
  test.each([
    ['a query', raw({ match: { title: options } })],
    ['a query inside of another', { bool: { filter: [raw({ match: { title: options } })] } }],
    ['a body', { match: raw({ title: options }) }],
    ['the options of a field', { match: { title: raw(options) } }],
    ['a lookup', { terms: { tenant: raw({ index: 'a', id: '1', path: 'x' }) } }],
    ['an end', { range: { year: { gte: raw({ a: 1 }) } } }],
    ['a document', { more_like_this: { like: raw({ _id: '1' }) } }],
  ])('%s', (_, query) => {
    expect(() => checkScalars('Film', query)).not.toThrow();
  });

  test('an object that says so of itself is none', () => {
    const forged = JSON.parse(JSON.stringify({ match: { title: { ...raw(options), raw: true } } })) as object;
    expect(thrown(() => checkScalars('Film', forged)).code).toBe('QUERY_OBJECT_VALUE');
  });
});

test('where wildcards may stand anywhere, they may', () => {
  expect(() => checkScalars('Film', { wildcard: { title: '*a' } }, 'filter', 'anywhere')).not.toThrow();
});
