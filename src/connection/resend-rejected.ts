// Items of a bulk request that the cluster had no room for (429) are sent again, alone and in smaller requests: the
// others were done.
import { ElastodmError } from '../errors/elastodm-error.js';
import type { DeliveryOptions } from '../types/call-options.js';
import type { Connection, WireAnswer, WireRequest } from '../types/wire-request.js';
import { onAbort } from '../util/on-abort.js';
import { isItemOf, operationsOf } from './bulk-operations.js';
import type { Clock } from './transport/clock.js';
import type { OwnClient } from './own-client.js';
import { withItems } from './read-back.js';
import { backoff } from './transport/retry-delay.js';

export interface ResendLimits {
  readonly alias: string;
  readonly own: OwnClient;
  readonly deadline: number;
  readonly options: DeliveryOptions;
  /** Whether a request that was not answered may have done what a later one is refused. */
  readonly mayBeApplied: () => boolean;
}

type Items = WireAnswer<'bulk'>['items'];

/** The answer with what came of the items that were refused for want of room, as far as there was time. */
export async function resendRejected(
  request: WireRequest<'bulk'>,
  answer: WireAnswer<'bulk'>,
  { alias, own: { settings, clock, logger }, deadline, options, mayBeApplied }: ResendLimits,
  send: Connection['send'],
): Promise<WireAnswer<'bulk'>> {
  if (!answer.errors) return answer;
  const { signal, onRejected, retries = settings.maxRetries } = options;
  const { params } = request;
  const operations = operationsOf(params);
  const items = [...answer.items];
  let places = rejectedPlaces(items);
  // Where it speaks of other operations, it does not say which of these were refused.
  if (places.length === 0 || !speaksOf(answer, operations)) return answer;
  for (let attempt = 0; attempt < retries && places.length > 0; attempt++) {
    const wait = backoff(attempt, clock);
    if (clock.now() + wait >= deadline) break;
    const told = { alias, api: 'bulk', attempt: attempt + 1, trouble: 'status', status: 429 };
    logger.warn('retry', { ...told, items: places.length, delay: Math.round(wait) });
    onRejected?.(places.length);
    await pause(clock, wait, signal);
    const size = Math.max(1, Math.ceil(operations.length / 2 ** (attempt + 1)));
    let isDone = true;
    for (let from = 0; isDone && from < places.length; from += size) {
      const some = places.slice(from, from + size);
      const texts = some.map((place) => operations[place] as string);
      const again = await resend(send, { ...request, params: { ...params, operations: texts } });
      if (again === undefined) {
        isDone = false;
        break;
      }
      isDone = speaksOf(again, texts);
      for (const [position, place] of some.entries()) {
        items[place] =
          (isDone ? again.items[position] : undefined) ?? unknownItem(items[place], 'whose answer is wrong');
      }
    }
    places = rejectedPlaces(items);
    if (!isDone) break;
  }
  if (mayBeApplied())
    for (const place of places) items[place] = unknownItem(items[place], 'that was not answered');
  return withItems(answer, items);
}

function rejectedPlaces(items: Items): readonly number[] {
  return [...items.keys()].filter((place) => {
    const { status, error } = Object.values(items[place] ?? {})[0] ?? {};
    // An index that takes no writes for want of disk space says 429 too, and goes on saying so.
    return status === 429 && error?.type !== 'cluster_block_exception';
  });
}

// Undefined where it fails: what was done before must be told, so the failure becomes that of these items.
async function resend(
  send: Connection['send'],
  request: WireRequest<'bulk'>,
): Promise<WireAnswer<'bulk'> | undefined> {
  try {
    return await send(request);
  } catch (error) {
    if (error instanceof ElastodmError) return undefined;
    throw error;
  }
}

// An id that the cluster makes is another one each time, also in a refusal.
function speaksOf({ items }: WireAnswer<'bulk'>, operations: readonly string[]): boolean {
  return (
    items.length === operations.length && operations.every((text, place) => isItemOf(text, items[place]))
  );
}

function unknownItem(item: Items[number] = {}, which: string): Items[number] {
  const error = {
    type: 'write_outcome_unknown',
    reason: `it was refused for want of room, and sent by a request ${which}`,
  };
  return Object.fromEntries(Object.entries(item).map(([action, about]) => [action, { ...about, error }]));
}

function pause(clock: Clock, milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      cancel();
      release?.();
      resolve();
    };
    const release = signal === undefined ? undefined : onAbort(signal, done);
    const cancel = clock.wait(milliseconds, done);
  });
}
