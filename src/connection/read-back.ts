// A write that was sent twice, because the answer to the first was lost, and found the document already changed: by
// itself, or by somebody else? What is stored tells.
import { isDeepStrictEqual } from 'node:util';
import type { Api, WireAnswer, WireRequest } from '../types/wire-request.js';

type Send = <TApi extends Api>(request: WireRequest<TApi>) => Promise<WireAnswer<TApi>>;
type Written = WireAnswer<'index'>;

// Vectors are left out of what servers return, unless they are asked for.
const withVectors = { _source_exclude_vectors: false } as const;

/** Where a document is, and what it should be: undefined for one that should be gone. */
interface Expected {
  readonly index: string;
  readonly id: string;
  readonly routing?: string | undefined;
  readonly source: unknown;
}

/** What the first of the two was answered, when it was ours that was applied; undefined when it was not. */
export async function readBack(request: WireRequest, send: Send): Promise<Written | undefined> {
  const expected = expectedBy(request);
  if (expected === undefined) return undefined;
  const { index, id, routing, source } = expected;
  const found = await send({
    api: 'get',
    params: { index, id, ...(routing === undefined ? {} : { routing }), ...withVectors },
  });
  if (request.api === 'delete') return asDeleted(found);
  return asWritten(found, source, request.api === 'create' ? 'create' : 'index');
}

function expectedBy({ api, params }: WireRequest): Expected | undefined {
  if (api !== 'create' && api !== 'index' && api !== 'delete') return undefined;
  const { index, id, routing, document } = params as WireRequest<'create'>['params'];
  return { index, id, routing: routing === undefined ? undefined : String(routing), source: document };
}

/**
 * The same for the items of a bulk request: those that were refused as conflicts, and are as we wrote them. Without a
 * repetition of ours, only those that create: the id is ours, and the cluster may have repeated them itself.
 */
export async function readBackBulk(
  { params }: WireRequest<'bulk'>,
  answer: WireAnswer<'bulk'>,
  replayed: boolean,
  send: Send,
): Promise<WireAnswer<'bulk'>> {
  if (!answer.errors) return answer;
  const operations = toOperations(params.operations ?? []);
  const conflicts = answer.items.flatMap((item, place) => {
    const [action, { status = 0 } = {}] = Object.entries(item)[0] ?? [];
    const operation = operations[place];
    if (status !== 409 || operation === undefined || action === 'delete') return [];
    if (!replayed && action !== 'create') return [];
    return [{ place, action: action as 'create' | 'index', ...operation }];
  });
  if (conflicts.length === 0) return answer;
  const { docs } = await send({
    api: 'mget',
    params: {
      docs: conflicts.map(({ id, index = params.index, routing }) => ({
        _id: id,
        ...(index === undefined ? {} : { _index: index }),
        ...(routing === undefined ? {} : { routing }),
      })),
      ...withVectors,
    },
  });
  const items = [...answer.items];
  for (const [position, { place, action, source }] of conflicts.entries()) {
    const found = docs[position];
    if (found === undefined || 'error' in found) continue;
    const written = asWritten(found, source, action);
    if (written !== undefined) items[place] = { [action]: { ...written, status: 201 } };
  }
  return withItems(answer, items);
}

/** A bulk answer with these items, and with `errors` as they say. */
export function withItems(
  answer: WireAnswer<'bulk'>,
  items: WireAnswer<'bulk'>['items'],
): WireAnswer<'bulk'> {
  return { ...answer, items, errors: items.some((item) => Object.values(item)[0]?.error !== undefined) };
}

export interface BulkOperation {
  readonly id: string;
  /** The action and its source, as they are sent. */
  readonly lines: readonly unknown[];
  readonly index?: string | undefined;
  readonly routing?: string | undefined;
  readonly source: unknown;
}

// Actions and sources follow one another; a delete has no source.
export function toOperations(lines: readonly unknown[]): readonly BulkOperation[] {
  const operations: BulkOperation[] = [];
  for (let line = 0; line < lines.length; line++) {
    const first = lines[line];
    const [action, about] = Object.entries(first as Readonly<Record<string, BulkAction>>)[0] ?? [];
    const source = action === 'delete' ? undefined : lines[++line];
    operations.push({
      id: about?._id ?? '',
      lines: action === 'delete' ? [first] : [first, source],
      index: about?._index,
      routing: about?.routing,
      source,
    });
  }
  return operations;
}

interface BulkAction {
  readonly _id?: string;
  readonly _index?: string;
  readonly routing?: string;
}

/** Whether every operation of a bulk names its document, so that a repetition can't make a second one. */
export function namesEveryDocument(lines: readonly unknown[]): boolean {
  return toOperations(lines).every(({ id }) => id !== '');
}

type Found = Pick<WireAnswer<'get'>, '_index' | '_id'> & Partial<WireAnswer<'get'>>;

function asWritten(found: Found, source: unknown, api: 'create' | 'index'): Written | undefined {
  const { _index, _id, _version, _seq_no, _primary_term } = found;
  if (found.found !== true || _version === undefined || !isDeepStrictEqual(found._source, asSent(source)))
    return undefined;
  return {
    _index,
    _id,
    _version,
    ...(_seq_no === undefined ? {} : { _seq_no }),
    ...(_primary_term === undefined ? {} : { _primary_term }),
    result: api === 'create' ? 'created' : 'updated',
    _shards: { total: 1, successful: 1, failed: 0 },
  };
}

function asDeleted({ _index, _id, found }: Found): Written | undefined {
  if (found === true) return undefined;
  return { _index, _id, _version: 0, result: 'deleted', _shards: { total: 1, successful: 1, failed: 0 } };
}

function asSent(source: unknown): unknown {
  return JSON.parse(JSON.stringify(source)) as unknown;
}
