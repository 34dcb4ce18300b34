// The exact requests, and those that a real server can't be brought to answer: races, and faults between two requests.
import { describe, expect, test } from '@jest/globals';
import { DateField, Document, Double, IndexDriftError, Keyword, Text } from 'elastodm';
import type { AbstractClass, DocumentOptions } from 'elastodm';
import { synchronizeIndex } from '../../../src/lifecycle/synchronize-index.js';
import { buildDocuments } from '../../../src/metadata/build-documents.js';
import type { DocumentMetadata } from '../../../src/metadata/document-metadata.js';
import { rejection } from '../../support/failing.js';
import { noIndex, noTemplate, recordingConnection, refused } from './recording-connection.js';

const groupOf = (...documents: readonly AbstractClass[]): readonly DocumentMetadata[] => [
  ...buildDocuments(documents).values(),
];

function film(options: DocumentOptions<object> = { index: 'films' }): AbstractClass {
  @Document(options)
  class Film {
    @Text() title!: string;
  }
  return Film;
}
const mappings = { dynamic: 'strict', properties: { title: { type: 'text' } } };

const byDay = { index: () => 'logs-2026', pattern: 'logs-*', settings: { number_of_replicas: 0 } };
const template = {
  name: 'elastodm-logs-:',
  index_patterns: ['logs-*'],
  priority: 505,
  template: { settings: { number_of_replicas: 0 }, mappings },
  _meta: { managed_by: 'elastodm' },
};
const liveTemplate = (changes: object = {}): object => ({
  index_templates: [
    {
      name: 'elastodm-logs-:',
      index_template: {
        index_patterns: ['logs-*'],
        composed_of: [],
        priority: 505,
        _meta: { managed_by: 'elastodm' },
        template: { settings: { index: { number_of_replicas: '0' } }, mappings },
        created_date_millis: 1,
        ...changes,
      },
    },
  ],
});

@Document({ index: 'metrics', dataStream: true, aliases: { all: {} } })
class Metric {
  @DateField() '@timestamp'!: Date;
  @Double() value!: number;
}

describe('nothing is sent', () => {
  test.each([film(), film(byDay), Metric])('for mode none', async (document) => {
    const { connection, sent } = recordingConnection({});
    await expect(synchronizeIndex(groupOf(document), connection, 'none')).resolves.toEqual({ alias: false });
    expect(sent).toEqual([]);
  });

  test('for no class', async () => {
    const { connection, sent } = recordingConnection({});
    await expect(synchronizeIndex([], connection, 'update')).resolves.toEqual({ alias: false });
    expect(sent).toEqual([]);
  });
});

describe('one index', () => {
  test('is created as the union of its classes', async () => {
    @Document({ index: 'films', aliases: { songs: {} } })
    class Song {
      @Keyword() genre!: string;
    }
    const { connection, sent } = recordingConnection({ 'indices.get': [noIndex] });
    await expect(synchronizeIndex(groupOf(film(), Song), connection, 'create')).resolves.toEqual({
      alias: false,
    });
    expect(sent).toEqual([
      ['indices.get', { index: 'films' }],
      [
        'indices.create',
        {
          index: 'films',
          mappings: {
            dynamic: 'strict',
            properties: { title: { type: 'text' }, genre: { type: 'keyword' } },
          },
          aliases: { songs: {} },
        },
      ],
    ]);
  });

  test('that another process created at the same time is looked at, and found to be an alias or not', async () => {
    const exists = refused(400, 'resource_already_exists_exception');
    for (const name of ['films', 'films-1']) {
      const { connection } = recordingConnection({
        'indices.get': [noIndex, { [name]: { mappings } }],
        'indices.create': [exists],
      });
      await expect(synchronizeIndex(groupOf(film()), connection, 'create')).resolves.toEqual({
        alias: name !== 'films',
      });
    }
  });

  test('that differs is told of by name, in the order of names', async () => {
    const { connection } = recordingConnection({
      'indices.get': [{ 'films-2': { mappings: {} }, 'films-1': { mappings: {} } }],
    });
    expect(await rejection(synchronizeIndex(groupOf(film()), connection, 'check'))).toMatchObject({
      details: { index: 'films-1' },
    });
  });

  test('what a server refuses for another reason than the request is no drift', async () => {
    for (const api of ['indices.get', 'indices.create'] as const) {
      const fault = refused(429, 'circuit_breaking_exception');
      const { connection } = recordingConnection({ 'indices.get': [noIndex], [api]: [fault] });
      expect(await rejection(synchronizeIndex(groupOf(film()), connection, 'update'))).toBe(fault);
    }
  });

  test('a routing that the index requires and the class has not is said to be optional', async () => {
    const { connection, sent } = recordingConnection({
      'indices.get': [{ films: { mappings: { ...mappings, _routing: { required: true } } } }],
    });
    await synchronizeIndex(groupOf(film()), connection, 'update');
    expect(sent[1]).toEqual([
      'indices.putMapping',
      { index: 'films', ...mappings, _routing: { required: false } },
    ]);
  });
});

