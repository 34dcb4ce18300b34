// Runs ES|QL: for rows, and for instances of a class.
import type { EsqlFragment } from '../query/esql.js';
import { exactness } from '../request/exactness.js';
import { toScopedQuery } from '../request/scope.js';
import type { ScopeOptions } from '../request/scope.js';
import { toEsqlRequest } from '../request/to-esql-request.js';
import type { EsqlOptions } from '../request/to-esql-request.js';
import { toEsqlDocuments } from '../response/to-esql-documents.js';
import { toEsqlResult } from '../response/to-esql-rows.js';
import type { EsqlResult } from '../response/to-esql-rows.js';
import type { CallOptions, SendOptions } from '../types/call-options.js';
import type { Connection } from '../types/wire-request.js';
import { loaded } from './read-documents.js';
import type { RepositoryContext } from './repository-context.js';

/** Runs a query, and gives its rows. */
export async function runEsql(
  connection: Connection,
  query: EsqlFragment,
  options: EsqlOptions & SendOptions,
): Promise<EsqlResult<Readonly<Record<string, unknown>>>> {
  const answer = await connection.send(toEsqlRequest(query, options), options);
  return toEsqlResult(connection.alias, answer, options.strict ?? true);
}

/** Runs a query, and gives an instance of the class for each row. */
export async function findByEsql<T>(
  context: RepositoryContext,
  query: EsqlFragment,
  options: EsqlOptions<T> & ScopeOptions & CallOptions,
): Promise<readonly object[]> {
  const { metadata, resolve } = context;
  const connection = resolve(options.using);
  // Other kinds of documents of the index, and those that were deleted softly, are left out before the query begins.
  const scoped = toScopedQuery(metadata, options.filter, options);
  const filter = scoped === undefined ? {} : { filter: scoped };
  const request = { ...toEsqlRequest(query, { ...options, ...filter }), ...exactness(metadata) };
  const answer = await connection.send(request, options);
  const documents = toEsqlDocuments(metadata, toEsqlResult(connection.alias, answer, options.strict ?? true));
  await loaded(context, documents, connection);
  return documents;
}
