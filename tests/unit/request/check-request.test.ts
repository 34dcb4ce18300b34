// A request from outside: what an allow-list names goes through, and nothing else.
import { describe, expect, test } from '@jest/globals';
import { checkRequest, DataSource, Document, Flattened, Id, Integer, Keyword, Nested, Text } from 'elastodm';
import type { AllowedRequest, MultiField } from 'elastodm';
import { thrown } from '../../support/failing.js';

class Actor {
  @Keyword() name!: string;
}
@Document('films')
class Film {
  @Id() id?: string;
  @Text({ fields: { raw: { type: 'keyword' } } }) title!: MultiField<string, 'raw'>;
  @Keyword() genre!: string;
  @Keyword() secret!: string;
  @Integer() year!: number;
  @Nested(() => Actor) cast!: Actor[];
  @Flattened() labels!: Record<string, unknown>;
}

const allowed = {
  kinds: [
    'bool',
    'match',
    'term',
    'terms',
    'range',
    'nested',
    'multi_match',
    'wildcard',
    'geo_distance',
    'exists',
    'simple_query_string',
    'more_like_this',
    'knn',
    'fuzzy',
    'regexp',
    'match_phrase',
  ],
  fields: ['title', 'title.raw', 'genre', 'year', 'cast.name', 'labels.*'],
  aggregations: [
    'terms',
    'avg',
    'cardinality',
    'filter',
    'filters',
    'histogram',
    'percentiles',
    'range',
    'nested',
    'date_histogram',
  ],
} as const satisfies AllowedRequest;

const text = (request: object): unknown => JSON.parse(JSON.stringify(request));

const fine: readonly object[] = [
  {},
  { query: { match: { title: 'alien' } }, from: 10, size: 100 },
  { query: { match: { title: { query: 'alien', operator: 'and', fuzziness: 'AUTO' } } } },
  {
    query: {
      bool: {
        must: [{ term: { genre: 'a' } }, { terms: { genre: ['a', 'b'] } }],
        must_not: { range: { year: { gte: 1990 } } },
      },
    },
  },
  { query: { nested: { path: 'cast', query: { term: { 'cast.name': 'x' } } } } },
  { query: { multi_match: { query: 'a', fields: ['title^2', 'genre'] } } },
  { query: { term: { 'labels.env': 'prod' } } },
  { query: { wildcard: { genre: 'a*' } } },
  {
    sort: ['year', { 'title.raw': 'desc' }, { _score: { order: 'asc', missing: '_last' } }],
    search_after: [1, 'a', null],
  },
  { highlight: { fields: { title: { number_of_fragments: 0 } } } },
  {
    aggs: {
      a: {
        terms: { field: 'genre', size: 100, order: { _count: 'desc' } },
        aggs: { b: { avg: { field: 'year' } } },
      },
    },
  },
  {
    aggs: {
      a: { filter: { term: { genre: 'x' } } },
      b: { filters: { filters: { x: { term: { genre: 'x' } } } } },
    },
  },
  { aggs: { a: { range: { field: 'year', ranges: [{ to: 1990 }, { from: 1990, key: 'new' }] } } } },
  { track_total_hits: true },
  { query: { fuzzy: { genre: { value: 'a', max_expansions: 50, fuzziness: 2, prefix_length: 1 } } } },
  { query: { match_phrase: { title: { query: 'a b', slop: 2 } } } },
  { query: { knn: { field: 'labels.vector', query_vector: [1], k: 10, num_candidates: 100 } } },
  { aggs: { a: { terms: { field: 'genre', min_doc_count: 1 } } } },
  { aggs: { a: { histogram: { field: 'year', interval: 10, min_doc_count: 0 } } } },
  { aggs: { a: { cardinality: { field: 'genre', precision_threshold: 3000 } } } },
  { aggs: { a: { percentiles: { field: 'year', percents: [50, 99.9] } } } },
];

test.each(fine)('%j goes through, as a copy', (request) => {
  const checked = checkRequest<Film>(text(request), allowed);
  expect(checked).toEqual({ size: 10, ...request });
});

