// What the client throws → the library's errors, with nothing in them that must not be shown.
import { errors } from '@elastic/elasticsearch';
import { ElastodmError } from '../errors/elastodm-error.js';
import { failure } from '../errors/failure.js';
import type { WireRequest } from '../types/wire-request.js';
import { toServerError } from '../util/server-error.js';
import type { ServerError } from '../util/server-error.js';
import { shorten } from '../util/shorten.js';

/** Where an error came about, and what it must not show. */
export interface FailureContext {
  readonly alias: string;
  readonly request: WireRequest;
  readonly secrets: readonly string[];
}

// The host's name is part of some messages, and may be any word.
const networkProblem =
  /\b(?:EAI_AGAIN|ECONNREFUSED|ECONNRESET|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|ETIMEDOUT)\b/;
const certificateProblem =
  /certificate|CERT_|self.signed|altname|unable to (verify|get)|wrong version number|ERR_(TLS|SSL)_|SSL routines|TLS connection/i;

/** The error to throw for what the client threw. */
export function toFailure(thrown: unknown, { alias, request, secrets }: FailureContext): unknown {
  if (thrown instanceof ElastodmError || !(thrown instanceof Error)) return thrown;
  const hide = (text: string): string =>
    secrets.reduce((shown, secret) => shown.replaceAll(secret, '[redacted]'), text);
  const { api } = request;
  const cause = redactedCause(thrown, hide);
  if (thrown instanceof errors.ResponseError) {
    const status = thrown.meta.statusCode ?? 0;
    const { type, reason } = toServerError(errorOf(thrown.meta.body));
    return refusal({ alias, request, status, type, reason: shorten(hide(reason)) }, cause);
  }
  if (thrown instanceof errors.TimeoutError) return failure('CONNECTION_TIMEOUT', { alias, api }, cause);
  const reason = shorten(hide(thrown.message));
  if (thrown instanceof errors.ConnectionError || thrown instanceof errors.NoLivingConnectionsError) {
    const isTls = !networkProblem.test(reason) && certificateProblem.test(reason);
    const code = isTls ? 'CONNECTION_TLS' : 'CONNECTION_FAILED';
    return failure(code, { alias, reason }, cause);
  }
  if (thrown instanceof errors.DeserializationError || thrown instanceof errors.ProductNotSupportedError) {
    return failure('RESPONSE_UNEXPECTED', { alias, api, reason }, cause);
  }
  if (thrown instanceof errors.ElasticsearchClientError)
    return failure('CONNECTION_FAILED', { alias, reason }, cause);
  return thrown;
}

interface Refusal extends ServerError {
  readonly alias: string;
  readonly request: WireRequest;
  readonly status: number;
}

/** The error for a status that the server answered. */
export function refusal({ alias, request, status, type, reason }: Refusal, cause?: unknown): ElastodmError {
  const { api } = request;
  const index = indexOf(request);
  if (status === 401) return failure('AUTHENTICATION_FAILED', { alias, api }, cause);
  if (status === 403 && type === 'security_exception')
    return failure('AUTHORIZATION_FAILED', { alias, api, reason }, cause);
  if (type === 'index_not_found_exception' && index !== undefined)
    return failure('INDEX_NOT_FOUND', { alias, index }, cause);
  return failure(
    'REQUEST_REFUSED',
    { alias, api, status, type, reason, ...(index === undefined ? {} : { index }) },
    cause,
  );
}

function indexOf({ params }: WireRequest): string | undefined {
  return 'index' in params && typeof params.index === 'string' ? params.index : undefined;
}

// The client's errors hold the request: its body, which is the user's data, and its headers, which are credentials.
// The cause is a copy of the same class that holds neither: an error of the engine's own, so that it prints as one.
function redactedCause(thrown: Error, hide: (text: string) => string): Error {
  const copy = Object.setPrototypeOf(new Error(), Object.getPrototypeOf(thrown) as object) as Error;
  const keep = (name: string, value: unknown): void => {
    Object.defineProperty(copy, name, { value, configurable: true, writable: true, enumerable: false });
  };
  const frames = (thrown.stack ?? '').split('\n').filter((line) => line.startsWith('    at '));
  const tell = (message: string): void => {
    keep('message', message);
    keep('stack', [`${thrown.name}: ${message}`, ...frames].join('\n'));
  };
  keep('name', thrown.name);
  if (thrown instanceof errors.ResponseError) {
    const { statusCode, body } = thrown.meta;
    const { type, reason } = toServerError(errorOf(body));
    const told = shorten(hide(reason));
    tell(`${type}: ${told}`);
    keep('meta', { statusCode, body: { status: statusCode, error: { type, reason: told } } });
  } else {
    tell(shorten(hide(thrown.message)));
  }
  return copy;
}

function errorOf(body: unknown): unknown {
  return typeof body === 'object' && body !== null && 'error' in body ? body.error : undefined;
}
