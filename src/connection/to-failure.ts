// What the client throws → the library's errors, with nothing in them that must not be shown.
import { errors } from '@elastic/elasticsearch';
import { types } from 'node:util';
import { ElastodmError } from '../errors/elastodm-error.js';
import { failure } from '../errors/failure.js';
import type { SendOptions } from '../types/call-options.js';
import type { WireRequest } from '../types/wire-request.js';
import type { ServerError } from '../util/server-error.js';
import { shorten } from '../util/shorten.js';
import type { Call, Trouble } from './transport/attempt.js';
import type { ConnectionSettings } from './options/connection-settings.js';
import { holdsBigint } from '../util/exact-json.js';
import { framesOf, messageOf } from './redact-messages.js';
import { hideSecrets, toShownError } from './redaction.js';
import { documentWrites } from '../types/writes.js';
import { sentValuesOf } from './sent-values.js';
import { progressOf, toReportedError } from './to-reported-error.js';

/** Where an error came about, and what it must not show. */
export interface FailureContext {
  readonly alias: string;
  readonly request: WireRequest;
  readonly secrets: readonly string[];
  /** What our transport noted of the call; it notes nothing where the client has another one. */
  readonly call?: Call;
  readonly options?: SendOptions;
  readonly own?: ConnectionSettings | undefined;
}

// The host's name is part of some messages, and may be any word.
const networkProblem =
  /\b(?:EAI_AGAIN|ECONNREFUSED|ECONNRESET|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|ETIMEDOUT)\b/;
const certificateProblem =
  /certificate|CERT_|self.signed|altname|unable to (verify|get)|wrong version number|ERR_(TLS|SSL)_|SSL routines|TLS connection/i;

/** The error to throw for what the client threw. */
export function toFailure(thrown: unknown, context: FailureContext): unknown {
  const failed = toPlainFailure(thrown, context);
  const { alias, request, call } = context;
  if (!(failed instanceof ElastodmError) || !documentWrites.has(request.api) || call === undefined)
    return failed;
  // An answer that is not the cluster's says nothing of what the cluster did.
  const open = call.mayBeApplied || failed.code === 'RESPONSE_UNEXPECTED';
  if (!open || call.trouble === 'aborted' || isRefusal(failed)) return failed;
  return outcomeUnknown(alias, request, troubles[call.trouble ?? 'other'], failed);
}

const troubles: Readonly<Record<Trouble, string>> = {
  aborted: 'it was aborted',
  broken: 'the connection broke',
  closed: 'the connection was closed',
  corrupt: 'the answer was damaged',
  other: "the answer is not the cluster's",
  status: 'a gateway answered in its place',
  timeout: 'the time was up',
  tls: 'a certificate was refused',
  'too-large': 'the answer was too large',
  unsent: 'no node could be reached any more',
};

// What was refused for good was not applied. Credentials that are refused say nothing of an attempt before, nor does a
// gateway that takes less than the one before.
function isRefusal(error: ElastodmError): boolean {
  const { status } = error.details as { readonly status?: number };
  if (status === undefined) return !/^(?:AUTH|CONNECTION_|INDEX_BLOCKED|RESPONSE_)/.test(error.code);
  return status >= 400 && status < 500 && ![403, 408, 413, 429].includes(status);
}

/** The error for a write that may have been applied or not. */
export function outcomeUnknown(
  alias: string,
  request: WireRequest,
  reason: string,
  cause: unknown,
): ElastodmError {
  const { api } = request;
  const index = indexOf(request);
  const { id } = request.params as { readonly id?: string };
  return failure(
    'WRITE_OUTCOME_UNKNOWN',
    { alias, api, ...(index === undefined ? {} : { index }), ...(id === undefined ? {} : { id }), reason },
    cause,
  );
}

