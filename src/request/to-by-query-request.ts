// A condition → the request that changes or deletes every document that meets it.
import type { estypes } from '@elastic/elasticsearch';
import { failure } from '../errors/failure.js';
import type { DocumentMetadata } from '../metadata/document-metadata.js';
import type { Query } from '../query/query.js';
import type { WireRequest } from '../types/wire-request.js';
import { checkValues } from './check-values.js';
import { script, toScriptBody } from './script.js';
import type { Script } from './script.js';
import { toScopedQuery } from './scope.js';
import type { ScopeOptions } from './scope.js';
import { readIndex } from './target-index.js';

/** Which documents are meant. */
export interface ByQueryRequest<T> {
  readonly query?: Query<T>;
  /** That every document is meant: without a condition, this must be said. */
  readonly all?: boolean;
  /** No more than so many. Default: all. */
  readonly max_docs?: number;
}

export interface ByQueryOptions extends ScopeOptions {
  /** Whether searches see the changes when the call resolves. Default: false. */
  readonly refresh?: boolean;
  /**
   * What a document that is changed by someone else meanwhile does: `'abort'` ends the call with a RequestError (the
   * default), `'proceed'` leaves it and counts it in `versionConflicts`.
   */
  readonly conflicts?: 'abort' | 'proceed';
  readonly routing?: string;
  /** How many parts work side by side; `'auto'` takes one for each shard. Default: 1. */
  readonly slices?: number | 'auto';
  /** How many documents it changes in a second at most. Default: as many as it can. */
  readonly requestsPerSecond?: number;
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
  request: ByQueryRequest<T>,
  { refresh, conflicts, routing, slices, requestsPerSecond, ...scope }: ByQueryOptions,
): ByQueryParameters {
  const { className } = metadata;
  checkValues(className, request);
  const { query, all = false, max_docs } = request;
  if (matchesAll(query) && !all) throw failure('QUERY_NO_CONDITION', { className, verb });
  return {
    index: readIndex(metadata),
    query: toScopedQuery(metadata, query, scope) ?? { match_all: {} },
    ...(max_docs === undefined ? {} : { max_docs }),
    ...(refresh === undefined ? {} : { refresh }),
    ...(conflicts === undefined ? {} : { conflicts }),
    ...(routing === undefined ? {} : { routing }),
    ...(slices === undefined ? {} : { slices }),
    ...(requestsPerSecond === undefined ? {} : { requests_per_second: requestsPerSecond }),
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
