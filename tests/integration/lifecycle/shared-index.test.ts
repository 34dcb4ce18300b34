import { describe, expect, test } from '@jest/globals';
import {
  DataSource,
  Discriminator,
  Document,
  Id,
  Integer,
  Keyword,
  Nested,
  ObjectField,
  Text,
} from 'elastodm';
import type { AbstractClass } from 'elastodm';
import { testIndices } from '../../support/cleanup.js';
import { rejection } from '../../support/failing.js';
import { uniqueIndex } from '../../support/server.js';
import { driftOf, rawClient, synchronize } from './support.js';

const newIndex = testIndices();
const client = rawClient();
const settings = { number_of_replicas: 0 };
const mappingOf = async (index: string): Promise<unknown> =>
  (await client.indices.getMapping({ index }))[index]?.mappings;

class Studio {
  @Keyword() name!: string;
}
class Founder {
  @Keyword() founder!: string;
}
class Track {
  @Text() title!: string;
}

/** A film and a song in one index, told apart by their kind. */
function media(index: string, alias = 'media'): readonly AbstractClass[] {
  abstract class Medium {
    @Id() id?: string;
    @Discriminator() kind!: string;
    @Text() title!: string;
  }
  @Document({ index, discriminator: 'film', settings: { ...settings, refresh_interval: '5s' } })
  class Film extends Medium {
    @Integer() minutes?: number;
    @ObjectField(() => Studio) house?: Studio;
  }
  @Document({
    index,
    discriminator: 'song',
    settings: { index: { number_of_replicas: '0', number_of_shards: 1 } },
    aliases: { [alias]: {} },
    mappings: { _meta: { owner: 'us' } },
  })
  class Song extends Medium {
    @Nested(() => Track) tracks: Track[] = [];
    @ObjectField(() => Founder) house?: Founder;
  }
  return [Film, Song];
}

const union = {
  dynamic: 'strict',
  _meta: { owner: 'us' },
  properties: {
    kind: { type: 'keyword' },
    title: { type: 'text' },
    minutes: { type: 'integer' },
    house: { properties: { name: { type: 'keyword' }, founder: { type: 'keyword' } } },
    tracks: { type: 'nested', properties: { title: { type: 'text' } } },
  },
};

describe('two classes in one index', () => {
  test.each(['create', 'update'] as const)(
    '%s: the index has what both say, once; check and %s are content then',
    async (mode) => {
      const index = newIndex(`media-${mode}`);
      const alias = uniqueIndex('media-alias');
      const documents = media(index, alias);
      await synchronize(documents, mode);
      expect(await mappingOf(index)).toEqual(union);
      const live = (await client.indices.get({ index }))[index];
      expect(live?.settings?.index).toMatchObject({ number_of_shards: '1', refresh_interval: '5s' });
      expect(live?.aliases).toEqual({ [alias]: {} });
      await synchronize(documents, 'check');
      await synchronize(documents, mode);
      await synchronize([...documents].reverse(), 'check');
    },
  );

  test('check: a missing index names both classes', async () => {
    const index = newIndex('media-missing');
    expect((await driftOf(media(index), 'check')).details).toEqual({
      className: 'Film, Song',
      index,
      differences: ['the index is missing'],
    });
  });

  test('a class that is added later is a drift, and update adds what it has', async () => {
    const index = newIndex('media-later');
    const alias = uniqueIndex('media-alias');
    const [film, song] = media(index, alias) as [AbstractClass, AbstractClass];
    await synchronize([film], 'create');
    await synchronize([film], 'check');
    const differences = [
      `mapping '_meta' is its default, and should be {"owner":"us"}`,
      "mapping 'house.founder' is missing",
      "mapping 'tracks' is missing",
      `alias '${alias}' is missing`,
    ];
    for (const mode of ['check', 'create'] as const) {
      expect((await driftOf([film, song], mode)).details).toMatchObject({ differences });
    }
    await synchronize([film, song], 'update');
    expect(await mappingOf(index)).toEqual(union);
    await synchronize([song], 'check');
  });

  test('documents of both are saved, and the index refuses what neither has', async () => {
    const index = newIndex('media-write');
    await synchronize(media(index, uniqueIndex('media-alias')), 'create');
    await client.index({ index, document: { kind: 'film', title: 'Alien', minutes: 117 } });
    await client.index({ index, document: { kind: 'song', tracks: [{ title: 'One' }] } });
    await expect(client.index({ index, document: { typo: 1 } })).rejects.toThrow(
      'strict_dynamic_mapping_exception',
    );
  });
});

describe('routing', () => {
  function routed(index: string, both: boolean): readonly AbstractClass[] {
    @Document({ index, settings, routing: 'tenant' })
    class Order {
      @Keyword() tenant!: string;
    }
    @Document({ index, settings, ...(both ? { routing: 'tenant' } : {}) })
    class Invoice {
      @Keyword() tenant!: string;
    }
    return [Order, Invoice];
  }

  test('is required where both route', async () => {
    const index = newIndex('routed');
    await synchronize(routed(index, true), 'create');
    expect(await mappingOf(index)).toMatchObject({ _routing: { required: true } });
    await synchronize(routed(index, true), 'check');
  });

  test('is not required where one does not', async () => {
    const index = newIndex('half-routed');
    await synchronize(routed(index, false), 'create');
    expect(await mappingOf(index)).not.toHaveProperty('_routing');
    await synchronize(routed(index, false), 'check');
  });

  test('that the index requires, and not all classes have, is a drift that no mode mends', async () => {
    const index = newIndex('now-half-routed');
    await synchronize(routed(index, true), 'create');
    for (const mode of ['check', 'create', 'update'] as const) {
      expect((await driftOf(routed(index, false), mode)).details).toMatchObject({
        differences: [`mapping '_routing' is {"required":true}, and should be its default`],
      });
    }
    expect(await mappingOf(index)).toMatchObject({ _routing: { required: true } });
  });
});

test('classes that contradict each other are refused before anything is sent', async () => {
  const index = newIndex('contradicting');
  @Document({ index, settings, dynamic: true })
  class Film {
    @Text() title!: string;
  }
  @Document({ index, settings })
  class Song {
    @Text() title!: string;
  }
  const dataSource = new DataSource({
    connections: { default: { hosts: 'http://localhost:1', maxRetries: 0 } },
    documents: [Film, Song],
    synchronize: 'create',
  });
  expect(await rejection(dataSource.initialize())).toMatchObject({
    code: 'METADATA_SHARED_INDEX',
    details: { index, path: 'dynamic', classNames: ['Film', 'Song'] },
  });
  await dataSource.close();
  await expect(client.indices.exists({ index })).resolves.toBe(false);
});
