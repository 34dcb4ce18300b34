// Ids → the requests that read, test and delete documents.
import { checkId } from '../hydration/document-hydration.js';
import type { DocumentState } from '../hydration/document-state.js';
import type { DocumentMetadata } from '../metadata/document-metadata.js';
import type { WireRequest } from '../types/wire-request.js';
import { exactness } from './exactness.js';
import type { OwnVersion } from './own-version.js';
import { readIndex } from './target-index.js';
import { toScopedQuery } from './scope.js';
import type { ScopeOptions } from './scope.js';
import { conditionOf } from './to-save-request.js';
import { vectorSource } from './vector-source.js';
import { toWriteParameters, withoutRequirements } from './write-options.js';
import type { WriteOptions } from './write-options.js';

export interface RoutingOptions {
  /** The routing that the document was saved with, where it has one. */
  readonly routing?: string;
}

/** Where to look for an id. */
export interface AddressOptions extends RoutingOptions {
  /** The index that holds the document, where its class has several: else its id is searched for in all of them. */
  readonly index?: string;
}

interface DocumentAddress {
  readonly index: string;
  readonly id: string;
  readonly routing?: string;
}

/** The index, the id and the routing of a document. Throws a DocumentError for an id that can't be one. */
export function toAddress(
  { index: own, className }: DocumentMetadata,
  id: string,
  { routing, index = own }: AddressOptions,
): DocumentAddress {
  return { index, id: checkId(className, id), ...(routing === undefined ? {} : { routing }) };
}

/** Sends: `GET /{index}/_doc/{id}`. */
export function toGetRequest(
  metadata: DocumentMetadata,
  id: string,
  options: AddressOptions,
): WireRequest<'get'> {
  return {
    api: 'get',
    params: { ...toAddress(metadata, id, options), ...vectorSource(metadata) },
    ...exactness(metadata),
  };
}

/** Sends: `HEAD /{index}/_doc/{id}`. */
export function toExistsRequest(
  metadata: DocumentMetadata,
  id: string,
  options: AddressOptions,
): WireRequest<'exists'> {
  return { api: 'exists', params: toAddress(metadata, id, options) };
}

/** Sends: `POST /{index}/_mget { "docs": [ { "_id": … } ] }`. */
export function toGetManyRequest(
  metadata: DocumentMetadata,
  ids: readonly string[],
  { routing, index = metadata.index }: AddressOptions,
): WireRequest<'mget'> {
  const docs = ids.map((id) => ({
    _id: checkId(metadata.className, id),
    ...(routing === undefined ? {} : { routing }),
  }));
  return { api: 'mget', params: { index, docs, ...vectorSource(metadata) }, ...exactness(metadata) };
}

/** Sends: `POST /{pattern}/_search` for ids, of a class whose documents are in several indices. */
export function toFindByIdsRequest(
  metadata: DocumentMetadata,
  ids: readonly string[],
  { routing, ...scope }: RoutingOptions & ScopeOptions,
): WireRequest<'search'> {
  const values = ids.map((id) => checkId(metadata.className, id));
  return {
    api: 'search',
    params: {
      index: readIndex(metadata),
      allow_partial_search_results: false,
      // One more than there may be shows an id that is there twice.
      size: Math.min(10_000, values.length * 2),
      query: toScopedQuery(metadata, { ids: { values } }, scope),
      seq_no_primary_term: true,
      version: true,
      ...vectorSource(metadata),
      ...(routing === undefined ? {} : { routing }),
    },
    ...exactness(metadata),
  };
}

/** Sends: `DELETE /{index}/_doc/{id}`, on condition that the document is as `state` says, where it is given. */
export function toDeleteRequest(
  metadata: DocumentMetadata,
  id: string,
  options: AddressOptions & WriteOptions,
  state?: DocumentState,
  version?: OwnVersion,
): WireRequest<'delete'> {
  const { refresh, wait_for_active_shards } = withoutRequirements(toWriteParameters(metadata, options));
  return {
    api: 'delete',
    params: {
      ...toAddress(metadata, id, options),
      // What is stored is the very version that is to go.
      ...(version === undefined ? conditionOf(state) : { ...version, version_type: 'external_gte' as const }),
      ...(refresh === undefined ? {} : { refresh }),
      ...(wait_for_active_shards === undefined ? {} : { wait_for_active_shards }),
    },
  };
}
