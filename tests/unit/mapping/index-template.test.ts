import { describe, expect, test } from '@jest/globals';
import { DateField, Document, Keyword, Routing } from 'elastodm';
import type { AbstractClass } from 'elastodm';
import { describeDifference } from '../../../src/mapping/diff-index.js';
import { diffTemplate, isOwnTemplate, mergeTemplate } from '../../../src/mapping/diff-template.js';
import type { LiveTemplate } from '../../../src/mapping/diff-template.js';
import { mergeMappings } from '../../../src/mapping/merge-mappings.js';
import { templateName, templatePriority, toIndexTemplate } from '../../../src/mapping/to-index-template.js';
import type { IndexTemplate } from '../../../src/mapping/to-index-template.js';
import { buildDocuments } from '../../../src/metadata/build-documents.js';

const templateOf = (...documents: readonly AbstractClass[]): IndexTemplate =>
  toIndexTemplate(...buildDocuments(documents).values());

@Document({
  index: () => 'logs-1',
  pattern: 'logs-*',
  settings: { refresh_interval: '5s' },
  aliases: { all: {} },
})
class Log {
  @Keyword() level!: string;
}
@Document({ index: 'metrics', dataStream: true })
class Metric {
  @DateField() '@timestamp'!: Date;
}

/** What Elasticsearch answers for a template that it was given as it is. */
const live = (template: IndexTemplate, changes: Partial<LiveTemplate> = {}): LiveTemplate => {
  const { name: _, data_stream: stream, ...rest } = template;
  const settings =
    template.template.settings === undefined ? {} : { settings: { index: { refresh_interval: '5s' } } };
  return {
    ...rest,
    composed_of: [],
    ...(stream === undefined
      ? {}
      : { data_stream: { hidden: false, allow_custom_routing: false, ...stream } }),
    template: { ...rest.template, ...settings },
    ...changes,
  };
};

describe('the template of a class', () => {
  test('of a pattern', () => {
    expect(templateOf(Log)).toEqual({
      name: 'elastodm-logs-:',
      index_patterns: ['logs-*'],
      priority: 505,
      template: {
        settings: { refresh_interval: '5s' },
        mappings: { dynamic: 'strict', properties: { level: { type: 'keyword' } } },
        aliases: { all: {} },
      },
      _meta: { managed_by: 'elastodm' },
    });
  });

  test('of a data stream', () => {
    expect(templateOf(Metric)).toEqual({
      name: 'elastodm-metrics',
      index_patterns: ['metrics'],
      priority: 508,
      data_stream: {},
      template: { mappings: { dynamic: 'strict', properties: { '@timestamp': { type: 'date' } } } },
      _meta: { managed_by: 'elastodm' },
    });
  });

  test('of a data stream takes a routing where all classes have one', () => {
    @Document({ index: 'metrics', dataStream: true })
    class Routed {
      @DateField() '@timestamp'!: Date;
      @Routing() host!: string;
    }
    expect(templateOf(Routed).data_stream).toEqual({ allow_custom_routing: true });
    expect(templateOf(Routed, Metric).data_stream).toEqual({});
  });

  test('is the same text each time', () => {
    expect(JSON.stringify(templateOf(Log))).toBe(JSON.stringify(templateOf(Log)));
  });
});

describe('names and priorities', () => {
  test('no two patterns have the same name', () => {
    const patterns = ['logs-*', 'logs-**', '*logs-', 'logs-@*', 'logs-@', 'logs-'];
    const names = patterns.map(templateName);
    expect(names).toEqual([
      'elastodm-logs-:',
      'elastodm-logs-::',
      'elastodm-:logs-',
      'elastodm-logs-@:',
      'elastodm-logs-@',
      'elastodm-logs-',
    ]);
  });

  test('a template goes before all that say less of the name', () => {
    const patterns = ['l*', 'logs-*', 'logs-app-*', 'logs-app-1*', 'logs-app-1'];
    const priorities = patterns.map(templatePriority);
    expect(priorities).toEqual([501, 505, 509, 510, 511]);
  });
});

