// What visitors get to see of a film. Plain JSON: no markup, and no member without a value.
import type { FacetCount } from 'elastodm';
import type { Film } from './film.js';
import type { FilmSort } from './film-sorts.js';
import { toMarks } from './marks.js';
import type { Mark } from './marks.js';

export interface FilmSummary extends Pick<
  Film,
  'id' | 'title' | 'year' | 'genre' | 'director' | 'mpaaRating' | 'minutes' | 'rating' | 'votes'
> {
  /** The title in pieces. */
  readonly marks: readonly Mark[];
}

export interface FacetValue {
  readonly value: string;
  readonly label: string;
  readonly count: number;
  readonly selected: boolean;
}

export interface FilmPage {
  readonly total: number;
  readonly page: number;
  readonly pages: number;
  /** Milliseconds that the cluster took. */
  readonly took: number;
  readonly sort: FilmSort;
  readonly films: readonly FilmSummary[];
  readonly facets: Readonly<Record<'genre' | 'decade' | 'rating', readonly FacetValue[]>>;
}

export interface FilmDetail {
  readonly film: Omit<Film, 'words' | 'gatherWords'>;
  readonly similar: readonly FilmSummary[];
}

export function toSummary(film: Film, highlighted?: string): FilmSummary {
  const { id, title, year, genre, director, mpaaRating, minutes, rating, votes } = film;
  const marks = toMarks(highlighted ?? title);
  return { id, title, marks, year, genre, director, mpaaRating, minutes, rating, votes };
}

export function toFacetValues<TValue extends string | number>(
  counts: readonly FacetCount<TValue>[],
  toLabel: (value: TValue) => string,
): FacetValue[] {
  return counts.map(({ value, count, selected }) => ({
    value: String(value),
    label: toLabel(value),
    count,
    selected,
  }));
}
