import { describe, expect, test } from '@jest/globals';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { formatDate, toDateCodec } from '../../../src/hydration/date.js';
import { defaultDateFormat } from '../../../src/metadata/date-format.js';

const { write, read: parseDate } = toDateCodec(defaultDateFormat);

const anyDate = fc.date({
  min: new Date('0000-01-01T00:00:00Z'),
  max: new Date('9999-12-31T23:59:59.999Z'),
  noInvalidDate: true,
});

const texts: readonly (readonly [text: string, iso: string])[] = [
  ['2026-01-31T09:05:00.000Z', '2026-01-31T09:05:00.000Z'],
  ['2026-01-31T09:05:00.123', '2026-01-31T09:05:00.123Z'],
  ['2026-01-31T09:05:00', '2026-01-31T09:05:00.000Z'],
  ['2026-01-31T09:05', '2026-01-31T09:05:00.000Z'],
  ['2026-01-31T09', '2026-01-31T09:00:00.000Z'],
  ['2026-01-31', '2026-01-31T00:00:00.000Z'],
  ['2026-01', '2026-01-01T00:00:00.000Z'],
  ['2026', '2026-01-01T00:00:00.000Z'],
  ['2026-01-31T09:05:00.123456789Z', '2026-01-31T09:05:00.123Z'],
  ['2026-01-31T09:05:00,5', '2026-01-31T09:05:00.500Z'],
  ['2026-01-31T09:05:00+02:00', '2026-01-31T07:05:00.000Z'],
  ['2026-01-31T09:05:00-0530', '2026-01-31T14:35:00.000Z'],
  ['2026-01-31T09:05:00+02', '2026-01-31T07:05:00.000Z'],
  ['2026-01-31 09:05:00', '2026-01-31T09:05:00.000Z'],
  ['2026/01/31 09:05:00', '2026-01-31T09:05:00.000Z'],
  ['2026/01/31', '2026-01-31T00:00:00.000Z'],
  ['2026-1-3', '2026-01-03T00:00:00.000Z'],
  ['0050-06-01T00:00:00.000Z', '0050-06-01T00:00:00.000Z'],
  ['-0100-06-01T00:00:00Z', '-000100-06-01T00:00:00.000Z'],
  ['+012026-06-01T00:00:00Z', '+012026-06-01T00:00:00.000Z'],
  ['2024-02-29', '2024-02-29T00:00:00.000Z'],
  ['Sat, 31 Jan 2026 09:05:00 GMT', '2026-01-31T09:05:00.000Z'],
  ['1769850300000', '2026-01-31T09:05:00.000Z'],
];

describe('a date that is read', () => {
  test.each(texts)('%s is %s, whatever the local zone', (text, iso) => {
    expect(parseDate(text)).toEqual(new Date(iso));
  });

  test('as a number, is milliseconds since 1970', () => {
    expect(parseDate(0)).toEqual(new Date('1970-01-01T00:00:00.000Z'));
    expect(parseDate(1769850300000)).toEqual(new Date('2026-01-31T09:05:00.000Z'));
    expect(parseDate(-1)).toEqual(new Date('1969-12-31T23:59:59.999Z'));
  });

  test('as a number of four digits, is a year; text of another number is milliseconds', () => {
    expect(parseDate(2026)).toEqual(new Date('2026-01-01T00:00:00.000Z'));
    expect(parseDate('-2026')).toEqual(new Date('-002026-01-01T00:00:00.000Z'));
    expect(parseDate('5')).toEqual(new Date(5));
    expect(parseDate('20260131')).toEqual(new Date(20260131));
  });

  // `new Date` makes a local date of the first five of these.
  const noDates = [
    'part 1',
    'Jan 31 2026',
    '01/31/2026',
    '2026-01-31T09:05:00 PM',
    'May',
    '',
    ' ',
    'soon',
    '2026-02-30',
    '2026-13-01',
    '2026-01-31T24:30:00Z',
    '202:-01-01T00:00:00.000Z',
  ];
  test.each(noDates)('%j is none: it stays as it is', (text) => {
    expect(parseDate(text)).toBe(text);
  });

  test.each([[true], [null], [{ a: 1 }], [NaN], [1e30]])('%j is none either', (value) => {
    expect(parseDate(value)).toBe(value);
  });
});

