// One hit of a search, with an instance of the class; its type follows from what was asked for. Types only.
import type { AskedAnything, AskedFor } from '../query/asked.js';
import type { FieldName, ObjectPath, ValueAt } from '../query/field-path.js';
import type { RawField } from '../query/raw.js';
import type { SourceDocument } from '../query/selected.js';
import type { Hits } from './hits.js';

type AnyFields = Readonly<Record<string, readonly unknown[]>>;

/** The document of a hit: the whole, or the part that was asked for. */
export type FoundDocument<TDocument, TAsked> = SourceDocument<
  TDocument,
  AskedFor<TAsked, 'source', undefined>
>;

/** The fragments of the fields that were asked for. */
export type FoundHighlight<TDocument, TAsked> =
  AskedFor<TAsked, 'highlight', Readonly<Record<FieldName<TDocument>, true>>> extends infer TFields
    ? [TFields] extends [undefined]
      ? undefined
      : [keyof TFields] extends [never]
        ? undefined
        : { readonly [F in keyof TFields]?: readonly string[] }
    : never;

type FieldValue<TValue> = TValue extends Date
  ? string
  : TValue extends string | number | boolean
    ? TValue
    : unknown;

/** The values of the fields that were asked for beside the documents. */
export type FoundFields<TDocument, TAsked> =
  AskedFor<TAsked, 'fields', AnyFields> extends infer TFields
    ? [TFields] extends [undefined]
      ? undefined
      : [keyof TFields] extends [never]
        ? undefined
        : [TFields] extends [AnyFields]
          ? TFields
          : { readonly [F in keyof TFields]?: readonly FieldValue<ValueAt<TDocument, F & string>>[] }
    : never;

/** A hit inside of a hit: an object of a nested field, a document of a group. */
export interface InnerHit<TDocument> {
  readonly document: TDocument;
  /** The id of the document that holds it, or its own. */
  readonly id: string;
  readonly index: string;
  readonly score: number | null;
  /** Its place in the list of a nested field. */
  readonly offset?: number;
  readonly highlight?: Readonly<Record<string, readonly string[]>>;
  readonly fields?: AnyFields;
  readonly sort?: readonly unknown[];
  readonly innerHits?: Readonly<Record<string, Hits<InnerHit<object>>>>;
}

/** Inner hits by their names: the path of a nested field where it has none of its own, and those of groups. */
export type FoundInnerHits<TDocument, TAsked> = {
  readonly [P in ObjectPath<TDocument>]?: Hits<InnerHit<ValueAt<TDocument, P>>>;
} & {
  readonly [G in keyof AskedFor<TAsked, 'groups', unknown>]: Hits<InnerHit<TDocument>>;
} & { readonly [N in RawField]?: Hits<InnerHit<object>> };

/** One hit. */
export interface SearchHit<TDocument, TAsked = AskedAnything> {
  /** An instance of the class; of the parts that were asked for, where the search did; undefined with `_source: false`. */
  readonly document: FoundDocument<TDocument, TAsked>;
  readonly id: string;
  /** The concrete index that holds it. */
  readonly index: string;
  /** The relevance, or null where the search sorts by something else. */
  readonly score: number | null;
  /** The fragments that match, by field, where the search asked for them. */
  readonly highlight?: FoundHighlight<TDocument, TAsked>;
  /** The values of `fields`, `docvalue_fields` and `script_fields`, where the search asked for them. */
  readonly fields?: FoundFields<TDocument, TAsked>;
  /** What matched inside, and the others of its group, where the search asked for them. */
  readonly innerHits?: FoundInnerHits<TDocument, TAsked>;
  /** The values it was sorted by, where the search sorts: what `search_after` takes. */
  readonly sort?: readonly unknown[];
  readonly version?: number;
  readonly seqNo?: number;
  readonly primaryTerm?: number;
  readonly routing?: string;
  /** Why it scored as it did, where the search asked for it. */
  readonly explanation?: unknown;
  /** The names of the queries (`_name`) that it matched. */
  readonly matchedQueries?: readonly string[];
  /** The scores of those queries, where the search asked for them. */
  readonly matchedScores?: Readonly<Record<string, number>>;
  /** Its place in a search with `rank`. */
  readonly rank?: number;
}
