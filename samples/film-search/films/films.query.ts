// What a visitor may ask, checked: everything in a URL is text that anybody may have written.
import { Transform } from 'class-transformer';
import { ArrayMaxSize, IsIn, IsInt, IsString, Matches, Max, MaxLength, Min } from 'class-validator';
import { filmSorts } from './film-sorts.js';
import type { FilmSort } from './film-sorts.js';
import { ratings } from './film-facets.js';
import type { Rating } from './film-facets.js';

export const pageSize = 20;
/** Elasticsearch goes no further than to hit 10,000: `index.max_result_window`. */
export const lastPage = 10_000 / pageSize;

// `?genre=Drama` is one choice, `?genre=Drama&genre=Comedy` are two.
const List = () =>
  Transform(({ value }: { value: unknown }) => (Array.isArray(value) ? (value as unknown[]) : [value]));
const Trimmed = () =>
  Transform(({ value }: { value: unknown }) => (typeof value === 'string' ? value.trim() : value));
// Digits and nothing else: `Number` would take `1e2`, ` 7` and the empty text, too.
const WholeNumber = () =>
  Transform(({ value }: { value: unknown }) =>
    typeof value === 'string' && /^-?\d{1,9}$/.test(value) ? Number(value) : value,
  );

export class FilmsQuery {
  @MaxLength(200) @IsString() @Trimmed() q = '';

  @ArrayMaxSize(20) @MaxLength(50, { each: true }) @IsString({ each: true }) @List() genre: string[] = [];

  @ArrayMaxSize(20)
  @Matches(/^(?:18|19|20)\d0$/, { each: true, message: 'each decade must be a year that ends with 0' })
  @List()
  decade: string[] = [];

  @ArrayMaxSize(20) @IsIn(Object.keys(ratings), { each: true }) @List() rating: Rating[] = [];

  @IsIn(Object.keys(filmSorts)) sort: FilmSort = 'relevance';

  @Max(lastPage) @Min(1) @IsInt() @WholeNumber() page = 1;
}

export class FilmId {
  @MaxLength(200) @IsString() id!: string;
}
