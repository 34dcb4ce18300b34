// Queries by analyzed text. Types only.
import type { estypes } from '@elastic/elasticsearch';
import type { AnyValue, Boosted, OptionsByField, TextByField, WeightedField } from './by-field.js';
import type { FieldName } from './field-path.js';
import type { IntervalsRule } from './intervals.js';

/** How `match` compares. */
export type MatchOptions = Readonly<Omit<estypes.QueryDslMatchQuery, 'query'>>;
/** How `match_bool_prefix` compares. */
export type MatchBoolPrefixOptions = Readonly<Omit<estypes.QueryDslMatchBoolPrefixQuery, 'query'>>;
/** How `match_phrase` compares. */
export type MatchPhraseOptions = Readonly<Omit<estypes.QueryDslMatchPhraseQuery, 'query'>>;
/** How `match_phrase_prefix` compares. */
export type MatchPhrasePrefixOptions = Readonly<Omit<estypes.QueryDslMatchPhrasePrefixQuery, 'query'>>;

interface Text {
  readonly query: AnyValue;
}

interface WeightedFields<T> {
  /** Default: all fields that the mapping lets be searched. */
  readonly fields?: WeightedField<T> | readonly WeightedField<T>[];
}

/** The kinds of queries by analyzed text. */
export interface FullTextQueries<T> {
  /** Each word in any of the fields, as if they were one. */
  readonly combined_fields?: Readonly<Omit<estypes.QueryDslCombinedFieldsQuery, 'fields'>> & {
    readonly fields: readonly WeightedField<T>[];
  };
  /** Elasticsearch removed it in version 8: use `match`. */
  readonly common?: TextByField<T, Readonly<Omit<estypes.QueryDslCommonTermsQuery, 'query'>> & Text>;
  /** Words by their order and distance. */
  readonly intervals?: OptionsByField<FieldName<T>, Boosted & IntervalsRule<T>>;
  readonly match?: TextByField<T, MatchOptions & Text>;
  /** Words, the last of which may be a beginning. */
  readonly match_bool_prefix?: TextByField<T, MatchBoolPrefixOptions & Text>;
  readonly match_phrase?: TextByField<T, MatchPhraseOptions & Text>;
  /** A phrase, the last word of which may be a beginning. */
  readonly match_phrase_prefix?: TextByField<T, MatchPhrasePrefixOptions & Text>;
  readonly multi_match?: Readonly<Omit<estypes.QueryDslMultiMatchQuery, 'fields' | 'query'>> &
    Text &
    WeightedFields<T>;
  /** A small language with field names in it: it fails on wrong syntax. Not for what people type. */
  readonly query_string?: Readonly<Omit<estypes.QueryDslQueryStringQuery, 'default_field' | 'fields'>> & {
    readonly default_field?: FieldName<T> | `${string}*${string}`;
    readonly fields?: readonly WeightedField<T>[];
  };
  /** A small language that never fails, for what people type. */
  readonly simple_query_string?: Readonly<Omit<estypes.QueryDslSimpleQueryStringQuery, 'fields'>> & {
    readonly fields?: readonly WeightedField<T>[];
  };
}
