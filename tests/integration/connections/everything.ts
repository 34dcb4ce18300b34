// One use of each kind of request, from the index to the health: what must work with every client and every server.
import { expect } from '@jest/globals';
import type * as elastodm from 'elastodm';
import type { ConnectionOptions } from 'elastodm';

/**
 * Makes an index, and writes, reads and deletes in it; the index is gone afterwards.
 *
 * @param library The package, which may have been loaded with another client than the test's.
 */
export async function useEverything(
  library: typeof elastodm,
  options: ConnectionOptions,
  index: string,
): Promise<void> {
  const { DataSource, Document, Id, Integer, Text } = library;
  @Document({ index, settings: { number_of_shards: 1, number_of_replicas: 0 } })
  class Film {
    @Id() id?: string;
    @Text() title!: string;
    @Integer() year!: number;
  }
  await using dataSource = new DataSource({
    connections: { default: options },
    documents: [Film],
    synchronize: 'create',
  });
  await dataSource.initialize();
  const films = dataSource.getRepository(Film);
  try {
    const alien = await films.save(films.create({ id: 'alien', title: 'Alien', year: 1979 }));
    await films.save(Object.assign(alien, { year: 1980 }));
    await films.saveMany(
      ['Heat', 'Ran', 'Alien 3'].map((title, place) =>
        films.create({ id: title, title, year: 1990 + place }),
      ),
      { refresh: true },
    );
    expect((await films.get('alien')).year).toBe(1980);
    expect(await films.exists('none')).toBe(false);
    expect(await films.getOrNull('none')).toBeNull();
    expect(await films.getMany(['Heat', 'none'])).toMatchObject([{ title: 'Heat' }, null]);
    expect(await films.count()).toBe(4);
    const { documents, aggs } = await films.search({
      query: { match: { title: 'alien' } },
      sort: [{ year: 'desc' }],
      aggs: { first: { min: { field: 'year' } } },
    });
    expect(documents.map(({ id }) => id)).toEqual(['Alien 3', 'alien']);
    expect(aggs.first.value).toBe(1980);
    expect(await films.delete('Heat', { refresh: true })).toBe(true);
    expect(await films.count()).toBe(3);
    expect(await dataSource.connections.health()).toMatchObject([
      { ok: true, search: { total: expect.any(Number) } },
    ]);
  } finally {
    await dataSource.connections.getConnection().indices.delete({ index });
  }
}
