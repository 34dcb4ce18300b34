// Analyzers from code on a real Elasticsearch. The test server has the tokenizer `standard` and the token filters
// `lowercase`, `stop` and `shingle` only; what else there is has its exact JSON in tests/unit/metadata/analysis.test.ts.
import { afterAll, describe, expect, test } from '@jest/globals';
import {
  ConnectionManager,
  DataSource,
  IndexDriftError,
  analyzer,
  defineDocument,
  f,
  normalizer,
  simulate,
  tokenFilter,
  tokenizer,
} from 'elastodm';
import type { AnalyzerDefinition, Class, Synchronize } from 'elastodm';
import { testIndices } from '../../support/cleanup.js';
import { rejection } from '../../support/failing.js';
import { serverOptions } from '../../support/server.js';

const newIndex = testIndices();
const connections = new ConnectionManager();
connections.createConnection(serverOptions());
afterAll(() => connections.close());

const words = tokenizer('words', { type: 'standard', max_token_length: 6 });
const little = tokenFilter('little', { type: 'stop', stopwords: ['the', 'of'] });
const pairs = tokenFilter('pairs', { type: 'shingle', output_unigrams: false });
const titles = analyzer('titles', { tokenizer: words, filter: ['lowercase', little] });
const phrases = analyzer('phrases', { tokenizer: 'standard', filter: ['lowercase', pairs] });
const plain = analyzer('plain', { type: 'standard', stopwords: ['the'], max_token_length: 5 });
const folded = normalizer('folded', { filter: ['lowercase'] });

// The type of what this makes is inferred.
const defineBook = (index: string, title: AnalyzerDefinition = titles) =>
  defineDocument(
    { name: 'Book', index },
    {
      title: f.text({ analyzer: title, fields: { pairs: { type: 'text', analyzer: phrases } } }),
      blurb: f.text({ analyzer: plain, search_analyzer: 'standard' }).optional(),
      code: f.keyword({ normalizer: folded }).optional(),
    },
  );

async function initialized(document: Class, synchronize: Synchronize): Promise<DataSource> {
  return new DataSource({ connections, documents: [document], synchronize }).initialize();
}

const tokensOf = async (...call: Parameters<typeof simulate>): Promise<readonly string[]> => {
  const [definition, text, options] = call;
  return (await simulate(definition, text, { connections, ...options })).map(({ token }) => token);
};

describe('an index whose class has definitions', () => {
  test('is created with them, found by its terms, and checked', async () => {
    const Book = defineBook(newIndex('books'));
    const books = (await initialized(Book, 'create')).getRepository(Book);
    await books.save(books.create({ title: 'The Lord of the Ringwraiths', code: 'AB-1' }), { refresh: true });
    const count = async (query: NonNullable<Parameters<typeof books.count>[0]>['query']): Promise<number> =>
      books.count({ query });
    // Words of more than six letters were cut.
    await expect(count({ term: { title: 'ringwr' } })).resolves.toBe(1);
    await expect(count({ term: { title: 'ringwraiths' } })).resolves.toBe(0);
    await expect(count({ term: { title: 'the' } })).resolves.toBe(0);
    await expect(count({ match: { title: 'RINGWRAITHS' } })).resolves.toBe(1);
    await expect(count({ term: { 'title.pairs': 'lord of' } })).resolves.toBe(1);
    await expect(count({ term: { code: 'aB-1' } })).resolves.toBe(1);
    await expect(initialized(Book, 'check')).resolves.toBeInstanceOf(DataSource);
    await expect(initialized(Book, 'update')).resolves.toBeInstanceOf(DataSource);
  });

  test.each(['check', 'create', 'update'] as const)(
    '%s: a definition that has changed is a drift, which names the setting',
    async (mode) => {
      const index = newIndex('changed');
      await initialized(defineBook(index), 'create');
      const others = analyzer('titles', { tokenizer: words, filter: ['lowercase'] });
      const error = await rejection(initialized(defineBook(index, others), mode));
      expect(error).toBeInstanceOf(IndexDriftError);
      expect(error.details).toMatchObject({ className: 'Book', index });
      // The filter that is no longer used is no difference: nothing is ever deleted.
      expect(error.details).toMatchObject({
        differences: [
          'setting \'analysis.analyzer.titles.filter\' is ["lowercase","little"], and should be ["lowercase"]',
        ],
      });
    },
  );
});

describe('simulate', () => {
  test('gives the tokens of an analyzer, where they are, and what they are', async () => {
    await expect(simulate(titles, 'The Fish & Chips', { connections })).resolves.toEqual([
      { token: 'fish', startOffset: 4, endOffset: 8, position: 1, type: '<ALPHANUM>' },
      { token: 'chips', startOffset: 11, endOffset: 16, position: 2, type: '<ALPHANUM>' },
    ]);
    await expect(simulate(titles, '', { connections })).resolves.toEqual([]);
  });

  test('of what an analyzer is made of', async () => {
    await expect(tokensOf(words, 'Ringwraiths')).resolves.toEqual(['Ringwr', 'aiths']);
    await expect(tokensOf(pairs, 'the lord of')).resolves.toEqual(['the lord', 'lord of']);
    await expect(tokensOf('whitespace', 'Fish & Chips')).resolves.toEqual(['Fish', '&', 'Chips']);
    await expect(tokensOf(analyzer('x', { type: 'simple' }), 'Fish2go')).resolves.toEqual(['fish', 'go']);
  });

  test('gives the same as the index does', async () => {
    const index = newIndex('simulated');
    await initialized(defineBook(index), 'create');
    const text = 'The Lord of the Ringwraiths, 2nd edition';
    for (const definition of [titles, phrases, plain, words, little]) {
      const own = await simulate(definition, text, { connections });
      expect(own).not.toEqual([]);
      // A filter of the index is spoken of by its name, as the analyzer is.
      await expect(simulate(definition, text, { connections, index })).resolves.toEqual(own);
    }
    await expect(tokensOf(folded, 'The LORD', { index })).resolves.toEqual(['the lord']);
  });

  test('says what the cluster does not know', async () => {
    const edges = analyzer('edges', {
      tokenizer: 'standard',
      filter: tokenFilter('edge', { type: 'phonetic', encoder: 'metaphone' }),
    });
    expect(await rejection(simulate(edges, 'x', { connections }))).toMatchObject({
      code: 'REQUEST_REFUSED',
      details: { alias: 'default', api: 'indices.analyze', status: 400 },
    });
    expect(await rejection(simulate(titles, 'x', { connections, using: 'other' }))).toMatchObject({
      code: 'CONNECTION_NOT_FOUND',
    });
  });
});
