// Changing one document: by what changed in it, by fields, by a script, or by a function of its newest state.
import { ElastodmError, VersionConflictError } from '../errors/elastodm-error.js';
import { failure } from '../errors/failure.js';
import { assignProperties } from '../hydration/beside-source.js';
import {
  checkDocument,
  dehydrate,
  diffSource,
  fillObjects,
  hydrate,
  storedFields,
  variantOf,
  writeId,
} from '../hydration/document-hydration.js';
import { stateOf } from '../hydration/document-state.js';
import { mergeSource, namesThatDiffer, withoutMembers } from '../hydration/merge-source.js';
import { ownVersion } from '../request/own-version.js';
import { isInScope } from '../request/scope.js';
import { toGetRequest } from '../request/to-document-requests.js';
import type { AddressOptions } from '../request/to-document-requests.js';
import { checkRouting, conditionOf, toSaveOperation } from '../request/to-save-request.js';
import type { Condition } from '../request/to-save-request.js';
import { toUpdateRequest } from '../request/to-update-request.js';
import type { Update, UpdateRequestOptions } from '../request/to-update-request.js';
import { vectorSource } from '../request/vector-source.js';
import { rememberAnswer } from '../response/remember-answer.js';
import { applySaved } from '../response/to-saved.js';
import type { CallOptions } from '../types/call-options.js';
import type { Connection, WireAnswer } from '../types/wire-request.js';
import { notFound, toNamed } from './conflicts.js';
import type { Subject } from './conflicts.js';
import { knownDocument, knownPlace, locate } from './known-document.js';
import type { Known, Place } from './known-document.js';
import { getDocument, loaded } from './read-documents.js';
import type { RepositoryContext } from './repository-context.js';
import { saveDocument, writeDocument } from './save-documents.js';
import { hasHook, runHooksAfter, runHooksBefore } from './subscriber.js';
import type { UpdateOptions, UpdateResult } from './update-options.js';
import { creation, refuseOwnVersion, toUpdate, touched } from './update-parts.js';

type Source = Readonly<Record<string, unknown>>;

/** Sends what changed in a document since it was read or saved. */
export async function updateChanged(
  context: RepositoryContext,
  document: object,
  options: UpdateRequestOptions & AddressOptions & CallOptions,
): Promise<UpdateResult<object>> {
  return withHooks(context, document, options, async (known, connection) => {
    const { metadata, state } = known;
    const source = state?.source;
    if (source === undefined) throw failure('DOCUMENT_NOT_LOADED', { className: metadata.className });
    checkDocument(metadata, document);
    checkRouting(metadata, document, state);
    const version = ownVersion(metadata, document);
    const isRecounted = version !== undefined && version.version !== state?.version;
    if (!isRecounted && isUnchanged(diffSource(metadata, document, source))) return noop(known);
    const overrides = touched(metadata);
    const { changes, mergeable } = diffSource(metadata, document, source, overrides);
    if (!mergeable || version !== undefined) {
      // What an update merges can't take anything away: the whole document can.
      const operation = toSaveOperation(metadata, document, connection, { overrides });
      const whole = { metadata, document, operation, overrides };
      const answer = await writeDocument(context, whole, connection, options);
      return toResult(known, { ...answer, result: 'updated' });
    }
    const { retryOnConflict = 0 } = options;
    if (retryOnConflict > 0) {
      const held = holdings(known);
      const answer = await send(context, known, { doc: changes, returnSource: true }, connection, options);
      return refreshed(known, answer, connection, options, { held });
    }
    const update = { doc: changes, condition: conditionOf(state) };
    const answer = await send(context, known, update, connection, options);
    applySaved(metadata, connection, document, known.id, answer, {
      source: mergeSource(source, changes),
      overrides,
    });
    return toResult(known, answer);
  });
}

/** Sends fields, or a script, for a document that is at hand; what is stored afterwards becomes what it holds there. */
export async function updateKnown(
  context: RepositoryContext,
  document: object,
  changes: object,
  options: UpdateOptions,
): Promise<UpdateResult<object>> {
  return withHooks(context, document, options, async (known, connection) => {
    const { metadata, state } = known;
    const update = { ...toUpdate(metadata, changes, state, options), returnSource: true };
    const held = holdings(known, update.doc ?? {});
    const unsent = unsentChanges(known, update.doc ?? {});
    const answer = await send(context, known, update, connection, options);
    // What a document is that was never read can't be told from what it was made with.
    const only = state?.source === undefined ? Object.keys(update.doc ?? {}) : undefined;
    return refreshed(known, answer, connection, options, { held, unsent, only });
  });
}

