// The pages of an iteration as a server gives them: in one point in time, slice by slice.
import { failure } from '../errors/failure.js';
import { toAfter, toSearchAfter } from '../request/iteration-order.js';
import type { IterationPlan } from '../request/iteration-plan.js';
import type { Json } from '../request/search-steps.js';
import {
  toPageBody,
  toPagesBody,
  toPlainPageRequest,
  toSortedPageRequest,
} from '../request/to-pit-requests.js';
import { isStrict } from '../request/to-search-request.js';
import type { SearchRequestOptions } from '../request/to-search-request.js';
import { isWhole } from '../response/check-whole.js';
import type { CallOptions } from '../types/call-options.js';
import type { Connection, WireAnswer, WireRequest } from '../types/wire-request.js';
import { onAbort } from '../util/on-abort.js';
import { within } from '../util/within.js';
import { holdOpen } from './hold-open.js';
import { PageFeed } from './page-feed.js';
import type { SliceReader } from './page-feed.js';
import { PointInTime, closingTime, isGone, isLost } from './point-in-time.js';
import type { SearchTarget } from './search-target.js';

/** A search, and where it goes. */
export interface Searched {
  readonly target: SearchTarget;
  readonly alias: string | undefined;
  readonly body: Json;
}

export type ReadOptions = SearchRequestOptions & CallOptions;

/** One page as it came. */
export interface Page {
  readonly body: Json;
  readonly answer: WireAnswer<'search'>;
}

/** Says that the point in time was gone, and what the server said. */
export class PointInTimeGone extends Error {
  constructor(cause: unknown) {
    super('The point in time is gone.', { cause });
  }
}

/** Reads page after page. */
export class PageReader {
  readonly connection: Connection;
  readonly index: string;
  readonly #searched: Searched;
  readonly #plan: IterationPlan;
  readonly #options: ReadOptions;
  readonly #pages: Json;
  readonly #point: PointInTime;
  #slices: readonly SliceReader<Page>[] = [];
  #feed: PageFeed<Page> | undefined;
  #forget: (() => void) | undefined;
  #release: (() => void) | undefined;
  /** Undefined when all was read: what is here needs no connection. */
  #onStop: ((error: Error) => void) | undefined;

  constructor(searched: Searched, plan: IterationPlan, options: ReadOptions) {
    const { target, alias, body } = searched;
    this.index = target.index(alias);
    this.connection = target.connection(alias);
    this.#searched = searched;
    this.#plan = plan;
    this.#options = options;
    this.#pages = toPagesBody(body);
    const { keepAlive } = plan;
    const { timeout } = options;
    this.#point = new PointInTime(this.connection, { index: this.index, body, keepAlive, timeout });
  }

  /** Calls back when the caller's signal aborts, now or later, or the connection closes; what is under way ends by itself. */
  onStop(callback: (error: Error) => void): void {
    this.#onStop = callback;
    const { signal } = this.#options;
    if (signal === undefined) return;
    const { alias } = this.connection;
    const abort = (): void => {
      void this.end(signal.reason);
      callback(failure('REQUEST_ABORTED', { alias, api: 'search' }, signal.reason));
    };
    if (signal.aborted) abort();
    else this.#forget = onAbort(signal, abort);
  }

  /** Told that the connection is about to close. */
  stop(): void {
    const { alias } = this.connection;
    this.#onStop?.(failure('CONNECTION_CLOSED', { alias, api: 'search' }));
  }

  /** The next page; undefined behind the last. Throws a {@link PointInTimeGone}, or what sending throws. */
  async next(): Promise<Page | undefined> {
    if (this.#feed === undefined) {
      const { slices, readAhead } = this.#plan;
      // What can't be sent is refused before anything is opened.
      this.#toRequest(toPageBody(this.#pages, { ...this.#plan, id: '' }));
      this.#release = holdOpen(this, this.#point, this.#searched.target);
      await this.#point.open();
      this.#slices = Array.from({ length: slices }, (_, id) => this.#slice(id));
      this.#feed = new PageFeed(this.#slices, readAhead);
    }
    return this.#feed.take();
  }

  /** Closes what it opened, and does not wait for long. Never throws. */
  end(reason?: unknown): Promise<void> {
    this.#forget?.();
    return within(closingTime(this.#options.timeout), this.#close(reason));
  }

  #close(reason?: unknown): Promise<void> {
    return this.#point.end(reason).finally(() => this.#release?.());
  }

  #slice(id: number): SliceReader<Page> {
    const { pageSize, slices, sortLength, reopen } = this.#plan;
    const slice = slices === 1 ? undefined : { id, max: slices };
    let { searchAfter } = this.#plan;
    let after: readonly unknown[] | undefined;
    const reader = {
      isOver: false,
      read: async (): Promise<Page> => {
        const page = await this.#read({ slice, searchAfter }).catch(async (error: unknown) => {
          if (!(error instanceof PointInTimeGone) || !reopen) throw error;
          await this.#point.open();
          if (after !== undefined) searchAfter = toSearchAfter(after);
          return this.#read({ slice, searchAfter });
        });
        const { hits } = page.answer.hits;
        // A page that is not whole may be short, and not the last.
        reader.isOver = hits.length === 0 || (hits.length < pageSize && isWhole(page.answer));
        if (!reader.isOver) this.#checkProgress(hits.at(-1)?.sort, searchAfter);
        searchAfter = hits.at(-1)?.sort ?? searchAfter;
        after = toAfter(searchAfter, sortLength);
        // Nobody has to wait for it, and who does not go on to the end leaves nothing.
        if (this.#slices.every(({ isOver }) => isOver)) {
          this.#onStop = undefined;
          void this.#close();
        }
        return page;
      },
    };
    return reader;
  }

  async #read(place: Pick<Parameters<typeof toPageBody>[1], 'searchAfter' | 'slice'>): Promise<Page> {
    const toBody = (id: string): Json => toPageBody(this.#pages, { ...this.#plan, ...place, id });
    let body: Json = this.#pages;
    try {
      const answer = await this.#point.read((id) => this.#toRequest((body = toBody(id))));
      const lost = answer._shards.failures?.find(({ reason }) => isLost(reason.type));
      if (lost !== undefined && isStrict(body, this.#options)) throw new PointInTimeGone(undefined);
      return { body, answer };
    } catch (error) {
      throw isGone(error) ? new PointInTimeGone(error) : error;
    }
  }

  // A proxy that leaves out or remembers parts of answers would have one page read without end.
  #checkProgress(last: readonly unknown[] | undefined, before: readonly unknown[] | undefined): void {
    let reason: string;
    if (last === undefined || last.length === 0) {
      reason = 'the last hit of a page has no `sort` values, so that there is no way on to the next page';
    } else if (last.length === before?.length && last.every((value, at) => value === before[at])) {
      reason = 'a page ends with the same hit as the page before it';
    } else return;
    throw failure('RESPONSE_UNEXPECTED', { alias: this.connection.alias, api: 'search', reason });
  }

  #toRequest(body: Json): WireRequest<'search'> {
    const { target, alias } = this.#searched;
    const request = target.toRequest(body, alias, this.#options);
    const asked = this.#plan.hydrate ? request : toPlainPageRequest(request, this.#searched.body);
    return 'sort' in this.#searched.body ? toSortedPageRequest(asked) : asked;
  }
}
