// What somebody has typed so far → the search for what begins with it, by the type of the field.
import { failure } from '../errors/failure.js';
import type { DocumentMetadata } from '../metadata/document-metadata.js';
import { findField } from '../metadata/find-field.js';
import type { FoundField } from '../metadata/find-field.js';
import type { Query } from '../query/query.js';
import type { SearchRequest } from '../query/search-request.js';
import { isScoped } from './scope.js';
import type { ScopeOptions } from './scope.js';

type CompletionContext =
  | string
  | number
  | boolean
  | { readonly lat: number; readonly lon: number }
  | { readonly context: unknown; readonly boost?: number; readonly [option: string]: unknown };

/** How a text is completed. */
export interface AutocompleteOptions<T> {
  /** How many completions there are at most. Default: 10. */
  readonly size?: number;
  /** Whether a text with a typing error is completed too. A `keyword` field has no way to do so. */
  readonly fuzzy?: boolean;
  /** Whether the same text is given once, with one of its documents. */
  readonly skipDuplicates?: boolean;
  /** What must hold. Not for a `completion` field. Never from a user. */
  readonly filter?: Query<T>;
  /** Categories and places of a `completion` field that was indexed with some. Never from a user, but for text. */
  readonly contexts?: Readonly<Record<string, CompletionContext | readonly CompletionContext[]>>;
}

/** A search for completions, and what is needed to read its answer. */
export interface Autocomplete {
  readonly field: FoundField;
  readonly text: string;
  readonly size: number;
  readonly skipDuplicates: boolean;
  readonly request: SearchRequest<unknown>;
  /** Where some of what comes may be left out: how many were asked for, and the search for more. */
  readonly more?: { readonly asked: number; readonly next: () => Autocomplete };
}

type Json = Readonly<Record<string, unknown>>;

export const defaultCompletions = 10;
const longest = 256;
const mostSuggested = 1000;

/**
 * The search; undefined for a text without a letter, which anything begins with. Throws a RequestError: AUTOCOMPLETE_FIELD
 * for a field or an option that does not fit, QUERY_OBJECT_VALUE for what is no text, QUERY_LIMIT for a long one.
 */
export function toAutocomplete<T>(
  metadata: DocumentMetadata,
  name: string,
  text: string,
  options: AutocompleteOptions<T> & ScopeOptions,
): Autocomplete | undefined {
  const { className } = metadata;
  checkText(className, text);
  const { size = defaultCompletions, skipDuplicates = false, filter, contexts } = options;
  const refuse = (reason: string): Error => failure('AUTOCOMPLETE_FIELD', { className, field: name, reason });
  const field = findField(metadata, name);
  if (field === undefined) throw refuse('the class does not have it');
  const isCompletion = field.type === 'completion';
  if (isCompletion && filter !== undefined)
    throw refuse('a completion field takes `contexts`, and no `filter`');
  if (!isCompletion && contexts !== undefined) throw refuse('only a completion field takes `contexts`');
  const query = isCompletion ? undefined : toBeginning(field, name, text, options);
  if (!isCompletion && query === undefined) throw refuse(`its type is '${field.type}'`);
  if (options.fuzzy === true && query !== undefined && 'prefix' in query)
    throw refuse(`\`fuzzy\` is nothing that a field of type '${field.type}' knows`);
  if (text.trim() === '') return undefined;
  const asked = { field, text, size, skipDuplicates };
  if (query !== undefined) return { ...asked, request: { size, query: toQuery(field, query, filter) } };
  if (!isScoped(metadata, options)) return { ...asked, request: toSuggest(name, text, { ...options, size }) };
  // The suggester can't leave out what the class does not see. More are asked for, and the same text more than once.
  const ofSize = (suggested: number): Autocomplete => ({
    ...asked,
    request: toSuggest(name, text, { ...options, size: suggested, skipDuplicates: false }),
    ...(suggested < mostSuggested
      ? { more: { asked: suggested, next: () => ofSize(Math.min(suggested * 2, mostSuggested)) } }
      : {}),
  });
  return ofSize(size * 2);
}

function checkText(className: string, text: unknown): void {
  if (typeof text !== 'string') throw failure('QUERY_OBJECT_VALUE', { className, path: 'text' });
  if (text.length <= longest) return;
  const reason = `it has ${text.length} characters, and ${longest} is the most`;
  throw failure('QUERY_LIMIT', { className, path: 'text', limit: 'maxLength', reason });
}

function toSuggest<T>(
  field: string,
  prefix: string,
  { size, fuzzy = false, skipDuplicates = false, contexts }: AutocompleteOptions<T>,
): Json {
  const completion = {
    field,
    size,
    ...(skipDuplicates ? { skip_duplicates: true } : {}),
    ...(fuzzy ? { fuzzy: { fuzziness: 'AUTO' } } : {}),
    ...(contexts === undefined ? {} : { contexts }),
  };
  return { size: 0, suggest: { completions: { prefix, completion } } };
}

function toBeginning<T>(
  { type, options }: FoundField,
  name: string,
  text: string,
  { fuzzy = false }: AutocompleteOptions<T>,
): Json | undefined {
  const fuzziness = fuzzy ? { fuzziness: 'AUTO' } : {};
  switch (type) {
    case 'search_as_you_type': {
      const longestShingle = Number(options['max_shingle_size'] ?? 3);
      const shingles = Array.from({ length: longestShingle - 1 }, (_, n) => `${name}._${n + 2}gram`);
      const fields = [name, ...shingles];
      return { multi_match: { query: text, type: 'bool_prefix', operator: 'and', ...fuzziness, fields } };
    }
    case 'text':
    case 'match_only_text':
      return fuzzy
        ? { match_bool_prefix: { [name]: { query: text, operator: 'and', ...fuzziness } } }
        : { match_phrase_prefix: { [name]: { query: text } } };
    case 'keyword':
    case 'wildcard':
      return { prefix: { [name]: { value: text, case_insensitive: true } } };
    default:
      return undefined;
  }
}

function toQuery({ nested }: FoundField, beginning: Json, filter: object | undefined): Json {
  const query = nested === undefined ? beginning : { nested: { path: nested, query: beginning } };
  return filter === undefined ? query : { bool: { must: [query], filter: [filter] } };
}
