// An ES|QL query → the request.
import { failure } from '../errors/failure.js';
import { isEsql } from '../query/esql.js';
import type { EsqlFragment } from '../query/esql.js';
import type { Query } from '../query/query.js';
import type { WireRequest } from '../types/wire-request.js';
import { checkValues } from './check-values.js';

/** How an ES|QL query is run. */
export interface EsqlOptions<T = object> {
  /** Only documents that match are looked at, before the query begins. */
  readonly filter?: Query<T>;
  /**
   * Whether a result that is not whole is an error. Default: true. With false, it is returned, and `isPartial` says so.
   */
  readonly strict?: boolean;
  /** Whether columns that are null in all rows are left out. Default: false. */
  readonly dropNullColumns?: boolean;
  /** How dates and numbers are written, such as `'de-DE'`. */
  readonly locale?: string;
}

/** Sends: `POST /_query { "query": "FROM films | WHERE year > ?1", "params": [1980] }`. */
export function toEsqlRequest<T>(
  query: EsqlFragment,
  { filter, strict = true, dropNullColumns, locale }: EsqlOptions<T> = {},
): WireRequest<'esql.query'> {
  if (!isEsql(query)) throw failure('ESQL_VALUE', { place: 0, reason: 'the query was not made by esql`…`' });
  if (filter !== undefined) checkValues('an ES|QL query', filter, 'filter');
  const params = {
    query: query.query,
    ...(query.params.length === 0 ? {} : { params: query.params }),
    ...(filter === undefined ? {} : { filter }),
    ...(locale === undefined ? {} : { locale }),
    ...(strict ? {} : { allow_partial_results: true }),
    ...(dropNullColumns === undefined ? {} : { drop_null_columns: dropNullColumns }),
  };
  // The filter's types are ours, by the class's fields.
  return { api: 'esql.query', params: params as unknown as WireRequest<'esql.query'>['params'] };
}
