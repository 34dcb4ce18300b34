// The server of samples/film-search, asked by HTTP on the test server: what it finds, what it refuses, what becomes of it
// without its cluster.
import { Client } from '@elastic/elasticsearch';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { testIndices } from '../support/cleanup.js';
import { startCuttingProxy } from '../support/cutting-proxy.js';
import type { CuttingProxy } from '../support/cutting-proxy.js';
import { compileFilmSearch, startFilmSearch } from '../support/film-search.js';
import type { FilmSearch } from '../support/film-search.js';
import { serverOptions } from '../support/server.js';

interface Film {
  readonly id: string;
  readonly title: string;
  readonly marks: readonly { readonly text: string; readonly hit: boolean }[];
  readonly year: number;
  readonly genre?: string;
  readonly director?: string;
  readonly rating?: number;
  readonly votes?: number;
}
interface FacetValue {
  readonly value: string;
  readonly label: string;
  readonly count: number;
  readonly selected: boolean;
}
interface Page {
  readonly total: number;
  readonly page: number;
  readonly pages: number;
  readonly took: number;
  readonly sort: string;
  readonly films: readonly Film[];
  readonly facets: Readonly<Record<'genre' | 'decade' | 'rating', readonly FacetValue[]>>;
}
interface Detail {
  readonly film: Film & Readonly<Record<string, unknown>>;
  readonly similar: readonly Film[];
}

const newIndex = testIndices();
const index = newIndex('film-search');
const server = new URL(String(serverOptions().hosts).split(',')[0] ?? '');
const client = new Client({ node: server.href });
let proxy: CuttingProxy;
let app: FilmSearch;

beforeAll(async () => {
  compileFilmSearch();
  proxy = await startCuttingProxy({ host: server.hostname, port: Number(server.port) });
  app = await startFilmSearch(proxy.url, index);
}, 180_000);

afterAll(async () => {
  await app.stop();
  await proxy.close();
  await client.close();
});

interface Answer {
  readonly status: number;
  readonly body: unknown;
}
async function ask(path: string): Promise<Answer> {
  const response = await fetch(`${app.url}${path}`);
  return { status: response.status, body: await response.json() };
}

type Asked = Readonly<Record<string, string | number | readonly string[]>>;

function toQuery(asked: Asked): string {
  const pairs = Object.entries(asked).flatMap(([name, value]) =>
    (typeof value === 'object' ? value : [String(value)]).map((one): [string, string] => [name, one]),
  );
  return `/films?${new URLSearchParams(pairs).toString()}`;
}

async function search(asked: Asked = {}): Promise<Page> {
  const { status, body } = await ask(toQuery(asked));
  expect({ status, body }).toMatchObject({ status: 200 });
  return body as Page;
}

async function detail(id: string): Promise<Detail> {
  const { status, body } = await ask(`/films/${id}`);
  expect({ status, body }).toMatchObject({ status: 200 });
  return body as Detail;
}

const titles = ({ films }: Pick<Page, 'films'>): string[] => films.map(({ title }) => title);
const marked = ({ marks }: Film): string => marks.map(({ text, hit }) => (hit ? `[${text}]` : text)).join('');

describe('the start', () => {
  test('says how far the films are loaded, and where to look', () => {
    expect(app.output()).toMatch(/Loading films: 3200 of 3200\nFilm search: http:\/\/127\.0\.0\.1:\d+\n/);
  });

  test('the films are loaded once', async () => {
    await using again = await startFilmSearch(server.href, index);
    expect(again.output()).toMatch(/3200 films are there/);
    expect(again.output()).not.toMatch(/Loading/);
    expect(await again.stop()).toBe(0);
  });
});

