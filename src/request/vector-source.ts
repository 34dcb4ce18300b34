// Elasticsearch 9.2 and later leaves vectors out of the `_source` that it returns, unless a request asks for them. A
// document read without its vectors, and saved again, would lose them.
import type { DocumentMetadata } from '../metadata/document-metadata.js';
import { hasVectors } from '../metadata/has-vectors.js';

const asks = { _source_exclude_vectors: false } as const;

/** The parameter that asks for vectors, where a class has some. */
export function vectorSource(metadata: DocumentMetadata): typeof asks | undefined {
  return hasVectors(metadata) ? asks : undefined;
}
