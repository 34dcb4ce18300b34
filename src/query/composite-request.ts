// What `iterateBuckets` is asked: a composite aggregation whose pages are fetched one after another. Types only.
import type { CompositeBody } from './composite-sources.js';
import type { Query } from './query.js';

/** A composite aggregation of the documents that match. */
export interface CompositeRequest<T, TComposite extends CompositeBody<T>, TAggregations> {
  /** Which documents are counted. Default: all. */
  readonly query?: Query<T>;
  /** The sources of the keys; `size` is how many buckets a page has (1,000 by default), `after` where to begin. */
  readonly composite: TComposite;
  /** Aggregations of each bucket. */
  readonly aggs?: TAggregations;
}
