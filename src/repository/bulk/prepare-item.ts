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
  if ('save' in asked) return prepareSaveItem(preparation, asked.save, asked.opType, place);
  if ('delete' in asked) return prepareDeleteItem(preparation, asked, place);
  return prepareUpdateItem(preparation, asked, place);
}

/** What an operation is about: the document, or its id. Throws for what is no operation. */
export function subjectOf(className: string, asked: AnyOperation): object | string {
  const subject: unknown =
    typeof asked !== 'object' || asked === null
      ? undefined
      : 'save' in asked
        ? asked.save
        : 'delete' in asked
          ? asked.delete
          : (asked as { readonly update?: unknown }).update;
  if ((typeof subject === 'object' && subject !== null) || typeof subject === 'string') return subject;
  const reason = 'it is neither `{ save: document }` nor `{ update: … }` nor `{ delete: … }`';
  throw failure('QUERY_INVALID_VALUE', { className, path: 'operation', reason });
}

/** What is done to the documents of one key is done in order: the id, or the object as long as it has none. */
export function keyOf(metadata: DocumentMetadata, subject: object | string): object | string {
  if (typeof subject === 'string') return subject;
  if (!(subject instanceof metadata.target)) return subject;
  return readId(metadata, subject) ?? subject;
}