describe('the differences of a template', () => {
  const linesOf = (expected: IndexTemplate, actual: LiveTemplate): string[] =>
    diffTemplate(expected, actual).map(describeDifference);

  test('none, as Elasticsearch answers it', () => {
    expect(linesOf(templateOf(Log), live(templateOf(Log)))).toEqual([]);
    expect(linesOf(templateOf(Metric), live(templateOf(Metric)))).toEqual([]);
  });

  test('of its own members, then of settings and mapping', () => {
    const changed = live(templateOf(Log), {
      index_patterns: ['logs-*', 'lines-*'],
      priority: 1,
      data_stream: { hidden: false },
      template: {},
    });
    expect(linesOf(templateOf(Log), changed)).toEqual([
      `template 'index_patterns' is ["logs-*","lines-*"], and should be ["logs-*"]`,
      "template 'priority' is 1, and should be 505",
      `template 'data_stream' is {"allow_custom_routing":false}, and should be its default`,
      `mapping 'dynamic' is its default, and should be "strict"`,
      "mapping 'level' is missing",
      `setting 'refresh_interval' is its default, and should be "5s"`,
      "alias 'all' is missing",
    ]);
    const { template: _, ...empty } = changed;
    expect(linesOf(templateOf(Log), empty)).toHaveLength(7);
  });

  test('where no data stream is made, or none should be', () => {
    const { data_stream: _, ...plain } = live(templateOf(Metric));
    expect(linesOf(templateOf(Metric), plain)).toEqual([
      `template 'data_stream' is its default, and should be {"allow_custom_routing":false}`,
    ]);
  });

  test('are gone once the two are merged', () => {
    for (const document of [Log, Metric]) {
      const expected = templateOf(document);
      const other = live(expected, {
        priority: 1,
        data_stream: { hidden: true, allow_custom_routing: true },
        template: { mappings: { dynamic: true, _routing: { required: true } } },
      });
      const { name: _, ...merged } = mergeTemplate(expected, other);
      expect(diffTemplate(expected, { composed_of: [], ...merged } as unknown as LiveTemplate)).toEqual([]);
    }
  });
});

describe('ours', () => {
  test('are known by what they say of themselves', () => {
    expect(isOwnTemplate(live(templateOf(Log)))).toBe(true);
    expect(isOwnTemplate(live(templateOf(Log), { _meta: { managed_by: 'us' } }))).toBe(false);
    const { _meta: _, ...silent } = live(templateOf(Log));
    expect(isOwnTemplate(silent)).toBe(false);
  });
});

describe('mappings that are merged', () => {
  test('a field that both have is as the class says, with what is inside of either', () => {
    expect(
      mergeMappings(
        {
          dynamic: 'strict',
          runtime: { a: { type: 'ip' } },
          properties: {
            title: { type: 'text', fields: { raw: { type: 'keyword' } } },
            part: { type: 'object', properties: { x: { type: 'ip' } } },
          },
        },
        {
          dynamic: true,
          _routing: { required: true },
          date_detection: false,
          runtime: { a: { type: 'date' }, b: { type: 'long' } },
          properties: {
            title: { type: 'text', analyzer: 'english', fields: { sort: { type: 'keyword' } } },
            part: { properties: { x: { type: 'keyword' }, y: { type: 'keyword' } } },
            more: { type: 'long' },
          },
        },
      ),
    ).toEqual({
      dynamic: 'strict',
      date_detection: false,
      runtime: { a: { type: 'ip' }, b: { type: 'long' } },
      properties: {
        title: { type: 'text', fields: { raw: { type: 'keyword' }, sort: { type: 'keyword' } } },
        part: { type: 'object', properties: { x: { type: 'ip' }, y: { type: 'keyword' } } },
        more: { type: 'long' },
      },
    });
  });

  test('what is inside of a field of another type is not kept', () => {
    expect(
      mergeMappings(
        { properties: { a: { type: 'keyword' }, b: { type: 'object', properties: {} } } },
        {
          properties: {
            a: { properties: { x: { type: 'ip' } } },
            b: { type: 'text', fields: { raw: { type: 'keyword' } } },
          },
        },
      ),
    ).toEqual({ properties: { a: { type: 'keyword' }, b: { type: 'object', properties: {} } } });
  });

  test('nothing and nothing are nothing', () => {
    expect(mergeMappings({}, {})).toEqual({});
  });
});
