// Elasticsearch's core has data streams but not the API that makes and deletes them: a write makes them, by the template.
import { describe, expect, test } from '@jest/globals';
import { DateField, Document, Double, Keyword } from 'elastodm';
import type { Class, SingleIndexOptions } from 'elastodm';
import { templateName, templatePriority } from '../../../src/mapping/to-index-template.js';
import { testDataStreams, testIndices } from '../../support/cleanup.js';
import { uniqueIndex } from '../../support/server.js';
import { driftOf, isAlias, rawClient, synchronize } from './support.js';

const newStream = testDataStreams();
const newIndex = testIndices();
const client = rawClient();
const settings = { number_of_replicas: 0 };
const modes = ['check', 'create', 'update'] as const;

type Options = Partial<Omit<SingleIndexOptions, 'index' | 'dataStream'>>;

function first(index: string, options: Options = {}): Class {
  @Document({ index, dataStream: true, settings, ...options })
  class Metric {
    @DateField() '@timestamp'!: Date;
    @Double() value!: number;
  }
  return Metric;
}

function second(index: string, options: Options = {}): Class {
  @Document({ index, dataStream: true, settings, ...options })
  class Metric {
    @DateField() '@timestamp'!: Date;
    @Double() value!: number;
    @Keyword() host?: string;
  }
  return Metric;
}

const add = (index: string, document: object): Promise<unknown> =>
  client.create({ index, id: uniqueIndex('id'), document: { '@timestamp': '2026-01-01', ...document } });

test('check: a missing template is a drift', async () => {
  const stream = newStream('metrics');
  expect((await driftOf([first(stream)], 'check')).details).toMatchObject({
    index: stream,
    differences: [`the index template '${templateName(stream)}' is missing`],
  });
});

describe('a data stream', () => {
  test('is made by its first document, and is strict', async () => {
    const stream = newStream('metrics');
    const document = first(stream, { aliases: { [`${stream}-alias`]: {} } });
    expect(await isAlias([document], 'create')).toBe(false);
    const { index_templates } = await client.indices.getIndexTemplate({ name: templateName(stream) });
    expect(index_templates[0]?.index_template).toMatchObject({
      index_patterns: [stream],
      priority: templatePriority(stream),
      data_stream: {},
      _meta: { managed_by: 'elastodm' },
    });
    await add(stream, { value: 1 });
    await expect(add(stream, { typo: 1 })).rejects.toThrow('strict_dynamic_mapping_exception');
    const [live] = Object.values(await client.indices.get({ index: stream }));
    expect(live).toMatchObject({ data_stream: stream });
    for (const mode of modes) expect(await isAlias([document], mode)).toBe(false);
  });

  test('update: mends the template and the indices behind it', async () => {
    const stream = newStream('metrics');
    await synchronize([first(stream)], 'create');
    await add(stream, { value: 1 });
    expect((await driftOf([second(stream)], 'check')).details).toMatchObject({
      differences: [`in the index template '${templateName(stream)}': mapping 'host' is missing`],
    });
    const changed = second(stream, { settings: { ...settings, refresh_interval: '9s' } });
    await synchronize([changed], 'update');
    await add(stream, { value: 2, host: 'a' });
    await synchronize([changed], 'check');
  });

  test('takes a routing where the class has one', async () => {
    const stream = newStream('routed');
    const document = second(stream, { routing: 'host' });
    await synchronize([document], 'create');
    await client.create({
      index: stream,
      id: '1',
      routing: 'a',
      document: { '@timestamp': '2026-01-01', host: 'a' },
    });
    await expect(add(stream, { host: 'a' })).rejects.toThrow('routing');
    await synchronize([document], 'check');
    // No longer.
    expect((await driftOf([second(stream)], 'check')).details).toMatchObject({
      differences: [
        `in the index template '${templateName(stream)}': template 'data_stream' is ` +
          '{"allow_custom_routing":true}, and should be {"allow_custom_routing":false}',
        `in the index template '${templateName(stream)}': mapping '_routing' is {"required":true}, and should be its default`,
      ],
    });
  });

  test.each(modes)('%s: in the place of an index is a drift', async (mode) => {
    const stream = newStream('metrics');
    await synchronize([first(stream)], 'create');
    await add(stream, { value: 1 });
    @Document({ index: stream, settings })
    class Metric {
      @DateField() '@timestamp'!: Date;
      @Double() value!: number;
    }
    const [behind] = Object.keys(await client.indices.get({ index: stream }));
    expect((await driftOf([Metric], mode)).details).toMatchObject({
      index: stream,
      differences: [
        `'${behind}' is an index of the data stream '${stream}', and should be an index by itself`,
      ],
    });
  });

  test.each(modes)('%s: one whose name an index or an alias has is a drift', async (mode) => {
    const [index, alias] = [newIndex('no-stream'), uniqueIndex('no-stream')];
    await client.indices.create({ index, settings, aliases: { [alias]: {} } });
    for (const name of [index, alias]) {
      // A template is there already: without one, that is what lacks.
      await client.indices.putIndexTemplate({
        name: templateName(name),
        index_patterns: [name],
        priority: templatePriority(name),
        data_stream: {},
        _meta: { managed_by: 'elastodm' },
        template: {
          settings,
          mappings: {
            dynamic: 'strict',
            properties: { '@timestamp': { type: 'date' }, value: { type: 'double' } },
          },
        },
      });
      expect((await driftOf([first(name)], mode)).details).toMatchObject({
        index: name,
        differences: [`'${index}' is an index, and should be one of the data stream '${name}'`],
      });
      await client.indices.deleteIndexTemplate({ name: templateName(name) });
    }
  });
});