describe('a pattern', () => {
  test('create: the template is put where there is none, and only there', async () => {
    const { connection, sent } = recordingConnection({
      'indices.getIndexTemplate': [noTemplate],
      'indices.get': [{}],
    });
    await expect(synchronizeIndex(groupOf(film(byDay)), connection, 'create')).resolves.toEqual({
      alias: false,
    });
    expect(sent).toEqual([
      ['indices.getIndexTemplate', { name: 'elastodm-logs-:' }],
      ['indices.get', { index: 'logs-*' }],
      ['indices.putIndexTemplate', { ...template, create: true }],
      ['indices.get', { index: 'logs-*' }],
    ]);
  });

  test.each(['check', 'create', 'update'] as const)(
    '%s: nothing is put where nothing differs',
    async (mode) => {
      const { connection, sent } = recordingConnection({
        'indices.getIndexTemplate': [liveTemplate()],
        'indices.get': [{ 'logs-1': { mappings, settings: { index: { number_of_replicas: '0' } } } }],
      });
      await expect(synchronizeIndex(groupOf(film(byDay)), connection, mode)).resolves.toEqual({
        alias: false,
      });
      expect(sent.map(([api]) => api)).toEqual(['indices.getIndexTemplate', 'indices.get']);
    },
  );

  test('update: what others added to the template stays in it', async () => {
    const live = liveTemplate({
      index_patterns: ['logs-*', 'lines-*'],
      priority: 7,
      version: 3,
      composed_of: ['ours'],
      _meta: { managed_by: 'elastodm', owner: 'us' },
      template: {
        settings: { index: { number_of_replicas: '1', refresh_interval: '5s' } },
        mappings: { dynamic: 'true', properties: { level: { type: 'integer' } } },
        aliases: { old: {} },
        lifecycle: { enabled: true },
      },
    });
    const { connection, sent } = recordingConnection({
      'indices.getIndexTemplate': [live],
      'indices.get': [{}],
    });
    await synchronizeIndex(groupOf(film(byDay)), connection, 'update');
    expect(sent[2]).toEqual([
      'indices.putIndexTemplate',
      {
        ...template,
        version: 3,
        composed_of: ['ours'],
        _meta: { managed_by: 'elastodm', owner: 'us' },
        template: {
          settings: { number_of_replicas: 0, refresh_interval: '5s' },
          mappings: {
            dynamic: 'strict',
            properties: { title: { type: 'text' }, level: { type: 'integer' } },
          },
          aliases: { old: {} },
          lifecycle: { enabled: true },
        },
      },
    ]);
  });

  test('update: an index that was made while the template was changed is mended too', async () => {
    const live = { 'logs-1': { mappings: { dynamic: 'strict' }, settings: { number_of_replicas: '0' } } };
    const { connection, sent } = recordingConnection({
      'indices.getIndexTemplate': [liveTemplate({ priority: 1 })],
      'indices.get': [{}, live],
    });
    await synchronizeIndex(groupOf(film(byDay)), connection, 'update');
    expect(sent.slice(2).map(([api]) => api)).toEqual([
      'indices.putIndexTemplate',
      'indices.get',
      'indices.putMapping',
    ]);
  });

  test('a template that another process made at the same time is looked at', async () => {
    const exists = refused(400, 'illegal_argument_exception');
    for (const mode of ['create', 'update'] as const) {
      const { connection, sent } = recordingConnection({
        'indices.getIndexTemplate': [noTemplate, liveTemplate()],
        'indices.get': [{}],
        'indices.putIndexTemplate': [exists],
      });
      await synchronizeIndex(groupOf(film(byDay)), connection, mode);
      expect(sent.filter(([api]) => api === 'indices.putIndexTemplate')).toHaveLength(1);
    }
    const { connection } = recordingConnection({
      'indices.getIndexTemplate': [noTemplate, liveTemplate({ priority: 1 })],
      'indices.get': [{}],
      'indices.putIndexTemplate': [exists],
    });
    expect(await rejection(synchronizeIndex(groupOf(film(byDay)), connection, 'create'))).toBeInstanceOf(
      IndexDriftError,
    );
  });

  test('what a server refuses for another reason than the request is thrown as it is', async () => {
    for (const [api, fault] of [
      ['indices.getIndexTemplate', refused(500, 'error')],
      ['indices.putIndexTemplate', refused(429, 'circuit_breaking_exception')],
      ['indices.putIndexTemplate', refused(400, 'invalid_index_template_exception')],
    ] as const) {
      const { connection } = recordingConnection({
        'indices.getIndexTemplate': [noTemplate],
        'indices.get': [{}],
        [api]: [fault],
      });
      expect(await rejection(synchronizeIndex(groupOf(film(byDay)), connection, 'update'))).toBe(fault);
    }
  });
});

