// The orders of films. Each ends with what no two films share, so that no film is on two pages.
import type { Sort } from 'elastodm';
import type { Film } from './film.js';

type Sorts = readonly Sort<Film>[];

const known: Sort<Film> = { votes: { order: 'desc', missing: '_last' } };
const one: Sorts = ['title.raw', { releasedAt: 'desc' }];

export const filmSorts = {
  relevance: ['_score', known, ...one],
  rating: [{ rating: { order: 'desc', missing: '_last' } }, known, ...one],
  newest: [{ releasedAt: 'desc' }, ...one],
  oldest: ['releasedAt', ...one],
  title: one,
} as const satisfies Record<string, Sorts>;

export type FilmSort = keyof typeof filmSorts;
