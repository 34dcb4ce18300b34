// How much is sent at once: less while the cluster has no room, and step by step more when it has.
import type { BulkSettings } from './bulk-options.js';

type Limits = Pick<BulkSettings, 'chunkBytes' | 'chunkSize' | 'concurrency'>;

const smallest = { chunkBytes: 65_536, chunkSize: 100 } as const;
const growth = 1.25;

/** Additive increase, multiplicative decrease, as TCP does it (RFC 5681); never above the options. */
export class Pace {
  readonly #most: Limits;
  #chunkBytes: number;
  #chunkSize: number;
  #concurrency: number;

  constructor({ chunkBytes, chunkSize, concurrency }: Limits) {
    this.#most = { chunkBytes, chunkSize, concurrency };
    [this.#chunkBytes, this.#chunkSize, this.#concurrency] = [chunkBytes, chunkSize, concurrency];
  }

  get chunkBytes(): number {
    return this.#chunkBytes;
  }

  get chunkSize(): number {
    return Math.floor(this.#chunkSize);
  }

  get concurrency(): number {
    return Math.floor(this.#concurrency);
  }

  /** The cluster refused documents for want of room. */
  slowDown(): void {
    const least = (name: keyof typeof smallest): number => Math.min(this.#most[name], smallest[name]);
    this.#concurrency = Math.max(1, this.#concurrency / 2);
    this.#chunkBytes = Math.max(least('chunkBytes'), this.#chunkBytes / 2);
    this.#chunkSize = Math.max(least('chunkSize'), this.#chunkSize / 2);
  }

  /** A request was taken as a whole. */
  speedUp(): void {
    const { chunkBytes, chunkSize, concurrency } = this.#most;
    this.#concurrency = Math.min(concurrency, this.#concurrency + 1 / this.#concurrency);
    this.#chunkBytes = Math.min(chunkBytes, this.#chunkBytes * growth);
    this.#chunkSize = Math.min(chunkSize, this.#chunkSize * growth);
  }

  /** Requests of more bytes are refused on principle. */
  shrinkTo(bytes: number): void {
    (this.#most as { chunkBytes: number }).chunkBytes = Math.max(1, Math.floor(bytes));
    this.#chunkBytes = Math.min(this.#chunkBytes, this.#most.chunkBytes);
  }
}
