// How single values of each codec are written to and read from `_source`.
import type { Codec } from '../metadata/field-types.js';
import { formatDate, parseDate } from './date.js';
import { readJson, writeJson } from './json.js';
import { ValueProblem } from './value-problem.js';

export interface ValueCodec {
  /** Throws a ValueProblem for a value that can't be stored. Never called with null or undefined. */
  readonly write: (value: unknown) => unknown;
  /** Undefined where values are taken as they are. */
  readonly read: ((value: unknown) => unknown) | undefined;
}

type ValueCodecName = Exclude<Codec, 'object' | 'none'>;

export const valueCodecs: Readonly<Record<ValueCodecName, ValueCodec>> = {
  plain: { write: (value) => writeJson(value), read: undefined },
  date: { write: writeDate, read: parseDate },
  dateRange: { write: (value) => writeJson(value), read: readDateRange },
  binary: { write: writeBinary, read: readBinary },
};

/** For fields whose values are objects of any shape. */
export const objectCodec: ValueCodec = { write: (value) => writeJson(value), read: readJson };

function writeDate(value: unknown): unknown {
  // Elasticsearch reads text and numbers as dates too; what it can't read it refuses.
  return value instanceof Date ? formatDate(value) : writeJson(value);
}

function readDateRange(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  const range = { ...value } as Record<string, unknown>;
  for (const end of ['gt', 'gte', 'lt', 'lte'])
    if (Object.hasOwn(range, end)) range[end] = parseDate(range[end]);
  return range;
}

function writeBinary(value: unknown): unknown {
  if (typeof value === 'string') return value;
  if (!(value instanceof Uint8Array))
    throw new ValueProblem('invalid', 'it is neither a Uint8Array nor Base64 text');
  return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('base64');
}

function readBinary(value: unknown): unknown {
  return typeof value === 'string' ? new Uint8Array(Buffer.from(value, 'base64')) : value;
}
