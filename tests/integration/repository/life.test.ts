// The life of a document beside its fields: hooks, subscribers, timestamps, soft delete, versions, routing, kinds.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import {
  AfterDelete,
  AfterLoad,
  AfterSave,
  AfterUpdate,
  BeforeDelete,
  BeforeSave,
  BeforeUpdate,
  CreatedAt,
  DataSource,
  DeletedAt,
  Discriminator,
  Document,
  Id,
  Integer,
  Keyword,
  Routing,
  Text,
  UpdatedAt,
  Version,
} from 'elastodm';
import type { DocumentEvent, DocumentSubscriber } from 'elastodm';
import { testIndices } from '../../support/cleanup.js';
import { rejection } from '../../support/failing.js';
import { serverOptions } from '../../support/server.js';

const newIndex = testIndices();
const calls: string[] = [];
let fail: string | undefined;
function note(name: string): void {
  calls.push(name);
  if (fail === name) throw new Error(`${name} failed`);
}

abstract class Base {
  @Id() id?: string;
  @CreatedAt() createdAt?: Date;
  @UpdatedAt() updatedAt?: Date;
  @BeforeSave() first(): void {
    note('base beforeSave');
  }
  @AfterSave() saved(): void {
    note('base afterSave');
  }
}
@Document(newIndex('life-posts'))
class Post extends Base {
  @Text() title!: string;
  @Keyword() slug?: string;
  @DeletedAt() deletedAt?: Date | null;
  @BeforeSave() async makeSlug(): Promise<void> {
    await Promise.resolve();
    this.slug = this.title.toLowerCase();
    note('beforeSave');
  }
  override saved(): void {
    note('overridden afterSave');
  }
  @BeforeUpdate() b(): void {
    note('beforeUpdate');
  }
  @AfterUpdate() c(): void {
    note('afterUpdate');
  }
  @BeforeDelete() d(): void {
    note('beforeDelete');
  }
  @AfterDelete() e(): void {
    note('afterDelete');
  }
  @AfterLoad() f(): void {
    note('afterLoad');
  }
}
@Document({ index: newIndex('life-counted'), settings: { number_of_shards: 2 } })
class Counted {
  @Id() id?: string;
  @Version({ type: 'external' }) revision!: number;
  @Routing() tenant!: string;
  @Keyword() name!: string;
}
@Document(newIndex('life-versions'))
class Versioned {
  @Id() id?: string;
  @Version() version?: number;
  @Keyword() name!: string;
}

const media = newIndex('life-media');
@Document(media)
abstract class Medium {
  @Id() id?: string;
  @Discriminator() kind!: string;
  @Keyword() title!: string;
}
@Document({ index: media, discriminator: 'film' })
class Film extends Medium {
  @Integer() minutes?: number;
}
@Document({ index: media, discriminator: 'song' })
class Song extends Medium {
  @Keyword() artist?: string;
}

class Audit implements DocumentSubscriber<Post> {
  constructor(private readonly name: string) {}
  listenTo(): typeof Post {
    return Post;
  }
  beforeSave({ document, id }: DocumentEvent<Post>): void {
    note(`${this.name} beforeSave ${document.title} ${id === undefined ? 'new' : 'known'}`);
  }
  afterSave({ id, connection }: DocumentEvent<Post>): void {
    note(`${this.name} afterSave ${typeof id} ${connection}`);
  }
  afterDelete({ soft }: DocumentEvent<Post>): void {
    note(`${this.name} afterDelete ${soft === true ? 'soft' : 'hard'}`);
  }
}
class Loads implements DocumentSubscriber {
  afterLoad({ document, metadata }: DocumentEvent): void {
    if (document instanceof Medium) note(`loaded ${metadata.className}`);
  }
}

const dataSource = new DataSource({
  connections: { default: serverOptions(), other: serverOptions() },
  documents: [Post, Counted, Versioned, Medium, Film, Song],
  synchronize: 'create',
  subscribers: [new Audit('one'), new Audit('two'), new Loads()],
  refresh: true,
});
const posts = dataSource.getRepository(Post);
const counted = dataSource.getRepository(Counted);
const versions = dataSource.getRepository(Versioned);
const all = dataSource.getRepository(Medium);
const films = dataSource.getRepository(Film);
const songs = dataSource.getRepository(Song);

beforeAll(() => dataSource.initialize());
afterAll(() => dataSource.close());
beforeEach(() => {
  calls.length = 0;
  fail = undefined;
});

