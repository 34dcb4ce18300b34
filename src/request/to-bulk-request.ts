// Several operations → one bulk request.
import type { DocumentMetadata } from '../metadata/document-metadata.js';
import type { WireRequest } from '../types/wire-request.js';
import type { SaveOperation } from './to-save-request.js';
import { toWriteParameters, withoutRequirements } from './write-options.js';
import type { SaveRequestOptions } from './write-options.js';

/** Sends: `POST /{index}/_bulk` with an action and a source for each operation. */
export function toBulkRequest(
  metadata: DocumentMetadata,
  operations: readonly SaveOperation[],
  options: SaveRequestOptions,
  isAlias = false,
): WireRequest<'bulk'> {
  const { pipeline } = options;
  const isOne = operations.every(({ index }) => index === metadata.index);
  const parameters = toWriteParameters(metadata, options, isAlias);
  return {
    api: 'bulk',
    params: {
      ...(isOne ? { index: metadata.index } : {}),
      operations: operations.flatMap(({ api, index, id, source, ...condition }) => [
        { [api]: { ...(isOne ? {} : { _index: index }), _id: id, ...condition } },
        source,
      ]),
      ...(isOne ? parameters : withoutRequirements(parameters)),
      ...(pipeline === undefined ? {} : { pipeline }),
    },
  };
}
