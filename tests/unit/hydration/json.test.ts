import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readJson, writeJson } from '../../../src/hydration/json.js';
import { thrown } from '../../support/failing.js';

describe('a value that is written', () => {
  test('leaves undefined members and functions out, and keeps null, [] and {}', () => {
    expect(writeJson({ a: undefined, b: null, c: [], d: {}, e: '', f: 0, g: false, h: () => 1 })).toEqual({
      b: null,
      c: [],
      d: {},
      e: '',
      f: 0,
      g: false,
    });
  });

  test('has dates as text, typed arrays as lists, and what toJSON says', () => {
    class Money {
      constructor(readonly cents: number) {}
      toJSON(): object {
        return { amount: this.cents / 100 };
      }
    }
    expect(
      writeJson({
        at: new Date('2026-01-31T09:05:00Z'),
        vector: new Float32Array([0.5, 1]),
        price: new Money(150),
      }),
    ).toEqual({ at: '2026-01-31T09:05:00.000Z', vector: [0.5, 1], price: { amount: 1.5 } });
  });

  const refused: readonly (readonly [what: string, value: unknown, path: string, reason: string])[] = [
    ['NaN', { a: { b: NaN } }, 'a.b', 'NaN is no number that JSON can hold'],
    ['Infinity', { a: [1, Infinity] }, 'a[1]', 'Infinity is no number that JSON can hold'],
    ['an invalid date', { at: new Date(NaN) }, 'at', 'it is an invalid Date'],
    ['undefined in a list', { a: [{ b: [undefined] }] }, 'a[0].b[0]', 'it is undefined inside a list'],
    ['a symbol', { a: Symbol('x') }, 'a', 'a symbol has no form in JSON'],
    ['a promise', { a: Promise.resolve(1) }, 'a', 'a value of type Promise has no form in JSON'],
    [
      'bytes without a view',
      { a: new ArrayBuffer(1) },
      'a',
      'a value of type ArrayBuffer has no form in JSON',
    ],
    ['an error', { a: new Error('x') }, 'a', 'a value of type Error has no form in JSON'],
    [
      'NaN in a typed array',
      { a: new Float32Array([1, NaN]) },
      'a[1]',
      'NaN is no number that JSON can hold',
    ],
    ['a function in a list', { a: [() => 1] }, 'a[0]', 'a function has no form in JSON'],
    ['a Map', { a: new Map([[1, 2]]) }, 'a', 'a value of type Map has no form in JSON'],
    ['a Set', { a: new Set([1]) }, 'a', 'a value of type Set has no form in JSON'],
  ];
  test.each(refused)('with %s is refused, and says where', (_what, value, path, reason) => {
    expect(thrown(() => writeJson(value))).toMatchObject({ kind: 'invalid', path, reason });
  });

  test('that contains itself is refused, and says where', () => {
    const circle: Record<string, unknown> = { a: [{ b: {} }] };
    (circle as { a: [{ b: object }] }).a[0].b = { self: circle };
    expect(thrown(() => writeJson(circle))).toMatchObject({
      path: 'a[0].b.self',
      reason: 'it contains itself',
    });
    const list: unknown[] = [1];
    list.push(list);
    expect(thrown(() => writeJson(list))).toMatchObject({ path: '[1]', reason: 'it contains itself' });
  });

  test('that goes on without end is refused', () => {
    class Endless {
      toJSON(): object {
        return { next: new Endless() };
      }
    }
    expect(thrown(() => writeJson(new Endless()))).toMatchObject({
      reason: 'it is nested deeper than 100 levels',
    });
  });

  test('may have the same object in several places', () => {
    const shared = { a: 1 };
    expect(writeJson({ one: shared, two: [shared, shared] })).toEqual({
      one: { a: 1 },
      two: [{ a: 1 }, { a: 1 }],
    });
  });

  test('has bigints as whole numbers, and what objects of primitive values hold', () => {
    expect(writeJson({ a: 5n, b: 2n ** 60n, c: Object(1) as unknown, d: Object('x') as unknown })).toEqual({
      a: 5,
      b: 2n ** 60n,
      c: 1,
      d: 'x',
    });
  });

  test('shares nothing with what it was made of', () => {
    const list = [1];
    const written = writeJson({ list }) as { list: number[] };
    list.push(2);
    expect(written).toEqual({ list: [1] });
  });

  test('keeps a key named __proto__ a key', () => {
    const written = writeJson(JSON.parse('{"__proto__": {"isAdmin": true}}')) as { isAdmin?: boolean };
    expect(JSON.stringify(written)).toBe('{"__proto__":{"isAdmin":true}}');
    expect(written.isAdmin).toBeUndefined();
  });
});

describe('a value that is read', () => {
  test('loses keys that could change what an object is, at any depth', () => {
    const hostile: unknown = JSON.parse(
      '{"a": 1, "__proto__": {"isAdmin": true}, "list": [{"constructor": {"prototype": {"x": 1}}, "b": 2}], "prototype": 3}',
    );
    const read = readJson(hostile) as { isAdmin?: boolean };
    expect(JSON.stringify(read)).toBe('{"a":1,"list":[{"b":2}]}');
    expect(read.isAdmin).toBeUndefined();
    expect(Object.assign({}, read).isAdmin).toBeUndefined();
    expect(({} as { isAdmin?: boolean }).isAdmin).toBeUndefined();
  });

  test('is otherwise what was written', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(writeJson(value));
        expect(text).toBe(JSON.stringify(value));
        expect(JSON.stringify(readJson(JSON.parse(text)))).toBe(
          JSON.stringify(value, (key, item: unknown) =>
            ['__proto__', 'constructor', 'prototype'].includes(key) ? undefined : item,
          ),
        );
      }),
    );
  });
});
