// Numbers that a field's type can't hold are refused before they are sent; those that it can are written exactly.
import { describe, expect, test } from '@jest/globals';
import { dehydrate, hydrate } from '../../../src/hydration/document-hydration.js';
import type { FieldType } from '../../../src/metadata/field-types.js';
import { thrown } from '../../support/failing.js';
import { classOf, metadataOf } from './every-field.js';

function fieldOf(type: FieldType, options: Readonly<Record<string, unknown>> = {}) {
  const Thing = classOf({ value: [type, options] });
  const metadata = metadataOf(Thing);
  const write = (value: unknown): unknown =>
    dehydrate(metadata, Object.assign(new Thing(), { value }))['value'];
  const read = (value: unknown): unknown => (hydrate(metadata, 'a', { value }) as { value: unknown }).value;
  const refusal = (value: unknown): unknown => {
    const { code, details } = thrown(() => write(value));
    expect(code).toBe('DOCUMENT_INVALID_VALUE');
    return details;
  };
  return { write, read, refusal };
}
const at = (path: string, reason: string): object => ({ className: 'Thing', path, reason });

const limits: readonly (readonly [type: FieldType, least: bigint, greatest: bigint])[] = [
  ['byte', -128n, 127n],
  ['short', -32_768n, 32_767n],
  ['integer', -2_147_483_648n, 2_147_483_647n],
  ['long', -9_223_372_036_854_775_808n, 9_223_372_036_854_775_807n],
  ['unsigned_long', 0n, 18_446_744_073_709_551_615n],
];

describe.each(limits)('%s', (type, least, greatest) => {
  const reason = `a field of type ${type} holds ${least} to ${greatest}`;

  test('holds its limits, as bigints and, where they are exact, as numbers', () => {
    const { write } = fieldOf(type);
    for (const limit of [least, greatest]) {
      const number = Number(limit);
      expect(write(limit)).toBe(Number.isSafeInteger(number) ? number : limit);
      if (Number.isSafeInteger(number)) expect(write(number)).toBe(number);
    }
  });

  test('refuses what is beyond them', () => {
    const { refusal } = fieldOf(type);
    expect(refusal(greatest + 1n)).toEqual(at('value', reason));
    expect(refusal(least - 1n)).toEqual(at('value', reason));
    expect(refusal([0, Number(greatest) * 2])).toEqual(at('value[1]', reason));
  });

  test('refuses a fraction, unless the field says that it is to be cut off', () => {
    const told = `it has a fraction, and a field of type ${type} holds whole numbers: round it, or give the field \`coerce: true\`, which cuts fractions off`;
    expect(fieldOf(type).refusal(1.5)).toEqual(at('value', told));
    expect(fieldOf(type, { coerce: false }).refusal([[1.5]])).toEqual(at('value[0][0]', told));
    expect(fieldOf(type, { coerce: true }).write(1.5)).toBe(1.5);
  });

  test('leaves text, and what else Elasticsearch may judge, to it', () => {
    const { write, read } = fieldOf(type);
    for (const value of ['12', 'x', true, { a: 1 }, [null, '5']]) expect(write(read(value))).toEqual(value);
  });

  test('takes typed arrays', () => {
    expect(fieldOf(type).write(new Uint8Array([1, 2]))).toEqual([1, 2]);
    expect(fieldOf(type).write(new BigUint64Array([1n, 2n]))).toEqual([1, 2]);
    expect(fieldOf(type).refusal(new Float64Array([1, 0.5]))).toMatchObject({ path: 'value[1]' });
  });
});

