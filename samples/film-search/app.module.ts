// The whole application: a cluster, the library on it, films, and how they are asked for.
import { Module, ValidationPipe } from '@nestjs/common';
import { APP_FILTER, APP_PIPE } from '@nestjs/core';
import { ElastodmModule } from 'elastodm/nest';
import { ClusterModule } from './cluster/cluster.module.js';
import { SearchCluster } from './cluster/search-cluster.js';
import { ElastodmErrorFilter } from './elastodm-error.filter.js';
import { FilmsModule } from './films/films.module.js';
import { HealthModule } from './health/health.module.js';

@Module({
  imports: [
    ElastodmModule.forRootAsync({
      imports: [ClusterModule],
      inject: [SearchCluster],
      useFactory: async (cluster: SearchCluster) => ({
        connections: { default: await cluster.connection() },
        synchronize: 'update',
        // No request of a visitor can ask for more, whatever becomes of the code.
        limits: { pageSize: 50, window: 10_000, wildcards: 'inside', patternLength: 300 },
      }),
    }),
    FilmsModule,
    HealthModule,
  ],
  providers: [
    {
      provide: APP_PIPE,
      useValue: new ValidationPipe({ whitelist: true, forbidNonWhitelisted: true, transform: true }),
    },
    { provide: APP_FILTER, useClass: ElastodmErrorFilter },
  ],
})
export class AppModule {}
