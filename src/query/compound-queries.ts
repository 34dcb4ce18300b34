// Queries made of queries. Types only.
import type { Boosted, OneOrMore } from './by-field.js';
import type { FunctionScore } from './function-score.js';

/** The kinds of queries that hold others. */
export interface CompoundQueries<T, TQuery> {
  /** All of `must` and `filter`, none of `must_not`, and `should` as far as `minimum_should_match` says. */
  readonly bool?: Boosted & {
    readonly must?: OneOrMore<TQuery>;
    readonly should?: OneOrMore<TQuery>;
    /** As `must`, without a share in the score. */
    readonly filter?: OneOrMore<TQuery>;
    readonly must_not?: OneOrMore<TQuery>;
    readonly minimum_should_match?: string | number;
  };
  /** What is positive; what is also negative comes after the rest. */
  readonly boosting?: Boosted & {
    readonly positive: TQuery;
    readonly negative: TQuery;
    /** From 0 to 1: what the scores of negative hits are multiplied by. */
    readonly negative_boost: number;
  };
  readonly constant_score?: Boosted & { readonly filter: TQuery };
  /** The best of several scores, not their sum. */
  readonly dis_max?: Boosted & { readonly queries: readonly TQuery[]; readonly tie_breaker?: number };
  /** Scores changed by functions. */
  readonly function_score?: FunctionScore<T, TQuery>;
  readonly match_all?: Boosted;
  readonly match_none?: Boosted;
}
