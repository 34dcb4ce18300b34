import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  BulkError,
  DataSource,
  DateField,
  Document,
  DocumentNotFoundError,
  Id,
  Integer,
  Keyword,
  Nested,
  Text,
  VersionConflictError,
} from 'elastodm';
import type { MultiField, Repository } from 'elastodm';
import { rejection } from '../../support/failing.js';
import { serverOptions } from '../../support/server.js';
import { testIndices } from '../../support/cleanup.js';

const newIndex = testIndices();

class Review {
  @Keyword() author!: string;
  @Integer() stars!: number;
}
@Document({ index: newIndex('films'), settings: { number_of_shards: 1, number_of_replicas: 0 } })
class Film {
  @Id() id?: string;
  @Text({ fields: { raw: { type: 'keyword' } } }) title!: MultiField<string, 'raw'>;
  @Keyword() genre?: 'drama' | 'horror' | null;
  @Keyword() tags?: string[];
  @Integer() year = 2000;
  @DateField() released?: Date;
  @Nested(() => Review) reviews: Review[] = [];
  label(): string {
    return `${this.title} (${this.year})`;
  }
}
@Document({
  index: newIndex('visits'),
  routing: 'user',
  settings: { number_of_shards: 3, number_of_replicas: 0 },
})
class Visit {
  @Id() id?: string;
  @Keyword() user!: string;
}
@Document({ index: newIndex('never-created') })
class Ghost {
  @Id() id?: string;
  @Keyword() name!: string;
}
@Document({ index: newIndex('no-id'), settings: { number_of_replicas: 0 } })
class Plain {
  @Keyword() name!: string;
}

const dataSource = new DataSource({
  connections: { default: serverOptions(), secure: serverOptions() },
  documents: [Film, Visit, Plain],
  synchronize: 'create',
});
// A class whose index is never made.
const ghostSource = new DataSource({ connections: { default: serverOptions() }, documents: [Ghost] });
let films: Repository<Film>;
let visits: Repository<Visit>;
let ghosts: Repository<Ghost>;

beforeAll(async () => {
  await dataSource.initialize();
  films = dataSource.getRepository(Film);
  visits = dataSource.getRepository(Visit);
  ghosts = ghostSource.getRepository(Ghost);
});
afterAll(async () => {
  await dataSource.close();
  await ghostSource.close();
});

const film = (values: Partial<Film> = {}): Film => films.create({ title: 'Alien', ...values });

