// How much may be repeated in all: a cluster that is sick is not hammered by everybody at once.

const capacity = 100;
const refund = 0.1;

/**
 * A token bucket, one for each connection: a retry costs a token, an answer gives back a tenth of one. Short troubles
 * pass unnoticed; in long ones, at most every tenth request is repeated.
 */
export class RetryBudget {
  #tokens = capacity;

  /** Takes a token, if there is one. */
  take(): boolean {
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }

  /** Something went well. */
  giveBack(): void {
    if (this.#tokens < capacity) this.#tokens = Math.min(capacity, this.#tokens + refund);
  }
}
