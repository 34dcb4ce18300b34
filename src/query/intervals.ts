// The rules of `intervals`: which words, in which order, how far apart. Types only.
import type { Script } from './by-field.js';
import type { FieldName } from './field-path.js';
import type { estypes } from '@elastic/elasticsearch';

interface OtherField<T> {
  /** The words are looked for in this field instead. */
  readonly use_field?: FieldName<T>;
}

/** What is around, beside or inside of what a rule finds. Exactly one member. */
export interface IntervalsFilter<T> {
  readonly after?: IntervalsRule<T>;
  readonly before?: IntervalsRule<T>;
  readonly contained_by?: IntervalsRule<T>;
  readonly containing?: IntervalsRule<T>;
  readonly not_contained_by?: IntervalsRule<T>;
  readonly not_containing?: IntervalsRule<T>;
  readonly not_overlapping?: IntervalsRule<T>;
  readonly overlapping?: IntervalsRule<T>;
  readonly script?: Script;
}

interface Filtered<T> {
  readonly filter?: IntervalsFilter<T>;
}

/** One rule. Exactly one member. */
export interface IntervalsRule<T> {
  readonly all_of?: Filtered<T> & {
    readonly intervals: readonly IntervalsRule<T>[];
    readonly max_gaps?: number;
    readonly ordered?: boolean;
  };
  readonly any_of?: Filtered<T> & { readonly intervals: readonly IntervalsRule<T>[] };
  readonly fuzzy?: Readonly<Omit<estypes.QueryDslIntervalsFuzzy, 'use_field'>> & OtherField<T>;
  readonly match?: Readonly<Omit<estypes.QueryDslIntervalsMatch, 'filter' | 'use_field'>> &
    Filtered<T> &
    OtherField<T>;
  readonly prefix?: Readonly<Omit<estypes.QueryDslIntervalsPrefix, 'use_field'>> & OtherField<T>;
  readonly range?: Readonly<Omit<estypes.QueryDslIntervalsRange, 'use_field'>> & OtherField<T>;
  readonly regexp?: Readonly<Omit<estypes.QueryDslIntervalsRegexp, 'use_field'>> & OtherField<T>;
  readonly wildcard?: Readonly<Omit<estypes.QueryDslIntervalsWildcard, 'use_field'>> & OtherField<T>;
}
