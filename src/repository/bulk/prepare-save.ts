// A document that is to be saved → an item of a bulk write.
import { toSaveText } from '../../request/to-bulk-request.js';
import type { Connection } from '../../types/wire-request.js';
import type { RepositoryContext } from '../repository-context.js';
import { beforeSave, mustWait, prepareSave, unchanged } from '../save-documents.js';
import type { PreparedSave } from '../save-documents.js';
import type { BulkItem } from './bulk-item.js';
import type { BulkOptions } from './bulk-options.js';

/** Where an operation is in the input, and what keeps it in order. */
export interface ItemPlace {
  readonly position: number;
  readonly key: object | string;
}

/** What prepares the items of one bulk write. */
export interface Preparation {
  readonly context: RepositoryContext;
  readonly connection: Connection;
  readonly options: BulkOptions;
}

/** Checks a document and writes its lines. Takes time only where there is something to wait for. */
export function prepareSaveItem(
  { context, connection, options }: Preparation,
  document: object,
  opType: 'create' | 'index' | undefined,
  place: ItemPlace,
): BulkItem | Promise<BulkItem> {
  const said = {
    ...options,
    ...(opType === undefined ? {} : { opType }),
    serverIds: options.ids === 'server',
  };
  const finish = (undo: () => void): BulkItem => {
    const prepared = prepareSave(context, document, connection, said, undo);
    return toSaveItem(context, prepared, place, 'save');
  };
  if (!mustWait(context, document, connection)) return finish(unchanged);
  return beforeSave(context, document, connection, options).then(finish);
}

/** A document that is sent as a whole, because it is saved, or because an update can't say what changed in it. */
export function toSaveItem(
  { metadata: { index } }: RepositoryContext,
  prepared: PreparedSave,
  { position, key }: ItemPlace,
  operation: 'save' | 'update',
): BulkItem {
  const { metadata, document, undo } = prepared;
  return {
    kind: 'save',
    operation,
    position,
    key,
    document,
    id: prepared.operation.id,
    metadata,
    text: toSaveText(metadata, prepared.operation),
    isOwn: prepared.operation.index === index,
    undo,
    after: operation === 'save' ? 'afterSave' : 'afterUpdate',
    prepared,
  };
}
