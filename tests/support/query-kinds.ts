// Museums, and an example of each kind of query that a bare server runs, with what it finds.
import {
  BooleanField,
  DateField,
  DenseVector,
  Flattened,
  GeoPoint,
  Id,
  Integer,
  IntegerRange,
  Keyword,
  Nested,
  SparseVector,
  Text,
} from 'elastodm';
import type { GeoPointValue, MultiField, Query, Range } from 'elastodm';

export class Room {
  @Keyword() name!: 'hall' | 'tower';
  @Integer() size!: number;
}
/** A room of a museum. */
export function room(name: Room['name'], size: number): Room {
  return Object.assign(new Room(), { name, size });
}

/** What the examples are about. Tests make documents of it, in indices of their own. */
export class Museum {
  @Id() id!: string;
  @Text({ fields: { raw: { type: 'keyword' }, simple: { type: 'text', analyzer: 'simple' } } })
  title!: MultiField<string, 'raw' | 'simple'>;
  @Keyword() kind!: 'art' | 'science';
  @Keyword() tags: string[] = [];
  @Integer() visitors = 0;
  @BooleanField() open = true;
  @DateField() founded?: Date;
  @GeoPoint() location?: GeoPointValue;
  @IntegerRange() hours?: Range<number>;
  @DenseVector({ dims: 3 }) embedding?: number[];
  @SparseVector() words?: Record<string, number>;
  @Nested(() => Room) rooms: Room[] = [];
  @Flattened() labels?: Record<string, unknown>;
}

/** Six museums, two of which lack most fields. */
export const museums: readonly Partial<Museum>[] = [
  {
    id: 'louvre',
    title: 'Old palace of art',
    kind: 'art',
    tags: ['paris', 'old'],
    visitors: 900,
    founded: new Date('1793-08-10'),
    location: { lat: 48.861, lon: 2.336 },
    hours: { gte: 9, lte: 18 },
    embedding: [1, 0, 0],
    words: { art: 2, old: 1 },
    rooms: [room('hall', 300), room('tower', 20)],
    labels: { city: 'paris', rank: 1 },
  },
  {
    id: 'orsay',
    title: 'Art in the old station',
    kind: 'art',
    tags: ['paris'],
    visitors: 300,
    founded: new Date('1986-12-01'),
    location: [2.3266, 48.86],
    hours: { gte: 10, lte: 17 },
    embedding: [0.9, 0.1, 0],
    words: { art: 1 },
    rooms: [room('hall', 200)],
    labels: { city: 'paris', rank: 2 },
  },
  {
    id: 'deutsches',
    title: 'Science and engines',
    kind: 'science',
    tags: ['munich'],
    visitors: 100,
    founded: new Date('1903-06-28'),
    location: '48.13,11.58',
    hours: { gte: 9, lte: 16 },
    embedding: [0, 1, 0],
    words: { science: 2 },
    rooms: [room('tower', 60)],
    labels: { city: 'munich' },
  },
  {
    id: 'nemo',
    title: 'Young science on the water',
    kind: 'science',
    tags: ['amsterdam', 'young'],
    visitors: 60,
    founded: new Date('1997-06-01'),
    location: { lat: 52.374, lon: 4.912 },
    hours: { gte: 11, lte: 20 },
    embedding: [0, 0.1, 0.9],
    words: { science: 1, young: 1 },
    labels: { city: 'amsterdam' },
  },
  { id: 'town', title: 'The old town', kind: 'art', tags: ['old'], visitors: 5, open: false },
  { id: 'shed', title: 'A shed', kind: 'art', visitors: 1, open: false },
];

/** The names of the kinds. */
export type QueryKind = keyof Query<Museum> & string;

/** A query, and the documents that it finds, sorted by id, or best first where their order is the point. */
export interface Example {
  readonly query: Query<Museum>;
  readonly finds: readonly string[];
  readonly inOrder?: true;
}

const old = { span_term: { title: 'old' } };
const art = { span_term: { title: 'art' } };
const all = ['deutsches', 'louvre', 'nemo', 'orsay', 'shed', 'town'];

