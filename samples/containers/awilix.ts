// The same film club in a container: awilix makes what is asked for, once or for each request, and closes it at the end.
import { asFunction, asValue, createContainer } from 'awilix';
import type { Resolver } from 'awilix';
import { DataSource } from 'elastodm';
import type { AbstractClass, ConnectionOptions, Repository } from 'elastodm';
import { startCluster } from 'elastodm/testing';
import { Film, filmIndex } from '../films/film.js';
import { readFilms } from '../films/read-films.js';
import { ownIndex } from '../support/own-index.js';
import { heading, table } from '../support/terminal.js';
import { FilmRepository, Programme, WishList, Wishes, wishIndex } from './film-club.js';

/** All that the container gives, by name: factories are checked against it. */
interface Cradle {
  readonly dataSource: DataSource;
  readonly films: FilmRepository;
  readonly wishLists: Repository<WishList>;
  readonly programme: Programme;
  /** Who asks: registered in the scope of each request. */
  readonly member: string;
  readonly wishes: Wishes;
}

/** The repositories of classes, under names of yours. */
function repositories<TClasses extends Readonly<Record<string, AbstractClass>>>(classes: TClasses) {
  const resolvers = Object.entries(classes).map(([name, document]) => [
    name,
    asFunction(({ dataSource }: Cradle) => dataSource.getRepository(document)).singleton(),
  ]);
  return Object.fromEntries(resolvers) as {
    [TName in keyof TClasses]: Resolver<Repository<InstanceType<TClasses[TName]>>>;
  };
}

function createClub(connection: ConnectionOptions) {
  return createContainer<Cradle>({ strict: true }).register({
    dataSource: asFunction(
      () =>
        new DataSource({
          connections: { default: connection },
          documents: [Film, WishList],
          synchronize: 'create',
        }),
    )
      .singleton()
      .disposer(async (dataSource) => {
        const { failures } = await dataSource.close({ timeout: 10_000 });
        console.log(`  the DataSource is closed, ${failures.length} documents could not be written`);
      }),
    films: asFunction(({ dataSource }: Cradle) => new FilmRepository(dataSource)).singleton(),
    ...repositories({ wishLists: WishList }),
    programme: asFunction(({ films }: Cradle) => new Programme(films)).singleton(),
    wishes: asFunction(
      ({ member, films, wishLists }: Cradle) => new Wishes(member, films, wishLists),
    ).scoped(),
  } satisfies { readonly [TName in Exclude<keyof Cradle, 'member'>]: Resolver<Cradle[TName]> });
}

heading('A test: one name has another value, and no server is there');
const upInTheAir = Object.assign(new Film(), { title: 'Up in the Air', runningMinutes: 109 });
const test = createClub({}).register({
  films: asValue({ bestOf: () => Promise.resolve([upInTheAir]) } satisfies Pick<FilmRepository, 'bestOf'>),
});
const tested = await test.cradle.programme.evening('Adventure', 240);
console.log(`  ${tested.map(({ title }) => title).join(', ')}`);

await using cluster = await startCluster();
const container = createClub(cluster.connection);
await using _container = { [Symbol.asyncDispose]: () => container.dispose() };
const { dataSource, films, programme } = container.cradle;
await using _films = ownIndex(dataSource, filmIndex);
await using _wishes = ownIndex(dataSource, wishIndex);
// A container makes things without waiting. What must be waited for is done here, at the start.
await dataSource.initialize();
await films.saveMany(readFilms().films, { refresh: true });

heading(`The club at work, in ${filmIndex} and ${wishIndex}: 240 minutes of adventures`);
const evening = await programme.evening('Adventure', 240);
table(
  evening.map(({ imdbRating, runningMinutes, title }) => [`${imdbRating}`, `${runningMinutes} min`, title]),
);

heading('Two requests at the same time, each with a scope of its own');
const [ada, bob] = [scopeOf('ada'), scopeOf('bob')];
const lists = await Promise.all([ada.wishes.add(evening[0]!.id!), bob.wishes.add(evening[1]!.id!)]);
table(lists.map(({ id, films: titles }) => [id!, titles.join(', ')]));
console.log(`  wishes of their own: ${ada.wishes !== bob.wishes}`);
console.log(`  one repository for both: ${ada.wishLists === bob.wishLists}`);

heading('The end: container.dispose()');

/** What one request has: the services of the container, and those that are made for its member. */
function scopeOf(member: string): Cradle {
  return container.createScope().register({ member: asValue(member) }).cradle;
}
