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
  IndexBlockedError,
  IndexDriftError,
  IterationExpiredError,
  MetadataError,
  MultiSearchError,
  PartialResultError,
  RequestAbortedError,
  RequestError,
  TlsError,
  ValidationError,
  VersionConflictError,
  WriteOutcomeUnknownError,
} from './errors/elastodm-error.js';
export type { BulkFailure, BulkOutcome, BulkResult } from './errors/elastodm-error.js';
export type {
  BulkDelete,
  BulkOperation,
  BulkSave,
  BulkUpdate,
  BulkUpdateOptions,
  Many,
} from './repository/bulk/bulk-operation.js';
export type { BulkOptions, BulkProgress } from './repository/bulk/bulk-options.js';
export { BulkWriter } from './repository/bulk/bulk-writer.js';
export type { BulkWriterOptions, CloseWriterOptions } from './repository/bulk/bulk-writer.js';
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
  CloseReport,
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

export { esql } from './query/esql.js';
export type { EsqlFragment, EsqlParameter, EsqlValue } from './query/esql.js';
export type { EsqlOptions } from './request/to-esql-request.js';
export type { EsqlColumn, EsqlResult } from './response/to-esql-rows.js';
export { checkRequest } from './request/check-request.js';
export type { CheckedRequest } from './request/check-request.js';
export type { AllowedRequest, OutsideMember, OutsideQueryKind } from './request/allowed-request.js';
export { simpleQuery } from './request/simple-query.js';
export type { SearchOperator, SimpleQueryOptions } from './request/simple-query.js';
export { escapeQueryString, escapeRegexp, escapeWildcard } from './query/escape.js';
export type { OutsideAggregationKind } from './query/aggregation-shapes.js';
export type { QueryKind } from './query/query-shapes.js';
export type { SearchLimits, Wildcards } from './metadata/search-limits.js';
export { Repository } from './repository/repository.js';
export type { RepositorySource } from './repository/repository.js';
export type { DeleteOptions } from './repository/delete-documents.js';
export type { GetOptions, Missing as WhenMissing } from './repository/read-documents.js';
export type { SaveOptions } from './repository/save-documents.js';
export type { AnySubscriber, DocumentEvent, DocumentSubscriber } from './repository/subscriber.js';
export type { UpdateOptions, UpdateResult } from './repository/update-options.js';
export { script, storedScript } from './request/script.js';
export type { Script, ScriptOptions } from './request/script.js';
export type { ScopeOptions } from './request/scope.js';
export type { ByQueryOptions } from './request/by-query-parameters.js';
export type { ByQueryRequest } from './request/to-by-query-request.js';
export type { UpdateRequestOptions } from './request/to-update-request.js';
export type { ByQueryResult } from './response/to-by-query-result.js';
export type { DocumentChanges } from './query/document-changes.js';
export type { CallOptions, SendOptions } from './types/call-options.js';
export type { Logger } from './types/logger.js';
export { Search } from './repository/search.js';
export type { SearchOptions, SearchParams, SearchSort, SearchSource } from './repository/search.js';
export type { Iteration } from './repository/iteration.js';
export type { IterateOptions } from './request/iteration-plan.js';
export type { MultiSearchOptions, MultiSearchResults, SettledSearches } from './repository/multi-search.js';
export type { AnySearch } from './repository/search.js';
export type { DeleteByOptions } from './repository/search-target.js';
export { Q } from './request/q.js';
export { simulate } from './repository/simulate.js';
export type { SimulateOptions } from './repository/simulate.js';
export type { Analyzable, AnalyzeOptions } from './request/to-analyze-request.js';
export type { AnalyzedToken } from './response/to-tokens.js';
export type { AutocompleteOptions } from './request/to-autocomplete-request.js';
export type { AutocompleteHit } from './response/to-completions.js';
export type { ExplainOptions } from './repository/explain.js';
export type { ExplainRequest } from './request/to-explain-request.js';
export type { Explanation, ExplainResult } from './response/to-explanation.js';
export { FacetedSearch } from './repository/faceted-search.js';
export type { FacetedDefinition, FacetedRequest } from './request/to-faceted-request.js';
export type { FacetCount, FacetCounts, FacetedResult } from './response/to-facets.js';
export { dateHistogramFacet, histogramFacet, nestedFacet, rangeFacet, termsFacet } from './query/facets.js';
export type {
  CalendarInterval,
  DateHistogramFacet,
  DateHistogramFacetOptions,
  Facet,
  FacetChoice,
  FacetRange,
  Facets,
  FacetScalar,
  FacetSelection,
  FacetValueOf,
  HistogramFacet,
  HistogramFacetOptions,
  NestedFacet,
  RangeFacet,
  TermsFacet,
  TermsFacetOptions,
} from './query/facets.js';
export type { AddressOptions, RoutingOptions } from './request/to-document-requests.js';
export type { SaveRequestOptions, WriteOptions } from './request/write-options.js';
export type { SearchRequestOptions } from './request/to-search-request.js';
export type { Hits } from './response/hits.js';
export type {
  FoundDocument,
  FoundFields,
  FoundHighlight,
  FoundInnerHits,
  InnerHit,
  SearchHit,
} from './response/search-hit.js';
export type { IteratedDocument, IteratedHit, PlainHit } from './response/iterated.js';
export type { SearchResult, ShardCounts } from './response/search-result.js';
export type {
  CompletionOption,
  PhraseOption,
  SuggestResults,
  TermOption,
} from './response/suggest-result.js';

