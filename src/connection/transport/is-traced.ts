// Whether anybody looks at spans. The official client makes them for each request, and for nobody.
import { trace } from '@opentelemetry/api';
import type { TracerProvider } from '@opentelemetry/api';

let traced = false;

/** Whether an OpenTelemetry tracer provider is registered. Once one was, it stays so. */
export function isTraced(): boolean {
  if (traced) return true;
  // What stands in for a provider that is to come has a tracer of it only when it has come.
  const provider = trace.getTracerProvider() as TracerProvider & {
    readonly getDelegateTracer?: (name: string) => unknown;
  };
  traced = provider.getDelegateTracer === undefined || provider.getDelegateTracer('elastodm') !== undefined;
  return traced;
}
