// The bulk writers and iterations of a DataSource that are open: what closes it, closes them.
import { BulkError } from '../../errors/elastodm-error.js';
import type { BulkFailure, BulkResult } from '../../errors/elastodm-error.js';

/** What is closed before connections are. */
export interface Closable {
  close(options: { readonly timeout?: number }): Promise<Pick<BulkResult<object | undefined>, 'failures'>>;
}

/** The writers that were made, and not closed; and what is gone through, and not to its end. */
export class OpenWriters {
  readonly #writers = new Set<Closable>();
  readonly #register: () => () => void;
  #release: (() => void) | undefined;

  /** `register` is called when there are writers; what it returns, when there are none any more. */
  constructor(register: () => () => void) {
    this.#register = register;
  }

  add(writer: Closable): void {
    this.#release ??= this.#register();
    this.#writers.add(writer);
  }

  delete(writer: Closable): void {
    this.#writers.delete(writer);
    if (this.#writers.size > 0) return;
    this.#release?.();
    this.#release = undefined;
  }

  /** Closes them all, and gives what was not written. */
  async close(timeout: number): Promise<readonly BulkFailure<object | undefined>[]> {
    const closing = [...this.#writers].map((writer) => failuresOf(writer, timeout));
    return (await Promise.all(closing)).flat();
  }
}

async function failuresOf(
  writer: Closable,
  timeout: number,
): Promise<readonly BulkFailure<object | undefined>[]> {
  try {
    return (await writer.close({ timeout })).failures;
  } catch (error) {
    if (error instanceof BulkError) return error.failures;
    // A hook failed: all was written.
    return [];
  }
}
