// A film as a document.
import { randomBytes } from 'node:crypto';
import { DateField, Document, Float, Id, Integer, Keyword, Long, Short, Text } from 'elastodm';
import type { MultiField } from 'elastodm';

// A name of its own, so that a sample on your server touches nothing that is there.
export const filmIndex = `elastodm-films-${randomBytes(4).toString('hex')}`;

@Document(filmIndex)
export class Film {
  @Id() id?: string;
  @Text({ fields: { raw: { type: 'keyword' } } }) title!: MultiField<string, 'raw'>;
  @DateField() releasedAt!: Date;
  @Keyword() genre?: string;
  @Keyword() director?: string;
  @Keyword() distributor?: string;
  @Keyword() mpaaRating?: 'G' | 'PG' | 'PG-13' | 'R' | 'NC-17' | 'Not Rated' | 'Open';
  @Short() runningMinutes?: number;
  @Long() budget?: number;
  @Long() worldwideGross?: number;
  @Float() imdbRating?: number;
  @Integer() imdbVotes?: number;
}
