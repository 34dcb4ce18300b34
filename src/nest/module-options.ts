// What ElastodmModule is told.
import type {
  InjectionToken,
  ModuleMetadata,
  OptionalFactoryDependency,
  Provider,
  Type,
} from '@nestjs/common';
import type { DataSource, DataSourceOptions } from '../index.js';

/** What makes a DataSource of an application. */
export interface ElastodmModuleOptions extends Omit<DataSourceOptions, 'documents'> {
  /** The classes with `@Document`, beside those that modules name in `forFeature`. */
  readonly documents?: DataSourceOptions['documents'];
  /** What tells several DataSources apart. Default: `'default'`. */
  readonly name?: string;
  /** Whether the DataSource knows the documents that modules name in `forFeature` by itself. Default: `true`. */
  readonly autoLoadDocuments?: boolean;
  /** How often `initialize` is tried at most, when the application starts. Default: 10. */
  readonly retryAttempts?: number;
  /** Milliseconds between two attempts. Default: 3,000. */
  readonly retryDelay?: number;
  /**
   * Whether another attempt may help. Default: where the cluster can't be reached, does not answer in time, or answers 429,
   * 502, 503 or 504. A wrong option, class or certificate, or an index that differs, is told at once.
   */
  readonly toRetry?: (error: unknown) => boolean;
  /** How long closing waits for what is under way when the application ends, in milliseconds. Default: 30,000. */
  readonly closeTimeout?: number;
  /** Whether you call `initialize` yourself. Default: `false`. */
  readonly manualInitialization?: boolean;
  /** Makes the DataSource of these options. Default: `new DataSource(options)`. */
  readonly dataSourceFactory?: (options: DataSourceOptions) => DataSource | Promise<DataSource>;
}

/** A class that makes the options. */
export interface ElastodmOptionsFactory {
  /** @param name That of the DataSource. */
  createElastodmOptions(name: string): ElastodmModuleOptions | Promise<ElastodmModuleOptions>;
}

/** Options that need other providers. The name is said beside them: it is known before they are made. */
export interface ElastodmModuleAsyncOptions extends Pick<ModuleMetadata, 'imports'> {
  /** What tells several DataSources apart. Default: `'default'`. */
  readonly name?: string;
  /** Makes the options of what `inject` names, which must not be of a request's scope. */
  // Nest's own type of a factory's arguments, which are those of `inject`.
  readonly useFactory?: (...args: never[]) => ElastodmModuleOptions | Promise<ElastodmModuleOptions>;
  readonly inject?: (InjectionToken | OptionalFactoryDependency)[];
  /** A class that makes the options, of which an instance is made. */
  readonly useClass?: Type<ElastodmOptionsFactory>;
  /** A provider that makes the options. */
  readonly useExisting?: Type<ElastodmOptionsFactory>;
  /** Makes the DataSource of the options. Default: `new DataSource(options)`. */
  readonly dataSourceFactory?: ElastodmModuleOptions['dataSourceFactory'];
  /** Providers of the module's own, such as what `inject` names. */
  readonly extraProviders?: Provider[];
}
