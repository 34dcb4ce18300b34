// Ids → the requests that read, test and delete documents.
import { checkId } from '../hydration/document-hydration.js';
import type { DocumentState } from '../hydration/document-state.js';
import type { DocumentMetadata } from '../metadata/document-metadata.js';
import type { WireRequest } from '../types/wire-request.js';
import { vectorSource } from './vector-source.js';
import type { WriteOptions } from './write-options.js';

export interface RoutingOptions {
  /** The routing that the document was saved with, where it has one. */
  readonly routing?: string;
}

interface DocumentAddress {
  readonly index: string;
  readonly id: string;
  readonly routing?: string;
}

function address(
  { index, className }: DocumentMetadata,
  id: string,
  { routing }: RoutingOptions,
): DocumentAddress {
  return { index, id: checkId(className, id), ...(routing === undefined ? {} : { routing }) };
}

/** Sends: `GET /{index}/_doc/{id}`. */
export function toGetRequest(
  metadata: DocumentMetadata,
  id: string,
  options: RoutingOptions,
): WireRequest<'get'> {
  return { api: 'get', params: { ...address(metadata, id, options), ...vectorSource(metadata) } };
}

/** Sends: `HEAD /{index}/_doc/{id}`. */
export function toExistsRequest(
  metadata: DocumentMetadata,
  id: string,
  options: RoutingOptions,
): WireRequest<'exists'> {
  return { api: 'exists', params: address(metadata, id, options) };
}

/** Sends: `POST /{index}/_mget { "docs": [ { "_id": … } ] }`. */
export function toGetManyRequest(
  metadata: DocumentMetadata,
  ids: readonly string[],
  { routing }: RoutingOptions,
): WireRequest<'mget'> {
  const docs = ids.map((id) => ({
    _id: checkId(metadata.className, id),
    ...(routing === undefined ? {} : { routing }),
  }));
  return { api: 'mget', params: { index: metadata.index, docs, ...vectorSource(metadata) } };
}

/** Sends: `DELETE /{index}/_doc/{id}`, on condition that the document is as `state` says, where it is given. */
export function toDeleteRequest(
  metadata: DocumentMetadata,
  id: string,
  { refresh, ...options }: RoutingOptions & WriteOptions,
  state?: DocumentState,
): WireRequest<'delete'> {
  const condition =
    state?.seqNo === undefined || state.primaryTerm === undefined
      ? {}
      : { if_seq_no: state.seqNo, if_primary_term: state.primaryTerm };
  return {
    api: 'delete',
    params: {
      ...address(metadata, id, options),
      ...condition,
      ...(refresh === undefined ? {} : { refresh }),
    },
  };
}
