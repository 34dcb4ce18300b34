// An operation as a user says it → an item of a bulk write.
import { failure } from '../../errors/failure.js';
import { readId } from '../../hydration/document-hydration.js';
import type { DocumentMetadata } from '../../metadata/document-metadata.js';
import type { BulkItem } from './bulk-item.js';
import type { BulkOperation } from './bulk-operation.js';
import { prepareDeleteItem } from './prepare-delete.js';
import { prepareSaveItem } from './prepare-save.js';
import type { ItemPlace, Preparation } from './prepare-save.js';
import { prepareUpdateItem } from './prepare-update.js';

export type AnyOperation = BulkOperation<object>;

/** The item of an operation. Throws, or rejects, for one that can't be sent. */
export function prepareItem(
  preparation: Preparation,
  asked: AnyOperation,
  place: ItemPlace,
): BulkItem | Promise<BulkItem> {
  if (asked.save !== undefined) return prepareSaveItem(preparation, asked.save, asked.opType, place);
  if (asked.delete !== undefined) return prepareDeleteItem(preparation, asked, place);
  return prepareUpdateItem(preparation, asked, place);
}

/** What an operation is about: the document, or its id; what was given in their place. Throws for what is no operation. */
export function subjectOf(className: string, asked: AnyOperation): unknown {
  if (typeof asked === 'object' && (asked as object | null) !== null) {
    if ('save' in asked) return asked.save;
    if ('delete' in asked) return asked.delete;
    if ('update' in asked) return asked.update;
  }
  const reason = 'it is neither `{ save: document }` nor `{ update: … }` nor `{ delete: … }`';
  throw failure('QUERY_INVALID_VALUE', { className, path: 'operation', reason });
}

/** What is done to the documents of one key is done in order: the id, or the object as long as it has none. */
export function keyOf(metadata: DocumentMetadata, subject: unknown): object | string {
  if (subject instanceof metadata.target) return readId(metadata, subject) ?? subject;
  // What is no document is refused when it is prepared.
  return typeof subject === 'string' || (typeof subject === 'object' && subject !== null) ? subject : {};
}
