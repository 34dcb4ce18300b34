// Documents that choose their index, aliases that are written to, and indices that nobody made.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DataSource, DateField, Document, Id, Keyword } from 'elastodm';
import { testIndices } from '../../support/cleanup.js';
import { rejection } from '../../support/failing.js';
import { serverOptions } from '../../support/server.js';

const newIndex = testIndices();
const prefix = newIndex('by-tenant');
let tenant: string | undefined;

@Document<Entry>({
  index: ({ owner }) => `${prefix}-${owner}`,
  pattern: `${prefix}-*`,
  readFrom: () => (tenant === undefined ? `${prefix}-*` : `${prefix}-${tenant}`),
})
class Entry {
  @Id() id?: string;
  @Keyword() owner!: string;
  @Keyword() text!: string;
  @DateField() at?: Date;
}
const alias = newIndex('alias');
@Document(alias)
class Aliased {
  @Id() id?: string;
  @Keyword() text!: string;
}

const connections = { default: serverOptions(), other: serverOptions() };
const dataSource = new DataSource({ connections, documents: [Entry], synchronize: 'create', refresh: true });
const entries = dataSource.getRepository(Entry);
const client = dataSource.connections.getConnection();

beforeAll(() => dataSource.initialize());
afterAll(async () => {
  await client.indices.deleteIndexTemplate({ name: `*${prefix}*` }).catch(() => undefined);
  await client.indices.delete({
    index: [`${prefix}-a`, `${prefix}-b`, `${alias}-1`],
    ignore_unavailable: true,
  });
  await dataSource.close();
});

describe('an index that each document chooses', () => {
  test('has the mapping of the class from its first document on', async () => {
    const [a, b] = await entries.saveMany([
      entries.create({ id: '1', owner: 'a', text: 'x' }),
      entries.create({ id: '2', owner: 'b', text: 'y' }),
    ]);
    const mapping = await client.indices.getMapping({ index: `${prefix}-a` });
    expect(mapping[`${prefix}-a`]?.mappings).toMatchObject({
      dynamic: 'strict',
      properties: { owner: { type: 'keyword' }, at: { type: 'date' } },
    });
    const { documents } = await entries.search({ sort: ['owner'] });
    expect(documents).toEqual([a, b]);
    expect(await entries.count()).toBe(2);
  });

  test('is found by id, and changed where it is', async () => {
    const entry = await entries.get('1');
    expect(entry).toMatchObject({ owner: 'a' });
    entry.text = 'changed';
    await entries.save(entry);
    expect(await entries.get('1', { index: `${prefix}-a` })).toEqual(entry);
    // What decides the index may change: the document stays where it is.
    entry.owner = 'b';
    expect(await entries.update(entry)).toMatchObject({ index: `${prefix}-a`, result: 'updated' });
    entry.owner = 'a';
    await entries.save(entry);
    expect(await entries.update('1', { text: 'by id' })).toMatchObject({ index: `${prefix}-a` });
    expect(await entries.getMany(['2', '1', 'none'])).toMatchObject([{ text: 'y' }, { text: 'by id' }, null]);
    expect(await entries.exists('none')).toBe(false);
    expect(await entries.getOrNull('1', { index: `${prefix}-b` })).toBeNull();
  });

  test('is narrowed to one tenant', async () => {
    tenant = 'b';
    try {
      expect(await entries.count()).toBe(1);
      expect((await entries.search()).documents).toMatchObject([{ owner: 'b' }]);
      expect(await entries.getOrNull('1')).toBeNull();
      expect(await entries.get('2')).toMatchObject({ owner: 'b' });
    } finally {
      tenant = undefined;
    }
  });

  test.each([
    ['Upper', 'it has upper-case letters'],
    ['a*', "it contains '*'"],
    ['../secret', "it contains '/'"],
  ])('%p is none', async (owner, reason) => {
    expect(await rejection(entries.save(entries.create({ owner, text: 'x' })))).toMatchObject({
      name: 'DocumentError',
      code: 'DOCUMENT_INDEX',
      details: { className: 'Entry', index: `${prefix}-${owner}`, reason },
    });
    tenant = owner === 'a*' ? '*,other' : owner;
    try {
      expect(await rejection(entries.count())).toMatchObject({ code: 'DOCUMENT_INDEX' });
    } finally {
      tenant = undefined;
    }
  });

  test('that is not of the class is refused', async () => {
    expect(await rejection(entries.get('1', { index: 'other' }))).toMatchObject({
      code: 'DOCUMENT_INDEX',
      details: { reason: `it is none of '${prefix}-*'` },
    });
  });

  test('with an id that two of them have', async () => {
    await entries.save(entries.create({ id: 'twin', owner: 'a', text: 'x' }));
    await entries.save(entries.create({ id: 'twin', owner: 'b', text: 'x' }));
    expect(await rejection(entries.get('twin'))).toMatchObject({
      code: 'DOCUMENT_AMBIGUOUS_ID',
      details: { id: 'twin', indices: expect.arrayContaining([`${prefix}-a`, `${prefix}-b`]) },
    });
    const one = await entries.get('twin', { index: `${prefix}-b` });
    expect(one.owner).toBe('b');
    expect(await entries.delete(one)).toBe(true);
    expect(await entries.get('twin')).toMatchObject({ owner: 'a' });
    expect(await entries.delete('twin')).toBe(true);
    expect(await entries.delete('twin')).toBe(false);
  });
});

describe('an alias', () => {
  test('is required by writes once it was found to be one', async () => {
    await client.indices.create({
      index: `${alias}-1`,
      aliases: { [alias]: {} },
      mappings: { dynamic: 'strict', properties: { text: { type: 'keyword' } } },
    });
    await using source = new DataSource({ connections, documents: [Aliased], synchronize: 'check' });
    await source.initialize();
    const repository = source.getRepository(Aliased);
    const saved = await repository.save(repository.create({ text: 'x' }));
    expect(await repository.get(saved.id!)).toEqual(saved);
    // Someone removes the alias: a write must not make an index of that name.
    await client.indices.updateAliases({ actions: [{ remove: { index: `${alias}-1`, alias } }] });
    const expected = { code: 'INDEX_NOT_FOUND', details: { index: alias } };
    expect(await rejection(repository.save(repository.create({ text: 'y' })))).toMatchObject(expected);
    expect(await rejection(repository.update('z', { text: 'y' }, { upsert: true }))).toMatchObject(expected);
    const many = await rejection(repository.saveMany([repository.create({ text: 'y' })]));
    expect(many).toMatchObject({ code: 'BULK_FAILED' });
    expect(await client.indices.exists({ index: alias })).toBe(false);
  });
});
