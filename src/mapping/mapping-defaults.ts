// The values that Elasticsearch leaves out of `GET /{index}/_mapping` because they are its defaults.
// Without them, `index: true` in a class would look like a difference to an index that has just that.

const defaults: Readonly<Record<string, string | number | boolean>> = {
  boost: 1,
  coerce: true,
  depth_limit: 20,
  doc_values: true,
  dynamic: true,
  eager_global_ordinals: false,
  enable_position_increments: true,
  enabled: true,
  fielddata: false,
  format: 'strict_date_optional_time||epoch_millis',
  ignore_malformed: false,
  ignore_z_value: true,
  include_in_parent: false,
  include_in_root: false,
  index: true,
  index_phrases: false,
  max_input_length: 50,
  norms: true,
  on_script_error: 'fail',
  orientation: 'right',
  positive_score_impact: true,
  position_increment_gap: 100,
  preserve_position_increments: true,
  preserve_separators: true,
  required: false,
  split_queries_on_whitespace: false,
  store: false,
  subobjects: true,
  term_vector: 'no',
};

// Where a type's default differs from the general one.
const defaultsByType: Readonly<Record<string, Readonly<Record<string, string | number | boolean>>>> = {
  binary: { doc_values: false },
  completion: { analyzer: 'simple' },
  date_nanos: { format: 'strict_date_optional_time_nanos||epoch_millis' },
  dense_vector: { element_type: 'float' },
  flattened: { index_options: 'docs' },
  keyword: { norms: false, index_options: 'docs' },
  search_as_you_type: { max_shingle_size: 3, index_options: 'positions' },
  text: { index_options: 'positions' },
};

// Parameters that Elasticsearch fills in by itself when a mapping leaves them out.
const filledIn: Readonly<Record<string, readonly string[]>> = {
  completion: ['analyzer', 'max_input_length', 'preserve_position_increments', 'preserve_separators'],
  constant_keyword: ['value'],
  dense_vector: ['dims', 'element_type', 'index', 'index_options', 'similarity'],
  join: ['eager_global_ordinals'],
  rank_vectors: ['dims', 'element_type'],
  search_as_you_type: ['max_shingle_size', 'doc_values'],
  semantic_text: [
    'chunking_settings',
    'inference_id',
    'model_settings',
    'search_inference_id',
    'index_options',
  ],
  sparse_vector: ['index_options'],
};

/** Whether an index may leave out this parameter of a class, or show it although the class leaves it out. */
export function isDefault(type: string, parameter: string, value: unknown): boolean {
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).every(([member, inner]) => isDefault(type, member, inner));
  }
  const byType = defaultsByType[type] ?? {};
  const expected = byType[parameter] ?? defaults[parameter];
  return expected !== undefined && String(expected) === String(value);
}

/** Whether Elasticsearch itself adds this parameter to mappings of the type. */
export function isFilledIn(type: string, parameter: string): boolean {
  return filledIn[type]?.includes(parameter) ?? false;
}
