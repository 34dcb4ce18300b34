// A bulk write that is fed from outside, as long as it is open.
import { BulkError } from '../../errors/elastodm-error.js';
import type { BulkResult } from '../../errors/elastodm-error.js';
import { failure } from '../../errors/failure.js';
import type { DocumentChanges } from '../../query/document-changes.js';
import type { Script } from '../../request/script.js';
import type { AddressOptions } from '../../request/to-document-requests.js';
import type { RepositoryContext } from '../repository-context.js';
import type { BulkOperation, BulkSave, BulkUpdate, BulkUpdateOptions } from './bulk-operation.js';
import { toBulkSettings } from './bulk-options.js';
import type { BulkOptions } from './bulk-options.js';
import { BulkSender } from './bulk-sender.js';
import { toPreparation } from './prepare-save.js';
import { defaultRetries } from './write-many.js';

export interface BulkWriterOptions extends BulkOptions {
  /** How long a document waits at most until it is sent, in milliseconds. Default: until a request is full. */
  readonly flushInterval?: number;
}

/** How a writer is closed. */
export interface CloseWriterOptions {
  /** How long to wait for what is under way, in milliseconds. Default: as long as it takes. */
  readonly timeout?: number;
}

/**
 * Writes documents that come one by one, such as those of a queue, with bulk requests. Get one with
 * `repository.createBulkWriter()`, and close it: what was not sent is sent then. A DataSource that is closed closes its
 * writers.
 *
 * @example
 * ```ts
 * await using writer = films.createBulkWriter({ flushInterval: 1_000 });
 * for await (const message of queue) await writer.save(films.create(message));
 * ```
 */
export class BulkWriter<TDocument extends object> implements AsyncDisposable {
  readonly #context: RepositoryContext;
  readonly #sender: BulkSender;
  readonly #flushInterval: number | undefined;
  #last: Promise<void> | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #closed: Promise<BulkResult<TDocument | undefined>> | undefined;

  /** Writers are made by a repository: {@link Repository.createBulkWriter}. */
  constructor(context: RepositoryContext, said: BulkWriterOptions) {
    const options = { retries: defaultRetries, ...said };
    const settings = toBulkSettings(context.metadata.className, options);
    const { flushInterval } = options;
    if (flushInterval !== undefined && !(flushInterval > 0)) {
      const reason = `it is ${flushInterval}, and no number above 0`;
      throw failure('QUERY_INVALID_VALUE', {
        className: context.metadata.className,
        path: 'flushInterval',
        reason,
      });
    }
    this.#context = context;
    this.#flushInterval = flushInterval;
    this.#sender = new BulkSender(toPreparation(context, options), settings);
    context.writers?.add(this);
  }

  /**
   * Takes a document that is to be saved. Resolves when there is room for the next one, not when it is stored: wait for
   * it, so that no more is in memory than a few requests hold. A document that can't be written is told of by
   * {@link result} and {@link close}, and the writer goes on.
   *
   * @throws BulkError when the writer has stopped: a request failed as a whole, or too many documents did.
   */
  save(document: TDocument, options: Pick<BulkSave<TDocument>, 'opType'> = {}): Promise<void> {
    return this.#add({ save: document, ...options });
  }

  /**
   * Takes a change of a document, as `update` does: without `changes`, of what changed in it since it was read. Resolves
   * and throws as {@link save} does.
   */
  update(document: TDocument): Promise<void>;
  update(
    documentOrId: TDocument | string,
    changes: DocumentChanges<TDocument> | Script,
    options?: BulkUpdateOptions<TDocument>,
  ): Promise<void>;
  update(
    documentOrId: TDocument | string,
    changes?: DocumentChanges<TDocument> | Script,
    options: BulkUpdateOptions<TDocument> = {},
  ): Promise<void> {
    // The overloads allow no id without changes.
    return this.#add({ ...options, update: documentOrId, changes } as BulkUpdate<TDocument>);
  }

  /** Takes a document that is to be deleted, or its id. Resolves and throws as {@link save} does. */
  delete(documentOrId: TDocument | string, options: AddressOptions = {}): Promise<void> {
    return this.#add({ delete: documentOrId, ...options });
  }

  /**
   * Sends what was taken, and waits until all of it is written or has failed: {@link result} says what has.
   *
   * @throws BulkError when the writer has stopped.
   */
  async flush(): Promise<void> {
    this.#stopTimer();
    // What is taken after this is not waited for.
    if (this.#last !== undefined) await this.#last;
    await this.#sender.flush();
    if (this.#sender.stopped !== undefined) throw this.#failed();
  }

  /** What came of it so far: the counts, and the failures. */
  get result(): BulkResult<TDocument | undefined> {
    return this.#sender.result() as BulkResult<TDocument | undefined>;
  }

  /**
   * Sends what was taken, waits for it, and says what came of all of it. With a `timeout`, what is under way then is
   * ended: those documents are among the failures, with the outcome `'unknown'`, and those that were not sent, with
   * `'rejected'`. Closing again gives the same, and may set an earlier end.
   *
   * @throws BulkError when documents were not written, unless `failures` is `'collect'`.
   */
  close(options: CloseWriterOptions = {}): Promise<BulkResult<TDocument | undefined>> {
    this.#closed ??= this.#close();
    const { timeout } = options;
    if (timeout === undefined) return this.#closed;
    const timer = setTimeout(() => this.#sender.end(), timeout);
    return this.#closed.finally(() => clearTimeout(timer));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  #add(operation: BulkOperation<TDocument>): Promise<void> {
    const { className } = this.#context.metadata;
    if (this.#closed !== undefined) return Promise.reject(failure('WRITER_CLOSED', { className }));
    if (this.#sender.stopped !== undefined) return Promise.reject(this.#failed());
    // One after another, whether the caller waits or not.
    const room =
      this.#last === undefined
        ? this.#sender.add(operation)
        : this.#last.then(() => this.#sender.add(operation));
    if (room === undefined) {
      this.#startTimer();
      return Promise.resolve();
    }
    const last = room.finally(() => {
      // What took its time waits from now on.
      this.#startTimer();
      if (this.#last === last) this.#last = undefined;
    });
    this.#last = last;
    return last;
  }

  async #close(): Promise<BulkResult<TDocument | undefined>> {
    this.#stopTimer();
    try {
      await this.#last;
      await this.#sender.flush();
    } finally {
      this.#stopTimer();
      this.#context.writers?.delete(this);
    }
    return this.#sender.outcome() as BulkResult<TDocument | undefined>;
  }

  #failed(): BulkError<TDocument | undefined> {
    const { reason, cause } = this.#sender.stopped ?? { reason: '' };
    return new BulkError(this.#context.metadata.className, this.result, reason, cause);
  }

  #startTimer(): void {
    if (this.#flushInterval === undefined || this.#timer !== undefined || this.#closed !== undefined) return;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      void this.#sender.flush();
    }, this.#flushInterval);
  }

  #stopTimer(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
