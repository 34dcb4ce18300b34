// Every member of a search request, and what comes back for it, on a real server.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  Completion,
  DataSource,
  DateField,
  DeletedAt,
  DenseVector,
  Document,
  Id,
  Integer,
  Keyword,
  MultiSearchError,
  Nested,
  PartialResultError,
  Q,
  Search,
  Text,
  field,
} from 'elastodm';
import type { MultiField, Repository } from 'elastodm';
import { testIndices } from '../../support/cleanup.js';
import { rejection } from '../../support/failing.js';
import { serverOptions } from '../../support/server.js';

const newIndex = testIndices();
const settings = { number_of_shards: 1, number_of_replicas: 0 };

class Review {
  @Keyword() author!: string;
  @Integer() stars = 3;
  shout(): string {
    return this.author.toUpperCase();
  }
}
@Document({ index: newIndex('whole'), settings })
class Film {
  @Id() id?: string;
  @Text({ fields: { raw: { type: 'keyword' } } }) title!: MultiField<string, 'raw'>;
  @Keyword() genre!: 'drama' | 'horror';
  @Integer() year = 2000;
  @DateField() releasedAt?: Date;
  @Nested(() => Review) reviews: Review[] = [];
  @Completion() typed?: string;
  @DeletedAt() deletedAt?: Date;
  label(): string {
    return `${this.title}!`;
  }
}
// With vectors: Elasticsearch leaves them out of what it gives, unless it is asked for them in the right place.
@Document({ index: newIndex('moods'), settings })
class Mood {
  @Id() id?: string;
  @Keyword() genre!: string;
  @Integer() year!: number;
  // Compared one by one: the shortcuts for many vectors are not exact.
  @DenseVector({ dims: 2, similarity: 'l2_norm', index_options: { type: 'flat' } }) mood?: number[];
  @DeletedAt() deletedAt?: Date;
}
const other = newIndex('whole-b');
const dataSource = new DataSource({
  connections: { default: serverOptions() },
  documents: [Film, Mood],
  synchronize: 'create',
});
let films: Repository<Film>;
let moods: Repository<Mood>;

beforeAll(async () => {
  await dataSource.initialize();
  films = dataSource.getRepository(Film);
  moods = dataSource.getRepository(Mood);
  const film = (id: string, title: string, year: number, stars: readonly number[]): Film =>
    films.create({
      id,
      title,
      year,
      genre: id === 'gandhi' ? 'drama' : 'horror',
      releasedAt: new Date(Date.UTC(year, 4, 25)),
      reviews: stars.map((count, place) =>
        Object.assign(new Review(), { author: `critic-${place}`, stars: count }),
      ),
      typed: title,
    });
  const gone = film('gone', 'Alien deleted', 1979, [5]);
  await films.saveMany([
    film('alien', 'Alien', 1979, [5, 1]),
    film('aliens', 'Aliens return', 1986, [4]),
    film('shining', 'The Shining', 1980, [3]),
    film('gandhi', 'Gandhi', 1982, []),
    gone,
  ]);
  await films.softDelete(gone);
  await films.refresh();
  const mood = (id: string, genre: string, year: number, at: readonly [number, number]): Mood =>
    moods.create({ id, genre, year, mood: [...at] });
  const sad = mood('gone', 'horror', 1979, [0, 0]);
  await moods.saveMany([
    mood('alien', 'horror', 1979, [0, 0]),
    mood('aliens', 'horror', 1986, [0, 1]),
    mood('shining', 'horror', 1980, [1, 0]),
    mood('gandhi', 'drama', 1982, [5, 5]),
    sad,
  ]);
  await moods.softDelete(sad);
  await moods.refresh();
});
afterAll(() => dataSource.close());

const idsOf = (result: Iterable<{ readonly id: string }>): string[] => [...result].map(({ id }) => id);

