// Goes through all hits or documents, page by page: what `iterate` gives.

/** One page of what is gone through. */
export interface IterationPage<TItem> {
  /** Makes its items: not before somebody comes to it. */
  make(): Promise<readonly TItem[]>;
  /** The sort values of the item at a place. */
  after(place: number): readonly unknown[] | undefined;
}

/** Where the pages come from. */
export interface IterationSource<TItem> {
  /** Calls back when the caller's signal aborts, and when the connection closes: nothing more is given then. */
  onStop(callback: (error: Error) => void): void;
  next(): Promise<IterationPage<TItem> | undefined>;
  /** Closes what is open, and never throws. */
  end(): Promise<void>;
  /** What is thrown for what `next` threw, after so many items. */
  toError(error: unknown, count: number, after: readonly unknown[] | undefined): unknown;
}

type Result<T> = IteratorResult<T, undefined>;

const over = { done: true, value: undefined } as const;
/** Ends a wait; nobody sees it. */
const stop = new Error('The iteration was stopped.');

/**
 * Goes through all that a search finds. Nothing is sent before the first is asked for; `break`, `return()`, errors and the
 * end close what was opened in the cluster.
 *
 * @typeParam TItem - a hit, or a document.
 *
 * @example
 * ```ts
 * const films = repository.iterate({ where: { genre: 'drama' }, order: { imdbId: 'ASC' } });
 * for await (const film of films) {
 *   if (Date.now() > deadline) break;
 *   console.log(films.count, film.title);
 * }
 * await store(films.after); // go on another day: repository.iterate({ … }, { after })
 * ```
 */
export class Iteration<TItem> implements AsyncIterableIterator<TItem, undefined, undefined>, AsyncDisposable {
  readonly #open: () => IterationSource<TItem>;
  #source: IterationSource<TItem> | undefined;
  #page: IterationPage<TItem> | undefined;
  /** The items of the page, and how many of them were given. */
  #items: readonly TItem[] = [];
  #given = 0;
  /** How many were given before them. */
  #before = 0;
  #lastAfter: readonly unknown[] | undefined;
  /** Why it ends before its end: for an error that is still to be thrown, or because the consumer left. */
  #stopped: { readonly error: unknown } | 'left' | undefined;
  #wake: (() => void) | undefined;
  #isOver = false;
  #waiting = 0;
  #queue: Promise<unknown> = Promise.resolve();

  /** @internal */
  constructor(open: () => IterationSource<TItem>) {
    this.#open = open;
  }

  /** How many were given so far. */
  get count(): number {
    return this.#before + this.#given;
  }

  /**
   * The values of the search's own sort of the last that was given: what the option `after` takes. They are JSON, and whole
   * numbers beyond ±2^53 are text. Undefined before the first, without a sort, and with slices.
   */
  get after(): readonly unknown[] | undefined {
    return this.#given === 0 ? this.#lastAfter : this.#page?.after(this.#given - 1);
  }

  /** The next one. Calls before it has come wait for their turn. */
  next(): Promise<Result<TItem>> {
    if (this.#waiting === 0 && this.#given < this.#items.length) {
      return Promise.resolve({ done: false, value: this.#items[this.#given++] as TItem });
    }
    return this.#inTurn(async () => {
      while (this.#given === this.#items.length) if (!(await this.#fill())) return over;
      return { done: false, value: this.#items[this.#given++] as TItem };
    });
  }

  /**
   * Page by page, as arrays: each slice's pages as they arrive, without those that were given before. It closes what
   * is open as the iteration itself does.
   */
  pages(): AsyncIterableIterator<readonly TItem[], undefined, undefined> & AsyncDisposable {
    const pages = {
      next: () => this.#inTurn<Result<readonly TItem[]>>(() => this.#nextPage()),
      return: async (): Promise<Result<readonly TItem[]>> => {
        await this.return();
        return over;
      },
      [Symbol.asyncIterator]: () => pages,
      [Symbol.asyncDispose]: () => this[Symbol.asyncDispose](),
    };
    return pages;
  }

  /** Ends it, and closes what is open; `break` calls it. Calls of `next` that wait for a page end without one. */
  return(): Promise<Result<TItem>> {
    this.#leave();
    return this.#inTurn(async () => {
      await this.#end();
      return over;
    });
  }

  /** Ends it, and rejects with the error. */
  throw(error?: unknown): Promise<Result<TItem>> {
    this.#leave();
    return this.#inTurn(async () => {
      await this.#end();
      throw error;
    });
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.return();
  }

  async #nextPage(): Promise<Result<readonly TItem[]>> {
    while (this.#given === this.#items.length) if (!(await this.#fill())) return over;
    const items = this.#given === 0 ? this.#items : this.#items.slice(this.#given);
    this.#given = this.#items.length;
    return { done: false, value: items };
  }

  /** Comes to the next page; false where there is none, and the iteration has ended. */
  async #fill(): Promise<boolean> {
    if (this.#isOver) return false;
    try {
      const source = (this.#source ??= this.#start());
      do {
        this.#settle();
        const page = await this.#unlessStopped(() => source.next());
        this.#checkStopped();
        if (page === undefined) {
          await this.#end();
          return false;
        }
        this.#page = page;
        const items = await this.#unlessStopped(() => page.make());
        this.#checkStopped();
        this.#items = items;
      } while (this.#items.length === 0);
      return true;
    } catch (error) {
      return this.#fail(error);
    }
  }

  #start(): IterationSource<TItem> {
    const source = this.#open();
    source.onStop((error) => this.#stop({ error }));
    return source;
  }

  // Who leaves does not wait for what is under way.
  #leave(): void {
    if (this.#waiting > 0) this.#stop('left');
  }

  #stop(reason: { readonly error: unknown } | 'left'): void {
    if (this.#isOver || this.#stopped !== undefined) return;
    this.#stopped = reason;
    this.#settle();
    this.#wake?.();
  }

  // A hook of the user may never end.
  #unlessStopped<T>(step: () => Promise<T>): Promise<T> {
    this.#checkStopped();
    return new Promise((resolve, reject) => {
      this.#wake = () => reject(stop);
      step().then(resolve, reject);
    });
  }

  #checkStopped(): void {
    if (this.#stopped !== undefined) throw stop;
  }

  // Those that are there were given, or never will be.
  #settle(): void {
    this.#lastAfter = this.after;
    this.#before += this.#given;
    this.#items = [];
    this.#given = 0;
  }

  async #fail(error: unknown): Promise<false> {
    const { after, count } = this;
    const stopped = this.#stopped;
    const told = stopped ?? { error: this.#source?.toError(error, count, after) ?? error };
    const ending = this.#end();
    // Who aborts or leaves does not wait.
    if (stopped === undefined) await ending;
    if (told === 'left') return false;
    throw told.error;
  }

  async #end(): Promise<void> {
    this.#settle();
    this.#isOver = true;
    this.#page = undefined;
    await this.#source?.end();
  }

  #inTurn<T>(step: () => Promise<T>): Promise<T> {
    this.#waiting += 1;
    const turn = this.#queue.then(step);
    const leave = (): void => void (this.#waiting -= 1);
    this.#queue = turn.then(leave, leave);
    return turn;
  }
}
