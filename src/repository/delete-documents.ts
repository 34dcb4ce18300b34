// Deleting one document, for good or softly, and bringing it back.
import { ElastodmError } from '../errors/elastodm-error.js';
import { failure } from '../errors/failure.js';
import { dehydrateChanges, variantOf } from '../hydration/document-hydration.js';
import { forgetState } from '../hydration/document-state.js';
import type { DocumentMetadata } from '../metadata/document-metadata.js';
import { ownVersion } from '../request/own-version.js';
import { toDeleteRequest } from '../request/to-document-requests.js';
import type { AddressOptions } from '../request/to-document-requests.js';
import { conditionOf, toSaveOperation } from '../request/to-save-request.js';
import { toUpdateRequest } from '../request/to-update-request.js';
import type { WriteOptions } from '../request/write-options.js';
import { applySaved } from '../response/to-saved.js';
import type { CallOptions } from '../types/call-options.js';
import type { Connection } from '../types/wire-request.js';
import { placeOf, toNamed } from './conflicts.js';
import type { Subject } from './conflicts.js';
import { knownDocument, knownPlace, locate } from './known-document.js';
import type { RepositoryContext } from './repository-context.js';
import { writeDocument } from './save-documents.js';
import { hasHook, runHooksAfter, runHooksBefore } from './subscriber.js';
import { refuseOwnVersion, touched } from './update-parts.js';

export type DeleteOptions = WriteOptions & AddressOptions & CallOptions;

/** Deletes for good. Whether there was a document. */
export async function deleteDocument(
  context: RepositoryContext,
  documentOrId: object | string,
  options: DeleteOptions,
): Promise<boolean> {
  return withHooks(context, documentOrId, options, false, async (subject, connection) => {
    const { metadata, id, document, state, index, routing } = subject;
    const version = document === undefined ? undefined : ownVersion(metadata, document);
    const said = { ...options, ...placeOf({ index, routing }) };
    const { result } = await connection.send(toDeleteRequest(metadata, id, said, state, version), options);
    if (document !== undefined) forgetState(connection, document);
    return result === 'deleted';
  });
}

/** Marks a document as deleted. Whether there was one. */
export async function softDeleteDocument(
  context: RepositoryContext,
  documentOrId: object | string,
  options: DeleteOptions,
): Promise<boolean> {
  const deletedAt = deletionProperty(context.metadata);
  return withHooks(context, documentOrId, options, true, (subject, connection) =>
    mark(context, subject, { [deletedAt]: new Date() }, connection, options),
  );
}

/** Takes the mark away. Whether there was a document. */
export async function restoreDocument(
  context: RepositoryContext,
  documentOrId: object | string,
  options: DeleteOptions,
): Promise<boolean> {
  const deletedAt = deletionProperty(context.metadata);
  const connection = context.resolve(options.using);
  const subject =
    typeof documentOrId === 'object'
      ? knownDocument(variantOf(context.metadata, documentOrId), documentOrId, connection)
      : (knownSubject(context, documentOrId, options) ??
        (await findSubject(context, documentOrId, connection, options)));
  if (subject === undefined) return false;
  return attempt(subject, connection, options, () =>
    mark(context, subject, { [deletedAt]: null }, connection, options),
  );
}

function deletionProperty({ className, timestamps: { deletedAt } }: DocumentMetadata): string {
  if (deletedAt === undefined) throw failure('DOCUMENT_NO_SOFT_DELETE', { className });
  return deletedAt;
}

async function withHooks(
  context: RepositoryContext,
  documentOrId: object | string,
  options: DeleteOptions,
  soft: boolean,
  run: (subject: Subject, connection: Connection) => Promise<boolean>,
): Promise<boolean> {
  const { subscribers } = context;
  const connection = context.resolve(options.using);
  const subject =
    typeof documentOrId === 'object'
      ? knownDocument(variantOf(context.metadata, documentOrId), documentOrId, connection)
      : (knownSubject(context, documentOrId, options) ??
        (await findSubject(context, documentOrId, connection, options)));
  if (subject === undefined) return false;
  const { document, metadata, id } = subject;
  // Without a document, there is nothing to call.
  if (document === undefined) return attempt(subject, connection, options, () => run(subject, connection));
  const event = { document, metadata, connection: connection.alias, id, soft };
  const isHooked = hasHook(metadata, 'beforeDelete', subscribers);
  const undo = isHooked ? await runHooksBefore('beforeDelete', event, subscribers) : undefined;
  let deleted: boolean;
  try {
    deleted = await attempt(subject, connection, options, () => run(subject, connection));
  } catch (error) {
    undo?.();
    throw error;
  }
  if (deleted) await runHooksAfter('afterDelete', event, subscribers);
  return deleted;
}

// What needs no look: undefined for an id that may be elsewhere, or of another class.
function knownSubject(
  { metadata }: RepositoryContext,
  id: string,
  options: DeleteOptions,
): Subject | undefined {
  const place = knownPlace(metadata, options);
  return place === undefined ? undefined : { metadata, id, ...place };
}

async function findSubject(
  context: RepositoryContext,
  id: string,
  connection: Connection,
  options: DeleteOptions,
): Promise<Subject | undefined> {
  try {
    return { metadata: context.metadata, id, ...(await locate(context, id, connection, options)) };
  } catch (error) {
    if (error instanceof ElastodmError && error.code === 'DOCUMENT_NOT_FOUND') return undefined;
    throw error;
  }
}

async function attempt(
  subject: Subject,
  connection: Connection,
  options: CallOptions,
  run: () => Promise<boolean>,
): Promise<boolean> {
  try {
    return await run();
  } catch (error) {
    const named = await toNamed(error, subject, connection, options);
    if (named instanceof ElastodmError && named.code === 'DOCUMENT_NOT_FOUND') return false;
    throw named;
  }
}

async function mark(
  context: RepositoryContext,
  { metadata, id, document, state, index, routing }: Subject,
  values: Readonly<Record<string, unknown>>,
  connection: Connection,
  options: DeleteOptions,
): Promise<boolean> {
  const overrides = { ...touched(metadata), ...values };
  if (document !== undefined && ownVersion(metadata, document) !== undefined) {
    const operation = toSaveOperation(metadata, document, connection, { overrides });
    await writeDocument(context, { metadata, document, operation, overrides }, connection, options);
    return true;
  }
  refuseOwnVersion(metadata);
  const doc = dehydrateChanges(metadata, overrides);
  const update = { doc, condition: conditionOf(state) };
  const said = { ...options, ...placeOf({ index, routing }) };
  const request = toUpdateRequest(metadata, id, update, said, context.isAlias());
  const answer = await connection.send(request, options);
  if (document !== undefined) {
    const source = state?.source === undefined ? undefined : { ...state.source, ...doc };
    applySaved(metadata, connection, document, id, answer, { source, overrides });
  }
  return true;
}
