// The bare test server has no ES|QL. When this fails, it has: then run the queries of the unit tests on it.
import { afterAll, expect, test } from '@jest/globals';
import { DataSource, esql } from 'elastodm';
import { rejection } from '../../support/failing.js';
import { serverOptions } from '../../support/server.js';

const dataSource = new DataSource({ documents: [], connections: { default: serverOptions() } });
afterAll(() => dataSource.close());

test('the server without the module refuses ES|QL', async () => {
  const error = await rejection(dataSource.esql(esql`ROW a = ${1}`));
  expect(error).toMatchObject({ code: 'REQUEST_REFUSED', details: { api: 'esql.query' } });
});
