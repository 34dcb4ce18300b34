// The decorators of constructor parameters and properties.
import { Inject } from '@nestjs/common';
import type { AbstractClass } from '../index.js';
import { getConnectionToken, getDataSourceToken, getRepositoryToken } from './tokens.js';

/** Stands on a parameter of a constructor, or on a property. */
export type InjectDecorator = PropertyDecorator & ParameterDecorator;

/**
 * Injects the repository of a class.
 *
 * @param alias The name of a DataSource, or else of a connection of the default DataSource. Default: the default DataSource.
 *
 * @example
 * ```ts
 * @Injectable()
 * class FilmsService {
 *   constructor(@InjectRepository(Film) private readonly films: Repository<Film>) {}
 * }
 * ```
 */
export function InjectRepository(target: AbstractClass, alias?: string): InjectDecorator {
  return Inject(getRepositoryToken(target, alias));
}

/**
 * Injects a DataSource. The default one is injected by its class, too.
 *
 * @param name The `name` in `ElastodmModule.forRoot`. Default: `'default'`.
 *
 * @example
 * ```ts
 * constructor(@InjectDataSource('archive') private readonly archive: DataSource) {}
 * ```
 */
export function InjectDataSource(name?: string): InjectDecorator {
  return Inject(getDataSourceToken(name));
}

/**
 * Injects the official client of a connection.
 *
 * @param alias Default: `'default'`.
 * @param dataSource The name of the DataSource whose connection it is. Default: `'default'`.
 *
 * @example
 * ```ts
 * constructor(@InjectConnection('analytics') private readonly client: Client) {}
 * ```
 */
export function InjectConnection(alias?: string, dataSource?: string): InjectDecorator {
  return Inject(getConnectionToken(alias, dataSource));
}
