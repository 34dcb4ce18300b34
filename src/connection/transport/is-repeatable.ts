// Which requests may be sent twice without harm, judged by what the official client is about to send.
import type { TransportRequestParams } from '@elastic/elasticsearch';

// APIs that are sent with POST or PUT and change nothing, or whose repetition leaves things as the first did. A scroll
// is not among them: each request moves it on.
const harmless: ReadonlySet<string> = new Set([
  'cluster.allocation_explain',
  'count',
  'eql.search',
  'esql.query',
  'explain',
  'field_caps',
  'indices.analyze',
  'indices.flush',
  'indices.put_alias',
  'indices.put_index_template',
  'indices.put_mapping',
  'indices.put_settings',
  'indices.refresh',
  'indices.validate_query',
  'knn_search',
  'mget',
  'msearch',
  'msearch_template',
  'mtermvectors',
  'open_point_in_time',
  'rank_eval',
  'render_search_template',
  'search',
  'search_mvt',
  'search_shards',
  'search_template',
  'security.has_privileges',
  'terms_enum',
  'termvectors',
]);

// Each goes through many documents, and may fail when some of them were changed.
const inParts: ReadonlySet<string> = new Set(['delete_by_query', 'reindex', 'update_by_query']);

const conditions = ['if_seq_no', 'if_primary_term', 'op_type', 'version'] as const;

/** Whether this request may be repeated although it may have been applied. */
export function isRepeatable({ method, meta, querystring }: TransportRequestParams): boolean {
  if (method === 'GET' || method === 'HEAD') return meta?.name !== 'scroll';
  if (meta === undefined) return false;
  if (harmless.has(meta.name)) return true;
  // One document under an id of its own, whatever is there.
  return meta.name === 'index' && method === 'PUT' && !isConditional(querystring);
}

/** Whether the cluster may have done a part of this request when it refuses it. */
export function isDoneInParts({ meta }: TransportRequestParams): boolean {
  return meta !== undefined && inParts.has(meta.name);
}

function isConditional(querystring: TransportRequestParams['querystring']): boolean {
  if (typeof querystring === 'string') return true;
  return querystring !== undefined && conditions.some((name) => querystring[name] !== undefined);
}
