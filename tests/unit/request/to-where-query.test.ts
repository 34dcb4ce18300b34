// Conditions, orders and selections → the exact JSON. tests/integration/repository/find.test.ts sends the same kinds.
import { describe, expect, test } from '@jest/globals';
import {
  Alias,
  And,
  Between,
  DataSource,
  DateField,
  DenseVector,
  Document,
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
  IsNull,
  Keyword,
  LessThan,
  LessThanOrEqual,
  Like,
  Lt,
  Lte,
  Match,
  MatchOnlyText,
  Missing,
  MoreThan,
  MoreThanOrEqual,
  Nested,
  Not,
  ObjectField,
  Or,
  Phrase,
  Prefix,
  Raw,
  Some,
  Text,
  Version,
  normalizer,
} from 'elastodm';
import type { MultiField, ValueTransform, Where } from 'elastodm';
import fc from 'fast-check';
import { toDeleteByRequest } from '../../../src/request/to-by-query-request.js';
import { toFindOneSearch, toFindSearch } from '../../../src/request/to-find-request.js';
import { toCountRequest } from '../../../src/request/to-search-request.js';
import { toWhereQuery } from '../../../src/request/to-where-query.js';
import { toWildcard } from '../../../src/request/wildcards.js';
import { thrown } from '../../support/failing.js';

class Money {
  constructor(readonly cents: number) {}
}
const inCents: ValueTransform<Money, number> = {
  to: ({ cents }) => cents,
  from: (cents) => new Money(cents),
};
const lower = normalizer('lower', { filter: ['lowercase'] });

class Reply {
  @Keyword() by?: string;
}
class Comment {
  @Keyword() author?: string;
  @Integer() stars?: number;
  @Nested(() => Reply) replies?: Reply[];
}
class Studio {
  @Keyword() name?: string;
}
@Document({ index: 'films', mappings: { runtime: { decade: { type: 'long' } } } })
class Film {
  @Id() id?: string;
  @Text({
    fields: {
      folded: { type: 'keyword', normalizer: lower },
      words: { type: 'text' },
      raw: { type: 'keyword' },
    },
  })
  title?: MultiField<string, 'folded' | 'raw' | 'words'>;
  @Text() plot?: string;
  @Keyword() status?: 'draft' | 'published';
  @Integer() views?: number;
  @Integer({ transform: inCents }) price?: Money;
  @DateField() at?: Date;
  @DateField({ format: 'dd/MM/yyyy' }) day?: Date;
  @GeoPoint() place?: { lat: number; lon: number };
  @Flattened() labels?: Record<string, unknown>;
  @ObjectField(() => Studio) studio?: Studio;
  @Nested(() => Comment) comments?: Comment[];
  @Version() version?: number;
}
const dataSource = new DataSource({ documents: [Film] });
const films = dataSource.getMetadata(Film);
const query = (where: unknown): unknown => toWhereQuery(films, where);
const filter = (...filters: object[]): unknown => ({ bool: { filter: filters } });
const failed = (where: unknown): unknown => {
  const { code, details } = thrown(() => query(where));
  return { code, ...details };
};
const now = new Date('2026-01-31T12:00:00.000Z');

