// The values of a `where` → what is sent: only scalars, never an object that somebody may have sent.
import { failure } from '../errors/failure.js';
import type { ElastodmError } from '../errors/elastodm-error.js';
import { writeBigint } from '../hydration/json.js';
import { isPlainObject } from '../util/frozen-copy.js';
import type { FieldPlace } from './field-places.js';

/** Where a value stands. */
export interface WherePlace {
  readonly className: string;
  readonly path: string;
}

/** What can't be asked: its reason, and what to do instead. */
export function unfit({ className, path }: WherePlace, reason: string, remedy: string): ElastodmError {
  return failure('QUERY_UNFIT', { className, path, reason, remedy });
}

export function at({ className, path }: WherePlace, step: number | string): WherePlace {
  return { className, path: typeof step === 'number' ? `${path}[${step}]` : `${path}.${step}` };
}

export function checkDefined(where: WherePlace, value: unknown): void {
  if (value === undefined) throw failure('QUERY_UNDEFINED', { ...where });
}

export type Scalar = string | number | bigint | boolean;

/** One value, by the field's transform, with dates as dates. Throws a RequestError for what is no value. */
export function toScalar(where: WherePlace, { type, transform }: FieldPlace, value: unknown): Scalar | Date {
  checkDefined(where, value);
  const isMade =
    typeof value === 'object' && value !== null && !Array.isArray(value) && !isPlainObject(value);
  // An instance of the program's own class has a form that its field's transform knows.
  const made = transform !== undefined && (isMade || typeof value !== 'object') ? transform.to(value) : value;
  const stored = isDateType(type) && typeof made === 'number' ? new Date(made) : made;
  if (stored === null) throw unfit(where, 'null is no value', 'Use Missing(), or null alone.');
  if (Array.isArray(stored)) throw unfit(where, 'it is a list', 'Use In([…]) for one of several values.');
  if (stored instanceof Date) {
    if (!Number.isNaN(stored.getTime())) return stored;
    throw failure('QUERY_INVALID_VALUE', { ...where, reason: 'it is an invalid Date' });
  }
  if (typeof stored === 'object') throw failure('QUERY_OBJECT_VALUE', { ...where });
  if (typeof stored === 'number' && !Number.isFinite(stored)) {
    throw failure('QUERY_INVALID_VALUE', { ...where, reason: `it is ${stored}` });
  }
  if (typeof stored === 'function' || typeof stored === 'symbol') {
    const reason = `a ${typeof stored} has no form in JSON`;
    throw failure('QUERY_INVALID_VALUE', { ...where, reason });
  }
  if (typeof stored === 'string') checkLength(where, stored);
  return typeof stored === 'bigint' ? writeBigint(stored) : (stored as Scalar);
}

// Elasticsearch refuses to look for a longer one, in a field of any type.
const longestTerm = 32_766;

function checkLength(where: WherePlace, text: string): void {
  const bytes = 3 * text.length <= longestTerm ? 0 : Buffer.byteLength(text);
  if (bytes <= longestTerm) return;
  throw unfit(
    where,
    `it has ${bytes} bytes, and a value has ${longestTerm} at most`,
    'Give it a shorter text.',
  );
}

/** A value that is text. */
export function toText(where: WherePlace, value: unknown): string {
  checkDefined(where, value);
  if (typeof value === 'string') return value;
  if (typeof value === 'object' && value !== null) throw failure('QUERY_OBJECT_VALUE', { ...where });
  throw unfit(where, 'it is no text', 'Give it a string.');
}

export function isDateType(type: string): boolean {
  return type === 'date' || type === 'date_nanos' || type === 'date_range';
}

// Formats that read what `toISOString` writes.
const isoFormats: ReadonlySet<string> = new Set(
  ['date_optional_time', 'date_optional_time_nanos', 'date_time'].flatMap((name) => [name, `strict_${name}`]),
);

/** Whether the field's own format reads ISO text. */
export function readsIso({ options }: Pick<FieldPlace, 'options'>): boolean {
  const { format } = options;
  if (typeof format !== 'string') return true;
  return format.split('||').some((name) => name.trim() === 'iso8601' || isoFormats.has(name.trim()));
}

/** What a value is as JSON. */
export function toJsonValue(value: Scalar | Date): Scalar {
  return value instanceof Date ? value.toISOString() : value;
}
