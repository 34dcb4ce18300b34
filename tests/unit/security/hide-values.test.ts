// Values of documents and queries in what a server says: which are hidden, and which words stay.
import { describe, expect, test } from '@jest/globals';
import { sentValuesOf } from '../../../src/connection/sent-values.js';
import type { WireRequest } from '../../../src/types/wire-request.js';
import { hideValues, valuesIn } from '../../../src/util/hide-values.js';
import { toOperations } from '../../support/bulk-lines.js';

describe('hideValues', () => {
  const rows: readonly (readonly [text: string, values: readonly string[], shown: string])[] = [
    ['For input string: "secret word"', ['secret word'], 'For input string: "[redacted]"'],
    ['a long value anywhere: 1234-5678-9012.', ['1234-5678-9012'], 'a long value anywhere: [redacted].'],
    [
      'failed on [ann] and \'ann\' and "ann" and (ann) and `ann`',
      ['ann'],
      'failed on [[redacted]] and \'[redacted]\' and "[redacted]" and ([redacted]) and `[redacted]`',
    ],
    ['a planner cannot', ['ann', 'can'], 'a planner cannot'],
    ['of type [long] in [a]', ['a', 'b'], 'of type [long] in [a]'],
    ['[a.b] or [axb]', ['a.b'], '[[redacted]] or [axb]'],
    ['[(x+)+$]', ['(x+)+$'], '[[redacted]]'],
    ['"one value, and more"', ['one value', 'one value, and more'], '"[redacted]"'],
    ['nothing', [], 'nothing'],
    ['nothing', [''], 'nothing'],
  ];
  test.each(rows)('%s without %j', (text, values, shown) => {
    expect(hideValues(text, values)).toBe(shown);
  });
});

describe('valuesIn', () => {
  test('finds texts, numbers and dates at any depth, each once', () => {
    const data = {
      a: 'one',
      b: [2, ['three', { c: 'one' }], null, undefined, true],
      d: { e: new Date(0) },
      f: new Date(NaN),
      g: new Uint8Array([9]),
      h: 7n,
    };
    expect(valuesIn(data)).toEqual(['one', '2', 'three', '1970-01-01T00:00:00.000Z', '7']);
  });

  test('ends where data contains itself', () => {
    const data: Record<string, unknown> = { a: 'one' };
    data['self'] = data;
    expect(valuesIn(data)).toEqual(['one']);
  });
});

describe('the values of a request', () => {
  const rows: readonly (readonly [request: WireRequest, values: readonly string[]])[] = [
    [
      { api: 'index', params: { index: 'films', id: 'the id', routing: 'r', document: { title: 'Alien' } } },
      ['Alien'],
    ],
    [
      {
        api: 'bulk',
        params: {
          index: 'films',
          operations: toOperations([
            { create: { _id: 'the id' } },
            { title: 'Alien' },
            { delete: { _id: 'x' } },
          ]),
        },
      },
      ['Alien'],
    ],
    [
      {
        api: 'search',
        params: {
          index: 'films',
          query: {
            bool: {
              filter: [{ term: { title: 'Alien' } }, { terms: { year: [1979] } }],
              must: [
                {
                  multi_match: { query: 'moon', fields: ['title', 'plot'], operator: 'and', type: 'phrase' },
                },
              ],
            },
          },
          aggs: { genres: { terms: { field: 'genre', order: { _key: 'asc' } } } },
          sort: ['year', { title: 'desc' }],
          _source: ['title'],
          highlight: { fields: { plot: {} } },
          search_after: ['Brazil'],
        },
      },
      ['Alien', '1979', 'moon', 'Brazil'],
    ],
    [
      {
        api: 'search',
        params: { index: 'films', size: -1, from: 12, query: { term: { size: 42 } } },
      },
      ['42'],
    ],
    [{ api: 'count', params: { index: 'films', query: { ids: { values: ['a'] } } } }, ['a']],
    [{ api: 'get', params: { index: 'films', id: 'the id' } }, []],
    [{ api: 'indices.create', params: { index: 'films', mappings: { properties: {} } } }, []],
  ];
  test.each(rows)('%j', (request, values) => {
    expect(sentValuesOf(request)).toEqual(values);
  });
});
