// Which numbers a field type holds: what Elasticsearch would cut, round or refuse is refused before it is sent.
import type { FieldType } from '../metadata/field-types.js';
import { writeBigint, writeJson } from './json.js';
import { ValueProblem } from './value-problem.js';

const wholeLimits: Partial<Record<FieldType, readonly [least: bigint, greatest: bigint]>> = {
  byte: [-128n, 127n],
  short: [-32_768n, 32_767n],
  integer: [-(2n ** 31n), 2n ** 31n - 1n],
  integer_range: [-(2n ** 31n), 2n ** 31n - 1n],
  long: [-(2n ** 63n), 2n ** 63n - 1n],
  long_range: [-(2n ** 63n), 2n ** 63n - 1n],
  unsigned_long: [0n, 2n ** 64n - 1n],
};

const floatLimits: Partial<Record<FieldType, number>> = {
  half_float: 65_504,
  float: 3.4028235e38,
  float_range: 3.4028235e38,
  double: Number.MAX_VALUE,
  double_range: Number.MAX_VALUE,
  scaled_float: Number.MAX_VALUE,
  rank_feature: Number.MAX_VALUE,
};

export type WriteNumber = (value: number | bigint) => number | bigint;

/** What writes the numbers of a field of this type; undefined for a type that holds none. */
export function numberWriter(
  type: FieldType,
  options: { readonly coerce: boolean; readonly bigint: boolean },
): WriteNumber | undefined {
  const whole = wholeLimits[type];
  if (whole !== undefined) return wholeWriter(type, whole, options);
  const limit = floatLimits[type];
  return limit === undefined ? undefined : floatWriter(type, limit);
}

/** The numbers of a type that can be stored as they are; undefined for a type that says nothing of numbers. */
export function numberLimits(
  type: FieldType,
): { readonly least: number; readonly greatest: number; readonly whole: boolean } | undefined {
  const whole = wholeLimits[type];
  if (whole !== undefined) {
    const [least, greatest] = whole.map(Number) as [number, number];
    const { MIN_SAFE_INTEGER: first, MAX_SAFE_INTEGER: last } = Number;
    return { least: Math.max(least, first), greatest: Math.min(greatest, last), whole: true };
  }
  const limit = floatLimits[type];
  return limit === undefined ? undefined : { least: -limit, greatest: limit, whole: false };
}

/** Whether numbers of this type are whole. */
export function holdsWholeNumbers(type: FieldType): boolean {
  return wholeLimits[type] !== undefined;
}

function wholeWriter(
  type: FieldType,
  [least, greatest]: readonly [least: bigint, greatest: bigint],
  { coerce, bigint }: { readonly coerce: boolean; readonly bigint: boolean },
): WriteNumber {
  const exactly = bigint ? 'pass a bigint' : 'use `bigint: true`';
  return (value) => {
    // JSON has no form for some numbers.
    if (typeof value === 'number' && !Number.isFinite(value)) return writeJson(value) as number;
    if (value < least || value > greatest) {
      throw new ValueProblem('invalid', `a field of type ${type} holds ${least} to ${greatest}`);
    }
    if (typeof value === 'bigint') return writeBigint(value);
    if (Number.isSafeInteger(value)) return value;
    if (Number.isInteger(value)) {
      throw new ValueProblem('invalid', `a number beyond ±2^53 is not exact: ${exactly}`);
    }
    if (coerce) return value;
    const remedy = 'round it, or give the field `coerce: true`, which cuts fractions off';
    throw new ValueProblem(
      'invalid',
      `it has a fraction, and a field of type ${type} holds whole numbers: ${remedy}`,
    );
  };
}

function floatWriter(type: FieldType, limit: number): WriteNumber {
  return (value) => {
    const written = writeJson(value) as number | bigint;
    if (written < -limit || written > limit) {
      throw new ValueProblem('invalid', `a field of type ${type} holds -${limit} to ${limit}`);
    }
    return written;
  };
}
