// What `@Document` may be told about an index.
import type { estypes } from '@elastic/elasticsearch';

/** A connection's alias, or a function that gives it at each use, such as by tenant or environment. */
export type ConnectionAlias = string | (() => string);

/** How the mapping treats a field that it does not know. */
export type Dynamic = 'strict' | 'runtime' | boolean;

/** The options of `@Document`. */
export interface DocumentOptions {
  /** The index, or the alias of one, that holds the documents. */
  readonly index: string;
  /** The connection to use, by alias. Default: `'default'`. */
  readonly connection?: ConnectionAlias;
  /** Index settings, sent when the index is created: shards, replicas, refresh interval, analysis … */
  readonly settings?: estypes.IndicesIndexSettings;
  /** Aliases that the index is given. */
  readonly aliases?: Readonly<Record<string, estypes.IndicesAlias>>;
  /** What happens to a field without a decorator. Default: `'strict'`, which refuses it. */
  readonly dynamic?: Dynamic;
  /** The field whose value routes each document to its shard; the mapping then requires a routing. */
  readonly routing?: string;
  /** The rest of the mapping: `dynamic_templates`, `runtime`, `_source`, `_meta`, `date_detection` … */
  readonly mappings?: Omit<estypes.MappingTypeMapping, 'properties' | 'dynamic' | '_routing'>;
}
