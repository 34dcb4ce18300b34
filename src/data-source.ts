// The composition root: classes and connections in, repositories out.
import {
  ConnectionManager,
  defaultCloseTimeout,
  isConnectionManager,
} from './connection/connection-manager.js';
import type { CloseOptions, CloseReport, ConnectionSource } from './connection/connection-manager.js';
import { connections as sharedConnections } from './connection/connections.js';
import { failure } from './errors/failure.js';
import { synchronizeIndex } from './lifecycle/synchronize-index.js';
import type { Synchronize } from './lifecycle/synchronize-index.js';
import { buildDocuments, groupByIndex, indexKey } from './metadata/build-documents.js';
import { checkDataSourceOptions } from './metadata/check-data-source-options.js';
import type { DocumentMetadata } from './metadata/document-metadata.js';
import type { Hydration, RefreshPolicy } from './metadata/document-options.js';
import type { SearchLimits } from './metadata/search-limits.js';
import { OpenWriters } from './repository/bulk/open-writers.js';
import { multiSearch } from './repository/multi-search.js';
import type { MultiSearchOptions, MultiSearchResults, SettledSearches } from './repository/multi-search.js';
import { Repository } from './repository/repository.js';
import type { AnySearch } from './repository/search.js';
import type { EsqlFragment } from './query/esql.js';
import { runEsql } from './repository/run-esql.js';
import { simulate } from './repository/simulate.js';
import type { AnySubscriber } from './repository/subscriber.js';
import type { Analyzable, AnalyzeOptions } from './request/to-analyze-request.js';
import type { EsqlOptions } from './request/to-esql-request.js';
import type { EsqlResult } from './response/to-esql-rows.js';
import type { AnalyzedToken } from './response/to-tokens.js';
import type { CallOptions } from './types/call-options.js';
import type { AbstractClass } from './types/class.js';
import type { Logger } from './types/logger.js';
import type { Connection } from './types/wire-request.js';

/** What a DataSource is made of. */
export interface DataSourceOptions {
  /** The classes with `@Document`. */
  readonly documents: readonly AbstractClass[];
  /**
   * Connections by alias, which this DataSource makes and closes; or a manager that you keep. Options, or functions that
   * give them when the connection is first used. Default: the library's own registry, {@link connections}.
   */
  readonly connections?: Readonly<Record<string, ConnectionSource>> | ConnectionManager;
  /** What `initialize` does about the indices. Default: `'none'`. */
  readonly synchronize?: Synchronize;
  /** When writes become visible to searches, unless a class or a call says otherwise. Default: `false`. */
  readonly refresh?: RefreshPolicy;
  /** What reading does about values of other types than the mapping's. Default: `'lenient'`, which keeps them. */
  readonly hydration?: Hydration;
  /**
   * How much one search may ask for: a search, count, `updateBy` or `deleteBy` that goes beyond is refused with a RequestError
   * QUERY_LIMIT. Default: no limits of ours.
   */
  readonly limits?: SearchLimits;
  /** Objects that are told of what happens to documents, in this order, after the hooks of the document's class. */
  readonly subscribers?: readonly AnySubscriber[];
  /**
   * Takes what the connections of this DataSource have to tell: retries, lost nodes. `console` fits. Default: nothing is
   * told, unless `NODE_DEBUG=elastodm` asks. A manager that you keep has a logger of its own.
   */
  readonly logger?: Logger;
}

/**
 * Binds document classes to connections.
 *
 * @example
 * ```ts
 * const dataSource = new DataSource({
 *   connections: { default: { hosts: 'http://localhost:9200' } },
 *   documents: [Film],
 *   synchronize: 'update',
 * });
 * await dataSource.initialize();
 * const films = dataSource.getRepository(Film);
 * await dataSource.close();
 * ```
 */
