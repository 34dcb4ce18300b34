// Elasticsearch's own date formats by name, each as a list of parts: what it writes, and all that it reads.
import { fraction, literal, number, optional } from './date-part.js';
import type { DatePart } from './date-part.js';

type Parts = readonly DatePart[];

const dash = literal('-');
const colon = literal(':');
const t = literal('T');
const weekMark = literal('-W');
const zone: DatePart = { kind: 'zone', form: 'every', written: 'Z' };
const secondFraction = fraction('.', 3, 1, 9);
const optionalFraction = [optional(secondFraction), optional(fraction(',', 3, 1, 9))];

// Numbers of a fixed width, as the strict formats have them, and numbers that are read with fewer digits.
const fixed = {
  year: number('year', 4, 4, 4, 'minus'),
  month: number('month', 2, 2, 2),
  day: number('day', 2, 2, 2),
  dayOfYear: number('dayOfYear', 3, 3, 3),
  week: number('week', 2, 2, 2),
  hour: number('hour', 2, 2, 2),
  minute: number('minute', 2, 2, 2),
  second: number('second', 2, 2, 2),
};
const free = {
  year: number('year', 4, 1, 9, 'minus'),
  month: number('month', 2, 1, 2),
  day: number('day', 2, 1, 2),
  dayOfYear: number('dayOfYear', 3, 1, 3),
  week: number('week', 2, 1, 2),
  hour: number('hour', 2, 1, 2),
  minute: number('minute', 2, 1, 2),
  second: number('second', 2, 1, 2),
};
const wideYear = number('year', 4, 4, 10, 'plus');
const weekday = number('weekday', 1, 1, 1);
const longWeekday = number('weekday', 1, 1, 19, 'minus');
const weekYear = number('weekYear', 4, 4, 10, 'plus');
const freeWeekYear = number('weekYear', 4, 1, 10, 'minus');

// In both: what is strict_… and what has no prefix.
function family(prefix: string, { year, month, day, dayOfYear, week, hour, minute, second }: typeof fixed) {
  const date: Parts = [year, optional(dash, month, optional(dash, day))];
  const exact: Parts = [prefix === '' ? year : wideYear, dash, month, dash, day];
  const dateAlone = prefix === '' ? date : exact;
  const hourMinute: Parts = [hour, colon, minute];
  const time: Parts = [...hourMinute, colon, second];
  const timeFraction: Parts = [...time, secondFraction];
  const timeMillis: Parts = prefix === '' ? [...time, fraction('.', 3, 1, 3)] : timeFraction;
  const ordinal: Parts = [prefix === '' ? wideYear : year, dash, dayOfYear];
  const weekDate: Parts = [weekYear, weekMark, week, dash, weekday];
  const weekOfYear: Parts =
    prefix === '' ? [freeWeekYear, weekMark, number('week', 2, 1, 19, 'minus')] : [weekYear, weekMark, week];
  const optionalSecond = (rest: Parts): DatePart => optional(colon, second, ...rest);
  return Object.entries<Parts>({
    date: dateAlone,
    date_hour: [...dateAlone, t, hour],
    date_hour_minute: [...dateAlone, t, ...hourMinute],
    date_hour_minute_second: [...date, t, ...time],
    date_hour_minute_second_fraction: [...date, t, ...timeFraction],
    date_hour_minute_second_millis: [...date, t, ...timeMillis],
    date_optional_time: [
      ...date,
      optional(
        t,
        optional(hour, optional(colon, minute, optional(colon, second, ...optionalFraction)), optional(zone)),
      ),
    ],
    date_time:
      prefix === ''
        ? [...date, t, ...hourMinute, optionalSecond([secondFraction]), zone]
        : [...date, t, ...time, optional(secondFraction), zone],
    date_time_no_millis:
      prefix === ''
        ? [...date, t, ...hourMinute, optionalSecond([]), optional(zone)]
        : [...date, t, ...time, zone],
    hour: [hour],
    hour_minute: hourMinute,
    hour_minute_second: time,
    hour_minute_second_fraction: timeFraction,
    hour_minute_second_millis: timeMillis,
    ordinal_date: ordinal,
    ordinal_date_time: [...ordinal, t, ...hourMinute, optionalSecond([secondFraction]), zone],
    ordinal_date_time_no_millis: [...ordinal, t, ...time, zone],
    time: [...timeFraction, zone],
    time_no_millis: [...time, zone],
    t_time: [t, ...timeFraction, zone],
    t_time_no_millis: [t, ...time, zone],
    week_date: weekDate,
    week_date_time: [...weekDate, t, ...timeFraction, zone],
    week_date_time_no_millis: [...weekDate, t, ...time, zone],
    weekyear: weekOfYear.slice(0, 1),
    weekyear_week: weekOfYear,
    weekyear_week_day: [...weekOfYear, dash, longWeekday],
    year: [year],
    year_month: [year, dash, month],
    year_month_day: prefix === '' ? exact : date,
  }).map(([name, parts]) => [prefix + name, parts] as const);
}

