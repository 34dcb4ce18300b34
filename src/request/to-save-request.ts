// A document → the request that saves it.
import { failure } from '../errors/failure.js';
import { dehydrateWhole, readId, readRouting } from '../hydration/document-hydration.js';
import { pendingId, stateOf } from '../hydration/document-state.js';
import type { DocumentState } from '../hydration/document-state.js';
import type { DocumentMetadata } from '../metadata/document-metadata.js';
import type { Origin, WireRequest } from '../types/wire-request.js';
import { timeOrderedId } from '../util/time-ordered-id.js';
import { ownVersion } from './own-version.js';
import type { OwnVersion } from './own-version.js';
import { writeIndex } from './target-index.js';
import { toWriteParameters, withoutRequirements } from './write-options.js';
import type { SaveRequestOptions } from './write-options.js';

/** What an operation is done on condition of. */
export interface Condition {
  readonly if_seq_no?: number;
  readonly if_primary_term?: number;
}

/** How one document is to be written, on its own or in a bulk. */
export interface SaveOperation extends Condition, OwnVersion {
  readonly api: 'create' | 'index';
  readonly index: string;
  /** Empty where the cluster is to make it. */
  readonly id: string;
  readonly source: Record<string, unknown>;
  readonly routing?: string;
  readonly op_type?: 'create';
}

export interface OperationOptions {
  /** Property values that stand in for the document's own: it gets them once the write succeeded. */
  readonly overrides?: Readonly<Record<string, unknown>>;
  readonly opType?: SaveRequestOptions['opType'] | undefined;
  readonly optimistic?: boolean | undefined;
  /** Whether the cluster makes the ids of new documents. */
  readonly serverIds?: boolean;
}

/**
 * `create` with an id made here for a new document, so that a repeated request can't make two, and the same id again
 * where it did not become known what came of the first; `index` for one with an id, on condition that it is still as it
 * was read through this connection.
 */
export function toSaveOperation(
  metadata: DocumentMetadata,
  document: object,
  origin: Origin,
  { opType, optimistic = true, overrides, serverIds = false }: OperationOptions = {},
): SaveOperation {
  const routing = readRouting(metadata, document);
  const id = readId(metadata, document);
  const known = stateOf(origin, document);
  const state = known?.id === id ? known : undefined;
  const source = dehydrateWhole(metadata, document, overrides, state?.source);
  checkRouting(metadata, document, state);
  const index = writeIndex(metadata, document, state);
  const base = routing === undefined ? { index, source } : { index, source, routing };
  const version = ownVersion(metadata, document);
  if (id === undefined) {
    const isServers = serverIds && version === undefined;
    const made = pendingId(origin, document) ?? (isServers ? '' : timeOrderedId());
    // Elasticsearch creates with versions of its own only.
    if (version !== undefined) return { api: 'index', id: made, ...base, ...version };
    return routing === undefined
      ? { api: 'create', id: made, index, source }
      : { api: 'create', id: made, index, source, routing };
  }
  // A data stream takes new documents, and changes only where they are.
  if (opType === 'create' && version !== undefined) {
    const reason = 'Elasticsearch creates documents with versions of its own only: leave `opType` out';
    const path = metadata.versionProperty?.name ?? '';
    throw failure('DOCUMENT_INVALID_VALUE', { className: metadata.className, path, reason });
  }
  const isNew = opType === 'create' || (metadata.dataStream && state === undefined);
  // Not as `create`: under an id of the user's, what is there is not taken for what was sent, equal as it may be.
  if (isNew) return { api: 'index', id, ...base, op_type: 'create' };
  if (version !== undefined) return { api: 'index', id, ...base, ...version };
  return { api: 'index', id, ...base, ...(optimistic ? conditionOf(state) : {}) };
}

/** Throws a DocumentError when the routing of a stored document was changed: it would be another document. */
export function checkRouting(
  { className, routing }: DocumentMetadata,
  document: object,
  state: DocumentState | undefined,
): void {
  if (routing === undefined) return;
  const stored = toText(state?.source?.[routing]);
  const now = toText((document as Readonly<Record<string, unknown>>)[routing]);
  if (stored === undefined || stored === now) return;
  const reason = 'it is the routing, and decides where the document is: delete it, and save it as a new one';
  throw failure('DOCUMENT_INVALID_VALUE', { className, path: routing, reason });
}

function toText(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;
}

/** That a document is still as it was read or written last. */
export function conditionOf(state: DocumentState | undefined): Condition {
  if (state?.seqNo === undefined || state.primaryTerm === undefined) return {};
  return { if_seq_no: state.seqNo, if_primary_term: state.primaryTerm };
}

/** Sends: `PUT /{index}/_create/{id}` or `PUT /{index}/_doc/{id}?if_seq_no=…&if_primary_term=…`. */
export function toSaveRequest(
  metadata: DocumentMetadata,
  { api, source, ...rest }: SaveOperation,
  options: SaveRequestOptions,
  isAlias = false,
): WireRequest<'create'> | WireRequest<'index'> {
  const { pipeline } = options;
  const parameters = toWriteParameters(metadata, options, isAlias);
  return {
    api,
    params: {
      ...rest,
      document: source,
      ...(rest.index === metadata.index ? parameters : withoutRequirements(parameters)),
      ...(pipeline === undefined ? {} : { pipeline }),
    },
  };
}
