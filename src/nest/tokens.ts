// What providers are asked for by: the default DataSource by its class, all else by symbols whose names say what to add.
import type { InjectionToken } from '@nestjs/common';
import { failure } from '../errors/failure.js';
import { DataSource } from '../index.js';
import type { AbstractClass } from '../index.js';
import { globalValue } from '../util/global-value.js';

/** The name of the DataSource, and the alias of the connection, that is meant where none is said. */
export const defaultName = 'default';

// Of a class, by alias.
const repositoryTokens = globalValue(
  'elastodm.nest.repositoryTokens',
  () => new WeakMap<AbstractClass, Map<string, symbol>>(),
);

/**
 * The token of a DataSource. That of the default one is the class {@link DataSource}, so that
 * `constructor(private readonly dataSource: DataSource)` is enough.
 *
 * @param name The `name` in `ElastodmModule.forRoot`. Default: `'default'`.
 */
export function getDataSourceToken(name: string = defaultName): InjectionToken {
  return name === defaultName ? DataSource : sharedDataSourceToken(name);
}

/** The token by which our own providers ask: that of the other copy of the package is the same. */
export function sharedDataSourceToken(name: string): symbol {
  return Symbol.for(`the DataSource '${name}' of ElastodmModule.forRoot({ name: '${name}', … })`);
}

/**
 * The token of a class's repository: what `@InjectRepository` asks for, and what a test replaces. That of a class that
 * extends {@link Repository} is the class itself.
 *
 * @param alias The name of a DataSource, or else of a connection of the default DataSource. Default: the default DataSource.
 *
 * @example
 * ```ts
 * const moduleRef = await Test.createTestingModule({ imports: [FilmsModule] })
 *   .overrideProvider(getRepositoryToken(Film))
 *   .useValue({ get: () => Promise.resolve(alien) })
 *   .compile();
 * ```
 * @throws ConfigurationError for what is no class, such as one of a circular import that is not there yet; for an alias of
 * a class that extends Repository.
 */
export function getRepositoryToken(target: AbstractClass, alias: string = defaultName): InjectionToken {
  checkClass('@InjectRepository', target);
  if (isRepositoryClass(target)) {
    checkAlias(target, alias);
    return target;
  }
  let tokens = repositoryTokens.get(target);
  if (tokens === undefined) repositoryTokens.set(target, (tokens = new Map<string, symbol>()));
  let token = tokens.get(alias);
  if (token === undefined) tokens.set(alias, (token = Symbol(toTokenName(target.name, alias))));
  return token;
}

/**
 * The token of the client of a connection: what `@InjectConnection` asks for, and what a test replaces. Outside of
 * constructors, use `app.get(DataSource).connections.getConnection(alias)`.
 *
 * @param alias Default: `'default'`.
 * @param dataSource The name of the DataSource whose connection it is. Default: `'default'`.
 */
export function getConnectionToken(
  alias: string = defaultName,
  dataSource: string = defaultName,
): InjectionToken {
  const token = Symbol.for(
    `the connection '${alias}' of the DataSource '${dataSource}' of ElastodmModule.forRoot`,
  );
  askedConnections.set(token, { alias, dataSource });
  return token;
}

/** A connection that is asked for somewhere in this process. */
export interface AskedConnection {
  readonly alias: string;
  readonly dataSource: string;
}

/** By token. An application provides these and those that its options name. */
export const askedConnections = globalValue(
  'elastodm.nest.askedConnections',
  () => new Map<symbol, AskedConnection>(),
);

// Known to both copies of the package.
const repositoryMark = Symbol.for('elastodm.Repository.context');

/** Whether a class extends {@link Repository}. */
export function isRepositoryClass(target: AbstractClass): boolean {
  const prototype: unknown = target.prototype;
  return typeof prototype === 'object' && prototype !== null && repositoryMark in prototype;
}

/** Throws a ConfigurationError for what is no class. */
export function checkClass(asked: string, target: unknown): asserts target is AbstractClass {
  if (typeof target === 'function') return;
  throw failure('NEST_ARGUMENT', { asked, found: String(target), needs: 'a class' });
}

/** Throws a ConfigurationError for a class that extends Repository at an alias. */
export function checkAlias({ name }: AbstractClass, alias: string): void {
  if (alias !== defaultName) throw failure('NEST_REPOSITORY_ALIAS', { className: name, alias });
}

function toTokenName(className: string, alias: string): string {
  return alias === defaultName
    ? `the Repository of ${className} of ElastodmModule.forFeature([${className}])`
    : `the Repository of ${className} of ElastodmModule.forFeature([${className}], '${alias}')`;
}
