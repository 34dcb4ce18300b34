// A search without a class, put together step by step.
import type { ConnectionManager } from '../connection/connection-manager.js';
import { connections as sharedConnections } from '../connection/connections.js';
import { failure } from '../errors/failure.js';
import type { FieldName } from '../query/field-path.js';
import type { Query } from '../query/query.js';
import type { SearchRequest, Sort } from '../query/search-request.js';
import {
  emptySearch,
  plainCopy,
  toPlainCountRequest,
  toPlainSearchBody,
  toPlainSearchRequest,
  toSortMember,
} from '../request/to-plain-search-request.js';
import type { PlainSearch } from '../request/to-plain-search-request.js';
import type { SearchResult } from '../response/search-result.js';
import { toCount } from '../response/to-count.js';
import { toPlainSearchResult } from '../response/to-plain-search-result.js';
import type { CallOptions } from '../types/call-options.js';

/** A document without a class: its `_source`, as it is. */
export type PlainDocument = Readonly<Record<string, unknown>>;

/** Where a {@link Search} looks. */
export interface SearchOptions {
  /** The connection, by alias. Default: `'default'`. */
  readonly using?: string;
  /** One index, several, or patterns such as `'logs-*'`. A search without one is refused. */
  readonly index?: string | readonly string[];
  /** The registry that knows the alias. Default: the library's own, {@link connections}. */
  readonly connections?: ConnectionManager;
}

/** The further members of Elasticsearch's request that {@link Search.params} takes. */
export type SearchParams<TDocument> = Omit<SearchRequest<TDocument>, 'query' | 'runtime_mappings' | 'sort'>;

/** A field to sort by, downwards with a `-` before it; or one of Elasticsearch's own forms. */
export type SearchSort<TDocument> = Sort<TDocument> | `-${FieldName<TDocument> | '_score' | '_doc'}`;

type SourceField<TDocument> = FieldName<TDocument> | `${string}*${string}`;

/** Which parts of the documents come back: all, none, or these fields. */
export type SearchSource<TDocument> =
  | boolean
  | readonly SourceField<TDocument>[]
  | {
      readonly includes?: readonly SourceField<TDocument>[];
      readonly excludes?: readonly SourceField<TDocument>[];
    };

/**
 * A search without a class. Each step returns a new search and leaves the old one as it is, so that one can be the
 * start of several.
 *
 * @typeParam TDocument - what the documents look like, where you know it: field names are then checked. It is a claim,
 * not a conversion: dates, for example, are the text that is stored.
 *
 * @example
 * ```ts
 * const errors = new Search({ using: 'production', index: 'logs' })
 *   .query('match', { message: 'error' })
 *   .filter('range', { '@timestamp': { gte: 'now-1h' } })
 *   .exclude('term', { level: 'debug' });
 * const response = await errors.sort('-@timestamp').slice(0, 20).execute();
 * for (const hit of response) console.log(hit.document.message);
 * console.log(await errors.count());
 * ```
 */
export class Search<TDocument extends object = PlainDocument> {
  #connections: ConnectionManager;
  #alias: string;
  #search: PlainSearch;

  /** Nothing is sent, and the connection is not looked up yet. */
  constructor({ using = 'default', index, connections = sharedConnections }: SearchOptions = {}) {
    this.#connections = connections;
    this.#alias = using;
    this.#search = index === undefined ? emptySearch : { ...emptySearch, ...plainCopy({ index }) };
  }

  /**
   * Finds what matches, and scores it. What several calls say must all match.
   *
   * @throws RequestError when a part of the query is undefined, or has no form in JSON.
   */
  query<K extends keyof Query<TDocument>>(kind: K, body: NonNullable<Query<TDocument>[K]>): Search<TDocument>;
  query(query: Query<TDocument>): Search<TDocument>;
  query(kindOrQuery: string | Query<TDocument>, body?: object): Search<TDocument> {
    return this.#with({ queries: [...this.#search.queries, toClause('query', kindOrQuery, body)] });
  }

  /** Keeps what matches, without scoring it. What several calls say must all match. */
  filter<K extends keyof Query<TDocument>>(
    kind: K,
    body: NonNullable<Query<TDocument>[K]>,
  ): Search<TDocument>;
  filter(query: Query<TDocument>): Search<TDocument>;
  filter(kindOrQuery: string | Query<TDocument>, body?: object): Search<TDocument> {
    return this.#with({ filters: [...this.#search.filters, toClause('filter', kindOrQuery, body)] });
  }

  /** Leaves out what matches any of these. */
  exclude<K extends keyof Query<TDocument>>(
    kind: K,
    body: NonNullable<Query<TDocument>[K]>,
  ): Search<TDocument>;
  exclude(query: Query<TDocument>): Search<TDocument>;
  exclude(kindOrQuery: string | Query<TDocument>, body?: object): Search<TDocument> {
    return this.#with({ exclusions: [...this.#search.exclusions, toClause('exclude', kindOrQuery, body)] });
  }