const fullText = {
  combined_fields: {
    query: { combined_fields: { query: 'old station', fields: ['title^2'], operator: 'and' } },
    finds: ['orsay'],
  },
  intervals: {
    query: {
      intervals: {
        title: {
          all_of: {
            ordered: true,
            intervals: [
              { match: { query: 'old' } },
              { any_of: { intervals: [{ prefix: { prefix: 'stat' } }, { wildcard: { pattern: 't*n' } }] } },
            ],
          },
        },
      },
    },
    finds: ['orsay', 'town'],
  },
  match: {
    query: { match: { title: { query: 'old aert', fuzziness: 1, operator: 'and' } } },
    finds: ['louvre', 'orsay'],
  },
  match_bool_prefix: {
    query: { match_bool_prefix: { title: { query: 'old pal', operator: 'and' } } },
    finds: ['louvre'],
  },
  match_phrase: {
    query: { match_phrase: { title: { query: 'palace art', slop: 1 } } },
    finds: ['louvre'],
  },
  match_phrase_prefix: { query: { match_phrase_prefix: { title: 'the old sta' } }, finds: ['orsay'] },
  multi_match: {
    query: { multi_match: { query: 'station paris', fields: ['title^2', 'tags', 'tit*'] } },
    finds: ['orsay'],
  },
  query_string: {
    query: { query_string: { query: 'old AND NOT tags:paris', default_field: 'title' } },
    finds: ['town'],
  },
  simple_query_string: {
    query: { simple_query_string: { query: 'science -young', fields: ['title'], default_operator: 'AND' } },
    finds: ['deutsches'],
  },
} as const satisfies Partial<Record<QueryKind, Example>>;

const terms = {
  exists: { query: { exists: { field: 'labels' } }, finds: ['deutsches', 'louvre', 'nemo', 'orsay'] },
  fuzzy: { query: { fuzzy: { tags: { value: 'pariss', fuzziness: 1 } } }, finds: ['louvre', 'orsay'] },
  ids: { query: { ids: { values: ['town', 'shed', 'gone'] } }, finds: ['shed', 'town'] },
  prefix: {
    query: { prefix: { 'title.raw': { value: 'the', case_insensitive: true } } },
    finds: ['town'],
  },
  range: {
    query: {
      bool: {
        filter: [
          { range: { visitors: { gt: 60, lte: 900 } } },
          { range: { founded: { gte: new Date('1900-01-01'), lt: '1990||/y' } } },
          { range: { hours: { gte: 8, lte: 16, relation: 'within' } } },
        ],
      },
    },
    finds: ['deutsches'],
  },
  regexp: { query: { regexp: { tags: 'm.*|a.*' } }, finds: ['deutsches', 'nemo'] },
  term: {
    query: { bool: { filter: [{ term: { kind: 'art' } }, { term: { hours: 18 } }] } },
    finds: ['louvre'],
  },
  terms: {
    query: { bool: { filter: [{ terms: { tags: ['munich', 'old'] } }, { terms: { open: [true] } }] } },
    finds: ['deutsches', 'louvre'],
  },
  terms_set: {
    query: { terms_set: { tags: { terms: ['paris', 'old', 'munich'], minimum_should_match: 2 } } },
    finds: ['louvre'],
  },
  wildcard: { query: { wildcard: { tags: { value: 'M*', case_insensitive: true } } }, finds: ['deutsches'] },
} as const satisfies Partial<Record<QueryKind, Example>>;

const compound = {
  bool: {
    query: {
      bool: {
        must: { match: { title: 'old' } },
        filter: [{ term: { kind: 'art' } }],
        must_not: { term: { tags: 'paris' } },
      },
    },
    finds: ['town'],
  },
  boosting: {
    query: {
      boosting: {
        positive: { terms: { _id: ['town', 'louvre'] } },
        negative: { term: { open: true } },
        negative_boost: 0.1,
      },
    },
    finds: ['town', 'louvre'],
    inOrder: true,
  },
  constant_score: {
    query: { constant_score: { filter: { term: { open: false } } } },
    finds: ['shed', 'town'],
  },
  dis_max: {
    query: { dis_max: { queries: [{ match: { title: 'shed' } }, { term: { tags: 'munich' } }] } },
    finds: ['deutsches', 'shed'],
  },
  function_score: {
    query: {
      function_score: {
        query: { exists: { field: 'founded' } },
        functions: [
          { field_value_factor: { field: 'visitors', modifier: 'log1p' } },
          { filter: { term: { kind: 'science' } }, weight: 100 },
          { gauss: { founded: { origin: new Date('1997-06-01'), scale: '36500d' } } },
          { linear: { location: { origin: '48.86,2.33', scale: '20000km' } } },
          { exp: { visitors: { origin: 900, scale: 900 } } },
        ],
        score_mode: 'sum',
        boost_mode: 'replace',
      },
    },
    finds: ['nemo', 'deutsches', 'orsay', 'louvre'],
    inOrder: true,
  },
  match_all: { query: { match_all: {} }, finds: all },
  match_none: { query: { match_none: {} }, finds: [] },
  nested: {
    query: {
      nested: {
        path: 'rooms',
        query: {
          bool: { filter: [{ term: { 'rooms.name': 'tower' } }, { range: { 'rooms.size': { gte: 50 } } }] },
        },
        score_mode: 'max',
        inner_hits: { name: 'towers', sort: [{ 'rooms.size': 'desc' }], _source: ['rooms.name'] },
      },
    },
    finds: ['deutsches'],
  },
} as const satisfies Partial<Record<QueryKind, Example>>;

