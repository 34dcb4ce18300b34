import { describe, expect, test } from '@jest/globals';
import {
  Completion,
  DataSource,
  Document,
  Field,
  Keyword,
  ObjectField,
  SearchAsYouType,
  Text,
  TokenCount,
  analyzer,
  charFilter,
  normalizer,
  tokenFilter,
  tokenizer,
} from 'elastodm';
import type { AnalysisDefinition, AnalyzerDefinition, Class, DocumentMetadata } from 'elastodm';
import { toIndexBody } from '../../../src/mapping/to-index-body.js';
import { buildDocuments } from '../../../src/metadata/build-documents.js';
import { toAnalyzeRequest } from '../../../src/request/to-analyze-request.js';
import { toTokens } from '../../../src/response/to-tokens.js';
import { thrown } from '../../support/failing.js';

const metadataOf = (target: Class): DocumentMetadata =>
  new DataSource({ documents: [target] }).getMetadata(target);
const failureOf = (target: Class): unknown => thrown(() => metadataOf(target));

const edge = tokenFilter('edge', { type: 'edge_ngram', min_gram: 2, max_gram: 10 });
const ampersand = charFilter('ampersand', { type: 'mapping', mappings: ['& => and'] });
const words = tokenizer('words', { type: 'standard', max_token_length: 50 });
const titles = analyzer('titles', {
  tokenizer: words,
  filter: ['lowercase', edge],
  char_filter: [ampersand],
});
const folded = normalizer('folded', { filter: ['lowercase', 'asciifolding'] });

/** A class whose one field uses this analyzer. */
function using(definition: AnalyzerDefinition, settings: object = {}): Class {
  @Document({ index: 'articles', settings })
  class Article {
    @Text({ analyzer: definition }) title!: string;
  }
  return Article;
}

describe('a definition', () => {
  test('names the definitions that it is made of', () => {
    expect({ ...titles }).toEqual({
      kind: 'analyzer',
      name: 'titles',
      body: { tokenizer: 'words', filter: ['lowercase', 'edge'], char_filter: ['ampersand'], type: 'custom' },
      uses: [words, edge, ampersand],
    });
  });

  test('is frozen, and a copy of what it was told', () => {
    const mappings = ['a => b'];
    const filter = charFilter('letters', { type: 'mapping', mappings });
    mappings.push('c => d');
    expect(filter.body).toEqual({ type: 'mapping', mappings: ['a => b'] });
    for (const value of [filter, filter.body, filter.body['mappings'], filter.uses]) {
      expect(Object.isFrozen(value)).toBe(true);
    }
  });

  test('has the type that it is given, and `custom` where it is put together', () => {
    expect(analyzer('a', { type: 'standard', stopwords: ['the'] }).body['type']).toBe('standard');
    expect(analyzer('a', { type: 'custom', tokenizer: 'standard' }).body['type']).toBe('custom');
    expect(analyzer('a', { tokenizer: 'standard' }).body['type']).toBe('custom');
    expect(normalizer('a', { filter: ['lowercase'] }).body['type']).toBe('custom');
    expect(normalizer('a', { type: 'lowercase' }).body['type']).toBe('lowercase');
  });
});

