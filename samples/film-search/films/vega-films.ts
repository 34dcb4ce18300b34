// The films of the package vega-datasets → documents of this application.
import { readFilms } from '../../films/read-films.js';
import { plainWords } from './plain-words.js';
import { Film } from './film.js';

/** 3,200 films from 1915 to 2011. */
export function vegaFilms(): readonly Film[] {
  return readFilms().films.map(({ runningMinutes, imdbRating, imdbVotes, ...rest }) => {
    const year = rest.releasedAt.getUTCFullYear();
    const id = `${toSlug(rest.title)}-${year}`;
    const numbers = { minutes: runningMinutes, rating: imdbRating, votes: imdbVotes };
    return Object.assign(new Film(), rest, numbers, { id, year });
  });
}

function toSlug(title: string): string {
  return plainWords(title.replaceAll("'", ''))
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}
