import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DataSource, DateField, Document, Id, Integer, Keyword, Nested, Text } from 'elastodm';
import type { MultiField, Repository } from 'elastodm';
import { testIndices } from '../../support/cleanup.js';
import { rejection } from '../../support/failing.js';
import { serverOptions, uniqueIndex } from '../../support/server.js';

const newIndex = testIndices();

class Review {
  @Keyword() author!: string;
  @Integer() stars!: number;
}
@Document({ index: newIndex('search'), settings: { number_of_shards: 1, number_of_replicas: 0 } })
class Film {
  @Id() id?: string;
  @Text({ fields: { raw: { type: 'keyword' } } }) title!: MultiField<string, 'raw'>;
  @Keyword() genre!: 'drama' | 'horror';
  @Integer() year!: number;
  @DateField() released!: Date;
  @Nested(() => Review) reviews: Review[] = [];
}

const dataSource = new DataSource({
  connections: { default: serverOptions() },
  documents: [Film],
  synchronize: 'create',
});
let films: Repository<Film>;

beforeAll(async () => {
  await dataSource.initialize();
  films = dataSource.getRepository(Film);
  const film = (
    id: string,
    title: string,
    genre: Film['genre'],
    year: number,
    stars: readonly number[],
  ): Film =>
    films.create({
      id,
      title,
      genre,
      year,
      released: new Date(Date.UTC(year, 4, 25)),
      reviews: stars.map((count, place) =>
        Object.assign(new Review(), { author: `critic-${place}`, stars: count }),
      ),
    });
  await films.saveMany(
    [
      film('alien', 'Alien', 'horror', 1979, [5, 1]),
      film('aliens', 'Aliens return', 'horror', 1986, [4]),
      film('shining', 'The Shining', 'horror', 1980, [3]),
      film('gandhi', 'Gandhi', 'drama', 1982, []),
    ],
    { refresh: true },
  );
});
afterAll(() => dataSource.close());

