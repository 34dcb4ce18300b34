// What a change of one document must not take from others, from the document at hand, or from another class.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Exclude } from 'class-transformer';
import {
  AfterSave,
  BeforeDelete,
  CreatedAt,
  DataSource,
  DeletedAt,
  Discriminator,
  Document,
  Flattened,
  Id,
  Integer,
  Keyword,
  ObjectField,
  Routing,
  Version,
} from 'elastodm';
import { testIndices, testPatterns } from '../support/cleanup.js';
import { rejection } from '../support/failing.js';
import { serverOptions } from '../support/server.js';

const newIndex = testIndices();
const pattern = testPatterns()('lossless');

class Inner {
  @Keyword() x?: string;
  @Integer() y?: number;
}
@Document({ index: newIndex('lossless-dynamic'), dynamic: true })
class Loose {
  @Id() id?: string;
  @Keyword() a?: string;
  [extra: string]: unknown;
}
@Document(newIndex('lossless-plain'))
class Plain {
  @Id() id?: string;
  @Keyword() a?: string;
  @Keyword() b?: string;
  @ObjectField(() => Inner) inner?: Inner;
  @Flattened() labels?: Record<string, unknown>;
  @Keyword() secret?: string;
  @Keyword() memory = 'mine';
}
// class-transformer's decorators are of the legacy mode.
Exclude({ toClassOnly: true })(Plain.prototype, 'secret');
Exclude({ toPlainOnly: true })(Plain.prototype, 'memory');
const shared = newIndex('lossless-newer');
@Document(shared)
class Older {
  @Id() id?: string;
  @Keyword() a?: string;
  @ObjectField(() => Inner) inner?: Inner;
}
@Document(newIndex('lossless-hooked'))
class Hooked {
  @Id() id?: string;
  @Keyword() a!: string;
  @DeletedAt() deletedAt?: Date | null;
  @AfterSave() fail(): void {
    if (this.a === 'fails') throw new Error('after save');
    told.push(this.a);
  }
  @BeforeDelete() mark(): void {
    this.a = 'deleted';
  }
}
const told: string[] = [];
@Document(newIndex('lossless-routed'))
class Routed {
  @Id() id?: string;
  @Routing() @Keyword() tenant!: string;
  @Keyword() a?: string;
}
@Document(newIndex('lossless-counted'))
class Counted {
  @Id() id?: string;
  @Version({ type: 'external' }) count!: number;
  @Keyword() a?: string;
}
const media = newIndex('lossless-kinds');
@Document(media)
abstract class Medium {
  @Id() id?: string;
  @Discriminator() kind!: string;
  @Keyword({ required: true }) title!: string;
  @CreatedAt() createdAt?: Date;
}
@Document({ index: media, discriminator: 'film' })
class Film extends Medium {}
@Document({ index: media, discriminator: 'song' })
class Song extends Medium {}
@Document<Entry>({ index: ({ tenant }) => pattern.replace('*', tenant), pattern })
class Entry {
  @Id() id?: string;
  @Keyword() tenant!: string;
  @Keyword() a?: string;
}

const connections = { default: serverOptions(), other: serverOptions() };
const documents = [Loose, Plain, Older, Hooked, Routed, Counted, Medium, Film, Song, Entry];
const dataSource = new DataSource({ connections, documents, synchronize: 'create' });
const [loose, plain, older, hooked, routed, counted] = [
  dataSource.getRepository(Loose),
  dataSource.getRepository(Plain),
  dataSource.getRepository(Older),
  dataSource.getRepository(Hooked),
  dataSource.getRepository(Routed),
  dataSource.getRepository(Counted),
] as const;
const [all, films, songs, entries] = [
  dataSource.getRepository(Medium),
  dataSource.getRepository(Film),
  dataSource.getRepository(Song),
  dataSource.getRepository(Entry),
] as const;
const client = dataSource.connections.getConnection();
const inner = (x: string, y: number): Inner => Object.assign(new Inner(), { x, y });
const stored = async (index: string, id: string): Promise<unknown> =>
  (await client.get({ index, id }))._source;

beforeAll(() => dataSource.initialize());
afterAll(() => dataSource.close());

