// A search put together step by step, with a class or without.
import type { ConnectionManager } from '../connection/connection-manager.js';
import { connections as sharedConnections } from '../connection/connections.js';
import { failure } from '../errors/failure.js';
import type { Aggregation, Aggregations } from '../query/aggregation.js';
import type { AskedAnything } from '../query/asked.js';
import type { CheckedAggregation, CheckedAggregations } from '../query/checked-aggregations.js';
import type { Collapse } from '../query/collapse.js';
import type { FieldName } from '../query/field-path.js';
import type { Highlight } from '../query/highlight.js';
import type { Knn } from '../query/knn.js';
import type { PlainDocument } from '../query/plain-document.js';
import type { Query } from '../query/query.js';
import type { Retriever } from '../query/retriever.js';
import type { FieldRequest, RequestedField, SearchRequest } from '../query/search-request.js';
import type { SourceFilter, SourcePath } from '../query/selected.js';
import type { Sort } from '../query/sort.js';
import type { StepBody, StepOptions } from '../query/step-query.js';
import type { Suggest, Suggester } from '../query/suggest.js';
import {
  noSteps,
  plainCopy,
  toClause,
  toSearchBody,
  toSortMember,
  withClause,
  withinMember,
  withMembers,
} from '../request/search-steps.js';
import type { Json, Role, SearchSteps } from '../request/search-steps.js';
import type { IterateOptions } from '../request/iteration-plan.js';
import type { ScopeOptions } from '../request/scope.js';
import type { SearchRequestOptions } from '../request/to-search-request.js';
import type { IteratedHit } from '../response/iterated.js';
import type { SearchHit } from '../response/search-hit.js';
import type { SearchResult } from '../response/search-result.js';
import { toByQueryResult } from '../response/to-by-query-result.js';
import type { ByQueryResult } from '../response/to-by-query-result.js';
import { toCount } from '../response/to-count.js';
import type { CallOptions } from '../types/call-options.js';
import { frozenCopy } from '../util/frozen-copy.js';
import { iterate } from './iterate-hits.js';
import type { Iteration } from './iteration.js';
import { plainTarget } from './search-target.js';
import type { DeleteByOptions, SearchTarget } from './search-target.js';

/** Where a {@link Search} looks. */
export interface SearchOptions {
  /** The connection, by alias. Default: `'default'`. */
  readonly using?: string;
  /** One index, several, or patterns such as `'logs-*'`. A search without one is refused. */
  readonly index?: string | readonly string[];
  /** The registry that knows the alias. Default: the library's own, {@link connections}. */
  readonly connections?: ConnectionManager;
}

/** The further members of Elasticsearch's request that {@link Search.params} takes: those without a step of their own. */
export type SearchParams<TDocument> = Omit<
  SearchRequest<TDocument>,
  | 'aggs'
  | 'collapse'
  | 'docvalue_fields'
  | 'fields'
  | 'highlight'
  | 'knn'
  | 'pit'
  | 'post_filter'
  | 'query'
  | 'retriever'
  | 'runtime_mappings'
  | 'script_fields'
  | 'slice'
  | 'sort'
  | 'suggest'
  | '_source'
>;

/** A field to sort by, downwards with a `-` before it; or one of Elasticsearch's own forms. */
export type SearchSort<TDocument> = Sort<TDocument> | `-${FieldName<TDocument> | '_score' | '_doc'}`;

/** Which parts of the documents come back: all, none, or these fields. */
export type SearchSource<TDocument> = SourceFilter<TDocument>;

type RuntimeMappings = NonNullable<SearchRequest<object>['runtime_mappings']>;
type Keys<TName extends string> = Readonly<Record<TName, true>>;

/** A search and where it goes, for what sends several at once. */
export interface SearchParts {
  readonly target: SearchTarget;
  readonly alias: string | undefined;
  readonly body: Json;
}

/** What a search consists of. Not for users: see {@link Search.toJSON}. */
export let partsOf: (search: AnySearch) => SearchParts;

/** Any search, whatever it is of. */
export interface AnySearch {
  toJSON(): Readonly<Record<string, unknown>>;
  execute(): Promise<unknown>;
}

