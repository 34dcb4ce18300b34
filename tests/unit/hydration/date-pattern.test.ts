// Custom formats: patterns as Java has them.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { toDateCodec } from '../../../src/hydration/date.js';
import { toDateFormat } from '../../../src/metadata/date-format.js';

const codecOf = (format: string) => toDateCodec(toDateFormat(format)!);

const rows: readonly (readonly [pattern: string, written: string, iso: string])[] = [
  ['yyyy-MM-dd', '2026-01-31', '2026-01-31T00:00:00.000Z'],
  ['dd/MM/yyyy', '31/01/2026', '2026-01-31T00:00:00.000Z'],
  ['yyyy/MM/dd HH:mm:ss', '2026/01/31 09:05:06', '2026-01-31T09:05:06.000Z'],
  ['yyyyMMdd', '20260131', '2026-01-31T00:00:00.000Z'],
  ['yyyyMMddHHmmss', '20260131090506', '2026-01-31T09:05:06.000Z'],
  ['yyyyMMddHHmmssSSS', '20260131090506120', '2026-01-31T09:05:06.120Z'],
  ['yy-MM-dd', '26-01-31', '2026-01-31T00:00:00.000Z'],
  ['uuMMdd', '260131', '2026-01-31T00:00:00.000Z'],
  ['y-M-d', '2026-1-31', '2026-01-31T00:00:00.000Z'],
  ['u-M-d H:m:s.SSS', '2026-1-31 9:5:6.120', '2026-01-31T09:05:06.120Z'],
  ['yyyyDDD', '2026031', '2026-01-31T00:00:00.000Z'],
  ['D/yyyy', '31/2026', '2026-01-31T00:00:00.000Z'],
  ['dd MMM yyyy', '31 Jan 2026', '2026-01-31T00:00:00.000Z'],
  ['d MMMM yyyy', '31 January 2026', '2026-01-31T00:00:00.000Z'],
  ['EEE, dd MMM yyyy HH:mm:ss Z', 'Sat, 31 Jan 2026 09:05:06 +0000', '2026-01-31T09:05:06.000Z'],
  ['EEEE d MMMM uuuu h:mm a', 'Saturday 31 January 2026 9:05 AM', '2026-01-31T09:05:00.000Z'],
  ['KK:mm a dd.MM.yyyy', '09:05 AM 31.01.2026', '2026-01-31T09:05:00.000Z'],
  ['kk:mm dd.MM.yyyy', '09:05 31.01.2026', '2026-01-31T09:05:00.000Z'],
  ['yyyy-MM-dd[ HH:mm:ss]', '2026-01-31 09:05:06', '2026-01-31T09:05:06.000Z'],
  ['yyyy-MM-dd[ HH:mm][:ss][.SSS]', '2026-01-31 09:05:06.120', '2026-01-31T09:05:06.120Z'],
  ['yyyy-MM-dd HH:mm:ss[.SSS][XXX][X]', '2026-01-31 09:05:06.120Z', '2026-01-31T09:05:06.120Z'],
  ['[yyyy-MM-dd][ HH:mm', '2026-01-31 09:05', '2026-01-31T09:05:00.000Z'],
  ["yyyy-MM-dd'T'HH:mm:ss.SSSX", '2026-01-31T09:05:06.120Z', '2026-01-31T09:05:06.120Z'],
  ["yyyy-MM-dd'T'HH:mm:ss.SSSSSSXXX", '2026-01-31T09:05:06.120000Z', '2026-01-31T09:05:06.120Z'],
  ["yyyy-MM-dd'T'HH:mm:ss.SSSSSSSSSZ", '2026-01-31T09:05:06.120000000+0000', '2026-01-31T09:05:06.120Z'],
  ['yyyy-MM-dd HH:mm:ss,SSS', '2026-01-31 09:05:06,120', '2026-01-31T09:05:06.120Z'],
  ['yyyy-MM-dd HH:mm:ss xx', '2026-01-31 09:05:06 +0000', '2026-01-31T09:05:06.000Z'],
  ['yyyy-MM-dd HH:mm:ss x', '2026-01-31 09:05:06 +00', '2026-01-31T09:05:06.000Z'],
  ['yyyy-MM-dd HH:mm:ss xxx', '2026-01-31 09:05:06 +00:00', '2026-01-31T09:05:06.000Z'],
  ['yyyy-MM-dd HH:mm ZZZZZ', '2026-01-31 09:05 Z', '2026-01-31T09:05:00.000Z'],
  ['yyyy-MM-dd HH:mm O', '2026-01-31 09:05 GMT', '2026-01-31T09:05:00.000Z'],
  ['EEE MMM dd HH:mm:ss z yyyy', 'Sat Jan 31 09:05:06 UTC 2026', '2026-01-31T09:05:06.000Z'],
  ['yyyy-MM-dd HH:mm VV', '2026-01-31 09:05 Z', '2026-01-31T09:05:00.000Z'],
  ['yyyy-MM-dd HH:mm:ss.n', '2026-01-31 09:05:06.120000000', '2026-01-31T09:05:06.120Z'],
  ['uuuu-MM-dd N', '2026-01-31 32706120000000', '2026-01-31T09:05:06.120Z'],
  ['uuuu-MM-dd A', '2026-01-31 32706120', '2026-01-31T09:05:06.120Z'],
  ["''yyyy'' 'o''clock' MM", "'2026' o'clock 01", '2026-01-01T00:00:00.000Z'],
  ['8yyyy.MM.dd', '2026.01.31', '2026-01-31T00:00:00.000Z'],
  ['HH:mm', '09:05', '1970-01-01T09:05:00.000Z'],
  ['MM-dd', '01-31', '1970-01-31T00:00:00.000Z'],
  ['uuuuuu-MM', '002026-01', '2026-01-01T00:00:00.000Z'],
  ['LL/yyyy', '01/2026', '2026-01-01T00:00:00.000Z'],
];
test.each(rows)('%s: %s', (pattern, written, iso) => {
  const { write, read } = codecOf(pattern);
  expect(write(new Date(iso))).toBe(written);
  expect(read(written)).toEqual(new Date(iso));
});

