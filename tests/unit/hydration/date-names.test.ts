// Every format that Elasticsearch has a name for.
import { describe, expect, test } from '@jest/globals';
import { toDateCodec } from '../../../src/hydration/date.js';
import { dateNames } from '../../../src/metadata/date-names.js';
import { toDateFormat } from '../../../src/metadata/date-format.js';

const rows: readonly (readonly [name: string, written: string | number, iso: string])[] = [
  ['epoch_millis', 1769850306120, '2026-01-31T09:05:06.120Z'],
  ['epoch_second', 1769850306.12, '2026-01-31T09:05:06.120Z'],
  ['date', '2026-01-31', '2026-01-31T00:00:00.000Z'],
  ['date_hour', '2026-01-31T09', '2026-01-31T09:00:00.000Z'],
  ['date_hour_minute', '2026-01-31T09:05', '2026-01-31T09:05:00.000Z'],
  ['date_hour_minute_second', '2026-01-31T09:05:06', '2026-01-31T09:05:06.000Z'],
  ['date_hour_minute_second_fraction', '2026-01-31T09:05:06.120', '2026-01-31T09:05:06.120Z'],
  ['date_hour_minute_second_millis', '2026-01-31T09:05:06.120', '2026-01-31T09:05:06.120Z'],
  ['date_optional_time', '2026-01-31T09:05:06.120Z', '2026-01-31T09:05:06.120Z'],
  ['date_time', '2026-01-31T09:05:06.120Z', '2026-01-31T09:05:06.120Z'],
  ['date_time_no_millis', '2026-01-31T09:05:06Z', '2026-01-31T09:05:06.000Z'],
  ['hour', '09', '1970-01-01T09:00:00.000Z'],
  ['hour_minute', '09:05', '1970-01-01T09:05:00.000Z'],
  ['hour_minute_second', '09:05:06', '1970-01-01T09:05:06.000Z'],
  ['hour_minute_second_fraction', '09:05:06.120', '1970-01-01T09:05:06.120Z'],
  ['hour_minute_second_millis', '09:05:06.120', '1970-01-01T09:05:06.120Z'],
  ['ordinal_date', '2026-031', '2026-01-31T00:00:00.000Z'],
  ['ordinal_date_time', '2026-031T09:05:06.120Z', '2026-01-31T09:05:06.120Z'],
  ['ordinal_date_time_no_millis', '2026-031T09:05:06Z', '2026-01-31T09:05:06.000Z'],
  ['time', '09:05:06.120Z', '1970-01-01T09:05:06.120Z'],
  ['time_no_millis', '09:05:06Z', '1970-01-01T09:05:06.000Z'],
  ['t_time', 'T09:05:06.120Z', '1970-01-01T09:05:06.120Z'],
  ['t_time_no_millis', 'T09:05:06Z', '1970-01-01T09:05:06.000Z'],
  ['week_date', '2026-W05-6', '2026-01-31T00:00:00.000Z'],
  ['week_date_time', '2026-W05-6T09:05:06.120Z', '2026-01-31T09:05:06.120Z'],
  ['week_date_time_no_millis', '2026-W05-6T09:05:06Z', '2026-01-31T09:05:06.000Z'],
  ['weekyear', '2026', '2025-12-29T00:00:00.000Z'],
  ['weekyear_week', '2026-W05', '2026-01-26T00:00:00.000Z'],
  ['weekyear_week_day', '2026-W05-6', '2026-01-31T00:00:00.000Z'],
  ['year', '2026', '2026-01-01T00:00:00.000Z'],
  ['year_month', '2026-01', '2026-01-01T00:00:00.000Z'],
  ['year_month_day', '2026-01-31', '2026-01-31T00:00:00.000Z'],
  ['strict_date', '2026-01-31', '2026-01-31T00:00:00.000Z'],
  ['strict_date_hour', '2026-01-31T09', '2026-01-31T09:00:00.000Z'],
  ['strict_date_hour_minute', '2026-01-31T09:05', '2026-01-31T09:05:00.000Z'],
  ['strict_date_hour_minute_second', '2026-01-31T09:05:06', '2026-01-31T09:05:06.000Z'],
  ['strict_date_hour_minute_second_fraction', '2026-01-31T09:05:06.120', '2026-01-31T09:05:06.120Z'],
  ['strict_date_hour_minute_second_millis', '2026-01-31T09:05:06.120', '2026-01-31T09:05:06.120Z'],
  ['strict_date_optional_time', '2026-01-31T09:05:06.120Z', '2026-01-31T09:05:06.120Z'],
  ['strict_date_time', '2026-01-31T09:05:06.120Z', '2026-01-31T09:05:06.120Z'],
  ['strict_date_time_no_millis', '2026-01-31T09:05:06Z', '2026-01-31T09:05:06.000Z'],
  ['strict_hour', '09', '1970-01-01T09:00:00.000Z'],
  ['strict_hour_minute', '09:05', '1970-01-01T09:05:00.000Z'],
  ['strict_hour_minute_second', '09:05:06', '1970-01-01T09:05:06.000Z'],
  ['strict_hour_minute_second_fraction', '09:05:06.120', '1970-01-01T09:05:06.120Z'],
  ['strict_hour_minute_second_millis', '09:05:06.120', '1970-01-01T09:05:06.120Z'],
  ['strict_ordinal_date', '2026-031', '2026-01-31T00:00:00.000Z'],
  ['strict_ordinal_date_time', '2026-031T09:05:06.120Z', '2026-01-31T09:05:06.120Z'],
  ['strict_ordinal_date_time_no_millis', '2026-031T09:05:06Z', '2026-01-31T09:05:06.000Z'],
  ['strict_time', '09:05:06.120Z', '1970-01-01T09:05:06.120Z'],
  ['strict_time_no_millis', '09:05:06Z', '1970-01-01T09:05:06.000Z'],
  ['strict_t_time', 'T09:05:06.120Z', '1970-01-01T09:05:06.120Z'],
  ['strict_t_time_no_millis', 'T09:05:06Z', '1970-01-01T09:05:06.000Z'],
  ['strict_week_date', '2026-W05-6', '2026-01-31T00:00:00.000Z'],
  ['strict_week_date_time', '2026-W05-6T09:05:06.120Z', '2026-01-31T09:05:06.120Z'],
  ['strict_week_date_time_no_millis', '2026-W05-6T09:05:06Z', '2026-01-31T09:05:06.000Z'],
  ['strict_weekyear', '2026', '2025-12-29T00:00:00.000Z'],
  ['strict_weekyear_week', '2026-W05', '2026-01-26T00:00:00.000Z'],
  ['strict_weekyear_week_day', '2026-W05-6', '2026-01-31T00:00:00.000Z'],
  ['strict_year', '2026', '2026-01-01T00:00:00.000Z'],
  ['strict_year_month', '2026-01', '2026-01-01T00:00:00.000Z'],
  ['strict_year_month_day', '2026-01-31', '2026-01-31T00:00:00.000Z'],
  ['basic_week_date', '2026W056', '2026-01-31T00:00:00.000Z'],
  ['basic_week_date_time', '2026W056T090506.120Z', '2026-01-31T09:05:06.120Z'],
  ['basic_week_date_time_no_millis', '2026W056T090506Z', '2026-01-31T09:05:06.000Z'],
  ['strict_basic_week_date', '2026W056', '2026-01-31T00:00:00.000Z'],
  ['strict_basic_week_date_time', '2026W056T090506.120Z', '2026-01-31T09:05:06.120Z'],
  ['strict_basic_week_date_time_no_millis', '2026W056T090506Z', '2026-01-31T09:05:06.000Z'],
  ['basic_date', '20260131', '2026-01-31T00:00:00.000Z'],
  ['basic_date_time', '20260131T090506.120Z', '2026-01-31T09:05:06.120Z'],
  ['basic_date_time_no_millis', '20260131T090506Z', '2026-01-31T09:05:06.000Z'],
  ['basic_ordinal_date', '2026031', '2026-01-31T00:00:00.000Z'],
  ['basic_ordinal_date_time', '2026031T090506.120Z', '2026-01-31T09:05:06.120Z'],
  ['basic_ordinal_date_time_no_millis', '2026031T090506Z', '2026-01-31T09:05:06.000Z'],
  ['basic_time', '090506.120Z', '1970-01-01T09:05:06.120Z'],
  ['basic_time_no_millis', '090506Z', '1970-01-01T09:05:06.000Z'],
  ['basic_t_time', 'T090506.120Z', '1970-01-01T09:05:06.120Z'],
  ['basic_t_time_no_millis', 'T090506Z', '1970-01-01T09:05:06.000Z'],
  ['iso8601', '2026-01-31T09:05:06.120Z', '2026-01-31T09:05:06.120Z'],
  ['strict_date_optional_time_nanos', '2026-01-31T09:05:06.120Z', '2026-01-31T09:05:06.120Z'],
];