describe('what others wrote stays', () => {
  test('properties without a decorator, after a change of one', async () => {
    const { index } = loose.metadata;
    const document = await loose.save(loose.create({ id: '1', a: 'x' }));
    await loose.update(document, { extra: 'precious' });
    expect(document['extra']).toBe('precious');
    await loose.using('other').update('1', { theirs: 'too' });
    document.a = 'y';
    await loose.update(document, undefined, { retryOnConflict: 1 });
    document.a = 'z';
    await loose.update(document);
    expect(await stored(index, '1')).toEqual({ a: 'z', extra: 'precious', theirs: 'too' });
    expect(await loose.update(document)).toMatchObject({ result: 'noop' });
    const twin = loose.create({ id: '1', a: 'upserted' });
    await loose.upsert(twin);
    await loose.save(twin);
    expect(await stored(index, '1')).toEqual({ a: 'upserted', extra: 'precious', theirs: 'too' });
  });

  test('members of the same object, when a change is applied again', async () => {
    await plain.save(plain.create({ id: 'o', inner: inner('x', 1), labels: { a: 1, b: 1 } }));
    const mine = await plain.get('o');
    await plain.using('other').update('o', { inner: { y: 2 }, labels: { b: 2 } });
    mine.inner!.x = 'mine';
    mine.labels!['a'] = 'mine';
    await plain.update(mine, undefined, { retryOnConflict: 3 });
    expect(await stored(plain.metadata.index, 'o')).toMatchObject({
      inner: { x: 'mine', y: 2 },
      labels: { a: 'mine', b: 2 },
    });
    expect(mine).toMatchObject({ inner: { x: 'mine', y: 2 }, labels: { a: 'mine', b: 2 } });
  });

  test('fields of a newer class, when an older one saves', async () => {
    await client.indices.putMapping({
      index: shared,
      properties: { newer: { type: 'keyword' }, inner: { properties: { newer: { type: 'keyword' } } } },
    });
    const source = { a: 'a', newer: 'precious', inner: { x: 'x', newer: 'precious' } };
    await client.index({ index: shared, id: '1', document: source });
    const document = await older.get('1');
    document.a = 'b';
    await older.save(document);
    delete document.inner!.x;
    await older.update(document);
    expect(await stored(shared, '1')).toEqual({ a: 'b', newer: 'precious', inner: { newer: 'precious' } });
  });

  test('what class-transformer keeps out of instances', async () => {
    const { index } = plain.metadata;
    await client.index({ index, id: 's', document: { a: 'a', b: 'b', secret: 'kept' } });
    const document = await plain.get('s');
    expect(document.secret).toBeUndefined();
    document.b = undefined;
    await plain.update(document);
    document.a = 'aa';
    await plain.save(document);
    await plain.update(document, { b: 'bb' });
    expect(document.memory).toBe('mine');
    expect(await stored(index, 's')).toEqual({ a: 'aa', b: 'bb', secret: 'kept' });
  });
});

describe('what a document holds stays its own', () => {
  test('beside the fields that are sent, at any depth', async () => {
    const document = await plain.save(plain.create({ id: 'd', a: 'a', b: 'b', inner: inner('x', 1) }));
    document.b = 'MINE';
    document.inner!.y = 50;
    await plain.update(document, { a: 'aa', inner: { x: 'new' } });
    expect(document).toMatchObject({ a: 'aa', b: 'MINE', inner: { x: 'new', y: 50 } });
    expect(await plain.update(document)).toMatchObject({ result: 'updated' });
    expect(await stored(plain.metadata.index, 'd')).toMatchObject({ b: 'MINE', inner: { x: 'new', y: 50 } });
  });

  test('when it is changed while the request is under way', async () => {
    const document = await plain.save(plain.create({ id: 'w', a: 'a', b: 'b' }));
    const update = plain.update(document, { a: 'sent' });
    document.b = 'MINE';
    await update;
    expect(document).toMatchObject({ a: 'sent', b: 'MINE' });
    expect(await plain.update(document)).toMatchObject({ result: 'updated' });
    expect(await stored(plain.metadata.index, 'w')).toMatchObject({ a: 'sent', b: 'MINE' });
  });

  test('also when a delete fails', async () => {
    const document = await hooked.save(hooked.create({ id: 'del', a: 'a' }));
    await hooked.using('other').update('del', { a: 'theirs' });
    expect(await rejection(hooked.softDelete(document))).toMatchObject({ code: 'VERSION_CONFLICT' });
    expect(document.a).toBe('a');
  });
});

test('a hook that fails after a bulk hides no document that was not saved', async () => {
  await hooked.save(hooked.create({ id: 'taken', a: 'first' }));
  told.length = 0;
  const many = ['fails', 'taken', 'last'].map((a) => hooked.create({ id: a, a }));
  const error = await rejection(hooked.saveMany(many, { opType: 'create' }));
  expect(error).toMatchObject({
    code: 'BULK_FAILED',
    details: { failed: 1, total: 3 },
    cause: { code: 'HOOK_FAILED' },
  });
  expect(told).toEqual(['last']);
});

