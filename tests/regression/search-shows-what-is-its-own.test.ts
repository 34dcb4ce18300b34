// What a search shows, counts, goes through, and lets be changed is what its class sees, and all of it.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  AfterLoad,
  Completion,
  ConnectionManager,
  DataSource,
  DeletedAt,
  DenseVector,
  Discriminator,
  Document,
  Id,
  Integer,
  Keyword,
  Nested,
  ObjectField,
  Search,
  Text,
  field,
} from 'elastodm';
import type { Repository } from 'elastodm';
import { testIndices } from '../support/cleanup.js';
import { rejection, thrown } from '../support/failing.js';
import { recorder, repositoryOn } from '../support/recorder.js';
import { serverOptions } from '../support/server.js';

const newIndex = testIndices();
const settings = { number_of_shards: 1, number_of_replicas: 0 };

class Role {
  @Keyword() actor!: string;
  @Keyword() name?: string;
  @Integer() pay = 1;
}
class Studio {
  @Keyword() name!: string;
  @Keyword() city?: string;
}
const loaded: string[] = [];
@Document({ index: newIndex('movies'), settings })
class Movie {
  @Id() id?: string;
  @Text() plot?: string;
  @Keyword() genre?: string;
  @Integer() year?: number;
  @Nested(() => Role) cast: Role[] = [];
  @ObjectField(() => Studio) studio?: Studio;
  @Completion() names?: string;
  @DenseVector({ dims: 2, similarity: 'l2_norm', index_options: { type: 'flat' } }) mood?: number[];
  @DeletedAt() deletedAt?: Date;
  @AfterLoad() remember(): void {
    loaded.push(this.id ?? '?');
  }
}
abstract class Medium {
  @Id() id?: string;
  @Discriminator() kind?: string;
  @Keyword() title!: string;
  @Completion() names?: string;
}
const media = newIndex('media');
@Document({ index: media, settings, discriminator: 'film' })
class Film extends Medium {}
@Document({ index: media, settings, discriminator: 'song' })
class Song extends Medium {}

const dataSource = new DataSource({
  connections: { default: serverOptions() },
  documents: [Movie, Film, Song],
  synchronize: 'create',
});
let movies: Repository<Movie>;
let films: Repository<Film>;

beforeAll(async () => {
  await dataSource.initialize();
  movies = dataSource.getRepository(Movie);
  films = dataSource.getRepository(Film);
  const songs = dataSource.getRepository(Song);
  const movie = (id: string, year: number, mood: readonly [number, number]): Movie =>
    movies.create({
      id,
      year,
      mood: [...mood],
      plot: `space and ${id}`,
      genre: 'horror',
      names: id,
      cast: [Object.assign(new Role(), { actor: 'Ann', name: 'Ripley', pay: 5 })],
      studio: Object.assign(new Studio(), { name: 'fox', city: 'LA' }),
    });
  const dead = movie('alien-dead', 1979, [0, 0]);
  await movies.saveMany([
    movie('alien', 1979, [0, 0]),
    movie('aliens', 1986, [0, 1]),
    movie('up', 2009, [5, 5]),
    dead,
  ]);
  await movies.softDelete(dead);
  await films.save(films.create({ id: 'f', title: 'Alien', names: 'alien' }));
  await songs.save(songs.create({ id: 's', title: 'Alien song', names: 'alien song' }), { refresh: true });
  await movies.refresh();
});
afterAll(() => dataSource.close());

const near = { field: 'mood', query_vector: [0, 0], k: 5, num_candidates: 10 } as const;

test('groups are not filled with documents that the class does not see', async () => {
  const collapse = { field: 'genre', inner_hits: { name: 'all' } } as const;
  for (const request of [{ knn: near }, { retriever: { knn: near } }])
    expect(await rejection(movies.search({ ...request, collapse }))).toMatchObject({
      code: 'QUERY_INVALID_VALUE',
      details: { path: 'collapse.inner_hits' },
    });
  const { hits } = await movies.search({ query: { match: { plot: 'space' } }, collapse });
  expect(hits[0]?.innerHits?.all.hits.map(({ id }) => id).sort()).toEqual(['alien', 'aliens', 'up']);
});

