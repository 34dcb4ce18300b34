// What a server answered to a write → the state of the document that was written.
import { assignProperties, writeBeside } from '../hydration/beside-source.js';
import { writeId } from '../hydration/document-hydration.js';
import { forgetPending } from '../hydration/document-state.js';
import type { DocumentMetadata } from '../metadata/document-metadata.js';
import type { Origin } from '../types/wire-request.js';
import { rememberAnswer } from './remember-answer.js';
import type { AnsweredDocument } from './remember-answer.js';

/** What was sent of a document. */
export interface SentSource {
  /**
   * What is stored now, or the lines of a bulk request that say it; undefined where the cluster may have made something
   * else of it.
   */
  readonly source?: Readonly<Record<string, unknown>> | string | undefined;
  /** Property values that were sent in place of the document's own, and become its own. */
  readonly overrides?: Readonly<Record<string, unknown>> | undefined;
}

/** Gives a document that was saved its id, what the library filled in, and its new state. */
export function applySaved(
  metadata: DocumentMetadata,
  origin: Origin,
  document: object,
  id: string,
  written: AnsweredDocument,
  { source, overrides }: SentSource = {},
): void {
  writeId(metadata, document, id);
  writeBeside(metadata, document, { version: written._version });
  if (overrides !== undefined) assignProperties(document, overrides);
  rememberAnswer(origin, document, id, written, source);
  forgetPending(origin, document);
}
