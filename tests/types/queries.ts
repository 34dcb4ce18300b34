// Every kind of query: the fields, values and options that it takes, and one mistake that it refuses.
import type { estypes } from '@elastic/elasticsearch';
import {
  BooleanField,
  DateField,
  DenseVector,
  Document,
  Flattened,
  GeoPoint,
  GeoShape,
  Id,
  Integer,
  IntegerRange,
  Join,
  Keyword,
  Nested,
  Percolator,
  Point,
  RankFeature,
  RankFeatures,
  SparseVector,
  Text,
  field,
  raw,
} from 'elastodm';
import type {
  GeoPointValue,
  JoinValue,
  MultiField,
  PlainDocument,
  PointValue,
  Query,
  Range,
  ShapeValue,
} from 'elastodm';
import { expectTypeOf } from 'expect-type';
import type { StepBody, StepOptions } from '../../src/query/step-query.js';

class Room {
  @Keyword() name!: 'hall' | 'tower';
  @Integer() size!: number;
}
@Document('museums')
export class Museum {
  @Id() id?: string;
  @Text({ fields: { raw: { type: 'keyword' } } }) title!: MultiField<string, 'raw'>;
  @Keyword() kind!: 'art' | 'science';
  @Keyword() tags: string[] = [];
  @Integer() visitors = 0;
  @BooleanField() open = true;
  @DateField() founded?: Date | null;
  @GeoPoint() location?: GeoPointValue;
  @GeoPoint() doors?: [number, number];
  @GeoShape() outline?: ShapeValue;
  @Point() place?: PointValue;
  @IntegerRange() hours?: Range<number>;
  @DenseVector({ dims: 3 }) embedding?: number[];
  @SparseVector() words?: Record<string, number>;
  @RankFeature() rank?: number;
  @RankFeatures() topics?: Record<string, number>;
  @Nested(() => Room) rooms: Room[] = [];
  @Flattened() labels?: Record<string, unknown>;
  @Join({ relations: { museum: 'visit' } }) relation?: JoinValue;
  @Percolator() watch?: object;
}
declare function ask(query: Query<Museum>): void;
declare function askAnything(query: Query<PlainDocument>): void;

// — kinds ——————————————————————————————————————————————————————————————————————————————————————————————————————

type KeysOf<TUnion> = TUnion extends unknown ? keyof TUnion & string : never;
type Kind = keyof Query<Museum> & string;

expectTypeOf<Kind>().toEqualTypeOf<KeysOf<estypes.QueryDslQueryContainer>>();

// — full text ——————————————————————————————————————————————————————————————————————————————————————————————————

export function fullText(): void {
  ask({ match: { title: 'old' } });
  ask({ match: { kind: 'ar' } });
  ask({ match: { visitors: 3, open: true, founded: new Date() } });
  ask({
    match: { title: { query: 'old', operator: 'AND', fuzziness: 'AUTO', minimum_should_match: '75%' } },
  });
  ask({ match: { title: { query: 'old', auto_generate_synonyms_phrase_query: false, lenient: true } } });
  ask({ match: { title: raw({ query: 'old', new_option: 1 }) } });
  ask({ match: { [field('other')]: 'old' } });
  // @ts-expect-error no such field
  ask({ match: { titel: 'old' } });
  // @ts-expect-error no such option
  ask({ match: { title: { query: 'old', slop: 1 } } });
  // @ts-expect-error options without the text
  ask({ match: { title: { operator: 'and' } } });

  ask({ match_bool_prefix: { title: { query: 'old t', analyzer: 'simple', max_expansions: 3 } } });
  // @ts-expect-error no such field
  ask({ match_bool_prefix: { titel: 'old' } });
  ask({ match_phrase: { title: { query: 'old town', slop: 1, zero_terms_query: 'all' } } });
  // @ts-expect-error no such option
  ask({ match_phrase: { title: { query: 'old town', operator: 'and' } } });
  ask({ match_phrase_prefix: { title: { query: 'old t', max_expansions: 3 } } });
  // @ts-expect-error no such field
  ask({ match_phrase_prefix: { titel: 'old' } });

  ask({ multi_match: { query: 'old', fields: ['title^2', 'title.raw', 'rooms.*', 'kind'], type: 'phrase' } });
  ask({ multi_match: { query: 1, fields: 'title', tie_breaker: 0.3 } });
  // @ts-expect-error no such field
  ask({ multi_match: { query: 'old', fields: ['titel^2'] } });
  ask({ combined_fields: { query: 'old', fields: ['title', 'kind^2'], operator: 'and' } });
  // @ts-expect-error no such field
  ask({ combined_fields: { query: 'old', fields: ['titel'] } });
  // @ts-expect-error which fields?
  ask({ combined_fields: { query: 'old' } });
  ask({ query_string: { query: 'old AND town', default_field: 'title', fields: ['title^2'], rewrite: 'a' } });
  // @ts-expect-error no such field
  ask({ query_string: { query: 'old', default_field: 'titel' } });
  ask({ simple_query_string: { query: 'old', fields: ['title^2'], flags: 'AND|OR', boost: 2, _name: 'a' } });
  // @ts-expect-error no such operator
  ask({ simple_query_string: { query: 'old', fields: ['title'], default_operator: 'nor' } });
  ask({ common: { title: { query: 'old', cutoff_frequency: 0.1 } } });
  // @ts-expect-error no such field
  ask({ common: { titel: 'old' } });
}

