// Suggestions: corrections of words and phrases, and completions. Types only.
import type { estypes } from '@elastic/elasticsearch';
import type { FieldName } from './field-path.js';

type On<T, TOptions> = Readonly<Omit<TOptions, 'field'>> & { readonly field: FieldName<T> };

/** One suggester: of words (`term`), of phrases, or of completions of what was typed so far. */
export interface Suggester<T> {
  /** What is corrected. */
  readonly text?: string;
  /** What is completed. */
  readonly prefix?: string;
  readonly regex?: string;
  readonly term?: On<T, estypes.SearchTermSuggester>;
  readonly phrase?: On<T, estypes.SearchPhraseSuggester>;
  readonly completion?: On<T, estypes.SearchCompletionSuggester>;
}

/** Suggesters by the name under which their results come back; `text` holds for all that have none. */
export interface Suggest<T> {
  readonly [name: string]: Suggester<T> | string;
}
