// Holds an answer against what its API always answers: a proxy's page is no missing document, and no empty index.
import { failure } from '../errors/failure.js';
import type { Api } from '../types/wire-request.js';

type Kind = 'array' | 'boolean' | 'number' | 'object' | 'string';

// The member that each API's answer always has. `indices.get` answers by index name, what asks whether something
// exists by its status.
const members: Readonly<Record<Api, readonly [name: string, kind: Kind] | undefined>> = {
  bulk: ['items', 'array'],
  // What is closed already is answered with 404.
  closePointInTime: ['succeeded', 'boolean'],
  'cluster.health': ['status', 'string'],
  count: ['count', 'number'],
  create: ['_id', 'string'],
  delete: ['result', 'string'],
  deleteByQuery: ['failures', 'array'],
  'esql.query': ['values', 'array'],
  exists: undefined,
  explain: ['matched', 'boolean'],
  get: ['found', 'boolean'],
  index: ['_id', 'string'],
  'indices.analyze': undefined,
  'indices.create': ['acknowledged', 'boolean'],
  'indices.exists': undefined,
  'indices.get': undefined,
  'indices.getIndexTemplate': ['index_templates', 'array'],
  'indices.putAlias': ['acknowledged', 'boolean'],
  'indices.putIndexTemplate': ['acknowledged', 'boolean'],
  'indices.putMapping': ['acknowledged', 'boolean'],
  'indices.putSettings': ['acknowledged', 'boolean'],
  'indices.refresh': undefined,
  mget: ['docs', 'array'],
  msearch: ['responses', 'array'],
  'nodes.info': ['nodes', 'object'],
  openPointInTime: ['id', 'string'],
  search: ['hits', 'array'],
  update: ['_id', 'string'],
  updateByQuery: ['failures', 'array'],
};

// These may go on when they are answered, which then names no more than the task.
const inBackground: ReadonlySet<Api> = new Set(['deleteByQuery', 'updateByQuery']);

/** Throws a RequestError when `answer` can't be that of `api`. */
export function checkAnswer(alias: string, api: Api, answer: unknown): void {
  if (api === 'exists' || api === 'indices.exists') return;
  if (typeof answer !== 'object' || answer === null) {
    throw failure('RESPONSE_UNEXPECTED', { alias, api, reason: 'it is no JSON object' });
  }
  const member = members[api];
  if (member === undefined || (inBackground.has(api) && 'task' in answer)) return;
  const [name, kind] = member;
  // The hits of a search are inside of `hits`.
  const holder = api === 'search' ? (answer as { hits?: unknown }).hits : answer;
  const value = (holder as Record<string, unknown> | undefined | null)?.[name];
  if (kind === 'array' ? Array.isArray(value) : typeof value === kind) return;
  throw failure('RESPONSE_UNEXPECTED', { alias, api, reason: `it has no ${name}` });
}
