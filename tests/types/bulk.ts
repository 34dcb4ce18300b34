// Writing many documents: what may be passed, what comes back, and what may be asked of each operation.
/* eslint-disable @typescript-eslint/no-unsafe-class-instance-assignment, @typescript-eslint/no-unsafe-call, @typescript-eslint/no-unsafe-return -- wrong classes and wrong calls are what is tested */
import { BulkError, Document, Id, Integer, Keyword, script } from 'elastodm';
import type {
  BulkFailure,
  BulkOperation,
  BulkOptions,
  BulkProgress,
  BulkResult,
  CloseReport,
  DataSource,
  Repository,
  BulkWriter,
} from 'elastodm';
import { expectTypeOf } from 'expect-type';

@Document('films')
class Film {
  @Id() id?: string;
  @Keyword() title!: string;
  @Integer() year?: number;
}
@Document('books')
class Book {
  @Id() id?: string;
  @Keyword() title!: string;
  @Integer() pages!: number;
  private readonly shelf = 'a';
  whereIs(): string {
    return this.shelf;
  }
}
@Document('tapes')
class Tape {
  @Keyword() label!: string;
}

declare const films: Repository<Film>;
declare const film: Film;
declare const book: Book;
declare const tape: Tape;
declare const dataSource: DataSource;
declare function read(): Generator<Film>;
declare function readLater(): AsyncGenerator<Film>;
declare function readTapes(): AsyncGenerator<Tape>;
declare const stream: ReadableStream<Film>;

export async function savesMany(): Promise<void> {
  expectTypeOf(await films.saveMany([film])).toEqualTypeOf<Film[]>();
  expectTypeOf(await films.saveMany([film] as const)).toEqualTypeOf<Film[]>();
  expectTypeOf(await films.saveMany([film], { failures: 'throw', chunkSize: 10 })).toEqualTypeOf<Film[]>();
  expectTypeOf(await films.saveMany([film], { failures: 'collect' })).toEqualTypeOf<BulkResult<Film>>();
  expectTypeOf(await films.saveMany(new Set([film]))).toEqualTypeOf<BulkResult<Film>>();
  expectTypeOf(await films.saveMany(read())).toEqualTypeOf<BulkResult<Film>>();
  expectTypeOf(await films.saveMany(readLater(), { failures: 'throw' })).toEqualTypeOf<BulkResult<Film>>();
  expectTypeOf(await films.saveMany(stream)).toEqualTypeOf<BulkResult<Film>>();
  const { failures } = await films.saveMany(read(), { failures: 'collect' });
  expectTypeOf(failures).toEqualTypeOf<readonly BulkFailure<Film>[]>();
  expectTypeOf(failures[0]!.document).toEqualTypeOf<Film>();
  expectTypeOf(failures[0]!.outcome).toEqualTypeOf<'rejected' | 'unknown'>();
  expectTypeOf(failures[0]!.id).toEqualTypeOf<string | undefined>();

  // @ts-expect-error documents of another class
  await films.saveMany([tape]);
  // @ts-expect-error the same from a generator
  await films.saveMany(readTapes());
  // @ts-expect-error one document is not many
  await films.saveMany(film);
  // @ts-expect-error ids are no documents
  await films.saveMany(['a']);
  // @ts-expect-error an option that does not exist
  await films.saveMany([film], { chunks: 10 });
  // @ts-expect-error who makes the ids is one of two
  await films.saveMany([film], { ids: 'nobody' });
  // @ts-expect-error a number of bytes, not a text
  await films.saveMany(read(), { chunkBytes: '1mb' });
  // @ts-expect-error failures are thrown or collected
  await films.saveMany(read(), { failures: 'ignore' });
  // @ts-expect-error an array whose failures are collected gives a result, no documents
  (await films.saveMany([film], { failures: 'collect' })).at(0);
  // @ts-expect-error a generator gives a result, no documents
  (await films.saveMany(read())).at(0);
}