export function intervals(): void {
  ask({ intervals: { title: { match: { query: 'old town', max_gaps: 1, use_field: 'title.raw' } } } });
  ask({ intervals: { title: { boost: 2, any_of: { intervals: [{ prefix: { prefix: 'o' } }] } } } });
  ask({ intervals: { title: { all_of: { ordered: true, intervals: [{ wildcard: { pattern: 'o*' } }] } } } });
  ask({ intervals: { title: { fuzzy: { term: 'old', fuzziness: 1 } } } });
  ask({ intervals: { title: { regexp: { pattern: 'o.*' } } } });
  ask({ intervals: { title: { range: { gte: 'a', lt: 'b' } } } });
  ask({
    intervals: { title: { match: { query: 'a', filter: { not_containing: { match: { query: 'b' } } } } } },
  });
  ask({ intervals: { title: { match: { query: 'a', filter: { script: 'interval.start > 1' } } } } });
  // @ts-expect-error no such rule
  ask({ intervals: { title: { none_of: { intervals: [] } } } });
  // @ts-expect-error no such field inside
  ask({ intervals: { title: { match: { query: 'old', use_field: 'titel' } } } });
}

// — exact values ———————————————————————————————————————————————————————————————————————————————————————————————

export function terms(): void {
  ask({ term: { kind: 'art' } });
  ask({ term: { visitors: 3, open: true, founded: new Date(), hours: 9, tags: 'a' } });
  ask({ term: { founded: '2020-01-01' } });
  ask({ term: { kind: { value: 'art', boost: 2, case_insensitive: true } } });
  ask({ term: { 'rooms.name': 'hall', 'labels.env': 'prod', _id: 'a' } });
  ask({ term: { kind: raw({ value: 'art', new_option: 1 }) } });
  ask({ term: { [field('title.words')]: 2 } });
  // @ts-expect-error no such value
  ask({ term: { kind: 'sport' } });
  // @ts-expect-error no such value among options
  ask({ term: { kind: { value: 'sport' } } });
  // @ts-expect-error an object is no value
  ask({ term: { visitors: { gte: 1 } } });
  // @ts-expect-error text is no range of numbers
  ask({ term: { hours: 'nine' } });

  ask({ terms: { kind: ['art', 'science'], boost: 2 } });
  ask({ terms: { kind: { index: 'users', id: '1', path: 'kinds', routing: 'a' } } });
  ask({ terms: { tags: raw(['a']) } });
  // @ts-expect-error no such value
  ask({ terms: { kind: ['art', 'sport'] } });
  // @ts-expect-error one value is no list
  ask({ terms: { kind: 'art' } });
  // @ts-expect-error another document without its id
  ask({ terms: { kind: { index: 'users', path: 'kinds' } } });
  ask({ terms_set: { tags: { terms: ['a', 'b'], minimum_should_match_field: 'visitors' } } });
  ask({ terms_set: { tags: { terms: ['a'], minimum_should_match_script: { source: '1' } } } });
  ask({ terms_set: { tags: { terms: ['a'], minimum_should_match: 1 } } });
  // @ts-expect-error a count is a number
  ask({ terms_set: { tags: { terms: ['a'], minimum_should_match_field: 'kind' } } });
  // @ts-expect-error no such value
  ask({ terms_set: { kind: { terms: ['sport'], minimum_should_match: 1 } } });

  ask({ range: { visitors: { gte: 1, lt: 5, boost: 2 } } });
  ask({ range: { founded: { gte: new Date(), lt: 'now', format: 'yyyy', time_zone: '+01:00' } } });
  ask({ range: { hours: { gte: 9, relation: 'within' } } });
  ask({ range: { title: { gte: 'a' }, _id: { lt: 'b' }, 'labels.n': { lt: 3 } } });
  ask({ range: { visitors: raw({ from: 1 }) } });
  // @ts-expect-error true is not less than false
  ask({ range: { open: { gte: true } } });
  // @ts-expect-error an object has no order
  ask({ range: { rooms: { gte: 1 } } });
  // @ts-expect-error a place has no order
  ask({ range: { location: { gte: '0,0' } } });
  // @ts-expect-error an end of another type
  ask({ range: { visitors: { gte: 'one' } } });
  // @ts-expect-error an end of another type than the range's
  ask({ range: { hours: { gte: 'nine' } } });

  ask({ prefix: { kind: 'ar' } });
  ask({ prefix: { kind: { value: 'ar', case_insensitive: true, rewrite: 'constant_score' } } });
  // @ts-expect-error no such field
  ask({ prefix: { knd: 'ar' } });
  ask({ wildcard: { kind: 'a*' } });
  ask({ wildcard: { kind: { value: 'a*' } } });
  ask({ wildcard: { kind: { wildcard: 'a*', case_insensitive: true } } });
  // @ts-expect-error options without a pattern
  ask({ wildcard: { kind: { case_insensitive: true } } });
  ask({ regexp: { kind: { value: 'a.*', flags: 'ALL', max_determinized_states: 100 } } });
  // @ts-expect-error no such option
  ask({ regexp: { kind: { value: 'a.*', fuzziness: 1 } } });
  ask({ fuzzy: { kind: { value: 'atr', fuzziness: 1, transpositions: true, prefix_length: 1 } } });
  // @ts-expect-error no such option
  ask({ fuzzy: { kind: { value: 'atr', flags: 'ALL' } } });
  ask({ exists: { field: 'rooms.name', boost: 2 } });
  // @ts-expect-error no such field
  ask({ exists: { field: 'rooms.nmae' } });
  ask({ ids: { values: ['a', 'b'] } });
  // @ts-expect-error an id is text
  ask({ ids: { values: [1] } });
  ask({ type: { value: '_doc' } });
  // @ts-expect-error no such member
  ask({ type: { values: '_doc' } });
}

