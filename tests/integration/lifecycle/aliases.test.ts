import { describe, expect, test } from '@jest/globals';
import { Document, Text } from 'elastodm';
import type { Class, SingleIndexOptions } from 'elastodm';
import { testIndices } from '../../support/cleanup.js';
import { uniqueIndex } from '../../support/server.js';
import { driftOf, isAlias, rawClient } from './support.js';

const newIndex = testIndices();
const client = rawClient();
const settings = { number_of_replicas: 0 };
const modes = ['check', 'create', 'update'] as const;

function film(index: string, options: Partial<SingleIndexOptions> = {}): Class {
  @Document({ index, settings, ...options })
  class Film {
    @Text() title!: string;
  }
  return Film;
}

/** An index as the class describes it, under these aliases. */
async function makeIndex(name: string, aliases: readonly string[]): Promise<string> {
  const index = newIndex(name);
  await client.indices.create({
    index,
    settings,
    mappings: { dynamic: 'strict', properties: { title: { type: 'text' } } },
    aliases: Object.fromEntries(aliases.map((alias) => [alias, {}])),
  });
  return index;
}

describe('a name', () => {
  test.each(modes)('%s: of an index is no alias', async (mode) => {
    const index = await makeIndex('plain', []);
    expect(await isAlias([film(index)], mode)).toBe(false);
  });

  test.each(modes)('%s: of one or several indices is an alias', async (mode) => {
    const [one, two] = [uniqueIndex('one'), uniqueIndex('two')];
    await makeIndex('one', [one, two]);
    await makeIndex('two', [two]);
    expect(await isAlias([film(one)], mode)).toBe(true);
    expect(await isAlias([film(two)], mode)).toBe(true);
  });

  test('of an index that was just created is no alias', async () => {
    expect(await isAlias([film(newIndex('new'))], 'create')).toBe(false);
  });

  test('none: is not looked at', async () => {
    const alias = uniqueIndex('alias');
    await makeIndex('unseen', [alias]);
    expect(await isAlias([film(alias)], 'none')).toBe(false);
  });
});

describe('a class that requires an alias', () => {
  test.each(modes)('%s: is content with one', async (mode) => {
    const alias = uniqueIndex('required');
    await makeIndex('required', [alias]);
    expect(await isAlias([film(alias, { requireAlias: true })], mode)).toBe(true);
  });

  test.each(modes)('%s: makes no index in its place', async (mode) => {
    const index = newIndex('alias-missing');
    expect((await driftOf([film(index, { requireAlias: true })], mode)).details).toEqual({
      className: 'Film',
      index,
      differences: ['the alias is missing'],
    });
    await expect(client.indices.exists({ index })).resolves.toBe(false);
  });

  test.each(modes)('%s: refuses an index', async (mode) => {
    const index = await makeIndex('no-alias', []);
    expect((await driftOf([film(index, { requireAlias: true })], mode)).details).toMatchObject({
      differences: [`'${index}' is an index, and should be an alias, as \`requireAlias\` says`],
    });
  });
});
