// What every write may be told.

import type { RefreshPolicy } from '../metadata/document-options.js';

export interface WriteOptions {
  /** Default: `false`, the cheapest: searches see the write after the index's refresh interval. */
  readonly refresh?: RefreshPolicy;
}