test('each name has a row', () => {
  expect(rows.map(([name]) => name).sort()).toEqual(
    ['epoch_millis', 'epoch_second', ...dateNames.keys()].sort(),
  );
});

describe.each(rows)('%s', (name, written, iso) => {
  const { write, read } = toDateCodec(toDateFormat(name)!);

  test(`${iso} is ${JSON.stringify(written)}`, () => {
    expect(write(new Date(iso))).toBe(written);
    expect(read(written)).toEqual(new Date(iso));
    expect(read(String(written))).toEqual(new Date(iso));
  });

  test('an instant is kept, or refused', () => {
    for (const finer of [1, 1000, 60_000, 3_600_000, 86_400_000, 31 * 86_400_000]) {
      const date = new Date(new Date(iso).getTime() + finer);
      let text;
      try {
        text = write(date);
      } catch (problem) {
        expect(String(problem)).toMatch(/keeps .*, and it has |can't hold it/);
        continue;
      }
      expect(read(text)).toEqual(date);
    }
  });
});

const zoned = rows.filter(([, written]) => String(written).endsWith('Z'));
test.each(zoned)('%s is read with a zone', (name, written, iso) => {
  const { read } = toDateCodec(toDateFormat(name)!);
  const text = String(written).slice(0, -1);
  for (const [zone, ahead] of [
    ['+02:00', 120],
    ['-0530', -330],
  ] as const) {
    expect(read(text + zone)).toEqual(new Date(new Date(iso).getTime() - ahead * 60_000));
  }
});

describe('what other programs write', () => {
  const read: readonly (readonly [name: string, value: string | number, iso: string])[] = [
    ['date', '2026-1-5', '2026-01-05T00:00:00.000Z'],
    ['date', '2026', '2026-01-01T00:00:00.000Z'],
    ['date_time', '2026-1-31T9:5:6.5+01:00', '2026-01-31T08:05:06.500Z'],
    ['date_optional_time', '2026-1-31T9Z', '2026-01-31T09:00:00.000Z'],
    ['strict_date', '2026-02-30', '2026-03-02T00:00:00.000Z'],
    ['strict_date_hour', '2026-02-30T24', '2026-03-01T00:00:00.000Z'],
    ['strict_date_optional_time', '2026-01-31T09:05Europe/Berlin', '2026-01-31T08:05:00.000Z'],
    ['strict_date_optional_time', '2026-07-31T09:05UTC+02:00', '2026-07-31T07:05:00.000Z'],
    ['strict_date_optional_time', '2026-01-31T', '2026-01-31T00:00:00.000Z'],
    ['strict_date_optional_time', '-0044-03-15', '-000044-03-15T00:00:00.000Z'],
    ['iso8601', '2026-01-31T09:05:06,5Z', '2026-01-31T09:05:06.500Z'],
    ['strict_date_optional_time_nanos', '2026-01-31T09:05:06.123456789Z', '2026-01-31T09:05:06.123Z'],
    ['basic_date', '20260131', '2026-01-31T00:00:00.000Z'],
    ['week_date', '2020-W53-5', '2021-01-01T00:00:00.000Z'],
    ['year', '-44', '-000044-01-01T00:00:00.000Z'],
    ['epoch_second', '-1.5', '1969-12-31T23:59:58.500Z'],
    ['epoch_second', '1769850306.123456789', '2026-01-31T09:05:06.123Z'],
    ['epoch_second', -0.0005, '1969-12-31T23:59:59.999Z'],
    ['epoch_millis', -1.5, '1969-12-31T23:59:59.998Z'],
    ['epoch_millis', '5.', '1970-01-01T00:00:00.005Z'],
    ['strict_date_optional_time||epoch_millis', 2026, '2026-01-01T00:00:00.000Z'],
    ['strict_date_optional_time||epoch_millis', '12345', '1970-01-01T00:00:12.345Z'],
    ['epoch_millis||strict_date_optional_time', '2026', '1970-01-01T00:00:02.026Z'],
    ['basic_date||epoch_millis', '20260131', '2026-01-31T00:00:00.000Z'],
  ];
  test.each(read)('%s: %p', (name, value, iso) => {
    expect(toDateCodec(toDateFormat(name)!).read(value)).toEqual(new Date(iso));
  });

  test.each([
    ['strict_date_time', '2026-02-30T00:00:00.000Z'],
    ['week_date', '2026-W54-1'],
    ['ordinal_date', '2025-366'],
    ['strict_hour', '25'],
    ['strict_hour', '9'],
    ['basic_date', 'today'],
    ['epoch_second', '1e3'],
    ['epoch_second', '-20.0'],
    ['epoch_millis', '0.1234567'],
    ['strict_time', '09:05:06.120+18:01'],
    ['strict_time', '09:05:06.120Mars/Phobos'],
  ])('%s: %p is no date, and stays', (name, value) => {
    expect(toDateCodec(toDateFormat(name)!).read(value)).toBe(value);
  });
});
