// Where a document is, given itself or its id.
import { failure } from '../errors/failure.js';
import { readId, readRouting } from '../hydration/document-hydration.js';
import { stateOf } from '../hydration/document-state.js';
import type { DocumentState } from '../hydration/document-state.js';
import type { DocumentMetadata } from '../metadata/document-metadata.js';
import type { ScopeOptions } from '../request/scope.js';
import { isSingleIndex, namedIndex, readIndex, writeIndex } from '../request/target-index.js';
import type { AddressOptions } from '../request/to-document-requests.js';
import type { CallOptions } from '../types/call-options.js';
import type { Connection } from '../types/wire-request.js';
import { notFound } from './conflicts.js';
import type { Subject } from './conflicts.js';
import { getDocument } from './read-documents.js';
import type { RepositoryContext } from './repository-context.js';

/** A document with all that a request about it needs. */
export interface Known extends Subject {
  readonly document: object;
  readonly index: string;
}

/** Where a document is, and as what it was found there. */
export interface Place extends AddressOptions {
  readonly state?: DocumentState;
}

/** A document that has an id, and where it is. */
export function knownDocument(metadata: DocumentMetadata, document: object, connection: Connection): Known {
  const { className } = metadata;
  const id = readId(metadata, document);
  if (id === undefined) throw failure('DOCUMENT_INVALID_ID', { className, reason: 'the document has none' });
  const last = stateOf(connection, document);
  const state = last?.id === id ? last : undefined;
  if (metadata.dataStream && state === undefined) {
    throw failure('DOCUMENT_APPEND_ONLY', { className, verb: 'a change' });
  }
  const routing = readRouting(metadata, document);
  return {
    metadata,
    document,
    id,
    state,
    index: writeIndex(metadata, document, state),
    ...(routing === undefined ? {} : { routing }),
  };
}

/** Where the document of an id is, where that needs no look: undefined where it may be elsewhere, or of another class. */
export function knownPlace(metadata: DocumentMetadata, options: AddressOptions): Place | undefined {
  const { routing } = options;
  const index = options.index === undefined ? readIndex(metadata) : namedIndex(metadata, options.index);
  if (metadata.discriminator !== undefined) return undefined;
  if (options.index === undefined && !isSingleIndex(metadata, index)) return undefined;
  return { index, ...(routing === undefined ? {} : { routing }) };
}

/** Where the document of an id is, by reading it. */
export async function locate(
  context: RepositoryContext,
  id: string,
  connection: Connection,
  options: AddressOptions & ScopeOptions & CallOptions,
): Promise<Place> {
  const { metadata } = context;
  const { routing } = options;
  const document = await getDocument({ ...context, subscribers: [] }, id, { ...options, withDeleted: true });
  if (document === null) throw notFound(metadata, id);
  const state = stateOf(connection, document) as DocumentState;
  const own = routing ?? readRouting(metadata, document);
  return {
    index: writeIndex(metadata, document, state),
    state,
    ...(own === undefined ? {} : { routing: own }),
  };
}
