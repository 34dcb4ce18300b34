// Faceted searches: fields are checked against the class, choices and counts follow from the facets.
import {
  BooleanField,
  Completion,
  DateField,
  Document,
  FacetedSearch,
  Id,
  Integer,
  Keyword,
  Nested,
  Text,
  dateHistogramFacet,
  field,
  histogramFacet,
  nestedFacet,
  rangeFacet,
  termsFacet,
} from 'elastodm';
import type {
  AutocompleteHit,
  CompletionValue,
  ExplainResult,
  FacetedRequest,
  MultiField,
  Repository,
} from 'elastodm';
import { expectTypeOf } from 'expect-type';

class Role {
  @Keyword() name!: string;
  @Integer() age?: number;
}
@Document('films')
class Film {
  @Id() id?: string;
  @Text({ fields: { raw: { type: 'keyword' } } }) title!: MultiField<string, 'raw'>;
  @Text() plot?: string;
  @Keyword() genre?: ('Horror' | 'Sci-Fi')[];
  @Keyword() tags?: string[];
  @BooleanField() seen?: boolean;
  @Integer() votes?: number;
  @Integer() stars?: 1 | 2 | 3 | null;
  @DateField() releasedAt?: Date | null;
  @Completion() begin?: CompletionValue;
  @Nested(() => Role) cast: Role[] = [];
}
declare const films: Repository<Film>;

const search = new FacetedSearch(films, {
  fields: ['title^3', 'plot'],
  facets: {
    genre: termsFacet('genre', { size: 20 }),
    tags: termsFacet('tags', { missing: 0 }),
    stars: termsFacet('stars', { missing: 'none' }),
    seen: termsFacet('seen'),
    raw: termsFacet('title.raw'),
    other: termsFacet(field('labels.env')),
    votes: rangeFacet('votes', { few: { to: 100 }, many: { from: 100 } }),
    era: rangeFacet('releasedAt', { old: { to: new Date(0) }, new: { from: 'now-1y' } }),
    rating: histogramFacet('votes', { interval: 1 }),
    year: dateHistogramFacet('releasedAt', { calendarInterval: 'year' }),
    actor: nestedFacet('cast', termsFacet('cast.name')),
    age: nestedFacet('cast', histogramFacet('cast.age', { interval: 10 })),
  },
});

const result = await search.execute({
  text: 'alien',
  selected: {
    genre: ['Horror', 'Sci-Fi'],
    tags: [0, 'x'],
    stars: [1, 'none'],
    seen: true,
    votes: ['many'],
    era: 'new',
    rating: 7,
    year: [new Date(), '2020-01-01', 0],
    actor: 'Weaver',
    age: [30],
  },
  query: { match: { title: { query: 'alein', fuzziness: 'AUTO' } } },
  filter: { term: { tags: 'x' } },
  sort: [{ votes: 'desc' }],
  highlight: { fields: { title: {} } },
  from: 0,
  size: 20,
});
const valueOf = <TValue>(counts: readonly { readonly value: TValue }[]): TValue => counts[0]!.value;
expectTypeOf(valueOf(result.facets.genre)).toEqualTypeOf<'Horror' | 'Sci-Fi'>();
expectTypeOf(valueOf(result.facets.tags)).toEqualTypeOf<string | 0>();
expectTypeOf(valueOf(result.facets.stars)).toEqualTypeOf<1 | 2 | 3 | 'none'>();
expectTypeOf(valueOf(result.facets.seen)).toEqualTypeOf<boolean>();
expectTypeOf(valueOf(result.facets.raw)).toEqualTypeOf<string>();
expectTypeOf(valueOf(result.facets.other)).toEqualTypeOf<string | number | boolean>();
expectTypeOf(valueOf(result.facets.votes)).toEqualTypeOf<'few' | 'many'>();
expectTypeOf(valueOf(result.facets.era)).toEqualTypeOf<'old' | 'new'>();
expectTypeOf(valueOf(result.facets.rating)).toEqualTypeOf<number>();
expectTypeOf(valueOf(result.facets.year)).toEqualTypeOf<Date>();
expectTypeOf(valueOf(result.facets.actor)).toEqualTypeOf<string>();
expectTypeOf(valueOf(result.facets.age)).toEqualTypeOf<number>();
expectTypeOf(result.facets.genre[0]!.count).toEqualTypeOf<number>();
expectTypeOf(result.facets.genre[0]!.selected).toEqualTypeOf<boolean>();
expectTypeOf(result.hits[0]!.document).toEqualTypeOf<Film>();
expectTypeOf(result.total).toEqualTypeOf<number>();
expectTypeOf(result.hits[0]!.highlight?.title).toEqualTypeOf<readonly string[] | undefined>();
// @ts-expect-error only the title was asked for
export const notAsked: unknown = result.hits[0]!.highlight?.genre;
const plain = await search.execute({ track_total_hits: 100 });
expectTypeOf(plain.hits[0]!.highlight).toEqualTypeOf<undefined>();
expectTypeOf(plain.hits[0]!.document).toEqualTypeOf<Film>();
const part = await search.execute({ _source: ['title'] });
expectTypeOf(part.hits[0]!.document.title).toEqualTypeOf<Film['title']>();
// @ts-expect-error only the title comes back
export const left: unknown = part.hits[0]!.document.genre;
// @ts-expect-error no such field to highlight
void search.execute({ highlight: { fields: { titel: {} } } });
// @ts-expect-error no such field to read
void search.execute({ _source: ['titel'] });
declare const some: FacetedRequest<Film, object>;
expectTypeOf(some._source).toEqualTypeOf<undefined>();
// @ts-expect-error there is no such facet
export const nope: unknown = result.facets.nope;
// @ts-expect-error nor raw aggregations
export const aggs: unknown = result.aggs;

