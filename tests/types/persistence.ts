// Changes, conditions, scripts, subscribers, and the options of a class: what compiles, and what does not.
import {
  DataSource,
  DateField,
  DeletedAt,
  Discriminator,
  Document,
  Id,
  Integer,
  Keyword,
  Long,
  LongRange,
  Nested,
  ObjectField,
  Text,
  ValidationError,
  VersionConflictError,
  script,
  storedScript,
} from 'elastodm';
import type {
  ByQueryResult,
  DocumentChanges,
  DocumentEvent,
  DocumentSubscriber,
  MultiField,
  Range,
  Repository,
  Script,
  UpdateResult,
  ValueTransform,
} from 'elastodm';
import { expectTypeOf } from 'expect-type';

class Money {
  constructor(readonly cents: number) {}
}
const inCents: ValueTransform<Money, number> = {
  to: (money) => money.cents,
  from: (cents) => new Money(cents),
};
class Address {
  @Keyword() city!: string;
  @Keyword() zip?: string;
}
class Actor {
  @Keyword({ required: true }) name!: string;
}
class Town {
  constructor(readonly name: string) {}
}
const inAddress: ValueTransform<Town, Address> = {
  to: ({ name }) => Object.assign(new Address(), { city: name }),
  from: ({ city }) => new Town(city),
};
@Document('films')
class Film {
  @Id() id?: string;
  @Text({ fields: { raw: { type: 'keyword' } } }) title!: MultiField<string, 'raw'>;
  @Keyword({ validate: (value) => (value.length > 2 ? undefined : 'too short') }) status!: 'draft' | 'out';
  @Integer() year?: number;
  @DateField() at?: Date;
  @Long({ bigint: true }) serial?: bigint;
  @Long({ bigint: true }) serials?: bigint[];
  @LongRange({ bigint: true }) span?: Range<bigint>;
  @Integer({ transform: inCents }) price?: Money;
  @Keyword() tags: string[] = [];
  @ObjectField(() => Address) address?: Address;
  @Nested(() => Actor, { required: true, validate: (actor) => actor.name }) cast: Actor[] = [];
  @ObjectField(() => Address, { transform: inAddress }) town?: Town;
  @Nested(() => Address, { transform: inAddress, required: true }) towns!: Town;
  @DeletedAt() deletedAt?: Date | null;
  shout(): string {
    return this.title;
  }
}
abstract class Medium {
  @Discriminator() kind!: 'song' | 'talk';
}
@Document({
  index: 'media',
  discriminator: 'song',
  refresh: 'wait_for',
  hydration: 'strict',
  requireAlias: true,
})
class Song extends Medium {}
@Document('media')
abstract class AnyMedium extends Medium {}

@Document<Log>({ index: ({ day }) => `logs-${day}`, pattern: 'logs-*', readFrom: () => 'logs-2026-*' })
class Log {
  @Keyword() day!: string;
}
@Document({ index: (log: Log) => log.day, pattern: 'logs-*' })
export class Other extends Log {}

// @ts-expect-error documents of a function are read by a pattern
Document({ index: () => 'logs' });
// @ts-expect-error a pattern belongs to a function
Document({ index: 'logs', pattern: 'logs-*' });
// @ts-expect-error no such policy
Document({ index: 'logs', refresh: 'later' });
// @ts-expect-error no such way to read
Document({ index: 'logs', hydration: 'loose' });

export class Wrong {
  // @ts-expect-error a bigint needs `bigint: true`
  @Long() a?: bigint;
  // @ts-expect-error a number is no bigint
  @Long({ bigint: true }) b?: number;
  // @ts-expect-error a keyword has no whole numbers
  @Keyword({ bigint: true }) c?: string;
  // @ts-expect-error the transform makes Money
  @Integer({ transform: inCents }) d?: number;
  // @ts-expect-error the transform stores numbers
  @Keyword({ transform: inCents }) e?: Money;
  // @ts-expect-error the transform makes a Town
  @ObjectField(() => Address, { transform: inAddress }) town?: Address;
  // @ts-expect-error the transform stores addresses
  @Nested(() => Actor, { transform: inAddress }) towns?: Town;
  // @ts-expect-error a check gives a reason or nothing
  @Keyword({ validate: () => false }) f?: string;
  // @ts-expect-error the value is a string
  @Keyword({ validate: (value: number) => `${value}` }) g?: string;
}

const dataSource = new DataSource({
  documents: [Film, Song, AnyMedium, Log],
  refresh: true,
  hydration: 'lenient',
  subscribers: [
    {
      listenTo: () => Film,
      beforeSave: ({ document }: DocumentEvent<Film>) => {
        document.year = 1;
      },
    },
  ],
});
const films = dataSource.getRepository(Film);
expectTypeOf(dataSource.getRepository(AnyMedium)).toEqualTypeOf<Repository<AnyMedium>>();

