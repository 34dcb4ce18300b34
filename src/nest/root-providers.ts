// The providers of a module that makes a DataSource.
import { inspect } from 'node:util';
import { Logger, Scope } from '@nestjs/common';
import type { FactoryProvider, OnApplicationShutdown, Provider } from '@nestjs/common';
import { INQUIRER, ModuleRef, ModulesContainer } from '@nestjs/core';
import { failure } from '../errors/failure.js';
import { DataSource } from '../index.js';
import type { DataSourceOptions, Logger as ElastodmLogger } from '../index.js';
import type { Client } from '@elastic/elasticsearch';
import { dataSourceNames, documentsOf, markRoot } from './application.js';
import { ElastodmHealthIndicator } from './elastodm-health-indicator.js';
import type { ElastodmModuleOptions } from './module-options.js';
import { startDataSource } from './start-data-source.js';
import { askedConnections, getConnectionToken, getDataSourceToken, sharedDataSourceToken } from './tokens.js';
import type { AskedConnection } from './tokens.js';

const logger = new Logger('ElastodmModule');

/** The options of the DataSource that a module makes. */
export const optionsToken = Symbol('the options of ElastodmModule.forRoot');

/** The DataSource of this name, made of the options that `optionsToken` stands for. */
export function rootProviders(name: string): Provider[] {
  const token = getDataSourceToken(name);
  const shared = sharedDataSourceToken(name);
  return [
    markRoot(name),
    {
      provide: token,
      useFactory: (options: ElastodmModuleOptions, modules: ModulesContainer) =>
        createDataSource({ ...options, name }, modules),
      inject: [optionsToken, ModulesContainer],
    },
    ...(token === shared ? [] : [{ provide: shared, useExisting: token }]),
    {
      provide: OpenDataSource,
      useFactory: (dataSource: DataSource, options: ElastodmModuleOptions) =>
        new OpenDataSource(name, dataSource, options.closeTimeout),
      inject: [token, optionsToken],
    },
    {
      provide: ElastodmHealthIndicator,
      useFactory: (modules: ModuleRef) => new ElastodmHealthIndicator(modules),
      inject: [ModuleRef],
    },
  ];
}

/**
 * The clients of connections of this DataSource. They are transient: a client is looked up for each class that asks for
 * it, and a connection that nobody in this application asks for is not made.
 */
export function clientProviders(dataSource: string, aliases: readonly string[]): FactoryProvider[] {
  const asked = [...askedConnections.values()].filter((connection) => connection.dataSource === dataSource);
  const all = new Set([...aliases, ...asked.map(({ alias }) => alias)]);
  return [...all].map((alias) => ({
    provide: getConnectionToken(alias, dataSource),
    useFactory: ({ connections }: DataSource, asker: object | undefined) =>
      clientOf(connections, { alias, dataSource }, asker),
    inject: [getDataSourceToken(dataSource), INQUIRER],
    scope: Scope.TRANSIENT,
  }));
}

async function createDataSource(
  options: ElastodmModuleOptions & { readonly name: string },
  modules: ModulesContainer,
): Promise<DataSource> {
  const {
    name,
    autoLoadDocuments = true,
    manualInitialization = false,
    dataSourceFactory = (told: DataSourceOptions) => new DataSource(told),
    retryAttempts: _attempts,
    retryDelay: _delay,
    toRetry: _toRetry,
    closeTimeout: _timeout,
    ...rest
  } = options;
  if (dataSourceNames(modules).filter((other) => other === name).length > 1) {
    throw failure('NEST_DATA_SOURCE_TWICE', { dataSource: name });
  }
  const asked = autoLoadDocuments ? documentsOf(modules, name) : [];
  const documents = [...new Set([...(options.documents ?? []), ...asked])];
  const dataSource = await dataSourceFactory({ ...rest, documents, logger: options.logger ?? nestLogger });
  return manualInitialization || dataSource.isInitialized
    ? dataSource
    : startDataSource(dataSource, options, logger);
}

function clientOf(
  // A test may have put something in the place of the DataSource.
  connections: DataSource['connections'] | undefined,
  { alias, dataSource }: AskedConnection,
  asker: object | undefined,
): Client {
  if (connections?.has(alias) === true) return connections.getConnection(alias);
  throw failure('NEST_CONNECTION_NOT_FOUND', {
    alias,
    asker: asker?.constructor.name ?? 'Something',
    dataSource,
    aliases: connections?.aliases() ?? [],
  });
}

// What connections have to tell goes where the application's own messages go.
const nestLogger: ElastodmLogger = {
  warn: (message, details) => logger.warn(toLine(message, details)),
  info: (message, details) => logger.log(toLine(message, details)),
};

function toLine(message: string, details: object): string {
  return `${message} ${inspect(details, { breakLength: Infinity })}`;
}

/** Closes a DataSource when its application ends. */
class OpenDataSource implements OnApplicationShutdown {
  readonly #name: string;
  readonly #dataSource: DataSource;
  readonly #timeout: number | undefined;

  constructor(name: string, dataSource: DataSource, timeout: number | undefined) {
    this.#name = name;
    this.#dataSource = dataSource;
    this.#timeout = timeout;
  }

  async onApplicationShutdown(): Promise<void> {
    // A test may have put something in its place.
    if (typeof (this.#dataSource as Partial<DataSource>).close !== 'function') return;
    try {
      const timeout = this.#timeout === undefined ? {} : { timeout: this.#timeout };
      const { failures } = await this.#dataSource.close(timeout);
      const [first] = failures;
      if (first === undefined) return;
      logger.error(
        `${failures.length} documents that bulk writers of the DataSource '${this.#name}' held are not written, or may not be. The first: '${first.id ?? 'without an id'}', ${first.outcome}: ${first.reason}`,
      );
    } catch (error) {
      logger.error(
        `The DataSource '${this.#name}' could not be closed.`,
        error instanceof Error ? error.stack : error,
      );
    }
  }
}