test('suggestions and documents of global aggregations are those that the class sees', async () => {
  const suggest = { named: { prefix: 'ali', completion: { field: 'names', size: 10 } } } as const;
  for (const _source of [true, ['title'], false] as const) {
    const found = (await films.search({ suggest, _source })).suggest.named[0]?.options;
    expect(found?.map(({ id }) => id)).toEqual(['f']);
  }
  for (const _source of [true, ['year'], false] as const) {
    const found = (await movies.search({ suggest, _source })).suggest.named[0]?.options;
    expect(found?.map(({ id }) => id).sort()).toEqual(['alien', 'aliens']);
    if (_source === false) expect(found?.[0]?.document).toBeUndefined();
  }
  const everything = { all: { global: {}, aggs: { top: { top_hits: { size: 10 } } } } } as const;
  const tops = async (repository: Repository<Film> | Repository<Movie>): Promise<string[]> => {
    const { aggs } = await (repository as Repository<Film>).search({ size: 0, aggs: everything });
    return aggs.all.top.hits.map(({ id }) => id).sort();
  };
  expect(await tops(films)).toEqual(['f']);
  expect(await tops(movies)).toEqual(['alien', 'aliens', 'up']);
});

test('hooks are called on all documents, also those inside of others', async () => {
  loaded.length = 0;
  await movies.search({
    query: { term: { year: 2009 } },
    collapse: { field: 'genre', inner_hits: { name: 'all' } },
    suggest: { named: { prefix: 'aliens', completion: { field: 'names' } } },
  });
  expect(loaded.sort()).toEqual(['aliens', 'up', 'up']);
});

describe('a deletion by a search', () => {
  const deletable = (): Search => new Search({ index: 'a' });

  test.each([
    ['runtime fields', 'runtime_mappings', () => movies.createSearch().runtime({ a: { type: 'keyword' } })],
    ['a least score', 'min_score', () => movies.createSearch().params({ min_score: 5 })],
    ['neighbours', 'knn', () => movies.createSearch().knn(near)],
    ['a retriever', 'retriever', () => movies.createSearch().retriever({ knn: near })],
    ['one of a group', 'collapse', () => movies.createSearch().collapse('genre')],
    ['a least score, without a class', 'min_score', () => deletable().params({ min_score: 5 })],
    ['an early end', 'terminate_after', () => deletable().params({ terminate_after: 5 })],
  ])('heeds all that decides what is found, or refuses it: %s', async (_, path, search) => {
    const searched = search() as object as Search;
    const call = searched.exclude('term', { [field('a')]: 'x' }).delete();
    expect(await rejection(call)).toMatchObject({ code: 'QUERY_INVALID_VALUE', details: { path } });
  });

  test('keeps the routing, and the query that was added', async () => {
    const record = recorder(() => ({ deleted: 0, failures: [] }));
    const recorded = repositoryOn(Movie, record);
    await recorded
      .createSearch()
      .extra({ query: { term: { genre: 'horror' } } })
      .filter('term', { year: 1979 })
      .params({ routing: 'a' })
      .delete();
    expect(record.sent.at(-1)).toMatchObject({
      api: 'deleteByQuery',
      params: {
        routing: 'a',
        query: {
          bool: {
            must: [{ bool: { must: [{ term: { genre: 'horror' } }], filter: [{ term: { year: 1979 } }] } }],
          },
        },
      },
    });
  });
});

test('a count is what a search finds', async () => {
  const space = movies.createSearch().query('match', { plot: 'space' });
  const plain = new Search({ index: movies.metadata.index, connections: dataSource.connections });
  for (const search of [
    space,
    space.params({ min_score: 99 }),
    space.sort('year').params({ min_score: 99 }),
    space.extra({ query: { term: { year: 1979 } } }),
    space.runtime({ none: { type: 'keyword' } }).filter('exists', { field: field('none') }),
    space.slice(1, 2),
    plain.query('match', { plot: 'space' }).params({ min_score: 99 }),
  ]) {
    const { total } = await (search as object as Search).params({ track_total_hits: true }).execute();
    expect(await search.count()).toBe(total);
  }
  const added = space.extra({ query: { term: { year: 1979 } } });
  expect((await added.execute()).hits.map(({ id }) => id)).toEqual(['alien']);
});

