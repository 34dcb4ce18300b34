// What one call and each of its attempts tell the layers around them. The official client stands between our transport
// and our sockets, and hands on no more than an AbortSignal: an attempt is known by its signal.
import type { UndiciConnection } from '@elastic/elasticsearch';

/**
 * What went wrong with an attempt.
 *
 * - `unsent`: no byte of the request left, so that it was not applied.
 * - `broken`: the connection broke after that; a write may have been applied.
 * - `tls`: a certificate was refused, theirs or ours.
 * - `corrupt`: an answer came, and can't be read.
 * - `too-large`: an answer came, and is larger than we accept.
 * - `timeout`, `aborted`, `closed`: we ended it: its time was up, the caller's signal aborted, the connection was closed.
 * - `status`: the server answered a status that is no success.
 * - `other`: what is no matter of the connection.
 */
export type Trouble =
  | 'unsent'
  | 'broken'
  | 'tls'
  | 'corrupt'
  | 'too-large'
  | 'timeout'
  | 'aborted'
  | 'closed'
  | 'status'
  | 'other';

/** One attempt, from our transport to our socket and back. */
export interface Attempt {
  /** 0 for the first. */
  readonly number: number;
  /** Whether it was given to the client at all. */
  sent: boolean;
  /** Where it went. */
  node: UndiciConnection | undefined;
  trouble: Trouble | undefined;
  /** Whether the text of an answer is wanted that JSON.parse may not read exactly. */
  readonly exact: boolean;
  /** That text. */
  inexactText: string | undefined;
}

const attempts = new WeakMap<AbortSignal, Attempt>();

/** The first, or the next, attempt of a call. */
export function createAttempt(number: number, exact = false): Attempt {
  return { number, sent: false, node: undefined, trouble: undefined, exact, inexactText: undefined };
}

export function registerAttempt(signal: AbortSignal, attempt: Attempt): void {
  attempts.set(signal, attempt);
}

export function attemptOf(signal: AbortSignal | undefined): Attempt | undefined {
  return signal === undefined ? undefined : attempts.get(signal);
}

/** One call of a repository, as the transport sees it: what it may do, and what came of it. */
export interface Call {
  /** Whether a repetition does no harm although an earlier attempt may have been applied. */
  readonly repeatable: boolean;
  /** Whether an attempt before the one that was answered may have been applied. */
  replayed: boolean;
  /** Whether any attempt may have been applied. */
  mayBeApplied: boolean;
  /** What went wrong with the last attempt. */
  trouble: Trouble | undefined;
  /** The node of the last attempt. */
  host: string | undefined;
  /** Whether whole numbers in the answer are wanted exactly, however large they are. */
  exact: boolean;
  /** The text of the answer, where they are, and JSON.parse may not read it so. */
  inexactText: string | undefined;
}

export function createCall(repeatable: boolean): Call {
  return {
    repeatable,
    replayed: false,
    mayBeApplied: false,
    trouble: undefined,
    host: undefined,
    exact: false,
    inexactText: undefined,
  };
}

/** Under this key a call travels with the options of the client's request. */
export const callKey: unique symbol = Symbol('elastodm.call');
