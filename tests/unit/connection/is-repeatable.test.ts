// Which requests of the official client may be sent twice.
import { describe, expect, test } from '@jest/globals';
import { Client } from '@elastic/elasticsearch';
import type { TransportRequestParams } from '@elastic/elasticsearch';
import { isDoneInParts, isRepeatable } from '../../../src/connection/transport/is-repeatable.js';

type Call = (client: Client) => Promise<unknown>;

// What the client hands to its transport for a call.
async function handedOver(call: Call): Promise<TransportRequestParams> {
  const client = new Client({ node: 'http://127.0.0.1:9' });
  let handed: TransportRequestParams | undefined;
  client.transport.request = ((params: TransportRequestParams) => {
    handed = params;
    return Promise.resolve({});
  }) as never;
  await call(client);
  await client.close();
  return handed!;
}

const document = { title: 'Alien' };
const index = 'films';

describe('may be sent twice', () => {
  test.each<readonly [string, Call]>([
    ['get', (client) => client.get({ index, id: 'a' })],
    ['exists', (client) => client.exists({ index, id: 'a' })],
    ['search', (client) => client.search({ index, query: { match_all: {} } })],
    ['count', (client) => client.count({ index, query: { match_all: {} } })],
    ['mget', (client) => client.mget({ index, ids: ['a'] })],
    ['msearch', (client) => client.msearch({ searches: [{}, {}] })],
    ['openPointInTime', (client) => client.openPointInTime({ index, keep_alive: '1m' })],
    ['info', (client) => client.info()],
    ['cluster.health', (client) => client.cluster.health()],
    ['indices.putMapping', (client) => client.indices.putMapping({ index, properties: {} })],
    ['indices.putSettings', (client) => client.indices.putSettings({ index, settings: {} })],
    ['indices.putAlias', (client) => client.indices.putAlias({ index, name: 'a' })],
    ['indices.refresh', (client) => client.indices.refresh({ index })],
    ['index with an id', (client) => client.index({ index, id: 'a', document })],
  ])('%s', async (_name, call) => {
    expect(isRepeatable(await handedOver(call))).toBe(true);
  });
});

describe('may not', () => {
  test.each<readonly [string, Call]>([
    ['index without an id', (client) => client.index({ index, document })],
    [
      'index on a condition',
      (client) => client.index({ index, id: 'a', document, if_seq_no: 0, if_primary_term: 1 }),
    ],
    ['index of a version', (client) => client.index({ index, id: 'a', document, version: 3 })],
    ['index that only creates', (client) => client.index({ index, id: 'a', document, op_type: 'create' })],
    ['create', (client) => client.create({ index, id: 'a', document })],
    ['update', (client) => client.update({ index, id: 'a', doc: document })],
    ['delete', (client) => client.delete({ index, id: 'a' })],
    ['bulk', (client) => client.bulk({ operations: [{ index: { _index: index } }, document] })],
    ['updateByQuery', (client) => client.updateByQuery({ index })],
    ['deleteByQuery', (client) => client.deleteByQuery({ index, query: { match_all: {} } })],
    ['reindex', (client) => client.reindex({ source: { index }, dest: { index: 'b' } })],
    ['scroll', (client) => client.scroll({ scroll_id: 'a' })],
    ['indices.create', (client) => client.indices.create({ index })],
    ['indices.delete', (client) => client.indices.delete({ index })],
    ['indices.rollover', (client) => client.indices.rollover({ alias: 'a' })],
  ])('%s', async (_name, call) => {
    expect(isRepeatable(await handedOver(call))).toBe(false);
  });

  test('what has no name', () => {
    expect(isRepeatable({ method: 'POST', path: '/films/_search' })).toBe(false);
    expect(isRepeatable({ method: 'GET', path: '/films/_search' })).toBe(true);
  });

  test('what says its conditions as text', async () => {
    const params = await handedOver((client) => client.index({ index, id: 'a', document }));
    expect(isRepeatable({ ...params, querystring: 'if_seq_no=0' })).toBe(false);
  });
});

test.each<readonly [string, boolean, Call]>([
  ['updateByQuery', true, (client) => client.updateByQuery({ index })],
  ['deleteByQuery', true, (client) => client.deleteByQuery({ index, query: { match_all: {} } })],
  ['reindex', true, (client) => client.reindex({ source: { index }, dest: { index: 'b' } })],
  ['bulk', false, (client) => client.bulk({ operations: [{ index: { _index: index } }, document] })],
  ['search', false, (client) => client.search({ index })],
])('whether a refused %s may have been done in part: %s', async (_name, expected, call) => {
  expect(isDoneInParts(await handedOver(call))).toBe(expected);
});

test('what has no name is not done in parts', () => {
  expect(isDoneInParts({ method: 'POST', path: '/films/_update_by_query' })).toBe(false);
});
