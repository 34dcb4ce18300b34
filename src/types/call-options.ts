// What every call to a server may be told, whatever it asks for.

/** How long one call may take, and who may end it. */
export interface SendOptions {
  /** Ends the call when it aborts: it rejects with a RequestAbortedError at once. A write may have been applied then. */
  readonly signal?: AbortSignal;
  /** How long this call may take in milliseconds, retries included. Default: the `timeout` of the connection. */
  readonly timeout?: number;
}

/** Where a single call is sent, how long it may take, and who may end it. */
export interface CallOptions extends SendOptions {
  /** The alias of another connection, for this call only. */
  readonly using?: string;
}
