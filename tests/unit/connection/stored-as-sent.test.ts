// Whether a stored document is what a write made of it: all of it, or the part that an update merges into it.
import { describe, expect, test } from '@jest/globals';
import * as stored from '../../../src/connection/stored-as-sent.js';
import type { Expected, Found } from '../../../src/connection/stored-as-sent.js';

const { needsExact, partOf, toExpected } = stored;
const isAsExpected = (found: Found, expected: Expected): boolean =>
  stored.isAsExpected(found, expected, needsExact(expected));

const found = (source: unknown, version = 1) => ({
  _index: 'films',
  _id: 'a',
  found: true,
  _version: version,
  _source: source,
});
const ofPart = (doc: object) => toExpected({ action: 'update', source: { doc } })!;
const ofDocument = (source: object) => toExpected({ action: 'index', source })!;
const beyond = 9_007_199_254_740_993n;

describe('a part', () => {
  const source = { a: 1, o: { x: 1, p: { y: 2 } }, l: [{ z: 1, w: 2 }], n: null, e: {} };
  test.each<readonly [object, boolean]>([
    [{}, true],
    [{ a: 1 }, true],
    [{ a: 2 }, false],
    [{ b: 1 }, false],
    [{ toString: undefined }, true],
    [{ n: null }, true],
    [{ m: null }, false],
    [{ o: { x: 1 } }, true],
    [{ o: { p: { y: 2 } } }, true],
    [{ o: { p: { y: 3 } } }, false],
    [{ o: { q: 1 } }, false],
    [{ o: {} }, true],
    [{ o: 1 }, false],
    [{ a: {} }, false],
    [{ l: [{ z: 1, w: 2 }] }, true],
    [{ l: [{ z: 1 }] }, false],
    [{ l: { 0: { z: 1, w: 2 } } }, false],
    [{ n: {} }, false],
    [{ e: {} }, true],
    [{ e: [] }, false],
    [{ constructor: {} }, false],
    [{ a: undefined }, true],
  ])('%j: %s', (doc, expected) => {
    expect(isAsExpected(found(source), ofPart(doc))).toBe(expected);
  });

  test('is what an update says, where it says no more', () => {
    expect(partOf({ doc: { a: 1 }, detect_noop: false })).toEqual({ a: 1 });
    for (const more of [{ script: 'x' }, { upsert: {} }, { doc_as_upsert: true }, { scripted_upsert: true }])
      expect(partOf({ doc: { a: 1 }, ...more })).toBeUndefined();
    for (const doc of [undefined, null, 'a', [1]]) expect(partOf({ doc })).toBeUndefined();
    expect(partOf(undefined)).toBeUndefined();
    expect(toExpected({ action: 'update', source: { script: 'x' } })).toBeUndefined();
  });
});

describe('a document', () => {
  test('is the same in all its members, as they were sent', () => {
    const source = { at: new Date(0), left: undefined, n: 1 };
    const expected = ofDocument(source);
    expect(isAsExpected(found({ at: '1970-01-01T00:00:00.000Z', n: 1 }), expected)).toBe(true);
    expect(isAsExpected(found({ at: '1970-01-01T00:00:00.000Z', n: 1, more: 1 }), expected)).toBe(false);
    expect(isAsExpected({ ...found({}), found: false }, ofDocument({}))).toBe(false);
    expect(isAsExpected({ _index: 'films', _id: 'a', found: true, _source: {} }, ofDocument({}))).toBe(false);
  });

  test('is read exactly where it holds a bigint', () => {
    const expected = ofDocument({ n: beyond, small: 5n });
    expect([needsExact(expected), needsExact(ofDocument({ n: 1 }))]).toEqual([true, false]);
    expect(isAsExpected(found({ n: beyond, small: 5 }), expected)).toBe(true);
    expect(isAsExpected(found({ n: beyond - 1n, small: 5 }), expected)).toBe(false);
    expect(isAsExpected(found({ n: Number(beyond), small: 5 }), expected)).toBe(false);
  });

  test('has the version that is counted elsewhere', () => {
    const versioned = (version: unknown, versionType?: string) =>
      toExpected({ action: 'index', source: {}, version, versionType })!;
    for (const type of ['external', 'external_gte']) {
      expect(isAsExpected(found({}, 5), versioned(5, type))).toBe(true);
      expect(isAsExpected(found({}, 6), versioned(5, type))).toBe(false);
      expect(needsExact(versioned(5, type))).toBe(true);
    }
    expect(isAsExpected(found({}, 6), versioned(5))).toBe(true);
    expect(isAsExpected(found({}, beyond as never), versioned(beyond, 'external'))).toBe(true);
  });

  test('is compared as it was read', () => {
    const expected = ofDocument({ n: 1e17 });
    expect(stored.isAsExpected(found({ n: 1e17 }), expected, false)).toBe(true);
    expect(stored.isAsExpected(found({ n: 10n ** 17n }), expected, true)).toBe(true);
    expect(stored.isAsExpected(found({ n: 10n ** 17n }), ofPart({ n: 1e17 }), true)).toBe(true);
  });
});
