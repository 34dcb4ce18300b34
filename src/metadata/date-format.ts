// A date field's `format`: one or more notations, each of which hydration can write and read.
import { dateNames } from './date-names.js';
import type { DatePart } from './date-part.js';
import { parseDatePattern } from './date-pattern.js';
import { frozenCopy } from '../util/frozen-copy.js';

/** Milliseconds or seconds since 1970, counted. */
export interface CountNotation {
  readonly kind: 'count';
  readonly name: string;
  /** How many milliseconds one is. */
  readonly unit: 1 | 1000;
}

/** Text of parts, by a name of Elasticsearch's or a pattern. */
export interface TextNotation {
  readonly kind: 'text';
  readonly name: string;
  readonly parts: readonly DatePart[];
  /** What becomes of a day that its month has not: refused, the month's last, or so many days later. */
  readonly style: 'strict' | 'smart' | 'lenient';
}

export type DateNotation = CountNotation | TextNotation;

/** The notations of a field, in the order in which Elasticsearch tries them. */
export type DateFormat = readonly DateNotation[];

const counts: Readonly<Record<string, CountNotation['unit']>> = { epoch_millis: 1, epoch_second: 1000 };
const styles: Readonly<Record<string, TextNotation['style']>> = {
  basic_ordinal_date: 'smart',
  basic_t_time: 'smart',
  strict_date: 'lenient',
  strict_date_hour: 'smart',
  strict_date_hour_minute: 'smart',
  strict_date_hour_minute_second: 'smart',
  strict_hour: 'smart',
  strict_hour_minute: 'smart',
  strict_weekyear_week: 'smart',
  weekyear_week: 'smart',
  weekyear_week_day: 'smart',
};

/** What Elasticsearch takes for a field without `format`. */
export const defaultDateFormat: DateFormat =
  parseFormat('strict_date_optional_time||epoch_millis', 'full') ?? [];

/**
 * The notations of a field's `format`; undefined where one of them is no name and no pattern that is known, or has
 * names of months or days in a `locale` that is not English.
 */
export function toDateFormat(format: unknown, locale?: unknown): DateFormat | undefined {
  if (format === undefined) return defaultDateFormat;
  return typeof format === 'string' ? parseFormat(format, namesOf(locale)) : undefined;
}

type Names = 'full' | 'short' | 'none';

// Of the locale '' the full names differ between versions of Elasticsearch, the short ones are English; other kinds of
// English have other short names ('Sept').
function namesOf(locale: unknown): Names {
  if (locale === undefined || locale === 'en' || locale === 'en-US' || locale === 'en_US') return 'full';
  return typeof locale === 'string' && /^(?:root)?$/i.test(locale) ? 'short' : 'none';
}

function parseFormat(format: string, names: Names): DateFormat | undefined {
  const notations = format.split('||').map((name) => toNotation(name.trim(), names));
  return notations.every((notation) => notation !== undefined) ? frozenCopy(notations) : undefined;
}

function toNotation(name: string, names: Names): DateNotation | undefined {
  const unit = counts[name];
  if (unit !== undefined) return { kind: 'count', name, unit };
  // The 8 is how patterns were marked in Elasticsearch 6; it still may stand there.
  const parts = dateNames.get(name) ?? (name === '' ? undefined : parseDatePattern(name.replace(/^8/, '')));
  if (parts === undefined || !parts.every((part) => isWritable(part, names))) return undefined;
  return { kind: 'text', name, parts, style: styles[name] ?? 'strict' };
}

function isWritable(part: DatePart, names: Names): boolean {
  if (part.kind === 'optional') return part.parts.every((inner) => isWritable(inner, names));
  if (part.kind !== 'name') return true;
  return names === 'full' || (names === 'short' && part.length === 'short');
}
