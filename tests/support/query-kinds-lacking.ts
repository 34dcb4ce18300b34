// An example of each kind of query that a bare server lacks, and what is sent.
import { field } from 'elastodm';
import type { Query } from 'elastodm';
import { room, runs } from './query-kinds.js';
import type { Example, Museum, QueryKind } from './query-kinds.js';

/** A query that a bare server refuses, and what is sent. */
export interface Refused {
  readonly query: Query<Museum>;
  readonly sent: object;
}

const script = { source: 'doc.visitors.value > params.least', params: { least: 10 } };
const founded = new Date('1793-08-10');

/** The kinds that a bare server lacks. */
export const lacks = {
  common: {
    query: { common: { title: { query: 'the old town', cutoff_frequency: 0.5, low_freq_operator: 'and' } } },
    sent: { common: { title: { query: 'the old town', cutoff_frequency: 0.5, low_freq_operator: 'and' } } },
  },
  geo_grid: {
    query: { geo_grid: { location: { geotile: '6/32/22', _name: 'cell' } } },
    sent: { geo_grid: { location: { geotile: '6/32/22', _name: 'cell' } } },
  },
  has_child: {
    query: {
      has_child: {
        type: 'visit',
        query: { match: { [field('review')]: 'good' } },
        min_children: 2,
        score_mode: 'sum',
        inner_hits: { size: 1, sort: [{ [field('at')]: 'desc' }] },
      },
    },
    sent: {
      has_child: {
        type: 'visit',
        query: { match: { review: 'good' } },
        min_children: 2,
        score_mode: 'sum',
        inner_hits: { size: 1, sort: [{ at: 'desc' }] },
      },
    },
  },
  has_parent: {
    query: { has_parent: { parent_type: 'museum', query: { term: { kind: 'art' } }, score: true } },
    sent: { has_parent: { parent_type: 'museum', query: { term: { kind: 'art' } }, score: true } },
  },
  parent_id: {
    query: { parent_id: { type: 'visit', id: 'louvre', ignore_unmapped: true } },
    sent: { parent_id: { type: 'visit', id: 'louvre', ignore_unmapped: true } },
  },
  percolate: {
    query: {
      percolate: {
        field: 'labels',
        documents: [{ title: 'Old', founded, rooms: [room('hall', 3)] }],
      },
    },
    sent: {
      percolate: {
        field: 'labels',
        documents: [
          { title: 'Old', founded: '1793-08-10T00:00:00.000Z', rooms: [{ name: 'hall', size: 3 }] },
        ],
      },
    },
  },
  pinned: {
    query: { pinned: { docs: [{ _id: 'shed' }, { _id: 'town' }], organic: { match: { title: 'old' } } } },
    sent: { pinned: { docs: [{ _id: 'shed' }, { _id: 'town' }], organic: { match: { title: 'old' } } } },
  },
  rank_feature: {
    query: { rank_feature: { field: 'visitors', sigmoid: { pivot: 100, exponent: 0.6 }, boost: 2 } },
    sent: { rank_feature: { field: 'visitors', sigmoid: { pivot: 100, exponent: 0.6 }, boost: 2 } },
  },
  rule: {
    query: { rule: { ruleset_ids: ['a'], match_criteria: { text: 'old' }, organic: { match_all: {} } } },
    sent: { rule: { ruleset_ids: ['a'], match_criteria: { text: 'old' }, organic: { match_all: {} } } },
  },
  script: {
    query: { script: { script } },
    sent: { script: { script: { source: 'doc.visitors.value > params.least', params: { least: 10 } } } },
  },
  script_score: {
    query: { script_score: { query: { match: { title: 'old' } }, script: '_score * 2', min_score: 1 } },
    sent: { script_score: { query: { match: { title: 'old' } }, script: '_score * 2', min_score: 1 } },
  },
  semantic: {
    query: { semantic: { field: 'title', query: 'paintings' } },
    sent: { semantic: { field: 'title', query: 'paintings' } },
  },
  shape: {
    query: {
      shape: { [field('plan')]: { shape: 'POINT (1 2)', relation: 'disjoint' } },
    },
    sent: { shape: { plan: { shape: 'POINT (1 2)', relation: 'disjoint' } } },
  },
  text_expansion: {
    query: { text_expansion: { words: { model_id: 'elser', model_text: 'paintings' } } },
    sent: { text_expansion: { words: { model_id: 'elser', model_text: 'paintings' } } },
  },
  type: { query: { type: { value: '_doc' } }, sent: { type: { value: '_doc' } } },
} as const satisfies Partial<Record<QueryKind, Refused>>;

/** Every kind is in one of the two tables: one without an example does not compile. */
export const examples: Record<QueryKind, Example | Refused> = { ...runs, ...lacks };