describe('fields that use definitions', () => {
  test('name them; the settings have each once, in the order of first use', () => {
    class Author {
      @Keyword({ normalizer: folded }) name!: string;
    }
    @Document('articles')
    class Article {
      @Text({
        analyzer: titles,
        search_analyzer: 'standard',
        search_quote_analyzer: analyzer('quotes', { tokenizer: words }),
        fields: {
          exact: { type: 'keyword', normalizer: folded },
          words: { type: 'text', analyzer: titles },
        },
      })
      title!: string;
      @Completion({ analyzer: titles, search_analyzer: titles }) suggest?: string;
      @SearchAsYouType({ analyzer: titles }) typed?: string;
      @TokenCount({ analyzer: titles }) count?: string;
      @Field({ type: 'text', analyzer: titles }) named?: string;
      @ObjectField(() => Author) author?: Author;
    }
    const metadata = metadataOf(Article);
    expect(JSON.stringify(toIndexBody(metadata), null, 1)).toBe(
      JSON.stringify(
        {
          settings: {
            analysis: {
              analyzer: {
                titles: {
                  tokenizer: 'words',
                  filter: ['lowercase', 'edge'],
                  char_filter: ['ampersand'],
                  type: 'custom',
                },
                quotes: { tokenizer: 'words', type: 'custom' },
              },
              tokenizer: { words: { type: 'standard', max_token_length: 50 } },
              filter: { edge: { type: 'edge_ngram', min_gram: 2, max_gram: 10 } },
              char_filter: { ampersand: { type: 'mapping', mappings: ['& => and'] } },
              normalizer: { folded: { filter: ['lowercase', 'asciifolding'], type: 'custom' } },
            },
          },
          mappings: {
            dynamic: 'strict',
            properties: {
              title: {
                type: 'text',
                analyzer: 'titles',
                search_analyzer: 'standard',
                search_quote_analyzer: 'quotes',
                fields: {
                  exact: { type: 'keyword', normalizer: 'folded' },
                  words: { type: 'text', analyzer: 'titles' },
                },
              },
              suggest: { type: 'completion', analyzer: 'titles', search_analyzer: 'titles' },
              typed: { type: 'search_as_you_type', analyzer: 'titles' },
              count: { type: 'token_count', analyzer: 'titles' },
              named: { type: 'text', analyzer: 'titles' },
              author: { type: 'object', properties: { name: { type: 'keyword', normalizer: 'folded' } } },
            },
          },
        },
        null,
        1,
      ),
    );
    expect(Object.isFrozen((metadata.settings.analysis as Record<string, object>)['analyzer'])).toBe(true);
  });

  test('of filters that name filters', () => {
    const either = tokenFilter('either', { type: 'multiplexer', filters: ['lowercase', edge] });
    const long = tokenFilter('long', {
      type: 'condition',
      filter: [either],
      script: { source: 'token.getTerm().length() > 5' },
    });
    const { settings } = metadataOf(using(analyzer('a', { tokenizer: 'standard', filter: long })));
    expect(settings.analysis?.filter).toEqual({
      long: { type: 'condition', filter: ['either'], script: { source: 'token.getTerm().length() > 5' } },
      either: { type: 'multiplexer', filters: ['lowercase', 'edge'] },
      edge: { type: 'edge_ngram', min_gram: 2, max_gram: 10 },
    });
  });

  test('beside what the class’s own settings say', () => {
    const plain = analyzer('plain', { type: 'standard', max_token_length: 5 });
    const other = { type: 'custom', tokenizer: 'standard' };
    expect(
      metadataOf(using(plain, { number_of_shards: 1, analysis: { analyzer: { other } } })).settings,
    ).toEqual({
      number_of_shards: 1,
      analysis: { analyzer: { other, plain: { type: 'standard', max_token_length: 5 } } },
    });
    // The same definition, as Elasticsearch reads it.
    for (const settings of [
      { analysis: { analyzer: { plain: { max_token_length: '5', type: 'standard' } } } },
      { index: { analysis: { analyzer: { plain: { max_token_length: 5, type: 'standard' } } } } },
      { 'index.analysis.analyzer.plain.type': 'standard', 'analysis.analyzer.plain.max_token_length': 5 },
    ]) {
      expect(metadataOf(using(plain, settings)).settings).toEqual(settings);
    }
  });

  test('a class without definitions has its settings as they are', () => {
    expect(metadataOf(using('standard' as unknown as AnalyzerDefinition)).settings).toEqual({});
  });

  test('one of Elasticsearch’s own names may be defined anew', () => {
    const standard = analyzer('standard', { type: 'standard', stopwords: ['the'] });
    expect(metadataOf(using(standard)).settings.analysis).toEqual({
      analyzer: { standard: { type: 'standard', stopwords: ['the'] } },
    });
  });
});

