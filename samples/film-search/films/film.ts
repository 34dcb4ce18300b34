// A film as a document of this application.
import {
  BeforeSave,
  DateField,
  Document,
  Float,
  Id,
  Integer,
  Keyword,
  Long,
  Short,
  Text,
  normalizer,
} from 'elastodm';
import type { MultiField } from 'elastodm';
import { plainWords } from './plain-words.js';

// As a whole, whatever the case: what is sorted by, and compared with all that somebody typed.
const folded = normalizer('folded', { filter: ['lowercase'] });

@Document({
  index: process.env['FILM_SEARCH_INDEX'] ?? 'elastodm-film-search',
  settings: { number_of_shards: 1, number_of_replicas: 0 },
})
export class Film {
  /** Made of the title and the year, so that loading the films twice gives none of them twice. */
  @Id() id!: string;
  @Text({ fields: { raw: { type: 'keyword', normalizer: folded } } }) title!: MultiField<string, 'raw'>;
  @Text({ fields: { raw: { type: 'keyword' } } }) director?: MultiField<string, 'raw'>;
  @DateField() releasedAt!: Date;
  @Short() year!: number;
  @Keyword() genre?: string;
  @Keyword() mpaaRating?: string;
  @Keyword() distributor?: string;
  @Short() minutes?: number;
  /** From 1 to 10. */
  @Float() rating?: number;
  /** How many people rated it: how well known it is. */
  @Integer() votes?: number;
  /** In US dollars. */
  @Long() budget?: number;
  @Long() worldwideGross?: number;
  /** What is searched when the words of a search are spread over title and director. */
  @Text() words?: string;

  @BeforeSave() gatherWords(): void {
    this.words = plainWords(`${this.title} ${this.director ?? ''}`);
  }
}
