// The query DSL as plain objects, with the fields and values of a class. Types only.
import type { CompoundQueries } from './compound-queries.js';
import type { FullTextQueries } from './full-text-queries.js';
import type { GeoQueries } from './geo-queries.js';
import type { JoiningQueries } from './joining-queries.js';
import type { RawQuery } from './raw.js';
import type { SpanQueries } from './span-queries.js';
import type { SpecializedQueries } from './specialized-queries.js';
import type { TermQueries } from './term-queries.js';
import type { VectorQueries } from './vector-queries.js';

/**
 * One query: an object with one member, the kind. Field names and values are those of the class. A plugin may add kinds
 * of its own to the interface.
 *
 * @example
 * ```ts
 * const query: Query<Film> = { bool: { must: { match: { title: 'space' } }, filter: { term: { color: true } } } };
 * ```
 * @see https://www.elastic.co/docs/reference/query-languages/querydsl
 */
export interface Query<T>
  extends
    RawQuery,
    CompoundQueries<T, Query<T>>,
    FullTextQueries<T>,
    TermQueries<T>,
    JoiningQueries<T, Query<T>>,
    GeoQueries<T>,
    SpanQueries<T>,
    VectorQueries<T, Query<T>>,
    SpecializedQueries<T, Query<T>> {}
