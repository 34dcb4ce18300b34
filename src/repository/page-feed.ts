// Reads the slices of an iteration side by side, and gives their pages as they arrive.

/** One slice, read page by page. */
export interface SliceReader<TPage> {
  read(): Promise<TPage>;
  /** Whether it has been read to its end. */
  readonly isOver: boolean;
}

interface Lane<TPage> {
  readonly slice: SliceReader<TPage>;
  isBusy: boolean;
  /** What came of the last read. */
  outcome: { readonly page: TPage } | { readonly error: unknown } | undefined;
}

/** The pages of all slices: of each, one at most is ready or under way. */
export class PageFeed<TPage> {
  readonly #lanes: readonly Lane<TPage>[];
  readonly #readAhead: boolean;
  // In the order in which they arrived, so that no slice waits for another one to end.
  readonly #ready: Lane<TPage>[] = [];
  #arrived: (() => void) | undefined;

  constructor(slices: readonly SliceReader<TPage>[], readAhead: boolean) {
    this.#lanes = slices.map((slice) => ({ slice, isBusy: false, outcome: undefined }));
    this.#readAhead = readAhead;
  }

  /** The next page; undefined at the end of all. Throws what a read threw. Not to be called again before it settles. */
  async take(): Promise<TPage | undefined> {
    for (const lane of this.#lanes) this.#start(lane);
    if (this.#ready.length === 0) {
      if (!this.#lanes.some(({ isBusy }) => isBusy)) return undefined;
      await new Promise<void>((resolve) => (this.#arrived = resolve));
    }
    const lane = this.#ready.shift();
    const outcome = lane?.outcome;
    if (lane === undefined || outcome === undefined) return undefined;
    lane.outcome = undefined;
    if ('error' in outcome) throw outcome.error;
    if (this.#readAhead) this.#start(lane);
    return outcome.page;
  }

  #start(lane: Lane<TPage>): void {
    if (lane.isBusy || lane.outcome !== undefined || lane.slice.isOver) return;
    lane.isBusy = true;
    const settle = (outcome: NonNullable<Lane<TPage>['outcome']>): void => {
      lane.isBusy = false;
      lane.outcome = outcome;
      this.#ready.push(lane);
      this.#arrived?.();
    };
    lane.slice.read().then(
      (page) => settle({ page }),
      (error: unknown) => settle({ error }),
    );
  }
}