describe('hooks and subscribers', () => {
  test('are called in their order', async () => {
    const post = await posts.save(posts.create({ title: 'Hello' }));
    expect(calls).toEqual([
      'base beforeSave',
      'beforeSave',
      'one beforeSave Hello new',
      'two beforeSave Hello new',
      'overridden afterSave',
      'one afterSave string default',
      'two afterSave string default',
    ]);
    expect(post.slug).toBe('hello');
    calls.length = 0;
    const read = await posts.get(post.id!);
    expect(read.slug).toBe('hello');
    await posts.getMany([post.id!, post.id!]);
    await posts.search({ query: { ids: { values: [post.id!] } } });
    expect(calls).toEqual(['afterLoad', 'afterLoad', 'afterLoad', 'afterLoad']);
    calls.length = 0;
    read.title = 'Other';
    await posts.update(read);
    await posts.update(read, { title: 'Third' });
    await posts.update(read);
    expect(calls).toEqual(['beforeUpdate', 'afterUpdate', 'beforeUpdate', 'afterUpdate', 'beforeUpdate']);
    calls.length = 0;
    await posts.delete(read);
    expect(calls).toEqual(['beforeDelete', 'afterDelete', 'one afterDelete hard', 'two afterDelete hard']);
  });

  test('are called for each document of saveMany', async () => {
    await posts.saveMany([posts.create({ title: 'A' }), posts.create({ title: 'B' })]);
    expect(calls.filter((call) => call.startsWith('one'))).toEqual([
      'one beforeSave A new',
      'one beforeSave B new',
      'one afterSave string default',
      'one afterSave string default',
    ]);
  });

  test.each(['base beforeSave', 'beforeSave', 'two beforeSave Hello new'])(
    'when %s fails, nothing is sent and nothing stays changed',
    async (name) => {
      const post = posts.create({ title: 'Hello' });
      fail = name;
      await expect(posts.save(post)).rejects.toThrow(`${name} failed`);
      await expect(posts.saveMany([posts.create({ title: 'Other' }), post])).rejects.toThrow('failed');
      expect(post).toStrictEqual(posts.create({ title: 'Hello' }));
      fail = undefined;
      expect(await posts.count({ query: { match: { title: 'Other' } } }, { withDeleted: true })).toBe(
        await posts.count({ query: { match: { title: 'Other' } } }),
      );
    },
  );

  test('what a hook changed is taken back when the cluster refuses the document', async () => {
    const post = posts.create({ id: 'hooked', title: 'Hooked' });
    await posts.save(post);
    const twin = posts.create({ id: 'hooked', title: 'Twin' });
    expect(await rejection(posts.save(twin, { opType: 'create' }))).toMatchObject({
      code: 'VERSION_CONFLICT',
    });
    expect(twin).toStrictEqual(posts.create({ id: 'hooked', title: 'Twin' }));
  });

  test('one that fails after the write does not look like a failed write', async () => {
    const post = posts.create({ title: 'Stored' });
    fail = 'overridden afterSave';
    const error = await rejection(posts.save(post));
    expect(error).toMatchObject({
      name: 'HookError',
      code: 'HOOK_FAILED',
      details: { className: 'Post', hook: 'afterSave', id: post.id },
      cause: new Error('overridden afterSave failed'),
    });
    fail = undefined;
    expect(await posts.exists(post.id!)).toBe(true);
  });
});

describe('timestamps', () => {
  test('are set by save and update, and stay as they are where the write fails', async () => {
    const post = posts.create({ title: 'Times' });
    const before = Date.now();
    await posts.save(post);
    const { createdAt, updatedAt } = post;
    expect(createdAt!.getTime()).toBeGreaterThanOrEqual(before);
    expect(updatedAt).toEqual(createdAt);
    expect(updatedAt).not.toBe(createdAt);
    expect(await posts.get(post.id!)).toMatchObject({ createdAt, updatedAt });

    await new Promise((resolve) => setTimeout(resolve, 5));
    await posts.save(post);
    expect(post.createdAt).toEqual(createdAt);
    expect(post.updatedAt!.getTime()).toBeGreaterThan(updatedAt!.getTime());

    const second = post.updatedAt;
    await new Promise((resolve) => setTimeout(resolve, 5));
    await posts.update(post.id!, { title: 'By id' }, { using: 'other' });
    const read = await posts.get(post.id!);
    expect(read.updatedAt!.getTime()).toBeGreaterThan(second!.getTime());
    expect(await rejection(posts.save(post))).toMatchObject({ code: 'VERSION_CONFLICT' });
    expect(post.updatedAt).toBe(second);

    // Nothing but the time would change: nothing is sent.
    expect(await posts.update(read)).toMatchObject({ result: 'noop' });
    read.title = 'Again';
    await posts.update(read);
    expect(await posts.get(post.id!)).toEqual(read);
  });

  test('createdAt that was given is kept', async () => {
    const createdAt = new Date('2001-01-01T00:00:00Z');
    const post = await posts.save(posts.create({ title: 'Given', createdAt }));
    expect(await posts.get(post.id!)).toMatchObject({ createdAt });
  });

  test('of an upsert: created once', async () => {
    const post = posts.create({ id: 'upsert-times', title: 'One' });
    await posts.upsert(post);
    const { createdAt } = post;
    expect(createdAt).toBeInstanceOf(Date);
    await new Promise((resolve) => setTimeout(resolve, 5));
    const again = posts.create({ id: 'upsert-times', title: 'Two' });
    await posts.upsert(again);
    expect(again.createdAt).toEqual(createdAt);
    expect(again.updatedAt!.getTime()).toBeGreaterThan(createdAt!.getTime());
  });
});