// — queries in queries —————————————————————————————————————————————————————————————————————————————————————————

export function compound(): void {
  ask({ bool: { must: { match: { title: 'a' } }, filter: [{ term: { kind: 'art' } }, raw({ x: 1 })] } });
  ask({ bool: { should: [{ match_all: {} }], must_not: { match_none: {} }, minimum_should_match: 1 } });
  // @ts-expect-error no such field in a list
  ask({ bool: { should: [{ match_all: {} }, { term: { knd: 'art' } }] } });
  ask({
    boosting: { positive: { match_all: {} }, negative: { term: { open: false } }, negative_boost: 0.5 },
  });
  // @ts-expect-error no such value inside
  ask({ boosting: { positive: { term: { kind: '' } }, negative: { match_all: {} }, negative_boost: 0.5 } });
  ask({ constant_score: { filter: { term: { kind: 'art' } }, boost: 2 } });
  // @ts-expect-error no such field inside
  ask({ constant_score: { filter: { term: { knd: 'art' } } } });
  ask({ dis_max: { queries: [{ match: { title: 'a' } }, { term: { kind: 'art' } }], tie_breaker: 0.1 } });
  // @ts-expect-error no such field inside
  ask({ dis_max: { queries: [{ match: { titel: 'a' } }] } });
  ask({ match_all: { boost: 2 } });
  // @ts-expect-error no such option
  ask({ match_all: { weight: 2 } });
  ask({ match_none: {} });
  // @ts-expect-error no such option
  ask({ match_none: { weight: 2 } });
}

export function functionScore(): void {
  ask({
    function_score: {
      query: { match: { title: 'a' } },
      functions: [
        { filter: { term: { kind: 'art' } }, weight: 2 },
        { field_value_factor: { field: 'visitors', factor: 1.2, modifier: 'log1p', missing: 1 } },
        { random_score: { seed: 1, field: '_seq_no' } },
        { script_score: { script: { source: 'params.a', params: { a: 1 } } } },
        { gauss: { founded: { origin: new Date(), scale: '10d', offset: '1d', decay: 0.3 } } },
        { exp: { visitors: { origin: 10, scale: 5 }, multi_value_mode: 'avg' } },
        { linear: { location: { origin: { lat: 1, lon: 2 }, scale: '2km' } } },
        { linear: { [field('other')]: { origin: 1, scale: 2 } } },
      ],
      score_mode: 'sum',
      boost_mode: 'replace',
      max_boost: 10,
      min_score: 1,
      boost: 2,
    },
  });
  // @ts-expect-error a factor is a number
  ask({ function_score: { functions: [{ field_value_factor: { field: 'kind' } }] } });
  // @ts-expect-error words are not near
  ask({ function_score: { functions: [{ gauss: { title: { origin: 'a', scale: 'b' } } }] } });
  // @ts-expect-error a distance between numbers is one
  ask({ function_score: { functions: [{ gauss: { visitors: { origin: 1, scale: '1d' } } }] } });
  // @ts-expect-error no scale to decay by
  ask({ function_score: { functions: [{ exp: { founded: { origin: 'now' } } }] } });
  // @ts-expect-error no such value in a filter
  ask({ function_score: { functions: [{ filter: { term: { kind: 'sport' } }, weight: 2 }] } });
}