describe('a number beyond ±2^53', () => {
  test.each(['long', 'unsigned_long'] as const)('is not exact: %s refuses it', (type) => {
    const reason = 'a number beyond ±2^53 is not exact: use `bigint: true`';
    expect(fieldOf(type).refusal(2 ** 53)).toEqual(at('value', reason));
    expect(fieldOf(type, { bigint: true }).refusal(2 ** 53)).toEqual(
      at('value', 'a number beyond ±2^53 is not exact: pass a bigint'),
    );
    expect(fieldOf(type).write(2 ** 53 - 1)).toBe(2 ** 53 - 1);
  });

  test('is refused at the end of a range, too', () => {
    const reason = 'a number beyond ±2^53 is not exact: use `bigint: true`';
    expect(fieldOf('long_range').refusal({ gte: 1, lt: 2 ** 60 })).toEqual(at('value.lt', reason));
  });

  test('is what it is in a field of floating-point numbers', () => {
    const { write, read } = fieldOf('double');
    expect(write(1e300)).toBe(1e300);
    // As a connection delivers it, where another field of the class is 64 bits wide.
    expect(read(100_000_000_000_000_000_000n)).toBe(1e20);
    expect(fieldOf('dense_vector', { dims: 2 }).read([100_000_000_000_000_000_000n, 0.5])).toEqual([
      1e20, 0.5,
    ]);
    expect(fieldOf('sparse_vector').read({ a: 100_000_000_000_000_000_000n })).toEqual({ a: 1e20 });
    expect(fieldOf('double_range').read({ gte: 100_000_000_000_000_000_000n })).toEqual({ gte: 1e20 });
  });
});

describe('a range', () => {
  test.each(['gt', 'gte', 'lt', 'lte'])('has ends of its type: %s', (end) => {
    expect(fieldOf('integer_range').refusal({ [end]: 2 ** 31 })).toMatchObject({ path: `value.${end}` });
    expect(fieldOf('integer_range').refusal([{ [end]: 0.5 }])).toMatchObject({ path: `value[0].${end}` });
    expect(fieldOf('float_range').refusal({ [end]: 1e39 })).toMatchObject({ path: `value.${end}` });
    expect(fieldOf('double_range').refusal({ [end]: NaN })).toMatchObject({ path: `value.${end}` });
    expect(fieldOf('double_range').write({ [end]: 1.5 })).toEqual({ [end]: 1.5 });
    expect(fieldOf('integer_range', { coerce: true }).write({ [end]: 1.5 })).toEqual({ [end]: 1.5 });
    expect(fieldOf('long_range').write({ [end]: 2n ** 62n })).toEqual({ [end]: 2n ** 62n });
    expect(fieldOf('integer_range').write({ [end]: '7' })).toEqual({ [end]: '7' });
  });
});

describe('a floating-point number', () => {
  test.each([
    ['half_float', 65_504, 65_505],
    ['float', 3.4028235e38, 3.5e38],
  ] as const)('of type %s is within its limits', (type, most, beyond) => {
    const { write, refusal } = fieldOf(type);
    expect([write(most), write(-most), write(0.1)]).toEqual([most, -most, 0.1]);
    const reason = `a field of type ${type} holds -${most} to ${most}`;
    expect(refusal(beyond)).toEqual(at('value', reason));
    expect(refusal([1, -beyond])).toEqual(at('value[1]', reason));
  });
});

