// Spans of OpenTelemetry, kept in memory for a test to look at. One provider for the process of a test file.
import { context, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import type { ReadableSpan } from '@opentelemetry/sdk-trace-base';

/** Registers a provider; the exporter has every span that ended since. */
export function startTracing(): InMemorySpanExporter {
  const exporter = new InMemorySpanExporter();
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  trace.setGlobalTracerProvider(
    new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)] }),
  );
  return exporter;
}

/** Takes it back, for the tests that follow in the same process. */
export function stopTracing(): void {
  trace.disable();
  context.disable();
}

/** All that a span tells. */
export function toldBy({ name, attributes, events, status, links }: ReadableSpan): object {
  return { name, attributes, events, status, links };
}
