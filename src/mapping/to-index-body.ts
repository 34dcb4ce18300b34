// Metadata → all that an index is created with.
import type { estypes } from '@elastic/elasticsearch';
import type { DocumentMetadata } from '../metadata/document-metadata.js';
import { toMapping } from './to-mapping.js';

export interface IndexBody {
  readonly mappings: estypes.MappingTypeMapping;
  readonly settings?: estypes.IndicesIndexSettings;
  readonly aliases?: Record<string, estypes.IndicesAlias>;
}

/** The body of `PUT /{index}` for a class. */
export function toIndexBody(metadata: DocumentMetadata): IndexBody {
  const { settings, aliases } = metadata;
  return {
    ...(Object.keys(settings).length === 0 ? {} : { settings }),
    mappings: toMapping(metadata),
    ...(Object.keys(aliases).length === 0 ? {} : { aliases: { ...aliases } }),
  };
}
