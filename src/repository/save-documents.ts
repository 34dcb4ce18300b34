// Saving one document as a whole; what a bulk write needs of it, too.
import { ElastodmError } from '../errors/elastodm-error.js';
import { failure } from '../errors/failure.js';
import { checkDocument, readRouting, variantOf } from '../hydration/document-hydration.js';
import { pendingId, rememberPending, stateOf } from '../hydration/document-state.js';
import type { DocumentMetadata } from '../metadata/document-metadata.js';
import { toGetRequest } from '../request/to-document-requests.js';
import { toSaveOperation, toSaveRequest } from '../request/to-save-request.js';
import type { OperationOptions, SaveOperation } from '../request/to-save-request.js';
import { writeIndex } from '../request/target-index.js';
import type { SaveRequestOptions } from '../request/write-options.js';
import type { AnsweredDocument } from '../response/remember-answer.js';
import { applySaved } from '../response/to-saved.js';
import type { CallOptions } from '../types/call-options.js';
import type { Connection } from '../types/wire-request.js';
import { isUnknown, toNamed } from './conflicts.js';
import type { RepositoryContext } from './repository-context.js';
import { hasHook, runHooksAfter, runHooksBefore } from './subscriber.js';

export type SaveOptions = SaveRequestOptions & CallOptions;

/** A document that is sent as a whole. */
export interface WholeDocument {
  readonly metadata: DocumentMetadata;
  readonly document: object;
  readonly operation: SaveOperation;
  /** Property values that stand in for the document's own, and become its own. */
  readonly overrides: Readonly<Record<string, unknown>>;
}

/** A document that is ready to be sent. */
export interface PreparedSave extends WholeDocument {
  /** Brings back what hooks changed. */
  readonly undo: () => void;
}

export async function saveDocument(
  context: RepositoryContext,
  document: object,
  options: SaveOptions,
): Promise<void> {
  const connection = context.resolve(options.using);
  // Without anything to wait for, the request leaves before the caller goes on.
  const undo = mustWait(context, document, connection)
    ? await beforeSave(context, document, connection, options)
    : unchanged;
  const prepared = prepareSave(context, document, connection, options, undo);
  try {
    await writeDocument(context, prepared, connection, options);
  } catch (error) {
    prepared.undo();
    throw error;
  }
  const { metadata, operation } = prepared;
  const event = { document, metadata, connection: connection.alias, id: operation.id };
  await runHooksAfter('afterSave', event, context.subscribers);
}

/** Sends a document as a whole, and gives it what came of that. */
export async function writeDocument(
  context: RepositoryContext,
  written: WholeDocument,
  connection: Connection,
  options: SaveOptions,
): Promise<AnsweredDocument> {
  const { metadata, document, operation, overrides } = written;
  const { id, source, routing, index } = operation;
  try {
    const request = toSaveRequest(metadata, operation, options, context.isAlias());
    const answer = await connection.send(request, options);
    applySaved(metadata, connection, document, id, answer, sentSource(source, overrides, options));
    return answer;
  } catch (error) {
    keepPending(document, operation, connection, error);
    const state = stateOf(connection, document);
    const subject = { metadata, id, index, document, state, ...(routing === undefined ? {} : { routing }) };
    throw await toNamed(error, subject, connection, options);
  }
}

export const unchanged = (): void => undefined;

/** Whether something is to be done before a document is saved that takes time. */
export function mustWait(
  { metadata, subscribers }: RepositoryContext,
  document: object,
  connection: Connection,
  isHooked = hasHook(metadata, 'beforeSave', subscribers),
): boolean {
  return isHooked || pendingId(connection, document) !== undefined;
}

