// Searches: field names, values and the types of results follow from the class.
import {
  DateField,
  Document,
  Id,
  Integer,
  Keyword,
  Nested,
  ObjectField,
  Text,
  BooleanField,
  Flattened,
  GeoPoint,
} from 'elastodm';
import type { FieldPath, MultiField, Repository, SearchHit, SearchRequest, ValueAt } from 'elastodm';
import { expectTypeOf } from 'expect-type';

class Country {
  @Keyword() code!: 'de' | 'fr';
}
class Author {
  @Keyword() name!: string;
  @ObjectField(() => Country) country?: Country;
}
@Document('articles')
class Article {
  @Id() id?: string;
  @Text({ fields: { raw: { type: 'keyword' } } }) title!: MultiField<string, 'raw'>;
  @Keyword() status!: 'draft' | 'published';
  @Keyword() tags?: string[];
  @Integer() views = 0;
  @Integer() stars?: 1 | 2 | 3;
  @BooleanField() hot?: boolean;
  @DateField() at?: Date | null;
  @Nested(() => Author) authors: Author[] = [];
  @Flattened() labels?: Record<string, unknown>;
  label(): string {
    return this.title;
  }
}
declare const articles: Repository<Article>;
declare const authors: Repository<Author>;
declare function see(value: unknown): void;

// — names ——————————————————————————————————————————————————————————————————————————————————————————————————————

expectTypeOf<FieldPath<Article>>().toEqualTypeOf<
  | 'id'
  | 'title'
  | 'title.raw'
  | 'status'
  | 'tags'
  | 'views'
  | 'stars'
  | 'hot'
  | 'at'
  | 'authors'
  | 'authors.name'
  | 'authors.country'
  | 'authors.country.code'
  | 'labels'
  | `labels.${string}`
>();
expectTypeOf<ValueAt<Article, 'status'>>().toEqualTypeOf<'draft' | 'published'>();
expectTypeOf<ValueAt<Article, 'tags'>>().toEqualTypeOf<string>();
expectTypeOf<ValueAt<Article, 'at'>>().toEqualTypeOf<Date>();
expectTypeOf<ValueAt<Article, 'authors.country.code'>>().toEqualTypeOf<'de' | 'fr'>();

