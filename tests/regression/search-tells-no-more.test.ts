// What a search must not tell: values of documents that are not found, values in errors, documents of others; and what it
// refuses by itself where the cluster would answer with an error.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  BooleanField,
  Completion,
  DataSource,
  DateField,
  DeletedAt,
  Discriminator,
  Document,
  Double,
  FacetedSearch,
  Id,
  In,
  Integer,
  Ip,
  Keyword,
  Not,
  Text,
  dateHistogramFacet,
  field,
  histogramFacet,
  termsFacet,
} from 'elastodm';
import { testIndices } from '../support/cleanup.js';
import { rejection, thrown } from '../support/failing.js';
import { serverOptions } from '../support/server.js';

const newIndex = testIndices();

@Document(newIndex('tells-notes'))
class Note {
  @Id() id?: string;
  @Text() text!: string;
  @Keyword() tenant!: string;
  @Keyword() topic!: string;
  @BooleanField() good?: boolean;
  @Integer() year?: number;
  @Double() weight?: number;
  @Ip() address?: string;
  @DateField() at?: Date;
  @Completion() names?: string[];
  @DeletedAt() deletedAt?: Date | null;
}
const shared = newIndex('tells-kinds');
@Document(shared)
class Pet {
  @Id() id?: string;
  @Discriminator() kind!: string;
  @Completion() name!: string;
}
@Document({ index: shared, discriminator: 'cat' })
class Cat extends Pet {}
@Document({ index: shared, discriminator: 'dog' })
class Dog extends Pet {}

const dataSource = new DataSource({
  connections: { default: serverOptions() },
  documents: [Note, Pet, Cat, Dog],
  synchronize: 'update',
});
const notes = dataSource.getRepository(Note);

beforeAll(async () => {
  await dataSource.initialize();
  await notes.saveMany(
    [
      notes.create({ id: 'mine', text: 'a', tenant: 'me', topic: 'weather', good: true, year: 1, weight: 1 }),
      notes.create({ id: 'theirs', text: 'a', tenant: 'they', topic: 'takeover' }),
    ],
    { refresh: true },
  );
});
afterAll(() => dataSource.close());

describe('aggregations from outside', () => {
  const allowed = {
    kinds: ['match'],
    fields: ['text', 'topic', 'year'],
    aggregations: ['terms', 'histogram'],
  } as const;
  const terms = (count: unknown): unknown => ({
    query: { match: { text: 'a' } },
    aggs: { topics: { terms: { field: 'topic', min_doc_count: count } } },
  });

  test('list no values of documents that the query does not find', async () => {
    for (const count of [0, -1, 0.4, '0', null, true, [0], {}]) {
      const error = thrown(() => notes.checkRequest(terms(count), allowed));
      expect(error).toMatchObject({
        code: 'QUERY_NOT_ALLOWED',
        details: { path: 'aggs.topics.terms.min_doc_count' },
      });
    }
    const asked = notes.checkRequest(terms(1), allowed);
    const filter = { term: { tenant: 'me' } } as const;
    const found = await notes.search({ ...asked, query: { bool: { must: asked.query!, filter } } });
    expect(JSON.stringify(found.aggs)).not.toContain('takeover');
    // The program itself may ask, and then sees all of the index.
    const all = await notes.search({
      query: filter,
      aggs: { topics: { terms: { field: 'topic', min_doc_count: 0 } } },
    });
    expect(all.aggs.topics.buckets.map(({ key, doc_count }) => [key, doc_count])).toEqual([
      ['weather', 1],
      ['takeover', 0],
    ]);
  });

  test('empty steps between others may be listed', async () => {
    const aggs = { years: { histogram: { field: 'year', interval: 1, min_doc_count: 0 } } };
    const asked = notes.checkRequest({ aggs }, allowed);
    const filter = { term: { tenant: 'me' } } as const;
    const found = await notes.search({ ...asked, query: filter });
    expect(found.aggs).toEqual({ years: { buckets: [{ key: 1, doc_count: 1 }] } });
  });
});

const long = 'TOPSECRET'.repeat(4000);

describe('errors', () => {
  test('do not repeat the beginning of a value that is too long', async () => {
    const error = await rejection(notes.search({ query: { term: { topic: long } } }));
    expect(error.code).toBe('REQUEST_REFUSED');
    expect(error.message).not.toContain('TOPSEC');
    expect(error.message).toContain('Term is longer than maximum indexable length');
  });

  test('say which number of the page is none', async () => {
    for (const page of [{ size: -1 }, { from: -1 }, { size: 1.5 }, { from: '1' as never }]) {
      const error = await rejection(notes.search(page));
      expect(error).toMatchObject({ code: 'QUERY_INVALID_VALUE', details: { path: Object.keys(page)[0] } });
    }
  });
});