describe('search', () => {
  test('without a query, all documents, as instances', async () => {
    const result = await films.search();
    expect(result).toMatchObject({
      total: 4,
      totalRelation: 'eq',
      length: 4,
      maxScore: 1,
      timedOut: false,
      shards: { total: 1, successful: 1, skipped: 0, failed: 0 },
      aggs: undefined,
    });
    expect(result.documents.every((document) => document instanceof Film)).toBe(true);
  });

  test('finds by the fields of the class', async () => {
    const ids = async (query: Parameters<typeof films.search>[0] & object): Promise<string[]> =>
      (await films.search({ sort: 'year', ...query })).hits.map(({ id }) => id);
    await expect(ids({ query: { match: { title: 'alien' } } })).resolves.toEqual(['alien']);
    await expect(ids({ query: { term: { 'title.raw': 'The Shining' } } })).resolves.toEqual(['shining']);
    await expect(ids({ query: { terms: { genre: ['drama'] } } })).resolves.toEqual(['gandhi']);
    await expect(ids({ query: { prefix: { 'title.raw': 'Alien' } } })).resolves.toEqual(['alien', 'aliens']);
    await expect(ids({ query: { range: { year: { gte: 1980, lt: 1986 } } } })).resolves.toEqual([
      'shining',
      'gandhi',
    ]);
    await expect(
      ids({ query: { range: { released: { gt: new Date('1982-01-01T00:00:00Z') } } } }),
    ).resolves.toEqual(['gandhi', 'aliens']);
    await expect(
      ids({
        query: {
          bool: { filter: { term: { genre: 'horror' } }, must_not: [{ match: { title: 'shining' } }] },
        },
      }),
    ).resolves.toEqual(['alien', 'aliens']);
    await expect(
      ids({
        query: {
          nested: {
            path: 'reviews',
            query: {
              bool: {
                must: [
                  { term: { 'reviews.author': 'critic-0' } },
                  { range: { 'reviews.stars': { gte: 4 } } },
                ],
              },
            },
          },
        },
      }),
    ).resolves.toEqual(['alien', 'aliens']);
    await expect(
      ids({ query: { multi_match: { query: 'alien shining', fields: ['title^2', 'title.raw'] } } }),
    ).resolves.toEqual(['alien', 'shining']);
    await expect(ids({ query: { exists: { field: 'reviews' } } })).resolves.toEqual([]);
    await expect(ids({ query: { match_none: {} } })).resolves.toEqual([]);
  });

  test('highlights, sorts, pages and explains', async () => {
    const result = await films.search({
      query: { match: { title: { query: 'alien shining', _name: 'by-title' } } },
      highlight: { fields: { title: {} }, pre_tags: ['<b>'], post_tags: ['</b>'] },
      sort: [{ 'title.raw': 'desc' }, { year: { order: 'asc', missing: '_last' } }],
      from: 1,
      size: 1,
      explain: true,
      track_scores: true,
    });
    expect(result).toMatchObject({ total: 2, length: 1 });
    expect(result.hits[0]).toMatchObject({
      id: 'alien',
      index: films.metadata.index,
      highlight: { title: ['<b>Alien</b>'] },
      sort: ['Alien', 1979],
      version: 1,
      seqNo: expect.any(Number),
      primaryTerm: expect.any(Number),
      score: expect.any(Number),
      matchedQueries: ['by-title'],
      explanation: { value: expect.any(Number) },
    });
    const [hit] = [...(await films.search({ sort: [{ year: 'desc' }], search_after: [1982] }))];
    expect(hit?.document.title).toBe('The Shining');
    expect(hit?.score).toBeNull();
  });

  test('aggregates', async () => {
    const result = await films.search({
      size: 0,
      aggs: {
        genres: {
          terms: { field: 'genre' },
          aggs: { oldest: { min: { field: 'year' } }, newest: { max: { field: 'released' } } },
        },
        years: { stats: { field: 'year' } },
        decades: { histogram: { field: 'year', interval: 10 } },
        perYear: { date_histogram: { field: 'released', calendar_interval: 'year', min_doc_count: 1 } },
        stars: { nested: { path: 'reviews' }, aggs: { mean: { avg: { field: 'reviews.stars' } } } },
        named: {
          filters: {
            filters: { old: { range: { year: { lt: 1980 } } }, drama: { term: { genre: 'drama' } } },
          },
        },
        ages: {
          range: {
            field: 'year',
            ranges: [
              { key: 'old', to: 1980 },
              { key: 'new', from: 1980 },
            ],
            keyed: true,
          },
        },
        titles: { cardinality: { field: 'title.raw' } },
      },
    });
    expect(result.length).toBe(0);
    const { genres, years, decades, perYear, stars, named, ages, titles } = result.aggs;
    expect(genres.buckets.map(({ key, doc_count, oldest }) => [key, doc_count, oldest.value])).toEqual([
      ['horror', 3, 1979],
      ['drama', 1, 1982],
    ]);
    expect(genres.buckets[0]?.newest.value_as_string).toBe('1986-05-25T00:00:00.000Z');
    expect([years.min, years.max, years.count]).toEqual([1979, 1986, 4]);
    expect(decades.buckets.map(({ key, doc_count }) => [key, doc_count])).toEqual([
      [1970, 1],
      [1980, 3],
    ]);
    expect(perYear.buckets[0]).toMatchObject({
      key: Date.UTC(1979, 0, 1),
      key_as_string: '1979-01-01T00:00:00.000Z',
    });
    expect(stars.mean.value).toBe(3.25);
    expect([named.buckets.old.doc_count, named.buckets.drama.doc_count]).toEqual([1, 1]);
    expect([ages.buckets.old.doc_count, ages.buckets.new.doc_count]).toEqual([1, 3]);
    expect(titles.value).toBe(4);
  });

  test('filters after aggregating, collapses, and stops counting', async () => {
    const filtered = await films.search({
      post_filter: { term: { genre: 'drama' } },
      aggs: { all: { value_count: { field: 'year' } } },
    });
    expect([filtered.total, filtered.aggs.all.value]).toEqual([1, 4]);
    const collapsed = await films.search({ collapse: { field: 'genre' }, sort: { year: 'asc' } });
    expect(collapsed.documents.map(({ id }) => id)).toEqual(['alien', 'gandhi']);
    const untracked = await films.search({ track_total_hits: false });
    expect(untracked.total).toBe(-1);
    const counted = await films.search({ track_total_hits: 2 });
    expect([counted.total, counted.totalRelation]).toEqual([2, 'gte']);
  });

  test('profiles', async () => {
    expect((await films.search({ profile: true })).profile).toMatchObject({ shards: [expect.anything()] });
  });

  test('a hit can be changed and saved', async () => {
    const { documents } = await films.search({ query: { ids: { values: 'gandhi' } } });
    const gandhi = documents[0]!;
    gandhi.year = 1983;
    await films.save(gandhi, { refresh: true });
    await expect(films.count({ query: { term: { year: 1983 } } })).resolves.toBe(1);
    gandhi.year = 1982;
    await films.save(gandhi, { refresh: true });
  });
});