/** Sends fields, or a script, for an id. */
export async function updateById(
  context: RepositoryContext,
  id: string,
  changes: object,
  options: UpdateOptions,
): Promise<UpdateResult<object>> {
  const connection = context.resolve(options.using);
  const { metadata } = context;
  const { returnDocument = false } = options;
  const place = knownPlace(metadata, options) ?? (await find(context, id, connection, options));
  if (place === undefined) return create(context, id, changes, options);
  const subject = { metadata, id, ...place };
  const update = { ...toUpdate(metadata, changes, place.state, options), returnSource: returnDocument };
  const answer = await send(context, subject, update, connection, options);
  if (!returnDocument) return toResult(subject, answer);
  const source = await storedSource(subject, answer, connection, options);
  const document = hydrate(metadata, id, source, { version: answer._version, routing: place.routing });
  rememberAnswer(connection, document, id, answer, source);
  await loaded(context, [document], connection);
  return { ...toResult(subject, answer), document };
}

// Where the document of an id is; undefined where there is none, and one is to be made.
async function find(
  context: RepositoryContext,
  id: string,
  connection: Connection,
  options: UpdateOptions,
): Promise<Place | undefined> {
  try {
    return await locate(context, id, connection, options);
  } catch (error) {
    const isMissing = error instanceof ElastodmError && error.code === 'DOCUMENT_NOT_FOUND';
    if (isMissing && options.upsert !== undefined) return undefined;
    throw error;
  }
}

// What an upsert makes is a document like any other: it has its class's kind, and goes into the index that it chooses.
async function create(
  context: RepositoryContext,
  id: string,
  changes: object,
  { upsert = true, returnDocument = false, ...options }: UpdateOptions,
): Promise<UpdateResult<object>> {
  const { metadata } = context;
  const values = upsert === true ? changes : upsert;
  const document: object =
    values instanceof metadata.target
      ? values
      : Object.assign(new metadata.target(), fillObjects(metadata, values));
  const connection = context.resolve(options.using);
  writeId(metadata, document, id);
  const { signal, timeout, using, refresh, waitForActiveShards, requireAlias } = options;
  await saveDocument(context, document, {
    opType: 'create',
    ...(signal === undefined ? {} : { signal }),
    ...(timeout === undefined ? {} : { timeout }),
    ...(using === undefined ? {} : { using }),
    ...(refresh === undefined ? {} : { refresh }),
    ...(waitForActiveShards === undefined ? {} : { waitForActiveShards }),
    ...(requireAlias === undefined ? {} : { requireAlias }),
  });
  const { index = '', version, seqNo, primaryTerm } = stateOf(connection, document) ?? {};
  return {
    result: 'created',
    id,
    index,
    ...(version === undefined ? {} : { version }),
    ...(seqNo === undefined ? {} : { seqNo }),
    ...(primaryTerm === undefined ? {} : { primaryTerm }),
    ...(returnDocument ? { document } : {}),
  };
}

/** Reads a document, has it changed, and sends what changed; again from the start where it meets another change. */
export async function changeDocument(
  context: RepositoryContext,
  id: string,
  change: (document: object) => void | Promise<void>,
  { retryOnConflict = 0, ...options }: UpdateOptions,
): Promise<UpdateResult<object>> {
  for (let left = retryOnConflict; ; left--) {
    const document = await getDocument(context, id, options);
    if (document === null) throw notFound(context.metadata, id);
    await change(document);
    try {
      return await updateChanged(context, document, options);
    } catch (error) {
      if (left <= 0 || !(error instanceof VersionConflictError)) throw error;
    }
  }
}

/** Stores a document where there is none of its id; else changes its fields there. */
export async function upsertDocument(
  context: RepositoryContext,
  document: object,
  options: UpdateRequestOptions & CallOptions,
): Promise<UpdateResult<object>> {
  return withHooks(context, document, options, async (known, connection) => {
    const { metadata } = known;
    refuseOwnVersion(metadata);
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
    const answer = await send(context, known, update, connection, options);
    return refreshed(known, answer, connection, options, { held });
  });
}

// — what they share ———————————————————————————————————————————————————————————————————————————————————————————

async function withHooks(
  context: RepositoryContext,
  document: object,
  options: AddressOptions & CallOptions,
  run: (known: Known, connection: Connection) => Promise<UpdateResult<object>>,
): Promise<UpdateResult<object>> {
  const { subscribers } = context;
  const metadata = variantOf(context.metadata, document);
  const connection = context.resolve(options.using);
  const known = knownDocument(metadata, document, connection);
  const { id } = known;
  const event = { document, metadata, connection: connection.alias, id };
  // Without anything to wait for, the request leaves before the caller goes on.
  const undo = hasHook(metadata, 'beforeUpdate', subscribers)
    ? await runHooksBefore('beforeUpdate', event, subscribers)
    : undefined;
  let result: UpdateResult<object>;
  try {
    result = await run(known, connection);
  } catch (error) {
    undo?.();
    throw error;
  }
  if (result.result !== 'noop') await runHooksAfter('afterUpdate', event, subscribers);
  return result;
}

