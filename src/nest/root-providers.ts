// The providers of a module that makes a DataSource.
import { inspect } from 'node:util';
import { Logger } from '@nestjs/common';
import type { FactoryProvider, OnApplicationShutdown, Provider } from '@nestjs/common';
import { ModuleRef, ModulesContainer } from '@nestjs/core';
import { failure } from '../errors/failure.js';
import { DataSource } from '../index.js';
import type { Logger as ElastodmLogger } from '../index.js';
import type { Client } from '@elastic/elasticsearch';
import { askerOf, dataSourceNames, documentsOf, Root } from './application.js';
import { ElastodmHealthIndicator } from './elastodm-health-indicator.js';
import type { ElastodmModuleOptions } from './module-options.js';
import { startDataSource } from './start-data-source.js';
import { askedConnections, defaultName, getDataSourceToken } from './tokens.js';
import type { AskedConnection } from './tokens.js';

const logger = new Logger('ElastodmModule');

/** The options of the DataSource that a module makes. */
export const optionsToken = Symbol('the options of ElastodmModule.forRoot');

/** The DataSource of this name, made of the options that `optionsToken` stands for. */
export function rootProviders(name: string): Provider[] {
  return [
    { provide: Root, useValue: new Root(name) },
    {
      provide: getDataSourceToken(name),
      useFactory: (options: ElastodmModuleOptions, modules: ModulesContainer) =>
        createDataSource({ ...options, name }, modules),
      inject: [optionsToken, ModulesContainer],
    },
    {
      provide: OpenDataSource,
      useFactory: (dataSource: DataSource) => new OpenDataSource(name, dataSource),
      inject: [getDataSourceToken(name)],
    },
    {
      provide: ElastodmHealthIndicator,
      useFactory: (modules: ModuleRef) => new ElastodmHealthIndicator(modules),
      inject: [ModuleRef],
    },
  ];
}

/** The clients of the connections of this DataSource that somebody asks for. */
export function clientProviders(dataSource: string): FactoryProvider[] {
  return [...askedConnections.values()]
    .filter((asked) => asked.dataSource === dataSource)
    .map((asked) => ({
      provide: asked.token,
      useFactory: (made: DataSource, modules: ModulesContainer) => clientOf(made, asked, modules),
      inject: [getDataSourceToken(dataSource), ModulesContainer],
    }));
}

async function createDataSource(
  options: ElastodmModuleOptions & { readonly name: string },
  modules: ModulesContainer,
): Promise<DataSource> {
  const { name, autoLoadDocuments = true, dataSourceFactory, manualInitialization = false } = options;
  if (dataSourceNames(modules).filter((other) => other === name).length > 1) {
    throw failure('NEST_DATA_SOURCE_TWICE', { dataSource: name });
  }
  const asked = autoLoadDocuments ? documentsOf(modules, name, name === defaultName) : [];
  const documents = [...new Set([...(options.documents ?? []), ...asked])];
  const told = { ...options, documents, logger: options.logger ?? nestLogger };
  const dataSource = dataSourceFactory === undefined ? new DataSource(told) : await dataSourceFactory(told);
  return manualInitialization || dataSource.isInitialized
    ? dataSource
    : startDataSource(dataSource, options, logger);
}

function clientOf(
  // A test may have put something in the place of the DataSource.
  { connections }: Partial<DataSource>,
  asked: AskedConnection,
  modules: ModulesContainer,
): Client | undefined {
  const { alias, dataSource } = asked;
  if (connections?.has(alias) === true) return connections.getConnection(alias);
  const asker = askerOf(modules, asked);
  // Another application of this process may ask for it.
  if (asker === undefined) return undefined;
  throw failure('NEST_CONNECTION_NOT_FOUND', {
    alias,
    asker,
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
  constructor(
    private readonly name: string,
    private readonly dataSource: DataSource,
  ) {}

  async onApplicationShutdown(): Promise<void> {
    // A test may have put something in its place.
    if (typeof (this.dataSource as Partial<DataSource>).close !== 'function') return;
    try {
      const { failures } = await this.dataSource.close();
      if (failures.length === 0) return;
      logger.error(
        `Bulk writers of the DataSource '${this.name}' held documents that are not written: ${failures.length}. The first: ${failures[0]?.reason}`,
      );
    } catch (error) {
      logger.error(
        `The DataSource '${this.name}' could not be closed.`,
        error instanceof Error ? error.stack : error,
      );
    }
  }
}
