// Which requests change something in a cluster, by the names of their APIs. Used by all layers.
import type { Api } from './wire-request.js';

/** The requests that change documents: whether they were applied is asked when they fail. */
export const documentWrites: ReadonlySet<Api> = new Set([
  'bulk',
  'create',
  'delete',
  'deleteByQuery',
  'index',
  'update',
  'updateByQuery',
]);

/** Whether a request to this API changes documents or indices. */
export function isWrite(api: string): boolean {
  const known: ReadonlySet<string> = documentWrites;
  return known.has(api) || /^indices\.(?:create|put)/.test(api);
}
