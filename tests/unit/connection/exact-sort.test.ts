// Sort values beyond ±2^53: exact where a search goes on behind them, with documents as they are otherwise.
import { expect, test } from '@jest/globals';
import { ConnectionManager } from 'elastodm';
import { startStub } from '../../support/stub-server.js';

const beyond = '9223372036854775807';
const body = `{"hits":{"hits":[{"_source":{"n":${beyond}},"sort":[${beyond},"a"]},{"_source":{}}]}}`;

test('sort values alone are read and sent exactly', async () => {
  await using stub = await startStub(() => ({ headers: { 'content-type': 'application/json' }, body }));
  await using manager = new ConnectionManager();
  manager.createConnection({ hosts: stub.url });
  const params = { search_after: [BigInt(beyond) as never] };
  const answer = await manager.connection('default').send({ api: 'search', params, exact: 'sort' });
  expect(answer.hits.hits).toEqual([
    { _source: { n: Number(beyond) }, sort: [BigInt(beyond), 'a'] },
    { _source: {} },
  ]);
  expect(stub.requests[0]?.body).toBe(`{"search_after":[${beyond}]}`);
});
