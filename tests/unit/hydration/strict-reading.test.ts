// With `hydration: 'strict'`, what is not of its field's type is an error that names document and path.
import { describe, expect, test } from '@jest/globals';
import { hydrate } from '../../../src/hydration/document-hydration.js';
import type { FieldType } from '../../../src/metadata/field-types.js';
import { thrown } from '../../support/failing.js';
import { classOf, metadataOf, samples } from './every-field.js';

const metadataFor = (type: FieldType, hydration: 'strict' | 'lenient') =>
  metadataOf(classOf({ value: [type, samples[type as 'text'].options] }, { index: 'things', hydration }));

function refusal(type: FieldType, value: unknown): unknown {
  const error = thrown(() => hydrate(metadataFor(type, 'strict'), 'a1', { value }));
  expect(error.code).toBe('DOCUMENT_WRONG_SOURCE');
  return error.details;
}
const at = (path: string, reason: string): object => ({ className: 'Thing', id: 'a1', path, reason });

const numbers = [
  'byte',
  'short',
  'integer',
  'long',
  'unsigned_long',
  'double',
  'float',
  'half_float',
] as const;
const texts = [
  'text',
  'keyword',
  'wildcard',
  'ip',
  'version',
  'date_nanos',
  'binary',
  'match_only_text',
] as const;
const objects = ['object', 'nested', 'flattened', 'histogram', 'percolator'] as const;
const rows: readonly (readonly [FieldType, value: unknown, path: string, reason: string])[] = [
  ...numbers.flatMap((type) => [
    [type, '5', 'value', `it is text, and a field of type ${type} holds numbers`] as const,
    [type, [1, true], 'value[1]', `it is a boolean, and a field of type ${type} holds numbers`] as const,
    [type, [[1]], 'value[0]', `it is a list, and a field of type ${type} holds numbers`] as const,
  ]),
  ...texts.flatMap((type) => [
    [type, 5, 'value', `it is a number, and a field of type ${type} holds text`] as const,
    [type, ['a', 5n], 'value[1]', `it is a number, and a field of type ${type} holds text`] as const,
    [type, { a: 1 }, 'value', `it is an object, and a field of type ${type} holds text`] as const,
  ]),
  ...objects.map((type) => {
    const holds = ['histogram', 'percolator'].includes(type) ? 'an object' : 'objects';
    return [type, 'x', 'value', `it is text, and a field of type ${type} holds ${holds}`] as const;
  }),
  ['boolean', 'true', 'value', 'it is text, and a field of type boolean holds true or false'],
  ['date', 'soon', 'value', 'it is text, and a field of type date holds dates'],
  ['date', [0, true], 'value[1]', 'it is a boolean, and a field of type date holds dates'],
  [
    'date_range',
    { gte: 'soon' },
    'value',
    'it is an object, and a field of type date_range holds ranges of dates',
  ],
  [
    'integer_range',
    { gte: '1' },
    'value',
    'it is an object, and a field of type integer_range holds ranges of numbers',
  ],
  ['long_range', 5, 'value', 'it is a number, and a field of type long_range holds ranges of numbers'],
  [
    'dense_vector',
    [1, '2', 3],
    'value',
    'it is a list, and a field of type dense_vector holds a list of numbers',
  ],
  ['dense_vector', 5, 'value', 'it is a number, and a field of type dense_vector holds a list of numbers'],
  [
    'rank_vectors',
    [1],
    'value',
    'it is a list, and a field of type rank_vectors holds a list of lists of numbers',
  ],
  [
    'sparse_vector',
    { a: 'x' },
    'value',
    'it is an object, and a field of type sparse_vector holds numbers by name',
  ],
  ['rank_feature', [1], 'value', 'it is a list, and a field of type rank_feature holds numbers'],
  ['constant_keyword', ['web'], 'value', 'it is a list, and a field of type constant_keyword holds text'],
  ['histogram', [{}], 'value', 'it is a list, and a field of type histogram holds an object'],
  ['geo_point', 5, 'value', 'it is a number, and a field of type geo_point holds points'],
  ['geo_point', [[1, 2], 5], 'value[1]', 'it is a number, and a field of type geo_point holds points'],
  ['geo_shape', 5, 'value', 'it is a number, and a field of type geo_shape holds GeoJSON or well-known text'],
  [
    'completion',
    5,
    'value',
    'it is a number, and a field of type completion holds text, or objects with `input`',
  ],
  ['object', { count: 'x' }, 'value.count', 'it is text, and a field of type integer holds numbers'],
  ['nested', [{}, { at: 'x' }], 'value[1].at', 'it is text, and a field of type date holds dates'],
  ['nested', [{}, { other: 1 }], 'value[1].other', 'the class has no such field'],
  ['passthrough', [{}], 'value', 'it is a list, and a field of type passthrough holds an object'],
];
describe('a value that is not of its type', () => {
  test.each(rows)('%s %j is refused', (type, value, path, reason) => {
    expect(refusal(type, value)).toEqual(at(path, reason));
  });

  test.each(rows)('%s %j is kept without strictness', (type, value) => {
    expect(() => hydrate(metadataFor(type, 'lenient'), 'a1', { value })).not.toThrow();
  });
});

test.each(Object.keys(samples) as FieldType[])('null and [] are values of a field of type %s', (type) => {
  expect(hydrate(metadataFor(type, 'strict'), 'a', { value: null })).toMatchObject({ value: null });
  expect(hydrate(metadataFor(type, 'strict'), 'a', { value: [] })).toMatchObject({ value: [] });
});

test('keys that the class does not know are refused where its mapping is strict', () => {
  const strict = metadataOf(classOf({ name: ['keyword', {}] }, { index: 'things', hydration: 'strict' }));
  for (const key of ['other', '__proto__', 'constructor']) {
    const source = JSON.parse(`{"name": "x", "${key}": 1}`) as Record<string, unknown>;
    expect(thrown(() => hydrate(strict, 'a1', source)).details).toEqual(
      at(key, 'the class has no such field'),
    );
  }
  const open = metadataOf(
    classOf({ name: ['keyword', {}] }, { index: 'things', hydration: 'strict', dynamic: true }),
  );
  expect(hydrate(open, 'a1', { name: 'x', other: 1 })).toMatchObject({ other: 1 });
});
