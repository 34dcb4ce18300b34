// What a server returned of one document → an instance that knows where it comes from.
import { failure } from '../errors/failure.js';
import { hydrate } from '../hydration/document-hydration.js';
import { rememberState } from '../hydration/document-state.js';
import type { DocumentMetadata } from '../metadata/document-metadata.js';
import type { Origin } from '../types/wire-request.js';

/** A document as `get`, `mget` and `search` return it. */
export interface ReturnedDocument {
  readonly _id?: string;
  readonly _index: string;
  readonly _source?: unknown;
  readonly _version?: number;
  readonly _seq_no?: number;
  readonly _primary_term?: number;
}

/** An instance of the class. Throws a DocumentError when there is no `_source`. */
export function toInstance(
  metadata: DocumentMetadata,
  { _id: id = '', _source: source }: ReturnedDocument,
): object {
  if (typeof source !== 'object' || source === null) {
    throw failure('DOCUMENT_SOURCE_MISSING', { className: metadata.className, id });
  }
  return hydrate(metadata, id, source as Record<string, unknown>);
}

/** An instance of the class, with its state remembered. Throws a DocumentError when there is no `_source`. */
export function toDocument(metadata: DocumentMetadata, origin: Origin, returned: ReturnedDocument): object {
  const document = toInstance(metadata, returned);
  rememberState(origin, document, {
    id: returned._id ?? '',
    index: returned._index,
    version: returned._version,
    seqNo: returned._seq_no,
    primaryTerm: returned._primary_term,
  });
  return document;
}