/**
 * A search, put together step by step. Each step returns a new search and leaves the old one as it is, so that one can be
 * the start of several. Of a class: `repository.createSearch()`.
 *
 * The steps take values, not queries, where a value belongs: an object there is refused, so that what somebody sent can't
 * become a query. Options stand beside the value; `raw({ … })` passes on what the program itself wrote.
 *
 * @typeParam TDocument - what the documents look like, where you know it: field names are then checked. Without a class,
 * it is a claim, not a conversion: dates, for example, are the text that is stored.
 * @typeParam TAsked - what was asked for; it follows from the steps.
 *
 * @example
 * ```ts
 * const errors = new Search({ using: 'production', index: 'logs' })
 *   .query('match', { message: 'disk full' }, { operator: 'and' })
 *   .filter('range', { '@timestamp': { gte: 'now-1h' } })
 *   .exclude('term', { level: 'debug' });
 * const response = await errors.sort('-@timestamp').slice(0, 20).execute();
 * for (const hit of response) console.log(hit.document.message);
 * console.log(await errors.count());
 * ```
 */
export class Search<TDocument extends object = PlainDocument, TAsked = unknown> {
  readonly #target: SearchTarget;
  readonly #alias: string | undefined;
  readonly #steps: SearchSteps;

  static {
    partsOf = (search) => {
      if (#steps in search) return search.#parts();
      const reason = 'it is no Search';
      throw failure('QUERY_INVALID_VALUE', { className: 'Search', path: 'msearch', reason });
    };
  }

  /** Nothing is sent, and the connection is not looked up yet. */
  constructor(options?: SearchOptions);
  /** @internal */
  constructor(options: SearchTarget, alias?: string, steps?: SearchSteps);
  constructor(options: SearchOptions | SearchTarget = {}, alias?: string, steps: SearchSteps = noSteps) {
    this.#steps = steps;
    if ('toRequest' in options) {
      this.#target = options;
      this.#alias = alias;
    } else {
      const { index, using, connections = sharedConnections } = options;
      this.#target = plainTarget(connections, copyIndex(index));
      this.#alias = using;
    }
  }

  /**
   * A search with the body that another program or Kibana wrote. What steps add stands beside its query.
   *
   * @example
   * ```ts
   * const saved = Search.from({ query: { match: { message: 'error' } }, size: 5 }, { index: 'logs' });
   * ```
   */
  static from<TFrom extends object = PlainDocument>(
    body: SearchRequest<TFrom> & { readonly aggregations?: Aggregations<TFrom> },
    options: SearchOptions = {},
  ): Search<TFrom, AskedAnything> {
    const { query, aggregations, ...members } = plainCopy(body, 'Search');
    const own = withMembers(noSteps, {
      ...members,
      ...(aggregations === undefined ? {} : { aggs: aggregations }),
    });
    const steps = query === undefined ? own : withClause(own, 'query', query as Json);
    const { index, using, connections = sharedConnections } = options;
    return new Search<TFrom, AskedAnything>(plainTarget(connections, copyIndex(index)), using, steps);
  }

  /**
   * Finds what matches, and scores it. What several calls say must all match.
   *
   * @param options Options of the query beside the value: `.query('match', { title: text }, { operator: 'and' })`.
   * @throws RequestError when a part of the query is undefined, or an object where a value belongs.
   */
  query<K extends keyof Query<TDocument>>(
    kind: K,
    body: StepBody<TDocument, K>,
    options?: StepOptions<TDocument, K>,
  ): Search<TDocument, TAsked>;
  query(query: Query<TDocument>): Search<TDocument, TAsked>;
  query(kindOrQuery: unknown, body?: object, options?: object): Search<TDocument, TAsked> {
    return this.#clause('query', kindOrQuery, body, options);
  }

  /** Keeps what matches, without scoring it. What several calls say must all match. */
  filter<K extends keyof Query<TDocument>>(
    kind: K,
    body: StepBody<TDocument, K>,
    options?: StepOptions<TDocument, K>,
  ): Search<TDocument, TAsked>;
  filter(query: Query<TDocument>): Search<TDocument, TAsked>;
  filter(kindOrQuery: unknown, body?: object, options?: object): Search<TDocument, TAsked> {
    return this.#clause('filter', kindOrQuery, body, options);
  }

  /** Leaves out what matches any of these. */
  exclude<K extends keyof Query<TDocument>>(
    kind: K,
    body: StepBody<TDocument, K>,
    options?: StepOptions<TDocument, K>,
  ): Search<TDocument, TAsked>;
  exclude(query: Query<TDocument>): Search<TDocument, TAsked>;
  exclude(kindOrQuery: unknown, body?: object, options?: object): Search<TDocument, TAsked> {
    return this.#clause('exclude', kindOrQuery, body, options);
  }

  /** Narrows the hits, and not the aggregations. What several calls say must all match. */
  postFilter<K extends keyof Query<TDocument>>(
    kind: K,
    body: StepBody<TDocument, K>,
    options?: StepOptions<TDocument, K>,
  ): Search<TDocument, TAsked>;
  postFilter(query: Query<TDocument>): Search<TDocument, TAsked>;
  postFilter(kindOrQuery: unknown, body?: object, options?: object): Search<TDocument, TAsked> {
    return this.#clause('postFilter', kindOrQuery, body, options);
  }

  /**
   * Sorts by these, in place of what an earlier call said; by relevance again without any.
   *
   * @example
   * ```ts
   * search.sort('-@timestamp', 'host', { price: { order: 'asc', missing: '_last' } });
   * ```
   */
  sort(...sort: readonly SearchSort<TDocument>[]): Search<TDocument, TAsked> {
    return this.#members(
      sort.length === 0 ? { sort: undefined } : this.#copy({ sort: sort.map(toSortMember) }),
    );
  }

