// Elasticsearch 9.2 and later leaves vectors out of the `_source` that it returns, unless a request asks for them. A
// document read without its vectors, and saved again, would lose them.
import type { DocumentMetadata, FieldMetadata } from '../metadata/document-metadata.js';
import type { FieldType } from '../metadata/field-types.js';

const vectorTypes: ReadonlySet<FieldType> = new Set(['dense_vector', 'rank_vectors', 'sparse_vector']);

const asks = { _source_exclude_vectors: false } as const;
const known = new WeakMap<DocumentMetadata, typeof asks | undefined>();

/** The parameter that asks for vectors, where a class has some. */
export function vectorSource(metadata: DocumentMetadata): typeof asks | undefined {
  if (!known.has(metadata)) known.set(metadata, hasVectors(metadata.fields) ? asks : undefined);
  return known.get(metadata);
}

function hasVectors(fields: readonly FieldMetadata[]): boolean {
  return fields.some(({ type, object }) => vectorTypes.has(type) || hasVectors(object?.fields ?? []));
}
