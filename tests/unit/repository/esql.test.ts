// ES|QL through the real client: what goes over the wire, and what comes of the answer.
import { expect, test } from '@jest/globals';
import {
  DataSource,
  DateField,
  DeletedAt,
  Document,
  esql,
  Id,
  Integer,
  Keyword,
  ObjectField,
  Text,
} from 'elastodm';
import type { MultiField } from 'elastodm';
import { rejection } from '../../support/failing.js';
import { startStub } from '../../support/stub-server.js';
import type { StubAnswer } from '../../support/stub-server.js';

class Studio {
  @Keyword() name!: string;
}
@Document('films')
class Film {
  @Id() id?: string;
  @Text({ fields: { raw: { type: 'keyword' } } }) title!: MultiField<string, 'raw'>;
  @ObjectField(() => Studio) studio?: Studio;
  @Integer() year = 1900;
  @DateField() releasedAt?: Date;
  @DeletedAt() deletedAt?: Date;
}

const answer = (body: object, status = 200): StubAnswer => ({
  status,
  headers: { 'x-elastic-product': 'Elasticsearch', 'content-type': 'application/json' },
  body,
});
const rows = {
  took: 2,
  is_partial: false,
  columns: [
    { name: '_id', type: 'keyword' },
    { name: 'title', type: 'text' },
    { name: 'title.raw', type: 'keyword' },
    { name: 'studio.name', type: 'keyword' },
    { name: 'releasedAt', type: 'date' },
    { name: 'computed', type: 'long' },
  ],
  values: [
    ['a', 'Alien', 'Alien', 'Fox', '1979-05-25T00:00:00.000Z', 1],
    ['b', 'Moon', 'Moon', null, null, 2],
  ],
};

test('rows and instances come of one query', async () => {
  await using stub = await startStub(() => answer(rows));
  await using dataSource = new DataSource({
    documents: [Film],
    connections: { default: { hosts: stub.url } },
  });
  const query = esql`FROM films METADATA _id | WHERE year > ${1970} AND releasedAt > ${new Date(0)}`;

  const result = await dataSource.esql<{ title: string; 'studio.name': string | null }>(query);
  expect(result.rows.map(({ title, 'studio.name': studio }) => [title, studio])).toEqual([
    ['Alien', 'Fox'],
    ['Moon', null],
  ]);
  const films = dataSource.getRepository(Film);
  const [alien, moon] = await films.esql(query, { filter: { term: { year: 1979 } } });
  expect(alien).toBeInstanceOf(Film);
  expect(alien?.studio).toBeInstanceOf(Studio);
  expect(alien).toEqual({
    id: 'a',
    title: 'Alien',
    studio: { name: 'Fox' },
    releasedAt: new Date('1979-05-25'),
  });
  expect(moon).toEqual({ id: 'b', title: 'Moon' });

  expect(
    stub.requests.map(({ method, path, body }) => ({ method, path, body: JSON.parse(body) as unknown })),
  ).toEqual([
    {
      method: 'POST',
      path: '/_query',
      body: {
        query: 'FROM films METADATA _id | WHERE year > ?1 AND releasedAt > TO_DATETIME(?2)',
        params: [1970, '1970-01-01T00:00:00.000Z'],
      },
    },
    {
      method: 'POST',
      path: '/_query',
      body: {
        query: 'FROM films METADATA _id | WHERE year > ?1 AND releasedAt > TO_DATETIME(?2)',
        params: [1970, '1970-01-01T00:00:00.000Z'],
        filter: {
          bool: { must: [{ term: { year: 1979 } }], must_not: [{ exists: { field: 'deletedAt' } }] },
        },
      },
    },
  ]);
  expect((await rejection(films.save(alien as Film))).code).toBe('DOCUMENT_PARTIAL');
});

test('options go into the path', async () => {
  await using stub = await startStub(() => answer({ ...rows, is_partial: true }));
  await using dataSource = new DataSource({
    documents: [Film],
    connections: { default: { hosts: stub.url } },
  });
  const result = await dataSource.esql(esql`FROM films`, { strict: false, dropNullColumns: true });
  expect(result.isPartial).toBe(true);
  expect(stub.requests.map(({ path, body }) => [path, body])).toEqual([
    ['/_query?allow_partial_results=true&drop_null_columns=true', '{"query":"FROM films"}'],
  ]);
  expect((await rejection(dataSource.esql(esql`FROM films`))).code).toBe('PARTIAL_RESULT');
});

test('values are in no error, whatever the cluster says', async () => {
  const reason = 'line 1:1: Cannot convert string [canary-value] to [DATETIME]';
  const error = { type: 'verification_exception', reason };
  await using stub = await startStub(() => answer({ error, status: 400 }, 400));
  await using dataSource = new DataSource({
    documents: [Film],
    connections: { default: { hosts: stub.url } },
  });
  const failed = await rejection(dataSource.esql(esql`FROM films | WHERE a == ${'canary-value'}`));
  expect(failed.code).toBe('REQUEST_REFUSED');
  expect(`${failed.message} ${JSON.stringify(failed)} ${String(failed.cause)}`).not.toContain('canary');
});

test('what is no answer to ES|QL is none', async () => {
  await using stub = await startStub(() => answer({ columns: [] }));
  await using dataSource = new DataSource({
    documents: [Film],
    connections: { default: { hosts: stub.url } },
  });
  expect((await rejection(dataSource.esql(esql`FROM films`))).code).toBe('RESPONSE_UNEXPECTED');
});
