// Changes of one document: by what changed in it, by fields, by a function; conflicts, and documents that are not there.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  DataSource,
  DateField,
  DenseVector,
  Document,
  Flattened,
  Id,
  Integer,
  Keyword,
  Nested,
  ObjectField,
  Text,
  VersionConflictError,
  script,
} from 'elastodm';
import type { Repository } from 'elastodm';
import { testIndices } from '../../support/cleanup.js';
import { rejection } from '../../support/failing.js';
import { serverOptions } from '../../support/server.js';

const newIndex = testIndices();

class Address {
  @Keyword() city?: string | null;
  @Keyword() zip?: string | null;
}
class Actor {
  @Keyword() name!: string;
}
@Document(newIndex('updates'))
class Film {
  @Id() id?: string;
  @Text() title!: string;
  @Integer() year?: number | null;
  @Integer() views = 0;
  @DateField() at?: Date;
  @Keyword() tags: string[] = [];
  @ObjectField(() => Address) address?: Address;
  @Nested(() => Actor) cast: Actor[] = [];
  @Flattened() labels?: Record<string, unknown>;
  @DenseVector({ dims: 2 }) vector?: number[];
}
const dataSource = new DataSource({
  connections: { default: serverOptions(), other: serverOptions() },
  documents: [Film],
  synchronize: 'create',
});
let films: Repository<Film>;

beforeAll(async () => {
  await dataSource.initialize();
  films = dataSource.getRepository(Film);
});
afterAll(() => dataSource.close());

const stored = async (id: string): Promise<unknown> => {
  const client = dataSource.connections.getConnection();
  return (await client.get({ index: films.metadata.index, id }))._source;
};
const full = (): Partial<Film> => ({
  title: 'Alien',
  year: 1979,
  at: new Date('1979-05-25T00:00:00Z'),
  tags: ['space'],
  address: Object.assign(new Address(), { city: 'London', zip: 'W1' }),
  cast: [Object.assign(new Actor(), { name: 'Weaver' })],
  labels: { a: 1, b: { c: 'x' } },
  vector: [0.5, 0.25],
});
const save = (values: Partial<Film> = full()): Promise<Film> => films.save(films.create(values));
/** Someone else, who knows nothing of what this test has read. */
const other = (): Repository<Film> => films.using('other');

