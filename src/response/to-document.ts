// What a server returned of one document → an instance that knows where it comes from.
import { failure } from '../errors/failure.js';
import { documentReader } from '../hydration/document-reader.js';
import type { DocumentReader } from '../hydration/document-reader.js';
import { rememberStored } from '../hydration/document-state.js';
import type { DocumentMetadata } from '../metadata/document-metadata.js';
import type { Origin } from '../types/wire-request.js';
import type { AnsweredDocument } from './remember-answer.js';

/** A document as `get`, `mget` and `search` return it. */
export interface ReturnedDocument extends AnsweredDocument {
  readonly _id?: string;
  readonly _source?: unknown;
  readonly _routing?: string;
}

/** An instance of the class, with its state remembered. Throws a DocumentError when there is no `_source`. */
export function toDocument(metadata: DocumentMetadata, origin: Origin, returned: ReturnedDocument): object {
  return readWhole(metadata, documentReader(metadata), origin, returned);
}

/** The same for many documents of a class, with what reads them. */
export function readWhole(
  { className }: DocumentMetadata,
  read: DocumentReader,
  origin: Origin,
  returned: ReturnedDocument,
): object {
  const { _id: id = '', _source: source } = returned;
  if (typeof source !== 'object' || source === null) {
    throw failure('DOCUMENT_SOURCE_MISSING', { className, id });
  }
  const document = read(
    id,
    source as Readonly<Record<string, unknown>>,
    returned._version,
    returned._routing,
  );
  rememberStored(origin, document, returned);
  return document;
}