describe('parts of documents', () => {
  test('are instances with just these fields, and without what the class would fill in', async () => {
    const result = await films.search({
      query: { ids: { values: ['alien'] } },
      _source: ['title', 'reviews.author'],
    });
    const [hit] = result.hits;
    expect(hit?.document).toBeInstanceOf(Film);
    expect({ ...hit?.document }).toEqual({
      id: 'alien',
      title: 'Alien',
      reviews: [{ author: 'critic-0' }, { author: 'critic-1' }],
    });
    expect(hit?.document.reviews[0]).toBeInstanceOf(Review);
  });

  test('are found by patterns, by what is left out, and by the name of a multi-field', async () => {
    const query = { ids: { values: ['alien'] } };
    const one = async (_source: string | string[] | { excludes: string[] }): Promise<object> => {
      const { documents } = await films.search({ query, _source: _source as 'title' });
      return { ...documents[0] };
    };
    expect(await one('reviews.s*')).toEqual({ id: 'alien', reviews: [{ stars: 5 }, { stars: 1 }] });
    expect(await one('title.raw')).toEqual({ id: 'alien', title: 'Alien' });
    expect(await one({ excludes: ['reviews', 'typed', 'releasedAt'] })).toEqual({
      id: 'alien',
      title: 'Alien',
      genre: 'horror',
      year: 1979,
    });
  });

  test('are changed field by field, on condition that nobody else changed them', async () => {
    const title = { query: { ids: { values: ['gandhi'] } }, _source: ['title'] } as const;
    const [part] = (await films.search(title)).documents;
    const [stale] = (await films.search(title)).documents;
    await films.update(part as Film, { year: 1983 });
    expect(part).toMatchObject({ title: 'Gandhi', year: 1983 });
    expect(await films.get('gandhi')).toMatchObject({ title: 'Gandhi', year: 1983, genre: 'drama' });
    expect(await rejection(films.update(stale as Film, { year: 1984 }))).toMatchObject({
      code: 'VERSION_CONFLICT',
    });
    await films.update('gandhi', { year: 1982 }, { refresh: true });
  });

  test('are nothing with `_source: false`', async () => {
    const result = await films.search({
      query: { ids: { values: ['alien'] } },
      _source: false,
      fields: ['year'],
    });
    expect(result.documents).toEqual([undefined]);
    expect(result.hits[0]).toMatchObject({ id: 'alien', fields: { year: [1979] } });
  });
});

test('values come beside the documents, as the mapping has them', async () => {
  const result = await films.search({
    query: { ids: { values: ['alien'] } },
    fields: ['title.raw', { field: 'releasedAt', format: 'yyyy' }],
    docvalue_fields: ['genre'],
    runtime_mappings: { year_text: { type: 'keyword' } },
  });
  expect(result.hits[0]?.fields).toEqual({
    'title.raw': ['Alien'],
    releasedAt: ['1979'],
    genre: ['horror'],
  });
  expect(result.hits[0]?.document).toBeInstanceOf(Film);
});

test('fragments come for the fields that were asked for, in their order', async () => {
  const result = await films.search({
    query: { match: { title: 'alien' } },
    highlight: { fields: [{ 'title.raw': {} }, { title: { pre_tags: ['<b>'], post_tags: ['</b>'] } }] },
  });
  expect(result.hits[0]?.highlight?.title).toEqual(['<b>Alien</b>']);
});

