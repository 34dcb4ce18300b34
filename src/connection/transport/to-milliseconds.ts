// The client's ways to write a time → milliseconds.

const units: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** `30000`, `'30s'` or `'500ms'` in milliseconds; undefined where nothing, or nothing known, was said. */
export function toMilliseconds(time: number | string | null | undefined): number | undefined {
  if (typeof time === 'number') return time;
  const [, number, unit = 'ms'] = /^\s*(\d+(?:\.\d+)?)\s*(ms|s|m|h)?\s*$/.exec(time ?? '') ?? [];
  return number === undefined ? undefined : Number(number) * (units[unit] ?? 1);
}