export function joining(): void {
  ask({
    nested: {
      path: 'rooms',
      query: { term: { 'rooms.name': 'hall' } },
      score_mode: 'max',
      ignore_unmapped: true,
      inner_hits: {
        name: 'halls',
        from: 0,
        size: 3,
        sort: [{ 'rooms.size': 'desc' }],
        _source: ['rooms.name'],
        highlight: {
          fields: { 'rooms.name': {} },
          highlight_query: { match: { 'rooms.name': 'hall' } },
        },
        fields: ['rooms.name', { field: 'rooms.size', format: '0' }],
        docvalue_fields: ['rooms.size'],
        explain: true,
        version: true,
      },
    },
  });
  // @ts-expect-error a text is no object
  ask({ nested: { path: 'title', query: { match_all: {} } } });
  // @ts-expect-error a place is one value
  ask({ nested: { path: 'location', query: { match_all: {} } } });
  // @ts-expect-error no such sort inside
  ask({ nested: { path: 'rooms', query: { match_all: {} }, inner_hits: { sort: ['rooms.nmae'] } } });
  // @ts-expect-error Elasticsearch refuses a name alone
  ask({ nested: { path: 'rooms', query: { match_all: {} }, inner_hits: { sort: 'rooms.name' } } });
  // @ts-expect-error no such member of inner hits
  ask({ nested: { path: 'rooms', query: { match_all: {} }, inner_hits: { limit: 3 } } });
  ask({ has_child: { type: 'visit', query: { match_all: {} }, min_children: 2, inner_hits: {} } });
  // @ts-expect-error a child of which relation?
  ask({ has_child: { query: { match_all: {} } } });
  ask({ has_parent: { parent_type: 'museum', query: { term: { kind: 'art' } }, score: true } });
  // @ts-expect-error no such field inside
  ask({ has_parent: { parent_type: 'museum', query: { term: { knd: 'art' } } } });
  ask({ parent_id: { type: 'visit', id: 'a', ignore_unmapped: true } });
  // @ts-expect-error a parent without an id
  ask({ parent_id: { type: 'visit' } });
}

// — places —————————————————————————————————————————————————————————————————————————————————————————————————————

export function geo(): void {
  ask({ geo_distance: { distance: '2km', location: { lat: 1, lon: 2 }, distance_type: 'plane', boost: 2 } });
  ask({ geo_distance: { distance: '2km', doors: [1, 2] } });
  ask({ geo_distance: { distance: '2km', [field('other')]: '1,2', validation_method: 'strict' } });
  // @ts-expect-error a place without a distance
  ask({ geo_distance: { location: '1,2' } });
  // @ts-expect-error words are no place
  ask({ geo_distance: { distance: '2km', title: '1,2' } });
  // @ts-expect-error a number is no place
  ask({ geo_distance: { distance: '2km', location: 5 } });
  ask({ geo_bounding_box: { location: { top_left: '2,1', bottom_right: { lat: 1, lon: 2 } } } });
  ask({ geo_bounding_box: { location: { top: 2, left: 1, bottom: 1, right: 2 }, ignore_unmapped: true } });
  ask({ geo_bounding_box: { location: { wkt: 'BBOX (1, 2, 2, 1)' } } });
  // @ts-expect-error one corner is no rectangle
  ask({ geo_bounding_box: { location: { top_left: '2,1' } } });
  // @ts-expect-error a number is no place
  ask({ geo_bounding_box: { visitors: { wkt: 'BBOX (1, 2, 2, 1)' } } });
  ask({ geo_polygon: { location: { points: ['0,0', [1, 1], { lat: 0, lon: 1 }] } } });
  // @ts-expect-error a polygon without points
  ask({ geo_polygon: { location: {} } });
  ask({ geo_shape: { outline: { shape: { type: 'Point', coordinates: [1, 2] }, relation: 'within' } } });
  ask({ geo_shape: { location: { indexed_shape: { index: 'shapes', id: '1', path: 'shape' } } } });
  // @ts-expect-error no such relation
  ask({ geo_shape: { outline: { shape: 'POINT (1 2)', relation: 'beside' } } });
  // @ts-expect-error words are no shape
  ask({ geo_shape: { title: { shape: 'POINT (1 2)' } } });
  ask({ geo_grid: { location: { geohash: 'u0' } } });
  ask({ geo_grid: { location: { geotile: '6/32/22', boost: 2 } } });
  // @ts-expect-error no such grid
  ask({ geo_grid: { location: { geosquare: 'u0' } } });
  ask({ shape: { place: { shape: 'POINT (1 2)' }, ignore_unmapped: true } });
  // @ts-expect-error a truth is no shape
  ask({ shape: { open: { shape: 'POINT (1 2)' } } });
}

// — spans ——————————————————————————————————————————————————————————————————————————————————————————————————————

