// How long to wait before a repetition.
import type { Clock } from './clock.js';

const base = 200;
const cap = 10_000;

/** Exponential backoff with full jitter: anything from 0 to 200 ms, then 400, 800 and so on, up to 10 seconds. */
export function backoff(attempt: number, clock: Clock): number {
  return clock.random() * Math.min(cap, base * 2 ** attempt);
}

/** The milliseconds that a `Retry-After` header asks for: seconds, or a date. Undefined for anything else. */
export function retryAfter(header: unknown, clock: Clock): number | undefined {
  const text = Array.isArray(header) ? (header as readonly unknown[])[0] : header;
  if (typeof text !== 'string') return undefined;
  if (/^\s*\d+\s*$/.test(text)) return Number(text) * 1000;
  const date = Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - clock.wallTime());
}
