// Searching the documents of a class: request → send → result → hooks → whether it is whole.
import type { SearchRequestOptions } from '../request/to-search-request.js';
import type { SearchResult } from '../response/search-result.js';
import type { CallOptions } from '../types/call-options.js';
import type { RepositoryContext } from './repository-context.js';
import { documentTarget } from './search-target.js';

type SearchCall = SearchRequestOptions & CallOptions;

/** The result of a search. Throws a PartialResultError for one that is not whole, unless the options allow it. */
export async function searchDocuments(
  context: RepositoryContext,
  request: object,
  options: SearchCall = {},
): Promise<SearchResult<object>> {
  const target = documentTarget(context);
  const connection = target.connection(options.using);
  const body = request as Readonly<Record<string, unknown>>;
  const answer = await connection.send(target.toRequest(body, options.using, options), options);
  return target.toResult(connection, body, answer, options);
}