const nestedBool = (depth: number): object =>
  depth === 0 ? { term: { genre: 'a' } } : { bool: { must: nestedBool(depth - 1) } };

const refused: readonly (readonly [request: unknown, path: string])[] = [
  ['{}', ''],
  [[], ''],
  [null, ''],
  [{ index: 'secrets' }, ''],
  [{ script_fields: { a: { script: '1' } } }, ''],
  [{ runtime_mappings: { a: { type: 'keyword', script: '1' } } }, ''],
  [{ _source: ['secret'] }, ''],
  [{ fields: ['secret'] }, ''],
  [{ docvalue_fields: ['secret'] }, ''],
  [{ post_filter: { term: { genre: 'a' } } }, ''],
  [{ suggest: {} }, ''],
  [{ pit: { id: 'x' } }, ''],
  [{ retriever: {} }, ''],
  [{ allow_partial_search_results: true }, ''],
  [{ aggregations: {} }, ''],
  [{ query: 'a' }, 'query'],
  [{ query: {} }, 'query'],
  [{ query: { match_all: {} } }, 'query'],
  [{ query: { script: { script: 'true' } } }, 'query'],
  [{ query: { wrapper: { query: 'e30=' } } }, 'query'],
  [{ query: { query_string: { query: 'secret:x' } } }, 'query'],
  [{ query: { constructor: {} } }, 'query'],
  [{ query: { term: { genre: 'a' }, match: { title: 'a' } } }, 'query'],
  [{ query: { match: { secret: 'a' } } }, 'query.match'],
  [{ query: { match: { 'titl*': 'a' } } }, 'query.match'],
  [{ query: { match: { 'labels.*': 'a' } } }, 'query.match'],
  [{ query: { match: { title: ['a'] } } }, 'query.match.title'],
  [{ query: { match: { title: { query: { a: 1 } } } } }, 'query.match.title.query'],
  [{ query: { match: { title: { query: 'a', new_option: 1 } } } }, 'query.match.title'],
  [{ query: { terms: { genre: { index: 'secrets', id: '1', path: 'a' } } } }, 'query.terms.genre'],
  [{ query: { terms: { genre: [{ a: 1 }] } } }, 'query.terms.genre'],
  [{ query: { range: { year: 1 } } }, 'query.range.year'],
  [{ query: { range: { year: { gte: {} } } } }, 'query.range.year.gte'],
  [{ query: { exists: { field: 'secret' } } }, 'query.exists.field'],
  [{ query: { nested: { path: 'studio', query: { term: { genre: 'a' } } } } }, 'query.nested.path'],
  [{ query: { nested: { path: 'cast', query: { match_all: {} } } } }, 'query.nested.query'],
  [
    { query: { nested: { path: 'cast', query: { term: { genre: 'a' } }, inner_hits: {} } } },
    'query.nested.inner_hits',
  ],
  [{ query: { multi_match: { query: 'a' } } }, 'query.multi_match'],
  [{ query: { multi_match: { query: 'a', fields: [] } } }, 'query.multi_match'],
  [{ query: { multi_match: { query: 'a', fields: ['title', 'secret^3'] } } }, 'query.multi_match.fields'],
  [{ query: { multi_match: { query: 'a', fields: ['*'] } } }, 'query.multi_match.fields'],
  [{ query: { simple_query_string: { query: 'a' } } }, 'query.simple_query_string'],
  [{ query: { simple_query_string: { query: '*', fields: ['title'] } } }, 'query.simple_query_string.query'],
  [
    { query: { simple_query_string: { query: 'a', fields: ['title'], quote_field_suffix: '.x' } } },
    'query.simple_query_string.quote_field_suffix',
  ],
  [
    { query: { more_like_this: { fields: ['title'], like: { _index: 'secrets', _id: '1' } } } },
    'query.more_like_this.like',
  ],
  [{ query: { wildcard: { genre: '*a' } } }, 'query.wildcard.genre'],
  [{ query: { wildcard: { genre: 'a'.repeat(101) } } }, 'query.wildcard.genre'],
  [
    { query: { knn: { field: 'title', query_vector_builder: { text_embedding: {} } } } },
    'query.knn.query_vector_builder',
  ],
  [{ query: nestedBool(8) }, 'query' + '.bool.must'.repeat(8) + '.term'],
  [
    { query: { bool: { should: Array.from({ length: 64 }, () => ({ term: { genre: 'a' } })) } } },
    'query.bool.should[63].term',
  ],
  [{ size: 101 }, 'size'],
  [{ size: -1 }, 'size'],
  [{ size: '10' }, 'size'],
  [{ from: 10_001 }, 'from'],
  [{ sort: { secret: 'asc' } }, 'sort'],
  [{ sort: { _script: { script: '1' } } }, 'sort'],
  [{ sort: { _geo_distance: {} } }, 'sort'],
  [{ sort: { year: { nested: { path: 'cast', filter: {} } } } }, 'sort.year'],
  [{ highlight: { fields: { secret: {} } } }, 'highlight.fields'],
  [{ highlight: { fields: { '*': {} } } }, 'highlight.fields'],
  [{ highlight: { fields: { title: {} }, pre_tags: ['<script>'] } }, 'highlight'],
  [{ highlight: { fields: { title: { highlight_query: {} } } } }, 'highlight.fields.title'],
  [{ search_after: { a: 1 } }, 'search_after'],
  [{ track_total_hits: 'yes' }, 'track_total_hits'],
  [{ aggs: { a: { sum: { field: 'year' } } } }, 'aggs.a'],
  [{ aggs: { a: { global: {} } } }, 'aggs.a'],
  [{ aggs: { a: { top_hits: {} } } }, 'aggs.a'],
  [{ aggs: { a: { terms: { field: 'secret' } } } }, 'aggs.a.terms.field'],
  [{ aggs: { a: { terms: { field: 'genre', size: 101 } } } }, 'aggs.a.terms.size'],
  [{ aggs: { a: { terms: { field: 'genre', script: '1' } } } }, 'aggs.a.terms'],
  [{ aggs: { a: { filter: { match: { secret: 'a' } } } } }, 'aggs.a.filter.match'],
  [{ aggs: { a: { filters: { filters: [{ match: { secret: 'a' } }] } } } }, 'aggs.a.filters.filters.0.match'],
  [
    { aggs: { a: { terms: { field: 'genre' }, aggs: { b: { avg: { field: 'secret' } } } } } },
    'aggs.a.aggs.b.avg.field',
  ],
  [{ aggs: { constructor: { avg: { field: 'year' } } } }, 'aggs'],
  [{ aggs: { a: { terms: { field: 'genre', min_doc_count: 0 } } } }, 'aggs.a.terms.min_doc_count'],
  [{ aggs: { a: { terms: { field: 'genre', min_doc_count: '0' } } } }, 'aggs.a.terms.min_doc_count'],
  [{ aggs: { a: { terms: { field: 'genre', min_doc_count: 0.9 } } } }, 'aggs.a.terms.min_doc_count'],
  [{ aggs: { a: { terms: { field: 'genre', size: 0.5 } } } }, 'aggs.a.terms.size'],
  [{ aggs: { a: { terms: { field: 'genre', shard_size: 1e6 } } } }, 'aggs.a.terms.shard_size'],
  [{ aggs: { a: { terms: { field: 'genre', execution_hint: 'map' } } } }, 'aggs.a.terms'],
  [{ aggs: { a: { terms: { field: 'genre', collect_mode: 'depth_first' } } } }, 'aggs.a.terms'],
  [
    { aggs: { a: { cardinality: { field: 'genre', precision_threshold: 40_000 } } } },
    'aggs.a.cardinality.precision_threshold',
  ],
  [
    { query: { regexp: { genre: { value: 'ab.*', max_determinized_states: 1e6 } } } },
    'query.regexp.genre.max_determinized_states',
  ],
  [
    { query: { regexp: { genre: { value: 'ab', rewrite: 'scoring_boolean' } } } },
    'query.regexp.genre.rewrite',
  ],
  [
    { query: { wildcard: { genre: { value: 'a*', rewrite: 'scoring_boolean' } } } },
    'query.wildcard.genre.rewrite',
  ],
  [
    { query: { match: { title: { query: 'a', fuzzy_rewrite: 'top_terms_1000' } } } },
    'query.match.title.fuzzy_rewrite',
  ],
  [{ query: { match: { title: { query: 'a', max_expansions: 51 } } } }, 'query.match.title.max_expansions'],
  [
    { query: { fuzzy: { genre: { value: 'a', max_expansions: '9999' } } } },
    'query.fuzzy.genre.max_expansions',
  ],
  [
    { query: { simple_query_string: { query: 'a', fields: ['title'], fuzzy_max_expansions: 1e4 } } },
    'query.simple_query_string.fuzzy_max_expansions',
  ],
  [{ query: { match_phrase: { title: { query: 'a', slop: 1e6 } } } }, 'query.match_phrase.title.slop'],
  [
    { query: { more_like_this: { fields: ['title'], like: 'a', max_query_terms: 1e4 } } },
    'query.more_like_this.max_query_terms',
  ],
  [{ query: { knn: { field: 'title', query_vector: [1], k: 1e4 } } }, 'query.knn.k'],
  [
    { query: { knn: { field: 'title', query_vector: [1], num_candidates: 1e4 } } },
    'query.knn.num_candidates',
  ],
];

