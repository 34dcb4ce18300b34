// The films of the package vega-datasets, cleaned: what was repaired or dropped is counted, never hidden.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { Film } from './film.js';

/** A film as the file has it; any field may be null, and titles may be numbers. */
interface RawFilm {
  readonly Title: string | number | null;
  readonly 'Release Date': string;
  readonly 'Major Genre': string | null;
  readonly Director: string | null;
  readonly Distributor: string | null;
  readonly 'MPAA Rating': Film['mpaaRating'] | null;
  readonly 'Running Time min': number | null;
  readonly 'Production Budget': number | null;
  readonly 'Worldwide Gross': number | null;
  readonly 'IMDB Rating': number | null;
  readonly 'IMDB Votes': number | null;
}

const keptColumns = [
  'Major Genre',
  'Director',
  'Distributor',
  'MPAA Rating',
  'Running Time min',
  'Production Budget',
  'Worldwide Gross',
  'IMDB Rating',
  'IMDB Votes',
] as const satisfies readonly (keyof RawFilm)[];

export interface CleanedFilms {
  readonly films: readonly Film[];
  /** How often each repair was made, in words. */
  readonly repairs: ReadonlyMap<string, number>;
}

// The data ends in 2011; a later year had its century guessed wrong: '46' became 2046.
const lastYear = 2011;

export function readFilms(): CleanedFilms {
  // The package exports its code only; the data lies beside it.
  const file = new URL(
    '../data/movies.json',
    pathToFileURL(createRequire(import.meta.url).resolve('vega-datasets')),
  );
  const raw = JSON.parse(readFileSync(file, 'utf8')) as readonly RawFilm[];
  const repairs = new Map<string, number>();
  const count = (repair: string, times = 1): void => {
    if (times > 0) repairs.set(repair, (repairs.get(repair) ?? 0) + times);
  };
  const films: Film[] = [];
  for (const record of raw) {
    if (record.Title === null) {
      count('records without a title, dropped');
      continue;
    }
    if (typeof record.Title === 'number') count('titles that were numbers, made text');
    const releasedAt = new Date(`${record['Release Date']} UTC`);
    if (releasedAt.getUTCFullYear() > lastYear) {
      releasedAt.setUTCFullYear(releasedAt.getUTCFullYear() - 100);
      count('release dates a century late, moved back');
    }
    count('values that were null, left out', keptColumns.filter((column) => record[column] === null).length);
    const title = mended(String(record.Title));
    if (title !== String(record.Title)) count('titles with wrong letters, mended');
    const film = Object.assign(new Film(), {
      title,
      releasedAt,
      genre: record['Major Genre'] ?? undefined,
      director: record.Director ?? undefined,
      distributor: record.Distributor ?? undefined,
      mpaaRating: record['MPAA Rating'] ?? undefined,
      runningMinutes: record['Running Time min'] ?? undefined,
      budget: record['Production Budget'] ?? undefined,
      worldwideGross: record['Worldwide Gross'] ?? undefined,
      imdbRating: record['IMDB Rating'] ?? undefined,
      imdbVotes: record['IMDB Votes'] ?? undefined,
    });
    films.push(film);
  }
  return { films, repairs };
}

// Some text was once read as that of a Macintosh, and it was that of a PC: `DÈj‡ Vu` is `Déjà Vu`.
const upper = Array.from({ length: 128 }, (_, place) => place + 128);
const wrong = new TextDecoder('macintosh').decode(Uint8Array.from(upper));
const meant = new Map(
  Array.from(wrong, (character, place) => [character, String.fromCharCode(upper[place]!)]),
);
meant.set('Ö', '…');

function mended(text: string): string {
  return Array.from(text, (character) => meant.get(character) ?? character).join('');
}
