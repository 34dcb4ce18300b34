// What a bulk write may be told.
import type { BulkCounts } from '../../errors/catalogue.js';
import type { BulkFailure } from '../../errors/elastodm-error.js';
import { failure } from '../../errors/failure.js';
import type { SaveRequestOptions } from '../../request/write-options.js';
import type { CallOptions } from '../../types/call-options.js';

/** What was done so far, and how much is under way. */
export interface BulkProgress extends BulkCounts {
  /** How many requests are under way now. */
  readonly underWay: number;
}

/**
 * How many documents are written. `timeout` is that of each request, with all its repetitions, and not of the whole;
 * `refresh` goes with each request, too. `opType` and `optimistic` are for documents that are saved: a conflict is a failure
 * of the document, with the status 409.
 */
export interface BulkOptions extends SaveRequestOptions, CallOptions {
  /**
   * Who makes the ids of new documents. Default: `'client'`: each has its id before it is sent, so that a request whose
   * answer is lost can be sent again and stores nothing twice. With `'server'`, Elasticsearch makes them and need not look
   * them up, which takes about a quarter less time; a request whose answer is lost is then not repeated, and the outcome of
   * its documents stays unknown. Documents that have an id keep it.
   */
  readonly ids?: 'client' | 'server';
  /** How many bytes a request holds at most. A larger document is sent alone. Default: 524,288, which is 512 KiB. */
  readonly chunkBytes?: number;
  /** How many documents a request holds at most. Default: 5,000. */
  readonly chunkSize?: number;
  /** How many requests are under way at the same time, as long as the cluster has room for them. Default: 4. */
  readonly concurrency?: number;
  /**
   * How often documents are sent again that met a full queue, and requests that failed, with growing pauses, as long as
   * the `timeout` lasts. Default: 10, or none where the connection's `maxRetries` is 0; for an array that is saved, as many
   * as the connection says.
   */
  readonly retries?: number;
  /**
   * How you are told of documents that can't be written; the others are written in both cases. Default: `'throw'`, which
   * throws a {@link BulkError} in the end. `'collect'` returns them as `failures` of the result.
   */
  readonly failures?: 'collect' | 'throw';
  /**
   * After more failures than these, no more documents are taken, and a {@link BulkError} is thrown, whatever `failures`
   * says. Default: 1,000; for an array that is saved, no limit.
   */
  readonly maxFailures?: number;
  /**
   * Takes each failure as it comes. Failures are then neither kept nor thrown, and there may be any number of them: for a
   * writer that is open for long.
   */
  readonly onFailure?: (failed: BulkFailure<object | undefined>) => unknown;
  /** Called after each request. It may be async, and is not waited for; what it throws ends the write. */
  readonly onProgress?: (progress: BulkProgress) => unknown;
}

const words = {
  failures: ['collect', 'throw'],
  ids: ['client', 'server'],
  opType: ['create', 'index'],
} as const;

/** The options with their defaults. */
export interface BulkSettings extends BulkOptions {
  readonly chunkBytes: number;
  readonly chunkSize: number;
  readonly concurrency: number;
  readonly maxFailures: number;
}

const defaults = {
  chunkBytes: 524_288,
  chunkSize: 5_000,
  concurrency: 4,
  maxFailures: 1_000,
} as const;

/** Throws a RequestError for an option that is no number of its kind. */
export function toBulkSettings(className: string, options: BulkOptions): BulkSettings {
  const settings = { ...options, ...numbersOf(options) };
  for (const [name, least] of [
    ['chunkBytes', 1],
    ['chunkSize', 1],
    ['concurrency', 1],
    ['retries', 0],
    ['maxFailures', 0],
  ] as const) {
    const value = settings[name];
    if (value === undefined) continue;
    if (Number.isInteger(value) && value >= least) continue;
    if (name === 'maxFailures' && value === Infinity) continue;
    const reason = `it is ${String(value)}, and no whole number from ${least} on`;
    throw failure('QUERY_INVALID_VALUE', { className, path: name, reason });
  }
  for (const [name, known] of Object.entries(words)) {
    const value: unknown = options[name as keyof typeof words];
    if (value === undefined || (known as readonly unknown[]).includes(value)) continue;
    const reason = `it is ${JSON.stringify(value)}, and none of ${known.map((word) => `'${word}'`).join(', ')}`;
    throw failure('QUERY_INVALID_VALUE', { className, path: name, reason });
  }
  return settings;
}

function numbersOf(options: BulkOptions): Pick<BulkSettings, keyof typeof defaults> {
  const {
    chunkBytes = defaults.chunkBytes,
    chunkSize = defaults.chunkSize,
    concurrency = defaults.concurrency,
    maxFailures = options.onFailure === undefined ? defaults.maxFailures : Infinity,
  } = options;
  return { chunkBytes, chunkSize, concurrency, maxFailures };
}