describe('hits inside of a hit', () => {
  test('are objects of the class of the nested field', async () => {
    const result = await films.search({
      query: {
        nested: { path: 'reviews', query: { range: { 'reviews.stars': { gte: 4 } } }, inner_hits: {} },
      },
      sort: 'title.raw',
    });
    expect(idsOf(result)).toEqual(['alien', 'aliens']);
    const inner = result.hits[0]?.innerHits?.reviews;
    expect(inner).toMatchObject({ total: 1, length: 1 });
    expect(inner?.documents[0]).toBeInstanceOf(Review);
    expect(inner?.documents[0]?.shout()).toBe('CRITIC-0');
    expect(inner?.hits[0]).toMatchObject({ id: 'alien', offset: 0 });
  });

  test('have the names that they were given', async () => {
    const result = await films.search({
      query: {
        nested: {
          path: 'reviews',
          query: { match_all: {} },
          inner_hits: {
            name: 'worst',
            sort: [{ 'reviews.stars': 'asc' }],
            size: 1,
            _source: ['reviews.stars'],
          },
        },
      },
      sort: 'title.raw',
    });
    expect(result.hits[0]?.innerHits?.[field('worst')]?.documents).toEqual([{ stars: 1 }]);
  });

  test('are the others of a group, which can be saved', async () => {
    const result = await films.search({
      collapse: {
        field: 'genre',
        inner_hits: [
          { name: 'oldest', size: 1, sort: [{ year: 'asc' }] },
          { name: 'titles', _source: ['title'] },
        ],
      },
      sort: [{ genre: 'asc' }],
    });
    expect(result.hits.map(({ document }) => document.genre)).toEqual(['drama', 'horror']);
    const horror = result.hits[1]?.innerHits;
    expect(horror?.oldest.documents.map(({ title }) => title)).toEqual(['Alien']);
    const [oldest] = horror?.oldest.documents ?? [];
    expect(oldest).toBeInstanceOf(Film);
    await films.save(oldest as Film);
    const stale = horror?.titles.documents[0];
    expect(await rejection(films.save(stale as Film))).toMatchObject({ code: 'DOCUMENT_PARTIAL' });
    await films.refresh();
  });
});

test('suggestions are corrections, and completions with their documents', async () => {
  const result = await films.search({
    size: 0,
    suggest: {
      text: 'alein',
      words: { term: { field: 'title' } },
      phrase: { phrase: { field: 'title' } },
      typed: { prefix: 'shi', completion: { field: 'typed', fuzzy: { fuzziness: 1 } } },
      begun: { prefix: 'ali', completion: { field: 'typed', size: 1 } },
    },
  });
  expect(result.suggest.words[0]).toMatchObject({ text: 'alein', offset: 0, length: 5 });
  expect(result.suggest.words[0]?.options[0]).toMatchObject({ text: 'alien' });
  expect(Array.isArray(result.suggest.phrase)).toBe(true);
  const option = result.suggest.begun[0]?.options[0];
  expect(option).toMatchObject({ text: 'Alien', id: 'alien' });
  expect(option?.document).toBeInstanceOf(Film);
  expect(option?.document.label()).toBe('Alien!');
  expect(await rejection(films.save(option!.document))).toMatchObject({ code: 'DOCUMENT_PARTIAL' });
});

describe('vectors', () => {
  const query = { ids: { values: ['gandhi'] } };

  test('come with whole documents, with parts that name them, and through several searches', async () => {
    expect((await moods.search({ query })).documents).toMatchObject([{ mood: [5, 5] }]);
    const parts = [['mood'], { excludes: ['year'] }] as const;
    for (const _source of parts)
      expect((await moods.search({ query, _source })).documents).toMatchObject([{ mood: [5, 5] }]);
    const [result] = await dataSource.msearch([moods.createSearch().query(query)]);
    expect(result.documents).toMatchObject([{ mood: [5, 5] }]);
  });

  test('do not come with the documents of groups, which are not saved without them', async () => {
    const collapse = { field: 'genre', inner_hits: { name: 'all' } } as const;
    const { hits } = await moods.search({ query, collapse });
    const [document] = hits[0]?.innerHits?.all.documents ?? [];
    expect(document).toMatchObject({ id: 'gandhi', year: 1982 });
    expect(await rejection(moods.save(document!))).toMatchObject({ code: 'DOCUMENT_PARTIAL' });
  });

  test('do not come with the documents of top_hits', async () => {
    const { aggs } = await moods.search({ query, size: 0, aggs: { best: { top_hits: { size: 1 } } } });
    const [document] = aggs.best.documents;
    expect(document).toMatchObject({ id: 'gandhi', year: 1982 });
    expect(await rejection(moods.save(document as Mood))).toMatchObject({ code: 'DOCUMENT_PARTIAL' });
    expect(await rejection(moods.update(document as Mood))).toMatchObject({ code: 'DOCUMENT_PARTIAL' });
  });
});

