// The hits inside of a hit, whatever a query is: queries hold inner hits, and inner hits hold queries. Types only.
import type { estypes } from '@elastic/elasticsearch';
import type { FieldName } from './field-path.js';
import type { HighlightOf } from './highlight-of.js';
import type { SourceFilter } from './selected.js';
import type { SortOf } from './sort-of.js';

type ValueField<T> =
  | FieldName<T>
  | `${string}*${string}`
  | { readonly field: FieldName<T>; readonly format?: string; readonly include_unmapped?: boolean };

type PassedOn = Pick<
  estypes.SearchInnerHits,
  | 'explain'
  | 'from'
  | 'ignore_unmapped'
  | 'name'
  | 'script_fields'
  | 'seq_no_primary_term'
  | 'size'
  | 'track_scores'
  | 'version'
>;

/** Which hits inside of a hit come back, and what of them. Fields have their whole names: `'comments.author'`. */
export interface InnerHitsOf<T, TQuery> extends Readonly<PassedOn> {
  /** Not one name alone: Elasticsearch takes `['comments.at']` here, and refuses `'comments.at'`. */
  readonly sort?: Exclude<SortOf<T, TQuery>, string> | readonly SortOf<T, TQuery>[];
  readonly _source?: SourceFilter<T>;
  readonly highlight?: HighlightOf<T, TQuery>;
  readonly fields?: readonly ValueField<T>[];
  readonly docvalue_fields?: readonly ValueField<T>[];
  readonly stored_fields?: FieldName<T> | readonly FieldName<T>[];
  /** Groups the hits of a group once more. */
  readonly collapse?: { readonly field: FieldName<T> };
}
