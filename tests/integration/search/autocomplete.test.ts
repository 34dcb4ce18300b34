// What completes a text, asked of a real server.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  Completion,
  DataSource,
  DeletedAt,
  Discriminator,
  Document,
  Id,
  Integer,
  Keyword,
  Nested,
  Text,
} from 'elastodm';
import type { CompletionValue, MultiField } from 'elastodm';
import { testIndices } from '../../support/cleanup.js';
import { rejection } from '../../support/failing.js';
import { serverOptions } from '../../support/server.js';

const newIndex = testIndices();

class Role {
  @Keyword() name!: string;
}
@Document(newIndex('completed'))
class Film {
  @Id() id?: string;
  @Text({ fields: { begin: { type: 'completion' }, raw: { type: 'keyword' } } })
  title!: MultiField<string, 'begin' | 'raw'>;
  @Completion() titles?: string[];
  @Completion({ contexts: [{ name: 'studio', type: 'category' }] }) named?: CompletionValue;
  @Keyword() studio?: string[];
  @Integer() year?: number;
  @Nested(() => Role) cast: Role[] = [];
  @DeletedAt() deletedAt?: Date | null;
}

const shared = newIndex('completed-kinds');
@Document(shared)
class Pet {
  @Id() id?: string;
  @Discriminator() kind!: string;
  @Completion() name!: string;
}
@Document({ index: shared, discriminator: 'cat' })
class Cat extends Pet {}
@Document({ index: shared, discriminator: 'dog' })
class Dog extends Pet {
  @Integer() barks?: number;
}

const dataSource = new DataSource({
  connections: { default: serverOptions() },
  documents: [Film, Pet, Cat, Dog],
  synchronize: 'update',
});
const films = dataSource.getRepository(Film);
const role = (name: string): Role => Object.assign(new Role(), { name });

beforeAll(async () => {
  await dataSource.initialize();
  const alien = films.create({
    id: 'alien',
    title: 'Alien from outer space',
    titles: ['Alien', 'Ripley'],
    named: { input: 'Alien', contexts: { studio: ['fox'] } },
    studio: ['Fox', 'Brandywine'],
    year: 1979,
    cast: [role('Weaver'), role('Hurt')],
  });
  const aliens = films.create({
    id: 'aliens',
    title: 'Aliens',
    titles: ['Alien', 'Aliens'],
    named: { input: 'Aliens', contexts: { studio: ['20th'] } },
    studio: ['Foxtrot'],
    cast: [role('Weaver')],
  });
  const gone = films.create({ id: 'gone', title: 'Alien too', titles: ['Alien'] });
  await films.saveMany([alien, aliens, gone], { refresh: true });
  await films.softDelete(gone, { refresh: true });
});
afterAll(() => dataSource.close());

interface Completed {
  readonly text: string;
  readonly document: { readonly id?: string };
}
const found = async (completions: Promise<readonly Completed[]>): Promise<string[]> =>
  (await completions).map(({ text, document }) => `${document.id}: ${text}`);

