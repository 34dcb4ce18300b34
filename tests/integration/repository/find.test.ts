import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  And,
  Between,
  BooleanField,
  DataSource,
  DateField,
  DateNanos,
  DeletedAt,
  Document,
  DocumentNotFoundError,
  Exists,
  Flattened,
  GeoBoundingBox,
  GeoDistance,
  GeoPoint,
  GeoPolygon,
  Gt,
  Gte,
  ILike,
  Id,
  In,
  Integer,
  IntegerRange,
  Ip,
  Keyword,
  Like,
  Long,
  Lt,
  Lte,
  Match,
  Missing,
  Nested,
  Not,
  ObjectField,
  Or,
  Phrase,
  Prefix,
  Raw,
  Some,
  Text,
} from 'elastodm';
import type { MultiField, Range, Repository, Where } from 'elastodm';
import fc from 'fast-check';
import { testIndices } from '../../support/cleanup.js';
import { rejection } from '../../support/failing.js';
import { serverOptions } from '../../support/server.js';

const newIndex = testIndices();

class Reply {
  @Keyword() by?: string;
  @Integer() votes?: number;
}
class Comment {
  @Keyword() author?: string;
  @Integer() stars?: number;
  @Nested(() => Reply) replies?: Reply[];
}
class Studio {
  @Keyword() name?: string;
  @Text({ fields: { raw: { type: 'keyword' } } }) motto?: MultiField<string, 'raw'>;
}
@Document({ index: newIndex('find'), settings: { number_of_shards: 2, number_of_replicas: 0 } })
class Film {
  @Id() id?: string;
  @Text({ fields: { raw: { type: 'keyword' } } }) title?: MultiField<string, 'raw'>;
  @Keyword() status?: 'draft' | 'published';
  @Keyword() tags?: string[];
  @Integer() views?: number;
  @Long({ bigint: true }) serial?: bigint;
  @BooleanField() hot?: boolean;
  @DateField() at?: Date;
  @DateField({ format: 'dd/MM/yyyy' }) day?: Date;
  @DateNanos() tick?: string;
  @IntegerRange() ages?: Range<number>;
  @Ip() from?: string;
  @GeoPoint() place?: { lat: number; lon: number };
  @Flattened() labels?: Record<string, unknown>;
  @ObjectField(() => Studio) studio?: Studio;
  @Nested(() => Comment) comments?: Comment[];
  @DeletedAt() deletedAt?: Date | null;
}

const dataSource = new DataSource({
  connections: { default: serverOptions() },
  documents: [Film],
  synchronize: 'create',
});
let films: Repository<Film>;

function make<T extends object>(type: new () => T, values: Partial<T>): T {
  return Object.assign(new type(), values);
}

beforeAll(async () => {
  await dataSource.initialize();
  films = dataSource.getRepository(Film);
  await films.saveMany(
    [
      films.create({
        id: 'a',
        title: 'Alien return',
        status: 'published',
        tags: ['space', 'horror'],
        views: 10,
        serial: 9_007_199_254_740_993n,
        hot: true,
        at: new Date('1979-05-25T10:00:00.500Z'),
        day: new Date('1979-05-25T00:00:00Z'),
        tick: '2026-01-01T00:00:00.000000001Z',
        ages: { gte: 16, lt: 99 },
        from: '10.0.0.1',
        place: { lat: 52.5, lon: 13.4 },
        labels: { env: 'prod' },
        studio: make(Studio, { name: 'fox', motto: 'To the stars' }),
        comments: [
          make(Comment, { author: 'ann', stars: 5, replies: [make(Reply, { by: 'bob', votes: 1 })] }),
          make(Comment, { author: 'bob', stars: 1 }),
        ],
      }),
      films.create({
        id: 'b',
        title: '100%_sure *really*',
        status: 'draft',
        views: 20,
        at: new Date('1986-01-01T00:00:00Z'),
        day: new Date('1986-01-01T00:00:00Z'),
        comments: [
          make(Comment, { author: 'ann', stars: 1, replies: [make(Reply, { by: 'ann', votes: 7 })] }),
          new Comment(),
        ],
      }),
      films.create({ id: 'c', title: 'The return of the alien', views: 30, comments: [] }),
      films.create({ id: 'd', title: 'Gone', views: 40, deletedAt: new Date(0) }),
    ],
    { refresh: true },
  );
});
afterAll(() => dataSource.close());

