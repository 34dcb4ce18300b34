// The answer to a bulk request → which documents were saved, and why the others were not.
import type { BulkFailure } from '../errors/elastodm-error.js';
import { failure } from '../errors/failure.js';
import type { DocumentMetadata } from '../metadata/document-metadata.js';
import type { Origin, WireAnswer } from '../types/wire-request.js';
import { toServerError } from '../util/server-error.js';
import { shorten } from '../util/shorten.js';
import { applySaved } from './to-saved.js';
import type { SentSource } from './to-saved.js';

/** A document of a bulk request, with the id that it was sent under and its place in the user's array. */
export interface SentDocument {
  readonly document: object;
  readonly id: string;
  readonly position: number;
  readonly sent: SentSource;
}

/** Gives each saved document its id and state, and returns the others. */
export function applyBulk(
  metadata: DocumentMetadata,
  origin: Origin,
  sent: readonly SentDocument[],
  answer: WireAnswer<'bulk'>,
): readonly BulkFailure[] {
  const items = (answer as Partial<WireAnswer<'bulk'>> | undefined)?.items;
  if (items?.length !== sent.length) {
    const reason = `it speaks of ${items?.length ?? 0} documents, and ${sent.length} were sent`;
    throw unknown(metadata, origin, reason);
  }
  const failures: BulkFailure[] = [];
  for (const [place, { document, id, position, sent: said }] of sent.entries()) {
    const item = Object.values(items[place] ?? {})[0];
    if (item?._id !== id) {
      const reason = `item ${place} is not about the document that was sent there`;
      throw unknown(metadata, origin, reason);
    }
    if (item.error === undefined) applySaved(metadata, origin, document, id, item, said);
    else {
      const { type, reason } = toServerError(item.error);
      failures.push({ document, position, status: item.status, type, reason: shorten(reason) });
    }
  }
  return failures;
}

// An answer that does not fit the request says nothing of what was done.
function unknown({ index }: DocumentMetadata, { alias }: Origin, reason: string): Error {
  return failure('WRITE_OUTCOME_UNKNOWN', {
    alias,
    api: 'bulk',
    index,
    reason: `the answer is wrong: ${reason}`,
  });
}