const places = {
  geo_bounding_box: {
    query: { geo_bounding_box: { location: { top_left: { lat: 53, lon: 2 }, bottom_right: '48,5' } } },
    finds: ['louvre', 'nemo', 'orsay'],
  },
  geo_distance: {
    query: { geo_distance: { distance: '2km', location: [2.33, 48.86] } },
    finds: ['louvre', 'orsay'],
  },
  geo_polygon: {
    query: { geo_polygon: { location: { points: ['48,11', '49,11', { lat: 48.1, lon: 12 }] } } },
    finds: ['deutsches'],
  },
  geo_shape: {
    query: {
      geo_shape: {
        location: {
          shape: {
            type: 'envelope',
            coordinates: [
              [2, 53],
              [5, 48],
            ],
          },
          relation: 'within',
        },
      },
    },
    finds: ['louvre', 'nemo', 'orsay'],
  },
} as const satisfies Partial<Record<QueryKind, Example>>;

const spans = {
  span_containing: {
    query: { span_containing: { big: { span_near: { clauses: [old, art], slop: 5 } }, little: art } },
    finds: ['louvre'],
  },
  span_field_masking: {
    query: {
      span_near: {
        clauses: [
          art,
          { span_field_masking: { field: 'title', query: { span_term: { 'title.simple': 'old' } } } },
        ],
        in_order: false,
        slop: 9,
      },
    },
    finds: ['louvre', 'orsay'],
  },
  span_first: { query: { span_first: { match: art, end: 1 } }, finds: ['orsay'] },
  span_multi: { query: { span_multi: { match: { prefix: { title: 'eng' } } } }, finds: ['deutsches'] },
  span_near: {
    query: { span_near: { clauses: [old, { span_gap: { title: 2 } }, art], in_order: true, slop: 0 } },
    finds: ['louvre'],
  },
  span_not: {
    query: { span_not: { include: old, exclude: { span_term: { title: 'the' } }, pre: 1 } },
    finds: ['louvre'],
  },
  span_or: {
    query: { span_or: { clauses: [art, { span_term: { title: 'town' } }] } },
    finds: ['louvre', 'orsay', 'town'],
  },
  span_term: {
    query: { span_term: { title: { value: 'old', boost: 2 } } },
    finds: ['louvre', 'orsay', 'town'],
  },
  span_within: {
    query: {
      span_within: { big: { span_near: { clauses: [art, old], slop: 2, in_order: true } }, little: old },
    },
    finds: ['orsay'],
  },
} as const satisfies Partial<Record<QueryKind, Example>>;

const others = {
  distance_feature: {
    query: {
      bool: {
        filter: { exists: { field: 'location' } },
        should: { distance_feature: { field: 'location', origin: { lat: 52, lon: 5 }, pivot: '100km' } },
      },
    },
    finds: ['nemo', 'louvre', 'orsay', 'deutsches'],
    inOrder: true,
  },
  knn: {
    query: {
      knn: {
        field: 'embedding',
        query_vector: [0, 0, 1],
        k: 2,
        num_candidates: 6,
        filter: { term: { kind: 'art' } },
      },
    },
    finds: ['louvre', 'orsay'],
  },
  more_like_this: {
    query: {
      more_like_this: { fields: ['title'], like: [{ _id: 'deutsches' }], min_term_freq: 1, min_doc_freq: 1 },
    },
    finds: ['nemo'],
  },
  sparse_vector: {
    query: { sparse_vector: { field: 'words', query_vector: { science: 1, young: 3 } } },
    finds: ['nemo', 'deutsches'],
    inOrder: true,
  },
  weighted_tokens: { query: { weighted_tokens: { words: { tokens: { old: 1 } } } }, finds: ['louvre'] },
  wrapper: {
    query: { wrapper: { query: Buffer.from('{"term":{"kind":"science"}}').toString('base64') } },
    finds: ['deutsches', 'nemo'],
  },
} as const satisfies Partial<Record<QueryKind, Example>>;

/** The kinds that a server without plugins and modules runs. */
export const runs = { ...fullText, ...terms, ...compound, ...places, ...spans, ...others };