describe('going through all hits', () => {
  test.each([[0], [1.5], [-1], [Number.NaN]])('refuses pages of %p', async (pageSize) => {
    const hits = movies.createSearch().iterate({ pageSize });
    expect(await rejection(hits.next())).toMatchObject({
      code: 'QUERY_INVALID_VALUE',
      details: { path: 'pageSize' },
    });
  });

  test.each([
    ['terminate_after', () => movies.createSearch().params({ terminate_after: 1 })],
    ['retriever', () => movies.createSearch().retriever({ knn: near })],
    ['collapse', () => movies.createSearch().collapse('genre')],
  ])('refuses %s, which ends or groups them', async (path, search) => {
    const hits = (search() as object as Search).iterate();
    expect(await rejection(hits.next())).toMatchObject({ code: 'QUERY_INVALID_VALUE', details: { path } });
  });

  test('keeps to the largest page of the DataSource', async () => {
    await using limited = new DataSource({
      connections: { default: serverOptions() },
      documents: [Movie],
      limits: { pageSize: 2 },
    });
    const seen: string[] = [];
    for await (const { id } of limited.getRepository(Movie).createSearch().iterate()) seen.push(id);
    expect(seen.sort()).toEqual(['alien', 'aliens', 'up']);
  });
});

test('lists of objects that were read in part are not written back', async () => {
  await movies.refresh();
  const query = { ids: { values: ['alien'] } };
  const [part] = (await movies.search({ query, _source: ['cast.actor', 'studio.name'] })).documents;
  const read = part as Movie;
  expect(await rejection(movies.update(read, { cast: read.cast }))).toMatchObject({
    code: 'DOCUMENT_INVALID_VALUE',
    details: { path: 'cast[0]', reason: 'only some of its fields were read, and the others would be lost' },
  });
  expect(await rejection(movies.update('alien', { cast: read.cast }))).toMatchObject({
    code: 'DOCUMENT_INVALID_VALUE',
  });
  // Objects are merged.
  await movies.update(read, { studio: Object.assign(read.studio!, { name: 'Fox' }) }, { refresh: true });
  const stored = await movies.get('alien');
  expect(stored.studio).toEqual({ name: 'Fox', city: 'LA' });
  expect(stored.cast).toEqual([{ actor: 'Ann', name: 'Ripley', pay: 5 }]);
  // What came as a whole goes back as a whole.
  const [whole] = (await movies.search({ query, _source: ['cast'] })).documents;
  await movies.update(whole as Movie, {
    cast: [...whole!.cast, Object.assign(new Role(), { actor: 'Bob' })],
  });
  expect((await movies.get('alien')).cast).toHaveLength(2);
});

test('the version of a hit is always asked for', async () => {
  const search = movies.createSearch().filter('ids', { values: ['up'] });
  const [read] = (await search.extra({ seq_no_primary_term: false, version: false }).execute()).documents;
  await movies.update('up', { year: 3000 }, { refresh: true });
  read!.plot = 'changed';
  expect(await rejection(movies.save(read!))).toMatchObject({ code: 'VERSION_CONFLICT' });
});

test('`aggregations` is another word for `aggs`', async () => {
  const aggregations = { years: { max: { field: 'year' } } } as const;
  const connections = dataSource.connections;
  const result = await Search.from({ aggregations }, { index: movies.metadata.index, connections }).execute();
  expect(result.aggs).toMatchObject({ years: { value: 3000 } });
  const request: object = { aggregations };
  expect((await movies.search(request)).aggs).toMatchObject({ years: { value: 3000 } });
});

test('a query that is no query is refused', () => {
  expect(
    thrown(() => new Search({ connections: new ConnectionManager() }).query(null as never)),
  ).toMatchObject({
    name: 'RequestError',
  });
});