export function spans(): void {
  const old = { span_term: { title: 'old' } };
  ask({ span_term: { title: { value: 'old', boost: 2 } } });
  ask({ span_term: { title: { term: 'old' } } });
  // @ts-expect-error no such field
  ask({ span_term: { titel: 'old' } });
  ask({ span_near: { clauses: [old, { span_gap: { title: 1 } }, old], slop: 0, in_order: true } });
  // @ts-expect-error a match is no span
  ask({ span_near: { clauses: [{ match: { title: 'old' } }] } });
  ask({ span_or: { clauses: [old, { span_first: { match: old, end: 3 } }] } });
  // @ts-expect-error no such field inside
  ask({ span_or: { clauses: [{ span_term: { titel: 'old' } }] } });
  ask({ span_not: { include: old, exclude: { span_or: { clauses: [old] } }, pre: 1, post: 1, dist: 1 } });
  // @ts-expect-error no such field inside
  ask({ span_not: { include: old, exclude: { span_term: { titel: 'old' } } } });
  ask({ span_first: { match: old, end: 3 } });
  // @ts-expect-error where does it end?
  ask({ span_first: { match: old } });
  ask({ span_multi: { match: { prefix: { title: 'ol' } } } });
  // @ts-expect-error only queries that stand for several words
  ask({ span_multi: { match: { term: { title: 'old' } } } });
  ask({ span_containing: { big: old, little: old } });
  // @ts-expect-error nothing inside
  ask({ span_containing: { big: old } });
  ask({ span_within: { big: old, little: old, boost: 2 } });
  // @ts-expect-error a match is no span
  ask({ span_within: { big: { match: { title: 'old' } }, little: old } });
  ask({ span_field_masking: { field: 'title', query: { span_term: { 'title.raw': 'old' } } } });
  // @ts-expect-error no such field
  ask({ span_field_masking: { field: 'titel', query: old } });
  // @ts-expect-error a gap stands between spans only
  ask({ span_gap: { title: 1 } });
}

// — vectors ————————————————————————————————————————————————————————————————————————————————————————————————————

export function vectors(): void {
  ask({ knn: { field: 'embedding', query_vector: [1, 2, 3], k: 3, filter: { term: { kind: 'art' } } } });
  ask({ knn: { field: 'embedding', query_vector: 'AAEC', num_candidates: 10, similarity: 0.5, boost: 2 } });
  ask({ knn: { field: 'embedding', query_vector_builder: { text_embedding: { model_text: 'a' } } } });
  // @ts-expect-error words are no vector
  ask({ knn: { field: 'title', query_vector: [1, 2, 3] } });
  // @ts-expect-error one number is no vector
  ask({ knn: { field: 'visitors', query_vector: [1, 2, 3] } });
  // @ts-expect-error no such value in a filter
  ask({ knn: { field: 'embedding', query_vector: [1, 2, 3], filter: [{ term: { kind: 'sport' } }] } });
  ask({ sparse_vector: { field: 'words', query_vector: { old: 0.5 }, prune: false } });
  ask({ sparse_vector: { field: 'words', inference_id: 'elser', query: 'old' } });
  // @ts-expect-error a dense vector is no sparse one
  ask({ sparse_vector: { field: 'embedding', query_vector: { old: 0.5 } } });
  ask({
    weighted_tokens: { words: { tokens: { old: 0.5 }, pruning_config: { tokens_weight_threshold: 1 } } },
  });
  // @ts-expect-error words without weights
  ask({ weighted_tokens: { words: {} } });
  ask({ text_expansion: { words: { model_id: 'elser', model_text: 'old' } } });
  // @ts-expect-error words are no vector
  ask({ text_expansion: { title: { model_id: 'elser', model_text: 'old' } } });
  ask({ semantic: { field: 'title', query: 'old' } });
  // @ts-expect-error a number has no meaning
  ask({ semantic: { field: 'visitors', query: 'old' } });
}

// — kinds of their own —————————————————————————————————————————————————————————————————————————————————————————

