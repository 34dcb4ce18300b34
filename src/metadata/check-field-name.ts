// Names that a field can't have: Elasticsearch's own, and those that mean something else in JavaScript.

const metadataFields: ReadonlySet<string> = new Set([
  '_data_stream_timestamp',
  '_doc_count',
  '_feature',
  '_field_names',
  '_id',
  '_ignored',
  '_ignored_source',
  '_index',
  '_index_mode',
  '_inference_fields',
  '_nested_path',
  '_routing',
  '_seq_no',
  '_source',
  '_tier',
  '_version',
]);

/** Why a property can't be a field, or undefined. */
export function fieldNameProblem(name: string): string | undefined {
  if (name.trim() === '') return 'its name is blank';
  if (name.includes('.')) return "its name contains '.', which separates a field from its subfields";
  if (metadataFields.has(name)) return `${name} is a field of Elasticsearch's own`;
  if (name === 'prototype' || name in Object.prototype) return `${name} is a name of JavaScript's own`;
  return undefined;
}
