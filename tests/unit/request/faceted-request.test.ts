// A faceted search → the whole request. The integration tests send the same facets to a real server.
import { describe, expect, test } from '@jest/globals';
import { dateHistogramFacet, histogramFacet, nestedFacet, rangeFacet, termsFacet } from 'elastodm';
import type { AnyFacet } from '../../../src/query/facets.js';
import { toFacetChoices } from '../../../src/request/facet-choices.js';
import { toFacetedRequest } from '../../../src/request/to-faceted-request.js';
import { thrown } from '../../support/failing.js';

type Facets = Readonly<Record<string, AnyFacet>>;
const ask = (facets: Facets, selected: object, request: object = {}): unknown =>
  toFacetedRequest(
    { facets, fields: ['title^3', 'plot'] },
    request,
    toFacetChoices('Film', facets, selected),
  );

const genre = termsFacet('genre', { size: 20, missing: 'none' });
const votes = rangeFacet('votes', { few: { to: 100 }, many: { from: 100 } });
const rating = histogramFacet('rating', { interval: 0.5, offset: 0.25 });
const year = dateHistogramFacet('releasedAt', {
  calendarInterval: 'year',
  timeZone: 'Europe/Berlin',
  format: 'yyyy',
});
const actor = nestedFacet('cast', termsFacet('cast.name'));

describe('the request', () => {
  test('nothing asked: all documents, and the counts', () => {
    expect(ask({ genre, votes }, {}, { text: ' ' })).toEqual({
      aggs: {
        genre: {
          filter: { match_all: {} },
          aggs: { values: { terms: { field: 'genre', size: 20, missing: 'none' } } },
        },
        votes: {
          filter: { match_all: {} },
          aggs: {
            values: {
              filters: {
                filters: { few: { range: { votes: { lt: 100 } } }, many: { range: { votes: { gte: 100 } } } },
              },
            },
          },
        },
      },
    });
  });

  test('a text, a filter, and choices in two facets', () => {
    const request = {
      text: 'alien',
      filter: { term: { public: true } },
      from: 20,
      size: 10,
      sort: [{ year: 'desc' }],
      highlight: { fields: { title: {} } },
    };
    const genres = { terms: { genre: ['Horror', 'Sci-Fi'] } };
    const many = { range: { votes: { gte: 100 } } };
    expect(ask({ genre, votes }, { genre: ['Horror', 'Sci-Fi', 'Horror'], votes: 'many' }, request)).toEqual({
      query: {
        bool: {
          must: [
            {
              simple_query_string: {
                query: 'alien',
                fields: ['title^3', 'plot'],
                default_operator: 'and',
                flags: 'WHITESPACE|AND|OR|PHRASE|PRECEDENCE',
                lenient: true,
                analyze_wildcard: false,
              },
            },
          ],
          filter: [{ term: { public: true } }],
        },
      },
      post_filter: { bool: { filter: [genres, many] } },
      aggs: {
        genre: {
          filter: { bool: { filter: [many] } },
          aggs: {
            values: { terms: { field: 'genre', size: 20, missing: 'none' } },
            selected: {
              filters: { filters: [{ terms: { genre: ['Horror'] } }, { terms: { genre: ['Sci-Fi'] } }] },
            },
          },
        },
        votes: {
          filter: { bool: { filter: [genres] } },
          aggs: {
            values: {
              filters: {
                filters: { few: { range: { votes: { lt: 100 } } }, many: { range: { votes: { gte: 100 } } } },
              },
            },
          },
        },
      },
      from: 20,
      size: 10,
      sort: [{ year: 'desc' }],
      highlight: { fields: { title: {} } },
    });
  });

  test('a query of the program, alone and beside a text and a filter', () => {
    const query = { match: { title: { query: 'alein', fuzziness: 'AUTO' } } };
    const aggs = {
      votes: {
        filter: { match_all: {} },
        aggs: {
          values: {
            filters: {
              filters: { few: { range: { votes: { lt: 100 } } }, many: { range: { votes: { gte: 100 } } } },
            },
          },
        },
      },
    };
    const filter = { term: { public: true } };
    expect(ask({ votes }, {}, { query })).toEqual({ query, aggs });
    expect(ask({ votes }, {}, { query, filter })).toEqual({
      query: { bool: { must: [query], filter: [filter] } },
      aggs,
    });
    const words = { match_none: {} };
    expect(ask({ votes }, {}, { text: '"', query })).toEqual({
      query: { bool: { must: [words, query] } },
      aggs,
    });
    expect(ask({ votes }, {}, { filter })).toEqual({ query: { bool: { filter: [filter] } }, aggs });
  });

  test('histograms', () => {
    const ratings = { range: { rating: { gte: 0.75, lt: 1.25 } } };
    const start = '1978-12-31T23:00:00.000Z';
    const years = {
      range: {
        releasedAt: {
          gte: start,
          lt: `${start}||+1y`,
          format: 'strict_date_optional_time',
          time_zone: 'Europe/Berlin',
        },
      },
    };
    // A number inside of a step means the step.
    expect(ask({ rating, year }, { rating: [1, '0.75'], year: Date.parse(start) })).toEqual({
      post_filter: { bool: { filter: [ratings, years] } },
      aggs: {
        rating: {
          filter: { bool: { filter: [years] } },
          aggs: {
            values: { histogram: { field: 'rating', interval: 0.5, offset: 0.25, min_doc_count: 1 } },
            selected: { filters: { filters: [ratings] } },
          },
        },
        year: {
          filter: { bool: { filter: [ratings] } },
          aggs: {
            values: {
              date_histogram: {
                field: 'releasedAt',
                calendar_interval: 'year',
                time_zone: 'Europe/Berlin',
                format: 'yyyy',
                min_doc_count: 1,
              },
            },
            selected: { filters: { filters: [years] } },
          },
        },
      },
    });
  });

  test('nested facets count documents', () => {
    const documents = { documents: { reverse_nested: {} } };
    expect(ask({ actor }, { actor: 'Weaver' })).toEqual({
      post_filter: {
        bool: { filter: [{ nested: { path: 'cast', query: { terms: { 'cast.name': ['Weaver'] } } } }] },
      },
      aggs: {
        actor: {
          filter: { match_all: {} },
          aggs: {
            objects: {
              nested: { path: 'cast' },
              aggs: {
                values: {
                  terms: { field: 'cast.name', size: 10, order: [{ documents: 'desc' }, { _key: 'asc' }] },
                  aggs: documents,
                },
                selected: { filters: { filters: [{ terms: { 'cast.name': ['Weaver'] } }] }, aggs: documents },
              },
            },
          },
        },
      },
    });
  });

  test.each([
    [
      'a value that stands for none',
      { genre },
      { genre: 'none' },
      {
        bool: {
          should: [{ terms: { genre: ['none'] } }, { bool: { must_not: [{ exists: { field: 'genre' } }] } }],
        },
      },
    ],
    [
      'several ranges',
      { votes },
      { votes: ['few', 'many'] },
      {
        bool: { should: [{ range: { votes: { lt: 100 } } }, { range: { votes: { gte: 100 } } }] },
      },
    ],
    [
      'a range of dates',
      { era: rangeFacet('at', { old: { to: new Date(0) } }) },
      { era: 'old' },
      { range: { at: { lt: new Date(0), format: 'strict_date_optional_time' } } },
    ],
  ] as const)('%s', (_, facets, selected, query) => {
    expect(ask(facets, selected)).toMatchObject({ post_filter: { bool: { filter: [query] } } });
  });

  test.each([
    ['minute', '+1m'],
    ['hour', '+1h'],
    ['day', '+1d'],
    ['week', '+1w'],
    ['month', '+1M'],
    ['quarter', '+3M'],
    ['year', '+1y'],
  ] as const)('a step of a %s', (calendarInterval, step) => {
    const at = dateHistogramFacet('at', { calendarInterval });
    const gte = '2026-01-01T00:00:00.000Z';
    expect(ask({ at }, { at: gte })).toMatchObject({
      post_filter: { bool: { filter: [{ range: { at: { gte, lt: `${gte}||${step}` } } }] } },
    });
  });
});

