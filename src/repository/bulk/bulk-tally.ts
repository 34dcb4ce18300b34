// What came of a bulk write so far.
import { ElastodmError } from '../../errors/elastodm-error.js';
import type { BulkCounts } from '../../errors/catalogue.js';
import type { BulkFailure, BulkResult, HookError } from '../../errors/elastodm-error.js';
import { messageOf } from '../../hydration/value-problem.js';
import { shorten } from '../../util/shorten.js';

type Failed = BulkFailure<object | undefined>;

/** The type of a failure that was never sent. */
export const notSent = 'not_sent';

const mostHookErrors = 100;

/** What a failure is about. */
export interface FailedSubject {
  readonly operation: Failed['operation'];
  readonly position: number;
  readonly document: object | undefined;
  readonly id: string | undefined;
}

/** How something failed. */
export type FailedHow = Pick<Failed, 'outcome' | 'status' | 'type' | 'reason' | 'error'>;

/** Counts, and the failures. */
export class BulkTally {
  read = 0;
  succeeded = 0;
  missing = 0;
  unknown = 0;
  retried = 0;
  requests = 0;
  bytes = 0;
  failed = 0;
  readonly #failures: Failed[] = [];
  readonly #hookErrors: HookError[] = [];
  readonly #onFailure: ((failed: Failed) => void) | undefined;
  // Of those that failed without a word of the cluster.
  #firstOpen = Infinity;

  constructor(onFailure: ((failed: Failed) => void) | undefined) {
    this.#onFailure = onFailure;
  }

  fail({ operation, position, document, id }: FailedSubject, how: FailedHow): void {
    this.failed++;
    if (how.outcome === 'unknown') this.unknown++;
    if (how.outcome === 'unknown' || how.type === notSent)
      this.#firstOpen = Math.min(this.#firstOpen, position);
    const failed = { document, id, position, operation, ...how };
    if (this.#onFailure === undefined) this.#failures.push(failed);
    else this.#onFailure(failed);
  }

  /** What a hook threw after a document was written. */
  hookFailed(error: HookError): void {
    if (this.#hookErrors.length < mostHookErrors) this.#hookErrors.push(error);
  }

  /** `open` is the first position that is still on its way. */
  counts(open: number): BulkCounts {
    const { read: total, succeeded, missing, failed, unknown, retried, requests, bytes } = this;
    const settled = Math.min(open, this.#firstOpen);
    return { total, succeeded, missing, failed, unknown, settled, retried, requests, bytes };
  }

  result(open: number): BulkResult<object | undefined> {
    const failures = [...this.#failures].sort((one, other) => one.position - other.position);
    return { ...this.counts(open), failures, hookErrors: [...this.#hookErrors] };
  }
}

/** What was thrown before a document was sent, or by the request that it was sent with. */
export function toFailedHow(error: unknown, outcome: Failed['outcome']): FailedHow {
  if (!(error instanceof ElastodmError)) {
    const type = error instanceof Error ? error.name : 'error';
    return { outcome, status: 0, type, reason: shorten(messageOf(error)), error };
  }
  const { status } = error.details as { readonly status?: number };
  return { outcome, status: status ?? 0, type: error.code, reason: factOf(error), error };
}

// What an error says, without the remedy.
function factOf({ message, remedy, code }: ElastodmError): string {
  return shorten(message.replace(` [${code}]`, '').replace(remedy, '').trim());
}
