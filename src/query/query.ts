// The query DSL as plain objects, with the fields and values of a class. Types only.
import type { FieldName, QueryValue, ValueAt } from './field-path.js';
import type { RawQuery } from './raw.js';

interface Boosted {
  readonly boost?: number;
  readonly _name?: string;
}

/** Queries by text: a part of a value is no value of the field, even where its values are known. */
type TextByField<T, TOptions> = {
  readonly [F in FieldName<T>]?: string | QueryValue<ValueAt<T, F>> | TOptions;
};

/** `{ field: value }`, or `{ field: { value, …options } }`, both with the field's values. */
type ValueByField<T, TOptions> = {
  readonly [F in FieldName<T>]?:
    QueryValue<ValueAt<T, F>> | (Boosted & TOptions & { readonly value: QueryValue<ValueAt<T, F>> });
};

type OptionsByField<T, TOptions> = { readonly [F in FieldName<T>]?: TOptions };

/** Options whose member `K` is the value that is looked for. */
type Valued<K extends string> = Boosted & { readonly [P in K]: string | number | boolean | Date };

type FullText = Valued<'query'> & { readonly analyzer?: string; readonly zero_terms_query?: 'all' | 'none' };
type Fuzzy = {
  readonly fuzziness?: string | number;
  readonly max_expansions?: number;
  readonly prefix_length?: number;
};
type Match = FullText &
  Fuzzy & {
    readonly operator?: 'and' | 'or';
    readonly minimum_should_match?: string | number;
    readonly lenient?: boolean;
  };
type Cased = { readonly case_insensitive?: boolean };
type RangeEnds<TValue> = Boosted & {
  readonly gt?: QueryValue<TValue>;
  readonly gte?: QueryValue<TValue>;
  readonly lt?: QueryValue<TValue>;
  readonly lte?: QueryValue<TValue>;
  readonly format?: string;
  readonly time_zone?: string;
  readonly relation?: 'within' | 'contains' | 'intersects';
};

type Queries<T> = Query<T> | readonly Query<T>[];

/** A field with an optional weight: `'title^3'`. */
type WeightedField<T> = FieldName<T> | `${FieldName<T>}^${number}`;

/** One query. Field names and values are those of the class. */
export interface Query<T> extends RawQuery, UntypedQueries {
  readonly bool?: Boosted & {
    readonly must?: Queries<T>;
    readonly should?: Queries<T>;
    readonly filter?: Queries<T>;
    readonly must_not?: Queries<T>;
    readonly minimum_should_match?: string | number;
  };
  readonly boosting?: Boosted & {
    readonly positive: Query<T>;
    readonly negative: Query<T>;
    readonly negative_boost: number;
  };
  readonly constant_score?: Boosted & { readonly filter: Query<T> };
  readonly dis_max?: Boosted & { readonly queries: readonly Query<T>[]; readonly tie_breaker?: number };
  readonly exists?: Boosted & { readonly field: FieldName<T> };
  readonly fuzzy?: TextByField<T, Valued<'value'> & Fuzzy>;
  readonly ids?: Boosted & { readonly values: string | readonly string[] };
  readonly match?: TextByField<T, Match>;
  readonly match_all?: Boosted;
  readonly match_bool_prefix?: TextByField<T, Match>;
  readonly match_none?: Boosted;
  readonly match_phrase?: TextByField<T, FullText & { readonly slop?: number }>;
  readonly match_phrase_prefix?: TextByField<
    T,
    FullText & { readonly slop?: number; readonly max_expansions?: number }
  >;
  readonly multi_match?: Omit<Match, 'query'> & {
    readonly query: string;
    readonly fields?: readonly WeightedField<T>[];
    readonly type?:
      'best_fields' | 'most_fields' | 'cross_fields' | 'phrase' | 'phrase_prefix' | 'bool_prefix';
    readonly tie_breaker?: number;
    readonly slop?: number;
  };
  readonly nested?: Boosted & {
    readonly path: FieldName<T>;
    readonly query: Query<T>;
    readonly score_mode?: 'avg' | 'max' | 'min' | 'none' | 'sum';
    readonly ignore_unmapped?: boolean;
  };
  readonly prefix?: TextByField<T, Valued<'value'> & Cased>;
  readonly range?: { readonly [F in FieldName<T>]?: RangeEnds<ValueAt<T, F>> };
  readonly regexp?: TextByField<T, Valued<'value'> & Cased & { readonly flags?: string }>;
  readonly simple_query_string?: Boosted & {
    readonly query: string;
    readonly fields?: readonly WeightedField<T>[];
    readonly default_operator?: 'and' | 'or';
    readonly flags?: string;
    readonly minimum_should_match?: string | number;
    readonly analyzer?: string;
    readonly lenient?: boolean;
  };
  readonly term?: ValueByField<T, Cased>;
  readonly terms?: Boosted & { readonly [F in FieldName<T>]?: readonly QueryValue<ValueAt<T, F>>[] };
  readonly terms_set?: OptionsByField<T, object>;
  readonly wildcard?: TextByField<T, Valued<'value'> & Cased>;
}

/** The kinds whose insides are not typed by the class. */
type UntypedQueries = {
  readonly [
    K in
      | 'combined_fields'
      | 'distance_feature'
      | 'function_score'
      | 'geo_bounding_box'
      | 'geo_distance'
      | 'geo_grid'
      | 'geo_polygon'
      | 'geo_shape'
      | 'has_child'
      | 'has_parent'
      | 'intervals'
      | 'knn'
      | 'more_like_this'
      | 'parent_id'
      | 'percolate'
      | 'pinned'
      | 'query_string'
      | 'rank_feature'
      | 'rule'
      | 'script'
      | 'script_score'
      | 'semantic'
      | 'shape'
      | 'span_containing'
      | 'span_field_masking'
      | 'span_first'
      | 'span_multi'
      | 'span_near'
      | 'span_not'
      | 'span_or'
      | 'span_term'
      | 'span_within'
      | 'sparse_vector'
      | 'wrapper'
  ]?: object;
};
