// One hit for each value of a field. Types only.
import type { FieldName } from './field-path.js';
import type { InnerHitsRequest } from './inner-hits.js';

/** The other hits of each group, under a name. */
export type GroupHits<T, TName extends string> = InnerHitsRequest<T> & { readonly name?: TName };

/** Keeps the best hit of each value of a field; `inner_hits` adds others of its group. */
export interface Collapse<T, TName extends string = string> {
  readonly field: FieldName<T>;
  readonly inner_hits?: GroupHits<T, TName> | readonly GroupHits<T, TName>[];
  readonly max_concurrent_group_searches?: number;
  readonly collapse?: { readonly field: FieldName<T> };
}
