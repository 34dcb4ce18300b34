// Analysis as code: definitions that fields use as values. Building the metadata puts them into the index settings.
import { frozenCopy, isPlainObject } from '../util/frozen-copy.js';
import type {
  AnalysisDefinition,
  AnalysisKind,
  AnalyzerDefinition,
  AnalyzerOptions,
  CharFilterDefinition,
  CharFilterOptions,
  NormalizerDefinition,
  NormalizerOptions,
  TokenFilterDefinition,
  TokenFilterOptions,
  TokenizerDefinition,
  TokenizerOptions,
} from './analysis-options.js';

// A symbol of the global registry: the ESM and the CommonJS copy of the package know each other's definitions.
const mark = Symbol.for('elastodm.analysis');

/** Whether a value was made by {@link analyzer} or one of its kin, in whichever copy of the package. */
export function isAnalysisDefinition(value: unknown): value is AnalysisDefinition {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, mark);
}

/** A copy of `value` in which each definition is its name; `found` is told of each, in order. */
export function withNames(
  value: unknown,
  found: (definition: AnalysisDefinition, member: string) => void,
  member = '',
): unknown {
  if (isAnalysisDefinition(value)) {
    found(value, member);
    return value.name;
  }
  if (Array.isArray(value)) return value.map((item: unknown) => withNames(item, found, member));
  if (typeof value !== 'object' || value === null || !isPlainObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withNames(item, found, key)]));
}

function define<TKind extends AnalysisKind>(
  kind: TKind,
  name: string,
  options: object,
): AnalysisDefinition<TKind> {
  const uses: AnalysisDefinition[] = [];
  const named = withNames(options, (definition) => uses.push(definition)) as Readonly<
    Record<string, unknown>
  >;
  const definition = { kind, name, body: frozenCopy(named), uses: Object.freeze(uses) };
  return Object.freeze(Object.defineProperty(definition, mark, { value: true }));
}

/**
 * An analyzer: what makes terms of a text. Fields that use it bring it, and all that it is made of, into the settings
 * of their index. `type: 'custom'` is filled in where a tokenizer is given.
 *
 * Sends, when the index is created: `settings.analysis.analyzer.{name}`.
 *
 * @param name The name in the index. No `_` at its start, and no `.`.
 *
 * @example
 * ```ts
 * const titles = analyzer('titles', { tokenizer: 'standard', filter: ['lowercase', 'asciifolding'] });
 * const plain = analyzer('plain', { type: 'standard', stopwords: ['the', 'a'] });
 *
 * @Text({ analyzer: titles, search_analyzer: 'standard' }) title!: string;
 * ```
 * @throws MetadataError METADATA_ANALYSIS from `DataSource.initialize()` when a name means two different things.
 * @see https://www.elastic.co/docs/reference/text-analysis/analyzer-reference
 */
export function analyzer(name: string, options: AnalyzerOptions): AnalyzerDefinition {
  const isCustom = 'tokenizer' in options && (options as { readonly type?: string }).type === undefined;
  return define('analyzer', name, isCustom ? { ...options, type: 'custom' } : options);
}

/**
 * A tokenizer: what cuts a text into tokens.
 *
 * Sends, when the index is created: `settings.analysis.tokenizer.{name}`.
 *
 * @example
 * ```ts
 * const paths = tokenizer('paths', { type: 'path_hierarchy', delimiter: '/' });
 * const folders = analyzer('folders', { tokenizer: paths });
 * ```
 * @see https://www.elastic.co/docs/reference/text-analysis/tokenizer-reference
 */
export function tokenizer(name: string, options: TokenizerOptions): TokenizerDefinition {
  return define('tokenizer', name, options);
}

/**
 * A token filter: what changes, removes or adds tokens.
 *
 * Sends, when the index is created: `settings.analysis.filter.{name}`.
 *
 * @example
 * ```ts
 * const beginnings = tokenFilter('beginnings', { type: 'edge_ngram', min_gram: 2, max_gram: 10 });
 * ```
 * @see https://www.elastic.co/docs/reference/text-analysis/token-filter-reference
 */
export function tokenFilter(name: string, options: TokenFilterOptions): TokenFilterDefinition {
  return define('filter', name, options);
}

/**
 * A character filter: what changes a text before it is cut into tokens.
 *
 * Sends, when the index is created: `settings.analysis.char_filter.{name}`.
 *
 * @example
 * ```ts
 * const ampersand = charFilter('ampersand', { type: 'mapping', mappings: ['& => and'] });
 * ```
 * @see https://www.elastic.co/docs/reference/text-analysis/character-filter-reference
 */
export function charFilter(name: string, options: CharFilterOptions): CharFilterDefinition {
  return define('char_filter', name, options);
}

/**
 * A normalizer: what is done to a keyword as a whole, so that equal values that are written differently are found alike.
 *
 * Sends, when the index is created: `settings.analysis.normalizer.{name}`.
 *
 * @example
 * ```ts
 * @Keyword({ normalizer: normalizer('folded', { filter: ['lowercase'] }) }) code!: string;
 * ```
 * @see https://www.elastic.co/docs/reference/text-analysis/normalizers
 */
export function normalizer(name: string, options: NormalizerOptions): NormalizerDefinition {
  return define('normalizer', name, options.type === undefined ? { ...options, type: 'custom' } : options);
}
