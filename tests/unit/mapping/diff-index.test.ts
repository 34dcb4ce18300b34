import { describe, expect, test } from '@jest/globals';
import { describeDifference, diffIndex } from '../../../src/mapping/diff-index.js';
import type { IndexDifference, LiveIndex } from '../../../src/mapping/diff-index.js';
import type { IndexBody } from '../../../src/mapping/to-index-body.js';

type Properties = Readonly<Record<string, unknown>>;
const bodyWith = (properties: Properties): IndexBody =>
  ({ mappings: { dynamic: 'strict', properties } }) as IndexBody;
const liveWith = (properties: Properties): LiveIndex => ({ mappings: { dynamic: 'strict', properties } });

const linesOf = (expected: IndexBody, actual: LiveIndex): string[] =>
  diffIndex(expected, actual).map(describeDifference);

describe('fields', () => {
  interface Row {
    readonly name: string;
    readonly expected: Properties;
    readonly actual: Properties;
    readonly lines: readonly string[];
  }
  const rows: readonly Row[] = [
    { name: 'the same', expected: { a: { type: 'keyword' } }, actual: { a: { type: 'keyword' } }, lines: [] },
    {
      name: 'a missing field',
      expected: { a: { type: 'keyword' } },
      actual: {},
      lines: ["mapping 'a' is missing"],
    },
    {
      name: 'a field that only the index has',
      expected: {},
      actual: { a: { type: 'keyword' } },
      lines: [],
    },
    {
      name: 'another type',
      expected: { a: { type: 'keyword' } },
      actual: { a: { type: 'text', analyzer: 'english' } },
      lines: [`mapping 'a.type' is "text", and should be "keyword"`],
    },
    {
      name: 'another parameter',
      expected: { a: { type: 'text', analyzer: 'english' } },
      actual: { a: { type: 'text', analyzer: 'french' } },
      lines: [`mapping 'a.analyzer' is "french", and should be "english"`],
    },
    {
      name: 'a parameter that only the class has',
      expected: { a: { type: 'text', analyzer: 'english' } },
      actual: { a: { type: 'text' } },
      lines: [`mapping 'a.analyzer' is its default, and should be "english"`],
    },
    {
      name: 'a parameter that only the index has',
      expected: { a: { type: 'keyword' } },
      actual: { a: { type: 'keyword', ignore_above: 256 } },
      lines: [`mapping 'a.ignore_above' is 256, and should be its default`],
    },
    {
      name: 'a default that the class spells out',
      expected: { a: { type: 'keyword', index: true, doc_values: true, norms: false } },
      actual: { a: { type: 'keyword' } },
      lines: [],
    },
    {
      name: 'a default that the index spells out',
      expected: { a: { type: 'integer' } },
      actual: { a: { type: 'integer', coerce: true } },
      lines: [],
    },
    {
      name: 'the opposite of a default',
      expected: { a: { type: 'keyword', index: false } },
      actual: { a: { type: 'keyword' } },
      lines: [`mapping 'a.index' is its default, and should be false`],
    },
    {
      name: 'norms of a text, whose default differs from a keyword’s',
      expected: { a: { type: 'text', norms: false } },
      actual: { a: { type: 'text' } },
      lines: [`mapping 'a.norms' is its default, and should be false`],
    },
    {
      name: 'numbers and booleans that come back as text',
      expected: { a: { type: 'date', null_value: 5, ignore_malformed: true } },
      actual: { a: { type: 'date', null_value: '5', ignore_malformed: 'true' } },
      lines: [],
    },
    {
      name: 'what Elasticsearch fills in',
      expected: { a: { type: 'dense_vector', dims: 3 } },
      actual: {
        a: {
          type: 'dense_vector',
          dims: 3,
          index: true,
          similarity: 'cosine',
          index_options: { type: 'int8_hnsw', m: 16, ef_construction: 100 },
        },
      },
      lines: [],
    },
    {
      name: 'another value than Elasticsearch filled in',
      expected: { a: { type: 'dense_vector', dims: 3, similarity: 'dot_product' } },
      actual: { a: { type: 'dense_vector', dims: 3, similarity: 'cosine' } },
      lines: [`mapping 'a.similarity' is "cosine", and should be "dot_product"`],
    },
    {
      name: 'an object without a type',
      expected: { a: { type: 'object', properties: { b: { type: 'keyword' } } } },
      actual: { a: { properties: { b: { type: 'keyword' } } } },
      lines: [],
    },
    {
      name: 'a nested field inside of an object',
      expected: {
        a: { type: 'object', properties: { b: { type: 'nested', properties: { c: { type: 'ip' } } } } },
      },
      actual: { a: { properties: { b: { type: 'nested', properties: { c: { type: 'keyword' } } } } } },
      lines: [`mapping 'a.b.c.type' is "keyword", and should be "ip"`],
    },
    {
      name: 'an object where a nested field should be',
      expected: { a: { type: 'nested', properties: { b: { type: 'keyword' } } } },
      actual: { a: { properties: { b: { type: 'keyword' } } } },
      lines: [`mapping 'a.type' is "object", and should be "nested"`],
    },
    {
      name: 'a missing multi-field',
      expected: { a: { type: 'text', fields: { raw: { type: 'keyword' } } } },
      actual: { a: { type: 'text' } },
      lines: ["mapping 'a.raw' is missing"],
    },
    {
      name: 'a multi-field that only the index has',
      expected: { a: { type: 'text' } },
      actual: { a: { type: 'text', fields: { raw: { type: 'keyword' } } } },
      lines: [],
    },
    {
      name: 'parameters that are objects, in another order',
      expected: { a: { type: 'join', relations: { q: 'a', r: ['b'] } } },
      actual: { a: { type: 'join', eager_global_ordinals: true, relations: { r: 'b', q: ['a'] } } },
      lines: [],
    },
    {
      name: 'lists, in another order',
      expected: { a: { type: 'keyword', copy_to: ['b', 'c'] } },
      actual: { a: { type: 'keyword', copy_to: ['c', 'b'] } },
      lines: [`mapping 'a.copy_to' is ["c","b"], and should be ["b","c"]`],
    },
    {
      name: 'a list of one, and the one',
      expected: { a: { type: 'keyword', copy_to: 'b' } },
      actual: { a: { type: 'keyword', copy_to: ['b'] } },
      lines: [],
    },
    {
      name: 'several, in the order of declaration',
      expected: { z: { type: 'keyword' }, a: { type: 'keyword' }, m: { type: 'text' } },
      actual: { m: { type: 'keyword' } },
      lines: [
        "mapping 'z' is missing",
        "mapping 'a' is missing",
        `mapping 'm.type' is "keyword", and should be "text"`,
      ],
    },
    {
      name: 'defaults that differ by type',
      expected: {
        a: { type: 'binary', doc_values: false },
        b: { type: 'flattened', index_options: 'docs' },
        c: { type: 'dense_vector', dims: 2, element_type: 'float' },
        d: { type: 'date_nanos', format: 'strict_date_optional_time_nanos||epoch_millis' },
      },
      actual: {
        a: { type: 'binary' },
        b: { type: 'flattened' },
        c: { type: 'dense_vector', dims: 2 },
        d: { type: 'date_nanos' },
      },
      lines: [],
    },
    {
      name: 'a nested field whose parent is the root',
      expected: { a: { type: 'nested', include_in_parent: true, include_in_root: true, properties: {} } },
      actual: { a: { type: 'nested', include_in_parent: true, properties: {} } },
      lines: [],
    },
    {
      name: 'a field named like a method of all objects',
      expected: { valueOf: { type: 'keyword' } },
      actual: {},
      lines: ["mapping 'valueOf' is missing"],
    },
  ];
  test.each(rows)('$name', ({ expected, actual, lines }) => {
    expect(linesOf(bodyWith(expected), liveWith(actual))).toEqual(lines);
  });
});