describe('neighbours and retrievers', () => {
  const near = { field: 'mood', query_vector: [0, 0.1], k: 2, num_candidates: 10 } as const;

  test('see the documents that the class sees, and no more', async () => {
    expect(idsOf(await moods.search({ knn: near }))).toEqual(['alien', 'aliens']);
    expect(
      idsOf(await moods.search({ knn: [near, { ...near, query_vector: [5, 5], k: 1 }] })).sort(),
    ).toEqual(['alien', 'aliens', 'gandhi']);
    expect(idsOf(await moods.search({ knn: near, query: { term: { genre: 'drama' } } })).sort()).toEqual([
      'alien',
      'aliens',
      'gandhi',
    ]);
    const filtered = { ...near, filter: { range: { year: { gt: 1979 } } } } as const;
    expect(idsOf(await moods.search({ knn: filtered }))).toEqual(['aliens', 'shining']);
    expect(idsOf(await moods.search({ knn: near }, { withDeleted: true })).sort()).toEqual(['alien', 'gone']);
    expect(idsOf(await moods.search({ retriever: { knn: near } }))).toEqual(['alien', 'aliens']);
    const retriever = { standard: { query: { term: { year: 1979 } } } } as const;
    expect(idsOf(await moods.search({ retriever }))).toEqual(['alien']);
    expect(idsOf(await moods.search({ retriever }, { withDeleted: true })).sort()).toEqual(['alien', 'gone']);
  });

  test('stand alone', async () => {
    const search = moods.search({ retriever: { knn: near }, query: { match_all: {} } });
    expect(await rejection(search)).toMatchObject({
      code: 'QUERY_INVALID_VALUE',
      details: { path: 'retriever' },
    });
  });

  test('in a chain are counted, and added up', async () => {
    const search = moods
      .createSearch()
      .knn(near)
      .knn({ ...near, query_vector: [5, 5], k: 1 });
    expect(idsOf(await search.execute()).sort()).toEqual(['alien', 'aliens', 'gandhi']);
    expect(await search.count()).toBe(3);
  });
});

test('the other members do what Elasticsearch says', async () => {
  const rescored = await films.search({
    query: { match_all: {} },
    rescore: { window_size: 10, query: { rescore_query: { term: { genre: 'drama' } } } },
  });
  expect(rescored.hits[0]?.id).toBe('gandhi');
  const named = await films.search({
    query: { term: { genre: { value: 'drama', _name: 'sad' } } },
    include_named_queries_score: true,
    explain: true,
    profile: true,
    stats: ['shop'],
    indices_boost: [{ [films.metadata.index]: 2 }],
  });
  expect(named.hits[0]).toMatchObject({ matchedQueries: ['sad'] });
  expect(named.hits[0]?.matchedScores?.['sad']).toBeGreaterThan(0);
  expect(named.hits[0]?.explanation).toMatchObject({ details: expect.anything() });
  expect(named.profile).toMatchObject({ shards: expect.anything() });
  const narrowed = await films.search({
    post_filter: { term: { genre: 'drama' } },
    aggs: { genres: { terms: { field: 'genre' } } },
  });
  expect(narrowed.total).toBe(1);
  expect(narrowed.aggs.genres.buckets).toHaveLength(2);
  expect(await films.search({ query: { match: { title: 'alien' } }, min_score: 1_000 })).toHaveLength(0);
  const first = await films.search({ sort: [{ year: 'asc' }, 'title.raw'], size: 1 });
  const after = first.hits[0]?.sort ?? [];
  const second = await films.search({ sort: [{ year: 'asc' }, 'title.raw'], size: 1, search_after: after });
  expect(idsOf(second)).toEqual(['shining']);
  const ended = await films.search({ terminate_after: 1, track_total_hits: true });
  expect(ended).toMatchObject({ terminatedEarly: true, timedOut: false });
});

