// A film club: its documents, its questions, its services. Nothing here knows a container; plain.ts and awilix.ts do.
import { randomBytes } from 'node:crypto';
import { Document, Gte, Id, Keyword, Lte, Repository } from 'elastodm';
import type { DataSource } from 'elastodm';
import { Film } from '../films/film.js';

export const wishIndex = `elastodm-wishes-${randomBytes(4).toString('hex')}`;

/** The films that a member wants to see. */
@Document(wishIndex)
export class WishList {
  /** The member. */
  @Id() id?: string;
  /** Their titles. */
  @Keyword() films: string[] = [];
}

/** The questions of the club, each with a name. Their tests need a cluster. */
export class FilmRepository extends Repository<Film> {
  constructor(dataSource: DataSource) {
    super(Film, dataSource);
  }

  /** The best films of a genre that many have seen, and that are no longer than `minutes`. */
  bestOf(genre: string, minutes: number): Promise<Film[]> {
    return this.find({
      where: { genre, runningMinutes: Lte(minutes), imdbVotes: Gte(10_000) },
      order: { imdbRating: 'DESC', 'title.raw': 'ASC' },
      take: 20,
    });
  }
}

/** The rules of an evening. Their tests need no cluster: what it asks for is one method, and a fake has that too. */
export class Programme {
  readonly #films: Pick<FilmRepository, 'bestOf'>;

  constructor(films: Pick<FilmRepository, 'bestOf'>) {
    this.#films = films;
  }

  /** As many of the best as fit, the best first. */
  async evening(genre: string, minutes: number): Promise<readonly Film[]> {
    let left = minutes;
    const chosen: Film[] = [];
    for (const film of await this.#films.bestOf(genre, minutes)) {
      const { runningMinutes = Infinity } = film;
      if (runningMinutes > left) continue;
      chosen.push(film);
      left -= runningMinutes;
    }
    return chosen;
  }
}

/** The wishes of one member: made for each request. */
export class Wishes {
  readonly #member: string;
  readonly #films: Pick<Repository<Film>, 'get'>;
  readonly #lists: Pick<Repository<WishList>, 'getOrNull' | 'save'>;

  constructor(
    member: string,
    films: Pick<Repository<Film>, 'get'>,
    lists: Pick<Repository<WishList>, 'getOrNull' | 'save'>,
  ) {
    this.#member = member;
    this.#films = films;
    this.#lists = lists;
  }

  /** Puts a film on the list, unless it is there. Throws a DocumentNotFoundError where there is no such film. */
  async add(filmId: string): Promise<WishList> {
    const film = await this.#films.get(filmId);
    const list =
      (await this.#lists.getOrNull(this.#member)) ?? Object.assign(new WishList(), { id: this.#member });
    if (list.films.includes(film.title)) return list;
    list.films.push(film.title);
    return this.#lists.save(list);
  }
}
