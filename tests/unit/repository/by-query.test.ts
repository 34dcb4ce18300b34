// Changes and deletes by a condition: the exact requests, which the test server has no module for, and their answers.
import { describe, expect, test } from '@jest/globals';
import {
  DateField,
  DeletedAt,
  Discriminator,
  Document,
  Id,
  Integer,
  Keyword,
  UpdatedAt,
  script,
  storedScript,
} from 'elastodm';
import { rejection } from '../../support/failing.js';
import { recorder, repositoryOn } from '../../support/recorder.js';

@Document('films')
class Film {
  @Id() id?: string;
  @Keyword() title!: string;
  @Keyword() studio?: string | null;
  @Integer() year?: number;
  @DateField() at?: Date;
}
@Document({ index: 'notes', discriminator: 'note' })
class Note {
  @Discriminator() kind!: string;
  @Keyword() author!: string;
  @UpdatedAt() updatedAt?: Date;
  @DeletedAt() deletedAt?: Date;
}

const answer = {
  took: 4,
  timed_out: false,
  total: 2,
  updated: 2,
  version_conflicts: 0,
  noops: 0,
  failures: [],
};
const merge =
  'void merge(Map into, Map changes) { for (change in changes.entrySet()) { ' +
  'def name = change.getKey(); def value = change.getValue(); ' +
  'if (value instanceof Map && into[name] instanceof Map) { merge(into[name], value); } ' +
  'else { into[name] = value; } } } merge(ctx._source, params.changes);';

test('updateBy sends fields as the parameters of one script', async () => {
  const wire = recorder(() => answer);
  const films = repositoryOn(Film, wire);
  const result = await films.updateBy(
    { query: { term: { studio: 'fox' } }, max_docs: 10 },
    { studio: '20th', at: new Date(0), year: undefined },
    { conflicts: 'proceed', refresh: true, slices: 'auto', routing: 'a', requestsPerSecond: 100 },
  );
  expect(wire.sent).toEqual([
    {
      api: 'updateByQuery',
      params: {
        index: 'films',
        query: { term: { studio: 'fox' } },
        max_docs: 10,
        conflicts: 'proceed',
        refresh: true,
        slices: 'auto',
        routing: 'a',
        requests_per_second: 100,
        script: { source: merge, params: { changes: { studio: '20th', at: '1970-01-01T00:00:00.000Z' } } },
      },
    },
  ]);
  expect(result).toEqual({ total: 2, updated: 2, deleted: 0, noops: 0, versionConflicts: 0, took: 4 });
});

test('updateBy sends scripts as they are, with parameters for what they work on', async () => {
  const wire = recorder(() => answer);
  const films = repositoryOn(Film, wire);
  await films.updateBy(
    { query: { exists: { field: 'year' } } },
    script('ctx._source.year += params.by', { by: 1 }),
  );
  await films.updateBy({ all: true }, storedScript('age', { by: 1 }));
  expect(wire.sent.map(({ params }) => params)).toEqual([
    {
      index: 'films',
      query: { exists: { field: 'year' } },
      script: { source: 'ctx._source.year += params.by', params: { by: 1 } },
    },
    { index: 'films', query: { match_all: {} }, script: { id: 'age', params: { by: 1 } } },
  ]);
});

test('deleteBy sends the query', async () => {
  const wire = recorder(() => ({ ...answer, updated: undefined, deleted: 2, version_conflicts: 1 }));
  const films = repositoryOn(Film, wire);
  expect(
    await films.deleteBy({ query: { range: { year: { lt: 1950 } } } }, { conflicts: 'proceed' }),
  ).toEqual({
    total: 2,
    updated: 0,
    deleted: 2,
    noops: 0,
    versionConflicts: 1,
    took: 4,
  });
  expect(wire.sent).toEqual([
    {
      api: 'deleteByQuery',
      params: { index: 'films', query: { range: { year: { lt: 1950 } } }, conflicts: 'proceed' },
    },
  ]);
});

