// The registry of named connections.
import { Client } from '@elastic/elasticsearch';
import { failure } from '../errors/failure.js';
import type { Connection, Origin } from '../types/wire-request.js';
import { checkConnectionOptions } from './check-connection-options.js';
import { createClientConnection } from './client-connection.js';
import type { ConnectionOptions } from './connection-options.js';
import { secretsOf, toClientOptions } from './to-client-options.js';

interface Entry {
  readonly client: Client;
  readonly connection: Connection;
}

const defaultAlias = 'default';
const managerBrand: unique symbol = Symbol.for('elastodm.ConnectionManager');

/** Whether a value is a manager, of this copy of the package or of another. */
export function isConnectionManager(value: object): value is ConnectionManager {
  return managerBrand in value;
}

function makeEntry(origin: Origin, options: ConnectionOptions): Entry {
  const { alias } = origin;
  checkConnectionOptions(alias, options);
  const client = new Client(toClientOptions(alias, options));
  return { client, connection: createClientConnection(origin, client, secretsOf(options)) };
}

/**
 * Connections by name. A client is made on its first use, and opens sockets with its first request.
 *
 * The library has one of its own, {@link connections}; a {@link DataSource} with options makes another.
 *
 * @example
 * ```ts
 * const manager = new ConnectionManager();
 * manager.createConnection('analytics', { hosts: 'localhost:9200' });
 * const client = manager.getConnection('analytics'); // the official client
 * await manager.close();
 * ```
 */
export class ConnectionManager {
  // The ESM and the CommonJS copy of the package know each other's managers by it.
  /** @internal */
  readonly [managerBrand] = true;

  readonly #configured = new Map<string, ConnectionOptions>();
  readonly #entries = new Map<string, Entry>();
  // Outlives the connections: what is known of documents holds when a connection is made anew.
  readonly #origins = new Map<string, Origin>();

  /**
   * Makes a connection and returns its client. A connection that had this alias is closed.
   *
   * @param alias Its name. Default: `'default'`.
   * @throws ConfigurationError for an option that is unknown, wrong, or contradicts another.
   */
  createConnection(options: ConnectionOptions): Client;
  createConnection(alias?: string, options?: ConnectionOptions): Client;
  createConnection(
    aliasOrOptions: string | ConnectionOptions = defaultAlias,
    options: ConnectionOptions = {},
  ): Client {
    const alias = typeof aliasOrOptions === 'string' ? aliasOrOptions : defaultAlias;
    const entry = makeEntry(
      this.#origin(alias),
      typeof aliasOrOptions === 'string' ? options : aliasOrOptions,
    );
    this.#replace(alias);
    this.#entries.set(alias, entry);
    return entry.client;
  }

  /** Registers a client that you made. A connection that had this alias is closed. */
  addConnection(alias: string, client: Client): void {
    this.#replace(alias);
    this.#entries.set(alias, { client, connection: createClientConnection(this.#origin(alias), client) });
  }

  /**
   * The client of a connection; a client that is passed in is returned as it is.
   *
   * @throws ConnectionNotFoundError that names the aliases that exist.
   */
  getConnection(alias: string | Client = defaultAlias): Client {
    return typeof alias === 'string' ? this.#entry(alias).client : alias;
  }

  /**
   * Closes a connection and forgets it.
   *
   * @throws ConnectionNotFoundError that names the aliases that exist.
   */
  async removeConnection(alias: string): Promise<void> {
    if (!this.has(alias)) throw this.#notFound(alias);
    await this.#forget(alias);
  }

  /** Says how the default connection is made when it is first used. */
  configure(options: ConnectionOptions): void {
    this.configureAll({ [defaultAlias]: options });
  }

  /** Says how connections are made when they are first used, by alias. */
  configureAll(options: Readonly<Record<string, ConnectionOptions>>): void {
    for (const [alias, connectionOptions] of Object.entries(options))
      this.#configure(alias, connectionOptions);
  }

  /** Whether there is a connection of this alias. */
  has(alias: string): boolean {
    return this.#entries.has(alias) || this.#configured.has(alias);
  }

  /** The aliases that exist, in the order in which they were made known. */
  aliases(): readonly string[] {
    return [...new Set([...this.#configured.keys(), ...this.#entries.keys()])];
  }

  /** All clients by alias. */
  all(): Readonly<Record<string, Client>> {
    return Object.fromEntries(this.aliases().map((alias) => [alias, this.getConnection(alias)]));
  }

  /** Closes every connection and forgets it. */
  async close(): Promise<void> {
    await Promise.all(this.aliases().map((alias) => this.#forget(alias)));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  /**
   * The seam through which repositories send.
   *
   * @internal
   */
  connection(alias: string): Connection {
    return this.#entry(alias).connection;
  }

  #origin(alias: string): Origin {
    let origin = this.#origins.get(alias);
    if (origin === undefined) this.#origins.set(alias, (origin = { alias, cluster: {} }));
    return origin;
  }

  #configure(alias: string, options: ConnectionOptions): void {
    checkConnectionOptions(alias, options);
    this.#replace(alias);
    this.#configured.set(alias, options);
  }

  #entry(alias: string): Entry {
    const entry = this.#entries.get(alias);
    if (entry !== undefined) return entry;
    const options = this.#configured.get(alias);
    if (options === undefined) throw this.#notFound(alias);
    const made = makeEntry(this.#origin(alias), options);
    this.#entries.set(alias, made);
    return made;
  }

  // Whoever still has the client of a connection that is replaced may see it close; nobody waits for that.
  #replace(alias: string): void {
    this.#forget(alias).catch(() => undefined);
  }

  async #forget(alias: string): Promise<void> {
    const entry = this.#entries.get(alias);
    this.#entries.delete(alias);
    this.#configured.delete(alias);
    await entry?.client.close();
  }

  #notFound(alias: string): Error {
    return failure('CONNECTION_NOT_FOUND', { alias, aliases: this.aliases() });
  }
}
