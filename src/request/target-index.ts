// Which index a class's documents are read from and written to.
import { failure } from '../errors/failure.js';
import type { DocumentState } from '../hydration/document-state.js';
import { indexNameProblem, matchesPattern } from '../metadata/check-index-name.js';
import type { DocumentMetadata } from '../metadata/document-metadata.js';

/** Where the documents of a class are read now: an index, an alias, or a pattern. */
export function readIndex({ className, index, readFrom }: DocumentMetadata): string {
  if (readFrom === undefined) return index;
  const narrowed = readFrom();
  checkWithin(className, narrowed.replaceAll('*', 'x'), narrowed, index);
  return narrowed;
}

/** Whether one index is named there, so that documents can be read by their ids. */
export function isSingleIndex({ dataStream }: DocumentMetadata, index: string): boolean {
  return !dataStream && !/[*,]/.test(index);
}

/** Where a document is written. What was read from one of several indices stays in it. */
export function writeIndex(metadata: DocumentMetadata, document: object, state?: DocumentState): string {
  const { className, index, indexOf, dataStream } = metadata;
  if (indexOf === undefined && !dataStream) return index;
  if (state !== undefined) return state.index;
  if (indexOf === undefined) return index;
  const chosen: unknown = indexOf(document);
  checkWithin(className, chosen, String(chosen), index);
  return String(chosen);
}

/** An index that a caller named for one document. Throws a DocumentError for one that is not the class's. */
export function namedIndex(
  { className, index, indexOf, dataStream }: DocumentMetadata,
  named: string,
): string {
  if (indexOf !== undefined) checkWithin(className, named, named, index);
  else if (dataStream) {
    const reason = indexNameProblem(named);
    if (reason !== undefined) throw failure('DOCUMENT_INDEX', { className, index: named, reason });
  } else if (named !== index) {
    // What is read there could not be told from what is in the class's own.
    throw failure('DOCUMENT_INDEX', { className, index: named, reason: `all documents are in '${index}'` });
  }
  return named;
}

function checkWithin(className: string, name: unknown, shown: string, pattern: string): void {
  const problem = indexNameProblem(name);
  if (problem !== undefined) throw failure('DOCUMENT_INDEX', { className, index: shown, reason: problem });
  if (!matchesPattern(shown, pattern)) {
    throw failure('DOCUMENT_INDEX', { className, index: shown, reason: `it is none of '${pattern}'` });
  }
}
