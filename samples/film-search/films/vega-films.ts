// The films of the package vega-datasets → documents of this application.
import { readFilms } from '../../films/read-films.js';
import { plainWords } from './plain-words.js';
import { Film } from './film.js';

/** 3,200 films from 1915 to 2011. */
export function vegaFilms(): readonly Film[] {
  return readFilms().films.map(({ runningMinutes, imdbRating, imdbVotes, ...rest }) => {
    const title = readAgain(rest.title);
    const director = rest.director === undefined ? undefined : readAgain(rest.director);
    const year = rest.releasedAt.getUTCFullYear();
    const numbers = { year, minutes: runningMinutes, rating: imdbRating, votes: imdbVotes };
    return Object.assign(new Film(), rest, numbers, { id: `${toSlug(title)}-${year}`, title, director });
  });
}

// The file was read as text of a Macintosh once, and it was that of a PC: `DÈj‡ Vu` is `Déjà Vu`.
const upper = Array.from({ length: 128 }, (_, place) => place + 128);
const wrong = new TextDecoder('macintosh').decode(Uint8Array.from(upper));
const meant = new Map(
  Array.from(wrong, (character, place) => [character, String.fromCharCode(upper[place]!)]),
);
meant.set('Ö', '…');

function readAgain(text: string): string {
  return Array.from(text, (character) => meant.get(character) ?? character).join('');
}

function toSlug(title: string): string {
  return plainWords(title.replaceAll("'", ''))
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}