export async function queries(): Promise<void> {
  await articles.search();
  await articles.search({});
  await articles.search({ query: { match_all: {} } });
  await articles.search({ query: { match: { title: 'hello' } } });
  await articles.search({
    query: { match: { title: { query: 'hello', operator: 'and', fuzziness: 'AUTO' } } },
  });
  await articles.search({ query: { term: { 'title.raw': 'Hello' } } });
  await articles.search({ query: { term: { status: 'draft' } } });
  await articles.search({ query: { term: { status: { value: 'draft', boost: 2 } } } });
  await articles.search({ query: { terms: { status: ['draft', 'published'] } } });
  await articles.search({ query: { term: { tags: 'a' } } });
  await articles.search({ query: { term: { 'authors.country.code': 'de' } } });
  await articles.search({ query: { term: { 'labels.env': 'prod' } } });
  await articles.search({ query: { term: { _id: 'a' } } });
  await articles.search({ query: { range: { views: { gte: 1, lt: 5 } } } });
  await articles.search({ query: { range: { at: { gte: new Date(), lt: 'now', format: 'yyyy' } } } });
  await articles.search({ query: { exists: { field: 'authors.name' } } });
  await articles.search({
    query: { bool: { must: { match: { title: 'a' } }, filter: [{ term: { hot: true } }] } },
  });
  await articles.search({
    query: { nested: { path: 'authors', query: { term: { 'authors.name': 'Ann' } } } },
  });
  await articles.search({ query: { multi_match: { query: 'a', fields: ['title^2', 'title.raw'] } } });
  await articles.count({ query: { term: { status: 'draft' } } });

  // @ts-expect-error no such field
  await articles.search({ query: { term: { statsu: 'draft' } } });
  // @ts-expect-error no field of vectors
  await articles.search({ query: { knn: { field: 'title', query_vector: [1] } } });
  // @ts-expect-error no such value
  await articles.search({ query: { term: { status: 'gone' } } });
  // @ts-expect-error no such value among others
  await articles.search({ query: { terms: { status: ['draft', 'gone'] } } });
  // @ts-expect-error text is no number
  await articles.search({ query: { term: { views: 'many' } } });
  // @ts-expect-error a number is no truth
  await articles.search({ query: { term: { hot: 1 } } });
  // @ts-expect-error no such multi-field
  await articles.search({ query: { term: { 'title.keyword': 'Hello' } } });
  // @ts-expect-error a keyword without multi-fields
  await articles.search({ query: { term: { 'status.raw': 'draft' } } });
  // @ts-expect-error no such field inside
  await articles.search({ query: { term: { 'authors.nmae': 'Ann' } } });
  // @ts-expect-error no such value inside
  await articles.search({ query: { term: { 'authors.country.code': 'xx' } } });
  // @ts-expect-error a method is no field
  await articles.search({ query: { exists: { field: 'label' } } });
  // @ts-expect-error an option of another query
  await articles.search({ query: { term: { status: { value: 'draft', fuzziness: 1 } } } });
  // @ts-expect-error no such query
  await articles.search({ query: { mach: { title: 'a' } } });
  // @ts-expect-error no such end of a range
  await articles.search({ query: { range: { views: { from: 1 } } } });
  // @ts-expect-error an end of another type
  await articles.search({ query: { range: { views: { gte: 'one' } } } });
  // @ts-expect-error wrong inside of bool
  await articles.search({ query: { bool: { filter: [{ term: { statsu: 'x' } }] } } });
  // @ts-expect-error wrong inside of nested
  await articles.search({ query: { nested: { path: 'authors', query: { term: { 'authors.x': 'Ann' } } } } });
  // @ts-expect-error no such path
  await articles.search({ query: { nested: { path: 'author', query: { match_all: {} } } } });
  // @ts-expect-error no such field in a list of fields
  await articles.search({ query: { multi_match: { query: 'a', fields: ['titel'] } } });
  // @ts-expect-error no such member of the request
  await articles.search({ quary: { match_all: {} } });
  // @ts-expect-error the index is the class's
  await articles.search({ index: 'others' });
  // @ts-expect-error a count has no size
  await articles.count({ size: 5 });
  // @ts-expect-error no such field
  await articles.count({ query: { term: { statsu: 'x' } } });
}

export async function shaping(): Promise<void> {
  await articles.search({ sort: 'views' });
  await articles.search({
    sort: ['title.raw', { at: 'desc' }, { views: { order: 'asc', missing: '_last' } }, '_score'],
  });
  await articles.search({ highlight: { fields: { title: { fragment_size: 10 } }, pre_tags: ['<b>'] } });
  await articles.search({
    collapse: { field: 'status' },
    post_filter: { term: { hot: true } },
    from: 1,
    size: 2,
  });
  await articles.search(
    { track_total_hits: true, timeout: '1s', explain: true },
    { using: 'other', timeout: 5_000 },
  );
  // @ts-expect-error where it is sent is no part of the request
  await articles.search({ using: 'other' });
  // @ts-expect-error no such field
  await articles.search({ sort: 'view' });
  // @ts-expect-error no such field
  await articles.search({ sort: [{ view: 'asc' }] });
  // @ts-expect-error no such order
  await articles.search({ sort: { views: 'up' } });
  // @ts-expect-error no such field
  await articles.search({ highlight: { fields: { titel: {} } } });
  // @ts-expect-error no such field
  await articles.search({ collapse: { field: 'state' } });
  // @ts-expect-error no such field
  await articles.search({ post_filter: { term: { statsu: 'x' } } });
}

// — results ————————————————————————————————————————————————————————————————————————————————————————————————————

