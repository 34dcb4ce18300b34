// Storing a document whether there is one of its id or not.
import { failure } from '../errors/failure.js';
import { checkDocument, dehydrate, refusePartial } from '../hydration/document-hydration.js';
import { isInScope } from '../request/scope.js';
import { toGetRequest } from '../request/to-document-requests.js';
import { conditionOf } from '../request/to-save-request.js';
import type { Condition } from '../request/to-save-request.js';
import type { UpdateRequestOptions } from '../request/to-update-request.js';
import type { CallOptions } from '../types/call-options.js';
import type { Connection } from '../types/wire-request.js';
import type { Known } from './known-document.js';
import type { RepositoryContext } from './repository-context.js';
import type { UpdateResult } from './update-options.js';
import { creation, refuseOwnVersion, touched } from './update-parts.js';
import { withHooks, sendUpdate } from './send-update.js';
import { holdings, refreshed } from './refresh-document.js';

/** Stores a document where there is none of its id; else changes its fields there. */
export async function upsertDocument(
  context: RepositoryContext,
  document: object,
  options: UpdateRequestOptions & CallOptions,
): Promise<UpdateResult<object>> {
  return withHooks(context, document, options, async (known, connection) => {
    const { metadata } = known;
    refuseOwnVersion(metadata);
    refusePartial(metadata, document);
    const created = creation(metadata, document);
    const filledIn = { ...touched(metadata), ...created };
    checkDocument(metadata, document, filledIn);
    const upsert = dehydrate(metadata, document, filledIn);
    const doc = Object.fromEntries(Object.entries(upsert).filter(([name]) => !(name in created)));
    const held = holdings(known);
    // The id may be that of another kind: look first.
    const condition =
      metadata.discriminator === undefined ? undefined : await conditionOfKind(known, connection, options);
    const update =
      condition === undefined ? { doc, upsert, returnSource: true } : { doc, condition, returnSource: true };
    const answer = await sendUpdate(context, known, update, connection, options);
    return refreshed(known, answer, connection, options, { held });
  });
}

// What is stored under an id, as a condition; undefined for nothing. Throws for a document of another kind.
async function conditionOfKind(
  { metadata, id, index, routing }: Known,
  connection: Connection,
  { signal }: CallOptions,
): Promise<Condition | undefined> {
  const request = toGetRequest(metadata, id, { index, ...(routing === undefined ? {} : { routing }) });
  const found = await connection.send(request, signal === undefined ? {} : { signal });
  if (!found.found) return undefined;
  if (!isInScope(metadata, found._source, { withDeleted: true })) {
    const { className } = metadata;
    const reason = 'the id is that of a document of another kind';
    throw failure('VERSION_CONFLICT', { className, id, index, reason });
  }
  return conditionOf({ id, index, seqNo: found._seq_no, primaryTerm: found._primary_term });
}
