import { describe, expect, test } from '@jest/globals';
import { DateField, Document, Id, Integer, Keyword, Text } from 'elastodm';
import type { Class, IndexFunctionOptions } from 'elastodm';
import { templateName, templatePriority } from '../../../src/mapping/to-index-template.js';
import { testPatterns } from '../../support/cleanup.js';
import { rejection } from '../../support/failing.js';
import { uniqueIndex } from '../../support/server.js';
import { driftOf, isAlias, rawClient, synchronize } from './support.js';

const newPattern = testPatterns();
const client = rawClient();
const settings = { number_of_replicas: 0 };

type Options = Omit<IndexFunctionOptions, 'index' | 'pattern'>;

/** A line of a log, in an index of its day. */
function first(pattern: string, options: Options = {}): Class {
  @Document({ index: () => dayOf(pattern, 1), pattern, settings, ...options })
  class Log {
    @Id() id?: string;
    @Text() message!: string;
    @DateField() at?: Date;
  }
  return Log;
}

/** The same class, one release later. */
function second(pattern: string, options: Options = {}): Class {
  @Document({ index: () => dayOf(pattern, 1), pattern, settings, ...options })
  class Log {
    @Id() id?: string;
    @Text({ fields: { raw: { type: 'keyword' } } }) message!: string;
    @DateField() at?: Date;
    @Integer() level?: number;
  }
  return Log;
}

const dayOf = (pattern: string, day: number): string => pattern.replace('*', `2026.01.0${day}`);
const write = (pattern: string, day: number, document: object): Promise<unknown> =>
  client.index({ index: dayOf(pattern, day), document });
const templateOf = async (pattern: string): Promise<unknown> =>
  (await client.indices.getIndexTemplate({ name: templateName(pattern) })).index_templates[0]?.index_template;
const hasTemplate = (name: string): Promise<boolean> => client.indices.existsIndexTemplate({ name });
const propertiesOf = async (index: string): Promise<unknown> =>
  (await client.indices.getMapping({ index }))[index]?.mappings.properties;

describe('a pattern without indices', () => {
  test('none: no template is made', async () => {
    const pattern = newPattern('none');
    await synchronize([first(pattern)], 'none');
    await expect(hasTemplate(templateName(pattern))).resolves.toBe(false);
  });

  test('check: a missing template is a drift', async () => {
    const pattern = newPattern('check');
    expect((await driftOf([first(pattern)], 'check')).details).toEqual({
      className: 'Log',
      index: pattern,
      differences: [`the index template '${templateName(pattern)}' is missing`],
    });
    await expect(hasTemplate(templateName(pattern))).resolves.toBe(false);
  });

  test.each(['create', 'update'] as const)(
    '%s: the template is made and no index; the first write makes one by it',
    async (mode) => {
      const pattern = newPattern(mode);
      const alias = uniqueIndex('logs-alias');
      const document = first(pattern, {
        settings: { ...settings, refresh_interval: '30s' },
        aliases: { [alias]: {} },
        mappings: { date_detection: false },
      });
      expect(await isAlias([document], mode)).toBe(false);
      expect(await templateOf(pattern)).toMatchObject({
        index_patterns: [pattern],
        priority: templatePriority(pattern),
        _meta: { managed_by: 'elastodm' },
        template: {
          settings: { index: { number_of_replicas: '0', refresh_interval: '30s' } },
          mappings: { dynamic: 'strict', date_detection: false },
          aliases: { [alias]: {} },
        },
      });
      expect(await client.indices.get({ index: pattern })).toEqual({});
      await synchronize([document], 'check');

      await write(pattern, 1, { message: 'hello', at: '2026-01-01' });
      await expect(write(pattern, 1, { typo: 1 })).rejects.toThrow('strict_dynamic_mapping_exception');
      const index = dayOf(pattern, 1);
      const live = (await client.indices.get({ index }))[index];
      expect(live?.mappings).toEqual({
        dynamic: 'strict',
        date_detection: false,
        properties: { message: { type: 'text' }, at: { type: 'date' } },
      });
      expect(live?.aliases).toEqual({ [alias]: {} });
      await synchronize([document], 'check');
      await synchronize([document], mode);
    },
  );
});

