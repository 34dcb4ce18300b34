// The suggestions of an answer → those of the result: completions with their documents.
import type { AnswerHit, MakeDocument } from './to-hits.js';

type Option = Readonly<Record<string, unknown>>;
interface Entry {
  readonly text: string;
  readonly offset: number;
  readonly length: number;
  readonly options: Option | readonly Option[];
}

/** Corrections as they came; completions as `{ text, id, index, score, document, contexts }`. */
export function toSuggestions(
  suggest: object,
  make: MakeDocument,
  sees: (hit: AnswerHit) => boolean,
): Readonly<Record<string, unknown>> {
  const named = Object.entries(suggest) as [string, readonly Entry[]][];
  return Object.fromEntries(
    named.map(([name, entries]) => [name, entries.map((entry) => toEntry(entry, make, sees))]),
  );
}

function toEntry(
  { text, offset, length, options }: Entry,
  make: MakeDocument,
  sees: (hit: AnswerHit) => boolean,
): object {
  const list = Array.isArray(options) ? (options as readonly Option[]) : [options as Option];
  // Suggesters know no queries: what the class does not see is left out here.
  const seen = list.filter((option) => sees(option as unknown as AnswerHit));
  return { text, offset, length, options: seen.map((option) => toOption(option, make)) };
}

function toOption(option: Option, make: MakeDocument): object {
  if (option['_index'] === undefined) return option;
  const hit = option as unknown as AnswerHit & { readonly text: string; readonly contexts?: object };
  return {
    text: hit.text,
    id: hit._id ?? '',
    index: hit._index,
    score: hit._score ?? 0,
    document: make(hit),
    ...(hit.contexts === undefined ? {} : { contexts: hit.contexts }),
  };
}
