// What an update may be told, and what comes of it.
import type { ScopeOptions } from '../request/scope.js';
import type { AddressOptions } from '../request/to-document-requests.js';
import type { UpdateRequestOptions } from '../request/to-update-request.js';
import type { CallOptions } from '../types/call-options.js';

export interface UpdateOptions<TDocument extends object = object>
  extends UpdateRequestOptions, AddressOptions, ScopeOptions, CallOptions {
  /** The document to create where there is none: its values, or `true` for the changes themselves. */
  readonly upsert?: TDocument | Partial<TDocument> | true;
  /** Whether the result has the document as it is afterwards. Default: false for an id, always for a document. */
  readonly returnDocument?: boolean;
}

/** What came of an update. */
export interface UpdateResult<TDocument extends object> {
  /** `'noop'`: the document was so already. */
  readonly result: 'created' | 'updated' | 'noop';
  readonly id: string;
  readonly index: string;
  readonly version?: number;
  readonly seqNo?: number;
  readonly primaryTerm?: number;
  /** The document, where it was passed in, or asked for with `returnDocument`. */
  readonly document?: TDocument;
}
