// What fits the words that somebody typed, and what is like a film. Words go in as values, never as syntax.
import type { Query } from 'elastodm';
import type { Film } from './film.js';
import { plainWords } from './plain-words.js';

// One typo in a word of four letters, two in one of eight; none in the first letter.
const typos = { fuzziness: 'AUTO:4,8', prefix_length: 1 } as const;
const allWords = { operator: 'and' } as const;

/** Whether words may have typos. Where they need not, `alien` is no Woody Allen. */
export interface Tolerance {
  readonly typos: boolean;
}

// How well known a film is: the number of its digits, from 0 to 6.
const known = { field_value_factor: { field: 'votes', modifier: 'log1p', missing: 0 } } as const;

/**
 * Films that have all words, in title and director together. The last word may be a beginning. What fits better comes
 * first; of those that fit as well, the best known.
 */
export function matching(text: string, tolerance: Tolerance): Query<Film> {
  const words = plainWords(text);
  const spelled = tolerance.typos ? typos : {};
  const unfinished = { type: 'bool_prefix', ...allWords, ...spelled } as const;
  const should: Query<Film>[] = [
    { constant_score: { filter: { term: { 'title.raw': text } }, boost: 30 } },
    { constant_score: { filter: { prefix: { 'title.raw': text } }, boost: 8 } },
    { match_phrase: { title: text } },
    { multi_match: { query: text, fields: ['title', 'director'], ...allWords } },
    { multi_match: { query: text, fields: ['title^3', 'director^2'], ...unfinished } },
    { multi_match: { query: words, fields: ['words'], ...unfinished } },
    { constant_score: { filter: { match: { words: { query: words, ...allWords, ...spelled } } } } },
  ];
  return { function_score: { query: { bool: { should } }, functions: [known], boost_mode: 'sum' } };
}

/** Which words of a title are marked: any of those that were typed. */
export function marking(text: string, tolerance: Tolerance): Query<Film> {
  const spelled = tolerance.typos ? typos : {};
  return {
    bool: {
      should: [
        { match_bool_prefix: { title: { query: text, ...spelled } } },
        { match: { title: { query: text, ...spelled } } },
      ],
    },
  };
}

/** Films like this one: first its sequels, then its director's, then its genre's for the same audience and time. */
export function resembling({ id, title, director, genre, mpaaRating, year }: Film): Query<Film> {
  const should: Query<Film>[] = [
    {
      more_like_this: {
        fields: ['title'],
        like: { _id: id },
        min_term_freq: 1,
        min_word_length: 3,
        min_doc_freq: 1,
        max_doc_freq: 25, // words such as `the` and `up` make no sequel
        minimum_should_match: '3<50%',
        boost: 1.5,
      },
    },
  ];
  const alike = (filter: Query<Film>, boost: number) => should.push({ constant_score: { filter, boost } });
  if (title.length > 3) alike({ prefix: { 'title.raw': title } }, 8);
  if (director !== undefined) alike({ term: { 'director.raw': director } }, 5);
  if (genre !== undefined) alike({ term: { genre } }, 4);
  if (mpaaRating !== undefined) alike({ term: { mpaaRating } }, 2);
  return {
    function_score: {
      query: { bool: { should, must_not: { ids: { values: [id] } } } },
      functions: [known, { gauss: { year: { origin: year, scale: 10 } }, weight: 2 }],
      score_mode: 'sum',
      boost_mode: 'sum',
    },
  };
}