describe('soft delete', () => {
  test('hides a document until it is asked for, or restored', async () => {
    const post = await posts.save(posts.create({ title: 'Hidden' }));
    const id = post.id!;
    const query = { match: { title: 'Hidden' } };
    expect(await posts.softDelete(post)).toBe(true);
    expect(calls.slice(-4)).toEqual([
      'beforeDelete',
      'afterDelete',
      'one afterDelete soft',
      'two afterDelete soft',
    ]);
    expect(post.deletedAt).toBeInstanceOf(Date);
    expect(await posts.getOrNull(id)).toBeNull();
    expect(await rejection(posts.get(id))).toMatchObject({ code: 'DOCUMENT_NOT_FOUND' });
    expect(await posts.getMany([id], { missing: 'skip' })).toEqual([]);
    expect(await posts.exists(id)).toBe(false);
    expect(await posts.count({ query })).toBe(0);
    expect((await posts.search({ query })).length).toBe(0);
    expect((await posts.search({ query: { ids: { values: [id] } } })).total).toBe(0);

    const withDeleted = true;
    expect(await posts.get(id, { withDeleted })).toEqual(post);
    expect(await posts.exists(id, { withDeleted })).toBe(true);
    expect((await posts.getMany([id], { withDeleted }))[0]).toEqual(post);
    expect(await posts.count({ query }, { withDeleted })).toBe(1);
    const [found] = (await posts.search({ query }, { withDeleted })).documents;
    expect(found).toEqual(post);

    expect(await posts.restore(found!)).toBe(true);
    expect(found!.deletedAt).toBeNull();
    expect(await posts.get(id)).toEqual(found);
    expect(await posts.count({ query })).toBe(1);
  });

  test('by id, and of what is not there', async () => {
    const { id } = await posts.save(posts.create({ title: 'By id' }));
    expect(await posts.softDelete(id!)).toBe(true);
    expect(await posts.exists(id!)).toBe(false);
    expect(await posts.restore(id!)).toBe(true);
    expect(await posts.exists(id!)).toBe(true);
    expect(await posts.softDelete('none')).toBe(false);
    expect(await posts.restore('none')).toBe(false);
  });

  test('of a document that someone else changed is refused', async () => {
    const post = await posts.save(posts.create({ title: 'Raced' }));
    await posts.using('other').update(post.id!, { title: 'Theirs' });
    expect(await rejection(posts.softDelete(post))).toMatchObject({ code: 'VERSION_CONFLICT' });
    expect(post.deletedAt ?? null).toBeNull();
    expect(await posts.exists(post.id!)).toBe(true);
  });

  test('of a class without @DeletedAt says so', async () => {
    expect(await rejection(films.softDelete('x'))).toMatchObject({ code: 'DOCUMENT_NO_SOFT_DELETE' });
  });
});