test('other kinds of the index, and deleted documents, are left alone', async () => {
  const wire = recorder(() => answer);
  const notes = repositoryOn(Note, wire);
  await notes.deleteBy({ query: { term: { author: 'ann' } } });
  await notes.deleteBy({ all: true }, { withDeleted: true });
  await notes.updateBy({ query: { term: { author: 'ann' } } }, { author: 'bob' });
  expect(wire.sent.map(({ params }) => (params as { query: unknown }).query)).toEqual([
    {
      bool: {
        must: [{ term: { author: 'ann' } }],
        filter: [{ term: { kind: 'note' } }],
        must_not: [{ exists: { field: 'deletedAt' } }],
      },
    },
    { bool: { filter: [{ term: { kind: 'note' } }] } },
    {
      bool: {
        must: [{ term: { author: 'ann' } }],
        filter: [{ term: { kind: 'note' } }],
        must_not: [{ exists: { field: 'deletedAt' } }],
      },
    },
  ]);
  expect(wire.sent[2]?.params).toMatchObject({
    script: { params: { changes: { author: 'bob', updatedAt: expect.stringMatching(/^20/) } } },
  });
});

describe('a condition that every document meets', () => {
  test.each([
    {},
    { query: {} },
    { query: { match_all: {} } },
    { query: { bool: {} } },
    { query: { bool: { filter: [] } } },
    { query: { bool: { must: [{ match_all: {} }], filter: { bool: { should: [] } } } } },
    { query: { constant_score: { filter: { match_all: {} } } } },
    { all: false },
    { max_docs: 5 },
  ])('is refused: %j', async (request) => {
    const wire = recorder(() => answer);
    const films = repositoryOn(Film, wire);
    const expected = { name: 'RequestError', code: 'QUERY_NO_CONDITION' };
    expect(await rejection(films.deleteBy(request))).toMatchObject({
      ...expected,
      details: { verb: 'deleteBy' },
    });
    expect(await rejection(films.updateBy(request, { year: 1 }))).toMatchObject(expected);
    expect(wire.sent).toEqual([]);
  });

  test('is taken when it is said that all are meant', async () => {
    const wire = recorder(() => answer);
    await repositoryOn(Film, wire).deleteBy({ all: true });
    expect(wire.sent).toEqual([
      { api: 'deleteByQuery', params: { index: 'films', query: { match_all: {} } } },
    ]);
  });

  test.each([
    { query: { bool: { must_not: [{ term: { year: 1 } }] } } },
    { query: { bool: { should: [{ term: { year: 1 } }] } } },
    { query: { ids: { values: ['a'] } } },
    { query: { match_none: {} } },
  ])('is not %j', async (request) => {
    const wire = recorder(() => answer);
    await repositoryOn(Film, wire).deleteBy(request);
    expect(wire.sent).toHaveLength(1);
  });
});

test('a value that is undefined is refused', async () => {
  const films = repositoryOn(
    Film,
    recorder(() => answer),
  );
  const query = { term: { studio: undefined as unknown as string } };
  expect(await rejection(films.deleteBy({ query }))).toMatchObject({ code: 'QUERY_UNDEFINED' });
  expect(
    await rejection(films.updateBy({ query: { term: { year: 1 } } }, script('x', { by: NaN }))),
  ).toMatchObject({
    code: 'QUERY_INVALID_VALUE',
    details: { path: 'params.by' },
  });
  expect(await rejection(films.updateBy({ query: { term: { year: 1 } } }, {}))).toMatchObject({
    code: 'QUERY_INVALID_VALUE',
    details: { path: 'changes' },
  });
});

describe('documents that could not be changed', () => {
  const failed = {
    ...answer,
    updated: 1,
    failures: [
      {
        index: 'films',
        id: 'a',
        status: 400,
        cause: { type: 'document_parsing_exception', reason: 'failed to parse field [year]' },
      },
    ],
  };

  test('are told, with what was changed', async () => {
    const films = repositoryOn(
      Film,
      recorder(() => failed),
    );
    expect(await rejection(films.updateBy({ all: true }, { year: 1 }))).toMatchObject({
      name: 'RequestError',
      code: 'BY_QUERY_FAILED',
      details: {
        className: 'Film',
        verb: 'updateBy',
        done: 1,
        total: 2,
        first: ["'a': 400 document_parsing_exception: failed to parse field [year]"],
      },
    });
  });

  test('are told when the time was up', async () => {
    const films = repositoryOn(
      Film,
      recorder(() => ({ ...answer, timed_out: true })),
    );
    expect(await rejection(films.deleteBy({ all: true }))).toMatchObject({
      code: 'BY_QUERY_FAILED',
      details: { first: ['the time was up'] },
    });
  });
});