describe('the mapping’s own parameters', () => {
  test('dynamic', () => {
    expect(linesOf({ mappings: { dynamic: 'strict' } }, { mappings: {} })).toEqual([
      `mapping 'dynamic' is its default, and should be "strict"`,
    ]);
    expect(linesOf({ mappings: { dynamic: true } }, { mappings: {} })).toEqual([]);
    expect(linesOf({ mappings: { dynamic: false } }, { mappings: { dynamic: 'false' } })).toEqual([]);
  });

  test('of which the class spells out the defaults', () => {
    const expected = { mappings: { _source: { enabled: true }, _routing: { required: false } } };
    expect(linesOf(expected, { mappings: {} })).toEqual([]);
    expect(linesOf({ mappings: { _source: { enabled: false } } }, { mappings: {} })).toEqual([
      `mapping '_source' is its default, and should be {"enabled":false}`,
    ]);
  });

  test('_meta and _routing', () => {
    expect(
      linesOf(
        { mappings: { _meta: { v: 2 }, _routing: { required: true } } },
        { mappings: { _meta: { v: 1 } } },
      ),
    ).toEqual([
      `mapping '_meta' is {"v":1}, and should be {"v":2}`,
      `mapping '_routing' is its default, and should be {"required":true}`,
    ]);
  });
});