async function ids(where: Where<Film>): Promise<string> {
  const found = await films.find({ where, order: { views: 'ASC' } });
  return found.map(({ id }) => id).join('');
}

const day = (text: string): Date => new Date(`${text}T00:00:00Z`);

describe('conditions', () => {
  test.each<[name: string, where: Where<Film>, found: string]>([
    ['nothing', {}, 'abc'],
    ['a keyword', { status: 'draft' }, 'b'],
    ['a text by its keyword', { title: 'Alien return' }, 'a'],
    ['a text inside of an object', { studio: { motto: 'To the stars' } }, 'a'],
    ['a multi-field', { 'title.raw': 'Alien return' }, 'a'],
    ['one of several values', { tags: 'horror' }, 'a'],
    ['a number', { views: 20 }, 'b'],
    ['a bigint', { serial: 9_007_199_254_740_993n }, 'a'],
    ['another bigint', { serial: 9_007_199_254_740_992n }, ''],
    ['a boolean', { hot: true }, 'a'],
    ['a date', { at: new Date('1979-05-25T10:00:00.500Z') }, 'a'],
    ['a date as milliseconds', { at: day('1986-01-01').getTime() }, 'b'],
    ['a date as text', { at: '1979-05-25' }, 'a'],
    ['a date of a format without ISO', { day: day('1979-05-25') }, 'a'],
    ['such dates', { day: In([day('1979-05-25'), day('1986-01-01')]) }, 'ab'],
    ['a range of such dates', { day: Gt(day('1979-05-25')) }, 'b'],
    ['such a date as text', { day: '25/05/1979' }, 'a'],
    ['nanoseconds', { tick: '2026-01-01T00:00:00.000000001Z' }, 'a'],
    ['other nanoseconds', { tick: Gt('2026-01-01T00:00:00.000000001Z') }, ''],
    ['a value within a range', { ages: 16 }, 'a'],
    ['an address', { from: '10.0.0.0/8' }, 'a'],
    ['an id', { id: 'b' }, 'b'],
    ['ids', { id: In(['a', 'c', 'x']) }, 'ac'],
    ['not an id', { id: Not('a') }, 'bc'],
    ['no ids', { id: In([]) }, ''],
    ['In', { status: In(['draft', 'published']) }, 'ab'],
    ['In of nothing', { views: In([]) }, ''],
    ['Not In of nothing', { views: Not(In([])) }, 'abc'],
    ['Not', { status: Not('draft') }, 'ac'],
    ['null', { status: null }, 'c'],
    ['Not null', { status: Not(null) }, 'ab'],
    ['Missing', { status: Missing() }, 'c'],
    ['Exists', { status: Exists() }, 'ab'],
    ['Between', { views: Between(10, 20) }, 'ab'],
    ['Gt', { views: Gt(10) }, 'bc'],
    ['Gte', { views: Gte(20) }, 'bc'],
    ['Lt', { views: Lt(20) }, 'a'],
    ['Lte', { views: Lte(20) }, 'ab'],
    ['Gte of a text', { title: Gte('B') }, 'c'],
    ['And', { views: And(Gt(10), Lt(30)) }, 'b'],
    ['Or', { views: Or(10, Gte(30)) }, 'ac'],
    ['Like', { title: Like('Al_en%') }, 'a'],
    ['Like with escapes', { title: Like('100\\%\\_sure *%') }, 'b'],
    ['Like without wildcards', { title: Like('100%_sure *really*') }, 'b'],
    ['ILike', { title: ILike('aLIEN%') }, 'a'],
    ['Prefix', { title: Prefix('The') }, 'c'],
    ['Match', { title: Match('alien') }, 'ac'],
    ['Match of all words', { title: Match('alien sure', { operator: 'and' }) }, ''],
    ['Match with faults', { title: Match('alein', { fuzziness: 'AUTO' }) }, 'ac'],
    ['Phrase', { title: Phrase('return of the alien') }, 'c'],
    ['a phrase with gaps', { title: Phrase('the return alien', { slop: 2 }) }, 'c'],
    ['Not Match', { title: Not(Match('alien')) }, 'b'],
    ['GeoDistance', { place: GeoDistance({ lat: 52.5, lon: 13.41 }, '5km') }, 'a'],
    ['GeoDistance in metres', { place: GeoDistance([13.41, 52.5], 10) }, ''],
    ['GeoBoundingBox', { place: GeoBoundingBox({ lat: 53, lon: 13 }, { lat: 52, lon: 14 }) }, 'a'],
    [
      'GeoPolygon',
      {
        place: GeoPolygon([
          { lat: 50, lon: 10 },
          { lat: 50, lon: 20 },
          { lat: 60, lon: 13 },
        ]),
      },
      'a',
    ],
    ['Raw', Raw({ range: { views: { gte: 20 } } }), 'bc'],
    ['Raw at a field', { 'studio.name': Raw((field) => ({ regexp: { [field]: 'f.x' } })) }, 'a'],
    ['Raw at a nested field', { 'comments.author': Raw((field) => ({ regexp: { [field]: 'b.b' } })) }, 'a'],
    ['Not Raw', Not(Raw({ range: { views: { gte: 20 } } })), 'a'],
    ['a flattened field', { labels: { env: 'prod' } }, 'a'],
    ['a path of a flattened field', { 'labels.env': 'prod' }, 'a'],
    ['an object', { studio: { name: 'fox' } }, 'a'],
    ['an object by a path', { 'studio.name': 'fox' }, 'a'],
    ['no object', { studio: null }, 'bc'],
    ['all members', { status: 'draft', views: 10 }, ''],
    ['one of a list', [{ status: 'draft' }, { views: 30 }], 'bc'],
    ['an empty list', [], ''],
    ['a list with an empty object', [{ status: 'draft' }, {}], 'abc'],
    ['Or of nothing', Or(), ''],
    ['Not of a condition', Not({ status: 'draft', views: 20 }), 'ac'],
    ['And of conditions', And({ views: Gt(10) }, Not({ status: 'draft' })), 'c'],
  ])('%s', async (_, where, found) => {
    await expect(ids(where)).resolves.toBe(found);
  });
});

