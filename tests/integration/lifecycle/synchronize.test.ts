import { afterAll, describe, expect, test } from '@jest/globals';
import { DataSource, Document, Id, IndexDriftError, Integer, Keyword, ObjectField, Text } from 'elastodm';
import type { Class, SingleIndexOptions, ElastodmError, Synchronize } from 'elastodm';
import { testIndices } from '../../support/cleanup.js';
import { rejection } from '../../support/failing.js';
import { serverOptions, uniqueIndex } from '../../support/server.js';

const newIndex = testIndices();
const admin = new DataSource({ connections: { default: serverOptions() }, documents: [] });
const client = admin.connections.getConnection();
afterAll(() => admin.close());

type Options = Omit<SingleIndexOptions, 'index'>;

/** A class of this index, with a title and what `declare` adds. */
function first(index: string, options: Options = {}): Class {
  @Document({ index, settings: { number_of_replicas: 0 }, ...options })
  class Film {
    @Id() id?: string;
    @Text() title!: string;
  }
  return Film;
}

/** The same class, one release later. */
function second(index: string, options: Options = {}): Class {
  class Studio {
    @Keyword() name!: string;
  }
  @Document({ index, settings: { number_of_replicas: 0 }, ...options })
  class Film {
    @Id() id?: string;
    @Text({ fields: { raw: { type: 'keyword' } } }) title!: string;
    @Integer() year?: number;
    @ObjectField(() => Studio) studio?: Studio;
  }
  return Film;
}

async function synchronize(document: Class, mode: Synchronize): Promise<void> {
  await using dataSource = new DataSource({
    connections: { default: serverOptions() },
    documents: [document],
    synchronize: mode,
  });
  await dataSource.initialize();
}
async function driftOf(document: Class, mode: Synchronize): Promise<ElastodmError> {
  const error = await rejection(synchronize(document, mode));
  expect(error).toBeInstanceOf(IndexDriftError);
  return error;
}
const propertiesOf = async (index: string): Promise<unknown> =>
  Object.values(await client.indices.getMapping({ index }))[0]?.mappings.properties;

describe('an index that is missing', () => {
  test('none: is left so', async () => {
    const index = newIndex('none');
    await synchronize(first(index), 'none');
    await expect(client.indices.exists({ index })).resolves.toBe(false);
  });

  test('check: is a drift', async () => {
    const index = newIndex('check');
    expect(await driftOf(first(index), 'check')).toMatchObject({
      details: { className: 'Film', index, differences: ['the index is missing'] },
      message:
        `Index '${index}' is not what class Film describes:\n  - the index is missing\n` +
        "Let `synchronize: 'update'` add what is missing, or reindex into a new index where a type has changed. [INDEX_DRIFT]",
    });
    await expect(client.indices.exists({ index })).resolves.toBe(false);
  });

  test.each(['create', 'update'] as const)(
    '%s: is created, with settings and aliases; check is content then',
    async (mode) => {
      const index = newIndex(mode);
      const alias = uniqueIndex(`${mode}-alias`);
      const document = second(index, {
        settings: {
          number_of_shards: 2,
          number_of_replicas: 0,
          refresh_interval: '30s',
          analysis: {
            analyzer: { folded: { type: 'custom', tokenizer: 'standard', filter: ['lowercase'] } },
          },
        },
        aliases: { [alias]: {} },
        mappings: { _meta: { owner: 'us' } },
      });
      await synchronize(document, mode);
      const live = (await client.indices.get({ index }))[index];
      expect(live?.mappings).toEqual({
        dynamic: 'strict',
        _meta: { owner: 'us' },
        properties: {
          title: { type: 'text', fields: { raw: { type: 'keyword' } } },
          year: { type: 'integer' },
          studio: { properties: { name: { type: 'keyword' } } },
        },
      });
      expect(live?.settings?.index).toMatchObject({ number_of_shards: '2', refresh_interval: '30s' });
      expect(live?.aliases).toEqual({ [alias]: {} });
      await synchronize(document, 'check');
      await synchronize(document, mode);
    },
  );
});

