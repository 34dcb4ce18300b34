// How numbers, ranges of numbers and vectors are written to and read from `_source`.
import type { FieldMetadata } from '../metadata/document-metadata.js';
import { isTypedArray, readFloats, readJson, writeJson } from './json.js';
import { holdsWholeNumbers, numberWriter } from './number-limits.js';
import type { WriteNumber } from './number-limits.js';
import type { ValueCodec } from './value-codecs.js';
import { writeAt, writeItems } from './value-problem.js';

const rangeEnds = ['gt', 'gte', 'lt', 'lte'];

/** The codec of a field of numbers, or of ranges of numbers; undefined for a field of another type. */
export function numberCodec({ type, options, behavior }: FieldMetadata): ValueCodec | undefined {
  const bigint = behavior.bigint === true;
  const writeNumber = numberWriter(type, { coerce: options['coerce'] === true, bigint });
  if (writeNumber === undefined) return undefined;
  const read = holdsWholeNumbers(type) ? readJson : readFloats;
  return type.endsWith('_range')
    ? {
        write: (value) => writeRange(value, writeNumber),
        read: bigint ? readBigintRange : read,
      }
    : {
        write: (value) => writeOne(value, writeNumber),
        read: bigint ? readBigint : read,
      };
}

function writeOne(value: unknown, writeNumber: WriteNumber): unknown {
  if (typeof value === 'number' || typeof value === 'bigint') return writeNumber(value);
  if (typeof value === 'object' && value !== null && isTypedArray(value)) {
    return writeItems(Array.from(value), (item) => writeNumber(item as number | bigint));
  }
  // Numbers as text, and what else Elasticsearch may take or refuse.
  return writeJson(value);
}

function writeRange(value: unknown, writeNumber: WriteNumber): unknown {
  const range = writeJson(value);
  if (typeof range !== 'object' || range === null) return range;
  return mapEnds(range as Record<string, unknown>, (end) =>
    typeof end === 'number' || typeof end === 'bigint' ? writeNumber(end) : end,
  );
}

/** A whole number as a bigint. A number that is not exact was rounded by another client: it stays what it is. */
function readBigint(value: unknown): unknown {
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : value;
  if (typeof value === 'string') return /^-?\d+$/.test(value) ? BigInt(value) : value;
  return readJson(value);
}

function readBigintRange(value: unknown): unknown {
  const range = readJson(value);
  if (typeof range !== 'object' || range === null) return range;
  return mapEnds(range as Record<string, unknown>, readBigint);
}

// In place: it is a copy already.
function mapEnds(range: Record<string, unknown>, by: (end: unknown) => unknown): object {
  for (const end of rangeEnds) {
    const value = range[end];
    if (value !== undefined && value !== null) range[end] = writeAt(end, by, value);
  }
  return range;
}

/** Thousands of numbers: copied as one where that is all there is. */
export const vectorCodec: ValueCodec = {
  write: (value) => writeJson(value),
  read: (value) => (isListOfNumbers(value) ? value.slice() : readFloats(value)),
};

function isListOfNumbers(value: unknown): value is readonly number[] {
  if (!Array.isArray(value)) return false;
  for (const component of value as readonly unknown[]) if (typeof component !== 'number') return false;
  return true;
}