describe('what JSON has no form for is refused in a field of type', () => {
  const places: readonly (readonly [FieldType, (odd: unknown) => unknown, path: string, object?])[] = [
    ...(
      [
        'byte',
        'short',
        'integer',
        'long',
        'unsigned_long',
        'double',
        'float',
        'half_float',
        'rank_feature',
        'keyword',
        'text',
        'boolean',
        'ip',
        'date_nanos',
        'wildcard',
        'completion',
      ] as const
    ).map((type) => [type, (odd: unknown) => odd, 'value'] as const),
    ['scaled_float', (odd) => [odd], 'value[0]', { scaling_factor: 10 }],
    ['dense_vector', (odd) => [1, odd], 'value[1]', { dims: 2 }],
    ['rank_vectors', (odd) => [[1], [odd]], 'value[1][0]', { dims: 1 }],
    ['sparse_vector', (odd) => ({ a: odd }), 'value.a'],
    ['rank_features', (odd) => ({ a: odd }), 'value.a'],
    ['geo_point', (odd) => ({ lat: odd, lon: 1 }), 'value.lat'],
    ['geo_point', (odd) => [1, odd], 'value[1]'],
    ['point', (odd) => [{ x: 1, y: odd }], 'value[0].y'],
    ['geo_shape', (odd) => ({ type: 'Point', coordinates: [1, odd] }), 'value.coordinates[1]'],
    ['shape', (odd) => ({ type: 'Point', coordinates: [odd, 1] }), 'value.coordinates[0]'],
    ['histogram', (odd) => ({ values: [odd], counts: [1] }), 'value.values[0]'],
    [
      'aggregate_metric_double',
      (odd) => ({ max: odd }),
      'value.max',
      { metrics: ['max'], default_metric: 'max' },
    ],
    ['exponential_histogram', (odd) => ({ scale: odd }), 'value.scale'],
    ['flattened', (odd) => ({ a: { b: [odd] } }), 'value.a.b[0]'],
    ['percolator', (odd) => ({ term: { a: odd } }), 'value.term.a'],
    ['completion', (odd) => [{ input: 'a', weight: odd }], 'value[0].weight'],
    ['long_range', (odd) => ({ gte: odd }), 'value.gte'],
    ['float_range', (odd) => ({ gte: odd }), 'value.gte'],
    ['date_range', (odd) => ({ gte: odd }), 'value.gte'],
    ['date', (odd) => [odd], 'value[0]'],
    ['object', (odd) => ({ a: odd }), 'value.a', { enabled: false }],
  ];
  test.each(places)('%s', (type, around, path, options = {}) => {
    const { refusal } = fieldOf(type, { ...options });
    for (const odd of [NaN, Infinity, -Infinity, new Date(NaN), Symbol('x')])
      expect(refusal(around(odd))).toMatchObject({ path });
  });
});

describe('with `bigint: true`', () => {
  const { read, write, refusal } = fieldOf('long', { bigint: true });

  test('whole numbers are read as bigints, whatever form they have', () => {
    expect(read(5)).toBe(5n);
    expect(read(-0)).toBe(0n);
    expect(read(2n ** 62n)).toBe(2n ** 62n);
    expect(read('-9223372036854775808')).toBe(-(2n ** 63n));
    expect(read([1, null, '2', [3n]])).toEqual([1n, null, 2n, [3n]]);
    expect(read(null)).toBeNull();
  });

  test('what another client has rounded, or is no whole number, stays what it is', () => {
    for (const value of [2 ** 60, 1.5, 'x', '1.5', '', true, { a: 1 }]) expect(read(value)).toEqual(value);
    expect(refusal(read(2 ** 60))).toEqual(at('value', 'a number beyond ±2^53 is not exact: pass a bigint'));
  });

  test('bigints are written exactly, and safe numbers too', () => {
    expect(write(2n ** 63n - 1n)).toBe(2n ** 63n - 1n);
    expect(write([1n, 2])).toEqual([1, 2]);
  });

  test('both ends of a range are bigints', () => {
    const range = fieldOf('long_range', { bigint: true });
    expect(range.read({ gte: 1, lt: 2n ** 62n, gt: null })).toEqual({ gte: 1n, lt: 2n ** 62n, gt: null });
    expect(range.write({ gte: 1n, lt: 2n ** 62n })).toEqual({ gte: 1, lt: 2n ** 62n });
    expect(range.read('x')).toBe('x');
  });
});

test.each([
  ['long', {}],
  ['flattened', {}],
  ['object', { enabled: false }],
  ['keyword', {}],
] as const)('without it, a %s that is read as a bigint is kept, and written as it was', (type, options) => {
  const { read, write } = fieldOf(type, options);
  const value = type === 'flattened' || type === 'object' ? { a: [2n ** 62n] } : 2n ** 62n;
  expect(read(value)).toEqual(value);
  expect(write(read(value))).toEqual(value);
});