export async function results(): Promise<void> {
  const result = await articles.search({
    query: { match_all: {} },
    highlight: { fields: { title: {}, 'title.raw': {} } },
  });
  expectTypeOf(result.total).toBeNumber();
  expectTypeOf(result.aggs).toBeUndefined();
  expectTypeOf(result.documents).toEqualTypeOf<readonly Article[]>();
  for (const hit of result) {
    expectTypeOf(hit).toExtend<SearchHit<Article>>();
    expectTypeOf(hit.document).toEqualTypeOf<Article>();
    expectTypeOf(hit.highlight?.title).toEqualTypeOf<readonly string[] | undefined>();
    expectTypeOf(hit.highlight?.['title.raw']).toEqualTypeOf<readonly string[] | undefined>();
    // @ts-expect-error no such field
    see(hit.highlight?.titel);
    // @ts-expect-error results are read only
    hit.score = 1;
  }
}

export async function aggregations(): Promise<void> {
  const result = await articles.search({
    aggs: {
      byStatus: { terms: { field: 'status' }, aggs: { reads: { avg: { field: 'views' } } } },
      byTitle: { terms: { field: 'title.raw' } },
      byStars: { terms: { field: 'stars' } },
      byHot: { terms: { field: 'hot' } },
      byDate: { date_histogram: { field: 'at', calendar_interval: 'day' } },
      perViews: { histogram: { field: 'views', interval: 10, keyed: true } },
      ranges: {
        range: {
          field: 'views',
          ranges: [
            { key: 'low', to: 5 },
            { key: 'high', from: 5 },
          ],
        },
      },
      named: { filters: { filters: { hot: { term: { hot: true } }, cold: { term: { hot: false } } } } },
      listed: { filters: { filters: [{ term: { hot: true } }] } },
      inAuthors: {
        nested: { path: 'authors' },
        aggs: {
          names: { terms: { field: 'authors.name' } },
          back: { reverse_nested: {}, aggs: { n: { value_count: { field: 'views' } } } },
        },
      },
      hot: { filter: { term: { hot: true } }, aggs: { max: { max: { field: 'at' } } } },
      numbers: { stats: { field: 'views' } },
      distinct: { cardinality: { field: 'status' } },
      all: { global: {} },
      top: { top_hits: { size: 1 } },
    },
  });
  const { aggs } = result;
  expectTypeOf(aggs.byStatus.buckets[0]!.key).toEqualTypeOf<'draft' | 'published'>();
  expectTypeOf(aggs.byStatus.buckets[0]!.doc_count).toBeNumber();
  expectTypeOf(aggs.byStatus.buckets[0]!.reads.value).toEqualTypeOf<number | null>();
  expectTypeOf(aggs.byTitle.buckets[0]!.key).toBeString();
  expectTypeOf(aggs.byStars.buckets[0]!.key).toEqualTypeOf<1 | 2 | 3>();
  expectTypeOf(aggs.byHot.buckets[0]!.key).toBeNumber();
  expectTypeOf(aggs.byDate.buckets[0]!.key).toBeNumber();
  expectTypeOf(aggs.byDate.buckets[0]!.key_as_string).toBeString();
  expectTypeOf(aggs.perViews.buckets['0']!.doc_count).toBeNumber();
  expectTypeOf(aggs.ranges.buckets[0]!.key).toEqualTypeOf<'low' | 'high'>();
  expectTypeOf(aggs.named.buckets.hot.doc_count).toBeNumber();
  expectTypeOf(aggs.listed.buckets[0]!.doc_count).toBeNumber();
  expectTypeOf(aggs.inAuthors.names.buckets[0]!.key).toBeString();
  expectTypeOf(aggs.inAuthors.back.n.value).toBeNumber();
  expectTypeOf(aggs.hot.max.value_as_string).toEqualTypeOf<string | undefined>();
  expectTypeOf(aggs.numbers.avg).toEqualTypeOf<number | null>();
  expectTypeOf(aggs.distinct.value).toBeNumber();
  expectTypeOf(aggs.all.doc_count).toBeNumber();
  expectTypeOf(aggs.top.documents).toEqualTypeOf<readonly Article[]>();

  // @ts-expect-error nothing was asked for under this name
  see(aggs.nope);
  // @ts-expect-error nothing was asked for inside of this
  see(aggs.byTitle.buckets[0]?.reads);
  // @ts-expect-error no such filter
  see(aggs.named.buckets.warm);
  // @ts-expect-error a list of filters has no names
  see(aggs.listed.buckets.hot);
  // @ts-expect-error no aggregations were asked for
  see((await articles.search({ query: { match_all: {} } })).aggs.byStatus);

  // @ts-expect-error no such field
  await articles.search({ aggs: { a: { terms: { field: 'statsu' } } } });
  // @ts-expect-error no such field inside
  await articles.search({ aggs: { a: { filter: {}, aggs: { b: { avg: { field: 'vievs' } } } } } });
  // @ts-expect-error no such kind
  await articles.search({ aggs: { a: { term: { field: 'status' } } } });
  // @ts-expect-error no such field in a filter
  await authors.search({ aggs: { a: { filter: { term: { nmae: 'x' } } } } });
}

