// Each kind of query as it is sent: as it was written, with dates as text. Those that the test server runs are tested
// there; those that it lacks, here alone.
import { expect, test } from '@jest/globals';
import { DataSource, Document } from 'elastodm';
import { toSearchRequest } from '../../../src/request/to-search-request.js';
import { Museum } from '../../support/query-kinds.js';
import { examples, lacks } from '../../support/query-kinds-lacking.js';

@Document('museums')
class Stored extends Museum {}

const metadata = new DataSource({ documents: [Stored] }).getMetadata(Stored);
const sent = (query: object): unknown =>
  JSON.parse(JSON.stringify(toSearchRequest<Museum>(metadata, { query }).params));

test.each(Object.entries(lacks))('%s', (_kind, { query, sent: expected }) => {
  expect(sent(query)).toMatchObject({ index: 'museums' });
  expect(sent(query)).toHaveProperty('query', expected);
});

test.each(Object.entries(examples))('%s is sent as it is written', (_kind, { query }) => {
  expect(sent(query)).toMatchObject({ query: JSON.parse(JSON.stringify(query)) as object });
});

test('all kinds have an example', () => {
  expect(Object.keys(examples)).toHaveLength(61);
});
