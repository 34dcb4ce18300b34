// What the cluster said of an operation that it did → the document, and those who are to be told.
import { forgetState } from '../../hydration/document-state.js';
import type { AnsweredItem } from '../../response/to-bulk-items.js';
import { applySaved } from '../../response/to-saved.js';
import type { Connection } from '../../types/wire-request.js';
import { sentSource } from '../save-documents.js';
import { runHooksAfter } from '../subscriber.js';
import type { BulkItem } from './bulk-item.js';
import type { BulkOptions } from './bulk-options.js';
import type { Preparation } from './prepare-save.js';

/** Gives the document its id and its new state. */
export function settleItem(
  item: BulkItem,
  answered: AnsweredItem,
  connection: Connection,
  options: BulkOptions,
): Promise<unknown> | undefined {
  switch (item.kind) {
    case 'save': {
      const { metadata, document, text, overrides } = item;
      const sent = sentSource(text, overrides, options);
      applySaved(metadata, connection, document, answered._id, answered, sent);
      return undefined;
    }
    case 'update':
      return item.written?.(answered);
    case 'delete':
      if (item.document !== undefined) forgetState(connection, item.document);
      return undefined;
    case 'nothing':
      return undefined;
  }
}

/** Calls the hooks of the document; undefined where there are none. */
export function afterItem(
  { context: { subscribers }, connection, hooked }: Preparation,
  { document, metadata, after, operation }: BulkItem,
  { _id: id, result }: AnsweredItem,
): Promise<void> | undefined {
  if (document === undefined || result === 'noop' || !hooked.has(after)) return undefined;
  const event = {
    document,
    metadata,
    connection: connection.alias,
    id,
    ...(operation === 'delete' ? { soft: false } : {}),
  };
  return runHooksAfter(after, event, subscribers);
}