describe('what other programs write', () => {
  test.each([
    ['yyyy-MM-dd[ HH:mm:ss]', '2026-01-31', '2026-01-31T00:00:00.000Z'],
    ['yyyy-MM-dd HH:mm:ss[XXX][X]', '2026-01-31 09:05:06+01', '2026-01-31T08:05:06.000Z'],
    ['yyyy-MM-dd HH:mm:ss[XXX][X]', '2026-01-31 09:05:06-05:30', '2026-01-31T14:35:06.000Z'],
    ['yyyy-MM-dd HH:mm:ss[XXX][X]', '2026-01-31 09:05:06', '2026-01-31T09:05:06.000Z'],
    ['[yyyy-MM-dd][dd/MM/yyyy]', '31/01/2026', '2026-01-31T00:00:00.000Z'],
    ['yyyy-MM-dd HH:mm VV', '2026-03-29 02:30 Europe/Berlin', '2026-03-29T01:30:00.000Z'],
    ['yyyy-MM-dd HH:mm VV', '2026-10-25 02:30 Europe/Berlin', '2026-10-25T00:30:00.000Z'],
    ['yyyy-MM-dd HH:mm VV', '2026-07-01 02:30 America/New_York', '2026-07-01T06:30:00.000Z'],
    ['yyyy-MM-dd HH:mm VV', '0044-07-01 02:30 Etc/GMT+5', '0044-07-01T07:30:00.000Z'],
    ['yyyy-MM-dd HH:mm O', '2026-01-31 09:05 GMT+5', '2026-01-31T04:05:00.000Z'],
    ['EEE MMM dd HH:mm:ss z yyyy', 'Sat Jan 31 09:05:06 GMT 2026', '2026-01-31T09:05:06.000Z'],
    ['yyyy-MM-dd HH:mm XXXXX', '2026-01-31 09:05 +01:00:30', '2026-01-31T08:04:30.000Z'],
    ['yyyy-MM-dd XX', '2026-01-31 +0100', '2026-01-30T23:00:00.000Z'],
    ['yyyyMMdd', '+120260131', '+012026-01-31T00:00:00.000Z'],
    ['yyyy', '+12026', '+012026-01-01T00:00:00.000Z'],
    ['uuuu', '-0044', '-000044-01-01T00:00:00.000Z'],
    ['hh:mm a', '12:00 AM', '1970-01-01T00:00:00.000Z'],
    ['hh:mm a', '12:00 PM', '1970-01-01T12:00:00.000Z'],
    ['kk:mm', '24:00', '1970-01-01T00:00:00.000Z'],
    // An hour that is told without its half of the day is not taken, nor what is below a gap.
    ['yyyy-MM-dd hh:mm', '2026-01-31 09:05', '2026-01-31T00:00:00.000Z'],
    ['yyyy-MM-dd HH:ss', '2026-01-31 09:05', '2026-01-31T00:00:00.000Z'],
    ['yyyy HH', '2026 09', '1970-01-01T09:00:00.000Z'],
    ['yyyy-dd', '2026-15', '2026-01-01T00:00:00.000Z'],
  ])('%s: %p', (pattern, text, iso) => {
    expect(codecOf(pattern).read(text)).toEqual(new Date(iso));
  });

  test.each([
    ['dd MMM yyyy', '31 jan 2026'],
    ['dd MMM yyyy', '31 Sept 2026'],
    ['dd/MM/yyyy', '31/02/2026'],
    ['dd/MM/yyyy', '1/2/2026'],
    ['yyyy', '12026'],
    ['dd', '15'],
    ['mm:ss', '05:06'],
    ['HH:mm', '24:00'],
    ['hh:mm a', '00:30 AM'],
    ['dd.MM.yyyy x', '31.01.2026 Z'],
    ['[dd][d]', '151'],
  ])('%s: %p is no date, and stays', (pattern, text) => {
    expect(codecOf(pattern).read(text)).toBe(text);
  });
});

