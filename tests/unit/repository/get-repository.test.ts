// Where repositories come from: a DataSource, which gives the same one each time, or a class that extends Repository.
import { describe, expect, test } from '@jest/globals';
import { DataSource, Document, Id, Keyword, Repository } from 'elastodm';
import { startStub } from '../../support/stub-server.js';
import type { ReceivedRequest } from '../../support/stub-server.js';

@Document('films')
class Film {
  @Id() id?: string;
  @Keyword() genre?: string;
}

class FilmRepository extends Repository<Film> {
  readonly #secret = 'secret';
  readonly shown: string;

  constructor(dataSource: DataSource, shown = 'shown') {
    super(Film, dataSource);
    this.shown = shown;
  }

  ofGenre(genre: string): Promise<number> {
    return this.count({ query: { term: { genre } } });
  }

  readSecret(): string {
    return this.#secret;
  }
}

// What answers all that is asked here: a get, a save, a count.
const answer = {
  ...{ _index: 'films', _id: '1', _version: 1, _seq_no: 7, _primary_term: 2 },
  ...{ found: true, _source: {}, result: 'updated' },
  ...{ count: 3, _shards: { total: 1, successful: 1, skipped: 0, failed: 0 } },
};
const startCluster = () => startStub(() => ({ body: answer }));

const sent = ({ method, path }: ReceivedRequest): string =>
  `${method} ${path.replace(/[?&]timeout=\d+ms$/, '')}`;

describe('getRepository', () => {
  test('gives one object for a class, all through the life of a DataSource, and sends nothing', async () => {
    await using stub = await startCluster();
    const dataSource = new DataSource({ connections: { default: { hosts: stub.url } }, documents: [Film] });
    const films = dataSource.getRepository(Film);
    await dataSource.initialize();
    expect(dataSource.getRepository(Film)).toBe(films);
    await dataSource.close();
    expect(dataSource.getRepository(Film)).toBe(films);
    await dataSource.initialize();
    expect(dataSource.getRepository(Film)).toBe(films);
    expect(stub.requests).toEqual([]);
    await expect(films.count()).resolves.toBe(3);
    await dataSource.close();
  });

  test('gives each DataSource one of its own', () => {
    const [one, two] = [new DataSource({ documents: [Film] }), new DataSource({ documents: [Film] })];
    expect(one.getRepository(Film)).not.toBe(two.getRepository(Film));
  });
});

describe('a class that extends Repository', () => {
  test('knows what the repository of the DataSource has read', async () => {
    await using stub = await startCluster();
    await using dataSource = new DataSource({
      connections: { default: { hosts: stub.url } },
      documents: [Film],
    });
    const films = new FilmRepository(dataSource);
    await films.save(await dataSource.getRepository(Film).get('1'));
    await dataSource.getRepository(Film).save(await films.get('1'));
    expect(stub.requests.map(sent)).toEqual([
      'GET /films/_doc/1',
      'PUT /films/_doc/1?if_seq_no=7&if_primary_term=2',
      'GET /films/_doc/1',
      'PUT /films/_doc/1?if_seq_no=7&if_primary_term=2',
    ]);
  });

  test('has its methods and properties on another connection, and no #private ones', async () => {
    await using here = await startCluster();
    await using there = await startCluster();
    await using dataSource = new DataSource({
      connections: { default: { hosts: here.url }, backup: { hosts: there.url } },
      documents: [Film],
    });
    const films = new FilmRepository(dataSource, 'given');
    const backup = films.using('backup');
    expect(backup).toBeInstanceOf(FilmRepository);
    expect(backup).not.toBe(films);
    await expect(backup.ofGenre('horror')).resolves.toBe(3);
    expect([here.requests.length, there.requests.length]).toEqual([0, 1]);
    expect([backup.shown, films.readSecret()]).toEqual(['given', 'secret']);
    expect(() => backup.readSecret()).toThrow(TypeError);
  });
});