describe('words', () => {
  test('none: all films, the best known first', async () => {
    const page = await search();
    expect(page).toMatchObject({ total: 3200, page: 1, pages: 160, sort: 'relevance' });
    expect(titles(page).slice(0, 3)).toEqual(['The Shawshank Redemption', 'The Dark Knight', 'Pulp Fiction']);
    expect(page.films).toHaveLength(20);
    expect(page.films[0]).toEqual({
      id: 'the-shawshank-redemption-1994',
      title: 'The Shawshank Redemption',
      marks: [{ text: 'The Shawshank Redemption', hit: false }],
      year: 1994,
      genre: 'Drama',
      director: 'Frank Darabont',
      mpaaRating: 'R',
      rating: 9.2,
      votes: 519541,
    });
    expect(await search({ q: ' ' })).toMatchObject({ total: 3200 });
  });

  test.each([
    ['a title', 'alien', 'Alien', '[Alien]'],
    ['whatever the case', 'ALIEN', 'Alien', '[Alien]'],
    ['an unfinished word', 'dark kni', 'The Dark Knight', 'The [Dark] [Knight]'],
    ['one letter', 'x', 'X-Men', '[X]-Men'],
    ['a typo', 'incepton', 'Inception', '[Inception]'],
    ['letters changed about', 'godfahter', 'The Godfather', 'The [Godfather]'],
    [
      'a typo and an unfinished word',
      'shawshnak red',
      'The Shawshank Redemption',
      'The [Shawshank] [Redemption]',
    ],
    ['a director', 'nolan', 'The Dark Knight', 'The Dark Knight'],
    ['a director and a title', 'nolan batm', 'Batman Begins', '[Batman] Begins'],
    ['no apostrophe', 'schindlers list', "Schindler's List", "[Schindler's] [List]"],
    ['no accents', 'amelie', "Le Fabuleux destin d'Amélie Poulain", "Le Fabuleux destin d'Amélie Poulain"],
    ['what was read wrongly, mended', 'déjà vu', 'Déjà Vu', '[Déjà] [Vu]'],
    ['only small words', 'the god', 'The Godfather', '[The] [Godfather]'],
  ])('%s: %s', async (_, q, title, marks) => {
    const { films } = await search({ q });
    expect(films.map((film) => film.title)[0]).toBe(title);
    expect(films.map(marked)[0]).toBe(marks);
  });

  test('the whole title comes before its sequels', async () => {
    const found = titles(await search({ q: 'Toy Story' }));
    expect(found[0]).toBe('Toy Story');
    expect(found.slice(1, 3).sort()).toEqual(['Toy Story 2', 'Toy Story 3']);
  });

  test('a word that is there is taken as it is, whatever else is chosen', async () => {
    const { films, facets } = await search({ q: 'alien' });
    for (const { title } of films) expect(title.toLowerCase()).toContain('alien');
    expect(facets.genre.map(({ value }) => value)).toContain('Horror');
    expect(await search({ q: 'alien', genre: 'Western' })).toMatchObject({ total: 0 });
    // A word with a typo is looked for within what is chosen.
    expect(titles(await search({ q: 'incepton', genre: 'Thriller/Suspense' }))).toEqual(['Inception']);
    expect(await search({ q: 'incepton', genre: 'Western' })).toMatchObject({ total: 0 });
  });

  test('every word must be there', async () => {
    expect(await search({ q: 'alien xylophone' })).toMatchObject({ total: 0, pages: 0, films: [] });
  });
});