export function specialized(): void {
  ask({ distance_feature: { field: 'founded', origin: new Date(), pivot: '7d' } });
  ask({ distance_feature: { field: 'location', origin: [1, 2], pivot: '2km', boost: 2 } });
  // @ts-expect-error a number is no date and no place
  ask({ distance_feature: { field: 'visitors', origin: 1, pivot: '2' } });
  // @ts-expect-error a place is not far from a date
  ask({ distance_feature: { field: 'location', origin: new Date(), pivot: '2km' } });
  ask({
    more_like_this: { fields: ['title'], like: ['old', { _id: 'a' }], unlike: 'new', min_term_freq: 1 },
  });
  ask({ more_like_this: { like: { doc: { title: 'old' }, fields: ['title'] }, stop_words: ['a'] } });
  // @ts-expect-error no such field
  ask({ more_like_this: { fields: ['titel'], like: 'old' } });
  // @ts-expect-error no such field of a document
  ask({ more_like_this: { fields: ['title'], like: { doc: { titel: 'old' } } } });
  ask({ percolate: { field: 'watch', document: { title: 'old', rooms: [new Room()] } } });
  ask({ percolate: { field: 'watch', documents: [{ title: 'old' }], name: 'a' } });
  ask({ percolate: { field: 'watch', index: 'museums', id: '1' } });
  // @ts-expect-error no such field of a document
  ask({ percolate: { field: 'watch', document: { titel: 'old' } } });
  // @ts-expect-error queries are not stored in text
  ask({ percolate: { field: 'title', document: { title: 'old' } } });
  ask({ pinned: { ids: ['1'], organic: { match: { title: 'old' } } } });
  ask({ pinned: { docs: [{ _id: '1', _index: 'museums' }], organic: { match_all: {} } } });
  // @ts-expect-error no such field inside
  ask({ pinned: { ids: ['1'], organic: { match: { titel: 'old' } } } });
  // @ts-expect-error ids or documents, not both
  ask({ pinned: { ids: ['1'], docs: [{ _id: '1' }], organic: { match_all: {} } } });
  ask({ rank_feature: { field: 'rank', saturation: { pivot: 8 } } });
  ask({ rank_feature: { field: 'topics.art', sigmoid: { pivot: 7, exponent: 0.6 }, boost: 2 } });
  ask({ rank_feature: { field: 'rank', linear: {} } });
  ask({ rank_feature: { field: 'rank', log: { scaling_factor: 4 } } });
  // @ts-expect-error words are no rank
  ask({ rank_feature: { field: 'title' } });
  ask({ rule: { organic: { match_all: {} }, ruleset_ids: ['a'], match_criteria: { user: 'b' } } });
  // @ts-expect-error rules for what?
  ask({ rule: { organic: { match_all: {} }, ruleset_ids: ['a'] } });
  ask({
    script: { script: { source: 'doc.visitors.value > params.a', params: { a: 1 }, lang: 'painless' } },
  });
  ask({ script: { script: 'true' } });
  // @ts-expect-error nothing that runs
  ask({ script: {} });
  ask({ script_score: { query: { match_all: {} }, script: { id: 'stored' }, min_score: 1 } });
  // @ts-expect-error no such field inside
  ask({ script_score: { query: { match: { titel: 'a' } }, script: { id: 'stored' } } });
  ask({ wrapper: { query: 'eyJtYXRjaF9hbGwiOnt9fQ==' } });
  // @ts-expect-error it hides in text
  ask({ wrapper: { query: { match_all: {} } } });
}

// — dynamic requests ———————————————————————————————————————————————————————————————————————————————————————————

export function anything(value: unknown): void {
  askAnything({ term: { any: value }, match: { 'a.b': 'c' } });
  askAnything({ match: { any: { query: 'a', operator: 'and' } } });
  askAnything({ terms: { any: ['a', 1], boost: 2 } });
  askAnything({ range: { any: { gte: 1, lt: 'now' } } });
  askAnything({ exists: { field: 'any' } });
  askAnything({ nested: { path: 'any', query: { term: { 'any.a': 1 } }, inner_hits: { sort: ['x'] } } });
  askAnything({ geo_distance: { distance: '2km', any: { lat: 1, lon: 2 }, boost: 2 } });
  askAnything({ geo_bounding_box: { any: { wkt: 'BBOX (1, 2, 2, 1)' }, ignore_unmapped: true } });
  askAnything({ geo_shape: { any: { shape: 'POINT (1 2)' } } });
  askAnything({ geo_grid: { any: { geohash: 'u0' } } });
  askAnything({ knn: { field: 'any', query_vector: [1], filter: { term: { any: 1 } } } });
  askAnything({ sparse_vector: { field: 'any', query_vector: { a: 1 } } });
  askAnything({ rank_feature: { field: 'any' } });
  askAnything({ distance_feature: { field: 'any', origin: 'now', pivot: '1d' } });
  askAnything({ function_score: { functions: [{ gauss: { any: { origin: 1, scale: 2 } } }] } });
  askAnything({ more_like_this: { fields: ['any'], like: { doc: { any: 1 } } } });
  askAnything({ percolate: { field: 'any', document: { any: 1 } } });
  askAnything({ span_near: { clauses: [{ span_term: { any: 'a' } }] } });
  askAnything({ intervals: { any: { match: { query: 'a' } } } });
  // @ts-expect-error no such kind
  askAnything({ mach: { any: 'a' } });
  // @ts-expect-error no such end of a range
  askAnything({ range: { any: { from: 1 } } });
  // @ts-expect-error a place without a distance
  askAnything({ geo_distance: { any: { lat: 1, lon: 2 } } });
}

// — steps ——————————————————————————————————————————————————————————————————————————————————————————————————————

declare function step<K extends keyof Query<Museum>>(
  kind: K,
  body: StepBody<Museum, K>,
  options?: StepOptions<Museum, K>,
): void;

export function steps(value: unknown): void {
  step('match', { title: 'old' }, { operator: 'and', fuzziness: 1 });
  step('match', { title: raw({ query: 'old' }), [field('other')]: 1 });
  step('term', { kind: 'art', 'labels.env': 'prod' }, { boost: 2 });
  step('terms', { kind: ['art', 'science'] }, { _name: 'kinds' });
  step('wildcard', { kind: 'a*' }, { case_insensitive: true });
  step('range', { visitors: { gte: 1 } });
  step('nested', { path: 'rooms', query: { match_all: {} } });
  // @ts-expect-error no such value
  step('term', { kind: 'sport' });
  // @ts-expect-error options stand beside the values
  step('match', { title: { query: 'old' } });
  // @ts-expect-error what nobody knows is no plain value
  step('term', { 'labels.env': value });
  // @ts-expect-error an object is no plain value
  step('term', { 'labels.env': { value: 'prod' } });
  // @ts-expect-error one value is no list
  step('terms', { kind: 'art' });
  // @ts-expect-error no such option
  step('match', { title: 'old' }, { slop: 1 });
  // @ts-expect-error the body holds the options
  step('range', { visitors: { gte: 1 } }, { boost: 2 });
}

