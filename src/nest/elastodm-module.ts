// The module that an application imports: DataSources in its root, repositories where they are needed.
import { Global, Module } from '@nestjs/common';
import type { DynamicModule, FactoryProvider, Provider } from '@nestjs/common';
import { failure } from '../errors/failure.js';
import { connections as sharedConnections } from '../index.js';
import type { AbstractClass, ConnectionManager } from '../index.js';
import { ElastodmHealthIndicator } from './elastodm-health-indicator.js';
import type {
  ElastodmModuleAsyncOptions,
  ElastodmModuleOptions,
  ElastodmOptionsFactory,
} from './module-options.js';
import { featureProviders } from './feature-providers.js';
import { clientProviders, optionsToken, rootProviders } from './root-providers.js';
import { defaultName, getDataSourceToken, sharedDataSourceToken } from './tokens.js';

// What `forRoot` makes: visible to all modules.
@Global()
@Module({})
class ElastodmRootModule {}

/**
 * Binds documents to the application: `forRoot` or `forRootAsync` once for each DataSource, in the root module; `forFeature`
 * in each module that uses repositories.
 *
 * @example
 * ```ts
 * @Module({
 *   imports: [
 *     ElastodmModule.forRoot({
 *       connections: { default: { hosts: 'http://localhost:9200' } },
 *       synchronize: 'update',
 *     }),
 *     ElastodmModule.forFeature([Film]),
 *   ],
 *   providers: [FilmsService],
 * })
 * class AppModule {}
 * ```
 */
@Module({})
export class ElastodmModule {
  /**
   * Makes a DataSource, initializes it when the application starts, and closes it when it ends. All modules see it.
   *
   * @param name What tells several DataSources apart, if the options do not say it. Default: `'default'`.
   *
   * @throws ConfigurationError NEST_DATA_SOURCE_TWICE, at start, when two modules make a DataSource of the same name.
   */
  static forRoot(
    options: ElastodmModuleOptions = {},
    name: string = options.name ?? defaultName,
  ): DynamicModule {
    return rootModule(name, [], [{ provide: optionsToken, useValue: options }], () => aliasesOf(options));
  }

  /**
   * As {@link ElastodmModule.forRoot}, of options that need other providers.
   *
   * @example
   * ```ts
   * ElastodmModule.forRootAsync({
   *   imports: [ConfigModule],
   *   inject: [ConfigService],
   *   useFactory: (config: ConfigService) => ({
   *     connections: { default: { hosts: config.getOrThrow<string>('ELASTICSEARCH_URL') } },
   *   }),
   * });
   * ```
   */
  static forRootAsync(options: ElastodmModuleAsyncOptions): DynamicModule {
    const { name = defaultName, imports = [], extraProviders = [] } = options;
    return rootModule(name, imports, [...asyncOptions(options, name), ...extraProviders]);
  }

  /**
   * The repositories of these classes, for the module that imports it.
   *
   * @param documents Classes with `@Document`, and classes that extend {@link Repository}. The list may end with the alias.
   * @param alias The name of a DataSource, or else of a connection of the default DataSource. Default: the default DataSource.
   *
   * @example
   * ```ts
   * ElastodmModule.forFeature([Film, Actor]);
   * ElastodmModule.forFeature([Visit], 'analytics');
   * ```
   */
  static forFeature(
    documents: readonly AbstractClass[] | readonly [AbstractClass, ...AbstractClass[], string],
    alias?: string,
  ): DynamicModule {
    const providers = featureProviders(documents, alias);
    return { module: ElastodmModule, providers, exports: providers };
  }
}

function rootModule(
  name: string,
  imports: DynamicModule['imports'],
  providers: Provider[],
  aliases: () => readonly string[] = () => [],
): DynamicModule {
  const root: DynamicModule = {
    module: ElastodmRootModule,
    imports: imports ?? [],
    // Nest reads them when the application is made: by then, all classes that ask for connections are there.
    get providers() {
      return [...providers, ...rootProviders(name), ...clientProviders(name, aliases())];
    },
    get exports() {
      return [
        ...new Set([getDataSourceToken(name), sharedDataSourceToken(name)]),
        ...clientProviders(name, aliases()).map(({ provide }) => provide),
        ElastodmHealthIndicator,
      ];
    },
  };
  return { module: ElastodmModule, imports: [root] };
}

// Known to both copies of the package.
const managerMark = Symbol.for('elastodm.ConnectionManager');

function aliasesOf({ connections = sharedConnections }: ElastodmModuleOptions): readonly string[] {
  return managerMark in connections ? (connections as ConnectionManager).aliases() : Object.keys(connections);
}

function asyncOptions(options: ElastodmModuleAsyncOptions, name: string): Provider[] {
  const { useFactory, inject = [], useClass, useExisting, dataSourceFactory } = options;
  const withFactory = (made: ElastodmModuleOptions): ElastodmModuleOptions => {
    if (made.name !== undefined && made.name !== name) {
      const found = `'${made.name}' in forRootAsync, whose own name counts`;
      throw failure('DATA_SOURCE_OPTION_INVALID', { option: 'name', found, allowed: [name] });
    }
    return dataSourceFactory === undefined ? made : { ...made, dataSourceFactory };
  };
  const provider = (rest: Pick<FactoryProvider, 'inject' | 'useFactory'>): FactoryProvider => ({
    provide: optionsToken,
    ...rest,
  });
  if (useFactory !== undefined) {
    return [
      provider({ inject, useFactory: async (...args: never[]) => withFactory(await useFactory(...args)) }),
    ];
  }
  const factory = useExisting ?? useClass;
  if (factory === undefined) throw failure('NEST_NO_OPTIONS', { dataSource: name });
  return [
    provider({
      inject: [factory],
      useFactory: async (made: ElastodmOptionsFactory) => withFactory(await made.createElastodmOptions(name)),
    }),
    ...(useExisting === undefined ? [factory] : []),
  ];
}
