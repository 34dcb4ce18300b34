// The film search: npm run film-search. PORT, ELASTICSEARCH_URL and FILM_SEARCH_INDEX say otherwise than the defaults.
import { fileURLToPath } from 'node:url';
import { Logger } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { AppModule } from './app.module.js';
import { securityHeaders } from './security-headers.js';

// From where the compiler puts this file. The page itself is not compiled.
const page = fileURLToPath(new URL('../../../samples/film-search/public', import.meta.url));

Logger.overrideLogger(['warn', 'error', 'fatal']);
const app = await NestFactory.create<NestExpressApplication>(AppModule);
app.enableShutdownHooks([], { useProcessExit: true });
app.disable('x-powered-by');
app.use(securityHeaders);
app.useStaticAssets(page);
await app.listen(process.env['PORT'] ?? 3000, '127.0.0.1');
console.log(`Film search: ${await app.getUrl()}`);