  /**
   * Sorts by these, in place of what an earlier call said; by relevance again without any.
   *
   * @example
   * ```ts
   * search.sort('-@timestamp', 'host', { price: { order: 'asc', missing: '_last' } });
   * ```
   */
  sort(...sort: readonly SearchSort<TDocument>[]): Search<TDocument> {
    return this.#withRest(
      sort.length === 0 ? { sort: undefined } : plainCopy({ sort: sort.map(toSortMember) }),
    );
  }

  /**
   * The hits from `from` to before `to`, counted from 0, in place of what an earlier call said. Without `to`, as many
   * as Elasticsearch's page has: 10. It refuses pages beyond 10,000 hits.
   */
  slice(from: number, to?: number): Search<TDocument> {
    checkPlace('from', from, 0);
    if (to !== undefined) checkPlace('to', to, from);
    return this.#withRest({ from, size: to === undefined ? undefined : to - from });
  }

  /** Which parts of the documents come back, in place of what an earlier call said; all again without any. */
  source(...fields: readonly SourceField<TDocument>[]): Search<TDocument>;
  source(source: SearchSource<TDocument>): Search<TDocument>;
  source(
    ...source: readonly [SearchSource<TDocument>] | readonly SourceField<TDocument>[]
  ): Search<TDocument> {
    if (source.length === 0) return this.#withRest({ _source: undefined });
    const [first] = source;
    return this.#withRest(plainCopy({ _source: typeof first === 'string' ? source : first }));
  }

  /** Searches these indices, in place of those named before. */
  index(...names: readonly string[]): Search<TDocument> {
    return this.#with(plainCopy({ index: names }));
  }

  /** The same search on another connection. */
  using(alias: string): Search<TDocument> {
    const next = this.#with({});
    next.#alias = alias;
    return next;
  }

  /**
   * Sets further members of Elasticsearch's request; those that were set before stay.
   *
   * @example
   * ```ts
   * search.params({ track_total_hits: true, highlight: { fields: { message: {} } } });
   * ```
   */
  params(params: SearchParams<TDocument>): Search<TDocument> {
    return this.#withRest(plainCopy(params));
  }

  /** What the search sends to its indices. */
  toJSON(): Readonly<Record<string, unknown>> {
    return toPlainSearchBody(this.#search);
  }

  /**
   * Sends: `POST /logs/_search` with what {@link toJSON} gives.
   *
   * @throws RequestError when the search names no index (nothing is sent), when the cluster refuses it, and when shards
   * fail, unless `allow_partial_search_results` is true.
   * @throws ConnectionNotFoundError when there is no such connection.
   */
  async execute(options: CallOptions = {}): Promise<SearchResult<TDocument>> {
    const { using = this.#alias } = options;
    const request = toPlainSearchRequest(this.#search, using);
    const answer = await this.#connections.connection(using).send(request, options);
    const result: unknown = toPlainSearchResult(answer);
    // The documents are what the user says they are.
    return result as SearchResult<TDocument>;
  }

  /**
   * How many documents match, exactly, whatever the page. Sends: `POST /logs/_count` with the query.
   *
   * @throws RequestError as {@link execute} does; and when shards failed, which were not counted.
   */
  async count(options: CallOptions = {}): Promise<number> {
    const { using = this.#alias } = options;
    const request = toPlainCountRequest(this.#search, using);
    const connection = this.#connections.connection(using);
    const answer = await connection.send(request, options);
    return toCount({ index: String(request.params.index) }, connection, answer);
  }

  #with(change: Partial<PlainSearch>): Search<TDocument> {
    const next = new Search<TDocument>({ using: this.#alias, connections: this.#connections });
    next.#search = { ...this.#search, ...change };
    return next;
  }

  // A member that is undefined is taken back.
  #withRest(change: object): Search<TDocument> {
    const rest = Object.entries({ ...this.#search.rest, ...change }).filter(
      ([, value]) => value !== undefined,
    );
    return this.#with({ rest: Object.fromEntries(rest) });
  }
}

function toClause(step: string, kindOrQuery: string | object, body: object | undefined): PlainDocument {
  const query = typeof kindOrQuery === 'string' ? { [kindOrQuery]: body } : kindOrQuery;
  // The path of a value that is refused starts with the step.
  return plainCopy({ [step]: query })[step] as PlainDocument;
}

function checkPlace(path: string, place: number, least: number): void {
  if (Number.isInteger(place) && place >= least) return;
  const reason = `it is ${place}, and no whole number from ${least} on`;
  throw failure('QUERY_INVALID_VALUE', { className: 'Search', path: `slice.${path}`, reason });
}