describe('a field', () => {
  test.each<[name: string, where: unknown, sent: object]>([
    ['a value', { status: 'draft' }, { term: { status: 'draft' } }],
    ['a text', { title: 'Alien' }, { term: { 'title.raw': 'Alien' } }],
    ['its multi-field', { 'title.folded': 'alien' }, { term: { 'title.folded': 'alien' } }],
    ['an id', { id: 'a' }, { ids: { values: ['a'] } }],
    ['ids', { id: In(['a', 'b']) }, { ids: { values: ['a', 'b'] } }],
    ['a date', { at: now }, { term: { at: '2026-01-31T12:00:00.000Z' } }],
    ['a date in milliseconds', { at: now.getTime() }, { term: { at: '2026-01-31T12:00:00.000Z' } }],
    ['a date in words', { at: Gte('now-1d') }, { range: { at: { gte: 'now-1d' } } }],
    [
      'a date of a format without ISO',
      { day: now },
      {
        range: {
          day: {
            gte: '2026-01-31T12:00:00.000Z',
            lte: '2026-01-31T12:00:00.000Z',
            format: 'strict_date_optional_time',
          },
        },
      },
    ],
    ['its own text', { day: Lt('31/01/2026') }, { range: { day: { lt: '31/01/2026' } } }],
    ['a bigint', { views: 5n }, { term: { views: 5 } }],
    ['a large bigint', { views: 2n ** 60n }, { term: { views: 2n ** 60n } }],
    ['a transformed value', { price: new Money(500) }, { term: { price: 500 } }],
    ['null', { views: null }, { bool: { must_not: [{ exists: { field: 'views' } }] } }],
    ['In', { views: In([1, 2]) }, { terms: { views: [1, 2] } }],
    ['Not', { views: Not(1) }, { bool: { must_not: [{ term: { views: 1 } }] } }],
    ['Not of an operator', { views: Not(Gt(1)) }, { bool: { must_not: [{ range: { views: { gt: 1 } } }] } }],
    ['Between', { views: Between(1, 2) }, { range: { views: { gte: 1, lte: 2 } } }],
    ['Gt', { views: Gt(1) }, { range: { views: { gt: 1 } } }],
    ['Gte', { views: Gte(1) }, { range: { views: { gte: 1 } } }],
    ['Lt', { views: Lt(1) }, { range: { views: { lt: 1 } } }],
    ['Lte', { views: Lte(1) }, { range: { views: { lte: 1 } } }],
    ['MoreThan', { views: MoreThan(1) }, { range: { views: { gt: 1 } } }],
    ['MoreThanOrEqual', { views: MoreThanOrEqual(1) }, { range: { views: { gte: 1 } } }],
    ['LessThan', { views: LessThan(1) }, { range: { views: { lt: 1 } } }],
    ['LessThanOrEqual', { views: LessThanOrEqual(1) }, { range: { views: { lte: 1 } } }],
    ['Like', { title: Like('a%_*') }, { wildcard: { 'title.raw': { value: 'a*?\\*' } } }],
    ['ILike', { status: ILike('d%') }, { wildcard: { status: { value: 'd*', case_insensitive: true } } }],
    ['Prefix', { title: Prefix('Al') }, { prefix: { 'title.raw': { value: 'Al' } } }],
    ['Match', { plot: Match('a ship') }, { match: { plot: { query: 'a ship' } } }],
    [
      'Match with options',
      { plot: Match('a ship', { operator: 'and', fuzziness: 'AUTO' }) },
      { match: { plot: { query: 'a ship', operator: 'and', fuzziness: 'AUTO' } } },
    ],
    ['Match of a multi-field', { 'title.words': Match('a') }, { match: { 'title.words': { query: 'a' } } }],
    [
      'Phrase',
      { plot: Phrase('a ship', { slop: 1 }) },
      { match_phrase: { plot: { query: 'a ship', slop: 1 } } },
    ],
    ['Exists', { views: Exists() }, { exists: { field: 'views' } }],
    ['Missing', { views: Missing() }, { bool: { must_not: [{ exists: { field: 'views' } }] } }],
    ['IsNull', { views: IsNull() }, { bool: { must_not: [{ exists: { field: 'views' } }] } }],
    [
      'GeoDistance',
      { place: GeoDistance({ lat: 1, lon: 2 }, '5km') },
      { geo_distance: { distance: '5km', place: { lat: 1, lon: 2 } } },
    ],
    [
      'GeoBoundingBox',
      { place: GeoBoundingBox([1, 4], { type: 'Point', coordinates: [3, 2] }) },
      { geo_bounding_box: { place: { top_left: { lat: 4, lon: 1 }, bottom_right: { lat: 2, lon: 3 } } } },
    ],
    [
      'GeoPolygon',
      {
        place: GeoPolygon([
          { lat: 0, lon: 0 },
          { lat: 0, lon: 9 },
          { lat: 9, lon: 9 },
        ]),
      },
      {
        geo_shape: {
          place: {
            shape: {
              type: 'polygon',
              coordinates: [
                [
                  [0, 0],
                  [9, 0],
                  [9, 9],
                  [0, 0],
                ],
              ],
            },
            relation: 'within',
          },
        },
      },
    ],
    ['Raw', { views: Raw((field) => ({ term: { [field]: 1 } })) }, { term: { views: 1 } }],
    ['a runtime field', { decade: 1980 }, { term: { decade: 1980 } }],
    ['a flattened field', { labels: { env: { tier: 'a' } } }, { term: { 'labels.env.tier': 'a' } }],
    ['an object', { studio: { name: 'fox' } }, { term: { 'studio.name': 'fox' } }],
    ['no object', { studio: null }, { bool: { must_not: [{ exists: { field: 'studio' } }] } }],
    [
      'Or',
      { views: Or(1, Gt(5)) },
      {
        bool: { should: [{ term: { views: 1 } }, { range: { views: { gt: 5 } } }], minimum_should_match: 1 },
      },
    ],
  ])('%s', (_, where, sent) => {
    expect(query(where)).toEqual(filter(sent));
  });
});

