// Several operations → one bulk request. Each is made a text when it is prepared, so that requests can be cut by size.
import type { DocumentMetadata } from '../metadata/document-metadata.js';
import type { WireRequest } from '../types/wire-request.js';
import { stringifyExact } from '../util/exact-json.js';
import { toScriptBody } from './script.js';
import type { SaveOperation } from './to-save-request.js';
import type { Update } from './to-update-request.js';
import type { Condition } from './to-save-request.js';
import type { OwnVersion } from './own-version.js';
import { toWriteParameters, withoutRequirements } from './write-options.js';
import type { SaveRequestOptions } from './write-options.js';

/** Which document an operation is about. */
export interface BulkAddress {
  readonly index: string;
  /** Empty where the cluster is to make it. */
  readonly id: string;
  readonly routing?: string | undefined;
}

/** The two lines that save a document. */
export function toSaveText(metadata: DocumentMetadata, operation: SaveOperation): string {
  return `${toSaveAction(metadata, operation)}\n${stringifyExact(operation.source)}`;
}

function toSaveAction(metadata: DocumentMetadata, operation: SaveOperation): string {
  const { api, id, index, routing, version, if_seq_no: seqNo, op_type: opType } = operation;
  const isBare = (routing ?? version ?? seqNo ?? opType) === undefined && index === metadata.index;
  // The form in which nearly all are sent: nothing but the id, which needs no escape.
  if (isBare && isPlainId.test(id)) return `{"${api}":{"_id":"${id}"}}`;
  const { api: _, source: _source, id: _id, index: _index, ...about } = operation;
  return JSON.stringify({ [api]: { ...address(metadata, { index, id }), ...about } });
}

// What JSON writes as it is.
const isPlainId = /^[\w.-]+$/;

/** The two lines that change a document. */
export function toUpdateText(
  metadata: DocumentMetadata,
  { index, id, routing }: BulkAddress,
  { doc, script, upsert, condition, returnSource = false }: Update,
  retryOnConflict = 0,
): string {
  const about = {
    ...address(metadata, { index, id, routing }),
    ...condition,
    ...(retryOnConflict === 0 ? {} : { retry_on_conflict: retryOnConflict }),
  };
  const change = {
    ...(doc === undefined ? {} : { doc }),
    ...(script === undefined ? {} : { script: toScriptBody(metadata.className, script) }),
    ...(upsert === undefined ? {} : { upsert }),
    ...(returnSource ? { _source: true } : {}),
  };
  return `${JSON.stringify({ update: about })}\n${stringifyExact(change)}`;
}

/** The line that deletes a document. */
export function toDeleteText(
  metadata: DocumentMetadata,
  { index, id, routing }: BulkAddress,
  condition: Condition | OwnVersion = {},
): string {
  return JSON.stringify({ delete: { ...address(metadata, { index, id, routing }), ...condition } });
}

/**
 * Sends: `POST /{index}/_bulk` with these operations. `areOwn`: whether all of them go to the class's own index, and none
 * to one that a document was read from or that the class chose.
 */
export function toBulkRequest(
  metadata: DocumentMetadata,
  operations: readonly string[],
  { pipeline, ...options }: SaveRequestOptions,
  { isAlias = false, areOwn = true }: { readonly isAlias?: boolean; readonly areOwn?: boolean } = {},
): WireRequest<'bulk'> {
  const parameters = toWriteParameters(metadata, options, isAlias);
  return {
    api: 'bulk',
    params: {
      ...(areOwn ? { index: metadata.index } : {}),
      operations: operations as string[],
      ...(areOwn ? parameters : withoutRequirements(parameters)),
      ...(pipeline === undefined ? {} : { pipeline }),
    },
  };
}

function address({ index: own }: DocumentMetadata, { index, id, routing }: BulkAddress): object {
  return {
    ...(id === '' ? {} : { _id: id }),
    ...(index === own ? {} : { _index: index }),
    ...(routing === undefined ? {} : { routing }),
  };
}
