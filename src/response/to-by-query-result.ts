// The answer to a change by query → how many documents it changed, and which it did not.
import { failure } from '../errors/failure.js';
import type { DocumentMetadata } from '../metadata/document-metadata.js';
import { toServerError } from '../util/server-error.js';
import { shorten } from '../util/shorten.js';

/** What came of `updateBy` or `deleteBy`. */
export interface ByQueryResult {
  /** How many documents met the condition. */
  readonly total: number;
  readonly updated: number;
  readonly deleted: number;
  /** How many were so already. */
  readonly noops: number;
  /** How many were left, with `conflicts: 'proceed'`, because someone else changed them meanwhile. */
  readonly versionConflicts: number;
  /** Milliseconds that the cluster took. */
  readonly took: number;
}

interface Answer {
  readonly total?: number;
  readonly updated?: number;
  readonly deleted?: number;
  readonly noops?: number;
  readonly version_conflicts?: number;
  readonly took?: number;
  readonly timed_out?: boolean;
  readonly failures?: readonly unknown[];
}

/** Throws a RequestError when documents failed, or time ran out. */
export function toByQueryResult(
  { className }: Pick<DocumentMetadata, 'className'>,
  verb: string,
  answer: object,
): ByQueryResult {
  const {
    total = 0,
    updated = 0,
    deleted = 0,
    noops = 0,
    version_conflicts: versionConflicts = 0,
    took = 0,
    timed_out: timedOut = false,
    failures = [],
  } = answer as Answer;
  if (failures.length > 0 || timedOut) {
    const first = timedOut ? ['the time was up'] : failures.slice(0, 3).map(describe);
    throw failure('BY_QUERY_FAILED', { className, verb, done: updated + deleted, total, first });
  }
  return { total, updated, deleted, noops, versionConflicts, took };
}

interface Failure {
  readonly id?: string;
  readonly status?: number;
  /** Of a document. */
  readonly cause?: unknown;
  /** Of a shard that could not be searched. */
  readonly reason?: unknown;
}

function describe(failed: unknown): string {
  const { id, status = 500, cause, reason } = failed as Failure;
  const { type, reason: said } = toServerError(cause ?? reason);
  return `${id === undefined ? 'a shard' : `'${id}'`}: ${status} ${type}: ${shorten(said)}`;
}
