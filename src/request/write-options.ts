// What every write may be told.

/** When a write becomes visible to searches: at once, at the next refresh (the call waits for it), or some time later. */
export type RefreshPolicy = boolean | 'wait_for';

export interface WriteOptions {
  /** Default: `false`, the cheapest: searches see the write after the index's refresh interval. */
  readonly refresh?: RefreshPolicy;
}