test('is UTC far from UTC, too', () => {
  const source = (path: string): string =>
    JSON.stringify(pathToFileURL(join(__dirname, '../../../src', path)).href);
  const script = `
    import { toDateCodec } from ${source('hydration/date.ts')};
    import { defaultDateFormat } from ${source('metadata/date-format.ts')};
    const { read: parseDate } = toDateCodec(defaultDateFormat);
    const texts = ${JSON.stringify(texts.map(([text]) => text))};
    console.log(JSON.stringify([new Date(2026, 0).getTimezoneOffset(), texts.map((text) => parseDate(text).toISOString())]));
  `;
  const args = ['--import', 'tsx', '--input-type=module', '--eval', script];
  const env = { ...process.env, TZ: 'America/New_York' };
  const printed = execFileSync(process.execPath, args, { env, encoding: 'utf8' });
  expect(JSON.parse(printed)).toEqual([300, texts.map(([, iso]) => iso)]);
});

describe('any date', () => {
  test('is printed as `toISOString` prints it, whatever was printed before', () => {
    const anyTime = fc.integer({ min: -8.64e15, max: 8.64e15 });
    const near = fc.integer({ min: 0, max: 2 * 86_400_000 });
    fc.assert(
      fc.property(fc.array(fc.oneof(anyTime, near, near), { minLength: 1 }), (times) => {
        const dates = times.map((time) => new Date(time));
        expect(dates.map(formatDate)).toEqual(dates.map((date) => date.toISOString()));
      }),
    );
  });

  test('of many days and months is read as `new Date` reads it', () => {
    const days = Array.from({ length: 4000 }, (_, day) => new Date((day * 37 - 30_000) * 86_400_000 + day));
    for (const date of days) expect(parseDate(date.toISOString())).toEqual(date);
    for (const text of ['2023-02-29', '2024-02-30', '1900-02-29', '2026-04-31', '2026-13-01', '2026-00-10']) {
      expect(parseDate(`${text}T00:00:00.000Z`)).not.toBeInstanceOf(Date);
    }
  });

  test('is the same after it was written and read', () => {
    fc.assert(
      fc.property(anyDate, (date) => {
        expect(parseDate(formatDate(date))).toEqual(date);
      }),
    );
  });

  test('is read as `new Date` reads it, with the zone as without', () => {
    fc.assert(
      fc.property(anyDate, (date) => {
        const text = date.toISOString();
        expect(parseDate(text)).toEqual(new Date(text));
        expect(parseDate(text.slice(0, -1))).toEqual(new Date(text));
      }),
    );
  });

  test('with an offset is the instant that `new Date` makes of it', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: -14 * 60, max: 14 * 60 }), (date, offset) => {
        const two = (value: number): string => String(Math.floor(Math.abs(value))).padStart(2, '0');
        const zone = `${offset < 0 ? '-' : '+'}${two(offset / 60)}:${two(offset % 60)}`;
        const text = date.toISOString().replace('Z', zone);
        expect(parseDate(text)).toEqual(new Date(text));
      }),
    );
  });

  test('whose text has one character changed is what `new Date` says, or no date', () => {
    fc.assert(
      fc.property(
        anyDate,
        fc.integer({ min: 0, max: 23 }),
        fc.string({ minLength: 1, maxLength: 1 }),
        (date, at, other) => {
          const text = date.toISOString();
          const changed = text.slice(0, at) + other + text.slice(at + 1);
          const read = parseDate(changed);
          if (!(read instanceof Date)) return;
          const exact = new Date(
            changed.replace(' ', 'T').replaceAll('/', '-').replace(',', '.').replace(/[^Z]$/, '$&Z'),
          );
          if (!Number.isNaN(exact.getTime())) expect(read).toEqual(exact);
        },
      ),
      { numRuns: 500 },
    );
  });
});

test('an invalid date is refused when it is written', () => {
  expect(() => formatDate(new Date(NaN))).toThrow('it is an invalid Date');
  expect(() => write(new Date(NaN))).toThrow('it is an invalid Date');
});

test.each([
  ['+012026-01-31T00:00:00.000Z', 317339337600000],
  ['-000001-12-31T23:59:59.999Z', '-0001-12-31T23:59:59.999Z'],
  ['0000-01-01T00:00:00.000Z', '0000-01-01T00:00:00.000Z'],
])('%s is written so that Elasticsearch reads it', (iso, written) => {
  expect(write(new Date(iso))).toBe(written);
  expect(parseDate(written)).toEqual(new Date(iso));
});
