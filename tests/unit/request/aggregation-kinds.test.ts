// Aggregation kinds that the test server lacks: what is sent is what was asked, in Elasticsearch's words.
import { describe, expect, test } from '@jest/globals';
import { Document } from 'elastodm';
import type { Aggregations } from 'elastodm';
import { buildDocumentMetadata } from '../../../src/metadata/build-document-metadata.js';
import { toSearchRequest } from '../../../src/request/to-search-request.js';
import { lacking, LotFields } from '../../support/lots.js';

@Document('lots')
class Lot extends LotFields {}
const metadata = buildDocumentMetadata(Lot);

describe('sent as it was asked', () => {
  test.each<[string, Aggregations<Lot>]>(Object.entries(lacking))('%s', (_, aggs) => {
    const asked = JSON.stringify(aggs);
    const { params } = toSearchRequest<Lot>(metadata, { size: 0, aggs });
    expect(JSON.parse(JSON.stringify(params))).toEqual({
      allow_partial_search_results: true,
      seq_no_primary_term: true,
      version: true,
      index: 'lots',
      size: 0,
      aggs: JSON.parse(asked) as unknown,
    });
  });
});

describe('documents in aggregations', () => {
  const sent = (aggs: object): unknown => toSearchRequest<Lot>(metadata, { aggs: aggs as never }).params.aggs;

  test('come with what they need to be saved', () => {
    expect(
      sent({
        status: {
          terms: { field: 'status' },
          aggs: {
            best: { top_hits: { size: 1 } },
            all: { global: {}, aggregations: { any: { top_hits: {} } } },
          },
        },
      }),
    ).toEqual({
      status: {
        terms: { field: 'status' },
        aggs: {
          best: { top_hits: { seq_no_primary_term: true, version: true, size: 1 } },
          all: {
            global: {},
            aggregations: { any: { top_hits: { seq_no_primary_term: true, version: true } } },
          },
        },
      },
    });
  });

  test('and without, where only a part of them comes', () => {
    const aggs = { some: { top_hits: { _source: ['title'] } }, none: { top_hits: { _source: false } } };
    expect(sent(aggs)).toEqual(aggs);
  });
});