describe('facets', () => {
  test('are listed with their labels, the newest decade first', async () => {
    const { facets } = await search();
    expect(facets.genre[0]).toEqual({ value: 'Drama', label: 'Drama', count: 789, selected: false });
    expect(facets.genre).toHaveLength(12);
    expect(facets.decade.slice(0, 3)).toEqual([
      { value: '2010', label: '2010s', count: expect.any(Number), selected: false },
      { value: '2000', label: '2000s', count: expect.any(Number), selected: false },
      { value: '1990', label: '1990s', count: expect.any(Number), selected: false },
    ]);
    expect(facets.rating).toEqual([
      { value: '8-10', label: '8 and more', count: 208, selected: false },
      { value: '7-8', label: '7 to 8', count: 741, selected: false },
      { value: '6-7', label: '6 to 7', count: 984, selected: false },
      { value: '5-6', label: '5 to 6', count: 633, selected: false },
      { value: '0-5', label: 'Below 5', count: 421, selected: false },
    ]);
  });

  test('choices of one are alternatives, and leave its own counts as they are', async () => {
    const all = await search();
    const page = await search({ genre: ['Western', 'Musical'] });
    const countOf = (genre: string): number =>
      all.facets.genre.find(({ value }) => value === genre)?.count ?? 0;
    expect(page.total).toBe(countOf('Western') + countOf('Musical'));
    expect(new Set(page.films.map(({ genre }) => genre))).toEqual(new Set(['Western', 'Musical']));
    expect(page.facets.genre.map(({ value, count }) => [value, count])).toEqual(
      all.facets.genre.map(({ value, count }) => [value, count]),
    );
    const chosen = page.facets.genre.filter(({ selected }) => selected).map(({ value }) => value);
    expect(chosen.sort()).toEqual(['Musical', 'Western']);
  });

  test('counts say what another click finds', async () => {
    const page = await search({ genre: 'Drama', rating: '8-10' });
    const decade = page.facets.decade.find(({ value }) => value === '1990');
    const next = await search({ genre: 'Drama', rating: '8-10', decade: '1990' });
    expect(next.total).toBe(decade?.count);
    expect(next.total).toBeGreaterThan(0);
    for (const { genre, rating = 0, year } of next.films) {
      expect(genre).toBe('Drama');
      expect(rating).toBeGreaterThanOrEqual(8);
      expect(Math.floor(year / 10)).toBe(199);
    }
  });

  test('what was chosen is listed even where nothing is left of it', async () => {
    const { total, facets } = await search({ q: 'alien', genre: 'Polka', decade: '1890' });
    expect(total).toBe(0);
    expect(facets.genre).toContainEqual({ value: 'Polka', label: 'Polka', count: 0, selected: true });
    expect(facets.decade).toContainEqual({ value: '1890', label: '1890s', count: 0, selected: true });
  });
});

describe('order and pages', () => {
  test('by rating, by date, by title', async () => {
    const best = await search({ sort: 'rating' });
    expect(titles(best).slice(0, 2)).toEqual(['The Shawshank Redemption', 'The Godfather']);
    const newest = (await search({ sort: 'newest' })).films.map(({ year }) => year);
    expect(newest).toEqual([...newest].sort((one, other) => other - one));
    expect((await search({ sort: 'oldest' })).films[0]).toMatchObject({ year: 1915 });
    const byTitle = titles(await search({ sort: 'title', q: 'a' })).map((title) => title.toLowerCase());
    expect(byTitle).toEqual([...byTitle].sort());
  });

  test.each(['relevance', 'rating', 'newest', 'oldest', 'title'])(
    'by %s: no film is on two pages, and none is missing',
    async (sort) => {
      const asked = { q: 'the', genre: 'Drama', sort };
      const { pages, total } = await search(asked);
      const all: string[] = [];
      for (let page = 1; page <= pages; page++) {
        all.push(...(await search({ ...asked, page })).films.map(({ id }) => id));
      }
      expect(pages).toBeGreaterThan(3);
      expect(all).toHaveLength(total);
      expect(new Set(all).size).toBe(total);
    },
  );

  test('the last page of all that Elasticsearch gives is there, and no further one', async () => {
    expect(await search({ page: 500 })).toMatchObject({ total: 3200, pages: 160, films: [] });
    expect(await ask('/films?page=501')).toMatchObject({
      status: 400,
      body: { message: ['page must not be greater than 500'] },
    });
  });
});

