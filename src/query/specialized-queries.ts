// Queries by likeness, rank, rules and scripts. Types only.
import type { estypes } from '@elastic/elasticsearch';
import type { GeoPointValue } from '../types/geo.js';
import type { Boosted, OneOrMore, Script } from './by-field.js';
import type { DocumentChanges } from './document-changes.js';
import type { FieldName, FieldOf, ObjectPath } from './field-path.js';
import type { RawField } from './raw.js';
import type { GeoField } from './spatial-fields.js';

/** A document that others are like: one of an index, or one that is made up. */
export type LikeDocument<T> = Readonly<
  Omit<estypes.QueryDslLikeDocument, 'doc' | 'fields' | 'per_field_analyzer'>
> & {
  readonly doc?: DocumentChanges<T>;
  readonly fields?: readonly FieldName<T>[];
  readonly per_field_analyzer?: { readonly [F in FieldName<T>]?: string };
};

type Like<T> = OneOrMore<string | LikeDocument<T>>;

/** How a feature becomes a score: at most one, `saturation` by default. */
type RankFunction = Readonly<
  Pick<estypes.QueryDslRankFeatureQuery, 'linear' | 'log' | 'saturation' | 'sigmoid'>
>;

/** The kinds of queries of their own. */
export interface SpecializedQueries<T, TQuery> {
  /** Nearer is better: dates to a date, places to a place. The pivot, with its unit, is where half the score is left. */
  readonly distance_feature?: Boosted & { readonly pivot: string } & (
      | { readonly field: FieldOf<T, Date>; readonly origin: Date | string | number }
      | { readonly field: GeoField<T>; readonly origin: GeoPointValue }
    );
  /** Documents like texts or documents. */
  readonly more_like_this?: Readonly<
    Omit<estypes.QueryDslMoreLikeThisQuery, 'fields' | 'like' | 'stop_words' | 'unlike'>
  > & {
    readonly fields?: readonly FieldName<T>[];
    readonly like: Like<T>;
    readonly unlike?: Like<T>;
    readonly stop_words?: readonly string[];
  };
  /** Stored queries that match a document: one that is given, or one of an index. */
  readonly percolate?: Readonly<Omit<estypes.QueryDslPercolateQuery, 'document' | 'documents' | 'field'>> & {
    readonly field: ObjectPath<T> | RawField;
    readonly document?: DocumentChanges<T>;
    readonly documents?: readonly DocumentChanges<T>[];
  };
  /** Some documents first, the others as a query finds them. */
  readonly pinned?: Boosted & { readonly organic: TQuery } & (
      | { readonly ids: readonly string[]; readonly docs?: never }
      | { readonly docs: readonly Readonly<estypes.QueryDslPinnedDoc>[]; readonly ids?: never }
    );
  /** By a number that was made for ranking, such as a page rank. */
  readonly rank_feature?: Boosted & RankFunction & { readonly field: FieldOf<T, number> };
  /** Documents pinned or left out by the rules of the cluster. */
  readonly rule?: Boosted & {
    readonly organic: TQuery;
    readonly match_criteria: Readonly<Record<string, unknown>>;
    readonly ruleset_ids?: string | readonly string[];
    readonly ruleset_id?: string;
  };
  /** Documents for which a script says yes. */
  readonly script?: Boosted & { readonly script: Script };
  /** Scores by a script. */
  readonly script_score?: Boosted & {
    readonly query: TQuery;
    readonly script: Script;
    readonly min_score?: number;
  };
  /** A query as Base64 of its JSON. */
  readonly wrapper?: Boosted & { readonly query: string };
}
