// A document that is to be deleted → an item of a bulk write.
import { ElastodmError } from '../../errors/elastodm-error.js';
import { checkId, variantOf } from '../../hydration/document-hydration.js';
import { ownVersion } from '../../request/own-version.js';
import { toDeleteText } from '../../request/to-bulk-request.js';
import { conditionOf } from '../../request/to-save-request.js';
import { knownDocument, knownPlace, locate } from '../known-document.js';
import type { Place } from '../known-document.js';
import { unchanged } from '../save-documents.js';
import { hasHook, runHooksBefore } from '../subscriber.js';
import type { BulkItem } from './bulk-item.js';
import type { BulkDelete } from './bulk-operation.js';
import type { ItemPlace, Preparation } from './prepare-save.js';

/** Finds out where a document is and writes its line. Takes time only where there is something to wait for. */
export function prepareDeleteItem(
  preparation: Preparation,
  asked: BulkDelete<object>,
  place: ItemPlace,
): BulkItem | Promise<BulkItem> {
  const { delete: documentOrId } = asked;
  if (typeof documentOrId === 'object') return ofDocument(preparation, documentOrId, place);
  const { metadata } = preparation.context;
  const id = checkId(metadata.className, documentOrId);
  const known = knownPlace(metadata, asked);
  if (known !== undefined) return ofId(preparation, id, known, place);
  return find(preparation, id, asked).then((found) => ofId(preparation, id, found, place));
}

function ofDocument(
  { context, connection }: Preparation,
  document: object,
  place: ItemPlace,
): BulkItem | Promise<BulkItem> {
  const { subscribers } = context;
  const metadata = variantOf(context.metadata, document);
  const { id } = knownDocument(metadata, document, connection);
  const finish = (undo: () => void): BulkItem => {
    try {
      // Once the hooks had their say.
      const { index, routing, state } = knownDocument(metadata, document, connection);
      const version = ownVersion(metadata, document);
      const condition =
        version === undefined ? conditionOf(state) : { ...version, version_type: 'external_gte' as const };
      return {
        ...base,
        ...place,
        kind: 'delete',
        document,
        id,
        metadata,
        text: toDeleteText(metadata, { index, id, routing }, condition),
        isOwn: index === context.metadata.index,
        undo,
      };
    } catch (error) {
      undo();
      throw error;
    }
  };
  if (!hasHook(metadata, 'beforeDelete', subscribers)) return finish(unchanged);
  const event = { document, metadata, connection: connection.alias, id, soft: false };
  return runHooksBefore('beforeDelete', event, subscribers).then(finish);
}

function ofId(
  { context: { metadata } }: Preparation,
  id: string,
  found: Place | undefined,
  place: ItemPlace,
): BulkItem {
  const item = { ...base, ...place, document: undefined, id, metadata, undo: unchanged } as const;
  if (found === undefined) return { ...item, kind: 'nothing', isMissing: true, text: '', isOwn: true };
  const { index = metadata.index, routing } = found;
  return {
    ...item,
    kind: 'delete',
    text: toDeleteText(metadata, { index, id, routing }),
    isOwn: index === metadata.index,
  };
}

const base = { operation: 'delete', after: 'afterDelete' } as const;

async function find(
  { context, connection, options }: Preparation,
  id: string,
  { delete: _, ...asked }: BulkDelete<object>,
): Promise<Place | undefined> {
  try {
    return await locate(context, id, connection, { ...options, ...asked });
  } catch (error) {
    if (error instanceof ElastodmError && error.code === 'DOCUMENT_NOT_FOUND') return undefined;
    throw error;
  }
}
