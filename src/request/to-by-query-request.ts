// A condition → the request that changes or deletes every document that meets it.
import type { estypes } from '@elastic/elasticsearch';
import { failure } from '../errors/failure.js';
import type { DocumentMetadata } from '../metadata/document-metadata.js';
import type { Query } from '../query/query.js';
import type { Where } from '../query/where.js';
import type { WireRequest } from '../types/wire-request.js';
import { toByQueryParameters } from './by-query-parameters.js';
import type { ByQueryOptions } from './by-query-parameters.js';
import { checkLimits } from './check-limits.js';
import { checkValues } from './check-values.js';
import { script, toScriptBody } from './script.js';
import type { Script } from './script.js';
import { toScopedQuery } from './scope.js';
import { readIndex } from './target-index.js';
import { withWhere } from './to-where-query.js';

/** Which documents are meant. With both, `where` and `query` must hold. */
export interface ByQueryRequest<T> {
  readonly query?: Query<T>;
  readonly where?: Where<T>;
  /** That every document is meant: without a condition, this must be said. */
  readonly all?: boolean;
  /** No more than so many. Default: all. */
  readonly max_docs?: number;
}

type ByQueryParameters = Pick<
  estypes.DeleteByQueryRequest,
  'index' | 'query' | 'max_docs' | 'refresh' | 'conflicts' | 'routing' | 'slices' | 'requests_per_second'
>;

/** Sends: `POST /{index}/_delete_by_query` with the query. */
export function toDeleteByRequest<T>(
  metadata: DocumentMetadata,
  request: ByQueryRequest<T>,
  options: ByQueryOptions,
): WireRequest<'deleteByQuery'> {
  return { api: 'deleteByQuery', params: toParameters(metadata, 'deleteBy', request, options) };
}

/** Sends: `POST /{index}/_update_by_query` with the query and the script. */
export function toUpdateByRequest<T>(
  metadata: DocumentMetadata,
  request: ByQueryRequest<T>,
  change: Script,
  options: ByQueryOptions,
): WireRequest<'updateByQuery'> {
  return {
    api: 'updateByQuery',
    params: {
      ...toParameters(metadata, 'updateBy', request, options),
      script: toScriptBody(metadata.className, change),
    },
  };
}

// Objects are merged, lists replaced, as a partial update of one document does it.
const merge =
  'void merge(Map into, Map changes) { for (change in changes.entrySet()) { ' +
  'def name = change.getKey(); def value = change.getValue(); ' +
  'if (value instanceof Map && into[name] instanceof Map) { merge(into[name], value); } ' +
  'else { into[name] = value; } } } merge(ctx._source, params.changes);';

/** Elasticsearch changes by query through scripts only: one that takes fields and their values from its parameters. */
export function mergingScript(changes: Readonly<Record<string, unknown>>): Script {
  return script(merge, { changes });
}

function toParameters<T>(
  metadata: DocumentMetadata,
  verb: string,
  asked: ByQueryRequest<T>,
  options: ByQueryOptions,
): ByQueryParameters {
  const { className } = metadata;
  const request = withWhere<T, ByQueryRequest<T>>(metadata, asked);
  checkValues(className, request);
  const { query, all = false, max_docs } = request;
  checkLimits(className, query === undefined ? {} : { query }, metadata.limits);
  if (matchesAll(query) && !all) throw failure('QUERY_NO_CONDITION', { className, verb });
  return {
    index: readIndex(metadata),
    query: toScopedQuery(metadata, query, options) ?? { match_all: {} },
    ...(max_docs === undefined ? {} : { max_docs }),
    ...toByQueryParameters(options),
  };
}

type Clauses = Readonly<Record<string, unknown>>;

/** Whether a query is none, or says nothing: `{}`, `match_all`, a `bool` of such, however deep. */
export function matchesAll(query: unknown): boolean {
  if (query === undefined || query === null) return true;
  if (Array.isArray(query)) return query.every(matchesAll);
  const kinds = Object.entries(query as Clauses);
  return kinds.every(([kind, body]) => {
    if (kind === 'match_all') return true;
    const inner = body as Clauses;
    if (kind === 'constant_score') return matchesAll(inner['filter']);
    if (kind !== 'bool') return false;
    // What is excluded, or wanted among others, is a condition; but `should` beside `must` is none.
    const must = [inner['must'], inner['filter']].every(matchesAll);
    return must && isEmpty(inner['must_not']) && (isEmpty(inner['should']) || matchesAll(inner['should']));
  });
}

function isEmpty(clauses: unknown): boolean {
  return clauses === undefined || (Array.isArray(clauses) && clauses.length === 0);
}
