// Searches with facets, on a real server: what is found and counted is what JavaScript finds and counts.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  BooleanField,
  DataSource,
  DateField,
  DeletedAt,
  Document,
  Double,
  FacetedSearch,
  Id,
  Integer,
  Keyword,
  Nested,
  Text,
  dateHistogramFacet,
  histogramFacet,
  nestedFacet,
  rangeFacet,
  termsFacet,
} from 'elastodm';
import * as fc from 'fast-check';
import { testIndices } from '../../support/cleanup.js';
import { rejection } from '../../support/failing.js';
import { serverOptions } from '../../support/server.js';

const newIndex = testIndices();

class Role {
  @Keyword() name!: string;
  @Integer() age?: number;
}
@Document(newIndex('faceted-films'))
class Film {
  @Id() id?: string;
  @Keyword() batch = '';
  @Text() title!: string;
  @Text() plot?: string;
  @Keyword() genre?: string[];
  @BooleanField() seen?: boolean;
  @Integer() votes?: number;
  @Double() rating?: number;
  @DateField({ format: 'yyyy-MM-dd HH:mm' }) releasedAt?: Date;
  @Nested(() => Role) cast: Role[] = [];
  @DeletedAt() deletedAt?: Date | null;
}
const dataSource = new DataSource({
  connections: { default: serverOptions() },
  documents: [Film],
  synchronize: 'update',
});
const films = dataSource.getRepository(Film);
beforeAll(() => dataSource.initialize());
afterAll(() => dataSource.close());

const ranges = { few: { to: 100 }, many: { from: 100 }, most: { from: 150, to: 300 } } as const;
const search = new FacetedSearch(films, {
  fields: ['title^3', 'plot'],
  facets: {
    genre: termsFacet('genre', { size: 2, missing: 'none' }),
    seen: termsFacet('seen'),
    votes: rangeFacet('votes', ranges),
    rating: histogramFacet('rating', { interval: 0.5 }),
    year: dateHistogramFacet('releasedAt', {
      calendarInterval: 'year',
      timeZone: 'Europe/Berlin',
      format: 'yyyy',
    }),
    era: rangeFacet('releasedAt', {
      old: { to: new Date('2000-01-01') },
      new: { from: '2000-01-01T00:00:00Z', to: 'now' },
    }),
    actor: nestedFacet('cast', termsFacet('cast.name', { size: 2 })),
    age: nestedFacet('cast', histogramFacet('cast.age', { interval: 10 })),
  },
});

const all = { text: '', selected: {} };
type Request = Omit<NonNullable<Parameters<typeof search.execute>[0]>, '_source'>;
const find = (batch: string, request: Request = all) =>
  search.execute({ ...request, filter: { term: { batch } }, size: 100 });

const noon = (day: string): Date => new Date(`${day}T12:00:00Z`);
const role = (name: string, age: number): Role => Object.assign(new Role(), { name, age });

async function fill(batch: string, documents: readonly Partial<Film>[]): Promise<Film[]> {
  const made = documents.map((values) => films.create({ ...values, batch }));
  return films.saveMany(made, { refresh: true });
}

