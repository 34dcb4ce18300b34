// What `iterate` is told, checked: how it reads its pages.
import { failure } from '../errors/failure.js';
import { sortLength, sortOf, toSearchAfter } from './iteration-order.js';
import type { Json } from './search-steps.js';

/** How all hits of a search are read. */
export interface IterateOptions<THydrate extends boolean = boolean> {
  /** How many hits a page has. Default: 1,000, or the most that the DataSource's limits allow. */
  readonly pageSize?: number;
  /**
   * How long Elasticsearch keeps the point in time while no page is asked for, in its own units: as long as you may take
   * for one page. Default: `'1m'`.
   */
  readonly keepAlive?: string;
  /**
   * In how many parts the index is read side by side, at most 1,024. With 2 or more, hits come as they arrive, in no order
   * across parts. Default: 1.
   */
  readonly slices?: number;
  /**
   * Whether the next page is asked for while you go through this one: in each slice, one page is ready or under way beside
   * the one that you have. Default: true.
   */
  readonly readAhead?: boolean;
  /**
   * Whether documents are instances of the class. With false, they are plain objects, as they are stored: no hooks are
   * called, and they can't be saved. Default: true.
   */
  readonly hydrate?: THydrate;
  /**
   * Goes on behind the hit with these sort values: those that `after` of an iteration gave, in this process or another.
   * Only with a sort, and without slices.
   */
  readonly after?: readonly unknown[];
  /**
   * What to do when the point in time is gone: throw an {@link IterationExpiredError}, or open another and go on behind
   * the last hit. That needs a sort by what no two documents have in common, and no slices. Default: `'throw'`.
   */
  readonly onExpired?: 'throw' | 'reopen';
}

/** The same, decided. */
export interface IterationPlan {
  readonly pageSize: number;
  readonly keepAlive: string;
  readonly slices: number;
  readonly readAhead: boolean;
  readonly hydrate: boolean;
  readonly reopen: boolean;
  /** How many sort values of a hit tell where to go on; 0 where nothing does. */
  readonly sortLength: number;
  readonly searchAfter: readonly unknown[] | undefined;
}

const defaultPage = 1_000;
/** Elasticsearch's own limit. */
const mostSlices = 1_024;
// Of these, hits can't be told apart by their sort values, or are no list.
const unfit = ['collapse', 'rank', 'rescore', 'retriever', 'terminate_after'];

/** Throws a RequestError QUERY_INVALID_VALUE for what can't be gone through so. */
export function toIterationPlan(
  className: string,
  body: Json,
  options: IterateOptions,
  largestPage: number,
): IterationPlan {
  const { pageSize = Math.min(defaultPage, largestPage), keepAlive = '1m', slices = 1 } = options;
  const { readAhead = true, hydrate = true, onExpired = 'throw', after } = options;
  const refuse = (path: string, reason: string): never => {
    throw failure('QUERY_INVALID_VALUE', { className, path, reason });
  };
  if (!Number.isInteger(pageSize) || pageSize < 1) {
    refuse('pageSize', `it is ${pageSize}, and no whole number from 1 on`);
  }
  if (!Number.isInteger(slices) || slices < 1 || slices > mostSlices) {
    refuse('slices', `it is ${slices}, and no whole number from 1 to ${mostSlices}`);
  }
  if (!['reopen', 'throw'].includes(onExpired)) refuse('onExpired', "it is neither 'throw' nor 'reopen'");
  const member = unfit.find((name) => name in body);
  if (member !== undefined) refuse(member, "its hits can't be gone through page by page");
  const length = slices > 1 ? 0 : sortLength(sortOf(body['sort']));
  const reopen = onExpired === 'reopen';
  const resuming = reopen ? 'onExpired' : after === undefined ? undefined : 'after';
  if (resuming !== undefined && slices > 1) {
    refuse(resuming, 'slices have no order in which one could go on: leave out one of them');
  }
  if (resuming !== undefined && length === 0) {
    refuse(resuming, 'only a sort by fields of which no two documents have the same tells where to go on');
  }
  if (after !== undefined && (!Array.isArray(after) || after.length !== length)) {
    refuse('after', `it does not have the ${length} values that the search sorts by`);
  }
  if (after?.includes(undefined) === true) refuse('after', 'one of its values is undefined');
  const searchAfter = after === undefined ? undefined : toSearchAfter(after);
  return { pageSize, keepAlive, slices, readAhead, hydrate, reopen, sortLength: length, searchAfter };
}