describe('definitions that contradict each other', () => {
  const standard = analyzer('a', { type: 'standard' });
  const simple = analyzer('a', { type: 'simple' });

  test('equal ones are one', () => {
    @Document('articles')
    class Article {
      @Text({ analyzer: standard }) title!: string;
      @Text({ analyzer: analyzer('a', { type: 'standard' }) }) body!: string;
    }
    expect(metadataOf(Article).settings.analysis).toEqual({ analyzer: { a: { type: 'standard' } } });
  });

  test('in two fields', () => {
    class Comment {
      @Text({ analyzer: simple }) body!: string;
    }
    @Document('articles')
    class Article {
      @Text({ analyzer: standard }) title!: string;
      @ObjectField(() => Comment) comments!: Comment[];
    }
    expect(failureOf(Article)).toMatchObject({
      name: 'MetadataError',
      code: 'METADATA_ANALYSIS',
      details: {
        className: 'Comment',
        kind: 'analyzer',
        name: 'a',
        reason: 'Article.title and Comment.body use different definitions of that name',
      },
    });
  });

  test('in one field', () => {
    @Document('articles')
    class Article {
      @Text({ analyzer: standard, search_analyzer: simple }) title!: string;
    }
    expect(failureOf(Article)).toMatchObject({
      code: 'METADATA_ANALYSIS',
      details: { reason: 'Article.title uses two different definitions of that name' },
    });
  });

  test('within what they are made of', () => {
    const other = tokenFilter('edge', { type: 'edge_ngram', min_gram: 3, max_gram: 10 });
    @Document('articles')
    class Article {
      @Text({ analyzer: titles }) title!: string;
      @Text({ analyzer: analyzer('others', { tokenizer: 'standard', filter: other }) }) body!: string;
    }
    expect(failureOf(Article)).toMatchObject({
      code: 'METADATA_ANALYSIS',
      details: { className: 'Article', kind: 'token filter', name: 'edge' },
    });
  });

  test('a definition and the class’s own settings', () => {
    expect(failureOf(using(standard, { analysis: { analyzer: { a: { type: 'simple' } } } }))).toMatchObject({
      code: 'METADATA_ANALYSIS',
      details: {
        className: 'Article',
        kind: 'analyzer',
        name: 'a',
        reason: 'Article.title uses a definition that differs from the one in the `settings` of Article',
      },
    });
  });

  test('in two classes of one index', () => {
    @Document('articles')
    class News {
      @Text({ analyzer: simple }) headline!: string;
    }
    expect(thrown(() => buildDocuments([using(standard), News]))).toMatchObject({
      code: 'METADATA_ANALYSIS',
      details: {
        className: 'News',
        kind: 'analyzer',
        name: 'a',
        reason: "Article shares the index 'articles', and defines it differently",
      },
    });
    expect(() => buildDocuments([using(standard), using(analyzer('a', { type: 'standard' }))])).not.toThrow();
    @Document('articles')
    class Page {
      @Text({ analyzer: titles }) heading!: string;
    }
    expect(() => buildDocuments([using(standard), Page])).not.toThrow();
  });

  test('settings of two classes of one index', () => {
    const sharded = (shards: number): Class => using(standard, { number_of_shards: shards });
    expect(thrown(() => buildDocuments([sharded(1), sharded(2)]))).toMatchObject({
      code: 'METADATA_SHARED_INDEX',
      details: { index: 'articles', path: 'settings.number_of_shards', classNames: ['Article', 'Article'] },
    });
    const asText = using(standard, { index: { number_of_shards: '1' } });
    expect(() => buildDocuments([sharded(1), asText, using(standard)])).not.toThrow();
  });
});

describe('definitions that can’t be used', () => {
  test.each([
    ['', 'its name is blank'],
    [' ', 'its name is blank'],
    ['_own', "its name starts with '_'"],
    ['a.b', "its name contains '.'"],
    [undefined as unknown as string, 'its name is blank'],
  ])('the name %j', (name, reason) => {
    expect(failureOf(using(analyzer(name, { type: 'standard' })))).toMatchObject({
      code: 'METADATA_ANALYSIS',
      details: { className: 'Article', kind: 'analyzer', reason },
    });
    const filter = tokenFilter(name, { type: 'lowercase' });
    expect(failureOf(using(analyzer('a', { tokenizer: 'standard', filter })))).toMatchObject({
      code: 'METADATA_ANALYSIS',
      details: { className: 'Article', kind: 'token filter', reason },
    });
  });

  test('one of another kind', () => {
    expect(failureOf(using(edge as unknown as AnalyzerDefinition))).toMatchObject({
      code: 'METADATA_FIELD_OPTION',
      details: {
        className: 'Article',
        field: 'title',
        option: 'analyzer',
        reason: "the token filter 'edge' has no place there",
      },
    });
  });
});