describe('refused, with a place and a reason, and without what was sent', () => {
  test.each(refused)('%j at %j', (request, path) => {
    const error = thrown(() => checkRequest<Film>(request, allowed));
    expect(error).toMatchObject({ code: 'QUERY_NOT_ALLOWED', details: { path } });
    expect(error.message).not.toMatch(/secrets|<script>|e30=/);
  });

  test.each([
    '{"__proto__": {"size": 1}}',
    '{"query": {"match": {"__proto__": "a"}}}',
    '{"aggs": {"__proto__": {}}}',
    '{"query": {"__proto__": {}}}',
  ])('%s', (json) => {
    expect(thrown(() => checkRequest<Film>(JSON.parse(json), allowed)).code).toBe('QUERY_NOT_ALLOWED');
  });

  test('what is very deep is refused before it is walked', () => {
    const json = `${'{"bool":{"must":'.repeat(50_000)}{}${'}}'.repeat(50_000)}`;
    expect(thrown(() => checkRequest<Film>({ query: JSON.parse(json) as unknown }, allowed)).code).toBe(
      'QUERY_NOT_ALLOWED',
    );
  });
});

test('the program may allow more members, and aggregations not at all', () => {
  const request = { post_filter: { term: { genre: 'a' } }, size: 5 };
  expect(checkRequest<Film>(request, { ...allowed, members: ['post_filter', 'size'] })).toEqual(request);
  const { kinds, fields } = allowed;
  expect(thrown(() => checkRequest<Film>({ aggs: {} }, { kinds, fields })).code).toBe('QUERY_NOT_ALLOWED');
});

