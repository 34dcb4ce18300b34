// Several operations → one bulk request.
import type { DocumentMetadata } from '../metadata/document-metadata.js';
import type { WireRequest } from '../types/wire-request.js';
import type { SaveOperation } from './to-save-request.js';
import type { WriteOptions } from './write-options.js';

/** Sends: `POST /{index}/_bulk` with an action and a source for each operation. */
export function toBulkRequest(
  { index }: DocumentMetadata,
  operations: readonly SaveOperation[],
  { refresh }: WriteOptions,
): WireRequest<'bulk'> {
  return {
    api: 'bulk',
    params: {
      index,
      operations: operations.flatMap(({ api, id, source, ...condition }) => [
        { [api]: { _id: id, ...condition } },
        source,
      ]),
      ...(refresh === undefined ? {} : { refresh }),
    },
  };
}
