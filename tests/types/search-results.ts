// What comes back of a search follows from what was asked for: documents, highlights, fields, groups, suggestions.
import {
  Completion,
  DateField,
  DenseVector,
  Document,
  Id,
  Integer,
  Keyword,
  Nested,
  Q,
  Search,
  Text,
  field,
  raw,
} from 'elastodm';
import type {
  DataSource,
  Hits,
  InnerHit,
  MultiField,
  PlainDocument,
  Repository,
  SearchHit,
  SearchRequest,
  SearchResult,
  Selected,
} from 'elastodm';
import { expectTypeOf } from 'expect-type';

class Author {
  @Keyword() name!: string;
  @Integer() age = 0;
  greet(): string {
    return this.name;
  }
}
@Document('articles')
class Article {
  @Id() id?: string;
  @Text({ fields: { raw: { type: 'keyword' } } }) title!: MultiField<string, 'raw'>;
  @Keyword() status!: 'draft' | 'published';
  @Integer() views = 0;
  @DateField() at?: Date | null;
  @Nested(() => Author) authors: Author[] = [];
  @DenseVector() vector?: number[];
  @Completion() typed?: string;
  label(): string {
    return this.title;
  }
}
declare const articles: Repository<Article>;
declare const dataSource: DataSource;
declare function see(value: unknown): void;

// — parts of documents —————————————————————————————————————————————————————————————————————————————————————————

expectTypeOf<Selected<Article, 'title' | 'authors.name'>>().toEqualTypeOf<{
  title: MultiField<string, 'raw'>;
  authors: { name: string }[];
}>();
expectTypeOf<Selected<Article, 'at'>>().toEqualTypeOf<{ at?: Date | null }>();
expectTypeOf<Selected<Article, 'authors'>>().toEqualTypeOf<{ authors: Author[] }>();

export async function parts(): Promise<void> {
  const [document] = (await articles.search({ _source: ['title', 'authors.age'] })).documents;
  see(document?.title);
  expectTypeOf(document!.authors[0]!.age).toBeNumber();
  // @ts-expect-error not asked for
  see(document?.views);
  // @ts-expect-error not asked for inside
  see(document?.authors[0]?.name);
  // @ts-expect-error a part has no methods: they may read what did not come
  see(document?.label);
  // @ts-expect-error a part can't be saved
  if (document !== undefined) await articles.save(document);
  // @ts-expect-error no such field
  await articles.search({ _source: ['titel'] });
  // @ts-expect-error no such field inside
  await articles.search({ _source: ['authors.nmae'] });

  expectTypeOf((await articles.search({ _source: 'views' })).documents).toEqualTypeOf<
    readonly { views: number }[]
  >();
  expectTypeOf((await articles.search({ _source: false })).documents).toEqualTypeOf<readonly undefined[]>();
  expectTypeOf((await articles.search({ _source: true })).documents).toEqualTypeOf<readonly Article[]>();
  const [some] = (await articles.search({ _source: { excludes: ['authors.*'] } })).documents;
  expectTypeOf(some?.views).toEqualTypeOf<number | undefined>();
  const [matching] = (await articles.search({ _source: ['authors.*', 'title'] })).documents;
  expectTypeOf(matching?.title).toEqualTypeOf<MultiField<string, 'raw'> | undefined>();
}

// — beside the documents ———————————————————————————————————————————————————————————————————————————————————————

