// A document that is to be changed → an item of a bulk write.
import { failure } from '../../errors/failure.js';
import { checkDocument, diffSource, refusePartial, variantOf } from '../../hydration/document-hydration.js';
import { mergeSource } from '../../hydration/merge-source.js';
import type { DocumentMetadata } from '../../metadata/document-metadata.js';
import { ownVersion } from '../../request/own-version.js';
import { toUpdateText } from '../../request/to-bulk-request.js';
import { checkRouting, conditionOf, toSaveOperation } from '../../request/to-save-request.js';
import type { Update } from '../../request/to-update-request.js';
import type { AnsweredItem } from '../../response/to-bulk-items.js';
import { applySaved } from '../../response/to-saved.js';
import type { WireAnswer } from '../../types/wire-request.js';
import { knownDocument, knownPlace, locate } from '../known-document.js';
import type { Known } from '../known-document.js';
import { holdings, refreshed, unsentChanges } from '../refresh-document.js';
import { unchanged } from '../save-documents.js';
import { hasHook, runHooksBefore } from '../subscriber.js';
import { toUpdate, touched } from '../update-parts.js';
import type { BulkItem, UpdateItem } from './bulk-item.js';
import type { BulkUpdate } from './bulk-operation.js';
import { toSaveItem } from './prepare-save.js';
import type { ItemPlace, Preparation } from './prepare-save.js';

type Asked = BulkUpdate<object>;

/** Checks a change and writes its lines. */
export async function prepareUpdateItem(
  preparation: Preparation,
  asked: Asked,
  place: ItemPlace,
): Promise<BulkItem> {
  const { update: documentOrId } = asked;
  if (typeof documentOrId === 'string') return ofId(preparation, documentOrId, asked, place);
  const { context, connection } = preparation;
  const { subscribers } = context;
  const metadata = variantOf(context.metadata, documentOrId);
  const known = knownDocument(metadata, documentOrId, connection);
  const event = { document: documentOrId, metadata, connection: connection.alias, id: known.id };
  const undo = hasHook(metadata, 'beforeUpdate', subscribers)
    ? await runHooksBefore('beforeUpdate', event, subscribers)
    : unchanged;
  try {
    return asked.changes === undefined
      ? ofChanged(preparation, known, place, undo)
      : ofKnown(preparation, known, asked, place, undo);
  } catch (error) {
    undo();
    throw error;
  }
}

async function ofId(
  { context, connection, options }: Preparation,
  id: string,
  { update: _, changes, retryOnConflict = 0, ...asked }: Asked,
  place: ItemPlace,
): Promise<BulkItem> {
  const { metadata } = context;
  if (changes === undefined) {
    const reason = 'it is undefined, and what changed in a document is known only of one that was read';
    throw failure('QUERY_INVALID_VALUE', { className: metadata.className, path: 'changes', reason });
  }
  const found =
    knownPlace(metadata, asked) ?? (await locate(context, id, connection, { ...options, ...asked }));
  const update = toUpdate(metadata, changes, found.state, { ...asked, retryOnConflict });
  const address = { index: found.index ?? metadata.index, id, routing: found.routing };
  return toUpdateItem(context.metadata.index, metadata, place, {
    document: undefined,
    id,
    address,
    update,
    retryOnConflict,
    undo: unchanged,
    written: undefined,
  });
}

// As `update(document, changes)`: what is stored afterwards becomes what the document holds.
function ofKnown(
  { context, connection, options }: Preparation,
  known: Known,
  { changes = {}, retryOnConflict = 0, upsert }: Asked,
  place: ItemPlace,
  undo: () => void,
): BulkItem {
  const { metadata, document, id, state, index, routing } = known;
  const said = { retryOnConflict, ...(upsert === undefined ? {} : { upsert }) };
  const update = { ...toUpdate(metadata, changes, state, said), returnSource: true };
  const held = holdings(known, update.doc ?? {});
  const unsent = unsentChanges(known, update.doc ?? {});
  const only = state?.source === undefined ? Object.keys(update.doc ?? {}) : undefined;
  const written = (answered: AnsweredItem): Promise<unknown> =>
    refreshed(known, answered as unknown as WireAnswer<'update'>, connection, options, {
      held,
      unsent,
      only,
    });
  return toUpdateItem(context.metadata.index, metadata, place, {
    document,
    id,
    address: { index, id, routing },
    update,
    retryOnConflict,
    undo,
    written,
  });
}

// As `update(document)`: sends what changed in it.
function ofChanged(
  { context, connection }: Preparation,
  known: Known,
  place: ItemPlace,
  undo: () => void,
): BulkItem {
  const { metadata, document, id, state, index, routing } = known;
  refusePartial(metadata, document);
  const source = state?.source;
  if (source === undefined) throw failure('DOCUMENT_NOT_LOADED', { className: metadata.className });
  checkDocument(metadata, document);
  checkRouting(metadata, document, state);
  const version = ownVersion(metadata, document);
  const isRecounted = version !== undefined && version.version !== state?.version;
  const diff = diffSource(metadata, document, source);
  if (!isRecounted && diff.mergeable && Object.keys(diff.changes).length === 0) {
    return {
      ...base(metadata, place, document, id, undo),
      kind: 'nothing',
      isMissing: false,
      text: '',
      isOwn: true,
    };
  }
  const overrides = touched(metadata);
  const { changes, mergeable } = diffSource(metadata, document, source, overrides);
  if (!mergeable || version !== undefined) {
    const operation = toSaveOperation(metadata, document, connection, { overrides });
    return toSaveItem(context, { metadata, document, operation, overrides, undo }, place, 'update');
  }
  const written = (answered: AnsweredItem): undefined => {
    const merged = mergeSource(source, changes);
    applySaved(metadata, connection, document, id, answered, { source: merged, overrides });
  };
  return toUpdateItem(context.metadata.index, metadata, place, {
    document,
    id,
    address: { index, id, routing },
    update: { doc: changes, condition: conditionOf(state) },
    retryOnConflict: 0,
    undo,
    written,
  });
}

interface Said {
  readonly document: object | undefined;
  readonly id: string;
  readonly address: { readonly index: string; readonly id: string; readonly routing?: string | undefined };
  readonly update: Update;
  readonly retryOnConflict: number;
  readonly undo: () => void;
  readonly written: UpdateItem['written'];
}

function toUpdateItem(
  own: string,
  metadata: DocumentMetadata,
  place: ItemPlace,
  { document, id, address, update, retryOnConflict, undo, written }: Said,
): UpdateItem {
  return {
    ...base(metadata, place, document, id, undo),
    kind: 'update',
    text: toUpdateText(metadata, address, update, retryOnConflict),
    isOwn: address.index === own,
    written,
  };
}

function base(
  metadata: DocumentMetadata,
  { position, key }: ItemPlace,
  document: object | undefined,
  id: string,
  undo: () => void,
) {
  return { operation: 'update', after: 'afterUpdate', metadata, position, key, document, id, undo } as const;
}
