// What `top_hits` gives: hits with instances. Types only.
import type { Hits } from './hits.js';
import type { SearchHit } from './search-hit.js';

interface AskedOf<TSource> {
  readonly source: TSource;
  readonly highlight: Readonly<Record<string, true>>;
  readonly fields: Readonly<Record<string, readonly unknown[]>>;
}

type TopHit<T, TBody, TObject> = TBody extends { readonly _source: infer TSource }
  ? // Fields are named from the class on, whatever the hits are.
    [T] extends [TObject]
    ? SearchHit<TObject, AskedOf<TSource>>
    : SearchHit<Partial<TObject>>
  : SearchHit<TObject>;

/** Hits: of the class, or of nested objects where they are what is counted. */
export type TopHitsResult<T, TBody, TObject> = Hits<TopHit<T, TBody, TObject>>;
