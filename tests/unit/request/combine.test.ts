// Queries put together by and, or, not match what the words say: checked against truth tables of random trees.
import { describe, expect, test } from '@jest/globals';
import { Q, raw } from 'elastodm';
import type { Query } from 'elastodm';
import fc from 'fast-check';
import { thrown } from '../../support/failing.js';

type Json = Readonly<Record<string, unknown>>;
type Any = Query<Json>;

const names = ['a', 'b', 'c', 'd'] as const;

/** Whether a document matches, as Elasticsearch defines `bool`. A document is the set of the terms that it has. */
function matches(query: Json, has: ReadonlySet<string>): boolean {
  const [kind, body] = Object.entries(query)[0] ?? ['match_all', {}];
  const inner = body as Json;
  switch (kind) {
    case 'match_all':
      return true;
    case 'match_none':
      return false;
    case 'term':
      return has.has(Object.keys(inner)[0] ?? '');
    case 'constant_score':
      return matches(inner['filter'] as Json, has);
    case 'bool':
      return matchesBool(inner, has);
    default:
      throw new Error(`The test does not know '${kind}'.`);
  }
}

function matchesBool(bool: Json, has: ReadonlySet<string>): boolean {
  const clauses = (name: string): Json[] => {
    const given = bool[name] ?? [];
    return (Array.isArray(given) ? given : [given]) as Json[];
  };
  const required = [...clauses('must'), ...clauses('filter')];
  const should = clauses('should');
  const least = bool['minimum_should_match'] ?? (required.length === 0 && should.length > 0 ? 1 : 0);
  return (
    required.every((clause) => matches(clause, has)) &&
    !clauses('must_not').some((clause) => matches(clause, has)) &&
    should.filter((clause) => matches(clause, has)).length >= Number(least)
  );
}

const documents = Array.from(
  { length: 2 ** names.length },
  (_, bits) => new Set(names.filter((_name, place) => (bits >> place) & 1)),
);

// Queries as somebody else may have written them, with every form of `bool`.
const leaf = fc.constantFrom<Json>(
  ...names.map((name) => ({ term: { [name]: 1 } })),
  { match_all: {} },
  { match_none: {} },
  { bool: {} },
  {},
);
const { foreign } = fc.letrec<{ foreign: Json; bool: Json }>((tie) => ({
  foreign: fc.oneof(
    { depthSize: 'small' },
    leaf,
    tie('bool'),
    fc.record({ constant_score: fc.record({ filter: leaf }) }),
  ),
  bool: fc.record({
    bool: fc
      .record(
        {
          must: fc.oneof(fc.array(tie('foreign'), { maxLength: 2 }), tie('foreign')),
          filter: fc.array(tie('foreign'), { maxLength: 2 }),
          should: fc.array(tie('foreign'), { maxLength: 3 }),
          must_not: fc.oneof(fc.array(tie('foreign'), { maxLength: 2 }), tie('foreign')),
          boost: fc.constantFrom(1, 2),
          _name: fc.constant('named'),
        },
        { requiredKeys: [] },
      )
      .chain((bool) =>
        fc
          .option(fc.integer({ min: 0, max: bool.should?.length ?? 0 }), { nil: undefined })
          .map((least) => (least === undefined ? bool : { ...bool, minimum_should_match: least })),
      ),
  }),
}));

interface Tree {
  readonly query: Any;
  readonly means: (has: ReadonlySet<string>) => boolean;
}
const { tree } = fc.letrec<{ tree: Tree }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'medium' },
    foreign.map((query) => ({
      query: query,
      means: (has: ReadonlySet<string>) => matches(query, has),
    })),
    tie('tree').map(({ query, means }) => ({
      query: Q.not(query),
      means: (has: ReadonlySet<string>) => !means(has),
    })),
    fc.array(tie('tree'), { maxLength: 3 }).map((trees) => ({
      query: Q.and(...trees.map(({ query }) => query)),
      means: (has: ReadonlySet<string>) => trees.every(({ means }) => means(has)),
    })),
    fc.array(tie('tree'), { maxLength: 3 }).map((trees) => ({
      query: Q.or(...trees.map(({ query }) => query)),
      means: (has: ReadonlySet<string>) => trees.some(({ means }) => means(has)),
    })),
  ),
}));

describe('Q.and, Q.or and Q.not', () => {
  test('of any queries match just what the words say', () => {
    fc.assert(
      fc.property(tree, ({ query, means }) => {
        for (const has of documents) expect(matches(query as Json, has)).toBe(means(has));
      }),
      { numRuns: 2_000 },
    );
  });

  const term = (name: string): Any => Q('term', { [name]: 1 });

  test('are flat where that says the same', () => {
    const [a, b, c] = [term('a'), term('b'), term('c')];
    expect(Q.and(Q.and(a, b), c)).toEqual({ bool: { must: [a, b, c] } });
    expect(Q.or(Q.or(a, b), c)).toEqual({ bool: { should: [a, b, c], minimum_should_match: 1 } });
    expect(Q.and(a)).toEqual(a);
    expect(Q.not(Q.not(a))).toEqual({ bool: { must_not: [{ bool: { must_not: [a] } }] } });
    expect([Q.and(), Q.or()]).toEqual([{ match_all: {} }, { match_none: {} }]);
  });

  test('keep weights, names and other members of a `bool`', () => {
    const [a, b] = [term('a'), term('b')];
    const weighted = { bool: { must: [a], boost: 2 } };
    expect(Q.and(weighted, b)).toEqual({ bool: { must: [weighted, b] } });
    const loose = { bool: { should: [a, b], minimum_should_match: 0 } };
    expect(Q.or(loose, b)).toEqual({ bool: { should: [loose, b], minimum_should_match: 1 } });
  });

  test('give what nobody can change, and are changed by nobody', () => {
    const given = { term: { a: 1 } };
    const both = Q.and<Json>(given, Q('term', { b: 1 })) as { bool: { must: unknown[] } };
    given.term.a = 2;
    expect(both.bool.must[0]).toEqual({ term: { a: 1 } });
    expect(() => both.bool.must.push({})).toThrow(TypeError);
  });

  test('take values, and no queries in their place', () => {
    const sent = { query: '', zero_terms_query: 'all' } as never;
    for (const call of [
      () => Q('match', { title: sent }),
      () => Q.and({ match: { title: sent } }),
      () => Q.or(Q.not({ match: { title: sent } })),
      () => Q.not({ bool: { must: [{ term: { title: { value: 'x', case_insensitive: true } } }] } }),
      () => Q('terms', { title: { index: 'users', id: '1', path: 'token' } as never }),
    ])
      expect(thrown(call)).toMatchObject({ code: 'QUERY_OBJECT_VALUE', details: { className: 'Q' } });
    expect(thrown(() => Q.and(undefined as never))).toMatchObject({ code: 'QUERY_UNDEFINED' });
    expect(Q('match', { title: raw({ query: 'a', operator: 'and' }) })).toEqual({
      match: { title: { query: 'a', operator: 'and' } },
    });
    expect(Q('match', { title: 'a' }, { operator: 'and' })).toEqual({
      match: { title: { operator: 'and', query: 'a' } },
    });
    expect(Q('terms', { title: ['a'] }, { boost: 2 })).toEqual({ terms: { title: ['a'], boost: 2 } });
  });
});
