// What the operations of a bulk request say: each is one text of one or two lines, its action and its source.
import type { WireRequest } from '../types/wire-request.js';
import { isBulkItemFit } from '../util/bulk-item-fit.js';
import { parseExact } from '../util/exact-json.js';

/** One operation, read back from its text. */
export interface BulkOperation {
  readonly action: string;
  /** Empty where the cluster makes the id. */
  readonly id: string;
  readonly index?: string | undefined;
  readonly routing?: string | undefined;
  /** Whether it is done only when nobody changed the document. */
  readonly isConditional: boolean;
  readonly version?: unknown;
  readonly versionType?: unknown;
  /** Undefined for a deletion. */
  readonly source: unknown;
}

interface About {
  readonly _id?: string;
  readonly _index?: string;
  readonly routing?: string;
  readonly if_seq_no?: number;
  readonly if_primary_term?: number;
  readonly version?: unknown;
  readonly version_type?: unknown;
}

/** The operations of a bulk request, as they are sent. */
export function operationsOf({ operations = [] }: WireRequest<'bulk'>['params']): readonly string[] {
  // The library sends nothing else.
  return operations as readonly string[];
}

/** Whether an item of an answer speaks of an operation. */
export function isItemOf(text: string, item: object | undefined): boolean {
  const { action, about } = firstLine(text);
  return isBulkItemFit(item, about._id ?? '', action);
}

/** What an operation says. */
export function readOperation(text: string): BulkOperation {
  const { action, about } = firstLine(text);
  return {
    action,
    id: about._id ?? '',
    index: about._index,
    routing: about.routing,
    isConditional: about.if_seq_no !== undefined && about.if_primary_term !== undefined,
    version: about.version,
    versionType: about.version_type,
    source: sourceOf(text),
  };
}

function firstLine(text: string): { readonly action: string; readonly about: About } {
  const end = text.indexOf('\n');
  const line = readLine(end === -1 ? text : text.slice(0, end)) as Readonly<Record<string, About>>;
  const [action = '', about = {}] = Object.entries(line)[0] ?? [];
  return { action, about };
}

/** The document or the change that an operation holds. */
export function sourceOf(text: string): unknown {
  const end = text.indexOf('\n');
  if (end === -1) return undefined;
  return readLine(text.slice(end + 1));
}

function readLine(line: string): unknown {
  return parseExact(line) ?? (JSON.parse(line) as unknown);
}

// The whole of a document, or its deletion, under an id of ours: the form in which nearly all are sent.
const wholeUnderId = /^\{"(?:create|index|delete)":\{"_id":"[^"]/;

/** Whether an operation writes a whole document under an id that it names, or deletes it. Cheap, and false at times. */
export function isWholeUnderId(text: string): boolean {
  return wholeUnderId.test(text);
}