describe('save and get', () => {
  test('a new document gets an id, and comes back as it was', async () => {
    const alien = film({
      genre: 'horror',
      tags: [],
      released: new Date('1979-05-25T00:00:00Z'),
      reviews: [Object.assign(new Review(), { author: 'Ann', stars: 5 })],
    });
    const saved = await films.save(alien);
    expect(saved).toBe(alien);
    expect(saved.id).toMatch(/^[0-9a-f-]{36}$/);
    const again = await films.get(saved.id!);
    expect(again).toEqual(alien);
    expect(again).not.toBe(alien);
    expect(again).toBeInstanceOf(Film);
    expect(again.reviews[0]).toBeInstanceOf(Review);
    expect(again.label()).toBe('Alien (2000)');
  });

  test('null and [] are kept, undefined is left out', async () => {
    const { id } = await films.save(film({ genre: null, tags: [] }));
    const { _source: source } = await dataSource.connections
      .getConnection()
      .get({ index: films.metadata.index, id: id! });
    expect(source).toEqual({ title: 'Alien', genre: null, tags: [], year: 2000, reviews: [] });
  });

  test('an id of the user’s own, with characters of URLs', async () => {
    const id = 'a/b?c=%2F#ü *,';
    await films.save(film({ id }));
    await expect(films.get(id)).resolves.toEqual(film({ id }));
    await expect(films.exists(id)).resolves.toBe(true);
    await expect(films.delete(id)).resolves.toBe(true);
  });

  test('a document can be saved again and again', async () => {
    const saved = await films.save(film());
    for (const title of ['Aliens', 'Alien 3']) {
      saved.title = title;
      await films.save(saved);
    }
    await expect(films.get(saved.id!)).resolves.toMatchObject({ title: 'Alien 3' });
  });

  test('a class without @Id is saved in its place', async () => {
    const plains = dataSource.getRepository(Plain);
    const plain = await plains.save(plains.create({ name: 'one' }));
    plain.name = 'two';
    await plains.save(plain, { refresh: true });
    const result = await plains.search();
    expect(result.documents).toEqual([Object.assign(new Plain(), { name: 'two' })]);
    await expect(plains.delete(result.documents[0]!)).resolves.toBe(true);
  });

  test('of a value that can’t be stored, nothing is sent and the object stays as it was', async () => {
    const wrong = film({ year: NaN });
    expect(await rejection(films.save(wrong))).toMatchObject({ code: 'DOCUMENT_INVALID_VALUE' });
    expect(wrong.id).toBeUndefined();
  });

  test('what the cluster refuses leaves the object as it was', async () => {
    const wrong = film({ year: 'soon' as unknown as number });
    const error = await rejection(films.save(wrong));
    expect(error).toMatchObject({
      name: 'RequestError',
      code: 'REQUEST_REFUSED',
      details: {
        alias: 'default',
        api: 'create',
        index: films.metadata.index,
        status: 400,
        type: 'document_parsing_exception',
      },
      cause: { name: 'ResponseError', meta: { statusCode: 400 } },
    });
    expect(error.message).toContain('failed to parse field [year] of type [integer]');
    expect(wrong.id).toBeUndefined();
  });

  test('refresh makes a save visible to searches', async () => {
    const saved = await films.save(film({ title: 'Refreshed' }), { refresh: 'wait_for' });
    await expect(films.count({ query: { ids: { values: saved.id! } } })).resolves.toBe(1);
    const later = await films.save(film({ title: 'Refreshed later' }));
    await films.refresh();
    await expect(films.count({ query: { ids: { values: later.id! } } })).resolves.toBe(1);
  });
});

describe('two who change the same document', () => {
  test('the second gets a VersionConflictError, and its object is untouched', async () => {
    const { id } = await films.save(film());
    const one = await films.get(id!);
    const two = await films.get(id!);
    one.title = 'One';
    await films.save(one);
    two.title = 'Two';
    const error = await rejection(films.save(two));
    expect(error).toBeInstanceOf(VersionConflictError);
    expect(error).toMatchObject({
      code: 'VERSION_CONFLICT',
      details: { className: 'Film', id, index: films.metadata.index },
    });
    expect(two).toEqual(film({ id: id!, title: 'Two' }));
    await expect(films.get(id!)).resolves.toMatchObject({ title: 'One' });
    expect(await rejection(films.delete(two))).toBeInstanceOf(VersionConflictError);
    await expect(films.delete(one)).resolves.toBe(true);
  });

  test('a document that was found by a search conflicts, too', async () => {
    const { id } = await films.save(film(), { refresh: true });
    const found = (await films.search({ query: { ids: { values: id! } } })).documents[0]!;
    await films.save(await films.get(id!));
    expect(await rejection(films.save(found))).toBeInstanceOf(VersionConflictError);
  });

  test('a document that was deleted meanwhile conflicts', async () => {
    const saved = await films.save(film());
    await films.delete(saved.id!);
    expect(await rejection(films.save(saved))).toBeInstanceOf(VersionConflictError);
  });

  test('an object that was never read takes the place of what is there', async () => {
    const { id } = await films.save(film());
    await films.save(film({ id: id!, title: 'Replaced' }));
    await expect(films.get(id!)).resolves.toMatchObject({ title: 'Replaced' });
  });
});

