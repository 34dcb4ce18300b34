// Whether documents of a class hold vectors, which Elasticsearch 9.2 and later leaves out of what it returns.
import type { DocumentMetadata, FieldMetadata } from './document-metadata.js';
import type { FieldType } from './field-types.js';

const vectorTypes: ReadonlySet<FieldType> = new Set(['dense_vector', 'rank_vectors', 'sparse_vector']);

const known = new WeakMap<DocumentMetadata, boolean>();

export function hasVectors(metadata: DocumentMetadata): boolean {
  let has = known.get(metadata);
  if (has === undefined) known.set(metadata, (has = amongFields(metadata.fields)));
  return has;
}

function amongFields(fields: readonly FieldMetadata[]): boolean {
  return fields.some(({ type, object }) => vectorTypes.has(type) || amongFields(object?.fields ?? []));
}
