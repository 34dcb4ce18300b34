// The health indicator, in an HTTP application with @nestjs/terminus.
import { describe, expect, test } from '@jest/globals';
import { Controller, Get, Module } from '@nestjs/common';
import type { AddressInfo } from 'node:net';
import { HealthCheck, HealthCheckService, TerminusModule } from '@nestjs/terminus';
import type { HealthCheckResult } from '@nestjs/terminus';
import { ElastodmHealthIndicator } from 'elastodm/nest';
import { rejection } from '../support/failing.js';
import { startFaultServer } from '../support/fault-server.js';
import { serverOptions } from '../support/server.js';
import { root, testApplications } from './scene.js';

const application = testApplications();

@Controller('health')
class HealthController {
  constructor(
    private readonly health: HealthCheckService,
    private readonly elasticsearch: ElastodmHealthIndicator,
  ) {}

  @Get()
  @HealthCheck()
  check(): Promise<HealthCheckResult> {
    return this.health.check([() => this.elasticsearch.isHealthy('elasticsearch')]);
  }
}

@Module({ imports: [TerminusModule.forRoot({ logger: false })], controllers: [HealthController] })
class HealthModule {}

async function askHealth(connections: Record<string, object>): Promise<{ status: number; body: unknown }> {
  const module = await application({ imports: [root({ connections }), HealthModule] });
  const app = module.createNestApplication();
  await app.listen(0, '127.0.0.1');
  try {
    const { port } = (app.getHttpServer() as { address(): AddressInfo }).address();
    const answer = await fetch(`http://127.0.0.1:${port}/health`);
    return { status: answer.status, body: await answer.json() };
  } finally {
    await app.close();
  }
}

const state = { status: expect.stringMatching(/green|yellow/), latency: expect.any(Number) };

describe('health', () => {
  test('is up when all connections can be used', async () => {
    const { status, body } = await askHealth({ default: serverOptions(), analytics: serverOptions() });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      status: 'ok',
      info: {
        elasticsearch: {
          status: 'up',
          connections: {
            default: { ...state, numberOfNodes: 1, versions: [expect.any(String)] },
            analytics: state,
          },
        },
      },
    });
  });

  test('is down when one can’t, and does not tell strangers where it is', async () => {
    await using server = await startFaultServer();
    await server.stop();
    const { status, body } = await askHealth({
      default: serverOptions(),
      analytics: { hosts: server.url, maxRetries: 0 },
    });
    expect(status).toBe(503);
    expect(body).toMatchObject({
      status: 'error',
      error: {
        elasticsearch: {
          status: 'down',
          connections: {
            default: state,
            analytics: { status: 'unreachable', latency: expect.any(Number), error: 'CONNECTION_FAILED' },
          },
        },
      },
    });
    expect(JSON.stringify(body)).not.toContain('127.0.0.1');
  });

  test('takes the options of connections.health, and a DataSource by its name', async () => {
    const module = await application({
      imports: [
        root({
          connections: { default: serverOptions(), broken: { hosts: 'http://127.0.0.1:9', maxRetries: 0 } },
        }),
        root({ name: 'archive' }),
      ],
    });
    const indicator = module.get(ElastodmHealthIndicator);
    const of = async (options: Parameters<typeof indicator.isHealthy>[1]) =>
      (await indicator.isHealthy('key', options)).key;
    expect(await of({ aliases: ['default'] })).toMatchObject({ status: 'up' });
    expect((await of({})).status).toBe('down');
    expect(Object.keys((await of({ dataSource: 'archive' })).connections)).toEqual(['default']);
    expect(await rejection(of({ aliases: ['nope'] }))).toMatchObject({ code: 'CONNECTION_NOT_FOUND' });
  });

  test('does not search, unless it is told to', async () => {
    await using server = await startFaultServer();
    const module = await application({
      imports: [root({ connections: { default: { hosts: server.url } } })],
    });
    const indicator = module.get(ElastodmHealthIndicator);
    const searches = () => server.deliveries.filter(({ path }) => path.includes('_search')).length;
    await indicator.isHealthy('elasticsearch');
    expect(searches()).toBe(0);
    await indicator.isHealthy('elasticsearch', { search: true });
    expect(searches()).toBe(1);
  });
});