describe('nested fields', () => {
  test.each<[name: string, where: Where<Film>, found: string]>([
    ['one object meets all', { comments: { author: 'ann', stars: 1 } }, 'b'],
    ['paths are met each by itself', { 'comments.author': 'ann', 'comments.stars': 1 }, 'ab'],
    ['one has another value', { comments: { author: Not('ann') } }, 'ab'],
    ['none has a value', { comments: Not({ author: 'ann' }) }, 'c'],
    ['one without a value', { comments: { author: null } }, 'b'],
    ['there is one', { comments: Exists() }, 'ab'],
    ['there is none', { comments: null }, 'c'],
    ['there is none, said otherwise', { comments: Missing() }, 'c'],
    ['an empty object says nothing', { comments: {} }, 'abc'],
    ['two objects', { comments: And({ author: 'ann' }, { author: 'bob' }) }, 'a'],
    ['one of two', { comments: Or({ author: 'bob' }, { stars: 1 }) }, 'ab'],
    ['Some with a list', { comments: Some([{ author: 'bob', stars: 5 }, { stars: 5 }]) }, 'a'],
    ['nested in nested', { comments: { replies: { by: 'bob', votes: 1 } } }, 'a'],
    ['in the same outer one', { comments: { stars: 1, replies: { votes: Gt(0) } } }, 'b'],
    ['by a path', { 'comments.replies.votes': Gt(5) }, 'b'],
    ['by half a path', { 'comments.replies': { votes: Gt(5) } }, 'b'],
    ['by the other half', { comments: { 'replies.votes': Gt(5), author: 'ann' } }, 'b'],
    ['one without inner ones', { comments: { author: 'ann', replies: Not({ by: 'ann' }) } }, 'a'],
    ['inner ones that exist', { comments: { stars: 1, replies: Exists() } }, 'b'],
    ['no inner ones', { comments: { replies: null } }, 'ab'],
  ])('%s', async (_, where, found) => {
    await expect(ids(where)).resolves.toBe(found);
  });
});

