// What a server answered to a write → the state of the document that was written.
import { writeId } from '../hydration/document-hydration.js';
import { forgetPending } from '../hydration/document-state.js';
import type { DocumentMetadata } from '../metadata/document-metadata.js';
import type { Origin } from '../types/wire-request.js';
import { rememberAnswer } from './remember-answer.js';
import type { AnsweredDocument } from './remember-answer.js';

/** Gives a document that was saved its id and its new state. */
export function applySaved(
  metadata: DocumentMetadata,
  origin: Origin,
  document: object,
  id: string,
  written: AnsweredDocument,
): void {
  writeId(metadata, document, id);
  rememberAnswer(origin, document, id, written);
  forgetPending(origin, document);
}
