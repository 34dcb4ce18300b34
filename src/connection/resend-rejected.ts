// Items of a bulk request that the cluster had no room for (429) are sent again, alone: the others were done.
import { ElastodmError } from '../errors/elastodm-error.js';
import type { Connection, WireAnswer, WireRequest } from '../types/wire-request.js';
import { onAbort } from '../util/on-abort.js';
import type { Clock } from './transport/clock.js';
import type { OwnClient } from './own-client.js';
import { toOperations, withItems } from './read-back.js';
import type { BulkOperation } from './read-back.js';
import { backoff } from './transport/retry-delay.js';

export interface ResendLimits {
  readonly alias: string;
  readonly own: OwnClient;
  readonly deadline: number;
  readonly signal?: AbortSignal | undefined;
  /** Whether a request that was not answered may have done what a later one is refused. */
  readonly mayBeApplied: () => boolean;
}

type Items = WireAnswer<'bulk'>['items'];

/** The answer with what came of the items that were refused for want of room, as far as there was time. */
export async function resendRejected(
  request: WireRequest<'bulk'>,
  answer: WireAnswer<'bulk'>,
  { alias, own: { settings, clock, logger }, deadline, signal, mayBeApplied }: ResendLimits,
  send: Connection['send'],
): Promise<WireAnswer<'bulk'>> {
  if (!answer.errors) return answer;
  const { params } = request;
  const operations = toOperations(params.operations ?? []);
  const items = [...answer.items];
  let places = rejectedPlaces(items, operations);
  for (let attempt = 0; attempt < settings.maxRetries && places.length > 0; attempt++) {
    const wait = backoff(attempt, clock);
    if (clock.now() + wait >= deadline) break;
    const told = { alias, api: 'bulk', attempt: attempt + 1, trouble: 'status', status: 429 };
    logger.warn('retry', { ...told, items: places.length, delay: Math.round(wait) });
    await pause(clock, wait, signal);
    const lines = places.flatMap((place) => operations[place]?.lines ?? []);
    const again = await resend(send, { ...request, params: { ...params, operations: lines } });
    if (again === undefined) break;
    for (const [position, place] of places.entries()) {
      const item = again.items[position];
      if (item !== undefined) items[place] = item;
    }
    places = rejectedPlaces(items, operations);
  }
  if (mayBeApplied()) for (const place of places) items[place] = unknownItem(items[place]);
  return withItems(answer, items);
}

// A document that the request names twice keeps its order: neither of its items is sent again.
function rejectedPlaces(items: Items, operations: readonly BulkOperation[]): readonly number[] {
  const counts = new Map<string, number>();
  for (const { id } of operations) counts.set(id, (counts.get(id) ?? 0) + 1);
  return [...items.keys()].filter((place) => {
    const { status, error } = Object.values(items[place] ?? {})[0] ?? {};
    // An index that takes no writes for want of disk space says 429 too, and goes on saying so.
    if (status !== 429 || error?.type === 'cluster_block_exception') return false;
    return counts.get(operations[place]?.id ?? '') === 1;
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

function unknownItem(item: Items[number] = {}): Items[number] {
  const error = {
    type: 'write_outcome_unknown',
    reason: 'it was refused for want of room, and sent by a request that was not answered',
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
