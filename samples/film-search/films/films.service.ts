// The search itself.
import { Injectable } from '@nestjs/common';
import { FacetedSearch, Repository } from 'elastodm';
import { InjectRepository } from 'elastodm/nest';
import { filmFacets, ratingLabels } from './film-facets.js';
import { marking, matching, resembling } from './film-queries.js';
import type { Tolerance } from './film-queries.js';
import { filmSorts } from './film-sorts.js';
import { toFacetValues, toSummary } from './film-view.js';
import type { FilmDetail, FilmPage } from './film-view.js';
import { Film } from './film.js';
import { lastPage, pageSize } from './films.query.js';
import type { FilmsQuery } from './films.query.js';
import { markedWhole } from './marks.js';

// Somebody is waiting, so no call takes longer.
const patience = { timeout: 3_000 };

@Injectable()
export class FilmsService {
  private readonly faceted: FacetedSearch<Film, typeof filmFacets>;

  constructor(@InjectRepository(Film) private readonly films: Repository<Film>) {
    this.faceted = new FacetedSearch(films, { facets: filmFacets });
  }

  /** A page of the films that fit. Without words, the best known come first; where no film has them, typos are allowed. */
  async search(query: FilmsQuery): Promise<FilmPage> {
    const found = await this.page(query, { typos: false });
    if (found.total > 0 || query.q === '') return found;
    // Without choices, this answer has said already that no film has these words.
    const isThere = hasChoices(query) && (await this.isFound(query.q));
    return isThere ? found : this.page(query, { typos: true });
  }

  /** A film, and those that are like it. */
  async detail(id: string): Promise<FilmDetail> {
    const film = await this.films.get(id, patience);
    const like = await this.films.search({ query: resembling(film), size: 6 }, patience);
    const { words: _, ...shown } = film;
    return { film: shown, similar: like.documents.map((other) => toSummary(other)) };
  }

  // Whatever is chosen in the facets.
  private async isFound(q: string): Promise<boolean> {
    return (await this.films.count({ query: matching(q, { typos: false }) }, patience)) > 0;
  }

  private async page(query: FilmsQuery, tolerance: Tolerance): Promise<FilmPage> {
    const { q, genre, decade, rating, sort, page } = query;
    const words = q === '' ? {} : { query: matching(q, tolerance), highlight: highlight(q, tolerance) };
    const found = await this.faceted.execute(
      {
        ...words,
        selected: { genre, decade: decade.map(Number), rating },
        sort: filmSorts[sort],
        from: (page - 1) * pageSize,
        size: pageSize,
      },
      patience,
    );
    const { total, took, facets } = found;
    return {
      total,
      page,
      pages: Math.min(Math.ceil(total / pageSize), lastPage),
      took,
      sort,
      films: found.hits.map(({ document, highlight }) => toSummary(document, highlight?.title?.[0])),
      facets: {
        genre: toFacetValues(facets.genre, (value) => value),
        decade: toFacetValues(facets.decade, (value) => `${value}s`).reverse(),
        rating: toFacetValues(facets.rating, (value) => ratingLabels[value]),
      },
    };
  }
}

const hasChoices = ({ genre, decade, rating }: FilmsQuery): boolean =>
  genre.length + decade.length + rating.length > 0;

const highlight = (q: string, tolerance: Tolerance) => ({
  fields: { title: { ...markedWhole, highlight_query: marking(q, tolerance) } },
});
