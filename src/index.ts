// The public surface: named exports, nothing else.
export {
  AuthenticationError,
  AuthorizationError,
  BulkError,
  ClusterStartError,
  ConfigurationError,
  ConnectionFailedError,
  ConnectionNotFoundError,
  DocumentError,
  DocumentNotFoundError,
  ElastodmError,
  IndexDriftError,
  MetadataError,
  RequestError,
  VersionConflictError,
} from './errors/elastodm-error.js';
export type { BulkFailure } from './errors/elastodm-error.js';
export type { ErrorCode } from './errors/catalogue.js';
