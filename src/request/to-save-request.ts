// A document → the request that saves it.
import { dehydrate, readId, readRouting } from '../hydration/document-hydration.js';
import { pendingId, stateOf } from '../hydration/document-state.js';
import type { DocumentMetadata } from '../metadata/document-metadata.js';
import type { Origin, WireRequest } from '../types/wire-request.js';
import { timeOrderedId } from '../util/time-ordered-id.js';
import type { WriteOptions } from './write-options.js';

/** How one document is to be written, on its own or in a bulk. */
export interface SaveOperation {
  readonly api: 'create' | 'index';
  readonly id: string;
  readonly source: Record<string, unknown>;
  readonly routing?: string;
  readonly if_seq_no?: number;
  readonly if_primary_term?: number;
}

/**
 * `create` with an id made here for a new document, so that a repeated request can't make two, and the same id again where
 * it did not become known what came of the first; `index` for one with an
 * id, on condition that it is still as it was read through this connection.
 */
export function toSaveOperation(metadata: DocumentMetadata, document: object, origin: Origin): SaveOperation {
  const source = dehydrate(metadata, document);
  const routing = readRouting(metadata, document);
  const route = routing === undefined ? {} : { routing };
  const state = stateOf(origin, document);
  const id = readId(metadata, document);
  if (id === undefined)
    return { api: 'create', id: pendingId(origin, document) ?? timeOrderedId(), source, ...route };
  const known = state?.id === id && state.seqNo !== undefined;
  const condition = known ? { if_seq_no: state.seqNo, if_primary_term: state.primaryTerm } : {};
  return {
    api: 'index',
    id,
    source,
    ...route,
    ...(condition as Pick<SaveOperation, 'if_seq_no' | 'if_primary_term'>),
  };
}

/** Sends: `PUT /{index}/_create/{id}` or `PUT /{index}/_doc/{id}?if_seq_no=…&if_primary_term=…`. */
export function toSaveRequest(
  { index }: DocumentMetadata,
  { api, source, ...rest }: SaveOperation,
  { refresh }: WriteOptions,
): WireRequest<'create'> | WireRequest<'index'> {
  return { api, params: { index, ...rest, document: source, ...(refresh === undefined ? {} : { refresh }) } };
}
