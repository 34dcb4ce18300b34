// A document that is to be saved → an item of a bulk write.
import { hookNames } from '../../metadata/hooks.js';
import type { HookName } from '../../metadata/hooks.js';
import { toSaveText } from '../../request/to-bulk-request.js';
import type { Connection } from '../../types/wire-request.js';
import type { RepositoryContext } from '../repository-context.js';
import { beforeSave, mustWait, prepareSave, unchanged } from '../save-documents.js';
import type { PreparedSave } from '../save-documents.js';
import { hasHook } from '../subscriber.js';
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
  /** The points at which something is called. */
  readonly hooked: ReadonlySet<HookName>;
}

/** What is the same for all items is found out once. */
export function toPreparation(context: RepositoryContext, options: BulkOptions): Preparation {
  const { metadata, subscribers, resolve } = context;
  const hooked = new Set(hookNames.filter((hook) => hasHook(metadata, hook, subscribers)));
  return { context, connection: resolve(options.using), options, hooked };
}

/** Checks a document and writes its lines. Takes time only where there is something to wait for. */
export function prepareSaveItem(
  preparation: Preparation,
  document: object,
  opType: 'create' | 'index' | undefined,
  place: ItemPlace,
): BulkItem | Promise<BulkItem> {
  const { context, connection, options, hooked } = preparation;
  if (!mustWait(context, document, connection, hooked.has('beforeSave'))) {
    return prepareNow(preparation, document, opType, place, unchanged);
  }
  return beforeSave(context, document, connection, options).then((undo) =>
    prepareNow(preparation, document, opType, place, undo),
  );
}

function prepareNow(
  { context, connection, options }: Preparation,
  document: object,
  opType: 'create' | 'index' | undefined,
  place: ItemPlace,
  undo: () => void,
): BulkItem {
  const said = {
    opType: opType ?? options.opType,
    optimistic: options.optimistic,
    serverIds: options.ids === 'server',
  };
  const prepared = prepareSave(context, document, connection, said, undo);
  return toSaveItem(context, prepared, place, 'save');
}

/** A document that is sent as a whole, because it is saved, or because an update can't say what changed in it. */
export function toSaveItem(
  context: RepositoryContext,
  { metadata, document, operation: { api, id, index }, operation: sent, overrides, undo }: PreparedSave,
  { position, key }: ItemPlace,
  operation: 'save' | 'update',
): BulkItem {
  return {
    kind: 'save',
    operation,
    position,
    key,
    document,
    id,
    metadata,
    text: toSaveText(metadata, sent),
    isOwn: index === context.metadata.index,
    undo,
    after: operation === 'save' ? 'afterSave' : 'afterUpdate',
    api,
    overrides,
  };
}
