// How single values of each codec are written to and read from `_source`.
import type { Codec } from '../metadata/field-types.js';
import { defaultDateFormat, toDateFormat } from '../metadata/date-format.js';
import type { Missing } from './date-fields.js';
import { toDateCodec } from './date.js';
import { readJson, writeJson } from './json.js';
import { ValueProblem, writeAt } from './value-problem.js';

export interface ValueCodec {
  /** Throws a ValueProblem for a value that can't be stored. Never called with null or undefined. */
  readonly write: (value: unknown) => unknown;
  /** Undefined where values are taken as they are. */
  readonly read: ((value: unknown) => unknown) | undefined;
}

const plain: ValueCodec = { write: (value) => writeJson(value), read: undefined };
const binary: ValueCodec = { write: writeBinary, read: readBinary };

/** The codec of a field by its `codec` and its mapping options. */
export function toValueCodec(
  codec: Exclude<Codec, 'object' | 'none'>,
  options: Readonly<Record<string, unknown>>,
): ValueCodec {
  switch (codec) {
    case 'plain':
      return plain;
    case 'binary':
      return binary;
    case 'date':
      return dateCodec(options);
    case 'dateRange':
      return rangeCodec(options);
  }
}

/** For fields whose values are objects of any shape. */
export const objectCodec: ValueCodec = { write: (value) => writeJson(value), read: readJson };

function dateCodec(
  { format, locale }: Readonly<Record<string, unknown>>,
  missing: Missing = 'first',
): Record<'write' | 'read', (value: unknown) => unknown> {
  // The metadata was built from formats that are known.
  const { write, read } = toDateCodec(toDateFormat(format, locale) ?? defaultDateFormat, missing);
  return {
    // Elasticsearch reads text and numbers as dates too; what it can't read it refuses.
    write: (value) => (value instanceof Date ? write(value) : writeJson(value)),
    read: (value) => (typeof value === 'object' ? readJson(value) : read(value)),
  };
}

function rangeCodec(options: Readonly<Record<string, unknown>>): ValueCodec {
  const first = dateCodec(options);
  const last = dateCodec(options, 'last');
  const convertEnds = (value: unknown, direction: 'write' | 'read'): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    const range = { ...value } as Record<string, unknown>;
    for (const end of ['gt', 'gte', 'lt', 'lte']) {
      if (range[end] instanceof Date || typeof range[end] === 'string' || typeof range[end] === 'number') {
        const codec = end === 'gt' || end === 'lte' ? last : first;
        range[end] = writeAt(end, codec[direction], range[end]);
      }
    }
    return range;
  };
  return {
    write: (value) => writeJson(convertEnds(value, 'write')),
    read: (value) => convertEnds(readJson(value), 'read'),
  };
}

function writeBinary(value: unknown): unknown {
  if (typeof value === 'string') return value;
  if (!(value instanceof Uint8Array))
    throw new ValueProblem('invalid', 'it is neither a Uint8Array nor Base64 text');
  return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64');
}

function readBinary(value: unknown): unknown {
  return typeof value === 'string' ? new Uint8Array(Buffer.from(value, 'base64')) : readJson(value);
}
