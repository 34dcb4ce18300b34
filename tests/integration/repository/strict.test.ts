// Strict and lenient reading of what another program stored: Elasticsearch takes more than a class maps.
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { DataSource, DateField, Document, Id, Integer, Keyword } from 'elastodm';
import { testIndices } from '../../support/cleanup.js';
import { rejection } from '../../support/failing.js';
import { serverOptions } from '../../support/server.js';

const newIndex = testIndices();
const index = newIndex('strict');

@Document({ index, settings: { number_of_replicas: 0 } })
class Lenient {
  @Id() id?: string;
  @Keyword() name?: string;
  @Integer() count?: number;
  @DateField({ ignore_malformed: true }) at?: Date;
}
@Document({ index, hydration: 'strict' })
class Strict {
  @Id() id?: string;
  @Keyword() name?: string;
  @Integer() count?: number;
  @DateField({ ignore_malformed: true }) at?: Date;
}
const dataSource = new DataSource({
  connections: { default: serverOptions() },
  documents: [Lenient, Strict],
  synchronize: 'create',
});

beforeAll(() => dataSource.initialize());
afterAll(() => dataSource.close());

const rows: readonly (readonly [source: object, path: string, reason: string])[] = [
  [{ count: '5' }, 'count', 'it is text, and a field of type integer holds numbers'],
  [{ name: ['a', 7] }, 'name[1]', 'it is a number, and a field of type keyword holds text'],
  [{ at: 'soon' }, 'at', 'it is text, and a field of type date holds dates'],
];
describe.each(rows)('%j', (source, path, reason) => {
  const store = async (): Promise<string> => {
    const client = dataSource.connections.getConnection();
    return (await client.index({ index, document: source, refresh: true }))._id;
  };

  test('is an error where the class is read strictly', async () => {
    const id = await store();
    const strict = dataSource.getRepository(Strict);
    const expected = { code: 'DOCUMENT_WRONG_SOURCE', details: { className: 'Strict', id, path, reason } };
    expect(await rejection(strict.get(id))).toMatchObject(expected);
    expect(await rejection(strict.search({ query: { ids: { values: id } } }))).toMatchObject(expected);
  });

  test('is kept and saved as it is where it is not', async () => {
    const id = await store();
    const lenient = dataSource.getRepository(Lenient);
    const read = await lenient.get(id);
    expect(read).toMatchObject(source);
    await lenient.save(read);
    expect((await dataSource.connections.getConnection().get({ index, id }))._source).toEqual(source);
  });
});

test('what is of its types is read strictly, too', async () => {
  const strict = dataSource.getRepository(Strict);
  const saved = await strict.save(strict.create({ name: 'x', count: 1, at: new Date(0) }));
  expect(await strict.get(saved.id!)).toEqual(saved);
});
