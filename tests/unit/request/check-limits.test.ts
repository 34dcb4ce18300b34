// What a search may ask for, wherever in it it asks.
import { describe, expect, test } from '@jest/globals';
import { DataSource, Document, Keyword } from 'elastodm';
import type { Query, SearchLimits } from 'elastodm';
import { checkLimits, limitProblem } from '../../../src/request/check-limits.js';
import { toDeleteByRequest } from '../../../src/request/to-by-query-request.js';
import { toCountRequest, toSearchRequest } from '../../../src/request/to-search-request.js';
import { thrown } from '../../support/failing.js';

const deep = { bool: { must: { bool: { must: { term: { a: 1 } } } } } };
const many = { bool: { should: [{ term: { a: 1 } }, { term: { a: 2 } }, { term: { a: 3 } }] } };
const pattern = { wildcard: { a: '*x' } };

const beyond: readonly (readonly [limits: SearchLimits, request: object, path: string])[] = [
  [{ pageSize: 100 }, { size: 101 }, 'size'],
  [{ pageSize: 100 }, { size: 'NaN' }, 'size'],
  [{ pageSize: 100 }, { aggs: { a: { top_hits: { size: 101 } } } }, 'aggs.a.top_hits.size'],
  [
    { pageSize: 100 },
    { query: { nested: { path: 'a', query: { match_all: {} }, inner_hits: { size: 200 } } } },
    'query.nested.inner_hits.size',
  ],
  [
    { pageSize: 100 },
    { collapse: { field: 'a', inner_hits: [{ size: 101 }] } },
    'collapse.inner_hits[0].size',
  ],
  [{ window: 1000 }, { from: 991, size: 10 }, 'size'],
  [{ window: 1000 }, { from: 991 }, 'size'],
  [{ depth: 2 }, { query: deep }, 'query.bool.must.bool.must.term'],
  [{ depth: 2 }, { post_filter: deep }, 'post_filter.bool.must.bool.must.term'],
  [{ depth: 2 }, { knn: [{ filter: deep }] }, 'knn[0].filter.bool.must.bool.must.term'],
  [
    { depth: 2 },
    { rescore: { query: { rescore_query: deep } } },
    'rescore.query.rescore_query.bool.must.bool.must.term',
  ],
  [
    { depth: 2 },
    { highlight: { fields: { a: { highlight_query: deep } } } },
    'highlight.fields.a.highlight_query.bool.must.bool.must.term',
  ],
  [
    { depth: 2 },
    { highlight: { highlight_query: deep, fields: {} } },
    'highlight.highlight_query.bool.must.bool.must.term',
  ],
  [
    { depth: 2 },
    { sort: [{ a: { nested: { path: 'a', filter: deep } } }] },
    'sort[0].a.nested.filter.bool.must.bool.must.term',
  ],
  [
    { depth: 2 },
    { retriever: { rrf: { retrievers: [{ standard: { query: deep } }] } } },
    'retriever.rrf.retrievers[0].standard.query.bool.must.bool.must.term',
  ],
  [
    { depth: 2 },
    { retriever: { linear: { retrievers: [{ weight: 2, retriever: { knn: { filter: [deep] } } }] } } },
    'retriever.linear.retrievers[0].retriever.knn.filter[0].bool.must.bool.must.term',
  ],
  [
    { depth: 2 },
    { aggs: { a: { terms: { field: 'a' }, aggs: { b: { filter: deep } } } } },
    'aggs.a.aggs.b.filter.bool.must.bool.must.term',
  ],
  [
    { depth: 2 },
    { aggregations: { a: { filters: { filters: { x: deep } } } } },
    'aggregations.a.filters.filters.x.bool.must.bool.must.term',
  ],
  [
    { depth: 2 },
    { aggs: { a: { filters: { filters: [deep] } } } },
    'aggs.a.filters.filters[0].bool.must.bool.must.term',
  ],
  [{ depth: 2 }, { query: { wrapper: { query: 'e30=' } } }, 'query.wrapper'],
  [
    { depth: 2 },
    { query: { function_score: { functions: [{ filter: deep }] } } },
    'query.function_score.functions[0].filter.bool.must.bool',
  ],
  [{ clauses: 3 }, { query: many }, 'query.bool.should[2].term'],
  [
    { clauses: 3 },
    { query: { term: { a: 1 } }, aggs: { a: { filter: many } } },
    'aggs.a.filter.bool.should[1].term',
  ],
  [{ wildcards: 'inside' }, { query: pattern }, 'query.wildcard.a'],
  [{ wildcards: 'inside' }, { query: { wildcard: { a: { value: '?x' } } } }, 'query.wildcard.a.value'],
  [{ wildcards: 'inside' }, { query: { query_string: { query: 'a:*b' } } }, 'query.query_string.query'],
  [{ wildcards: 'inside' }, { query: { query_string: { query: '/.*/' } } }, 'query.query_string.query'],
  [
    { wildcards: 'inside' },
    { query: { simple_query_string: { query: '*' } } },
    'query.simple_query_string.query',
  ],
  [{ wildcards: 'inside' }, { query: { regexp: { a: 'a*b' } } }, 'query.regexp.a'],
  [{ wildcards: 'inside' }, { query: { regexp: { a: 'ab|.*' } } }, 'query.regexp.a'],
  [{ wildcards: 'none' }, { query: { wildcard: { a: 'x*' } } }, 'query.wildcard.a'],
  [{ wildcards: 'none' }, { query: { prefix: { a: 'x' } } }, 'query.prefix.a'],
  [{ patternLength: 3 }, { query: { regexp: { a: 'abcd' } } }, 'query.regexp.a'],
];

