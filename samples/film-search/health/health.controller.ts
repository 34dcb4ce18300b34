// GET /health: whether the cluster can be used, for whatever looks after this application.
import { Controller, Get } from '@nestjs/common';
import { HealthCheck, HealthCheckService } from '@nestjs/terminus';
import type { HealthCheckResult } from '@nestjs/terminus';
import { ElastodmHealthIndicator } from 'elastodm/nest';

@Controller('health')
export class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly elasticsearch: ElastodmHealthIndicator,
  ) {}

  @Get()
  @HealthCheck()
  check(): Promise<HealthCheckResult> {
    return this.health.check([() => this.elasticsearch.isHealthy('elasticsearch', { timeout: 2_000 })]);
  }
}