describe('update(document)', () => {
  test('sends nothing where nothing changed, after a save and after a read', async () => {
    const film = await save();
    expect(await films.update(film)).toMatchObject({
      result: 'noop',
      id: film.id,
      version: 1,
      document: film,
    });
    const read = await films.get(film.id!);
    expect(await films.update(read)).toMatchObject({ result: 'noop', seqNo: expect.any(Number) });
    expect((await films.search({ query: { ids: { values: film.id! } } })).length).toBeLessThan(2);
  });

  test('sends what changed, and leaves what others put beside it', async () => {
    const film = await save();
    film.title = 'Aliens';
    film.tags.push('war');
    film.cast[0]!.name = 'Biehn';
    film.vector![0] = 1;
    const result = await films.update(film);
    expect(result).toMatchObject({ result: 'updated', version: 2, document: film });
    expect(await stored(film.id!)).toMatchObject({
      title: 'Aliens',
      year: 1979,
      tags: ['space', 'war'],
      cast: [{ name: 'Biehn' }],
    });
    expect((await films.get(film.id!)).vector).toEqual([1, 0.25]);
    // The next one starts from there.
    expect(await films.update(film)).toMatchObject({ result: 'noop' });
    film.views = 5;
    expect(await films.update(film)).toMatchObject({ result: 'updated', version: 3 });
    expect(await films.get(film.id!)).toEqual(film);
  });

  test('takes away what was taken away, inside of objects too', async () => {
    const film = await films.get((await save()).id!);
    film.at = undefined;
    delete film.address!.zip;
    delete film.labels!['a'];
    film.tags = [];
    expect(await films.update(film)).toMatchObject({ result: 'updated' });
    expect(await stored(film.id!)).toMatchObject({
      tags: [],
      address: { city: 'London' },
      labels: { b: { c: 'x' } },
    });
    const again = await films.get(film.id!);
    expect(again.at).toBeUndefined();
    expect(again.address).toEqual(Object.assign(new Address(), { city: 'London' }));
    expect(again.labels).toEqual({ b: { c: 'x' } });
    expect(await films.update(film)).toMatchObject({ result: 'noop' });
  });

  test('of a document that was found by a search', async () => {
    const film = await save({ title: 'Searched' });
    await films.refresh();
    const [hit] = (await films.search({ query: { match: { title: 'Searched' } } })).hits;
    hit!.document.year = 2000;
    await films.update(hit!.document, undefined, { refresh: 'wait_for' });
    expect(await films.get(film.id!)).toMatchObject({ title: 'Searched', year: 2000 });
  });

  test('does not know what changed in a document that was never read, or on another connection', async () => {
    const film = films.create({ id: 'unread', title: 'x' });
    const expected = { name: 'DocumentError', code: 'DOCUMENT_NOT_LOADED' };
    expect(await rejection(films.update(film))).toMatchObject(expected);
    const saved = await save();
    saved.year = 1;
    expect(await rejection(films.update(saved, undefined, { using: 'other' }))).toMatchObject(expected);
  });

  test('meets a change of someone else, and says what both are', async () => {
    const mine = await films.get((await save()).id!);
    const id = mine.id!;
    await other().update(id, { title: 'Theirs' });
    mine.title = 'Mine';
    const before = JSON.stringify(mine);
    const error = await rejection(films.update(mine));
    expect(error).toBeInstanceOf(VersionConflictError);
    expect(error.details).toMatchObject({
      className: 'Film',
      id,
      expected: { version: 1, seqNo: expect.any(Number), primaryTerm: 1 },
      current: { version: 2, seqNo: expect.any(Number), primaryTerm: 1 },
    });
    const { document, current } = error as unknown as VersionConflictError<Film>;
    expect(document).toBe(mine);
    expect(current).toMatchObject({ title: 'Theirs', year: 1979 });
    expect(current).toBeInstanceOf(Film);
    expect(JSON.stringify(mine)).toBe(before);
    expect(await stored(id)).toMatchObject({ title: 'Theirs' });
    // Nothing that prints the error shows the documents.
    expect(`${JSON.stringify(error)}${String(error.stack)}`).not.toContain('Theirs');
  });

  test('with retryOnConflict keeps what others changed, and shows it', async () => {
    const mine = await films.get((await save()).id!);
    await other().update(mine.id!, { title: 'Theirs', tags: ['b'] });
    mine.year = 1999;
    expect(await films.update(mine, undefined, { retryOnConflict: 2 })).toMatchObject({
      result: 'updated',
      version: 3,
    });
    expect(mine).toMatchObject({ title: 'Theirs', tags: ['b'], year: 1999, vector: [0.5, 0.25] });
    expect(await stored(mine.id!)).toMatchObject({ title: 'Theirs', tags: ['b'], year: 1999 });
    expect(await films.update(mine)).toMatchObject({ result: 'noop' });
  });

  test('of a document that is gone', async () => {
    const film = await save();
    await other().delete(film.id!);
    film.year = 1;
    expect(await rejection(films.update(film))).toMatchObject({ code: 'DOCUMENT_NOT_FOUND' });
  });
});