@Document('odds')
class Odd {
  @Alias({ path: 'name' }) label?: unknown;
  @Text({ fields: { raw: { type: 'keyword' } } }) name?: string;
  @ObjectField({ dynamic: true }) free?: Record<string, unknown>;
  @ObjectField({ enabled: false }) payload?: Record<string, unknown>;
  @MatchOnlyText() log?: string;
  @DenseVector({ dims: 2 }) vector?: number[];
}

describe('odd fields', () => {
  const odds = new DataSource({ documents: [Odd] }).getMetadata(Odd);

  test.each<[where: object, sent: object]>([
    [{ label: Match('x') }, { match: { name: { query: 'x' } } }],
    [{ label: 'x' }, { term: { 'name.raw': 'x' } }],
    [{ free: { a: { b: 'x' } } }, { term: { 'free.a.b': 'x' } }],
    [{ 'free.a.b': Gt(1) }, { range: { 'free.a.b': { gt: 1 } } }],
    [{ log: Match('x') }, { match: { log: { query: 'x' } } }],
    [{ vector: Exists() }, { exists: { field: 'vector' } }],
  ])('%j', (where, sent) => {
    expect(toWhereQuery(odds, where)).toEqual(filter(sent));
  });

  test.each([{ payload: { a: 1 } }, { payload: 1 }, { 'payload.a': 1 }, { log: 'x' }, { vector: 1 }])(
    'can not be asked: %j',
    (where) => {
      expect(thrown(() => toWhereQuery(odds, where)).code).toMatch(/^QUERY_(?:UNFIT|FIELD_UNKNOWN)$/);
    },
  );
});

