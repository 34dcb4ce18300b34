// What a server says of one document, read or written → the document's state.
import { rememberState } from '../hydration/document-state.js';
import type { Origin } from '../types/wire-request.js';

/** The part of an answer, or of one item of a bulk's, that says where a document is now. */
export interface AnsweredDocument {
  readonly _index: string;
  readonly _version?: number;
  readonly _seq_no?: number;
  readonly _primary_term?: number;
}

type Source = Readonly<Record<string, unknown>>;

export function rememberAnswer(
  origin: Origin,
  document: object,
  id: string,
  answered: AnsweredDocument,
  /** What is stored now, where it is known: changes of the document are told by it. */
  source?: Source,
): void {
  rememberState(origin, document, {
    id,
    index: answered._index,
    version: answered._version,
    seqNo: answered._seq_no,
    primaryTerm: answered._primary_term,
    source,
  });
}