export async function beside(): Promise<void> {
  const plain = await articles.search({});
  expectTypeOf(plain.hits[0]!.highlight).toBeUndefined();
  expectTypeOf(plain.hits[0]!.fields).toBeUndefined();
  expectTypeOf(plain.suggest).toBeUndefined();
  expectTypeOf(plain.timedOut).toBeBoolean();
  expectTypeOf(plain.terminatedEarly).toBeBoolean();

  const result = await articles.search({
    highlight: { fields: { title: {}, 'title.raw': { type: 'plain' } } },
    fields: ['views', { field: 'at', format: 'yyyy' }, field('computed')],
    docvalue_fields: ['status'],
    script_fields: { twice: { script: 'doc.views.value * 2' } },
  });
  const [hit] = result.hits;
  expectTypeOf(hit!.highlight?.title).toEqualTypeOf<readonly string[] | undefined>();
  expectTypeOf(hit!.fields?.views).toEqualTypeOf<readonly number[] | undefined>();
  expectTypeOf(hit!.fields?.at).toEqualTypeOf<readonly string[] | undefined>();
  expectTypeOf(hit!.fields?.status).toEqualTypeOf<readonly ('draft' | 'published')[] | undefined>();
  expectTypeOf(hit!.fields?.twice).toEqualTypeOf<readonly unknown[] | undefined>();
  expectTypeOf(hit!.fields?.[field('computed')]).toEqualTypeOf<readonly unknown[] | undefined>();
  // @ts-expect-error not highlighted
  see(hit?.highlight?.status);
  // @ts-expect-error not asked for
  see(hit?.fields?.title);
  // @ts-expect-error no such field
  await articles.search({ fields: ['titel'] });
  // @ts-expect-error no such field
  await articles.search({ docvalue_fields: [{ field: 'stauts' }] });
  // @ts-expect-error no such field in a list
  await articles.search({ highlight: { fields: [{ title: {} }, { titel: {} }] } });
}

export async function inside(): Promise<void> {
  const result = await articles.search({
    query: { nested: { path: 'authors', query: { match_all: {} }, inner_hits: {} } },
    collapse: { field: 'status', inner_hits: [{ name: 'newest', size: 1 }, { name: 'oldest' }] },
  });
  const inner = result.hits[0]?.innerHits;
  expectTypeOf(inner?.authors?.documents).toEqualTypeOf<readonly Author[] | undefined>();
  expectTypeOf(inner!.newest).toEqualTypeOf<Hits<InnerHit<Article>>>();
  expectTypeOf(inner!.oldest.documents[0]!.title).toEqualTypeOf<MultiField<string, 'raw'>>();
  see(inner?.[field('a name of its own')]?.hits[0]?.document);
  // @ts-expect-error no such group
  see(inner?.latest);
  // @ts-expect-error views hold no objects
  see(inner?.views);
  // @ts-expect-error no such field
  await articles.search({ collapse: { field: 'stauts' } });
  // @ts-expect-error no such field in the order of a group
  await articles.search({ collapse: { field: 'status', inner_hits: { name: 'a', sort: ['view'] } } });
}

export async function suggestions(): Promise<void> {
  const { suggest } = await articles.search({
    suggest: {
      text: 'helo',
      words: { term: { field: 'title' } },
      phrases: { text: 'helo wrld', phrase: { field: 'title', max_errors: 2 } },
      typed: { prefix: 'he', completion: { field: 'typed', fuzzy: { fuzziness: 1 } } },
    },
  });
  expectTypeOf(suggest.words[0]!.options[0]!.freq).toBeNumber();
  expectTypeOf(suggest.phrases[0]!.options[0]!.highlighted).toEqualTypeOf<string | undefined>();
  expectTypeOf(suggest.typed[0]!.options[0]!.document).toEqualTypeOf<Article>();
  // @ts-expect-error the text is no suggester
  see(suggest.text);
  // @ts-expect-error no such suggester
  see(suggest.sentences);
  // @ts-expect-error no such field
  await articles.search({ suggest: { words: { text: 'a', term: { field: 'titel' } } } });
}

// — other members ——————————————————————————————————————————————————————————————————————————————————————————————

export async function members(): Promise<void> {
  const near = { field: 'vector', query_vector: [1, 2], k: 2, num_candidates: 10 } as const;
  await articles.search({ knn: near });
  await articles.search({ knn: [near, { ...near, filter: { term: { status: 'draft' } } }] });
  await articles.search({
    retriever: {
      rrf: {
        retrievers: [{ standard: { query: { match: { title: 'a' } } } }, { knn: near }],
        rank_window_size: 50,
      },
    },
  });
  await articles.search({
    retriever: { linear: { retrievers: [{ retriever: { knn: near }, weight: 2, normalizer: 'minmax' }] } },
  });
  await articles.search({
    rescore: { window_size: 5, query: { rescore_query: { term: { status: 'draft' } } } },
    sort: { 'authors.age': { order: 'asc', nested: { path: 'authors' } } },
    search_after: [1],
    slice: { id: 0, max: 2 },
    pit: { id: 'x', keep_alive: '1m' },
    indices_boost: [{ a: 1 }],
    runtime_mappings: { computed: { type: 'long' } },
    rank: { rrf: {} },
    stats: ['a'],
    terminate_after: 5,
  });
  await articles.search({}, { strict: false, withDeleted: true, using: 'b', timeout: 5 });

  // @ts-expect-error views are no vector
  await articles.search({ knn: { ...near, field: 'views' } });
  // @ts-expect-error no such value in its filter
  await articles.search({ knn: { ...near, filter: { term: { status: 'gone' } } } });
  // @ts-expect-error no such field in a retriever
  await articles.search({ retriever: { standard: { query: { match: { titel: 'a' } } } } });
  // @ts-expect-error no such retriever
  await articles.search({ retriever: { rff: { retrievers: [] } } });
  // @ts-expect-error no such field in what scores again
  await articles.search({ rescore: { query: { rescore_query: { term: { stauts: 'draft' } } } } });
  // @ts-expect-error views hold no objects
  await articles.search({ sort: { views: { nested: { path: 'views' } } } });
  // @ts-expect-error no such member
  await articles.search({ sizee: 5 });
  // @ts-expect-error no such choice
  await articles.search({}, { strickt: false });
}

