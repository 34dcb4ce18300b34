// Whether what is stored is what a write of ours made of it.
import { isDeepStrictEqual } from 'node:util';
import type { WireAnswer } from '../types/wire-request.js';
import { holdsBigint, parseExact, stringifyExact } from '../util/exact-json.js';

/** An item of an answer to get or mget. */
export type Found = Pick<WireAnswer<'get'>, '_index' | '_id'> & Partial<WireAnswer<'get'>>;

/** What a write should have left behind. */
export interface Expected {
  /** The document; for an update, the part of it that it changes. */
  readonly source: unknown;
  readonly isPart: boolean;
  /** Of a document whose versions are counted elsewhere. */
  readonly version: bigint | undefined;
}

/** A write, as its parameters or the two lines of a bulk say it. */
export interface SentWrite {
  readonly action: string;
  readonly source: unknown;
  readonly version?: unknown;
  readonly versionType?: unknown;
}

/** What a write should leave behind; undefined where that can't be said from it alone. */
export function toExpected({ action, source, version, versionType }: SentWrite): Expected | undefined {
  if (action === 'update') {
    const part = partOf(source);
    return part === undefined ? undefined : { source: part, isPart: true, version: undefined };
  }
  const isExternal = version !== undefined && String(versionType).startsWith('external');
  return { source, isPart: false, version: isExternal ? BigInt(version as number) : undefined };
}

/** The members that an update changes, where it does nothing else: no script, and no document where there is none. */
export function partOf(update: unknown): object | undefined {
  const { doc, script, upsert, doc_as_upsert, scripted_upsert } = (update ?? {}) as UpdateBody;
  const isPlain =
    script === undefined && upsert === undefined && !isOn(doc_as_upsert) && !isOn(scripted_upsert);
  return isPlain && isObject(doc) ? doc : undefined;
}

interface UpdateBody {
  readonly doc?: unknown;
  readonly script?: unknown;
  readonly upsert?: unknown;
  readonly doc_as_upsert?: unknown;
  readonly scripted_upsert?: unknown;
}

/** Whether what is stored must be read exactly, to be compared. */
export function needsExact({ source, version }: Expected): boolean {
  return version !== undefined || holdsBigint(source);
}

/** Whether a document, which was read exactly or not, is as it was written. */
export function isAsExpected(found: Found, { source, isPart, version }: Expected, exact: boolean): boolean {
  if (found.found !== true || found._version === undefined) return false;
  if (version !== undefined && BigInt(found._version) !== version) return false;
  const sent = asSent(source, exact);
  return isPart ? isMerged(found._source, sent) : isDeepStrictEqual(found._source, sent);
}

// Objects are merged, member by member; lists are replaced.
function isMerged(stored: unknown, part: unknown): boolean {
  if (!isObject(stored) || !isObject(part)) return isDeepStrictEqual(stored, part);
  const members = stored as Readonly<Record<string, unknown>>;
  return Object.entries(part).every(
    ([name, value]) => Object.hasOwn(members, name) && isMerged(members[name], value),
  );
}

function asSent(source: unknown, exact: boolean): unknown {
  const text = stringifyExact(source);
  return (exact ? parseExact(text) : undefined) ?? (JSON.parse(text) as unknown);
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isOn(value: unknown): boolean {
  return value !== undefined && value !== false;
}