// A part of a value is no value of the field: queries by text take any text.
export async function byText(): Promise<void> {
  await articles.search({ query: { prefix: { status: 'dr' } } });
  await articles.search({ query: { wildcard: { status: 'd*' } } });
  await articles.search({ query: { match: { status: 'draft published' } } });
  await articles.search({ query: { term: { status: { value: 'draft', case_insensitive: true } } } });
  // @ts-expect-error that is no status
  await articles.search({ query: { term: { status: { value: 'gone' } } } });
  // @ts-expect-error a boolean is no text
  await articles.search({ query: { prefix: { status: true } } });
}

// Keys that the request adds.
export async function addedKeys(): Promise<void> {
  const { aggs } = await articles.search({
    aggs: {
      byStatus: { terms: { field: 'status', missing: 'n/a' } },
      groups: { filters: { filters: { hot: { term: { hot: true } } }, other_bucket_key: 'rest' } },
    },
  });
  expectTypeOf(aggs.byStatus.buckets[0]!.key).toEqualTypeOf<'draft' | 'published' | 'n/a'>();
  expectTypeOf(aggs.groups.buckets.rest.doc_count).toEqualTypeOf<number>();
  expectTypeOf(aggs.groups.buckets).not.toHaveProperty('_other_');
}

// A request in a variable is as good as one in the call, if it keeps its names.
export async function inVariables(): Promise<void> {
  const kept = {
    query: { term: { status: 'draft' } },
    sort: [{ views: 'desc' }],
    aggs: { byStatus: { terms: { field: 'status' } } },
    _source: ['title'],
  } satisfies SearchRequest<Article>;
  const { aggs, documents } = await articles.search(kept);
  expectTypeOf(aggs.byStatus.buckets[0]!.key).toEqualTypeOf<'draft' | 'published'>();
  expectTypeOf(documents[0]!.title).toEqualTypeOf<Article['title']>();
  // @ts-expect-error it was not asked for
  see(documents[0]!.views);
  const constant = { aggs: { byStatus: { terms: { field: 'status' } } } } as const;
  const other = await articles.search(constant);
  expectTypeOf(other.aggs.byStatus.buckets[0]!.key).toEqualTypeOf<'draft' | 'published'>();
  // @ts-expect-error there is no such field
  see({ query: { term: { statsu: 'draft' } } } satisfies SearchRequest<Article>);
  const wide = { query: { term: { status: 'draft' } } };
  // @ts-expect-error a variable of its own forgets which text it is
  await articles.search(wide);
  const declared: SearchRequest<Article> = { aggs: { byStatus: { terms: { field: 'status' } } } };
  expectTypeOf((await articles.search(declared)).aggs).toEqualTypeOf<{ readonly [name: string]: unknown }>();
}

// A point is one value, not an object with fields.
class Place {
  @GeoPoint() where!: { lat: number; lon: number };
}
expectTypeOf<FieldPath<Place>>().toEqualTypeOf<'where'>();
