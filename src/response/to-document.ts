// What a server returned of one document → an instance that knows where it comes from.
import { failure } from '../errors/failure.js';
import { hydrate } from '../hydration/document-hydration.js';
import type { DocumentMetadata } from '../metadata/document-metadata.js';
import type { Origin } from '../types/wire-request.js';
import { rememberAnswer } from './remember-answer.js';
import type { AnsweredDocument } from './remember-answer.js';

/** A document as `get`, `mget` and `search` return it. */
export interface ReturnedDocument extends AnsweredDocument {
  readonly _id?: string;
  readonly _source?: unknown;
  readonly _routing?: string;
}

/** An instance of the class. Throws a DocumentError when there is no `_source`. */
export function toInstance(
  metadata: DocumentMetadata,
  { _id: id = '', _source: source, _version: version, _routing: routing }: ReturnedDocument,
): object {
  if (typeof source !== 'object' || source === null) {
    throw failure('DOCUMENT_SOURCE_MISSING', { className: metadata.className, id });
  }
  return hydrate(metadata, id, source as Record<string, unknown>, { version, routing });
}

/** An instance of the class, with its state remembered. Throws a DocumentError when there is no `_source`. */
export function toDocument(metadata: DocumentMetadata, origin: Origin, returned: ReturnedDocument): object {
  const document = toInstance(metadata, returned);
  rememberAnswer(
    origin,
    document,
    returned._id ?? '',
    returned,
    returned._source as Readonly<Record<string, unknown>>,
  );
  return document;
}