describe('a film', () => {
  test('has all that is known of it', async () => {
    const { film } = await detail('avatar-2009');
    expect(film).toEqual({
      id: 'avatar-2009',
      title: 'Avatar',
      releasedAt: '2009-12-18T00:00:00.000Z',
      year: 2009,
      genre: 'Action',
      director: 'James Cameron',
      distributor: '20th Century Fox',
      mpaaRating: 'PG-13',
      rating: 8.3,
      votes: 261439,
      budget: 237000000,
      worldwideGross: 2767891499,
    });
  });

  test.each([
    ['alien-1979', ['Alien³', 'Alien: Resurrection', 'AVP: Alien Vs. Predator', 'Blade Runner', 'Aliens']],
    ['the-godfather-1972', ['The Godfather: Part II', 'The Godfather: Part III', 'Apocalypse Now']],
    ['toy-story-1995', ['Toy Story 2', 'Toy Story 3', "A Bug's Life", 'The Lion King']],
    ['the-matrix-1999', ['The Matrix Reloaded', 'The Matrix Revolutions']],
    ['pulp-fiction-1994', ['Jackie Brown', 'Reservoir Dogs', 'Kill Bill: Volume 1']],
    ['star-wars-ep-iv-a-new-hope-1977', ['Star Wars Ep. V: The Empire Strikes Back']],
  ])('%s is like its sequels, and what its director made', async (id, expected) => {
    const { similar } = await detail(id);
    expect(titles({ films: similar })).toEqual(expect.arrayContaining(expected));
    expect(similar).toHaveLength(6);
    expect(similar.map((film) => film.id)).not.toContain(id);
    for (const { marks, title } of similar) expect(marks).toEqual([{ text: title, hit: false }]);
  });

  test('the best known are never like themselves, and always like others', async () => {
    for (const { id } of (await search()).films) {
      const { similar } = await detail(id);
      expect(similar).toHaveLength(6);
      expect(similar.map((film) => film.id)).not.toContain(id);
    }
  });

  test.each([
    'no-such-film',
    encodeURIComponent('<script>alert(1)</script>'),
    encodeURIComponent('../../_cat/indices'),
    '%00',
    '_search',
    '__proto__',
    'x'.repeat(200),
  ])('there is none: %s', async (id) => {
    expect(await ask(`/films/${id}`)).toMatchObject({
      status: 404,
      body: { statusCode: 404, error: 'Not Found', message: 'There is no such film.' },
    });
  });
});

describe('hostile input', () => {
  test.each([
    ['HTML', '<script>alert(1)</script>'],
    ['a quote', '"'],
    ['quotes and brackets', '"dark (knight'],
    ['operators', 'dark + | - ~ \\ && || ! ^2 / :'],
    ['wildcards', '* ? dark* *night ********'],
    ['a field', 'director:nolan OR title:*'],
    ['JSON', '{"match_all":{}}'],
    ['NUL', 'da\0rk'],
    ['control characters', '\u0001\u0002\u001b[31m\u202e'],
    ['emoji', '🎬'.repeat(50)],
    ['a word of 200 letters', 'x'.repeat(200)],
    ['100 words', 'a '.repeat(100)],
    ['marks without letters', '\u0301'.repeat(100)],
  ])('%s is a text like any other', async (_, q) => {
    const { films } = await search({ q });
    for (const { marks, title } of films) expect(marks.map(({ text }) => text).join('')).toBe(title);
  });

  test('syntax is none: it finds no more than its words do', async () => {
    expect((await search({ q: '*' })).total).toBe(0);
    expect((await search({ q: 'title:alien' })).total).toBe(0);
    expect((await search({ q: '"alien' })).total).toBe((await search({ q: 'alien' })).total);
  });

  test.each([
    ['q=' + 'x'.repeat(10_000), 'q must be shorter than or equal to 200 characters'],
    ['q=a&q=b', 'q must be a string'],
    ['q[a]=b', 'property q[a] should not exist'],
    ['q[]=b', 'property q[] should not exist'],
    ['nonsense=1', 'property nonsense should not exist'],
    ['page=0', 'page must not be less than 1'],
    ['page=-1', 'page must not be less than 1'],
    ['page=1e9', 'page must be an integer number'],
    ['page=1000000000000', 'page must be an integer number'],
    ['page=999999999', 'page must not be greater than 500'],
    ['page=1.5', 'page must be an integer number'],
    ['page=', 'page must be an integer number'],
    ['page=1&page=2', 'page must be an integer number'],
    ['sort=votes', 'sort must be one of the following values: relevance, rating, newest, oldest, title'],
    [
      'sort=constructor',
      'sort must be one of the following values: relevance, rating, newest, oldest, title',
    ],
    ['decade=1995', 'each decade must be a year that ends with 0'],
    ['decade=__proto__', 'each decade must be a year that ends with 0'],
    [
      'rating=constructor',
      'each value in rating must be one of the following values: 8-10, 7-8, 6-7, 5-6, 0-5',
    ],
    ['genre=' + 'x'.repeat(51), 'each value in genre must be shorter than or equal to 50 characters'],
    ['genre=x&'.repeat(21), 'genre must contain no more than 20 elements'],
    ['genre[0]=Drama', 'property genre[0] should not exist'],
  ])('is refused, and why is said: %#', async (query, message) => {
    const answer = await ask(`/films?${query}`);
    expect(answer).toMatchObject({ status: 400, body: { statusCode: 400, error: 'Bad Request' } });
    expect((answer.body as { message: string[] }).message).toContain(message);
  });

  test.each([
    '__proto__=x',
    '__proto__[q]=alien',
    'constructor=x',
    'constructor[prototype][q]=alien',
    'toString=1',
    'hasOwnProperty=1',
    'genre=__proto__',
    'genre=',
    'q=%',
    'q=%ff%fe',
    'q=%ED%A0%80',
    'q',
    '&&&=&=x',
    '=',
  ])('%s does no harm', async (query) => {
    const { status } = await ask(`/films?${query}`);
    expect([200, 400]).toContain(status);
    expect(await search()).toMatchObject({ total: 3200 });
  });

  test.each([
    ['/films/%E0%A4%A', 400],
    ['/films/%zz', 400],
    [`/films/${'x'.repeat(10_000)}`, 400],
    ['/..%2f..%2fpackage.json', 404],
    ['/main.ts', 404],
    ['/nothing', 404],
  ])('tells nothing of what is behind: %#', async (path, expected) => {
    const response = await fetch(`${app.url}${path}`);
    const text = await response.text();
    expect(response.status).toBe(expected);
    expect(text).not.toMatch(/ at |node_modules|samples/);
  });

  test('a title with markup stays text', async () => {
    const title = '<img src=x onerror=alert(1)> <em>Zyzzogeton</em> & Sons';
    const film = { title, year: 2009, releasedAt: '2009-01-01', words: title };
    await client.index({ index, id: 'markup', document: film, refresh: true });
    const { films } = await search({ q: 'zyzzog' });
    await client.delete({ index, id: 'markup', refresh: true });
    expect(films.map(marked)).toEqual(['<img src=x onerror=alert(1)> <em>[Zyzzogeton]</em> & Sons']);
  });
});

