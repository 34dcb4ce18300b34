// The answer to an ES|QL query → rows.
import { PartialResultError } from '../errors/elastodm-error.js';
import type { WireAnswer } from '../types/wire-request.js';

/** A column of an ES|QL result. */
export interface EsqlColumn {
  readonly name: string;
  /** Elasticsearch's type: `keyword`, `long`, `date` … */
  readonly type: string;
}

/** What an ES|QL query gives. */
export interface EsqlResult<TRow> {
  /** One object for each row, by the names of the columns: those of objects stay dotted, as `'studio.name'`. */
  readonly rows: readonly TRow[];
  readonly columns: readonly EsqlColumn[];
  /** Milliseconds; undefined where the server does not say. */
  readonly took: number | undefined;
  /** Whether some of the data could not be read; only with `strict: false`. */
  readonly isPartial: boolean;
}

/** The result, with rows by names. Throws a PartialResultError for one that is not whole, unless that is allowed. */
export function toEsqlResult(
  alias: string,
  answer: WireAnswer<'esql.query'>,
  strict: boolean,
): EsqlResult<Readonly<Record<string, unknown>>> {
  const columns = answer.columns.map(({ name, type }) => ({ name, type }));
  const rows = answer.values.map((values) => {
    // Without a prototype: a column may have any name.
    const row = Object.create(null) as Record<string, unknown>;
    columns.forEach(({ name }, index) => (row[name] = values[index]));
    return row;
  });
  const result = { rows, columns, took: answer.took, isPartial: answer.is_partial ?? false };
  if (!result.isPartial || !strict) return result;
  const details = { alias, api: 'esql.query', index: 'the query', failed: 0, total: 0 };
  throw new PartialResultError('PARTIAL_RESULT', details, undefined, result);
}
