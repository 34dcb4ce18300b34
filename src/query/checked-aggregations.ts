// What the compiler can't see while it infers aggregations: members and options that do not exist. Types only.
import type { AggregationBodies, WithSubAggregations } from './aggregation.js';
import type { Query } from './query.js';

/**
 * Aggregations in which what a kind does not know is required to be a text that says so. Meant to be intersected with
 * the type that was inferred. Looks at the options of each kind, and at the fields of queries that are not combined.
 */
export type CheckedAggregations<T, TAggregations> = string extends keyof TAggregations
  ? unknown
  : { readonly [N in keyof TAggregations]: CheckedAggregation<T, TAggregations[N]> };

/** The same of one aggregation. */
export type CheckedAggregation<T, TAggregation> = {
  readonly [K in keyof TAggregation]: K extends 'aggs' | 'aggregations'
    ? CheckedAggregations<T, TAggregation[K]>
    : K extends 'filter'
      ? CheckedQuery<T, TAggregation[K]>
      : K extends 'filters' | 'adjacency_matrix'
        ? CheckedOptions<KeyOf<AggregationBodies<T>[K]>, TAggregation[K], K> &
            CheckedFilters<T, TAggregation[K]>
        : K extends keyof AggregationBodies<T>
          ? CheckedOptions<KeyOf<AggregationBodies<T>[K]>, TAggregation[K], K>
          : K extends keyof WithSubAggregations<T>
            ? unknown
            : `There is no aggregation '${K & string}'`;
};

type CheckedOptions<TKey, TBody, TPlace extends string> =
  Exclude<keyof TBody, TKey> extends never
    ? unknown
    : { readonly [O in Exclude<keyof TBody, TKey>]: `There is no '${O & string}' in '${TPlace}'` };

type CheckedFilters<T, TBody> = TBody extends { readonly filters: infer TFilters }
  ? { readonly filters: { readonly [N in keyof TFilters]: CheckedQuery<T, TFilters[N]> } }
  : unknown;

type CheckedQuery<T, TQuery> = [Query<T>] extends [TQuery]
  ? unknown
  : {
      readonly [K in keyof TQuery]: K extends keyof Query<T>
        ? TQuery[K] extends readonly unknown[]
          ? unknown
          : CheckedOptions<KeyOf<NonNullable<Query<T>[K]>>, TQuery[K], K & string>
        : `There is no query '${K & string}'`;
    };

// Of a union, what any of its members has; an object without members of its own takes anything.
type KeyOf<TKnown> = TKnown extends unknown
  ? [keyof TKnown] extends [never]
    ? PropertyKey
    : keyof TKnown
  : never;