describe('is not known', () => {
  test.each([
    '',
    'yyyy||',
    'epoch_seconds',
    'dateOptionalTime',
    "yyyy'",
    'yyyy]',
    'yyyy{',
    'MMMMM',
    'EEEEE',
    'ddd',
    'YYYY-ww',
    'e',
    'QQ',
    'G',
    'SSSSSSSSSS',
    'aa',
  ])('%j', (format) => {
    expect(toDateFormat(format)).toBeUndefined();
  });
  test.each([[5], [null], [{}]])('%j', (format) => {
    expect(toDateFormat(format)).toBeUndefined();
  });

  test('with names of another language', () => {
    expect(toDateFormat('dd MMM yyyy', 'de')).toBeUndefined();
    expect(toDateFormat('yyyy[ EEE]', 'en-GB')).toBeUndefined();
    expect(toDateFormat('dd MMMM yyyy', 'ROOT')).toBeUndefined();
    expect(toDateFormat('dd MMM yyyy', '')).toBeDefined();
    expect(toDateFormat('dd MMMM yyyy', 'en')).toBeDefined();
    expect(toDateFormat('dd MM yyyy', 'de')).toBeDefined();
  });
});

test('a format is frozen', () => {
  const format = toDateFormat('yyyy[-MM]')!;
  expect(Object.isFrozen(format) && Object.isFrozen(format[0])).toBe(true);
});

describe('any instant', () => {
  const years = { min: new Date('-009999-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59.999Z') };
  const anyDate = fc.date({
    min: new Date('-009999-01-01T00:00:00Z'),
    max: new Date('+012000-12-31T23:59:59.999Z'),
    noInvalidDate: true,
  });
  const dates = ['uuuu-MM-dd', 'u/M/d', 'dd MMM uuuu', 'EEEE d MMMM uuuu', 'uuuu-DDD', 'uuuuMMdd'];
  const times = [
    'HH:mm:ss.SSS',
    'H:m:s,SSSSSS',
    'hh:mm:ss.SSS a',
    'kk:mm:ss.SSS',
    'HHmmssSSS',
    'K:mm:ss.SSSSSSSSS a',
    'A',
  ];
  const zones = ['', 'X', ' XXX', ' Z', ' z', ' VV', '[xxx]'];
  const patterns = fc.tuple(fc.constantFrom(...dates), fc.constantFrom(...times), fc.constantFrom(...zones));

  test('that a pattern expresses is read as it was written', () => {
    fc.assert(
      fc.property(anyDate, patterns, (date, [day, time, zone]) => {
        const { write, read } = codecOf(`${day} ${time}${zone}`);
        expect(read(write(date))).toEqual(date);
      }),
    );
  });

  test('is honoured in its zone', () => {
    fc.assert(
      fc.property(anyDate, fc.integer({ min: -18 * 60, max: 18 * 60 }), (date, minutes) => {
        const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
        const ahead = Math.abs(minutes);
        const zone = `${minutes < 0 ? '-' : '+'}${two(ahead / 60)}:${two(ahead % 60)}`;
        const { write, read } = codecOf('uuuu-MM-dd HH:mm:ss.SSS XXX');
        const text = String(write(date)).replace('Z', zone);
        expect(read(text)).toEqual(new Date(date.getTime() - minutes * 60_000));
      }),
    );
  });

  test('is written in some notation or refused, never changed', () => {
    const names = [
      'yyyy',
      'yyyy-MM',
      'dd/MM/yyyy',
      'HH:mm',
      'basic_week_date',
      'epoch_second',
      'strict_date_time_no_millis',
      'yy-MM-dd HH:mm:ss.SSS',
    ];
    const rough = fc.tuple(anyDate, fc.constantFrom(1, 1000, 3_600_000, 86_400_000));
    fc.assert(
      fc.property(rough, fc.subarray(names, { minLength: 1 }), ([date, unit], formats) => {
        const instant = new Date(Math.floor(date.getTime() / unit) * unit);
        const { write, read } = codecOf(formats.join('||'));
        let text;
        try {
          text = write(instant);
        } catch (problem) {
          expect(problem).toMatchObject({ kind: 'invalid' });
          return;
        }
        expect(read(text)).toEqual(instant);
      }),
      { numRuns: 500 },
    );
  });

  test('as the end of a range is read as it was written', () => {
    const formats = [
      'uuuu-MM-dd',
      'epoch_second',
      'strict_date_optional_time',
      'epoch_millis',
      'uuuu-MM-dd HH:mm',
    ];
    const ends = fc.tuple(
      fc.date({ ...years, noInvalidDate: true }),
      fc.constantFrom(...formats),
      fc.boolean(),
    );
    fc.assert(
      fc.property(ends, ([date, format, isFull]) => {
        const { write, read } = toDateCodec(toDateFormat(format)!, 'last');
        const day = new Date(Math.floor(date.getTime() / 86_400_000) * 86_400_000 + 86_399_999);
        const instant = isFull ? day : date;
        let text;
        try {
          text = write(instant);
        } catch (problem) {
          expect(isFull && instant.getTime() > 0).toBe(false);
          expect(problem).toMatchObject({ kind: 'invalid' });
          return;
        }
        expect(read(text)).toEqual(instant);
      }),
    );
  });
});
