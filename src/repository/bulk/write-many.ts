// Writing many documents: whatever gives them, one after another, into one bulk write.
import type { BulkResult } from '../../errors/elastodm-error.js';
import { onAbort } from '../../util/on-abort.js';
import { failure } from '../../errors/failure.js';
import type { RepositoryContext } from '../repository-context.js';
import type { BulkItem } from './bulk-item.js';
import type { BulkOperation, Many } from './bulk-operation.js';
import { toBulkSettings } from './bulk-options.js';
import type { BulkOptions } from './bulk-options.js';
import { BulkSender } from './bulk-sender.js';
import { keyOf } from './prepare-item.js';
import { prepareSaveItem, toPreparation } from './prepare-save.js';
import type { Preparation } from './prepare-save.js';

/** Who writes much has time: a node that starts again shall not end it. */
export const defaultRetries = 10;

type Result = BulkResult<object | undefined>;

/** Writes what `input` gives; `toOperation` says how. */
export async function writeMany<TItem>(
  context: RepositoryContext,
  input: Many<TItem>,
  toOperation: (item: TItem) => BulkOperation<object>,
  options: BulkOptions,
): Promise<Result> {
  const isMany =
    typeof input === 'object' &&
    (input as object | null) !== null &&
    (isAsync(input) || Symbol.iterator in input);
  if (!isMany) {
    const reason = 'it gives no documents: pass an array, or another iterable';
    throw failure('QUERY_INVALID_VALUE', {
      className: context.metadata.className,
      path: 'documents',
      reason,
    });
  }
  const sender = start(context, { retries: defaultRetries, ...options }).create();
  if (isAsync(input)) {
    await takeFrom(sender, input, toOperation);
  } else {
    await take(sender, input, toOperation);
  }
  await sender.flush();
  return sender.outcome();
}

/**
 * Saves each document of an array once. All of them are checked before the first is sent: what can't be stored is thrown,
 * and nothing is sent.
 */
export async function saveArray(
  context: RepositoryContext,
  documents: readonly object[],
  options: BulkOptions,
): Promise<void> {
  const { create, preparation } = start(context, { maxFailures: Infinity, ...options });
  const items: BulkItem[] = [];
  try {
    for (const [document, position] of new Map(documents.map((document, place) => [document, place]))) {
      const place = { position, key: keyOf(context.metadata, document) };
      const item = prepareSaveItem(preparation, document, undefined, place);
      items.push(item instanceof Promise ? await hooked(preparation, item) : item);
    }
  } catch (error) {
    for (const { undo } of items) undo();
    throw error;
  }
  const sender = create();
  for (const item of items) {
    const room = sender.addItem(item);
    if (room !== undefined) await room;
  }
  await sender.flush();
  const { stopped } = sender;
  // Where the only request failed, that says all there is to say.
  if (stopped?.isRequest === true && sender.requests <= 1 && sender.result().succeeded === 0)
    throw stopped.cause;
  sender.outcome();
}

// An abort does not wait for a hook. A hook may have given the document an id.
async function hooked(
  { context, connection, options }: Preparation,
  item: Promise<BulkItem>,
): Promise<BulkItem> {
  const { signal } = options;
  let release: (() => void) | undefined;
  const aborted = new Promise<undefined>((resolve) => {
    if (signal?.aborted === true) resolve(undefined);
    else if (signal !== undefined) release = onAbort(signal, () => resolve(undefined));
  });
  try {
    const ready = await Promise.race([item, aborted]);
    if (ready !== undefined) return { ...ready, key: keyOf(context.metadata, ready.document) };
    item.then(
      ({ undo }) => undo(),
      () => undefined,
    );
    throw failure('REQUEST_ABORTED', { alias: connection.alias, api: 'bulk' }, signal?.reason);
  } finally {
    release?.();
  }
}

function isAsync<TItem>(input: Many<TItem>): input is AsyncIterable<TItem> {
  return Symbol.asyncIterator in input;
}

function start(
  context: RepositoryContext,
  options: BulkOptions,
): { readonly create: () => BulkSender; readonly preparation: Preparation } {
  const settings = toBulkSettings(context.metadata.className, options);
  const preparation = toPreparation(context, options);
  return { create: () => new BulkSender(preparation, settings), preparation };
}

async function take<TItem>(
  sender: BulkSender,
  input: Iterable<TItem>,
  toOperation: (item: TItem) => BulkOperation<object>,
): Promise<void> {
  try {
    if (sender.isStopped()) return;
    for (const item of input) {
      const room = sender.add(toOperation(item));
      if (room !== undefined) await room;
      if (sender.isStopped()) return;
    }
  } catch (error) {
    await broken(sender, error);
  }
}

// An input that gives nothing for long does not keep a stop waiting.
async function takeFrom<TItem>(
  sender: BulkSender,
  input: AsyncIterable<TItem>,
  toOperation: (item: TItem) => BulkOperation<object>,
): Promise<void> {
  let items: AsyncIterator<TItem>;
  try {
    items = input[Symbol.asyncIterator]();
  } catch (error) {
    await broken(sender, error);
    return;
  }
  await Promise.race([takeAsync(sender, items, toOperation), sender.whenStopped()]);
  if (sender.isStopped()) end(items);
}

// What an input says to its end is not of interest any more; nor is it waited for.
function end(items: AsyncIterator<unknown>): void {
  try {
    const ended: unknown = items.return?.();
    if (ended instanceof Promise) ended.catch(() => undefined);
  } catch {
    // It was ended for another reason.
  }
}

async function takeAsync<TItem>(
  sender: BulkSender,
  items: AsyncIterator<TItem>,
  toOperation: (item: TItem) => BulkOperation<object>,
): Promise<void> {
  try {
    while (!sender.isStopped()) {
      const next = await items.next();
      if (next.done === true || sender.isStopped()) return;
      const room = sender.add(toOperation(next.value));
      if (room !== undefined) await room;
    }
  } catch (error) {
    await broken(sender, error);
  }
}

// What the input gave before it threw is still sent.
async function broken(sender: BulkSender, error: unknown): Promise<void> {
  await sender.flush();
  sender.stop({ reason: 'the input threw', cause: error, isRequest: false });
}