// @ts-expect-error no such facet to choose in
void search.execute({ selected: { gener: ['Horror'] } });
// @ts-expect-error no such value
void search.execute({ selected: { genre: ['Western'] } });
// @ts-expect-error no such range
void search.execute({ selected: { votes: 'none' } });
// @ts-expect-error a histogram's steps are numbers
void search.execute({ selected: { rating: '7' } });
// @ts-expect-error an object is no value
void search.execute({ selected: { tags: { match_all: {} } } });
// @ts-expect-error no such field
void search.execute({ filter: { term: { tag: 'x' } } });
// @ts-expect-error there is no field `titel`
void search.execute({ query: { match: { titel: 'x' } } });
// @ts-expect-error no such field
void search.execute({ sort: 'titel' });

// @ts-expect-error no such field to look in
new FacetedSearch(films, { fields: ['titel^3'], facets: {} });
// @ts-expect-error no such field to count
new FacetedSearch(films, { facets: { genre: termsFacet('gener') } });
// @ts-expect-error objects are no values
new FacetedSearch(films, { facets: { cast: termsFacet('cast') } });
// @ts-expect-error dates are counted by a histogram
new FacetedSearch(films, { facets: { at: termsFacet('releasedAt') } });
// @ts-expect-error a text has no ranges of numbers
new FacetedSearch(films, { facets: { genre: rangeFacet('genre', { few: { to: 1 } }) } });
// @ts-expect-error dates have no numbers as ends
new FacetedSearch(films, { facets: { at: rangeFacet('releasedAt', { old: { to: 1 } }) } });
// @ts-expect-error a histogram is one of numbers
new FacetedSearch(films, { facets: { genre: histogramFacet('genre', { interval: 1 }) } });
// @ts-expect-error a date histogram is one of dates
new FacetedSearch(films, { facets: { votes: dateHistogramFacet('votes', { calendarInterval: 'year' }) } });
// @ts-expect-error the calendar has no such interval
dateHistogramFacet('releasedAt', { calendarInterval: 'decade' });
// @ts-expect-error a field of another object
nestedFacet('cast', termsFacet('genre'));
// @ts-expect-error no such field in the object
new FacetedSearch(films, { facets: { actor: nestedFacet('cast', termsFacet('cast.nam')) } });

// explain
const explained = await films.explain('tt0078748', { query: { match: { title: 'alien' } } });
expectTypeOf(explained).toEqualTypeOf<ExplainResult>();
expectTypeOf(explained.explanation.details[0]!.details[0]!.value).toEqualTypeOf<number>();
// @ts-expect-error no such field
void films.explain('tt0078748', { query: { match: { titel: 'alien' } } });
// @ts-expect-error a query is needed
void films.explain('tt0078748', {});

// autocomplete
const completions = await films.autocomplete('begin', 'ali', { size: 5, fuzzy: true, skipDuplicates: true });
expectTypeOf(completions).toEqualTypeOf<readonly AutocompleteHit<Film>[]>();
void films.autocomplete('title.raw', 'ali', { filter: { term: { seen: true } } });
void films.autocomplete(field('title.begin'), 'ali');
// @ts-expect-error numbers have no beginnings
void films.autocomplete('votes', '1');
// @ts-expect-error no such field
void films.autocomplete('titel', 'ali');
// @ts-expect-error an object is no text
void films.autocomplete('title', { match_all: {} });