describe('versions', () => {
  test('of Elasticsearch are shown', async () => {
    const one = await versions.save(versions.create({ name: 'a' }));
    expect(one.version).toBe(1);
    await versions.save(one);
    expect(one.version).toBe(2);
    expect(await versions.get(one.id!)).toEqual(one);
    expect((await versions.search({ query: { ids: { values: [one.id!] } } })).documents).toEqual([one]);
  });

  test('of your own are what a write must raise', async () => {
    const create = (revision: number, name: string): Counted =>
      counted.create({ id: 'counted', tenant: 't', revision, name });
    await counted.save(create(7, 'seven'));
    expect(await rejection(counted.save(create(7, 'again')))).toMatchObject({ code: 'VERSION_CONFLICT' });
    expect(await rejection(counted.save(create(6, 'older')))).toMatchObject({ code: 'VERSION_CONFLICT' });
    await counted.saveMany([create(9, 'nine')]);
    const read = await counted.get('counted', { routing: 't' });
    expect(read).toMatchObject({ revision: 9, name: 'nine', tenant: 't' });
    read.revision = 10;
    read.name = 'ten';
    await counted.update(read);
    expect(await counted.get('counted', { routing: 't' })).toEqual(read);
    expect(await rejection(counted.update(read, { name: 'x' }))).toMatchObject({
      code: 'DOCUMENT_INVALID_VALUE',
    });
    const wrong = counted.create({ tenant: 't', name: 'x', revision: -1 });
    expect(await rejection(counted.save(wrong))).toMatchObject({
      code: 'DOCUMENT_INVALID_VALUE',
      details: { path: 'revision' },
    });
    const fresh = await counted.save(counted.create({ tenant: 't', name: 'new', revision: 3 }));
    expect(await counted.get(fresh.id!, { routing: 't' })).toEqual(fresh);
    expect(await counted.delete(read)).toBe(true);
  });
});

test('a routing that is no field comes back from the document', async () => {
  const saved = await counted.save(
    counted.create({ id: 'routed', tenant: 'berlin', revision: 1, name: 'x' }),
  );
  const client = dataSource.connections.getConnection();
  const raw = await client.get({ index: counted.metadata.index, id: 'routed', routing: 'berlin' });
  expect(raw).toMatchObject({ _routing: 'berlin', _source: { name: 'x' } });
  expect((await counted.search({ query: { ids: { values: ['routed'] } } })).documents).toEqual([saved]);
  const unrouted = counted.create({ name: 'x', revision: 1 });
  expect(await rejection(counted.save(unrouted))).toMatchObject({
    code: 'DOCUMENT_INVALID_VALUE',
    details: { path: 'tenant' },
  });
});

describe('kinds of one index', () => {
  let film: Film;
  let song: Song;
  beforeAll(async () => {
    film = await films.save(films.create({ id: 'f', title: 'Alien', minutes: 117 }));
    song = await songs.save(songs.create({ id: 's', title: 'Alien', artist: 'Bush' }));
  });

  test('are filled in, and told apart', async () => {
    expect(film.kind).toBe('film');
    expect((await films.search()).documents).toEqual([film]);
    expect((await songs.search({ query: { match: { title: 'Alien' } } })).documents).toEqual([song]);
    expect(await films.count()).toBe(1);
    expect(await films.getOrNull('s')).toBeNull();
    expect(await films.exists('s')).toBe(false);
    expect(await films.getMany(['f', 's'])).toEqual([film, null]);
    expect(await rejection(films.update('s', { title: 'x' }))).toMatchObject({ code: 'DOCUMENT_NOT_FOUND' });
    expect(await films.delete('s')).toBe(false);
    expect(await songs.exists('s')).toBe(true);
  });

  test('are instances of their classes in the repository of all', async () => {
    const { documents } = await all.search({ sort: ['kind'] });
    expect(documents).toEqual([film, song]);
    expect(documents.map((document) => document.constructor)).toEqual([Film, Song]);
    expect(calls).toEqual(['loaded Film', 'loaded Song']);
    const one = await all.get('s');
    expect(one).toBeInstanceOf(Song);
    one.title = 'Glycerine';
    expect(await all.update(one)).toMatchObject({ result: 'updated' });
    await all.save(one);
    await all.saveMany([one, await all.get('f')]);
    expect(await songs.get('s')).toMatchObject({ title: 'Glycerine', artist: 'Bush' });
    song = await songs.get('s');
  });

  test('that a class does not have are refused', async () => {
    const wrong = films.create({ title: 'x', kind: 'song' });
    expect(await rejection(films.save(wrong))).toMatchObject({
      code: 'DOCUMENT_INVALID_VALUE',
      details: { path: 'kind' },
    });
    expect(await rejection(films.save(song as never))).toMatchObject({ code: 'DOCUMENT_WRONG_CLASS' });
  });

  test('that nobody knows are told by their id, and not found by searches', async () => {
    const client = dataSource.connections.getConnection();
    const source = { kind: 'podcast', title: 'New' };
    await client.index({ index: media, id: 'p', document: source, refresh: true });
    expect(await all.count()).toBe(2);
    expect(await rejection(all.get('p'))).toMatchObject({
      code: 'DOCUMENT_UNKNOWN_KIND',
      details: { id: 'p', field: 'kind', value: 'podcast', known: ['film', 'song'] },
    });
  });
});
