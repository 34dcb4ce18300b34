// Reading documents by their ids, wherever their class keeps them.
import { refusal } from '../connection/to-failure.js';
import type { ElastodmError } from '../errors/elastodm-error.js';
import { failure } from '../errors/failure.js';
import { stateOf } from '../hydration/document-state.js';
import type { DocumentMetadata } from '../metadata/document-metadata.js';
import { isInScope, isScoped } from '../request/scope.js';
import type { ScopeOptions } from '../request/scope.js';
import { isSingleIndex, namedIndex, readIndex } from '../request/target-index.js';
import {
  toExistsRequest,
  toFindByIdsRequest,
  toGetManyRequest,
  toGetRequest,
} from '../request/to-document-requests.js';
import type { AddressOptions } from '../request/to-document-requests.js';
import { toDocument } from '../response/to-document.js';
import type { ReturnedDocument } from '../response/to-document.js';
import type { CallOptions } from '../types/call-options.js';
import type { Connection } from '../types/wire-request.js';
import { toServerError } from '../util/server-error.js';
import { shorten } from '../util/shorten.js';
import { notFound } from './conflicts.js';
import type { RepositoryContext } from './repository-context.js';
import { hasHook, runHooks } from './subscriber.js';

export type GetOptions = AddressOptions & ScopeOptions & CallOptions;

/** What `getMany` does about an id that no document has. */
export type Missing = 'null' | 'skip' | 'throw';

/** The document, or null. */
export async function getDocument(
  context: RepositoryContext,
  id: string,
  options: GetOptions,
): Promise<object | null> {
  const connection = context.resolve(options.using);
  const { metadata } = context;
  const index = singleIndex(metadata, options);
  const place =
    index === undefined ? await findPlace(metadata, id, connection, options) : { ...options, index };
  if (place === undefined) return null;
  const returned = await connection.send(toGetRequest(metadata, id, place), options);
  const document = toVisible(metadata, connection, returned, options);
  if (document !== null) await loaded(context, [document], connection);
  return document;
}

/** The documents in the order of their ids; null for one that is missing. */
export async function getDocuments(
  context: RepositoryContext,
  ids: readonly string[],
  options: GetOptions & { readonly missing?: Missing },
): Promise<(object | null)[]> {
  if (ids.length === 0) return [];
  const { metadata } = context;
  const connection = context.resolve(options.using);
  const index = singleIndex(metadata, options);
  const returned =
    index === undefined
      ? await findByIds(metadata, ids, connection, options)
      : await getByIds(metadata, ids, connection, { ...options, index });
  const found = ids.map((id) => toVisible(metadata, connection, returned.get(id), options));
  const missing = found.indexOf(null);
  if (missing >= 0 && options.missing === 'throw') throw notFound(metadata, ids[missing] ?? '');
  await loaded(
    context,
    found.filter((document) => document !== null),
    connection,
  );
  return options.missing === 'skip' ? found.filter((document) => document !== null) : found;
}

export async function documentExists(
  context: RepositoryContext,
  id: string,
  options: GetOptions,
): Promise<boolean> {
  const { metadata } = context;
  const connection = context.resolve(options.using);
  const index = singleIndex(metadata, options);
  if (index === undefined) return (await findByIds(metadata, [id], connection, options)).has(id);
  // Whether the class sees the document is written in it.
  if (!isScoped(metadata, options)) {
    return connection.send(toExistsRequest(metadata, id, { ...options, index }), options);
  }
  const returned = await connection.send(toGetRequest(metadata, id, { ...options, index }), options);
  return returned.found && isInScope(metadata, returned._source, options);
}

/** Calls what is to be called on documents that were read. */
export async function loaded(
  { metadata, subscribers }: RepositoryContext,
  documents: readonly object[],
  connection: Connection,
): Promise<void> {
  if (!hasHook(metadata, 'afterLoad', subscribers)) return;
  for (const document of documents) {
    const variants = [...(metadata.discriminator?.variants.values() ?? [])];
    const own = variants.find(({ target }) => target === document.constructor) ?? metadata;
    const id = stateOf(connection, document)?.id;
    await runHooks('afterLoad', { document, metadata: own, connection: connection.alias, id }, subscribers);
  }
}

// The one index that holds a document; undefined where it has to be looked for in several.
function singleIndex(metadata: DocumentMetadata, { index }: AddressOptions): string | undefined {
  if (index !== undefined) return namedIndex(metadata, index);
  const all = readIndex(metadata);
  return isSingleIndex(metadata, all) ? all : undefined;
}

function toVisible(
  metadata: DocumentMetadata,
  connection: Connection,
  returned: (ReturnedDocument & { readonly found?: boolean }) | undefined,
  scope: ScopeOptions,
): object | null {
  if (returned === undefined || returned.found === false) return null;
  if (!isInScope(metadata, returned._source, scope)) return null;
  return toDocument(metadata, connection, returned);
}

async function getByIds(
  metadata: DocumentMetadata,
  ids: readonly string[],
  connection: Connection,
  options: GetOptions,
): Promise<ReadonlyMap<string, ReturnedDocument>> {
  const request = toGetManyRequest(metadata, ids, options);
  const { docs } = await connection.send(request, options);
  const { alias } = connection;
  if (docs.length !== ids.length) {
    const reason = `it speaks of ${docs.length} documents, and ${ids.length} were asked for`;
    throw failure('RESPONSE_UNEXPECTED', { alias, api: 'mget', reason });
  }
  const byId = new Map<string, ReturnedDocument>();
  for (const returned of docs) {
    if ('error' in returned) {
      const { type, reason } = toServerError(returned.error);
      throw refusal({ alias, request, status: 400, type, reason: shorten(reason) });
    }
    if (returned.found) byId.set(returned._id, returned);
  }
  return byId;
}

// What a search found may be older than what is there: only where it is, is taken from it.
async function findPlace(
  metadata: DocumentMetadata,
  id: string,
  connection: Connection,
  options: GetOptions,
): Promise<AddressOptions | undefined> {
  const hit = (await findByIds(metadata, [id], connection, options)).get(id);
  if (hit === undefined) return undefined;
  const routing = hit._routing ?? options.routing;
  return { index: hit._index, ...(routing === undefined ? {} : { routing }) };
}

async function findByIds(
  metadata: DocumentMetadata,
  ids: readonly string[],
  connection: Connection,
  options: GetOptions,
): Promise<ReadonlyMap<string, ReturnedDocument>> {
  const { hits } = await connection.send(toFindByIdsRequest(metadata, ids, options), options);
  const byId = new Map<string, ReturnedDocument>();
  for (const hit of hits.hits) {
    const id = hit._id ?? '';
    const twin = byId.get(id);
    if (twin !== undefined) throw ambiguous(metadata, id, [twin._index, hit._index]);
    byId.set(id, hit);
  }
  return byId;
}

function ambiguous({ className }: DocumentMetadata, id: string, indices: readonly string[]): ElastodmError {
  return failure('DOCUMENT_AMBIGUOUS_ID', { className, id, indices });
}
