// A custom `format`, a pattern of Java's DateTimeFormatter such as `dd MMM yyyy HH:mm`, as a list of parts.
import { fraction, literal, number, optional } from './date-part.js';
import type { DateNumber, DatePart, NamePart, ZonePart } from './date-part.js';

const token = /'((?:[^']|'')*)'|([A-Za-z])\2*|[^]/g;

/**
 * The parts of a pattern, or undefined for one with letters that have no fixed meaning: weeks (`Y`, `w`, `e`), whose
 * first day differs between versions of Elasticsearch, and what only other calendars and languages need.
 */
export function parseDatePattern(pattern: string): readonly DatePart[] | undefined {
  return readParts(pattern.matchAll(token), false);
}

// To the end of the section or, as Java closes what was left open, of the pattern.
function readParts(tokens: Iterator<RegExpExecArray>, isSection: boolean): readonly DatePart[] | undefined {
  const parts: DatePart[] = [];
  for (let next = tokens.next(); next.done !== true; next = tokens.next()) {
    const [text] = next.value;
    if (text === ']' && isSection) return parts;
    const part = text === '[' ? readSection(tokens) : toPart(next.value);
    if (part === undefined) return undefined;
    parts.push(part);
  }
  return parts;
}

function readSection(tokens: Iterator<RegExpExecArray>): DatePart | undefined {
  const parts = readParts(tokens, true);
  return parts === undefined ? undefined : optional(...parts);
}

function toPart([text, quoted, letter]: RegExpExecArray): DatePart | undefined {
  if (letter !== undefined) return letterPart(letter, text.length);
  if (quoted !== undefined) return literal(quoted === '' ? "'" : quoted.replaceAll("''", "'"));
  return "]'{}#".includes(text) ? undefined : literal(text);
}

const years: Readonly<Record<string, DateNumber>> = { u: 'year', y: 'yearOfEra' };
const pairs: Readonly<Record<string, DateNumber>> = {
  L: 'month',
  M: 'month',
  d: 'day',
  H: 'hour',
  k: 'clockHour',
  K: 'halfDayHour',
  h: 'halfDayClockHour',
  m: 'minute',
  s: 'second',
};
const longs: Readonly<Record<string, DateNumber>> = { n: 'nano', A: 'milliOfDay', N: 'nanoOfDay' };
// How UTC is written, and in which forms.
const zoneForms: readonly (readonly [written: string, ...forms: ZonePart['form'][]])[] = [
  ['Z', 'X', 'XX', 'XXX', 'XXXX', 'XXXXX', 'ZZZZZ', 'VV'],
  ['+00', 'x'],
  ['+0000', 'xx', 'xxxx', 'Z', 'ZZ', 'ZZZ'],
  ['+00:00', 'xxx', 'xxxxx'],
  ['GMT', 'O', 'OOOO', 'ZZZZ'],
  ['UTC', 'z', 'zz', 'zzz', 'zzzz'],
];
const zones = new Map<string, ZonePart>(
  zoneForms.flatMap(([written, ...forms]) => forms.map((form) => [form, { kind: 'zone', form, written }])),
);

function letterPart(letter: string, count: number): DatePart | undefined {
  const year = years[letter];
  if (year !== undefined) return yearPart(year, count);
  const pair = pairs[letter];
  if (pair !== undefined && count <= 2) {
    return count === 2 ? number(pair, 2, 2, 2) : number(pair, 1, 1, 19, 'minus');
  }
  const long = longs[letter];
  if (long !== undefined) return number(long, count, count, 19, letter === 'n' ? 'minus' : 'none');
  const zone = zones.get(letter.repeat(count));
  if (zone !== undefined) return zone;
  if (letter === 'S' && count <= 9) return fraction('', count, count, count);
  if (letter === 'D' && count <= 3) return dayOfYear(count);
  return namePart(letter, count);
}

function yearPart(field: DateNumber, count: number): DatePart | undefined {
  if (count === 2) return number(field, 2, 2, 2, 'none', 2000);
  if (count > 19) return undefined;
  return number(field, count, count, 19, count < 4 ? 'minus' : 'plus');
}

function dayOfYear(count: number): DatePart {
  return count === 1 ? number('dayOfYear', 1, 1, 19, 'minus') : number('dayOfYear', count, count, 3);
}

function namePart(letter: string, count: number): NamePart | undefined {
  if (letter === 'a' && count === 1) return { kind: 'name', field: 'halfDay', length: 'short' };
  const length = count === 4 ? 'full' : 'short';
  if (letter === 'E' && count <= 4) return { kind: 'name', field: 'weekday', length };
  if (letter === 'M' && (count === 3 || count === 4)) return { kind: 'name', field: 'month', length };
  return undefined;
}