describe('a search with facets', () => {
  beforeAll(async () => {
    await fill('fixed', [
      {
        title: 'Alien',
        plot: 'A crew meets a stranger.',
        genre: ['Horror', 'Sci-Fi'],
        seen: true,
        votes: 900,
        rating: 8.5,
        releasedAt: noon('1979-05-25'),
        cast: [role('Weaver', 30), role('Hurt', 39)],
      },
      {
        title: 'Aliens',
        plot: 'More of the alien kind.',
        genre: ['Action', 'Sci-Fi'],
        seen: false,
        votes: 200,
        rating: 8.4,
        releasedAt: noon('1986-07-18'),
        cast: [role('Weaver', 37), role('Weaver', 38)],
      },
      { title: 'Blade Runner', genre: ['Sci-Fi'], votes: 50, releasedAt: new Date('1985-12-31T23:30:00Z') },
      { title: 'Gone', genre: ['Horror'], deletedAt: new Date() },
      { title: 'Nameless' },
    ]);
  });

  test('finds what has all words, and scores by weight', async () => {
    const { documents, hits, total } = await find('fixed', {
      text: 'alien',
      highlight: { fields: { title: {} } },
    });
    expect(documents.map(({ title }) => title)).toEqual(['Alien', 'Aliens']);
    expect(documents[0]).toBeInstanceOf(Film);
    expect(hits[0]?.highlight).toEqual({ title: ['<em>Alien</em>'] });
    expect(total).toBe(2);
    expect((await find('fixed', { text: 'alien stranger' })).length).toBe(1);
    expect((await find('fixed', { text: 'alien nonsense' })).length).toBe(0);
    expect((await find('fixed', { text: '  ' })).length).toBe(4);
    expect((await find('fixed', {})).length).toBe(4);
    for (const text of ['"', '*:*', 'title:alien OR *', '((', '-alien', '/.*/', '\\']) {
      expect((await find('fixed', { text })).length).toBeLessThanOrEqual(2);
    }
  });

  test('finds and orders by a query of the program, and counts what it leaves', async () => {
    const typo = { match: { title: { query: 'alienz', fuzziness: 'AUTO' } } } as const;
    const page = await find('fixed', {
      query: {
        bool: { must: typo, should: { constant_score: { filter: { term: { seen: false } }, boost: 50 } } },
      },
      selected: { genre: ['Action', 'Horror'] },
    });
    expect(page.documents.map(({ title }) => title)).toEqual(['Aliens', 'Alien']);
    expect(page.hits[0]?.score).toBeGreaterThan(50);
    expect(page.facets.votes.map(({ value, count }) => [value, count])).toEqual([
      ['few', 0],
      ['many', 2],
      ['most', 1],
    ]);
    expect((await find('fixed', { text: 'stranger', query: typo })).length).toBe(1);
    expect((await find('fixed', { query: typo })).length).toBe(2);
  });

  test('gives parts of documents, highlights, and counts no further than it is told', async () => {
    const page = await search.execute({
      text: 'alien',
      filter: { term: { batch: 'fixed' } },
      _source: ['title'],
      highlight: { fields: { title: {} } },
      track_total_hits: 1,
    });
    expect(page.totalRelation).toBe('gte');
    expect(page.hits[0]?.highlight?.title).toEqual(['<em>Alien</em>']);
    expect(Object.keys(page.hits[0]?.document ?? {}).sort()).toEqual(['id', 'title']);
  });

  test('lists each facet in its own way', async () => {
    const { facets } = await find('fixed');
    expect(facets).toEqual({
      genre: [
        { value: 'Sci-Fi', count: 3, selected: false },
        { value: 'Action', count: 1, selected: false },
      ],
      seen: [
        { value: false, count: 1, selected: false },
        { value: true, count: 1, selected: false },
      ],
      votes: [
        { value: 'few', count: 1, selected: false },
        { value: 'many', count: 2, selected: false },
        { value: 'most', count: 1, selected: false },
      ],
      rating: [
        { value: 8, count: 1, selected: false },
        { value: 8.5, count: 1, selected: false },
      ],
      year: [
        { value: new Date('1978-12-31T23:00:00Z'), count: 1, selected: false, label: '1979' },
        { value: new Date('1985-12-31T23:00:00Z'), count: 2, selected: false, label: '1986' },
      ],
      era: [
        { value: 'old', count: 3, selected: false },
        { value: 'new', count: 0, selected: false },
      ],
      actor: [
        { value: 'Weaver', count: 2, selected: false },
        { value: 'Hurt', count: 1, selected: false },
      ],
      age: [{ value: 30, count: 2, selected: false }],
    });
  });

  test('counts each facet without its own choice, and lists what was chosen', async () => {
    const { facets, documents, total } = await find('fixed', {
      selected: { genre: ['Horror', 'Western'], year: '1978-12-31T23:00:00Z', actor: 'Weaver' },
    });
    expect(documents.map(({ title }) => title)).toEqual(['Alien']);
    expect(total).toBe(1);
    expect(facets.genre).toEqual([
      { value: 'Horror', count: 1, selected: true },
      { value: 'Sci-Fi', count: 1, selected: false },
      { value: 'Western', count: 0, selected: true },
    ]);
    expect(facets.year).toEqual([
      { value: new Date('1978-12-31T23:00:00Z'), count: 1, selected: true, label: '1979' },
    ]);
    expect(facets.seen).toEqual([{ value: true, count: 1, selected: false }]);
  });

  test('counts a chosen value exactly where it is none of the most frequent', async () => {
    const { facets } = await find('fixed', { selected: { genre: 'Horror' } });
    expect(facets.genre).toEqual([
      { value: 'Sci-Fi', count: 3, selected: false },
      { value: 'Action', count: 1, selected: false },
      { value: 'Horror', count: 1, selected: true },
    ]);
    const missing = await find('fixed', { selected: { genre: 'none' } });
    expect(missing.documents.map(({ title }) => title)).toEqual(['Nameless']);
    expect(missing.facets.genre.at(-1)).toEqual({ value: 'none', count: 1, selected: true });
  });

  test('pages and sorts, and finds what was deleted where it is asked to', async () => {
    const page = await search.execute({
      filter: { term: { batch: 'fixed' } },
      sort: [{ votes: 'desc' }],
      from: 1,
      size: 1,
    });
    expect(page.documents.map(({ title }) => title)).toEqual(['Aliens']);
    expect([...page]).toHaveLength(1);
    expect('aggs' in page).toBe(false);
    const filter = { term: { batch: 'fixed' } };
    expect((await search.execute({ filter }, { withDeleted: true })).total).toBe(5);
  });

  test('fills the gaps of a histogram, and orders by value', async () => {
    const other = new FacetedSearch(films, {
      facets: {
        age: nestedFacet('cast', histogramFacet('cast.age', { interval: 4, offset: 1, minDocCount: 0 })),
        genre: termsFacet('genre', { order: 'value' }),
        quarter: dateHistogramFacet('releasedAt', { calendarInterval: 'quarter' }),
      },
    });
    const { facets } = await other.execute({
      filter: { term: { batch: 'fixed' } },
      selected: { quarter: [Date.UTC(1979, 3, 1)], age: 31 },
    });
    expect(facets.age.map(({ value, count, selected }) => [value, count, selected])).toEqual([
      [29, 1, true],
      [33, 0, false],
      [37, 1, false],
    ]);
    expect(facets.genre.map(({ value }) => value)).toEqual(['Horror', 'Sci-Fi']);
    expect(facets.quarter.map(({ value, selected }) => [value.toISOString(), selected])).toEqual([
      ['1979-04-01T00:00:00.000Z', true],
    ]);
  });

  test('refuses what is no choice', async () => {
    // What the types forbid, and a query string or a body may bring.
    const refused = async (request: object): Promise<string> =>
      (await rejection(search.execute(request))).code;
    expect(await refused({ text: { match_all: {} } })).toBe('QUERY_OBJECT_VALUE');
    expect(await refused({ selected: { genre: [{ match_all: {} }] } })).toBe('QUERY_OBJECT_VALUE');
    expect(await refused({ selected: { nope: ['x'] } })).toBe('FACET_UNKNOWN');
    expect(await refused({ selected: { votes: ['none'] } })).toBe('FACET_UNKNOWN');
  });
});

