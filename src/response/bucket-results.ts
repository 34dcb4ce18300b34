// What aggregations give that sort documents into buckets; `TSub` are the results inside of each. Types only.
import type {
  CompositeKey,
  DateKey,
  MatrixKey,
  OtherKey,
  RangeKey,
  TermKey,
  TermKeyForms,
  TermsKey,
} from './bucket-keys.js';

/** The documents of one bucket, and what was asked of them. */
export type SingleBucket<TSub, TMore = unknown> = { readonly doc_count: number } & TMore & TSub;
export type Bucket<TSub, TKey, TMore = unknown> = {
  readonly key: TKey;
  readonly doc_count: number;
} & TMore &
  TSub;

type ListOf<TBucket> = { readonly buckets: readonly TBucket[] };
type ByName<TBucket, TKey extends string> = { readonly buckets: Readonly<Record<TKey, TBucket>> };

/** Buckets in a list, or by their names with `keyed: true`. */
type ListOrNamed<TBody, TListed, TNamed = TListed, TKey extends string = string> = TBody extends {
  readonly keyed: infer TKeyed;
}
  ? TKeyed extends true
    ? ByName<TNamed, TKey>
    : ListOf<TListed>
  : ListOf<TListed>;

export type Buckets<TSub, TKey, TMore = unknown> = ListOf<Bucket<TSub, TKey, TMore>>;

interface TermsCounts {
  readonly doc_count_error_upper_bound: number;
  readonly sum_other_doc_count: number;
}

interface TermError {
  /** With `show_term_doc_count_error`. */
  readonly doc_count_error_upper_bound?: number;
}

export type TermsResult<T, TBody, TSub> = TermsCounts &
  Buckets<TSub, TermKey<T, TBody>, TermKeyForms<T, TBody> & TermError>;

export type MultiTermsResult<T, TBody, TSub> = TermsCounts &
  Buckets<TSub, TermsKey<T, TBody>, { readonly key_as_string: string } & TermError>;

export type RareTermsResult<T, TBody, TSub> = Buckets<TSub, TermKey<T, TBody>, TermKeyForms<T, TBody>>;

interface Significance {
  readonly score: number;
  /** How many of the documents that they are held against have it. */
  readonly bg_count: number;
}

export type SignificantResult<TSub, TKey, TForms = unknown> = {
  readonly doc_count: number;
  readonly bg_count: number;
} & Buckets<TSub, TKey, Significance & TForms>;

export type DateHistogramResult<TBody, TSub> = ListOrNamed<TBody, Bucket<TSub, number, DateKey>>;
export type HistogramResult<TBody, TSub> = ListOrNamed<
  TBody,
  Bucket<TSub, number, { readonly key_as_string?: string }>
>;

interface Spread {
  readonly min: number;
  readonly max: number;
  readonly min_as_string?: string;
  readonly max_as_string?: string;
  readonly key_as_string?: string;
}
export type VariableWidthHistogramResult<TSub> = Buckets<TSub, number, Spread>;

interface Ends<TEnd> {
  readonly from?: TEnd;
  readonly to?: TEnd;
  readonly from_as_string?: string;
  readonly to_as_string?: string;
}

/** Named buckets do not repeat their name. */
export type RangeResult<TBody, TSub, TEnd = number> = ListOrNamed<
  TBody,
  Bucket<TSub, RangeKey<TBody>, Ends<TEnd>>,
  SingleBucket<TSub, Ends<TEnd>>,
  RangeKey<TBody>
>;

interface Network {
  readonly is_ipv6: boolean;
  readonly prefix_length: number;
  readonly netmask?: string;
}
export type IpPrefixResult<TBody, TSub> = ListOrNamed<
  TBody,
  Bucket<TSub, string, Network>,
  SingleBucket<TSub, Network>
>;

export type FiltersResult<TBody, TSub> = TBody extends { readonly filters: infer TFilters }
  ? TFilters extends readonly unknown[]
    ? ListOf<SingleBucket<TSub>>
    : TBody extends { readonly keyed: false }
      ? Buckets<TSub, keyof TFilters | OtherKey<TBody>>
      : { readonly buckets: { readonly [K in keyof TFilters | OtherKey<TBody>]: SingleBucket<TSub> } }
  : never;

export type AdjacencyMatrixResult<TBody, TSub> = Buckets<TSub, MatrixKey<TBody>>;

/** A page of a composite aggregation. */
export type CompositeResult<T, TBody, TSub> = TBody extends { readonly sources: infer TSources }
  ? {
      /** The key after which the next page begins; none where there is no bucket. */
      readonly after_key?: CompositeKey<T, TSources>;
    } & Buckets<TSub, CompositeKey<T, TSources>>
  : never;

export type ItemSetsResult<TBody, TSub> = Buckets<
  TSub,
  TBody extends { readonly fields: readonly { readonly field: infer F extends string }[] }
    ? { readonly [P in F]?: readonly string[] }
    : Readonly<Record<string, readonly string[]>>,
  { readonly support: number }
>;

export type TimeSeriesResult<TBody, TSub> = ListOrNamed<
  TBody,
  Bucket<TSub, Readonly<Record<string, unknown>>>
>;

export type CategorizeTextResult<TSub> = Buckets<
  TSub,
  string,
  { readonly regex: string; readonly max_matching_length: number }
>;
