// What a search may ask: Elasticsearch's search body, with the fields of a class. Types only.
import type { estypes } from '@elastic/elasticsearch';
import type { Aggregations } from './aggregation.js';
import type { FieldName } from './field-path.js';
import type { Query } from './query.js';

type SortField<T> = FieldName<T> | '_score' | '_doc' | '_shard_doc';

interface SortOptions {
  readonly order?: 'asc' | 'desc';
  readonly missing?: string | number;
  readonly mode?: 'min' | 'max' | 'sum' | 'avg' | 'median';
  readonly nested?: object;
  readonly unmapped_type?: string;
  readonly format?: string;
}

/** `'title.raw'`, or `{ 'title.raw': 'desc' }`, or `{ 'title.raw': { order: 'desc', missing: '_last' } }`. */
export type Sort<T> =
  | SortField<T>
  | { readonly [F in SortField<T>]?: 'asc' | 'desc' | SortOptions }
  | { readonly _geo_distance: object }
  | { readonly _script: object };

/** Fields to highlight, and how. */
export interface Highlight<T> extends Readonly<Omit<estypes.SearchHighlight, 'fields' | 'highlight_query'>> {
  readonly fields: {
    readonly [F in FieldName<T>]?: Readonly<Omit<estypes.SearchHighlightField, 'highlight_query'>>;
  };
  readonly highlight_query?: Query<T>;
}

/** Members of Elasticsearch's request that the library passes on as they are. */
type PassedOn = Pick<
  estypes.SearchRequest,
  | 'allow_partial_search_results'
  | 'explain'
  | 'from'
  | 'min_score'
  | 'preference'
  | 'profile'
  | 'request_cache'
  | 'routing'
  | 'runtime_mappings'
  | 'search_after'
  | 'search_type'
  | 'size'
  | 'terminate_after'
  | 'timeout'
  | 'track_scores'
  | 'track_total_hits'
>;

/** A search in Elasticsearch's own words. */
export interface SearchRequest<T> extends Readonly<PassedOn> {
  readonly query?: Query<T>;
  readonly post_filter?: Query<T>;
  readonly sort?: Sort<T> | readonly Sort<T>[];
  readonly highlight?: Highlight<T>;
  readonly collapse?: {
    readonly field: FieldName<T>;
    readonly max_concurrent_group_searches?: number;
  };
}

/** A search with its aggregations, whose names and kinds decide the type of the result. */
export type SearchRequestWith<T, TAggregations extends Aggregations<T> | undefined> = SearchRequest<T> & {
  readonly aggs?: TAggregations;
};

/** What is counted: the documents that match, or all. */
export interface CountRequest<T> {
  readonly query?: Query<T>;
  readonly routing?: string;
}
