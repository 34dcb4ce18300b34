// What a search may ask: Elasticsearch's search body, with the fields of a class. Types only.
import type { estypes } from '@elastic/elasticsearch';
import type { Aggregations } from './aggregation.js';
import type { Collapse } from './collapse.js';
import type { FieldName, FieldOf } from './field-path.js';
import type { Highlight } from './highlight.js';
import type { Knn } from './knn.js';
import type { Query } from './query.js';
import type { Rescore } from './rescore.js';
import type { Retriever } from './retriever.js';
import type { SourceFilter } from './selected.js';
import type { Sort } from './sort.js';
import type { Suggest } from './suggest.js';
import type { Where } from './where.js';

/** Members of Elasticsearch's request that the library passes on as they are. */
type PassedOn = Pick<
  estypes.SearchRequest,
  | 'allow_no_indices'
  | 'allow_partial_search_results'
  | 'batched_reduce_size'
  | 'ccs_minimize_roundtrips'
  | 'expand_wildcards'
  | 'explain'
  | 'ext'
  | 'force_synthetic_source'
  | 'from'
  | 'ignore_unavailable'
  | 'include_named_queries_score'
  | 'indices_boost'
  | 'max_concurrent_shard_requests'
  | 'min_score'
  | 'pit'
  | 'pre_filter_shard_size'
  | 'preference'
  | 'profile'
  | 'rank'
  | 'request_cache'
  | 'routing'
  | 'runtime_mappings'
  | 'search_type'
  | 'size'
  | 'stats'
  | 'terminate_after'
  | 'timeout'
  | 'track_scores'
  | 'track_total_hits'
>;

/** The members whose answers do not depend on what they say. */
interface PlainMembers<T> extends Readonly<PassedOn> {
  readonly query?: Query<T>;
  /** Narrows the hits, not the aggregations. */
  readonly post_filter?: Query<T>;
  readonly knn?: Knn<T> | readonly Knn<T>[];
  readonly retriever?: Retriever<T>;
  readonly rescore?: Rescore<T> | readonly Rescore<T>[];
  readonly sort?: Sort<T> | readonly Sort<T>[];
  /** The sort values of the last hit of the page before. */
  readonly search_after?: readonly unknown[];
  readonly slice?: { readonly id: number; readonly max: number; readonly field?: FieldOf<T, number> };
}

/** A field whose values come back beside the document, with a format for dates and points. */
export type FieldRequest<T> =
  | FieldName<T>
  | `${string}*`
  | {
      readonly field: FieldName<T> | `${string}*`;
      readonly format?: string;
      readonly include_unmapped?: boolean;
    };

/** The names of fields that come back beside the documents. */
export type RequestedField<TRequest> = TRequest extends string
  ? TRequest
  : TRequest extends { readonly field: infer TField extends string }
    ? TField
    : never;

/** The members that decide the type of the result, by what they say. */
interface TypedMembers<
  T,
  TAggregations,
  TSource,
  THighlight extends FieldName<T>,
  TFields,
  TDocValues,
  TScript extends string,
  TSuggest,
  TGroup extends string,
> {
  readonly aggs?: TAggregations;
  /** Which parts of the documents come back. Default: all. */
  readonly _source?: TSource;
  readonly highlight?: Highlight<T, THighlight>;
  /** Values as the mapping has them, in `hit.fields`: with formats, of multi-fields, of runtime fields. */
  readonly fields?: TFields;
  readonly docvalue_fields?: TDocValues;
  readonly script_fields?: {
    readonly [N in TScript]: { readonly script: estypes.Script | string; readonly ignore_failure?: boolean };
  };
  readonly suggest?: TSuggest;
  readonly collapse?: Collapse<T, TGroup>;
}

/** A search whose members decide the type of the result. */
export type SearchRequestWith<
  T,
  TAggregations,
  TSource,
  THighlight extends FieldName<T>,
  TFields,
  TDocValues,
  TScript extends string,
  TSuggest,
  TGroup extends string,
> = PlainMembers<T> &
  TypedMembers<T, TAggregations, TSource, THighlight, TFields, TDocValues, TScript, TSuggest, TGroup>;

/** A search in Elasticsearch's own words. */
export interface SearchRequest<T>
  extends
    PlainMembers<T>,
    TypedMembers<
      T,
      Aggregations<T> | undefined,
      SourceFilter<T> | undefined,
      FieldName<T>,
      readonly FieldRequest<T>[],
      readonly FieldRequest<T>[],
      string,
      Suggest<T> | undefined,
      string
    > {}

/** What is counted: the documents that match, or all. With both, `where` and `query` must hold. */
export interface CountRequest<T> {
  readonly query?: Query<T>;
  readonly where?: Where<T>;
  /** Stops each shard at so many documents. */
  readonly terminate_after?: number;
  readonly routing?: string;
}
