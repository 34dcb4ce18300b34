// A point in time of a cluster: opened, read in, closed whatever happens.
import { failure } from '../errors/failure.js';
import { ElastodmError } from '../errors/elastodm-error.js';
import { toClosePitRequest, toOpenPitRequest } from '../request/to-pit-requests.js';
import type { Json } from '../request/search-steps.js';
import type { SendOptions } from '../types/call-options.js';
import type { Connection, WireAnswer, WireRequest } from '../types/wire-request.js';
import { onAbort } from '../util/on-abort.js';

export interface PointInTimeOptions {
  readonly index: string;
  /** The search: it says where it runs. */
  readonly body: Json;
  readonly keepAlive: string;
  readonly timeout: number | undefined;
}

// In milliseconds. It ends by itself: who breaks off shall not wait for a cluster that does not answer.
const longestClosing = 5_000;

/** How long closing one may take, in milliseconds, where each request may take so long. */
export function closingTime(timeout: number | undefined): number {
  return Math.min(timeout ?? longestClosing, longestClosing);
}

/** One point in time after another: when one is gone, the next can be opened. */
export class PointInTime {
  readonly #connection: Connection;
  readonly #options: PointInTimeOptions;
  readonly #ending = new AbortController();
  #id: string | undefined;
  #opening: Promise<void> | undefined;
  #closing: Promise<void> | undefined;

  constructor(connection: Connection, options: PointInTimeOptions) {
    this.#connection = connection;
    this.#options = options;
  }

  /** Opens one, in place of one that is gone. Rejects at once when it is ended meanwhile. */
  async open(): Promise<void> {
    const { index, body, keepAlive, timeout } = this.#options;
    const request = toOpenPitRequest(index, body, keepAlive);
    const gone = this.#id;
    this.#id = undefined;
    // Parts of it may be there still.
    if (gone !== undefined) void this.#send(gone);
    // Without a signal: one that was opened and not heard of could not be closed.
    this.#opening = this.#connection.send(request, toSendOptions(timeout)).then(({ id }) => {
      this.#id = id;
    });
    await this.#unlessEnded(this.#opening);
  }

  /** Sends the page that `toPage` makes of the id. What is under way is aborted by {@link end}. */
  async read(toPage: (id: string) => WireRequest<'search'>): Promise<WireAnswer<'search'>> {
    const { signal } = this.#ending;
    if (this.#id === undefined || signal.aborted) throw this.#aborted();
    const options = { ...toSendOptions(this.#options.timeout), signal };
    const answer = await this.#connection.send(toPage(this.#id), options);
    // A server may give it a new id.
    this.#id = answer.pit_id ?? this.#id;
    return answer;
  }

  /** Aborts what is under way, and closes it. Never throws. */
  end(reason?: unknown): Promise<void> {
    this.#ending.abort(reason);
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    await this.#opening?.catch(() => undefined);
    if (this.#id !== undefined) await this.#send(this.#id);
  }

  async #send(id: string): Promise<void> {
    const timeout = closingTime(this.#options.timeout);
    await this.#connection.send(toClosePitRequest(id), { timeout }).catch(() => undefined);
  }

  #aborted(): ElastodmError {
    const { alias } = this.#connection;
    return failure('REQUEST_ABORTED', { alias, api: 'openPointInTime' }, this.#ending.signal.reason);
  }

  #unlessEnded<T>(promise: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const forget = onAbort(this.#ending.signal, () => reject(this.#aborted()));
      void promise.then(resolve, reject).finally(forget);
    });
  }
}

function toSendOptions(timeout: number | undefined): SendOptions {
  return timeout === undefined ? {} : { timeout };
}

/** Whether a request was refused because its point in time is gone, or a part of an answer for that reason. */
export function isGone(error: unknown): boolean {
  if (!(error instanceof ElastodmError) || error.code !== 'REQUEST_REFUSED') return false;
  const { type, reason } = error.details as { readonly type: string; readonly reason: string };
  return isLost(type) || reason.includes('No search context found');
}

/** The same for what a server says of a shard. */
export function isLost(type: unknown): boolean {
  return typeof type === 'string' && /^search_context_missing_(?:nodes_)?exception$/.test(type);
}
