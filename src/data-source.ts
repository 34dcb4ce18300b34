// The composition root: classes and connections in, repositories out.
import { ConnectionManager, isConnectionManager } from './connection/connection-manager.js';
import type { CloseOptions, ConnectionSource } from './connection/connection-manager.js';
import { connections as sharedConnections } from './connection/connections.js';
import { failure } from './errors/failure.js';
import { synchronizeIndex } from './lifecycle/synchronize-index.js';
import type { Synchronize } from './lifecycle/synchronize-index.js';
import { buildDocumentMetadata } from './metadata/build-document-metadata.js';
import type { DocumentMetadata } from './metadata/document-metadata.js';
import { Repository } from './repository/repository.js';
import type { Class } from './types/class.js';
import type { Logger } from './types/logger.js';
import type { Connection } from './types/wire-request.js';

/** What a DataSource is made of. */
export interface DataSourceOptions {
  /** The classes with `@Document`. */
  readonly documents: readonly Class[];
  /**
   * Connections by alias, which this DataSource makes and closes; or a manager that you keep. Options, or functions that
   * give them when the connection is first used. Default: the library's own registry, {@link connections}.
   */
  readonly connections?: Readonly<Record<string, ConnectionSource>> | ConnectionManager;
  /** What `initialize` does about the indices. Default: `'none'`. */
  readonly synchronize?: Synchronize;
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
  readonly #repositories = new Map<Class, Repository<object>>();
  #metadata: ReadonlyMap<Class, DocumentMetadata> | undefined;
  #initialized = false;

  /**
   * Nothing is sent, and the classes are not looked at yet.
   *
   * @throws ConfigurationError for a connection option that is unknown, wrong, or contradicts another.
   */
  constructor(options: DataSourceOptions) {
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
   * `PUT /{index}/_settings`, `PUT /{index}/_alias/{name}` where there is something to do.
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
    const bound = [...this.#build().values()].map(
      (metadata) => [metadata, this.#connectionOf(metadata)] as const,
    );
    for (const [metadata, connection] of bound) {
      await synchronizeIndex(metadata, connection, this.#options.synchronize ?? 'none');
    }
    this.#initialized = true;
    return this;
  }

  /**
   * The repository of a class; the same object each time. It may be asked for before {@link initialize}.
   *
   * @throws ConfigurationError when the class is not among the `documents`.
   */
  getRepository<TDocument extends object>(target: Class<TDocument>): Repository<TDocument> {
    const known = this.#repositories.get(target);
    // The map's values are repositories of their keys.
    if (known !== undefined) return known as unknown as Repository<TDocument>;
    const metadata = this.getMetadata(target);
    const repository = new Repository<TDocument>(metadata, (alias) => this.#connectionOf(metadata, alias));
    this.#repositories.set(target, repository as unknown as Repository<object>);
    return repository;
  }

  /**
   * What the decorators of a class say. Frozen.
   *
   * @throws ConfigurationError when the class is not among the `documents`.
   */
  getMetadata(target: Class): DocumentMetadata {
    const built = this.#build();
    const metadata = built.get(target);
    if (metadata !== undefined) return metadata;
    const registered = [...built.values()].map(({ className }) => className);
    throw failure('DOCUMENT_NOT_REGISTERED', { className: target.name, registered });
  }

  /**
   * Closes the connections that this DataSource made, and waits for what is under way. A manager that was passed in stays
   * open.
   */
  async close(options: CloseOptions = {}): Promise<void> {
    this.#initialized = false;
    if (this.#own !== undefined) await this.#connections.close(options);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  // Built at the first need, so that classes of circular imports are complete by then.
  #build(): ReadonlyMap<Class, DocumentMetadata> {
    this.#metadata ??= new Map(
      this.#options.documents.map((target) => [target, buildDocumentMetadata(target)]),
    );
    return this.#metadata;
  }

  #connectionOf({ connection, className }: DocumentMetadata, other?: string): Connection {
    const alias = other ?? (typeof connection === 'function' ? connection() : connection);
    if (!this.#connections.has(alias)) throw this.#connections.missing(alias, className);
    return this.#connections.connection(alias);
  }
}
