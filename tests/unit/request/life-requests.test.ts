// Requests of classes with versions, routing, kinds, marks of deletion, indices by function and data streams.
import { describe, expect, test } from '@jest/globals';
import {
  CreatedAt,
  DateField,
  DeletedAt,
  DenseVector,
  Discriminator,
  Document,
  Id,
  Keyword,
  Long,
  Routing,
  UpdatedAt,
  Version,
  script,
} from 'elastodm';
import { rememberState } from '../../../src/hydration/document-state.js';
import { buildDocuments } from '../../../src/metadata/build-documents.js';
import type { DocumentMetadata } from '../../../src/metadata/document-metadata.js';
import { isInScope, toScopedQuery } from '../../../src/request/scope.js';
import { toBulkRequest, toSaveText } from '../../../src/request/to-bulk-request.js';
import {
  toDeleteRequest,
  toFindByIdsRequest,
  toGetRequest,
} from '../../../src/request/to-document-requests.js';
import { toSaveOperation, toSaveRequest } from '../../../src/request/to-save-request.js';
import { toCountRequest, toSearchRequest } from '../../../src/request/to-search-request.js';
import { toUpdateRequest } from '../../../src/request/to-update-request.js';
import type { AbstractClass } from '../../../src/types/class.js';
import { rejection, thrown } from '../../support/failing.js';
import { recorder, repositoryOn } from '../../support/recorder.js';
import { toLines } from '../../support/bulk-lines.js';

const origin = { alias: 'default', cluster: {} };
const state = { id: 'a', index: 'films', version: 4, seqNo: 7, primaryTerm: 2 };
const uuid = expect.stringMatching(/^[0-9a-f-]{36}$/);

@Document({ index: 'films', refresh: 'wait_for', requireAlias: true })
class Film {
  @Id() id?: string;
  @Keyword() title!: string;
}
@Document('counted')
class Counted {
  @Id() id?: string;
  @Version({ type: 'external_gte' }) revision?: number;
  @Routing() tenant?: string;
  @Keyword() name?: string;
}
@Document<Log>({ index: ({ day }) => `logs-${day}`, pattern: 'logs-*', readFrom: () => reading })
class Log {
  @Id() id?: string;
  @Keyword() day!: string;
}
let reading = 'logs-*';
@Document({ index: 'metrics', dataStream: true })
class Metric {
  @Id() id?: string;
  @DateField() '@timestamp' = new Date(0);
  @Long() value?: number;
}
abstract class Medium {
  @Discriminator() kind?: string;
  @DeletedAt() deletedAt?: Date | null;
}
@Document('media')
class AnyMedium extends Medium {}
@Document({ index: 'media', discriminator: 'film' })
class MediumFilm extends AnyMedium {}
@Document({ index: 'media', discriminator: 'song' })
class MediumSong extends AnyMedium {}

const built = buildDocuments([Film, Counted, Log, Metric, AnyMedium, MediumFilm, MediumSong]);
const metadataOf = (target: AbstractClass): DocumentMetadata => built.get(target) as DocumentMetadata;
const [films, counted, logs, metrics, media, mediumFilms] = [
  Film,
  Counted,
  Log,
  Metric,
  AnyMedium,
  MediumFilm,
].map(metadataOf) as [
  DocumentMetadata,
  DocumentMetadata,
  DocumentMetadata,
  DocumentMetadata,
  DocumentMetadata,
  DocumentMetadata,
];
const make = <T extends object>(target: new () => T, values: Partial<T>): T =>
  Object.assign(new target(), values);

describe('options of a write', () => {
  const operation = toSaveOperation(films, make(Film, { id: 'a', title: 'x' }), origin);

  test('are those of the class, unless the call says otherwise', () => {
    expect(toSaveRequest(films, operation, {}).params).toEqual({
      index: 'films',
      id: 'a',
      document: { title: 'x' },
      refresh: 'wait_for',
      require_alias: true,
    });
    const options = {
      refresh: false,
      requireAlias: false,
      waitForActiveShards: 'all',
      pipeline: 'p',
    } as const;
    expect(toSaveRequest(films, operation, options).params).toEqual({
      index: 'films',
      id: 'a',
      document: { title: 'x' },
      refresh: false,
      require_alias: false,
      wait_for_active_shards: 'all',
      pipeline: 'p',
    });
    expect(toBulkRequest(films, [toSaveText(films, operation)], options).params).toEqual({
      index: 'films',
      operations: ['{"index":{"_id":"a"}}\n{"title":"x"}'],
      refresh: false,
      require_alias: false,
      wait_for_active_shards: 'all',
      pipeline: 'p',
    });
    // A delete makes no index.
    expect(toDeleteRequest(films, 'a', { waitForActiveShards: 2 }).params).toEqual({
      index: 'films',
      id: 'a',
      refresh: 'wait_for',
      wait_for_active_shards: 2,
    });
  });

  test('require an alias where one was found', () => {
    const plain = { ...films, requireAlias: undefined };
    expect(toSaveRequest(plain, operation, {}, true).params).toMatchObject({ require_alias: true });
    expect(toSaveRequest(plain, operation, {}, false).params).not.toHaveProperty('require_alias');
    expect(toUpdateRequest(plain, 'a', { doc: {} }, {}, true).params).toMatchObject({ require_alias: true });
  });
});