test('a document that was read in part is not saved without the rest', async () => {
  await plain.save(plain.create({ id: 'part', a: 'a', b: 'b' }), { refresh: true });
  const request = { query: { ids: { values: ['part'] } }, _source: ['a'] } as const;
  const [part] = (await plain.search(request)).documents;
  const document = part as Plain;
  document.a = 'changed';
  const expected = { code: 'DOCUMENT_PARTIAL', details: { id: 'part' } };
  expect(await rejection(plain.save(document))).toMatchObject(expected);
  expect(await rejection(plain.saveMany([document]))).toMatchObject(expected);
  expect(await rejection(plain.upsert(document))).toMatchObject(expected);
  expect(await rejection(plain.update(document))).toMatchObject(expected);
  await plain.update(document, { a: 'changed' });
  // It does not become whole by that.
  expect(await rejection(plain.update(document))).toMatchObject(expected);
  const [found] = await plain.find({ where: { id: 'part' }, select: ['b'] });
  expect(await rejection(plain.update(found as Plain))).toMatchObject(expected);
  expect(await plain.get('part')).toMatchObject({ a: 'changed', b: 'b' });
});

test('the routing of a stored document is not changed', async () => {
  const document = await routed.save(routed.create({ id: '1', tenant: 'a', a: 'x' }));
  const expected = { code: 'DOCUMENT_INVALID_VALUE', details: { path: 'tenant' } };
  expect(await rejection(routed.update(document, { tenant: 'b' }))).toMatchObject(expected);
  expect(await rejection(routed.update('1', { tenant: 'b' }, { routing: 'a' }))).toMatchObject(expected);
  document.tenant = 'b';
  expect(await rejection(routed.update(document))).toMatchObject(expected);
  expect(await rejection(routed.save(document))).toMatchObject(expected);
});

test('a version of your own is not dropped', async () => {
  const document = counted.create({ id: '1', count: 100, a: 'x' });
  expect(await rejection(counted.save(document, { opType: 'create' }))).toMatchObject({
    code: 'DOCUMENT_INVALID_VALUE',
    details: { path: 'count' },
  });
  await counted.save(document);
  document.count = 101;
  expect(await counted.update(document)).toMatchObject({ result: 'updated', version: 101 });
  expect(await counted.update(document)).toMatchObject({ result: 'noop' });
});

describe('documents of another kind', () => {
  test('are changed by no write that only knows their id', async () => {
    await songs.save(songs.create({ id: 's', title: 'Song' }), { refresh: true });
    expect(await rejection(all.update('s', { kind: 'film' }))).toMatchObject({
      code: 'DOCUMENT_INVALID_VALUE',
      details: { path: 'kind' },
    });
    const film = films.create({ id: 's', title: 'Film' });
    expect(await rejection(films.upsert(film))).toMatchObject({ code: 'VERSION_CONFLICT' });
    expect(await stored(media, 's')).toMatchObject({ kind: 'song', title: 'Song' });
  });

  test('and an upsert makes one of its own', async () => {
    const made = await films.update('new', { title: 'New' }, { upsert: true, returnDocument: true });
    expect(made).toMatchObject({ result: 'created', document: { kind: 'film', title: 'New' } });
    expect(made.document!.createdAt).toBeInstanceOf(Date);
    await films.update('new', { title: 'Newer' }, { upsert: true });
    expect(await films.get('new')).toMatchObject({ title: 'Newer' });
    expect(await films.upsert(films.create({ id: 'new', title: 'Newest' }))).toMatchObject({
      result: 'updated',
    });
    expect(await rejection(films.update('bare', {}, { upsert: true }))).toMatchObject({
      code: 'DOCUMENT_VALIDATION',
    });
  });
});

test('writes by id into several indices follow one another without a refresh', async () => {
  await entries.save(entries.create({ id: '1', tenant: 'a', a: '0' }), { refresh: true });
  for (const a of ['1', '2']) await entries.update('1', { a });
  await entries.update('1', (entry) => {
    entry.a = `${entry.a}!`;
  });
  expect(await entries.get('1')).toMatchObject({ a: '2!' });
  expect(await entries.delete('1')).toBe(true);
  const made = await entries.update('2', { a: 'x' }, { upsert: { tenant: 'b', a: 'made' } });
  expect(made).toMatchObject({ result: 'created', index: pattern.replace('*', 'b') });
});