describe('update(document, changes)', () => {
  test('sends the fields, and gives them to the document once they are stored', async () => {
    const film = await films.get((await save()).id!);
    film.views = 9;
    const result = await films.update(film, { year: 1986, address: { zip: 'E1' }, at: null });
    expect(result).toMatchObject({ result: 'updated', document: film });
    expect(film).toMatchObject({ year: 1986, views: 9, at: null, address: { city: 'London', zip: 'E1' } });
    expect(film.address).toBeInstanceOf(Address);
    expect(await stored(film.id!)).toMatchObject({
      views: 0,
      year: 1986,
      address: { city: 'London', zip: 'E1' },
    });
    // What was changed beside is still to be sent.
    expect(await films.update(film)).toMatchObject({ result: 'updated' });
    expect(await stored(film.id!)).toMatchObject({ views: 9 });
  });

  test('leaves the document as it was where it fails', async () => {
    const film = await films.get((await save()).id!);
    await other().update(film.id!, { year: 2 });
    const before = JSON.stringify(film);
    expect(await rejection(films.update(film, { year: 3 }))).toMatchObject({ code: 'VERSION_CONFLICT' });
    expect(JSON.stringify(film)).toBe(before);
    expect(await rejection(films.update(film, { year: 1.5 }))).toMatchObject({
      code: 'DOCUMENT_INVALID_VALUE',
      details: { path: 'year' },
    });
    expect(await rejection(films.update(film, { yaer: 3 } as object))).toMatchObject({
      code: 'DOCUMENT_UNMAPPED_PROPERTY',
    });
    expect(JSON.stringify(film)).toBe(before);
  });

  test('that change nothing are no new version', async () => {
    const film = await save();
    expect(await films.update(film, { year: 1979 })).toMatchObject({ result: 'noop', version: 1 });
  });
});

describe('update(id, changes)', () => {
  test('changes a document that was not read', async () => {
    const { id } = await save();
    expect(await films.update(id!, { title: 'By id', tags: ['x'] })).toEqual({
      result: 'updated',
      id,
      index: films.metadata.index,
      version: 2,
      seqNo: expect.any(Number),
      primaryTerm: 1,
    });
    expect(await films.get(id!)).toMatchObject({ title: 'By id', tags: ['x'], year: 1979 });
  });

  test('returns the document where that is asked for', async () => {
    const { id } = await save();
    const { document } = await films.update(id!, { year: 3 }, { returnDocument: true });
    expect(document).toBeInstanceOf(Film);
    expect(document).toEqual(await films.get(id!));
    document!.year = 4;
    expect(await films.update(document!)).toMatchObject({ result: 'updated', version: 3 });
  });

  test('of a document that is not there is an error, or makes it', async () => {
    expect(await rejection(films.update('none', { year: 1 }))).toMatchObject({
      name: 'DocumentNotFoundError',
      code: 'DOCUMENT_NOT_FOUND',
      details: { className: 'Film', id: 'none', index: films.metadata.index },
    });
    const made = await films.update('made', { year: 1 }, { upsert: { title: 'Made' } });
    expect(made).toMatchObject({ result: 'created', version: 1 });
    expect(await films.get('made')).toMatchObject({ title: 'Made', views: 0 });
    await films.update('made', { year: 7 }, { upsert: { title: 'Other' } });
    expect(await films.get('made')).toMatchObject({ title: 'Made', year: 7 });
    expect(await films.update('self', { title: 'Self' }, { upsert: true })).toMatchObject({
      result: 'created',
    });
    expect(await stored('self')).toEqual({ title: 'Self' });
  });

  test('at the same time, all of them with retryOnConflict', async () => {
    const { id } = await save();
    const fields = ['title', 'year', 'views'] as const;
    await Promise.all(
      Array.from({ length: 12 }, (_, n) =>
        films.update(
          id!,
          { [fields[n % 3]!]: fields[n % 3] === 'title' ? `t${n}` : n },
          { retryOnConflict: 20 },
        ),
      ),
    );
    const { title, year, views } = await films.get(id!);
    expect([title, year, views].every((value) => value !== undefined)).toBe(true);
  });

  test.each([
    ['', 'DOCUMENT_INVALID_ID'],
    ['x'.repeat(513), 'DOCUMENT_INVALID_ID'],
  ])('%p is no id', async (id, code) => {
    expect(await rejection(films.update(id, { year: 1 }))).toMatchObject({ code });
  });
});

