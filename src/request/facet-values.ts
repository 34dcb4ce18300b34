// Whether a field can have a value that somebody chose: what it can't is refused here, and not by the cluster.
import { numberWriter } from '../hydration/number-limits.js';
import { ValueProblem } from '../hydration/value-problem.js';
import type { FieldType } from '../metadata/field-types.js';
import type { FacetChoice } from '../query/facets.js';
import { readsIso } from './where-values.js';

/** A field, as far as it is known. */
export interface FacetField {
  readonly type: string;
  readonly options: Readonly<Record<string, unknown>>;
}

// Longer texts are refused by Elasticsearch, and no field has them.
const longestText = 32_766;

/** Why a field can't have this value; undefined where it can, or where its type says nothing. */
export function choiceProblem(field: FacetField | undefined, value: FacetChoice): string | undefined {
  if (typeof value === 'string' && Buffer.byteLength(value) > longestText)
    return `it has more than ${longestText} bytes`;
  if (typeof value === 'number' && !Number.isFinite(value)) return 'it is no number';
  if (value instanceof Date && !isSentDate(value)) return noDate;
  if (field === undefined) return undefined;
  const { type } = field;
  if (type === 'boolean')
    return ['true', 'false'].includes(String(value)) ? undefined : 'it is neither true nor false';
  if (type === 'date' || type === 'date_nanos') return dateProblem(field, value);
  if (type === 'ip') return isAddress(String(value)) ? undefined : 'it is no IP address';
  return numberWriter(type as FieldType, asWritten) === undefined
    ? undefined
    : numberProblem(type, toNumber(value));
}

const addressV4 = /^(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}$/;

// One, or a block of them: `10.0.0.0/8`.
function isAddress(text: string): boolean {
  const [, address = '', bits = '0'] = /^([^/]+)(?:\/(\d{1,3}))?$/.exec(text) ?? [];
  if (addressV4.test(address)) return Number(bits) <= 32;
  return /^[\da-f:.]+$/i.test(address) && URL.canParse(`http://[${address}]`) && Number(bits) <= 128;
}

const noDate = 'it is no date of the years 0 to 9999';

/** Whether a date can be sent: Elasticsearch's formats read years of four digits. */
export function isSentDate(date: Date): boolean {
  return !Number.isNaN(date.getTime()) && date.getUTCFullYear() >= 0 && date.getUTCFullYear() <= 9999;
}

/** The number that was chosen, as a number or as text; NaN for what is none. */
export function toNumber(value: FacetChoice): number {
  if (typeof value === 'number') return value;
  return typeof value === 'string' && value.trim() !== '' ? Number(value) : NaN;
}

function dateProblem(field: FacetField, value: FacetChoice): string | undefined {
  if (typeof value === 'boolean' || value === '') return noDate;
  // In a format of its own, a text may say anything.
  if (typeof value === 'string' && !readsIso(field)) return undefined;
  return isSentDate(new Date(value)) ? undefined : noDate;
}

// Fractions find nothing, and are no error.
const asWritten = { coerce: true, bigint: true };

/** Why a field of this type can't have this number. */
export function numberProblem(type: string, value: number): string | undefined {
  if (!Number.isFinite(value)) return 'it is no number';
  try {
    numberWriter(type as FieldType, asWritten)?.(Number.isInteger(value) ? BigInt(value) : value);
    return undefined;
  } catch (problem) {
    if (problem instanceof ValueProblem) return problem.reason;
    throw problem;
  }
}
