// The documents of a result that are no hits of its own: of groups, of completions.
import type { SearchResult } from './search-result.js';

interface Holder {
  readonly hits: readonly { readonly document: unknown; readonly innerHits?: object | undefined }[];
}

/** The documents inside of hits, and of suggestions. */
export function documentsInside({ hits, suggest }: SearchResult<object>): readonly unknown[] {
  return [...inHits({ hits }), ...inSuggestions(suggest)];
}

function inHits({ hits }: Holder): readonly unknown[] {
  return hits.flatMap(({ innerHits = {} }) =>
    (Object.values(innerHits) as Holder[]).flatMap((group) => [
      ...group.hits.map(({ document }) => document),
      ...inHits(group),
    ]),
  );
}

type Entries = readonly { readonly options: readonly { readonly document?: unknown }[] }[];

function inSuggestions(suggest: unknown): readonly unknown[] {
  return (Object.values(suggest ?? {}) as Entries[]).flatMap((entries) =>
    entries.flatMap(({ options }) => options.map(({ document }) => document)),
  );
}
