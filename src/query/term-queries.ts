// Queries by exact values. Types only.
import type { estypes } from '@elastic/elasticsearch';
import type { AnyValue, Beside, Boosted, Script, TextByField, ValueByField, ValueOf } from './by-field.js';
import type { FieldName, FieldOf } from './field-path.js';
import type { RangeOf } from './range.js';
import type { Raw } from './raw.js';

/** How `fuzzy` compares. */
export type FuzzyOptions = Readonly<Omit<estypes.QueryDslFuzzyQuery, 'value'>>;
/** How `prefix` compares. */
export type PrefixOptions = Readonly<Omit<estypes.QueryDslPrefixQuery, 'value'>>;
/** How `regexp` compares. */
export type RegexpOptions = Readonly<Omit<estypes.QueryDslRegexpQuery, 'value'>>;
/** How `term` compares. */
export type TermOptions = Readonly<Omit<estypes.QueryDslTermQuery, 'value'>>;
/** How `wildcard` compares. */
export type WildcardOptions = Readonly<Omit<estypes.QueryDslWildcardQuery, 'value' | 'wildcard'>>;

interface Value {
  readonly value: AnyValue;
}

/** The values that a field of another document has. */
export type TermsLookup = Readonly<estypes.QueryDslTermsLookup>;

/** The kinds of queries by exact values. */
export interface TermQueries<T> {
  readonly exists?: Boosted & { readonly field: FieldName<T> };
  readonly fuzzy?: TextByField<T, FuzzyOptions & Value>;
  readonly ids?: Boosted & { readonly values: string | readonly string[] };
  readonly prefix?: TextByField<T, PrefixOptions & Value>;
  /** Numbers, dates, text and ranges between two ends, each of which may be open. */
  readonly range?: { readonly [F in FieldName<T>]?: RangeOf<T, F> | Raw };
  readonly regexp?: TextByField<T, RegexpOptions & Value>;
  readonly term?: ValueByField<T, TermOptions>;
  /** Any of several values, or of those that another document has. */
  readonly terms?: Beside<
    Boosted,
    { readonly [F in FieldName<T>]?: readonly ValueOf<T, F>[] | TermsLookup | Raw }
  >;
  /** At least so many of the values. */
  readonly terms_set?: {
    readonly [F in FieldName<T>]?:
      | (Boosted & {
          readonly terms: readonly ValueOf<T, F>[];
          readonly minimum_should_match?: number | string;
          readonly minimum_should_match_field?: FieldOf<T, number>;
          readonly minimum_should_match_script?: Script;
        })
      | Raw;
  };
  /** Elasticsearch removed it in version 8: an index has one type. */
  readonly type?: Boosted & { readonly value: string };
  readonly wildcard?: TextByField<T, WildcardOptions & (Value | { readonly wildcard: AnyValue })>;
}
