// Changing one document: by what changed in it, by fields, by a script, or by a function of its newest state.
import { VersionConflictError } from '../errors/elastodm-error.js';
import { failure } from '../errors/failure.js';
import { assignProperties, snapshotProperties } from '../hydration/beside-source.js';
import { checkDocument, dehydrate, diffSource, hydrate, variantOf } from '../hydration/document-hydration.js';
import { ownVersion } from '../request/own-version.js';
import { toGetRequest } from '../request/to-document-requests.js';
import type { AddressOptions } from '../request/to-document-requests.js';
import { conditionOf, toSaveOperation } from '../request/to-save-request.js';
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
import type { Known } from './known-document.js';
import { getDocument, loaded } from './read-documents.js';
import type { RepositoryContext } from './repository-context.js';
import { writeDocument } from './save-documents.js';
import { hasHook, runHooks, runHooksAfter } from './subscriber.js';
import type { UpdateOptions, UpdateResult } from './update-options.js';
import { creation, refuseOwnVersion, toUpdate, touched } from './update-parts.js';

type Source = Readonly<Record<string, unknown>>;

/** Sends what changed in a document since it was read or saved. */
export async function updateChanged(
  context: RepositoryContext,
  document: object,
  options: UpdateOptions,
): Promise<UpdateResult<object>> {
  return withHooks(context, document, options, async (known, connection) => {
    const { metadata, state } = known;
    const source = state?.source;
    if (source === undefined) throw failure('DOCUMENT_NOT_LOADED', { className: metadata.className });
    checkDocument(metadata, document);
    if (isUnchanged(diffSource(metadata, document, source))) return noop(known);
    const overrides = touched(metadata);
    const { changes, mergeable } = diffSource(metadata, document, source, overrides);
    if (!mergeable || ownVersion(metadata, document) !== undefined) {
      // What an update merges can't take anything away: the whole document can.
      const operation = toSaveOperation(metadata, document, connection, { overrides });
      const whole = { metadata, document, operation, overrides };
      const answer = await writeDocument(context, whole, connection, options);
      return toResult(known, { ...answer, result: 'updated' });
    }
    const { retryOnConflict = 0 } = options;
    if (retryOnConflict > 0) {
      const answer = await send(context, known, { doc: changes, returnSource: true }, connection, options);
      return refreshed(known, answer, connection, options);
    }
    const answer = await send(
      context,
      known,
      { doc: changes, condition: conditionOf(state) },
      connection,
      options,
    );
    applySaved(metadata, connection, document, known.id, answer, {
      source: { ...source, ...changes },
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
    const kept = update.doc === undefined ? [] : unsentFields(known, update.doc);
    const answer = await send(context, known, update, connection, options);
    return refreshed(known, answer, connection, options, kept);
  });
}

// What a document holds beside the fields that are sent, and is not stored, stays its own.
function unsentFields({ metadata, document, state }: Known, doc: Source): readonly string[] {
  const own =
    state?.source === undefined
      ? metadata.fields.map(({ name }) => name)
      : Object.keys(diffSource(metadata, document, state.source).changes);
  return own.filter((name) => !(name in doc));
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
  const place = knownPlace(metadata, options) ?? (await locate(context, id, connection, options));
  const subject = { metadata, id, ...place };
  const update = { ...toUpdate(metadata, changes, place.state, options), returnSource: returnDocument };
  const answer = await send(context, subject, update, connection, options);
  if (!returnDocument) return toResult(subject, answer);
  const source = await storedSource(subject, answer, connection, options);
  const document = hydrate(metadata, id, source, { version: answer._version });
  rememberAnswer(connection, document, id, answer, source);
  await loaded(context, [document], connection);
  return { ...toResult(subject, answer), document };
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
    const update = { doc, upsert, returnSource: true };
    const answer = await send(context, known, update, connection, options);
    return refreshed(known, answer, connection, options);
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
  const isHooked = hasHook(metadata, 'beforeUpdate', subscribers);
  const undo = isHooked ? snapshotProperties(document) : () => undefined;
  let result: UpdateResult<object>;
  try {
    // Without anything to wait for, the request leaves before the caller goes on.
    if (isHooked) await runHooks('beforeUpdate', event, subscribers);
    result = await run(known, connection);
  } catch (error) {
    undo();
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

// Fills a document with what is stored now, but for the properties that it is to keep.
async function refreshed(
  known: Known,
  answer: WireAnswer<'update'>,
  connection: Connection,
  options: CallOptions,
  kept: readonly string[] = [],
): Promise<UpdateResult<object>> {
  const { metadata, document, id, state } = known;
  const source = await storedSource(known, answer, connection, options);
  const stored = hydrate(metadata, id, source, {}) as Source;
  const names = metadata.fields.map(({ name }) => name).filter((name) => !kept.includes(name));
  const present = names.filter((name) => name in stored || name in document);
  assignProperties(document, Object.fromEntries(present.map((name) => [name, stored[name]])));
  // What a document is that was never read can't be told from what it was made with.
  const isWhole = kept.length === 0 || state?.source !== undefined;
  applySaved(metadata, connection, document, id, answer, isWhole ? { source } : {});
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
