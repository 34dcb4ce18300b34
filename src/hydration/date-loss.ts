// Why a field's format can't keep an instant, in words.
import type { DateFormat, DateNotation } from '../metadata/date-format.js';
import type { DatePart } from '../metadata/date-part.js';

/** The reason for a date that none of the format's notations keeps. */
export function lossOf(date: Date, format: DateFormat): string {
  const text = date.toISOString();
  const losses = format.map((notation) => `'${notation.name}' ${lossIn(text, notation)}`).join('; ');
  return format.length === 1
    ? `the field's format ${losses} (${text})`
    : `none of the field's formats keeps it (${text}): ${losses}`;
}

interface Unit {
  readonly kept: string;
  readonly fields: readonly string[];
  /** The end of an ISO text that has nothing below the unit. */
  readonly end: string;
  readonly lost: string;
}

const years = ['year', 'yearOfEra', 'weekYear'];
// From the finest to the coarsest.
const units: readonly Unit[] = [
  { kept: 'seconds', fields: ['second'], end: '.000Z', lost: 'milliseconds' },
  { kept: 'minutes', fields: ['minute'], end: ':00.000Z', lost: 'seconds' },
  {
    kept: 'hours',
    fields: ['hour', 'clockHour', 'halfDayHour', 'halfDayClockHour'],
    end: ':00:00.000Z',
    lost: 'minutes',
  },
  { kept: 'days', fields: ['day', 'dayOfYear', 'weekday'], end: 'T00:00:00.000Z', lost: 'a time' },
  { kept: 'weeks', fields: ['week'], end: 'T00:00:00.000Z', lost: 'a time' },
  { kept: 'months', fields: ['month'], end: '-01T00:00:00.000Z', lost: 'a day or a time' },
  {
    kept: 'years',
    fields: years,
    end: '-01-01T00:00:00.000Z',
    lost: 'a month, a day or a time',
  },
];

function lossIn(text: string, notation: DateNotation): string {
  const told = notation.kind === 'text' ? new Set(fieldsOf(notation.parts)) : new Set(['year', 'fraction']);
  const tells = (fields: readonly string[]): boolean => fields.some((field) => told.has(field));
  if (!tells(years) && !text.startsWith('1970-')) return 'keeps no year, and it has one';
  const finest = tells(['fraction', 'nano', 'milliOfDay', 'nanoOfDay'])
    ? undefined
    : units.find(({ fields }) => tells(fields));
  if (finest === undefined || text.endsWith(finest.end)) return "can't hold it";
  return `keeps ${finest.kept}, and it has ${finest.lost}`;
}

function fieldsOf(parts: readonly DatePart[]): readonly string[] {
  return parts.flatMap((part) => {
    if (part.kind === 'optional') return fieldsOf(part.parts);
    return part.kind === 'number' || part.kind === 'name' ? [part.field] : [part.kind];
  });
}
