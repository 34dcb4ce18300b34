// Holds an answer against what its API always answers: a proxy's page is no missing document, and no empty index.
import { failure } from '../errors/failure.js';
import type { Api } from '../types/wire-request.js';

type Kind = 'array' | 'boolean' | 'number' | 'object' | 'string';

// The member that each API's answer always has. `indices.get` answers by index name, `exists` by its status.
const members: Readonly<Record<Api, readonly [name: string, kind: Kind] | undefined>> = {
  bulk: ['items', 'array'],
  'cluster.health': ['status', 'string'],
  count: ['count', 'number'],
  create: ['_id', 'string'],
  delete: ['result', 'string'],
  exists: undefined,
  get: ['found', 'boolean'],
  index: ['_id', 'string'],
  'indices.create': ['acknowledged', 'boolean'],
  'indices.get': undefined,
  'indices.putAlias': ['acknowledged', 'boolean'],
  'indices.putMapping': ['acknowledged', 'boolean'],
  'indices.putSettings': ['acknowledged', 'boolean'],
  'indices.refresh': undefined,
  mget: ['docs', 'array'],
  'nodes.info': ['nodes', 'object'],
  search: ['hits', 'array'],
};

/** Throws a RequestError when `answer` can't be that of `api`. */
export function checkAnswer(alias: string, api: Api, answer: unknown): void {
  if (api === 'exists') return;
  if (typeof answer !== 'object' || answer === null) {
    throw failure('RESPONSE_UNEXPECTED', { alias, api, reason: 'it is no JSON object' });
  }
  const member = members[api];
  if (member === undefined) return;
  const [name, kind] = member;
  // The hits of a search are inside of `hits`.
  const holder = api === 'search' ? (answer as { hits?: unknown }).hits : answer;
  const value = (holder as Record<string, unknown> | undefined | null)?.[name];
  if (kind === 'array' ? Array.isArray(value) : typeof value === kind) return;
  throw failure('RESPONSE_UNEXPECTED', { alias, api, reason: `it has no ${name}` });
}