describe('an index that lacks something', () => {
  test('check and create: is a drift, and nothing is changed', async () => {
    const index = newIndex('lacks');
    await synchronize(first(index), 'create');
    for (const mode of ['check', 'create'] as const) {
      expect((await driftOf(second(index), mode)).details).toEqual({
        className: 'Film',
        index,
        differences: [
          "mapping 'title.raw' is missing",
          "mapping 'year' is missing",
          "mapping 'studio' is missing",
        ],
      });
    }
    expect(await propertiesOf(index)).toEqual({ title: { type: 'text' } });
  });

  test('update: fields, multi-fields and objects are added, and documents stay', async () => {
    const index = newIndex('adds');
    await synchronize(first(index), 'create');
    await client.index({ index, id: 'a', document: { title: 'Alien' }, refresh: true });
    await synchronize(second(index), 'update');
    expect(await propertiesOf(index)).toEqual({
      title: { type: 'text', fields: { raw: { type: 'keyword' } } },
      year: { type: 'integer' },
      studio: { properties: { name: { type: 'keyword' } } },
    });
    await expect(client.exists({ index, id: 'a' })).resolves.toBe(true);
    await synchronize(second(index), 'check');
  });

  test('update: an alias is added', async () => {
    const index = newIndex('aliased');
    const alias = uniqueIndex('alias');
    await synchronize(first(index), 'create');
    const document = first(index, { aliases: { [alias]: { filter: { term: { title: 'a' } } } } });
    expect((await driftOf(document, 'check')).details).toMatchObject({
      differences: [`alias '${alias}' is missing`],
    });
    await synchronize(document, 'update');
    await expect(client.indices.getAlias({ index })).resolves.toEqual({
      [index]: { aliases: { [alias]: { filter: { term: { title: 'a' } } } } },
    });
    await synchronize(document, 'check');
  });

  test('update: a setting that can be changed in a live index is', async () => {
    const index = newIndex('settings');
    await synchronize(first(index), 'create');
    const document = first(index, { settings: { number_of_replicas: 0, refresh_interval: '5s' } });
    expect((await driftOf(document, 'check')).details).toMatchObject({
      differences: [`setting 'refresh_interval' is its default, and should be "5s"`],
    });
    await synchronize(document, 'update');
    await synchronize(document, 'check');
  });

  test('update: what the class says no more stays in the index', async () => {
    const index = newIndex('more');
    await synchronize(second(index), 'create');
    await synchronize(first(index), 'update');
    await synchronize(first(index), 'check');
    expect(Object.keys((await propertiesOf(index)) as object).sort()).toEqual(['studio', 'title', 'year']);
  });

  test('update: parameters that can be changed are, also back to their default', async () => {
    const index = newIndex('parameters');
    const declare = (ignoreAbove?: number): Class => {
      @Document({ index, settings: { number_of_replicas: 0 } })
      class Film {
        @Keyword(ignoreAbove === undefined ? {} : { ignore_above: ignoreAbove }) genre!: string;
      }
      return Film;
    };
    await synchronize(declare(), 'create');
    await synchronize(declare(20), 'update');
    expect(await propertiesOf(index)).toEqual({ genre: { type: 'keyword', ignore_above: 20 } });
    await synchronize(declare(20), 'check');
    expect((await driftOf(declare(), 'check')).details).toMatchObject({
      differences: ["mapping 'genre.ignore_above' is 20, and should be its default"],
    });
    await synchronize(declare(), 'update');
    await synchronize(declare(), 'check');
  });
});

