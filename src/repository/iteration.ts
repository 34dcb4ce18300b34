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
  /** Calls back when the caller's signal aborts: nothing more is given then. */
  onAbort(callback: (error: Error) => void): void;
  next(): Promise<IterationPage<TItem> | undefined>;
  /** Closes what is open, and never throws. */
  end(): Promise<void>;
  /** What is thrown for what `next` threw, after so many items. */
  toError(error: unknown, count: number, after: readonly unknown[] | undefined): unknown;
}

type Result<T> = IteratorResult<T, undefined>;

const over = { done: true, value: undefined } as const;

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
  #failure: { readonly error: unknown } | undefined;
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
      if (this.#given === this.#items.length && !(await this.#fill())) return over;
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

  /** Ends it, and closes what is open; `break` calls it. */
  return(): Promise<Result<TItem>> {
    return this.#inTurn(async () => {
      await this.#end();
      return over;
    });
  }

  /** Ends it, and rejects with the error. */
  throw(error?: unknown): Promise<Result<TItem>> {
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
    if (this.#given === this.#items.length && !(await this.#fill())) return over;
    const items = this.#given === 0 ? this.#items : this.#items.slice(this.#given);
    this.#given = this.#items.length;
    return { done: false, value: items };
  }

  /** Comes to the next page; false where there is none, and the iteration has ended. */
  async #fill(): Promise<boolean> {
    if (this.#isOver) return this.#settleFailure();
    try {
      this.#source ??= this.#start();
      do {
        this.#settleFailure();
        this.#settle();
        this.#page = await this.#source.next();
        this.#settleFailure();
        if (this.#page === undefined) {
          await this.#end();
          return false;
        }
        const items = await this.#page.make();
        this.#settleFailure();
        this.#items = items;
      } while (this.#items.length === 0);
      return true;
    } catch (error) {
      throw await this.#fail(error);
    }
  }

  #start(): IterationSource<TItem> {
    const source = this.#open();
    source.onAbort((error) => {
      this.#failure = { error };
      this.#settle();
    });
    return source;
  }

  // Those that are there were given, or never will be.
  #settle(): void {
    this.#lastAfter = this.after;
    this.#before += this.#given;
    this.#items = [];
    this.#given = 0;
  }

  #settleFailure(): false {
    const { error } = this.#failure ?? {};
    if (this.#failure === undefined) return false;
    this.#failure = undefined;
    this.#isOver = true;
    throw error;
  }

  async #fail(error: unknown): Promise<unknown> {
    const { after, count } = this;
    const isAbort = this.#failure !== undefined || this.#isOver;
    const told = this.#failure?.error ?? this.#source?.toError(error, count, after) ?? error;
    this.#failure = undefined;
    const ending = this.#end();
    // Who aborts does not wait.
    if (!isAbort) await ending;
    return told;
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