describe('a search in steps', () => {
  test('of a class gives instances, and what all steps asked for', async () => {
    const search = films
      .createSearch()
      .query('match', { title: 'aliens alien' }, { operator: 'or' })
      .filter('term', { genre: 'horror' })
      .exclude('range', { year: { gt: 1985 } })
      .highlight('title')
      .highlight({ fields: { 'title.raw': {} } })
      .aggs('genres', { terms: { field: 'genre' } })
      .aggs({ years: { histogram: { field: 'year', interval: 10 } } })
      .fields('year')
      .fields({ field: 'releasedAt', format: 'yyyy' })
      .sort('-year', '_score')
      .slice(0, 5);
    const result = await search.execute();
    expect(idsOf(result)).toEqual(['alien']);
    expect(result.hits[0]).toMatchObject({
      highlight: { title: ['<em>Alien</em>'] },
      fields: { year: [1979], releasedAt: ['1979'] },
    });
    expect(result.hits[0]?.document.label()).toBe('Alien!');
    expect(result.aggs.genres.buckets.map(({ key, doc_count }) => [key, doc_count])).toEqual([['horror', 1]]);
    expect(result.aggs.years.buckets.map(({ key }) => key)).toEqual([1970]);
    expect(await search.count()).toBe(1);
    expect((await search.first())?.document.title).toBe('Alien');
    expect(await search.filter('term', { year: 1 }).first()).toBeNull();
    const hits: string[] = [];
    for await (const hit of search) hits.push(hit.document.title);
    expect(hits).toEqual(['Alien']);
  });

  test('narrows, collapses, suggests and filters afterwards', async () => {
    const base = films.createSearch();
    const [titled] = (
      await base
        .source('title')
        .filter('ids', { values: ['alien'] })
        .execute()
    ).documents;
    expect({ ...titled }).toEqual({ id: 'alien', title: 'Alien' });
    const collapsed = await base
      .collapse({ field: 'genre', inner_hits: { name: 'all', size: 5 } })
      .sort('genre')
      .execute();
    expect(collapsed.hits[1]?.innerHits?.all.total).toBe(3);
    const suggested = await base
      .suggest('words', { text: 'alein', term: { field: 'title' } })
      .suggest({ typed: { prefix: 'shi', completion: { field: 'typed', fuzzy: { fuzziness: 'AUTO' } } } })
      .execute();
    expect(suggested.suggest.words[0]?.options[0]?.text).toBe('alien');
    expect(suggested.suggest.typed).toHaveLength(1);
    const after = base.aggs({ n: { value_count: { field: 'year' } } }).postFilter('term', { genre: 'drama' });
    expect(await after.execute()).toMatchObject({ total: 1, aggs: { n: { value: 4 } } });
    expect(await after.count()).toBe(1);
  });

  test('takes what another program wrote', async () => {
    const { index } = films.metadata;
    const body = { query: { match: { title: 'alien' } }, size: 1, sort: [{ year: 'desc' }] } as const;
    const search = Search.from(body, { index, connections: dataSource.connections });
    expect(idsOf(await search.execute())).toEqual(['gone']);
    const more = search.filter('term', { genre: 'horror' }).runtime({ added: { type: 'keyword' } });
    expect(await more.extra({ size: 2 }).execute()).toHaveLength(2);
    expect(await more.filter('exists', { field: 'added' }).count()).toBe(0);
  });

  test('goes through all hits, and closes what it opened', async () => {
    const search = films.createSearch().filter('exists', { field: 'year' });
    const seen: string[] = [];
    for await (const hit of search.iterate({ pageSize: 2 })) {
      expect(hit.document).toBeInstanceOf(Film);
      seen.push(hit.id);
    }
    expect(seen.sort()).toEqual(['alien', 'aliens', 'gandhi', 'shining']);
    const sorted: string[] = [];
    for await (const { id } of search.sort('-year').source(false).iterate({ pageSize: 1 })) sorted.push(id);
    expect(sorted).toEqual(['aliens', 'gandhi', 'shining', 'alien']);
    const open = async (): Promise<number> => {
      const client = dataSource.connections.getConnection();
      const stats = await client.indices.stats({ index: films.metadata.index, metric: 'search' });
      return stats._all.total?.search?.open_contexts ?? -1;
    };
    for await (const _ of search.iterate({ pageSize: 1 })) break;
    const failing = (async () => {
      for await (const _ of search.iterate({ pageSize: 1 })) throw new Error('mine');
    })();
    await expect(failing).rejects.toThrow('mine');
    expect(await open()).toBe(0);
  });
});