describe('a data stream', () => {
  const streamTemplate = {
    name: 'elastodm-metrics',
    index_patterns: ['metrics'],
    priority: 508,
    data_stream: {},
    template: {
      mappings: {
        dynamic: 'strict',
        properties: { '@timestamp': { type: 'date' }, value: { type: 'double' } },
      },
      aliases: { all: {} },
    },
    _meta: { managed_by: 'elastodm' },
  };

  test('is made by its first write: only the template is put', async () => {
    const { connection, sent } = recordingConnection({
      'indices.getIndexTemplate': [noTemplate],
      'indices.get': [noIndex],
    });
    await synchronizeIndex(groupOf(Metric), connection, 'create');
    expect(sent).toEqual([
      ['indices.getIndexTemplate', { name: 'elastodm-metrics' }],
      ['indices.get', { index: 'metrics' }],
      ['indices.putIndexTemplate', { ...streamTemplate, create: true }],
      ['indices.get', { index: 'metrics' }],
    ]);
  });

  test('that takes a routing says so', async () => {
    @Document({ index: 'metrics', dataStream: true, routing: 'host' })
    class Routed {
      @DateField() '@timestamp'!: Date;
      @Keyword() host!: string;
    }
    const { connection, sent } = recordingConnection({
      'indices.getIndexTemplate': [noTemplate],
      'indices.get': [noIndex],
    });
    await synchronizeIndex(groupOf(Routed), connection, 'create');
    expect(sent[2]?.[1]).toMatchObject({ data_stream: { allow_custom_routing: true } });
  });

  test('update: keeps what others said of it; its aliases are not those of the indices behind it', async () => {
    const behind = { mappings: { dynamic: 'strict', properties: { '@timestamp': { type: 'date' } } } };
    const { connection, sent } = recordingConnection({
      'indices.getIndexTemplate': [
        liveTemplate({
          index_patterns: ['metrics'],
          priority: 508,
          data_stream: { hidden: true, allow_custom_routing: true },
          template: { mappings: streamTemplate.template.mappings, aliases: { all: {} } },
        }),
      ],
      'indices.get': [{ '.ds-metrics-1': { ...behind, aliases: {}, data_stream: 'metrics' } }],
    });
    await synchronizeIndex(groupOf(Metric), connection, 'update');
    expect(sent.slice(2, 4)).toEqual([
      ['indices.putMapping', { index: '.ds-metrics-1', ...streamTemplate.template.mappings }],
      [
        'indices.putIndexTemplate',
        { ...streamTemplate, data_stream: { hidden: true, allow_custom_routing: false } },
      ],
    ]);
  });

  test('whose name is an alias of another is refused', async () => {
    const { connection } = recordingConnection({
      'indices.getIndexTemplate': [noTemplate],
      'indices.get': [{ '.ds-other-1': { data_stream: 'other' } }],
    });
    expect((await rejection(synchronizeIndex(groupOf(Metric), connection, 'create'))).details).toEqual({
      className: 'Metric',
      index: 'metrics',
      differences: [
        "'.ds-other-1' is an index of the data stream 'other', and should be one of the data stream 'metrics'",
      ],
    });
  });
});
