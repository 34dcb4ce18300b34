// What the wire knows of indices and templates, asked of a real server.
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { ConnectionManager } from 'elastodm';
import type { Connection } from '../../../src/types/wire-request.js';
import { testIndices } from '../../support/cleanup.js';
import { failureOf } from '../../support/fault-scene.js';
import { serverOptions } from '../../support/server.js';

const indexName = testIndices();
let manager: ConnectionManager;
let connection: Connection;
beforeAll(() => {
  manager = new ConnectionManager();
  manager.createConnection(serverOptions());
  connection = manager.connection('default');
});
afterAll(() => manager.close());

test('an index is there, or not', async () => {
  const index = indexName('apis');
  expect(await connection.send({ api: 'indices.exists', params: { index } })).toBe(false);
  await connection.send({ api: 'indices.create', params: { index } });
  expect(await connection.send({ api: 'indices.exists', params: { index } })).toBe(true);
});

test('a template is put, and got as it was', async () => {
  const name = indexName('template');
  const template = { mappings: { properties: { title: { type: 'keyword' as const } } } };
  try {
    expect(
      await connection.send({
        api: 'indices.putIndexTemplate',
        params: { name, index_patterns: [`${name}-*`], template },
      }),
    ).toEqual({ acknowledged: true });
    const { index_templates } = await connection.send({ api: 'indices.getIndexTemplate', params: { name } });
    expect(index_templates).toMatchObject([{ name, index_template: { template } }]);
  } finally {
    await manager.getConnection().indices.deleteIndexTemplate({ name });
  }
  expect(
    await failureOf(connection.send({ api: 'indices.getIndexTemplate', params: { name } })),
  ).toMatchObject({
    code: 'REQUEST_REFUSED',
    details: { status: 404, type: 'resource_not_found_exception' },
  });
});

test('a text is analysed', async () => {
  const params = { analyzer: 'whitespace', text: 'Blade Runner' };
  const { tokens } = await connection.send({ api: 'indices.analyze', params });
  expect(tokens?.map(({ token }) => token)).toEqual(['Blade', 'Runner']);
});

test('a document is updated, and one that is not there is told as such', async () => {
  const index = indexName('updates');
  await connection.send({ api: 'index', params: { index, id: 'a', document: { a: 1, o: { x: 1 } } } });
  expect(
    await connection.send({ api: 'update', params: { index, id: 'a', doc: { o: { y: 2 } }, _source: true } }),
  ).toMatchObject({ result: 'updated', get: { _source: { a: 1, o: { x: 1, y: 2 } } } });
  expect(
    await failureOf(connection.send({ api: 'update', params: { index, id: 'b', doc: {} } })),
  ).toMatchObject({
    code: 'REQUEST_REFUSED',
    details: { status: 404, type: 'document_missing_exception', index },
  });
});