describe('several searches at once', () => {
  test('each give their own', async () => {
    const plain = new Search<{ title: string }>({
      index: films.metadata.index,
      connections: dataSource.connections,
    });
    const [horror, one, counted] = await dataSource.msearch([
      films.createSearch().filter('term', { genre: 'horror' }).sort('year'),
      plain.query('match', { title: 'gandhi' }),
      films
        .createSearch()
        .slice(0, 0)
        .aggs('n', { value_count: { field: 'year' } }),
    ]);
    expect(horror.hits[0]?.document.label()).toBe('Alien!');
    expect(horror.total).toBe(3);
    expect(one.documents).toMatchObject([{ title: 'Gandhi' }]);
    expect(counted.aggs.n.value).toBe(4);
    // Documents that came so can be saved.
    await films.save(horror.documents[0]!);
    expect(await dataSource.msearch([])).toEqual([]);
  });

  test('one that fails leaves the others', async () => {
    const good = films.createSearch().filter('term', { genre: 'drama' });
    const bad = films.createSearch().sort('title');
    const error = await rejection(dataSource.msearch([good, bad]));
    expect(error).toBeInstanceOf(MultiSearchError);
    expect(error).toMatchObject({ code: 'MULTI_SEARCH_FAILED', details: { total: 2, failed: 1 } });
    expect(error instanceof MultiSearchError && error.results).toMatchObject([
      { total: 1 },
      { code: 'REQUEST_REFUSED', details: { status: 400 } },
    ]);
    const [settled, failed] = await dataSource.msearch([good, bad], { settle: true });
    expect(settled).toMatchObject({ status: 'fulfilled', value: { total: 1 } });
    expect(failed).toMatchObject({ status: 'rejected', reason: { code: 'REQUEST_REFUSED' } });
  });

  test('one that is refused before it is sent leaves the others', async () => {
    const good = films.createSearch().filter('term', { genre: 'drama' });
    const crowded = moods
      .createSearch()
      .query('match_all', {})
      .retriever({ standard: { query: { match_all: {} } } });
    const astray = new Search({ index: 'x', using: 'nowhere', connections: dataSource.connections });
    const nowhere = new Search({ connections: dataSource.connections });
    const all = [crowded, good, astray, nowhere] as const;
    const codes = ['QUERY_INVALID_VALUE', undefined, 'CONNECTION_NOT_FOUND', 'SEARCH_NO_INDEX'];
    const settled = await dataSource.msearch(all, { settle: true });
    expect(
      settled.map((one) => (one.status === 'rejected' ? (one.reason as { code: string }).code : undefined)),
    ).toEqual(codes);
    expect(settled[1]).toMatchObject({ value: { total: 1 } });
    const error = await rejection(dataSource.msearch(all));
    expect(error).toMatchObject({ code: 'MULTI_SEARCH_FAILED', details: { total: 4, failed: 3 } });
    const results = error instanceof MultiSearchError ? error.results : [];
    expect(results[1]).toMatchObject({ total: 1 });
    expect(await dataSource.msearch([crowded], { settle: true })).toMatchObject([{ status: 'rejected' }]);
  });

  test("one whose document's own hook fails is counted, too", async () => {
    await using hooked = new DataSource({
      connections: { default: serverOptions() },
      documents: [Film],
      subscribers: [
        {
          afterLoad: () => {
            throw new Error('The hook failed.');
          },
        },
      ],
    });
    const error = await rejection(hooked.msearch([hooked.getRepository(Film).createSearch()]));
    expect(error).toMatchObject({ details: { total: 1, failed: 1, first: ['#0: The hook failed.'] } });
    expect(error instanceof MultiSearchError && error.results).toMatchObject([
      { message: 'The hook failed.' },
    ]);
  });
});

