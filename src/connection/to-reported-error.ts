// A write by query that was broken off answers with a report in place of an error: what failed first → an error as other
// answers hold one.
import { toServerError } from '../util/server-error.js';
import type { ServerError } from '../util/server-error.js';

interface Report {
  readonly failures: readonly { readonly cause?: unknown; readonly reason?: unknown }[];
  readonly timed_out?: boolean;
  readonly total?: number;
  readonly updated?: number;
  readonly deleted?: number;
}

/** What failed first in a report; undefined for a body that is none. */
export function toReportedError(body: unknown): ServerError | undefined {
  if (!isReport(body)) return undefined;
  const [first] = body.failures;
  if (first !== undefined) return toServerError(first.cause ?? first.reason);
  return body.timed_out === true
    ? { type: 'timed_out', reason: 'its time on the server was up' }
    : toServerError(undefined);
}

/** How far it had come, for the end of a reason; nothing for a body that is no report. */
export function progressOf(body: unknown): string {
  if (!isReport(body)) return '';
  const { updated = 0, deleted = 0, total } = body;
  return total === undefined ? '' : ` (${updated + deleted} of ${total} documents were changed before)`;
}

function isReport(body: unknown): body is Report {
  return (
    typeof body === 'object' &&
    body !== null &&
    !('error' in body) &&
    Array.isArray((body as Partial<Report>).failures)
  );
}