describe('the ways of finding', () => {
  test('find gives instances, in their order, from skip to take', async () => {
    const found = await films.find({ order: { views: 'desc' }, skip: 1, take: 1 });
    expect(found).toHaveLength(1);
    expect(found[0]).toBeInstanceOf(Film);
    expect(found[0]?.id).toBe('b');
    await expect(films.find()).resolves.toHaveLength(3);
    await expect(films.find({ take: 0 })).resolves.toEqual([]);
  });

  test('documents that are deleted softly', async () => {
    await expect(films.find({ withDeleted: true })).resolves.toHaveLength(4);
    await expect(films.findBy({ views: Gt(20) }, { withDeleted: true })).resolves.toHaveLength(2);
    await expect(films.countBy({ views: Gt(20) })).resolves.toBe(1);
  });

  test('findBy, findOne, findOneBy, findAndCount, count, countBy, exists, existsBy', async () => {
    await expect(films.findBy({ status: 'draft' })).resolves.toMatchObject([{ id: 'b' }]);
    await expect(films.findOne({ order: { views: 'DESC' } })).resolves.toMatchObject({ id: 'c' });
    await expect(films.findOne({ where: { views: 99 } })).resolves.toBeNull();
    await expect(films.findOneBy({ views: 10 })).resolves.toMatchObject({ id: 'a' });
    await expect(films.findOneBy({ views: 99 })).resolves.toBeNull();
    const [page, total] = await films.findAndCount({ where: { views: Gte(20) }, take: 1 });
    expect([page.length, total]).toEqual([1, 2]);
    await expect(films.count({ where: { views: Gte(20) } })).resolves.toBe(2);
    await expect(
      films.count({ where: { views: Gte(20) }, query: { match: { title: 'alien' } } }),
    ).resolves.toBe(1);
    await expect(films.countBy([{ views: 10 }, { views: 20 }])).resolves.toBe(2);
    await expect(films.exists({ where: { views: 10 } })).resolves.toBe(true);
    await expect(films.existsBy({ views: 99 })).resolves.toBe(false);
    await expect(films.exists('a')).resolves.toBe(true);
  });

  test('one document needs a condition or an order', async () => {
    await expect(films.findOne({ where: {} })).resolves.toBeInstanceOf(Film);
    await expect(films.findOneBy({})).resolves.toBeInstanceOf(Film);
    await expect(films.findOneByOrFail({})).resolves.toBeInstanceOf(Film);
    const refused = { code: 'QUERY_UNFIT', details: { path: 'where' } };
    await expect(rejection(films.findOne({}))).resolves.toMatchObject(refused);
    await expect(rejection(films.findOne(undefined as never))).resolves.toMatchObject(refused);
    await expect(rejection(films.findOneOrFail({ withDeleted: true }))).resolves.toMatchObject(refused);
    await expect(rejection(films.findOneOrFail(undefined as never))).resolves.toMatchObject(refused);
    await expect(rejection(films.findOneBy(undefined as never))).resolves.toMatchObject({
      code: 'QUERY_UNDEFINED',
    });
  });

  test('what must be there, and is not', async () => {
    await expect(films.findOneOrFail({ where: { views: 10 } })).resolves.toMatchObject({ id: 'a' });
    await expect(films.findOneByOrFail({ views: 10 })).resolves.toMatchObject({ id: 'a' });
    const error = await rejection(films.findOneByOrFail({ views: 99 }));
    expect(error).toBeInstanceOf(DocumentNotFoundError);
    expect(error).toMatchObject({ code: 'DOCUMENT_NONE_FOUND', details: { verb: 'findOneByOrFail' } });
  });

  test('without take, all documents come back or none', async () => {
    await using limited = new DataSource({
      connections: { default: serverOptions() },
      documents: [Film],
      limits: { pageSize: 2 },
    });
    const few = limited.getRepository(Film);
    await expect(few.find({ skip: 1 })).resolves.toHaveLength(2);
    await expect(few.find({ take: 2 })).resolves.toHaveLength(2);
    await expect(rejection(few.find())).resolves.toMatchObject({
      code: 'QUERY_TOO_MANY',
      details: { className: 'Film', verb: 'find', limit: 2 },
    });
    await expect(rejection(few.findAndCount())).resolves.toMatchObject({ code: 'QUERY_TOO_MANY' });
  });

  test('what is wrong is told before anything is sent', async () => {
    await expect(rejection(films.findOneBy({ id: undefined as never }))).resolves.toMatchObject({
      code: 'QUERY_UNDEFINED',
      details: { path: 'where.id' },
    });
    await expect(rejection(films.findBy(undefined as never))).resolves.toMatchObject({
      code: 'QUERY_UNDEFINED',
    });
    await expect(rejection(films.count({ where: undefined as never }))).resolves.toMatchObject({
      code: 'QUERY_UNDEFINED',
    });
    await expect(rejection(films.deleteBy({ where: {} }))).resolves.toMatchObject({
      code: 'QUERY_NO_CONDITION',
    });
  });

  test('orders by text, nested fields, objects, and where values are missing', async () => {
    const ordered = async (order: Parameters<typeof films.find>[0] & object): Promise<string> =>
      (await films.find(order)).map(({ id }) => id).join('');
    await expect(ordered({ order: { title: 'ASC' } })).resolves.toBe('bac');
    await expect(ordered({ order: { at: { order: 'asc', missing: '_first' } } })).resolves.toBe('cab');
    await expect(
      ordered({ order: { comments: { stars: { order: 'desc', mode: 'max' } }, views: 'ASC' } }),
    ).resolves.toBe('abc');
    await expect(ordered({ order: { 'comments.replies.votes': 'DESC', views: 'ASC' } })).resolves.toBe('bac');
    await expect(ordered({ order: { studio: { name: 'ASC' }, views: 'DESC' } })).resolves.toBe('acb');
  });

  test('selects fields', async () => {
    const [first] = await films.find({
      where: { id: 'a' },
      select: { title: true, views: false, comments: { author: true } },
    });
    expect(first).toMatchObject({ title: 'Alien return', comments: [{ author: 'ann' }, { author: 'bob' }] });
    expect((first as unknown as Film).views).toBeUndefined();
    const listed = await films.findOne({ where: { id: 'a' }, select: ['views', 'studio.name'] });
    expect(listed).toMatchObject({ views: 10, studio: { name: 'fox' } });
  });
});

