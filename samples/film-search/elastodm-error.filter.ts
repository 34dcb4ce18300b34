// What the library throws → what a visitor is told: that there is no such film, to come back, or that it is our mistake.
// Why is in the log.
import {
  Catch,
  InternalServerErrorException,
  Logger,
  NotFoundException,
  ServiceUnavailableException,
} from '@nestjs/common';
import type { ArgumentsHost, HttpException } from '@nestjs/common';
import { BaseExceptionFilter } from '@nestjs/core';
import { ConnectionFailedError, DocumentNotFoundError, ElastodmError, PartialResultError } from 'elastodm';

const overloaded: readonly unknown[] = [429, 502, 503, 504];

@Catch(ElastodmError)
export class ElastodmErrorFilter extends BaseExceptionFilter {
  private readonly logger = new Logger('FilmSearch');

  override catch(error: ElastodmError, host: ArgumentsHost): void {
    super.catch(this.toHttpException(error), host);
  }

  private toHttpException(error: ElastodmError): HttpException {
    if (error instanceof DocumentNotFoundError) return new NotFoundException('There is no such film.');
    this.logger.error(error.message, error.stack);
    return isAway(error)
      ? new ServiceUnavailableException('The search is not available at the moment.')
      : new InternalServerErrorException('The search has a mistake.');
  }
}

function isAway(error: ElastodmError): boolean {
  const { status } = error.details as { readonly status?: unknown };
  return (
    error instanceof ConnectionFailedError ||
    error instanceof PartialResultError ||
    error.code === 'INDEX_NOT_FOUND' ||
    overloaded.includes(status)
  );
}
