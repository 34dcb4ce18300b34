// How a date field's `format` is written from a `Date` and read into one.

export interface DateFormat {
  /** ISO text, milliseconds or seconds since 1970, or ISO text of the day alone. */
  readonly write: 'iso' | 'milliseconds' | 'seconds' | 'day';
  /** What a number in a `_source` counts. */
  readonly numbers: 'milliseconds' | 'seconds';
}

const writers: Readonly<Record<string, DateFormat['write']>> = {
  date: 'day',
  date_optional_time: 'iso',
  date_time: 'iso',
  epoch_millis: 'milliseconds',
  epoch_second: 'seconds',
  iso8601: 'iso',
  strict_date: 'day',
  strict_date_optional_time: 'iso',
  strict_date_optional_time_nanos: 'iso',
  strict_date_time: 'iso',
  strict_year_month_day: 'day',
  'yyyy-MM-dd': 'day',
  "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'": 'iso',
  "yyyy-MM-dd'T'HH:mm:ss.SSSX": 'iso',
  "yyyy-MM-dd'T'HH:mm:ss.SSSXXX": 'iso',
  'uuuu-MM-dd': 'day',
  year_month_day: 'day',
};
// What keeps most of an instant comes first.
const preference: readonly DateFormat['write'][] = ['iso', 'milliseconds', 'seconds', 'day'];

/** The conversion for a field's `format`, Elasticsearch's default where it has none; undefined for one that is not known. */
export function toDateFormat(format: unknown): DateFormat | undefined {
  if (format === undefined) return { write: 'iso', numbers: 'milliseconds' };
  const names = typeof format === 'string' ? format.split('||').map((name) => name.trim()) : [];
  const known = new Set(names.map((name) => writers[name]));
  const write = preference.find((candidate) => known.has(candidate));
  if (write === undefined) return undefined;
  return { write, numbers: known.has('seconds') && !known.has('milliseconds') ? 'seconds' : 'milliseconds' };
}
