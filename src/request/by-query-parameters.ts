// What a change by query is told beside its condition.
import type { estypes } from '@elastic/elasticsearch';
import type { ScopeOptions } from './scope.js';

export interface ByQueryOptions extends ScopeOptions {
  /** Whether searches see the changes when the call resolves. Default: false. */
  readonly refresh?: boolean;
  /**
   * What a document that is changed by someone else meanwhile does: `'abort'` ends the call with a RequestError (the
   * default), `'proceed'` leaves it and counts it in `versionConflicts`.
   */
  readonly conflicts?: 'abort' | 'proceed';
  readonly routing?: string;
  /** How many parts work side by side; `'auto'` takes one for each shard. Default: 1. */
  readonly slices?: number | 'auto';
  /** How many documents it changes in a second at most. Default: as many as it can. */
  readonly requestsPerSecond?: number;
}

type Parameters = Pick<
  estypes.DeleteByQueryRequest,
  'refresh' | 'conflicts' | 'routing' | 'slices' | 'requests_per_second'
>;

export function toByQueryParameters({
  refresh,
  conflicts,
  routing,
  slices,
  requestsPerSecond,
}: ByQueryOptions): Parameters {
  return {
    ...(refresh === undefined ? {} : { refresh }),
    ...(conflicts === undefined ? {} : { conflicts }),
    ...(routing === undefined ? {} : { routing }),
    ...(slices === undefined ? {} : { slices }),
    ...(requestsPerSecond === undefined ? {} : { requests_per_second: requestsPerSecond }),
  };
}
