// A notation's parts ⇄ text: each part is compiled once, and then prints and parses. Reading goes as in Java: from left
// to right, each part as much as it can, an optional section or nothing of it, and never back.
import type { DatePart, FractionPart, NamePart, NumberPart, ZonePart } from '../metadata/date-part.js';
import { fieldOf } from './date-fields.js';
import type { DateFields } from './date-fields.js';
import { toZone, zoneReader } from './date-zone.js';

interface CompiledPart {
  /** Undefined where the date does not fit. */
  readonly print: (date: Date) => string | undefined;
  /** Where the text goes on, or undefined where it does not fit. */
  readonly parse: (text: string, at: number, fields: DateFields) => number | undefined;
}

const months = 'January February March April May June July August September October November December'.split(
  ' ',
);
const weekdays = 'Monday Tuesday Wednesday Thursday Friday Saturday Sunday'.split(' ');
const halfDays = ['AM', 'PM'];

export function compileParts(parts: readonly DatePart[], printed: Set<string> = new Set()): CompiledPart {
  const compiled = parts.map((part, index) => compilePart(part, reservedAfter(parts, index), printed));
  return {
    print: (date) => {
      const texts = compiled.map(({ print }) => print(date));
      return texts.includes(undefined) ? undefined : texts.join('');
    },
    parse: (text, at, fields) => {
      let place: number | undefined = at;
      for (const { parse } of compiled) {
        place = parse(text, place, fields);
        if (place === undefined) return undefined;
      }
      return place;
    },
  };
}

// The digits that must be left for the numbers that follow without a separator: `yyyyMMdd` has four for the year.
function reservedAfter(parts: readonly DatePart[], index: number): number {
  const next = parts[index + 1];
  if (next === undefined || !('minimum' in next) || next.minimum !== next.maximum) return 0;
  const isDigits = next.kind === 'number' ? next.sign === 'none' : next.point === '';
  return isDigits ? next.maximum + reservedAfter(parts, index + 1) : 0;
}

function compilePart(part: DatePart, reserved: number, printed: Set<string>): CompiledPart {
  switch (part.kind) {
    case 'literal':
      return {
        print: () => part.text,
        parse: (text, at) => (text.startsWith(part.text, at) ? at + part.text.length : undefined),
      };
    case 'number':
      printed.add(part.field);
      return numberPart(part, reserved);
    case 'fraction':
      printed.add('fraction');
      return fractionPart(part);
    case 'name':
      printed.add(part.field);
      return namePart(part);
    case 'zone':
      printed.add('zone');
      return zonePart(part);
    case 'optional':
      return optionalPart(part.parts, printed);
  }
}

// A section is printed if it tells what was not told before it, such as the seconds of `HH:mm[:ss]`.
function optionalPart(parts: readonly DatePart[], printed: Set<string>): CompiledPart {
  const before = printed.size;
  const { print, parse } = compileParts(parts, printed);
  const tells = printed.size > before;
  return {
    print: (date) => (tells ? print(date) : ''),
    parse: (text, at, fields) => {
      const tried = { ...fields };
      const end = parse(text, at, tried);
      if (end !== undefined) Object.assign(fields, tried);
      return end ?? at;
    },
  };
}

function numberPart(
  { field, width, minimum, maximum, sign, base }: NumberPart,
  reserved: number,
): CompiledPart {
  const digits = /\d*/y;
  return {
    print: (date) => {
      const value = fieldOf(date, field) - base;
      const text = String(Math.abs(value)).padStart(width, '0');
      if (text.length > maximum || (value < 0 && sign === 'none')) return undefined;
      const plus = sign === 'plus' && text.length > minimum ? '+' : '';
      return (value < 0 ? '-' : plus) + text;
    },
    parse: (text, at, fields) => {
      const signed = (text[at] === '-' && sign !== 'none') || (text[at] === '+' && sign === 'plus');
      digits.lastIndex = signed ? at + 1 : at;
      const run = (digits.exec(text)?.[0] ?? '').slice(0, maximum + reserved);
      const read = run.slice(0, Math.max(minimum, run.length - reserved)).slice(0, maximum);
      if (read.length < minimum || !isSigned(sign, text[at], read.length, minimum)) return undefined;
      const value = base + (text[at] === '-' ? -Number(read) : Number(read));
      return setField(fields, field, value) ? (signed ? 1 : 0) + at + read.length : undefined;
    },
  };
}

// More digits than the least need a plus where one is allowed, so that `20260131` is no year in `yyyy`.
function isSigned(
  sign: NumberPart['sign'],
  first: string | undefined,
  length: number,
  minimum: number,
): boolean {
  return sign !== 'plus' || first === '-' || (first === '+') === length > minimum;
}

function fractionPart({ point, width, minimum, maximum }: FractionPart): CompiledPart {
  const pattern = new RegExp(`${point === '.' ? '\\.' : point}(\\d{${minimum},${maximum}})`, 'y');
  return {
    print: (date) => {
      const text = String(date.getUTCMilliseconds()).padStart(3, '0').padEnd(width, '0');
      return point + text.slice(0, width);
    },
    parse: (text, at, fields) => {
      pattern.lastIndex = at;
      const [found, digits] = pattern.exec(text) ?? [];
      if (found === undefined || digits === undefined) return undefined;
      return setField(fields, 'fraction', Number(digits.padEnd(9, '0'))) ? at + found.length : undefined;
    },
  };
}

function namePart({ field, length }: NamePart): CompiledPart {
  const full = { month: months, weekday: weekdays, halfDay: halfDays }[field];
  const names = length === 'short' ? full.map((name) => name.slice(0, 3)) : full;
  const first = field === 'halfDay' ? 0 : 1;
  return {
    print: (date) =>
      names[(field === 'halfDay' ? Math.floor(date.getUTCHours() / 12) : fieldOf(date, field)) - first],
    parse: (text, at, fields) => {
      const index = names.findIndex((name) => text.startsWith(name, at));
      const name = names[index];
      return name !== undefined && setField(fields, field, index + first) ? at + name.length : undefined;
    },
  };
}

function zonePart({ form, written }: ZonePart): CompiledPart {
  const find = zoneReader(form);
  return {
    print: () => written,
    parse: (text, at, fields) => {
      const found = find(text, at);
      const zone = found === undefined ? undefined : toZone(found);
      if (found === undefined || zone === undefined || (fields.zone ?? zone) !== zone) return undefined;
      fields.zone = zone;
      return at + found.length;
    },
  };
}

// A field that is told twice must be told the same.
function setField(fields: DateFields, field: Exclude<keyof DateFields, 'zone'>, value: number): boolean {
  if ((fields[field] ?? value) !== value) return false;
  fields[field] = value;
  return true;
}
