// JSON with whole numbers of any size: what is written is what is read, and nothing else is touched.
import { afterEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { holdsBigint, mayBeInexact, parseExact, stringifyExact } from '../../../src/util/exact-json.js';

const read = (text: string): unknown => parseExact(text) ?? (JSON.parse(text) as unknown);
const beyond = 9_007_199_254_740_993n;
const [smallest, largest] = [-(2n ** 63n), 2n ** 63n - 1n];

/** What a text of JSON says, by a reader that knows nothing of ours. */
function readSlowly(text: string): unknown {
  let place = 0;
  const space = (): void => {
    while (/[ \t\n\r]/.test(text[place] ?? '')) place++;
  };
  const value = (): unknown => {
    space();
    const found = /[{["tfn\-\d]/.exec(text[place] ?? '')?.[0];
    if (found === '{' || found === '[') return many(found === '{');
    const [token = ''] = /^(?:"(?:[^"\\]|\\.)*"|[^ \t\n\r,\]}]+)/s.exec(text.slice(place)) ?? [];
    place += token.length;
    const parsed = JSON.parse(token) as unknown;
    return /^-?\d+$/.test(token) && !Number.isSafeInteger(parsed) ? BigInt(token) : parsed;
  };
  const many = (isObject: boolean): unknown => {
    const entries: [string, unknown][] = [];
    place++;
    space();
    while (!/[\]}]/.test(text[place] ?? '')) {
      if (text[place] === ',') place++;
      const name = isObject ? value() : '';
      space();
      if (isObject) place++;
      entries.push([String(name), value()]);
      space();
    }
    place++;
    return isObject ? Object.fromEntries(entries) : entries.map(([, inner]) => inner);
  };
  return value();
}

const looksLikeNumbers = fc.constantFrom(
  '9007199254740993',
  ' 9007199254740993,',
  ':9007199254740993}',
  '\\",9007199254740993,\\"',
  '","n":9007199254740993,"',
  '\\',
  '"',
);
const leaf = fc.oneof(
  fc.bigInt({ min: smallest, max: largest }),
  fc.bigInt({ min: beyond - 4n, max: beyond + 4n }),
  fc.string(),
  looksLikeNumbers,
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.maxSafeInteger(),
  fc.boolean(),
  fc.constant(null),
);
const name = fc.oneof(fc.string(), looksLikeNumbers, fc.constantFrom('__proto__', 'constructor'));
const { value: anyValue } = fc.letrec((tie) => ({
  value: fc.oneof({ maxDepth: 4 }, leaf, tie('list'), tie('object')),
  list: fc.array(tie('value'), { maxLength: 6 }),
  object: fc
    .array(fc.tuple(name, tie('value')), { maxLength: 6 })
    .map((entries) => Object.fromEntries(entries) as unknown),
}));

// A whole number that a `number` can hold is read as one; a larger `number` is written as the whole number that it is.
function asRead(value: unknown): unknown {
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  if (typeof value === 'number') {
    const text = JSON.stringify(value);
    return /^-?\d+$/.test(text) && !Number.isSafeInteger(value) ? BigInt(text) : JSON.parse(text);
  }
  if (Array.isArray(value)) return value.map(asRead);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, asRead(inner)]));
}

