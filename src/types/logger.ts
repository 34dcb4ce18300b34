// Where the library tells what it does beside its answers.

/**
 * Takes what the library has to tell: `console` fits, and so does anything with these methods. `details` are plain
 * values: alias, api, attempt, delay. Never a secret, never a document.
 */
export interface Logger {
  /** What an operator should see: a retry, a node that was lost, a certificate that is not checked. */
  warn(message: string, details: Readonly<Record<string, unknown>>): void;
  /** What is good to know: nodes that were found, a node that is back. */
  info(message: string, details: Readonly<Record<string, unknown>>): void;
}