describe('what the mapping requires beside the class', () => {
  test('a routing is a difference: documents without one would be refused', () => {
    for (const required of [true, 'true']) {
      expect(linesOf({ mappings: {} }, { mappings: { _routing: { required } } })).toEqual([
        `mapping '_routing' is ${JSON.stringify({ required })}, and should be its default`,
      ]);
    }
    expect(linesOf({ mappings: {} }, { mappings: { _routing: { required: false } } })).toEqual([]);
  });

  test('runtime fields, one by one; those that only the index has are no difference', () => {
    const runtime = { day: { type: 'keyword' }, hour: { type: 'long' } } as const;
    expect(
      linesOf(
        { mappings: { runtime } },
        { mappings: { runtime: { day: { type: 'date' }, more: { type: 'ip' } } } },
      ),
    ).toEqual([
      `mapping 'runtime.day' is {"type":"date"}, and should be {"type":"keyword"}`,
      "mapping 'runtime.hour' is missing",
    ]);
    expect(linesOf({ mappings: { runtime } }, { mappings: { runtime } })).toEqual([]);
    expect(linesOf({ mappings: {} }, { mappings: { runtime } })).toEqual([]);
  });
});

describe('settings', () => {
  const live: LiveIndex = {
    settings: {
      index: {
        number_of_shards: '1',
        number_of_replicas: '0',
        uuid: 'x',
        analysis: { analyzer: { a: { type: 'custom', filter: ['lowercase'], tokenizer: 'standard' } } },
      },
    },
  };
  const lines = (settings: unknown): string[] => linesOf({ mappings: {}, settings } as IndexBody, live);

  test('in each of the three ways to write them', () => {
    expect(lines({ number_of_shards: 1 })).toEqual([]);
    expect(lines({ index: { number_of_shards: 1 } })).toEqual([]);
    expect(lines({ 'index.number_of_shards': '1' })).toEqual([]);
  });

  test('that differ or are missing', () => {
    expect(lines({ number_of_replicas: 2, refresh_interval: '5s' })).toEqual([
      `setting 'number_of_replicas' is "0", and should be 2`,
      `setting 'refresh_interval' is its default, and should be "5s"`,
    ]);
  });

  test('of the analysis, one by one', () => {
    expect(
      lines({
        analysis: { analyzer: { a: { type: 'custom', tokenizer: 'keyword', filter: ['lowercase'] } } },
      }),
    ).toEqual([`setting 'analysis.analyzer.a.tokenizer' is "standard", and should be "keyword"`]);
    expect(
      lines({
        analysis: { analyzer: { a: { type: 'custom', tokenizer: 'standard', filter: 'lowercase' } } },
      }),
    ).toEqual([]);
  });
});

describe('aliases', () => {
  test('that are missing; those that only the index has are no difference', () => {
    expect(linesOf({ mappings: {}, aliases: { a: {}, b: {} } }, { aliases: { b: {}, c: {} } })).toEqual([
      "alias 'a' is missing",
    ]);
  });
});

test('a difference is a value with its place', () => {
  const differences: readonly IndexDifference[] = diffIndex(
    {
      mappings: { properties: { a: { type: 'keyword' } } },
      settings: { number_of_shards: 2 },
      aliases: { x: {} },
    },
    { mappings: {}, settings: { index: { number_of_shards: '1' } } },
  );
  expect(differences).toEqual([
    { part: 'mapping', path: 'a', kind: 'missing', expected: { type: 'keyword' }, actual: undefined },
    { part: 'setting', path: 'number_of_shards', kind: 'changed', expected: 2, actual: '1' },
    { part: 'alias', path: 'x', kind: 'missing', expected: 'x', actual: undefined },
  ]);
});
