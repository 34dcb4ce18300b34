// A write that was sent twice, because the answer to the first was lost, and found the document already changed: by
// itself, or by somebody else? What is stored tells.
import type { Api, WireAnswer, WireRequest } from '../types/wire-request.js';
import { operationsOf, readOperation } from './bulk-operations.js';
import { isAsExpected, needsExact, toExpected } from './stored-as-sent.js';
import type { Found } from './stored-as-sent.js';

type Send = <TApi extends Api>(request: WireRequest<TApi>) => Promise<WireAnswer<TApi>>;
type Written = WireAnswer<'index'>;
type Action = 'create' | 'index' | 'update';

// Vectors are left out of what servers return, unless they are asked for.
const withVectors = { _source_exclude_vectors: false } as const;

/** What the first of the two was answered, when it was ours that was applied; undefined when it was not. */
export async function readBack(request: WireRequest, send: Send): Promise<Written | undefined> {
  const { api } = request;
  if (api !== 'create' && api !== 'index' && api !== 'delete' && api !== 'update') return undefined;
  const params = request.params as SingleWrite;
  const source = api === 'update' ? params : params.document;
  const expected = toExpected({
    action: api,
    source,
    version: params.version,
    versionType: params.version_type,
  });
  if (expected === undefined) return undefined;
  const { index, id, routing } = params;
  const exact = api !== 'delete' && needsExact(expected);
  const found = await send({
    api: 'get',
    params: { index, id, ...(routing === undefined ? {} : { routing: String(routing) }), ...withVectors },
    exact,
  });
  if (api === 'delete') return asDeleted(found);
  const written = isAsExpected(found, expected, exact);
  return written ? asWritten(found, api, wantsSource(params)) : undefined;
}

interface SingleWrite {
  readonly index: string;
  readonly id: string;
  readonly routing?: string | readonly string[];
  readonly document?: unknown;
  readonly version?: unknown;
  readonly version_type?: unknown;
  readonly _source?: unknown;
}

/**
 * The same for the items of a bulk request: those that were refused as conflicts, and are as we wrote them. Without a
 * repetition of ours, only those that create: the id is ours, and the cluster may have repeated them itself.
 */
export async function readBackBulk(
  { params }: WireRequest<'bulk'>,
  given: WireAnswer<'bulk'>,
  replayed: boolean,
  send: Send,
): Promise<WireAnswer<'bulk'>> {
  const answer = replayed ? withDeletions(given) : given;
  if (!answer.errors) return answer;
  const operations = operationsOf(params);
  const conflicts = answer.items.flatMap((item, place) => {
    const [action, { status = 0 } = {}] = Object.entries(item)[0] ?? [];
    const text = operations[place];
    if (status !== 409 || text === undefined) return [];
    const operation = readOperation(text);
    if ((action === 'delete') !== (operation.action === 'delete')) return [];
    // One whose id the cluster makes is never sent twice.
    if (operation.id === '') return [];
    if (!replayed && operation.action !== 'create') return [];
    const expected = toExpected(operation);
    return expected === undefined
      ? []
      : [{ place, expected, ...operation, action: action as Action | 'delete' }];
  });
  if (conflicts.length === 0) return answer;
  const exact = conflicts.some(({ action, expected }) => action !== 'delete' && needsExact(expected));
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
    exact,
  });
  const items = [...answer.items];
  for (const [position, { place, action, expected, source }] of conflicts.entries()) {
    const found = docs[position];
    if (found === undefined || 'error' in found) continue;
    if (action === 'delete') {
      const deleted = asDeleted(found);
      if (deleted !== undefined) items[place] = { delete: { ...deleted, status: 200 } };
      continue;
    }
    if (!isAsExpected(found, expected, exact)) continue;
    const isUpdate = action === 'update';
    const written = asWritten(found, action, isUpdate && wantsSource(source));
    items[place] = { [action]: { ...written, status: isUpdate ? 200 : 201 } };
  }
  return withItems(answer, items);
}

// What a repetition does not find any more was there before the first, as far as anybody can know.
function withDeletions(answer: WireAnswer<'bulk'>): WireAnswer<'bulk'> {
  const items = answer.items.map((item) => {
    const { delete: said } = item;
    if (said?.status !== 404 || said.error !== undefined || said.result !== 'not_found') return item;
    return { delete: { ...said, result: 'deleted' as const, status: 200 } };
  });
  return { ...answer, items };
}

/** A bulk answer with these items, and with `errors` as they say. */
export function withItems(
  answer: WireAnswer<'bulk'>,
  items: WireAnswer<'bulk'>['items'],
): WireAnswer<'bulk'> {
  return { ...answer, items, errors: items.some((item) => Object.values(item)[0]?.error !== undefined) };
}

function asWritten(
  { _index, _id, _version = 0, _seq_no, _primary_term, _source }: Found,
  action: Action,
  withSource: boolean,
): Written {
  const place = {
    ...(_seq_no === undefined ? {} : { _seq_no }),
    ...(_primary_term === undefined ? {} : { _primary_term }),
  };
  return {
    _index,
    _id,
    _version,
    ...place,
    result: action === 'create' ? 'created' : 'updated',
    _shards: { total: 1, successful: 1, failed: 0 },
    ...(withSource ? { get: { found: true, ...place, _source } } : {}),
  };
}

// An update may ask for the document that it made.
function wantsSource(update: unknown): boolean {
  const { _source = false } = update as { readonly _source?: unknown };
  return _source !== false;
}

function asDeleted({ _index, _id, found }: Found): Written | undefined {
  if (found !== false) return undefined;
  return { _index, _id, _version: 0, result: 'deleted', _shards: { total: 1, successful: 1, failed: 0 } };
}