describe('a completion field', () => {
  test('gives texts with their documents, and none that was deleted', async () => {
    const completions = await films.autocomplete('titles', 'ali');
    expect(completions.map(({ text, document }) => [text, document.id])).toEqual([
      ['Alien', 'alien'],
      ['Alien', 'aliens'],
    ]);
    expect(completions[0]!.document).toBeInstanceOf(Film);
    expect(completions[0]!.score).toBeGreaterThan(0);
    const all = films.autocomplete('titles', 'ali', { withDeleted: true, skipDuplicates: false });
    expect((await all).map(({ document }) => document.id).sort()).toEqual(['alien', 'aliens', 'gone']);
    // What was completed may be saved: it knows its version.
    await films.save(completions[0]!.document, { refresh: true });
  });

  test('with typing errors, once each, at most so many', async () => {
    expect(await found(films.autocomplete('titles', 'alein'))).toEqual([]);
    expect((await films.autocomplete('titles', 'alein', { fuzzy: true })).length).toBe(2);
    const once = await films.autocomplete('titles', 'ali', { skipDuplicates: true });
    expect(once.map(({ text }) => text)).toEqual(['Alien']);
    expect((await films.autocomplete('titles', 'ali', { size: 1 })).length).toBe(1);
    expect(await found(films.autocomplete('title.begin', 'alien f'))).toEqual([
      'alien: Alien from outer space',
    ]);
  });

  test('narrowed by its contexts', async () => {
    const contexts = { studio: ['fox'] };
    expect(await found(films.autocomplete('named', 'ali', { contexts }))).toEqual(['alien: Alien']);
  });

  test('leaves out other kinds of its index', async () => {
    const [cats, dogs] = [dataSource.getRepository(Cat), dataSource.getRepository(Dog)];
    await cats.save(cats.create({ id: 'c', name: 'Felix' }), { refresh: true });
    await dogs.save(dogs.create({ id: 'd', name: 'Felix' }), { refresh: true });
    expect(await found(cats.autocomplete('name', 'fel'))).toEqual(['c: Felix']);
    expect(await found(cats.autocomplete('name', 'fel', { size: 1 }))).toEqual(['c: Felix']);
    const [dog] = await dogs.autocomplete('name', 'fel');
    expect(dog!.document).toBeInstanceOf(Dog);
    expect((await dataSource.getRepository(Pet).autocomplete('name', 'fel')).length).toBe(2);
  });
});

describe('other fields', () => {
  test('text: the words, the last of them begun', async () => {
    expect(await found(films.autocomplete('title', 'outer sp'))).toEqual(['alien: Alien from outer space']);
    expect(await found(films.autocomplete('title', 'ALIENS'))).toEqual(['aliens: Aliens']);
    expect(await found(films.autocomplete('title', 'outre sp'))).toEqual([]);
    const fuzzy = films.autocomplete('title', 'outre sp', { fuzzy: true });
    expect(await found(fuzzy)).toEqual(['alien: Alien from outer space']);
  });

  test('keyword: the value that begins so, whatever its case', async () => {
    expect((await found(films.autocomplete('studio', 'fox'))).sort()).toEqual([
      'alien: Fox',
      'aliens: Foxtrot',
    ]);
    expect(await found(films.autocomplete('studio', 'brandy'))).toEqual(['alien: Brandywine']);
    expect(await found(films.autocomplete('title.raw', 'alien from o'))).toEqual([
      'alien: Alien from outer space',
    ]);
    const filter = { range: { year: { lt: 1980 } } } as const;
    expect(await found(films.autocomplete('studio', 'fox', { filter }))).toEqual(['alien: Fox']);
  });

  test('a field of nested objects', async () => {
    expect((await found(films.autocomplete('cast.name', 'wea'))).sort()).toEqual([
      'alien: Weaver',
      'aliens: Weaver',
    ]);
    expect((await films.autocomplete('cast.name', 'wea', { skipDuplicates: true })).length).toBe(1);
  });
});

test('a text is data, and nothing but a text', async () => {
  for (const text of ['*', '"', 'a:b OR c', '\\', '(']) {
    for (const field of ['titles', 'title', 'studio'] as const)
      expect(await films.autocomplete(field, text)).toEqual([]);
  }
  expect(await films.autocomplete('title', ' ')).toEqual([]);
  // What the types forbid.
  const codeOf = async (field: string, given: unknown, options: object = {}): Promise<string> =>
    (await rejection(films.autocomplete(field as 'title', given as string, options))).code;
  expect(await codeOf('title', { query: 'x' })).toBe('QUERY_OBJECT_VALUE');
  expect(await codeOf('title', 'x'.repeat(300))).toBe('QUERY_LIMIT');
  expect(await codeOf('year', 'x')).toBe('AUTOCOMPLETE_FIELD');
  expect(await codeOf('nope', 'x')).toBe('AUTOCOMPLETE_FIELD');
  expect(await codeOf('studio', 'x', { fuzzy: true })).toBe('AUTOCOMPLETE_FIELD');
  expect(await codeOf('studio', 'x', { contexts: {} })).toBe('AUTOCOMPLETE_FIELD');
  expect(await codeOf('titles', 'x', { filter: { match_all: {} } })).toBe('AUTOCOMPLETE_FIELD');
});
