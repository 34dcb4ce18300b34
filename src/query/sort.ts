// The order of hits. Types only.
import type { Query } from './query.js';
import type { NestedSortOf, SortOf } from './sort-of.js';

/** Which of the objects of a nested field are sorted by. */
export type NestedSort<T> = NestedSortOf<T, Query<T>>;

/** `'title.raw'`, or `{ 'title.raw': 'desc' }`, or `{ 'title.raw': { order: 'desc', missing: '_last' } }`. */
export type Sort<T> = SortOf<T, Query<T>>;
