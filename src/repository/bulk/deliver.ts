// One bulk request, from its operations to what came of each.
import { ElastodmError, HookError } from '../../errors/elastodm-error.js';
import { failure } from '../../errors/failure.js';
import { toBulkRequest } from '../../request/to-bulk-request.js';
import { toBulkItems } from '../../response/to-bulk-items.js';
import type { AnsweredItem } from '../../response/to-bulk-items.js';
import { onAbort } from '../../util/on-abort.js';
import { toServerError } from '../../util/server-error.js';
import { shorten } from '../../util/shorten.js';
import { isUnknown } from '../conflicts.js';
import { keepPending } from '../save-documents.js';
import type { BulkItem } from './bulk-item.js';
import type { BulkSettings } from './bulk-options.js';
import { toFailedHow } from './bulk-tally.js';
import type { BulkTally, FailedHow } from './bulk-tally.js';
import { halve } from './chunk.js';
import type { Chunk } from './chunk.js';
import type { Pace } from './pace.js';
import type { Preparation } from './prepare-save.js';
import { afterItem, settleItem } from './settle-item.js';

/** Why no more is taken. */
export interface Stop {
  readonly reason: string;
  readonly cause?: unknown;
  /** Whether it is a request that failed as a whole. */
  readonly isRequest: boolean;
  /** Whether it is no failure: the writer was closed, and its time is up. */
  readonly isEnd?: boolean;
}

/** What the requests of one bulk write share. */
export interface Delivery {
  readonly preparation: Preparation;
  readonly settings: BulkSettings;
  readonly tally: BulkTally;
  readonly pace: Pace;
  /** Aborts when nothing is waited for any more. */
  readonly signal: AbortSignal;
  /** Whether that is because the time to close was up. */
  readonly isEnding: () => boolean;
  readonly stop: (stop: Stop) => void;
  readonly fail: (item: BulkItem, how: FailedHow) => void;
}

/** Sends operations, in smaller requests where one is too large, and tells what came of each. */
export async function deliver(chunk: Chunk, delivery: Delivery): Promise<void> {
  const { preparation, settings, tally, pace, signal } = delivery;
  const { context, connection } = preparation;
  const { items, bytes } = chunk;
  const { timeout, retries } = settings;
  const texts = items.map(({ text }) => text);
  const areOwn = items[0]?.isOwn === true;
  const request = toBulkRequest(context.metadata, texts, settings, { isAlias: context.isAlias(), areOwn });
  let rejected = 0;
  const onRejected = (count: number): void => {
    rejected += count;
    tally.retried += count;
    pace.slowDown();
  };
  tally.requests++;
  tally.bytes += bytes;
  let answered: readonly AnsweredItem[];
  try {
    const answer = await connection.send(request, {
      signal,
      onRejected,
      ...(retries === undefined ? {} : { retries }),
      ...(timeout === undefined ? {} : { timeout }),
    });
    const ids = items.map(({ id }) => id);
    answered = toBulkItems(context.metadata.index, connection, ids, answer, texts);
  } catch (error) {
    const isTooLarge = statusOf(error) === 413;
    if (!isTooLarge || items.length === 1) {
      failAll(items, error, isTooLarge, delivery);
      return;
    }
    // A proxy may take less than Elasticsearch does.
    pace.shrinkTo(bytes / 2);
    for (const half of halve(chunk)) await deliver(half, delivery);
    return;
  }
  if (rejected === 0) pace.speedUp();
  await settle(items, answered, delivery);
}

function failAll(
  items: readonly BulkItem[],
  error: unknown,
  isTooLarge: boolean,
  { preparation: { connection }, isEnding, stop, fail }: Delivery,
): void {
  const outcome = isUnknown(error) ? 'unknown' : 'rejected';
  const how = outcome === 'unknown' && isEnding() ? unanswered : toFailedHow(error, outcome);
  // That it is too large is the matter of this document alone.
  if (!isTooLarge) stop({ reason: `a request failed (${how.type})`, cause: error, isRequest: true });
  for (const item of items) {
    if (item.kind === 'save') keepPending(item.document, item, connection, error);
    fail(item, how);
  }
}

async function settle(
  items: readonly BulkItem[],
  answered: readonly AnsweredItem[],
  delivery: Delivery,
): Promise<void> {
  const { signal } = delivery;
  let release = (): void => undefined;
  const ended = new Promise<void>((resolve) => {
    release = onAbort(signal, resolve);
    if (signal.aborted) resolve();
  });
  try {
    for (let place = 0; place < items.length; place++) {
      const later = settleOne(items[place] as BulkItem, answered[place] as AnsweredItem, delivery);
      // Nobody waits for hooks that have no end.
      if (later !== undefined) await Promise.race([later, ended]);
    }
  } finally {
    release();
  }
}

// What takes its time, if anything, is returned.
function settleOne(item: BulkItem, said: AnsweredItem, delivery: Delivery): Promise<void> | undefined {
  const { tally, signal, preparation } = delivery;
  const { connection, options } = preparation;
  if (said.error !== undefined) {
    refused(item, said, delivery);
    return undefined;
  }
  if (item.kind === 'delete' && said.result === 'not_found') {
    item.undo();
    tally.missing++;
    return undefined;
  }
  tally.succeeded++;
  // It is written all the same.
  const failed = (error: unknown): void => tally.hookFailed(toHookError(item, error));
  // Those of a write that was ended are not called any more.
  const after = (): Promise<void> | undefined =>
    signal.aborted ? undefined : afterItem(preparation, item, said)?.catch(failed);
  try {
    const written = settleItem(item, said, connection, options);
    return written === undefined ? after() : written.then(after).catch(failed);
  } catch (error) {
    failed(error);
    return undefined;
  }
}

function refused(
  item: BulkItem,
  { status, error }: AnsweredItem,
  { preparation: { context, connection }, stop, fail }: Delivery,
): void {
  const { type, reason: said } = toServerError(error);
  const { alias } = connection;
  const { index } = context.metadata;
  const reason = shorten(said);
  const outcome = type === 'write_outcome_unknown' ? 'unknown' : 'rejected';
  if (outcome === 'unknown' && item.kind === 'save') {
    const unknown = failure('WRITE_OUTCOME_UNKNOWN', { alias, api: 'bulk', index, reason });
    keepPending(item.document, item, connection, unknown);
  }
  if (type === 'cluster_block_exception' && (status === 403 || status === 429)) {
    const cause = failure('INDEX_BLOCKED', { alias, index, reason });
    stop({ reason: 'the index takes no writes', cause, isRequest: false });
  }
  fail(item, { outcome, status, type, reason });
}

function statusOf(error: unknown): number | undefined {
  if (!(error instanceof ElastodmError)) return undefined;
  return (error.details as { readonly status?: number }).status;
}

// What was to be done with a document afterwards failed: a hook, or giving it its id.
function toHookError({ metadata: { className }, after, id }: BulkItem, error: unknown): HookError {
  if (error instanceof HookError) return error;
  return new HookError('HOOK_FAILED', { className, hook: after, id }, error);
}

const unanswered: FailedHow = {
  outcome: 'unknown',
  status: 0,
  type: 'WRITE_OUTCOME_UNKNOWN',
  reason: 'it was not answered before the time to close was up',
};