  /**
   * The hits from `from` to before `to`, counted from 0, in place of what an earlier call said. Without `to`, as many
   * as Elasticsearch's page has: 10. It refuses pages beyond 10,000 hits.
   */
  slice(from: number, to?: number): Search<TDocument, TAsked> {
    checkPlace(this.#target.name, 'from', from, 0);
    if (to !== undefined) checkPlace(this.#target.name, 'to', to, from);
    return this.#members({ from, size: to === undefined ? undefined : to - from });
  }

  /** Which parts of the documents come back, in place of what an earlier call said; all again without any. */
  source(): Search<TDocument, Omit<TAsked, 'source'>>;
  source<const TPath extends SourcePath<TDocument>>(
    ...fields: readonly TPath[]
  ): Search<TDocument, Omit<TAsked, 'source'> & { readonly source: readonly TPath[] }>;
  source<const TSource extends SourceFilter<TDocument>>(
    source: TSource,
  ): Search<TDocument, Omit<TAsked, 'source'> & { readonly source: TSource }>;
  source(...source: readonly unknown[]): Search<TDocument, never> {
    if (source.length === 0) return this.#members({ _source: undefined });
    const [first] = source;
    return this.#members(this.#copy({ _source: typeof first === 'string' ? source : first }));
  }

  /**
   * Marks where these fields match, beside those of earlier calls.
   *
   * @example
   * ```ts
   * films.createSearch().query('match', { title: 'alien' }).highlight('title');
   * films.createSearch().highlight({ fields: { plot: { number_of_fragments: 1 } }, pre_tags: ['<b>'] });
   * ```
   */
  highlight<TField extends FieldName<TDocument>>(
    ...fields: readonly TField[]
  ): Search<TDocument, TAsked & { readonly highlight: Keys<TField> }>;
  highlight<TField extends FieldName<TDocument>>(
    highlight: Highlight<TDocument, TField>,
  ): Search<TDocument, TAsked & { readonly highlight: Keys<TField> }>;
  highlight(...given: readonly unknown[]): Search<TDocument, never> {
    const [first] = given;
    const { fields: own, ...options } = (
      typeof first === 'object' ? first : { fields: given.map((name) => ({ [name as string]: {} })) }
    ) as { readonly fields: Json | readonly Json[] };
    const before = (this.#steps.members['highlight'] as { readonly fields?: unknown } | undefined)?.fields;
    const fields = [...toFields(before ?? []), ...toFields(own)];
    return this.#next(withinMember(this.#steps, 'highlight', this.#copy({ ...options, fields })));
  }

  /** Suggests corrections or completions, by name, beside those of earlier calls. */
  suggest<TName extends string, const TSuggester extends Suggester<TDocument>>(
    name: TName,
    suggester: TSuggester,
  ): Search<TDocument, TAsked & { readonly suggest: { readonly [N in TName]: TSuggester } }>;
  suggest<const TSuggest extends Suggest<TDocument>>(
    suggest: TSuggest,
  ): Search<TDocument, TAsked & { readonly suggest: TSuggest }>;
  suggest(nameOrAll: unknown, suggester?: object): Search<TDocument, never> {
    return this.#within('suggest', nameOrAll, suggester);
  }

  /**
   * Aggregates, by name, beside what earlier calls say: all are in the result.
   *
   * @example
   * ```ts
   * const search = films.createSearch().aggs('genres', { terms: { field: 'genre' } });
   * const { aggs } = await search.aggs({ rating: { avg: { field: 'rating' } } }).execute();
   * aggs.genres.buckets[0]?.key;
   * aggs.rating.value;
   * ```
   */
  aggs<TName extends string, const TAggregation extends Aggregation<TDocument>>(
    name: TName,
    aggregation: TAggregation & CheckedAggregation<TDocument, TAggregation>,
  ): Search<TDocument, TAsked & { readonly aggs: { readonly [N in TName]: TAggregation } }>;
  aggs<const TAggregations extends Aggregations<TDocument>>(
    aggregations: TAggregations & CheckedAggregations<TDocument, TAggregations>,
  ): Search<TDocument, TAsked & { readonly aggs: TAggregations }>;
  aggs(nameOrAll: unknown, aggregation?: object): Search<TDocument, never> {
    return this.#within('aggs', nameOrAll, aggregation);
  }

  /** One hit for each value of a field; `inner_hits` adds others of each group. */
  collapse<TGroup extends string = never>(
    collapse: FieldName<TDocument> | Collapse<TDocument, TGroup>,
  ): Search<TDocument, TAsked & { readonly groups: Keys<TGroup> }> {
    return this.#members(
      this.#copy({ collapse: typeof collapse === 'string' ? { field: collapse } : collapse }),
    );
  }

  /** Adds the nearest neighbours of a vector to what is found; several calls add each their own. */
  knn(knn: Knn<TDocument>): Search<TDocument, TAsked> {
    const before = (this.#steps.members['knn'] ?? []) as readonly Json[];
    return this.#members({ knn: [...before, this.#copy(knn)] });
  }

  /** Finds by a retriever, in place of queries: {@link Retriever}. */
  retriever(retriever: Retriever<TDocument>): Search<TDocument, TAsked> {
    return this.#members(this.#copy({ retriever }));
  }

  /** Ranks what query and neighbours found; on new clusters, a retriever does so. */
  rank(rank: NonNullable<SearchRequest<TDocument>['rank']>): Search<TDocument, TAsked> {
    return this.#members(this.#copy({ rank }));
  }

  /** Fields that are computed while the search runs. Their names go through `field('…')`. */
  runtime(mappings: RuntimeMappings): Search<TDocument, TAsked> {
    return this.#within('runtime_mappings', mappings);
  }

  /** Values of these fields as the mapping has them, in `hit.fields`, beside those of earlier calls. */
  fields<const TFields extends readonly FieldRequest<TDocument>[]>(
    ...fields: TFields
  ): Search<TDocument, TAsked & { readonly fields: Keys<RequestedField<TFields[number]>> }> {
    const before = (this.#steps.members['fields'] ?? []) as readonly unknown[];
    return this.#members({ fields: [...before, ...this.#copy({ fields }).fields] });
  }

  /** Searches these indices, in place of those named before; for a class with several indices, some of them. */
  index(...names: readonly string[]): Search<TDocument, TAsked> {
    const { index } = this.#copy({ index: names });
    return new Search<TDocument, TAsked>(this.#target.at(index), this.#alias, this.#steps);
  }

  /** The same search on another connection. */
  using(alias: string): Search<TDocument, TAsked> {
    return new Search<TDocument, TAsked>(this.#target, alias, this.#steps);
  }

  /**
   * Sets further members of Elasticsearch's request; those that were set before stay.
   *
   * @example
   * ```ts
   * search.params({ track_total_hits: true, min_score: 0.5 });
   * ```
   */
  params(params: SearchParams<TDocument>): Search<TDocument, TAsked> {
    return this.#members(this.#copy(params));
  }

  /** Sets members of the request that the types don't know, unchecked. Never with what somebody sent. */
  extra(members: Readonly<Record<string, unknown>>): Search<TDocument, TAsked & AskedAnything> {
    const { query, aggregations, ...others } = this.#copy(members);
    const changed = withMembers(this.#steps, {
      ...others,
      ...(aggregations === undefined ? {} : { aggs: aggregations }),
    });
    return this.#next(query === undefined ? changed : withClause(changed, 'query', query as Json));
  }

  /** What the search sends to its indices: a copy that can't be changed. */
  toJSON(): Readonly<Record<string, unknown>> {
    return frozenCopy(toSearchBody(this.#steps));
  }

  /**
   * Sends: `POST /logs/_search` with what {@link toJSON} gives.
   *
   * @throws RequestError when the search names no index (nothing is sent), and when the cluster refuses it.
   * @throws PartialResultError when shards failed or the time was up, unless `strict: false`; it holds what was found.
   * @throws ConnectionNotFoundError when there is no such connection.
   */
  async execute(options: SearchRequestOptions & CallOptions = {}): Promise<SearchResult<TDocument, TAsked>> {
    const { target, alias, body } = this.#parts(options);
    return this.#send(target, body, alias, options);
  }

  /** The first hit, or null. Sends {@link execute}'s request with `size: 1`. */
  async first(
    options: SearchRequestOptions & CallOptions = {},
  ): Promise<SearchHit<TDocument, TAsked> | null> {
    const { target, alias, body } = this.#parts(options);
    const result = await this.#send(target, { ...body, size: 1 }, alias, options);
    return result.hits[0] ?? null;
  }

  /**
   * Every hit, one after another, however many there are: page by page, in one point in time, which is closed at the end,
   * on `break` and on errors. Without a `sort`, in no order. Aggregations and the page are left out. While you go through
   * one page, the next one is fetched; `slices` reads parts of the index side by side; `hydrate: false` makes no instances.
   *
   * Sends: `POST /logs/_pit?keep_alive=1m`, `POST /_search` with `search_after` for each page, `DELETE /_pit`; nothing
   * before the first hit is asked for.
   *
   * @example
   * ```ts
   * for await (const hit of films.createSearch().filter('term', { genre: 'Horror' }).iterate()) {
   *   console.log(hit.document.title);
   * }
   * const plain = films.createSearch().iterate({ slices: 2, hydrate: false, pageSize: 2_000 });
   * for await (const page of plain.pages()) console.log(page.length, plain.count);
   * ```
   * All errors come from the iteration, at the place where it stands:
   *
   * @throws IterationExpiredError when nobody asked for a page within `keepAlive`, unless `onExpired: 'reopen'`.
   * @throws PartialResultError when a page is not whole, unless `strict: false`.
   * @throws RequestError QUERY_INVALID_VALUE for options and searches that can't be gone through; nothing is sent.
   * RESPONSE_TOO_LARGE for pages that are larger than the connection accepts.
   * RESPONSE_UNEXPECTED for pages from which there is no way on.
   * @throws RequestAbortedError when the signal aborts; what is under way is aborted, and the point in time closed.
   * ConnectionClosedError when the DataSource or its connections are closed; the point in time is closed before.
   */
  iterate<THydrate extends boolean = true>(
    options: IterateOptions<THydrate> & SearchRequestOptions & CallOptions = {},
  ): Iteration<IteratedHit<TDocument, TAsked, THydrate>> {
    const hits: Iteration<unknown> = iterate('hits', () => this.#parts(options), options);
    // They hold what the steps asked for.
    return hits as Iteration<IteratedHit<TDocument, TAsked, THydrate>>;
  }

  /** The hits of the page, as {@link execute} gives them. */
  async *[Symbol.asyncIterator](): AsyncGenerator<SearchHit<TDocument, TAsked>, void, undefined> {
    yield* (await this.execute()).hits;
  }

  /**
   * How many documents match, exactly, whatever the page. Sends: `POST /logs/_count` with the query; for what that does
   * not know, such as runtime fields and neighbours, a search without hits.
   *
   * @throws PartialResultError when shards failed, which were not counted; RequestError as {@link execute} does.
   */
  async count(options: ScopeOptions & CallOptions = {}): Promise<number> {
    const { target, alias, body } = this.#parts(options);
    if (uncountable.some((name) => name in body)) {
      const members = Object.entries(body).filter(([name]) => !presentation.has(name));
      const counted = { ...Object.fromEntries(members), size: 0, track_total_hits: true };
      return (await this.#send(target, counted, alias, options)).total;
    }
    const connection = target.connection(alias);
    const request = target.toCount(this.#steps, alias, options);
    const answer = await connection.send(request, options);
    return toCount({ index: String(request.params.index) }, connection, answer);
  }

  /**
   * Deletes what matches, for good, whatever the page. Hooks are not called.
   *
   * Sends: `POST /logs/_delete_by_query` with the query.
   *
   * @throws RequestError QUERY_NO_CONDITION for a search without a condition that does not say `all: true`.
   */
  async delete(options: DeleteByOptions & CallOptions = {}): Promise<ByQueryResult> {
    const { target, alias } = this.#parts(options);
    const request = target.toDelete(this.#steps, alias, options);
    const answer = await target.connection(alias).send(request, options);
    return toByQueryResult({ className: target.name }, 'delete', answer);
  }

  #parts({ using = this.#alias }: CallOptions = {}): SearchParts {
    return { target: this.#target, alias: using, body: toSearchBody(this.#steps) };
  }

  async #send(
    target: SearchTarget,
    body: Json,
    alias: string | undefined,
    options: SearchRequestOptions & CallOptions,
  ): Promise<SearchResult<TDocument, TAsked>> {
    // What names no index is refused before the connection is looked for.
    const request = target.toRequest(body, alias, options);
    const connection = target.connection(alias);
    const answer = await connection.send(request, options);
    const result: unknown = await target.toResult(connection, body, answer, options);
    // The answer holds what the steps asked for.
    return result as SearchResult<TDocument, TAsked>;
  }

  #copy<TValue extends object>(value: TValue): TValue {
    return plainCopy(value, this.#target.name);
  }

  #clause(role: Role, kindOrQuery: unknown, body?: unknown, options?: object): Search<TDocument, TAsked> {
    const query = toClause(this.#target.name, role, kindOrQuery, body, options);
    return this.#next(withClause(this.#steps, role, query));
  }

  #members(change: object): Search<TDocument, never> {
    return this.#next(withMembers(this.#steps, change as Json));
  }

  #within(member: string, nameOrAll: unknown, one?: object): Search<TDocument, never> {
    const inside = typeof nameOrAll === 'string' ? { [nameOrAll]: one } : (nameOrAll as object);
    const copy = this.#copy({ [member]: inside })[member] as Json;
    return this.#next(withinMember(this.#steps, member, copy));
  }

  #next(steps: SearchSteps): Search<TDocument, never> {
    return new Search<TDocument, never>(this.#target, this.#alias, steps);
  }
}

function copyIndex(index: SearchOptions['index']): SearchOptions['index'] {
  return index === undefined ? undefined : plainCopy({ index }, 'Search').index;
}

// What decides how many there are, and `_count` does not know.
const uncountable = ['knn', 'min_score', 'rank', 'retriever', 'runtime_mappings', 'terminate_after'];
// What says how hits are shown: scores are not even made where they are sorted by something else.
const presentation: ReadonlySet<string> = new Set([
  'aggs',
  'collapse',
  'explain',
  'fields',
  'from',
  'highlight',
  'profile',
  'search_after',
  'sort',
  'suggest',
  '_source',
]);

function toFields(fields: unknown): readonly unknown[] {
  if (Array.isArray(fields)) return fields;
  return Object.entries(fields as Json).map(([name, options]) => ({ [name]: options }));
}

function checkPlace(className: string, path: string, place: number, least: number): void {
  if (Number.isInteger(place) && place >= least) return;
  const reason = `it is ${place}, and no whole number from ${least} on`;
  throw failure('QUERY_INVALID_VALUE', { className, path: `slice.${path}`, reason });
}
