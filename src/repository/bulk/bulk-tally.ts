// What came of a bulk write so far.
import { ElastodmError } from '../../errors/elastodm-error.js';
import type { BulkFailure, BulkResult } from '../../errors/elastodm-error.js';
import { messageOf } from '../../hydration/value-problem.js';
import { shorten } from '../../util/shorten.js';

type Failed = BulkFailure<object | undefined>;

/** What a failure is about. */
export interface FailedSubject {
  readonly operation: Failed['operation'];
  readonly position: number;
  readonly document: object | undefined;
  readonly id: string | undefined;
}

/** How something failed. */
export type FailedHow = Pick<Failed, 'outcome' | 'status' | 'type' | 'reason'> & { readonly error?: unknown };

/** Counts, and the failures. */
export class BulkTally {
  read = 0;
  succeeded = 0;
  missing = 0;
  unknown = 0;
  retried = 0;
  requests = 0;
  bytes = 0;
  readonly failures: Failed[] = [];

  fail({ operation, position, document, id }: FailedSubject, how: FailedHow): void {
    if (how.outcome === 'unknown') this.unknown++;
    this.failures.push({ document, id, position, operation, ...how });
  }

  counts(settled: number): Omit<BulkResult, 'failures'> {
    const { read: total, succeeded, missing, unknown, retried, requests, bytes } = this;
    const failed = this.failures.length;
    return { total, succeeded, missing, failed, unknown, settled, retried, requests, bytes };
  }

  result(settled: number): BulkResult<object | undefined> {
    const failures = [...this.failures].sort((one, other) => one.position - other.position);
    return { ...this.counts(settled), failures };
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

/** What an error says, without the remedy. */
export function factOf({ message, remedy, code }: ElastodmError): string {
  return shorten(message.replace(` [${code}]`, '').replace(remedy, '').trim());
}