function toPlainFailure(
  thrown: unknown,
  { alias, request, secrets, call, options, own }: FailureContext,
): unknown {
  if (thrown instanceof ElastodmError || !types.isNativeError(thrown)) return thrown;
  const hide = (text: string): string => hideSecrets(text, secrets);
  const { api } = request;
  if (call?.trouble === 'aborted' || options?.signal?.aborted === true)
    return failure('REQUEST_ABORTED', { alias, api }, options?.signal?.reason);
  const told = shorten(hide(messageOf(thrown)));
  const said = thrown instanceof errors.ResponseError ? toRefused(thrown, secrets, request) : undefined;
  const cause = redactedCause(thrown, told, said);
  const noted = call?.trouble;
  if (noted === 'closed') return failure('CONNECTION_CLOSED', { alias, api }, cause);
  if (noted === 'tls') return failure('CONNECTION_TLS', { alias, ...hostOf(call), reason: told }, cause);
  if (noted === 'timeout') return failure('CONNECTION_TIMEOUT', { alias, api }, cause);
  if (noted === 'corrupt')
    return failure('RESPONSE_CORRUPT', { alias, api, reason: damage(thrown, told) }, cause);
  if (noted === 'too-large')
    return failure('RESPONSE_TOO_LARGE', { alias, api, limit: own?.maxResponseSize ?? 0 }, cause);
  if (thrown instanceof errors.ResponseError && said !== undefined) {
    const { status } = said;
    if (status === 413) return refusal({ alias, request, ...tooLarge(said) }, cause);
    const foreign = foreignAnswer(status, thrown.meta.body, thrown.meta.headers);
    if (foreign !== undefined)
      return failure('RESPONSE_UNEXPECTED', { alias, api, status, reason: hide(foreign) }, cause);
    if (said.type === 'media_type_header_exception')
      return failure('CONNECTION_COMPATIBILITY', { alias, reason: said.reason }, cause);
    return refusal({ alias, request, ...said }, cause);
  }
  if (thrown instanceof errors.SerializationError && holdsBigint(request.params))
    return failure(
      'REQUEST_BIGINT',
      { alias, api, reason: 'its `client.Serializer` does not know how' },
      cause,
    );
  if (thrown instanceof errors.TimeoutError) return failure('CONNECTION_TIMEOUT', { alias, api }, cause);
  const reason = told;
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

function hostOf(call: Call | undefined): { host?: string } {
  return call?.host === undefined ? {} : { host: call.host };
}

function damage(thrown: Error, told: string): string {
  return thrown instanceof errors.DeserializationError ? told : 'it can not be read';
}

// A page of a proxy says nothing of the request, and is long.
function foreignAnswer(
  status: number,
  body: unknown,
  headers: Readonly<Record<string, unknown>> | null | undefined,
): string | undefined {
  if (status >= 300 && status < 400) return `it sends on to another address (${status})`;
  if (typeof body !== 'string' || body === '' || status === 401 || status === 403) return undefined;
  const given = headers?.['content-type'];
  const type = typeof given === 'string' ? given.split(';')[0] : 'text of no named type';
  return `it has status ${status} and is ${type}, ${body.length} characters long`;
}

// Whoever says so has not taken the request. Elasticsearch gives no body, and a proxy a page of its own.
function tooLarge(said: Refused): Refused {
  if (said.type !== 'unknown_error') return said;
  const reason = 'the request is larger than the server, or a proxy before it, takes';
  return { ...said, type: 'request_entity_too_large', reason };
}

interface Refused extends ServerError {
  readonly status: number;
}

interface Refusal extends Refused {
  readonly alias: string;
  readonly request: WireRequest;
}

function toRefused(
  { meta }: errors.ResponseError,
  secrets: readonly string[],
  request: WireRequest,
): Refused {
  const { statusCode: status = 0, body } = meta;
  const error = errorOf(body) ?? toReportedError(body);
  const { type, reason } = toShownError(error, secrets, () => sentValuesOf(request));
  return { status, type, reason: shorten(reason) + progressOf(body) };
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
  if (type === 'cluster_block_exception' && (status === 403 || status === 429) && documentWrites.has(api))
    return failure('INDEX_BLOCKED', { alias, reason, ...(index === undefined ? {} : { index }) }, cause);
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
function redactedCause(thrown: Error, told: string, refused: Refused | undefined): Error {
  const copy = Object.setPrototypeOf(new Error(), Object.getPrototypeOf(thrown) as object) as Error;
  const keep = (name: string, value: unknown): void => {
    Object.defineProperty(copy, name, { value, configurable: true, writable: true, enumerable: false });
  };
  const tell = (message: string): void => {
    keep('message', message);
    keep('stack', [`${thrown.name}: ${message}`, ...framesOf(thrown)].join('\n'));
  };
  keep('name', thrown.name);
  if (refused === undefined) {
    tell(told);
  } else {
    const { status, ...error } = refused;
    tell(`${error.type}: ${error.reason}`);
    keep('meta', { statusCode: status, body: { status, error } });
  }
  return copy;
}

function errorOf(body: unknown): unknown {
  return typeof body === 'object' && body !== null && 'error' in body ? body.error : undefined;
}