describe('nested fields', () => {
  const nested = (path: string, inner: unknown): object => ({ nested: { path, query: inner } });
  const author = { term: { 'comments.author': 'ann' } };

  test.each<[name: string, where: unknown, sent: object]>([
    [
      'one query for one object',
      { comments: { author: 'ann', stars: Gte(4) } },
      nested('comments', { bool: { filter: [author, { range: { 'comments.stars': { gte: 4 } } }] } }),
    ],
    ['a path', { 'comments.author': 'ann' }, nested('comments', author)],
    [
      'Not outside',
      { comments: Not({ author: 'ann' }) },
      { bool: { must_not: [nested('comments', author)] } },
    ],
    [
      'Not inside',
      { comments: { author: Not('ann') } },
      nested('comments', { bool: { must_not: [author] } }),
    ],
    [
      'nested in nested',
      { comments: { author: 'ann', replies: { by: 'bob' } } },
      nested('comments', {
        bool: { filter: [author, nested('comments.replies', { term: { 'comments.replies.by': 'bob' } })] },
      }),
    ],
    [
      'a path to it',
      { 'comments.replies.by': 'bob' },
      nested('comments', nested('comments.replies', { term: { 'comments.replies.by': 'bob' } })),
    ],
    ['Exists', { comments: Exists() }, nested('comments', { match_all: {} })],
    ['null', { comments: null }, { bool: { must_not: [nested('comments', { match_all: {} })] } }],
    [
      'Some with a list',
      { comments: Some([{ author: 'ann' }, { stars: 5 }]) },
      nested('comments', {
        bool: { should: [author, { term: { 'comments.stars': 5 } }], minimum_should_match: 1 },
      }),
    ],
    [
      'And of two objects',
      { comments: And({ author: 'ann' }, { stars: 5 }) },
      {
        bool: {
          filter: [nested('comments', author), nested('comments', { term: { 'comments.stars': 5 } })],
        },
      },
    ],
  ])('%s', (name, where, sent) => {
    expect(query(where)).toEqual(name.startsWith('And') ? sent : filter(sent));
  });
});

describe('composition', () => {
  test('all members hold, one of a list does', () => {
    expect(query({ status: 'draft', views: 1 })).toEqual(
      filter({ term: { status: 'draft' } }, { term: { views: 1 } }),
    );
    expect(query([{ status: 'draft' }, { views: 1 }])).toEqual(
      filter({
        bool: { should: [{ term: { status: 'draft' } }, { term: { views: 1 } }], minimum_should_match: 1 },
      }),
    );
    expect(query(Not({ status: 'draft' }))).toEqual(
      filter({ bool: { must_not: [{ term: { status: 'draft' } }] } }),
    );
    expect(query(And({ views: 1 }, Raw<Film>({ term: { status: 'draft' } })))).toEqual(
      filter({ term: { views: 1 } }, { term: { status: 'draft' } }),
    );
  });

  test.each<[where: unknown]>([
    [{}],
    [[{}]],
    [[{ views: 1 }, {}]],
    [Not([])],
    [{ comments: {} }],
    [{ views: Not(In([])) }],
    [And()],
  ])('what all documents meet is no query: %j', (where) => {
    expect(query(where)).toBeUndefined();
  });

  test.each<[where: unknown]>([
    [[]],
    [Or()],
    [{ views: In([]) }],
    [{ id: null }],
    [Not({})],
    [{ views: 1, status: In([]) }],
  ])('what none meets matches nothing: %j', (where) => {
    expect(query(where)).toEqual({ match_none: {} });
  });

  test('beside a query both hold', () => {
    const sent = toCountRequest<Film>(films, { where: { views: 1 }, query: { match: { plot: 'ship' } } });
    expect(sent.params).toEqual({
      index: 'films',
      query: { bool: { must: [{ match: { plot: 'ship' } }], filter: [filter({ term: { views: 1 } })] } },
    });
  });

  test.each<Where<Film>>([{}, { comments: {} }, { views: Not(In([])) }, Not({ id: null })])(
    'deleteBy needs a condition, or `all`: %j',
    (where) => {
      const error = thrown(() => toDeleteByRequest<Film>(films, { where }, {}));
      expect(error.code).toBe('QUERY_NO_CONDITION');
      const { params } = toDeleteByRequest<Film>(films, { where, all: true }, {});
      expect(params).toEqual({ index: 'films', query: { match_all: {} } });
    },
  );

  test('deleteBy sends a condition as a filter', () => {
    const { params } = toDeleteByRequest<Film>(films, { where: { views: Lt(5) } }, {});
    expect(params).toEqual({ index: 'films', query: filter({ range: { views: { lt: 5 } } }) });
  });
});

