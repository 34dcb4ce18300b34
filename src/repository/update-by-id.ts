// Changing a document that is not at hand, or making it.
import { ElastodmError } from '../errors/elastodm-error.js';
import { createDocument, hydrate, writeId } from '../hydration/document-hydration.js';
import { stateOf } from '../hydration/document-state.js';
import { rememberAnswer } from '../response/remember-answer.js';
import type { Connection } from '../types/wire-request.js';
import { knownPlace, locate } from './known-document.js';
import type { Place } from './known-document.js';
import { loaded } from './read-documents.js';
import { versionOf } from './conflicts.js';
import type { RepositoryContext } from './repository-context.js';
import { saveDocument } from './save-documents.js';
import type { UpdateOptions, UpdateResult } from './update-options.js';
import { toUpdate } from './update-parts.js';
import { sendUpdate, toResult } from './send-update.js';
import { storedSource } from './refresh-document.js';

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
  const answer = await sendUpdate(context, subject, update, connection, options);
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
  const document = values instanceof metadata.target ? values : createDocument(metadata, values);
  const connection = context.resolve(options.using);
  writeId(metadata, document, id);
  await saveDocument(context, document, { ...options, opType: 'create' });
  const state = stateOf(connection, document);
  return {
    result: 'created',
    id,
    index: state?.index ?? '',
    ...versionOf(state ?? {}),
    ...(returnDocument ? { document } : {}),
  };
}