/** Finds out what came of an earlier save, and calls the hooks. Gives what takes back their changes. */
export async function beforeSave(
  { metadata: own, subscribers }: RepositoryContext,
  document: object,
  connection: Connection,
  options: SaveOptions,
): Promise<() => void> {
  const metadata = variantOf(own, document);
  const pending = pendingId(connection, document);
  if (pending !== undefined) await settle(metadata, document, pending, connection, options);
  const id = stateOf(connection, document)?.id;
  return runHooksBefore('beforeSave', { document, metadata, connection: connection.alias, id }, subscribers);
}

/** Checks a document, and says how it is sent. `undo` takes back what hooks changed. */
export function prepareSave(
  { metadata: own }: RepositoryContext,
  document: object,
  connection: Connection,
  { opType, optimistic = true, serverIds = false }: Omit<OperationOptions, 'overrides'>,
  undo: () => void,
): PreparedSave {
  try {
    const metadata = variantOf(own, document);
    if (Object.isFrozen(document)) {
      throw failure('DOCUMENT_WRONG_CLASS', { className: metadata.className, actual: 'a frozen object' });
    }
    const overrides = filledIn(metadata, document, connection);
    checkDocument(metadata, document, overrides);
    const said = { opType, optimistic, overrides, serverIds };
    const operation = toSaveOperation(metadata, document, connection, said);
    return { metadata, document, operation, overrides, undo };
  } catch (error) {
    undo();
    throw error;
  }
}

const nothing = Object.freeze({});

/** What the library fills in when a document is saved. */
function filledIn(
  { timestamps: { createdAt, updatedAt }, discriminator }: DocumentMetadata,
  document: object,
  connection: Connection,
): Readonly<Record<string, unknown>> {
  if (createdAt === undefined && updatedAt === undefined && discriminator?.value === undefined)
    return nothing;
  const values = document as Readonly<Record<string, unknown>>;
  const now = new Date();
  const isNew = stateOf(connection, document) === undefined;
  const overrides: Record<string, unknown> = {};
  if (createdAt !== undefined && isNew && (values[createdAt] ?? null) === null) overrides[createdAt] = now;
  if (updatedAt !== undefined) overrides[updatedAt] = new Date(now);
  if (discriminator?.value !== undefined && values[discriminator.field] === undefined) {
    overrides[discriminator.field] = discriminator.value;
  }
  return overrides;
}

/** What is known to be stored when a source was sent. */
export function sentSource(
  source: Readonly<Record<string, unknown>> | string,
  overrides: Readonly<Record<string, unknown>>,
  { pipeline }: SaveOptions,
) {
  // A pipeline may store something else.
  return { source: pipeline === undefined ? source : undefined, overrides };
}

/** A new document was sent and may have been stored: saving it again must not make a second one. */
export function keepPending(
  document: object,
  { api, id }: Pick<SaveOperation, 'api' | 'id'>,
  connection: Connection,
  error: unknown,
): void {
  if (api === 'create' && id !== '' && isUnknown(error)) rememberPending(connection, document, id);
}

// A new document was sent before, and not answered: it is there, as we sent it, or it is not.
async function settle(
  metadata: DocumentMetadata,
  document: object,
  id: string,
  connection: Connection,
  { signal, timeout }: SaveOptions,
): Promise<void> {
  const { className } = metadata;
  const routing = readRouting(metadata, document);
  const index = writeIndex(metadata, document);
  const request = toGetRequest(metadata, id, { index, ...(routing === undefined ? {} : { routing }) });
  const found = await connection
    .send(request, {
      ...(signal === undefined ? {} : { signal }),
      ...(timeout === undefined ? {} : { timeout }),
    })
    .catch((error: unknown) => {
      // Then it is not there either.
      if (error instanceof ElastodmError && error.code === 'INDEX_NOT_FOUND')
        return { found: false as const };
      throw error;
    });
  if (!found.found) return;
  const reason = 'it was saved by a call that got no answer, and changed since';
  if (found._version !== 1) throw failure('VERSION_CONFLICT', { className, id, index, reason });
  const source = found._source as Readonly<Record<string, unknown>>;
  applySaved(metadata, connection, document, id, found, { source });
}
