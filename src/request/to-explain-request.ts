// A document and a query → the request that tells why the one matches the other, or does not.
import { checkId } from '../hydration/document-hydration.js';
import type { DocumentMetadata } from '../metadata/document-metadata.js';
import type { Query } from '../query/query.js';
import type { WireRequest } from '../types/wire-request.js';
import { checkValues } from './check-values.js';
import { toScopedQuery } from './scope.js';
import type { ScopeOptions } from './scope.js';

/** What is explained. */
export interface ExplainRequest<T> {
  readonly query: Query<T>;
}

interface Place {
  readonly index: string;
  readonly routing?: string;
}

/** Sends: `POST /{index}/_explain/{id}` with the query as a search of the class would send it. */
export function toExplainRequest<T>(
  metadata: DocumentMetadata,
  id: string,
  request: ExplainRequest<T>,
  { index, routing }: Place,
  scope: ScopeOptions = {},
): WireRequest<'explain'> {
  checkValues(metadata.className, request);
  const params = {
    index,
    id: checkId(metadata.className, id),
    ...(routing === undefined ? {} : { routing }),
    query: toScopedQuery(metadata, request.query, scope),
  };
  return { api: 'explain', params: params };
}