describe('values that the cluster would refuse', () => {
  test('in a condition', async () => {
    const codeOf = async (where: object): Promise<string> => (await rejection(notes.findBy(where))).code;
    for (const id of ['', '.', 'x'.repeat(513)]) {
      expect(await codeOf({ id })).toBe('DOCUMENT_INVALID_ID');
      expect(await codeOf({ id: In(['mine', id]) })).toBe('DOCUMENT_INVALID_ID');
    }
    expect(await codeOf({ topic: long })).toBe('QUERY_UNFIT');
    expect(await codeOf({ topic: In(['weather', long]) })).toBe('QUERY_UNFIT');
    expect(await codeOf({ topic: Not(long) })).toBe('QUERY_UNFIT');
    expect(await codeOf({ topic: 'ä'.repeat(16_384) })).toBe('QUERY_UNFIT');
    expect(await notes.findBy({ topic: 'ä'.repeat(16_383) })).toEqual([]);
  });

  test('null in a step', () => {
    const search = notes.createSearch();
    const path = (call: () => unknown): unknown => {
      const error = thrown(call);
      expect(error.code).toBe('QUERY_INVALID_VALUE');
      return (error.details as { readonly path?: string }).path;
    };
    expect(path(() => search.filter('term', { topic: null as never }))).toBe('filter.term.topic');
    expect(path(() => search.filter('terms', { topic: ['a', null as never] }))).toBe('filter.terms.topic');
    expect(path(() => search.query('match', { text: null as never }))).toBe('query.match.text');
    expect(path(() => search.filter('range', { year: { gte: null as never } }))).toBe(
      'filter.range.year.gte',
    );
  });

  test.each(['false', 0, null, {}])('withDeleted: %j', async (withDeleted) => {
    const options = { withDeleted: withDeleted as never };
    for (const call of [
      () => notes.find(options),
      () => notes.count({}, options),
      () => notes.search({}, options),
      () => notes.get('mine', options),
      () => notes.autocomplete('names', 'a', options),
    ]) {
      expect(await rejection(call())).toMatchObject({
        code: 'QUERY_UNFIT',
        details: { path: 'withDeleted' },
      });
    }
  });

  const search = new FacetedSearch(notes, {
    facets: {
      good: termsFacet('good'),
      year: termsFacet('year'),
      topic: termsFacet('topic', { missing: 'none' }),
      address: termsFacet('address'),
      at: termsFacet(field('at')),
      years: histogramFacet('year', { interval: 10 }),
      weights: histogramFacet('weight', { interval: 0.5 }),
      months: dateHistogramFacet('at', { calendarInterval: 'month' }),
    },
  });
  const refused: readonly object[] = [
    { good: 'maybe' },
    { good: 1 },
    { good: '' },
    { year: 1e308 },
    { year: 2 ** 31 },
    { year: 'x' },
    { year: '' },
    { year: true },
    { address: 'maybe' },
    { address: '1.2.3' },
    { address: '1.2.3.04' },
    { address: '10.0.0.0/33' },
    { address: '::1/129' },
    { address: '::1]@x[' },
    { address: '1.2.3.256' },
    { address: '' },
    { address: 7 },
    { at: 8.64e15 },
    { at: 'maybe' },
    { at: true },
    { at: new Date(8.64e15) },
    { years: '' },
    { years: ' ' },
    { years: true },
    { years: 1e308 },
    { weights: 1.7e308 },
    { weights: new Date(0) },
    { months: new Date(8.64e15) },
    { months: 8.64e15 },
    { months: -1e14 },
    { months: true },
  ];
  test.each(refused)('chosen: %j', async (selected) => {
    expect(await rejection(search.execute({ selected }))).toMatchObject({ code: 'QUERY_INVALID_VALUE' });
  });

  test('chosen: a text that is too long', async () => {
    const error = await rejection(search.execute({ selected: { topic: ['a', long] } }));
    expect(error).toMatchObject({ code: 'QUERY_INVALID_VALUE', details: { path: 'selected.topic[1]' } });
  });

  const taken: readonly object[] = [
    { good: true },
    { good: 'true' },
    { year: 1 },
    { year: '1' },
    { year: 1.5 },
    { topic: 'none' },
    { topic: '' },
    { address: '10.0.0.0/8' },
    { address: '::1' },
    { address: '2001:DB8::/32' },
    { address: '::ffff:1.2.3.4' },
    { address: '255.0.10.199' },
    { at: new Date() },
    { at: Date.now() },
    { at: '2020-01-01' },
    { years: '5' },
    { years: -5 },
    { weights: 1e300 },
    { months: new Date('9999-12-01') },
    { months: '0000-01-01' },
  ];
  test.each(taken)('chosen, and taken by the cluster: %j', async (selected) => {
    expect((await search.execute({ selected })).totalRelation).toBe('eq');
  });
});

describe('completions', () => {
  test('are found behind many that the class does not see', async () => {
    const [cats, dogs] = [dataSource.getRepository(Cat), dataSource.getRepository(Dog)];
    const many = Array.from({ length: 130 }, (_, n) => dogs.create({ id: `d${n}`, name: 'Felix' }));
    await dogs.saveMany(many, { refresh: true });
    await cats.saveMany(
      ['Felix z', 'Felix y'].map((name) => cats.create({ id: name.slice(-1), name })),
      { refresh: true },
    );
    const ids = async (size: number): Promise<unknown[]> =>
      (await cats.autocomplete('name', 'fel', { size })).map(({ document }) => document.id);
    expect(await ids(1)).toEqual(['y']);
    expect(await ids(5)).toEqual(['y', 'z']);
    expect(await cats.autocomplete('name', 'nothing', { size: 1 })).toEqual([]);
  });

  test('and behind many that were deleted, each text once', async () => {
    const gone = Array.from({ length: 40 }, (_, n) =>
      notes.create({ id: `gone${n}`, text: 'b', tenant: 'me', topic: 'x', names: ['Alien'] }),
    );
    const kept = ['Alien 1', 'Alien 1', 'Alien 2'].map((name, n) =>
      notes.create({ id: `kept${n}`, text: 'b', tenant: 'me', topic: 'x', names: [name] }),
    );
    await notes.saveMany([...gone, ...kept], { refresh: true });
    for (const note of gone) await notes.softDelete(note);
    await notes.refresh();
    const options = { size: 2, skipDuplicates: true };
    const found = await notes.autocomplete('names', 'ali', options);
    expect(found.map(({ text }) => text)).toEqual(['Alien 1', 'Alien 2']);
  });
});