async function send(
  context: RepositoryContext,
  subject: Subject,
  update: Update,
  connection: Connection,
  options: UpdateRequestOptions & CallOptions,
): Promise<WireAnswer<'update'>> {
  const { metadata, id, index, routing } = subject;
  const address = {
    ...(index === undefined ? {} : { index }),
    ...(routing === undefined ? {} : { routing }),
  };
  const request = toUpdateRequest(metadata, id, update, { ...options, ...address }, context.isAlias());
  try {
    return await connection.send(request, options);
  } catch (error) {
    throw await toNamed(error, subject, connection, options);
  }
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

/**
 * What a document holds when something is sent: what it holds afterwards tells what was changed meanwhile. What was taken
 * away before, and is not sent, is told too.
 */
function holdings({ metadata, document, state }: Known, doc: Source = {}): () => ReadonlySet<string> {
  const sent = dehydrate(metadata, document);
  const loaded = state?.source ?? {};
  const removed = storedFields(metadata).filter(
    (name) => sent[name] === undefined && loaded[name] !== undefined && !Object.hasOwn(doc, name),
  );
  return () => {
    try {
      return new Set([...removed, ...namesThatDiffer(sent, dehydrate(metadata, document))]);
    } catch {
      // What can't be stored was put there meanwhile.
      return new Set(Object.keys(document));
    }
  };
}

// The changes of a document that are not sent: they stay its own, and are still to be sent.
function unsentChanges({ metadata, document, state }: Known, doc: Source): Source {
  if (state?.source === undefined) return {};
  const { changes } = diffSource(metadata, document, state.source);
  return withoutMembers(changes, doc);
}

interface Refresh {
  /** Which fields were changed since the request left. */
  readonly held: () => ReadonlySet<string>;
  /** What the document held beside, and was not sent. */
  readonly unsent?: Source;
  /** The fields that it gets, where those are not all. */
  readonly only?: readonly string[] | undefined;
}

// Fills a document with what is stored now. What it held beside, and what was changed in it meanwhile, stays its own.
async function refreshed(
  known: Known,
  answer: WireAnswer<'update'>,
  connection: Connection,
  options: CallOptions,
  { held, unsent = {}, only }: Refresh,
): Promise<UpdateResult<object>> {
  const { metadata, document, id } = known;
  const source = await storedSource(known, answer, connection, options);
  const meanwhile = held();
  const filled = hydrate(metadata, id, mergeSource(source, unsent), {}) as Source;
  const stored = storedFields(metadata);
  const extras = metadata.dynamic === 'strict' ? [] : Object.keys(source);
  const names = [...new Set(only ?? [...stored, ...extras])].filter((name) => !meanwhile.has(name));
  const present = names.filter((name) => name in filled || name in document);
  assignProperties(document, Object.fromEntries(present.map((name) => [name, filled[name]])));
  applySaved(metadata, connection, document, id, answer, only === undefined ? { source } : {});
  return toResult(known, answer);
}

async function storedSource(
  { metadata, id, index, routing }: Subject,
  answer: WireAnswer<'update'>,
  connection: Connection,
  { signal }: CallOptions,
): Promise<Source> {
  const source = answer.get?._source as Source | undefined;
  // An update's answer leaves vectors out.
  if (source !== undefined && vectorSource(metadata) === undefined) return source;
  const address = {
    ...(index === undefined ? {} : { index }),
    ...(routing === undefined ? {} : { routing }),
  };
  const found = await connection.send(
    toGetRequest(metadata, id, address),
    signal === undefined ? {} : { signal },
  );
  if (!found.found) throw notFound(metadata, id);
  return found._source as Source;
}

function isUnchanged({
  changes,
  mergeable,
}: {
  readonly changes: Source;
  readonly mergeable: boolean;
}): boolean {
  return mergeable && Object.keys(changes).length === 0;
}

interface Answered {
  readonly _index: string;
  readonly _version?: number;
  readonly _seq_no?: number;
  readonly _primary_term?: number;
  readonly result: string;
}

function toResult({ id, document }: Subject, answer: Answered): UpdateResult<object> {
  const { _index: index, _version: version, _seq_no: seqNo, _primary_term: primaryTerm, result } = answer;
  return {
    result: result as UpdateResult<object>['result'],
    id,
    index,
    ...(version === undefined ? {} : { version }),
    ...(seqNo === undefined ? {} : { seqNo }),
    ...(primaryTerm === undefined ? {} : { primaryTerm }),
    ...(document === undefined ? {} : { document }),
  };
}

function noop({ id, document, state }: Known): UpdateResult<object> {
  const { index = '', version, seqNo, primaryTerm } = state ?? {};
  return {
    result: 'noop',
    id,
    index,
    document,
    ...(version === undefined ? {} : { version }),
    ...(seqNo === undefined ? {} : { seqNo }),
    ...(primaryTerm === undefined ? {} : { primaryTerm }),
  };
}
