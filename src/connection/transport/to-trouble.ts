// What a socket's error says of the request: whether it had left.
import type { Trouble } from './attempt.js';
import { certificateProblem } from './tls-connector.js';

const certificateCode =
  /^(?:CERT_|CRL_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|ERR_TLS_|ERR_SSL_|HOSTNAME_MISMATCH|INVALID_(?:CA|PURPOSE)|PATH_LENGTH_|EPROTO$)/;
const networkCode = new Set(['EAI_AGAIN', 'ECONNREFUSED', 'EHOSTUNREACH', 'ENETUNREACH', 'ENOTFOUND']);

/** What undici, node:tls and node:net throw. Errors of another realm are no instances of our Error. */
export interface SocketError {
  readonly name?: string;
  readonly message?: string;
  readonly code?: unknown;
  readonly syscall?: string;
  /** Of OpenSSL, in words. */
  readonly reason?: string;
  /** Part of OpenSSL. */
  readonly library?: string;
  /** A host with several addresses fails with one error for each. */
  readonly errors?: readonly unknown[];
}

/** Anything that is not known to have come before the request had left counts as `broken`. */
export function toTrouble(error: unknown): Trouble {
  if (typeof error !== 'object' || error === null) return 'other';
  const { code, syscall, name, message = '', errors = [] } = error as SocketError;
  if (errors.length > 0) return errors.every((each) => toTrouble(each) === 'unsent') ? 'unsent' : 'broken';
  if (typeof code !== 'string') return name === 'AbortError' ? 'aborted' : 'broken';
  if (code === 'ABORT_ERR' || code === 'UND_ERR_ABORTED') return 'aborted';
  if (code === certificateProblem || certificateCode.test(code)) return 'tls';
  if (code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'UND_ERR_BODY_TIMEOUT') return 'timeout';
  if (code === 'UND_ERR_CONNECT_TIMEOUT' || code === 'UND_ERR_CLOSED' || networkCode.has(code))
    return 'unsent';
  if (syscall === 'connect' || syscall === 'getaddrinfo') return 'unsent';
  // The other side of a handshake that speaks no TLS, or wants none of us.
  if (message.includes('before secure TLS connection')) return 'unsent';
  return 'broken';
}
