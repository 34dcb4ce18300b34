// Whether a search found all that it looked for.
import { PartialResultError } from '../errors/elastodm-error.js';
import type { Origin, WireAnswer } from '../types/wire-request.js';
import { toServerError } from '../util/server-error.js';

type Answer = WireAnswer<'search'>;

interface Searched {
  readonly index: string;
  /** Whether a part is an error. */
  readonly strict: boolean;
}

/** Whether a search found all that it looked for. */
export function isWhole(answer: Answer): boolean {
  return answer._shards.failed === 0 && !answer.timed_out && failedClusters(answer).length === 0;
}

/** Throws a PartialResultError that holds `result` when shards failed, clusters were left out, or the time was up. */
export function checkWhole(
  { alias }: Origin,
  { index, strict }: Searched,
  answer: Answer,
  result: { readonly shards: { readonly failures?: readonly string[] }; readonly timedOut: boolean },
): void {
  const { failed, total } = answer._shards;
  const clusters = failedClusters(answer);
  if (!strict || (failed === 0 && clusters.length === 0 && !result.timedOut)) return;
  const reasons = [...(result.shards.failures ?? []), ...clusters].slice(0, 3);
  const { timedOut } = result;
  const details = { alias, api: 'search', index, failed, total, timedOut, reasons };
  throw new PartialResultError('PARTIAL_RESULT', details, undefined, result);
}

// Clusters that may be skipped are left out without a word.
function failedClusters({ _clusters: clusters }: Answer): readonly string[] {
  if (clusters === undefined) return [];
  const { skipped, partial, failed } = clusters;
  if (skipped + partial + failed === 0) return [];
  const named = Object.entries(clusters.details ?? {}).filter(([, { status }]) => status !== 'successful');
  return named.length === 0
    ? [`${skipped + partial + failed} clusters were left out`]
    : named.map(([name, { status, failures = [] }]) => {
        const [first] = failures;
        const why = first === undefined ? '' : `: ${toServerError(first.reason).reason}`;
        return `cluster '${name}' is ${status}${why}`;
      });
}