const basicTime: Parts = [fixed.hour, fixed.minute, fixed.second];
const basicTimeFraction: Parts = [...basicTime, secondFraction];
const basicDate: Parts = [number('year', 4, 4, 4, 'minus'), fixed.month, fixed.day];
const basicOrdinal: Parts = [wideYear, fixed.dayOfYear];

function basicWeek(prefix: string, year: DatePart, longYear = year) {
  const date: Parts = [year, literal('W'), free.week, longWeekday];
  return Object.entries<Parts>({
    basic_week_date: date,
    basic_week_date_time: [...date, t, ...basicTimeFraction, zone],
    basic_week_date_time_no_millis: [longYear, ...date.slice(1), t, ...basicTime, zone],
  }).map(([name, parts]) => [prefix + name, parts] as const);
}

/** All names but epoch_millis and epoch_second, which count. */
export const dateNames: ReadonlyMap<string, Parts> = new Map<string, Parts>([
  ...family('', free),
  ...family('strict_', fixed),
  ...basicWeek('', freeWeekYear),
  ...basicWeek('strict_', number('weekYear', 4, 4, 4), number('weekYear', 4, 4, 10, 'minus')),
  ['basic_date', [number('year', 4, 1, 4, 'minus'), free.month, free.day]],
  ['basic_date_time', [...basicDate, t, ...basicTimeFraction, zone]],
  ['basic_date_time_no_millis', [...basicDate, t, ...basicTime, zone]],
  ['basic_ordinal_date', basicOrdinal],
  [
    'basic_ordinal_date_time',
    [number('yearOfEra', 4, 4, 10, 'plus'), fixed.dayOfYear, t, ...basicTimeFraction, zone],
  ],
  ['basic_ordinal_date_time_no_millis', [...basicOrdinal, t, ...basicTime, zone]],
  ['basic_time', [...basicTimeFraction, zone]],
  ['basic_time_no_millis', [...basicTime, zone]],
  ['basic_t_time', [t, ...basicTimeFraction, zone]],
  ['basic_t_time_no_millis', [t, ...basicTime, zone]],
  [
    'iso8601',
    [
      fixed.year,
      optional(dash, fixed.month, optional(dash, fixed.day)),
      optional(
        t,
        optional(
          fixed.hour,
          optional(colon, fixed.minute, optional(colon, fixed.second, ...optionalFraction)),
        ),
        optional(zone),
      ),
    ],
  ],
  [
    'strict_date_optional_time_nanos',
    [
      fixed.year,
      optional(dash, fixed.month, optional(dash, fixed.day)),
      optional(t, fixed.hour, colon, fixed.minute, colon, fixed.second, ...optionalFraction, optional(zone)),
    ],
  ],
]);
