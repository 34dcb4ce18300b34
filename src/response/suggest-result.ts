// What suggesters give. Types only.

interface Suggested<TOption> {
  /** The piece of the text that is meant. */
  readonly text: string;
  readonly offset: number;
  readonly length: number;
  readonly options: readonly TOption[];
}

export interface TermOption {
  readonly text: string;
  readonly score: number;
  /** How often the word is there. */
  readonly freq: number;
}

export interface PhraseOption {
  readonly text: string;
  readonly score: number;
  readonly highlighted?: string;
  /** Whether a document matches, where the request asked for it. */
  readonly collate_match?: boolean;
}

/** A completion, with the document that it is of. */
export interface CompletionOption<TDocument> {
  readonly text: string;
  readonly id: string;
  readonly index: string;
  readonly score: number;
  readonly document: TDocument;
  readonly contexts?: Readonly<Record<string, readonly string[]>>;
}

type OptionOf<TDocument, TSuggester> = TSuggester extends { readonly completion: unknown }
  ? CompletionOption<TDocument>
  : TSuggester extends { readonly phrase: unknown }
    ? PhraseOption
    : TSuggester extends { readonly term: unknown }
      ? TermOption
      : unknown;

/** The results of suggesters by their names: one entry for each piece of the text. */
export type SuggestResults<TDocument, TSuggest> = {
  readonly [N in keyof TSuggest as TSuggest[N] extends string ? never : N]: readonly Suggested<
    OptionOf<TDocument, TSuggest[N]>
  >[];
};