export type { Aggregation, AggregationBodies, Aggregations } from './query/aggregation.js';
export type { CheckedAggregations } from './query/checked-aggregations.js';
export type {
  AggregationAnswers,
  AggregationResults,
  CompositeBucket,
} from './response/aggregation-results.js';
export type { CompositeRequest } from './query/composite-request.js';
export type { CompositeBody, CompositeSource } from './query/composite-sources.js';
export type { FieldName, FieldOf, FieldPath, QueryValue, ValueAt } from './query/field-path.js';
export type { PlainDocument } from './query/plain-document.js';
export type { Query } from './query/query.js';
export type { InnerHitsRequest } from './query/inner-hits.js';
export type { PlainQueries, PlainQueryOptions, StepBody, StepOptions } from './query/step-query.js';
export { field, raw } from './query/raw.js';
export type { RawField } from './query/raw.js';
export {
  And,
  Between,
  Exists,
  GeoBoundingBox,
  GeoDistance,
  GeoPolygon,
  Gt,
  Gte,
  ILike,
  In,
  IsNull,
  LessThan,
  LessThanOrEqual,
  Like,
  Lt,
  Lte,
  Match,
  Missing,
  MoreThan,
  MoreThanOrEqual,
  Not,
  Or,
  Phrase,
  Prefix,
  Raw,
  Some,
} from './query/find-operators.js';
export type { MatchOptions } from './query/find-operators.js';
export type { FindOperator } from './query/find-operator.js';
export type {
  Direction,
  FieldOrder,
  FindOneOptions,
  FindOptions,
  FindOrder,
  FindSelect,
  FindSelectObject,
  SelectedDocument,
} from './query/find-options.js';
export type { Condition, FindValue, Operand, Where, WhereObject } from './query/where.js';
export type { Asked, AskedAnything, AskedFor, AskedOf } from './query/asked.js';
export type { Collapse, GroupHits } from './query/collapse.js';
export type { Highlight } from './query/highlight.js';
export type { Knn, NearestVectors } from './query/knn.js';
export type { Rescore } from './query/rescore.js';
export type { Retriever, WeightedRetriever } from './query/retriever.js';
export type { CountRequest, FieldRequest, SearchRequest, SearchRequestWith } from './query/search-request.js';
export type { Selected, SourceDocument, SourceFilter, SourcePath } from './query/selected.js';
export type { NestedSort, Sort } from './query/sort.js';
export type { Suggest, Suggester } from './query/suggest.js';

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
