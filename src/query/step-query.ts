// Queries as steps write them: a field, a plain value, and options beside them. Types only.
import type { AnyValue, ValueOf } from './by-field.js';
import type { FieldName } from './field-path.js';
import type {
  MatchBoolPrefixOptions,
  MatchOptions,
  MatchPhraseOptions,
  MatchPhrasePrefixOptions,
} from './full-text-queries.js';
import type { Query } from './query.js';
import type { Raw } from './raw.js';
import type {
  FuzzyOptions,
  PrefixOptions,
  RegexpOptions,
  TermOptions,
  WildcardOptions,
} from './term-queries.js';

// Where the types don't know the value, it is one all the same, and no object.
type Plain<TValue> = unknown extends TValue ? AnyValue : TValue;

type Texts<T> = { readonly [F in FieldName<T>]?: string | Plain<ValueOf<T, F>> | Raw };
type Values<T> = { readonly [F in FieldName<T>]?: Plain<ValueOf<T, F>> | Raw };
type ValueLists<T> = { readonly [F in FieldName<T>]?: readonly Plain<ValueOf<T, F>>[] | Raw };

/** The kinds that are written by a field, each with plain values alone. A plugin may add its own. */
export interface PlainQueries<T> {
  fuzzy: Texts<T>;
  match: Texts<T>;
  match_bool_prefix: Texts<T>;
  match_phrase: Texts<T>;
  match_phrase_prefix: Texts<T>;
  prefix: Texts<T>;
  regexp: Texts<T>;
  term: Values<T>;
  terms: ValueLists<T>;
  wildcard: Texts<T>;
}

/** The options that these kinds have beside the value. */
export interface PlainQueryOptions {
  fuzzy: FuzzyOptions;
  match: MatchOptions;
  match_bool_prefix: MatchBoolPrefixOptions;
  match_phrase: MatchPhraseOptions;
  match_phrase_prefix: MatchPhrasePrefixOptions;
  prefix: PrefixOptions;
  regexp: RegexpOptions;
  term: TermOptions;
  terms: { readonly boost?: number; readonly _name?: string };
  wildcard: WildcardOptions;
}

/** What a step takes as the body of a kind: fields with plain values, or the whole body of kinds that have another form. */
export type StepBody<T, K extends keyof Query<T>> = K extends keyof PlainQueries<T>
  ? PlainQueries<T>[K]
  : NonNullable<Query<T>[K]>;

/** The options that a step takes beside the body; none for kinds whose body holds them. */
export type StepOptions<T, K extends keyof Query<T>> = K extends keyof PlainQueryOptions
  ? PlainQueryOptions[K] | undefined
  : never;
