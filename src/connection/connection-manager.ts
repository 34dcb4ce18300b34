// The registry of named connections.
import type { Client } from '@elastic/elasticsearch';
import { isDeepStrictEqual } from 'node:util';
import type { BulkFailure } from '../errors/elastodm-error.js';
import { failure } from '../errors/failure.js';
import type { Logger } from '../types/logger.js';
import type { Connection, Origin } from '../types/wire-request.js';
import { checkConnectionOptions } from './options/check-connection-options.js';
import { checkHealthOf } from './check-health.js';
import type { ConnectionHealth, HealthOptions } from './check-health.js';
import { createClientConnection } from './client-connection.js';
import { systemClock } from './transport/clock.js';
import type { Clock } from './transport/clock.js';
import type { ConnectionOptions } from './options/connection-options.js';
import { warningsOf } from './options/connection-warnings.js';
import { createClient } from './create-client.js';
import { defaultLogger } from './default-logger.js';
import { shutDown } from './transport/retrying-transport.js';

/** The options of a connection, or what gives them when it is first used. */
export type ConnectionSource = ConnectionOptions | (() => ConnectionOptions);

/** What a registry may be told. */
export interface ConnectionManagerOptions {
  /** Takes what connections have to tell: retries, lost nodes. `console` fits. Default: `NODE_DEBUG=elastodm`. */
  readonly logger?: Logger;
}

/** Writes and closes what is open before connections close, and gives what could not be written. */
export type Drain = (milliseconds: number) => Promise<readonly BulkFailure<object | undefined>[]>;

/** What came of closing. */
export interface CloseReport {
  /** Documents of bulk writers that were open, and are not written, or, where the outcome is `'unknown'`, may not be. */
  readonly failures: readonly BulkFailure<object | undefined>[];
}

/** How connections are closed. */
export interface CloseOptions {
  /** How long to wait for requests that are under way, in milliseconds. Default: 30,000. */
  readonly timeout?: number;
}

interface Entry {
  readonly client: Client;
  readonly connection: Connection;
  /** What it was made from; undefined for a client that somebody else made. */
  readonly source: ConnectionSource | undefined;
}

const defaultAlias = 'default';
/** How long closing waits, in milliseconds. */
export const defaultCloseTimeout = 30_000;
const managerBrand: unique symbol = Symbol.for('elastodm.ConnectionManager');

