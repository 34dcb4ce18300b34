// What providers are asked for by: the default DataSource by its class, all else by symbols whose names say what to add.
import { failure } from '../errors/failure.js';
import { DataSource, Repository } from '../index.js';
import { globalValue } from '../util/global-value.js';

/** A class, or an abstract one. */
export type AbstractClass = abstract new (...args: never[]) => object;

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
export function getDataSourceToken(name: string = defaultName): typeof DataSource | symbol {
  return name === defaultName
    ? DataSource
    : Symbol.for(`the DataSource '${name}' of ElastodmModule.forRoot({ name: '${name}', … })`);
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
 * @throws ConfigurationError for what is no class, such as one of a circular import that is not there yet.
 */
export function getRepositoryToken(
  target: AbstractClass,
  alias: string = defaultName,
): AbstractClass | symbol {
  checkClass('@InjectRepository', target);
  if (isRepositoryClass(target)) return target;
  let tokens = repositoryTokens.get(target);
  if (tokens === undefined) repositoryTokens.set(target, (tokens = new Map<string, symbol>()));
  let token = tokens.get(alias);
  if (token === undefined) tokens.set(alias, (token = Symbol(toTokenName(target.name, alias))));
  return token;
}

/**
 * The token of the client of a connection.
 *
 * @param alias Default: `'default'`.
 * @param dataSource The name of the DataSource whose connection it is. Default: `'default'`.
 */
export function getConnectionToken(alias: string = defaultName, dataSource: string = defaultName): symbol {
  const token = Symbol.for(
    `the connection '${alias}' of the DataSource '${dataSource}' of ElastodmModule.forRoot`,
  );
  if (!askedConnections.has(token)) {
    askedConnections.set(token, { alias, dataSource, token, classes: new Set() });
  }
  return token;
}

/** A connection that is asked for somewhere in this process. */
export interface AskedConnection {
  readonly alias: string;
  readonly dataSource: string;
  readonly token: symbol;
  /** The classes with `@InjectConnection`. */
  readonly classes: Set<AbstractClass>;
}

/** By token. Modules provide only these, so that a connection that nobody asks for is not made. */
export const askedConnections = globalValue(
  'elastodm.nest.askedConnections',
  () => new Map<symbol, AskedConnection>(),
);

/** Whether a class extends {@link Repository}. */
export function isRepositoryClass(target: AbstractClass): boolean {
  return target.prototype instanceof Repository;
}

/** Throws a ConfigurationError for what is no class. */
export function checkClass(asked: string, target: unknown): asserts target is AbstractClass {
  if (typeof target !== 'function') throw failure('NEST_ARGUMENT', { asked, found: String(target) });
}

function toTokenName(className: string, alias: string): string {
  return alias === defaultName
    ? `the Repository of ${className} of ElastodmModule.forFeature([${className}])`
    : `the Repository of ${className} of ElastodmModule.forFeature([${className}], '${alias}')`;
}