describe('update(id, function)', () => {
  test('reads, changes and sends', async () => {
    const { id } = await save();
    const { document } = await films.update(id!, async (film) => {
      await Promise.resolve();
      film.views += 1;
      film.cast.push(Object.assign(new Actor(), { name: 'Holm' }));
    });
    expect(document).toMatchObject({ views: 1 });
    expect(await stored(id!)).toMatchObject({ views: 1, cast: [{ name: 'Weaver' }, { name: 'Holm' }] });
  });

  test('counts exactly although many count at once', async () => {
    const { id } = await save();
    await Promise.all(
      Array.from({ length: 8 }, () =>
        films.update(
          id!,
          (film) => {
            film.views += 1;
          },
          { retryOnConflict: 50 },
        ),
      ),
    );
    expect(await films.get(id!)).toMatchObject({ views: 8 });
  });

  test('without retryOnConflict tells of the conflict', async () => {
    const { id } = await save();
    const change = films.update(id!, async (film) => {
      film.views = 1;
      await other().update(id!, { views: 2 });
    });
    expect(await rejection(change)).toMatchObject({ code: 'VERSION_CONFLICT' });
    expect(await rejection(films.update('none', () => undefined))).toMatchObject({
      code: 'DOCUMENT_NOT_FOUND',
    });
  });
});

test('a script is sent; this server has no scripts, and says so', async () => {
  const { id } = await save();
  const sent = films.update(id!, script('ctx._source.views += params.by', { by: 1 }));
  expect(await rejection(sent)).toMatchObject({ code: 'REQUEST_REFUSED', details: { status: 400 } });
});

describe('upsert', () => {
  test('makes a document, then changes its fields', async () => {
    const film = films.create({ id: 'upserted', title: 'One', tags: ['a'] });
    expect(await films.upsert(film)).toMatchObject({ result: 'created', document: film });
    const again = films.create({ id: 'upserted', title: 'Two', year: 5 });
    expect(await films.upsert(again)).toMatchObject({ result: 'updated' });
    expect(again).toMatchObject({ title: 'Two', year: 5, tags: [] });
    again.views = 3;
    expect(await films.update(again)).toMatchObject({ result: 'updated' });
    expect(await stored('upserted')).toMatchObject({ title: 'Two', year: 5, views: 3 });
  });

  test('needs an id', async () => {
    expect(await rejection(films.upsert(films.create({ title: 'x' })))).toMatchObject({
      code: 'DOCUMENT_INVALID_ID',
    });
  });
});

describe('save', () => {
  test('with opType create does not replace a document', async () => {
    await save({ id: 'taken', title: 'First' });
    const second = films.create({ id: 'taken', title: 'Second' });
    const error = await rejection(films.save(second, { opType: 'create' }));
    expect(error).toMatchObject({ code: 'VERSION_CONFLICT' });
    expect((error as unknown as VersionConflictError<Film>).current).toMatchObject({ title: 'First' });
  });

  test('with opType create takes no document for its own, equal as it may be', async () => {
    const claim = (): Film => films.create({ id: 'claim', title: 'Claim' });
    await films.save(claim(), { opType: 'create' });
    expect(await rejection(films.save(claim(), { opType: 'create' }))).toMatchObject({
      code: 'VERSION_CONFLICT',
    });
    const many = [claim(), films.create({ id: 'claim-2', title: 'Claim' })];
    expect(await rejection(films.saveMany(many, { opType: 'create' }))).toMatchObject({
      code: 'BULK_FAILED',
      details: { failed: 1, total: 2 },
      failures: [{ position: 0, status: 409 }],
    });
    expect(await films.exists('claim-2')).toBe(true);
  });

  test('with optimistic false overwrites what others wrote', async () => {
    const film = await save();
    await other().update(film.id!, { title: 'Theirs' });
    film.title = 'Mine';
    expect(await rejection(films.save(film))).toMatchObject({ code: 'VERSION_CONFLICT' });
    await films.save(film, { optimistic: false });
    expect(await stored(film.id!)).toMatchObject({ title: 'Mine' });
  });

  test('passes its options on', async () => {
    const film = films.create({ title: 'Options' });
    expect(await rejection(films.save(film, { requireAlias: true }))).toMatchObject({
      code: 'INDEX_NOT_FOUND',
    });
    expect(film.id).toBeUndefined();
    await films.save(film, { waitForActiveShards: 1, refresh: true });
    expect(await films.count({ query: { match: { title: 'Options' } } })).toBe(1);
    expect(await rejection(films.save(film, { pipeline: 'none' }))).toMatchObject({
      code: 'REQUEST_REFUSED',
    });
  });
});
