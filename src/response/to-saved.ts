// What a server answered to a write → the state of the document that was written.
import { writeId } from '../hydration/document-hydration.js';
import { rememberState } from '../hydration/document-state.js';
import type { DocumentMetadata } from '../metadata/document-metadata.js';
import type { Origin } from '../types/wire-request.js';

/** The part of a write's answer, or of one item of a bulk's, that says where the document is now. */
export interface WrittenDocument {
  readonly _id?: string | null;
  readonly _index: string;
  readonly _version?: number;
  readonly _seq_no?: number;
  readonly _primary_term?: number;
}

/** Gives a document that was saved its id and its new state. */
export function applySaved(
  metadata: DocumentMetadata,
  origin: Origin,
  document: object,
  id: string,
  written: WrittenDocument,
): void {
  writeId(metadata, document, id);
  rememberState(origin, document, {
    id,
    index: written._index,
    version: written._version,
    seqNo: written._seq_no,
    primaryTerm: written._primary_term,
  });
}
