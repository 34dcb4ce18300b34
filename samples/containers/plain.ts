// Dependency injection without a container: constructors say what they need, and one function makes all of it.
import assert from 'node:assert/strict';
import { DataSource } from 'elastodm';
import type { ConnectionOptions } from 'elastodm';
import { startCluster } from 'elastodm/testing';
import { Film, filmIndex } from '../films/film.js';
import { readFilms } from '../films/read-films.js';
import { ownIndex } from '../support/own-index.js';
import { heading, table } from '../support/terminal.js';
import { FilmRepository, Programme, WishList, Wishes, wishIndex } from './film-club.js';

/** The composition root: the one place that knows how everything is made. A main.ts calls it once. */
async function compose(connection: ConnectionOptions) {
  const dataSource = new DataSource({
    connections: { default: connection },
    documents: [Film, WishList],
    synchronize: 'create',
  });
  await dataSource.initialize();
  const films = new FilmRepository(dataSource);
  const lists = dataSource.getRepository(WishList);
  return {
    dataSource,
    films,
    programme: new Programme(films),
    // What belongs to one request is made by a function.
    wishesOf: (member: string) => new Wishes(member, films, lists),
    [Symbol.asyncDispose]: () => dataSource[Symbol.asyncDispose](),
  };
}

heading('Tests of the rules: fakes in the place of repositories, and no server');
const film = (title: string, runningMinutes: number): Film =>
  Object.assign(new Film(), { title, runningMinutes });
const three = [film('Long', 150), film('Longer', 160), film('Short', 80)];
const tested = await new Programme({ bestOf: () => Promise.resolve(three) }).evening('Drama', 240);
assert.deepEqual(
  tested.map(({ title }) => title),
  ['Long', 'Short'],
);
console.log('  an evening takes what fits, the best first');

const saved: WishList[] = [];
const wishes = new Wishes(
  'ada',
  { get: () => Promise.resolve(film('Alien', 117)) },
  {
    getOrNull: () => Promise.resolve(saved[0] ?? null),
    save: (list) => Promise.resolve(saved[saved.push(list) - 1]!),
  },
);
await wishes.add('1');
await wishes.add('1');
assert.deepEqual(
  saved.map(({ id, films }) => ({ id, films })),
  [{ id: 'ada', films: ['Alien'] }],
);
console.log('  a wish is saved once');

await using cluster = await startCluster();
await using club = await compose(cluster.connection);
await using _films = ownIndex(club.dataSource, filmIndex);
await using _wishes = ownIndex(club.dataSource, wishIndex);
await club.films.saveMany(readFilms().films, { refresh: true });

heading(`The club at work, in ${filmIndex} and ${wishIndex}: 240 minutes of adventures`);
const evening = await club.programme.evening('Adventure', 240);
table(
  evening.map(({ imdbRating, runningMinutes, title }) => [`${imdbRating}`, `${runningMinutes} min`, title]),
);

heading('Two requests at the same time, each with a service of its own');
const lists = await Promise.all([
  club.wishesOf('ada').add(evening[0]!.id!),
  club.wishesOf('bob').add(evening[1]!.id!),
]);
table(lists.map(({ id, films }) => [id!, films.join(', ')]));