describe('a result that is not whole', () => {
  // Two indices whose fields are of different types: shards of one can't sort.
  const both = (): Search =>
    new Search({ index: [films.metadata.index, other], connections: dataSource.connections });
  beforeAll(async () => {
    const client = dataSource.connections.getConnection();
    await client.indices.create({
      index: other,
      settings,
      mappings: { properties: { year: { type: 'text' } } },
    });
    await client.index({ index: other, document: { year: 'old' }, refresh: true });
  });

  test('is an error that holds it', async () => {
    const error = await rejection(both().sort('year').execute());
    expect(error).toBeInstanceOf(PartialResultError);
    expect(error).toMatchObject({
      code: 'PARTIAL_RESULT',
      details: { api: 'search', failed: 1, total: 2, timedOut: false },
    });
    expect(error.message).toContain('1 of 2 shards failed (illegal_argument_exception');
    expect(error instanceof PartialResultError && error.result).toMatchObject({
      total: 5,
      shards: { failed: 1 },
    });
  });

  test('is returned where that is wanted, and says what is missing', async () => {
    const search = both().sort('year');
    const result = await search.execute({ strict: false });
    expect(result).toMatchObject({ total: 5, shards: { total: 2, failed: 1 } });
    expect(result.shards.failures?.[0]).toMatch(/^illegal_argument_exception: /);
    expect(await search.params({ allow_partial_search_results: true }).execute()).toMatchObject({ total: 5 });
    expect(await rejection(search.params({ allow_partial_search_results: false }).execute())).toMatchObject({
      code: 'REQUEST_REFUSED',
    });
  });

  test('of several searches is one that fails', async () => {
    const error = await rejection(dataSource.msearch([films.createSearch(), both().sort('year')]));
    expect(error instanceof MultiSearchError && error.results).toMatchObject([
      { total: 4 },
      { code: 'PARTIAL_RESULT', details: { failed: 1 } },
    ]);
  });
});

test('queries put together match what the words say', async () => {
  const wanted = Q.and<Film>(
    Q.or(Q('term', { genre: 'drama' }), Q('match', { title: 'alien' })),
    Q.not(Q('range', { year: { gt: 1985 } })),
  );
  expect(idsOf(await films.createSearch().query(wanted).sort('year').execute())).toEqual(['alien', 'gandhi']);
  expect(await films.createSearch().query(Q.or()).count()).toBe(0);
  expect(await films.createSearch().query(Q.and()).count()).toBe(4);
});

test('deleting by a search needs a condition', async () => {
  const everything = films.createSearch();
  expect(await rejection(everything.delete())).toMatchObject({ code: 'QUERY_NO_CONDITION' });
  const plain = new Search({ index: films.metadata.index, connections: dataSource.connections });
  expect(await rejection(plain.delete())).toMatchObject({ code: 'QUERY_NO_CONDITION' });
});
