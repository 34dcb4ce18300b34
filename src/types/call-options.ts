// What every call to a server may be told, whatever it asks for.

/** How long one call may take, and who may end it. */
export interface SendOptions {
  /** Ends the call when it aborts: it rejects with a RequestAbortedError at once. A write may have been applied then. */
  readonly signal?: AbortSignal;
  /** How long this call may take in milliseconds, retries included. Default: the `timeout` of the connection. */
  readonly timeout?: number;
}

/** What a caller that sends one request after another adds to that: it has time, and adapts to what it is told. */
export interface DeliveryOptions extends SendOptions {
  /** How often a request, and the items of a bulk that met a full queue, are sent again. Default: what the connection says. */
  readonly retries?: number;
  /** Told of items that met a full queue before they are sent again. Default: what the connection says. */
  readonly onRejected?: (items: number) => void;
}

/** Where a single call is sent, how long it may take, and who may end it. */
export interface CallOptions extends SendOptions {
  /** The alias of another connection, for this call only. */
  readonly using?: string;
}
