// What an iteration gives, as it follows from what it is told. Types only.
import type { SelectedDocument } from '../query/find-options.js';
import type { PlainDocument } from '../query/plain-document.js';
import type { Hits } from './hits.js';
import type { InnerHit, SearchHit } from './search-hit.js';

/** A hit whose document is a plain object: its `_source`, as it is stored. */
export interface PlainHit<TDocument, TAsked> extends Omit<
  SearchHit<TDocument, TAsked>,
  'document' | 'innerHits'
> {
  /** Empty where no `_source` was asked for. */
  readonly document: PlainDocument;
  readonly innerHits?: Readonly<Record<string, Hits<InnerHit<PlainDocument>>>>;
}

/** A hit of an iteration; with `hydrate: false`, a plain one. */
export type IteratedHit<TDocument, TAsked, THydrate extends boolean> = THydrate extends false
  ? PlainHit<TDocument, TAsked>
  : SearchHit<TDocument, TAsked>;

/** A document of an iteration; with `hydrate: false`, a plain one. */
export type IteratedDocument<TDocument, TSelect, THydrate extends boolean> = THydrate extends false
  ? PlainDocument
  : SelectedDocument<TDocument, TSelect>;
