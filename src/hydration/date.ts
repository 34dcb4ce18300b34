// Dates: Elasticsearch's text and numbers ⇄ `Date`, always as UTC.
import { ValueProblem } from './value-problem.js';

const zero = 48;

/** `2026-01-31T09:05:00.000Z`. Throws a ValueProblem for an invalid date. */
export function formatDate(date: Date): string {
  if (Number.isNaN(date.getTime())) throw new ValueProblem('invalid', 'it is an invalid Date');
  return date.toISOString();
}

/**
 * The instant that a `_source` holds: ISO text, or milliseconds since 1970. Text without a time zone is UTC, as
 * Elasticsearch reads it (`new Date` would take the local zone). What is no date is returned as it is.
 */
export function parseDate(value: unknown): unknown {
  if (typeof value === 'number') return new Date(value);
  if (typeof value !== 'string') return value;
  const date = parseExact(value) ?? new Date(withZone(value));
  return Number.isNaN(date.getTime()) ? value : date;
}

// The form that `save` writes, `2026-01-31T09:05:00.000Z`, read by its digits: four times as fast as `new Date(text)`.
function parseExact(text: string): Date | undefined {
  if (text.length !== 24 || text[4] !== '-' || text[7] !== '-' || text[10] !== 'T') return undefined;
  if (text[13] !== ':' || text[16] !== ':' || text[23] !== 'Z') return undefined;
  const year = two(text, 0) * 100 + two(text, 2);
  const month = two(text, 5);
  const day = two(text, 8);
  const hour = two(text, 11);
  const minute = two(text, 14);
  const second = two(text, 17);
  const millisecond = (text.charCodeAt(20) - zero) * 100 + two(text, 21);
  const plausible =
    year >= 100 &&
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    day <= 28 &&
    hour >= 0 &&
    hour <= 23 &&
    minute >= 0 &&
    minute <= 59;
  if (!plausible || !(second >= 0 && second <= 59) || !(millisecond >= 0 && millisecond <= 999))
    return undefined;
  return new Date(Date.UTC(year, month - 1, day, hour, minute, second, millisecond));
}

function two(text: string, at: number): number {
  return (text.charCodeAt(at) - zero) * 10 + text.charCodeAt(at + 1) - zero;
}

function withZone(text: string): string {
  if (!/^[+-]?\d{4,6}-\d{2}-\d{2}T[\d:.,]+$/.test(text)) return text.trim();
  const time = text.replace(',', '.');
  return /T\d{2}$/.test(time) ? `${time}:00Z` : `${time}Z`;
}
