// What `@Document` may be told about an index.
import type { estypes } from '@elastic/elasticsearch';

/** A connection's alias, or a function that gives it at each use, such as by tenant or environment. */
export type ConnectionAlias = string | (() => string);

/** How the mapping treats a field that it does not know. */
export type Dynamic = 'strict' | 'runtime' | boolean;

/** When a write becomes visible to searches: at once, at the next refresh (the call waits for it), or some time later. */
export type RefreshPolicy = boolean | 'wait_for';

/**
 * What reading does about a `_source` whose values are not of the types that the class maps:
 * `'lenient'` keeps each as it is; `'strict'` throws a DocumentError that names the document and the path.
 */
export type Hydration = 'lenient' | 'strict';

/** The options of `@Document` that hold for one index, and for an index that each document chooses. */
interface CommonOptions {
  /** The connection to use, by alias. Default: `'default'`. */
  readonly connection?: ConnectionAlias;
  /** Index settings, sent when the index is created: shards, replicas, refresh interval, analysis … */
  readonly settings?: estypes.IndicesIndexSettings;
  /** Aliases that the index is given. */
  readonly aliases?: Readonly<Record<string, estypes.IndicesAlias>>;
  /** What happens to a field without a decorator. Default: `'strict'`, which refuses it. */
  readonly dynamic?: Dynamic;
  /**
   * The field whose value routes each document to its shard; the mapping then requires a routing. The same as
   * `@Routing()` on that property.
   */
  readonly routing?: string;
  /** The rest of the mapping: `dynamic_templates`, `runtime`, `_source`, `_meta`, `date_detection` … */
  readonly mappings?: Omit<estypes.MappingTypeMapping, 'properties' | 'dynamic' | '_routing'>;
  /** When writes of this class become visible, unless a call says otherwise. Default: that of the DataSource. */
  readonly refresh?: RefreshPolicy;
  /** What reading does about values of other types than the mapping's. Default: that of the DataSource. */
  readonly hydration?: Hydration;
  /** The value of the `@Discriminator` field by which documents of this class are known among those of its index. */
  readonly discriminator?: string;
}

/** A class whose documents are all in one index. */
export interface SingleIndexOptions extends CommonOptions {
  /** The index, the alias of one, or a data stream that holds the documents. */
  readonly index: string;
  readonly pattern?: never;
  readonly readFrom?: never;
  /**
   * Whether `index` is an alias, and a write fails where it is none: an index that a write makes by mistake has no
   * mapping of yours. Default: true where `synchronize` found an alias.
   */
  readonly requireAlias?: boolean;
  /** Whether `index` is a data stream: documents are only added, and have a date field `@timestamp`. */
  readonly dataStream?: boolean;
}

/** A class whose documents choose their index: by day, by tenant. */
export interface IndexFunctionOptions<TDocument extends object = never> extends CommonOptions {
  /** Gives the index of a new document. One that was read stays where it is. */
  readonly index: (document: TDocument) => string;
  /** The indices to read from, with `*`: `'logs-*'`. `synchronize` makes an index template for it. */
  readonly pattern: string;
  /** Gives the index or the pattern to read from at each call, where that is narrower: the indices of one tenant. */
  readonly readFrom?: () => string;
  readonly requireAlias?: never;
  readonly dataStream?: never;
}

/** The options of `@Document`. */
export type DocumentOptions<TDocument extends object = never> =
  SingleIndexOptions | IndexFunctionOptions<TDocument>;
