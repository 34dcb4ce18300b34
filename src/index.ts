// The public surface: named exports, nothing else.
import 'reflect-metadata';

export {
  AuthenticationError,
  AuthorizationError,
  BulkError,
  ClusterStartError,
  ConfigurationError,
  ConnectionClosedError,
  ConnectionFailedError,
  ConnectionNotFoundError,
  DocumentError,
  DocumentNotFoundError,
  ElastodmError,
  HookError,
  IndexDriftError,
  MetadataError,
  RequestAbortedError,
  RequestError,
  TlsError,
  ValidationError,
  VersionConflictError,
  WriteOutcomeUnknownError,
} from './errors/elastodm-error.js';
export type { BulkFailure } from './errors/elastodm-error.js';
export type { DocumentVersion, ErrorCode } from './errors/catalogue.js';

export { Document } from './decorators/document.js';
export type { DocumentDecorator } from './decorators/document.js';
export { Field } from './decorators/field.js';
export type { FieldDecorator } from './decorators/field-decorator.js';
export type { FieldOptions, ItemOf, MultiFields, ValueChecks } from './decorators/field-options.js';
export {
  AfterDelete,
  AfterLoad,
  AfterSave,
  AfterUpdate,
  BeforeDelete,
  BeforeSave,
  BeforeUpdate,
} from './decorators/hooks.js';
export type { HookDecorator } from './decorators/hooks.js';
export { Id } from './decorators/id.js';
export { CreatedAt, DeletedAt, Discriminator, UpdatedAt } from './decorators/life-fields.js';
export { Routing, Version } from './decorators/version.js';
export type { VersionOptions } from './decorators/version.js';
export * from './decorators/leaf-fields.js';
export { Nested, ObjectField, Passthrough } from './decorators/object-fields.js';
export { defineDocument } from './decorators/define-document.js';
export type { DefinedHooks, DefineOptions } from './decorators/define-document.js';
export { defineObject } from './decorators/define-object.js';
export type { DefinedClass, InferDocument } from './decorators/define-object.js';
export { f } from './decorators/define-fields.js';
export type { AnyField, FieldBuilder, Fields, PropertiesOf } from './decorators/field-builder-types.js';
export { analyzer, charFilter, normalizer, tokenFilter, tokenizer } from './metadata/analysis.js';

export { DataSource } from './data-source.js';
export type { DataSourceOptions } from './data-source.js';
export type { Synchronize } from './lifecycle/synchronize-index.js';
export { ConnectionManager } from './connection/connection-manager.js';
export type {
  CloseOptions,
  ConnectionManagerOptions,
  ConnectionSource,
} from './connection/connection-manager.js';
export type { ConnectionHealth, HealthOptions, NodeHealth } from './connection/check-health.js';
export type { ClientOptions, ConnectionOptions } from './connection/options/connection-options.js';
export { connectionOptionsFromEnv } from './connection/options/connection-options-from-env.js';
export {
  addConnection,
  configure,
  connections,
  createConnection,
  getConnection,
  removeConnection,
} from './connection/connections.js';

export { Repository } from './repository/repository.js';
export type { DeleteOptions } from './repository/delete-documents.js';
export type { GetOptions, Missing } from './repository/read-documents.js';
export type { SaveOptions } from './repository/save-documents.js';
export type { AnySubscriber, DocumentEvent, DocumentSubscriber } from './repository/subscriber.js';
export type { UpdateOptions, UpdateResult } from './repository/update-options.js';
export { script, storedScript } from './request/script.js';
export type { Script, ScriptOptions } from './request/script.js';
export type { ScopeOptions } from './request/scope.js';
export type { ByQueryOptions, ByQueryRequest } from './request/to-by-query-request.js';
export type { UpdateRequestOptions } from './request/to-update-request.js';
export type { ByQueryResult } from './response/to-by-query-result.js';
export type { DocumentChanges } from './query/document-changes.js';
export type { CallOptions, SendOptions } from './types/call-options.js';
export type { Logger } from './types/logger.js';
export { Search } from './repository/search.js';
export type {
  PlainDocument,
  SearchOptions,
  SearchParams,
  SearchSort,
  SearchSource,
} from './repository/search.js';
export { simulate } from './repository/simulate.js';
export type { SimulateOptions } from './repository/simulate.js';
export type { Analyzable, AnalyzeOptions } from './request/to-analyze-request.js';
export type { AnalyzedToken } from './response/to-tokens.js';
export type { AddressOptions, RoutingOptions } from './request/to-document-requests.js';
export type { SaveRequestOptions, WriteOptions } from './request/write-options.js';
export type { SearchHit, SearchResult, ShardCounts } from './response/search-result.js';

export type {
  Aggregation,
  AggregationAnswers,
  AggregationBodies,
  AggregationResults,
  Aggregations,
} from './query/aggregation.js';
export type { FieldName, FieldOf, FieldPath, QueryValue, ValueAt } from './query/field-path.js';
export type { Query } from './query/query.js';
export { field, raw } from './query/raw.js';
export type { Raw, RawField } from './query/raw.js';
export type {
  CountRequest,
  Highlight,
  SearchRequest,
  SearchRequestWith,
  Sort,
} from './query/search-request.js';

export type {
  ConnectionAlias,
  DocumentOptions,
  Dynamic,
  Hydration,
  IndexFunctionOptions,
  RefreshPolicy,
  SingleIndexOptions,
} from './metadata/document-options.js';
export type {
  DiscriminatorMetadata,
  DocumentMetadata,
  FieldMetadata,
  IndexFunction,
  ObjectMetadata,
  Timestamps,
  VersionProperty,
} from './metadata/document-metadata.js';
export type {
  AnalysisDefinition,
  AnalysisKind,
  AnalyzerDefinition,
  AnalyzerOptions,
  CharFilterDefinition,
  CharFilterOptions,
  CustomAnalyzerOptions,
  CustomNormalizerOptions,
  NormalizerDefinition,
  NormalizerOptions,
  TokenFilterDefinition,
  TokenFilterOptions,
  TokenizerDefinition,
  TokenizerOptions,
} from './metadata/analysis-options.js';
export type { FieldBehavior, ValueTransform } from './metadata/field-behavior.js';
export type { HookName, Hooks } from './metadata/hooks.js';
export type {
  AggregateMetricValue,
  CompletionValue,
  FieldType,
  HistogramValue,
  JoinValue,
  PropertyOf,
  Range,
} from './metadata/field-types.js';
export type { AbstractClass, Class } from './types/class.js';
export type { GeoJsonShape, GeoPointValue, PointValue, ShapeValue } from './types/geo.js';
export type { MultiField, OneOrMany } from './types/multi-field.js';
