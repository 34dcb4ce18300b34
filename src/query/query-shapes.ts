// One row for each kind of query: what its members hold. All checks of requests read it.

/**
 * What a member holds. `query`: a query or a list; `field`: a field's name or a list, perhaps with weights; `path`: an
 * object's name; `value`: what is looked for, a scalar; `values`: one or a list; `pattern`: a value in a small language;
 * `option`: a scalar that says how; `data`: JSON without queries and fields, such as a point; `functions`: those of
 * `function_score`; `free`: a form of its own; `elsewhere`: what runs code, or reads another document.
 */
export type Role =
  | 'query'
  | 'field'
  | 'path'
  | 'value'
  | 'values'
  | 'pattern'
  | 'option'
  | 'data'
  | 'functions'
  | 'free'
  | 'elsewhere';

/** Members by name. */
export type Roles = Readonly<Record<string, Role>>;

/** What stands under a field's name: options, one of which may stand there alone. */
export interface FieldShape {
  /** The option that a scalar in place of all options means. */
  readonly value?: string;
  readonly members: Roles;
}

/** One kind of query. */
export interface QueryShape {
  /** The members that have names of their own. */
  readonly members: Roles;
  /** Where all others are named by fields: what each holds. */
  readonly byField?: FieldShape | Role;
  /** The member without which the kind searches every field. */
  readonly needs?: string;
}

// Every query may have a weight and a name.
const named = (members: Roles): Roles => ({ boost: 'option', _name: 'option', ...members });
const options = (...names: readonly string[]): Roles =>
  Object.fromEntries(names.map((name) => [name, 'option' as const]));
const own = (members: Roles, needs?: string): QueryShape => ({
  members: named(members),
  ...(needs === undefined ? {} : { needs }),
});
const byField = (value: string, members: Roles): QueryShape => ({
  members: {},
  byField: { value, members: named(members) },
});
// The field stands among the kind's own members.
const beside = (member: FieldShape | Role, members: Roles = {}): QueryShape => ({
  members: named(members),
  byField: member,
});

const fuzzy = options(
  'fuzziness',
  'fuzzy_rewrite',
  'fuzzy_transpositions',
  'max_expansions',
  'prefix_length',
  'rewrite',
  'transpositions',
);
const text = options(
  'analyzer',
  'auto_generate_synonyms_phrase_query',
  'cutoff_frequency',
  'lenient',
  'minimum_should_match',
  'operator',
  'slop',
  'zero_terms_query',
);
const match: Roles = { query: 'value', ...text, ...fuzzy };
const pattern: Roles = { value: 'pattern', ...options('case_insensitive', 'rewrite') };
const geo = options('validation_method', 'ignore_unmapped', 'type', 'distance_type', 'distance');
const shape: FieldShape = {
  members: { shape: 'data', relation: 'option', indexed_shape: 'elsewhere' },
};
const queryText: Roles = {
  fields: 'field',
  // What it appends to names gives fields that nobody named.
  quote_field_suffix: 'elsewhere',
  ...text,
  ...options('analyze_wildcard', 'default_operator', 'flags'),
  ...options('fuzzy_max_expansions', 'fuzzy_prefix_length', 'fuzzy_transpositions'),
};
const spans: Roles = { little: 'query', big: 'query' };
const decay: Roles = { exp: 'free', gauss: 'free', linear: 'free' };

