// Arguments → the exact request that is sent. The integration tests send the same calls to a real server.
import { describe, expect, test } from '@jest/globals';
import { DataSource, DateField, Document, Id, Keyword } from 'elastodm';
import { rememberId, rememberState } from '../../../src/hydration/document-state.js';
import type { DocumentState } from '../../../src/hydration/document-state.js';
import { toBulkRequest, toSaveText } from '../../../src/request/to-bulk-request.js';
import {
  toDeleteRequest,
  toExistsRequest,
  toGetManyRequest,
  toGetRequest,
} from '../../../src/request/to-document-requests.js';
import { toSaveOperation, toSaveRequest } from '../../../src/request/to-save-request.js';
import { toCountRequest, toRefreshRequest, toSearchRequest } from '../../../src/request/to-search-request.js';
import { thrown } from '../../support/failing.js';
import { toLines } from '../../support/bulk-lines.js';

const origin = { alias: 'default', cluster: {} };

@Document('films')
class Film {
  @Id() id?: string;
  @Keyword() title!: string;
  @DateField() at?: Date;
}
@Document({ index: 'visits', routing: 'user' })
class Visit {
  @Keyword() user?: string;
}
const dataSource = new DataSource({ documents: [Film, Visit] });
const films = dataSource.getMetadata(Film);
const visits = dataSource.getMetadata(Visit);
const film = (values: Partial<Film>): Film => Object.assign(new Film(), { title: 'Alien' }, values);
const state: DocumentState = {
  id: 'a',
  index: 'films',
  version: 4,
  seqNo: 7,
  primaryTerm: 2,
};
const uuid7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

describe('save', () => {
  test('a document without an id is created under a new one', () => {
    const operation = toSaveOperation(films, film({ at: new Date(0) }), origin);
    expect(operation).toEqual({
      api: 'create',
      index: 'films',
      id: expect.stringMatching(uuid7),
      source: { title: 'Alien', at: '1970-01-01T00:00:00.000Z' },
    });
    expect(toSaveRequest(films, operation, {})).toEqual({
      api: 'create',
      params: {
        index: 'films',
        id: operation.id,
        document: { title: 'Alien', at: '1970-01-01T00:00:00.000Z' },
      },
    });
  });

  test('a document with an id takes the place of what is there', () => {
    const operation = toSaveOperation(films, film({ id: 'a' }), origin);
    expect(toSaveRequest(films, operation, { refresh: 'wait_for' })).toEqual({
      api: 'index',
      params: { index: 'films', id: 'a', document: { title: 'Alien' }, refresh: 'wait_for' },
    });
  });

  test('a document that was read is saved on condition that nobody changed it', () => {
    const known = film({ id: 'a' });
    rememberState(origin, known, state);
    expect(toSaveOperation(films, known, origin)).toEqual({
      api: 'index',
      index: 'films',
      id: 'a',
      source: { title: 'Alien' },
      if_seq_no: 7,
      if_primary_term: 2,
    });
  });

  test('a document that was read elsewhere, or has another id now, is saved without condition', () => {
    const known = film({ id: 'a' });
    rememberState(origin, known, state);
    expect(toSaveOperation(films, known, { alias: 'default', cluster: {} })).toEqual({
      api: 'index',
      index: 'films',
      id: 'a',
      source: { title: 'Alien' },
    });
    known.id = 'b';
    expect(toSaveOperation(films, known, origin)).toEqual({
      api: 'index',
      index: 'films',
      id: 'b',
      source: { title: 'Alien' },
    });
  });

  test('a class without @Id keeps the id in mind', () => {
    const visit = Object.assign(new Visit(), { user: 'ann' });
    rememberState(origin, visit, { ...state, id: 'v' });
    rememberId(visit, 'v');
    expect(toSaveOperation(visits, visit, origin)).toMatchObject({ api: 'index', id: 'v', if_seq_no: 7 });
  });

  test('the routing is the value of its field', () => {
    expect(toSaveOperation(visits, Object.assign(new Visit(), { user: 'ann' }), origin)).toMatchObject({
      routing: 'ann',
      source: { user: 'ann' },
    });
    expect(toSaveOperation(visits, Object.assign(new Visit(), { user: 5 }), origin)).toMatchObject({
      routing: '5',
      source: { user: 5 },
    });
    for (const user of [undefined, '']) {
      expect(
        thrown(() => toSaveOperation(visits, Object.assign(new Visit(), { user }), origin)),
      ).toMatchObject({
        code: 'DOCUMENT_INVALID_VALUE',
        message:
          "Visit.user can't be stored: it is the routing, and has no value. " +
          'Correct the value before saving; nothing was sent. [DOCUMENT_INVALID_VALUE]',
      });
    }
  });

  const badIds: readonly (readonly [id: unknown, reason: string])[] = [
    ['', 'it is empty'],
    [5, 'it is number'],
    [{}, 'it is object'],
    ['é'.repeat(257), 'it has 514 bytes'],
  ];
  test.each(badIds)('the id %j is refused', (id, reason) => {
    const error = { code: 'DOCUMENT_INVALID_ID', details: { className: 'Film', reason } };
    expect(thrown(() => toSaveOperation(films, film({ id: id as string }), origin))).toMatchObject(error);
    expect(thrown(() => toGetRequest(films, id as string, {}))).toMatchObject(error);
    expect(thrown(() => toGetManyRequest(films, ['a', id as string], {}))).toMatchObject(error);
    expect(thrown(() => toExistsRequest(films, id as string, {}))).toMatchObject(error);
    expect(thrown(() => toDeleteRequest(films, id as string, {}))).toMatchObject(error);
  });
});