test('every answer says what a browser may do with it', async () => {
  for (const path of ['/', '/films', '/films/none', '/films?page=x', '/health']) {
    const { headers } = await fetch(`${app.url}${path}`);
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'self';/);
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('content-type')).toMatch(
      path === '/' ? /^text\/html; charset=utf-8/ : /^application\/json; charset=utf-8/,
    );
  }
});

describe('without its cluster', () => {
  const away = {
    statusCode: 503,
    error: 'Service Unavailable',
    message: 'The search is not available at the moment.',
  };

  test.each([
    ['that resets connections', 'cutNext'],
    ['that is silent', 'stallNext'],
  ] as const)('%s: 503 within seconds, and then it is back', async (_, fault) => {
    proxy[fault]({ times: Infinity, after: 'before' });
    for (const path of ['/films?q=alien', '/films/alien-1979']) {
      const start = performance.now();
      expect(await ask(path)).toMatchObject({ status: 503, body: away });
      expect(performance.now() - start).toBeLessThan(6_000);
    }
    const health = await ask('/health');
    expect(health.status).toBe(503);
    expect(JSON.stringify(health.body)).not.toContain('127.0.0.1');
    // What is wrong with the question is still told.
    expect((await ask('/films?page=0')).status).toBe(400);
    proxy.heal();
    expect((await search({ q: 'alien' })).total).toBeGreaterThan(0);
    expect(await ask('/health')).toMatchObject({ status: 200, body: { status: 'ok' } });
  });

  test('at the start: it waits', async () => {
    await using door = await startCuttingProxy({ host: server.hostname, port: Number(server.port) });
    door.cutNext({ times: Infinity, after: 'before' });
    const starting = startFilmSearch(door.url, index);
    await door.received(1);
    door.heal();
    await using late = await starting;
    expect((await fetch(`${late.url}/films`)).status).toBe(200);
  });

  test('an index that is gone: 503, too', async () => {
    const other = newIndex('film-search-gone');
    await using short = await startFilmSearch(server.href, other);
    await client.indices.delete({ index: other });
    const response = await fetch(`${short.url}/films`);
    expect({ status: response.status, body: await response.json() }).toEqual({ status: 503, body: away });
  });
});

test('SIGTERM ends it cleanly', async () => {
  const short = await startFilmSearch(server.href, index);
  await fetch(`${short.url}/films`);
  expect(await short.stop()).toBe(0);
  await expect(fetch(`${short.url}/films`)).rejects.toThrow();
});
