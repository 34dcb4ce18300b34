// Saving: one document, or several with one bulk request.
import { BulkError, ElastodmError } from '../errors/elastodm-error.js';
import type { BulkFailure } from '../errors/elastodm-error.js';
import { failure } from '../errors/failure.js';
import { checkDocument, readRouting, variantOf } from '../hydration/document-hydration.js';
import { pendingId, rememberPending, stateOf } from '../hydration/document-state.js';
import type { DocumentMetadata } from '../metadata/document-metadata.js';
import { toBulkRequest } from '../request/to-bulk-request.js';
import { toGetRequest } from '../request/to-document-requests.js';
import { toSaveOperation, toSaveRequest } from '../request/to-save-request.js';
import type { SaveOperation } from '../request/to-save-request.js';
import { writeIndex } from '../request/target-index.js';
import type { SaveRequestOptions } from '../request/write-options.js';
import type { AnsweredDocument } from '../response/remember-answer.js';
import { applyBulk } from '../response/to-bulk-failures.js';
import type { SentDocument } from '../response/to-bulk-failures.js';
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

interface Prepared extends WholeDocument {
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
  const prepared = prepare(context, document, connection, options, undo);
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
    keepPending(written, connection, error);
    const state = stateOf(connection, document);
    const subject = { metadata, id, index, document, state, ...(routing === undefined ? {} : { routing }) };
    throw await toNamed(error, subject, connection, options);
  }
}

/** Saves each document once. Throws a BulkError when some were not saved; the others are. */
export async function saveDocuments(
  context: RepositoryContext,
  documents: readonly object[],
  options: SaveOptions,
): Promise<void> {
  const distinct = [...new Map(documents.map((document, position) => [document, position] as const))];
  if (distinct.length === 0) return;
  const connection = context.resolve(options.using);
  const prepared: Prepared[] = [];
  const undoAll = (): void => {
    for (const { undo } of prepared) undo();
  };
  let failures: readonly BulkFailure[];
  try {
    for (const [document] of distinct) {
      const undo = mustWait(context, document, connection)
        ? await beforeSave(context, document, connection, options)
        : unchanged;
      prepared.push(prepare(context, document, connection, options, undo));
    }
    const sent = distinct.map(([document, position], place) =>
      toSent(document, position, prepared[place], options),
    );
    failures = await sendBulk(context, prepared, sent, connection, options);
  } catch (error) {
    undoAll();
    throw error;
  }
  const failed = new Set(failures.map(({ document }) => document));
  for (const { document, undo } of prepared) if (failed.has(document)) undo();
  const saved = prepared.filter(({ document }) => !failed.has(document));
  const broken = await afterSaves(context, saved, connection);
  // Documents that are not stored come first.
  if (failures.length > 0) {
    throw new BulkError(context.metadata.className, distinct.length, failures, broken[0]);
  }
  if (broken.length > 0) throw broken[0];
}

// Calls the hooks of each document, whatever those of another one throw.
async function afterSaves(
  { subscribers }: RepositoryContext,
  saved: readonly Prepared[],
  connection: Connection,
): Promise<readonly unknown[]> {
  const broken: unknown[] = [];
  for (const { document, metadata, operation } of saved) {
    const event = { document, metadata, connection: connection.alias, id: operation.id };
    await runHooksAfter('afterSave', event, subscribers).catch((error: unknown) => broken.push(error));
  }
  return broken;
}

const unchanged = (): void => undefined;

function mustWait(
  { metadata, subscribers }: RepositoryContext,
  document: object,
  connection: Connection,
): boolean {
  return hasHook(metadata, 'beforeSave', subscribers) || pendingId(connection, document) !== undefined;
}

// Finds out what came of an earlier save, and calls the hooks. Gives what takes back their changes.
async function beforeSave(
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

function prepare(
  { metadata: own }: RepositoryContext,
  document: object,
  connection: Connection,
  { opType, optimistic = true }: SaveOptions,
  undo: () => void,
): Prepared {
  try {
    const metadata = variantOf(own, document);
    if (Object.isFrozen(document)) {
      throw failure('DOCUMENT_WRONG_CLASS', { className: metadata.className, actual: 'a frozen object' });
    }
    const overrides = filledIn(metadata, document, connection);
    checkDocument(metadata, document, overrides);
    const said = { ...(opType === undefined ? {} : { opType }), optimistic, overrides };
    const operation = toSaveOperation(metadata, document, connection, said);
    return { metadata, document, operation, overrides, undo };
  } catch (error) {
    undo();
    throw error;
  }
}

/** What the library fills in when a document is saved. */
function filledIn(
  { timestamps: { createdAt, updatedAt }, discriminator }: DocumentMetadata,
  document: object,
  connection: Connection,
): Readonly<Record<string, unknown>> {
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

function sentSource(
  source: Readonly<Record<string, unknown>>,
  overrides: Readonly<Record<string, unknown>>,
  { pipeline }: SaveOptions,
) {
  // A pipeline may store something else.
  return { source: pipeline === undefined ? source : undefined, overrides };
}

function toSent(
  document: object,
  position: number,
  prepared: Prepared | undefined,
  options: SaveOptions,
): SentDocument {
  const { operation, overrides = {} } = prepared ?? {};
  return {
    document,
    position,
    id: operation?.id ?? '',
    sent: sentSource(operation?.source ?? {}, overrides, options),
  };
}

// A new document was sent and may have been stored: saving it again must not make a second one.
function keepPending({ document, operation }: WholeDocument, connection: Connection, error: unknown): void {
  if (operation.api === 'create' && isUnknown(error)) rememberPending(connection, document, operation.id);
}

async function sendBulk(
  { metadata, isAlias }: RepositoryContext,
  prepared: readonly Prepared[],
  sent: readonly SentDocument[],
  connection: Connection,
  options: SaveOptions,
): Promise<readonly BulkFailure[]> {
  const operations = prepared.map(({ operation }) => operation);
  try {
    const answer = await connection.send(toBulkRequest(metadata, operations, options, isAlias()), options);
    const failures = applyBulk(metadata, connection, sent, answer);
    for (const { position, type, document } of failures) {
      if (type !== 'write_outcome_unknown') continue;
      const place = sent.findIndex((other) => other.position === position);
      const operation = operations[place];
      if (operation?.api === 'create') rememberPending(connection, document, operation.id);
    }
    return failures;
  } catch (error) {
    for (const one of prepared) keepPending(one, connection, error);
    throw error;
  }
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
