// A definition and a text → the request that shows the tokens which the one makes of the other.
import { failure } from '../errors/failure.js';
import type { AnalysisDefinition, AnalysisKind } from '../metadata/analysis-options.js';
import type { WireApis, WireRequest } from '../types/wire-request.js';

/** What is tried out: a definition, or the name of an analyzer that the cluster or the index has. */
export type Analyzable = AnalysisDefinition | string;

export interface AnalyzeOptions {
  /**
   * An index that has the definition, which is then spoken of by its name. Needed for what `_analyze` doesn't take from
   * a request: Elasticsearch's own analyzers with other parameters, and filters that name filters of yours.
   */
  readonly index?: string;
}

type AnalyzeParams = WireApis['indices.analyze'][0];
type Parts = Pick<AnalyzeParams, 'analyzer' | 'normalizer' | 'tokenizer' | 'filter' | 'char_filter'>;
type Body = AnalysisDefinition['body'];

/** Sends: `POST /_analyze` with the definition, or `POST /{index}/_analyze` with its name. */
export function toAnalyzeRequest(
  definition: Analyzable,
  text: string,
  { index }: AnalyzeOptions,
): WireRequest<'indices.analyze'> {
  const parts = index === undefined ? inlineParts(definition) : namedParts(definition);
  return { api: 'indices.analyze', params: { ...(index === undefined ? {} : { index }), ...parts, text } };
}

// A filter alone works on what the standard tokenizer makes, a character filter on the text as a whole.
function namedParts(definition: Analyzable): Parts {
  if (typeof definition === 'string') return { analyzer: definition };
  const { kind, name } = definition;
  if (kind === 'filter') return { tokenizer: 'standard', filter: [name] };
  if (kind === 'char_filter') return { tokenizer: 'keyword', char_filter: [name] };
  return { [kind]: name };
}

function inlineParts(definition: Analyzable): Parts {
  if (typeof definition === 'string') return { analyzer: definition };
  const { kind, body } = definition;
  switch (kind) {
    case 'analyzer':
      return inlineAnalyzer(definition);
    case 'normalizer':
      return inlineNormalizer(definition);
    case 'tokenizer':
      return asParts({ tokenizer: body });
    case 'filter':
      return asParts({ tokenizer: 'standard', filter: [inlineFilter(definition)] });
    case 'char_filter':
      return asParts({ tokenizer: 'keyword', char_filter: [body] });
  }
}

function inlineAnalyzer(definition: AnalysisDefinition): Parts {
  const { type, ...parameters } = definition.body;
  if (type === 'custom') return customParts(definition);
  if (Object.keys(parameters).length === 0) return { analyzer: String(type) };
  if (type === 'standard') return standardParts(parameters);
  throw notInline(definition, `an analyzer of type '${String(type)}' with parameters`);
}

// What Elasticsearch's documentation says the analyzer is made of.
function standardParts({ max_token_length: length, stopwords, stopwords_path: path }: Body): Parts {
  const stop = { type: 'stop', ...optional('stopwords', stopwords), ...optional('stopwords_path', path) };
  return asParts({
    tokenizer: length === undefined ? 'standard' : { type: 'standard', max_token_length: length },
    filter: ['lowercase', ...(stopwords === undefined && path === undefined ? [] : [stop])],
  });
}

function customParts(definition: AnalysisDefinition): Parts {
  const { tokenizer, filter, char_filter: charFilter } = definition.body;
  return asParts({
    ...optional('char_filter', inlineNames(definition, 'char_filter', charFilter)),
    ...optional('tokenizer', inlineNames(definition, 'tokenizer', tokenizer)?.[0]),
    ...optional('filter', inlineNames(definition, 'filter', filter)),
  });
}

// Filters without a tokenizer are a normalizer; nothing at all would be the standard analyzer.
function inlineNormalizer(definition: AnalysisDefinition): Parts {
  if (definition.body['type'] === 'lowercase') return { filter: ['lowercase'] };
  const { filter = [], char_filter: charFilter = [] } = definition.body;
  const isEmpty = [filter, charFilter].flat().length === 0;
  return isEmpty ? { tokenizer: 'keyword' } : customParts(definition);
}

// The names that a definition says, with what those of them mean that it defined itself.
function inlineNames(
  { uses }: AnalysisDefinition,
  kind: AnalysisKind,
  names: unknown,
): readonly unknown[] | undefined {
  if (names === undefined) return undefined;
  return [names].flat().map((name) => {
    const used = uses.find((other) => other.kind === kind && other.name === name);
    return used === undefined ? name : inlineFilter(used);
  });
}

function inlineFilter(definition: AnalysisDefinition): Body {
  if (definition.uses.length === 0) return definition.body;
  throw notInline(definition, 'a filter that names filters of yours');
}

function notInline({ kind, name }: AnalysisDefinition, what: string): Error {
  return failure('ANALYSIS_NOT_INLINE', { kind, name, what });
}

// A definition's body is what the client's types of definitions allowed.
function asParts(parts: Readonly<Record<string, unknown>>): Parts {
  return parts;
}

function optional(name: string, value: unknown): Record<string, unknown> {
  return value === undefined ? {} : { [name]: value };
}
