// What the parts of an analyzer may be told: the client's own types, with a definition wherever a name may stand.
import type { estypes } from '@elastic/elasticsearch';

/** What can be defined, as `settings.analysis` calls it. */
export type AnalysisKind = 'analyzer' | 'tokenizer' | 'filter' | 'char_filter' | 'normalizer';

/** One definition of an analysis: a name, and what it stands for. Frozen. */
export interface AnalysisDefinition<TKind extends AnalysisKind = AnalysisKind> {
  readonly kind: TKind;
  /** The name by which fields and queries speak of it. */
  readonly name: string;
  /** What Elasticsearch is told: other definitions are named in it. */
  readonly body: Readonly<Record<string, unknown>>;
  /** The definitions that it names, in the order of its members. */
  readonly uses: readonly AnalysisDefinition[];
}

export type AnalyzerDefinition = AnalysisDefinition<'analyzer'>;
export type TokenizerDefinition = AnalysisDefinition<'tokenizer'>;
export type TokenFilterDefinition = AnalysisDefinition<'filter'>;
export type CharFilterDefinition = AnalysisDefinition<'char_filter'>;
export type NormalizerDefinition = AnalysisDefinition<'normalizer'>;

type OneOrSeveral<T> = T | readonly T[];

/** An analyzer that is put together: one tokenizer, and what comes before and after it. */
export interface CustomAnalyzerOptions extends Omit<
  estypes.AnalysisCustomAnalyzer,
  'type' | 'tokenizer' | 'filter' | 'char_filter'
> {
  readonly type?: 'custom';
  readonly tokenizer: string | TokenizerDefinition;
  readonly filter?: OneOrSeveral<string | TokenFilterDefinition>;
  readonly char_filter?: OneOrSeveral<string | CharFilterDefinition>;
}

/** A custom analyzer, or one of Elasticsearch's own with other parameters. */
export type AnalyzerOptions =
  CustomAnalyzerOptions | Exclude<estypes.AnalysisAnalyzer, estypes.AnalysisCustomAnalyzer>;

export type TokenizerOptions = estypes.AnalysisTokenizerDefinition;

export type CharFilterOptions = estypes.AnalysisCharFilterDefinition;

interface ConditionOptions extends Omit<estypes.AnalysisConditionTokenFilter, 'filter'> {
  readonly filter: readonly (string | TokenFilterDefinition)[];
}

interface MultiplexerOptions extends Omit<estypes.AnalysisMultiplexerTokenFilter, 'filters'> {
  readonly filters: readonly (string | TokenFilterDefinition)[];
}

type OfFilters = estypes.AnalysisConditionTokenFilter | estypes.AnalysisMultiplexerTokenFilter;

export type TokenFilterOptions =
  Exclude<estypes.AnalysisTokenFilterDefinition, OfFilters> | ConditionOptions | MultiplexerOptions;

/** A normalizer that is put together: what is done to a keyword as a whole. */
export interface CustomNormalizerOptions {
  readonly type?: 'custom';
  readonly filter?: OneOrSeveral<string | TokenFilterDefinition>;
  readonly char_filter?: OneOrSeveral<string | CharFilterDefinition>;
}

export type NormalizerOptions = CustomNormalizerOptions | estypes.AnalysisLowercaseNormalizer;

interface DefinableMembers {
  readonly analyzer: AnalyzerDefinition;
  readonly search_analyzer: AnalyzerDefinition;
  readonly search_quote_analyzer: AnalyzerDefinition;
  readonly normalizer: NormalizerDefinition;
}

/** The options of a field, where a definition may stand for the name of an analyzer or a normalizer. */
export type WithDefinitions<TOptions> = {
  [K in keyof TOptions]: K extends keyof DefinableMembers ? TOptions[K] | DefinableMembers[K] : TOptions[K];
};
