// The numbers in a date's text ⇄ the instant.
import type { DateNumber, NamePart } from '../metadata/date-part.js';
import type { TextNotation } from '../metadata/date-format.js';
import { fromLocal } from './date-zone.js';
import type { Zone } from './date-zone.js';

export type DateFields = Partial<Record<DateNumber | NamePart['field'] | 'fraction', number>> & {
  zone?: Zone;
};

/** Which instant a text stands for that leaves parts out: the first that it fits, or the last of its day. */
export type Missing = 'first' | 'last';

const day = 86_400_000;

/** What a date has for a field, as UTC. */
export function fieldOf(date: Date, field: DateNumber): number {
  switch (field) {
    case 'year':
      return date.getUTCFullYear();
    case 'yearOfEra': {
      const year = date.getUTCFullYear();
      return year > 0 ? year : 1 - year;
    }
    case 'month':
      return date.getUTCMonth() + 1;
    case 'day':
      return date.getUTCDate();
    case 'dayOfYear':
      return (startOfDay(date) - toDay(date.getUTCFullYear(), 1, 1)) / day + 1;
    case 'weekYear':
      return thursdayOf(date).getUTCFullYear();
    case 'week':
      return Math.floor((fieldOf(thursdayOf(date), 'dayOfYear') - 1) / 7) + 1;
    case 'weekday':
      return date.getUTCDay() === 0 ? 7 : date.getUTCDay();
    case 'hour':
      return date.getUTCHours();
    case 'clockHour':
      return date.getUTCHours() === 0 ? 24 : date.getUTCHours();
    case 'halfDayHour':
      return date.getUTCHours() % 12;
    case 'halfDayClockHour':
      return date.getUTCHours() % 12 === 0 ? 12 : date.getUTCHours() % 12;
    case 'minute':
      return date.getUTCMinutes();
    case 'second':
      return date.getUTCSeconds();
    case 'nano':
      return date.getUTCMilliseconds() * 1_000_000;
    case 'milliOfDay':
      return date.getTime() - startOfDay(date);
    case 'nanoOfDay':
      return (date.getTime() - startOfDay(date)) * 1_000_000;
  }
}

const ranges: Readonly<
  Record<Exclude<keyof DateFields, 'zone' | 'year' | 'weekYear'>, readonly [number, number]>
> = {
  yearOfEra: [1, Infinity],
  month: [1, 12],
  day: [1, 31],
  dayOfYear: [1, 366],
  week: [1, 53],
  weekday: [1, 7],
  hour: [0, 23],
  clockHour: [1, 24],
  halfDayHour: [0, 11],
  halfDayClockHour: [1, 12],
  halfDay: [0, 1],
  minute: [0, 59],
  second: [0, 59],
  fraction: [0, 999_999_999],
  nano: [0, 999_999_999],
  milliOfDay: [0, day - 1],
  nanoOfDay: [0, day * 1_000_000 - 1],
};

/** The instant of fields that were read; undefined where they make none. */
export function toInstant(
  read: DateFields,
  declared: TextNotation['style'],
  missing: Missing,
): number | undefined {
  // Where it takes the last instant, Elasticsearch is not strict, and a month that is not told is January.
  const isLast = missing === 'last';
  const style = isLast ? 'smart' : declared;
  const fields = isLast && read.dayOfYear === undefined ? { month: 1, ...read } : read;
  const time = toTime(fields, missing);
  if (!isPossible(fields, style, time)) return undefined;
  const date = toDate(fields, style);
  // A day without its month, or seconds alone, are no instant.
  if (date === undefined && time === undefined) return undefined;
  // A year alone is not taken together with a time; the end of a day is the begin of the next, if there is one.
  const hasDate = date !== undefined && !(isYearAlone(fields) && time !== undefined);
  const local = hasDate ? date + (time ?? 0) : (time ?? 0) % day;
  const instant = fromLocal(local, fields.zone ?? 0);
  return Number.isNaN(new Date(instant).getTime()) ? undefined : instant;
}

