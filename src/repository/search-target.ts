// Where a fluent search goes, and what its documents are: an index without a class, or a class.
import type { ConnectionManager } from '../connection/connection-manager.js';
import { checkValues } from '../request/check-values.js';
import type { ByQueryOptions } from '../request/by-query-parameters.js';
import type { ScopeOptions } from '../request/scope.js';
import { checkDeletable, placeOf, toFoundQuery, toSearchBody } from '../request/search-steps.js';
import type { Json, SearchSteps } from '../request/search-steps.js';
import { namedIndex, readIndex } from '../request/target-index.js';
import { toDeleteByRequest } from '../request/to-by-query-request.js';
import {
  toIndex,
  toPlainCountRequest,
  toPlainDeleteRequest,
  toPlainSearchRequest,
} from '../request/to-plain-search-request.js';
import { isStrict, toCountRequest, toSearchRequest } from '../request/to-search-request.js';
import type { SearchRequestOptions } from '../request/to-search-request.js';
import { checkWhole } from '../response/check-whole.js';
import { documentsOf } from '../response/to-aggregations.js';
import { documentsInside } from '../response/documents-inside.js';
import type { SearchResult } from '../response/search-result.js';
import { toPlainSearchResult } from '../response/to-plain-search-result.js';
import { toSearchResult } from '../response/to-search-result.js';
import type { Connection, WireAnswer, WireRequest } from '../types/wire-request.js';
import type { Closable } from './bulk/open-writers.js';
import { loaded } from './read-documents.js';
import type { RepositoryContext } from './repository-context.js';
import { hasHook } from './subscriber.js';

export type DeleteByOptions = ByQueryOptions & { readonly all?: boolean };

/** What differs between a search with a class and one without. */
export interface SearchTarget {
  /** What errors call it: the class, or `Search`. */
  readonly name: string;
  /** Whether its documents are plain objects. */
  readonly isPlain: boolean;
  connection(alias: string | undefined): Connection;
  /** Has something closed before the connection is; what is returned takes that back. */
  keepOpen(open: Closable): () => void;
  /** The index, alias or pattern; throws where none is named. */
  index(alias: string | undefined): string;
  /** How many hits a page has at most. */
  readonly pageSize: number;
  /** The same on other indices. */
  at(index: string | readonly string[]): SearchTarget;
  toRequest(body: Json, alias: string | undefined, scope: ScopeOptions): WireRequest<'search'>;
  toCount(steps: SearchSteps, alias: string | undefined, scope: ScopeOptions): WireRequest<'count'>;
  toDelete(
    steps: SearchSteps,
    alias: string | undefined,
    options: DeleteByOptions,
  ): WireRequest<'deleteByQuery'>;
  /** The result, after the hooks of its documents were called. Throws for one that is not whole. */
  toResult(
    connection: Connection,
    body: Json,
    answer: WireAnswer<'search'>,
    options: SearchRequestOptions,
  ): Promise<SearchResult<object>>;
}

/** Elasticsearch's own limit of a page. */
const largestPage = 10_000;

/** An index without a class. */
export function plainTarget(
  connections: ConnectionManager,
  named: string | readonly string[] | undefined,
): SearchTarget {
  const place = (alias = 'default'): { alias: string; index: typeof named } => ({ alias, index: named });
  return {
    name: 'Search',
    isPlain: true,
    pageSize: largestPage,
    connection: (alias = 'default') => connections.connection(alias),
    keepOpen: (open) => connections.beforeClose(async (timeout) => (await open.close({ timeout })).failures),
    index: (alias) => toIndex(place(alias)),
    at: (index) => plainTarget(connections, index),
    toRequest: (body, alias) => toPlainSearchRequest(place(alias), body),
    toCount: (steps, alias) => toPlainCountRequest(place(alias), steps),
    toDelete: (steps, alias, options) => toPlainDeleteRequest(place(alias), steps, options),
    // eslint-disable-next-line @typescript-eslint/require-await -- with a class, there are hooks to wait for
    async toResult(connection, body, answer, options) {
      const result = toPlainSearchResult(body, answer);
      checkWhole(connection, { index: String(named), strict: isStrict(body, options) }, answer, result);
      return result;
    },
  };
}

/** The documents of a class. */
export function documentTarget(context: RepositoryContext, named?: string): SearchTarget {
  const { metadata, resolve } = context;
  const withIndex = <TRequest extends { readonly params: object }>(request: TRequest): TRequest =>
    named === undefined || !('index' in request.params)
      ? request
      : { ...request, params: { ...request.params, index: named } };
  return {
    name: metadata.className,
    isPlain: false,
    pageSize: Math.min(metadata.limits.pageSize ?? largestPage, largestPage),
    connection: (alias) => resolve(alias),
    keepOpen(open) {
      context.writers?.add(open);
      return () => context.writers?.delete(open);
    },
    index: () => named ?? readIndex(metadata),
    at(index) {
      checkValues(metadata.className, { index });
      const names = typeof index === 'string' ? [index] : index;
      return documentTarget(context, names.map((name) => namedIndex(metadata, name)).join(','));
    },
    toRequest: (body, _, scope) => withIndex(toSearchRequest(metadata, body, scope)),
    toCount(steps, _, scope) {
      const query = toFoundQuery(steps);
      const { routing } = toSearchBody(steps);
      const request = {
        ...(query === undefined ? {} : { query }),
        ...(routing === undefined ? {} : { routing: routing as string }),
      };
      return withIndex(toCountRequest(metadata, request, scope));
    },
    toDelete(steps, _, { all, ...options }) {
      checkDeletable(metadata.className, steps);
      const query = toFoundQuery(steps);
      const request = { ...(query === undefined ? {} : { query }), ...(all === undefined ? {} : { all }) };
      return withIndex(toDeleteByRequest(metadata, request, { ...placeOf(steps), ...options }));
    },
    async toResult(connection, body, answer, options) {
      const result = toSearchResult(metadata, connection, body, answer, options);
      // Only who is called on them needs the documents one by one.
      if (hasHook(metadata, 'afterLoad', context.subscribers)) {
        const asked = (body['aggs'] ?? body['aggregations'] ?? {}) as Json;
        const aggregated = documentsOf(asked, (result.aggs ?? {}) as Json);
        const documents = [...result.documents, ...documentsInside(result), ...aggregated].filter(
          (document): document is object => document instanceof metadata.target,
        );
        await loaded(context, documents, connection);
      }
      checkWhole(connection, { index: metadata.index, strict: isStrict(body, options) }, answer, result);
      return result;
    },
  };
}
