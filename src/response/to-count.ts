// The answer to a count → the number.
import { failure } from '../errors/failure.js';
import type { Origin, WireAnswer } from '../types/wire-request.js';

/** The number that was counted. Throws a RequestError when shards failed: they were not counted. */
export function toCount(
  { index }: { readonly index: string },
  { alias }: Origin,
  answer: WireAnswer<'count'>,
): number {
  const { count, _shards: shards } = answer as Partial<WireAnswer<'count'>> & { count: number };
  if (shards !== undefined && shards.failed > 0) {
    const { failed, total } = shards;
    throw failure('PARTIAL_RESULT', { alias, api: 'count', index, failed, total });
  }
  return count;
}