export class DataSource {
  readonly #options: DataSourceOptions;
  readonly #connections: ConnectionManager;
  // The connections that this DataSource makes and closes itself.
  readonly #own: Readonly<Record<string, ConnectionSource>> | undefined;
  readonly #repositories = new Map<AbstractClass, Repository<object>>();
  // The indices that were found to be aliases, by connection and name.
  readonly #aliases = new Set<string>();
  #metadata: ReadonlyMap<AbstractClass, DocumentMetadata> | undefined;
  #initialized = false;
  readonly #writers: OpenWriters = new OpenWriters(() =>
    this.#connections.beforeClose((milliseconds) => this.#writers.close(milliseconds)),
  );

  /**
   * Nothing is sent, and the classes are not looked at yet.
   *
   * @throws ConfigurationError for an option that is unknown or wrong, such as one of a connection.
   */
  constructor(options: DataSourceOptions) {
    checkDataSourceOptions(options);
    this.#options = options;
    const { connections = sharedConnections } = options;
    if (isConnectionManager(connections)) {
      this.#connections = connections;
    } else {
      this.#own = connections;
      this.#connections = new ConnectionManager(
        options.logger === undefined ? {} : { logger: options.logger },
      );
      this.#connections.configureAll(connections);
    }
  }

  /** The connections of this DataSource. */
  get connections(): ConnectionManager {
    return this.#connections;
  }

  /** Whether {@link initialize} has succeeded. */
  get isInitialized(): boolean {
    return this.#initialized;
  }

  /**
   * Checks the classes, finds their connections, and does about their indices what `synchronize` says.
   *
   * Sends: nothing for `synchronize: 'none'`; else `GET /{index}`, and `PUT /{index}`, `PUT /{index}/_mapping`,
   * `PUT /{index}/_settings`, `PUT /{index}/_alias/{name}` where there is something to do; for patterns and data streams
   * `GET` and `PUT /_index_template/{name}`, too.
   *
   * @throws MetadataError when a class is decorated wrongly.
   * @throws ConnectionNotFoundError when a class asks for an alias that does not exist.
   * @throws IndexDriftError when an index differs from its class in a way that `synchronize` does not mend.
   */
  async initialize(): Promise<this> {
    // After `close`, a DataSource can be initialized again.
    for (const [alias, options] of Object.entries(this.#own ?? {})) {
      if (!this.#connections.has(alias)) this.#connections.configureAll({ [alias]: options });
    }
    const groups = [...groupByIndex([...this.#build().values()])].map(
      ([key, group]) => [key, group, this.#connectionOf(group[0] as DocumentMetadata)] as const,
    );
    this.#aliases.clear();
    for (const [key, group, connection] of groups) {
      const { alias } = await synchronizeIndex(group, connection, this.#options.synchronize ?? 'none');
      if (alias) this.#aliases.add(key);
    }
    this.#initialized = true;
    return this;
  }

  /**
   * The repository of a class; the same object each time. It may be asked for before {@link initialize}.
   *
   * @throws ConfigurationError when the class is not among the `documents`.
   */
  getRepository<TDocument extends object>(target: AbstractClass<TDocument>): Repository<TDocument> {
    const known = this.#repositories.get(target);
    // The map's values are repositories of their keys.
    if (known !== undefined) return known as unknown as Repository<TDocument>;
    const metadata = this.getMetadata(target);
    const key = indexKey(metadata);
    const repository = new Repository<TDocument>({
      metadata,
      resolve: (alias) => this.#connectionOf(metadata, alias),
      // Each is told of documents of the class that it listens to.
      subscribers: this.#options.subscribers ?? [],
      isAlias: () => this.#aliases.has(key),
      writers: this.#writers,
    });
    this.#repositories.set(target, repository as unknown as Repository<object>);
    return repository;
  }

  /**
   * What the decorators of a class say. Frozen.
   *
   * @throws ConfigurationError when the class is not among the `documents`.
   */
  getMetadata(target: AbstractClass): DocumentMetadata {
    const built = this.#build();
    const metadata = built.get(target);
    if (metadata !== undefined) return metadata;
    const registered = [...built.values()].map(({ className }) => className);
    throw failure('DOCUMENT_NOT_REGISTERED', { className: target.name, registered });
  }

  /**
   * The tokens that an analyzer makes of a text, on a connection of this DataSource: {@link simulate}.
   *
   * @example
   * ```ts
   * const tokens = await dataSource.simulate(titles, 'Fish & Chips');
   * ```
   */
  async simulate(
    definition: Analyzable,
    text: string,
    options: CallOptions & AnalyzeOptions = {},
  ): Promise<AnalyzedToken[]> {
    return simulate(definition, text, { ...options, connections: this.#connections });
  }

  /**
   * Several searches with one request for each connection. The results are in the order of the searches, each of its own
   * type.
   *
   * Sends: `POST /_msearch`.
   *
   * @example
   * ```ts
   * const [best, recent] = await dataSource.msearch([
   *   films.createSearch().sort('-rating').slice(0, 5),
   *   actors.createSearch().sort('-bornAt').slice(0, 5),
   * ]);
   * ```
   * @throws MultiSearchError when some failed, or were refused before they were sent; its `results` has those of the
   * others. With `settle: true`, each result says for itself whether it succeeded, as with `Promise.allSettled`.
   * @see https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-msearch
   */
  msearch<const TSearches extends readonly AnySearch[]>(
    searches: TSearches,
    options: MultiSearchOptions & { readonly settle: true },
  ): Promise<SettledSearches<TSearches>>;
  msearch<const TSearches extends readonly AnySearch[]>(
    searches: TSearches,
    options?: MultiSearchOptions,
  ): Promise<MultiSearchResults<TSearches>>;
  async msearch(searches: readonly AnySearch[], options: MultiSearchOptions = {}): Promise<unknown> {
    return multiSearch(searches, options);
  }

  /**
   * Runs an ES|QL query, and gives its rows.
   *
   * Sends: `POST /_query { "query": "FROM films | WHERE year > ?1 | STATS n = COUNT(*) BY genre", "params": [1980] }`.
   *
   * @typeParam TRow - what a row looks like: a claim, not a conversion; dates, for example, are text.
   *
   * @example
   * ```ts
   * const query = esql`FROM films | WHERE year > ${1980} | STATS n = COUNT(*) BY genre`;
   * const { rows } = await dataSource.esql<{ genre: string; n: number }>(query);
   * ```
   * @throws PartialResultError when the result is not whole, unless `strict` is false.
   * @see https://www.elastic.co/docs/reference/query-languages/esql
   */
  async esql<TRow extends object = Readonly<Record<string, unknown>>>(
    query: EsqlFragment,
    options: EsqlOptions & CallOptions = {},
  ): Promise<EsqlResult<TRow>> {
    const connection = this.#connections.connection(options.using ?? 'default');
    const result: unknown = await runEsql(connection, query, options);
    // The rows are what the user says they are.
    return result as EsqlResult<TRow>;
  }

  /**
   * Closes the bulk writers that are open, which sends what they hold, and the connections that this DataSource made. Waits
   * for what is under way. A manager that was passed in stays open. What `iterate` has not gone through to its end rejects
   * with a ConnectionClosedError; its point in time is closed.
   *
   * @returns What the writers could not write, or may not have written, by then.
   */
  async close(options: CloseOptions = {}): Promise<CloseReport> {
    this.#initialized = false;
    if (this.#own !== undefined) return this.#connections.close(options);
    return { failures: await this.#writers.close(options.timeout ?? defaultCloseTimeout) };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  // Built at the first need, so that classes of circular imports are complete by then.
  #build(): ReadonlyMap<AbstractClass, DocumentMetadata> {
    const { documents, refresh, hydration, limits } = this.#options;
    this.#metadata ??= buildDocuments(documents, { refresh, hydration, limits });
    return this.#metadata;
  }

  #connectionOf({ connection, className }: DocumentMetadata, other?: string): Connection {
    const alias = other ?? (typeof connection === 'function' ? connection() : connection);
    if (!this.#connections.has(alias)) throw this.#connections.missing(alias, className);
    return this.#connections.connection(alias);
  }
}
