// The answer to a bulk request → what it says of each operation, once it is sure that it speaks of these.
import { failure } from '../errors/failure.js';
import type { Origin, WireAnswer } from '../types/wire-request.js';
import { bulkActionOf, isBulkItemFit } from '../util/bulk-item-fit.js';
import type { AnsweredDocument } from './remember-answer.js';

/** What a server says of one operation. */
export interface AnsweredItem extends AnsweredDocument {
  readonly _id: string;
  readonly status: number;
  readonly result?: string;
  readonly error?: unknown;
  /** The document as it is afterwards, where an update asked for it. */
  readonly get?: unknown;
}

/**
 * The items of an answer, in the order of the operations. Throws a WriteOutcomeUnknownError for an answer that does not
 * fit them: it says nothing of what was done. An id is empty where the cluster was to make it. With the `texts` that were
 * sent, each item must be about the same action, too.
 */
export function toBulkItems(
  index: string,
  { alias }: Origin,
  ids: readonly string[],
  answer: WireAnswer<'bulk'>,
  texts?: readonly string[],
): readonly AnsweredItem[] {
  const items = (answer as Partial<WireAnswer<'bulk'>> | undefined)?.items;
  const wrong = (reason: string): Error =>
    failure('WRITE_OUTCOME_UNKNOWN', { alias, api: 'bulk', index, reason: `the answer is wrong: ${reason}` });
  if (items?.length !== ids.length) {
    throw wrong(`it speaks of ${items?.length ?? 0} documents, and ${ids.length} were sent`);
  }
  return items.map((item, place) => {
    const text = texts?.[place];
    const action = text === undefined ? undefined : bulkActionOf(text);
    if (!isBulkItemFit(item, ids[place] ?? '', action))
      throw wrong(`item ${place} is not about the document that was sent there`);
    return onlyMember(item) as AnsweredItem;
  });
}

function onlyMember(item: object): unknown {
  for (const action in item) return (item as Readonly<Record<string, unknown>>)[action];
  return undefined;
}