describe('saveMany', () => {
  test('is one bulk request, an action and a source for each', () => {
    const known = film({ id: 'a' });
    rememberState(origin, known, state);
    const operations = [known, film({ id: 'b' }), film({})].map((document) =>
      toSaveText(films, toSaveOperation(films, document, origin)),
    );
    const request = toBulkRequest(films, operations, { refresh: true });
    expect(request).toEqual({ api: 'bulk', params: { index: 'films', operations, refresh: true } });
    expect(toLines(request)).toEqual([
      { index: { _id: 'a', if_seq_no: 7, if_primary_term: 2 } },
      { title: 'Alien' },
      { index: { _id: 'b' } },
      { title: 'Alien' },
      { create: { _id: expect.stringMatching(uuid7) } },
      { title: 'Alien' },
    ]);
  });

  test('has each routing', () => {
    const operation = toSaveOperation(visits, Object.assign(new Visit(), { user: 'ann' }), origin);
    expect(toLines(toBulkRequest(visits, [toSaveText(visits, operation)], {}))).toEqual([
      { create: { _id: operation.id, routing: 'ann' } },
      { user: 'ann' },
    ]);
  });
});

describe('by id', () => {
  test('get, exists, getMany, delete', () => {
    expect(toGetRequest(films, 'a', {})).toEqual({ api: 'get', params: { index: 'films', id: 'a' } });
    expect(toExistsRequest(films, 'a', { routing: 'r' })).toEqual({
      api: 'exists',
      params: { index: 'films', id: 'a', routing: 'r' },
    });
    expect(toGetManyRequest(films, ['a', 'b'], {})).toEqual({
      api: 'mget',
      params: { index: 'films', docs: [{ _id: 'a' }, { _id: 'b' }] },
    });
    expect(toGetManyRequest(films, ['a'], { routing: 'r' })).toEqual({
      api: 'mget',
      params: { index: 'films', docs: [{ _id: 'a', routing: 'r' }] },
    });
    expect(toDeleteRequest(films, 'a', {})).toEqual({ api: 'delete', params: { index: 'films', id: 'a' } });
    expect(toDeleteRequest(films, 'a', { refresh: true, routing: 'r' }, state)).toEqual({
      api: 'delete',
      params: { index: 'films', id: 'a', routing: 'r', if_seq_no: 7, if_primary_term: 2, refresh: true },
    });
  });
});

describe('search and count', () => {
  test('a search asks for what a hit needs, and for whole results', () => {
    expect(toSearchRequest<Film>(films, {})).toEqual({
      api: 'search',
      params: {
        index: 'films',
        // A part is refused when it comes, so that the error can hold it.
        allow_partial_search_results: true,
        seq_no_primary_term: true,
        version: true,
      },
    });
    expect(
      toSearchRequest<Film>(films, {
        query: { range: { at: { gte: new Date(0) } } },
        size: 5,
        sort: [{ title: 'asc' }],
        allow_partial_search_results: false,
      }),
    ).toEqual({
      api: 'search',
      params: {
        index: 'films',
        allow_partial_search_results: false,
        seq_no_primary_term: true,
        version: true,
        query: { range: { at: { gte: new Date(0) } } },
        size: 5,
        sort: [{ title: 'asc' }],
      },
    });
  });

  test('the index is always that of the class', () => {
    expect(toSearchRequest<Film>(films, { index: '*' } as object).params.index).toBe('films');
    expect(toCountRequest<Film>(films, { index: '' } as object).params.index).toBe('films');
  });

  test('a count and a refresh', () => {
    expect(toCountRequest<Film>(films, { query: { term: { title: 'a' } } })).toEqual({
      api: 'count',
      params: { index: 'films', query: { term: { title: 'a' } } },
    });
    expect(toRefreshRequest(films)).toEqual({ api: 'indices.refresh', params: { index: 'films' } });
  });

  const widened: readonly (readonly [request: object, path: string])[] = [
    [{ query: undefined }, 'query'],
    [{ query: { term: { title: undefined } } }, 'query.term.title'],
    [{ query: { bool: { filter: undefined } } }, 'query.bool.filter'],
    [{ query: { bool: { must: [{ match_all: {} }, undefined] } } }, 'query.bool.must[1]'],
    [
      { query: { bool: { must: [{ term: { title: { value: undefined } } }] } } },
      'query.bool.must[0].term.title.value',
    ],
    [{ query: { terms: { title: ['a', undefined] } } }, 'query.terms.title[1]'],
    [{ aggs: { a: { terms: { field: undefined } } } }, 'aggs.a.terms.field'],
    [{ size: undefined }, 'size'],
  ];
  test.each([
    [{ query: { range: { year: { gte: NaN } } } }, 'query.range.year.gte', 'it is NaN'],
    [{ query: { range: { at: { lt: new Date('no date') } } } }, 'query.range.at.lt', 'it is an invalid Date'],
    [{ query: { terms: { title: [() => 'a'] } } }, 'query.terms.title[0]', 'a function has no form in JSON'],
  ])('%j is refused: JSON makes null of it', (request, path, reason) => {
    for (const make of [toSearchRequest, toCountRequest]) {
      expect(thrown(() => make(films, request as object))).toMatchObject({
        name: 'RequestError',
        code: 'QUERY_INVALID_VALUE',
        details: { className: 'Film', path, reason },
      });
    }
  });

  test.each(widened)('%j is refused: it would match more than was meant', (request, path) => {
    for (const make of [toSearchRequest, toCountRequest]) {
      expect(thrown(() => make(films, request))).toMatchObject({
        name: 'RequestError',
        code: 'QUERY_UNDEFINED',
        message:
          `The request on Film is undefined at '${path}', which would widen it. ` +
          'Leave the key out on purpose, or give it a value. [QUERY_UNDEFINED]',
      });
    }
  });
});