describe('count', () => {
  test('all, or those that match', async () => {
    await expect(films.count()).resolves.toBe(4);
    await expect(films.count({ query: { term: { genre: 'horror' } } })).resolves.toBe(3);
  });
});

describe('a search that can’t be answered', () => {
  test('with undefined in it is refused before it is sent', async () => {
    const genre = undefined as unknown as 'drama';
    expect(await rejection(films.search({ query: { bool: { filter: { term: { genre } } } } }))).toMatchObject(
      {
        code: 'QUERY_UNDEFINED',
        details: { className: 'Film', path: 'query.bool.filter.term.genre' },
      },
    );
    expect(await rejection(films.count({ query: { term: { genre } } }))).toMatchObject({
      details: { path: 'query.term.genre' },
    });
  });

  test('tells why', async () => {
    const error = await rejection(films.search({ sort: 'title' }));
    expect(error).toMatchObject({
      name: 'RequestError',
      code: 'REQUEST_REFUSED',
      details: { api: 'search', status: 400, type: 'search_phase_execution_exception' },
    });
    expect(error.message).toMatch(/Fielddata is disabled on \[title\]|Text fields are not optimised/);
  });
});

describe('partial results', () => {
  // An alias over two indices that sort by another type: one shard fails.
  const alias = uniqueIndex('partial');
  const one = newIndex('partial-1');
  const two = newIndex('partial-2');
  @Document({ index: alias, dynamic: true })
  class Mixed {
    @Keyword() name!: string;
    @Keyword() value?: string;
  }
  const mixedSource = new DataSource({ connections: { default: serverOptions() }, documents: [Mixed] });
  const mixed = mixedSource.getRepository(Mixed);

  beforeAll(async () => {
    const client = mixedSource.connections.getConnection();
    const aliases = { [alias]: {} };
    await client.indices.create({
      index: one,
      aliases,
      mappings: { properties: { value: { type: 'keyword' } } },
    });
    await client.indices.create({
      index: two,
      aliases,
      mappings: { properties: { value: { type: 'text' } } },
    });
    await client.index({ index: one, document: { name: 'one', value: 'a' }, refresh: true });
    await client.index({ index: two, document: { name: 'two', value: 'b' }, refresh: true });
  });
  afterAll(() => mixedSource.close());

  test('are an error, unless they are asked for', async () => {
    expect(await rejection(mixed.search({ sort: 'value' }))).toMatchObject({ code: 'PARTIAL_RESULT' });
    const result = await mixed.search({ sort: 'value', allow_partial_search_results: true });
    expect(result.shards).toMatchObject({ total: 2, successful: 1, failed: 1 });
    expect(result.documents.map(({ name }) => name)).toEqual(['one']);
  });

  test('hits behind an alias are instances, and each knows its index', async () => {
    const result = await mixed.search();
    expect(result.hits.map(({ index, document }) => [index, document instanceof Mixed]).sort()).toEqual([
      [one, true],
      [two, true],
    ]);
  });
});
