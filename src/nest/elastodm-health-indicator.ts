// Health for @nestjs/terminus.
import type { ModuleRef } from '@nestjs/core';
import type { ConnectionHealth, DataSource, HealthOptions } from '../index.js';
import { getDataSourceToken } from './tokens.js';

/** What a health check asks. */
export interface HealthCheckOptions extends HealthOptions {
  /** The name of the DataSource whose connections are looked at. Default: `'default'`. */
  readonly dataSource?: string;
  /** Whether to try a search over all indices. Default: `false`: health is asked often. */
  readonly search?: boolean;
}

/** What is told of a connection. No names of hosts: the answer of a health check is often public. */
export interface ConnectionState extends Pick<
  ConnectionHealth,
  'status' | 'latency' | 'numberOfNodes' | 'unassignedShards' | 'versions'
> {
  /** The code of what failed. */
  readonly error?: string;
}

/** The result as @nestjs/terminus takes it. */
export type HealthCheckResult<TKey extends string> = Record<
  TKey,
  { readonly status: 'up' | 'down'; readonly connections: Readonly<Record<string, ConnectionState>> }
>;

/**
 * Tells @nestjs/terminus how the connections are. It is there wherever `ElastodmModule.forRoot` was imported.
 *
 * @example
 * ```ts
 * @Controller('health')
 * class HealthController {
 *   constructor(
 *     private readonly health: HealthCheckService,
 *     private readonly elasticsearch: ElastodmHealthIndicator,
 *   ) {}
 *
 *   @Get()
 *   @HealthCheck()
 *   check() {
 *     return this.health.check([() => this.elasticsearch.isHealthy('elasticsearch')]);
 *   }
 * }
 * ```
 */
export class ElastodmHealthIndicator {
  readonly #modules: ModuleRef;

  /** @internal */
  constructor(modules: ModuleRef) {
    this.#modules = modules;
  }

  /**
   * Down when a connection can't be used: not reachable, red, or refused.
   *
   * Sends: what {@link ConnectionManager.health} does, without the search.
   *
   * @param key The name in the result.
   * @throws ConnectionNotFoundError for an alias that does not exist.
   */
  async isHealthy<const TKey extends string>(
    key: TKey,
    { dataSource: name, ...options }: HealthCheckOptions = {},
  ): Promise<HealthCheckResult<TKey>> {
    const dataSource = this.#modules.get<DataSource>(getDataSourceToken(name), { strict: false });
    const found = await dataSource.connections.health({ search: false, ...options });
    const result = {
      status: found.every(({ ok }) => ok) ? ('up' as const) : ('down' as const),
      connections: Object.fromEntries(found.map((health) => [health.alias, toState(health)])),
    };
    return { [key]: result } as HealthCheckResult<TKey>;
  }
}

function toState({
  status,
  latency,
  numberOfNodes,
  unassignedShards,
  versions,
  error,
}: ConnectionHealth): ConnectionState {
  return {
    status,
    latency,
    ...(numberOfNodes === undefined ? {} : { numberOfNodes }),
    ...(unassignedShards === undefined ? {} : { unassignedShards }),
    ...(versions === undefined ? {} : { versions }),
    ...(error === undefined ? {} : { error: error.code }),
  };
}
