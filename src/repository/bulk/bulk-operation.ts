// What may be done in a bulk write. Types only.
import type { DocumentChanges } from '../../query/document-changes.js';
import type { Script } from '../../request/script.js';
import type { AddressOptions } from '../../request/to-document-requests.js';
import type { UpdateOptions } from '../update-options.js';

/** Many things, one after another: an array, a Set, a generator, a stream of objects, any (async) iterable. */
export type Many<TItem> = Iterable<TItem> | AsyncIterable<TItem>;

/** Saves a document, as `save` does. */
export interface BulkSave<TDocument extends object> {
  readonly save: TDocument;
  /** `'create'` fails where a document has the id already. */
  readonly opType?: 'create' | 'index';
  readonly update?: never;
  readonly delete?: never;
}

/** What an update may be told beside. */
export interface BulkUpdateOptions<TDocument extends object>
  extends AddressOptions, Pick<UpdateOptions<TDocument>, 'retryOnConflict' | 'upsert'> {
  readonly save?: never;
  readonly delete?: never;
}

/** Changes a document, as `update` does: without `changes`, by what changed in it since it was read. */
export type BulkUpdate<TDocument extends object> = BulkUpdateOptions<TDocument> &
  (
    | { readonly update: TDocument; readonly changes?: undefined }
    | { readonly update: TDocument | string; readonly changes: DocumentChanges<TDocument> | Script }
  );

/** Deletes a document for good, given itself or its id. */
export interface BulkDelete<TDocument extends object> extends AddressOptions {
  readonly delete: TDocument | string;
  readonly save?: never;
  readonly update?: never;
}

/** One of the operations of `bulk`. */
export type BulkOperation<TDocument extends object> =
  BulkSave<TDocument> | BulkUpdate<TDocument> | BulkDelete<TDocument>;
