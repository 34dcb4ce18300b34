// ISO text as it is mostly found, read fast; and text near to it, read leniently.

const zero = 48;
const minute = 60_000;

/** The form that `save` writes, `2026-01-31T09:05:00.000Z`, by its digits: four times as fast as `new Date(text)`. */
export function parseExact(text: string): Date | undefined {
  if (text.length !== 24 || text[4] !== '-' || text[7] !== '-' || text[10] !== 'T') return undefined;
  if (text[13] !== ':' || text[16] !== ':' || text[23] !== 'Z') return undefined;
  const year = two(text, 0) * 100 + two(text, 2);
  const month = two(text, 5);
  const day = two(text, 8);
  const hour = two(text, 11);
  const minutes = two(text, 14);
  const second = two(text, 17);
  const millisecond = two(text, 20) * 10 + (two(text, 21) % 10);
  const plausible =
    year >= 100 &&
    month >= 1 &&
    month <= 12 &&
    day >= 1 &&
    (day <= 28 || day <= lengthOf(year, month)) &&
    hour >= 0 &&
    hour <= 23 &&
    minutes >= 0 &&
    minutes <= 59;
  if (!plausible || !(second >= 0 && second <= 59) || !(millisecond >= 0 && millisecond <= 999))
    return undefined;
  return new Date(Date.UTC(year, month - 1, day, hour, minutes, second, millisecond));
}

function lengthOf(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

// Two digits, or NaN.
function two(text: string, at: number): number {
  const tens = text.charCodeAt(at) - zero;
  const ones = text.charCodeAt(at + 1) - zero;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : NaN;
}

// Year to fraction of a second, the rest optional from the right; `/` and a blank for `-` and `T`; a zone or none.
const isoText =
  /^([+-]\d{4,9}|\d{4})(?:[-/](\d{1,2})(?:[-/](\d{1,2})(?:[T ](\d{1,2})(?::(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)?)? ?(Z|[+-]\d{2}(?::?\d{2})?)?)?)?$/;

/**
 * ISO text with any of its parts left out, or with `/` and a blank for `-` and `T`; undefined for other text. Text
 * without a time zone is UTC, as Elasticsearch reads it (`new Date` would take the local zone).
 */
export function parseIso(text: string): Date | undefined {
  const match = isoText.exec(text);
  if (match === null) return undefined;
  const [, year, month = '1', day = '1', hour = '0', minutes = '0', second = '0', fraction = '', zone = 'Z'] =
    match;
  const date = new Date(0);
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  // 31 February is no date.
  if (date.getUTCMonth() !== Number(month) - 1 || date.getUTCDate() !== Number(day)) return undefined;
  if (Number(hour) > 23 || Number(minutes) > 59 || Number(second) > 59) return undefined;
  date.setUTCHours(
    Number(hour),
    Number(minutes),
    Number(second),
    Number(fraction.padEnd(3, '0').slice(0, 3)),
  );
  return toValid(date.getTime() - zoneOffset(zone));
}

/**
 * What no format reads: a number as milliseconds, ISO text, and other forms that name their zone, such as HTTP's.
 * Nothing else: `new Date` would take the local zone, and it sees dates in text that is none, such as 'part 1'.
 */
export function parseLeniently(value: string | number): Date | undefined {
  if (typeof value === 'number') return toValid(value);
  const text = value.trim();
  const iso = parseIso(text);
  if (iso !== undefined || isoText.test(text)) return iso;
  if (/^-?\d{9,13}$/.test(text)) return toValid(Number(text));
  return /\d:\d\d.*(?:GMT|UTC|[+-]\d{4})$/.test(text) ? toValid(text) : undefined;
}

function toValid(value: number | string): Date | undefined {
  const date = new Date(value);
  return Number.isNaN(date.getTime()) ? undefined : date;
}

function zoneOffset(zone: string): number {
  if (zone === 'Z') return 0;
  const ahead = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(3).replace(':', ''));
  return (zone.startsWith('-') ? -ahead : ahead) * minute;
}