describe('the request that tries a definition out', () => {
  const paramsOf = (definition: AnalysisDefinition | string, index?: string): unknown => {
    const request = toAnalyzeRequest(definition, 'Fish & Chips', index === undefined ? {} : { index });
    const { text, ...params } = request.params;
    expect({ api: request.api, text }).toEqual({ api: 'indices.analyze', text: 'Fish & Chips' });
    return params;
  };
  const inline = { type: 'edge_ngram', min_gram: 2, max_gram: 10 };
  const mapping = { type: 'mapping', mappings: ['& => and'] };
  const standard = (parameters: object): AnalysisDefinition =>
    analyzer('plain', { type: 'standard', ...parameters });

  test.each<[what: string, definition: AnalysisDefinition | string, params: object]>([
    [
      'a custom analyzer',
      titles,
      {
        char_filter: [mapping],
        tokenizer: { type: 'standard', max_token_length: 50 },
        filter: ['lowercase', inline],
      },
    ],
    [
      'one name',
      analyzer('a', { tokenizer: 'standard', filter: 'lowercase' }),
      { tokenizer: 'standard', filter: ['lowercase'] },
    ],
    ['an analyzer of Elasticsearch’s', analyzer('english', { type: 'english' }), { analyzer: 'english' }],
    ['the name of an analyzer', 'english', { analyzer: 'english' }],
    [
      'a standard analyzer with parameters',
      standard({ max_token_length: 5, stopwords: '_english_' }),
      {
        tokenizer: { type: 'standard', max_token_length: 5 },
        filter: ['lowercase', { type: 'stop', stopwords: '_english_' }],
      },
    ],
    [
      'one with a file',
      standard({ stopwords_path: 'stop.txt' }),
      { tokenizer: 'standard', filter: ['lowercase', { type: 'stop', stopwords_path: 'stop.txt' }] },
    ],
    [
      'one without stop words',
      standard({ max_token_length: 5 }),
      { tokenizer: { type: 'standard', max_token_length: 5 }, filter: ['lowercase'] },
    ],
    ['a tokenizer', words, { tokenizer: { type: 'standard', max_token_length: 50 } }],
    ['a token filter', edge, { tokenizer: 'standard', filter: [inline] }],
    ['a character filter', ampersand, { tokenizer: 'keyword', char_filter: [mapping] }],
    ['a normalizer', folded, { filter: ['lowercase', 'asciifolding'] }],
    ['a normalizer of Elasticsearch’s', normalizer('n', { type: 'lowercase' }), { filter: ['lowercase'] }],
    ['a normalizer that does nothing', normalizer('n', {}), { tokenizer: 'keyword' }],
    [
      'a normalizer with a character filter',
      normalizer('n', { char_filter: ampersand }),
      { char_filter: [mapping] },
    ],
  ])('%s, as it stands', (_, definition, params) => {
    expect(paramsOf(definition)).toEqual(params);
  });

  test.each<[what: string, definition: AnalysisDefinition | string, params: object]>([
    ['an analyzer', titles, { analyzer: 'titles' }],
    ['a name', 'titles', { analyzer: 'titles' }],
    ['a tokenizer', words, { tokenizer: 'words' }],
    ['a token filter', edge, { tokenizer: 'standard', filter: ['edge'] }],
    ['a character filter', ampersand, { tokenizer: 'keyword', char_filter: ['ampersand'] }],
    ['a normalizer', folded, { normalizer: 'folded' }],
  ])('%s, by its name in an index', (_, definition, params) => {
    expect(paramsOf(definition, 'articles')).toEqual({ index: 'articles', ...params });
  });

  test('a name that means two things of different kinds', () => {
    const filter = tokenFilter('x', { type: 'lowercase' });
    const char = charFilter('x', { type: 'html_strip' });
    expect(paramsOf(analyzer('x', { tokenizer: 'x', filter, char_filter: char }))).toEqual({
      char_filter: [{ type: 'html_strip' }],
      tokenizer: 'x',
      filter: [{ type: 'lowercase' }],
    });
    expect(metadataOf(using(analyzer('x', { tokenizer: 'x', filter, char_filter: char }))).settings).toEqual({
      analysis: {
        analyzer: { x: { type: 'custom', tokenizer: 'x', filter: 'x', char_filter: 'x' } },
        filter: { x: { type: 'lowercase' } },
        char_filter: { x: { type: 'html_strip' } },
      },
    });
  });

  test('what is known by its name only', () => {
    const english = analyzer('mine', { type: 'english', stopwords: ['the'] });
    expect(thrown(() => paramsOf(english))).toMatchObject({
      name: 'RequestError',
      code: 'ANALYSIS_NOT_INLINE',
      details: { kind: 'analyzer', name: 'mine', what: "an analyzer of type 'english' with parameters" },
    });
    const either = tokenFilter('either', { type: 'multiplexer', filters: [edge] });
    for (const definition of [either, analyzer('a', { tokenizer: 'standard', filter: either })]) {
      expect(thrown(() => paramsOf(definition))).toMatchObject({
        details: { kind: 'filter', name: 'either' },
      });
      expect(() => paramsOf(definition, 'articles')).not.toThrow();
    }
  });

  test('its answer', () => {
    const origin = { alias: 'default', cluster: {} };
    const token = { token: 'fish', start_offset: 0, end_offset: 4, position: 0, type: '<ALPHANUM>' };
    expect(toTokens(origin, { tokens: [token] })).toEqual([
      { token: 'fish', startOffset: 0, endOffset: 4, position: 0, type: '<ALPHANUM>' },
    ]);
    expect(toTokens(origin, { tokens: [] })).toEqual([]);
    expect(thrown(() => toTokens(origin, {}))).toMatchObject({
      code: 'RESPONSE_UNEXPECTED',
      details: { alias: 'default', api: 'indices.analyze' },
    });
  });
});