describe('written and read', () => {
  test('any value is the same', () => {
    fc.assert(
      fc.property(anyValue, (value) => {
        const text = stringifyExact({ value });
        expect(read(text)).toEqual({ value: asRead(value) });
        expect(mayBeInexact(text) || parseExact(text) === undefined).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  test('as a reader of single tokens reads it, with any space between them', () => {
    fc.assert(
      fc.property(anyValue, fc.constantFrom('', ' ', '\n\t', '\r\n'), (value, space) => {
        const marked = JSON.stringify(
          { value },
          (_name, inner: unknown) => (typeof inner === 'bigint' ? `§${inner}§` : inner),
          space === '' ? 0 : 1,
        );
        const text = marked.replaceAll(/"§(-?\d+)§"/g, '$1').replaceAll('\n', space === '' ? '' : space);
        expect(read(text)).toEqual(readSlowly(text));
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('reading', () => {
  test.each<readonly [string, unknown]>([
    ['9007199254740991', 9_007_199_254_740_991],
    ['-9007199254740991', -9_007_199_254_740_991],
    ['9007199254740992', 9_007_199_254_740_992n],
    ['-9007199254740992', -9_007_199_254_740_992n],
    ['9007199254740993', beyond],
    ['9223372036854775807', largest],
    ['-9223372036854775808', smallest],
    ['18446744073709551615', 2n ** 64n - 1n],
    [`1${'0'.repeat(400)}`, 10n ** 400n],
    ['9007199254740993.0', 9_007_199_254_740_992],
    ['9007199254740993.5', 9_007_199_254_740_994],
    ['9007199254740993e0', 9_007_199_254_740_992],
    ['9.007199254740993E15', 9_007_199_254_740_992],
    ['0.12345678901234567890', 0.123_456_789_012_345_68],
    ['"9007199254740993"', '9007199254740993'],
    ['"a,9007199254740993,b"', 'a,9007199254740993,b'],
    [String.raw`"\\"`, '\\'],
    [String.raw`"\",9007199254740993,\""`, '",9007199254740993,"'],
  ])('%s', (token, value) => {
    expect(read(`{"a":${token}}`)).toEqual({ a: value });
    expect(read(`[ ${token} ,${token}\n]`)).toEqual([value, value]);
  });

  test('of what JSON.parse reads exactly, says so', () => {
    expect(parseExact('{"a":1,"b":"x: 9007199254740993,","c":1234567890123456}')).toBeUndefined();
  });

  test('takes the names of an object for data', () => {
    const answer = read('{"__proto__":{"a":9007199254740993},"constructor":9007199254740993}') as object;
    expect(Object.getPrototypeOf(answer)).toBe(Object.prototype);
    expect(Object.entries(answer)).toEqual([
      ['__proto__', { a: beyond }],
      ['constructor', beyond],
    ]);
  });

  test('takes time in proportion to the text', () => {
    const many = `[${Array<string>(100_000).fill('9007199254740993').join(',')}]`;
    const inOneString = JSON.stringify({ a: many, b: 0 }).replace('"b":0', `"b":${String(beyond)}`);
    const quotes = `{"a":"${'\\"'.repeat(500_000)}","b":9007199254740993}`;
    const slashes = `{"a":"${'\\\\'.repeat(500_000)}","b":9007199254740993}`;
    expect(read(many)).toHaveLength(100_000);
    expect(read(inOneString)).toEqual({ a: many, b: beyond });
    expect(read(quotes)).toMatchObject({ b: beyond });
    expect(read(slashes)).toMatchObject({ b: beyond });
  }, 5_000);
});

describe('writing', () => {
  const patched = BigInt.prototype as { toJSON?: unknown };
  afterEach(() => {
    delete patched.toJSON;
  });

  test('goes on as JSON.stringify does', () => {
    const value = {
      a: undefined,
      b: [undefined, Number.NaN],
      c: new Date(0),
      d: 1,
      e: { toJSON: () => 'f' },
    };
    expect(stringifyExact(value)).toBe(JSON.stringify(value));
    expect(stringifyExact({ ...value, g: beyond })).toBe(
      `${JSON.stringify(value).slice(0, -1)},"g":9007199254740993}`,
    );
    expect(stringifyExact(undefined)).toBeUndefined();
    expect(stringifyExact(5n)).toBe('5');
    expect(stringifyExact({ a: { toJSON: () => largest } })).toBe('{"a":9223372036854775807}');
  });

  test('makes no text of a bigint, where everybody else does', () => {
    patched.toJSON = function toJSON(this: bigint) {
      return this.toString();
    };
    expect(stringifyExact({ a: [beyond], b: 'c' })).toBe('{"a":[9007199254740993],"b":"c"}');
  });

  test('refuses what refers to itself, with a bigint or without', () => {
    const circle: Record<string, unknown> = {};
    circle['self'] = circle;
    expect(() => stringifyExact(circle)).toThrow(TypeError);
    expect(() => stringifyExact({ circle, a: 1n })).toThrow(TypeError);
  });
});

test('a bigint is found wherever it is', () => {
  const circle: Record<string, unknown> = { bytes: new Uint8Array(9) };
  circle['self'] = [circle, 'a', null, undefined];
  expect(holdsBigint(circle)).toBe(false);
  circle['deep'] = { list: [{ n: 1n }] };
  expect(holdsBigint(circle)).toBe(true);
});
