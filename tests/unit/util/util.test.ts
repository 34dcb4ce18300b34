import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { frozenCopy } from '../../../src/util/frozen-copy.js';
import { globalValue } from '../../../src/util/global-value.js';
import { nearest } from '../../../src/util/nearest.js';
import { shorten } from '../../../src/util/shorten.js';
import { timeOrderedId } from '../../../src/util/time-ordered-id.js';

describe('nearest', () => {
  const names = ['hosts', 'httpAuth', 'apiKey', 'timeout'];
  test.each([
    ['hosts', 'hosts'],
    ['host', 'hosts'],
    ['HOSTS', 'hosts'],
    ['htppAuth', 'httpAuth'],
    ['apikey', 'apiKey'],
    ['timout', 'timeout'],
    ['banana', undefined],
    ['', undefined],
  ])('of %j is %j', (word, expected) => {
    expect(nearest(word, names)).toBe(expected);
  });

  test('of a word is the word itself', () => {
    fc.assert(fc.property(fc.constantFrom(...names), (word) => nearest(word, names) === word));
  });
});

describe('timeOrderedId', () => {
  test('is a UUID of version 7 that begins with the time', () => {
    const id = timeOrderedId(new Date('2026-01-31T09:05:00Z').getTime());
    expect(id).toMatch(/^019c134c-6660-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  test('is never the same twice', () => {
    const ids = Array.from({ length: 10_000 }, () => timeOrderedId(0));
    expect(new Set(ids).size).toBe(10_000);
  });

  test('sorts by time', () => {
    fc.assert(
      fc.property(fc.nat(2 ** 47), fc.nat(2 ** 30), (time, later) => {
        expect(timeOrderedId(time + later + 1) > timeOrderedId(time)).toBe(true);
      }),
    );
  });
});

describe('frozenCopy', () => {
  test('copies plain data and freezes it, and leaves instances alone', () => {
    const date = new Date();
    const original = { list: [{ a: 1 }], date, call: () => 1 };
    const copy = frozenCopy(original);
    expect(copy).toEqual(original);
    expect(copy.list).not.toBe(original.list);
    expect(Object.isFrozen(copy.list[0])).toBe(true);
    expect(copy.date).toBe(date);
  });
});

test('shorten cuts long text and says how long it was', () => {
  expect(shorten('abc', 3)).toBe('abc');
  expect(shorten('abcd', 3)).toBe('abc… (4 characters)');
});

test('globalValue is made once', () => {
  const made = globalValue('elastodm.test', () => ({}));
  expect(globalValue('elastodm.test', () => ({}))).toBe(made);
});