describe('what is refused', () => {
  test.each<[where: unknown, path: string]>([
    [undefined, 'where'],
    [{ id: undefined }, 'where.id'],
    [{ comments: { author: undefined } }, 'where.comments.author'],
    [{ views: Not(undefined) }, 'where.views'],
    [{ views: Gt(undefined as never) }, 'where.views'],
    [{ views: In([1, undefined as never]) }, 'where.views[1]'],
    [[{ views: 1 }, { views: undefined }], 'where[1].views'],
    [{ title: Like(undefined as never) }, 'where.title'],
    [Not(undefined), 'where'],
  ])('undefined: %j at %s', (where, path) => {
    expect(failed(where)).toEqual({ code: 'QUERY_UNDEFINED', className: 'Film', path });
  });

  test.each<[where: unknown, path: string]>([
    [{ status: { $ne: 1 } }, 'where.status'],
    [{ status: { operator: 'exists', operands: [] } }, 'where.status'],
    [{ id: {} }, 'where.id'],
    [{ views: Gt({ gte: 1 } as never) }, 'where.views'],
    [{ views: In([{ index: 'users' } as never]) }, 'where.views[0]'],
    [{ plot: Match({ query: 'x' } as never) }, 'where.plot'],
    [{ price: { cents: 5 } }, 'where.price'],
    [{ comments: { author: { raw: 1 } } }, 'where.comments.author'],
  ])('an object in place of a value: %j at %s', (where, path) => {
    expect(failed(where)).toEqual({ code: 'QUERY_OBJECT_VALUE', className: 'Film', path });
  });

  test('an operator that came as JSON is none', () => {
    const forged: unknown = JSON.parse(JSON.stringify({ status: Not('draft') }));
    expect(failed(forged)).toMatchObject({ code: 'QUERY_OBJECT_VALUE', path: 'where.status' });
    expect(failed(JSON.parse('{"__proto__":{"a":1}}'))).toMatchObject({ code: 'QUERY_FIELD_UNKNOWN' });
  });

  test.each<[where: unknown, field: string, nearest: string | undefined]>([
    [{ titel: 'x' }, 'titel', 'title'],
    [{ comments: { autor: 'x' } }, 'comments.autor', 'comments.author'],
    [{ 'title.row': 'x' }, 'title.row', 'title.raw'],
    [{ whatever_else: 1 }, 'whatever_else', undefined],
  ])('an unknown field: %j', (where, field, nearest) => {
    const similar = nearest === undefined ? {} : { nearest };
    const path = field.startsWith('comments') ? 'where.comments.autor' : `where.${field}`;
    expect(failed(where)).toEqual({
      code: 'QUERY_FIELD_UNKNOWN',
      className: 'Film',
      path,
      field,
      ...similar,
    });
  });

  test.each<[where: unknown, reason: string]>([
    [{ plot: 'x' }, 'a field of type text is kept as words, not as whole values'],
    [{ plot: In(['x']) }, 'a field of type text is kept as words, not as whole values'],
    [{ plot: Like('x%') }, 'a field of type text is kept as words, not as whole values'],
    [{ status: ['draft'] }, 'it is a list'],
    [{ status: In('draft' as never) }, 'In takes a list'],
    [{ status: In([null as never]) }, 'null is no value'],
    [{ views: Like('1%') }, 'a field of type integer takes no Like here'],
    [{ place: 'x' }, 'a field of type geo_point takes no value here'],
    [{ views: GeoDistance('u33', '5km') }, 'a field of type integer takes no GeoDistance here'],
    [{ version: 1 }, 'a field of type _version takes no value here'],
    [{ id: Like('a%') }, 'a field of type _id takes no Like here'],
    [{ id: true }, 'an id is text'],
    [{ studio: 'fox' }, 'a field of type object takes no such condition'],
    [{ comments: [{ author: 'x' }] }, 'a field of type nested takes no such condition'],
    [{ views: Some({}) }, 'a field of type integer takes no such condition'],
    [{ place: GeoDistance({ lat: 91, lon: 0 }, '5km') }, 'it has no place on Earth'],
    [{ place: GeoDistance({ lat: 1, lon: 0 }, 'far') }, 'its distance is none'],
    [{ place: GeoPolygon([]) }, 'a polygon has three corners or more'],
    [{ plot: Match(5 as never) }, 'it is no text'],
    [{ day: Between(now, '31/01/2026') }, 'one end is a Date, and the other is not'],
    ['draft', 'it is no object of fields with their values'],
    [null, 'it is no object of fields with their values'],
    [new Film(), 'it is no object of fields with their values'],
    [Gt(5), 'Gt says nothing of a document'],
    [Raw('x' as never), 'its Raw gives no query'],
    [{ views: Raw({ match_all: {} }) as never }, 'this Raw belongs elsewhere'],
    [Raw((field) => ({ exists: { field } })), 'this Raw belongs elsewhere'],
  ])('%j', (where, reason) => {
    expect(failed(where)).toMatchObject({ code: 'QUERY_UNFIT', reason });
  });

  test('numbers and dates that are none', () => {
    expect(failed({ views: NaN })).toMatchObject({ code: 'QUERY_INVALID_VALUE', reason: 'it is NaN' });
    expect(failed({ at: new Date(NaN) })).toMatchObject({ reason: 'it is an invalid Date' });
    expect(failed({ views: Symbol('x') })).toMatchObject({ reason: 'a symbol has no form in JSON' });
  });
});

