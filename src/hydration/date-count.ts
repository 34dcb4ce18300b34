// Dates as a count of seconds or milliseconds since 1970.
import type { CountNotation } from '../metadata/date-format.js';
import type { Missing } from './date-fields.js';

/** A count as `_source` has it. */
export function printCount(date: Date, { unit }: CountNotation, missing: Missing): string | number {
  const count = date.getTime() / unit;
  // Whole seconds would be read as all of the second; the point says that they are not.
  return unit === 1000 && missing === 'last' && Number.isInteger(count) ? `${count}.` : count;
}

/** The instant of a count, below a millisecond rounded down; undefined for text that is none. */
export function parseCount(text: string, { unit }: CountNotation, missing: Missing): number | undefined {
  const match = /^(-?)(\d{1,19})(?:\.(\d{0,9}))?$/.exec(text);
  if (match === null) return undefined;
  const [, sign, whole, fraction] = match;
  const instant =
    unit === 1
      ? toMilliseconds(sign === '-', Number(whole), fraction)
      : toSeconds(sign === '-', Number(whole), fraction, missing);
  return instant === undefined || Number.isNaN(new Date(instant).getTime()) ? undefined : instant + 0;
}

function toMilliseconds(isNegative: boolean, whole: number, fraction = ''): number | undefined {
  if (fraction.length > 6) return undefined;
  return isNegative ? -(whole + (/[1-9]/.test(fraction) ? 1 : 0)) : whole;
}

function toSeconds(
  isNegative: boolean,
  whole: number,
  fraction: string | undefined,
  missing: Missing,
): number | undefined {
  // So Elasticsearch has it: with the point, no negative number is whole where the last instant is taken; -20.0 is
  // refused, and 20.0 and -20.5 are not.
  const isWhole = fraction === undefined || (fraction === '' && isNegative);
  if (isWhole) return (isNegative ? -whole : whole) * 1000 + (missing === 'last' ? 999 : 0);
  if (isNegative && /^0+$/.test(fraction)) return undefined;
  const milliseconds = whole * 1000 + Number(fraction.padEnd(3, '0').slice(0, 3));
  return isNegative ? -(milliseconds + (/[1-9]/.test(fraction.slice(3)) ? 1 : 0)) : milliseconds;
}
