// What the cluster said of an operation that it did → the document, and those who are to be told.
import { forgetState } from '../../hydration/document-state.js';
import type { AnsweredItem } from '../../response/to-bulk-items.js';
import { applySaved } from '../../response/to-saved.js';
import type { Connection } from '../../types/wire-request.js';
import type { RepositoryContext } from '../repository-context.js';
import { sentSource } from '../save-documents.js';
import { hasHook, runHooksAfter } from '../subscriber.js';
import type { BulkItem } from './bulk-item.js';
import type { BulkOptions } from './bulk-options.js';

/** Gives the document its id and its new state. */
export function settleItem(
  item: BulkItem,
  answered: AnsweredItem,
  connection: Connection,
  options: BulkOptions,
): void | Promise<unknown> {
  switch (item.kind) {
    case 'save': {
      const { metadata, document, operation, overrides } = item.prepared;
      const sent = sentSource(operation.source, overrides, options);
      return applySaved(metadata, connection, document, answered._id, answered, sent);
    }
    case 'update':
      return item.written?.(answered);
    case 'delete':
      return item.document === undefined ? undefined : forgetState(connection, item.document);
    case 'nothing':
      return undefined;
  }
}

/** Calls the hooks of the document; undefined where there are none. */
export function afterItem(
  { subscribers }: RepositoryContext,
  { document, metadata, after, operation }: BulkItem,
  { _id: id, result }: AnsweredItem,
  connection: Connection,
): Promise<void> | undefined {
  if (document === undefined || result === 'noop' || !hasHook(metadata, after, subscribers)) return undefined;
  const event = {
    document,
    metadata,
    connection: connection.alias,
    id,
    ...(operation === 'delete' ? { soft: false } : {}),
  };
  return runHooksAfter(after, event, subscribers);
}