describe('an update', () => {
  test('is a part of the document, on condition', () => {
    const condition = { if_seq_no: 7, if_primary_term: 2 };
    expect(toUpdateRequest(films, 'a', { doc: { title: 'y' }, condition }, { routing: 'r' })).toEqual({
      api: 'update',
      params: {
        index: 'films',
        id: 'a',
        routing: 'r',
        ...condition,
        refresh: 'wait_for',
        require_alias: true,
        doc: { title: 'y' },
      },
    });
  });

  test('is a script, with what is to be stored where there is no document', () => {
    const update = {
      script: script('ctx._source.n += params.n', { n: 1 }),
      upsert: { n: 0 },
      returnSource: true,
    };
    expect(
      toUpdateRequest(films, 'a', update, { retryOnConflict: 3, refresh: true, index: 'films-1' }),
    ).toEqual({
      api: 'update',
      params: {
        index: 'films-1',
        id: 'a',
        refresh: true,
        retry_on_conflict: 3,
        _source: true,
        script: { source: 'ctx._source.n += params.n', params: { n: 1 } },
        upsert: { n: 0 },
      },
    });
  });
});

describe('versions of your own', () => {
  test('are sent in place of sequence numbers', () => {
    const document = make(Counted, { id: 'a', revision: 5, tenant: 't', name: 'x' });
    rememberState(origin, document, state);
    const operation = toSaveOperation(counted, document, origin);
    expect(operation).toEqual({
      api: 'index',
      index: 'counted',
      id: 'a',
      routing: 't',
      source: { name: 'x' },
      version: 5,
      version_type: 'external_gte',
    });
    expect(toLines(toBulkRequest(counted, [toSaveText(counted, operation)], {}))).toEqual([
      { index: { _id: 'a', routing: 't', version: 5, version_type: 'external_gte' } },
      { name: 'x' },
    ]);
    document.id = undefined;
    expect(toSaveOperation(counted, document, origin)).toMatchObject({ api: 'index', id: uuid, version: 5 });
    expect(toDeleteRequest(counted, 'a', {}, state, { version: 5, version_type: 'external' }).params).toEqual(
      {
        index: 'counted',
        id: 'a',
        version: 5,
        version_type: 'external_gte',
      },
    );
  });

  test.each([undefined, -1, 1.5, 2 ** 53, '7'])('can not be %p', (revision) => {
    const document = make(Counted, { id: 'a', revision: revision as number, tenant: 't' });
    expect(thrown(() => toSaveOperation(counted, document, origin))).toMatchObject({
      code: 'DOCUMENT_INVALID_VALUE',
      details: { className: 'Counted', path: 'revision' },
    });
  });
});

describe('an index that each document chooses', () => {
  test('is named by the document, and stays', () => {
    const log = make(Log, { id: 'a', day: '2026-11-22' });
    const first = toSaveOperation(logs, log, origin);
    expect(first).toMatchObject({ api: 'index', index: 'logs-2026-11-22' });
    rememberState(origin, log, { ...state, index: 'logs-2026-11-21' });
    const second = toSaveOperation(logs, log, origin);
    expect(second).toMatchObject({ index: 'logs-2026-11-21', if_seq_no: 7 });
    const texts = [first, second].map((operation) => toSaveText(logs, operation));
    const request = toBulkRequest(logs, texts, {}, { areOwn: false });
    expect(request.params).not.toHaveProperty('index');
    expect(toLines(request)).toEqual([
      { index: { _id: 'a', _index: 'logs-2026-11-22' } },
      { day: '2026-11-22' },
      { index: { _id: 'a', _index: 'logs-2026-11-21', if_seq_no: 7, if_primary_term: 2 } },
      { day: '2026-11-22' },
    ]);
    // Under another id, it is another document.
    log.id = 'b';
    expect(toSaveOperation(logs, log, origin)).toMatchObject({ index: 'logs-2026-11-22', id: 'b' });
  });

  test('is read by the pattern, or by what is narrower', () => {
    expect(toCountRequest(logs, {}).params).toEqual({ index: 'logs-*' });
    expect(toFindByIdsRequest(logs, ['a', 'b'], { routing: 'r' }).params).toEqual({
      index: 'logs-*',
      allow_partial_search_results: false,
      size: 4,
      query: { ids: { values: ['a', 'b'] } },
      seq_no_primary_term: true,
      version: true,
      routing: 'r',
    });
    reading = 'logs-2026-*';
    expect(toSearchRequest(logs, {}).params).toMatchObject({ index: 'logs-2026-*' });
    for (const wrong of ['other-*', '*', 'logs-a,other', 'logs-*,other']) {
      reading = wrong;
      expect(thrown(() => toSearchRequest(logs, {}))).toMatchObject({
        code: 'DOCUMENT_INDEX',
        details: { className: 'Log', index: wrong },
      });
    }
    reading = 'logs-*';
  });
});