describe('saveMany', () => {
  test('saves all with one request, and gives each its id and state', async () => {
    const documents = [film({ title: 'A' }), film({ title: 'B', id: 'fixed' }), film({ title: 'C' })];
    await expect(films.saveMany(documents)).resolves.toEqual(documents);
    const read = await films.getMany(documents.map(({ id }) => id!));
    expect(read).toEqual(documents);
    documents[0]!.title = 'A2';
    await films.saveMany(documents);
    await expect(films.get(documents[0]!.id!)).resolves.toMatchObject({ title: 'A2' });
  });

  test('of one bad document among good ones, tells which and why, and saves the others', async () => {
    const documents = [
      film({ title: 'good' }),
      film({ year: 'bad' as unknown as number }),
      film({ title: 'good, too' }),
    ];
    const error = await rejection(films.saveMany(documents));
    expect(error).toBeInstanceOf(BulkError);
    expect(error).toMatchObject({
      failures: [
        {
          document: documents[1],
          position: 1,
          status: 400,
          type: 'document_parsing_exception',
          reason: expect.stringMatching(
            /^\[\d+:\d+\] failed to parse field \[year\] of type \[\w+\] in document with id '[^']+'$/,
          ),
        },
      ],
    });
    expect(documents.map(({ id }) => id === undefined)).toEqual([false, true, false]);
    await expect(films.getMany([documents[0]!.id!, documents[2]!.id!])).resolves.toEqual([
      documents[0],
      documents[2],
    ]);
  });

  test('a conflict is one failure among the others', async () => {
    const stale = await films.save(film());
    await films.save(await films.get(stale.id!));
    const fresh = film();
    const error = await rejection(films.saveMany([stale, fresh]));
    expect(error).toMatchObject({
      failures: [{ position: 0, status: 409, type: 'version_conflict_engine_exception' }],
    });
    await expect(films.exists(fresh.id!)).resolves.toBe(true);
  });

  test('saves a document that is listed twice once, and nothing for an empty list', async () => {
    const one = film();
    await expect(films.saveMany([one, one])).resolves.toEqual([one, one]);
    await expect(films.saveMany([])).resolves.toEqual([]);
  });

  test('sends nothing when one document can’t be stored', async () => {
    const good = film();
    expect(await rejection(films.saveMany([good, film({ year: Infinity })]))).toMatchObject({
      code: 'DOCUMENT_INVALID_VALUE',
    });
    expect(good.id).toBeUndefined();
  });
});

describe('a document that is not there', () => {
  test('get throws, getOrNull does not, exists says no, delete says no', async () => {
    const error = await rejection(films.get('nope'));
    expect(error).toBeInstanceOf(DocumentNotFoundError);
    expect(error).toMatchObject({
      code: 'DOCUMENT_NOT_FOUND',
      message:
        `There is no Film with id 'nope' in '${films.metadata.index}'. ` +
        'Use getOrNull(id) where a missing document is no error. [DOCUMENT_NOT_FOUND]',
    });
    await expect(films.getOrNull('nope')).resolves.toBeNull();
    await expect(films.exists('nope')).resolves.toBe(false);
    await expect(films.delete('nope')).resolves.toBe(false);
  });

  test('getMany puts null, skips, or throws', async () => {
    const saved = await films.save(film());
    const ids = [saved.id!, 'nope'];
    await expect(films.getMany(ids)).resolves.toEqual([saved, null]);
    await expect(films.getMany(ids, { missing: 'null' })).resolves.toEqual([saved, null]);
    await expect(films.getMany(ids, { missing: 'skip' })).resolves.toEqual([saved]);
    expect(await rejection(films.getMany(ids, { missing: 'throw' }))).toMatchObject({
      code: 'DOCUMENT_NOT_FOUND',
      details: { id: 'nope' },
    });
    await expect(films.getMany([])).resolves.toEqual([]);
    await expect(films.getMany([saved.id!, saved.id!])).resolves.toEqual([saved, saved]);
  });
});

