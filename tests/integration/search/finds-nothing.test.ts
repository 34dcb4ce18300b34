// What compiles, and finds nothing or is refused: the lists in docs/guides/search.md and docs/guides/find.md.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  Completion,
  DataSource,
  Document,
  Exists,
  Id,
  Integer,
  Keyword,
  Missing,
  Nested,
  Text,
} from 'elastodm';
import type { MultiField, Query, Repository, SearchRequest } from 'elastodm';
import { testIndices } from '../../support/cleanup.js';
import { rejection } from '../../support/failing.js';
import { serverOptions } from '../../support/server.js';

const newIndex = testIndices();

class Role {
  @Keyword() actor!: string;
}
@Document({ index: newIndex('nothing'), settings: { number_of_shards: 1, number_of_replicas: 0 } })
class Movie {
  @Id() id?: string;
  @Text({ fields: { raw: { type: 'keyword' } } }) title!: MultiField<string, 'raw'>;
  @Integer() year!: number;
  @Nested(() => Role) cast: Role[] = [];
  @Completion() names?: string[];
}
const dataSource = new DataSource({
  connections: { default: serverOptions() },
  documents: [Movie],
  synchronize: 'create',
  refresh: true,
});
let movies: Repository<Movie>;

beforeAll(async () => {
  await dataSource.initialize();
  movies = dataSource.getRepository(Movie);
  const cast = [Object.assign(new Role(), { actor: 'ann' })];
  await movies.saveMany([
    movies.create({ id: 'up', title: 'Space up', year: 1979, cast, names: ['Up'] }),
    movies.create({ id: 'empty', title: 'Empty', year: 1980, cast, names: [] }),
    movies.create({ id: 'bare', title: 'Bare', year: 1981, cast }),
  ]);
});
afterAll(() => dataSource.close());

describe('what finds nothing', () => {
  const found = async (query: Query<Movie>): Promise<number> => (await movies.search({ query })).length;

  test.each<[query: Query<Movie>, instead: Query<Movie>]>([
    [
      { term: { 'cast.actor': 'ann' } },
      { nested: { path: 'cast', query: { term: { 'cast.actor': 'ann' } } } },
    ],
    [{ exists: { field: 'cast' } }, { nested: { path: 'cast', query: { match_all: {} } } }],
    [{ term: { title: 'Space up' } }, { term: { 'title.raw': 'Space up' } }],
  ])('%j', async (query, instead) => {
    expect(await found(query)).toBe(0);
    expect(await found(instead)).toBeGreaterThan(0);
    expect(await found({ bool: { must_not: query } })).toBe(3);
  });

  test('groups by a field of nested objects, outside of nested', async () => {
    const { aggs, suggest } = await movies.search({
      size: 0,
      aggs: {
        outside: { terms: { field: 'cast.actor' } },
        object: { terms: { field: 'cast' } },
        cast: { nested: { path: 'cast' }, aggs: { inside: { terms: { field: 'cast.actor' } } } },
      },
      suggest: { years: { text: '1978', term: { field: 'year' } } },
    });
    expect(aggs.outside.buckets).toEqual([]);
    expect(aggs.object.buckets).toEqual([]);
    expect(aggs.cast.inside.buckets).toMatchObject([{ key: 'ann', doc_count: 3 }]);
    expect(suggest.years).toMatchObject([{ options: [] }]);
    expect(await movies.search({ collapse: { field: 'cast.actor' } })).toHaveLength(1);
  });

  test('an empty list of completions counts as a value', async () => {
    const ids = async (where: object): Promise<unknown[]> =>
      (await movies.find({ where })).map(({ id }) => id);
    expect(await ids({ names: null })).toEqual(['bare']);
    expect(await ids({ names: Missing() })).toEqual(['bare']);
    expect(await ids({ names: Exists() })).toEqual(['up', 'empty']);
  });
});

test.each<[request: SearchRequest<Movie>]>([
  [{ sort: ['title'] }],
  [{ collapse: { field: 'title' } }],
  [{ aggs: { titles: { terms: { field: 'title' } } } }],
  [{ sort: ['cast.actor'] }],
  [{ sort: ['cast'] }],
  [{ collapse: { field: 'cast' } }],
])('%j is refused', async (request) => {
  expect(await rejection(movies.search(request))).toMatchObject({ code: 'REQUEST_REFUSED' });
});
test('nested objects can be sorted by, where the order says so', async () => {
  const sort = [{ 'cast.actor': { order: 'asc', nested: { path: 'cast' } } }] as const;
  expect(await movies.search({ sort })).toHaveLength(3);
});