describe('a data stream', () => {
  test('takes new documents, whatever their ids', () => {
    expect(toSaveRequest(metrics, toSaveOperation(metrics, make(Metric, { id: 'a' }), origin), {})).toEqual({
      api: 'index',
      params: {
        index: 'metrics',
        id: 'a',
        op_type: 'create',
        document: { '@timestamp': '1970-01-01T00:00:00.000Z' },
        require_data_stream: true,
      },
    });
    const operation = toSaveOperation(metrics, make(Metric, { value: 1 }), origin);
    const request = toBulkRequest(metrics, [toSaveText(metrics, operation)], {});
    expect(request.params).toMatchObject({ index: 'metrics', require_data_stream: true });
    expect(toLines(request)).toMatchObject([{ create: { _id: uuid } }, {}]);
  });

  test('is changed in the index behind it', async () => {
    const backing = '.ds-metrics-2026.11.22-000001';
    const hit = { _index: backing, _id: 'a', _version: 1, _seq_no: 3, _primary_term: 1 };
    const found = { ...hit, found: true, _source: { '@timestamp': '2026-11-22T00:00:00.000Z', value: 1 } };
    const wire = recorder(({ api }) => {
      if (api === 'get') return found;
      return api === 'search'
        ? { hits: { hits: [{ ...hit, _source: { '@timestamp': '2026-11-22T00:00:00.000Z', value: 1 } }] } }
        : { ...hit, _version: 2, _seq_no: 4, result: api === 'delete' ? 'deleted' : 'updated' };
    });
    const repository = repositoryOn(Metric, wire);
    const metric = await repository.get('a');
    metric.value = 2;
    await repository.update(metric);
    await repository.save(metric);
    await repository.delete(metric);
    await repository.delete('a');
    expect(wire.sent.map(({ api, params }) => [api, params])).toMatchObject([
      ['search', { index: 'metrics', query: { ids: { values: ['a'] } } }],
      ['get', { index: backing, id: 'a' }],
      ['update', { index: backing, id: 'a', if_seq_no: 3, if_primary_term: 1, doc: { value: 2 } }],
      ['index', { index: backing, id: 'a', if_seq_no: 4, if_primary_term: 1 }],
      ['delete', { index: backing, id: 'a', if_seq_no: 4, if_primary_term: 1 }],
      ['search', { index: 'metrics' }],
      ['get', { index: backing, id: 'a' }],
      ['delete', { index: backing, id: 'a', if_seq_no: 3, if_primary_term: 1 }],
    ]);
    expect(wire.sent.some(({ params }) => 'require_data_stream' in params)).toBe(false);
  });

  test('changes nothing that was not read', async () => {
    const repository = repositoryOn(
      Metric,
      recorder(() => ({})),
    );
    const metric = make(Metric, { id: 'a' });
    const expected = { code: 'DOCUMENT_APPEND_ONLY', details: { className: 'Metric' } };
    expect(await rejection(repository.delete(metric))).toMatchObject(expected);
    expect(await rejection(repository.update(metric))).toMatchObject(expected);
  });
});

describe('the scope of a class', () => {
  const excluded = [{ exists: { field: 'deletedAt' } }];

  test('is part of each query, and can not be left out', () => {
    const query = { bool: { should: [{ match_all: {} }] } };
    expect(toScopedQuery(mediumFilms, query, {})).toEqual({
      bool: { must: [query], filter: [{ term: { kind: 'film' } }], must_not: excluded },
    });
    expect(toScopedQuery(media, undefined, { withDeleted: true })).toEqual({
      bool: { filter: [{ terms: { kind: ['film', 'song'] } }] },
    });
    expect(toScopedQuery(films, query, {})).toBe(query);
    expect(toScopedQuery(films, undefined, {})).toBeUndefined();
    expect(toCountRequest(mediumFilms, {}, { withDeleted: true }).params).toEqual({
      index: 'media',
      query: { bool: { filter: [{ term: { kind: 'film' } }] } },
    });
  });

  test.each([
    [{ kind: 'film' }, true],
    [{}, false],
    [{ kind: 'song' }, false],
    [{ kind: 5 }, false],
    [{ kind: 'film', deletedAt: null }, true],
    [{ kind: 'film', deletedAt: '2026-01-01' }, false],
  ])('%j is within: %p', (source, within) => {
    expect(isInScope(mediumFilms, source, {})).toBe(within);
    expect(isInScope(mediumFilms, source, { withDeleted: true })).toBe(within || 'deletedAt' in source);
  });
});

test('whole numbers are asked for exactly where a class may have great ones', () => {
  @Document('exact')
  class Exact {
    @Id() id?: string;
    @Long() n?: number;
    @DenseVector({ dims: 2 }) vector?: number[];
    @CreatedAt() createdAt?: Date;
    @UpdatedAt() updatedAt?: Date;
  }
  const metadata = buildDocuments([Exact]).get(Exact) as DocumentMetadata;
  expect(toGetRequest(metadata, 'a', {})).toEqual({
    api: 'get',
    params: { index: 'exact', id: 'a', _source_exclude_vectors: false },
    exact: true,
  });
  expect(toGetRequest(films, 'a', {})).not.toHaveProperty('exact');
});