describe('an index that is not there', () => {
  const calls: Readonly<Record<string, () => Promise<unknown>>> = {
    get: () => ghosts.get('a'),
    getOrNull: () => ghosts.getOrNull('a'),
    getMany: () => ghosts.getMany(['a']),
    count: () => ghosts.count(),
    search: () => ghosts.search(),
    refresh: () => ghosts.refresh(),
    delete: () => ghosts.delete('a'),
  };
  test.each(Object.keys(calls))('is no missing document: %s', async (name) => {
    expect(await rejection(calls[name]!())).toMatchObject({
      name: 'RequestError',
      code: 'INDEX_NOT_FOUND',
      details: { alias: 'default', index: ghosts.metadata.index },
    });
  });
});

describe('delete', () => {
  test('by document, once', async () => {
    const saved = await films.save(film());
    await expect(films.delete(saved, { refresh: true })).resolves.toBe(true);
    await expect(films.delete(saved)).resolves.toBe(false);
    await expect(films.getOrNull(saved.id!)).resolves.toBeNull();
    await films.save(saved);
    await expect(films.exists(saved.id!)).resolves.toBe(true);
  });

  test('of a document that was never saved is refused', async () => {
    expect(await rejection(films.delete(film()))).toMatchObject({
      code: 'DOCUMENT_INVALID_ID',
      details: { reason: 'the document has none' },
    });
  });
});

describe('routing', () => {
  test('is the value of its field, and is needed to find the document again', async () => {
    const saved = await visits.save(visits.create({ user: 'ann' }));
    await expect(visits.get(saved.id!, { routing: 'ann' })).resolves.toEqual(saved);
    await expect(visits.getMany([saved.id!], { routing: 'ann' })).resolves.toEqual([saved]);
    await expect(visits.exists(saved.id!, { routing: 'ann' })).resolves.toBe(true);
    expect(await rejection(visits.get(saved.id!))).toMatchObject({
      code: 'REQUEST_REFUSED',
      details: { status: 400, type: 'routing_missing_exception' },
    });
    const many = await visits.saveMany([visits.create({ user: 'bob' }), visits.create({ user: 'cid' })]);
    await visits.refresh();
    await expect(visits.count({ routing: 'bob', query: { term: { user: 'bob' } } })).resolves.toBe(1);
    await expect(visits.delete(many[0]!)).resolves.toBe(true);
    await expect(visits.delete(saved.id!, { routing: 'ann' })).resolves.toBe(true);
  });
});

describe('using another connection', () => {
  test('for one call, or for a repository of its own', async () => {
    const secure = films.using('secure');
    const saved = await secure.save(film({ title: 'Secure' }));
    await expect(films.get(saved.id!, { using: 'secure' })).resolves.toEqual(saved);
    await expect(films.exists(saved.id!, { using: 'secure' })).resolves.toBe(true);
    await films.refresh({ using: 'secure' });
    await expect(films.count({ query: { ids: { values: saved.id! } } }, { using: 'secure' })).resolves.toBe(
      1,
    );
    await expect(
      films.search({ query: { ids: { values: saved.id! } } }, { using: 'secure' }),
    ).resolves.toMatchObject({
      total: 1,
    });
    await expect(films.getMany([saved.id!], { using: 'secure', missing: 'throw' })).resolves.toEqual([saved]);
    await expect(secure.delete(saved)).resolves.toBe(true);
  });

  test('what is known of a document on one connection is no condition on another', async () => {
    const saved = await films.save(film({ title: 'Here' }));
    saved.title = 'There';
    await films.save(saved, { using: 'secure' });
    // Both aliases are the same cluster here, so the first connection's knowledge is stale now.
    expect(await rejection(films.save(saved))).toBeInstanceOf(VersionConflictError);
    await films.save(saved, { using: 'secure' });
  });

  test('of an alias that is not there is refused by name', async () => {
    expect(await rejection(films.using('nope').get('a'))).toMatchObject({ code: 'CONNECTION_NOT_FOUND' });
  });
});