// — options ————————————————————————————————————————————————————————————————————————————————————————————————————

// Every option that the client knows is one of ours. Those that Elasticsearch 8 alone has are its own.
type Body<K extends Kind> = NonNullable<Query<Museum>[K]>;
type OptionOf<TBody, TMember extends string> = TBody extends object
  ? TMember extends keyof TBody
    ? KeysOf<Exclude<NonNullable<TBody[TMember]>, string | readonly unknown[]>>
    : never
  : never;
type Missing<TTheirs, TOurs> = Exclude<KeysOf<TTheirs>, TOurs>;

expectTypeOf<Missing<{ a: 1; b: 2 }, 'a'>>().toEqualTypeOf<'b'>();

interface MissingMembers {
  bool: Missing<estypes.QueryDslBoolQuery, KeysOf<Body<'bool'>>>;
  boosting: Missing<estypes.QueryDslBoostingQuery, KeysOf<Body<'boosting'>>>;
  combined_fields: Missing<estypes.QueryDslCombinedFieldsQuery, KeysOf<Body<'combined_fields'>>>;
  constant_score: Missing<estypes.QueryDslConstantScoreQuery, KeysOf<Body<'constant_score'>>>;
  dis_max: Missing<estypes.QueryDslDisMaxQuery, KeysOf<Body<'dis_max'>>>;
  distance_feature: Missing<estypes.QueryDslDistanceFeatureQuery, KeysOf<Body<'distance_feature'>>>;
  exists: Missing<estypes.QueryDslExistsQuery, KeysOf<Body<'exists'>>>;
  function_score: Missing<estypes.QueryDslFunctionScoreQuery, KeysOf<Body<'function_score'>>>;
  geo_bounding_box: Missing<estypes.QueryDslGeoBoundingBoxQueryKeys, KeysOf<Body<'geo_bounding_box'>>>;
  geo_distance: Missing<estypes.QueryDslGeoDistanceQueryKeys, KeysOf<Body<'geo_distance'>>>;
  geo_polygon: Missing<estypes.QueryDslGeoPolygonQueryKeys, KeysOf<Body<'geo_polygon'>>>;
  geo_shape: Missing<estypes.QueryDslGeoShapeQueryKeys, KeysOf<Body<'geo_shape'>>>;
  shape: Missing<estypes.QueryDslShapeQueryKeys, KeysOf<Body<'shape'>>>;
  terms: Missing<estypes.QueryDslTermsQueryKeys, KeysOf<Body<'terms'>>>;
  has_child: Missing<estypes.QueryDslHasChildQuery, KeysOf<Body<'has_child'>>>;
  has_parent: Missing<estypes.QueryDslHasParentQuery, KeysOf<Body<'has_parent'>>>;
  ids: Missing<estypes.QueryDslIdsQuery, KeysOf<Body<'ids'>>>;
  knn: Missing<estypes.KnnQuery, KeysOf<Body<'knn'>>>;
  match_all: Missing<estypes.QueryDslMatchAllQuery, KeysOf<Body<'match_all'>>>;
  more_like_this: Missing<estypes.QueryDslMoreLikeThisQuery, KeysOf<Body<'more_like_this'>>>;
  multi_match: Missing<estypes.QueryDslMultiMatchQuery, KeysOf<Body<'multi_match'>>>;
  nested: Missing<estypes.QueryDslNestedQuery, KeysOf<Body<'nested'>>>;
  parent_id: Missing<estypes.QueryDslParentIdQuery, KeysOf<Body<'parent_id'>>>;
  percolate: Missing<estypes.QueryDslPercolateQuery, KeysOf<Body<'percolate'>>>;
  pinned: Missing<estypes.QueryDslPinnedQuery, KeysOf<Body<'pinned'>>>;
  query_string: Missing<estypes.QueryDslQueryStringQuery, KeysOf<Body<'query_string'>>>;
  rank_feature: Missing<estypes.QueryDslRankFeatureQuery, KeysOf<Body<'rank_feature'>>>;
  rule: Missing<estypes.QueryDslRuleQuery, KeysOf<Body<'rule'>>>;
  script: Missing<estypes.QueryDslScriptQuery, KeysOf<Body<'script'>>>;
  script_score: Missing<estypes.QueryDslScriptScoreQuery, KeysOf<Body<'script_score'>>>;
  semantic: Missing<estypes.QueryDslSemanticQuery, KeysOf<Body<'semantic'>>>;
  simple_query_string: Missing<estypes.QueryDslSimpleQueryStringQuery, KeysOf<Body<'simple_query_string'>>>;
  sparse_vector: Missing<estypes.QueryDslSparseVectorQuery, KeysOf<Body<'sparse_vector'>>>;
  span_containing: Missing<estypes.QueryDslSpanContainingQuery, KeysOf<Body<'span_containing'>>>;
  span_field_masking: Missing<estypes.QueryDslSpanFieldMaskingQuery, KeysOf<Body<'span_field_masking'>>>;
  span_first: Missing<estypes.QueryDslSpanFirstQuery, KeysOf<Body<'span_first'>>>;
  span_multi: Missing<estypes.QueryDslSpanMultiTermQuery, KeysOf<Body<'span_multi'>>>;
  span_near: Missing<estypes.QueryDslSpanNearQuery, KeysOf<Body<'span_near'>>>;
  span_not: Missing<estypes.QueryDslSpanNotQuery, KeysOf<Body<'span_not'>>>;
  span_or: Missing<estypes.QueryDslSpanOrQuery, KeysOf<Body<'span_or'>>>;
  span_within: Missing<estypes.QueryDslSpanWithinQuery, KeysOf<Body<'span_within'>>>;
  type: Missing<estypes.QueryDslTypeQuery, KeysOf<Body<'type'>>>;
  wrapper: Missing<estypes.QueryDslWrapperQuery, KeysOf<Body<'wrapper'>>>;
}
expectTypeOf<MissingMembers[keyof MissingMembers]>().toEqualTypeOf<never>();

