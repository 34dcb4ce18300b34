// What somebody typed, and a query to explain → whole requests. The integration tests send those that a bare server knows.
import { describe, expect, test } from '@jest/globals';
import {
  Completion,
  DataSource,
  DeletedAt,
  Document,
  Id,
  Keyword,
  Nested,
  SearchAsYouType,
  Text,
} from 'elastodm';
import { findField } from '../../../src/metadata/find-field.js';
import { toAutocomplete } from '../../../src/request/to-autocomplete-request.js';
import { toExplainRequest } from '../../../src/request/to-explain-request.js';
import { toSearchRequest } from '../../../src/request/to-search-request.js';
import { toCompletions } from '../../../src/response/to-completions.js';

class Role {
  @Keyword() name!: string;
}
@Document('films')
class Film {
  @Id() id?: string;
  @Text({ fields: { live: { type: 'search_as_you_type', max_shingle_size: 2 } } }) title!: string;
  @SearchAsYouType() live?: string;
  @Completion() names?: string[];
  @Keyword() studio?: string;
  @Nested(() => Role) cast: Role[] = [];
}
@Document('notes')
class Note {
  @Id() id?: string;
  @Completion() names?: string[];
  @DeletedAt() deletedAt?: Date | null;
}
const dataSource = new DataSource({ documents: [Film, Note] });
const films = dataSource.getMetadata(Film);
const notes = dataSource.getMetadata(Note);

const requestOf = (field: string, text: string, options: object = {}): unknown =>
  toAutocomplete(films, field, text, options)?.request;

describe('autocomplete', () => {
  test('a completion field', () => {
    const asked = toAutocomplete(films, 'names', 'ali', {});
    expect(toSearchRequest(films, asked!.request).params).toEqual({
      allow_partial_search_results: true,
      index: 'films',
      seq_no_primary_term: true,
      version: true,
      size: 0,
      suggest: { completions: { prefix: 'ali', completion: { field: 'names', size: 10 } } },
    });
    const options = { size: 5, fuzzy: true, skipDuplicates: true, contexts: { studio: 'fox' } };
    expect(requestOf('names', 'ali', options)).toEqual({
      size: 0,
      suggest: {
        completions: {
          prefix: 'ali',
          completion: {
            field: 'names',
            size: 5,
            skip_duplicates: true,
            fuzzy: { fuzziness: 'AUTO' },
            contexts: { studio: 'fox' },
          },
        },
      },
    });
  });

  test('more is asked for where the class does not see all of its index', () => {
    expect(toAutocomplete(notes, 'names', 'ali', { size: 5, skipDuplicates: true })?.request).toEqual({
      size: 0,
      suggest: { completions: { prefix: 'ali', completion: { field: 'names', size: 10 } } },
    });
    expect(toAutocomplete(notes, 'names', 'ali', { size: 5, withDeleted: true })?.request).toEqual({
      size: 0,
      suggest: { completions: { prefix: 'ali', completion: { field: 'names', size: 5 } } },
    });
  });

  test('twice as much comes next, up to 1,000', () => {
    const sizes: unknown[] = [];
    let asked = toAutocomplete(notes, 'names', 'ali', { size: 100 });
    while (asked !== undefined) {
      const { suggest } = asked.request as unknown as {
        suggest: { completions: { completion: { size: number } } };
      };
      sizes.push([suggest.completions.completion.size, asked.more?.asked]);
      asked = asked.more?.next();
    }
    expect(sizes).toEqual([
      [200, 200],
      [400, 400],
      [800, 800],
      [1000, undefined],
    ]);
    expect(toAutocomplete(notes, 'names', 'ali', { withDeleted: true })?.more).toBeUndefined();
    expect(toAutocomplete(notes, 'names', 'ali', { size: 600 })?.more).toBeUndefined();
  });

  test('a search_as_you_type field, with the shingles that it has', () => {
    expect(requestOf('live', 'outer sp')).toEqual({
      size: 10,
      query: {
        multi_match: {
          query: 'outer sp',
          type: 'bool_prefix',
          operator: 'and',
          fields: ['live', 'live._2gram', 'live._3gram'],
        },
      },
    });
    expect(requestOf('title.live', 'outer sp', { fuzzy: true, filter: { term: { studio: 'fox' } } })).toEqual(
      {
        size: 10,
        query: {
          bool: {
            must: [
              {
                multi_match: {
                  query: 'outer sp',
                  type: 'bool_prefix',
                  operator: 'and',
                  fuzziness: 'AUTO',
                  fields: ['title.live', 'title.live._2gram'],
                },
              },
            ],
            filter: [{ term: { studio: 'fox' } }],
          },
        },
      },
    );
  });

  test('text and keyword fields', () => {
    expect(requestOf('title', 'outer sp', { size: 3 })).toEqual({
      size: 3,
      query: { match_phrase_prefix: { title: { query: 'outer sp' } } },
    });
    expect(requestOf('title', 'outer sp', { fuzzy: true })).toEqual({
      size: 10,
      query: { match_bool_prefix: { title: { query: 'outer sp', operator: 'and', fuzziness: 'AUTO' } } },
    });
    expect(requestOf('cast.name', 'wea')).toEqual({
      size: 10,
      query: {
        nested: {
          path: 'cast',
          query: { prefix: { 'cast.name': { value: 'wea', case_insensitive: true } } },
        },
      },
    });
  });

  test('of several values, the one that was begun', () => {
    const origin = { alias: 'default', cluster: {} };
    const hit = (source: object): object => ({ _index: 'films', _id: 'a', _score: 1, _source: source });
    const hits = [
      hit({ title: 'x', cast: [{ name: 'Hurt' }, { name: 'Weaver' }] }),
      hit({ title: 'x', cast: { name: 'No' } }),
    ];
    const asked = toAutocomplete(films, 'cast.name', 'wea', {})!;
    const answer = { hits: { hits } } as never;
    const completions = toCompletions(films, origin, asked, answer, () => true);
    expect(completions.map(({ text }) => text)).toEqual(['Weaver', 'No']);
  });
});

test('fields are found by their names', () => {
  expect(findField(films, 'title')).toMatchObject({ type: 'text', source: 'title' });
  expect(findField(films, 'title.live')).toMatchObject({ type: 'search_as_you_type', source: 'title' });
  expect(findField(films, 'cast.name')).toMatchObject({
    type: 'keyword',
    nested: 'cast',
    source: 'cast.name',
  });
  for (const name of ['nope', 'title.nope', 'title.live.more', 'cast.nope', 'title.toString', '']) {
    expect(findField(films, name)).toBeUndefined();
  }
});

test('explain sends the query as a search does', () => {
  const query = { term: { studio: 'fox' } };
  expect(toExplainRequest(films, 'a', { query }, { index: 'films', routing: 'r' })).toEqual({
    api: 'explain',
    params: { index: 'films', id: 'a', routing: 'r', query },
  });
  expect(toExplainRequest(notes, 'a', { query: { match_all: {} } }, { index: 'notes' })).toEqual({
    api: 'explain',
    params: {
      index: 'notes',
      id: 'a',
      query: { bool: { must: [{ match_all: {} }], must_not: [{ exists: { field: 'deletedAt' } }] } },
    },
  });
});
