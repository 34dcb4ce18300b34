// Trying out an analyzer: which tokens it makes of a text, without an index.
import type { ConnectionManager } from '../connection/connection-manager.js';
import { connections as sharedConnections } from '../connection/connections.js';
import { toAnalyzeRequest } from '../request/to-analyze-request.js';
import type { Analyzable, AnalyzeOptions } from '../request/to-analyze-request.js';
import { toTokens } from '../response/to-tokens.js';
import type { AnalyzedToken } from '../response/to-tokens.js';
import type { CallOptions, SendOptions } from '../types/call-options.js';
import type { Connection } from '../types/wire-request.js';

/** Where {@link simulate} tries out a definition. */
export interface SimulateOptions extends CallOptions, AnalyzeOptions {
  /** The registry that knows the alias. Default: the library's own, {@link connections}. */
  readonly connections?: ConnectionManager;
}

/** The tokens that a definition makes of a text, on this connection. */
export async function simulateAnalysis(
  connection: Connection,
  definition: Analyzable,
  text: string,
  options: SendOptions & AnalyzeOptions = {},
): Promise<AnalyzedToken[]> {
  const request = toAnalyzeRequest(definition, text, options);
  return toTokens(connection, await connection.send(request, options));
}

/**
 * The tokens that an analyzer makes of a text. No index is needed: the definition is sent as it stands.
 *
 * A tokenizer, a token filter (after the tokenizer `standard`), a character filter and a normalizer can be tried out
 * too, and an analyzer that the cluster has, by its name. With `index`, the definition of that name in the index is used
 * instead.
 *
 * Sends: `POST /_analyze { "tokenizer": "standard", "filter": ["lowercase", { "type": "edge_ngram", … }], "text": … }`;
 * with `index`, `POST /{index}/_analyze { "analyzer": "titles", "text": … }`.
 *
 * @example
 * ```ts
 * const tokens = await simulate(titles, 'Fish & Chips');
 * console.log(tokens.map(({ token }) => token)); // [ 'fish', 'and', 'chips' ]
 * ```
 * @throws RequestError ANALYSIS_NOT_INLINE for what Elasticsearch tries out by its name only: pass `index` then.
 * @throws RequestError REQUEST_REFUSED when the cluster does not know a part of it.
 * @see https://www.elastic.co/docs/api/doc/elasticsearch/operation/operation-indices-analyze
 */
export async function simulate(
  definition: Analyzable,
  text: string,
  { using = 'default', connections = sharedConnections, ...options }: SimulateOptions = {},
): Promise<AnalyzedToken[]> {
  return simulateAnalysis(connections.connection(using), definition, text, options);
}