describe('patterns', () => {
  test.each([
    ['a%_b', 'a*?b'],
    ['100\\%', '100%'],
    ['a\\_b\\\\', 'a_b\\\\'],
    ['a*b?c\\d', 'a\\*b\\?c\\\\d'],
  ])('%s', (pattern, wildcard) => {
    expect(toWildcard(pattern)).toBe(wildcard);
  });

  test('of any text without wildcards, matches that text alone', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const escaped = toWildcard(text.replaceAll(/[%_\\]/g, '\\$&'));
        expect(escaped.replaceAll(/\\([*?\\])/g, '$1')).toBe(text);
        expect(escaped.replaceAll(/\\[*?\\]/g, '')).not.toMatch(/[*?\\]/);
      }),
    );
  });

  test.each([['%x'], ['_x'], ['%'], ['']])('that can begin with anything: %j', (pattern) => {
    expect(failed({ status: Like(pattern) })).toMatchObject({ code: 'QUERY_LIMIT', limit: 'wildcards' });
  });

  test('that are too long, or a prefix of nothing', () => {
    expect(failed({ status: Like('a'.repeat(257)) })).toMatchObject({ limit: 'patternLength' });
    expect(failed({ status: Prefix('') })).toMatchObject({ limit: 'wildcards' });
  });

  test('the DataSource may allow them', () => {
    const free = new DataSource({
      documents: [Film],
      limits: { wildcards: 'anywhere', patternLength: 1000 },
    });
    expect(toWhereQuery(free.getMetadata(Film), { status: Like('%x') })).toEqual(
      filter({ wildcard: { status: { value: '*x' } } }),
    );
  });
});

