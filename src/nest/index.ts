// elastodm/nest: documents and repositories in a NestJS application.
export { ElastodmModule } from './elastodm-module.js';
export { InjectConnection, InjectDataSource, InjectRepository } from './inject.js';
export type { InjectDecorator } from './inject.js';
export { getConnectionToken, getDataSourceToken, getRepositoryToken } from './tokens.js';
export { ElastodmHealthIndicator } from './elastodm-health-indicator.js';
export type { ConnectionState, HealthCheckOptions, HealthCheckResult } from './elastodm-health-indicator.js';
export type {
  ElastodmModuleAsyncOptions,
  ElastodmModuleOptions,
  ElastodmOptionsFactory,
} from './module-options.js';
