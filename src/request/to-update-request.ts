// Changes of one document → the request that applies them.
import type { DocumentMetadata } from '../metadata/document-metadata.js';
import type { WireRequest } from '../types/wire-request.js';
import { exactness } from './exactness.js';
import type { Script } from './script.js';
import { toScriptBody } from './script.js';
import { toAddress } from './to-document-requests.js';
import type { AddressOptions } from './to-document-requests.js';
import type { Condition } from './to-save-request.js';
import { toWriteParameters, withoutRequirements } from './write-options.js';
import type { WriteOptions } from './write-options.js';

export interface UpdateRequestOptions extends WriteOptions {
  /**
   * How often a change that met another one is applied again, to what that left. Default: 0, which throws a
   * VersionConflictError. Changes of the same fields are then overwritten unseen, by choice.
   */
  readonly retryOnConflict?: number;
}

/** What is to be done to a document. */
export interface Update {
  /** Fields with their new values; objects are merged. */
  readonly doc?: Readonly<Record<string, unknown>>;
  readonly script?: Script;
  /** The whole document where there is none yet. */
  readonly upsert?: Readonly<Record<string, unknown>>;
  readonly condition?: Condition;
  /** Whether the document is wanted as it is afterwards. */
  readonly returnSource?: boolean;
}

/** Sends: `POST /{index}/_update/{id} { "doc": … }`, or `{ "script": … }`, with an `upsert` where it is given. */
export function toUpdateRequest(
  metadata: DocumentMetadata,
  id: string,
  { doc, script, upsert, condition = {}, returnSource = false }: Update,
  options: AddressOptions & UpdateRequestOptions,
  isAlias = false,
): WireRequest<'update'> {
  const { retryOnConflict = 0 } = options;
  const address = toAddress(metadata, id, options);
  const parameters = toWriteParameters(metadata, options, isAlias);
  // An update has no such parameter; what it needs of a data stream is the index that holds the document.
  const { require_data_stream: _, ...ofUpdate } = parameters;
  return {
    api: 'update',
    params: {
      ...address,
      ...condition,
      ...(address.index === metadata.index ? ofUpdate : withoutRequirements(parameters)),
      ...(retryOnConflict === 0 ? {} : { retry_on_conflict: retryOnConflict }),
      ...(returnSource ? { _source: true } : {}),
      ...(doc === undefined ? {} : { doc }),
      ...(script === undefined ? {} : { script: toScriptBody(metadata.className, script) }),
      ...(upsert === undefined ? {} : { upsert }),
    },
    ...(returnSource ? exactness(metadata) : {}),
  };
}
