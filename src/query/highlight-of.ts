// Which fields show where they match, whatever a query is. Types only.
import type { estypes } from '@elastic/elasticsearch';
import type { FieldName } from './field-path.js';

type FieldOptions<T, TQuery> = Readonly<
  Omit<estypes.SearchHighlightField, 'highlight_query' | 'matched_fields'>
> & {
  readonly highlight_query?: TQuery;
  readonly matched_fields?: FieldName<T> | readonly FieldName<T>[];
};

/** Fields to highlight, and how; in a list where their order counts. */
export interface HighlightOf<T, TQuery, TField extends FieldName<T> = FieldName<T>> extends Readonly<
  Omit<estypes.SearchHighlight, 'fields' | 'highlight_query'>
> {
  readonly fields:
    | { readonly [F in TField]?: FieldOptions<T, TQuery> }
    | readonly { readonly [F in TField]?: FieldOptions<T, TQuery> }[];
  readonly highlight_query?: TQuery;
}
