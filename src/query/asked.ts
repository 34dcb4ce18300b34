// What a search asked for, by which its results are typed. Types only.

/** The members of a search that decide the type of its result. A search that asks for none of them has none. */
export interface Asked {
  /** The aggregations. */
  readonly aggs?: unknown;
  /** The parts of the documents. */
  readonly source?: unknown;
  /** The highlighted fields, as the names of members. */
  readonly highlight?: unknown;
  /** The fields that come back beside the documents, as the names of members. */
  readonly fields?: unknown;
  readonly suggest?: unknown;
  /** The groups of a collapsed search, as the names of members. */
  readonly groups?: unknown;
}

/** It is not known what a search asked for. */
export interface AskedAnything {
  readonly anything: true;
}

/** What `repository.search` was asked for. */
export interface AskedOf<
  TAggregations,
  TSource,
  THighlight extends string,
  TField extends string,
  TSuggest,
  TGroup extends string,
> {
  readonly aggs: TAggregations;
  readonly source: TSource;
  readonly highlight: Readonly<Record<THighlight, true>>;
  readonly fields: Readonly<Record<TField, true>>;
  readonly suggest: TSuggest;
  readonly groups: Readonly<Record<TGroup, true>>;
}

/** One member of what was asked for: `undefined` where it was not, `TUnknown` where that is not known. */
export type AskedFor<TAsked, TMember extends keyof Asked, TUnknown> = TAsked extends {
  readonly [K in TMember]: infer TValue;
}
  ? TValue
  : TAsked extends AskedAnything
    ? TUnknown
    : undefined;