describe('a request beyond a limit', () => {
  test.each(beyond)('%j: %j at %s', (limits, request, path) => {
    const [limit] = Object.keys(limits);
    expect(limitProblem(request, limits)).toMatchObject({ path, limit });
  });

  test.each(beyond)('without limits: nothing (%j %j)', (_, request) => {
    expect(limitProblem(request, {})).toBeUndefined();
  });
});

test.each<readonly [SearchLimits, object]>([
  [{ pageSize: 100 }, { size: 100 }],
  [{ window: 1000 }, { from: 990 }],
  [{ depth: 3 }, { query: deep }],
  [{ clauses: 4 }, { query: many }],
  [{ pageSize: 100 }, { query: { wrapper: { query: 'e30=' } } }],
  [{ wildcards: 'inside' }, { query: { wildcard: { a: 'x*' } } }],
  [{ wildcards: 'inside' }, { query: { regexp: { a: 'ab.*' } } }],
  [{ wildcards: 'none' }, { query: { wildcard: { a: 'x\\*' } } }],
  [{ wildcards: 'none' }, { query: { simple_query_string: { query: 'a b' } } }],
])('%j lets %j through', (limits, request) => {
  expect(limitProblem(request, limits)).toBeUndefined();
});

@Document('films')
class Film {
  @Keyword() title!: string;
}

test.each([{ size: -1 }, { size: 1.5 }, { from: -1 }, { from: '1' }, { size: null }])(
  '%j is no page, with limits or without',
  (request) => {
    for (const limits of [{}, { depth: 3 }]) {
      const error = thrown(() => checkLimits('Film', request, limits));
      const [path] = Object.keys(request);
      expect(error).toMatchObject({ code: 'QUERY_INVALID_VALUE', details: { className: 'Film', path } });
    }
    expect(() => checkLimits('Film', { size: 0, from: 0 }, {})).not.toThrow();
  },
);

describe('the limits of a DataSource', () => {
  const limits: SearchLimits = { pageSize: 50, wildcards: 'inside' };
  const films = new DataSource({ documents: [Film], limits }).getMetadata(Film);
  const query: Query<Film> = { wildcard: { title: '*x' } };

  test('are those of its classes', () => expect(films.limits).toEqual(limits));

  test('hold for a search, a count and a change by query', () => {
    const refusals = [
      () => toSearchRequest<Film>(films, { size: 51 }),
      () => toSearchRequest<Film>(films, { query }),
      () => toCountRequest<Film>(films, { query }),
      () => toDeleteByRequest<Film>(films, { query }, {}),
    ].map((call) => thrown(call));
    expect(refusals.map(({ code, details }) => ({ code, ...details }))).toEqual([
      {
        code: 'QUERY_LIMIT',
        className: 'Film',
        path: 'size',
        limit: 'pageSize',
        reason: 'it is 51, and 50 is the most',
      },
      ...Array.from({ length: 3 }, () => ({
        code: 'QUERY_LIMIT',
        className: 'Film',
        path: 'query.wildcard.title',
        limit: 'wildcards',
        reason: 'it can begin with anything',
      })),
    ]);
  });
});
