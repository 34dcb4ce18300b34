// Each kind of query on a real server: which documents it finds; and which kinds a bare server lacks.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DataSource, Document, field, raw } from 'elastodm';
import type { Repository } from 'elastodm';
import { testIndices } from '../../support/cleanup.js';
import { rejection } from '../../support/failing.js';
import { Museum, museums, runs } from '../../support/query-kinds.js';
import type { Example } from '../../support/query-kinds.js';
import { lacks } from '../../support/query-kinds-lacking.js';
import { serverOptions } from '../../support/server.js';

const index = testIndices()('museums');

@Document({ index, settings: { number_of_shards: 1, number_of_replicas: 0 } })
class Stored extends Museum {}

const dataSource = new DataSource({
  connections: { default: serverOptions() },
  documents: [Stored],
  synchronize: 'create',
});
let repository: Repository<Stored>;

beforeAll(async () => {
  await dataSource.initialize();
  repository = dataSource.getRepository(Stored);
  await repository.saveMany(
    museums.map((museum) => Object.assign(new Stored(), museum)),
    { refresh: true },
  );
});
afterAll(() => dataSource.close());

async function found(query: object): Promise<readonly string[]> {
  return (await repository.search({ query })).hits.map(({ id }) => id);
}

describe('finds', () => {
  test.each(Object.entries<Example>(runs))('%s', async (_kind, { query, finds, inOrder }) => {
    const ids = await found(query);
    expect(inOrder === true ? ids : [...ids].sort()).toEqual(finds);
  });

  test('what the types do not know', async () => {
    expect(await found({ term: { [field('labels.city')]: 'munich' } })).toEqual(['deutsches']);
    expect(await found({ match: { title: raw({ query: 'engines' }) } })).toEqual(['deutsches']);
    expect(await found({ terms: { tags: raw(['munich']) } })).toEqual(['deutsches']);
    expect(await found(raw({ term: { kind: { value: 'science' } } }))).toHaveLength(2);
  });

  test('the values that a field of another document has', async () => {
    const at = { index, id: 'town', path: 'tags' };
    expect([...(await found({ terms: { tags: at } }))].sort()).toEqual(['louvre', 'town']);
  });
});

describe('a server without plugins and modules refuses', () => {
  test.each(Object.entries(lacks))('%s', async (kind, { query }) => {
    const error = await rejection(repository.search({ query }));
    // A server without machine learning knows the name of this kind, and fails when it runs.
    expect(error).toMatchObject({ details: { status: kind === 'text_expansion' ? 500 : 400 } });
  });
});