describe('a class that has changed', () => {
  test('check and create: is a drift, and nothing is changed', async () => {
    const pattern = newPattern('changed');
    await synchronize([first(pattern)], 'create');
    await write(pattern, 1, { message: 'hello' });
    const before = await templateOf(pattern);
    for (const mode of ['check', 'create'] as const) {
      expect((await driftOf([second(pattern)], mode)).details).toEqual({
        className: 'Log',
        index: pattern,
        differences: [
          `in the index template '${templateName(pattern)}': mapping 'message.raw' is missing`,
          `in the index template '${templateName(pattern)}': mapping 'level' is missing`,
        ],
      });
    }
    expect(await templateOf(pattern)).toEqual(before);
  });

  test('update: mends the template and the indices', async () => {
    const pattern = newPattern('update');
    const alias = uniqueIndex('logs-alias');
    await synchronize([first(pattern)], 'create');
    for (const day of [1, 2]) await write(pattern, day, { message: 'hello' });
    const document = second(pattern, {
      settings: { ...settings, refresh_interval: '10s' },
      aliases: { [alias]: {} },
    });
    await synchronize([document], 'update');
    await synchronize([document], 'check');
    await write(pattern, 3, { message: 'hello', level: 3 });
    const mended = {
      message: { type: 'text', fields: { raw: { type: 'keyword' } } },
      at: { type: 'date' },
      level: { type: 'integer' },
    };
    for (const day of [1, 2, 3]) expect(await propertiesOf(dayOf(pattern, day))).toEqual(mended);
    await synchronize([document], 'check');
  });

  test('update: what the class says no more stays in the template', async () => {
    const pattern = newPattern('more');
    await synchronize([second(pattern)], 'create');
    await synchronize([first(pattern, { settings: { ...settings, refresh_interval: '10s' } })], 'update');
    await synchronize([first(pattern)], 'check');
    expect(await templateOf(pattern)).toMatchObject({
      template: {
        settings: { index: { refresh_interval: '10s', number_of_replicas: '0' } },
        mappings: {
          properties: {
            message: { type: 'text', fields: { raw: { type: 'keyword' } } },
            level: { type: 'integer' },
          },
        },
      },
    });
  });

  test('update: an index that can’t be mended leaves the template as it was', async () => {
    const pattern = newPattern('type');
    await synchronize([first(pattern)], 'create');
    await write(pattern, 1, { message: 'hello' });
    @Document({ index: () => dayOf(pattern, 1), pattern, settings })
    class Log {
      @Keyword() message!: string;
    }
    const before = await templateOf(pattern);
    const error = await driftOf([Log], 'update');
    expect(error.details).toEqual({
      className: 'Log',
      index: dayOf(pattern, 1),
      differences: [`mapping 'message.type' is "text", and should be "keyword"`],
    });
    expect(error.cause).toMatchObject({ code: 'REQUEST_REFUSED' });
    expect(await templateOf(pattern)).toEqual(before);
  });

  test('update: without indices, a type may change', async () => {
    const pattern = newPattern('type-without');
    await synchronize([second(pattern)], 'create');
    @Document({ index: () => dayOf(pattern, 1), pattern, settings })
    class Log {
      @Keyword() message!: string;
      @Keyword() level?: string;
    }
    await synchronize([Log], 'update');
    await write(pattern, 1, { message: 'hello', level: 'high' });
    await synchronize([Log], 'check');
  });
});

test('create: an index that was there before and differs is a drift, and no template is made', async () => {
  const pattern = newPattern('before');
  await write(pattern, 1, { message: 'hello' });
  expect((await driftOf([first(pattern)], 'create')).details).toMatchObject({ index: dayOf(pattern, 1) });
  await expect(hasTemplate(templateName(pattern))).resolves.toBe(false);
});

describe('templates of others', () => {
  test('one of our name is not touched', async () => {
    const pattern = newPattern('foreign');
    const name = templateName(pattern);
    await client.indices.putIndexTemplate({ name, index_patterns: [pattern], priority: 7 });
    const before = await templateOf(pattern);
    for (const mode of ['check', 'create', 'update'] as const) {
      expect((await driftOf([first(pattern)], mode)).details).toMatchObject({
        differences: [`there is an index template '${name}' that elastodm did not make`],
      });
    }
    expect(await templateOf(pattern)).toEqual(before);
  });

  test('one of the same pattern and priority is named', async () => {
    const pattern = newPattern('rival');
    const rival = `rival-${pattern.replace('*', 'x')}`;
    const priority = templatePriority(pattern);
    await client.indices.putIndexTemplate({ name: rival, index_patterns: [pattern], priority });
    const error = await driftOf([first(pattern)], 'create');
    expect(error.message).toContain(
      `the index template '${templateName(pattern)}' can't be made: another index template for the same indices has ` +
        `its priority, ${priority}; give it another one: `,
    );
    expect(error.message).toContain(rival);
    expect(error.cause).toMatchObject({ code: 'REQUEST_REFUSED', details: { status: 400 } });
    await expect(hasTemplate(templateName(pattern))).resolves.toBe(false);
    await client.indices.deleteIndexTemplate({ name: rival });
  });

  test('a narrower pattern of ours goes before a wider one', async () => {
    const wide = newPattern('wide');
    const narrow = wide.replace('*', 'app-*');
    @Document({ index: () => narrow.replace('*', '1'), pattern: narrow, settings })
    class Line {
      @Keyword() line!: string;
    }
    await synchronize([first(wide), Line], 'create');
    await client.index({ index: narrow.replace('*', '1'), document: { line: 'x' } });
    expect(await propertiesOf(narrow.replace('*', '1'))).toEqual({ line: { type: 'keyword' } });
    await client.indices.deleteIndexTemplate({ name: templateName(narrow) });
  });
});

test('a wrong setting is refused when the template is made', async () => {
  const document = first(newPattern('wrong'), { settings: { number_of_shards: -1 } });
  expect(await rejection(synchronize([document], 'create'))).toMatchObject({
    code: 'REQUEST_REFUSED',
    message: expect.stringContaining('number_of_shards'),
    details: { api: 'indices.putIndexTemplate', status: 400 },
  });
});

test('two DataSources that make the same template at once both succeed', async () => {
  for (const mode of ['create', 'update'] as const) {
    const pattern = newPattern('race');
    await Promise.all([1, 2, 3].map(() => synchronize([second(pattern)], mode)));
    await synchronize([second(pattern)], 'check');
  }
});

test('two classes of one pattern share its template', async () => {
  const pattern = newPattern('shared');
  @Document({ index: () => dayOf(pattern, 1), pattern, settings: { refresh_interval: '5s' } })
  class Metric {
    @Keyword() name!: string;
  }
  await synchronize([first(pattern), Metric], 'create');
  await write(pattern, 1, { message: 'hello' });
  await write(pattern, 1, { name: 'load' });
  await synchronize([Metric, first(pattern)], 'check');
});
