// Makes the error of a catalogue entry: the one way in which the layers make errors.
import type { ErrorCode, ErrorDetails } from './catalogue.js';
import {
  AuthenticationError,
  AuthorizationError,
  ClusterStartError,
  ConfigurationError,
  ConnectionClosedError,
  ConnectionFailedError,
  ConnectionNotFoundError,
  DocumentError,
  DocumentNotFoundError,
  HookError,
  IndexBlockedError,
  IndexDriftError,
  IterationExpiredError,
  MetadataError,
  PartialResultError,
  RequestAbortedError,
  RequestError,
  TlsError,
  ValidationError,
  VersionConflictError,
  WriteOutcomeUnknownError,
} from './elastodm-error.js';
import type { ElastodmError } from './elastodm-error.js';

type ErrorClass = new (code: never, details: never, cause?: unknown) => ElastodmError;

// The first prefix that fits decides.
const classes: readonly (readonly [prefix: string, errorClass: ErrorClass])[] = [
  ['METADATA_', MetadataError],
  ['CONNECTION_OPTION_', ConfigurationError],
  ['CONNECTION_FILE', ConfigurationError],
  ['CONNECTION_NOT_FOUND', ConnectionNotFoundError],
  ['CONNECTION_TLS', TlsError],
  ['CONNECTION_CLOSED', ConnectionClosedError],
  ['CONNECTION_', ConnectionFailedError],
  ['CONFIG_FILE', ConfigurationError],
  ['REQUEST_ABORTED', RequestAbortedError],
  ['WRITE_OUTCOME_UNKNOWN', WriteOutcomeUnknownError],
  ['DOCUMENT_NOT_REGISTERED', ConfigurationError],
  ['DATA_SOURCE_OPTION_', ConfigurationError],
  ['REPOSITORY_WITHOUT', ConfigurationError],
  ['NEST_', ConfigurationError],
  ['DOCUMENT_NOT_FOUND', DocumentNotFoundError],
  ['DOCUMENT_NONE_FOUND', DocumentNotFoundError],
  ['DOCUMENT_VALIDATION', ValidationError],
  ['DOCUMENT_', DocumentError],
  ['HOOK_FAILED', HookError],
  ['CLUSTER_OPTION_', ConfigurationError],
  ['CLUSTER_', ClusterStartError],
  ['AUTHENTICATION_', AuthenticationError],
  ['AUTHORIZATION_', AuthorizationError],
  ['VERSION_CONFLICT', VersionConflictError],
  ['INDEX_BLOCKED', IndexBlockedError],
  ['INDEX_DRIFT', IndexDriftError],
  ['PARTIAL_RESULT', PartialResultError],
  ['ITERATION_EXPIRED', IterationExpiredError],
  ['', RequestError],
];

/** The error of this code, of the class that users catch. Throw what it returns. */
export function failure<TCode extends ErrorCode>(
  code: TCode,
  details: ErrorDetails<TCode>,
  cause?: unknown,
): ElastodmError<TCode> {
  const [, errorClass] = classes.find(([prefix]) => code.startsWith(prefix)) as (typeof classes)[number];
  const error = new errorClass(code as never, details as never, cause);
  // The stack starts where the failure was found, not here.
  Error.captureStackTrace(error, failure);
  return error as unknown as ElastodmError<TCode>;
}
