// Metadata → the index template of classes whose indices come into being when documents are written: the indices of a
// pattern, and those behind a data stream.
import type { DocumentMetadata } from '../metadata/document-metadata.js';
import { toIndexBody } from './to-index-body.js';
import type { IndexBody } from './to-index-body.js';
import { requiresRouting } from './to-mapping.js';

/** The parameters of `PUT /_index_template/{name}`. */
export interface IndexTemplate {
  readonly name: string;
  readonly index_patterns: string[];
  readonly priority: number;
  readonly data_stream?: { readonly allow_custom_routing?: boolean };
  readonly template: IndexBody;
  readonly _meta: { readonly managed_by: typeof manager };
}

/** Who made a template: ours are known by it, and no other is touched. */
export const manager = 'elastodm';

/** The index template of the classes that share a pattern or a data stream. */
export function toIndexTemplate(...group: readonly DocumentMetadata[]): IndexTemplate {
  const [{ index, dataStream }] = group as readonly [DocumentMetadata];
  return {
    name: templateName(index),
    index_patterns: [index],
    priority: templatePriority(index),
    ...(dataStream ? { data_stream: requiresRouting(group) ? { allow_custom_routing: true } : {} } : {}),
    template: toIndexBody(...group),
    _meta: { managed_by: manager },
  };
}

/**
 * The name of the template: `logs-*` → `elastodm-logs-:`. A template's name can't have a `*`, and a pattern can't have a
 * `:`, so that no two patterns have the same name.
 */
export function templateName(pattern: string): string {
  return `${manager}-${pattern.replaceAll('*', ':')}`;
}

/**
 * Of the templates that match a new index, the one of the highest priority is used, and Elasticsearch refuses two that
 * overlap and are equal. Elastic's own stay below 500; the more of a name a pattern says, the higher it is; a whole name
 * is above all patterns that match it.
 */
export function templatePriority(pattern: string): number {
  const letters = pattern.replaceAll('*', '').length;
  return 500 + letters + (pattern.includes('*') ? 0 : 1);
}
