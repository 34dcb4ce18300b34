// The verbs of a repository, a DataSource and the connections.
/* eslint-disable @typescript-eslint/no-unsafe-class-instance-assignment -- wrong classes are what is tested */
import { Client } from '@elastic/elasticsearch';
import {
  BulkError,
  ConnectionManager,
  VersionConflictError,
  DataSource,
  Document,
  ElastodmError,
  Id,
  Integer,
  Keyword,
  connections,
} from 'elastodm';
import type { ConnectionOptions, DocumentMetadata, ErrorCode, Repository } from 'elastodm';
import { expectTypeOf } from 'expect-type';

@Document('films')
class Film {
  @Id() id?: string;
  @Keyword() title!: string;
  @Integer() year = 2000;
}
@Document('books')
class Book {
  @Keyword() isbn!: string;
}

const dataSource = new DataSource({ documents: [Film, Book], synchronize: 'update' });
const films = dataSource.getRepository(Film);
expectTypeOf(films).toEqualTypeOf<Repository<Film>>();
expectTypeOf(films.using('other')).toEqualTypeOf<Repository<Film>>();
expectTypeOf(films.metadata).toEqualTypeOf<DocumentMetadata>();
expectTypeOf(films.create({ title: 'a' })).toEqualTypeOf<Film>();

export async function reading(): Promise<void> {
  expectTypeOf(await films.get('a')).toEqualTypeOf<Film>();
  expectTypeOf(await films.getOrNull('a')).toEqualTypeOf<Film | null>();
  expectTypeOf(await films.getMany(['a'])).toEqualTypeOf<(Film | null)[]>();
  expectTypeOf(await films.getMany(['a'], { missing: 'null' })).toEqualTypeOf<(Film | null)[]>();
  expectTypeOf(await films.getMany(['a'], { missing: 'skip' })).toEqualTypeOf<Film[]>();
  expectTypeOf(await films.getMany(['a'], { missing: 'throw', using: 'b' })).toEqualTypeOf<Film[]>();
  expectTypeOf(await films.exists('a', { routing: 'r' })).toBeBoolean();
  expectTypeOf(await films.count()).toBeNumber();
  // @ts-expect-error an id is a string
  await films.get(5);
  // @ts-expect-error get has no refresh
  await films.get('a', { refresh: true });
  // @ts-expect-error one id is no list
  await films.getMany('a');
  // @ts-expect-error no such way
  await films.getMany(['a'], { missing: 'ignore' });
}

export async function writing(): Promise<void> {
  const film = films.create();
  expectTypeOf(await films.save(film)).toEqualTypeOf<Film>();
  expectTypeOf(await films.save(film, { refresh: 'wait_for', using: 'b' })).toEqualTypeOf<Film>();
  expectTypeOf(await films.saveMany([film])).toEqualTypeOf<Film[]>();
  expectTypeOf(await films.delete(film)).toBeBoolean();
  expectTypeOf(await films.delete('a', { routing: 'r', refresh: true })).toBeBoolean();
  expectTypeOf(films.refresh()).toEqualTypeOf<Promise<void>>();
  // @ts-expect-error a book is no film
  await films.save(new Book());
  // @ts-expect-error a film is no list
  await films.saveMany(film);
  // @ts-expect-error a book among films
  await films.saveMany([film, new Book()]);
  // @ts-expect-error no such policy
  await films.save(film, { refresh: 'later' });
  // @ts-expect-error no such property
  films.create({ titel: 'a' });
  // @ts-expect-error of another type
  films.create({ year: 'a' });
  // @ts-expect-error a book is no film
  await films.delete(new Book());
}

// @ts-expect-error a repository is made by its DataSource, of a class
dataSource.getRepository('films');
// @ts-expect-error no such mode
new DataSource({ documents: [Film], synchronize: 'drop' });
// @ts-expect-error documents are classes
new DataSource({ documents: [new Film()] });
// @ts-expect-error documents are needed
new DataSource({});
expectTypeOf(dataSource.connections).toEqualTypeOf<ConnectionManager>();

// — connections ————————————————————————————————————————————————————————————————————————————————————————————————

const manager = new ConnectionManager();
expectTypeOf(
  manager.createConnection('a', { hosts: ['a', 'b'], httpAuth: ['u', 'p'] }),
).toEqualTypeOf<Client>();
expectTypeOf(
  manager.createConnection({ hosts: 'a', apiKey: ['id', 'secret'], caCerts: './ca.pem' }),
).toEqualTypeOf<Client>();
expectTypeOf(manager.getConnection(new Client({ node: 'http://a' }))).toEqualTypeOf<Client>();
expectTypeOf(manager.all()).toEqualTypeOf<Readonly<Record<string, Client>>>();
expectTypeOf(connections).toEqualTypeOf<ConnectionManager>();
new DataSource({ documents: [], connections: { default: { bearerAuth: 'token' } } });
new DataSource({ documents: [], connections: manager });
export const options: ConnectionOptions = { client: { maxResponseSize: 5 } };
// @ts-expect-error unknown option
manager.createConnection('a', { host: 'a' });
// @ts-expect-error a pair has two
manager.createConnection('a', { httpAuth: ['u'] });
// @ts-expect-error a number of milliseconds
manager.createConnection('a', { timeout: '5s' });
// @ts-expect-error unknown option of a DataSource's connection
new DataSource({ documents: [], connections: { default: { node: 'a' } } });

// — errors —————————————————————————————————————————————————————————————————————————————————————————————————————

export function errors(error: unknown, bulk: BulkError<Film>): void {
  if (error instanceof ElastodmError) expectTypeOf(error.code).toEqualTypeOf<ErrorCode>();
  if (error instanceof VersionConflictError) expectTypeOf(error.details.id).toBeString();
  if (error instanceof BulkError)
    expectTypeOf(error.failures[0]!.document).toEqualTypeOf<object | undefined>();
  expectTypeOf(bulk.code).toEqualTypeOf<'BULK_FAILED'>();
  expectTypeOf(bulk.failures[0]!.document).toEqualTypeOf<Film>();
  expectTypeOf(bulk.details.failed).toBeNumber();
  // @ts-expect-error no such code
  if (error instanceof ElastodmError && error.code === 'NOPE') return;
}
