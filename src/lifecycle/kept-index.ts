// What the steps of a synchronisation are told, and the error of a difference that they do not mend.
import { ElastodmError } from '../errors/elastodm-error.js';
import { failure } from '../errors/failure.js';
import type { IndexBody } from '../mapping/to-index-body.js';
import type { DocumentMetadata } from '../metadata/document-metadata.js';
import type { Connection } from '../types/wire-request.js';

/** An index, the indices of a pattern, or a data stream, with the classes that are kept there. */
export interface KeptIndex {
  readonly group: readonly DocumentMetadata[];
  readonly connection: Connection;
  readonly mode: 'check' | 'create' | 'update';
  /** The index, the pattern, or the data stream. */
  readonly index: string;
  readonly body: IndexBody;
}

/** The error for an index that is not what its classes describe. */
export function drift(
  { group }: KeptIndex,
  index: string,
  differences: readonly string[],
  cause?: unknown,
): ElastodmError {
  const className = group.map((metadata) => metadata.className).join(', ');
  return failure('INDEX_DRIFT', { className, index, differences }, cause);
}

/** Whether a server refused a request as wrong, for this reason. */
export function isRefusal(error: unknown, status: number, type?: string): error is ElastodmError {
  if (!(error instanceof ElastodmError) || error.code !== 'REQUEST_REFUSED') return false;
  const details = error.details as { readonly status: number; readonly type: string };
  return details.status === status && (type === undefined || details.type === type);
}