export const queryShapes = {
  bool: own({
    must: 'query',
    should: 'query',
    filter: 'query',
    must_not: 'query',
    minimum_should_match: 'option',
  }),
  boosting: own({ positive: 'query', negative: 'query', negative_boost: 'option' }),
  combined_fields: own({ query: 'value', fields: 'field', ...text }, 'fields'),
  common: byField('query', {
    query: 'value',
    ...text,
    ...options('high_freq_operator', 'low_freq_operator'),
  }),
  constant_score: own({ filter: 'query' }),
  dis_max: own({ queries: 'query', tie_breaker: 'option' }),
  distance_feature: own({ field: 'field', origin: 'data', pivot: 'option' }),
  exists: own({ field: 'field' }),
  function_score: own({
    query: 'query',
    functions: 'functions',
    ...decay,
    field_value_factor: 'free',
    random_score: 'free',
    script_score: 'elsewhere',
    ...options('weight', 'boost_mode', 'score_mode', 'max_boost', 'min_score'),
  }),
  fuzzy: byField('value', { value: 'value', ...fuzzy }),
  geo_bounding_box: beside('data', geo),
  geo_distance: beside('data', geo),
  geo_grid: {
    members: {},
    byField: { members: named(options('geotile', 'geohash', 'geohex')) },
  },
  geo_polygon: beside('data', geo),
  geo_shape: beside(shape, geo),
  has_child: own({
    query: 'query',
    inner_hits: 'free',
    ...options('type', 'ignore_unmapped', 'max_children', 'min_children', 'score_mode'),
  }),
  has_parent: own({
    query: 'query',
    inner_hits: 'free',
    ...options('parent_type', 'ignore_unmapped', 'score'),
  }),
  ids: own({ values: 'values' }),
  intervals: { members: {}, byField: 'free' },
  knn: own({
    field: 'field',
    query_vector: 'data',
    query_vector_builder: 'elsewhere',
    filter: 'query',
    rescore_vector: 'data',
    ...options('k', 'num_candidates', 'similarity', 'visit_percentage'),
  }),
  match: byField('query', match),
  match_all: own({}),
  match_bool_prefix: byField('query', match),
  match_none: own({}),
  match_phrase: byField('query', match),
  match_phrase_prefix: byField('query', match),
  more_like_this: own(
    {
      fields: 'field',
      // An object there is a document, of any index.
      like: 'values',
      unlike: 'values',
      stop_words: 'values',
      ...options('analyzer', 'boost_terms', 'fail_on_unsupported_field', 'include', 'minimum_should_match'),
      ...options('max_doc_freq', 'max_query_terms', 'max_word_length'),
      ...options('min_doc_freq', 'min_term_freq', 'min_word_length'),
      ...options('routing', 'version', 'version_type'),
    },
    'fields',
  ),
  multi_match: own({ ...match, fields: 'field', ...options('type', 'tie_breaker') }, 'fields'),
  nested: own({
    path: 'path',
    query: 'query',
    inner_hits: 'free',
    ...options('score_mode', 'ignore_unmapped'),
  }),
  parent_id: own(options('id', 'type', 'ignore_unmapped')),
  percolate: own({
    field: 'field',
    document: 'data',
    documents: 'data',
    name: 'option',
    id: 'elsewhere',
    index: 'elsewhere',
    preference: 'elsewhere',
    routing: 'elsewhere',
    version: 'elsewhere',
  }),
  pinned: own({ organic: 'query', ids: 'values', docs: 'elsewhere' }),
  prefix: byField('value', pattern),
  query_string: own({
    // Its text names fields itself.
    query: 'pattern',
    default_field: 'field',
    ...queryText,
    ...options('allow_leading_wildcard', 'enable_position_increments', 'escape', 'max_determinized_states'),
    ...options('fuzziness', 'fuzzy_rewrite', 'rewrite'),
    ...options('phrase_slop', 'quote_analyzer', 'tie_breaker', 'time_zone', 'type'),
  }),
  range: {
    members: {},
    byField: {
      members: named({
        gt: 'value',
        gte: 'value',
        lt: 'value',
        lte: 'value',
        ...options('format', 'time_zone', 'relation'),
      }),
    },
  },
  rank_feature: own({ field: 'field', saturation: 'data', log: 'data', linear: 'data', sigmoid: 'data' }),
  regexp: byField('value', { ...pattern, ...options('flags', 'max_determinized_states') }),
  rule: own({ organic: 'query', match_criteria: 'data', ruleset_id: 'elsewhere', ruleset_ids: 'elsewhere' }),
  script: own({ script: 'elsewhere' }),
  script_score: own({ query: 'query', script: 'elsewhere', min_score: 'option' }),
  semantic: own({ field: 'field', query: 'value' }),
  shape: beside(shape, geo),
  simple_query_string: own({ query: 'pattern', ...queryText }, 'fields'),
  span_containing: own(spans),
  span_field_masking: own({ field: 'field', query: 'query' }),
  span_first: own({ match: 'query', end: 'option' }),
  span_multi: own({ match: 'query' }),
  span_near: own({ clauses: 'query', ...options('in_order', 'slop') }),
  span_not: own({ include: 'query', exclude: 'query', ...options('dist', 'post', 'pre') }),
  span_or: own({ clauses: 'query' }),
  span_term: byField('value', { value: 'value', term: 'value' }),
  span_within: own(spans),
  sparse_vector: own({
    field: 'field',
    query: 'value',
    query_vector: 'data',
    inference_id: 'elsewhere',
    prune: 'option',
    pruning_config: 'data',
  }),
  term: byField('value', { value: 'value', case_insensitive: 'option' }),
  terms: beside('values'),
  terms_set: {
    members: {},
    byField: {
      members: named({
        terms: 'values',
        minimum_should_match: 'option',
        minimum_should_match_field: 'field',
        minimum_should_match_script: 'elsewhere',
      }),
    },
  },
  text_expansion: {
    members: {},
    byField: {
      members: named({ model_id: 'elsewhere', model_text: 'value', pruning_config: 'data' }),
    },
  },
  type: own({ value: 'value' }),
  weighted_tokens: {
    members: {},
    byField: { members: named({ tokens: 'data', pruning_config: 'data' }) },
  },
  wildcard: byField('value', { ...pattern, wildcard: 'pattern' }),
  // What it holds is hidden in base64.
  wrapper: own({ query: 'elsewhere' }),
} as const satisfies Readonly<Record<string, QueryShape>>;

/** A kind of query that the library knows. */
export type QueryKind = keyof typeof queryShapes;

/** The row of a kind, or undefined for one that nobody knows. */
export function shapeOf(kind: string): QueryShape | undefined {
  return Object.hasOwn(queryShapes, kind) ? queryShapes[kind as QueryKind] : undefined;
}