export async function deletesMany(): Promise<void> {
  const result = await films.deleteMany([film, 'tt0078748']);
  expectTypeOf(result).toEqualTypeOf<BulkResult<Film | undefined>>();
  expectTypeOf(result.missing).toEqualTypeOf<number>();
  expectTypeOf(result.failures[0]!.document).toEqualTypeOf<Film | undefined>();
  await films.deleteMany(read(), { refresh: true });
  // @ts-expect-error documents of another class
  await films.deleteMany([tape]);
  // @ts-expect-error an id is a text
  await films.deleteMany([7]);
}

export async function doesMany(): Promise<void> {
  const result = await films.bulk([
    { save: film },
    { save: film, opType: 'create' },
    { update: film },
    { update: film, changes: { year: 1979 } },
    { update: 'a', changes: { year: null, title: undefined } },
    { update: 'a', changes: script('ctx._source.year++'), retryOnConflict: 3 },
    { update: 'a', changes: { title: 'Alien' }, upsert: true },
    { delete: film },
    { delete: 'a', routing: 'r' },
  ]);
  expectTypeOf(result).toEqualTypeOf<BulkResult<Film | undefined>>();
  function* operations(): Generator<BulkOperation<Film>> {
    yield { save: film };
  }
  await films.bulk(operations());

  // @ts-expect-error a document of another class
  await films.bulk([{ save: tape }]);
  // @ts-expect-error an id can't be saved
  await films.bulk([{ save: 'a' }]);
  // @ts-expect-error no such operation
  await films.bulk([{ remove: film }]);
  // @ts-expect-error a field that does not exist
  await films.bulk([{ update: film, changes: { yera: 1979 } }]);
  // @ts-expect-error a field of another type
  await films.bulk([{ update: 'a', changes: { year: '1979' } }]);
  // @ts-expect-error an operation type that does not exist
  await films.bulk([{ save: film, opType: 'update' }]);
}

export async function writes(): Promise<void> {
  await using writer = films.createBulkWriter({ flushInterval: 1_000, chunkSize: 100 });
  expectTypeOf(writer).toEqualTypeOf<BulkWriter<Film>>();
  expectTypeOf(writer.save(film)).toEqualTypeOf<Promise<void>>();
  await writer.save(film, { opType: 'create' });
  await writer.update(film);
  await writer.update('a', { year: 1979 }, { upsert: true });
  await writer.delete('a', { routing: 'r' });
  await writer.flush();
  expectTypeOf(writer.result).toEqualTypeOf<BulkResult<Film | undefined>>();
  expectTypeOf(await writer.close({ timeout: 1_000 })).toEqualTypeOf<BulkResult<Film | undefined>>();
  expectTypeOf(await dataSource.close()).toEqualTypeOf<CloseReport>();

  // @ts-expect-error a document of another class
  await writer.save(tape);
  // @ts-expect-error a field that does not exist
  await writer.update('a', { yera: 1979 });
  // @ts-expect-error one document is deleted at a time
  await writer.delete([film]);
  // @ts-expect-error milliseconds, not a text
  films.createBulkWriter({ flushInterval: '1s' });
  // @ts-expect-error only a writer has an interval
  await films.saveMany(read(), { flushInterval: 1_000 });
}

export function tells(error: unknown, books: Repository<Book>): void {
  const options: BulkOptions = {
    onProgress: (progress) => expectTypeOf(progress).toEqualTypeOf<BulkProgress>(),
  };
  void books.saveMany([book], options);
  // @ts-expect-error a progress has counts, and no failures
  void books.saveMany([book], { onProgress: ({ failures }) => failures });
  // @ts-expect-error a class with more members is not another one
  void books.saveMany([film]);
  if (error instanceof BulkError) {
    expectTypeOf(error.result.settled).toEqualTypeOf<number>();
    expectTypeOf(error.failures[0]!.position).toEqualTypeOf<number>();
    // @ts-expect-error what came of it can't be changed
    error.failures = [];
  }
}