// — what the types don't know ——————————————————————————————————————————————————————————————————————————————————

export async function escapes(request: SearchRequest<Article>): Promise<void> {
  await articles.search({ query: raw({ new_kind: { x: 1 } }) });
  await articles.search({
    query: { bool: { filter: [raw({ new_kind: {} }), { term: { status: 'draft' } }] } },
  });
  await articles.search({ query: { term: { [field('labels.env')]: 'prod' } }, sort: field('labels.env') });
  await articles.search({ aggs: { a: { terms: { field: field('labels.env') } } } });
  await articles.search({ retriever: raw({ new_kind: {} }) });
  // @ts-expect-error text is no field of the class
  await articles.search({ query: { exists: { field: 'labels.env' as string } } });

  const dynamic = await articles.search(request);
  expectTypeOf(dynamic.total).toBeNumber();
  see(dynamic.hits[0]?.id);

  // Without its request, a result is known as far as the class goes.
  const show = (result: SearchResult<Article>): void => {
    expectTypeOf(result.aggs).toBeUnknown();
    expectTypeOf(result.suggest).toBeUnknown();
    expectTypeOf(result.hits[0]!.document).toEqualTypeOf<Article>();
    expectTypeOf(result.hits[0]!.highlight?.title).toEqualTypeOf<readonly string[] | undefined>();
  };
  show(
    await articles.search({
      aggs: { a: { terms: { field: 'status' } } },
      highlight: { fields: { title: {} } },
    }),
  );
  const hits: SearchHit<Article>[] = [...(await articles.search({ size: 1 }))];
  see(hits);
}

// — in steps ———————————————————————————————————————————————————————————————————————————————————————————————————

