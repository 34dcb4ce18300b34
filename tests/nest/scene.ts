// Applications under test, closed when a test is over; and the films that they keep.
import { afterEach } from '@jest/globals';
import type { LoggerService, ModuleMetadata } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import type { TestingModule, TestingModuleBuilder } from '@nestjs/testing';
import { Document, Id, Keyword, Text } from 'elastodm';
import { ElastodmModule } from 'elastodm/nest';
import type { ElastodmModuleOptions } from 'elastodm/nest';
import { serverOptions } from '../support/server.js';

/** What applications under test have logged. */
export const logged: string[] = [];
const log =
  (level: string) =>
  (message: unknown): void =>
    void logged.push(`${level}: ${String(message)}`);
const logger: LoggerService = {
  log: log('log'),
  warn: log('warn'),
  error: log('error'),
  fatal: log('fatal'),
};

/** Makes applications of modules that use the test server, with what a test wants replaced. */
export function testApplications(): (
  metadata: ModuleMetadata,
  replace?: (builder: TestingModuleBuilder) => TestingModuleBuilder,
) => Promise<TestingModule> {
  const open: TestingModule[] = [];
  afterEach(async () => {
    for (const application of open.splice(0)) await application.close();
    logged.length = 0;
  });
  return async (metadata, replace = (builder) => builder) => {
    const application = await replace(Test.createTestingModule(metadata)).setLogger(logger).compile();
    await application.init();
    open.push(application);
    return application;
  };
}

/** `forRoot` on the test server. */
export const root = (options: ElastodmModuleOptions = {}): ReturnType<typeof ElastodmModule.forRoot> =>
  ElastodmModule.forRoot({ connections: { default: serverOptions() }, ...options });

/** A class of films of its own, in an index of this name. */
export function filmIn(index: string) {
  @Document(index)
  class Film {
    @Id() id?: string;
    @Text() title!: string;
    @Keyword() genre?: string;
  }
  return Film;
}
