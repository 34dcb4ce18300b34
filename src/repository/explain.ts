// Why a document matches a query, or does not.
import { failure } from '../errors/failure.js';
import { readId, readRouting } from '../hydration/document-hydration.js';
import { stateOf } from '../hydration/document-state.js';
import type { ScopeOptions } from '../request/scope.js';
import type { AddressOptions } from '../request/to-document-requests.js';
import { toExplainRequest } from '../request/to-explain-request.js';
import type { ExplainRequest } from '../request/to-explain-request.js';
import { toExplainResult } from '../response/to-explanation.js';
import type { ExplainResult } from '../response/to-explanation.js';
import type { CallOptions } from '../types/call-options.js';
import type { Connection } from '../types/wire-request.js';
import { notFound } from './conflicts.js';
import { knownPlace, locate } from './known-document.js';
import type { Place } from './known-document.js';
import type { RepositoryContext } from './repository-context.js';

export type ExplainOptions = AddressOptions & ScopeOptions & CallOptions;

export async function explainDocument(
  context: RepositoryContext,
  documentOrId: object | string,
  request: ExplainRequest<object>,
  options: ExplainOptions,
): Promise<ExplainResult> {
  const { metadata } = context;
  const connection = context.resolve(options.using);
  const { id, place } = await placeOf(context, documentOrId, connection, options);
  const answer = await connection.send(toExplainRequest(metadata, id, request, place, options), options);
  const result = toExplainResult(answer);
  if (result === undefined) throw notFound(metadata, id);
  return result;
}

// A document says its routing, and knows its index where it was read or saved.
async function placeOf(
  context: RepositoryContext,
  documentOrId: object | string,
  connection: Connection,
  options: ExplainOptions,
): Promise<{ readonly id: string; readonly place: Place & { readonly index: string } }> {
  const { metadata } = context;
  const { className } = metadata;
  const document = typeof documentOrId === 'string' ? undefined : documentOrId;
  const id = typeof documentOrId === 'string' ? documentOrId : readId(metadata, documentOrId);
  if (id === undefined) throw failure('DOCUMENT_INVALID_ID', { className, reason: 'the document has none' });
  const routing = options.routing ?? (document === undefined ? undefined : readRouting(metadata, document));
  const address = { ...options, ...(routing === undefined ? {} : { routing }) };
  const state = document === undefined ? undefined : stateOf(connection, document);
  const found =
    options.index === undefined && state?.id === id
      ? { index: state.index, ...(routing === undefined ? {} : { routing }) }
      : (knownPlace(metadata, address) ?? (await locate(context, id, connection, address)));
  return { id, place: { ...found, index: found.index ?? metadata.index } };
}
