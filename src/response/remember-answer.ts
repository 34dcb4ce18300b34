// What a server says of one document, read or written → the document's state.
import { rememberStored } from '../hydration/document-state.js';
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
  /** What is stored now, where it is known, or the text that says it: changes of the document are told by it. */
  source?: Source | string,
): void {
  // What was answered may hold more, which need not stay.
  const { _index, _version, _seq_no, _primary_term } = answered;
  const isText = typeof source === 'string';
  rememberStored(origin, document, {
    _index,
    _id: id,
    _version,
    _seq_no,
    _primary_term,
    _source: isText ? undefined : source,
    text: isText ? source : undefined,
  });
}