export async function steps(): Promise<void> {
  const base = articles.createSearch();
  const search = base
    .query('match', { title: 'a' }, { operator: 'and', fuzziness: 'AUTO' })
    .filter('terms', { status: ['draft'] })
    .exclude({ bool: { must_not: { exists: { field: 'at' } } } })
    .postFilter('range', { views: { gte: 1 } })
    .aggs('byStatus', { terms: { field: 'status' } })
    .aggs({ views: { avg: { field: 'views' } } })
    .highlight('title')
    .highlight({ fields: { status: {} } })
    .fields('views', { field: 'at', format: 'yyyy' })
    .suggest('words', { text: 'a', term: { field: 'title' } })
    .suggest({ typed: { prefix: 'a', completion: { field: 'typed' } } })
    .collapse({ field: 'status', inner_hits: { name: 'all' } })
    .runtime({ computed: { type: 'long' } })
    .params({ track_total_hits: true })
    .sort('-views', 'title.raw')
    .slice(0, 5);
  const result = await search.execute();
  expectTypeOf(result.aggs.byStatus.buckets[0]!.key).toEqualTypeOf<'draft' | 'published'>();
  expectTypeOf(result.aggs.views.value).toEqualTypeOf<number | null>();
  const [hit] = result.hits;
  expectTypeOf(hit!.document).toEqualTypeOf<Article>();
  expectTypeOf(hit!.highlight?.title).toEqualTypeOf<readonly string[] | undefined>();
  expectTypeOf(hit!.highlight?.status).toEqualTypeOf<readonly string[] | undefined>();
  expectTypeOf(hit!.fields?.views).toEqualTypeOf<readonly number[] | undefined>();
  expectTypeOf(hit!.innerHits!.all).toEqualTypeOf<Hits<InnerHit<Article>>>();
  expectTypeOf(result.suggest.words[0]!.options[0]!.freq).toBeNumber();
  expectTypeOf(result.suggest.typed[0]!.options[0]!.document).toEqualTypeOf<Article>();
  const narrowed = await search.source('title').source('views', 'authors.name').execute();
  expectTypeOf(narrowed.documents[0]!).toEqualTypeOf<{ views: number; authors: { name: string }[] }>();
  expectTypeOf((await search.source('title').source().execute()).documents[0]!).toEqualTypeOf<Article>();
  for await (const each of search.iterate()) expectTypeOf(each.document).toEqualTypeOf<Article>();
  for await (const each of base) expectTypeOf(each.document).toEqualTypeOf<Article>();
  expectTypeOf((await base.first())!.document).toEqualTypeOf<Article>();
  expectTypeOf(await base.count()).toBeNumber();
  expectTypeOf((await base.execute()).aggs).toBeUndefined();

  // @ts-expect-error no such field
  base.query('match', { titel: 'a' });
  // @ts-expect-error no such value
  base.filter('term', { status: 'gone' });
  // @ts-expect-error options stand beside the value
  base.query('match', { title: { query: 'a', operator: 'and' } });
  // @ts-expect-error no such option
  base.query('match', { title: 'a' }, { operater: 'and' });
  // @ts-expect-error this kind has no options of its own
  base.query('exists', { field: 'title' }, { boost: 1 });
  // @ts-expect-error no such field
  base.aggs('a', { terms: { field: 'stauts' } });
  // @ts-expect-error no such field
  base.sort('-view');
  // @ts-expect-error no such field
  base.highlight('titel');
  // @ts-expect-error no such field
  base.fields('titel');
  // @ts-expect-error aggregations have a step of their own, which types the result
  base.params({ aggs: {} });
  // @ts-expect-error nothing was aggregated under this name
  see(result.aggs.byTitle);
  // @ts-expect-error not asked for
  see(narrowed.documents[0]?.title);
}

export async function withoutClass(): Promise<void> {
  const plain = new Search({ index: 'logs' })
    .query('match', { message: 'a' })
    .aggs('n', { value_count: { field: 'x' } });
  const result = await plain.execute();
  expectTypeOf(result.documents).toEqualTypeOf<readonly PlainDocument[]>();
  expectTypeOf(result.aggs.n.value).toBeNumber();
  const from = await Search.from({ query: { match_all: {} } }, { index: 'logs' }).execute();
  expectTypeOf(from.aggs).toBeUnknown();
  expectTypeOf((await plain.extra({ x: 1 }).execute()).aggs.n.value).toBeNumber();
}

export async function several(): Promise<void> {
  const [drafts, logs] = await dataSource.msearch([
    articles.createSearch().aggs('views', { sum: { field: 'views' } }),
    new Search<{ message: string }>({ index: 'logs' }).source('message'),
  ]);
  expectTypeOf(drafts.documents[0]!).toEqualTypeOf<Article>();
  expectTypeOf(drafts.aggs.views.value).toEqualTypeOf<number>();
  expectTypeOf(logs.documents[0]!).toEqualTypeOf<{ message: string }>();
  const [settled] = await dataSource.msearch([articles.createSearch()], { settle: true });
  if (settled.status === 'fulfilled') expectTypeOf(settled.value.documents[0]!).toEqualTypeOf<Article>();
  // @ts-expect-error may have failed
  see(settled.value);
  // @ts-expect-error that is no search
  await dataSource.msearch([{}]);
}

export function combined(): void {
  articles.createSearch().query(Q.and(Q('match', { title: 'a' }), Q.not(Q('term', { status: 'draft' }))));
  articles.createSearch().filter(Q.or<Article>({ term: { status: 'draft' } }, Q('exists', { field: 'at' })));
  Q.or(Q('term', { anything: 1 }), { match: { other: 'x' } });
  // @ts-expect-error no such field
  articles.createSearch().query(Q('match', { titel: 'a' }));
  // @ts-expect-error no such value
  Q.and<Article>(Q('term', { status: 'gone' }));
  // @ts-expect-error an object is no value
  Q('match', { title: { query: 'a' } });
}