describe('what was chosen', () => {
  const facets = { genre, votes, rating, year, actor };
  const refusal = (selected: object): unknown => {
    const { code, details } = thrown(() => toFacetChoices('Film', facets, selected));
    return { code, ...details };
  };

  test('only scalars', () => {
    const code = 'QUERY_OBJECT_VALUE';
    expect(refusal({ genre: { $ne: 1 } })).toEqual({ code, className: 'Film', path: 'selected.genre' });
    expect(refusal({ genre: ['a', ['b']] })).toEqual({ code, className: 'Film', path: 'selected.genre[1]' });
    expect(refusal({ actor: [null] })).toEqual({ code, className: 'Film', path: 'selected.actor[0]' });
    expect(refusal({ genre: undefined })).toMatchObject({ code: 'QUERY_UNDEFINED', path: 'selected.genre' });
  });

  test('only facets and ranges that there are', () => {
    expect(refusal({ gener: ['a'] })).toEqual({
      code: 'FACET_UNKNOWN',
      className: 'Film',
      what: 'facet',
      path: 'selected.gener',
      name: 'gener',
      known: ['genre', 'votes', 'rating', 'year', 'actor'],
    });
    expect(refusal({ votes: ['few', 'none'] })).toMatchObject({
      code: 'FACET_UNKNOWN',
      what: 'range',
      path: 'selected.votes[1]',
      known: ['few', 'many'],
    });
    for (const name of ['toString', '__proto__', 'constructor']) {
      expect(refusal(JSON.parse(`{ "${name}": "x" }`) as object)).toMatchObject({
        code: 'FACET_UNKNOWN',
        name,
      });
      expect(refusal({ votes: name })).toMatchObject({ code: 'FACET_UNKNOWN', name });
    }
  });

  test('only numbers and dates where these are chosen, and not too many', () => {
    expect(refusal({ rating: 'x' })).toMatchObject({
      code: 'QUERY_INVALID_VALUE',
      reason: 'it is no number',
    });
    expect(refusal({ year: 'x' })).toMatchObject({ code: 'QUERY_INVALID_VALUE', reason: 'it is no date' });
    expect(refusal({ year: [true] })).toMatchObject({
      code: 'QUERY_INVALID_VALUE',
      path: 'selected.year[0]',
    });
    expect(refusal({ genre: Array(1001).fill('a') })).toMatchObject({ code: 'QUERY_LIMIT' });
  });

  test('steps are found again whatever they are computed by', () => {
    const tenths = { tenth: histogramFacet('rating', { interval: 0.1 }) };
    for (let n = -50; n < 50; n += 1) {
      expect(toFacetChoices('Film', tenths, { tenth: n * 0.1 }).get('tenth')).toEqual([n * 0.1]);
    }
  });
});

test('definitions are frozen copies', () => {
  const ranges = { few: { to: 100 } };
  const facet = rangeFacet('votes', ranges);
  ranges.few.to = 5;
  expect(facet.ranges).toEqual({ few: { to: 100 } });
  expect(Object.isFrozen(facet) && Object.isFrozen(facet.ranges.few)).toBe(true);
});