function isYearAlone({ year, yearOfEra, month, dayOfYear }: DateFields): boolean {
  return (year ?? yearOfEra) !== undefined && (month ?? dayOfYear) === undefined;
}

function isPossible(fields: DateFields, style: TextNotation['style'], time: number | undefined): boolean {
  const isMidnight = style === 'smart' && fields.hour === 24 && time === day;
  return Object.entries(ranges).every(([field, [least, greatest]]) => {
    const value = fields[field as keyof typeof ranges];
    if (value === undefined || style === 'lenient' || (isMidnight && field === 'hour')) return true;
    return value >= least && value <= greatest;
  });
}

// Milliseconds of the day; undefined where there is no hour, or a gap below it: Elasticsearch then ignores the rest.
function toTime(fields: DateFields, missing: Missing): number | undefined {
  if (fields.nanoOfDay !== undefined) return Math.floor(fields.nanoOfDay / 1_000_000);
  if (fields.milliOfDay !== undefined) return fields.milliOfDay;
  const { minute, second, fraction, nano = fraction } = fields;
  const hour = toHour(fields);
  if (missing === 'last') return toMilliseconds(hour ?? 23, minute ?? 59, second ?? 59, nano ?? 999_999_999);
  const gap =
    minute === undefined ? (second ?? nano) !== undefined : second === undefined && nano !== undefined;
  return hour === undefined || gap ? undefined : toMilliseconds(hour, minute ?? 0, second ?? 0, nano ?? 0);
}

function toMilliseconds(hour: number, minute: number, second: number, nano: number): number {
  return ((hour * 60 + minute) * 60 + second) * 1000 + Math.floor(nano / 1_000_000);
}

function toHour({ hour, clockHour, halfDay, halfDayHour, halfDayClockHour }: DateFields): number | undefined {
  if (hour !== undefined) return hour;
  if (clockHour !== undefined) return clockHour % 24;
  const ofHalfDay = halfDayHour ?? (halfDayClockHour === undefined ? undefined : halfDayClockHour % 12);
  return halfDay === undefined || ofHalfDay === undefined ? undefined : halfDay * 12 + ofHalfDay;
}

// The begin of the day as if it were UTC; undefined where there is no date, NaN for one that no calendar has.
function toDate(fields: DateFields, style: TextNotation['style']): number | undefined {
  const { weekYear, week = 1, weekday = 1, month, day: dayOfMonth, dayOfYear } = fields;
  const year = fields.year ?? fields.yearOfEra;
  if (year === undefined && weekYear !== undefined) {
    const date = toDay(weekYear, 1, 4);
    const monday = date - (fieldOf(new Date(date), 'weekday') - 1) * day;
    const found = monday + ((week - 1) * 7 + weekday - 1) * day;
    return style === 'strict' && fieldOf(new Date(found), 'weekYear') !== weekYear ? NaN : found;
  }
  if (year === undefined && month === undefined) return undefined;
  const found = toDay(year ?? 1970, 1, 1);
  if (year !== undefined && dayOfYear !== undefined && (month === undefined || dayOfMonth === undefined)) {
    const counted = found + (dayOfYear - 1) * day;
    return new Date(counted).getUTCFullYear() === year ? counted : NaN;
  }
  const last = new Date(toDay(year ?? 1970, (month ?? 1) + 1, 0)).getUTCDate();
  const wanted = month === undefined ? 1 : (dayOfMonth ?? 1);
  if (wanted > last && style === 'strict') return NaN;
  return toDay(year ?? 1970, month ?? 1, style === 'smart' ? Math.min(wanted, last) : wanted);
}

function toDay(year: number, month: number, dayOfMonth: number): number {
  return new Date(0).setUTCFullYear(year, month - 1, dayOfMonth);
}

function startOfDay(date: Date): number {
  return Math.floor(date.getTime() / day) * day;
}

// The Thursday of a date's week: its year is the week's.
function thursdayOf(date: Date): Date {
  return new Date(startOfDay(date) + (4 - fieldOf(date, 'weekday')) * day);
}
