// What the library throws → what a visitor is told: that there is no such film, or to come back. Why is in the log.
import { Catch, Logger, NotFoundException, ServiceUnavailableException } from '@nestjs/common';
import type { ArgumentsHost } from '@nestjs/common';
import { BaseExceptionFilter } from '@nestjs/core';
import { DocumentNotFoundError, ElastodmError } from 'elastodm';

@Catch(ElastodmError)
export class ElastodmErrorFilter extends BaseExceptionFilter {
  private readonly logger = new Logger('FilmSearch');

  override catch(error: ElastodmError, host: ArgumentsHost): void {
    super.catch(this.toHttpException(error), host);
  }

  private toHttpException(error: ElastodmError): NotFoundException | ServiceUnavailableException {
    if (error instanceof DocumentNotFoundError) return new NotFoundException('There is no such film.');
    this.logger.error(error.message);
    return new ServiceUnavailableException('The search is not available at the moment.');
  }
}