export class Audit implements DocumentSubscriber<Film> {
  listenTo(): typeof Film {
    return Film;
  }
  async afterSave({ document, id, metadata }: DocumentEvent<Film>): Promise<void> {
    expectTypeOf(document).toEqualTypeOf<Film>();
    expectTypeOf(id).toEqualTypeOf<string | undefined>();
    await Promise.resolve(metadata);
  }
}
export class WrongAudit implements DocumentSubscriber<Film> {
  // @ts-expect-error a subscriber to films is told of films
  listenTo(): typeof Song {
    return Song;
  }
}

expectTypeOf<DocumentChanges<Film>>().not.toHaveProperty('shout');

export async function changing(film: Film): Promise<void> {
  expectTypeOf(await films.update(film)).toEqualTypeOf<UpdateResult<Film>>();
  expectTypeOf((await films.update(film)).document).toEqualTypeOf<Film | undefined>();
  await films.update(film, undefined, { refresh: true, retryOnConflict: 2, signal: AbortSignal.timeout(1) });
  await films.update(film, { title: 'x', status: 'out', year: null, address: { zip: 'x' }, serial: 1n });
  await films.update('a', { tags: ['x'], cast: [film.cast[0]!] }, { upsert: film, returnDocument: true });
  await films.update('a', { year: 1 }, { upsert: { title: 'x' } });
  await films.update('a', (found) => {
    expectTypeOf(found).toEqualTypeOf<Film>();
  });
  await films.update('a', script('ctx._source.year += params.by', { by: 1 }), {
    routing: 'r',
    index: 'films-1',
  });
  await films.update(film, storedScript('older'));
  expectTypeOf(script('x')).toEqualTypeOf<Script>();
  expectTypeOf(await films.upsert(film, { retryOnConflict: 1 })).toEqualTypeOf<UpdateResult<Film>>();
  // @ts-expect-error no such field
  await films.update(film, { titel: 'x' });
  // @ts-expect-error no such status
  await films.update('a', { status: 'gone' });
  // @ts-expect-error no such field of the address
  await films.update('a', { address: { town: 'x' } });
  // @ts-expect-error a method is no field
  await films.update('a', { shout: () => 'x' });
  // @ts-expect-error an id alone says nothing to change
  await films.update('a');
  // @ts-expect-error a song is no film
  await films.update(new Song(), {});
  // @ts-expect-error no such field to start with
  await films.update('a', { year: 1 }, { upsert: { titel: 'x' } });
  // @ts-expect-error a save is not repeated
  await films.save(film, { retryOnConflict: 1 });
}

export async function changingMany(): Promise<void> {
  const changed = await films.updateBy({ query: { term: { status: 'out' } } }, { status: 'draft' });
  expectTypeOf(changed).toEqualTypeOf<ByQueryResult>();
  await films.updateBy({ all: true, max_docs: 5 }, script('x'), { conflicts: 'proceed', slices: 'auto' });
  expectTypeOf(await films.deleteBy({ query: { exists: { field: 'year' } } })).toEqualTypeOf<ByQueryResult>();
  // @ts-expect-error no such field
  await films.deleteBy({ query: { term: { statsu: 'out' } } });
  // @ts-expect-error no such status
  await films.updateBy({ query: { term: { status: 'gone' } } }, { year: 1 });
  // @ts-expect-error no such field to change
  await films.updateBy({ all: true }, { yaer: 1 });
  // @ts-expect-error by query, nothing waits for a refresh
  await films.deleteBy({ all: true }, { refresh: 'wait_for' });
}

export async function hiding(film: Film): Promise<void> {
  expectTypeOf(await films.softDelete(film)).toBeBoolean();
  expectTypeOf(await films.restore('a', { routing: 'r' })).toBeBoolean();
  await films.get('a', { withDeleted: true, index: 'films-1' });
  await films.search({}, { withDeleted: true });
  await films.count({}, { withDeleted: true });
  // @ts-expect-error that is no part of the request
  await films.count({ withDeleted: true });
}

export function failing(error: unknown): void {
  if (error instanceof VersionConflictError) {
    expectTypeOf(error.current).toEqualTypeOf<object | null | undefined>();
    expectTypeOf(error.details.expected?.seqNo).toEqualTypeOf<number | undefined>();
  }
  if (error instanceof ValidationError) {
    expectTypeOf(error.details.problems[0]!).toEqualTypeOf<{
      readonly path: string;
      readonly reason: string;
    }>();
    expectTypeOf(error.code).toEqualTypeOf<'DOCUMENT_VALIDATION'>();
  }
}