// — conditions by chance, held against JavaScript ————————————————————————————————————————————————————————————————

class Part {
  @Keyword() kind?: string;
  @Integer() size?: number;
}
@Document({ index: newIndex('find-any'), settings: { number_of_shards: 1, number_of_replicas: 0 } })
class Thing {
  @Id() id?: string;
  @Keyword() colour?: string;
  @Integer() weight?: number;
  @Keyword() tags?: string[];
  @Nested(() => Part) parts?: Part[];
}

interface Rule {
  readonly where: unknown;
  readonly holds: (value: unknown) => boolean;
}
type Json = Readonly<Record<string, unknown>>;

const manySeeds = { seed: 6, numRuns: 120 };

const colours = ['red', 'green', 'blue'];
const sizes = [1, 2, 3, 4];
const listOf = (value: unknown): unknown[] =>
  value === undefined ? [] : Array.isArray(value) ? (value as unknown[]) : [value];

/** Conditions on a field, with what they mean for its value. */
function fieldRule(values: readonly (number | string)[]): fc.Arbitrary<Rule> {
  const value = fc.constantFrom(...values);
  const some =
    (test: (item: number | string) => boolean): Rule['holds'] =>
    (held) =>
      (listOf(held) as (number | string)[]).some(test);
  const simple = fc.oneof(
    value.map((wanted): Rule => ({ where: wanted, holds: some((item) => item === wanted) })),
    fc.subarray([...values]).map((wanted): Rule => {
      return { where: In(wanted), holds: some((item) => wanted.includes(item)) };
    }),
    value.map((end): Rule => ({ where: Gt(end), holds: some((item) => item > end) })),
    value.map((end): Rule => ({ where: Lte(end), holds: some((item) => item <= end) })),
    fc.tuple(value, value).map(([from, to]): Rule => {
      return { where: Between(from, to), holds: some((item) => item >= from && item <= to) };
    }),
    fc.constantFrom<Rule>(
      { where: null, holds: (held) => listOf(held).length === 0 },
      { where: Exists(), holds: (held) => listOf(held).length > 0 },
    ),
  );
  return combined(simple);
}

