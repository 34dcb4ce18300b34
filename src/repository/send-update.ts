// What all updates have in common: hooks around them, the request, the result.
import { variantOf } from '../hydration/document-hydration.js';
import type { AddressOptions } from '../request/to-document-requests.js';
import { toUpdateRequest } from '../request/to-update-request.js';
import type { Update, UpdateRequestOptions } from '../request/to-update-request.js';
import type { CallOptions } from '../types/call-options.js';
import type { Connection, WireAnswer } from '../types/wire-request.js';
import { placeOf, toNamed, versionOf } from './conflicts.js';
import type { Subject } from './conflicts.js';
import { knownDocument } from './known-document.js';
import type { Known } from './known-document.js';
import type { RepositoryContext } from './repository-context.js';
import { hasHook, runHooksAfter, runHooksBefore } from './subscriber.js';
import type { UpdateResult } from './update-options.js';

export async function withHooks(
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

export async function sendUpdate(
  context: RepositoryContext,
  subject: Subject,
  update: Update,
  connection: Connection,
  options: UpdateRequestOptions & CallOptions,
): Promise<WireAnswer<'update'>> {
  const { metadata, id } = subject;
  const request = toUpdateRequest(
    metadata,
    id,
    update,
    { ...options, ...placeOf(subject) },
    context.isAlias(),
  );
  try {
    return await connection.send(request, options);
  } catch (error) {
    throw await toNamed(error, subject, connection, options);
  }
}

interface Answered {
  readonly _index: string;
  readonly _version?: number;
  readonly _seq_no?: number;
  readonly _primary_term?: number;
  readonly result: string;
}

export function toResult({ id, document }: Subject, answer: Answered): UpdateResult<object> {
  const { _index: index, _version: version, _seq_no: seqNo, _primary_term: primaryTerm, result } = answer;
  return {
    result: result as UpdateResult<object>['result'],
    id,
    index,
    ...versionOf({ version, seqNo, primaryTerm }),
    ...(document === undefined ? {} : { document }),
  };
}

export function noop({ id, document, state }: Known): UpdateResult<object> {
  return {
    result: 'noop',
    id,
    index: state?.index ?? '',
    document,
    ...versionOf(state ?? {}),
  };
}
