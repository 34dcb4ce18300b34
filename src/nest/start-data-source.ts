// Initializes a DataSource when an application starts.
import type { Logger } from '@nestjs/common';
import { ElastodmError } from '../index.js';
import type { DataSource } from '../index.js';
import type { ElastodmModuleOptions } from './module-options.js';

const passingCodes: ReadonlySet<string> = new Set(['CONNECTION_FAILED', 'CONNECTION_TIMEOUT']);
const passingStatus: ReadonlySet<unknown> = new Set([429, 502, 503, 504]);

/** Whether another attempt may help. */
function isPassing(error: unknown): boolean {
  if (!(error instanceof ElastodmError)) return false;
  return passingCodes.has(error.code) || passingStatus.has((error.details as { status?: unknown }).status);
}

/** Initializes a DataSource, as often as the options say. One that can't be is closed. */
export async function startDataSource(
  dataSource: DataSource,
  { name, retryAttempts = 10, retryDelay = 3_000, toRetry = isPassing }: ElastodmModuleOptions,
  logger: Logger,
): Promise<DataSource> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await dataSource.initialize();
    } catch (error) {
      if (attempt >= retryAttempts || !toRetry(error)) {
        // Whatever comes of it, the first error is the one to tell.
        await dataSource.close().catch(() => undefined);
        throw error;
      }
      const reason = error instanceof Error ? error.message : String(error);
      logger.warn(
        `The DataSource '${name}' could not be initialized, attempt ${attempt} of ${retryAttempts}; the next one is in ${retryDelay} ms. ${reason}`,
      );
      await new Promise((resolve) => setTimeout(resolve, retryDelay));
    }
  }
}