test('a closed kind stays closed, whatever the list says', () => {
  const kinds = ['script' as never];
  const request = { query: { script: { script: 'true' } } };
  expect(thrown(() => checkRequest<Film>(request, { kinds, fields: [] })).code).toBe('QUERY_NOT_ALLOWED');
});

test('a small page is the default one, too', () => {
  expect(checkRequest<Film>({}, { ...allowed, pageSize: 5 })).toEqual({ size: 5 });
});

describe('a repository knows its fields', () => {
  const films = new DataSource({ documents: [Film] }).getRepository(Film);

  test.each(['title', 'title.raw', 'cast.name', 'labels.env'])('%s is one', (field) => {
    const request = { query: { term: { [field]: 'a' } } };
    expect(films.checkRequest(request, allowed)).toEqual({ size: 10, ...request });
  });

  test.each(['titel', 'title.nope', 'cast.nope', 'id', 'cast.name.raw'])('%s is none', (field) => {
    const request = { query: { term: { [field]: 'a' } } };
    const fields = [field as 'title'];
    const error = thrown(() => films.checkRequest(request, { ...allowed, fields }));
    expect(error).toMatchObject({
      code: 'QUERY_NOT_ALLOWED',
      details: { className: 'Film', path: 'query.term' },
    });
  });
});
