// Results of aggregations: dates beside keys, documents in hits, everything else as it came.
import { describe, expect, test } from '@jest/globals';
import { Document } from 'elastodm';
import { buildDocumentMetadata } from '../../../src/metadata/build-document-metadata.js';
import { documentsOf, isDateField, toAggregations } from '../../../src/response/to-aggregations.js';
import type { AggregationReader } from '../../../src/response/to-aggregations.js';
import { LotFields } from '../../support/lots.js';

@Document('lots')
class Lot extends LotFields {}
const metadata = buildDocumentMetadata(Lot);
const reader: AggregationReader = {
  isDate: (field) => isDateField(metadata, field),
  sees: () => true,
  topHits:
    () =>
    ({ _id: id }) => ({ made: id }),
};
const read = (asked: object, answered: object): unknown =>
  toAggregations(reader, asked as Record<string, unknown>, answered as Record<string, unknown>);
const key = Date.UTC(2024, 0, 1);

describe('dates', () => {
  test.each(['date_histogram', 'auto_date_histogram', 'terms', 'rare_terms', 'significant_terms'])(
    'beside the keys of %s',
    (kind) => {
      const asked = { x: { [kind]: { field: 'opened' } } };
      expect(read(asked, { x: { buckets: [{ key, doc_count: 1 }] } })).toEqual({
        x: { buckets: [{ key, doc_count: 1, key_as_date: new Date(key) }] },
      });
    },
  );

  test('in buckets by name, and deep inside', () => {
    const asked = {
      all: { global: {}, aggs: { days: { date_histogram: { field: 'opened', keyed: true } } } },
    };
    const days = { buckets: { first: { key, doc_count: 1 } } };
    expect(read(asked, { all: { doc_count: 3, days } })).toEqual({
      all: { doc_count: 3, days: { buckets: { first: { key, doc_count: 1, key_as_date: new Date(key) } } } },
    });
  });

  test('not beside keys that are none', () => {
    const asked = { price: { terms: { field: 'price' } }, status: { terms: { field: 'status' } } };
    const answered = {
      price: { buckets: [{ key: 5, doc_count: 1 }] },
      status: { buckets: [{ key: 'open', doc_count: 1 }] },
    };
    expect(read(asked, answered)).toEqual(answered);
  });
});

describe('documents', () => {
  const answer = {
    hits: { total: { value: 2, relation: 'eq' }, max_score: 1, hits: [{ _id: 'a', _index: 'lots' }] },
  };

  test('are made of hits, in each bucket', () => {
    const asked = {
      status: { terms: { field: 'status' }, aggs: { best: { top_hits: {}, meta: { of: 'us' } } } },
    };
    const results = read(asked, {
      status: { buckets: [{ key: 'open', doc_count: 2, best: { ...answer, meta: { of: 'us' } } }] },
    }) as Record<string, unknown>;
    const hit = { document: { made: 'a' }, id: 'a', index: 'lots', score: null };
    const best = { hits: [hit], length: 1, total: 2, totalRelation: 'eq', maxScore: 1, meta: { of: 'us' } };
    expect(JSON.parse(JSON.stringify(results))).toEqual({
      status: { buckets: [{ key: 'open', doc_count: 2, best }] },
    });
    expect(documentsOf(asked, results)).toEqual([{ made: 'a' }]);
  });

  test('a name that an answer made up is no member of anything', () => {
    const answered = JSON.parse('{ "__proto__": { "value": 1 } }') as object;
    const results = read({}, answered) as Record<string, unknown>;
    expect(Object.getPrototypeOf(results)).toBe(Object.prototype);
    expect(Object.keys(results)).toEqual(['__proto__']);
  });

  test('what was given is not changed', () => {
    const bucket = Object.freeze({ key, doc_count: 1 });
    const answered = Object.freeze({ x: Object.freeze({ buckets: Object.freeze([bucket]) }) });
    read({ x: { date_histogram: { field: 'opened' } } }, answered);
    expect(bucket).toEqual({ key, doc_count: 1 });
  });
});

test('date fields are found by their paths', () => {
  expect(
    ['opened', 'opened.raw', 'price', 'bids.amount', 'nope', 'nope.at'].map((path) =>
      isDateField(metadata, path),
    ),
  ).toEqual([true, false, false, false, false, false]);
});