/** Whether a value is a manager, of this copy of the package or of another. */
export function isConnectionManager(value: object): value is ConnectionManager {
  return managerBrand in value;
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

  readonly #configured = new Map<string, ConnectionSource>();
  readonly #entries = new Map<string, Entry>();
  // Outlives the connections: what is known of documents holds when a connection is made anew.
  readonly #origins = new Map<string, Origin>();
  // What was closed with the whole registry, and not removed from it.
  readonly #closed = new Set<string>();
  // What is closing: removed, replaced or closed, and perhaps with requests under way.
  readonly #leaving = new Set<Promise<void>>();
  readonly #drains = new Set<Drain>();
  readonly #clock: Clock;
  #logger: Logger;

  constructor(options: ConnectionManagerOptions = {}) {
    this.#logger = options.logger ?? defaultLogger;
    // Tests put a clock of theirs in its place.
    this.#clock = (options as { readonly clock?: Clock }).clock ?? systemClock;
  }

  /** Takes what connections have to tell, from now on. */
  set logger(logger: Logger) {
    this.#logger = logger;
  }

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
    const [alias, given] =
      typeof aliasOrOptions === 'string' ? [aliasOrOptions, options] : [defaultAlias, aliasOrOptions];
    const entry = this.#make(alias, given);
    this.#replace(alias);
    this.#set(alias, entry);
    return entry.client;
  }

  /** Registers a client that you made. A connection that had this alias is closed. */
  addConnection(alias: string, client: Client): void {
    if (this.#entries.get(alias)?.client === client) return;
    this.#replace(alias);
    const connection = createClientConnection(this.#origin(alias), client);
    this.#set(alias, { client, connection, source: undefined });
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
   * Closes a connection and forgets it. Waits for requests that are under way.
   *
   * @throws ConnectionNotFoundError that names the aliases that exist.
   */
  async removeConnection(alias: string, options: CloseOptions = {}): Promise<void> {
    if (!this.has(alias)) throw this.missing(alias);
    this.#closed.delete(alias);
    await this.#forget(alias, options);
  }

  /** Says how the default connection is made when it is first used. */
  configure(options: ConnectionSource): void {
    this.configureAll({ [defaultAlias]: options });
  }

  /**
   * Says how connections are made when they are first used, by alias. A connection that lives already, from the same
   * options, is kept; one whose options changed is closed when its requests are done, and made anew.
   *
   * @param options Options, or functions that give them when the connection is first used.
   * @throws ConfigurationError for an option that is unknown, wrong, or contradicts another; for those of a function,
   * when it is first used.
   */
  configureAll(options: Readonly<Record<string, ConnectionSource>>): void {
    const entries = Object.entries(options);
    for (const [alias, source] of entries) {
      if (typeof source !== 'function') checkConnectionOptions(alias, source);
    }
    for (const [alias, source] of entries) this.#configure(alias, source);
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

  /**
   * How the connections and their clusters are, side by side: status, nodes with their versions, shards, latency and a
   * test search. A cluster that fails, or does not answer in time, is told in its own report.
   *
   * @example
   * ```ts
   * for (const { alias, ok, status, error } of await connections.health()) console.log(alias, ok, status, error?.message);
   * ```
   * @throws ConnectionNotFoundError for an alias that does not exist.
   */
  health(options: HealthOptions = {}): Promise<readonly ConnectionHealth[]> {
    return checkHealthOf(options.aliases ?? this.aliases(), (alias) => this.connection(alias), options);
  }

  /**
   * Closes every connection and forgets it. Requests that are under way are waited for; those that take longer than
   * `timeout` reject with a ConnectionClosedError, or a WriteOutcomeUnknownError where they may have been applied. Those
   * of a client that you made, or of a connection that was replaced, are then left to end by themselves.
   *
   * Bulk writers and iterations that are open are closed before, within the same time; the report says what writers could
   * not write.
   */
  async close(options: CloseOptions = {}): Promise<CloseReport> {
    const start = this.#clock.now();
    const failures = this.#drains.size === 0 ? [] : await this.#drain(options);
    const { timeout = defaultCloseTimeout } = options;
    await this.#close({ timeout: Math.max(0, timeout - (this.#clock.now() - start)) });
    return { failures };
  }

  async #drain({ timeout = defaultCloseTimeout }: CloseOptions): Promise<CloseReport['failures']> {
    return (await Promise.all([...this.#drains].map((drain) => drain(timeout)))).flat();
  }

  async #close({ timeout }: Required<CloseOptions>): Promise<void> {
    const earlier = [...this.#leaving];
    const aliases = this.aliases();
    for (const alias of aliases) this.#closed.add(alias);
    await Promise.all([
      ...aliases.map((alias) => this.#forget(alias, { timeout })),
      ...(earlier.length === 0 ? [] : [this.#within(timeout, Promise.allSettled(earlier))]),
    ]);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.close();
  }

  /**
   * Has something written or closed before connections close; what is returned takes that back.
   *
   * @internal
   */
  beforeClose(drain: Drain): () => void {
    this.#drains.add(drain);
    return () => void this.#drains.delete(drain);
  }

  /**
   * The seam through which repositories send.
   *
   * @internal
   */
  connection(alias: string): Connection {
    return this.#entry(alias).connection;
  }

  /**
   * The error for an alias that has no connection, or none any more.
   *
   * @internal
   */
  missing(alias: string, className?: string): Error {
    if (this.#closed.has(alias)) return failure('CONNECTION_CLOSED', { alias });
    const named = className === undefined ? {} : { className };
    return failure('CONNECTION_NOT_FOUND', { alias, aliases: this.aliases(), ...named });
  }

  #origin(alias: string): Origin {
    let origin = this.#origins.get(alias);
    if (origin === undefined) this.#origins.set(alias, (origin = { alias, cluster: {} }));
    return origin;
  }

  #configure(alias: string, source: ConnectionSource): void {
    const live = this.#entries.get(alias);
    // Functions are the same when they are one; options, when they say the same.
    if (live !== undefined && !isDeepStrictEqual(live.source, source)) this.#replace(alias);
    this.#configured.set(alias, source);
    this.#closed.delete(alias);
  }

  #set(alias: string, entry: Entry): void {
    this.#entries.set(alias, entry);
    this.#closed.delete(alias);
  }

  #entry(alias: string): Entry {
    const entry = this.#entries.get(alias);
    if (entry !== undefined) return entry;
    const source = this.#configured.get(alias);
    if (source === undefined) throw this.missing(alias);
    const made = this.#make(alias, source);
    this.#set(alias, made);
    return made;
  }

  #make(alias: string, source: ConnectionSource): Entry {
    const options = typeof source === 'function' ? source() : source;
    checkConnectionOptions(alias, options);
    for (const warning of warningsOf(alias, options)) {
      process.emitWarning(warning, { type: 'ElastodmWarning', code: 'ELASTODM_UNSAFE_CONNECTION' });
    }
    // The logger may be replaced while connections live.
    const tell =
      (level: keyof Logger): Logger['warn'] =>
      (message, details) => {
        try {
          this.#logger[level](message, details);
        } catch {
          // A logger that fails is no reason to fail a call.
        }
      };
    const logger: Logger = { warn: tell('warn'), info: tell('info') };
    const { client, settings, secrets } = createClient(alias, options, { clock: this.#clock, logger });
    const connection = createClientConnection(this.#origin(alias), client, {
      secrets,
      own: { settings, clock: this.#clock, logger },
    });
    return { client, connection, source };
  }

  // Whoever still has the client of a connection that is replaced may see it close; nobody waits for that.
  #replace(alias: string): void {
    this.#forget(alias, {}).catch(() => undefined);
  }

  async #forget(alias: string, { timeout = defaultCloseTimeout }: CloseOptions): Promise<void> {
    const entry = this.#entries.get(alias);
    this.#entries.delete(alias);
    this.#configured.delete(alias);
    if (entry === undefined) return;
    // A client may have been added under two names.
    if ([...this.#entries.values()].some(({ client }) => client === entry.client)) return;
    const leaving = this.#end(entry, timeout);
    this.#leaving.add(leaving);
    try {
      await leaving;
    } finally {
      this.#leaving.delete(leaving);
    }
  }

  async #end({ client, source }: Entry, timeout: number): Promise<void> {
    await shutDown(client.transport, timeout);
    const closed = client.close();
    // What a client of somebody else has under way, nobody can end.
    await (source === undefined ? this.#within(timeout, closed) : closed);
  }

  #within(milliseconds: number, done: Promise<unknown>): Promise<void> {
    return new Promise((resolve, reject) => {
      const cancel = this.#clock.wait(milliseconds, resolve);
      done.then(() => resolve(), reject).finally(cancel);
    });
  }
}
