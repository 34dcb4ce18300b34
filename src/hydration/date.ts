// Dates: Elasticsearch's text and numbers ⇄ `Date`, always as UTC. A field's format is compiled once, by toDateCodec.
import { defaultDateFormat } from '../metadata/date-format.js';
import type { DateFormat, DateNotation } from '../metadata/date-format.js';
import { parseCount, printCount } from './date-count.js';
import { toInstant } from './date-fields.js';
import type { Missing } from './date-fields.js';
import { parseExact, parseIso, parseLeniently, printIso } from './date-iso.js';
import { lossOf } from './date-loss.js';
import { compileParts } from './date-text.js';
import { ValueProblem } from './value-problem.js';

export interface DateCodec {
  /** Throws a ValueProblem for an invalid date, and for one that no notation of the field's format keeps. */
  readonly write: (date: Date) => string | number;
  /** What is no date is returned as it is. */
  readonly read: (value: unknown) => unknown;
}

interface Notation {
  readonly print: (date: Date) => string | number | undefined;
  /** Undefined for a text of another form, NaN for one of this form that is no date, such as 31 February. */
  readonly parse: (text: string) => number | undefined;
}

// What these write is `toISOString` for the years 0 to 9999, and what they read of ISO text is what everybody reads.
const isoNames: ReadonlySet<string> = new Set(['strict_date_optional_time', 'date_optional_time', 'iso8601']);

/** `2026-01-31T09:05:00.000Z`. Throws a ValueProblem for an invalid date. */
export function formatDate(date: Date): string {
  if (Number.isNaN(date.getTime())) throw new ValueProblem('invalid', 'it is an invalid Date');
  return printIso(date);
}

/**
 * How a field's format writes and reads dates. Ranges take `lte` and `gt` for the last instant of what a text leaves
 * out, so that `{ lte: '2026-01-31' }` has that day in it.
 */
export function toDateCodec(format: DateFormat, missing: Missing = 'first'): DateCodec {
  const notations = format.map((notation) => compile(notation, missing));
  const isIso = format[0] !== undefined && isoNames.has(format[0].name);
  const instantsOf = (value: string | number): number[] =>
    notations.map(({ parse }) => parse(String(value))).filter((instant) => instant !== undefined);
  const writeInFirst = (date: Date): string | number => {
    for (const { print } of notations) {
      const written = print(date);
      // By the whole format: what one notation writes may be something else, or no date, to one before it.
      if (written !== undefined && instantsOf(written)[0] === date.getTime()) return written;
    }
    throw new ValueProblem('invalid', lossOf(date, format));
  };
  const readInFormat = (value: string | number): unknown => {
    const instant = instantsOf(value).find((found) => !Number.isNaN(found));
    return instant === undefined ? (parseLeniently(value) ?? value) : new Date(instant);
  };
  const readText = (text: string): unknown =>
    (isIso && missing === 'first' ? parseIso(text) : undefined) ?? readInFormat(text);
  return {
    write: (date) => {
      const text = formatDate(date);
      return isIso && text.length === isoLength ? text : writeInFirst(date);
    },
    read: (value) => {
      if (typeof value === 'string') return (isIso ? parseExact(value) : undefined) ?? readText(value);
      if (typeof value !== 'number') return value;
      // Of the default format, all numbers but years are milliseconds.
      const isCount = format === defaultDateFormat && Math.abs(value) > 9999 && Number.isInteger(value);
      return isCount ? (parseLeniently(value) ?? value) : readInFormat(value);
    },
  };
}

const isoLength = '2026-01-31T09:05:00.000Z'.length;

function compile(notation: DateNotation, missing: Missing): Notation {
  if (notation.kind === 'count') {
    return {
      print: (date) => printCount(date, notation, missing),
      parse: (text) => parseCount(text, notation, missing),
    };
  }
  const { print, parse } = compileParts(notation.parts);
  return {
    print,
    parse: (text) => {
      const fields = {};
      if (parse(text, 0, fields) !== text.length) return undefined;
      return toInstant(fields, notation.style, missing) ?? NaN;
    },
  };
}
