// What the compiler can't see while it infers aggregations: members and options that do not exist. Types only.
import type { AggregationBodies, WithSubAggregations } from './aggregation.js';
import type { FieldName } from './field-path.js';
import type { Query } from './query.js';
import type { PlainQueries } from './step-query.js';

/**
 * Aggregations in which what a kind does not know is required to be a text that says so. Meant to be intersected with
 * the type that was inferred. Looks at the options of each kind, and at the fields of queries that are not combined.
 */
export type CheckedAggregations<T, TAggregations> = string extends keyof TAggregations
  ? unknown
  : { readonly [N in keyof TAggregations]: CheckedAggregation<T, TAggregations[N]> };

/** The same of one aggregation. */
export type CheckedAggregation<T, TAggregation> = {
  readonly [K in keyof TAggregation]: K extends keyof OptionNames
    ? [keyof TAggregation[K]] extends [OptionNames[K]]
      ? K extends keyof QueriesInside<T, TAggregation[K]>
        ? QueriesInside<T, TAggregation[K]>[K]
        : unknown
      : Unknown<OptionNames[K], TAggregation[K], K>
    : K extends 'aggs' | 'aggregations'
      ? CheckedAggregations<T, TAggregation[K]>
      : K extends keyof WithSubAggregations<T>
        ? unknown
        : `There is no aggregation '${K & string}'`;
};

// The options of each kind have the same names for every class.
type OptionNames = {
  [K in keyof AggregationBodies<object>]: K extends 'filter'
    ? PropertyKey
    : KeyOf<AggregationBodies<object>[K]>;
};

interface QueriesInside<T, TBody> {
  filter: CheckedQuery<T, TBody>;
  filters: CheckedFilters<T, TBody>;
  adjacency_matrix: CheckedFilters<T, TBody>;
}

type Unknown<TKey, TBody, TPlace extends string> = {
  readonly [O in Exclude<keyof TBody, TKey>]: `There is no '${O & string}' in '${TPlace}'`;
};

type CheckedFilters<T, TBody> = TBody extends { readonly filters: infer TFilters }
  ? { readonly filters: { readonly [N in keyof TFilters]: CheckedQuery<T, TFilters[N]> } }
  : unknown;

type CheckedQuery<T, TQuery> = [Query<T>] extends [TQuery]
  ? unknown
  : {
      readonly [K in keyof TQuery]: K extends keyof Query<T>
        ? K extends ByField
          ? [keyof TQuery[K]] extends [FieldName<T> | 'boost' | '_name']
            ? unknown
            : Unknown<FieldName<T> | 'boost' | '_name', TQuery[K], K>
          : unknown
        : `There is no query '${K & string}'`;
    };

type ByField = keyof PlainQueries<unknown> | 'range';

// Of a union, what any of its members has; an object without members of its own takes anything.
type KeyOf<TKnown> = TKnown extends unknown
  ? [keyof TKnown] extends [never]
    ? PropertyKey
    : keyof TKnown
  : never;