interface MissingOptions {
  common: Missing<estypes.QueryDslCommonTermsQuery, OptionOf<Body<'common'>, 'title'>>;
  fuzzy: Missing<estypes.QueryDslFuzzyQuery, OptionOf<Body<'fuzzy'>, 'title'>>;
  geo_grid: Missing<estypes.QueryDslGeoGridQuery, OptionOf<Body<'geo_grid'>, 'location'>>;
  geo_shape: Missing<estypes.QueryDslGeoShapeFieldQuery, OptionOf<Body<'geo_shape'>, 'outline'>>;
  intervals: Missing<estypes.QueryDslIntervalsQuery, OptionOf<Body<'intervals'>, 'title'>>;
  match: Missing<estypes.QueryDslMatchQuery, OptionOf<Body<'match'>, 'title'>>;
  match_bool_prefix: Missing<
    estypes.QueryDslMatchBoolPrefixQuery,
    OptionOf<Body<'match_bool_prefix'>, 'title'>
  >;
  match_phrase: Missing<estypes.QueryDslMatchPhraseQuery, OptionOf<Body<'match_phrase'>, 'title'>>;
  match_phrase_prefix: Missing<
    estypes.QueryDslMatchPhrasePrefixQuery,
    OptionOf<Body<'match_phrase_prefix'>, 'title'>
  >;
  prefix: Missing<estypes.QueryDslPrefixQuery, OptionOf<Body<'prefix'>, 'title'>>;
  range: Missing<estypes.QueryDslDateRangeQuery, OptionOf<Body<'range'>, 'title'>>;
  regexp: Missing<estypes.QueryDslRegexpQuery, OptionOf<Body<'regexp'>, 'title'>>;
  shape: Missing<estypes.QueryDslShapeFieldQuery, OptionOf<Body<'shape'>, 'place'>>;
  span_term: Missing<estypes.QueryDslSpanTermQuery, OptionOf<Body<'span_term'>, 'title'>>;
  term: Missing<estypes.QueryDslTermQuery, OptionOf<Body<'term'>, 'title'>>;
  terms_set: Missing<estypes.QueryDslTermsSetQuery, OptionOf<Body<'terms_set'>, 'title'>>;
  text_expansion: Missing<estypes.QueryDslTextExpansionQuery, OptionOf<Body<'text_expansion'>, 'words'>>;
  weighted_tokens: Missing<estypes.QueryDslWeightedTokensQuery, OptionOf<Body<'weighted_tokens'>, 'words'>>;
  wildcard: Missing<estypes.QueryDslWildcardQuery, OptionOf<Body<'wildcard'>, 'title'>>;
}
expectTypeOf<MissingOptions[keyof MissingOptions]>().toEqualTypeOf<never>();

type Functions = NonNullable<Body<'function_score'>['functions']>[number];
type InnerHits = NonNullable<Body<'nested'>['inner_hits']>;
type Rule = OptionOf<Body<'intervals'>, 'title'>;
expectTypeOf<Missing<estypes.QueryDslFunctionScoreContainer, keyof Functions>>().toEqualTypeOf<never>();
expectTypeOf<Missing<estypes.QueryDslIntervalsContainer, Rule>>().toEqualTypeOf<never>();
// `field` is an older name of `fields`.
expectTypeOf<Missing<estypes.SearchInnerHits, KeysOf<InnerHits> | 'field'>>().toEqualTypeOf<never>();
