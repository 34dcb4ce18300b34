// Which values of a field are stored just as they are: found out by a look, without the codec.
import type { FieldMetadata } from '../metadata/document-metadata.js';
import { fieldTypes } from '../metadata/field-types.js';
import { numberLimits } from './number-limits.js';

/** Text and booleans, or not; and numbers of a range, whole or not. */
export interface KeptValues {
  readonly scalars: boolean;
  readonly least: number;
  readonly greatest: number;
  readonly whole: boolean;
}

/** For a field whose values all go through a conversion. */
export const nothingKept: KeptValues = { scalars: false, least: 1, greatest: 0, whole: false };

/** The values of a field that its codec writes as they are. There may be others. */
export function keptValues({ type, object }: FieldMetadata): KeptValues {
  const { codec } = fieldTypes[type];
  if (object !== undefined || codec === 'none' || codec === 'binary') return nothingKept;
  const { least = -Number.MAX_VALUE, greatest = Number.MAX_VALUE, whole = false } = numberLimits(type) ?? {};
  return { scalars: true, least, greatest, whole };
}

export function isKept(value: unknown, { scalars, least, greatest, whole }: KeptValues): boolean {
  if (typeof value === 'string' || typeof value === 'boolean') return scalars;
  return (
    typeof value === 'number' && value >= least && value <= greatest && (!whole || Number.isInteger(value))
  );
}

/** Whether each item of a list is kept. */
export function areKept(items: readonly unknown[], kept: KeptValues): boolean {
  for (const item of items) if (!isKept(item, kept)) return false;
  return true;
}