/** Rules, and Not, And, Or of them, two levels deep. */
function combined(simple: fc.Arbitrary<Rule>): fc.Arbitrary<Rule> {
  const wider = (inner: fc.Arbitrary<Rule>): fc.Arbitrary<Rule> =>
    fc.oneof(
      { weight: 3, arbitrary: inner },
      inner.map(({ where, holds }): Rule => ({ where: Not<unknown>(where), holds: (held) => !holds(held) })),
      fc.array(inner, { maxLength: 3 }).map((rules): Rule => {
        const where = And<unknown>(...rules.map((rule) => rule.where));
        return { where, holds: (held) => rules.every(({ holds }) => holds(held)) };
      }),
      fc.array(inner, { maxLength: 3 }).map((rules): Rule => {
        const where = Or<unknown>(...rules.map((rule) => rule.where));
        return { where, holds: (held) => rules.some(({ holds }) => holds(held)) };
      }),
    );
  return wider(wider(simple));
}

/** Objects of fields with their conditions; all hold. */
function objectRule(fields: Readonly<Record<string, fc.Arbitrary<Rule>>>): fc.Arbitrary<Rule> {
  return fc.record(fields, { requiredKeys: [] }).map((rules): Rule => {
    const members = Object.entries(rules as Readonly<Record<string, Rule>>);
    return {
      where: Object.fromEntries(members.map(([name, { where }]) => [name, where])),
      holds: (held) => members.every(([name, { holds }]) => holds((held as Json)[name])),
    };
  });
}

const partRule = objectRule({ kind: fieldRule(colours), size: fieldRule(sizes) });
const isEmptyObject = (where: unknown): boolean => Object.keys(where as object).length === 0;
const nestedRule = combined(
  fc.oneof(
    partRule.map(({ where, holds }): Rule => {
      return { where, holds: (held) => isEmptyObject(where) || listOf(held).some(holds) };
    }),
    combined(partRule).map(({ where, holds }): Rule => {
      // A plain empty object says nothing, wherever it stands.
      const always =
        typeof where === 'object' && where !== null && !('operator' in where) && isEmptyObject(where);
      return { where: Some(where as object), holds: (held) => always || listOf(held).some(holds) };
    }),
    fc.constant<Rule>({ where: null, holds: (held) => listOf(held).length === 0 }),
  ),
);
const thingRule = combined(
  objectRule({
    colour: fieldRule(colours),
    weight: fieldRule(sizes),
    tags: fieldRule(colours),
    parts: nestedRule,
  }),
);

const part = fc.record(
  { kind: fc.constantFrom(...colours), size: fc.constantFrom(...sizes) },
  { requiredKeys: [] },
);
const thing = fc.record(
  {
    colour: fc.constantFrom(...colours),
    weight: fc.constantFrom(...sizes),
    tags: fc.array(fc.constantFrom(...colours), { maxLength: 3 }),
    parts: fc.array(part, { maxLength: 3 }),
  },
  { requiredKeys: [] },
);

describe('any condition', () => {
  const source = new DataSource({
    connections: { default: serverOptions() },
    documents: [Thing],
    synchronize: 'create',
  });
  afterAll(() => source.close());

  test('finds the documents that JavaScript finds', async () => {
    await source.initialize();
    const things = source.getRepository(Thing);
    const all = fc.sample(thing, { seed: 6, numRuns: 60 });
    const documents = all.map((values, index) => ({ id: `${index}`, values: values }));
    await things.saveMany(
      documents.map(({ id, values }) => things.create({ id, ...values })),
      { refresh: true },
    );
    await fc.assert(
      fc.asyncProperty(thingRule, async ({ where, holds }) => {
        const found = await things.findBy(where as Where<Thing>);
        const expected = documents.filter(({ values }) => holds(values)).map(({ id }) => id);
        expect(found.map(({ id }) => id).sort()).toEqual(expected.sort());
        expect(await things.countBy(where as Where<Thing>)).toBe(expected.length);
      }),
      manySeeds,
    );
  }, 120_000);
});
