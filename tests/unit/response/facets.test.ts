// The counts of an answer → the values of each facet.
import { expect, test } from '@jest/globals';
import { dateHistogramFacet, nestedFacet, rangeFacet, termsFacet } from 'elastodm';
import { toFacets } from '../../../src/response/to-facets.js';

test('booleans, ranges in their order, dates with labels, documents of nested objects', () => {
  const facets = {
    seen: termsFacet('seen'),
    votes: rangeFacet('votes', { some: { to: 9 }, many: { from: 9 } }),
    year: dateHistogramFacet('at', { calendarInterval: 'year', format: 'yyyy' }),
    actor: nestedFacet('cast', termsFacet('cast.name')),
  };
  const choices = new Map<string, readonly (string | boolean | Date)[]>([
    ['seen', [true]],
    ['year', [new Date(0), new Date('1990-01-01')]],
    ['actor', ['Hurt', 'Nobody']],
  ]);
  const answer = {
    seen: { doc_count: 5, values: { buckets: [{ key: 1, key_as_string: 'true', doc_count: 3 }] } },
    votes: { values: { buckets: { many: { doc_count: 2 }, some: { doc_count: 1 } } } },
    year: {
      values: { buckets: [{ key: 0, key_as_string: '1970', doc_count: 1 }] },
      selected: { buckets: [{ doc_count: 1 }, { doc_count: 0 }] },
    },
    actor: {
      objects: {
        doc_count: 9,
        values: { buckets: [{ key: 'Weaver', doc_count: 7, documents: { doc_count: 4 } }] },
        selected: {
          buckets: [
            { doc_count: 3, documents: { doc_count: 2 } },
            { doc_count: 0, documents: { doc_count: 0 } },
          ],
        },
      },
    },
  };
  expect(toFacets(facets, choices, answer)).toEqual({
    seen: [{ value: true, count: 3, selected: true }],
    votes: [
      { value: 'some', count: 1, selected: false },
      { value: 'many', count: 2, selected: false },
    ],
    year: [
      { value: new Date(0), count: 1, selected: true, label: '1970' },
      { value: new Date('1990-01-01'), count: 0, selected: true },
    ],
    actor: [
      { value: 'Weaver', count: 4, selected: false },
      { value: 'Hurt', count: 2, selected: true },
      { value: 'Nobody', count: 0, selected: true },
    ],
  });
});