describe('over random documents and choices', () => {
  const genres = ['Action', 'Drama', 'Horror', 'Sci-Fi', 'Western'];
  const actors = ['Ford', 'Hurt', 'Weaver'];
  const days = ['1979-12-31T22:30', '1979-12-31T23:30', '1986-07-18T12:00', '2003-01-01T00:00'];
  const optional = <T>(values: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
    fc.option(values, { nil: undefined });
  const some = (values: readonly string[]): fc.Arbitrary<string[]> => fc.subarray([...values]);

  const film = fc
    .record({
      title: fc.constantFrom('red', 'red green', 'green', 'blue'),
      genre: optional(some(genres)),
      seen: optional(fc.boolean()),
      votes: optional(fc.constantFrom(0, 99, 100, 150, 299, 300)),
      rating: optional(fc.constantFrom(0, 0.25, 0.5, 0.75, 1, 9.75)),
      releasedAt: optional(fc.constantFrom(...days).map((day) => new Date(`${day}:00Z`))),
      cast: fc.array(fc.record({ name: fc.constantFrom(...actors), age: fc.constantFrom(20, 29, 30, 41) }), {
        maxLength: 3,
      }),
    })
    .map((values) =>
      // What is undefined was not said.
      Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)),
    ) as fc.Arbitrary<Partial<Film>>;

  const berlin = (year: number): number => Date.UTC(year - 1, 11, 31, 23);
  const years = [1979, 1980, 1986, 2003, 2010].map(berlin);
  type Choices = Partial<typeof selected extends fc.Arbitrary<infer TValue> ? TValue : never>;
  const selected = fc.record({
    genre: some([...genres, 'none']),
    seen: fc.subarray([true, false]),
    votes: fc.subarray(['few', 'many', 'most'] as const),
    rating: fc.subarray([0, 0.5, 1, 9.5, 3]),
    year: fc.subarray(years),
    era: fc.subarray(['old', 'new'] as const),
    actor: some([...actors, 'Nobody']),
    age: fc.subarray([20, 30, 40, 70]),
  });
  // Most facets are left alone: all together leave nothing to count.
  const choice = fc
    .tuple(
      selected,
      fc.subarray(['genre', 'seen', 'votes', 'rating', 'year', 'era', 'actor', 'age'], { maxLength: 3 }),
    )
    .map(([values, names]) =>
      Object.fromEntries(Object.entries(values).filter(([name]) => names.includes(name))),
    ) as fc.Arbitrary<Choices>;

  const step = (value: number, interval: number): number => Math.floor(value / interval) * interval;
  const valuesOf: Readonly<Record<string, (film: Film) => readonly unknown[]>> = {
    genre: ({ genre = [] }) => (genre.length === 0 ? ['none'] : genre),
    seen: ({ seen }) => (seen === undefined ? [] : [seen]),
    votes: ({ votes }) =>
      votes === undefined
        ? []
        : Object.entries<{ from?: number; to?: number }>(ranges)
            .filter(([, { from = -Infinity, to = Infinity }]) => votes >= from && votes < to)
            .map(([name]) => name),
    rating: ({ rating }) => (rating === undefined ? [] : [step(rating, 0.5)]),
    // All of these days are in winter, or far from midnight.
    year: ({ releasedAt }) =>
      releasedAt === undefined ? [] : [berlin(new Date(releasedAt.getTime() + 3_600_000).getUTCFullYear())],
    era: ({ releasedAt }) =>
      releasedAt === undefined ? [] : [releasedAt < new Date('2000-01-01') ? 'old' : 'new'],
    actor: ({ cast }) => [...new Set(cast.map(({ name }) => name))],
    age: ({ cast }) => [...new Set(cast.map(({ age = 0 }) => step(age, 10)))],
  };
  const sizes: Readonly<Record<string, number>> = { genre: 2, actor: 2 };
  const fixed: Readonly<Record<string, readonly string[]>> = {
    votes: ['few', 'many', 'most'],
    era: ['old', 'new'],
  };
  const known = (value: unknown): string => String(value instanceof Date ? value.getTime() : value);

  function expectedCounts(
    name: string,
    left: readonly Film[],
    chosen: readonly unknown[],
  ): Map<string, number> {
    const counts = new Map<string, number>();
    for (const one of left) {
      for (const value of valuesOf[name]!(one)) counts.set(known(value), (counts.get(known(value)) ?? 0) + 1);
    }
    const size = sizes[name] ?? Infinity;
    const listed = [...counts]
      .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
      .slice(0, size)
      .map(([value]) => value);
    const all = new Set([...(fixed[name] ?? []), ...listed, ...chosen.map(known)]);
    return new Map([...all].map((value) => [value, counts.get(value) ?? 0]));
  }

  test('hits and counts are those of JavaScript', async () => {
    let batches = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(film, { minLength: 1, maxLength: 8 }),
        fc.array(fc.tuple(choice, fc.constantFrom('', 'red', 'green red')), { minLength: 3, maxLength: 3 }),
        async (documents, requests) => {
          const batch = `random-${batches++}`;
          const saved = await fill(batch, documents);
          for (const [chosen, text] of requests) {
            const { facets, hits } = await find(batch, { text, selected: chosen });
            const meets = (one: Film, but?: string): boolean =>
              text.split(' ').every((word) => one.title.includes(word)) &&
              Object.entries<readonly unknown[]>(chosen).every(
                ([name, values]) =>
                  name === but ||
                  values.length === 0 ||
                  valuesOf[name]!(one).some((value) => values.includes(value)),
              );
            const expected = saved.filter((one) => meets(one)).map(({ id }) => id);
            expect(hits.map(({ id }) => id).sort()).toEqual(expected.sort());
            for (const [name, counted] of Object.entries(facets)) {
              const values: readonly unknown[] = chosen[name as keyof typeof chosen] ?? [];
              const left = saved.filter((one) => meets(one, name));
              const counts = counted.map(({ value, count }): [string, number] => [known(value), count]);
              expect([name, new Map(counts)]).toEqual([name, expectedCounts(name, left, values)]);
              const flagged = counted.filter((one) => one.selected).map(({ value }) => known(value));
              expect(flagged.sort()).toEqual(values.map(known).sort());
            }
          }
        },
      ),
      { numRuns: 25 },
    );
  }, 120_000);
});