describe('an index that is something else', () => {
  function asKeyword(index: string): Class {
    @Document({ index, settings: { number_of_replicas: 0 } })
    class Film {
      @Id() id?: string;
      @Keyword() title!: string;
    }
    return Film;
  }

  test.each(['check', 'create', 'update'] as const)('%s: a changed type is a drift', async (mode) => {
    const index = newIndex(`type-${mode}`);
    await synchronize(first(index), 'create');
    const error = await driftOf(asKeyword(index), mode);
    expect(error.details).toEqual({
      className: 'Film',
      index,
      differences: [`mapping 'title.type' is "text", and should be "keyword"`],
    });
    expect(await propertiesOf(index)).toEqual({ title: { type: 'text' } });
  });

  test('update: the cluster’s reason is the cause', async () => {
    const index = newIndex('cause');
    await synchronize(first(index), 'create');
    expect((await driftOf(asKeyword(index), 'update')).cause).toMatchObject({
      code: 'REQUEST_REFUSED',
      message: expect.stringContaining('cannot be changed from type [text] to [keyword]'),
    });
  });

  test('update: a setting that can’t be changed in a live index is a drift', async () => {
    const index = newIndex('shards');
    await synchronize(first(index), 'create');
    const document = first(index, { settings: { number_of_replicas: 0, number_of_shards: 3 } });
    expect((await driftOf(document, 'update')).details).toMatchObject({
      differences: [`setting 'number_of_shards' is "1", and should be 3`],
    });
  });

  test('dynamic that someone opened is a drift, and update closes it', async () => {
    const index = newIndex('dynamic');
    await client.indices.create({
      index,
      settings: { number_of_replicas: 0 },
      mappings: { properties: { title: { type: 'text' } } },
    });
    expect((await driftOf(first(index), 'check')).details).toMatchObject({
      differences: [`mapping 'dynamic' is its default, and should be "strict"`],
    });
    await synchronize(first(index), 'update');
    await synchronize(first(index), 'check');
  });
});

test('a strict mapping refuses a field that others send', async () => {
  const index = newIndex('strict');
  await synchronize(first(index), 'create');
  await expect(client.index({ index, document: { title: 'x', typo: 1 } })).rejects.toThrow(
    'strict_dynamic_mapping_exception',
  );
});

test('two DataSources that create the same index at once both succeed', async () => {
  for (let round = 0; round < 5; round++) {
    const index = newIndex('race');
    await Promise.all([1, 2, 3].map(() => synchronize(second(index), round % 2 === 0 ? 'create' : 'update')));
    await synchronize(second(index), 'check');
  }
});

test('an alias of several indices is looked at whole', async () => {
  const alias = uniqueIndex('several');
  const [one, two] = [newIndex('several-1'), newIndex('several-2')];
  const body = { settings: { number_of_replicas: 0 }, aliases: { [alias]: {} } };
  await client.indices.create({
    index: one,
    ...body,
    mappings: { dynamic: 'strict', properties: { title: { type: 'text' } } },
  });
  await client.indices.create({ index: two, ...body, mappings: { dynamic: 'strict', properties: {} } });
  expect((await driftOf(first(alias), 'check')).details).toMatchObject({
    index: two,
    differences: ["mapping 'title' is missing"],
  });
  await synchronize(first(alias), 'update');
  await synchronize(first(alias), 'check');
});

test('a wrong setting is refused when the index is created', async () => {
  const document = first(newIndex('wrong'), { settings: { number_of_shards: -1 } });
  expect(await rejection(synchronize(document, 'create'))).toMatchObject({
    code: 'REQUEST_REFUSED',
    details: { api: 'indices.create', status: 400 },
  });
});

test('a closed DataSource can be initialized again', async () => {
  const document = first(newIndex('again'));
  const dataSource = new DataSource({
    connections: { default: serverOptions() },
    documents: [document],
    synchronize: 'create',
  });
  await dataSource.initialize();
  await dataSource.close();
  await dataSource.initialize();
  await expect(dataSource.getRepository(document).count()).resolves.toBe(0);
  await dataSource.close();
});