describe('find', () => {
  const search = (options: object): unknown => toFindSearch<Film>(films, options);
  const refused = (options: object): unknown => {
    const { code, details } = thrown(() => search(options));
    return { code, ...details };
  };

  test('all options', () => {
    expect(
      search({
        where: { views: 1 },
        order: {
          title: 'DESC',
          at: { order: 'asc', missing: '_first' },
          'comments.replies.by': 'ASC',
          comments: { stars: { order: 'DESC', mode: 'max' } },
        },
        select: { title: true, plot: false, comments: { author: true } },
        skip: 20,
        take: 10,
        withDeleted: true,
      }),
    ).toEqual({
      query: filter({ term: { views: 1 } }),
      sort: [
        { 'title.raw': { order: 'desc' } },
        { at: { order: 'asc', missing: '_first' } },
        {
          'comments.replies.by': {
            order: 'asc',
            nested: { path: 'comments', nested: { path: 'comments.replies' } },
          },
        },
        { 'comments.stars': { order: 'desc', mode: 'max', nested: { path: 'comments' } } },
      ],
      _source: ['title', 'comments.author'],
      from: 20,
      size: 10,
    });
  });

  test('without take, as many as one search can give', () => {
    expect(search({})).toEqual({ size: 10_000 });
    expect(search({ skip: 10 })).toEqual({ from: 10, size: 9990 });
    const limited = new DataSource({ documents: [Film], limits: { pageSize: 50 } }).getMetadata(Film);
    expect(toFindSearch(limited, {})).toEqual({ size: 50 });
    expect(toFindSearch(limited, { skip: 100 })).toEqual({ from: 100, size: 50 });
  });

  test('of one document, with what says which', () => {
    const one = (options: object): unknown => toFindOneSearch<Film>(films, options);
    expect(one({ where: {} })).toEqual({ size: 1 });
    expect(one({ order: { views: 'DESC' } })).toEqual({ sort: [{ views: { order: 'desc' } }], size: 1 });
    for (const options of [{}, { withDeleted: true }, { select: ['title'] }]) {
      expect(thrown(() => one(options))).toMatchObject({
        code: 'QUERY_UNFIT',
        message:
          "The request on Film can't ask this at 'where': without a condition and an order, one document could be any. Give a condition, or an order whose first document you mean; `where: {}` means any document. [QUERY_UNFIT]",
      });
    }
    expect(thrown(() => one({ where: undefined }))).toMatchObject({ code: 'QUERY_UNDEFINED' });
  });

  test('by the id is refused, and the error says what to do', () => {
    expect(thrown(() => search({ order: { id: 'ASC' } })).message).toBe(
      "The request on Film can't ask this at 'order.id': Elasticsearch does not sort by a document's _id. Repeat the id in a keyword field of the class's own, which is saved with it, and sort by that field. [QUERY_UNFIT]",
    );
  });

  test.each<[options: object, code: string, path: string]>([
    [{ where: undefined }, 'QUERY_UNDEFINED', 'where'],
    [{ take: undefined }, 'QUERY_UNDEFINED', 'take'],
    [{ take: -1 }, 'QUERY_UNFIT', 'take'],
    [{ skip: 1.5 }, 'QUERY_UNFIT', 'skip'],
    [{ take: '5' }, 'QUERY_UNFIT', 'take'],
    [{ status: 'draft' }, 'QUERY_UNFIT', 'status'],
    [{ order: { views: 'down' } }, 'QUERY_UNFIT', 'order.views.order'],
    [{ order: { views: undefined } }, 'QUERY_UNDEFINED', 'order.views'],
    [{ order: { plot: 'ASC' } }, 'QUERY_UNFIT', 'order.plot'],
    [{ order: { id: 'ASC' } }, 'QUERY_UNFIT', 'order.id'],
    [{ order: { views: { order: 'ASC', script: 'x' } } }, 'QUERY_UNFIT', 'order.views.script'],
    [{ order: { vews: 'ASC' } }, 'QUERY_FIELD_UNKNOWN', 'order.vews'],
    [{ order: 'views' }, 'QUERY_UNFIT', 'order'],
    [{ select: [] }, 'QUERY_UNFIT', 'select'],
    [{ select: ['titel'] }, 'QUERY_FIELD_UNKNOWN', 'select[0]'],
    [{ select: { title: 1 } }, 'QUERY_UNFIT', 'select.title'],
    [{ select: 'title' }, 'QUERY_UNFIT', 'select'],
  ])('%j is refused', (options, code, path) => {
    expect(refused(options)).toMatchObject({ code, path });
  });
});
