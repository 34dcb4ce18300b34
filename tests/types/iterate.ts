// Going through many documents: what is given follows from the class, what was asked for, and whether it is hydrated.
import { Document, Id, Integer, IterationExpiredError, Keyword, Search } from 'elastodm';
import type {
  IterateOptions,
  IteratedDocument,
  Iteration,
  PlainDocument,
  PlainHit,
  Repository,
  SearchHit,
} from 'elastodm';
import { expectTypeOf } from 'expect-type';

class Author {
  @Keyword() name!: string;
}

@Document('books')
class Book {
  @Id() id?: string;
  @Keyword() title!: string;
  @Integer() pages!: number;
  authors: Author[] = [];
}
declare const books: Repository<Book>;
declare const options: IterateOptions;
declare function see(value: unknown): void;

export async function documents(): Promise<void> {
  const all = books.iterate();
  expectTypeOf(all).toEqualTypeOf<Iteration<Book>>();
  for await (const book of all) expectTypeOf(book).toEqualTypeOf<Book>();
  for await (const page of all.pages()) expectTypeOf(page).toEqualTypeOf<readonly Book[]>();
  expectTypeOf(all.count).toEqualTypeOf<number>();
  expectTypeOf(all.after).toEqualTypeOf<readonly unknown[] | undefined>();
  expectTypeOf(await all.next()).toEqualTypeOf<IteratorResult<Book, undefined>>();
  expectTypeOf(all).toExtend<AsyncIterable<Book>>();
  expectTypeOf(all).toExtend<AsyncDisposable>();
  await using disposed = books.iterate({ where: { title: 'a' }, order: { pages: 'ASC' } });
  expectTypeOf((await disposed.return()).done).toEqualTypeOf<boolean | undefined>();

  const selected = books.iterate({ select: ['title'] }, { slices: 2, readAhead: false });
  for await (const book of selected) expectTypeOf(book).toEqualTypeOf<{ title: string }>();
  const shown = books.iterate({ select: { pages: true } });
  for await (const book of shown) expectTypeOf(book).toEqualTypeOf<{ pages: number }>();
  for await (const book of books.iterate({}, { hydrate: true })) expectTypeOf(book).toEqualTypeOf<Book>();
  for await (const book of books.iterate({}, { hydrate: false })) {
    expectTypeOf(book).toEqualTypeOf<PlainDocument>();
    expectTypeOf(book['title']).toBeUnknown();
    // @ts-expect-error -- a plain document is not for changing
    book['title'] = 'b';
  }
  // What is not known may be either.
  for await (const book of books.iterate({}, options))
    expectTypeOf(book).toEqualTypeOf<Book | PlainDocument>();
  expectTypeOf<IteratedDocument<Book, undefined, false>>().toEqualTypeOf<PlainDocument>();

  books.iterate({}, { after: all.after ?? [], onExpired: 'reopen', keepAlive: '5m', pageSize: 10 });
  books.iterate({ withDeleted: true }, { strict: false, timeout: 10, using: 'other' });
  books.iterate({}, { signal: AbortSignal.timeout(5) });
  // @ts-expect-error -- all of them
  books.iterate({ take: 5 });
  // @ts-expect-error -- all of them
  books.iterate({ skip: 5 });
  // @ts-expect-error -- no such field
  books.iterate({ where: { titel: 'a' } });
  // @ts-expect-error -- no such field
  books.iterate({ order: { titel: 'ASC' } });
  // @ts-expect-error -- no such field
  books.iterate({ select: ['titel'] });
  // @ts-expect-error -- no such option
  books.iterate({}, { size: 5 });
  // @ts-expect-error -- neither of the two
  books.iterate({}, { onExpired: 'ignore' });
  // @ts-expect-error -- a list of values
  books.iterate({}, { after: 'a' });
  // @ts-expect-error -- it is told, not set
  all.count = 5;
  for await (const page of all.pages()) {
    // @ts-expect-error -- a page is not for changing
    page.length = 0;
  }
  // @ts-expect-error -- nothing can be sent into it
  await all.next(5);
}

export async function hits(): Promise<void> {
  const search = books.createSearch().filter('term', { title: 'a' }).highlight('title');
  for await (const hit of search.iterate()) {
    expectTypeOf(hit.document).toEqualTypeOf<Book>();
    expectTypeOf(hit.highlight?.title).toEqualTypeOf<readonly string[] | undefined>();
  }
  for await (const hit of search.source('title').iterate({ hydrate: true })) {
    expectTypeOf(hit.document).toEqualTypeOf<{ title: string }>();
  }
  for await (const hit of search.iterate({ hydrate: false })) {
    expectTypeOf(hit.document).toEqualTypeOf<PlainDocument>();
    expectTypeOf(hit.id).toBeString();
    expectTypeOf(hit.highlight?.title).toEqualTypeOf<readonly string[] | undefined>();
    // @ts-expect-error -- no such field was asked for
    see(hit.highlight?.pages);
    // @ts-expect-error -- no instance
    see(hit.document satisfies Book);
  }
  for await (const page of search.iterate({ slices: 2 }).pages()) {
    expectTypeOf(page[0]!.document).toEqualTypeOf<Book>();
  }
  // @ts-expect-error -- no such option
  search.iterate({ skip: 5 });
  // @ts-expect-error -- a number
  search.iterate({ slices: '2' });

  const plain = new Search<{ readonly title: string }>({ index: 'books' });
  for await (const hit of plain.iterate()) {
    expectTypeOf(hit).toEqualTypeOf<SearchHit<{ readonly title: string }, unknown>>();
    expectTypeOf(hit.document.title).toBeString();
  }
  for await (const hit of plain.iterate({ hydrate: false })) {
    expectTypeOf(hit).toEqualTypeOf<PlainHit<{ readonly title: string }, unknown>>();
  }
}

export function expired(error: unknown): void {
  if (!(error instanceof IterationExpiredError)) return;
  expectTypeOf(error.after).toEqualTypeOf<readonly unknown[] | undefined>();
  expectTypeOf(error.code).toEqualTypeOf<'ITERATION_EXPIRED'>();
  expectTypeOf(error.details.count).toBeNumber();
  // @ts-expect-error -- it is told, not set
  error.after = [];
}
